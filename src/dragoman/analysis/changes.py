"""Changes worth a look: a new pair, an unusual volume, a first meeting since long. Each says against what.

Volume is measured against the pair's own past. Counts are made comparable by Anscombe's transform, 2√(x + 3/8), after
which a Poisson count varies by one whatever its size (Anscombe 1948, Biometrika 35); the centre of the past is its
median, its spread 1.4826 times the median absolute deviation, at the least 1; what lies more than 3.5 spreads above
is unusual (Iglewicz and Hoaglin 1993, "How to Detect and Handle Outliers"). Median and MAD stay where they are when a
crisis lies in the past. The past is also scaled to the number of articles read now: a spike must stand out both ways,
so that more articles alone are none.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from math import sqrt
from statistics import median
from typing import ClassVar, Literal

import msgspec

from dragoman.analysis.counting import Counting, Pair, tally_all
from dragoman.analysis.coverage import articles_by_period, covered
from dragoman.analysis.periods import By, Period, label_of, period_of, periods
from dragoman.analysis.series import coding_runs, day_of
from dragoman.analysis.tables import Table
from dragoman.records import Record
from dragoman.store.open import Store
from dragoman.store.pairs import Group, Tally

ChangeKind = Literal["new pair", "unusual volume", "first meeting since"]
KINDS: tuple[ChangeKind, ...] = ("new pair", "unusual volume", "first meeting since")

UNUSUAL = 3.5  # Iglewicz and Hoaglin's threshold for the modified z-score
MAD_TO_SD = 1.4826  # makes the median absolute deviation of a normal distribution its standard deviation
LEAST_SPREAD = 1.0  # of a Poisson count after Anscombe's transform: chance alone
BASELINE = 24  # periods looked back at the most: two years by month
LEAST_BASELINE = 6  # with fewer periods read before, nothing is called unusual or new
LEAST_COUNT = 3  # one or two happenings are no volume
LONG_DAYS = 365  # a meeting after a longer break is worth a look


class Change(Record, frozen=True, kw_only=True):
    """Something that was not so before, in this record."""

    kind: ChangeKind
    period: str
    day: date  # first day of the period, or of the meeting
    party: str
    other: str
    count: int  # what is counted in the period
    expected: float | None  # median of the past; of unusual volume only
    score: float | None  # spreads above it
    previous: date | None  # the meeting before; of first meetings only
    message: str
    events: tuple[str, ...]  # ids


class Changes(Table, frozen=True, kw_only=True):
    """Changes, the latest first."""

    row_type: ClassVar[type[Record]] = Change
    by: By
    counting: Counting
    found: tuple[Change, ...]
    runs: tuple[str, ...]

    @property
    def rows(self) -> Sequence[Change]:
        """The changes."""
        return self.found


def changes(
    store: Store, *, by: By = "month", counting: Counting | None = None, parties: Sequence[str] | None = None
) -> Changes:
    """What changed between parties; the whole record before is the past, whatever ``counting.since`` leaves out.

    Args:
        store: an open record.
        by: how long a period is.
        counting: what counts; ``since`` and ``until`` say which changes are listed.
        parties: only between these; None: any.

    Raises:
        UsageError: ``until`` is before ``since``.
    """
    counting = counting or Counting()
    first, last = covered(store)
    runs = coding_runs(store)
    if first is None or last is None:
        return Changes(by=by, counting=counting, found=(), runs=runs)
    past = msgspec.structs.replace(counting, since=None)
    pairs: dict[Pair, list[Tally]] = {}
    by_type: tuple[Group, ...] = ("type",)
    for tally in tally_all(store, past, stretch="day", groups=by_type, parties=parties):
        if tally.period:
            pairs.setdefault((tally.party, tally.other), []).append(tally)
    read = articles_by_period(store, by, first, last).articles
    every = [period for period in periods(first, last, by) if read[period.label]]  # nothing read says nothing
    found = [
        change
        for pair, tallies in pairs.items()
        for change in (
            *_new_pair(pair, tallies, by, every),
            *_unusual(pair, tallies, by, every, read),
            *_meetings(pair, tallies, by),
        )
        if (counting.first is None or change.day >= period_of(counting.first, by).start)
    ]
    found.sort(key=lambda change: (-change.day.toordinal(), KINDS.index(change.kind), change.party, change.other))
    return Changes(by=by, counting=counting, found=tuple(found), runs=runs)


def unusual(count: float, past: Sequence[float]) -> float:
    """How many spreads a count lies above the centre of its past; see the module."""
    transformed = [_anscombe(value) for value in past]
    centre = median(transformed)
    spread = MAD_TO_SD * median(abs(value - centre) for value in transformed)
    return (_anscombe(count) - centre) / max(spread, LEAST_SPREAD)


def _anscombe(count: float) -> float:
    return 2 * sqrt(count + 3 / 8)


def _new_pair(pair: Pair, tallies: Sequence[Tally], by: By, every: Sequence[Period]) -> Iterator[Change]:
    """The first that is counted between two, where the record goes back far enough to say so."""
    day = min(day_of(tally.period) for tally in tallies)
    period = period_of(day, by)
    before = sum(one.start < period.start for one in every)
    if before >= LEAST_BASELINE:
        here = [tally for tally in tallies if period.start <= day_of(tally.period) < period.end]
        yield Change(
            kind="new pair", period=period.label, day=period.start, party=pair[0], other=pair[1], count=_count(here),
            expected=None, score=None, previous=None, events=_events(here),
            message=f"nothing counted between them in {before} {by}s read before",
        )  # fmt: skip


def _unusual(
    pair: Pair, tallies: Sequence[Tally], by: By, every: Sequence[Period], read: Counter[str]
) -> Iterator[Change]:
    cells: dict[str, list[Tally]] = {}
    for tally in tallies:
        cells.setdefault(label_of(tally.period, by), []).append(tally)
    counts = [_count(cells.get(period.label, ())) for period in every]
    articles = [read[period.label] for period in every]
    for place, period in enumerate(every):
        start = max(0, place - BASELINE)
        if place - start < LEAST_BASELINE or counts[place] < LEAST_COUNT:
            continue
        past = counts[start:place]
        scaled = [
            number * articles[place] / articles[at] if articles[at] else 0.0 for at, number in enumerate(past, start)
        ]
        score = min(unusual(counts[place], past), unusual(counts[place], scaled))
        if score > UNUSUAL:
            usual = max(median(past), median(scaled))
            yield Change(
                kind="unusual volume", period=period.label, day=period.start, party=pair[0], other=pair[1],
                count=counts[place], expected=round(usual, 2), score=round(score, 1), previous=None,
                events=_events(cells[period.label]),
                message=f"{counts[place]}, where {usual:g} is usual in the {len(past)} {by}s before; "
                f"{score:.1f} spreads above",
            )  # fmt: skip


def _meetings(pair: Pair, tallies: Sequence[Tally], by: By) -> Iterator[Change]:
    """A meeting more than ``LONG_DAYS`` after the one before it."""
    meetings = sorted((tally for tally in tallies if tally.type == "CONSULT"), key=lambda tally: tally.period)
    days: dict[date, list[Tally]] = {}
    for tally in meetings:
        days.setdefault(day_of(tally.period), []).append(tally)
    ordered = list(days)
    for before, day in pairwise(ordered):
        if (day - before).days > LONG_DAYS:
            yield Change(
                kind="first meeting since", period=period_of(day, by).label, day=day, party=pair[0], other=pair[1],
                count=_count(days[day]), expected=None, score=None, previous=before, events=_events(days[day]),
                message=f"the first meeting counted since {before}, {(day - before).days} days before",
            )  # fmt: skip


def _count(tallies: Sequence[Tally]) -> int:
    return sum(tally.number for tally in tallies)


def _events(tallies: Sequence[Tally]) -> tuple[str, ...]:
    return tuple(sorted(event for tally in tallies for event in tally.events))
