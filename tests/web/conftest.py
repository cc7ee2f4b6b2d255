"""A desk on a record made by hand, asked without a network."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dragoman.web.app import create_app
from dragoman.web.terms import Terms
from tests.web.records import sample

BASE = "http://127.0.0.1:8000"


@pytest.fixture(scope="session")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample(tmp_path_factory.mktemp("desk") / "sample.db")


@pytest.fixture(scope="session")
def client(record: Path) -> Iterator[TestClient]:
    with TestClient(create_app(Terms(record=record)), base_url=BASE, headers={"accept": "text/html"}) as found:
        yield found
