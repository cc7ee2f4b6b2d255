"""What the gazetteer's tables hold: entries (what something is), names (what it is called), and matches of them."""

from datetime import date
from pathlib import Path
from typing import Literal, cast, get_args

import msgspec

from dragoman.codes.tables import cell_list, read_table
from dragoman.partial_date import PartialDate
from dragoman.records import EntityKind

NameUse = Literal["name", "official", "abbreviation", "demonym", "capital", "metonym", "historic"]
NAME_USES: tuple[NameUse, ...] = get_args(NameUse)

OWN = "own-"  # begins the id of one of the user's own actors
# What the kinds of the table of states are as kinds of entity: regions and provinces are places, the rest act.
_STATE_KINDS: dict[str, EntityKind] = {"substate": "place"}


class Membership(msgspec.Struct, frozen=True):
    """A state or body in an organisation."""

    member: str  # id
    start: str = ""  # as the table writes it; "": since the organisation began
    end: str = ""  # likewise; "": still


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A state, body, group, party, medium or firm as the tables have it."""

    id: str
    name: str
    kind: EntityKind
    party: str | None = None  # what it acts for; None: for nobody
    country: str | None = None  # the state it belongs to; None: none, or not one
    base: str | None = None  # the state where it is at home, also of a group that belongs to none; None: not one state
    sectors: tuple[str, ...] = ()
    start: str = (
        ""  # as the table writes it: "2001", "2001-12", "2001-12-20"; "": before the table's time, or not known
    )
    end: str = ""  # likewise; "": it still exists, or the end is not known
    parent: str | None = None
    successor: tuple[str, ...] = ()
    seat: str | None = None  # a city; of a state its capital
    memberships: tuple[Membership, ...] = ()  # empty: it has no members, or the tables do not tell them
    domains: tuple[str, ...] = ()
    official_name: str | None = None
    subkind: str = ""  # of a state: state, territory, disputed, unrecognised, former_state, substate ...
    region: str | None = None
    source: str = ""
    as_of: str = ""

    @property
    def lifetime(self) -> PartialDate:
        """From when to when it existed; unknown when the table gives neither end."""
        return _interval(self.start, self.end)

    @property
    def members(self) -> tuple[str, ...]:
        """Ids of the members at ``as_of``, or when it ended."""
        return tuple(one.member for one in self.memberships if not one.end)

    def members_on(self, day: date) -> tuple[str, ...]:
        """Ids of the members on a day; where only a month or year is known, all of it counts."""
        on = PartialDate.day(day)
        return tuple(one.member for one in self.memberships if _possible(one.start, one.end, on))

    def sizes(self, on: PartialDate) -> frozenset[int]:
        """How many members it had at the ends of the window ``on``, or ever when that is unknown.

        0: it did not exist then; empty: the tables do not tell.
        """
        if not self.memberships:
            return frozenset()
        days = {day for day in (on.earliest, on.latest) if day}
        if not on:
            changes = (text for one in self.memberships for text in (one.start, one.end) if text)
            days = {
                day for text in (self.start, self.as_of, *changes) if text and (day := PartialDate.parse(text).latest)
            }
        return frozenset(len(self.members_on(day)) if self.alive(PartialDate.day(day)) else 0 for day in days)

    def alive(self, on: PartialDate) -> bool:
        """Whether it can have existed at that time: yes unless the tables rule it out."""
        return _possible(self.start, self.end, on)


class Match(msgspec.Struct, frozen=True, kw_only=True):
    """A name in a text."""

    start: int
    end: int
    text: str
    entity: str  # id of the likeliest entity
    use: NameUse
    kind: EntityKind
    ambiguous: Literal["", "word", "name"] = ""  # also an ordinary word; also another person's or place's name
    others: tuple[str, ...] = ()  # ids of the other entities with this name, likeliest first


class Known(msgspec.Struct, frozen=True):
    """A row of the table of names."""

    entity: str
    name: str
    use: NameUse
    start: str
    end: str
    ambiguous: Literal["", "word", "name"]
    rank: int

    @property
    def order(self) -> tuple[int, int, str]:
        """Sorts what a name means: by rank, then by use, then by entity."""
        return (self.rank, NAME_USES.index(self.use), self.entity)

    def alive(self, on: PartialDate) -> bool:
        """Whether the name can have been in use at that time."""
        return _possible(self.start, self.end, on)


def read_entries(directory: Path | None = None) -> dict[str, Entry]:
    """All entries by id, from the tables ``states`` and ``organisations``.

    Raises:
        InstallationError: a table is missing or broken.
    """
    entries = {row["id"]: _state(row) for row in read_table("states", directory)}
    entries.update((row["id"], _organisation(row)) for row in read_table("organisations", directory))
    return entries


def read_names(directory: Path | None = None) -> list[Known]:
    """All names, from the table ``names``.

    Raises:
        InstallationError: the table is missing or broken.
    """
    return [
        Known(
            row["entity"], row["name"], cast(NameUse, row["use"]), row["start"], row["end"],
            cast(Literal["", "word", "name"], row["ambiguous"]), int(row["rank"]),
        )
        for row in read_table("names", directory)
    ]  # fmt: skip


def _state(row: dict[str, str]) -> Entry:
    country = row["country"] or None
    kind = _STATE_KINDS.get(row["kind"], "state")
    return Entry(
        id=row["id"], name=row["name"], kind=kind, party=country if kind == "place" else row["id"], country=country,
        sectors=() if kind == "place" else ("GOV",), start=row["start"], end=row["end"],
        successor=cell_list(row["successor"]), seat=row["capital"] or None, official_name=row["official_name"] or None,
        subkind=row["kind"], region=row["region"] or None, source=row["source"], as_of=row["as_of"],
    )  # fmt: skip


def _organisation(row: dict[str, str]) -> Entry:
    return Entry(
        id=row["id"], name=row["name"], kind=cast(EntityKind, row["kind"]), party=row["party"] or None,
        country=row["country"] or None, base=row["base"] or None,
        sectors=cell_list(row["sectors"]), start=row["start"], end=row["end"],
        parent=row["parent"] or None, successor=cell_list(row["successor"]), seat=row["seat"] or None,
        memberships=tuple(map(membership, cell_list(row["members"]))), domains=cell_list(row["domains"]),
        source=row["source"], as_of=row["as_of"],
    )  # fmt: skip


def membership(text: str) -> Membership:
    """A member as the table writes it: "FRA", "AUT 1995-01-01", "GBR 1973-01-01..2020-01-31"."""
    member, _, dates = text.partition(" ")
    start, _, end = dates.partition("..")
    return Membership(member, start, end)


def _interval(start: str, end: str) -> PartialDate:
    return PartialDate.parse(f"{start or '..'}/{end or '..'}") if start or end else PartialDate()


def _possible(start: str, end: str, on: PartialDate) -> bool:
    """Whether ``on`` can lie between the two; ISO dates cut to the same length compare as text."""
    if start and on.latest is not None and on.latest.isoformat()[: len(start)] < start:
        return False
    return not (end and on.earliest is not None and on.earliest.isoformat()[: len(end)] > end)
