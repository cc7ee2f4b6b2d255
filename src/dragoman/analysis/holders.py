"""Who held which office when, asked in words: an office ("foreign minister of Pakistan"), a person, or a body.

The answer comes from the tables of offices and says what they do not know by being empty.
"""

import re
from itertools import combinations

from dragoman.entities.gazetteer import Gazetteer
from dragoman.entities.offices import Occupancy, Office, Offices
from dragoman.partial_date import PartialDate
from dragoman.records import Record

_POSSESSIVE = re.compile(r"['’]s?(?=\s|$)")
_JOINING = frozenset({"of", "the", "in", "for", "to", "at"})  # what joins a title to its body


class Held(Record, frozen=True, kw_only=True):
    """One person's stay in one office, as a reader asks for it."""

    holder: str
    office: str
    body: str  # code of the state or organisation the office belongs to
    start: str | None  # as sharp as it is known: "2017", "2017-08", "2017-08-04"; None: not known
    end: str | None  # None: not known, or still open
    source: str
    certainty: str


def who(question: str, on: PartialDate, *, offices: Offices, gazetteer: Gazetteer) -> tuple[Held, ...]:
    """Who held the office, what the person held, or who led the body; empty when the tables do not say.

    Args:
        question: an office with its body, a person's full name or surname, or the name of a body.
        on: the date asked about; unknown asks for everybody, latest first.
        offices: the tables of offices.
        gazetteer: the names of bodies.
    """
    people = offices.people(question) or offices.people(question.title())
    stays = [stay for person in people for stay in offices.held_by(person.id, on)]
    if not people:
        stays = [
            stay for office in _offices_of(question, offices, gazetteer) for stay in offices.holders(office.id, on)
        ]
    if not people and not stays:
        surnamed = offices.people(question, surname=True) or offices.people(question.title(), surname=True)
        stays = [stay for person in surnamed for stay in offices.held_by(person.id, on)]
    return tuple(_held(stay, offices) for stay in stays)


def _offices_of(question: str, offices: Offices, gazetteer: Gazetteer) -> tuple[Office, ...]:
    """The offices that a title beside the name of a body means; of a body alone all its offices.

    The body is the longest stretch of words that names one with offices.
    """
    words = _POSSESSIVE.sub(" ", question).replace(",", " ").split()
    stretches = sorted(combinations(range(len(words) + 1), 2), key=lambda ends: ends[0] - ends[1])
    for first, last in stretches:
        for entry in gazetteer.by_name(" ".join(words[first:last])):
            of_body = offices.offices_of_body(entry.id)
            title = " ".join(word for word in words[:first] + words[last:] if word.casefold() not in _JOINING)
            found = tuple(office for office in of_body if not title or offices.fits(title, office))
            if found:
                return found
    return ()


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
