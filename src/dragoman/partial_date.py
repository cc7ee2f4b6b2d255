"""Dates as newspapers give them: a day, a week, a month, a year, a range, or nothing.

A partial date is an interval of days with a precision. Nothing is invented to fill one: "in 2021" stays the
year 2021. Comparison is at a stated precision (the idea is nomenklatura's ``matching/compare/dates.py``).
"""

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal

import msgspec

from dragoman.errors import DateError

Precision = Literal["day", "week", "month", "year", "unknown"]

PRECISIONS: tuple[Precision, ...] = ("day", "week", "month", "year", "unknown")  # from sharp to blunt
_SINGLE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


class PartialDate(msgspec.Struct, frozen=True, order=False):
    """An interval of whole days, both ends included, and how sharply it was said.

    ``earliest`` and ``latest`` are the first and last day it can mean; ``None`` means not known, so an open
    interval has one of them and an unknown date neither. ``precision`` is the sharpness of its ends.
    """

    earliest: date | None = None
    latest: date | None = None
    precision: Precision = "unknown"

    def __post_init__(self) -> None:
        if self.earliest and self.latest and self.latest < self.earliest:
            raise DateError(
                "a date interval ends before it starts",
                values=f"{self.earliest} .. {self.latest}",
                remedy="Give the earlier day first",
            )

    @classmethod
    def day(cls, day: date) -> "PartialDate":
        """One day."""
        return cls(day, day, "day")

    @classmethod
    def span(cls, first: date, last: date, precision: Precision = "day") -> "PartialDate":
        """From ``first`` to ``last``, both included."""
        return cls(first, last, precision)

    @classmethod
    def week(cls, day: date) -> "PartialDate":
        """The ISO week (Monday to Sunday) that holds ``day``."""
        monday = day - timedelta(days=day.weekday())
        return cls(monday, monday + timedelta(days=6), "week")

    @classmethod
    def month(cls, year: int, month: int) -> "PartialDate":
        """A calendar month."""
        return cls.parse(f"{year:04d}-{month:02d}")

    @classmethod
    def year(cls, year: int) -> "PartialDate":
        """A calendar year."""
        return cls.parse(f"{year:04d}")

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """Read ``2017``, ``2017-11``, ``2017-11-09``, or two of them with ``/`` between; ``..`` leaves an end open.

        ``unknown`` is the unknown date. What ``str`` writes is read back with the same ends; the precision is kept
        for days, months and years.

        Raises:
            DateError: the text is not one of these forms, or names a day no calendar has.
        """
        value = text.strip()
        if value == "unknown":
            return cls()
        if value.count("/") == 1:
            try:
                first, last = (cls() if part in {"", ".."} else cls.parse(part) for part in value.split("/"))
            except DateError as error:
                raise DateError(error.what, values=f"{error.values} in {text!r}", remedy=error.remedy) from error
            if first.earliest is None and last.latest is None:
                return cls()
            blunt = max((p for p in (first, last) if p.earliest), key=lambda p: PRECISIONS.index(p.precision))
            return cls(first.earliest, last.latest, blunt.precision)
        match = _SINGLE.fullmatch(value)
        if match is None:
            raise DateError(
                "not a date",
                values=repr(text),
                remedy="Write 2017, 2017-11, 2017-11-09 or a range 2017-11-09/2017-11-11",
            )
        year, month, day = match.groups()
        try:
            if day:
                return cls.day(date(int(year), int(month), int(day)))
            if month:
                last_day = calendar.monthrange(int(year), int(month))[1]
                return cls(date(int(year), int(month), 1), date(int(year), int(month), last_day), "month")
            return cls(date(int(year), 1, 1), date(int(year), 12, 31), "year")
        except (ValueError, calendar.IllegalMonthError) as error:
            raise DateError(
                "no calendar has this date", values=repr(text), remedy="Check year, month and day"
            ) from error

    def __bool__(self) -> bool:
        return self.earliest is not None or self.latest is not None

    def __str__(self) -> str:
        if not self:
            return "unknown"
        first, last = self.earliest, self.latest
        if first and last:
            whole = {"day": PartialDate.day(first)}
            if first.day == 1:
                whole["month"] = PartialDate.month(first.year, first.month)
                whole["year"] = PartialDate.year(first.year)
            if whole.get(self.precision) == self:
                return first.isoformat()[: {"day": 10, "month": 7, "year": 4}[self.precision]]
        return f"{first or '..'}/{last or '..'}"

    @property
    def is_day(self) -> bool:
        """Whether it is one known day."""
        return self.earliest is not None and self.earliest == self.latest

    @property
    def width_days(self) -> int | None:
        """The number of days in the interval; ``None`` when an end is open."""
        if self.earliest is None or self.latest is None:
            return None
        return (self.latest - self.earliest).days + 1

    def contains(self, other: "PartialDate") -> bool:
        """Whether every day of ``other`` lies in this interval; an unknown date holds and is held by nothing."""
        if not self or not other:
            return False
        starts = self.earliest is None or (other.earliest is not None and self.earliest <= other.earliest)
        ends = self.latest is None or (other.latest is not None and other.latest <= self.latest)
        return starts and ends

    def overlaps(self, other: "PartialDate") -> bool:
        """Whether one day could be in both; an unknown date overlaps nothing."""
        if not self or not other:
            return False
        return not (self.before(other) or other.before(self))

    def before(self, other: "PartialDate") -> bool:
        """Whether every day of this interval is earlier than every day of ``other``."""
        return self.latest is not None and other.earliest is not None and self.latest < other.earliest

    def intersect(self, other: "PartialDate") -> "PartialDate":
        """The days in both, at the sharper precision; unknown when there are none."""
        if not self.overlaps(other):
            return PartialDate()
        first = _pick(max, self.earliest, other.earliest)
        last = _pick(min, self.latest, other.latest)
        sharp = min(self.precision, other.precision, key=PRECISIONS.index)
        return PartialDate(first, last, sharp)

    def same_at(self, other: "PartialDate", precision: Precision) -> bool:
        """Whether both start in the same day, week, month or year; an unknown date is the same as nothing."""
        if self.earliest is None or other.earliest is None:
            return False
        return _truncate(self.earliest, precision) == _truncate(other.earliest, precision)

    @property
    def sort_key(self) -> tuple[date, date, int]:
        """Orders by earliest day, then latest, then precision; unknown dates come last."""
        return (self.earliest or date.max, self.latest or date.max, PRECISIONS.index(self.precision))

    def __lt__(self, other: "PartialDate") -> bool:
        return self.sort_key < other.sort_key


def _truncate(day: date, precision: Precision) -> tuple[int, ...]:
    if precision == "week":
        return tuple(day.isocalendar()[:2])
    return {"day": (day.year, day.month, day.day), "month": (day.year, day.month), "year": (day.year,)}.get(
        precision, ()
    )


def _pick(choose: Callable[[date, date], date], a: date | None, b: date | None) -> date | None:
    if a is None or b is None:
        return a or b
    return choose(a, b)
