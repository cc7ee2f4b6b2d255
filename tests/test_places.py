import pytest

from dragoman.places import PlaceEntry, Places
from dragoman.records import Place

PLACES = Places.load()


@pytest.mark.parametrize(
    ("name", "country", "precision", "lat", "lon"),
    [
        ("Geneva", "CHE", "city", 46.2, 6.1), ("Islamabad", "PAK", "city", 33.7, 73.0),
        ("Kabul", "AFG", "city", 34.5, 69.2),
        ("the Kremlin", "RUS", "venue", 55.8, 37.6), ("NATO headquarters", "BEL", "venue", 50.9, 4.4),
        ("UN headquarters", "USA", "venue", 40.7, -74.0), ("Camp David", "USA", "venue", 39.6, -77.5),
        ("Panmunjom", "KOR", "venue", 38.0, 126.7), ("Raqqa", "SYR", "city", 35.9, 39.0),
        ("Odessa", "UKR", "city", 46.5, 30.7),
        ("Kobani", "SYR", "venue", 36.9, 38.4), ("Mecca", "SAU", "city", 21.4, 39.8),
        ("Cologne", "DEU", "city", 50.9, 7.0),
        ("Kharkov", "UKR", "city", 50.0, 36.2), ("Saigon", "VNM", "city", 10.8, 106.7),
        ("Helmand", "AFG", "admin1", 31.6, 64.4),
        ("Texas", "USA", "admin1", 31.0, -98.0), ("Crimea", "UKR", "admin1", 45.3, 34.4),
        ("Pakistan", "PAK", "country", 30.0, 70.0),
        ("DR Congo", "COD", "country", -2.5, 23.5), ("Middle East", None, "region", 30.0, 42.0),
        ("South China Sea", None, "region", 12.0, 114.0), ("Washington", "USA", "city", 38.9, -77.0),
        ("New York", "USA", "city", 40.7, -74.0),
        ("Ontario", "CAN", "admin1", 49.3, -84.5), ("Georgia", "GEO", "country", 42.0, 43.0),
        ("London", "GBR", "city", 51.5, -0.1),
    ],
)  # fmt: skip
def test_resolve(name: str, country: str | None, precision: str, lat: float, lon: float) -> None:
    place = PLACES.resolve(name)
    assert place is not None
    assert (place.country, place.precision) == (country, precision)
    assert place.lat == pytest.approx(lat, abs=1.6)
    assert place.lon == pytest.approx(lon, abs=1.6)


@pytest.mark.parametrize(
    ("name", "countries", "country", "admin1"),
    [
        ("Tripoli", (), "LBY", None), ("Tripoli", ("LBN",), "LBN", None), ("Tripoli", ("LBN", "LBY"), "LBY", None),
        ("London", ("CAN",), "GBR", None), ("London, Ontario", (), "CAN", "Ontario"),
        ("Springfield, Illinois", (), "USA", "Illinois"),
        ("Springfield, Mo.", (), "USA", "Missouri"), ("Hyderabad, Pakistan", (), "PAK", "Sindh"),
        ("Hyderabad", (), "IND", "Telangana"),
        ("Punjab", ("IND",), "IND", "Punjab"), ("Birmingham, Ala.", (), "USA", "Alabama"),
    ],
)  # fmt: skip
def test_namesakes(name: str, countries: tuple[str, ...], country: str, admin1: str | None) -> None:
    place = PLACES.resolve(name, countries)
    assert place is not None
    assert place.country == country
    assert admin1 in {None, place.admin1}


@pytest.mark.parametrize("name", ["", "Nowhereville", "the talks", "Atlantis, Greece", ","])
def test_what_is_no_place(name: str) -> None:
    assert PLACES.resolve(name) is None


def test_find() -> None:
    text = "Talks in Paris, Texas, then in Geneva; not in nice hotels. KABUL fell, and Côte d’Ivoire’s capital too."
    found = [(mention.text, mention.entry.country, mention.entry.precision) for mention in PLACES.find(text)]
    assert found == [
        ("Paris", "FRA", "city"), ("Texas", "USA", "admin1"), ("Geneva", "CHE", "city"), ("KABUL", "AFG", "city"),
        ("Côte d’Ivoire", "CIV", "country"),
    ]  # fmt: skip  # Texas' Paris, of 25,000, is not in the table
    assert all(text[mention.start : mention.end] == mention.text for mention in PLACES.find(text))


def test_find_takes_the_place_after_the_comma() -> None:
    assert [mention.entry.country for mention in PLACES.find("a base near Hyderabad, Pakistan")] == ["PAK", "PAK"]


def test_a_venue_knows_its_city() -> None:
    assert PLACES.by_name("NATO headquarters")[0].city == "Brussels"


def test_the_record_carries_geonames_ids() -> None:
    place = PLACES.resolve("Islamabad")
    assert place is not None
    assert place.geonames == 1176615


def test_entries_of_ones_own() -> None:
    def entry(name: str, country: str, weight: int, admin1: str | None = None) -> PlaceEntry:
        return PlaceEntry(
            name=name, precision="city", country=country, admin1=admin1, city=None, lat=0.0, lon=0.0, geonames=None,
            weight=weight, ambiguous="", aliases=("Old Alba",) if country == "AAA" else (),
        )  # fmt: skip

    places = Places([entry("Alba", "AAA", 1000), entry("Alba", "BBB", 5000)])
    assert [one.country for one in places.by_name("alba")] == ["BBB", "AAA"]
    assert [one.country for one in places.by_name("Alba", ["AAA"])] == ["AAA", "BBB"]
    assert places.find("in Old Alba")[0].entry.country == "AAA"
    assert places.find("in Alba")[0].others[0].country == "AAA"


def test_every_capital_but_a_few_tiny_ones_is_there() -> None:
    from dragoman.codes.states import states

    sovereign = [one for one in states() if one.kind == "state"]
    missing = [one.id for one in sovereign if not one.capital or PLACES.resolve(one.capital) is None]
    assert set(missing) <= {"PLW"}


def test_scores_on_public_corpora(shared: object) -> None:
    """Share of GeoVirus' toponyms placed within 161 km, or in the right country or region (loosely)."""
    import math
    from pathlib import Path
    from xml.etree import ElementTree

    assert isinstance(shared, Path)
    right = total = 0
    for location in ElementTree.parse(shared / "corpora" / "places" / "GeoVirus.xml").getroot().iter("location"):
        total += 1
        place = PLACES.resolve(location.findtext("name") or "")
        if place is None or place.lat is None or place.lon is None:
            continue
        lat, lon = float(location.findtext("lat") or 0), float(location.findtext("lon") or 0)
        degrees = math.hypot(lat - place.lat, (lon - place.lon) * math.cos(math.radians(lat)))
        right += degrees * 111.2 < (161 if place.precision in {"city", "venue"} else 1000)
    assert right / total > 0.75


@pytest.mark.parametrize(
    ("name", "country", "states", "expected"),
    [
        ("Geneva", None, (), ("CHE", True)),
        ("London", None, ("CAN",), ("GBR", True)),
        ("Geneva", "KEN", (), ("KEN", False)),  # what the article says of its state stands
        ("Nowhereville", None, (), (None, False)),
    ],
)
def test_a_place_gets_coordinates_and_keeps_its_name(
    name: str, country: str | None, states: tuple[str, ...], expected: tuple[str | None, bool]
) -> None:
    place = Places.load().located(Place(name=name, country=country), states)
    assert place.name == name
    assert (place.country, place.lat is not None) == expected


def test_the_state_of_a_place() -> None:
    assert Places.load().country_of("Geneva") == "CHE"
    assert Places.load().country_of("Nowhereville") is None
