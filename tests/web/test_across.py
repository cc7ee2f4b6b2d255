"""Pages across articles: what they show, that their twins hold the same, that hostile words stay words."""

import re
import time
from html import unescape

import pytest
from starlette.testclient import TestClient

from dragoman.store.open import open_store
from dragoman.web.app import create_app
from dragoman.web.queries.across import points_of
from dragoman.web.terms import NOTICE, Terms
from tests.web.across_records import LISTED_ACROSS, across, addresses_across, hostile_across
from tests.web.conftest import BASE
from tests.web.records import HOSTILE

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    return across(tmp_path_factory.mktemp("across") / "across.db")


def asked(record):
    return TestClient(create_app(Terms(record=record)), base_url=BASE, headers={"accept": "text/html"})


@pytest.fixture(scope="module")
def desk(told):
    with asked(told) as client:
        yield client


def words(page):
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page.text)))


def test_every_page_answers_with_the_notice_and_a_twin(desk, told):
    for address in addresses_across(told):
        page = desk.get(address)
        assert page.status_code == 200, address
        assert NOTICE in words(page), address
        path, _, query = address.partition("?")
        twin = desk.get(f"{path}.json?{query}")
        assert (twin.status_code, twin.json().get("notice")) == (200, NOTICE), address


@pytest.mark.parametrize("path", LISTED_ACROSS)
def test_lists_can_be_downloaded(desk, path):
    rows = desk.get(f"{path}.json?limit=1000").json()["rows"]
    table = desk.get(f"{path}.csv")
    assert table.status_code == 200
    assert len(table.text.splitlines()) >= (len(rows) + 1 if rows else 1)
    assert desk.get(f"{path}.parquet").content[:4] == b"PAR1"


@pytest.mark.parametrize("path", ["/review", "/happenings", "/disagreements", "/promises"])
def test_pages_of_a_list_hold_every_row_once(desk, path):
    whole = [row["id"] for row in desk.get(f"{path}.json?limit=1000").json()["rows"]]
    found, after = [], ""
    while after is not None:
        page = desk.get(f"{path}.json", params={"limit": 1, "after": after}).json()
        found += [row["id"] for row in page["rows"]]
        after = page["next"]
    assert found == whole
    assert whole


@pytest.mark.parametrize(("address", "shown"), [
    ("/happenings?tellings=2", ["2 tellings in 2 articles", "2 independent origins", "Post", "Courier"]),
    ("/happenings?party=NOR", ["Norway promised Chile"]),
    ("/happenings?party=USA", ["No happening fits"]),
    ("/disagreements?matter=place", ["Lima", "Quito", "accounts that exclude each other"]),
    ("/promises?party=NOR&other=CHL", ["perhaps kept", "by 2019-05-31", "twelve seized trawlers"]),
    ("/promises?party=NOR&other=CHL&as_of=2019-04-15", ["open", "by 2019-05-31"]),
    ("/promises?kind=threat", ["No line of the ledger fits"]),
    ("/topics", ["fisheries", "Norway", "Chile"]),
    ("/topics/environment.fisheries", ["it had seized trawlers", "Who spoke of it"]),
    ("/positions?party=NOR&other=CHL&topic=environment.fisheries", ["denial", "Denied, and what others say of it"]),
    ("/positions?party=NOR&until=2019-04-01&since2=2019-04-12", ["Nothing said that fits", "to 2019-04-01"]),
    ("/network", ["Ecuador", "Peru"]),
    ("/pairs/PER/ECU", ["Told more than once", "Where accounts differ"]),
    ("/pairs/NOR/CHL", ["Promises both ways", "Positions side by side", "said last", "it had seized trawlers"]),
    ("/parties/NOR", ["Open promises, demands, threats and plans", "Nothing of it is open", "Positions by topic"]),
    ("/pairs/PER/ECU/series?by=year", ["by year", "2020", "articles read"]),
    ("/readouts", ["no two official accounts"]),
])  # fmt: skip
def test_what_pages_show(desk, address, shown):
    text = words(desk.get(address))
    for each in shown:
        assert each in text, (address, each)


def test_a_happening_shows_what_its_tellings_differ_on(desk):
    rows = desk.get("/happenings.json?tellings=2&type=CONSULT").json()["rows"]
    page = desk.get(f"/happenings/{rows[0]['id']}.json").json()
    points = {point["point"]: point for point in page["points"]}
    assert not points["place"]["agreed"]
    assert {value["value"] for value in points["place"]["values"]} == {"Lima", "Quito"}
    assert points["day"]["agreed"]
    assert page["links"]
    assert {row["matter"] for row in page["disagreements"]} == {"place"}


def test_what_one_telling_leaves_out_differs_from_nothing():
    blank = {"type": "AID", "mode": None, "status": "occurred", "date": None, "date_end": None, "place": None,
             "actors": [], "recipients": [], "dead": None, "injured": None, "arrested": None}  # fmt: skip
    points = points_of([{**blank, "id": "a", "dead": "3"}, {**blank, "id": "b"}])
    assert [point["point"] for point in points] == ["what", "status"]
    assert all(point["agreed"] for point in points)


@pytest.mark.parametrize(("address", "status"), [
    ("/happenings/happening-none", 404), ("/promises/line-none", 404), ("/review/event-none", 404),
    ("/review/add?article=none", 404), ("/topics/nothing_of_the_kind", 404), ("/runs/a/b", 404),
    ("/readouts/a/a", 400), ("/readouts/a/b", 404), ("/network?by=hour", 400), ("/changes?by=hour", 400),
    ("/pairs/PER/PER/series", 400), ("/pairs/PER/ECU/series?by=hour", 400), ("/promises?as_of=never", 400),
    ("/promises?after=WyJ4Il0", 400), ("/review?kind=statement&type=AID", 400), ("/review?below=2", 400),
    ("/happenings?origins=0", 400), ("/positions?party=nowhere", 404), ("/positions?party=NOR&topic=x", 404),
    ("/pairs/PER/ECU/series/chart.gif", 404), ("/happenings?since=2020&until=2019", 200),
])  # fmt: skip
def test_what_cannot_be_is_refused(desk, address, status):
    assert desk.get(address).status_code == status


@pytest.mark.parametrize(("form", "beginning"), [("svg", b"<svg"), ("png", b"\x89PNG")])
def test_a_series_is_a_picture_too(desk, form, beginning):
    answer = desk.get(f"/pairs/PER/ECU/series/chart.{form}?by=month&of=type")
    assert answer.status_code == 200
    assert answer.content.startswith(beginning)


def test_series_counts_what_the_pair_has(desk):
    rows = desk.get("/pairs/PER/ECU/series.json?by=year&unit=event").json()["rows"]
    counted = desk.get("/events.json?party=PER&other=ECU&counted=true").json()["rows"]
    assert sum(row["count"] for row in rows) == len(counted) == 4
    once = desk.get("/pairs/PER/ECU/series.json?by=year").json()["rows"]
    assert sum(row["count"] for row in once) == 2


def test_hostile_words_stay_words(tmp_path):
    record = hostile_across(tmp_path / "hostile.db")
    with asked(record) as client:
        for address in addresses_across(record):
            page = client.get(address)
            assert page.status_code in (200, 400, 404), address
            for each in (*HOSTILE[:2], HOSTILE[4]):
                assert each not in page.text, (address, each)
            assert "49" not in words(page) or "7*7" in words(page), address
            assert not re.findall(r'href="javascript:|\son\w+="', page.text), address


def test_what_is_not_compared_yet_is_compared_aside(tmp_path):
    path = across(tmp_path / "late.db")
    with open_store(path, mode="write") as store, store.transaction() as connection:
        connection.execute("INSERT INTO compare_todo SELECT id FROM articles")
        connection.execute("DELETE FROM ledger")
    with TestClient(create_app(Terms(record=path)), base_url=BASE) as client:
        for _ in range(400):
            page = client.get("/promises.json").json()
            if page["current"]:
                break
            time.sleep(0.1)
        assert page["rows"]


def test_a_page_shows_what_was_computed_last_and_computes_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr("dragoman.web.current.Current.start", lambda self: None)
    path = across(tmp_path / "stale.db")
    with open_store(path, mode="write") as store, store.transaction() as connection:
        connection.execute("INSERT INTO compare_todo SELECT id FROM articles")
    with asked(path) as client:
        assert "not compared yet" in client.get("/promises").text
        assert "twelve seized trawlers" in client.get("/positions?party=NOR").text
    with open_store(path) as store:
        assert store.first("SELECT count(*) AS n FROM compare_todo")["n"] > 0


def test_positions_compare_the_latest_where_too_much_was_said(desk, monkeypatch):
    monkeypatch.setattr("dragoman.web.queries.ledger.MOST_SAID", 1)
    column = desk.get("/positions.json?party=NOR").json()["columns"][0]
    assert column["number"] < desk.get("/statements.json?party=NOR").json()["number"] + 2
    assert column["since"]
    until = desk.get("/positions.json?party=NOR&since=2019-05-30").json()["columns"][0]
    assert until["number"] == 0


def test_twins_are_the_same_for_everybody(desk):
    with open_store(desk.app.state.terms.record) as store:
        line, happening = (
            store.first(f"SELECT min(id) AS id FROM {table}")["id"] for table in ("events", "happenings")
        )
    for path in ("/", "/review", f"/review/{line}", f"/happenings/{happening}", "/watch", "/promises"):
        twin = f"{'/today' if path == '/' else path}.json"
        desk.cookies.clear()
        nobody = desk.get(twin)
        desk.cookies.set("dragoman_reviewer", "Ada%20Lund", domain="127.0.0.1")
        somebody = desk.get(twin)
        assert somebody.content == nobody.content
        assert somebody.headers["etag"] == nobody.headers["etag"]
        assert "reviewer" not in nobody.json()
    assert 'value="Ada Lund"' in desk.get(f"/review/{line}").text


@pytest.mark.parametrize("address", ["/parties/NOR", "/pairs/NOR/CHL"])
def test_a_long_page_lists_its_parts(desk, address):
    page = desk.get(address).text
    jumps = re.search(r'<nav class="jumps.*?</nav>', page, re.DOTALL)[0]
    found = re.findall(r'href="#([^"]+)"', jumps)
    assert {"h-di", "h-po", *(["h-pr"] if "pairs" in address else [])} <= set(found)
    for part in found:
        assert f'id="{part}"' in page, part
