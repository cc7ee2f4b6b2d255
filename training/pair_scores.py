"""Scores of the network for marked pairs by folds: on each fold the network that has not seen it, alone and through
``dragoman label``, which weighs it with the coder's opinion. Prints macro-F1 over the fifteen roots and what is right.

The reader's heads for events have learnt from marks on the same sentences. So the coder is asked twice: with rules
alone, which have learnt from nothing, and as it ships, which is more than it would know of a new sentence.
``calibration`` compares the probability that ``dragoman label`` tells with the share that is right.
"""

import math
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace
from typing import Any

import torch
from msgspec.structs import replace as replaced

from dragoman.article import Extractor
from dragoman.config import Limits
from dragoman.labelling import Labeller, root_of
from dragoman.language.model import Reader
from dragoman.pipeline import load_resources
from dragoman.records import Reading
from evaluation.heads import calibration_error
from training.folds import fold_of
from training.pairs import KEPT, TYPES, Example, Material, PairNetwork, batch_of, sample, train


class Folded:
    """Probabilities by sentence, from networks that did not see it; stands where the labeller wants its network."""

    def __init__(self) -> None:
        self._by_text: dict[object, dict[str, float]] = {}

    def add(self, marked: object, likely: dict[str, float]) -> None:
        """Keep what the network of a fold says of a sentence."""
        self._by_text[marked] = likely

    def types(self, marked: object) -> dict[str, float]:
        """As ``PairReader.types``."""
        return self._by_text[marked]


@torch.no_grad()
def likely(network: PairNetwork, found: Sequence[Example]) -> list[dict[str, float]]:
    """The probability of each type for each example."""
    network.eval()
    out = []
    for example in found:
        scores = network(*batch_of([example]))[0].softmax(-1).tolist()
        out.append(dict(zip(TYPES, scores, strict=True)))
    return out


def score_folds(material: Material, network: PairNetwork, *, folds: int, epochs: int) -> None:
    """Train on all folds but one, as often as there are folds, and print the scores on what was left out."""
    marked, rows = material.marked, material.rows
    by_text = {id(example): pair for pair, example in zip(marked, rows, strict=True)}
    known = Folded()
    for fold in range(folds):
        own = deepcopy(network)
        seen = [e for e in rows if fold_of(e.text, folds) != fold]
        train(own, [*seen, *sample(material.written, KEPT, seed=fold)], epochs, seed=fold)
        left = [e for e in rows if fold_of(e.text, folds) == fold]
        for example, found in zip(left, likely(own, left), strict=True):
            known.add(by_text[id(example)].marked, found)
    gold = [root_of(pair.types[0], "plv") for pair in marked]
    _told("network alone", gold, [_root(known.types(pair.marked)) for pair in marked])
    whole = load_resources()
    by_rules = replace(load_resources(trees=False), reader=WithoutActs(whole.reader))  # type: ignore[arg-type]
    for name, resources in (("dragoman label, coder by rules", by_rules), ("dragoman label as it ships", whole)):
        with Extractor(Limits()) as extractor:
            labeller = Labeller(resources=resources, extractor=extractor, pairs=known)  # type: ignore[arg-type]
            labelled = [labeller.label(pair.marked, roots="plv") for pair in marked]
        _told(name, gold, [_root({one.predicted: one.probability}) for one in labelled])
        sure = [(one.probability, one.predicted == wanted) for one, wanted in zip(labelled, gold, strict=True)]
        print(f"{name}: calibration error {calibration_error(sure):.3f}", flush=True)


def _told(name: str, gold: Sequence[str], predicted: Sequence[str]) -> None:
    right = sum(a == b for a, b in zip(gold, predicted, strict=True)) / len(gold)
    print(f"{name}: macro-F1 {macro_f1(gold, predicted):.3f}, right {right:.3f} of {len(gold)}", flush=True)


class WithoutActs:
    """A reader whose heads for events are not asked."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def __getattr__(self, name: str) -> Any:
        return getattr(self._reader, name)

    def read(self, text: str, **given: Any) -> Reading:
        """As ``Reader.read``, without acts."""
        return replaced(self._reader.read(text, **given), acts=())


def _root(found: dict[str, float]) -> str:
    sums: dict[str, float] = {}
    for name, p in found.items():
        sums[root_of(name, "plv")] = math.fsum((sums.get(root_of(name, "plv"), 0.0), p))
    return max(sums, key=lambda name: (sums[name], name))


def macro_f1(gold: Sequence[str], predicted: Sequence[str]) -> float:
    """F1 averaged over the labels of ``gold``."""
    scores = []
    for label in sorted(set(gold)):
        both = sum(a == b == label for a, b in zip(gold, predicted, strict=True))
        scores.append(2 * both / (gold.count(label) + list(predicted).count(label)))
    return sum(scores) / len(scores)
