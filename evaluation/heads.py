"""Scores the reader's heads for events at the trigger: ``python -m evaluation.heads [--split dev] [--model DIR]``.

Data: the project's corpus, or (``--print DATA``) the tenth of the texts marked in print that no head has learnt from.
A trigger is right where the head gives its word any type with a probability of at least
.5, its type where the likeliest is the corpus's (CONCEDE and RETREAT apart); labels are scored where the trigger is
right, and links as the words linked on a side, those that name the same participant again aside. The expected
calibration error compares the probability of the likeliest type with how often it is right, in ten bins (Guo et al.
2017).

After the scores comes a table by type. ``--worst 30`` prints the 30 mistakes that the heads were surest of: words told
to be an event of a type that the marks do not give them. They quote the texts, which in print are others': they are for
the screen alone.
"""

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from corpus import in_print
from corpus.vocabulary import TYPES
from dragoman.language.model import Reader
from dragoman.records import Act, Reading, Record
from evaluation import corpus
from evaluation.figures import Figure

AT = 0.5
BINS = 10
LABELS = ("status", "basis", "mode", "force")
AROUND = 60  # characters shown on either side of a mistake
ROOM, ROOM_OF_A_TYPE = (
    0.02,
    0.1,
)  # how far floors stay below what was measured; types have 8 to 158 events


class Mistake(Record, frozen=True, kw_only=True):
    """A word told to be an event of a type that the marks do not give it."""

    probability: float
    told: str
    marked: str | None  # None: no event is marked there
    where: str  # the report's id and the offset
    words: str  # the word between brackets, with what stands around it


class Scores:
    """Counts that add up over reports."""

    def __init__(self) -> None:
        self.count: Counter[str] = Counter()
        self.sure: list[tuple[float, bool]] = []  # probability of the likeliest type, whether it is right
        self.mistakes: list[Mistake] = []

    def add(self, report: Mapping[str, Any], reading: Reading) -> None:
        """Compare one report with what was read in it."""
        gold = {word: event for event in report["events"] for word in _triggers(event, reading)}
        found = {(act.sentence, act.token): act for act in reading.acts}
        told = {word for word, act in found.items() if act.probability >= AT and _in_body(word, report, reading)}
        self.count.update(gold=len(gold), told=len(told), trigger=len(told & gold.keys()))
        self.count.update(f"{event['type']} gold" for event in gold.values())
        for word in sorted(told):
            act = found[word]
            kind, probability = act.types[0]
            right = word in gold and gold[word]["type"] == kind
            self.sure.append((probability, right))
            self.count.update({"type": right, f"{kind} told": 1, f"{kind} right": right})
            if not right:
                marked = gold[word]["type"] if word in gold else None
                self.mistakes.append(_mistake(report, reading, word, told=act.types[0], marked=marked))
            if word in gold:
                self._labels(act, gold[word])

    def _labels(self, act: Act, event: Mapping[str, Any]) -> None:
        for name in LABELS:
            wanted = event[name] or ("none" if name == "mode" else None)
            if wanted is not None:
                best = getattr(act, name)[0][0]
                self.count.update({f"{name} asked": 1, f"{name} right": best == wanted})

    def figures(self) -> dict[str, float]:
        """F1 of triggers and types, shares of labels right, the calibration error."""
        both = self.count["gold"] + self.count["told"]
        shares = {f"{name} right": self.count[f"{name} right"] / max(1, self.count[f"{name} asked"]) for name in LABELS}
        return {
            "trigger F1": 2 * self.count["trigger"] / max(1, both),
            "trigger and type F1": 2 * self.count["type"] / max(1, both),
            **shares,
            "calibration error": calibration_error(self.sure),
        }

    def by_type(self) -> dict[str, tuple[int, int, int]]:
        """Of each type that is marked or told: how many words are marked, told, and both."""
        counted = {
            kind: (self.count[f"{kind} gold"], self.count[f"{kind} told"], self.count[f"{kind} right"])
            for kind in TYPES
        }
        return {kind: counts for kind, counts in counted.items() if counts[0] or counts[1]}

    def worst(self, number: int) -> list[Mistake]:
        """The mistakes that the heads were surest of."""
        return sorted(self.mistakes, key=lambda mistake: (-mistake.probability, mistake.where))[:number]


def calibration_error(sure: list[tuple[float, bool]]) -> float:
    """How far probabilities lie from the share that is right, over equal bins, weighted by their number."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for probability, right in sure:
        bins.setdefault(min(BINS - 1, int(probability * BINS)), []).append((probability, right))
    off = (abs(sum(p - right for p, right in one)) for one in bins.values())
    return sum(off) / max(1, len(sure))


def _mistake(
    report: Mapping[str, Any], reading: Reading, word: tuple[int, int], *, told: tuple[str, float], marked: str | None
) -> Mistake:
    token, text = reading.sentences[word[0]].tokens[word[1]], report["text"]
    before, after = text[max(0, token.start - AROUND) : token.start], text[token.end : token.end + AROUND]
    return Mistake(
        probability=told[1], told=told[0], marked=marked, where=f"{report['id']}:{token.start}",
        words=" ".join(f"{before}[{text[token.start : token.end]}]{after}".split()),
    )  # fmt: skip


def _triggers(event: Mapping[str, Any], reading: Reading) -> Iterator[tuple[int, int]]:
    """(sentence, token) of the head of each mark; of a particle's verb once."""
    for mark in event["triggers"]:
        for number, sentence in enumerate(reading.sentences):
            inside = [i for i, t in enumerate(sentence.tokens) if t.start < mark["end"] and mark["start"] < t.end]
            heads = [i for i in inside if sentence.tokens[i].head - 1 not in inside]
            if heads and sentence.tokens[heads[0]].upos not in {"ADP", "ADV", "PART"}:
                yield number, heads[0]


def _in_body(word: tuple[int, int], report: Mapping[str, Any], reading: Reading) -> bool:
    start: int = reading.sentences[word[0]].tokens[word[1]].start
    return start >= int(report["body_start"])


def scored(reader: Reader, reports: Iterable[Mapping[str, Any]]) -> Scores:
    """The counts of compiled reports: a part of the corpus, or of what is marked in print."""
    scores = Scores()
    for report in reports:
        start = report["body_start"]
        scores.add(report, reader.read(report["text"], boundaries=[(0, start)] if start else []))
    return scores


def figures(scores: Scores, data: str, sha256: str) -> list[Figure]:
    """The scores as the evaluation keeps them: overall, then the F1 of each type. Errors have a ceiling."""
    named = {"part": "heads", "data": data, "sha256": sha256}
    overall = [
        Figure(**named, what=what, value=value, room=ROOM, better="low", capped=True)
        if what == "calibration error"
        else Figure(**named, what=what, value=value, room=ROOM)
        for what, value in scores.figures().items()
    ]
    return overall + [
        Figure(
            **named, what=f"{kind} F1", value=2 * both / (gold + told), room=ROOM_OF_A_TYPE,
            detail=f"P {both / max(1, told):.3f} R {both / max(1, gold):.3f}, {gold} in gold",
        )
        for kind, (gold, told, both) in scores.by_type().items()
    ]  # fmt: skip


def main() -> None:
    """Print the scores, the table by type and the worst mistakes."""
    parser = argparse.ArgumentParser(description="Score the heads for events at the trigger.")
    parser.add_argument("--split", choices=("train", "dev", "test"), default="dev")
    parser.add_argument("--print", type=Path, metavar="DATA", help="score what is marked in print, with this folder")
    parser.add_argument("--passages", choices=("with", "without", "alone"), default="with", help="of texts in print")
    parser.add_argument("--model", type=Path, help="folder of another model")
    parser.add_argument(
        "--worst", type=int, default=0, metavar="N", help="the N mistakes that the heads were surest of"
    )
    options = parser.parse_args()
    marked = in_print.reports(options.print, options.split) if options.print else corpus.reports(options.split)
    if options.passages != "with":
        marked = (r for r in marked if in_print.is_passage(r["id"]) == (options.passages == "alone"))
    scores = scored(Reader.load(options.model), marked)
    for name, value in scores.figures().items():
        print(f"{name:<22}{value:.3f}")
    print(f"\n{'type':<12}{'gold':>6}{'told':>6}{'right':>6}{'F1':>7}")
    for kind, (gold, told, both) in scores.by_type().items():
        print(f"{kind:<12}{gold:>6}{told:>6}{both:>6}{2 * both / (gold + told):>7.3f}")
    for mistake in scores.worst(options.worst):
        print(f"\n{mistake.probability:.3f} {mistake.told}, marked {mistake.marked or 'no event'}, {mistake.where}")
        print(f"      {mistake.words}")


if __name__ == "__main__":
    main()
