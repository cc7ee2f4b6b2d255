"""What stands around a time: "early", "earlier in", "since", "Thursday evening", "two days after"."""

import re
from collections.abc import Callable, Sequence

from msgspec.structs import replace

from dragoman.dates import calendar
from dragoman.dates.expression import Context, Sense, Tense
from dragoman.dates.grammar import Found, compile_pattern
from dragoman.dates.tokens import TimeToken
from dragoman.partial_date import PartialDate, Precision
from dragoman.records import Record

_REACH = 8  # tokens before a time that can belong to it: "the first twenty-five days of the"
_ROUNDS = 3  # modifiers that can be heaped: "around the end of the first week of May"


class Match(Record, frozen=True, kw_only=True):
    """A time in token indices, with its sense and the tense it was read in."""

    first: int
    end: int
    sense: Sense
    context: Context

    @property
    def tense(self) -> Tense:
        """The tense it was read in."""
        return self.context.tense


Modifier = Callable[[Found, Match], Sense | None]


def _approximate(found: Found, match: Match) -> Sense | None:
    return match.sense if found.word("x") == "approx" else None


def _early(found: Found, match: Match) -> Sense | None:
    name, sense = found.word("x") or found.word("x2"), match.sense
    if not sense.unit:
        return replace(sense, modifier=name)
    if sense.unit.is_day:
        return sense
    if _attributive(found, match):
        return None
    reason = f"the {name} part of {sense.unit}; {sense.reason}"
    return replace(sense, value=calendar.part(sense.unit, name), modifier=name, reason=reason)


def _attributive(found: Found, match: Match) -> bool:
    """ "the end of the 2003 war": what ends is the war, not the year."""
    if found.tokens[found.end - 1].kind != "THE" or match.end >= len(found.tokens):
        return False
    return found.tokens[match.first].kind == "YEAR" and found.tokens[match.end].kind in {"WORD", "CAPITAL"}


def _earlier(found: Found, match: Match) -> Sense | None:
    name, sense, reference = found.word("x"), match.sense, match.context.reference
    here = reference if sense.basis != "anchor" else PartialDate()
    if name == "earlier":
        side = PartialDate(None, here.latest, here.precision)
    else:
        side = PartialDate(here.earliest, None, here.precision)
    clipped = sense.unit.intersect(side)
    if not clipped or not sense.unit.overlaps(here):
        return replace(sense, modifier=name)
    value = PartialDate(clipped.earliest, clipped.latest, sense.unit.precision)
    how = "up to" if name == "earlier" else "from"
    return replace(sense, value=value, modifier=name, reason=f"{sense.unit} {how} the reference {reference}")


def _hour(found: Found, match: Match) -> Sense | None:
    return match.sense if match.sense.unit.is_day or not match.sense.unit else None


def _offset(found: Found, match: Match) -> Sense | None:
    unit = found.word("u")
    if unit in {"hour", "minute", "weekend"} or not match.sense.unit or unit in {"quarter", "half"}:
        return None
    count = (found.number("n") if found.has("n") else 1) * (2 if unit == "fortnight" else 1)
    sign = -1 if found.group("side")[0].kind == "BEFORE" else 1
    moved = calendar.move(match.sense.unit, "week" if unit == "fortnight" else unit, sign * count)
    side = "before" if sign < 0 else "after"
    return replace(match.sense, unit=moved, value=None, reason=f"{count} {unit} {side} {match.sense.unit}")


def _part_of(found: Found, match: Match) -> Sense | None:
    whole, unit = match.sense.unit, found.word("u")
    last = found.group("o")[0].kind == "LAST"
    count = found.number("n") if found.has("n") else 1
    place = 1 if last else found.number("o")
    if whole.earliest is None or whole.latest is None or unit not in _STEP_UNITS or place < 1 or whole.is_day:
        return None
    if _attributive(found, match):
        return None
    if unit == "half":
        value = calendar.halve(whole, second=last or place == 2)
        return replace(match.sense, unit=value, value=None, reason=f"a half of {whole}; {match.sense.reason}")
    if last:
        first, end = calendar.add(calendar.add(whole.latest, unit, -count), "day", 1), whole.latest
    else:
        first = calendar.add(whole.earliest, unit, (place - 1) * count)
        end = calendar.add(calendar.add(whole.earliest, unit, place * count), "day", -1)
    if not whole.contains(PartialDate.day(first)):
        return None
    value = PartialDate(first, min(end, whole.latest), _STEP_UNITS[unit])
    return replace(match.sense, unit=value, value=None, reason=f"a part of {whole}; {match.sense.reason}")


_STEP_UNITS: dict[str, Precision] = {"day": "day", "week": "week", "month": "month", "half": "month"}

_BEFORE: tuple[tuple[re.Pattern[str], Modifier], ...] = tuple(
    (compile_pattern(pattern + "$"), modifier)
    for pattern, modifier in (
        ("(?P<x>APPROX|DUE)", _approximate),
        ("(?:THE|ART)? (?P<x>EARLY) (?:OF|IN|ON|DASH)? THE?", _early),
        ("(?:THE? (?P<x>EDGE) OF THE?|(?P<x2>EDGE) DASH)", _early),
        ("(?P<x>EARLIER|LATER) (?:IN|ON|THAT)? THE?", _earlier),
        ("(?:(?:CLOCK|DAY|NUM|COUNT) MERIDIEM|CLOCK|THE? PART) ZONE? (?:COMMA|ON|OF)?", _hour),
        ("(?:@n|THE) @unit (?P<side>BEFORE|AFTER)", _offset),
        ("THE? (?P<o>ORD|LAST) @n? (?P<u>UNIT|ANNUM|QUARTER|HALF) OF THE?", _part_of),
    )
)
_AFTER: tuple[tuple[re.Pattern[str], Modifier], ...] = ((compile_pattern("PART"), _hour),)


def apply_surroundings(tokens: Sequence[TimeToken], classes: str, text: str, match: Match) -> Match:
    """``match`` widened by the modifiers before and after it, and its value narrowed by them."""
    for _ in range(_ROUNDS):
        wider = _widen(tokens, classes, text, match)
        if wider is match:
            break
        match = wider
    return _with_preposition(tokens, match)


def _widen(tokens: Sequence[TimeToken], classes: str, text: str, match: Match) -> Match:
    low = max(0, match.first - _REACH)
    for pattern, modifier in _BEFORE:
        hit = pattern.search(classes, low, match.first)
        sense = modifier(Found(tokens, hit, text), match) if hit else None
        if hit and sense is not None:
            return Match(first=hit.start(), end=match.end, sense=sense, context=match.context)
    for pattern, modifier in _AFTER:
        hit = pattern.match(classes, match.end)
        sense = modifier(Found(tokens, hit, text), match) if hit else None
        if hit and sense is not None:
            return Match(first=match.first, end=hit.end(), sense=sense, context=match.context)
    return match


def _with_preposition(tokens: Sequence[TimeToken], match: Match) -> Match:
    kind = tokens[match.first - 1].kind if match.first else ""
    sense, reference = match.sense, match.context.reference
    if kind not in {"SINCE", "UNTIL", "BY"} or sense.kind != "date" or sense.modifier:
        return match
    if not sense.unit:
        return replace(match, sense=replace(sense, modifier=kind.lower()))
    unit = sense.unit
    if kind == "SINCE":
        value = calendar.hull(unit, PartialDate(None, reference.latest, reference.precision))
        value = value or PartialDate(unit.earliest, None, unit.precision)
        reason = f"from {unit} to the time of writing"
    else:
        opens = reference.earliest if match.tense == "future" else None
        opens = opens if opens and unit.latest and opens <= unit.latest else None
        value = PartialDate(opens, unit.latest, unit.precision)
        reason = f"{kind.lower()} {unit}"
    changed = replace(sense, value=value, modifier=kind.lower(), reason=f"{reason}; {sense.reason}")
    return replace(match, sense=changed)
