"""Scores the reader's heads for events at the trigger: ``python -m evaluation.heads [--split dev] [--model DIR]``.

Data: the project's corpus, or (``--print DATA``) the tenth of the texts marked in print that no head has learnt from.
A trigger is right where the head gives its word any type with a probability of at least
.5, its type where the likeliest is the corpus's (CONCEDE and RETREAT apart); labels are scored where the trigger is
right, and links as the words linked on a side, those that name the same participant again aside. The expected
calibration error compares the probability of the likeliest type with how often it is right, in ten bins (Guo et al.
2017).
"""

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from corpus import in_print
from dragoman.language.model import Reader
from dragoman.records import Act, Reading
from evaluation import corpus

AT = 0.5
BINS = 10
LABELS = ("status", "basis", "mode", "force")


class Scores:
    """Counts that add up over reports."""

    def __init__(self) -> None:
        self.count: Counter[str] = Counter()
        self.sure: list[tuple[float, bool]] = []  # probability of the likeliest type, whether it is right

    def add(self, report: Mapping[str, Any], reading: Reading) -> None:
        """Compare one report with what was read in it."""
        gold = {word: event for event in report["events"] for word in _triggers(event, reading)}
        found = {(act.sentence, act.token): act for act in reading.acts}
        told = {word for word, act in found.items() if act.probability >= AT and _in_body(word, report, reading)}
        self.count.update(gold=len(gold), told=len(told), trigger=len(told & gold.keys()))
        for word in told:
            act = found[word]
            kind, probability = act.types[0]
            right = word in gold and gold[word]["type"] == kind
            self.sure.append((probability, right))
            self.count.update(type=right)
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


def calibration_error(sure: list[tuple[float, bool]]) -> float:
    """How far probabilities lie from the share that is right, over equal bins, weighted by their number."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for probability, right in sure:
        bins.setdefault(min(BINS - 1, int(probability * BINS)), []).append((probability, right))
    off = (abs(sum(p - right for p, right in one)) for one in bins.values())
    return sum(off) / max(1, len(sure))


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


def score(reader: Reader, reports: Iterable[Mapping[str, Any]]) -> dict[str, float]:
    """The figures of compiled reports: a part of the corpus, or of what is marked in print."""
    scores = Scores()
    for report in reports:
        start = report["body_start"]
        scores.add(report, reader.read(report["text"], boundaries=[(0, start)] if start else []))
    return scores.figures()


def main() -> None:
    """Print the scores."""
    parser = argparse.ArgumentParser(description="Score the heads for events at the trigger.")
    parser.add_argument("--split", choices=("train", "dev", "test"), default="dev")
    parser.add_argument("--print", type=Path, metavar="DATA", help="score what is marked in print, with this folder")
    parser.add_argument("--passages", choices=("with", "without", "alone"), default="with", help="of texts in print")
    parser.add_argument("--model", type=Path, help="folder of another model")
    options = parser.parse_args()
    marked = in_print.reports(options.print, options.split) if options.print else corpus.reports(options.split)
    if options.passages != "with":
        marked = (r for r in marked if in_print.is_passage(r["id"]) == (options.passages == "alone"))
    for name, value in score(Reader.load(options.model), marked).items():
        print(f"{name:<22}{value:.3f}")


if __name__ == "__main__":
    main()
