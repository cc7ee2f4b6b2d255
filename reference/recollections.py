"""What two of several recollections, made apart from each other, both tell of who held an office.

``offices/recollections/first``, ``second``, ``third`` and ``fourth`` hold rows written from memory, none with sight of
another. A row of one goes into the tables only as far as another, or a public list, tells the same: the same office,
one person under one family name, a start and an end that can be the same. Two dates can be the same when one holds the
other (then the coarser is what both tell) or when they lie within a month (then the interval that holds both). A list
counts as a witness of its own, and its date is taken where it agrees with a recollection.

An end that one alone gives, while the other says "still in office" or another day, is taken only where somebody whom
both tell of followed at that time: the handover is then told twice, if from the other side. Without that the stay is
left open, and vouched for up to the day to which both carry it. A start is confirmed by a predecessor's end alike.
What is not confirmed is left out and listed in the build's report.
"""

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

from dragoman.codes.tables import read_table
from reference.office_names import PARTICLES, consonants, family_name, father_and_child, fold
from reference.office_sources import Term
from reference.office_terms import first_day, last_day, sharpness, stretch

WHICH = ("first", "second", "third", "fourth")
FOLDER = Path(__file__).resolve().parent / "offices" / "recollections"
# The day up to which an open row is vouched for, unless it says another.
RECALLED_AS_OF = "2025-12-31"
TWICE = "recollection, twice"
# Two memories of one handover differ by a month at most: election, oath and first day are told for one another.
SAME_DATE = timedelta(days=31)
LISTED_START = "-"  # written as a start: as the list has it


@dataclass(frozen=True)
class Recalled:
    """One row of a recollection."""

    office: str
    person: str
    start: str
    end: str  # empty: in office on the day ``as_of``
    country: str  # where the person is from
    as_of: str

    @property
    def until(self) -> date:
        """The last day the row surely tells: the first that its end can mean, or the day it is vouched for up to."""
        return first_day(self.end) if self.end else last_day(self.as_of)


def read(which: str, folder: Path = FOLDER) -> list[Recalled]:
    """All rows of one recollection, one of ``WHICH``."""
    states, rows = {row["id"] for row in read_table("states")}, []
    for path in sorted((folder / which).glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                body = row["office"].split(":")[0]
                home = body if body in states else ""
                as_of = row["as_of"] or RECALLED_AS_OF
                rows.append(
                    Recalled(row["office"], row["person"], row["start"], row["end"], row["country"] or home, as_of)
                )
    return rows


def told_by_both(a: str, b: str) -> str | None:
    """The date that both tell; ``None``: one tells none, or they differ."""
    if any(text in ("", LISTED_START) or ".." in text for text in (a, b)):
        return None
    (first, last), (other_first, other_last) = ((first_day(text), last_day(text)) for text in (a, b))
    if first <= other_first and other_last <= last:
        return a
    if other_first <= first and last <= other_last:
        return b
    if max(first, other_first) - min(last, other_last) <= SAME_DATE:
        return "/".join(sorted((a, b), key=first_day))
    return None


def _words(name: str) -> list[str]:
    """The folded words of a name without articles and the like."""
    return [word for word in fold(name).split() if word not in PARTICLES]


def _family_words(row: Recalled) -> set[str]:
    forms = family_name(row.person, row.country).split("|")
    return {_sound(word) for form in forms for word in _words(form)}


def _one_name(a: str, b: str) -> bool:
    """Whether every word of the shorter name is in the longer, by its consonants; all but one may be initials there."""
    shorter, longer = sorted((_words(a), _words(b)), key=len)
    if "".join(map(_sound, shorter)) == "".join(map(_sound, longer)):
        return True
    whole = [word for word in shorter if any(_one_word(word, other) for other in longer)]
    rest = [word for word in shorter if word not in whole]
    return bool(whole) and all(any(1 in map(len, (w, o)) and w[0] == o[0] for o in longer) for w in rest)


def _one_word(a: str, b: str) -> bool:
    return len(a) > 1 and len(b) > 1 and _sound(a) == _sound(b)


def _sound(word: str) -> str:
    """What sources write alike; of one consonant only ("Ali", "Lee") the word itself."""
    bare = consonants(word)
    return bare if len(bare) > 1 else word


def same_person(a: Recalled, b: Recalled, beside_a: Sequence[Recalled] = (), beside_b: Sequence[Recalled] = ()) -> bool:
    """Whether two rows of one office tell of one person, by the family name where it tells nobody else of it.

    Args:
        a: a row of one source.
        b: a row of another.
        beside_a: what the first source tells of that office, to see whether the family name is one person's there.
        beside_b: what the second tells of it.
    """
    if father_and_child(a.person, b.person):
        return False
    if _one_name(a.person, b.person):
        return True
    family = _family_words(a) & _family_words(b)
    return bool(family) and all(
        _one_name(row.person, told.person)
        for told, rows in ((a, beside_a), (b, beside_b))
        for row in rows
        if family & _family_words(row)
    )


def agree(
    first: Sequence[Recalled],
    second: Sequence[Recalled],
    listed: Mapping[str, Sequence[Term]],
    same: Mapping[tuple[str, str], str],
) -> tuple[list[Term], list[str]]:
    """The stays that two witnesses tell, at least one of them a recollection; and what was told once, for the report.

    Args:
        first: the rows of one recollection; of two spellings of a name its own is kept.
        second: the rows of the other.
        listed: the terms of public lists by office, the more trusted list first.
        same: (country, name) -> how another source writes the person, where no likeness tells.
    """
    terms: list[Term] = []
    report: list[str] = []
    by_office = [_by_office(rows) for rows in (first, second)]
    for office in sorted({row.office for row in (*first, *second)}):
        told = by_office[0][office]
        names = {row.person for row in told}
        others = [replace(row, person=_name(row.person, row.country, names, same)) for row in by_office[1][office]]
        lists = [replace(term, name=_name(term.name, term.country, names, same)) for term in listed.get(office, ())]
        found, left = _agree_on_office(told, others, lists)
        terms += found
        report += [f"not confirmed: {row.office} {row.person} {row.start}..{row.end} ({why})" for row, why in left]
    return terms, report


def agree_among(
    recollections: Sequence[Sequence[Recalled]],
    listed: Mapping[str, Sequence[Term]],
    same: Mapping[tuple[str, str], str],
) -> tuple[list[Term], list[str]]:
    """As ``agree``, for every two of several recollections, the first pairs before the later.

    Of one stay that several pairs tell the first pair's term is kept; where it is open and a later one carries it on,
    to an end or to a later day, so far.

    Args:
        recollections: the rows of each; of two spellings of a name the earlier one's is kept.
        listed: the terms of public lists by office, the more trusted list first.
        same: (country, name) -> how another source writes the person, where no likeness tells.
    """
    recollections = _named_alike(recollections, same)
    told = _by_office([row for rows in recollections for row in rows])
    terms: dict[str, list[Term]] = defaultdict(list)
    why: dict[str, str] = {}
    for a, b in combinations(recollections, 2):
        found, report = agree(a, b, listed, same)
        why.update((line.rpartition(" (")[0], line) for line in report)
        for term in found:
            terms[term.office].append(term)
    kept = {office: _each_once(terms[office], told[office]) for office in sorted(terms)}
    for office, own in told.items():
        for row in own:
            if any(_restates(row, term, own, own) for term in kept.get(office, ())):
                why.pop(f"not confirmed: {row.office} {row.person} {row.start}..{row.end}", None)
    return [term for own in kept.values() for term in own], sorted(why.values())


def _named_alike(
    recollections: Sequence[Sequence[Recalled]], same: Mapping[tuple[str, str], str]
) -> list[list[Recalled]]:
    """The recollections with each holder of an office written as the first of them writes him."""
    names: dict[str, set[str]] = defaultdict(set)
    alike: list[list[Recalled]] = []
    for rows in recollections:
        alike.append([replace(row, person=_name(row.person, row.country, names[row.office], same)) for row in rows])
        for row in alike[-1]:
            names[row.office].add(row.person)
    return alike


def _each_once(terms: Sequence[Term], told: Sequence[Recalled]) -> list[Term]:
    """The terms of one office that several pairs tell, each stay once.

    ``told`` is all that is told of the office: two with one family name are told apart by it.
    """
    known: list[Term] = []
    for term in terms:
        for place, one in enumerate(known):
            if not _restates(_as_row(term), one, told, told):
                continue
            if not _returns(one, term, terms):
                known[place] = _carried_on(one, term)
                break
            known[place] = replace(one, as_of=first_day(term.start).isoformat())  # until then somebody else came
        else:
            known.append(term)
    return known


def _returns(one: Term, term: Term, terms: Sequence[Term]) -> bool:
    """Whether somebody comes back: another held the office after the start of an open stay and before the term's."""
    begins, again = first_day(one.start), first_day(term.start)
    return not one.end and any(
        begins < first_day(other.start) < again and not same_person(_as_row(other), _as_row(one)) for other in terms
    )


def _carried_on(one: Term, term: Term) -> Term:
    """A stay as far as two terms of it tell; an end before the day to which two carry an open stay contradicts them."""
    spellings = tuple(dict.fromkeys((*one.spellings, *term.spellings, *({term.name} - {one.name}))))
    vouched = last_day(term.end or term.as_of)
    if one.end or vouched <= last_day(one.as_of):
        return replace(one, spellings=spellings)
    return replace(one, end=term.end, as_of=term.as_of, certainty=term.certainty, spellings=spellings)


def _by_office(rows: Sequence[Recalled]) -> dict[str, list[Recalled]]:
    groups: dict[str, list[Recalled]] = defaultdict(list)
    for row in rows:
        groups[row.office].append(row)
    return groups


def _name(name: str, country: str, names: set[str], same: Mapping[tuple[str, str], str]) -> str:
    other = same.get((country, name), "")
    return other if other in names else name


def _agree_on_office(
    first: Sequence[Recalled], second: Sequence[Recalled], listed: Sequence[Term]
) -> tuple[list[Term], list[tuple[Recalled, str]]]:
    """Whole agreements first; then those whose one date a neighbour among these confirms."""
    found: list[Term] = []
    left: list[tuple[Recalled, str]] = []
    waiting = [*((row, first, second) for row in first), *((row, second, first) for row in second)]
    for neighbours in ([], found):
        left, later = [], []
        for row, own, others in waiting:
            if any(_restates(row, term, own, others) for term in found):
                continue
            other = _partner(row, own, others)
            result = _confirm(row, other, _listed(row, own, listed), list(neighbours))
            whole = not isinstance(result, str) and (result.end or not (row.end or (other and other.end)))
            if not isinstance(result, str) and (whole or neighbours is found):
                found.append(result)
            else:
                later.append((row, own, others))
                left.append((row, str(result)))
        waiting = later
    return found, left


def _restates(row: Recalled, term: Term, own: Sequence[Recalled], others: Sequence[Recalled]) -> bool:
    """Whether the row tells a stay that is already in: of both recollections, or of two files of one."""
    start, end = stretch(term)
    begins = first_day(row.start) if row.start != LISTED_START else start
    if term.end and begins >= first_day(term.end) and row.until > end:  # "until August", and again from August 22 on
        return False
    return begins <= end and start <= row.until and same_person(row, _as_row(term), own, others)


def _partner(row: Recalled, own: Sequence[Recalled], others: Sequence[Recalled]) -> Recalled | None:
    """The row of the other recollection that tells the same stay: of one person, with the nearest start."""
    told = [other for other in others if same_person(row, other, own, others)]
    if row.start == LISTED_START:
        return max(told, key=lambda other: first_day(other.start), default=None)
    told = [other for other in told if first_day(other.start) <= row.until and first_day(row.start) <= other.until]
    return min(told, key=lambda other: abs(first_day(other.start) - first_day(row.start)), default=None)


def _listed(row: Recalled, own: Sequence[Recalled], listed: Sequence[Term]) -> Term | None:
    """The list's term of the same stay."""
    rows = [_as_row(term) for term in listed]
    told = [term for term, other in zip(listed, rows, strict=True) if same_person(row, other, own, rows)]
    if row.start == LISTED_START:
        return max(told, key=lambda term: first_day(term.start), default=None)
    told = [term for term in told if stretch(term)[0] <= row.until and first_day(row.start) <= stretch(term)[1]]
    return min(told, key=lambda term: abs(first_day(term.start) - first_day(row.start)), default=None)


def _as_row(term: Term) -> Recalled:
    return Recalled(term.office, term.name, term.start, term.end, term.country, term.as_of)


def _confirm(row: Recalled, other: Recalled | None, term: Term | None, neighbours: Sequence[Term]) -> Term | str:
    """The stay as far as two witnesses tell it, or why it is not confirmed."""
    if other is None and term is None:
        return "told once"
    witnesses = [one for one in (row, other) if one]
    neighbours = [one for one in neighbours if one.name != row.person]
    start = _common([one.start for one in witnesses], term.start if term else "", {one.end for one in neighbours})
    if row.start == LISTED_START and term:
        start = term.start
    if start is None:
        return f"other start: {' '.join(one.start for one in (*witnesses, term) if one)}"
    end = _common([one.end for one in witnesses], term.end if term else "", {one.start for one in neighbours}) or ""
    how = TWICE if other else "recollection"
    spellings = tuple({one.person for one in witnesses} - {row.person})
    if term is not None and (term.start, term.end) == (start, end) and (end or other is None):
        # As the list has it, under the name that readers know.
        return replace(term, name=row.person, country=row.country, source=f"{term.source}; {how}", spellings=spellings)
    of_list = term is not None and (term.start == start or (end and term.end == end))
    if term is not None and other is None and not (end and of_list):
        return f"the list has {term.start}..{term.end}"
    until = min(one.until for one in witnesses)
    return Term(
        row.office, row.person, row.country, start, end, f"{term.source}; {how}" if term and of_list else how,
        RECALLED_AS_OF if end else until.isoformat(), "", "recalled" if end else "open",
        term.person if term else "", spellings,
    )  # fmt: skip


def _common(told: Sequence[str], listed: str, handovers: set[str]) -> str | None:
    """The sharpest date that two witnesses tell: both recollections, or one of them with the list or a neighbour."""
    found = list(_agreements(told, listed))
    if not found:
        found = [both for one in told for other in sorted(handovers) if (both := told_by_both(one, other))]
    return max(found, key=sharpness, default=None)


def _agreements(told: Sequence[str], listed: str) -> Iterator[str]:
    """The list's own date first: of two equally sharp it is the one that others can look up."""
    yield from (listed for one in told if told_by_both(one, listed))
    if len(told) > 1 and (both := told_by_both(told[0], told[1])):
        yield both
