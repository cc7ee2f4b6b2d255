"""A record beside an event table of others: how many events a month each has for a pair of parties.

The two count different things (their rows, our happenings), so the numbers stand side by side and nothing is made of
the difference.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from itertools import combinations
from pathlib import Path

from dragoman.exports.foreign import ForeignEvent, read_foreign
from dragoman.exports.pairs import pairs
from dragoman.exports.selection import Selection, Tally, happenings
from dragoman.records import Record
from dragoman.store.listing import EventFilter
from dragoman.store.open import Store

Cell = tuple[str, str, str]  # month, and the two parties in alphabetical order


class PairMonth(Record, frozen=True):
    """A pair of parties in a month."""

    month: str  # "2017-11"
    first: str
    second: str
    theirs: int  # rows; a meeting that stands in both directions is one
    ours: int  # happenings that occurred and are not alleged


class Comparison(Record, frozen=True):
    """The pairs of parties that both could have, month by month."""

    rows: tuple[PairMonth, ...]
    read: int  # rows of the other table
    unread: int  # rows without a day, or of another width
    unpaired: int  # rows that do not name two different parties of our tables


def compare_with(store: Store, path: Path, *, wanted: EventFilter | None = None) -> Comparison:
    """Count both, for the months of the other table.

    Args:
        store: an open record.
        path: the other table.
        wanted: pair, party, since and until limit what is shown.

    Raises:
        UsageError, UnreadableInput: as ``foreign.read_foreign``.
    """
    wanted = wanted or EventFilter()
    theirs: Counter[Cell] = Counter()
    seen: set[str] = set()
    read = unread = unpaired = 0
    for event in read_foreign(path):
        read += 1
        if event is None:
            unread += 1
            continue
        cells = _cells(event)
        unpaired += not cells
        if event.key is not None:
            cells = {cell for cell in cells if f"{event.key}|{cell}" not in seen}
            seen.update(f"{event.key}|{cell}" for cell in cells)
        theirs.update(cells)
    months = {cell[0] for cell in theirs}
    ours = _ours(store, wanted, months)
    both = sorted(cell for cell in {*theirs, *ours} if _is_wanted(cell, wanted))
    rows = (
        PairMonth(month=cell[0], first=cell[1], second=cell[2], theirs=theirs[cell], ours=ours[cell]) for cell in both
    )
    return Comparison(rows=tuple(rows), read=read, unread=unread, unpaired=unpaired)


def _cells(event: ForeignEvent) -> set[Cell]:
    crossed = ((a, b) for a in event.actors for b in event.recipients)
    joined = combinations(event.actors, 2) if not event.recipients else ()
    return _named(event.day, (*crossed, *joined))


def _ours(store: Store, wanted: EventFilter, months: set[str]) -> Counter[Cell]:
    found: Counter[Cell] = Counter()
    for told in happenings(store, Selection(wanted=wanted), Tally()):
        sides = [(a.party, b.party) for a, b in pairs(told[0].event) if a and b and a.party and b.party]
        cells = _named(told[0].day, ((str(a), str(b)) for a, b in sides))
        found.update(cell for cell in cells if cell[0] in months)
    return found


def _named(day: date, sides: Iterable[tuple[str, str]]) -> set[Cell]:
    month = day.isoformat()[:7]
    return {(month, *sorted(pair)) for pair in sides if pair[0] != pair[1]}  # type: ignore[misc]


def _is_wanted(cell: Cell, wanted: EventFilter) -> bool:
    month, *named = cell
    first = wanted.since.earliest if wanted.since else None
    last = wanted.until.latest if wanted.until else None
    if (first and month < first.isoformat()[:7]) or (last and month > last.isoformat()[:7]):
        return False
    return (not wanted.pair or set(wanted.pair) == set(named)) and (not wanted.party or wanted.party in named)
