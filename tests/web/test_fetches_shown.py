"""What was fetched stands on the page of runs, as text."""

import pytest
from starlette.testclient import TestClient

from dragoman.sources.fetching.visits import Fetch
from dragoman.store.fetches import StoredVisits
from dragoman.store.open import open_store
from dragoman.web.app import create_app
from dragoman.web.terms import Terms
from tests.web.conftest import BASE


@pytest.fixture
def fetched(tmp_path):
    path = tmp_path / "record.db"
    with open_store(path, mode="write") as store:
        for number in range(30):
            StoredVisits(store).note(
                Fetch(
                    url=f'http://example.org/{number}?"><script>alert(1)</script>', purpose="page", seconds=0.1,
                    at="2026-11-22T10:00:00.000+00:00", outcome="failed", status=404, reason="no",
                )
            )  # fmt: skip
    with TestClient(create_app(Terms(record=path)), base_url=BASE, headers={"accept": "text/html"}) as client:
        yield client


def test_the_latest_fetches_are_shown_escaped(fetched):
    text = fetched.get("/runs").text
    assert "example.org/29?" in text
    assert "example.org/9?" not in text  # twenty of them
    assert "2026-11-22T10:00:00" in text
    assert "<script>alert" not in text
    assert len(fetched.get("/runs.json").json()["fetches"]) == 20


def test_without_fetches_the_page_is_as_it_was(client):
    assert "Fetched from the web" not in client.get("/runs").text
