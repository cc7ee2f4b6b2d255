"""Who held which office when, asked in words: an office ("foreign minister of Pakistan"), a person, or a body.

The answer comes from the tables of offices and says what they do not know by being empty.
"""

import re
from collections.abc import Iterator

from dragoman.entities.gazetteer import Gazetteer
from dragoman.entities.offices import Occupancy, Office, Offices
from dragoman.partial_date import PartialDate
from dragoman.records import Record

_BETWEEN = re.compile(r"\b(?:of|the|in|for|to|at)\b|['’]s?\b|[,;]", re.IGNORECASE)  # what joins a title to its body


class Held(Record, frozen=True, kw_only=True):
    """One person's stay in one office, as a reader asks for it."""

    holder: str
    office: str
    body: str  # code of the state or organisation the office belongs to
    start: str | None  # as sharp as it is known: "2017", "2017-08", "2017-08-04"; None: not known
    end: str | None  # None: not known, or still open
    source: str
    certainty: str


def who(question: str, on: PartialDate = PartialDate(), *, offices: Offices, gazetteer: Gazetteer) -> tuple[Held, ...]:
    """Who held the office, what the person held, or who led the body; empty when the tables do not say.

    Args:
        question: an office with its body, a person's full name or surname, or the name of a body.
        on: the date asked about; unknown asks for everybody, latest first.
        offices: the tables of offices.
        gazetteer: the names of bodies.
    """
    people = offices.people(question)
    stays = [stay for person in people for stay in offices.held_by(person.id, on)]
    if not people:
        stays = [
            stay for office in _offices_of(question, offices, gazetteer) for stay in offices.holders(office.id, on)
        ]
    if not people and not stays:
        surnamed = offices.people(question, surname=True)
        stays = [stay for person in surnamed for stay in offices.held_by(person.id, on)]
    return tuple(_held(stay, offices) for stay in stays)


def _offices_of(question: str, offices: Offices, gazetteer: Gazetteer) -> Iterator[Office]:
    """The offices that a title beside the name of a body means; of a body alone all its offices."""
    seen: set[str] = set()
    for match in gazetteer.find(question):
        if not offices.offices_of_body(match.entity):
            continue
        rest = f"{question[: match.start]} {question[match.end :]}"
        title = " ".join(_BETWEEN.sub(" ", rest).split())
        for office in offices.offices_of_body(match.entity):
            if office.id not in seen and (not title or offices.fits(title, office)):
                seen.add(office.id)
                yield office


def _held(stay: Occupancy, offices: Offices) -> Held:
    office = offices.by_id(stay.office)
    person = offices.person(stay.person)
    return Held(
        holder=person.name if person else stay.person,
        office=office.title,
        body=office.body,
        start=str(stay.start) if stay.start else None,
        end=str(stay.end) if stay.end else None,
        source=stay.source,
        certainty=stay.certainty,
    )
