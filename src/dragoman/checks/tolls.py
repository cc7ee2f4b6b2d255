"""``figure-conflict``: two numbers for the loss of one event that cannot both be right.

A later, higher number by the same source, or one told as risen or revised, brings the toll up to date and conflicts
with nothing. Only numbers of the same people are compared, with room for their bounds.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from dragoman.figures.words import table
from dragoman.records import Article, Event, Figure, Finding, Participant

_LOSSES = frozenset({"dead", "injured", "arrested", "captured", "casualties"})
_NOT_REAL = frozenset({"denied", "hypothetical", "planned"})
_ANYBODY = frozenset(
    {"", "people", "person", "persons", "lives", "deaths", "bodies", "victims", "casualties", "injuries"}
)
_ROUGH = 0.5  # "about 30" leaves room for half as many and for half as many more: newspapers round freely
_BROUGHT_UP = re.compile(
    r"\b(ris|rose|climb|increas|jump|now\b|revis|updat|earlier|initial|previous|first reports|at first|later|up from)",
    re.IGNORECASE,
)
ANOTHER = re.compile(r"\b(another|separate|elsewhere|second|third|other attack|also)\b", re.IGNORECASE)
_PLACE = re.compile(r"\b(?:in|at|near|outside) (?:the )?([A-Z]\w+(?: [A-Z]\w+)*)")
_REACH = 80  # characters around a number in which its place and "rose to" stand
_SENTENCE_END = re.compile(r"[.!?][\"”’']?\s")


def rival_figures(article: Article, figures: Sequence[Figure], events: Sequence[Event]) -> tuple[Finding, ...]:
    """One finding for each event and kind of loss of which two numbers exclude each other: the two furthest apart."""
    return tuple(conflict(first, second, second.kind) for first, second in rival_pairs(article, figures, events))


def rival_pairs(
    article: Article, figures: Sequence[Figure], events: Sequence[Event]
) -> tuple[tuple[Figure, Figure], ...]:
    """The two numbers furthest apart for each event and kind of loss, where they exclude each other."""
    told = {event.id: event for event in events}
    found: dict[tuple[str | None, str], tuple[float, tuple[Figure, Figure]]] = {}
    for first, second in _pairs(figures):
        gap = max(least(second) - most(first), least(first) - most(second))
        if gap <= 0 or not _of_one_thing(article, first, second, told) or is_update(article, first, second):
            continue
        key = second.event or first.event, second.kind
        if key not in found or gap > found[key][0]:
            found[key] = gap, (first, second)
    return tuple(pair for _, pair in found.values())


def _pairs(figures: Sequence[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Two whole numbers for one kind of loss, the earlier first."""
    told = [f for f in figures if f.kind in _LOSSES and f.scope == "whole" and f.status not in _NOT_REAL]
    for first, second in combinations(sorted(told, key=lambda f: f.start), 2):
        if first.kind == second.kind and (first.event or second.event) and not (is_vague(first) or is_vague(second)):
            yield first, second


def _of_one_thing(article: Article, first: Figure, second: Figure, events: Mapping[str, Event]) -> bool:
    """The same people, no different days or places, and not two numbers that one source adds in one sentence."""
    if _who(first) != _who(second) or (first.when and second.when and not first.when.overlaps(second.when)):
        return False
    between = len(_SENTENCE_END.findall(article.text[first.end : second.start]))
    if first.said_by == second.said_by and not between:
        return False
    if first.event != second.event and not _told_beside(first, second, events, between):
        return False
    around = [_around(article, figure) for figure in (first, second)]
    places = [set(_PLACE.findall(words)) for words in around]
    return (not all(places) or bool(places[0] & places[1])) and not ANOTHER.search(around[1])


def _told_beside(first: Figure, second: Figure, events: Mapping[str, Event], between: int) -> bool:
    """Whether two tellings side by side, by two sources, can be of one event though they were not brought together."""
    if first.said_by == second.said_by or between > 1:
        return False
    one, other = events.get(first.event or ""), events.get(second.event or "")
    if one is None or other is None:  # told without an event that is coded
        return True
    alike = one.type == other.type and (one.mode or other.mode) == (other.mode or one.mode)
    return alike and _agree(one.actors, other.actors) and _agree(one.recipients, other.recipients)


def _agree(one: Sequence[Participant], other: Sequence[Participant]) -> bool:
    """Whether nobody named on one side is missing on the other."""
    known = [[who for who in side if who.party or not who.id.startswith("described-")] for side in (one, other)]
    names = [{who.party or who.id for who in side} for side in known]
    return not all(names) or bool(names[0] & names[1])


def is_update(article: Article, first: Figure, second: Figure) -> bool:
    """Whether the second number brings the first up to date: the same source's and higher, or told as risen."""
    higher = least(second) > most(first)
    same = first.said_by == second.said_by
    return (same and higher) or any(_BROUGHT_UP.search(_around(article, figure)) for figure in (first, second))


def _who(figure: Figure) -> str:
    """The last word of what is counted; "" where anybody is."""
    word = (figure.unit or "").split()[-1].lower() if figure.unit else ""
    return "" if word in _ANYBODY else word


def is_vague(figure: Figure) -> bool:
    """Whether a number is a word like "dozens" or "several", which tells no count."""
    words = set(figure.text.lower().split())
    return bool(words & set(table()["plurals"]) or words & {"several", "few"})


def least(figure: Figure) -> float:
    """The lowest number that a figure leaves room for."""
    if figure.bound == "at most":
        return 0
    return figure.value * _ROUGH if figure.bound == "about" else figure.value


def most(figure: Figure) -> float:
    """The highest number that a figure leaves room for."""
    top = figure.high or figure.value
    if figure.bound == "at least":
        return math.inf
    return top * (1 + _ROUGH) if figure.bound == "about" else top


def _around(article: Article, figure: Figure) -> str:
    """The words about a number, within its sentence."""
    before = _SENTENCE_END.split(article.text[max(0, figure.start - _REACH) : figure.start])[-1]
    after = _SENTENCE_END.split(article.text[figure.end : figure.end + _REACH])[0]
    return before + article.text[figure.start : figure.end] + after


def conflict(first: Figure, second: Figure, what: str) -> Finding:
    """The finding that two numbers for ``what`` exclude each other."""
    accounts = " and ".join(f"{figure.text!r} by {figure.said_by or 'the writer'}" for figure in (first, second))
    return Finding(
        kind="figure-conflict",
        text=second.text,
        start=second.start,
        end=second.end,
        message=f"accounts differ on the {what}: {accounts}",
        evidence=(f"[{first.start}, {first.end}) {first.text}",),
    )
