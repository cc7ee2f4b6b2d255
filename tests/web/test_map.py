"""The map: the projection against published values, places counted, discs drawn, and the page in all its forms."""

import json
import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from dragoman.records import Place
from dragoman.web.app import create_app
from dragoman.web.asks import EventsAsked
from dragoman.web.map_drawing import MOST_DRAWN, drawn, picture
from dragoman.web.queries import places as query
from dragoman.web.queries.places import places
from dragoman.web.terms import Terms
from dragoman.web.world import AREAS, WIDTH, is_in, land, projected, sheet
from reference.build_outline import split, thinned
from tests.web.conftest import BASE
from tests.web.records import accused, meetings, replaced, write

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

OSLO = Place(name="Oslo", country="NOR", lat=59.9, lon=10.8, geonames=3143244, precision="city")
CHILE = Place(name="Chile", country="CHL", lat=-30.0, lon=-71.0, precision="country")
ABROAD = Place(name="the north", country=None, precision="region")


def at(coded, place):
    return replaced(coded, events=tuple(replaced(event, place=place) for event in coded.events))


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    told = meetings(8)
    found = [
        at(one, place) for one, place in zip(told, (OSLO, OSLO, OSLO, CHILE, ABROAD, None, OSLO, OSLO), strict=True)
    ]
    path = write(tmp_path_factory.mktemp("map") / "map.db", *found, at(accused(), OSLO))
    with TestClient(create_app(Terms(record=path)), base_url=BASE, headers={"accept": "text/html"}) as client:
        yield client


@pytest.mark.parametrize(("lat", "lon", "x", "y"), [
    # PROJ 9, +proj=eqearth +R=1
    (0, 0, 0.0, 0.0), (0, 180, 2.7066299837, 0.0), (90, 0, 0.0, 1.3173627592), (-90, 0, 0.0, -1.3173627592),
])  # fmt: skip
def test_the_projection_is_equal_earth(lat, lon, x, y):
    assert projected(lat, lon) == pytest.approx((x, y), abs=1e-9)


@given(st.floats(-80, 80), st.floats(-179, 179))
def test_a_small_square_keeps_its_area(lat, lon):
    step = 1e-4
    here, east, north = projected(lat, lon), projected(lat, lon + step), projected(lat + step, lon)
    (a, b), (c, d) = ((p[0] - here[0], p[1] - here[1]) for p in (east, north))
    area = abs(a * d - b * c)
    assert area == pytest.approx(math.radians(step) ** 2 * math.cos(math.radians(lat)), rel=1e-3)


@pytest.mark.parametrize("area", AREAS)
def test_an_area_lies_on_its_sheet_and_has_coasts(area):
    paper = sheet(area)
    assert 200 < paper.height < 1400
    assert land(area).startswith("M")
    assert len(land(area)) < 60_000
    numbers = [float(n) for n in re.findall(r"-?\d+\.?\d*", land("world"))]
    assert max(numbers) <= WIDTH


@pytest.mark.parametrize(("area", "lat", "lon", "inside"), [
    ("world", -80, 0, True), ("europe", 48.9, 2.4, True), ("europe", 33.7, 73.1, False),
    ("south asia", 33.7, 73.1, True),
    ("africa", 9.0, 38.7, True), ("americas", 38.9, -77.0, True), ("middle east", 31.8, 35.2, True),
])  # fmt: skip
def test_which_places_an_area_holds(area, lat, lon, inside):
    assert is_in(area, lat, lon) is inside
    x, y = sheet(area).place(lat, lon)
    if inside and area != "world":
        assert 0 <= x <= WIDTH
        assert 0 <= y <= sheet(area).height


def test_happenings_are_counted_by_place(desk):
    rows = desk.get("/map.json").json()["rows"]
    assert [(row["place"], row["count"], row["vague"]) for row in rows] == [("Oslo", 5, False), ("Chile", 1, True)]
    assert rows[0]["types"] == {"CONSULT": 5}
    assert rows[0]["quads"] == {"1": 5, "2": 0, "3": 0, "4": 0}
    assert rows[0]["latest"] == "2020-02-24"
    assert desk.get("/map.json").json()["nowhere"] == 2


@pytest.mark.parametrize(("asked", "numbers"), [
    ("everything=true", {"Oslo": 7, "Chile": 1}), ("status=denied", {"Oslo": 1}), ("basis=alleged", {"Oslo": 1}),
    ("type=CONSULT", {"Oslo": 5, "Chile": 1}), ("type=AID", {}), ("party=CHL&other=NOR", {"Oslo": 5, "Chile": 1}),
    ("since=2020-02", {"Oslo": 2}), ("until=2020-01-13", {"Oslo": 2}), ("party=Norway", {"Oslo": 5, "Chile": 1}),
])  # fmt: skip
def test_filters(desk, asked, numbers):
    assert {row["place"]: row["count"] for row in desk.get(f"/map.json?{asked}").json()["rows"]} == numbers


def test_every_place_opens_its_events(desk):
    for asked in ("", "?everything=true", "?status=denied", "?party=CHL&since=2020"):
        for row in desk.get(f"/map.json{asked}").json()["rows"]:
            path, _, given = row["address"].partition("?")
            events = desk.get(f"{path}.json?{given}").json()["rows"]
            assert len(events) == row["tellings"]
            assert {event["place"]["name"] for event in events} == {row["place"]}


def test_the_page_says_in_a_table_what_it_draws(desk):
    page = desk.get("/map").text
    assert page.count('class="spot') == 2 + 2  # two discs, two names
    assert 'class="spot vague"' in page
    assert "<bdi>Oslo</bdi></a>" in page
    assert "2 name no place that stands on a map" in re.sub(r"\s+", " ", page)
    assert "None of the" in desk.get("/map?since=2020-02-03&until=2020-02-04").text
    assert "No event fits" in desk.get("/map?type=AID").text


def test_the_map_as_files(desk):
    found = json.loads(desk.get("/map.geojson").text)
    assert found["features"][0]["geometry"] == {"type": "Point", "coordinates": [10.8, 59.9]}
    assert found["features"][0]["properties"]["count"] == 5
    assert desk.get("/map/chart.svg?area=europe").text.startswith("<svg")
    assert desk.get("/map/chart.png").content[:4] == b"\x89PNG"
    assert desk.get("/map/chart.gif").status_code == 404
    assert desk.get("/map.csv").text.splitlines()[0].startswith("place,country")


def test_older_events_are_told_to_be_left_out(desk, monkeypatch):
    monkeypatch.setattr(query, "MOST_EVENTS", 3)
    page = desk.get("/map?x=1").text
    assert "Older ones are not on the map" in page


def test_a_disc_has_a_sector_for_each_class(tmp_path):
    row = {"place": "Oslo", "country": "NOR", "lat": 59.9, "lon": 10.8, "vague": False, "count": 4, "tellings": 4,
           "quads": {"1": 2, "2": 0, "3": 1, "4": 1}}  # fmt: skip
    found = drawn([row], "europe")
    assert [sector.quad for sector in found.spots[0].sectors] == [1, 3, 4]
    assert found.spots[0].label == "Oslo: 4 (2 verbal cooperation, 1 verbal conflict, 1 material conflict)"
    many = [{**row, "place": f"P{n}", "lat": 40 + n / 100} for n in range(MOST_DRAWN + 3)]
    assert drawn(many, "europe").left_out == 3
    assert drawn(many, "africa").outside == MOST_DRAWN + 3
    assert "&lt;b&gt;" in picture(drawn([{**row, "place": "<b>"}], "world"), "<t>", "c")


def test_rings_are_cut_at_the_antimeridian_and_thinned():
    ring = [(170.0, 0.0), (-170.0, 0.0), (-170.0, 10.0), (170.0, 10.0), (170.0, 0.0)]
    parts = list(split(ring))
    assert sorted(sorted({lon for lon, _ in part}) for part in parts) == [[-180.0, -170.0], [170.0, 180.0]]
    assert list(split([(0.0, 0.0), (5.0, 0.0), (5.0, 5.0), (0.0, 0.0)])) == [
        [(0.0, 0.0), (5.0, 0.0), (5.0, 5.0), (0.0, 0.0)]
    ]
    line = [(float(n), 0.01 * (n % 2)) for n in range(9)]
    assert thinned(line, 0.1) == [line[0], line[-1]]


def test_nothing_is_found_in_an_empty_record(tmp_path):
    from dragoman.store.open import open_store

    with open_store(write(tmp_path / "empty.db"), mode="read") as store:
        assert places(store, EventsAsked()) == ([], 0, 0, False)


def test_the_api_gives_the_same_places(desk):
    rows = desk.get("/api/v1/places?everything=true").json()["rows"]
    page = desk.get("/map.json?everything=true").json()["rows"]
    assert rows == [{name: value for name, value in row.items() if name != "address"} for row in page]
    assert desk.get("/api/v1/places?party=Atlantis").status_code == 404


def test_conditions_without_a_field_are_shown_and_kept(desk):
    page = desk.get("/events?place=Oslo&country=NOR&person=person-x").text
    assert page.count('class="chip"') == 2
    assert '<input type="hidden" name="country" value="NOR">' in page
    assert 'value="Oslo"' in page


@pytest.mark.parametrize(("asked", "number"), [
    ("Oslo", 7), ("oslo", 7), ("OSLO", 7), ("Osl", 0), ("ÉVIAN", 1), ("évian", 1), ("Évian", 1), ("evian", 0),
])  # fmt: skip
def test_a_place_is_found_in_any_case(tmp_path, asked, number):
    told = meetings(8)
    found = [at(one, OSLO if week else Place(name="Évian", precision="city")) for week, one in enumerate(told)]
    with TestClient(create_app(Terms(record=write(tmp_path / "r.db", *found))), base_url=BASE) as desk:
        assert desk.get("/events.json", params={"place": asked}).json()["number"] == number


def test_a_venue_is_found_by_its_city(tmp_path):
    told = [at(one, Place(name="The Old Hall", city="Oslo", country="NOR", precision="venue")) for one in meetings(2)]
    with TestClient(create_app(Terms(record=write(tmp_path / "r.db", *told))), base_url=BASE) as desk:
        found = [desk.get("/events.json", params={"place": name}).json()["number"] for name in ("oslo", "the old hall")]
    assert found == [2, 2]


@pytest.mark.parametrize(("precision", "vague"), [
    ("venue", False), ("city", False), ("admin1", True), ("country", True), ("region", True),
])  # fmt: skip
def test_the_middle_of_a_province_is_no_point(tmp_path, precision, vague):
    place = Place(name="Somewhere", country="NOR", lat=60.0, lon=9.0, precision=precision)
    path = write(tmp_path / "r.db", at(meetings(1)[0], place))
    with TestClient(create_app(Terms(record=path)), base_url=BASE) as desk:
        assert [row["vague"] for row in desk.get("/map.json").json()["rows"]] == [vague]
        page = desk.get("/map").text
        assert ('class="spot vague"' in page) is vague
        assert "A point is the place a report names" in page


def test_the_page_of_the_map_is_short(tmp_path):
    places = [Place(name=f"Town {week}", lat=1.0 * week, lon=9.0, precision="city") for week in range(30)]
    path = write(tmp_path / "r.db", *(at(one, place) for one, place in zip(meetings(30), places, strict=True)))
    with TestClient(create_app(Terms(record=path)), base_url=BASE) as desk:
        page = desk.get("/map").text
        assert page.index("GeoJSON") < page.index("<svg")
        first, rest = page.split("10 more places</summary>")
        assert first.count('<th scope="row">') == 20
        assert rest.count('<th scope="row">') == 10
        assert ">JSON lines</a>" in page
