"""Rules for times told from the date of reference or from the date last spoken of."""

from collections.abc import Callable
from datetime import date

from msgspec.structs import replace

from dragoman.dates import calendar
from dragoman.dates.absolute import spoken_year
from dragoman.dates.expression import Context, Sense, unresolved
from dragoman.dates.grammar import Found, Rule, rule
from dragoman.partial_date import PartialDate, Precision

_STEPS = {"last": -1, "this": 0, "next": 1, "latest": 0}
_DAY_PARTS_BACK = frozenset({"night", "evening", "afternoon", "morning"})
_PRECISIONS: dict[str, Precision] = {"day": "day", "weekend": "day", "week": "week", "month": "month"}
_HOURS_A_DAY = 24
_HOURS = frozenset({"CLOCK", "DAY", "NUM", "COUNT"})  # "at five in the morning"
_LONGEST_MONTH = 31
_QUARTER_DAYS = (89, 92)  # the shortest and the longest


def deictic(found: Found, context: Context) -> Sense | None:
    """Today, yesterday, tomorrow, tonight, overnight; the day before yesterday."""
    offset = found.number("e")
    if found.has("side"):
        if found.word("u") != "day":
            return None
        offset += 1 if found.group("side")[0].kind == "AFTER" else -1
    if found.group("e")[0].text.lower() == "overnight":
        return from_reference(context, lambda on: calendar.hull(calendar.shift(on, "day", -1), PartialDate.day(on)))
    return from_reference(context, lambda on: calendar.shift(on, "day", offset))


def day_part(found: Found, context: Context) -> Sense | None:
    """This morning, last night, tomorrow evening."""
    offset = _STEPS[found.word("s")]
    if offset > 0 or found.word("p") not in _DAY_PARTS_BACK:
        return None
    return from_reference(context, lambda on: calendar.shift(on, "day", offset))


def day_of_month(found: Found, context: Context) -> Sense | None:
    """The 12th of this month; unknown where that month is too short."""
    if found.word("u") != "month" or not 1 <= found.number("d") <= _LONGEST_MONTH:
        return None
    number = found.number("d")

    def of_month(on: date) -> PartialDate:
        month = calendar.shift(on, "month", _STEPS[found.word("s")])
        return calendar.day(month.earliest.year, month.earliest.month, number) if month.earliest else PartialDate()

    return from_reference(context, of_month)


def stepped_unit(found: Found, context: Context) -> Sense | None:
    """Last week, this year, next month, the past year, the current quarter."""
    unit, step = found.word("u"), _STEPS[found.word("s")]
    if unit in {"hour", "minute", "fortnight"} or unit == "day" or found.plural("u"):
        return None
    if found.has("the") and found.word("s") == "next" and context.anchor and context.tense == "past":
        return from_anchor(context, unit, 1)
    sense = from_reference(context, lambda on: calendar.shift(on, unit, step))
    if found.has("the") and unit in {"week", "month", "year", "decade"} and sense.unit:
        span = from_reference(context, lambda on: trailing(on, unit, 1 if step > 0 else -1))
        return Sense(unit=sense.unit, value=span.unit, basis="reference", reason=span.reason)
    return sense


def weekday(found: Found, context: Context) -> Sense | None:
    """A weekday: bare by the tense, to come after "for" ("called a strike for Thursday"), or with last, this, next."""
    number = found.number("w")
    timex = f"XXXX-WXX-{number + 1}"
    if found.group("w")[0].kind == "WDAY" and not _abbreviation_stands(found):
        return None
    if found.has("week"):
        if found.word("u") != "week":
            return None
        weeks = _STEPS[found.word("week")]
        return from_reference(context, lambda on: calendar.weekday_in_week(number, on, weeks), timex)
    step = found.word("s")
    if step == "last":
        return from_reference(context, lambda on: _before(on, number), timex)
    if found.has("coming"):
        return from_reference(context, lambda on: calendar.weekday(number, _next_day(on), "future"), timex)
    if step == "next":
        return from_reference(context, lambda on: calendar.weekday_in_week(number, on, 1), timex)
    if step == "this":
        return from_reference(context, lambda on: _this_weekday(number, on, context), timex)
    tense = "future" if found.kind_before() == "FOR" and found.kind_after() != "POSS" else context.tense
    return from_reference(context, lambda on: calendar.weekday(number, on, tense), timex)


def stepped_month(found: Found, context: Context) -> Sense | None:
    """Last October, next May, this September."""
    month, step = found.number("m"), found.word("s")
    timex = f"XXXX-{month:02d}"

    def make(year: int) -> PartialDate:
        return PartialDate.month(year, month)

    if step == "this":
        return from_reference(context, lambda on: make(on.year), timex)
    tense = "past" if step == "last" else "future"

    def resolve(on: date) -> PartialDate:
        here = PartialDate.month(on.year, on.month)
        edge = calendar.move(here, "month", -1 if step == "last" else 1)
        day = edge.earliest or on
        return calendar.choose_year(make, day, tense)  # type: ignore[arg-type]

    return from_reference(context, resolve, timex)


def season(found: Found, context: Context) -> Sense | None:
    """A season: with its year, with last, this, next, or bare by the tense."""
    name = found.word("q")
    year = spoken_year(found, "yw") if found.has("yw") else found.number("y")
    if year:
        return Sense(unit=calendar.season(year, name), basis="text", reason="the words give it in full")
    if found.has("ry"):
        offset = _STEPS.get(found.word("ry"), 0)
        return from_reference(context, lambda on: calendar.season(on.year + offset, name))
    if not found.has("s") and not found.has("in") and not found.has("past"):
        return None
    step = found.word("s") or found.word("past")
    return from_reference(context, lambda on: _season_near(name, on, step, context))


def ago(found: Found, context: Context) -> Sense | None:
    """Two days ago, a year ago; unknown for "a few years ago"."""
    unit = found.word("u")
    if not found.has("n"):
        return unresolved(f"no number says how many {unit}s ago")
    count = found.number("n")
    if unit == "year" and count == 1 and is_quarter(context.anchor):
        return from_anchor(context, "year", -1, keep=True)
    if unit in {"hour", "minute"}:
        if unit == "minute" or count % _HOURS_A_DAY:
            return from_reference(
                context, lambda on: calendar.hull(calendar.shift(on, "day", -(count // 24) - 1), PartialDate.day(on))
            )
        unit, count = "day", count // _HOURS_A_DAY
    return from_reference(context, lambda on: calendar.shift(on, _grain(unit), -count * _scale(unit)))


def window(found: Found, context: Context) -> Sense | None:
    """The past three years, the next two weeks: from or up to the reference; unknown for "recent years"."""
    unit = found.word("u")
    if unit in {"hour", "minute"}:
        return None
    if not found.has("n"):
        return unresolved(f"no number says how many {unit}s")
    count = found.number("n") * _scale(unit) * (-1 if found.word("s") == "last" else 1)
    return from_reference(context, lambda on: trailing(on, _grain(unit), count))


def counted_from_anchor(found: Found, context: Context) -> Sense | None:
    """A day earlier, three weeks later, two days after, the week before."""
    unit = found.word("u")
    if unit in {"hour", "minute"}:
        return None
    if found.group("side")[0].kind in {"BEFORE", "AFTER"} and found.kind_after() not in {
        "",
        "COMMA",
        "DOT",
        "AND",
        "BREAK",
    }:
        return None
    if not found.has("n") and not found.has("the"):
        return unresolved(f"no number says how many {unit}s")
    sign = -1 if found.group("side")[0].kind in {"EARLIER", "BEFORE"} else 1
    keep = unit == "year" and is_quarter(context.anchor)
    return from_anchor(context, unit, sign * (found.number("n") if found.has("n") else 1), keep=keep)


def year_before(found: Found, context: Context) -> Sense | None:
    """The year-earlier quarter, a year-ago period."""
    return from_anchor(context, "year", -1, keep=True)


def following(found: Found, context: Context) -> Sense | None:
    """The following week, the next day, the previous year."""
    step = -1 if found.group("side")[0].kind == "PREV" else 1
    return from_anchor(context, found.word("u"), step)


def following_weekday(found: Found, context: Context) -> Sense | None:
    """The following Monday, the previous Friday."""
    number = found.number("w")
    if not context.anchor:
        return unresolved("no date before it that it could follow", f"XXXX-WXX-{number + 1}")
    if found.group("side")[0].kind == "PREV":
        unit = calendar.over(context.anchor, lambda on: _before(on, number))
    else:
        unit = calendar.over(context.anchor, lambda on: calendar.weekday(number, _next_day(on), "future"))
    return Sense(unit=unit, basis="anchor", reason=f"counted from {context.anchor}, last spoken of")


def that_unit(found: Found, context: Context) -> Sense | None:
    """That year, the same day."""
    unit = found.word("u")
    if unit in {"hour", "minute"} or found.plural("u"):
        return None
    return from_anchor(context, unit, 0)


def that_part(found: Found, context: Context) -> Sense | None:
    """That night, the same evening; in the afternoon, of what is told as past."""
    if found.has("in") and (context.tense != "past" or not context.day or found.kind_before(2) in _HOURS):
        return None
    return from_anchor(context, "day", 0)


def unit_at_hand(found: Found, context: Context) -> Sense | None:
    """Later in the week, the end of the year: the unit that holds the reference."""
    unit = found.word("u")
    if unit in {"hour", "minute", "century"} or found.plural("u"):
        return None
    if found.kind_before() not in {"OF", "IN"} or found.kind_before(2) not in {"EARLY", "EDGE", "EARLIER", "LATER"}:
        return None
    if unit == "day" and context.anchor:
        return from_anchor(context, unit, 0)
    return from_reference(context, lambda on: calendar.unit_of(on, unit))


def weekend(found: Found, context: Context) -> Sense | None:
    """The weekend, by the tense."""
    if found.word("u") != "weekend":
        return None

    def resolve(on: date) -> PartialDate:
        here = calendar.unit_of(on, "weekend")
        if context.tense == "future" or here.earliest is None or here.earliest <= on:
            return here
        return calendar.shift(on, "weekend", -1)

    return from_reference(context, resolve)


def from_reference(context: Context, resolve: Callable[[date], PartialDate], timex: str = "") -> Sense:
    """What ``resolve`` gives for the reference; unknown, with the reason, where there is none."""
    if not context.reference:
        return unresolved("it counts from the date of writing, which is not known", timex)
    unit = calendar.over(context.reference, resolve)
    return Sense(unit=unit, basis="reference", reason=f"counted from the reference {context.reference}", timex=timex)


def from_anchor(context: Context, unit: str, count: int, *, keep: bool = False) -> Sense:
    """The unit ``count`` units from the date last spoken of; ``keep`` its width, as in "the year-earlier quarter"."""
    if unit == "day" and context.day and not context.anchor.is_day:
        context = replace(context, anchor=context.day)
    if not context.anchor:
        return unresolved("it counts from another date, and none was spoken of before")
    if keep and (context.anchor.width_days or 0) > 1:
        value = calendar.move(context.anchor, unit, count)
    else:
        value = calendar.over(context.anchor, lambda on: calendar.shift(on, _grain(unit), count * _scale(unit)))
    reason = f"counted from {context.anchor}, last spoken of"
    return Sense(unit=value, basis="anchor", reason=reason, aside=count < 0)


def is_quarter(value: PartialDate) -> bool:
    """Whether it is as long as a quarter of a year."""
    return _QUARTER_DAYS[0] <= (value.width_days or 0) <= _QUARTER_DAYS[1]


def trailing(on: date, unit: str, count: int) -> PartialDate:
    """From ``count`` units before ``on`` up to it, or from it to ``count`` units after."""
    first, last = sorted((calendar.add(on, unit, count), on))
    return PartialDate(first, last, _PRECISIONS.get(unit, "year"))


def _grain(unit: str) -> str:
    return {"fortnight": "week"}.get(unit, unit)


def _scale(unit: str) -> int:
    return 2 if unit == "fortnight" else 1


def _next_day(on: date) -> date:
    return calendar.shift(on, "day", 1).earliest or on


def _before(on: date, number: int) -> PartialDate:
    yesterday = calendar.shift(on, "day", -1).earliest or on
    return calendar.weekday(number, yesterday, "past")


def _this_weekday(number: int, on: date, context: Context) -> PartialDate:
    here = calendar.weekday_in_week(number, on, 0)
    if context.tense == "future" and here.earliest and here.earliest < on:
        return calendar.weekday_in_week(number, on, 1)
    return here


def _season_near(name: str, on: date, step: str, context: Context) -> PartialDate:
    def make(year: int) -> PartialDate:
        return calendar.months(year, calendar.SEASON_STARTS[name], 3)

    if step == "this":
        return min((make(on.year - 1), make(on.year)), key=lambda value: calendar.distance(value, on))
    if step == "next":
        return next(value for value in (make(on.year), make(on.year + 1)) if value.earliest and value.earliest > on)
    if step == "last":
        return max(
            value
            for value in (make(on.year - 1), make(on.year), make(on.year - 2))
            if value.latest and value.latest < on
        )
    return calendar.choose_year(make, on, context.tense)


def _abbreviation_stands(found: Found) -> bool:
    """ "Sat" and "Sun" are weekdays only with a point, or beside a comma or another time word."""
    dotted = len(found.group("w")) > 1
    return dotted or found.kind_before() in {"ON", "LAST", "NEXT", "THIS", "SINCE", "UNTIL", "PAREN"}


_SEASON = (
    "(?:THIS (?P<past>LAST)|(?P<s>LAST|THIS|NEXT)|(?P<in>(?<=IN)))? THE? (?P<q>SEASON) "
    "(?:(?:OF|COMMA)? (?P<y>YEAR)|(?:OF|COMMA)? (?P<yw>COUNT COUNT (?:DASH? COUNT)?)|OF? (?P<ry>LAST|THIS|NEXT) ANNUM)?"
)

RULES: tuple[Rule, ...] = (
    rule("deictic", "(?:THE? (?P<u>UNIT) (?P<side>BEFORE|AFTER))? (?P<e>DEICTIC)", deictic),
    rule("day-part", "(?P<s>LAST|THIS|NEXT) (?P<p>PART)", day_part),
    rule("day-of-month", "THE? (?P<d>ORD|DAY) OF (?P<s>LAST|THIS|NEXT) @unit", day_of_month),
    rule("stepped-unit", "(?P<the>THE)? (?P<s>LAST|THIS|NEXT|LATEST) FISCAL? @unit", stepped_unit),
    rule("weekday", "(?:THIS (?P<coming>NEXT)|(?P<s>LAST|THIS|NEXT))? @weekday", weekday),
    rule("weekday-week", "@weekday OF? (?P<week>LAST|THIS|NEXT) @unit", weekday),
    rule("stepped-month", "(?P<s>LAST|THIS|NEXT) (?P<m>MONTH)", stepped_month),
    rule("season", _SEASON, season),
    rule("ago", "(?:@n|ART? FUZZY OF?) DASH? @unit AGO", ago),
    rule("window", "THE? (?P<s>LAST|NEXT) (?:@n|FUZZY) @unit", window),
    rule(
        "count-anchor",
        "(?:@n|ART? FUZZY OF?|(?P<the>THE)) @unit (?P<side>EARLIER|LATER|BEFORE|AFTER)",
        counted_from_anchor,
    ),
    rule("year-before", "THE? ANNUM DASH (?:EARLIER|AGO)", year_before),
    rule("following", "THE? (?P<side>FOLLOW|PREV) @unit", following),
    rule("the-next", "THE (?P<side>NEXT) (?P<u>UNIT)", following),
    rule("following-weekday", "THE? (?P<side>FOLLOW|PREV) @weekday", following_weekday),
    rule("that", "(?:THAT SAME?|THE SAME) @unit", that_unit),
    rule("that-part", "(?:THAT SAME?|THE SAME|(?P<in>(?<=IN)) THE) PART", that_part),
    rule("unit-at-hand", "THE @unit", unit_at_hand),
    rule("weekend", "THE (?P<u>UNIT)", weekend),
)
