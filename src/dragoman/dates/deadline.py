"""By when something is to be done: the words of a deadline in a clause, resolved from the day it was set."""

import re
from datetime import timedelta

from dragoman.dates.calendar import add
from dragoman.dates.expression import TimeExpression
from dragoman.dates.find import find_times
from dragoman.dates.tokens import TimeToken, scan
from dragoman.errors import DateError
from dragoman.partial_date import PartialDate
from dragoman.records import Record

_WITHIN = frozenset({"within", "in", "inside", "over"})
_NOT_LATER = ("by", "before", "until", "till", "than", "to")  # "no later than": the last word stands before the date
_COUNTS = frozenset({"NUM", "COUNT", "DAY", "ART"})
_UNITS = frozenset({"UNIT", "ANNUM"})
_HOURS_A_DAY = 24
# What comes before it dates the act of promising, what comes after it the thing promised: "agreed on Friday to leave".
_AHEAD = re.compile(r"\b(?:to|will|would|shall|must|should)\b|['’]ll\b", re.IGNORECASE)


class Deadline(Record, frozen=True, kw_only=True):
    """When something is due, and the words that say so. ``due`` has no first day where only the last is set."""

    due: PartialDate
    words: str


def find_deadline(text: str, start: int, end: int, *, made: PartialDate) -> Deadline | None:
    """The deadline that ``text[start:end]`` sets; None: it sets none that can be told.

    What was over when it was set is no deadline ("promised last week"). Of several the latest is meant: what is
    agreed on Friday for May is due in May.

    Args:
        text: the text the offsets count in.
        start: where the clause begins.
        end: where it ends.
        made: when the deadline was set; unknown: only what the words alone fix is resolved.
    """
    ahead = _AHEAD.search(text, start, end)
    future = ahead.end() if ahead else end
    times = find_times(text, start, end, reference=made, tense="future")
    dated = [_dated(text, start, time, made, future) for time in times if time.kind == "date"]
    spans = [_span(tokens, made) for tokens in _runs(scan(text, start, end))] if made else []
    found = [one for one in (*dated, *spans) if one is not None and one.due.latest is not None]
    return max(found, key=lambda one: (one.due.latest, one.words), default=None)


def _dated(text: str, start: int, time: TimeExpression, made: PartialDate, future: int) -> Deadline | None:
    """A day, month or year to come, as a limit where a word before it makes it one."""
    last = time.unit.latest if time.unit and time.modifier != "since" else None
    if last is None or (made.earliest is not None and last < made.earliest) or time.modifier == "since":
        return None
    before = text[start : time.start].lower().split()
    limit = time.modifier in ("by", "until") or (before and before[-1].strip("“\"'") in _NOT_LATER)
    if not limit:
        told = time.value.latest is not None and time.start >= future
        return Deadline(due=time.value, words=time.text) if told else None
    if before and before[-1] == "before" and time.unit.earliest is not None and not _edge(time):
        last = time.unit.earliest - timedelta(days=1)  # "before Friday" is over when Friday comes
    first = made.earliest if made.earliest is not None and made.earliest <= last else None
    word = before[-1] if before and before[-1] in _NOT_LATER else ""
    words = f"{'no later than' if word == 'than' else word} {time.text}".strip()
    return Deadline(due=PartialDate(first, last, "day"), words=words)


def _edge(time: TimeExpression) -> bool:
    """ "before the end of the month": the last day still counts."""
    return time.modifier == "late"


def _runs(tokens: list[TimeToken]) -> list[list[TimeToken]]:
    """Each "within 30 days": a word of limit, a number, a unit."""
    return [
        tokens[at : at + 3]
        for at in range(len(tokens) - 2)
        if tokens[at].text.lower() in _WITHIN and tokens[at + 1].kind in _COUNTS and tokens[at + 2].kind in _UNITS
    ]


def _span(tokens: list[TimeToken], made: PartialDate) -> Deadline | None:
    """The days a length of time runs from the day it was set."""
    within, count, unit = tokens
    if made.latest is None or not isinstance(count.value, int):
        return None
    number, name = count.value, str(unit.value)
    if name == "hour":
        number, name = -(-number // _HOURS_A_DAY), "day"
    elif name == "fortnight":
        number, name = number * 2, "week"
    try:
        last = add(made.latest, name, number)
    except (DateError, KeyError, ValueError):
        return None
    words = f"{within.text} {count.text} {unit.text}"
    return Deadline(due=PartialDate(made.earliest, last, "day"), words=words)
