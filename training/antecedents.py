"""Learns whom a pronoun takes up: ``python -m training.antecedents --data DIR [--folds 5 | --out DIR]``.

Texts: the corpus's train part and GUM's, without the genres that are left out (``evaluation.chains``). Of every pronoun
of the third person each cluster that fits is an example: right where a name or noun of it belongs to the pronoun's
chain. What stands before is resolved as marked. In the corpus a pronoun without a mark may mean somebody all the same,
so that nothing is learnt from it. ``--folds`` leaves a fold of the texts out each time and prints the scores of all
(``evaluation.pronouns``), with the rules and with the trees.
"""

import argparse
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier

from dragoman.codes.tables import DATA
from dragoman.entities.antecedents import NAMES, Chooser, Rows, Weighed
from dragoman.entities.drafts import Draft
from dragoman.entities.index import EntityIndex, index_entities
from dragoman.pipeline import Resources, boundaries, load_resources, reference_date
from dragoman.records import Mention, Reading
from evaluation.chains import Chains, Text, corpus_texts, treebank_texts
from evaluation.pronouns import outcomes, table
from training.ensembles import learn, write


@dataclass
class Teacher:
    """Chooses as marked and keeps what it was asked."""

    chains: Chains
    rows: list[Rows]
    right: list[NDArray[np.bool_]]

    def __call__(self, pronoun: Mention, candidates: Sequence[Draft], rows: Rows) -> Draft | None:
        """The first cluster that belongs to the pronoun's chain."""
        meant = self.chains.pronouns.get((pronoun.sentence, pronoun.head), frozenset())
        if not meant and not self.chains.complete:
            return None
        right = np.array([len(meant) == 1 and self._is(draft, meant) for draft in candidates])
        self.rows.append(rows)
        self.right.append(right)
        return candidates[int(np.argmax(right))] if right.any() else None

    def _is(self, draft: Draft, meant: frozenset[str]) -> bool:
        named = (f.mention for f in draft.mentions if f.mention.form != "pronoun")
        return any(self.chains.of(mention) & meant for mention in named)


@dataclass(frozen=True)
class Read:
    """A text as the reader sees it."""

    text: Text
    reading: Reading

    @classmethod
    def of(cls, text: Text, resources: Resources) -> "Read":
        """Read a text."""
        return cls(text, resources.reader.read(text.article.text, boundaries=boundaries(text.article)))

    def index(self, resources: Resources, choose: Chooser | None) -> EntityIndex:
        """Its entities, with pronouns as chosen."""
        return index_entities(
            self.text.article, self.reading, linker=resources.linker, nouns=resources.nouns,
            reference=reference_date(self.text.article), choose=choose,
        )  # fmt: skip


def examples(texts: Sequence[Read], resources: Resources) -> tuple[Rows, NDArray[np.bool_]]:
    """The candidates of all pronouns as one matrix, and which are right."""
    rows: list[Rows] = []
    right: list[NDArray[np.bool_]] = []
    for one in texts:
        one.index(resources, Teacher(Chains(one.text, one.reading), rows, right))
    return np.concatenate(rows), np.concatenate(right)


@dataclass(frozen=True)
class Learnt:
    """Trees just learnt, asked as a scorer is."""

    model: HistGradientBoostingClassifier

    def __call__(self, rows: Rows) -> Rows:
        """The probability of each row."""
        return self.model.predict_proba(rows)[:, 1:].astype(np.float32)


def learnt(texts: Sequence[Read], resources: Resources) -> HistGradientBoostingClassifier:
    """Trees that tell whom a pronoun means."""
    return learn(*examples(texts, resources), rounds=150, leaves=24, share=0.3)  # seventeen thousand rows


def fold_of(name: str, folds: int) -> int:
    """The fold of a text, by its name."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % folds


def scored(texts: Mapping[str, Sequence[Read]], folds: int, resources: Resources) -> dict[str, str]:
    """By source the scores of the rules, and those of the trees on texts that they have not seen."""
    found: dict[str, list[tuple[str, str]]] = {f"{name}, {way}": [] for name in texts for way in ("rules", "trees")}
    for fold in range(folds):
        others = [t for some in texts.values() for t in some if fold_of(t.text.name, folds) != fold]
        trees = Weighed(Learnt(learnt(others, resources)))
        for name, some in texts.items():
            for one in (t for t in some if fold_of(t.text.name, folds) == fold):
                chains = Chains(one.text, one.reading)
                found[f"{name}, rules"].extend(outcomes(chains, one.index(resources, None)))
                found[f"{name}, trees"].extend(outcomes(chains, one.index(resources, trees)))
    return {name: table(told) for name, told in found.items()}


def main() -> None:
    """Learn and write the trees, or score them by folds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with corpora/")
    parser.add_argument("--out", type=Path, default=DATA / "reader", help="folder for the files")
    parser.add_argument("--folds", type=int, default=0, help="score by so many folds instead of writing")
    options = parser.parse_args()
    resources = load_resources(trees=False)
    sources = {
        "corpus": corpus_texts("train"),
        "GUM": treebank_texts(options.data / "corpora" / "ud" / "gum-train.conllu"),
    }
    texts = {name: [Read.of(text, resources) for text in found] for name, found in sources.items()}
    if not options.folds:
        write([learnt([t for some in texts.values() for t in some], resources)], NAMES, options.out, "antecedents")
        return
    for name, told in scored(texts, options.folds, resources).items():
        print(f"{name}\n{told}")


if __name__ == "__main__":
    main()
