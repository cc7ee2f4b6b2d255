"""Lists held whole or found by key: their orders, their filters, and that their pages hold every row once."""

import csv
import io
from datetime import UTC, datetime

import pytest
from starlette.testclient import TestClient

from dragoman.compare.current import bring_up_to_date
from dragoman.records import Failure
from dragoman.store.open import open_store
from dragoman.store.write import write_failures
from dragoman.web.app import create_app
from dragoman.web.queries import checks
from dragoman.web.queries.watching import Watched, add_watch
from dragoman.web.terms import Terms
from tests.web.across_records import across
from tests.web.conftest import BASE
from tests.web.records import sample

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

# Every list with the orders it can have, and how a row is told from others.
ORDERED = (
    ("/findings", ("newest", "oldest")), ("/failures", ("source", "source, z first")),
    ("/promises?as_of=2030", ("oldest", "newest")), ("/readouts", ("newest", "oldest")),
    ("/changes", ("newest", "oldest", "count")), ("/topics", ("tree", "said", "name")),
    ("/network", ("count", "name", "score")), ("/runs", ("articles", "id")),
    ("/offices?q=Norway", ("answer", "newest", "oldest", "holder", "office")), ("/review", ("doubtful", "sure")),
    ("/review/decisions", ("newest", "oldest")), ("/parties", ("events", "statements", "latest", "name")),
    ("/watch", ("reader", "latest", "name", "new")), ("/search?q=norway", ("best", "newest", "oldest")),
)  # fmt: skip


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    path = sample(across(tmp_path_factory.mktemp("lists") / "across.db"))
    with open_store(path, mode="write") as store:
        failures = [
            Failure(source=f"{letter}.pdf", stage="source", reason=f"reason {letter}", error="Bad") for letter in "abc"
        ]
        write_failures(store, failures)
        for reader, watched in (("Ada", Watched("NOR")), ("Bo", Watched("CHL")), ("Ada", Watched("CHL", "NOR"))):
            add_watch(store, watched, by=reader, at=datetime(2024, 5, 1, tzinfo=UTC))
        bring_up_to_date(store)
    with TestClient(create_app(Terms(record=path)), base_url=BASE, headers={"accept": "text/html"}) as client:
        yield client


def data(client, address, **given):
    path, _, query = address.partition("?")
    answer = client.get(
        f"{path}.json?{query}", params={**dict(pair.split("=") for pair in query.split("&") if pair), **given}
    )
    assert answer.status_code == 200, answer.text
    return answer.json()


def rows_of(found):
    if "found" in found:
        return [hit for kind in ("statements", "events", "articles") for hit in found["found"][kind]]
    return found["rows"]


@pytest.mark.parametrize(("address", "order"), [(address, order) for address, orders in ORDERED for order in orders])
def test_pages_of_a_list_hold_every_row_once_in_every_order(desk, address, order):
    whole = rows_of(data(desk, address, limit=1000, order=order))
    size, rows, after = max(1, len(whole) // 4), [], ""
    while True:
        page = data(desk, address, limit=size, order=order, after=after)
        rows += rows_of(page)
        after = page["next"]
        if not after:
            break
    if address.startswith("/search"):
        rows.sort(key=lambda hit: (hit["kind"], hit["id"]))
        whole.sort(key=lambda hit: (hit["kind"], hit["id"]))
    assert rows == whole


@pytest.mark.parametrize(("address", "orders"), ORDERED)
def test_an_order_that_a_list_has_not_is_refused(desk, address, orders):
    path, _, query = address.partition("?")
    answer = desk.get(f"{path}.json?{query}&order=sideways")
    assert answer.status_code == 400
    assert all(order in answer.json()["error"]["values"] for order in orders)
    assert desk.get(f"{path}.json?{query}&after=zzz").status_code == 400
    assert orders[-1] in desk.get(f"{path}?{query}").text


def test_promises_come_soonest_or_latest_first_and_those_without_a_day_last(desk):
    soonest, latest = (data(desk, "/promises?as_of=2030", order=order)["rows"] for order in ("oldest", "newest"))
    days = [row["due_day"] for row in soonest]
    dated = [day for day in days if day]
    assert dated == sorted(dated)
    assert days == dated + [None] * (len(days) - len(dated))
    backwards = [row["due_day"] for row in latest]
    assert [day for day in backwards if day] == sorted((day for day in backwards if day), reverse=True)
    assert len(set(dated)) > 1 or len(dated) < 2
    assert backwards[len(dated) :] == [None] * (len(days) - len(dated))


def test_promises_of_a_party_and_a_pair_turn_round_too(desk):
    for asked in ({"party": "NOR"}, {"party": "NOR", "other": "CHL"}):
        ways = [data(desk, "/promises?as_of=2030", order=order, **asked)["rows"] for order in ("oldest", "newest")]
        assert {row["due_day"] for row in ways[0]} == {row["due_day"] for row in ways[1]}


@pytest.mark.parametrize("few", [4_000, -1])
def test_findings_are_alike_however_they_are_found(desk, monkeypatch, few):
    monkeypatch.setattr(checks, "_FEW_FINDINGS", max(few, 0))
    newest, oldest = (data(desk, "/findings", order=order)["rows"] for order in ("newest", "oldest"))
    days = [row["article"]["published"] or "" for row in newest]
    assert days == sorted(days, reverse=True)
    assert sorted(map(str, newest)) == sorted(map(str, oldest))
    kind = newest[0]["kind"]
    assert {row["kind"] for row in data(desk, "/findings", kind=kind)["rows"]} == {kind}
    assert data(desk, "/findings", since="2100")["rows"] == []
    publisher = newest[0]["article"]["publisher"]
    assert {row["article"]["publisher"] for row in data(desk, "/findings", publisher=publisher)["rows"]} == {publisher}


def test_failures_by_stage_and_words(desk):
    assert [row["source"] for row in data(desk, "/failures", text="REASON B")["rows"]] == ["b.pdf"]
    assert {row["stage"] for row in data(desk, "/failures", stage="source")["rows"]} == {"source"}
    assert data(desk, "/failures", stage="nowhere")["rows"] == []
    assert "No failure fits" in desk.get("/failures?stage=nowhere").text


def test_topics_of_a_party_and_by_words(desk):
    every = data(desk, "/topics")["rows"]
    said = [row["number"] for row in data(desk, "/topics", order="said")["rows"]]
    assert said == sorted(said, reverse=True)
    one = every[0]["parties"][0]["code"]
    of_one = data(desk, "/topics", party=one)["rows"]
    assert 0 < len(of_one) <= len(every)
    assert all(any(each["code"] == one for each in row["parties"]) or row["number"] for row in of_one)
    assert {row["topic"] for row in data(desk, "/topics", text=every[0]["name"].upper())["rows"]} >= {every[0]["topic"]}
    assert "No topic fits" in desk.get("/topics?text=zzzz").text


def test_runs_by_a_part_of_a_hash(desk):
    run = data(desk, "/runs")["rows"][0]["id"]
    assert [row["id"] for row in data(desk, "/runs", text=run[4:12])["rows"]] == [run]
    assert data(desk, "/runs", text="nothing")["rows"] == []


def test_pairs_and_the_network_of_one_party(desk):
    rows = data(desk, "/network", party="NOR")["rows"]
    assert rows
    assert all("NOR" in (row["party"], row["other"]) for row in rows)
    pairs = desk.get("/api/v1/pairs", params={"party": "Norway"}).json()
    assert [row["count"] for row in pairs["rows"]] == [row["count"] for row in rows]
    assert pairs["rows"][0]["names"]
    assert len(desk.get("/api/v1/pairs?limit=1").json()["rows"]) == 1


def test_parties_of_the_api_are_paged(desk):
    every = desk.get("/api/v1/parties").json()
    first = desk.get("/api/v1/parties?limit=1").json()
    assert len(first["rows"]) == 1
    assert first["next"]
    second = desk.get("/api/v1/parties", params={"limit": 1, "after": first["next"]}).json()
    assert [*first["rows"], *second["rows"]] == every["rows"][:2]
    assert desk.get("/api/v1/parties?kind=state&text=norw").json()["rows"][0]["code"] == "NOR"


def test_offices_on_a_day_without_a_question(desk):
    found = desk.get("/api/v1/offices?on=2017-11").json()
    assert found["next"]
    assert len(found["rows"]) == 200
    nobody = desk.get("/api/v1/offices")
    assert nobody.status_code == 400
    assert "on=2017-11" in nobody.json()["error"]["remedy"]


def test_both_sides_of_a_comparison_are_a_file(desk):
    address = "/compare?a.party=NOR&b.party=CHL"
    told = data(desk, address, limit=1000)
    table = list(csv.DictReader(io.StringIO(desk.get("/compare.csv?a.party=NOR&b.party=CHL").text)))
    assert [(row["side"], row["id"]) for row in table] == [
        (name, row["id"]) for name, side in zip(("left", "right"), told["sides"], strict=True) for row in side["rows"]
    ]
    assert {row["side"] for row in table} == {"left", "right"}
    seen, after = [], ""
    while True:
        page = data(desk, address, limit=1, after=after)
        seen += [row["id"] for side in page["sides"] for row in side["rows"]]
        after = page["next"]
        if not after:
            break
    assert sorted(seen) == sorted(row["id"] for row in table)


def test_positions_are_a_file(desk):
    party = data(desk, "/topics")["rows"][0]["parties"][0]["code"]
    said = data(desk, "/positions", party=party)["columns"][0]["entries"]
    table = list(csv.DictReader(io.StringIO(desk.get(f"/positions.csv?party={party}").text)))
    assert [row["text"] for row in table] == [entry["text"] for entry in said]
    assert "/positions.csv" in desk.get(f"/positions?party={party}").text


def test_today_has_the_findings_and_failures_of_its_days(desk):
    finding = data(desk, "/findings")["rows"][0]
    day = finding["article"]["published"]
    here = desk.get(f"/today.json?until={day}&days=1").json()
    assert [row["article"]["published"] for row in here["findings"]] == [day] * len(here["findings"])
    assert finding["text"] in {row["text"] for row in here["findings"]}
    assert desk.get("/today.json?until=1990&days=1").json()["findings"] == []
    assert here["unread"] == 4
    assert "could not be read at all" in desk.get("/").text


def test_watches_of_one_reader_and_the_lines_of_a_watch_page_by_page(desk):
    assert [row["made_by"] for row in data(desk, "/watch", by="Ada")["rows"]] == ["Ada", "Ada"]
    watch = data(desk, "/watch", by="Bo")["rows"][0]["id"]
    for order in ("latest", "earliest"):
        whole = data(desk, f"/watch/{watch}", limit=1000, order=order)["rows"]
        seen, after = [], ""
        while True:
            page = data(desk, f"/watch/{watch}", limit=30, order=order, after=after)
            seen += page["rows"]
            after = page["next"]
            if not after:
                break
        assert [row["id"] for row in seen] == [row["id"] for row in whole]
        came = [row["came"] for row in whole]
        assert came == sorted(came, reverse=order == "latest")
    assert len(whole) > 50
