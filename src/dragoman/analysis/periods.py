"""Days, ISO weeks, months and years as stretches of a series: ``2017-11-09``, ``2017-W45``, ``2017-11``, ``2017``."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Literal, NamedTuple

By = Literal["day", "week", "month", "year"]
BYS: tuple[By, ...] = ("day", "week", "month", "year")


class Period(NamedTuple):
    """A stretch of days, half-open."""

    label: str
    start: date
    end: date  # the first day after it


def period_of(day: date, by: By) -> Period:
    """The day, ISO week (Monday to Sunday), month or year that holds a day."""
    return _MAKERS[by](day)


def label_of(day: str, by: By) -> str:
    """The label of the period that holds a day, both as text; a month is taken for its first day, and so a year."""
    letters = _LETTERS.get(by)
    if letters is None:
        return _week(date.fromisoformat(day)).label
    return day[:letters]


def periods(first: date, last: date, by: By) -> Iterator[Period]:
    """All periods from the one that holds ``first`` to the one that holds ``last``."""
    at = period_of(first, by)
    while at.start <= last:
        yield at
        at = period_of(at.end, by)


def _day(day: date) -> Period:
    return Period(day.isoformat(), day, day + timedelta(days=1))


def _week(day: date) -> Period:
    monday = day - timedelta(days=day.weekday())
    year, number, _ = day.isocalendar()
    return Period(f"{year:04d}-W{number:02d}", monday, monday + timedelta(days=7))


def _month(day: date) -> Period:
    start = day.replace(day=1)
    return Period(f"{day:%Y-%m}", start, (start + timedelta(days=31)).replace(day=1))


def _year(day: date) -> Period:
    return Period(f"{day.year:04d}", date(day.year, 1, 1), date(day.year + 1, 1, 1))


_LETTERS: dict[By, int] = {"day": 10, "month": 7, "year": 4}  # of an ISO day
_MAKERS: dict[By, Callable[[date], Period]] = {"day": _day, "week": _week, "month": _month, "year": _year}
