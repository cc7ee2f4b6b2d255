"""How far codings agree with hand-coded articles: precision, recall and F1 of events and statements.

Spans are placed by their words, white space and quote marks folded. An event agrees when its type is right and its
words overlap one of the hand-coded tellings; with its dyad when also each side names the same parties. A statement
agrees when its content overlaps by half or more (intersection over union), with its speaker when they share a party
or a word of the name. Pairs are one to one, the closest first.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any

from dragoman.records import Record

Fields = dict[str, Any]
Span = tuple[int, int]
Agrees = Callable[[Fields, Fields], bool]

LEAST_OVERLAP = 0.5  # of a statement's content: what PolNeAR's scorers ask of a span
LEVELS = ("event", "event+dyad", "event+dyad+status", "statement", "statement+speaker")

_QUOTES = str.maketrans("“”„‘’`´\u00a0", "\"\"\"'''' ")


class Score(Record, frozen=True, kw_only=True):
    """Counts of one level, summed over articles."""

    level: str
    gold: int
    predicted: int
    agreed: int

    @property
    def precision(self) -> float:
        """Share of the predicted that agrees; 0 when nothing was predicted."""
        return self.agreed / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the hand-coded that was found; 0 when there is none."""
        return self.agreed / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.agreed / (self.gold + self.predicted) if self.gold + self.predicted else 0.0


def score_article(gold: Fields, predicted: Fields) -> tuple[Score, ...]:
    """The scores of one article.

    Args:
        gold: a hand-coded article: ``events`` and ``statements``, as in the coding guide.
        predicted: the article as the JSON contract has it, with its text.
    """
    text = fold(predicted["article"]["text"])
    events = [_placed(event, text) for event in gold.get("events", [])]
    guesses = [_placed(event, text) for event in predicted["events"]]
    contents = [_placed(item, text) for item in gold.get("statements", [])]
    found = [_placed(item, text) for item in predicted["statements"]]
    tests: tuple[tuple[list[Fields], list[Fields], Agrees], ...] = (
        (events, guesses, _same_event),
        (events, guesses, lambda g, p: _same_event(g, p) and same_dyad(g, p)),
        (events, guesses, lambda g, p: _same_event(g, p) and same_dyad(g, p) and _same_status(g, p)),
        (contents, found, _same_content),
        (contents, found, lambda g, p: _same_content(g, p) and same_speaker(g, p)),
    )
    return tuple(
        Score(level=level, gold=len(golds), predicted=len(rest), agreed=_pairs(golds, rest, agrees))
        for level, (golds, rest, agrees) in zip(LEVELS, tests, strict=True)
    )


def total(scores: Sequence[Sequence[Score]]) -> tuple[Score, ...]:
    """The scores of several articles, counts added."""
    return tuple(
        Score(
            level=level,
            gold=sum(each[number].gold for each in scores),
            predicted=sum(each[number].predicted for each in scores),
            agreed=sum(each[number].agreed for each in scores),
        )
        for number, level in enumerate(LEVELS)
    )


def fold(text: str) -> str:
    """The text with white space collapsed and quote marks made plain."""
    return re.sub(r"\s+", " ", text.translate(_QUOTES).replace("''", '"')).strip()


def same_dyad(gold: Fields, predicted: Fields) -> bool:
    """Whether both sides name the same parties; sides may be swapped where both do the same."""
    straight = _same_side(gold["actors"], predicted["actors"]) and _same_side(
        gold["recipients"], predicted["recipients"]
    )
    mutual = gold["type"] in {"CONSULT", "COOPERATE"} or _codes(gold["actors"]) == _codes(gold["recipients"])
    swapped = _same_side(gold["actors"], predicted["recipients"]) and _same_side(
        gold["recipients"], predicted["actors"]
    )
    return straight or (mutual and swapped)


def same_speaker(gold: Fields, predicted: Fields) -> bool:
    """Whether a hand-coded speaker is among those named."""
    golds = gold.get("speakers") or [gold["speaker"]]
    return any(_same_party(one, other) for one in golds for other in predicted["speakers"])


def _same_event(gold: Fields, predicted: Fields) -> bool:
    return gold["type"] == predicted["type"] and any(
        _shared(one, other) > 0 for one in gold["spans"] for other in predicted["spans"]
    )


def _same_status(gold: Fields, predicted: Fields) -> bool:
    return bool(gold["status"] == predicted["status"] and gold["basis"] == predicted["basis"])


def _same_content(gold: Fields, predicted: Fields) -> bool:
    return _closeness(gold, predicted) >= LEAST_OVERLAP


def _same_side(golds: Sequence[Fields], guesses: Sequence[Fields]) -> bool:
    """Somebody of the side is named, and more of those named are right than wrong; nobody where there is nobody."""
    if not golds:
        return not guesses
    right = sum(any(_same_party(gold, guess) for gold in golds) for guess in guesses)
    return right > 0 and 2 * right > len(guesses)


def _same_party(gold: Fields, guess: Fields) -> bool:
    mine, theirs = gold.get("party") or gold.get("country"), {guess.get("party"), guess.get("country")} - {None}
    if mine and theirs:
        return mine in theirs
    return bool(_words(gold["name"]) & _words(guess["name"]))


def _codes(side: Sequence[Fields]) -> frozenset[str]:
    return frozenset(who.get("party") or who.get("country") or who["name"] for who in side)


def _words(name: str | None) -> frozenset[str]:
    return frozenset(re.findall(r"\w{3,}", (name or "").casefold())) - {"the", "and", "for"}


def _placed(item: Fields, text: str) -> Fields:
    tellings = [item["text"], *item.get("also", ()), *(span["text"] for span in item.get("citations", ()))]
    spans = [(start, start + len(words)) for words in map(fold, tellings) if (start := text.find(words)) >= 0]
    return {**item, "spans": spans}


def _shared(one: Span, other: Span) -> float:
    """Intersection over union of two spans."""
    inner = min(one[1], other[1]) - max(one[0], other[0])
    return max(inner, 0) / (max(one[1], other[1]) - min(one[0], other[0]))


def _closeness(gold: Fields, predicted: Fields) -> float:
    return max((_shared(one, other) for one in gold["spans"] for other in predicted["spans"]), default=0.0)


def _pairs(golds: Sequence[Fields], guesses: Sequence[Fields], agrees: Agrees) -> int:
    """How many pair up one to one, the closest first."""
    near = sorted(
        (-_closeness(gold, guess), i, j)
        for i, gold in enumerate(golds)
        for j, guess in enumerate(guesses)
        if agrees(gold, guess)
    )
    used_golds: set[int] = set()
    used_guesses: set[int] = set()
    for _, i, j in near:
        if i not in used_golds and j not in used_guesses:
            used_golds.add(i)
            used_guesses.add(j)
    return len(used_golds)
