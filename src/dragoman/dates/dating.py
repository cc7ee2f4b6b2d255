"""When an undated article was published: the window its office holders, bodies and time words allow.

Facts are intervals ("Foreign Minister X": 2017-08-04 to 2018-04-26). Their heaviest set that shares a day is found by
a sweep over their ends, so that a minority that does not fit (a body named after its time) cannot empty the window.
Time words then narrow what is left, and only where they leave something.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from dragoman.dates.expression import TimeExpression
from dragoman.partial_date import PartialDate
from dragoman.records import Record

_FIRST_YEAR, _LAST_YEAR = 1900, 2100  # years a report can be written in; other printed years are matter, not dating
# How long after a month or day that is told without its year a report can still be written: in TimeBank 85 of 89
# past ones lie within 275 days of the report.
YEARLESS_DAYS = 275
# "Earlier in October" is said from inside the month or soon after; a quarter of a year is left for slow prints.
EARLIER_DAYS = 92


_SHARP = frozenset({"day", "week", "month"})  # precisions at which one telling is enough


class DatedFact(Record, frozen=True, kw_only=True):
    """Something that holds in a window and not outside: a tenure, the lifetime of a body.

    Facts with the same ``label`` are alternatives (two terms of one holder): at any day the heaviest counts once.
    """

    label: str
    window: PartialDate
    weight: float
    reason: str


class _Interval(Record, frozen=True, kw_only=True):
    first: int
    last: int
    fact: DatedFact


def date_window(evidence: Sequence[DatedFact], times: Sequence[TimeExpression]) -> tuple[PartialDate, tuple[str, ...]]:
    """The days on which the article can have been published, and the reasons, strongest first.

    ``times`` are its time expressions as found without a reference. Unknown, without reasons, where nothing bears
    on it.
    """
    window, kept = _heaviest(evidence)
    reasons = [fact.reason for fact in kept]
    for narrower, reason in (*_printed(times), *_yearless(times, window)):
        common = narrower.intersect(window) if window else narrower
        if common and common != window:
            window = PartialDate(common.earliest, common.latest, "day" if window else narrower.precision)
            reasons.append(reason)
    return window, tuple(dict.fromkeys(reasons))


def _heaviest(evidence: Sequence[DatedFact]) -> tuple[PartialDate, list[DatedFact]]:
    """The common days of the heaviest set of facts that has any, and those facts, heaviest first.

    Between two stretches of one weight nothing decides: then the window reaches from the first to the last.
    """
    intervals = [_interval(fact) for fact in evidence if fact.window and fact.weight > 0]
    if not intervals:
        return PartialDate(), []
    edges = sorted({interval.first for interval in intervals} | {interval.last + 1 for interval in intervals})
    stretches = [(low, high - 1, _covering(intervals, low)) for low, high in pairwise(edges)]
    best = max(_weight(facts) for _, _, facts in stretches)
    top = [stretch for stretch in stretches if _weight(stretch[2]) >= best - 1e-9]
    kept = {id(fact): fact for _, _, facts in top for fact in facts}
    ordered = sorted(kept.values(), key=lambda fact: (-fact.weight, fact.reason))
    return _window(top[0][0], top[-1][1]), ordered


def _interval(fact: DatedFact) -> _Interval:
    first, last = fact.window.earliest or date.min, fact.window.latest or date.max
    return _Interval(first=first.toordinal(), last=last.toordinal(), fact=fact)


def _covering(intervals: Sequence[_Interval], at: int) -> list[DatedFact]:
    return [interval.fact for interval in intervals if interval.first <= at <= interval.last]


def _weight(facts: Sequence[DatedFact]) -> float:
    heaviest: dict[str, float] = {}
    for fact in facts:
        heaviest[fact.label] = max(fact.weight, heaviest.get(fact.label, 0.0))
    return sum(sorted(heaviest.values()))


def _window(first: int, last: int) -> PartialDate:
    earliest = None if first <= date.min.toordinal() else date.fromordinal(first)
    latest = None if last >= date.max.toordinal() else date.fromordinal(last)
    return PartialDate(earliest, latest, "day" if earliest or latest else "unknown")


def _printed(times: Sequence[TimeExpression]) -> Iterator[tuple[PartialDate, str]]:
    """Bounds from dates written in full: what is told as past lies before, what is to come lies after.

    Only the beginning of a past date binds: a report of May 2014 can say "in 2014". A year alone needs a second past
    date of that year or later beside it, since the tense of a lone year is often misjudged ("has accepted to host it
    in 2019"): with this, 42 of 43 windows from time words alone held the true day (TimeBank and training
    articles); without it 63 of 71.
    """
    full = [time for time in times if time.kind == "date" and time.basis == "text" and _plausible(time.unit)]
    past = sorted((time for time in full if time.tense == "past"), key=_begins)
    bounds = past[:-1][-1:] + [time for time in past if time.unit.precision in _SHARP][-1:]
    if bounds:
        latest = max(bounds, key=_begins)
        yield PartialDate(latest.unit.earliest, None, "day"), f"it tells of {latest.text} as past"
    coming = [time for time in full if time.tense == "future" and time.unit.precision in _SHARP]
    coming = [time for time in coming if time.modifier != "since"]
    if coming:
        first = min(coming, key=lambda time: time.unit.latest or date.max)
        yield PartialDate(None, first.unit.latest, "day"), f"it tells of {first.text} as to come"


def _begins(time: TimeExpression) -> date:
    return time.unit.earliest or date.min


def _plausible(unit: PartialDate) -> bool:
    return unit.earliest is not None and unit.latest is not None and _FIRST_YEAR <= unit.earliest.year < _LAST_YEAR


def _yearless(times: Sequence[TimeExpression], window: PartialDate) -> Iterator[tuple[PartialDate, str]]:
    """Windows from months and days told without a year, where only one year of ``window`` fits them."""
    ordered = sorted(times, key=lambda time: time.modifier != "earlier")
    for time in ordered:
        if time.kind != "date" or time.unit or not time.timex.startswith("XXXX-") or "W" in time.timex:
            continue
        if time.modifier not in {"earlier", "", "early", "mid", "late"} or time.tense == "future":
            continue
        if time.modifier != "earlier" and time.tense != "past":
            continue
        fits = [span for span in _spans(time, window) if span.overlaps(window)]
        if len(fits) == 1:
            yield fits[0], f"it tells of {time.text} without the year"


def _spans(time: TimeExpression, window: PartialDate) -> Iterator[PartialDate]:
    """For each year about ``window`` the days on which a writer could speak of ``time`` without the year."""
    if window.earliest is None or window.latest is None:
        return
    month, number = int(time.timex[5:7]), int(time.timex[8:10] or 1)
    reach = EARLIER_DAYS if time.modifier == "earlier" else YEARLESS_DAYS
    for year in range(window.earliest.year - 1, window.latest.year + 1):
        try:
            start = date(year, month, number)
        except ValueError:  # 29 February
            continue
        if time.weekday is not None and start.weekday() != time.weekday:
            continue
        end = PartialDate.month(year, month).latest or start
        yield PartialDate(start, end + timedelta(days=reach), "day")
