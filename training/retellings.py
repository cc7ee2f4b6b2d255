"""Learn the weights of ``compare/retelling.py``: ``python -m training.retellings``.

Of ``evaluation/happenings`` the stories with an even number (``evaluation/stories.py``). An example is a sentence and
an event of another article of one story: the event is coded at a clause that tells a happening; the sentence holds a
clause that tells the same one, or it tells another, or one of the two stands in an article that does not tell what the
other tells. A sentence without a mark in an article that tells the happening may tell it too, and is no example.
Logistic regression with an L2 penalty; cross-validation in five folds over stories is printed, and the scores on the
other half.
"""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dragoman.codes.tables import DATA
from dragoman.compare import retelling
from dragoman.compare.blocks import FAMILIES
from dragoman.compare.passages import Paper, paper_of
from dragoman.compare.score import Compared
from dragoman.compare.telling import tellings
from dragoman.store.open import Store
from dragoman.store.read import article_ids, coded_article
from evaluation.across import FOLDER, Clauses, Fields, read_set, truth_of
from evaluation.stories import is_learnt_from, stories
from training.recency import fit

AS_OF = "2026-11-22"
PENALTY = 2.0  # of .5, 1, 2 and 4 as good as 4 in cross-validation, and less drawn together
FOLDS = 5
THRESHOLDS = (0.4, 0.5, 0.6, 0.7, 0.8)
Array = NDArray[np.float64]


class Example(NamedTuple):
    """A sentence and an event, and whether the one tells the happening of the other."""

    story: int
    traits: Mapping[str, float]
    same: bool


class Marked:
    """The set as it was read, with what its truth says of events and sentences."""

    def __init__(self, store: Store, clauses: Clauses, folder: Path) -> None:
        self.papers = {article: paper_of(coded_article(store, article)) for article in article_ids(store)}
        ids = [event for paper in self.papers.values() for line in paper.passages for event in line.told]
        self.compared = {one.event: Compared(one) for one in tellings(store, sorted(set(ids)))}
        happenings = truth_of(folder, "happenings")
        numbers = stories(happenings, truth_of(folder, "pairs"))
        self.stories: dict[str, set[int]] = {}
        self.tells: dict[str, set[str]] = {}  # by happening, its articles
        self.events: dict[str, set[str]] = {}
        self.lines: dict[tuple[str, int], set[str]] = {}
        for row in happenings:
            for telling in row["tellings"]:
                article = clauses.article(telling)
                if article is not None:
                    self.stories.setdefault(article, set()).add(numbers[row["id"]])
                    self.tells.setdefault(row["id"], set()).add(article)
                    self._mark(row, telling, article, clauses)

    def _mark(self, row: Fields, telling: Fields, article: str, clauses: Clauses) -> None:
        found = clauses.events(telling)
        of_type = [one for one in found if set(FAMILIES[one["type"]]) & set(FAMILIES[row["type"]])]
        for one in of_type or found[: len(found) == 1]:
            self.events.setdefault(one["id"], set()).add(row["id"])
        start, end = clauses.span(telling)
        for line in self.papers[article].passages:
            if line.start < end and start < line.end:
                self.lines.setdefault((article, line.number), set()).add(row["id"])

    def examples(self) -> Iterator[Example]:
        """Every example."""
        for teller in self.papers.values():
            for source in self.papers.values():
                if teller is not source and retelling.of_one_story(teller, source):
                    yield from self._between(teller, source)

    def _between(self, teller: Paper, source: Paper) -> Iterator[Example]:
        numbers = self.stories.get(teller.article, set()) | self.stories.get(source.article, set())
        if len({is_learnt_from(number) for number in numbers}) != 1:
            return  # of no story, or of both halves
        papers = retelling.together(teller, source)
        for passage in source.passages:
            for event in passage.told:
                deed = retelling.Deed(self.compared[event], passage)
                for line in teller.passages:
                    same = self._same(event, line.number, teller.article, source.article)
                    found = retelling.traits(line, deed, papers, [self.compared[one] for one in line.told])
                    if same is not None and found is not None:
                        yield Example(min(numbers), found, same)

    def _same(self, event: str, line: int, teller: str, source: str) -> bool | None:
        """What the truth says; ``None``: nothing."""
        told, telling = self.events.get(event, set()), self.lines.get((teller, line), set())
        if told & telling:
            return True
        if told:
            elsewhere = not any(teller in self.tells[happening] for happening in told)
            return False if telling or elsewhere else None
        if telling:
            return None if any(source in self.tells[happening] for happening in telling) else False
        apart = self.stories.get(teller, set()).isdisjoint(self.stories.get(source, set()))
        return False if apart else None


def matrix(examples: Sequence[Example], names: Sequence[str]) -> tuple[Array, Array, NDArray[np.int64]]:
    """Traits, answers and stories of examples."""
    x = np.array([[one.traits.get(name, 0.0) for name in names] for one in examples])
    return x, np.array([float(one.same) for one in examples]), np.array([one.story for one in examples])


def guessed(x: Array, weights: Array) -> Array:
    """Probabilities."""
    found: Array = 1 / (1 + np.exp(-(x @ weights[1:] + weights[0])))
    return found


def folded(x: Array, y: Array, story: NDArray[np.int64], penalty: float) -> Array:
    """Probabilities in cross-validation over stories."""
    found, order = np.zeros(len(y)), {number: k % FOLDS for k, number in enumerate(sorted(set(story.tolist())))}
    folds = np.array([order[number] for number in story.tolist()])
    for k in range(FOLDS):
        held = folds == k
        found[held] = guessed(x[held], fit(x[~held], y[~held], penalty, np.ones(int((~held).sum()))))
    return found


def report(what: str, y: Array, p: Array) -> None:
    """Print the mean logarithmic loss, and precision and recall at thresholds."""
    loss = -np.mean(y * np.log(p + 1e-9) + (1 - y) * np.log(1 - p + 1e-9))
    rates = [f"{t}: P {y[p > t].mean():.2f} R {(y * (p > t)).sum() / y.sum():.2f}" for t in THRESHOLDS if (p > t).any()]
    print(f"{what}: {len(y)} examples, {int(y.sum())} the same; loss {loss:.3f}; " + ", ".join(rates))


def main() -> None:
    """Learn, print what it comes to, and write the table."""
    parser = argparse.ArgumentParser(description="Learn what tells that a sentence tells a happening again.")
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--dry", action="store_true", help="write no table")
    options = parser.parse_args()
    with read_set(options.folder) as (store, clauses):
        examples = list(Marked(store, clauses, options.folder).examples())
    names = sorted({name for one in examples for name in one.traits})
    x, y, story = matrix(examples, names)
    learnt = np.array([is_learnt_from(number) for number in story.tolist()])
    for penalty in (0.5, 1.0, 2.0, 4.0):
        p = folded(x[learnt], y[learnt], story[learnt], penalty)
        report(f"five folds of the learning half, penalty {penalty}", y[learnt], p)
    weights = fit(x[learnt], y[learnt], PENALTY, np.ones(int(learnt.sum())))
    report("the other half", y[~learnt], guessed(x[~learnt], weights))
    report("five folds of all", y, folded(x, y, story, PENALTY))
    if not options.dry:
        rows = sorted(zip((retelling.BEFORE, *names), weights, strict=True))
        lines = [f"{name}\t{weight:.3f}\tlearnt\t{AS_OF}" for name, weight in rows]
        (DATA / "retelling.tsv").write_text(
            "\n".join(["trait\tweight\tsource\tas_of", *lines]) + "\n", encoding="utf-8"
        )


if __name__ == "__main__":
    main()
