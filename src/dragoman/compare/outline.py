"""Reports in outline: by what little of them it shows that two have nothing to differ on, before either is compared.

Of the pairs of reports that share a happening or a story hardly one in a thousand differs line by line. An outline is a
few kilobytes, so that those of some days fit into memory, and ``may_differ`` leaves out only those in which
``differing_lines`` would find nothing but what ``agreed`` settles.
"""

import sys
from collections.abc import Iterator, Mapping

from dragoman.compare.amounts import amount_kind, matter_of
from dragoman.compare.circumstances import kilometres
from dragoman.compare.denials import denials_in
from dragoman.compare.line_differences import (
    MOST_DAYS,
    ROUGH_PLACE_KM,
    SAME_DAY_OF,
    Deed,
    deeds,
    is_named,
    is_of_words,
    is_speaker,
    kept_apart,
)
from dragoman.compare.lines import LEAD_LINES, SAME_THING, Line, Report, likeness, share_a_story
from dragoman.compare.negated import Negated, is_admission, joined, may_answer, negated_in
from dragoman.compare.restated import restates
from dragoman.partial_date import PartialDate
from dragoman.records import Place, Record

# What is added in another order may come out a little smaller: the lines themselves are compared afterwards.
_ROUNDING = 1e-6


class OutlineLine(Record, frozen=True, kw_only=True):
    """What can be compared in a line that is not recalled."""

    total: float  # weight of all it is about
    day: int | None  # the one day it gives, as an ordinal; None: none, or several
    places: tuple[tuple[str, Place], ...]  # as they are written
    people: tuple[tuple[str, str], ...]  # parties, with who is named of them
    deeds: tuple[Deed, ...]


class Outline(Record, frozen=True, kw_only=True):
    """What a report gives that another can give otherwise."""

    published: PartialDate
    lead: Mapping[str, float]
    told: frozenset[str]  # happenings
    when: frozenset[tuple[str, int]]  # happenings, each with a day that is told of it
    where: frozenset[tuple[str, str]]  # happenings, each with a city that is told of it
    lines: tuple[OutlineLine, ...]  # those that give anything
    about: Mapping[str, tuple[tuple[int, float], ...]]  # by name or word the lines with it, and its weight there
    days: frozenset[int]  # every one that is given anywhere, as ordinals
    named: frozenset[str]  # places, as they are written
    counts: frozenset[str]  # of what a number is given
    denies: bool
    negated: tuple[Negated, ...]  # what it gives as not so
    opens: Mapping[str, float]  # what its first lines are about, words of one meaning as one; the title left out
    admits: bool  # one of them owns to something
    restates: bool  # something in it is told against another account


def outline_of(report: Report) -> Outline:
    """A report in outline."""
    lines: list[OutlineLine] = []
    found: dict[str, list[tuple[int, float]]] = {}
    for line in report.lines:
        if line.recalled:
            continue
        outlined = _outlined(report, line)
        if outlined.day is None and not outlined.places and not outlined.people:
            continue
        for key, value in line.about.items():
            found.setdefault(sys.intern(key), []).append((len(lines), value))
        lines.append(outlined)
    written = {place.span.text for line in report.lines for place in line.places}
    return Outline(
        published=report.coded.article.published_window,
        lead={sys.intern(key): value for key, value in report.lead.items()},
        told=frozenset(event.happening for event in report.coded.events if event.happening),
        when=frozenset(_days_of(report)),
        where=frozenset(_cities_of(report)),
        lines=tuple(lines),
        about={key: tuple(where) for key, where in found.items()},
        days=frozenset(d.when.earliest.toordinal() for line in report.lines for d in line.days if d.when.earliest),
        named=frozenset(text for text in written if is_named(report, text)),
        counts=frozenset(_counts(report)),
        denies=bool(denials_in(report.coded)),
        negated=negated_in(report),
        opens=_opening(report),
        admits=any(is_admission(line) for line in report.lines[:LEAD_LINES]),
        restates=restates(report),
    )


def of_one_story(one: Outline, other: Outline) -> bool:
    """Whether two reports can be of one story, as ``lines.one_story`` tells of them."""
    return share_a_story(one.lead, one.published, other.lead, other.published)


def may_differ(one: Outline, other: Outline) -> bool:
    """Whether two reports of one story may differ in a line; ``False`` is sure."""
    if one.denies or other.denies or not one.counts.isdisjoint(other.counts):
        return True
    if may_be_against(one, other) or _may_be_denied(one, other) or _may_be_denied(other, one):
        return True
    dated, placed = not one.when.isdisjoint(other.when), not one.where.isdisjoint(other.where)  # as ``agreed`` settles
    for a, b, alike in _near(one, other):
        if _people_differ(a, b):
            return True
        if alike < SAME_DAY_OF - _ROUNDING:
            continue
        if not dated and _days_differ(one, other, a, b):
            return True
        if not placed and _places_differ(one, other, a, b):
            return True
    return False


def may_be_against(one: Outline, other: Outline) -> bool:
    """Whether one of two reports may tell something against the other, be they only likely of one story."""
    return one.restates or other.restates


def _may_be_denied(told: Outline, denying: Outline) -> bool:
    return any(may_answer(negated, told.opens, admits=told.admits) for negated in denying.negated)


def _opening(report: Report) -> dict[str, float]:
    found: dict[str, float] = {}
    for line in report.lines[:LEAD_LINES]:
        for key, value in joined(line.about).items():
            found[key] = max(value, found.get(key, 0.0))
    return {sys.intern(key): value for key, value in found.items()}


def _outlined(report: Report, line: Line) -> OutlineLine:
    def told(at: int) -> bool:
        return not is_of_words(line.span.text[: at - line.span.start])

    days = [given.when for given in line.days if told(given.span.start)]
    day = days[0].earliest if len(days) == 1 else None
    return OutlineLine(
        total=sum(line.about.values()),
        day=day.toordinal() if day else None,
        places=tuple((given.span.text, given.place) for given in line.places if told(given.span.start)),
        people=tuple(
            (who.party, who.id) for who in line.people if who.party is not None and not is_speaker(report, who)
        ),
        deeds=deeds(line),
    )


def _days_of(report: Report) -> Iterator[tuple[str, int]]:
    for event in report.coded.events:
        if event.happening and event.when.is_day and event.when.earliest:
            yield event.happening, event.when.earliest.toordinal()


def _cities_of(report: Report) -> Iterator[tuple[str, str]]:
    for event in report.coded.events:
        if event.happening and event.place and event.place.precision == "city":
            yield event.happening, event.place.name


def _counts(report: Report) -> Iterator[str]:
    for line in report.lines:
        for figure in line.figures:
            matter = matter_of(figure)
            if matter is not None and not line.recalled and amount_kind(figure):
                yield matter


def _near(one: Outline, other: Outline) -> Iterator[tuple[OutlineLine, OutlineLine, float]]:
    """The pairs of lines that may tell the same, with their likeness."""
    shared: dict[tuple[int, int], float] = {}
    few, many = sorted((one.about, other.about), key=len)
    turned = few is not one.about
    for key, where in few.items():
        for n, value in where:
            for m, weight in many.get(key, ()):
                pair = (m, n) if turned else (n, m)
                shared[pair] = shared.get(pair, 0.0) + min(value, weight)
    for (n, m), together in shared.items():
        a, b = one.lines[n], other.lines[m]
        alike = likeness(together, a.total, b.total)
        if alike >= SAME_THING - _ROUNDING and not kept_apart(a.deeds, b.deeds):
            yield a, b, alike


def _days_differ(one: Outline, other: Outline, a: OutlineLine, b: OutlineLine) -> bool:
    if a.day is None or b.day is None or a.day in other.days or b.day in one.days:
        return False
    return 0 < abs(a.day - b.day) <= MOST_DAYS


def _places_differ(one: Outline, other: Outline, a: OutlineLine, b: OutlineLine) -> bool:
    for written, place in a.places:
        for word, elsewhere in b.places:
            if written in other.named or word in one.named:
                continue
            apart = kilometres(place, elsewhere)
            if apart is None or apart >= ROUGH_PLACE_KM:
                return True
    return False


def _people_differ(a: OutlineLine, b: OutlineLine) -> bool:
    return any(party == other and who != whom for party, who in a.people for other, whom in b.people)
