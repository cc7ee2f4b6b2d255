"""Meetings between parties and how high they were: leader, minister, envoy or official on either side.

The level is read from the office a participant held, or from the title the article gives. A side that only the
state's or body's name stands for has none told. A meeting is as high as the lower of its two sides.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import ClassVar, Literal

from dragoman.analysis.counting import Counting
from dragoman.analysis.tables import Table
from dragoman.analysis.timelines import counts
from dragoman.codes.tables import read_table
from dragoman.records import Event, Participant, Record
from dragoman.store.listing import EventFilter, list_events
from dragoman.store.open import Store
from dragoman.store.read import copies_among

Level = Literal["leader", "minister", "envoy", "official"]
LEVELS: tuple[Level, ...] = ("leader", "minister", "envoy", "official")  # from high to low

# Ranks of the table ``offices``: 1 heads of state, 2 of government or a body, 3 their deputies, 4 ministers, 5 others.
_OF_RANK: dict[str, Level] = {"1": "leader", "2": "leader", "3": "minister", "4": "minister", "5": "official"}
_ENVOYS = ("envoy", "special_representative", "un_ambassador", "senior_civilian_representative")
# Titles of offices that no table has, in order: a deputy minister is none, a vice president no president.
_WORDS: tuple[tuple[Level, str], ...] = (
    ("envoy", r"ambassador|envoy|emissary|charg[eé] d'affaires|high commissioner|special representative"),
    ("official", r"(?:deputy|vice|assistant|junior) (?:foreign |defen[cs]e )?(?:minister|secretary)"),
    ("official", r"minister of state|spokes\w+|under[- ]?secretary"),
    ("minister", r"deputy prime minister|(?<!prime )minister|vice[- ]president|high representative"),
    ("minister", r"secretary of (?:state|defen[cs]e|the treasury)|(?:foreign|home|defen[cs]e) secretary"),
    ("leader", r"president|prime minister|premier|chancellor|taoiseach|secretary[- ]general|supreme leader"),
    ("leader", r"king|queen|emir|sultan|crown prince|pope|head of (?:state|government)"),
    ("official", r"secretary|advis[eo]r|director|chief|general|commander|officials?|delegation|delegates?"),
)
_TITLES = tuple((level, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for level, words in _WORDS)
_OFFICIAL_SECTORS = frozenset({"GOV", "MIL", "LEG", "JUD", "SPY", "IGO"})


class Contact(Record, frozen=True, kw_only=True):
    """A meeting (CONSULT) of two parties, as an event tells it."""

    day: date | None  # the day it is counted on
    when: str  # as sharp as it is known; "": not known
    party: str
    other: str
    level: Level | None  # the lower of the two, or of the one told; None: neither is told
    party_level: Level | None
    other_level: Level | None
    party_people: tuple[str, ...]  # "Ine Berg, Foreign Minister of Norway"
    other_people: tuple[str, ...]
    mode: str | None
    status: str
    basis: str
    counted: bool  # it occurred, is not alleged, no copy, and no other telling of the happening counts
    text: str
    event: str
    article: str
    happening: str | None


class Contacts(Table, frozen=True, kw_only=True):
    """Meetings by day."""

    row_type: ClassVar[type[Record]] = Contact
    party: str
    other: str | None  # None: with anybody
    meetings: tuple[Contact, ...]

    @property
    def rows(self) -> Sequence[Contact]:
        """Its meetings."""
        return self.meetings

    @property
    def levels(self) -> dict[str, int]:
        """How many counted meetings were how high, from leaders down; "not told" last."""
        found = Counter(str(meeting.level or "not told") for meeting in self.meetings if meeting.counted)
        return {level: found[level] for level in (*LEVELS, "not told") if found[level]}


def contacts(store: Store, party: str, other: str | None = None, *, counting: Counting | None = None) -> Contacts:
    """The meetings of two parties, or of one with any other, by day.

    Args:
        store: an open record.
        party: its code.
        other: the code of the other; None: every other, one contact each.
        counting: since and until when, and what counts; every meeting is listed.

    Raises:
        UsageError: ``until`` is before ``since``.
    """
    counting = counting or Counting()
    between = {"party": party} if other is None else {"pair": (party, other)}
    wanted = EventFilter(type="CONSULT", since=counting.since, until=counting.until, **between)
    events = list(list_events(store, wanted))
    copied = copies_among(store, {event.article for event in events})
    told: set[tuple[str, str]] = set()  # happening, other
    found = []
    for event in events:
        holds = counts(event) or counting.statuses == ()
        holds = holds and (counting.copies or event.article not in copied)
        for whom in (other,) if other is not None else _facing(event, party):
            thing = event.happening if event.happening and counting.unit == "happening" else event.id
            found.append(_contact(event, (party, whom), counted=holds and (thing, whom) not in told))
            told.update([(thing, whom)] if holds else [])
    return Contacts(party=party, other=other, meetings=tuple(found))


def level_of(who: Participant) -> Level | None:
    """How high a participant is; None: not told."""
    if who.office and (known := _levels().get(who.office.casefold())):
        return known
    for title in filter(None, (who.office, who.name if who.kind not in ("state", "organisation") else None)):
        for level, pattern in _TITLES:
            if pattern.search(title):
                return level
    person = who.kind == "person"
    return "official" if person and (who.office or _OFFICIAL_SECTORS & set(who.sectors)) else None


def highest(people: Iterable[Participant]) -> Level | None:
    """The highest level of a side; None: none is told."""
    found = {level_of(who) for who in people}
    return next((level for level in LEVELS if level in found), None)


def _contact(event: Event, pair: tuple[str, str], *, counted: bool) -> Contact:
    sides = [[who for who in (*event.actors, *event.recipients) if who.party == code] for code in pair]
    levels = [highest(side) for side in sides]
    told = [level for level in levels if level]
    return Contact(
        day=event.counted_on, when=str(event.when) if event.when else "", party=pair[0], other=pair[1],
        level=max(told, key=LEVELS.index) if told else None, party_level=levels[0], other_level=levels[1],
        party_people=_people(sides[0]), other_people=_people(sides[1]), mode=event.mode, status=event.status,
        basis=event.basis, counted=counted, text=" ".join(event.text.split()), event=event.id, article=event.article,
        happening=event.happening,
    )  # fmt: skip


def _facing(event: Event, party: str) -> list[str]:
    """The other parties of a meeting that face one; where nobody is met, those who meet with it."""
    sides = (event.actors, event.recipients) if event.recipients else (event.actors, event.actors)
    codes = [{who.party for who in side if who.party} for side in sides]
    others = (codes[1] if party in codes[0] else set()) | (codes[0] if party in codes[1] else set())
    return sorted(others - {party})


def _people(side: Sequence[Participant]) -> tuple[str, ...]:
    named = (f"{who.name}, {who.office}" if who.office else who.name for who in side)
    return tuple(dict.fromkeys(named))


@cache
def _levels() -> dict[str, Level]:
    """Title of an office in lower case -> its level; the highest where several bear it."""
    found: dict[str, Level] = {}
    for row in read_table("offices"):
        level: Level = "envoy" if row["role"].startswith(_ENVOYS) else _OF_RANK[row["rank"]]
        title = row["title"].casefold()
        found[title] = min(level, found.get(title, level), key=LEVELS.index)
    return found
