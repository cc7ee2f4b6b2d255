"""Terms of one office put together: joined, given ends by their successors, gaps filled from weaker sources."""

import calendar
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from reference.office_sources import Term

EARLY = date(1900, 1, 1)
LATE = date(2100, 1, 1)
# A person who is back within a month was not away: sources split a term at a reshuffle.
JOIN_DAYS = 31
# A weaker source adds a term only where it tells of half a year, or of most of the term, that nothing else tells.
FILL_DAYS, FILL_SHARE = 180, 0.5
# Two sources mean the same term when they start it within about a year of each other.
SAME_TERM_DAYS = 400


def first_day(text: str) -> date:
    """The earliest day a date of the tables can mean; very early when it is not told."""
    head = text.split("/")[0]
    if head in ("", ".."):
        return EARLY
    parts = [int(part) for part in head.split("-")]
    year, month, day = [*parts, 1, 1][:3]
    return date(year, month, day)


def last_day(text: str) -> date:
    """The latest day a date of the tables can mean; very late when it is not told."""
    tail = text.split("/")[-1]
    if tail in ("", ".."):
        return LATE
    parts = [int(part) for part in tail.split("-")]
    if len(parts) == 1:
        return date(parts[0], 12, 31)
    if len(parts) == 2:
        return date(parts[0], parts[1], calendar.monthrange(parts[0], parts[1])[1])
    return date(parts[0], parts[1], parts[2])


def stretch(term: Term) -> tuple[date, date]:
    """The days a term is vouched for, both included: an open one to the day its source was right."""
    first = first_day(term.start)
    if first == EARLY:
        first = last_day(term.start)
    last = first_day(term.end) if term.end.endswith("/..") else last_day(term.end)
    if not term.end:
        last = last_day(term.as_of)
    return first, max(first, last)


def sharpness(text: str) -> int:
    """How many parts a date has: 3 for a day, 0 for none."""
    return 0 if not text or "/" in text else text.count("-") + 1


def join(terms: Iterable[Term]) -> list[Term]:
    """The terms of an office in order, each person's unbroken stay as one row."""
    joined: list[Term] = []
    terms = sorted(terms, key=lambda item: (item.person, stretch(item), item.end))
    for term in terms:
        previous = joined[-1] if joined else None
        unbroken = previous and previous.person == term.person and _touch(previous, term)
        if previous and unbroken and not _comes_back(previous, term, terms):
            joined[-1] = _one(previous, term)
        else:
            joined.append(term)
    return sorted(joined, key=lambda item: (stretch(item), item.person))


def _touch(a: Term, b: Term) -> bool:
    return stretch(b)[0] <= stretch(a)[1] + timedelta(days=JOIN_DAYS)


def _comes_back(a: Term, b: Term, terms: Iterable[Term]) -> bool:
    """Whether a stay was broken: somebody else came after its start, and left when the next one began."""
    return any(
        other.person != a.person and other.end and first_day(a.start) < first_day(other.start) < first_day(b.start)
        and abs((last_day(other.end) - first_day(b.start)).days) <= JOIN_DAYS
        for other in terms
    )  # fmt: skip


def _one(a: Term, b: Term) -> Term:
    # A stay of no day beside one that goes on is the trace of a reappointment.
    if a.start == b.start and sharpness(a.start) == 3 and a.start in (a.end, b.end) and a.end != b.end:
        return b if a.end == a.start else a
    start = a if sharpness(a.start) >= sharpness(b.start) or first_day(b.start) > last_day(a.start) else b
    later = b if stretch(b)[1] >= stretch(a)[1] else a
    # An open row that a closed one follows in the same stay was never ended at its source.
    end = later if later.end or not (a.end or b.end) else (a if a.end else b)
    if not later.end and later.start > (end.end or ""):
        end = later
    return replace(start, end=end.end, certainty=end.certainty, as_of=end.as_of)


def end_by_successor(terms: list[Term]) -> list[Term]:
    """Give an open term of a single-holder office the day its successor started, marked as inferred.

    Only where the term is vouched for up to about that day: between the two somebody may have held the office of whom
    nobody tells.
    """
    result = []
    for term in terms:
        later = [t for t in terms if t.person != term.person and first_day(t.start) > first_day(term.start)]
        successor = min(later, key=lambda item: first_day(item.start), default=None)
        if not term.end and successor and first_day(successor.start) <= stretch(term)[1] + timedelta(days=JOIN_DAYS):
            term = replace(term, end=successor.start, certainty="inferred")
        result.append(term)
    return result


def fill(strong: list[Term], weak: Iterable[Term]) -> tuple[list[Term], list[Term]]:
    """The strong terms with what the weak add where the strong say nothing; and the weak terms not used."""
    kept, unused = list(strong), []
    for term in sorted(weak, key=stretch):
        own = [t for t in kept if t.person == term.person and _near(t, term)]
        free = _free_days(term, kept)
        total = (stretch(term)[1] - stretch(term)[0]).days + 1
        block = max(free, key=lambda days: days[1] - days[0], default=None)
        days = (block[1] - block[0]).days + 1 if block else 0
        if own or block is None or (days < FILL_DAYS and days < total * FILL_SHARE):
            unused.append(term)
            if own:
                _extend(kept, own[0], term)
            continue
        kept.append(_clip(term, block))
    return kept, unused


def _near(a: Term, b: Term) -> bool:
    slack = timedelta(days=60)
    (first_a, last_a), (first_b, last_b) = stretch(a), stretch(b)
    return first_a <= last_b + slack and first_b <= last_a + slack


def _extend(kept: list[Term], own: Term, weak: Term) -> None:
    """Take the weaker source's day where the stronger has only the year."""
    better = own
    if sharpness(own.start) < sharpness(weak.start) and weak.start.startswith(own.start):
        better = replace(better, start=weak.start)
    if own.end and sharpness(own.end) < sharpness(weak.end) and weak.end.startswith(own.end):
        better = replace(better, end=weak.end)
    kept[kept.index(own)] = better


def _free_days(term: Term, others: list[Term]) -> list[tuple[date, date]]:
    free = [stretch(term)]
    for other in others:
        first, last = stretch(other)
        free = [
            piece
            for start, end in free
            for piece in ((start, min(end, first - timedelta(days=1))), (max(start, last + timedelta(days=1)), end))
            if piece[0] <= piece[1]
        ] if any(start <= last and first <= end for start, end in free) else free  # fmt: skip
    return sorted(set(free))


def _clip(term: Term, block: tuple[date, date]) -> Term:
    first, last = stretch(term)
    slack = timedelta(days=JOIN_DAYS)  # sources disagree by days about a handover: then neither date is moved
    start = term.start if block[0] - first <= slack else block[0].isoformat()
    end = term.end if last - block[1] <= slack else block[1].isoformat()
    return replace(term, start=start, end=end, certainty=term.certainty if end == term.end else "inferred")
