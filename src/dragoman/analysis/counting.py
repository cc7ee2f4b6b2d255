"""What counts, and counting it once: by default what occurred, is not alleged and is no copy, once a happening."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Literal, get_args

import msgspec

from dragoman.analysis.bands import Precision, band
from dragoman.errors import UsageError
from dragoman.partial_date import PartialDate
from dragoman.records import EventType, Record, Status
from dragoman.store.listing import require_interval
from dragoman.store.open import Store
from dragoman.store.pairs import PairFilter, PairRow, read_pairs

Unit = Literal["happening", "event"]
Pair = tuple[str, str]

STATUSES: tuple[Status, ...] = get_args(Status)
QUADS = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")
SCALES = ("plover_score", "goldstein_gdelt", "goldstein_icews")
_NO_DAY_LAST = "\uffff"  # sorts after every ISO day


class Counting(Record, frozen=True, kw_only=True):
    """What counts, how often, and between whom."""

    since: PartialDate | None = None  # counted on its first day or later
    until: PartialDate | None = None  # counted on its last day or earlier
    types: tuple[EventType, ...] = ()  # (): any
    statuses: tuple[Status, ...] = ("occurred",)  # (): any
    outlets: tuple[str, ...] = ()  # only what these printed; (): any
    alleged: bool = False  # whether alleged events count too
    copies: bool = False  # whether what is told in a copy of another article counts again
    unit: Unit = "happening"  # a happening told by several events counts once, or each event
    directed: bool = False  # whether who acts upon whom is kept apart
    members: bool = False  # "members expanded": a body's acts are its members' of that day, and theirs its

    @property
    def told(self) -> str:
        """In words, for titles: what a number counts and what it leaves out."""
        kinds = f"{' and '.join(self.types)} " if self.types else ""
        statuses = "of any status" if not self.statuses else f"that {_named(self.statuses)}"
        basis = "alleged ones included" if self.alleged else "not alleged"
        copies = ", copies counted again" if self.copies else ""
        parties = ", members of bodies expanded" if self.members else ""
        return f"{kinds}{self.unit}s {statuses}, {basis}{copies}{parties}"

    @property
    def everything(self) -> "Counting":
        """The same with every status and basis."""
        return msgspec.structs.replace(self, statuses=(), alleged=True)


class Counted(Record, frozen=True, kw_only=True):
    """What is counted once: a happening or an event, at the telling with the first day (then the smallest id)."""

    row: PairRow
    tellings: int  # events that tell it, within what counts

    @property
    def day(self) -> date | None:
        """The day it is counted on; None: not known."""
        return date.fromisoformat(self.row.day) if self.row.day else None


class Sums(Record, frozen=True, kw_only=True):
    """Counted things added up; a mean is None where nothing added up has a value on that scale."""

    count: int
    tellings: int
    verbal_cooperation: int
    material_cooperation: int
    verbal_conflict: int
    material_conflict: int
    plover_score: float | None  # means
    plover_score_sum: float
    goldstein_gdelt: float | None
    goldstein_gdelt_sum: float
    goldstein_icews: float | None
    goldstein_icews_sum: float


def counted(rows: Iterable[PairRow], unit: Unit) -> list[Counted]:
    """Each happening (or event) once, by day and id."""
    found: dict[str, PairRow] = {}
    events: dict[str, set[str]] = {}
    for row in rows:
        key = row.event if unit == "event" or row.happening is None else row.happening
        first = found.get(key)
        if first is None:
            found[key], events[key] = row, {row.event}
            continue
        events[key].add(row.event)
        if _order(row) < _order(first):
            found[key] = row
    ordered = sorted(found.items(), key=lambda item: _order(item[1]))
    return [Counted(row=row, tellings=len(events[key])) for key, row in ordered]


def between(store: Store, pair: Pair, counting: Counting) -> list[Counted]:
    """What counts between two parties; in the order given where it is directed.

    Raises:
        UsageError: the two are one, or ``until`` is before ``since``.
    """
    first, second = pair
    if first == second:
        raise UsageError("a pair needs two parties", values=first, remedy="Name two different ones")
    rows = _facing(store, pair, counting)
    if not counting.directed:
        rows += _facing(store, (second, first), counting)
    return counted(rows, counting.unit)


def dealings(store: Store, counting: Counting, parties: Collection[str] | None = None) -> dict[Pair, list[Counted]]:
    """What counts between every two parties, by pair in order; both in alphabetical order unless directed.

    Args:
        store: an open record.
        counting: what counts.
        parties: only pairs of these; None: any.
    """
    from dragoman.analysis.membership import akin, expanded

    wanted = None if parties is None else frozenset(parties)
    asked = wanted
    if wanted is not None and counting.members:
        asked = frozenset().union(*map(akin, wanted))
    found: dict[Pair, list[PairRow]] = {}
    for row in read_pairs(store, filter_of(counting, asked, asked)):
        ones = expanded(row.party, row.day) if counting.members else (row.party,)
        others = expanded(row.other, row.day) if counting.members else (row.other,)
        for one in ones:
            for other in others:
                if one != other and (wanted is None or (one in wanted and other in wanted)):
                    pair = (one, other) if counting.directed or one < other else (other, one)
                    found.setdefault(pair, []).append(row)
    return {pair: counted(found[pair], counting.unit) for pair in sorted(found)}


def add_up(things: Iterable[Counted]) -> Sums:
    """The counts, quads and scores of counted things."""
    rows = [thing.row for thing in things]
    quads = Counter(row.quad for row in rows)
    fields: dict[str, float | None] = {name: quads[number] for number, name in enumerate(QUADS, 1)}
    for scale in SCALES:
        values = [value for row in rows if (value := getattr(row, scale)) is not None]
        fields[scale] = sum(values) / len(values) if values else None
        fields[f"{scale}_sum"] = float(sum(values))
    return Sums(count=len(rows), tellings=sum(thing.tellings for thing in things), **fields)  # type: ignore[arg-type]


def band_of(things: Iterable[Counted], precision: Precision | None) -> tuple[float | None, float | None]:
    """The band of how many are right; (None, None) without measured precision."""
    return (None, None) if precision is None else band(Counter(thing.row.type for thing in things), precision)


def filter_of(counting: Counting, parties: Collection[str] | None, others: Collection[str] | None) -> PairFilter:
    """What to read from the store for such a counting.

    Raises:
        UsageError: ``until`` is before ``since``.
    """
    require_interval(counting.since, counting.until)
    return PairFilter(
        parties=parties, others=others, since=counting.since.earliest if counting.since else None,
        until=counting.until.latest if counting.until else None, types=counting.types, statuses=counting.statuses,
        outlets=counting.outlets, alleged=counting.alleged, copies=counting.copies,
    )  # fmt: skip


def _facing(store: Store, pair: Pair, counting: Counting) -> list[PairRow]:
    """The rows in which the first acts upon the second."""
    if not counting.members:
        return list(read_pairs(store, filter_of(counting, (pair[0],), (pair[1],))))
    from dragoman.analysis.membership import akin, stands_for

    rows = read_pairs(store, filter_of(counting, akin(pair[0]), akin(pair[1])))
    return [
        row for row in rows if stands_for(row.party, pair[0], row.day) and stands_for(row.other, pair[1], row.day)
    ]


def _order(row: PairRow) -> tuple[str, str]:
    return (row.day or _NO_DAY_LAST, row.event)


def _named(statuses: Mapping[Status, None] | tuple[Status, ...]) -> str:
    return " or ".join("occurred" if status == "occurred" else f"are {status}" for status in statuses)
