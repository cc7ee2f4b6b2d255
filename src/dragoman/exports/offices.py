"""The tables of offices for other programs: followthemoney entities, or the table that ``gazetteer import`` reads."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from dragoman.codes.states import is_state, state
from dragoman.entities.holdings import Holding, tsv_lines
from dragoman.entities.offices import Occupancy, Office, Offices, Person
from dragoman.partial_date import PartialDate


def holdings(offices: Offices) -> Iterator[Holding]:
    """Every stay of the tables as a row of our own table."""
    for stay in _stays(offices):
        office, person = offices.by_id(stay.office), offices.person(stay.person)
        if person is None:
            continue
        yield Holding(
            office=office.id, title=office.title, person=person.name, wikidata=person.wikidata or "",
            country=person.country or "", start=_text(stay.start), end=_text(stay.end), certainty=stay.certainty,
            source=stay.source, as_of=stay.as_of.isoformat(),
        )  # fmt: skip


def office_tsv(offices: Offices) -> Iterator[str]:
    """Our own table, line by line."""
    return tsv_lines(holdings(offices))


def office_entities(offices: Offices) -> Iterator[str]:
    """followthemoney entities, one JSON object a line: positions, people, then occupancies."""
    used: dict[str, Person] = {}
    stays = []
    for stay in _stays(offices):
        person = offices.person(stay.person)
        if person is not None:
            used[person.id] = person
            stays.append(stay)
    for identity in offices.ids:
        yield _line(_position(offices.by_id(identity)))
    for person in sorted(used.values(), key=lambda one: one.id):
        yield _line(_person(person))
    for stay in stays:
        yield _line(_occupancy(stay))


def _stays(offices: Offices) -> Iterator[Occupancy]:
    return (stay for office in offices.ids for stay in reversed(offices.holders(office)))


def _text(date: PartialDate) -> str:
    return str(date) if date else ""


def _id(*parts: str) -> str:
    """An id as followthemoney allows them: letters, digits and hyphens."""
    return f"dragoman-{hashlib.sha1('|'.join(parts).encode(), usedforsecurity=False).hexdigest()}"


def _entity(identity: str, schema: str, **properties: str | tuple[str, ...] | None) -> dict[str, Any]:
    given = {name: [value] if isinstance(value, str) else list(value) for name, value in properties.items() if value}
    return {"id": identity, "schema": schema, "properties": given}


def _position(office: Office) -> dict[str, Any]:
    return _entity(_id(office.id), "Position", name=office.title, country=_iso2(office.country))


def _person(person: Person) -> dict[str, Any]:
    return _entity(
        _person_id(person.id), "Person", name=person.name, alias=person.aliases, country=_iso2(person.country),
        wikidataId=person.wikidata,
    )  # fmt: skip


def _occupancy(stay: Occupancy) -> dict[str, Any]:
    ended = stay.end.latest is not None
    return _entity(
        _id(stay.office, stay.person, str(stay.start)), "Occupancy",
        holder=_person_id(stay.person), post=_id(stay.office), startDate=_prefix(stay.start), endDate=_prefix(stay.end),
        status="ended" if ended else "unknown", publisher=stay.source, modifiedAt=stay.as_of.isoformat(),
    )  # fmt: skip


def _person_id(person: str) -> str:
    return person.removeprefix("person-") if person.startswith("person-Q") else _id(person)


def _iso2(country: str | None) -> str | None:
    code = state(country).iso2 if country and is_state(country) else None
    return code.casefold() if code else None


def _prefix(date: PartialDate) -> str | None:
    """A date as followthemoney has them: a year, month or day that holds all of the interval; None: none does."""
    if date.earliest is None or date.latest is None:
        return None
    first, last = date.earliest.isoformat(), date.latest.isoformat()
    blunt = {"day": 10, "week": 7, "month": 7, "year": 4, "unknown": 4}[date.precision]
    return next((first[:size] for size in (10, 7, 4) if size <= blunt and first[:size] == last[:size]), None)


def _line(entity: dict[str, Any]) -> str:
    return json.dumps(entity, ensure_ascii=False, sort_keys=True)
