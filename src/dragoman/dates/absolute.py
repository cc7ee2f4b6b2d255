"""Rules for dates that are written out: days, months and years, in any order, with or without the year."""

import re
from functools import lru_cache

from msgspec.structs import replace

from dragoman.dates import calendar
from dragoman.dates.expression import Basis, Context, Sense, absolute, unresolved
from dragoman.dates.grammar import Found, Rule, rule
from dragoman.errors import DateError
from dragoman.partial_date import PartialDate

_CENTURY_SPLIT = 50  # two-digit years below it are of this century, the others of the last (POSIX splits at 69)
_LEAP_YEAR = 2000
_BARE_FROM, _BARE_TO = 1800, 2100  # a number alone is a year only in this range; others need "the year" or a month
_WEAK_MONTHS = frozenset({"march", "april", "may", "june", "august"})  # also names of persons, or other words
_MONTH_LICENCES = frozenset({
    "IN", "OF", "SINCE", "UNTIL", "BY", "FROM", "TO", "BETWEEN", "LAST", "NEXT", "THIS", "EARLY", "FOR", "DUE",
    "BEFORE", "AFTER", "APPROX", "EARLIER", "LATER", "SAME", "THAT", "EVERY", "FOLLOW", "PREV",
})  # fmt: skip
_PERSONAL = frozenset({
    "OF", "BY", "FROM", "TO", "FOR", "AND", "BETWEEN", "AFTER", "BEFORE", "DUE", "EARLIER", "LATER", "THAT",
})  # fmt: skip
_YEAR_LICENCES = frozenset({
    "IN", "OF", "SINCE", "UNTIL", "BY", "FROM", "BETWEEN", "BEFORE", "AFTER", "DUE", "APPROX", "FISCAL", "EARLY",
    "SEASON", "FOR", "EARLIER", "LATER",
})  # fmt: skip
_YEAR_HEADS = frozenset({"THE", "ART", "SAME", "POSS", "THAT"})  # "the 2003 invasion", "Iraq's 2003 election"
_YEAR_NOUNS = frozenset({"WORD", "CAPITAL", "PERIOD", "DASH", "HALF", "SEASON"})  # what a year can qualify
_LAST_WORD = re.compile(r"(?P<word>[^\W\d_]{1,30})[^\w\s]{0,3} $")  # before what a blank parts from it
_POSSESSIVES = frozenset({"his", "her", "its", "their", "our", "my", "your"})
# Words that open a sentence with a capital before a month, so that the month there is nobody's name.
_SENTENCE_STARTS = frozenset({
    "in", "on", "of", "by", "since", "until", "till", "from", "to", "for", "before", "after", "last", "next",
    "this", "early", "late", "mid", "the", "through", "during", "between", "and", "around", "about", "monday",
    "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
})  # fmt: skip


def year_of(found: Found, context: Context) -> int | None:
    """The year written after a date, in figures, in words or as "last year"; ``None``: none is written.

    Raises:
        DateError: it is "last year" or the like, and the reference does not fix the year.
    """
    for group in ("y", "y2"):
        if found.has(group):
            return found.number(group)
    if found.has("yw"):
        return spoken_year(found, "yw")
    if not found.has("ry"):
        return None
    base = context.anchor if found.word("ry") in {"that", ""} else context.reference
    offset = {"last": -1, "next": 1}.get(found.word("ry"), 0)
    if base.earliest is None or base.latest is None or base.earliest.year != base.latest.year:
        raise DateError("the year is not fixed", values=str(base), remedy="Give a reference within one year")
    return base.earliest.year + offset


def spoken_year(found: Found, group: str) -> int | None:
    """ "nineteen ninety-six" as 1996; ``None`` where the numbers are no such year."""
    values = [token.value for token in found.group(group) if isinstance(token.value, int)]
    if not 15 <= values[0] <= 20 or values[1] < 10 or values[1] >= 100:
        return None
    if len(values) == 3 and (values[1] % 10 or values[2] > 9):
        return None
    return values[0] * 100 + sum(values[1:])


def full_date(found: Found, context: Context) -> Sense | None:
    """Day and month, with the year or without, with the weekday or without."""
    if _counted_after_month(found):
        return None
    month, number = found.number("m"), found.number("d")
    if found.group("d")[0].kind == "COUNT" and found.number("d") > 31:
        return None
    try:
        year = year_of(found, context)
    except DateError:
        return unresolved("the year it is said to be in is not fixed", f"XXXX-{month:02d}-{number:02d}")
    if year is not None:
        return _dated(found, calendar.day(year, month, number))
    return _without_year(found, context, month, number)


def day_range(found: Found, context: Context) -> Sense | None:
    """From one day to another of one month."""
    month, first, last = found.number("m"), found.number("d"), found.number("e")
    if last <= first or (found.has("and") and last != first + 1):  # "on 3 and 20 May" is no stretch of days
        return None
    try:
        year = year_of(found, context)
    except DateError:
        return unresolved("the year it is said to be in is not fixed", f"XXXX-{month:02d}")

    def make(number: int) -> PartialDate:
        return calendar.hull(calendar.day(number, month, first), calendar.day(number, month, last))

    if year is not None:
        return _dated(found, make(year))
    return _nearest(make, context, f"XXXX-{month:02d}-{first:02d}")


def month_of(found: Found, context: Context) -> Sense | None:
    """A month, with the year or without."""
    try:
        year = year_of(found, context)
    except DateError:
        return unresolved("the year it is said to be in is not fixed", f"XXXX-{found.number('m'):02d}")
    month = found.number("m")
    if year is not None:
        return _dated(found, PartialDate.month(year, month))
    if not _is_month(found):
        return None
    return _nearest(lambda number: PartialDate.month(number, month), context, f"XXXX-{month:02d}")


def iso_day(found: Found, context: Context) -> Sense | None:
    """2017-11-09."""
    return absolute(PartialDate.parse(found.word("iso")))


def slashed(found: Found, context: Context) -> Sense | None:
    """9/11/2017 and 09.11.17: a day where only one order of day and month is possible, else between the two."""
    word = found.group("date")[0].text
    first, second, year = (int(part) for part in word.replace("/", " ").replace(".", " ").replace("-", " ").split())
    if year < 100:
        year += 2000 if year < _CENTURY_SPLIT else 1900
    readings = []
    for month, number in ((first, second), (second, first)):
        try:
            readings.append(calendar.day(year, month, number))
        except DateError:
            continue
    if not readings:
        return None
    low, high = min(readings), max(readings)
    if low == high:
        return absolute(low)
    return absolute(calendar.hull(low, high, "month"), "day and month may stand in either order")


def epoch(found: Found, context: Context) -> Sense | None:
    """A day that goes by a name of its own: 9/11."""
    return absolute(PartialDate.parse(found.word("day")), "the day goes by this name")


def bare_year(found: Found, context: Context) -> Sense | None:
    """A year by itself, where the words around it allow no other reading of the number."""
    year = found.number("y")
    if found.has("named"):
        return absolute(PartialDate.year(year))
    if found.kind_after() == "COUNTED" or not _BARE_FROM <= year < _BARE_TO or not _is_year(found):
        return None
    return absolute(PartialDate.year(year))


def worded_year(found: Found, context: Context) -> Sense | None:
    """A year in words: "nineteen ninety-six", "the year two thousand"."""
    year = spoken_year(found, "yw") if found.has("yw") else _thousands(found)
    return absolute(PartialDate.year(year)) if year and _BARE_FROM <= year < _BARE_TO else None


def _thousands(found: Found) -> int | None:
    """ "the year two thousand", "two thousand and fifteen"; a bare "two thousand" is a count."""
    if found.number("thousands") > 2 or found.number("unit") != 1000:
        return None
    if not found.has("rest") and found.group("thousands")[0] is found.tokens[found.start]:
        return None
    return found.number("thousands") * 1000 + found.number("rest")


def year_range(found: Found, context: Context) -> Sense | None:
    """1998-99, 2001-2014, from 2001 to 2014."""
    first, last = found.number("y"), found.number("z")
    if last < 100:
        last += first - first % 100 + (100 if last < first % 100 else 0)
        if last - first > 30:
            return None
    if last <= first or first < _BARE_FROM or last >= _BARE_TO:
        return None
    if found.kind_after() == "COUNTED" and not found.has("from"):
        return None
    return absolute(calendar.hull(PartialDate.year(first), PartialDate.year(last)))


def iso_month(found: Found, context: Context) -> Sense | None:
    """2017-11 standing alone."""
    year, month = found.number("y"), found.number("z")
    if not 1 <= month <= 12 or len(found.group("z")[0].text) != 2 or not _BARE_FROM <= year < _BARE_TO:
        return None
    return absolute(PartialDate.month(year, month))


def holiday(found: Found, context: Context) -> Sense | None:
    """A feast or day of observance with a fixed date."""
    month, number = (int(part) for part in found.word("h").split("-"))
    try:
        year = year_of(found, context)
    except DateError:
        year = None
    if year is not None:
        return _dated(found, calendar.day(year, month, number))
    return _nearest(lambda at: calendar.day(at, month, number), context, f"XXXX-{month:02d}-{number:02d}")


def _dated(found: Found, unit: PartialDate) -> Sense:
    """A date whose year stands beside it, in figures or as "last year"."""
    if found.has("ry"):
        basis: Basis = "anchor" if found.word("ry") in {"that", ""} else "reference"
        return Sense(unit=unit, basis=basis, reason=f"its year is {unit.earliest and unit.earliest.year}")
    if found.has("w") and unit.earliest and unit.earliest.weekday() != found.number("w"):
        return absolute(unit, "the words give it in full, though that day is no such weekday")
    return absolute(unit)


def _without_year(found: Found, context: Context, month: int, number: int) -> Sense:
    timex = f"XXXX-{month:02d}-{number:02d}"
    if found.has("w"):
        fixed = calendar.weekday_near(found.number("w"), month, number, context.reference)
        if fixed:
            return Sense(unit=fixed, basis="reference", reason="weekday and date fix the year", timex=timex)
    calendar.day(_LEAP_YEAR, month, number)  # no year has the 31st of April
    sense = _nearest(lambda year: calendar.day(year, month, number), context, timex)
    return replace(sense, weekday=found.number("w")) if found.has("w") else sense


def _nearest(make: calendar.Make, context: Context, timex: str) -> Sense:
    if not context.reference:
        return unresolved("no year is written and there is no date of reference", timex)
    unit = calendar.over(context.reference, lambda on: calendar.choose_year(make, on, context.tense, sure=context.sure))
    how = {"past": "last before", "future": "next after"}.get(context.tense, "nearest to")
    return Sense(unit=unit, basis="reference", reason=f"the one {how} the reference {context.reference}", timex=timex)


def _counted_after_month(found: Found) -> bool:
    """ "in May 12 people were killed": the number belongs to what is counted, not to the month."""
    if found.has("y") or found.has("y2") or found.match.start("d") < found.match.start("m"):
        return False
    return found.kind_after() == "COUNTED"


def _is_month(found: Found) -> bool:
    """Whether the word is the month: "SEP" and "DEC" in capitals are abbreviations of bodies as well."""
    name = found.group("m")[0]
    before = found.kind_before()
    if name.kind == "MONTH" and name.text.lower() not in _WEAK_MONTHS:
        return before != "CAPITAL" or found.start == 1
    if _beside_month(found) or (before == "DASH" and found.kind_before(2) in {"EARLY", "EDGE"}):
        return True
    if before in _YEAR_HEADS and found.kind_after() == "WORD":  # "a June agreement"
        return not _is_person(found.text, name.text)
    if before not in _MONTH_LICENCES or (name.text.isupper() and name.kind == "MON" and len(name.text) < 4):
        return False
    return before not in _PERSONAL or not _is_person(found.text, name.text)


def _beside_month(found: Found) -> bool:
    joints = {"AND", "TO", "DASH", "COMMA", "UNTIL"}
    left = found.kind_before() in joints and found.kind_before(2) in {"MONTH", "MON"}
    return left or (found.kind_after() in joints and found.kind_after(2) in {"MONTH", "MON"})


@lru_cache(maxsize=64)
def _is_person(text: str, name: str) -> bool:
    """Whether the text uses the word as somebody's name: after a capitalised word, or before a verb of saying."""
    at = text.find(name)
    while at >= 0:
        before = _LAST_WORD.search(text[max(0, at - 30) : at])
        if before and before["word"][0].isupper() and before["word"].lower() not in _SENTENCE_STARTS:
            return True
        at = text.find(name, at + 1)
    return False


def _is_year(found: Found) -> bool:
    before, after = found.before, found.kind_after()
    if before is None or before.kind == "BREAK":
        return after in {"WORD", "POSS"}
    if before.kind == "DASH":
        return found.kind_before(2) in {"EARLY", "BEFORE", "SINCE"} or before.text == "—"
    if before.kind in _YEAR_LICENCES:
        return not (before.kind == "IN" and str(before.value) == "over")
    if before.kind == "TO":
        return before.text.lower() != "to" or (found.start > 1 and found.tokens[found.start - 2].text == "back")
    if before.kind == "WORD":
        return _in_phrase(found, after)
    if before.kind == "PAREN":
        return before.text == "(" and after in {"PAREN", "DASH", "COMMA"}
    if before.kind in {"AND", "COMMA"}:
        return found.kind_before(2) in {"YEAR", "COMMA"} and after not in {"WORD", "CAPITAL"}
    return before.kind in _YEAR_HEADS and after in _YEAR_NOUNS


def _in_phrase(found: Found, after: str) -> bool:
    """ "its 1996 campaign", "the disputed 2009 election", "both 1990 and 1991"."""
    word, second = str(found.tokens[found.start - 1].value), found.kind_before(2)
    if word == "both":
        return after == "AND"
    if word in _POSSESSIVES:
        return after in _YEAR_NOUNS
    owned = second == "WORD" and str(found.tokens[found.start - 2].value) in _POSSESSIVES
    return (second == "THE" or owned) and after in {"WORD", "CAPITAL"}


RULES: tuple[Rule, ...] = (
    rule("iso-day", "(?P<iso>ISO)", iso_day),
    rule("slashed", "(?P<date>SLASH)", slashed),
    rule("epoch", "(?P<day>EPOCH)", epoch),
    rule("day-month", "(?:(?:THIS|LAST|NEXT){0,2} @weekday COMMA? THE? )? @day OF? @month @year?", full_date),
    rule("month-day", "(?:(?:THIS|LAST|NEXT){0,2} @weekday COMMA? )? @month THE? @day @year?", full_date),
    rule("days-month", "@day (?:TO|DASH|UNTIL) (?P<e>DAY|ORD) OF? @month @year?", day_range),
    rule("between-days-month", "(?<=BETWEEN) @day AND (?P<e>DAY|ORD) OF? @month @year?", day_range),
    rule("days-and-month", "(?<=ON) THE? @day (?P<and>AND) THE? (?P<e>DAY|ORD) OF? @month @year?", day_range),
    rule("month-and-days", "(?<=ON) @month @day (?P<and>AND) (?P<e>DAY|ORD) (?!UNIT|COUNTED) @year?", day_range),
    rule("month-days", "@month @day (?:TO|DASH|UNTIL) (?P<e>DAY|ORD) (?!UNIT|COUNTED) @year?", day_range),
    rule("between-month-days", "(?<=BETWEEN) @month @day AND (?P<e>DAY|ORD) @year?", day_range),
    rule("month", "@month @year?", month_of),
    rule("holiday", "(?P<h>HOLIDAY) @year?", holiday),
    rule("the-year", "(?P<named>THE? ANNUM) (?P<y>YEAR)", bare_year),
    rule("year", "(?P<y>YEAR)", bare_year),
    rule("year-words", "(?P<yw>COUNT COUNT (?:DASH? COUNT)?)", worded_year),
    rule(
        "year-2000",
        "(?:THE ANNUM)? (?P<thousands>COUNT) (?P<unit>COUNT) (?:AND (?P<rest>COUNT (?:DASH COUNT)?))?",
        worded_year,
    ),
    rule("year-range", "(?P<y>YEAR) DASH (?P<z>YEAR|DAY|NUM)", year_range),
    rule("year-from-to", "(?<=FROM) (?P<from>(?P<y>YEAR)) (?:TO|UNTIL) (?P<z>YEAR)", year_range),
    rule("year-between", "(?<=BETWEEN) (?P<from>(?P<y>YEAR)) AND (?P<z>YEAR)", year_range),
    rule("iso-month", "(?P<y>YEAR) DASH (?P<z>DAY|NUM)", iso_month),
)
