"""What the pages show, that their twins hold the same, and that lists go on where they stopped."""

import csv
import io
import json
import random
import re
from collections import Counter, defaultdict
from html import unescape

import pyarrow.parquet as pq
import pytest

from dragoman.store.open import open_store
from dragoman.web.queries import lines, today
from dragoman.web.queries.parties import counterparts, pairs_told
from dragoman.web.terms import NOTICE
from dragoman.web.wording import topic_called
from tests.sample_record import TALKS
from tests.web.records import LISTED, MEETINGS, addresses, sample

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


def words(html):
    """The text of a page."""
    from html import unescape

    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html)))


def test_every_page_answers_with_the_notice_and_a_twin(client, record):
    for address in addresses(record):
        page = client.get(address)
        assert page.status_code == 200, address
        assert NOTICE in words(page.text), address
        path, _, query = address.partition("?")
        twin = client.get(f"{'/today' if path == '/' else path}.json?{query}")
        assert twin.status_code == 200, address
        assert twin.json()["notice"] == NOTICE, address


@pytest.mark.parametrize(("address", "shown"), [
    ("/", ["Chile – Norway", "Round 59 of talks", "Came in last"]),
    ("/articles?order=oldest", ["Norway and Chile open fisheries talks", "2 events, 1 statement"]),
    ("/events?party=NOR&type=CONSULT&order=oldest", ["Ine Berg", "Foreign Minister of Norway", "met her Chilean"]),
    ("/events?status=planned", ["planned", "attributed by officials", "2019-05"]),
    ("/events?basis=alleged", ["alleged by police", "by 2019-04-11"]),
    ("/events?status=denied", ["denied", "it blamed Norway"]),
    ("/statements", ["demands", "Our waters need rules", topic_called("environment.fisheries")]),
    ("/parties", ["Norway", "Chile", "state"]),
    ("/parties/Norway", ["Whom it deals with", "Chile", "Ine Berg", "Foreign Minister of Norway"]),
    ("/pairs/NOR/CHL", [f"{MEETINGS + 2} events told", f"{MEETINGS + 1} counted"]),
    ("/people/person-berg", ["Ine Berg", "Foreign Minister of Norway"]),
    ("/findings", ["a note", "row 1"]),
    ("/failures", ["bad.pdf", "no reader understands it", "one sentence was too long"]),
    ("/runs", ["run-"]),
    ("/about", ["articles", "What it cannot tell", "2019-04-10 to 2021-02-22"]),
    ("/search?q=waters", ["Our waters need rules", "1 statements, 0 events, 1 articles"]),
    ("/search?q=nothingofthekind", ["Nothing holds all these words"]),
    ("/compare?a.party=NOR&b.party=CHL", ["Norway", "Our waters need rules", "Nothing said that fits"]),
    ("/events?text=nowhere", ["No event fits"]),
    ("/happenings?type=CONSULT&order=oldest", ["met her Chilean", "1 telling", "The Northern Post"]),
    ("/happenings?party=NOR&other=CHL&origins=50", ["No happening fits"]),
    ("/disagreements?matter=dead", ["No disagreement fits"]),
    ("/promises?as_of=2019-04-20", ["as of 2019-04-20", "Chile will send a delegation in May 2019", "by 2019-05-31"]),
    ("/promises?as_of=2030", ["overdue", "not that anybody broke a word"]),
    ("/offices?q=nobody+of+nowhere", ["Not known to the tables"]),
])  # fmt: skip
def test_what_pages_show(client, address, shown):
    text = words(client.get(address).text)
    for each in shown:
        assert each in text, (address, each)


def test_an_article_is_shown_as_it_was_published(client, record):
    article = next(
        row for row in client.get("/articles.json?limit=1000").json()["rows"] if row["source"] == "reports/talks.txt"
    )
    page = client.get(f"/articles/{article['id']}").text
    body = re.search(r'<div class="text"[^>]*>(.*?)</div>', page, re.DOTALL)[1]
    without = re.sub(r'<a class="ref.*?</a>', "", body)
    from html import unescape

    assert unescape(re.sub(r"<[^>]+>", "", without)) == TALKS
    for shown in ("E1", "S1", "N1", "C1", "pattern meet.met", "part of", "some 40 trawlers".capitalize()):
        assert shown in page


def test_a_line_opens_at_its_words(client):
    event = client.get("/events.json?type=CONSULT&order=oldest&limit=1").json()["rows"][0]
    page = client.get(f"/articles/{event['article']['id']}?line={event['id']}").text
    assert f'id="{event["id"]}"' in page
    opened = "".join(re.findall(r'<span class="m[^"]* opened[^"]*"[^>]*>(.*?)</span>', page, re.DOTALL))
    assert event["text"] in words(opened)


@pytest.mark.parametrize("order", ["newest", "oldest"])
@pytest.mark.parametrize("path", ["/articles", "/events", "/statements"])
def test_pages_of_a_list_hold_every_row_once(client, path, order):
    whole = client.get(f"{path}.json?limit=1000&order={order}").json()["rows"]
    rows, after = [], ""
    while True:
        page = client.get(f"{path}.json", params={"limit": 7, "order": order, "after": after}).json()
        rows += page["rows"]
        after = page["next"]
        if not after:
            break
    assert [row["id"] for row in rows] == [row["id"] for row in whole]
    assert len({row["id"] for row in rows}) == len(rows)
    days = [row["published"] if path == "/articles" else row["date"] or row.get("counted_on") for row in whole]
    dated = [day for day in days if day]
    assert dated == sorted(dated, reverse=order == "newest")
    assert days[len(dated):] == [None] * (len(days) - len(dated))  # fmt: skip


@pytest.mark.parametrize("address", [
    "/events.json?party=NOR&limit=1000", "/events.json?party=CHL&type=CONSULT&order=oldest",
    "/statements.json?party=NOR", "/events.json?party=CHL&since=2020-05&limit=9",
])  # fmt: skip
def test_a_list_is_the_same_however_it_is_found(client, monkeypatch, address):
    looked_up = client.get(address).json()
    monkeypatch.setitem(lines.events_listed.__kwdefaults__, "few_of_party", -1)
    monkeypatch.setitem(lines._statements_listed.__kwdefaults__, "few_of_party", -1)
    assert client.get(address).json() == looked_up


@pytest.mark.parametrize("path", LISTED)
def test_a_list_is_a_file_too(client, path):
    rows = client.get(f"{path}.json?limit=1000").json()["rows"]
    table = list(csv.DictReader(io.StringIO(client.get(f"{path}.csv?limit=3").text)))
    parquet = pq.read_table(io.BytesIO(client.get(f"{path}.parquet").content))
    assert len(table) == len(rows) == parquet.num_rows
    if rows and "id" in rows[0]:
        assert [row["id"] for row in table] == [row["id"] for row in rows] == parquet.column("id").to_pylist()


def test_counts_leave_out_what_is_planned_denied_or_alleged(client):
    told = client.get("/pairs/NOR/CHL.json?limit=1000").json()
    assert told["told"] - told["counted"] == 1
    chile = next(row for row in client.get("/parties.json").json()["rows"] if row["code"] == "CHL")
    assert (chile["counted"], chile["events"]) == (MEETINGS + 1, MEETINGS + 4)


def test_nobody_stands_in_a_ranking_for_being_suspected(client):
    for address in ("/parties.json", "/parties/CHL.json", "/today.json?days=365&until=2019-04-12"):
        data = client.get(address).json()
        ranked = {name: value for name, value in data.items() if name in ("rows", "counterparts", "speakers")}
        assert "Ola Nord" not in json.dumps(ranked)


def test_a_page_is_kept_until_the_record_changes(client):
    first = client.get("/events")
    assert first.headers["etag"]
    again = client.get("/events", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/events?type=AID").headers["etag"] != first.headers["etag"]


@pytest.mark.parametrize(("address", "status", "told"), [
    ("/articles/article-none", 404, "no such article"),
    ("/lines/event-none", 404, "no such line"),
    ("/lines/finding-1", 400, "no such kind of line"),
    ("/parties/Atlantis", 404, "No such party"),
    ("/pairs/NOR/NOR", 400, "two different parties"),
    ("/pairs/NOR/ATL", 404, "No such party"),
    ("/people/person-none", 404, "no line of this person"),
    ("/events?type=DANCE", 400, "no event of such a type"),
    ("/events?since=yesterday", 400, "Not a date"),
    ("/events?limit=100000", 400, "cannot be read"),
    ("/events?after=zzz", 400, "No such place in the list"),
    ("/events?after=WyJ4Il0", 400, "No such place in the list"),
    ("/?days=3", 400, "No such stretch"),
    ("/?until=soon", 400, "Not a date"),
    ("/nowhere", 404, "no such page"),
    ("/brief.pdf", 404, "no such form"),
    ("/brief?line=event-none", 404, "no such line"),
    ("/happenings/happening-none", 404, "no such happening"),
    ("/promises?as_of=x", 400, "Not a date"),
    ("/disagreements?kind=lie", 400, "cannot be read"),
    ("/import/none", 404, "no such import"),
    ("/pairs/NOR/CHL/chart.gif", 404, "no such form"),
    ("/offices?q=Norway&on=x", 400, "Not a date"),
])  # fmt: skip
def test_errors_say_what_with_which_values_and_what_to_do(client, address, status, told):
    page = client.get(address)
    assert page.status_code == status
    assert told.casefold() in words(page.text).casefold()
    assert NOTICE in words(page.text)
    path, _, query = address.partition("?")
    if path not in ("/", "/brief.pdf", "/pairs/NOR/CHL/chart.gif", "/nowhere"):
        error = client.get(f"{path}.json?{query}").json()["error"]
        assert (error["status"], bool(error["what"]), bool(error["remedy"])) == (status, True, True)


def test_charts_are_pictures(client):
    drawing = client.get("/pairs/NOR/CHL/chart.svg")
    assert drawing.headers["content-type"].startswith("image/svg+xml")
    assert drawing.text.startswith("<svg")
    assert client.get("/pairs/NOR/CHL/chart.png").content.startswith(b"\x89PNG")


def test_the_data_of_a_pairs_chart_are_its_twin(client):
    href = unescape(re.search(r'<a href="([^"]+)">data</a>', client.get("/pairs/NOR/CHL?since=2020").text)[1])
    assert href == "/pairs/NOR/CHL.json?since=2020"
    assert sum(row["number"] for row in client.get(href).json()["series"]) > 0


def test_a_pair_is_chosen_by_a_form(client):
    answer = client.get("/pairs?one=NOR&other=CHL", follow_redirects=False)
    assert answer.headers["location"] == "/pairs/NOR/CHL"
    assert client.get("/pairs", follow_redirects=False).headers["location"] == "/parties"


def test_a_translation_is_shown_beside_its_original(tmp_path):
    from starlette.testclient import TestClient

    from dragoman.web.app import create_app
    from dragoman.web.terms import Terms
    from tests.sample_record import plain
    from tests.web.records import write

    german = plain("Treffen in Lima\n\nSie trafen sich.\n\nSie einigten <b>sich</b>.", source="de.txt", language="de")
    english = plain(
        "Meeting in Lima\n\nThey met.\n\nThey agreed.", source="en.txt", translation_of="de.txt", translator="Jane Roe"
    )
    record = write(tmp_path / "r.db", german, english)
    with TestClient(create_app(Terms(record=record)), base_url="http://127.0.0.1:8000") as client:
        page = client.get(f"/articles/{english.article.id}")
        assert "A translation by Jane Roe of Treffen in Lima (de)" in words(page.text)
        assert '<td lang="de" dir="auto">Sie einigten &lt;b&gt;sich&lt;/b&gt;.</td><td lang="en"' in page.text
        twin = client.get(f"/articles/{english.article.id}.json").json()
        assert (twin["original"]["id"], len(twin["beside"])) == (german.article.id, 3)
        assert "Translated: Meeting in Lima (en) by Jane Roe" in words(
            client.get(f"/articles/{german.article.id}").text
        )
        assert "translation by Jane Roe" in words(client.get("/articles").text)


def test_about_tells_how_often_the_coder_was_right(tmp_path):
    from datetime import UTC, datetime

    from starlette.testclient import TestClient

    from dragoman.api import open_record
    from dragoman.web.app import create_app
    from dragoman.web.terms import Terms
    from tests.web.conftest import BASE
    from tests.web.records import sample

    path = sample(tmp_path / "judged.db")
    at = datetime(2026, 1, 2, tzinfo=UTC)
    with open_record(path) as record:
        first, second, *_ = [event.id for event in record.events()]
        record.review(by="R. Roe").accept(first, seen=None, at=at)
        record.review(by="R. Roe").reject(second, seen=None, at=at)
    with TestClient(create_app(Terms(record=path)), base_url=BASE, headers={"accept": "text/html"}) as desk:
        rows = desk.get("/about.json").json()["precision"]
        assert {(row["judged"], row["right"], row["precision"]) for row in rows if row["type"] == "all"} == {
            (2, 1, 0.5)
        }
        assert "How often the coder was right here" in desk.get("/about").text


def test_what_is_new_of_a_pair_stands_together(client, monkeypatch):
    row = {"codes": ["CHL", "NOR"], "names": ["Chile", "Norway"]}
    other = {"codes": ["CHL", "RUS"], "names": ["Chile", "Russia"]}
    kept = today.today

    def with_news(store, **given):
        news = [{**row, "message": "first"}, {**row, "message": "second"}, {**other, "message": "third"}]
        return {**kept(store, **given), "news": news}

    monkeypatch.setattr("dragoman.web.pages.desk.today", with_news)
    section = re.search(r'id="h-new".*?</section>', client.get("/").text, re.DOTALL)[0]
    assert [section.count(word) for word in ("/pairs/CHL/NOR", "/pairs/CHL/RUS", "<li>", "</li>")] == [1, 1, 2, 2]
    assert section.index("first") < section.index("second") < section.index("</li>") < section.index("third")


def test_whom_a_party_deals_with_is_counted_as_pairs_are_told(tmp_path):
    record, chance = sample(tmp_path / "sides.db"), random.Random(7)
    sides, parties = ("actors", "recipients"), ("NOR", "CHL", "RUS", "SWE", None, None)
    sql = """INSERT INTO participants (event, side, ordinal, id, name, kind, party, sectors)
        VALUES (?, ?, ?, 'x', 'x', 'state', ?, '[]')"""
    with open_store(record, mode="write") as store:
        events = [dict(row) for row in store.query("SELECT id, first_day, quad, status, basis FROM events ORDER BY id")]
        with store.transaction() as connection:
            connection.execute("DELETE FROM participants WHERE event IS NOT NULL")
            for event in events:
                event["told"] = [
                    (code, side) for side in sides for code in chance.choices(parties, k=chance.randrange(4))
                ]
                for ordinal, (code, side) in enumerate(event["told"]):
                    connection.execute(sql, (event["id"], side, ordinal, code))
        for code in ("NOR", "CHL", "RUS", "SWE"):
            expected = defaultdict(Counter)
            for event in events:
                if event["status"] != "occurred" or event["basis"] == "alleged":
                    continue
                for pair in pairs_told((party, side) for party, side in event["told"] if party):
                    if code in pair:
                        expected[pair[pair[0] == code]][event["quad"]] += 1
            found = counterparts(store, code)
            assert {row["code"]: +Counter({int(k): n for k, n in row["quads"].items()}) for row in found} == expected
            assert [row["counted"] for row in found] == sorted((row["counted"] for row in found), reverse=True)


def test_what_is_alleged_or_denied_looks_so_in_the_text(client):
    rows = client.get("/articles.json?limit=1000").json()["rows"]
    accused = next(row["id"] for row in rows if row["source"] == "accused.txt")
    page = client.get(f"/articles/{accused}").text
    assert re.search(r'class="m m-event[^"]* m-alleged[^"]*"[^>]*>Ola Nord ', page)
    assert re.search(r'class="m m-event[^"]* m-denied[^"]*"[^>]*>it ', page)
    talks = next(row["id"] for row in rows if row["source"] == "reports/talks.txt")
    told = client.get(f"/articles/{talks}").text
    assert "m-unreal" in told
    assert "m-denied" not in told
    assert f"/review/add?article={talks}&amp;kind=statement" in told


def test_the_calls_of_the_api_are_data_and_the_form_to_enter_has_no_twin(client):
    calls = client.get("/docs.json").json()["calls"]
    assert {"path", "method", "summary"} <= set(calls[0])
    assert "This page as JSON" in client.get("/docs").text
    assert ".json" not in client.get("/enter").text.partition("<footer>")[0]
    assert "This page as JSON" not in client.get("/enter").text


def test_a_series_has_a_score_and_a_status(client):
    page = client.get("/pairs/NOR/CHL/series?by=year").text
    assert "mean PLOVER score" not in page or 'class="score"' in page
    for status, number in (("denied", 1), ("planned", 0), ("occurred", MEETINGS + 1)):
        found = client.get(f"/pairs/NOR/CHL/series.json?status={status}&of=status").json()
        assert found["count"] == number, status
    assert client.get("/pairs/NOR/CHL/series?status=maybe").status_code == 400
    assert 'name="status"' in page


def test_a_file_has_no_accounts(client):
    for address in ("/accounts", "/accounts.json"):
        assert client.get(address).status_code == 404
