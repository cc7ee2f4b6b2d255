"""The tables of offices for other programs: followthemoney entities, or the table that ``gazetteer import`` reads."""

import json
from collections.abc import Iterator
from typing import Any

from dragoman.entities.holdings import Holding, tsv_lines
from dragoman.entities.offices import Occupancy, Offices, Person
from dragoman.exports.ftm_entities import occupancy_entity, person_entity, position_entity
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
        yield _line(position_entity(offices.by_id(identity)))
    for person in sorted(used.values(), key=lambda one: one.id):
        yield _line(person_entity(person))
    for stay in stays:
        yield _line(occupancy_entity(stay))


def _stays(offices: Offices) -> Iterator[Occupancy]:
    return (stay for office in offices.ids for stay in reversed(offices.holders(office)))


def _text(date: PartialDate) -> str:
    return str(date) if date else ""


def _line(entity: dict[str, Any]) -> str:
    return json.dumps(entity, ensure_ascii=False, sort_keys=True)
