"""Places named in a text, each with the one that is meant."""

import pytest

from dragoman.entities.gazetteer import Gazetteer
from dragoman.language.model import Reader
from dragoman.places import Places
from dragoman.records import Place
from dragoman.toponyms import Towns, find_toponyms, in_town


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
