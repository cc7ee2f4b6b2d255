"""Who held which office when: people, offices and the bodies they act for, linked by dates.

The tables (``offices.tsv``, ``occupancies.tsv``, ``people.tsv``) tell for every stay in office from when to when, how
sure that is, and up to which day the source vouches for it. After that day an open stay is *not known*: nothing is
carried forward, and an empty answer means that the tables do not say.

Names are found in full, by an alias, or by the family name when asked for; never by likeness. Records are made only
when they are asked for, so that loading is reading three files.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Literal

from dragoman.codes.tables import read_table
from dragoman.entities.person_names import fold
from dragoman.entities.titles import BodyKind, TitleReading, Titles
from dragoman.errors import UnknownName
from dragoman.partial_date import PartialDate
from dragoman.records import Record

# "own": written by the user; it goes before what the tables say.
Certainty = Literal["known", "recalled", "inferred", "open", "stale", "own"]
Holding = Literal["sure", "possible", "no"]

# A stay whose end, or whose start, its source never got is believed for one term of office, the usual four years, and
# no longer: a list that begins in 2003 does not say who was minister in 1993.
STALE_DAYS = 4 * 365
# Roles that answer to "the head of" an organisation, the first that it has.
HEAD_ROLES = (
    "secretary_general", "director_general", "commission_president", "commission_chair", "president",
    "managing_director", "executive_director", "high_commissioner", "commissioner_general", "administrator",
    "executive_secretary", "emergency_relief_coordinator", "commander", "leader", "head_of_government", "head_of_state",
)  # fmt: skip
UNKNOWN = PartialDate()


class Office(Record, frozen=True):
    """A post: what it is called, what role it is, and for whom its holder acts."""

    id: str  # "PAK:foreign_minister"
    title: str  # "Foreign Minister of Pakistan"
    role: str
    body: str  # the state or organisation it belongs to
    party: str | None  # what its holder acts for; None: for nobody in the tables of parties
    country: str | None  # ISO 3166-1 alpha-3; None: it belongs to no state
    kind: str  # "national", "subnational", "organisation"
    single: bool  # one holder at a time
    rank: int  # 1 head of state ... 5 official; orders the posts one person held at once


class Person(Record, frozen=True):
    """Somebody who held an office."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    family: tuple[str, ...] = ()  # how news call the person after the first mention, likeliest first
    country: str | None = None  # where the person is from; None: not known
    wikidata: str | None = None


class Occupancy(Record, frozen=True):
    """One person's stay in one office."""

    office: str  # id; Offices.by_id makes the record
    person: str  # id; Offices.person makes the record
    start: PartialDate
    end: PartialDate  # unknown while open
    certainty: Certainty
    source: str
    as_of: date  # the day up to which the source vouches for an open stay

    @property
    def dates(self) -> PartialDate:
        """From the first day it can have begun to the last it can have lasted; no latest day while open."""
        latest = self.end.latest if self.end else None
        precision = max(self.start.precision, self.end.precision if self.end else "day", key=_bluntness)
        return PartialDate(self.start.earliest, latest, precision)

    @property
    def vouched_to(self) -> date:
        """The last day on which this row says anything."""
        if self.end:
            return self.end.latest or self.as_of
        if self.certainty == "stale" and self.start.latest:
            return min(self.as_of, self.start.latest + timedelta(days=STALE_DAYS))
        return self.as_of

    @property
    def began_at_earliest(self) -> date:
        """The first day on which this row says anything: where its source begins later, one term of office before."""
        if self.start.earliest is not None or self.start.latest is None:
            return self.start.earliest or date.min
        return self.start.latest - timedelta(days=STALE_DAYS)

    def holding(self, on: PartialDate) -> Holding:
        """Whether the office was held on every day of ``on``, can have been on some day of it, or was not."""
        if not on:
            return "possible"
        first, last = on.earliest or date.min, on.latest or date.max
        began = self.began_at_earliest
        if last < began or first > self.vouched_to:
            return "no"
        surely_from = self.start.latest or date.max
        surely_to = (self.end.earliest or date.min) if self.end else self.vouched_to
        return "sure" if surely_from <= first and last <= surely_to else "possible"

    def days_shared(self, on: PartialDate) -> int:
        """How many days of ``on`` the stay can cover."""
        first = max(on.earliest or date.min, self.began_at_earliest)
        last = min(on.latest or date.max, self.vouched_to)
        return max(0, (last - first).days + 1)


class Offices:
    """The tables, with the look-ups the rest of the chain needs. Make one with :meth:`load` and share it."""

    def __init__(
        self,
        offices: Sequence[dict[str, str]],
        occupancies: Sequence[dict[str, str]],
        people: Sequence[dict[str, str]],
        titles: Titles,
    ) -> None:
        self.titles = titles
        self._office_rows = {row["id"]: row for row in offices}
        self._person_rows = {row["id"]: row for row in people}
        self._by_office: dict[str, list[dict[str, str]]] = {}
        self._by_person: dict[str, list[dict[str, str]]] = {}
        for row in occupancies:
            self._by_office.setdefault(row["office"], []).append(row)
            self._by_person.setdefault(row["person"], []).append(row)
        self._has_own = any(row["certainty"] == "own" for row in occupancies)
        self._offices: dict[str, Office] = {}
        self._persons: dict[str, Person] = {}

    @classmethod
    def load(cls, directory: Path | None = None) -> "Offices":
        """Read the tables from ``directory``, or the package's own.

        Raises:
            InstallationError: a table is missing or broken.
        """
        names = ("offices", "occupancies", "people")
        offices, occupancies, people = (read_table(name, directory) for name in names)
        return cls(offices, occupancies, people, Titles.load(directory))

    def with_rows(
        self,
        *,
        offices: Iterable[dict[str, str]],
        occupancies: Iterable[dict[str, str]],
        people: Iterable[dict[str, str]],
    ) -> "Offices":
        """These tables with more rows; stays of the same person in the same office give way to those they overlap."""
        added = list(occupancies)
        told: dict[tuple[str, str], list[dict[str, str]]] = {}
        for row in added:
            told.setdefault((row["office"], row["person"]), []).append(row)
        rows = (row for group in self._by_office.values() for row in group)
        kept = [
            row for row in rows if not any(_overlap(row, one) for one in told.get((row["office"], row["person"]), ()))
        ]
        return Offices(
            [*self._office_rows.values(), *offices],
            [*kept, *added],
            [*self._person_rows.values(), *people],
            self.titles,
        )

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all offices, in the table's order."""
        return tuple(self._office_rows)

    def holders(self, office: str, on: PartialDate = UNKNOWN) -> tuple[Occupancy, ...]:
        """Who held the office ``office`` on ``on``, best first; on an unknown date everybody, latest first.

        Best is who held it on every day asked about, then who held it on most of them; on the day of a handover the
        successor comes first. Empty: no such office, or not known.
        """
        found = self._ordered((self._occupancy(row) for row in self._by_office.get(office, ())), on)
        own = tuple(stay for stay in found if stay.certainty == "own" and stay.holding(on) == "sure")
        return own if own and self.by_id(office).single else found

    def held_by(self, person: str, on: PartialDate = UNKNOWN) -> tuple[Occupancy, ...]:
        """The offices the person with the id ``person`` held on ``on``, highest first; on an unknown date all."""
        found = self._ordered((self._occupancy(row) for row in self._by_person.get(person, ())), on)
        if self._has_own:  # the user's own row for another person may overrule the table's
            found = tuple(stay for stay in found if stay in self.holders(stay.office, on))
        return tuple(sorted(found, key=lambda item: self.by_id(item.office).rank)) if on else found

    @staticmethod
    def _ordered(stays: Iterable[Occupancy], on: PartialDate) -> tuple[Occupancy, ...]:
        rated = [(stay.holding(on), stay) for stay in stays]
        held = [(kind, stay) for kind, stay in rated if kind != "no"]
        held.sort(
            key=lambda item: (
                item[0] != "sure",
                item[1].certainty != "own",
                item[1].certainty == "stale",
                -item[1].days_shared(on) if on else 0,
                -(item[1].start.earliest or date.min).toordinal(),
                item[1].person,
            )
        )
        return tuple(stay for _, stay in held)

    def office(self, role: str, body: str) -> Office | None:
        """The office of that role in the state or organisation ``body``; ``None``: the tables have none.

        The role ``head`` is the head of an organisation. A state without a head of government of its own (the United
        States) is led by its head of state, but no office is put in the place of another here.
        """
        if role == "head":
            return next((found for found in (self.office(one, body) for one in HEAD_ROLES) if found), None)
        if f"{body}:{role}" in self._office_rows:
            return self.by_id(f"{body}:{role}")
        return next((office for office in self.offices_of_body(body) if office.role == role), None)

    def by_id(self, office: str) -> Office:
        """The office with that id.

        Raises:
            UnknownName: the table has no such office.
        """
        if office not in self._offices:
            if office not in self._office_rows:
                raise UnknownName("no such office", values=office, remedy="Look in offices.tsv, or ask `dragoman who`")
            self._offices[office] = _office(self._office_rows[office])
        return self._offices[office]

    def by_title(self, title: str) -> Office | None:
        """The office that is called exactly ``title``, case and marks folded; ``None``: none, or more than one."""
        found = self._ids_of_title.get(fold(title), ())
        return self.by_id(found[0]) if len(found) == 1 else None

    def offices_of_body(self, body: str) -> tuple[Office, ...]:
        """Every office of a state or organisation, highest first."""
        found = (self.by_id(office) for office in self._ids_of_body.get(body, ()))
        return tuple(sorted(found, key=lambda office: (office.rank, office.id)))

    def person(self, person: str) -> Person | None:
        """The person with that id."""
        row = self._person_rows.get(person)
        if row is None:
            return None
        if person not in self._persons:
            self._persons[person] = _person(row)
        return self._persons[person]

    def people(self, name: str, *, surname: bool = False) -> tuple[Person, ...]:
        """Everybody called exactly ``name`` (full name or alias, marks and case folded), in order of id.

        With ``surname`` also everybody whose family name it is: candidates that need a second signal.
        """
        key = fold(name)
        ids = set(self._ids_of_name.get(key, ()))
        if surname:
            ids.update(self._ids_of_family.get(key, ()))
        return tuple(person for person in map(self.person, sorted(ids)) if person)

    def role(self, phrase: str, country: str | None = None) -> str | None:
        """The role a title means ("foreign minister"), in a country or body where that matters; ``None``: no title."""
        return self.titles.role(phrase, country, self.kind_of(country) if country else None)

    def parse_title(self, words: Sequence[str], body: str | None = None) -> tuple[TitleReading, ...]:
        """Read a title with its modifiers, one reading for each part of a stacked title.

        ``body`` is the state or body it belongs to, where known.
        """
        return self.titles.parse(words, body, self.kind_of(body) if body else None)

    def fits(self, phrase: str, office: Office) -> bool:
        """Whether the title ``phrase`` ("EU foreign policy chief", "prime minister") can mean the office.

        Read in the office's own body: "president" fits the head of the Commission, "chief" the head of any body.
        """
        bodies = dict.fromkeys((office.body, office.id.partition(":")[0]))
        roles = {reading.role for body in bodies for reading in self.parse_title(phrase.split(), body)}
        if "head" in roles and office.role in HEAD_ROLES:
            return True
        if "head_of_state_or_government" in roles and office.role in ("head_of_state", "head_of_government"):
            return True
        return office.role in roles or any(office.role.startswith(f"{role}.") for role in roles)

    def kind_of(self, body: str) -> BodyKind | None:
        """Whether ``body`` is a state, an organisation or an armed group, from its offices; ``None``: it has none."""
        offices = self._ids_of_body.get(body, ())
        if f"{body}:leader" in offices:
            return "group"
        if not offices:
            return None
        return "organisation" if self._office_rows[offices[0]]["kind"] == "organisation" else "state"

    @cached_property
    def _ids_of_body(self) -> dict[str, list[str]]:
        index: dict[str, list[str]] = {}
        for office, row in self._office_rows.items():
            for body in {row["body"], office.partition(":")[0]}:
                index.setdefault(body, []).append(office)
        return index

    @cached_property
    def _ids_of_title(self) -> dict[str, list[str]]:
        index: dict[str, list[str]] = {}
        for office, row in self._office_rows.items():
            index.setdefault(fold(row["title"]), []).append(office)
        return index

    @cached_property
    def _ids_of_name(self) -> dict[str, list[str]]:
        index: dict[str, list[str]] = {}
        for person, row in self._person_rows.items():
            for key in {fold(name) for name in (row["name"], *row["aliases"].split("|")) if name}:
                index.setdefault(key, []).append(person)
        return index

    @cached_property
    def _ids_of_family(self) -> dict[str, list[str]]:
        index: dict[str, list[str]] = {}
        for person, row in self._person_rows.items():
            for key in {fold(name) for name in row["family"].split("|") if name}:
                index.setdefault(key, []).append(person)
        return index

    def _occupancy(self, row: dict[str, str]) -> Occupancy:
        return Occupancy(
            office=row["office"],
            person=row["person"],
            start=_date(row["start"]),
            end=_date(row["end"]),
            certainty=row["certainty"],  # type: ignore[arg-type]
            source=row["source"],
            as_of=PartialDate.parse(row["as_of"]).latest or date.max,
        )


def _date(text: str) -> PartialDate:
    return PartialDate.parse(text) if text else UNKNOWN


def _overlap(row: dict[str, str], other: dict[str, str]) -> bool:
    """Whether two stays can share a day; an open one goes on."""
    (began, ended), (start, end) = ((_date(one["start"]).earliest, _date(one["end"]).latest) for one in (row, other))
    return (began or date.min) <= (end or date.max) and (start or date.min) <= (ended or date.max)


def _bluntness(precision: str) -> int:
    return ("day", "week", "month", "year", "unknown").index(precision)


def _office(row: dict[str, str]) -> Office:
    return Office(
        id=row["id"],
        title=row["title"],
        role=row["role"],
        body=row["body"],
        party=row["party"] or None,
        country=row["country"] or None,
        kind=row["kind"],
        single=row["seats"] == "one",
        rank=int(row["rank"]),
    )


def _person(row: dict[str, str]) -> Person:
    return Person(
        id=row["id"],
        name=row["name"],
        aliases=tuple(filter(None, row["aliases"].split("|"))),
        family=tuple(filter(None, row["family"].split("|"))),
        country=row["country"] or None,
        wikidata=row["wikidata"] or None,
    )
