"""Scores of the network for marked pairs by folds: on each fold the network that has not seen it, alone and weighed
with the coder's opinion. Prints macro-F1 over the fifteen roots and the share that is right.
"""

import math
from collections.abc import Sequence
from copy import deepcopy

import torch

from dragoman.article import Extractor
from dragoman.config import Limits
from dragoman.labelling import Labeller, root_of
from dragoman.pipeline import load_resources
from training.marked_pairs import Pair
from training.pairs import KEPT, LAST_EPOCHS, TYPES, Example, PairNetwork, batch_of, fold_of, sample, train


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


def score_folds(
    marked: Sequence[Pair], rows: Sequence[Example], network: PairNetwork, *, folds: int, written: Sequence[Example]
) -> None:
    """Train on all folds but one, as often as there are folds, and print the scores on what was left out."""
    by_text = {id(example): pair for pair, example in zip(marked, rows, strict=True)}
    known = Folded()
    for fold in range(folds):
        own = deepcopy(network)
        seen = [e for e in rows if fold_of(e.text, folds) != fold]
        train(own, [*seen, *sample(written, KEPT, seed=fold)], LAST_EPOCHS, seed=fold)
        left = [e for e in rows if fold_of(e.text, folds) == fold]
        for example, found in zip(left, likely(own, left), strict=True):
            known.add(by_text[id(example)].marked, found)
    gold = [root_of(pair.types[0], "plv") for pair in marked]
    with Extractor(Limits()) as extractor:
        labeller = Labeller(resources=load_resources(), extractor=extractor, pairs=known)  # type: ignore[arg-type]
        weighed = [labeller.label(pair.marked, roots="plv").predicted for pair in marked]
    alone = [_root(known.types(pair.marked)) for pair in marked]
    for name, predicted in (("network alone", alone), ("with the coder", weighed)):
        right = sum(a == b for a, b in zip(gold, predicted, strict=True)) / len(gold)
        print(f"{name}: macro-F1 {macro_f1(gold, predicted):.3f}, right {right:.3f} of {len(gold)}", flush=True)


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
