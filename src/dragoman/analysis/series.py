"""What passed between two parties, counted and scored by day, week, month or year; every period is there.

Beside each count stand the articles read from the period and the same in a fixed panel of outlets.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import ClassVar, Literal

from dragoman.analysis.bands import Precision, band
from dragoman.analysis.counting import QUADS, Counting, Pair, add_up, tally_between
from dragoman.analysis.coverage import Read, articles_by_period, covered, fixed_panel
from dragoman.analysis.periods import By, Period, label_of, periods
from dragoman.analysis.tables import Table
from dragoman.codes.plover import EVENT_TYPES
from dragoman.records import Record
from dragoman.store.open import Store
from dragoman.store.pairs import Group, Stretch, Tally

Of = Literal["type", "quad", "status"]
Measure = Literal["count", "plover_score", "goldstein_gdelt", "goldstein_icews"]
OFS: tuple[Of, ...] = ("type", "quad", "status")
MEASURES: tuple[Measure, ...] = ("count", "plover_score", "goldstein_gdelt", "goldstein_icews")
ALL = ""  # the group of a series that is not divided
STRETCHES: dict[By, Stretch] = {"day": "day", "week": "day", "month": "month", "year": "year"}


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
    def groups(self) -> tuple[str, ...]:
        """The groups it is divided into, in order; ("",) when it is not divided."""
        return tuple(dict.fromkeys(point.group for point in self.points))

    @property
    def title(self) -> str:
        """What is counted."""
        way = " to " if self.counting.directed else " and "
        return f"{way.join(self.pair)}: {self.counting.told}, by {self.by}"

    @property
    def caption(self) -> str:
        """What a reader must know to use it: what has no day of its own, and which runs coded it."""
        days = f"{self.by_publication} of {self.count} counted on the day of publication"
        undated = f", {self.undated} on no known day left out" if self.undated else ""
        return f"{days}{undated}. Coded by {', '.join(self.runs) or 'no run'}"


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
    whole = (counting.first or covered(store)[0], counting.last or covered(store)[1])
    panel = counting.outlets or (fixed_panel(store, by, whole[0], whole[1]) if whole[0] and whole[1] else ())
    groups = _groups_read(of, precision)
    tallies = tally_between(store, pair, counting, stretch=STRETCHES[by], groups=groups, panel=panel)
    cells = _cells(tallies, by, of)
    stretch = _stretch(tallies, counting)
    read = articles_by_period(store, by, *stretch, panel) if stretch else Read(Counter(), Counter())
    names = _ordered(of, {group for _, group in cells})
    points = tuple(
        _point(period, group, cells.get((period.label, group), []), read, precision)
        for period in (periods(*stretch, by) if stretch else ())
        for group in names
    )
    undated = sum(tally.number for tally in tallies if not tally.period)
    by_publication = sum(tally.by_publication for tally in tallies)
    return Series(
        pair=pair, by=by, of=of, counting=counting, points=points, undated=undated, by_publication=by_publication,
        panel=panel, runs=coding_runs(store),
    )  # fmt: skip


def coding_runs(store: Store) -> tuple[str, ...]:
    """The runs whose codings of events stand in the record."""
    sql = "SELECT id FROM runs WHERE EXISTS (SELECT 1 FROM events WHERE events.run = runs.id) ORDER BY id"
    return tuple(row["id"] for row in store.query(sql))


def group_of(tally: Tally, of: Of | None) -> str:
    """The group as a reader sees it: a status that is alleged says so."""
    if of == "type":
        return str(tally.type)
    if of == "quad":
        return QUADS[tally.quad - 1].replace("_", " ") if tally.quad else "no quad"
    if of == "status":
        return f"{tally.status}, alleged" if tally.basis == "alleged" else str(tally.status)
    return ALL


_ORDERS: dict[Of, tuple[str, ...]] = {
    "type": EVENT_TYPES,
    "quad": tuple(name.replace("_", " ") for name in QUADS),
    "status": ("occurred", "background", "planned", "hypothetical", "denied"),
}


def _ordered(of: Of | None, found: set[str]) -> list[str]:
    """The groups that occur, in the order of their tables."""
    if of is None:
        return [ALL]
    order = {name: number for number, name in enumerate(_ORDERS[of])}
    return sorted(found, key=lambda name: (order.get(name.split(",")[0], len(order)), name))


def _groups_read(of: Of | None, precision: Precision | None) -> set[Group]:
    groups: set[Group] = {"status", "basis"} if of == "status" else {of} if of else set()
    return groups | {"type"} if precision is not None else groups


def _cells(tallies: Sequence[Tally], by: By, of: Of | None) -> dict[tuple[str, str], list[Tally]]:
    cells: dict[tuple[str, str], list[Tally]] = {}
    for tally in tallies:
        if tally.period:
            cells.setdefault((label_of(tally.period, by), group_of(tally, of)), []).append(tally)
    return cells


def day_of(period: str) -> date:
    """The first day of a tally's period."""
    return date.fromisoformat(f"{period}-01-01"[:10] if len(period) < 7 else f"{period}-01"[:10])


def _stretch(tallies: Sequence[Tally], counting: Counting) -> tuple[date, date] | None:
    """The first and the last day of the series."""
    days = [tally.period for tally in tallies if tally.period]
    if not days and not (counting.first and counting.last):
        return None
    return counting.first or day_of(min(days)), counting.last or day_of(max(days))


def _point(period: Period, group: str, tallies: list[Tally], read: Read, precision: Precision | None) -> Point:
    sums = add_up(tallies)
    low, high = (None, None) if precision is None else (0.0, 0.0)
    if precision is not None and tallies:
        counts: Counter[str] = Counter()
        for tally in tallies:
            counts[str(tally.type)] += tally.number
        low, high = band(counts, precision)
    return Point(
        period=period.label, start=period.start, end=period.end, group=group, count=sums.count, tellings=sums.tellings,
        plover_score=sums.plover_score, plover_score_sum=sums.plover_score_sum,
        goldstein_gdelt=sums.goldstein_gdelt, goldstein_gdelt_sum=sums.goldstein_gdelt_sum,
        goldstein_icews=sums.goldstein_icews, goldstein_icews_sum=sums.goldstein_icews_sum, low=low, high=high,
        articles=read.articles[period.label], panel_count=sum(tally.panel for tally in tallies),
        panel_articles=read.panel[period.label],
        events=tuple(sorted(event for tally in tallies for event in tally.events)),
    )  # fmt: skip
