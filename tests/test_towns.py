"""Towns by name, and places named in a text, each with the one that is meant."""

import pytest

from dragoman.codes.tables import DATA, read_table
from dragoman.entities.folding import fold
from dragoman.entities.gazetteer import Gazetteer
from dragoman.errors import InstallationError
from dragoman.language.model import Reader
from dragoman.places import Places
from dragoman.records import Place
from dragoman.towns import Towns, in_town
from evaluation.place_names import find_toponyms


@pytest.fixture(scope="module")
def found():
    reader, gazetteer, places = Reader.load(), Gazetteer.load(), Places.load()

    def find(text):
        toponyms = find_toponyms(text, reader.read(text), gazetteer=gazetteer, places=places, towns=Towns.load())
        assert all(one.text == text[one.start : one.end] for one in toponyms)
        return [(one.text, one.entry and one.entry.country) for one in toponyms]

    return find


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The minister flew from London to Paris.", ("Paris", "FRA")),
        ("Police searched a house in London, Ontario, on Monday.", ("London", "CAN")),
        ("The talks were held in Geneva.", ("Geneva", "CHE")),
    ],
)
def test_what_is_meant(found, text, expected):
    assert expected in found(text)


def test_no_place_inside_the_name_of_a_person(found):
    assert found("Paris Hilton arrived on Monday.") == []


def test_towns_have_coordinates():
    place = in_town(Place(name="Innisfail", country="CAN"), ())
    assert place.lat is not None
    assert 51 < place.lat < 53


def test_the_state_named_most_decides():
    assert in_town(Place(name="Torrington"), ("GBR", "USA")).country == "USA"


def test_what_no_table_knows_stays():
    place = Place(name="Nowhere Falls", country="AUS")
    assert in_town(place, ()) == place


def test_every_row_is_found_by_its_name_in_any_case():
    towns = Towns.load()
    for row in read_table("towns")[::97]:
        for name in (row["name"], row["name"].upper(), fold(row["name"]).casefold()):
            (town,) = [town for town in towns.called(name) if town.geonames == int(row["geonames"])]
            assert (town.name, town.country, town.admin1 or "") == (row["name"], row["country"], row["admin1"])
            assert (f"{town.lat:.2f}", f"{town.lon:.2f}", town.weight) == (
                row["lat"],
                row["lon"],
                int(row["population"]),
            )


@pytest.mark.parametrize("name", ["", "nowhere falls", "\t", "\n", "1 Decembrie\tROU", "\ud800", "`", "Ünknöwn"])
def test_what_is_no_town(name):
    assert Towns.load().called(name) == ()


@pytest.mark.parametrize("table", [None, b"", b"name\n", b"a\tb\nc\td\n", (DATA / "towns.tsv").read_bytes()[:-1]])
def test_a_table_that_is_missing_or_broken_is_told(tmp_path, table):
    if table is not None:
        (tmp_path / "towns.tsv").write_bytes(table)
    with pytest.raises(InstallationError, match="towns is missing or broken") as caught:
        Towns.load(tmp_path)
    assert caught.value.remedy
