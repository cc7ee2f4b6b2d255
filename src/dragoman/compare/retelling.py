"""How likely a sentence tells the happening of another article's event: traits, weighed by logistic regression.

A sentence without an event of its own can tell a known happening: "They had met in the Peruvian capital in May." What
speaks for it are the parties and names it shares with the clause that was coded, the day it gives, an act of the type,
numbers, words, and that the two articles are of one story. The weights are learnt by
``python -m training.retellings`` from one half of the stories of ``evaluation/happenings``; the other half measures.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from dragoman.codes.tables import read_table
from dragoman.compare.blocks import of_one_family
from dragoman.compare.passages import FILED_DAYS, Days, Paper, Passage
from dragoman.compare.score import Compared, Reason, bits_for, probability
from dragoman.compare.words import Bag

# Pairs of one happening in reports written for it (``evaluation.across``): F1 .707, precision .889 at .5, .705 and .919
# here, .657 and .911 at .6.
TOLD_AGAIN = 0.55
LEAST_KEYS = 2  # that two articles of one story share
# Without a name or a number in common so much of the words: a day and a party alone are shared by what else happened.
LEAST_ALIKE = 0.1
FRESH_DAYS = 3  # news without a date is of the days before it was printed
_STALE_DAYS = 10
_NEAR_DAYS = 7  # a stretch that says the day no sharper than this is no day
BEFORE = "before comparing"
ACT = "such an act"
NAMES, NUMBER = "names in common", "the same number"
CLAUSE, SENTENCE = "words of the clause", "words of the sentence"
PARTIES = "parties"
NEAREST = "nearest of its report"
_IN_COMMON = (CLAUSE, SENTENCE, NAMES, NUMBER, ACT, PARTIES)
_SURE_BITS = 6.0  # of two events compared: beyond, it is settled


class Deed(NamedTuple):
    """An event that happened, with the sentence that tells it."""

    event: Compared
    passage: Passage


class Scored(NamedTuple):
    """How likely a sentence tells an event's happening, and why."""

    score: float
    reasons: tuple[Reason, ...]


class Papers(NamedTuple):
    """Two articles, the one in whose sentences a telling is looked for first, with how alike they are."""

    teller: Paper
    source: Paper
    story: float


def of_one_story(one: Paper, other: Paper) -> bool:
    """Whether two articles can be of one story: a party and names or words in common, at days near each other."""
    near = any(abs(a - b) <= FILED_DAYS for a in one.days for b in other.days)
    return near and len(one.keys & other.keys) >= LEAST_KEYS


def together(teller: Paper, source: Paper) -> Papers:
    """Two articles, ready for their sentences to be compared."""
    return Papers(teller, source, teller.story.likeness(source.story))


def traits(line: Passage, deed: Deed, papers: Papers, own: Sequence[Compared]) -> Mapping[str, float] | None:
    """What speaks for and against a sentence telling a deed, each from 0 to 1; ``None``: it cannot.

    Args:
        line: the sentence.
        deed: the event of the other article.
        papers: the two articles.
        own: the events that the sentence tells itself.
    """
    telling = deed.event.telling
    last = papers.teller.last
    if telling.kind != "deed" or not telling.last or not last or telling.first > last:
        return None
    rivals = [one.telling for one in own if of_one_family(one.telling.type, telling.type)]
    if rivals and all(one.kind != "deed" for one in rivals):
        return None  # what was planned, or is supposed
    alike = _likeness(line.words, deed.passage.words)
    words = _likeness(deed.event.words, line.words)
    names = len(line.names & deed.passage.names)
    if not (words or alike or names or line.numbers & deed.passage.numbers):
        return None
    found = {
        CLAUSE: words,
        SENTENCE: alike,
        NAMES: min(names, 2) / 2,
        NUMBER: float(bool(line.numbers & deed.passage.numbers)),
        ACT: float(telling.type in line.acts),
        "articles alike": min(papers.story, 0.4) / 0.4,
        "only one is another": float(line.another != deed.passage.another),
        **dict(_parties(line, deed.event.parties, papers.teller)),
        **dict(_days(line.days, telling.first, telling.last, last)),
        **dict(_own(own, deed.event)),
    }
    return {what: value for what, value in found.items() if value}


def has_substance(found: Mapping[str, float]) -> bool:
    """Whether more is shared than a day and a party: a name, a number, or words enough."""
    if found.get(NAMES) or found.get(NUMBER):
        return True
    return max(found.get(CLAUSE, 0.0), found.get(SENTENCE, 0.0)) >= LEAST_ALIKE


def in_company(found: Sequence[Mapping[str, float]]) -> list[Mapping[str, float]]:
    """The traits of an article's sentences for one deed, with it said which have most in common with the deed.

    What one sentence of a report tells the others seldom tell again.
    """
    common = [sum(one.get(what, 0.0) for what in _IN_COMMON) for one in found]
    most = max(common, default=0.0)
    return [{**one, NEAREST: 1.0} if much == most else one for one, much in zip(found, common, strict=True)]


def scored(found: Mapping[str, float]) -> Scored:
    """The score of traits: the probability, with each reason in bits."""
    weights = _weights()
    reasons = [Reason(BEFORE, round(weights[BEFORE], 2))]
    reasons += [Reason(what, round(weights.get(what, 0.0) * value, 2)) for what, value in sorted(found.items())]
    return Scored(probability(sum(reason.bits for reason in reasons)), tuple(one for one in reasons if one.bits))


@cache
def _weights() -> dict[str, float]:
    """Bits by trait: the natural weights of the regression over the logarithm of 2."""
    return {row["trait"]: float(row["weight"]) / math.log(2) for row in read_table("retelling")}


def _likeness(one: Bag, other: Bag) -> float:
    return one.likeness(other) if one and other else 0.0


def _parties(line: Passage, parties: frozenset[str], teller: Paper) -> Iterator[tuple[str, float]]:
    if not parties:
        yield "no party is known", 1.0
        return
    shared = parties & line.parties
    yield PARTIES, 1.0 if parties == shared else 0.5 if shared else 0.0
    yield "parties in the article", float(parties <= teller.parties)


def _days(given: Sequence[Days], first: int, last: int, printed: int) -> Iterator[tuple[str, float]]:
    if not given:
        late = printed - last
        if late <= FRESH_DAYS:
            yield "printed right after the day", 1.0
        elif late > _STALE_DAYS:
            yield "printed long after the day", 1.0
        return
    holding = [days for days in given if days.first <= last and first <= days.last]
    if not holding:
        yield "another day", 1.0
        return
    widest = max(min(days.last - days.first for days in holding), last - first)
    yield ("the same day" if widest <= _NEAR_DAYS else "a month that holds the day"), 1.0


def _own(own: Sequence[Compared], deed: Compared) -> Iterator[tuple[str, float]]:
    """What the sentence tells itself: an event that could be compared with the deed and is unlike it, or other acts."""
    rivals = [one for one in own if one.telling.last and of_one_family(one.telling.type, deed.telling.type)]
    rivals = [one for one in rivals if one.telling.kind == deed.telling.kind]
    if not rivals:
        yield "tells another act", float(bool(own))
        return
    bits = max(bits_for(one, deed) for one in rivals)
    share = min(abs(bits), _SURE_BITS) / _SURE_BITS
    yield ("its own event is alike" if bits > 0 else "its own event is unlike"), share
