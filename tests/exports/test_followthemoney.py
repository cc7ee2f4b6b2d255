"""followthemoney entities, judged by followthemoney."""

import json
from datetime import date

import msgspec
import pytest

from dragoman.entities.gazetteer import Gazetteer
from dragoman.entities.offices import Occupancy, Office, Offices, Person
from dragoman.entities.own_offices import read_own, with_own
from dragoman.exports.export import Wanted, table_lines
from dragoman.exports.followthemoney import lines
from dragoman.exports.selection import INCLUSIONS, Selection, Tally, happenings
from dragoman.partial_date import PartialDate
from dragoman.records import CodedArticle
from tests.exports.records import NORWAY, PAKISTAN, first_meeting, hostile, meeting_again, statuses, store_of
from tests.sample_record import RUN, make_article, make_event

followthemoney = pytest.importorskip("followthemoney", reason="the extra `ftm` is not installed")


@pytest.fixture
def store(tmp_path):
    with store_of(tmp_path / "r.db", first_meeting(), meeting_again(), statuses(), hostile()) as store:
        yield store


def entities(store, *, with_text=False, **selection):
    wanted = Wanted(form="ftm", selection=Selection(**selection), with_text=with_text)
    return [json.loads(line) for line in table_lines(store, wanted, "entities", Tally())]


def proxies(found):
    for one in found:
        followthemoney.model.get(one["schema"]).validate(one)
        proxy = followthemoney.model.get_proxy(one, cleaned=False)
        for name, values in one["properties"].items():
            kept = proxy.get(name)
            assert len(kept) == len(set(values)), f"{one['schema']}.{name} {values} became {kept}"
        yield proxy


def test_followthemoney_takes_every_entity(store):
    found = entities(store, include=frozenset(INCLUSIONS))
    kinds = {proxy.schema.name for proxy in proxies(found)}
    assert kinds == {"Article", "Event", "Person", "Organization", "Mention"}
    assert len({one["id"] for one in found}) == len(found)


def test_whatever_an_entity_names_has_come_before_it(store):
    seen = set()
    for proxy in proxies(entities(store)):
        named = {value for prop, value in proxy.itervalues() if prop.type.name == "entity"}
        assert named <= seen
        seen.add(proxy.id)


def test_an_event_is_a_happening_with_all_its_tellings(store):
    found = list(proxies(entities(store)))
    (visit,) = [one for one in found if one.schema.name == "Event" and "visit" in one.get("keywords")]
    assert visit.get("name") == ["CONSULT visit: NOR - CHL"]
    assert visit.get("date") == ["2019-04-09"]
    assert sorted(visit.get("publisher")) == ["Sur", "The Northern Post"]
    assert len(visit.get("proof")) == len(visit.get("recordId")) == len(visit.get("summary")) == 2
    names = {one.id: one.caption for one in found}
    assert {names[one] for one in visit.get("involved")} == {"Ine Berg", "Luis Rojas", "Norway", "Chile"}


def test_who_is_only_described_stays_a_mention(tmp_path):
    text = "T\n\nVillagers met soldiers on Monday.\n"
    article = make_article(text, source="a.txt", published=date(2020, 1, 7))
    who = msgspec.structs.replace(
        NORWAY, id="described-villagers", name="Villagers", kind="crowd", party=None, start=3, end=12
    )
    event = make_event(article, "Villagers met soldiers on Monday", "met", actors=(who,), counted_on=date(2020, 1, 6))
    with store_of(tmp_path / "r.db", CodedArticle(article=article, events=(event,), run=RUN.id)) as store:
        found = list(proxies(entities(store)))
    assert [one.schema.name for one in found] == ["Article", "Mention", "Event"]
    assert found[1].get("name") == ["Villagers"]
    assert not found[1].get("resolved")


def test_statuses_stay_out_and_are_noted_when_taken_in(store):
    noted = [one for one in entities(store) if "notes" in one["properties"]]
    assert [one["properties"]["name"] for one in noted] == [["AGREE: CHL"], ["AGREE: NOR - PAK"]]
    taken = entities(store, include=frozenset({"denied", "alleged"}))
    notes = {note for one in taken for note in one["properties"].get("notes", ())}
    assert {"The Northern Post: denied", "The Northern Post: alleged by rebels"} <= notes


def test_positions_and_stays_of_who_held_an_office_that_day(store):
    day = PartialDate.day(date(2018, 1, 1))
    office = Office(
        id="NOR:foreign_minister", title="Foreign Minister of Norway", role="foreign_minister", body="NOR", party="NOR",
        country="NOR", kind="national", single=True, rank=3,
    )  # fmt: skip
    stay = Occupancy(
        office=office.id, person="person-berg", start=day, end=PartialDate(), certainty="known", source="a list",
        as_of=date(2020, 1, 1),
    )  # fmt: skip

    class Known(Offices):
        def __init__(self):
            pass

        def person(self, person):
            return Person(id=person, name="Ine Berg", country="NOR") if person == "person-berg" else None

        def held_by(self, person, on=None):
            assert on is not None
            return (stay,)

        def by_id(self, name):
            return office

    told = happenings(store, Selection(), Tally())
    found = list(proxies([json.loads(line) for line in lines(told, Known())]))
    (held,) = [one for one in found if one.schema.name == "Occupancy"]
    names = {one.id: one.caption for one in found}
    assert (names[held.first("holder")], names[held.first("post")]) == ("Ine Berg", "Foreign Minister of Norway")
    assert (held.first("startDate"), held.first("status")) == ("2018-01-01", "unknown")


def test_rows_of_ones_own_go_before_the_tables(tmp_path):
    held = ["office\tperson\tstart\tend", "foreign minister of Norway\tIne Berg\t2018-01-01\t2020-01-01"]
    (tmp_path / "r.offices.tsv").write_text("\n".join(held) + "\n")
    coded = first_meeting()
    offices = own_offices(tmp_path / "r.db")
    berg = next(one for one in offices.people("Ine Berg"))
    met = coded.events[0]
    met = msgspec.structs.replace(met, actors=(msgspec.structs.replace(met.actors[0], id=berg.id),))
    with store_of(tmp_path / "r.db", msgspec.structs.replace(coded, events=(met,))) as store:
        (stay,) = [one for one in proxies(entities(store)) if one.schema.name == "Occupancy"]
    assert (stay.first("startDate"), stay.first("endDate")) == ("2018-01-01", "2020-01-01")


def own_offices(record):
    return with_own(Offices.load(), read_own(record), Gazetteer.load())


@pytest.mark.parametrize(
    ("when", "dates"),
    [
        ("2019-04-09", {"date": ["2019-04-09"]}),
        ("2019-04", {"date": ["2019-04"]}),
        ("2019", {"date": ["2019"]}),
        ("2019-04-09/2019-04-11", {"startDate": ["2019-04-09"], "endDate": ["2019-04-11"]}),
        ("2019-04-09/..", {"startDate": ["2019-04-09"]}),
    ],
)
def test_dates_as_sharp_as_they_are_known(tmp_path, when, dates):
    coded = statuses()
    event = msgspec.structs.replace(coded.events[0], when=PartialDate.parse(when), recipients=(PAKISTAN,))
    with store_of(tmp_path / "r.db", msgspec.structs.replace(coded, events=(event,))) as store:
        (found,) = [one for one in entities(store) if one["schema"] == "Event"]
    assert {name: found["properties"].get(name) for name in dates} == dates
    assert not ({"date", "startDate", "endDate"} - set(dates)) & set(found["properties"])


def test_text_only_when_asked_for(store):
    assert not any("bodyText" in one["properties"] for one in entities(store))
    assert any("fisheries" in one["properties"].get("bodyText", [""])[0] for one in entities(store, with_text=True))
