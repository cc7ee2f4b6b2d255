"""Days that are given in full: in fields, print lines and datelines. Nothing is inferred: no year, no day.

Running text is the business of the time grammar; what stands here is furniture, where a date has the page to itself.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

from dragoman.records import Record

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?\.?|july?\.?|aug(?:ust|\.)?"
    r"|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)"
DAY = r"(?:[0-3]?\d(?:st|nd|rd|th)?)"
# a date that a dateline or print line can have; the year may be missing
LOOSE_DATE = (
    rf"{WEEKDAY}?(?:{MONTH}\s*{DAY}(?!\d)(?:,?\s+(?:19|20)\d\d)?|{DAY}\s+(?:of\s+)?{MONTH}(?![a-z])(?:,?\s+(?:19|20)\d\d)?"
    r"|(?:19|20)\d\d-\d\d-\d\d)"
)
_FULL = re.compile(
    rf"(?<![\w.])(?:{WEEKDAY})?(?:"
    rf"(?P<m1>{MONTH})\s*(?P<d1>{DAY}),?\s+(?P<y1>(?:19|20)\d\d)"
    rf"|(?P<d2>{DAY})[\s-]+(?:of\s+)?(?P<m2>{MONTH}),?[\s-]+(?P<y2>(?:19|20)\d\d)"
    r"|(?P<y3>(?:19|20)\d\d)[-/.](?P<m3>[01]?\d)[-/.](?P<d3>[0-3]?\d)"
    r"|(?P<y4>(?:19|20)\d\d)(?P<m4>[01]\d)(?P<d4>[0-3]\d)(?:T\d{4,6}Z?)?"
    r"|(?P<a5>[0-3]?\d)[/.](?P<b5>[0-3]?\d)[/.](?P<y5>(?:19|20)\d\d)"
    r")(?!\d)",
    re.IGNORECASE,
)
_EPOCH = re.compile(r"\d{9,10}(?:\.\d+)?|\d{12,13}")
_URL_DAY = re.compile(
    r"/((?:19|20)\d\d)[-/]?([01]\d)[-/]?([0-3]\d)(?=[/_-])|/((?:19|20)\d\d)/([a-z]{3})/([0-3]?\d)/", re.I
)


class FullDate(Record, frozen=True, kw_only=True):
    """A day given in full and where it stands."""

    start: int
    end: int
    day: date


def parse_day(text: str | None) -> date | None:
    """The one day that a field gives: ISO 8601, RFC 2822, a written date, seconds or milliseconds since 1970.

    The day is the one printed; a time zone does not move it. ``None`` where none is given, or 04/05/2006 could be two.
    """
    if not text:
        return None
    value = text.strip()
    if _EPOCH.fullmatch(value):
        seconds = float(value) / (1000 if len(value.split(".")[0]) > 10 else 1)
        return datetime.fromtimestamp(seconds, tz=UTC).date()
    found = next(full_dates(value.replace("T", " ") if re.match(r"\d{4}-\d\d?-\d\d?T", value) else value), None)
    return found.day if found else None


def full_dates(text: str, start: int = 0, end: int | None = None) -> Iterator[FullDate]:
    """Every day given in full between two offsets."""
    for match in _FULL.finditer(text, start, len(text) if end is None else end):
        day = _day_of(match)
        if day is not None:
            yield FullDate(start=match.start(), end=match.end(), day=day)


def url_day(url: str | None) -> date | None:
    """The day in an address such as ``/2016/12/14/`` or ``/2016/dec/14/``."""
    found = _URL_DAY.search(url or "")
    if found is None:
        return None
    year, month, day = found[1] or found[4], found[2] or found[5], found[3] or found[6]
    number = int(month) if month.isdigit() else _month_number(month)
    return _checked(int(year), number, int(day))


def _day_of(match: re.Match[str]) -> date | None:
    groups = match.groupdict()
    for n in "12":
        if groups[f"m{n}"]:
            return _checked(int(groups[f"y{n}"]), _month_number(groups[f"m{n}"]), _number(groups[f"d{n}"]))
    for n in "34":
        if groups[f"m{n}"]:
            return _checked(int(groups[f"y{n}"]), int(groups[f"m{n}"]), int(groups[f"d{n}"]))
    return _slashed(int(groups["a5"]), int(groups["b5"]), int(groups["y5"]))


def _slashed(first: int, second: int, year: int) -> date | None:
    """04/25/2006 and 25/04/2006 can be read, 04/05/2006 cannot, 04/04/2006 can."""
    if first > 12 or first == second:
        return _checked(year, second, first)
    return _checked(year, first, second) if second > 12 else None


def _month_number(name: str) -> int:
    short = name[:3].lower()
    return _MONTHS.index(short) + 1 if short in _MONTHS else 0


def _number(day: str) -> int:
    return int(re.sub(r"\D", "", day))


def _checked(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
