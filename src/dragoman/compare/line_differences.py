"""Two reports of one story: lines that tell the same and give another day, place, person, number, or deny it.

Nothing is taken for a difference that the other report gives as well, somewhere: what it names is no point on which it
differs.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import product

from dragoman.compare.accounts import (
    Account,
    Difference,
    Disagreement,
    Matter,
    Telling,
    corrects,
    disagreement,
    is_later,
    parties_of,
)
from dragoman.compare.amounts import LOSSES, Counted, amount_kind, can_agree, difference_of, matter_of, one_unit, who_of
from dragoman.compare.circumstances import kilometres
from dragoman.compare.denials import LEAST_SHARED, Denial, denials_in, deny
from dragoman.compare.lines import SAME_THING, Dated, Line, Located, Person, Report, alike
from dragoman.compare.negated import denied_in_words
from dragoman.compare.points import about, names_in
from dragoman.compare.quoting import quoted
from dragoman.compare.restated import Found, restating
from dragoman.compare.words import forms, hashed, weight
from dragoman.records import Event, Figure, Span

# A line names its number besides; lines of one sum or force share less than lines of one deed. Where each report of a
# story gives one such number only, it is of the story, whatever their lines share.
SAME_AMOUNT = 0.25
SAME_DAY_OF = 0.45  # of days and places: two lines of one story may well tell of two
MOST_DAYS = 10  # between two days given for one thing
ROUGH_PLACE_KM = 30.0
_LATE = re.compile(r"\b(night|overnight|midnight|dawn|late|early|small hours)\b", re.IGNORECASE)
_ROUGH = re.compile(r"\b(around|about|sometime|near|outside|close to|reportedly|believed)\b", re.IGNORECASE)
_PLANNED = re.compile(r"\b(will|would|is to|are to|was to|were to|due to|scheduled|planned|plans to|expected)\b", re.I)
# "Officials said on Friday", "Ruritania denied on Saturday": the day of the words, not of what they tell.
_SAYING = re.compile(
    r"\b(?:said|says|told|announced|stated|reported|wrote|tweeted|posted|added|confirmed|denied|denies|rejected|dismissed|"
    r"accused|accuses|blamed|claimed|condemned|warned|urged|called|statement|briefing|interview|reporters|spokes\w+)\s+"
    r"(?:\w+\s+){0,3}(?:(?:on|in|at)\s+)?$",
    re.IGNORECASE,
)
_Pair = tuple[Line, Line]


def differing_lines(subject: str, one: Report, other: Report, *, loosely: bool = False) -> tuple[Disagreement, ...]:
    """What two reports of one story say differently; the same whichever is given first.

    Args:
        subject: what the disagreements are filed under.
        one: a report.
        other: another.
        loosely: they are only likely of one story: only what says itself that it is told against another is compared.
    """
    one, other = sorted((one, other), key=lambda report: report.coded.article.id)
    lines = [
        (a, b)
        for a, b in product(one.lines, other.lines)
        if not a.recalled and not b.recalled and not _kept_apart(a, b)
    ]
    near = [(a, b) for a, b in lines if alike(a.about, b.about) >= SAME_THING]
    tellings = [Telling(coded=report.coded, events=()) for report in (one, other)]
    found: dict[Matter, Disagreement] = {}
    for why, differences in (
        ("one says what was said before", _by_words(restating(one, other))),
        ("one says it was not so", () if loosely else _by_words(denied_in_words(one, other))),
        (
            "two lines that tell the same",
            ()
            if loosely
            else (
                *_days(one, other, near),
                *_places(one, other, near),
                *_people(one, other, near),
                *_amounts(one, other, lines),
                *_denied(one, other),
            ),
        ),
    ):
        for matter, kind, accounts in differences:
            each = disagreement(subject, matter, kind, accounts, tellings=tellings, parties=_parties(one, other),
                                why=(why,))  # fmt: skip
            found.setdefault(matter, each)
    return tuple(found.values())


def _kept_apart(a: Line, b: Line) -> bool:
    return kept_apart(deeds(a), deeds(b))


Deed = tuple[str, str | None, bool]  # its type, its happening, and whether it could be compared in full


def deeds(line: Line) -> tuple[Deed, ...]:
    """What a line tells as events."""
    return tuple((event.type, event.happening, _full(event)) for event in line.told)


def kept_apart(one: Sequence[Deed], other: Sequence[Deed]) -> bool:
    """Whether both tell deeds of one type that could be compared in full and were not found to be one happening."""
    if not {happening for _, happening, _ in one}.isdisjoint(happening for _, happening, _ in other):
        return False
    return any(a[0] == b[0] and a[1] != b[1] and a[2] and b[2] for a, b in product(one, other))


def _full(event: Event) -> bool:
    people = (*event.actors, *event.recipients)
    return event.status == "occurred" and bool(event.when) and event.happening is not None and bool(parties_of(people))


_Found = Iterator[tuple[Matter, Difference, Sequence[Account]]]


def _by_words(found: Iterable[Found]) -> _Found:
    for matter, kind, accounts in found:
        yield matter, kind, [quoted(*each) for each in accounts]


def _days(one: Report, other: Report, near: Iterable[_Pair]) -> _Found:
    """Each line gives one day, and no line like it in the other report gives the same."""
    given = [{d.when for line in report.lines for d in line.days} for report in (one, other)]
    for a, b in near:
        if alike(a.about, b.about) < SAME_DAY_OF:
            continue
        days = [[d for d in line.days if not _of_words(line, d)] for line in (a, b)]
        if len(days[0]) != 1 or len(days[1]) != 1:
            continue
        first, second = days[0][0], days[1][0]
        if first.when in given[1] or second.when in given[0]:
            continue
        if first.when.earliest is None or second.when.earliest is None:
            continue
        apart = abs((first.when.earliest - second.when.earliest).days)
        if not 0 < apart <= MOST_DAYS:
            continue
        accounts = [quoted(one, first.span, str(first.when)), quoted(other, second.span, str(second.when))]
        rough = apart == 1 and any(_LATE.search(line.span.text) for line in (a, b))
        rough = rough or any(_ROUGH.search(line.span.text) for line in (a, b))
        yield "date", _kind("spread" if rough else "conflict", accounts), accounts
        return


def _of_words(line: Line, given: Dated | Located) -> bool:
    return is_of_words(line.span.text[: given.span.start - line.span.start])


def is_of_words(before: str) -> bool:
    """Whether a day or a town is that of the words, by what stands before: "said on Friday", "said in Seoul"."""
    return bool(_SAYING.search(before))


def _places(one: Report, other: Report, near: Iterable[_Pair]) -> _Found:
    """Each line says that it was in a town which the other report does not name at all."""
    for a, b in near:
        if alike(a.about, b.about) < SAME_DAY_OF:
            continue
        for x, y in product(a.places, b.places):
            if _of_words(a, x) or _of_words(b, y):
                continue
            if is_named(other, x.span.text) or is_named(one, y.span.text):
                continue
            apart = kilometres(x.place, y.place)
            if apart is not None and apart < ROUGH_PLACE_KM:
                continue
            accounts = [quoted(one, x.span, x.place.name), quoted(other, y.span, y.place.name)]
            yield "place", _kind("conflict", accounts), accounts
            return


def _people(one: Report, other: Report, near: Iterable[_Pair]) -> _Found:
    """Each line names somebody for one party whom the other report does not name at all."""
    for a, b in near:
        for x, y in product(a.people, b.people):
            if x.party is None or x.party != y.party or x.id == y.id or is_speaker(one, x) or is_speaker(other, y):
                continue
            if is_named(other, x.name.split()[-1]) or is_named(one, y.name.split()[-1]):
                continue
            accounts = [quoted(one, x.span, x.name), quoted(other, y.span, y.name)]
            yield "participants", _kind("conflict", accounts), accounts
            return


def is_speaker(report: Report, person: Person) -> bool:
    """Whether somebody is named as who says it: any of a party's officials may be quoted."""
    speakers = (who for statement in report.coded.statements for who in statement.speakers)
    return any(who.start is not None and who.start <= person.span.start < (who.end or 0) for who in speakers)


def _amounts(one: Report, other: Report, lines: Sequence[_Pair]) -> _Found:
    """Losses of the story, and sums, forces and counts of lines that tell the same."""
    single = [*_single(one), *_single(other)]
    pairs = [(x, y) for a, b in lines for x, y in _comparable(a, b, single)]
    for matter, who in sorted({(matter_of(x) or "count", who_of(x)) for x, _ in pairs}):
        alike_ones = [(x, y) for x, y in pairs if (matter_of(x), who_of(x)) == (matter, who)]
        if any(can_agree(x, y) for x, y in alike_ones):
            continue
        x = max((x for x, _ in alike_ones), key=lambda f: (f.value, -f.start))
        y = max((y for _, y in alike_ones), key=lambda f: (f.value, -f.start))
        counted = [_counted(one, x, matter, who), _counted(other, y, matter, who)]
        kind, _ = difference_of(*counted)
        yield matter, kind, [each.account for each in counted]


def _single(report: Report) -> Iterator[Figure]:
    """The numbers that are the only one of their kind in the report: there is nothing else they could be of."""
    counted: dict[tuple[Matter, str], list[Figure]] = {}
    for line in report.lines:
        for figure in line.figures:
            matter = matter_of(figure)
            if matter is not None and not line.recalled:
                counted.setdefault((matter, "" if matter in LOSSES else who_of(figure)), []).append(figure)
    return (figures[0] for figures in counted.values() if len(figures) == 1)


def _comparable(a: Line, b: Line, single: Collection[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Numbers of two lines that count the same."""
    likeness = None
    for x, y in product(a.figures, b.figures):
        matter = matter_of(x)
        if matter is None or matter != matter_of(y) or not (amount_kind(x) and amount_kind(y)) or not one_unit(x, y):
            continue
        whole = matter in LOSSES and not (who_of(x) and who_of(y)) and x in single and y in single
        if who_of(x) != who_of(y) and not whole:
            continue
        if x.when and y.when and not x.when.overlaps(y.when):
            continue
        if matter not in LOSSES and not (x in single and y in single):
            likeness = alike(a.about, b.about) if likeness is None else likeness
            if likeness < SAME_AMOUNT:
                continue
        yield x, y


def _denied(one: Report, other: Report) -> _Found:
    """A denial in one report, and a line of the other that tells what is denied."""
    for denying, telling in ((one, other), (other, one)):
        for denial in denials_in(denying.coded):
            if deny(denial, telling.coded) is not None:
                return  # shown with the happening that it answers
            line = _told(denial, telling)
            if line is not None:
                yield "happened", "conflict", [quoted(telling, line.span, "told"), denial.account]
                return


def _told(denial: Denial, telling: Report) -> Line | None:
    """The line that tells what is denied, best; None: none is near enough, or the report has the denial itself."""
    if any(other.deniers & denial.deniers for other in denials_in(telling.coded)):
        return None
    named = {f"@{who}" for who in denial.deniers}
    item = denial.item
    denied = about(
        denial.coded.article, Span(start=item.start, end=item.end, text=item.text), names_in(denial.coded.clusters)
    )
    fits = [
        (weight(denial.words & frozenset(hashed(forms(line.span.text)))), -line.number, line)
        for line in telling.lines
        if not line.recalled and named & set(line.about) and alike(denied, line.about) >= SAME_THING
    ]
    best = max(fits, key=lambda fit: fit[:2], default=None)
    return best[2] if best and best[0] >= LEAST_SHARED else None


def _counted(report: Report, figure: Figure, matter: Matter, who: str) -> Counted:
    return Counted(telling=Telling(coded=report.coded, events=()), figure=figure, matter=matter, who=who)


def _kind(found: Difference, accounts: Sequence[Account]) -> Difference:
    earlier, later = accounts if not is_later(accounts[0], accounts[1]) else accounts[::-1]
    if corrects(later, earlier) or (not is_later(later, earlier) and corrects(earlier, later)):
        return "update"
    if is_later(later, earlier) and _PLANNED.search(earlier.sentence.text):
        return "update"
    return found


def is_named(report: Report, name: str) -> bool:
    """Whether a name stands anywhere in a report."""
    return re.search(rf"\b{re.escape(name)}\b", report.coded.article.text) is not None


def _parties(one: Report, other: Report) -> tuple[str, ...]:
    shared = set(one.lead) & set(other.lead)
    return tuple(sorted(key[1:] for key in shared if key.startswith("@") and not key.startswith("@person-")))
