"""Learn the weights of ``events/recency.py``: ``python -m training.recency --data DIR --readers READER-0 READER-1``.

Every word that tells an event in a whole article in print (hand-coded training articles, PolNeAR's training part) is
one example, where the chain reads it so: its traits, and whether it is news or background there. The reader that reads
an article has not learnt from it. Logistic regression with an L2 penalty, by Newton's method; cross-validation in five
folds over articles is printed for several penalties, with and without what the reader thinks; the weights go to
``data/recency.tsv``. Invented reports recall less of the past, so the corpus is left out.
"""

import argparse
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from corpus import in_print
from dragoman.codes.tables import DATA
from dragoman.entities.allegiance import Weigher
from dragoman.entities.antecedents import Weighed
from dragoman.events import recency
from dragoman.events.belief import NAMES as BELIEF_COLUMNS
from dragoman.language.scorer import Scorer
from dragoman.pipeline import load_resources
from evaluation import corpus
from training.allegiance import with_weigher
from training.stages import held_out

PENALTY = 2.0  # of 1, 2, 4 and 8 the best in cross-validation
# How often a hand-coded article counts: reports of relations between states recall less than those of campaigns.
CODED = 3.0
AS_OF = "2026-11-23"
Example = tuple[str, frozenset[str], bool]
Array = NDArray[np.float64]


class Recorder:
    """Stands in for ``recency.traits`` and remembers what it gave, by where the trigger stands."""

    def __init__(self) -> None:
        self.seen: dict[int, frozenset[str]] = {}
        self._traits = recency.traits

    def __call__(self, tree: recency.Tree, token: int, told: recency.Telling) -> frozenset[str]:
        """The traits, remembered."""
        found = self._traits(tree, token, told)
        self.seen[tree[token].start] = found
        return found

    def examples(self, report: Mapping[str, Any]) -> Iterator[Example]:
        """(article, traits, recalled) of every trigger of an article's events that was read."""
        for event in report["events"]:
            for mark in event["triggers"] if event["status"] in {"occurred", "background"} else ():
                at = next((at for at in range(mark["start"], mark["end"]) if at in self.seen), None)
                if at is not None:
                    yield report["id"], self.seen[at], event["status"] == "background"
        self.seen.clear()


def examples_of(data: Path, readers: Sequence[Path], trees: Path, recorder: Recorder) -> Iterator[Example]:
    """Examples from the whole articles in print that have a date, each read by the reader that left it out."""
    marked = list(in_print.reports(data, "train"))
    for number, folder in enumerate(readers):
        # With the trees that choose among tellings, not with those that weigh what is learnt here.
        plain = with_weigher(load_resources(model=folder, trees=False), Weigher.load(folder))
        belief = Scorer.load("belief", BELIEF_COLUMNS, trees)
        resources = replace(plain, belief=belief, antecedents=Weighed.load(trees))
        out = held_out([report["id"] for report in marked], (number, len(readers)))
        for report in marked:
            dated = report["published"] or _is_coded(report["id"])  # some hand-coded ones are published without a date
            if report["id"] in out and dated and not in_print.is_passage(report["id"]):
                corpus.code(report, resources)
                yield from recorder.examples(report)


def fit(x: Array, y: Array, penalty: float, counts: Array) -> Array:
    """Weights, the bias first, of a logistic regression with an L2 penalty; Newton's method, 40 steps."""
    x = np.column_stack([np.ones(len(x)), x])
    w = np.zeros(x.shape[1])
    ridge = np.diag([1e-6] + [penalty] * (x.shape[1] - 1))
    for _ in range(40):
        p = 1 / (1 + np.exp(-x @ w))
        hessian = (x * (counts * p * (1 - p))[:, None]).T @ x + ridge
        w -= np.linalg.solve(hessian, x.T @ (counts * (p - y)) + ridge @ w)
    return w


def accuracy(x: Array, y: Array, articles: Sequence[str], penalty: float, counts: Array) -> float:
    """The share right in five folds over articles, seed 0, of the hand-coded ones."""
    names = sorted(set(articles))
    random.Random(0).shuffle(names)
    fold = {name: k % 5 for k, name in enumerate(names)}
    folds = np.array([fold[a] for a in articles])
    right = np.zeros(len(y))
    for k in range(5):
        held = folds == k
        w = fit(x[~held], y[~held], penalty, counts[~held])
        right[held] = ((x[held] @ w[1:] + w[0]) > 0) == (y[held] > 0)
    return float(right[[_is_coded(a) for a in articles]].mean())


def _is_coded(article: str) -> bool:
    return article.startswith("coded:")


def main() -> None:
    """Learn and write the table."""
    parser = argparse.ArgumentParser(description="Learn what tells news from background.")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--readers", type=Path, nargs="+", required=True, help="readers, the K-th without fold K")
    parser.add_argument("--trees", type=Path, default=DATA / "reader", help="folder with belief.onnx")
    parser.add_argument("--out", type=Path, default=DATA, help="folder for recency.tsv")
    options = parser.parse_args()
    recorder = Recorder()
    with patch.object(recency, "traits", recorder):
        examples = list(examples_of(options.data, options.readers, options.trees, recorder))
    names = sorted(set().union(*(found for _, found, _ in examples)))
    x = np.array([[name in found for name in names] for _, found, _ in examples], dtype=np.float64)
    y = np.array([recalled for _, _, recalled in examples], dtype=np.float64)
    articles = [name for name, _, _ in examples]
    counts = np.array([CODED if _is_coded(name) else 1.0 for name in articles])
    print(f"{len(examples)} examples, {y.mean():.3f} recalled")
    by_rule = np.array([not name.startswith("reader: ") for name in names])
    for penalty in (1.0, 2.0, 4.0, 8.0):
        told, alone = (
            accuracy(x[:, columns], y, articles, penalty, counts) for columns in (np.ones_like(by_rule), by_rule)
        )
        print(f"penalty {penalty}: right in cross-validation {told:.3f}, without the reader {alone:.3f}")
    w = fit(x, y, PENALTY, counts)
    rows = sorted(zip(("bias", *names), w, strict=True))
    lines = [f"{name}\t{weight:.3f}\tlearnt\t{AS_OF}" for name, weight in rows]
    table = "\n".join(["trait\tweight\tsource\tas_of", *lines]) + "\n"
    (options.out / "recency.tsv").write_text(table, encoding="utf-8")


if __name__ == "__main__":
    main()
