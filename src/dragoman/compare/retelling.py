"""How likely a sentence tells the happening of another article's event: traits, weighed by logistic regression.

A sentence without an event of its own can tell a known happening: "The first round was held in the Georgian capital in
March." What speaks for it are the parties and names it shares with the clause that was coded, the day it gives, an act
of the type, numbers, words, and that the two articles are of one story. The weights are learnt by
``python -m training.retellings`` from one half of the stories of ``evaluation/happenings``; the other half measures.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from dragoman.codes.tables import read_table
from dragoman.compare.blocks import FAMILIES
from dragoman.compare.passages import FILED_DAYS, Days, Paper, Passage
from dragoman.compare.score import Compared, Reason, bits_for, probability
from dragoman.compare.words import Bag
from dragoman.records import EventType

# Precision and recall of pairs of clauses on the stories that the weights were not fitted on, by this threshold, are
# given in docs/evaluation.md; a reading of a sentence as a telling should be right nine times in ten.
TOLD_AGAIN = 0.6
LEAST_KEYS = 2  # that two articles of one story share
FRESH_DAYS = 3  # news without a date is of the days before it was printed
_STALE_DAYS = 10
_NEAR_DAYS = 7  # a stretch that says the day no sharper than this is no day
BEFORE = "before comparing"
ACT = "such an act"
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
    """Two articles, the one in whose sentences a telling is looked for first, with what is alike in them."""

    teller: Paper
    source: Paper
    story: float
    alike: Sequence[Sequence[float]]  # likeness of words, by sentence of the one and of the other


def of_one_story(one: Paper, other: Paper) -> bool:
    """Whether two articles can be of one story: a party and names or words in common, at days near each other."""
    near = any(abs(a - b) <= FILED_DAYS for a in one.days for b in other.days)
    return near and len(one.keys & other.keys) >= LEAST_KEYS


def together(teller: Paper, source: Paper) -> Papers:
    """Two articles, ready for their sentences to be compared."""
    alike = [[_likeness(a.words, b.words) for b in source.passages] for a in teller.passages]
    return Papers(teller, source, teller.story.likeness(source.story), alike)


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
    rivals = [one.telling for one in own if _comparable(one.telling.type, telling.type)]
    if rivals and all(one.kind != "deed" for one in rivals):
        return None  # what was planned, or is supposed
    alike = papers.alike[line.number][deed.passage.number]
    words = _likeness(deed.event.words, line.words)
    names = len(line.names & deed.passage.names)
    if not (words or alike or names or line.numbers & deed.passage.numbers):
        return None
    found = {
        "words of the clause": words,
        "words of the sentence": alike,
        "names in common": min(names, 2) / 2,
        "the same number": float(bool(line.numbers & deed.passage.numbers)),
        "nearest sentences": _nearest(papers, line.number, deed.passage.number),
        ACT: float(telling.type in line.acts),
        "articles alike": min(papers.story, 0.4) / 0.4,
        "only one is another": float(line.another != deed.passage.another),
        **dict(_parties(line, deed.event.parties, papers.teller)),
        **dict(_days(line.days, telling.first, telling.last, last)),
        **dict(_own(own, deed.event)),
    }
    return {what: value for what, value in found.items() if value}


def scored(found: Mapping[str, float]) -> Scored:
    """The score of traits: the probability, with each reason in bits."""
    weights = _weights()
    reasons = [Reason(BEFORE, round(weights[BEFORE], 2))]
    reasons += [Reason(what, round(weights[what] * value, 2)) for what, value in sorted(found.items())]
    return Scored(probability(sum(reason.bits for reason in reasons)), tuple(one for one in reasons if one.bits))


@cache
def _weights() -> dict[str, float]:
    """Bits by trait: the natural weights of the regression over the logarithm of 2."""
    return {row["trait"]: float(row["weight"]) / math.log(2) for row in read_table("retelling")}


def _likeness(one: Bag, other: Bag) -> float:
    return one.likeness(other) if one and other else 0.0


def _nearest(papers: Papers, line: int, passage: int) -> float:
    """Whether of all sentences of the one article this is the nearest to that of the other, and the other way round."""
    alike = papers.alike[line][passage]
    if not alike:
        return 0.0
    across = alike >= max(papers.alike[line])
    back = alike >= max(row[passage] for row in papers.alike)
    return (across + back) / 2


def _parties(line: Passage, parties: frozenset[str], teller: Paper) -> Iterator[tuple[str, float]]:
    if not parties:
        yield "no party is known", 1.0
        return
    shared = parties & line.parties
    yield "parties", 1.0 if parties == shared else 0.5 if shared else 0.0
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
    rivals = [one for one in own if one.telling.last and _comparable(one.telling.type, deed.telling.type)]
    rivals = [one for one in rivals if one.telling.kind == deed.telling.kind]
    if not rivals:
        yield "tells another act", float(bool(own))
        return
    bits = max(bits_for(one, deed) for one in rivals)
    share = min(abs(bits), _SURE_BITS) / _SURE_BITS
    yield ("its own event is alike" if bits > 0 else "its own event is unlike"), share


@cache
def _comparable(one: EventType, other: EventType) -> bool:
    return not set(FAMILIES[one]).isdisjoint(FAMILIES[other])
