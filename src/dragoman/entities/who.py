"""Who held which office when, asked in words: an office, a person, or a state or body.

"foreign minister of Pakistan", "Pakistan's foreign minister", "Pakistani foreign minister" ask for the holders of one
office; "Khawaja Asif" for what a person held; "NATO" for everybody in office there. A question is answered only when
every word of it is accounted for, by a name, a title, a modifier or the office's own title: a half-understood question
has no answer, and neither has one that the tables say nothing about.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations

from dragoman.entities.gazetteer import Entry, Gazetteer
from dragoman.entities.offices import HEAD_ROLES, Occupancy, Office, Offices
from dragoman.entities.person_names import fold
from dragoman.entities.titles import TitleReading
from dragoman.errors import UnknownName
from dragoman.partial_date import PartialDate
from dragoman.records import Record

_POSSESSIVE = re.compile(r"(?<=\w)['’]s?(?=\s|$)")
# Words that join a title to its body and say nothing themselves.
_JOINING = frozenset({"of", "the", "in", "for", "to", "at", "on", "and", "a", "an"})
# What an envoy is called; the place in the office's title tells which envoy is meant.
_ENVOYS = frozenset({"ambassador", "envoy", "special_representative"})
_ENVOY_OFFICES = ("envoy.", "special_representative.", "senior_civilian_representative.")
# What heads of state are called: who is asked for as a king is no president. "Monarch" asks for any of them; a post
# called by none of these ("Head of State of Nepal") may have had holders of every style.
_STYLES = {
    "king": "royal", "queen": "royal", "emperor": "imperial", "empress": "imperial", "emir": "emir", "amir": "emir",
    "sultan": "sultan", "duke": "duke", "prince": "prince", "pope": "pope", "pontiff": "pope", "president": "president",
    "monarch": "sovereign", "sovereign": "sovereign",
}  # fmt: skip
_SOVEREIGNS = frozenset({"royal", "imperial", "emir", "sultan", "duke", "prince"})
# Roles of which a body has several, each with its own name: "the Russian spokesman" is not the foreign ministry's, and
# "the intelligence chief" is not the head of any one service.
_SEVERAL = frozenset({"spokesperson", "intelligence"})
# Who is asked for as a deputy is not the one he stands in for.
_UNDER = frozenset({"deputy", "vice", "assistant", "associate"})
_LEADING = frozenset({"head_of_state", "head_of_government"})
# The longest name of a state or body that a question is searched for, in words.
_MAX_NAME_WORDS = 10
UNKNOWN = PartialDate()


class Answer(Record, frozen=True, kw_only=True):
    """One person's stay in one office, as a reader asks for it."""

    holder: str
    office: str  # what the office is called
    body: str  # id of the state or organisation it belongs to
    start: str | None  # as sharp as it is known: "2017", "2017-08", "2017-08-04"; None: not known
    end: str | None  # None: not known, or still open on the last day the source vouches for
    source: str
    certainty: str
    not_known_after: str | None = (
        None  # of a stay without end: the last day the source vouches for; None: it has an end
    )


class _Asked(Record, frozen=True):
    """What a question asks for: offices, and whether their holders of before are meant."""

    offices: tuple[Office, ...]
    former: bool = False
    weight: int = 0  # words of the title that were understood as one phrase


def who(
    question: str, on: PartialDate = UNKNOWN, *, offices: Offices, gazetteer: Gazetteer
) -> tuple[Answer, ...]:  # fmt: skip
    """Who held the office, what the person held, or who was in office in the body; empty: the tables do not say.

    Args:
        question: an office with its body, a person's full name or family name, or the name of a body.
        on: the date asked about; unknown asks for everybody, latest first.
        offices: the tables of offices.
        gazetteer: the names of states and bodies.
    """
    people = offices.people(question)
    stays = [stay for person in people for stay in offices.held_by(person.id, on)]
    if not people:
        stays = _first_known(question, on, offices, gazetteer)
    if not people and not stays:
        surnamed = offices.people(question, surname=True)
        stays = [stay for person in surnamed for stay in offices.held_by(person.id, on)]
    return tuple(_answer(stay, offices) for stay in stays)


def everybody(on: PartialDate, *, offices: Offices) -> tuple[Answer, ...]:
    """Who held any office of the tables on a date, by body and office."""
    return tuple(_answer(stay, offices) for office in offices.ids for stay in offices.holders(office, on))


def office_called(words: str, *, offices: Offices, gazetteer: Gazetteer) -> Office | None:
    """The one office that words mean ("Foreign Minister of Pakistan"); ``None``: none, or more than one."""
    for asked in _readings(words, UNKNOWN, offices, gazetteer):
        if asked.weight and not asked.former:
            return asked.offices[0] if len(asked.offices) == 1 else None
    return None


def _first_known(question: str, on: PartialDate, offices: Offices, gazetteer: Gazetteer) -> list[Occupancy]:
    """The holders of the first reading of the question that has any on that date."""
    for asked in _readings(question, on, offices, gazetteer):
        stays = [stay for office in asked.offices for stay in _stays(office, on, asked.former, offices)]
        if stays:
            return stays
    return []


def _stays(office: Office, on: PartialDate, former: bool, offices: Offices) -> tuple[Occupancy, ...]:
    if not former:
        return offices.holders(office.id, on)
    return tuple(
        stay
        for stay in offices.holders(office.id)
        if stay.end and (not on or (stay.end.latest and on.earliest and stay.end.latest <= on.earliest))
    )


def _readings(question: str, on: PartialDate, offices: Offices, gazetteer: Gazetteer) -> Iterator[_Asked]:
    """The ways to understand a question, the longest name of a body first, then in the order of its words."""
    words = _POSSESSIVE.sub("", question).replace(",", " ").split()
    stretches = [ends for ends in combinations(range(len(words) + 1), 2) if ends[1] - ends[0] <= _MAX_NAME_WORDS]
    for first, last in sorted(stretches, key=lambda ends: ends[0] - ends[1]):
        for entry in gazetteer.by_name(" ".join(words[first:last]), on or None):
            rest = words[:first] + words[last:]
            if all(word.casefold() in _JOINING for word in rest):
                yield _Asked(offices=offices.offices_of_body(entry.id))
                continue
            found = list(_titled(words, entry, entry.id, offices))
            if not _names_itself(words[first:last], words, entry, offices):
                found = [*_titled(rest, entry, entry.id, offices), *found]
            if entry.kind != "media":  # "Foreign Affairs" is a magazine too
                for body in dict.fromkeys(filter(None, (entry.parent, entry.country))):
                    found += _titled(words, entry, body, offices)
            yield from sorted(found, key=lambda asked: -asked.weight)


def _names_itself(name: Sequence[str], words: Sequence[str], entry: Entry, offices: Offices) -> bool:
    """Whether the body's name is part of a title ("Kremlin spokesman") that says which of several is meant."""
    named = {fold(word) for word in name} - _JOINING
    return any(
        reading.role.partition(".")[0] in _SEVERAL and named <= set(fold(reading.phrase).split())
        for reading in offices.parse_title(words, entry.id)
    )


def _titled(words: Sequence[str], entry: Entry, body: str, offices: Offices) -> Iterator[_Asked]:
    """The offices of ``body`` that the title means, where all its words are understood."""
    readings = offices.parse_title(words, body)
    if not readings:
        return
    names = {fold(part) for part in (entry.id, entry.name, *words_of(entry.name))}
    found: list[Office] = []
    for reading in readings:
        if "elect" in reading.modifiers:
            return
        left = [fold(word) for word in reading.body if fold(word) not in names]
        of_body = [one for one in offices.offices_of_body(body) if _means(reading, one, bool(left))]
        found += [one for one in of_body if set(left) <= set(words_of(one.title))]
    if _UNDER & {fold(word) for word in words}:
        found = [one for one in found if one.role.startswith(("deputy", "vice")) or _UNDER & set(words_of(one.title))]
    if entry.id != body:  # of a region, a ministry, a bank: who leads the state does not lead it
        found = [
            one for one in found if one.role not in _LEADING or set(words_of(entry.name)) <= set(words_of(one.title))
        ]
    former = any({"former", "late"} & set(reading.modifiers) for reading in readings)
    chosen = _narrowest(found, entry, body, readings)
    if chosen:
        weight = sum(len(reading.phrase.split()) for reading in readings)
        yield _Asked(offices=tuple(dict.fromkeys(chosen)), former=former, weight=weight)


def _means(reading: TitleReading, office: Office, place: bool) -> bool:
    """Whether the role read is the office's; an envoy's only when a ``place`` says which envoy is meant."""
    role = reading.role
    if role == "head":
        return office.role in HEAD_ROLES
    if role == "head_of_state_or_government":
        return office.role in ("head_of_state", "head_of_government")
    if role in _ENVOYS and office.role.startswith(_ENVOY_OFFICES):
        return place
    if role == "head_of_state" and not _styled_alike(reading.phrase, office.title):
        return False
    return office.role == role or (role not in _SEVERAL and office.role.startswith(f"{role}."))


def _styled_alike(phrase: str, title: str) -> bool:
    """Whether the holder of the office called ``title`` can be called ``phrase``: "queen" for a king, no president."""
    asked, styled = (
        next((_STYLES[word] for word in fold(text).split() if word in _STYLES), None) for text in (phrase, title)
    )
    if asked is None or styled is None or asked == styled:
        return True
    # An office is called "Monarch" where kings and queens take turns.
    return (asked == "sovereign" and styled in _SOVEREIGNS) or (asked == "royal" and styled == "sovereign")


def _narrowest(found: list[Office], entry: Entry, body: str, readings: Sequence[TitleReading]) -> list[Office]:
    """Of several offices of a role: the one named after the body asked about, else the plain one, else all."""
    if entry.id != body:
        named = [one for one in found if set(words_of(entry.name)) <= set(words_of(one.title))]
        if named:
            return named
    if any(reading.role == "head" for reading in readings):
        return sorted(found, key=lambda one: HEAD_ROLES.index(one.role))[:1]
    plain = [one for one in found if any(one.role == reading.role for reading in readings)]
    return [one for one in plain if one.id == f"{body}:{one.role}"] or plain or found


def words_of(name: str) -> tuple[str, ...]:
    """The words of a name that say something, for comparison."""
    return tuple(word for word in fold(name).split() if word not in _JOINING)


def _answer(stay: Occupancy, offices: Offices) -> Answer:
    try:
        office = offices.by_id(stay.office)
        title, body = office.title, office.body
    except UnknownName:
        title, body = stay.office, stay.office.partition(":")[0]
    person = offices.person(stay.person)
    return Answer(
        holder=person.name if person else stay.person,
        office=title,
        body=body,
        start=str(stay.start) if stay.start else None,
        end=str(stay.end) if stay.end else None,
        source=stay.source,
        certainty=stay.certainty,
        not_known_after=None if stay.end or stay.vouched_to == date.max else stay.vouched_to.isoformat(),
    )
