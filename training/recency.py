"""Learn the weights of ``events/recency.py``: ``python -m training.recency --data DIR`` (the development data).

Every event that the chain finds and that the hand-coded training articles or the corpus (its train part) also hold is
one example: its traits, and whether it is news or background there. Logistic regression with an L2 penalty, by Newton's
method; cross-validation in five folds over articles is printed for several penalties; the weights go to
``data/recency.tsv``. Real articles count fivefold: invented reports recall less of the past.
"""

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from dragoman.article import Extractor
from dragoman.codes.tables import DATA
from dragoman.config import Limits
from dragoman.events import recency
from dragoman.pipeline import Resources, code_article, load_resources
from dragoman.records import CodedArticle, Event, Failure
from dragoman.sources import open_sources
from evaluation import corpus
from evaluation.predict import load_script

PENALTY = 8.0  # of 1, 2, 4 and 8 the best in cross-validation
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

    def examples(self, name: str, pairs: Sequence[tuple[str, Event]]) -> Iterator[Example]:
        """(article, traits, recalled) of the events paired with a gold status."""
        for status, event in pairs:
            if status in {"occurred", "background"} and event.trigger.start in self.seen:
                yield name, self.seen[event.trigger.start], status == "background"
        self.seen.clear()


def from_corpus(recorder: Recorder, resources: Resources) -> Iterator[Example]:
    """Examples from the train part of the corpus."""
    for report in corpus.reports("train"):
        coded = corpus.code(report, resources)
        pairs = [(gold["status"], event) for gold, event in corpus.pairs(report, coded)]
        yield from recorder.examples(f"corpus {report['id']}", pairs)


def from_articles(recorder: Recorder, resources: Resources, data: Path) -> Iterator[Example]:
    """Examples from the hand-coded training articles."""
    scorer = load_script(data / "evaluate" / "score_records.py")
    folder = data / "gold_train"
    with Extractor(Limits()) as extractor:
        for raw in open_sources([str(folder / "articles")], limits=Limits()):
            if isinstance(raw, Failure):
                continue
            coded = code_article(raw, extractor=extractor, resources=resources)
            name = Path(raw.source).stem
            gold = json.loads((folder / "gold" / f"{name}.json").read_text(encoding="utf-8"))
            yield from recorder.examples(name, list(_paired(scorer, gold["events"], coded)))


def _paired(scorer: object, golds: list[dict], coded: CodedArticle) -> Iterator[tuple[str, Event]]:  # type: ignore[type-arg]
    text = scorer.fold(coded.article.text)  # type: ignore[attr-defined]
    place, overlaps, same = scorer.place, scorer.overlaps, scorer.same_type  # type: ignore[attr-defined]
    free = list(coded.events)
    for gold in golds:
        spans = [place({"text": t}, text, 0) for t in (gold["text"], *gold.get("also", []))]
        for event in free:
            span = place({"text": event.text, "start": event.start}, text, len(coded.article.text))
            if same(gold["type"], event.type) and any(overlaps(s, span) for s in spans if s):
                free.remove(event)
                yield gold["status"], event
                break


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


def accuracy(x: Array, y: Array, articles: Sequence[str], penalty: float, counts: Array) -> tuple[float, float]:
    """Shares right in five folds over articles, seed 0: of all, and of real articles."""
    names = sorted(set(articles))
    random.Random(0).shuffle(names)
    fold = {name: k % 5 for k, name in enumerate(names)}
    folds = np.array([fold[a] for a in articles])
    right = np.zeros(len(y))
    for k in range(5):
        held = folds == k
        w = fit(x[~held], y[~held], penalty, counts[~held])
        right[held] = ((x[held] @ w[1:] + w[0]) > 0) == (y[held] > 0)
    return float(right.mean()), float(right[counts > 1].mean())


def main() -> None:
    """Learn and write the table."""
    parser = argparse.ArgumentParser(description="Learn what tells news from background.")
    parser.add_argument("--data", type=Path, required=True)
    data = parser.parse_args().data
    resources, recorder = load_resources(), Recorder()
    with patch.object(recency, "traits", recorder):
        examples = [*from_corpus(recorder, resources), *from_articles(recorder, resources, data)]
    names = sorted(set().union(*(found for _, found, _ in examples)))
    x = np.array([[name in found for name in names] for _, found, _ in examples], dtype=np.float64)
    y = np.array([recalled for _, _, recalled in examples], dtype=np.float64)
    articles = [name for name, _, _ in examples]
    counts = np.array([1.0 if name.startswith("corpus ") else 5.0 for name in articles])
    print(f"{len(examples)} examples, {y.mean():.3f} recalled")
    for penalty in (1.0, 2.0, 4.0, 8.0):
        every, real = accuracy(x, y, articles, penalty, counts)
        print(f"penalty {penalty}: right in cross-validation {every:.3f}, of real articles {real:.3f}")
    w = fit(x, y, PENALTY, counts)
    rows = sorted(zip(("bias", *names), w, strict=True))
    lines = [f"{name}\t{weight:.3f}\tlearnt\t2026-11-22" for name, weight in rows]
    (DATA / "recency.tsv").write_text("\n".join(["trait\tweight\tsource\tas_of", *lines]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
