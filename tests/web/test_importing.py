"""Importing: in somebody's name, which the record keeps with what became of the files."""

import io
import re
import time
from datetime import UTC, datetime

import pytest
from starlette.testclient import TestClient

from dragoman.store.imports import begin_import, end_import, latest_imports
from dragoman.store.open import open_store
from dragoman.web import imports
from dragoman.web.app import create_app
from dragoman.web.terms import Terms
from tests.web.conftest import BASE
from tests.web.records import sample

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
FILE = {"files": ("a.txt", b"Norway met Chile.")}


@pytest.fixture
def desk(tmp_path):
    app = create_app(Terms(record=sample(tmp_path / "r.db")))
    with TestClient(app, base_url=BASE, headers={"accept": "text/html"}, follow_redirects=False) as client:
        yield client


def token(client):
    return re.search(r'name="form_token" value="([^"]+)"', client.get("/import").text)[1]


@pytest.mark.parametrize("name", [None, "", "   ", "\x07", "a" * 101])
def test_nobody_imports_without_a_name(desk, monkeypatch, name):
    monkeypatch.setattr(desk.app.state.imports, "start", lambda uploads, by: pytest.fail("must not start"))
    fields = {"form_token": token(desk), **({} if name is None else {"by": name})}
    answer = desk.post("/import", data=fields, files=FILE, headers={"accept": "application/json"})
    assert (answer.status_code, answer.json()["error"]["remedy"]) == (400, "Fill in who decides or imports")


def test_the_name_goes_with_the_files_and_is_kept_by_the_browser(desk, monkeypatch):
    started = []

    def start(uploads, *, by):
        started.append(by)
        return imports.Job("j", ["a.txt"], desk.app.state.terms.record.parent, by)

    monkeypatch.setattr(desk.app.state.imports, "start", start)
    answer = desk.post("/import", data={"form_token": token(desk), "by": " Ana  Reyes "}, files=FILE)
    assert (answer.status_code, answer.headers["location"], started) == (303, "/import/j", ["Ana Reyes"])
    assert 'value="Ana Reyes"' in desk.get("/import").text


def test_the_record_keeps_who_imported(desk):
    with open_store(desk.app.state.terms.record, mode="write") as store:
        done = begin_import(store, by="Ana Reyes", at=datetime(2021, 5, 4, 9, 30, tzinfo=UTC), files=3)
        counts = {"new": 2, "failed": 1}
        end_import(store, done, counts, at=datetime(2021, 5, 4, 9, 31, tzinfo=UTC))
        begin_import(store, by="<b>Ola</b>", at=datetime(2021, 5, 5, 8, 0, tzinfo=UTC), files=1)
        assert [one.made_by for one in latest_imports(store, 1)] == ["<b>Ola</b>"]
    rows = desk.get("/import.json").json()["earlier"]
    assert [(row["made_by"], row["files"], row["new"], row["failed"], row["ended_at"]) for row in rows] == [
        ("<b>Ola</b>", 1, 0, 0, None), ("Ana Reyes", 3, 2, 1, "2021-05-04T09:31:00+00:00"),
    ]  # fmt: skip
    page = desk.get("/import").text
    assert "2021-05-04 09:30" in page
    assert "<b>Ola" not in page
    assert page.count("not ended") == 1


@pytest.mark.slow
def test_files_that_are_read_are_counted_in_its_name(tmp_path):
    record = sample(tmp_path / "r.db")
    found = imports.Imports(record)
    job = found.start([("a.txt", io.BytesIO(b"Norway met Chile.")), ("b.html", io.BytesIO(b""))], by="Ana Reyes")
    deadline = time.monotonic() + 60
    while not job.done and time.monotonic() < deadline:
        time.sleep(0.1)
    assert (job.fault, job.fields()["by"]) == (None, "Ana Reyes")
    with open_store(record) as store:
        (told,) = latest_imports(store, 5)
    assert (told.made_by, told.files, told.new, told.failed) == ("Ana Reyes", 2, 1, 1)
    assert told.ended_at is not None
