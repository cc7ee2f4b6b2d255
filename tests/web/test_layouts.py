"""Every list as a file, and events in the layouts of others: the same filter, the same rows, a manifest beside them."""

import io
import json
import zipfile

import pytest

from dragoman.web import layouts
from dragoman.web.layouts import LAYOUTS
from tests.web.records import LISTED, addresses

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
TABLES = ("/parties", "/runs", "/offices?q=Norway", "/topics", "/network", "/watch", "/review/decisions", "/map")


def files(answer):
    assert answer.status_code == 200, answer.text
    with zipfile.ZipFile(io.BytesIO(answer.content)) as pack:
        return {name: pack.read(name).decode(errors="replace") for name in pack.namelist()}


def with_form(address, form):
    path, _, query = address.partition("?")
    return f"{path}.{form}?{query}"


@pytest.mark.parametrize("address", [*LISTED, *TABLES])
def test_every_list_comes_as_csv_json_and_parquet_whole(client, address):
    import pyarrow.parquet as pq

    rows = [json.loads(line) for line in client.get(with_form(address, "jsonl")).text.splitlines()]
    twin = client.get(with_form(address, "json") + "&limit=1000").json()
    assert rows == twin["rows"]
    assert pq.read_table(io.BytesIO(client.get(with_form(address, "parquet")).content)).num_rows == len(rows)
    csv = client.get(with_form(address, "csv")).text
    assert bool(rows) == (csv.strip() != "")
    page = client.get(address).text
    if rows:
        for form in ("csv", "jsonl", "parquet"):
            assert f".{form}" in page, form


@pytest.mark.parametrize("form", LAYOUTS)
def test_events_leave_in_each_layout_with_a_manifest(client, form):
    found = files(client.get(f"/events.{form}.zip?party=NOR&other=CHL"))
    told = json.loads(found["manifest.json"])
    assert told["format"] == form
    assert told["filters"]["pair"] == ["NOR", "CHL"]
    assert told["chosen"] == 62
    assert told["rows"]
    assert all(found.values())


@pytest.mark.parametrize(("asked", "number"), [
    ("", 61), ("counted=true", 61), ("party=CHL&since=2020-05&until=2020-05", 4), ("status=denied", 1),
    ("person=person-berg", 1), ("country=XXX", 0), ("place=Nowhere", 0), ("type=CONSULT&party=Norway", 61),
])  # fmt: skip
def test_the_filter_is_that_of_the_list(client, asked, number):
    lines = files(client.get(f"/events.plover.zip?{asked}"))["events.jsonl"].splitlines()
    listed = {row["id"] for row in client.get(f"/events.json?{asked}&limit=1000").json()["rows"]}
    assert {json.loads(line)["id"] for line in lines} <= listed
    occurred = [json.loads(line) for line in lines if json.loads(line)["event"] != ["AGREE"]]
    assert len(occurred) == number


def test_what_a_layout_cannot_mark_stays_out_and_is_counted(client):
    told = json.loads(files(client.get("/events.icews.zip"))["manifest.json"])
    assert told["left_out"] == {"alleged": 1, "denied": 1}


def test_a_pair_and_the_api_give_the_same(client):
    pair = files(client.get("/pairs/NOR/CHL.gdelt.zip?since=2020"))
    api = files(client.get("/api/v1/export/gdelt?party=NOR&other=CHL&since=2020"))
    assert pair == api
    assert len(pair) == 3


def test_the_same_events_are_the_same_bytes(client):
    one, other = (client.get("/events.plover.zip").content for _ in range(2))
    assert one == other


@pytest.mark.parametrize(("path", "status"), [
    ("/events.acled.zip", 404), ("/events.plover.zip?party=Atlantis", 404), ("/pairs/NOR/NOR.gdelt.zip", 400),
    ("/api/v1/export/acled", 400), ("/events.gdelt.zip?since=x", 400),
])  # fmt: skip
def test_what_is_no_layout_is_refused(client, path, status):
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.json()["error"]["remedy"]


def test_too_many_are_refused(client, monkeypatch):
    monkeypatch.setattr(layouts, "MOST_DOWNLOADED", 5)
    assert client.get("/events.plover.zip?limit=7").status_code == 413


def test_every_chart_comes_as_svg_png_and_data(client, record):
    assert "/events" in addresses(record)
    client.get("/network")
    for page in ("/pairs/NOR/CHL", "/pairs/NOR/CHL/series", "/network", "/map"):
        assert client.get(f"{page}/chart.png").status_code in (200, 404)
        assert client.get(f"{page}.csv").status_code == 200
    assert client.get("/pairs/NOR/CHL/chart.svg").text.startswith("<svg")
    assert client.get("/network/chart.svg").text.startswith("<svg")
    assert (
        client.get("/network/chart.svg?by=year&period=2020")
        .headers["content-disposition"]
        .endswith('"network-2020.svg"')
    )
