"""Watch-lists: what is new since somebody last looked, as a page and as a feed."""

import re
import xml.etree.ElementTree as ET
from datetime import date

import pytest
from starlette.testclient import TestClient

from dragoman.compare.current import bring_up_to_date
from dragoman.store.open import open_store
from dragoman.store.write import write_article
from dragoman.web.app import create_app
from dragoman.web.terms import Terms
from tests.compare.reports import report
from tests.sample_record import RUN
from tests.web.across_records import across, hostile_across
from tests.web.conftest import BASE
from tests.web.records import EVIL

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def record(tmp_path):
    return across(tmp_path / "across.db")


@pytest.fixture
def desk(record):
    app = create_app(Terms(record=record))
    with TestClient(app, base_url=BASE, headers={"accept": "text/html"}, follow_redirects=False) as client:
        yield client


def send(desk, path, **fields):
    desk.get("/watch")
    return desk.post(path, data={"form_token": desk.cookies["dragoman_form"], "by": "Ada", **fields})


def comes_in(record, *coded):
    with open_store(record, mode="write") as store:
        for one in coded:
            write_article(store, one, run=RUN)
        bring_up_to_date(store)


@pytest.mark.parametrize(("watched", "new"), [
    ({"party": "Peru"}, 1), ({"party": "ECU", "other": "PER"}, 1), ({"party": "NOR"}, 0), ({"phrase": "CANAL"}, 1),
    ({"party": "NOR", "phrase": "canal"}, 0), ({"topic": "environment.fisheries"}, 0),
])  # fmt: skip
def test_what_came_in_is_new_until_it_is_looked_at(desk, record, watched, new):
    there = send(desk, "/watch", **watched).headers["location"]
    before = desk.get(f"{there}.json").json()
    assert before["number_new"] == 0
    comes_in(record, report("Peru met Ecuador over a canal", "met", by="Gazette", day=date(2021, 1, 5)))
    page = desk.get(f"{there}.json").json()
    assert page["number_new"] == new
    assert len(page["rows"]) - new == len(before["rows"])
    assert desk.get("/watch.json").json()["rows"][0]["new"] == new
    send(desk, there, action="looked", up_to=page["up_to"])
    assert desk.get(f"{there}.json").json()["number_new"] == 0
    send(desk, there, action="forget")
    assert desk.get(there).status_code == 404


def test_a_watch_is_a_feed(desk):
    there = send(desk, "/watch", party="NOR", other="Chile").headers["location"]
    answer = desk.get(f"{there}.atom")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = ET.fromstring(answer.text)
    assert feed.find(f"{ATOM}title").text == "Chile and Norway"
    titles = [entry.find(f"{ATOM}title").text for entry in feed.iter(f"{ATOM}entry")]
    assert "Norway agrees" in titles
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", each.text) for each in feed.iter(f"{ATOM}updated"))


def test_hostile_words_stay_words_in_a_feed(tmp_path):
    with TestClient(create_app(Terms(record=hostile_across(tmp_path / "h.db"))), base_url=BASE) as desk:
        there = send(desk, "/watch", phrase=EVIL[:60])
        for path in ("/watch", str(there.url.path)):
            assert "<script>alert" not in desk.get(path).text
        feed = ET.fromstring(desk.get(f"{there.url.path}.atom").text)
        assert len(list(feed.iter(f"{ATOM}entry"))) >= 1


@pytest.mark.parametrize(("fields", "status"), [
    ({}, 400), ({"party": "nowhere"}, 404), ({"party": "PER", "other": "PER"}, 400), ({"topic": "nothing at all"}, 404),
    ({"party": "PER", "by": ""}, 400), ({"party": "PER", "form_token": "x" * 32}, 403),
])  # fmt: skip
def test_what_cannot_be_watched_is_refused(desk, fields, status):
    assert send(desk, "/watch", **fields).status_code == status
    assert desk.get("/watch.json").json()["rows"] == []


def test_the_same_watch_is_kept_once(desk):
    assert (
        send(desk, "/watch", party="PER").headers["location"] == send(desk, "/watch", party="Peru").headers["location"]
    )
    assert len(desk.get("/watch.json").json()["rows"]) == 1


def test_ones_own_stand_first_on_todays_page(desk, record, monkeypatch):
    monkeypatch.setattr("dragoman.web.pages.desk._WATCHES", 2)
    for by, words in (("Ada", "canal"), ("Ada", "met"), ("Ada", "Peru"), ("Zoe", "canal")):
        send(desk, "/watch", by=by, phrase=words)
    comes_in(record, report("Peru met Ecuador over a canal", "met", by="Gazette", day=date(2021, 1, 5)))
    for by in ("Zoe", "Ada"):
        desk.cookies.set("dragoman_reviewer", by, domain="127.0.0.1", path="/")
        names = re.findall(r"watched by <bdi>(\w+)</bdi>", desk.get("/").text)
        assert (len(names), names[0]) == (2, by)
        assert len(desk.get("/today.json").json()["watched"]) == 2


def test_todays_twin_is_the_same_for_everybody(desk, record):
    for by in ("Ada", "Zoe"):
        send(desk, "/watch", by=by, phrase="canal")
    comes_in(record, report("Peru met Ecuador over a canal", "met", by="Gazette", day=date(2021, 1, 5)))
    twins = set()
    for by in ("Ada", "Zoe"):
        desk.cookies.set("dragoman_reviewer", by, domain="127.0.0.1", path="/")
        twins.add(desk.get("/today.json").content)
    assert len(twins) == 1
