"""What the time grammar finds: an expression, where it stands, and the days it can mean."""

from typing import Literal

from dragoman.partial_date import PartialDate
from dragoman.records import Record

Tense = Literal["past", "present", "future", "none"]
Kind = Literal["date", "duration", "set"]
Basis = Literal["text", "reference", "anchor", "none"]


class TimeExpression(Record, frozen=True, kw_only=True):
    """A time expression. ``value`` is unknown where nothing fixes it; ``reason`` says what did or what is missing.

    ``unit`` is the calendar unit the words name, ``value`` the days it means in its place: in "early May 2003" the
    unit is May 2003 and the value its first ten days; in "since 2014" the unit is 2014 and the value runs from there
    to the reference. A phrase without such a modifier has ``value == unit``.
    """

    start: int
    end: int
    text: str
    value: PartialDate
    kind: Kind
    reason: str
    unit: PartialDate = PartialDate()
    basis: Basis = "none"  # "text": the words alone fix it; "reference", "anchor": with the help of that date
    modifier: str = ""  # "early", "mid", "late", "earlier", "later", "since", "until", "by"; "": none
    timex: str = ""  # what is known without a year, as TIMEX3 writes it: "XXXX-10", "XXXX-10-09"; "": nothing so
    weekday: int | None = None  # Monday 0, where a weekday is written beside day and month
    tense: Tense = "none"  # the tense it was read in


class Sense(Record, frozen=True, kw_only=True):
    """What a grammar rule makes of its words, before modifiers around them are applied."""

    unit: PartialDate
    basis: Basis
    reason: str
    kind: Kind = "date"
    timex: str = ""
    modifier: str = ""
    weekday: int | None = None
    value: PartialDate | None = None  # None: the unit itself
    aside: bool = False  # a look back ("a year earlier"): what follows does not count from it


class Context(Record, frozen=True, kw_only=True):
    """What the resolution of an expression may lean on."""

    reference: PartialDate  # when the text was written
    anchor: PartialDate  # the date last spoken of; unknown: none
    day: PartialDate = PartialDate()  # the single day last spoken of; unknown: none
    tense: Tense
    sure: bool = True  # whether the tense is the caller's; one read from the words near is only a hint


def absolute(unit: PartialDate, reason: str = "the words give it in full") -> Sense:
    """A sense that the words alone fix."""
    return Sense(unit=unit, basis="text", reason=reason)


def unresolved(reason: str, timex: str = "") -> Sense:
    """A time that nothing at hand fixes."""
    return Sense(unit=PartialDate(), basis="none", reason=reason, timex=timex)
