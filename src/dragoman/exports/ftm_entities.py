"""followthemoney entities that more than one export writes: people, positions, stays in them, ids and dates."""

import hashlib
from datetime import date
from typing import Any

from dragoman.codes.states import is_state, state
from dragoman.entities.offices import Occupancy, Office, Person
from dragoman.partial_date import PartialDate


def entity_id(*parts: str) -> str:
    """An id as followthemoney allows them: letters, digits and hyphens."""
    return f"dragoman-{hashlib.sha1('|'.join(parts).encode(), usedforsecurity=False).hexdigest()}"


def entity(identity: str, schema: str, **properties: str | tuple[str, ...] | None) -> dict[str, Any]:
    """An entity; properties that nothing is known of are left out."""
    given = {name: [value] if isinstance(value, str) else list(value) for name, value in properties.items() if value}
    return {"id": identity, "schema": schema, "properties": given}


def position_entity(office: Office) -> dict[str, Any]:
    """A ``Position``."""
    return entity(entity_id(office.id), "Position", name=office.title, country=iso2(office.country))


def person_entity(person: Person) -> dict[str, Any]:
    """A ``Person``."""
    return entity(
        person_id(person.id), "Person", name=person.name, alias=person.aliases, country=iso2(person.country),
        wikidataId=person.wikidata,
    )  # fmt: skip


def occupancy_entity(stay: Occupancy) -> dict[str, Any]:
    """An ``Occupancy``; it needs its person and position."""
    ended = stay.end.latest is not None
    vouched = None if stay.as_of == date.max else stay.as_of.isoformat()  # a row of one's own need not say up to when
    return entity(
        entity_id(stay.office, stay.person, str(stay.start)), "Occupancy",
        holder=person_id(stay.person), post=entity_id(stay.office),
        startDate=date_prefix(stay.start), endDate=date_prefix(stay.end),
        status="ended" if ended else "unknown", publisher=stay.source, modifiedAt=vouched,
    )  # fmt: skip


def person_id(person: str) -> str:
    """The Wikidata id where there is one, so that the person merges with other data sets."""
    return person.removeprefix("person-") if person.startswith("person-Q") else entity_id(person)


def iso2(country: str | None) -> str | None:
    """A state's code as followthemoney writes it."""
    code = state(country).iso2 if country and is_state(country) else None
    return code.casefold() if code else None


def date_prefix(when: PartialDate) -> str | None:
    """A date as followthemoney has them: a year, month or day that holds all of the interval; None: none does."""
    if when.earliest is None or when.latest is None:
        return None
    first, last = when.earliest.isoformat(), when.latest.isoformat()
    blunt = {"day": 10, "week": 7, "month": 7, "year": 4, "unknown": 4}[when.precision]
    return next((first[:size] for size in (10, 7, 4) if size <= blunt and first[:size] == last[:size]), None)


def interval(when: PartialDate) -> dict[str, str | None]:
    """``date`` where one value holds all of it, else ``startDate`` and ``endDate`` as far as they are known."""
    whole = date_prefix(when)
    # Two days in one month are not "some day of the month": one value stands for what it holds, all of it.
    if whole is not None and (when.is_day or str(when) == whole):
        return {"date": whole}
    first, last = when.earliest, when.latest
    return {"startDate": first.isoformat() if first else None, "endDate": last.isoformat() if last else None}
