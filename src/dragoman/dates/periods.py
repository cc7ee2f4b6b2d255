"""Rules for quarters, halves, decades, fiscal years, for durations and for what recurs."""

from dragoman.dates import calendar
from dragoman.dates.expression import Context, Sense, absolute, unresolved
from dragoman.dates.grammar import Found, Rule, rule
from dragoman.dates.relative import from_reference, is_quarter, year_before
from dragoman.partial_date import PartialDate

_MONTHS_IN = {"quarter": 3, "half": 6, "month": 1}
_STEPS = {"last": -1, "this": 0, "next": 1}
_CENTURY = 100


def quarter(found: Found, context: Context) -> Sense | None:
    """The third quarter, with its year in figures, as "last year's", or the last or next one by the tense."""
    unit = found.word("u") or ("half" if found.has("hcode") else "quarter")
    if unit not in {"quarter", "half"}:
        return None
    number = found.number("o") or found.number("code") or found.number("hcode")
    if unit == "half" and not (found.has("y") or found.has("ry")):
        return None
    width = _MONTHS_IN[unit]
    if not 1 <= number <= 12 // width:
        return None

    def make(year: int) -> PartialDate:
        return calendar.months(year, (number - 1) * width + 1, width)

    if found.has("y"):
        return absolute(make(found.number("y")))
    if found.has("ry"):
        return from_reference(context, lambda on: make(on.year + _STEPS[found.word("ry")]))
    if found.has("back"):
        sense = from_reference(context, lambda on: calendar.choose_year(make, on, "past"))
        moved = calendar.move(sense.unit, "year", -1) if sense.unit else sense.unit
        return Sense(unit=moved, basis=sense.basis, reason=sense.reason)
    return from_reference(context, lambda on: calendar.choose_year(make, on, context.tense, sure=False))


def the_quarter(found: Found, context: Context) -> Sense | None:
    """The quarter, the latest quarter: the one last spoken of."""
    anchor = context.anchor
    if is_quarter(anchor):
        return Sense(unit=anchor, basis="anchor", reason=f"the one last spoken of, {anchor}")
    if found.has("latest"):
        return from_reference(context, lambda on: calendar.shift(on, "quarter", -1))
    return unresolved("no quarter was spoken of before")


def year_period(found: Found, context: Context) -> Sense | None:
    """The 1988 period, the 1988 quarter: the same part of that year as of the year last spoken of."""
    year = found.number("y")
    anchor = context.anchor
    if found.has("period") and anchor and anchor.earliest and (anchor.width_days or 0) < 200:
        return Sense(
            unit=calendar.move(anchor, "year", year - anchor.earliest.year),
            basis="anchor",
            reason=f"the part of that year that {anchor} is of its own",
        )
    return absolute(PartialDate.year(year))


def ordinal_of_year(found: Found, context: Context) -> Sense | None:
    """The first six months of 2003, the last two quarters of 1990."""
    width = _MONTHS_IN.get(found.word("u"), 0) * (found.number("n") if found.has("n") else 1)
    if not 0 < width < 12 or found.word("u") == "half":
        return None
    last = found.group("o")[0].kind == "LAST"
    if not last and found.number("o") != 1:
        return None

    def make(year: int) -> PartialDate:
        return calendar.months(year, 13 - width if last else 1, width)

    if found.has("y"):
        return absolute(make(found.number("y")))
    return from_reference(context, lambda on: make(on.year + _STEPS[found.word("ry")]))


def decade(found: Found, context: Context) -> Sense | None:
    """The 1990s, the '80s, the nineties."""
    token = found.group("dec")[0]
    start = int(token.value)
    if start < _CENTURY:
        bare = token.text[0].isalnum()
        if start < 10 or start % 10 or (bare and not found.has("the")):
            return None
        start += 1900
    if start % _CENTURY == 0 and found.kind_before() == "CAPITAL":
        return None
    return absolute(calendar.months(start, 1, 120))


def century(found: Found, context: Context) -> Sense | None:
    """The 20th century, by the hundreds of its years."""
    number = found.number("o")
    if found.word("u") != "century" or not 1 < number <= 30:
        return None
    return absolute(calendar.months((number - 1) * _CENTURY, 1, 12 * _CENTURY))


def fiscal(found: Found, context: Context) -> Sense | None:
    """Fiscal 2003: the year it is named by. Where it begins differs by country and is not supplied."""
    return absolute(PartialDate.year(found.number("y")), "a fiscal year, named by this year")


def duration(found: Found, context: Context) -> Sense | None:
    """A three-day visit, for two weeks: a length, on no calendar."""
    if found.after is not None and found.after.text.lower() in {"old", "olds"}:
        return None
    if found.kind_after() == "DASH" and found.kind_after(2) == "WORD" and found.tokens[found.end + 1].text == "old":
        return None
    if found.has("fuzzy") and found.word("fuzzy") == "recent":
        return unresolved(f"no number says how many {found.word('u')}s")
    if found.has("n") and found.group("n")[0].kind == "ART" and found.kind_before() not in {"FOR", "IN"}:
        return None
    return Sense(unit=PartialDate(), basis="none", reason="a length of time, on no calendar", kind="duration")


def recurring(found: Found, context: Context) -> Sense | None:
    """Every Thursday, each year, annually."""
    return Sense(unit=PartialDate(), basis="none", reason="it recurs", kind="set")


def named_part(found: Found, context: Context) -> Sense | None:
    """Year-end."""
    sense = from_reference(context, lambda on: calendar.unit_of(on, found.word("u")))
    if not sense.unit:
        return sense
    value = calendar.part(sense.unit, "late")
    return Sense(unit=sense.unit, value=value, basis="reference", reason=sense.reason, modifier="late")


_YEAR = "(?:OF? (?P<y>YEAR)|OF? (?P<ry>LAST|THIS|NEXT) ANNUM)"

RULES: tuple[Rule, ...] = (
    rule("quarter", f"THE? FISCAL? DASH? (?P<o>ORD) (?P<u>QUARTER|HALF) {_YEAR}?", quarter),
    rule("quarter-hyphen", "FISCAL? DASH? (?P<o>ORD) DASH (?P<u>QUARTER|HALF)", quarter),
    rule("quarter-year", "THE? (?P<y>YEAR) FISCAL? (?P<o>ORD) DASH? (?P<u>QUARTER|HALF)", quarter),
    rule("quarter-last-year", "(?P<ry>LAST|THIS|NEXT) ANNUM POSS (?P<o>ORD) DASH? (?P<u>QUARTER|HALF)", quarter),
    rule("quarter-back", "THE? SAME? (?P<back>ANNUM) DASH? (?:EARLIER|AGO) (?P<o>ORD) DASH? (?P<u>QUARTER)", quarter),
    rule("year-quarter-code", "(?P<y>YEAR) DASH? (?:(?P<code>QCODE)|(?P<hcode>HCODE))", quarter),
    rule("quarter-code", f"(?:(?P<code>QCODE)|(?P<hcode>HCODE)) {_YEAR}?", quarter),
    rule("the-quarter", "(?:THE|(?:THE|THIS) (?P<latest>LATEST)) (?:QUARTER|PERIOD)", the_quarter),
    rule("year-ago-period", "THE? SAME? ANNUM DASH? (?:EARLIER|AGO) (?:QUARTER|PERIOD)", year_before),
    rule("year-period", "THE (?P<y>YEAR) (?P<period>PERIOD|QUARTER)", year_period),
    rule("part-of-year", f"THE? (?P<o>ORD|LAST) @n? (?P<u>UNIT|QUARTER) {_YEAR}", ordinal_of_year),
    rule("decade", "(?P<the>THE)? (?P<dec>DECADE)", decade),
    rule("century", "THE? (?P<o>ORD) (?P<u>UNIT)", century),
    rule("fiscal", "THE? FISCAL ANNUM? (?P<y>YEAR)", fiscal),
    rule("duration", "(?:@n|(?P<fuzzy>FUZZY) OF?) DASH? @unit", duration),
    rule("every", "EVERY (?:COUNT|DAY|ORD)? (?:UNIT|ANNUM|QUARTER|WEEKDAY|WEEKDAYS|MONTH|SEASON|PART)", recurring),
    rule("weekdays", "(?P<w>WEEKDAYS)", recurring),
    rule("frequency", "FREQ", recurring),
    rule("year-end", "THE? (?P<u>ANNUM) (?:POSS|DASH)? (?P<end>EDGE)", named_part),
)
