"""Lists are the same whichever way they are found: by a party's days, by its lines, or by the list of all."""

from datetime import date
from itertools import product

import pytest

from dragoman.partial_date import PartialDate
from dragoman.records import Place
from dragoman.store.open import open_store
from dragoman.web.asks import EventsAsked
from dragoman.web.asks_across import HappeningsAsked
from dragoman.web.queries import across, lines
from dragoman.web.queries.across import list_happenings, number_of_happenings
from dragoman.web.queries.lines import list_events, number_of_events
from dragoman.web.queries.places import places
from tests.web.records import accused, meetings, replaced, write

DATES = (
    PartialDate.day(date(2020, 3, 2)), PartialDate.parse("2020-02"), PartialDate.parse("2019"),
    PartialDate(earliest=date(2020, 1, 20)), PartialDate(latest=date(2020, 2, 20)), PartialDate(),
)  # fmt: skip
STATUSES = ("occurred", "planned", "denied", "background")
PLACES = (None, Place(name="Oslo", country="NOR", lat=59.9, lon=10.8, precision="city"), Place(name="the north"))


def told():
    for week, coded in enumerate(meetings(28)):
        event = coded.events[0]
        changed = {
            "when": DATES[week % len(DATES)], "status": STATUSES[week % 4], "place": PLACES[week % 3],
            "basis": ("plain", "attributed", "alleged")[week % 3], "asserted_by": "police" if week % 3 == 2 else None,
            "type": ("CONSULT", "AID", "ACCUSE")[week % 3 if week % 5 else 0],
        }  # fmt: skip
        if week % 4 == 1:  # both act upon nobody else: the pair stands there in either order
            changed |= {"actors": (*event.actors, *event.recipients), "recipients": ()}
        yield replaced(coded, events=(replaced(event, **changed),))


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    path = write(tmp_path_factory.mktemp("walks") / "r.db", *told(), accused())
    with open_store(path) as found:
        yield found


ASKED = [
    {name: value for name, value in zip(("type", "status", "basis", "since", "until", "counted"), each, strict=True)
     if value}
    for each in product((None, "AID"), (None, "occurred"), (None, "plain"), (None, "2020-01-25"), (None, "2020-02-10"),
                        (False, True))
]  # fmt: skip


def whole(find, kind, **asked):
    """Every row of a list, three at a time."""
    rows, after = [], None
    while True:
        found = find(kind(**asked, limit=3, after=after))
        rows += found.rows
        after = found.next
        if after is None:
            return rows


@pytest.mark.parametrize("order", ["newest", "oldest"])
@pytest.mark.parametrize("asked", ASKED, ids=str)
def test_events_of_a_party_by_its_days_or_by_its_lines(store, monkeypatch, asked, order):
    given = {**asked, "party": "NOR", "order": order}
    walked = whole(lambda ask: list_events(store, ask), EventsAsked, **given)
    number, map_walked = number_of_events(store, EventsAsked(**given)), places(store, EventsAsked(**given))
    monkeypatch.setattr(lines, "_party_walked", lambda ask: None)
    assert walked == whole(lambda ask: list_events(store, ask), EventsAsked, **given)
    assert number == len(walked)
    assert map_walked == places(store, EventsAsked(**given))


@pytest.mark.parametrize("asked", ASKED, ids=str)
def test_events_of_a_pair_are_counted_as_they_are_listed(store, asked):
    given = {**asked, "party": "NOR", "other": "CHL"}
    rows = whole(lambda ask: list_events(store, ask), EventsAsked, **given)
    assert number_of_events(store, EventsAsked(**given)) == len(rows)
    both = {row["id"] for row in rows}
    of = {row["id"] for row in whole(lambda ask: list_events(store, ask), EventsAsked, **{**given, "other": None})}
    assert both <= of


@pytest.mark.parametrize("asked", [{}, {"tellings": 1}, {"type": "AID"}, {"status": "occurred"}, {"since": "2020-02"}])
@pytest.mark.parametrize("code", ["NOR", "CHL", "ATL"])
def test_happenings_of_a_party_by_its_own_or_by_all(store, monkeypatch, asked, code):
    found = []
    for few in (-1, 100):
        monkeypatch.setattr(across, "_FEW", few)
        found.append(whole(lambda ask: list_happenings(store, ask), HappeningsAsked, **asked, party=code))
    assert found[0] == found[1]
    assert number_of_happenings(store, HappeningsAsked(**asked, party=code)) == len(found[0])


def test_of_many_events_the_latest_are_on_the_map(store, monkeypatch):
    monkeypatch.setattr("dragoman.web.queries.places.MOST_EVENTS", 4)
    latest = list_events(store, EventsAsked(party="NOR", limit=4)).rows
    found = places(store, EventsAsked(party="NOR"))
    placed = [line["place"]["name"] for line in latest if line["place"] and line["place"]["lat"]]
    assert (found.looked, found.more, found.nowhere) == (4, True, 4 - len(placed))
    assert sum(row["tellings"] for row in found.places) == len(placed)
