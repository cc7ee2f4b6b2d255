"""What one says was not so, in plain words and without "denied", beside a line that tells it: "no aircraft crossed".

A statement that begins with a negation of something done or being ("No jets flew", "We did not fire", "The troops have
not left") denies it where another report of the story tells it. What will not, should not or cannot be is no denial.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from dragoman.compare.accounts import Difference, parties_of
from dragoman.compare.amounts import LIKE_WORDS
from dragoman.compare.lines import LEAD_LINES, Line, Report, alike
from dragoman.compare.passages import acts_named
from dragoman.compare.points import about, names_in
from dragoman.compare.restated import Found
from dragoman.compare.words import forms
from dragoman.records import Event, Record, Span, Statement

# Of the words of a denial and a line, names of parties left out, so much is shared, in rare words. Set by hand on
# evaluation/happenings, both halves in view: with it all that is shown there is denied and told of one thing.
LEAST_DENIED = 0.8
LEAST_ALIKE = 0.3  # or so much of both, where who denied it owns to it later: "acknowledged that there is a paper"
SURELY_DENIED = 1.5  # what shares less must tell of such an act, or of the same day
_NOT_SO = re.compile(
    r"\b(?:did not|has not|have not|had not|was not|were not|is not|are not|(?:did|has|have|had|was|were|is|are)n['’]t|"
    r"at no (?:time|point)|never|not a single|not one|(?:is|are|was|were) no)\b|^\W*no (?!one\b|doubt|matter|longer)",
    re.IGNORECASE,
)
_BEGINS = re.compile(r"[^,;:–—]{0,60}")
_NOT_DONE = re.compile(
    r"\b(?:will|would|shall|should|must|may|might|could|can|cannot|if|until|unless|want|intend|plan|know|think|"
    r"believe|yet|enough|only)\b",
    re.IGNORECASE,
)
_ADMITS = re.compile(r"\b(?:acknowledg|admit|concede|confirm|indeed\b|after all\b)", re.IGNORECASE)
_ROUNDING = 1e-6  # what is added in another order may come out a little smaller
_NEGATED = re.compile(r"\b(?:not|never|no|denied|denies|deny)\b|n['’]t\b", re.IGNORECASE)


def denied_in_words(one: Report, other: Report) -> Iterator[Found]:
    """At most one: what somebody in one report says was not so, and the line of the other that tells it."""
    for denying, telling in ((one, other), (other, one)):
        for said in _not_so(denying):
            line = _told(denying, said, telling)
            if line is not None:
                words = Span(start=said.start, end=said.end, text=said.text)
                kind: Difference = "update" if _is_admitted(denying, telling, line) else "conflict"
                yield "happened", kind, ((telling, line.span, "told"), (denying, words, "denied"))
                return


def _not_so(report: Report) -> Iterator[Statement | Event]:
    """Statements, and events said not to have happened, whose words begin with a negation."""
    denied = (event for event in report.coded.events if event.status == "denied")
    items: tuple[Statement | Event, ...] = (*report.coded.statements, *denied)
    for item in sorted(items, key=lambda item: (item.start, item.end)):
        opening = _BEGINS.match(item.text)
        if isinstance(item, Statement) and item.stance != "affirms":
            continue  # a denial by its cue is compared as one
        if opening and _NOT_SO.search(opening[0]) and not _NOT_DONE.search(opening[0]):
            yield item


class Negated(Record, frozen=True, kw_only=True):
    """What is said not to be so, by what it is about."""

    words: Mapping[str, float]  # words of one meaning as one; names of those who say it left out
    parties: frozenset[str]  # one of them stands in a line that tells it


def negated_in(report: Report) -> tuple[Negated, ...]:
    """All that a report gives as not so."""
    return tuple(_negated(report, said) for said in _not_so(report))


def may_answer(negated: Negated, lead: Mapping[str, float], *, admits: bool) -> bool:
    """Whether a report may tell what is said not to be so, by what its first lines are about; ``False`` is sure.

    Args:
        negated: what is said not to be so.
        lead: what the lines are about, ``joined``.
        admits: one of them owns to something.
    """
    return not negated.parties.isdisjoint(lead) and (admits or _shared(negated, lead) >= LEAST_DENIED - _ROUNDING)


def is_admission(line: Line) -> bool:
    """Whether a line owns to something: "acknowledged that", "had indeed"."""
    return _ADMITS.search(line.span.text) is not None


def joined(words: Mapping[str, float]) -> dict[str, float]:
    """Words of one meaning as one: a jet of one report is an aircraft of the other."""
    found: dict[str, float] = {}
    for key, value in words.items():
        name = _groups().get(key, key)
        found[name] = max(value, found.get(name, 0.0))
    return found


def _negated(report: Report, said: Statement | Event) -> Negated:
    coded = report.coded
    words = Span(start=said.start, end=said.end, text=said.text)
    speakers = said.speakers if isinstance(said, Statement) else said.actors
    own = {form for who in speakers for form in forms(who.name)}
    about_it = joined(about(coded.article, words, names_in(coded.clusters)))
    denied = {key: value for key, value in about_it.items() if key not in own}
    named = {f"@{party}" for party in parties_of(speakers)}
    return Negated(words=denied, parties=frozenset(named | {key for key in denied if key.startswith("@")}))


def _shared(negated: Negated, told: Mapping[str, float]) -> float:
    return sum(min(v, told[key]) for key, v in negated.words.items() if key in told and not key.startswith("@"))


def _told(denying: Report, said: Statement | Event, telling: Report) -> Line | None:
    """The line that tells what is denied, best, of those that the other report leads with; None: none is near enough.

    Further down long reports of one campaign say so much that some of it meets every "did not".
    """
    negated = _negated(denying, said)
    fits = []
    for line in telling.lines[:LEAD_LINES]:
        admitted = _is_admitted(denying, telling, line)
        if line.recalled or (_NEGATED.search(line.span.text) and not admitted):
            continue
        told = joined(line.about)
        shared = _shared(negated, told)
        much = shared >= SURELY_DENIED or (admitted and alike(negated.words, told) >= LEAST_ALIKE)
        much = much or (shared >= LEAST_DENIED and _of_one_act(denying, said, line))
        if much and not negated.parties.isdisjoint(told):
            fits.append((shared, -line.number, line))
    return max(fits, key=lambda fit: fit[:2])[2] if fits else None


def _of_one_act(denying: Report, said: Statement | Event, line: Line) -> bool:
    """Whether what is denied and a line are of acts of one kind, or of one day."""
    around = [own for own in denying.lines if own.span.start <= said.start < own.span.end]
    if {day.when for own in around for day in own.days} & {day.when for day in line.days}:
        return True
    kinds = acts_named(said.text) | {event.type for own in around for event in own.told}
    told = acts_named(line.span.text) | {event.type for event in line.told}
    return not kinds.isdisjoint(told)


def _is_admitted(denying: Report, telling: Report, line: Line) -> bool:
    """Whether a line owns later to what was denied: "acknowledged that", "had indeed"."""
    first, second = denying.coded.article.published, telling.coded.article.published
    later = first is not None and second is not None and second > first
    return later and is_admission(line)


@cache
def _groups() -> dict[str, str]:
    return {form: f"~{group}" for word, group in LIKE_WORDS.items() for form in forms(word)}
