"""Finds the time expressions of a stretch of text: runs the rules, keeps the longest, applies what stands around."""

from collections.abc import Sequence

from msgspec.structs import replace

from dragoman.dates import absolute, periods, relative
from dragoman.dates.around import Match, apply_surroundings
from dragoman.dates.expression import Context, Tense, TimeExpression
from dragoman.dates.grammar import Found, Rule
from dragoman.dates.ranges import merge_ranges
from dragoman.dates.tense import tense_near
from dragoman.dates.tokens import CODES, TimeToken, codes, scan
from dragoman.errors import DateError
from dragoman.partial_date import PartialDate

RULES: tuple[Rule, ...] = (*absolute.RULES, *periods.RULES, *relative.RULES)
# Words without which nothing is a time: a stretch that has none is left at once.
_CORE_NAMES = (
    "DAY", "NUM", "YEAR", "MONTH", "MON", "WEEKDAY", "WEEKDAYS", "WDAY", "UNIT", "ANNUM", "QUARTER", "QCODE",
    "HCODE", "DEICTIC", "PART", "SEASON", "FREQ", "DECADE", "HOLIDAY", "EPOCH", "ISO", "SLASH", "COUNT", "PERIOD",
)  # fmt: skip
_CORES = frozenset(CODES[name] for name in _CORE_NAMES)


def find_times(
    text: str,
    start: int,
    end: int,
    *,
    reference: PartialDate,
    tense: Tense = "none",
    anchor: PartialDate | None = None,
) -> list[TimeExpression]:
    """The time expressions of ``text[start:end]``, in order, none overlapping; offsets are those of ``text``.

    ``reference`` is when the text was written, to whatever precision; what counts from it is unknown where it is
    unknown, and no sharper than it. ``tense`` is that of the clause; with "none" it is read from the words near
    each expression. ``anchor`` is the date last spoken of before ``start``, for "the following week"; an
    expression earlier in the stretch takes its place.
    """
    context = Context(reference=reference, anchor=anchor or PartialDate(), tense=tense)
    return _find(text, start, end, context)[0]


def read_times(
    text: str, bounds: Sequence[tuple[int, int]], *, reference: PartialDate, tense: Tense = "none"
) -> list[TimeExpression]:
    """The time expressions of several stretches (sentences) in order, the anchor carried from one to the next."""
    times: list[TimeExpression] = []
    context = Context(reference=reference, anchor=PartialDate(), tense=tense)
    for start, end in bounds:
        here, context = _find(text, start, end, context)
        times.extend(here)
    return times


def _find(text: str, start: int, end: int, context: Context) -> tuple[list[TimeExpression], Context]:
    """The expressions of a stretch, and the context with the dates last spoken of at its end."""
    tokens = scan(text, start, end)
    classes = codes(tokens)
    if _CORES.isdisjoint(classes):
        return [], context
    matches, context = _select(tokens, classes, text, context)
    return [_expression(tokens, text, match) for match in merge_ranges(tokens, matches)], context


def _select(tokens: Sequence[TimeToken], classes: str, text: str, context: Context) -> tuple[list[Match], Context]:
    """The matches that make sense, leftmost and longest first, each seeing the one before it as its anchor."""
    hits = [
        (hit.start(), -hit.end(), number, hit)
        for number, rule in enumerate(RULES)
        for hit in rule.pattern.finditer(classes)
    ]
    chosen: list[Match] = []
    taken = 0
    for start, _, number, hit in sorted(hits, key=lambda entry: entry[:3]):
        if start < taken:
            continue
        match = _resolve(RULES[number], Found(tokens, hit, text), classes, context)
        if match is None:
            continue
        taken = match.end
        while chosen and chosen[-1].first >= match.first:
            chosen.pop()
        if chosen and chosen[-1].end > match.first:
            match = replace(match, first=chosen[-1].end)
        chosen.append(match)
        if match.sense.kind == "date" and match.sense.unit and not match.sense.aside:
            day = match.sense.unit if match.sense.unit.is_day else context.day
            context = replace(context, anchor=match.sense.unit, day=day)
    return chosen, context


def _resolve(rule: Rule, found: Found, classes: str, context: Context) -> Match | None:
    """The match with its surroundings; ``None`` where it is no time, or one that no calendar has."""
    tense = context.tense if context.tense != "none" else tense_near(found.tokens, found.start, found.end)
    context = replace(context, tense=tense, sure=context.tense != "none")
    try:
        sense = rule.resolve(found, context)
        if sense is None:
            return None
        match = Match(first=found.start, end=found.end, sense=sense, context=context)
        return apply_surroundings(found.tokens, classes, found.text, match)
    except DateError:  # "31 April", "100000 years ago"
        return None


def _expression(tokens: Sequence[TimeToken], text: str, match: Match) -> TimeExpression:
    start, end = tokens[match.first].start, tokens[match.end - 1].end
    sense = match.sense
    return TimeExpression(
        start=start,
        end=end,
        text=text[start:end],
        value=sense.unit if sense.value is None else sense.value,
        kind=sense.kind,
        reason=sense.reason,
        unit=sense.unit,
        basis=sense.basis,
        modifier=sense.modifier,
        timex=sense.timex,
        weekday=sense.weekday,
        tense=match.tense,
    )
