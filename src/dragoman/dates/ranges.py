"""Joins two times into one: "from Monday to Wednesday", "between May 2001 and 2014", "March-April 2003"."""

from collections.abc import Sequence

from msgspec.structs import replace

from dragoman.dates import calendar
from dragoman.dates.around import Match
from dragoman.dates.tokens import TimeToken
from dragoman.partial_date import PartialDate

_JOINTS = frozenset({"TO", "DASH", "UNTIL"})
_LONGEST_DAYS = 120 * 366  # a span of more than a century of years is two times, not one


def merge_ranges(tokens: Sequence[TimeToken], matches: Sequence[Match]) -> list[Match]:
    """``matches`` with the ends of ranges joined, and with a year written once shared by both."""
    merged: list[Match] = []
    for match in _years_shared(tokens, matches):
        previous = merged[-1] if merged else None
        joint = _joint(tokens, previous, match) if previous is not None else ""
        if previous is not None and joint:
            whole = _join(tokens, previous, match, joint)
            if whole is not None:
                merged[-1] = whole
                continue
        merged.append(match)
    return merged


def _joint(tokens: Sequence[TimeToken], first: Match, last: Match) -> str:
    """The class of the word between two times, a comma before it left aside after "from"; empty: there is more."""
    between = [token.kind for token in tokens[first.end : last.first]]
    begun = first.first and tokens[first.first - 1].kind == "FROM"
    return between[-1] if len(between) == 1 or (begun and len(between) == 2 and between[0] == "COMMA") else ""


def _years_shared(tokens: Sequence[TimeToken], matches: Sequence[Match]) -> list[Match]:
    """The matches, last first: in "May, June and July 2016" the year goes from July to June and on to May."""
    shared = list(matches)
    for at in range(len(shared) - 2, -1, -1):
        first, last = shared[at], shared[at + 1]
        if last.first - first.end == 1:
            shared[at] = _share_year(first, last, tokens[first.end].kind)
    return shared


def _share_year(first: Match, last: Match, joint: str) -> Match:
    """In "March and April 2003" the year is said of both."""
    sense = first.sense
    borrows = sense.timex and sense.basis != "text" and last.sense.basis == "text" and last.sense.unit.earliest
    if not borrows or joint not in {*_JOINTS, "AND", "COMMA"}:
        return first
    unit = _up_to(sense.timex, last.sense.unit)
    return replace(first, sense=replace(sense, unit=unit, value=None, basis="text", reason="the year is written after"))


def _join(tokens: Sequence[TimeToken], first: Match, last: Match, joint: str) -> Match | None:
    before = tokens[first.first - 1].kind if first.first else ""
    if joint not in _JOINTS and not (joint == "AND" and before == "BETWEEN"):
        return None
    if first.sense.kind != "date" or last.sense.kind != "date" or not last.sense.unit:
        return None
    low, high = first.sense.unit, last.sense.unit
    if not low or (first.sense.timex and (high.before(low) or _shares_week(tokens, first, last))):
        low = _up_to(first.sense.timex, high)
    whole = calendar.hull(low, high) if low else low
    if (
        not whole
        or (whole.width_days or 0) > _LONGEST_DAYS
        or (low.precision != high.precision and before not in {"FROM", "BETWEEN"})
    ):
        return None
    basis = "text" if first.sense.basis == last.sense.basis == "text" else last.sense.basis
    reason = f"from {low} to {high}; {last.sense.reason}"
    sense = replace(last.sense, unit=whole, value=None, basis=basis, reason=reason, modifier="", timex="")
    return Match(first=first.first, end=last.end, sense=sense, context=last.context)


def _shares_week(tokens: Sequence[TimeToken], first: Match, last: Match) -> bool:
    """In "between Monday and Friday next week" the week is said of both."""
    bare = first.end - first.first == 1 and first.sense.timex.startswith("XXXX-W")
    return bare and last.sense.timex.startswith("XXXX-W") and tokens[last.end - 1].kind == "UNIT"


def _up_to(timex: str, end: PartialDate) -> PartialDate:
    """The last date of that form up to ``end``; unknown where the form has no month and no weekday."""
    if end.earliest is None or not timex:
        return PartialDate()
    if timex.startswith("XXXX-W"):
        return calendar.weekday(int(timex[-1]) - 1, end.earliest, "past")
    month, number = int(timex[5:7]), int(timex[8:10] or 0)

    def make(year: int) -> PartialDate:
        return calendar.day(year, month, number) if number else PartialDate.month(year, month)

    return calendar.choose_year(make, end.earliest, "past")
