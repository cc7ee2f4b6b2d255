"""What passed between two parties, counted and scored by day, week, month or year; every period is there.

Beside each count stand the articles read from the period and the same in a fixed panel of outlets.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import ClassVar, Literal, NamedTuple

from dragoman.analysis.bands import Precision
from dragoman.analysis.counting import QUADS, Counted, Counting, Pair, add_up, band_of, between
from dragoman.analysis.coverage import Baseline, baseline, fixed_panel
from dragoman.analysis.periods import By, Period, period_of, periods
from dragoman.analysis.tables import Table
from dragoman.codes.plover import EVENT_TYPES
from dragoman.records import Record
from dragoman.store.open import Store

Of = Literal["type", "quad", "status"]
Measure = Literal["count", "plover_score", "goldstein_gdelt", "goldstein_icews"]
OFS: tuple[Of, ...] = ("type", "quad", "status")
MEASURES: tuple[Measure, ...] = ("count", "plover_score", "goldstein_gdelt", "goldstein_icews")
ALL = ""  # the group of a series that is not divided


class Point(Record, frozen=True, kw_only=True):
    """One period of a series, or of one group in it."""

    period: str  # "2017-11-09", "2017-W45", "2017-11", "2017"
    start: date
    end: date  # the first day after it
    group: str  # a type, quad or status; "": all
    count: int  # happenings, or events
    tellings: int  # events that tell them
    plover_score: float | None  # mean; None: nothing in it has one
    plover_score_sum: float
    goldstein_gdelt: float | None
    goldstein_gdelt_sum: float
    goldstein_icews: float | None
    goldstein_icews_sum: float
    low: float | None  # how many are right at the least; None: no precision was given
    high: float | None
    articles: int  # read from the period, copies left out
    panel_count: int  # what the fixed panel of outlets tells
    panel_articles: int
    events: tuple[str, ...]  # ids, one for each counted


class Series(Table, frozen=True, kw_only=True):
    """A pair's points, by period and group."""

    row_type: ClassVar[type[Record]] = Point
    pair: Pair
    by: By
    of: Of | None
    counting: Counting
    points: tuple[Point, ...]
    undated: int  # counted but on no known day, so in no period
    by_publication: int  # counted on the day of publication, for want of their own
    panel: tuple[str, ...]  # outlets of the fixed panel
    runs: tuple[str, ...]  # ids of the runs whose codings stand in the record

    @property
    def rows(self) -> Sequence[Point]:
        """Its points."""
        return self.points

    @property
    def count(self) -> int:
        """How many are counted, with those on no known day."""
        return self.undated + sum(point.count for point in self.points)

    @property
    def title(self) -> str:
        """What is counted."""
        return f"{_joined(self.pair, self.counting)}: {self.counting.told}, by {self.by}"

    @property
    def caption(self) -> str:
        """What a reader must know to use it: what has no day, and which runs coded it."""
        days = f"{self.by_publication} of {self.count} counted on the day of publication"
        undated = f", {self.undated} on no known day left out" if self.undated else ""
        return f"{days}{undated}. Coded by {', '.join(self.runs) or 'no run'}"


class Span(NamedTuple):
    """The stretch of a series: its first and last day."""

    first: date
    last: date


def series(
    store: Store, pair: Pair, *, by: By = "month", of: Of | None = None, counting: Counting | None = None,
    precision: Precision | None = None,
) -> Series:  # fmt: skip
    """The series of a pair, from the first to the last day counted unless ``counting`` says since and until when.

    Args:
        store: an open record.
        pair: two codes of parties; the first acts where ``counting`` is directed.
        by: how long a period is.
        of: divided by what; by status everything counts unless ``counting`` is given, each status by itself.
        counting: what counts.
        precision: type -> (found right, reviewed), for bands.

    Raises:
        UsageError: the two are one, or ``until`` is before ``since``.
    """
    counting = counting or (Counting().everything if of == "status" else Counting())
    things = between(store, pair, counting)
    span = _span(things, counting)
    base, panel = Baseline((), by), tuple[str, ...]()
    if span:
        panel = counting.outlets or fixed_panel(store, by=by, first=span.first, last=span.last)
        base = baseline(store, by=by, first=span.first, last=span.last)
    cells = _cells(things, by, of)
    points = [
        _point(period, group, cells.get((period.label, group), []), (base, panel), precision)
        for period in (periods(span.first, span.last, by) if span else ())
        for group in _groups(things, of)
    ]
    return Series(
        pair=pair, by=by, of=of, counting=counting, points=tuple(points), undated=sum(not t.row.day for t in things),
        by_publication=sum(thing.row.counted_from == "publication" for thing in things), panel=panel,
        runs=coding_runs(store),
    )  # fmt: skip


def coding_runs(store: Store) -> tuple[str, ...]:
    """The runs whose codings of events stand in the record."""
    sql = "SELECT id FROM runs WHERE EXISTS (SELECT 1 FROM events WHERE events.run = runs.id) ORDER BY id"
    return tuple(row["id"] for row in store.query(sql))


def status_of(thing: Counted) -> str:
    """The status as a reader sees it: what is alleged says so."""
    return f"{thing.row.status}, alleged" if thing.row.basis == "alleged" else thing.row.status


def quad_of(thing: Counted) -> str:
    """The name of its quad; "no quad" where its type has none."""
    return QUADS[thing.row.quad - 1].replace("_", " ") if thing.row.quad else "no quad"


_GROUPINGS: dict[Of | None, Callable[[Counted], str]] = {
    None: lambda thing: ALL, "type": lambda thing: thing.row.type, "quad": quad_of, "status": status_of,
}  # fmt: skip
_ORDERS: dict[Of, tuple[str, ...]] = {
    "type": EVENT_TYPES,
    "quad": tuple(name.replace("_", " ") for name in QUADS),
    "status": ("occurred", "background", "planned", "hypothetical", "denied"),
}


def _groups(things: Sequence[Counted], of: Of | None) -> list[str]:
    """The groups that occur, in the order of their tables."""
    if of is None:
        return [ALL]
    order = {name: number for number, name in enumerate(_ORDERS[of])}
    found = {_GROUPINGS[of](thing) for thing in things}
    return sorted(found, key=lambda name: (order.get(name.split(",")[0], len(order)), name))


def _cells(things: Sequence[Counted], by: By, of: Of | None) -> dict[tuple[str, str], list[Counted]]:
    cells: dict[tuple[str, str], list[Counted]] = {}
    labels: dict[str, str] = {}
    for thing in things:
        if day := thing.row.day:
            label = labels.get(day) or labels.setdefault(day, period_of(date.fromisoformat(day), by).label)
            cells.setdefault((label, _GROUPINGS[of](thing)), []).append(thing)
    return cells


def _span(things: Sequence[Counted], counting: Counting) -> Span | None:
    days = [thing.row.day for thing in things if thing.row.day]
    first = counting.since.earliest if counting.since else None
    last = counting.until.latest if counting.until else None
    if not days and not (first and last):
        return None
    return Span(first or date.fromisoformat(min(days)), last or date.fromisoformat(max(days)))


def _point(
    period: Period, group: str, things: list[Counted], read: tuple[Baseline, tuple[str, ...]],
    precision: Precision | None,
) -> Point:  # fmt: skip
    base, panel = read
    sums = add_up(things)
    low, high = band_of(things, precision)
    return Point(
        period=period.label, start=period.start, end=period.end, group=group, count=sums.count, tellings=sums.tellings,
        plover_score=sums.plover_score, plover_score_sum=sums.plover_score_sum,
        goldstein_gdelt=sums.goldstein_gdelt, goldstein_gdelt_sum=sums.goldstein_gdelt_sum,
        goldstein_icews=sums.goldstein_icews, goldstein_icews_sum=sums.goldstein_icews_sum, low=low, high=high,
        articles=base.articles(period.label), panel_count=sum(thing.row.outlet in panel for thing in things),
        panel_articles=base.articles(period.label, panel), events=tuple(thing.row.event for thing in things),
    )  # fmt: skip


def _joined(pair: Pair, counting: Counting) -> str:
    return f"{pair[0]} to {pair[1]}" if counting.directed else f"{pair[0]} and {pair[1]}"
