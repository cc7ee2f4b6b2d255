"""``date-conflict``: a weekday beside a date that was no such day.

Only what stands side by side is compared ("Tuesday, 12 March 2024", "May 3, a Monday"). Without a year it is the
date nearest to the day the report was written, before or after; in a report without a day it is left alone.
"""

import re
from datetime import date

from dragoman.dates.expression import Tense
from dragoman.dates.find import find_times
from dragoman.partial_date import PartialDate
from dragoman.records import Article, Finding

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAY = re.compile(rf"\b(?:{'|'.join(_DAYS)})\b")
_THEN_DATE = re.compile(r",?\s\(?(?=(?:the\s)?\d{1,2}\D|[A-Z][a-z]{2,8}\.?\s\d)")
_DATE_BEFORE = re.compile(r"(?<=\w)(?:,\s(?:which\s(?:was|is)\s)?a\s|\s\(a?\s?)$")
_REACH = 30  # characters of the longest date in words with its weekday's joint: "the 30th of September, 2024"

_NEAR_DAYS = 200  # half a year and some: a date without a year is mostly of the months around the report


def weekdays_of_dates(article: Article, *, reference: PartialDate) -> tuple[Finding, ...]:
    """One finding for each weekday that the date beside it did not fall on.

    Args:
        article: its body is searched.
        reference: when the report was written, as far as known.
    """
    found = []
    for match in _WEEKDAY.finditer(article.text, article.body_start):
        start, end, days = _with_date(article, match, reference)
        if days and _DAYS.index(match[0]) not in {day.weekday() for day in days}:
            span = article.span(start, end)
            told = ", ".join(f"{day.day} {day:%B %Y} was a {_DAYS[day.weekday()]}" for day in sorted(days))
            found.append(
                Finding(
                    kind="date-conflict", text=span.text, start=start, end=end, message=told, evidence=("calendar",)
                )
            )
    return tuple(found)


def _with_date(article: Article, weekday: re.Match[str], reference: PartialDate) -> tuple[int, int, set[date]]:
    """The span of a weekday and the date at its side, with the days that date can mean; no days: there is none."""
    text = article.text
    after = _THEN_DATE.match(text, weekday.end())
    before = _DATE_BEFORE.search(text, max(article.body_start, weekday.start() - _REACH), weekday.start())
    if after:
        first, last = after.end(), min(len(text), after.end() + _REACH)
    elif before:
        first, last = max(article.body_start, before.start() - _REACH), before.start()
    else:
        return 0, 0, set()
    tenses: tuple[Tense, ...] = ("past", "future")
    times = [time for tense in tenses for time in find_times(text, first, last, reference=reference, tense=tense)]
    beside = [t for t in times if t.unit.is_day and (t.start == first if after else t.end == last)]
    days = {day for time in beside if (day := time.unit.earliest) and (time.basis == "text" or _near(day, reference))}
    edges = [weekday.start(), weekday.end(), *(t.start for t in beside), *(t.end for t in beside)]
    return min(edges), max(edges), days


def _near(day: date, reference: PartialDate) -> bool:
    return reference.earliest is not None and abs((day - reference.earliest).days) <= _NEAR_DAYS
