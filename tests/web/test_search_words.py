"""Search by words: events beside statements and articles, facets, pages and files."""

import csv
import io
import json

import pytest
from starlette.testclient import TestClient

from dragoman.store import search as store_search
from dragoman.store.open import open_store
from dragoman.store.search import events_told, match_expression
from dragoman.web.app import create_app
from dragoman.web.asks import cursor
from dragoman.web.queries import words
from dragoman.web.terms import Terms
from tests.web.conftest import BASE
from tests.web.records import MEETINGS, hostile, write

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


def found(client, **given):
    answer = client.get("/api/v1/search", params=given)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_events_are_found_by_words_of_their_clause(client):
    answer = found(client, q="attacked trawler")
    assert [(hit["type"], hit["status"], hit["basis"]) for hit in answer["events"]] == [
        ("ASSAULT", "occurred", "alleged")
    ]
    hit = answer["events"][0]
    assert "".join(part["text"] for part in hit["snippet"]) == "Ola Nord attacked a Chilean trawler"
    assert [part["text"] for part in hit["snippet"] if part["found"]] == ["attacked", "trawler"]
    assert [who["name"] for who in hit["recipients"]] == ["Chile"]
    assert answer["found"]["events"] == 1


def test_words_that_stand_elsewhere_in_the_article_do_not_find_its_events(client):
    answer = found(client, q="police trawler")
    assert (answer["found"]["events"], answer["found"]["articles"]) == (0, 1)


@pytest.mark.parametrize(("given", "number"), [
    ({"q": "round"}, MEETINGS), ({"q": "met round", "type": "CONSULT"}, MEETINGS), ({"q": "round", "type": "AID"}, 0),
    ({"q": "blamed", "status": "denied"}, 1), ({"q": "blamed", "status": "occurred"}, 0),
    ({"q": '"met chile for round 7"'}, 1),
    ({"q": "round", "party": "Chile", "since": "2020-05", "until": "2020-05"}, 4),
    ({"q": "trawl*", "party": "Norway"}, 0), ({"q": "blame*", "party": "Norway"}, 1),
    ({"q": "round", "stance": "denies"}, 0),
    ({"q": "round", "publisher": "Nobody"}, 0), ({"q": "round", "kind": "article"}, 0),
])  # fmt: skip
def test_conditions_hold_for_events(client, given, number):
    assert found(client, **given)["found"]["events"] == number


def test_a_type_or_a_status_leaves_statements_and_articles_out(client):
    answer = found(client, q="norway", type="CONSULT")
    assert (answer["statements"], answer["articles"]) == ([], [])


def test_facets_divide_all_kinds(client):
    facets = found(client, q="norway")["facets"]
    assert {row["value"] for row in facets["party"]} >= {"NOR", "CHL"}
    types = {row["value"]: row["number"] for row in facets["type"]}
    assert types["CONSULT"] == MEETINGS + 1
    for name, key in (("type", "type"), ("status", "status")):
        for row in facets[name]:
            assert found(client, q="norway", **{key: row["value"]})["found"]["events"] == row["number"]


def test_pages_go_on_to_the_end(client):
    seen, after = [], ""
    while True:
        page = found(client, q="round", kind="event", limit=25, after=after)
        seen += [hit["id"] for hit in page["events"]]
        after = page["next"]
        if not after:
            break
    assert len(seen) == len(set(seen)) == MEETINGS
    text = client.get("/search?q=round&limit=25").text
    assert "Next page" in text
    assert f"{MEETINGS} events" in text


@pytest.mark.parametrize("order", ["best", "newest"])
@pytest.mark.parametrize("limit", [4, 50])
def test_pages_go_on_beyond_the_best(client, monkeypatch, order, limit):
    whole = found(client, q="norway", limit=1000)
    every = {kind: sorted(hit["id"] for hit in whole[kind]) for kind in ("statements", "events", "articles")}
    assert every["events"]
    assert every["articles"]
    monkeypatch.setattr(words, "MOST_HITS", 5)
    monkeypatch.setattr(store_search, "MOST_LOOKED_THROUGH", 3)
    seen, after, told = {kind: [] for kind in every}, "", set()
    while True:
        page = found(client, q="norway", limit=limit, order=order, after=after)
        told.add(json.dumps([page["facets"], page["found"], page["more"]]))
        for kind, ids in seen.items():
            ids += [hit["id"] for hit in page[kind]]
        after = page["next"]
        if not after:
            break
    assert {kind: sorted(ids) for kind, ids in seen.items()} == every
    assert len(told) == 1  # of the best, on every page


def test_a_block_without_hits_is_not_the_end(client, monkeypatch):
    """Articles that hold the words, and no clause that does: those that follow may have one."""
    monkeypatch.setattr(store_search, "MOST_LOOKED_THROUGH", 2)
    whole, after, pages = [], "", 0
    while True:
        page = found(client, q="norway", kind="event", after=after)
        whole += [hit["id"] for hit in page["events"]]
        after, pages = page["next"], pages + 1
        if not after:
            break
    monkeypatch.undo()
    assert sorted(whole) == sorted(hit["id"] for hit in found(client, q="norway", kind="event", limit=1000)["events"])
    assert pages > 1


@pytest.mark.parametrize("place", [["x", "0.0", "0.0"], ["0.0"], ["0.0", "40.0", "0.0"], ["0.0", "0.-1", "0.0"], ["1"]])
def test_a_place_that_is_none_is_refused(client, place):
    answer = client.get("/api/v1/search", params={"q": "norway", "after": cursor(*place)})
    assert (answer.status_code, answer.json()["error"]["what"]) == (400, "no such place in the list")


@pytest.mark.parametrize("order", ["newest", "oldest"])
def test_hits_by_day(client, order):
    days = [hit["day"] for hit in found(client, q="round", kind="event", order=order, limit=100)["events"]]
    assert days == sorted(days, reverse=order == "newest")


def test_what_was_found_is_a_file(client):
    table = list(csv.DictReader(io.StringIO(client.get("/search.csv?q=round&kind=event&limit=3").text)))
    assert len(table) == MEETINGS
    assert {row["kind"] for row in table} == {"event"}
    assert "Norway met Chile for round 7" in {row["snippet"] for row in table}
    assert "/search.csv" in client.get("/search?q=round").text
    assert client.get("/search.csv").text.strip() == ""


def test_more_than_are_looked_through_is_told(client, record, monkeypatch):
    monkeypatch.setattr(store_search, "MOST_LOOKED_THROUGH", 10)
    with open_store(record) as store:
        told, more = events_told(store, match_expression("round"), limit=500)
        assert (len(told), more) == (10, True)
        assert events_told(store, match_expression("blamed"), limit=500)[1] is False
        assert events_told(store, match_expression("nothing of it"), limit=500) == ([], False)
    assert found(client, q="round")["more"] == ["events"]


def test_hostile_clauses_stay_words(tmp_path):
    with TestClient(create_app(Terms(record=write(tmp_path / "bad.db", hostile()))), base_url=BASE) as client:
        page = client.get("/search?q=alert", headers={"accept": "text/html"}).text
        assert "<script>alert" not in page
        assert "<img src=x" not in page
