"""Learns who stands on which side: ``python -m training.sides --data DIR --readers DIR DIR [--out DIR | --folds 5]``.

Every telling that the coder finds and that the hand-coded articles, the texts marked in print or the corpus hold is an
example: each party of its text is on its side or not. A text marked in print is read by a reader that has not seen it
(``training.belief``). ``--folds`` leaves a fold of the texts out each time and prints how many sides and dyads are
right in the hand-coded articles, with and without the trees.
"""

import argparse
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier

from corpus import in_print
from dragoman.codes.tables import DATA
from dragoman.entities.allegiance import Weigher
from dragoman.entities.antecedents import Weighed
from dragoman.events.ballots import NAMES, Ballot, ballot_of
from dragoman.events.belief import NAMES as BELIEF_COLUMNS
from dragoman.events.cast import Cast, key_of
from dragoman.events.draft import Draft
from dragoman.events.sides import NAMES_AGAIN, again, elected
from dragoman.language.scorer import Scorer
from dragoman.pipeline import load_resources
from evaluation import corpus
from evaluation.predict import load_script
from training.allegiance import with_weigher
from training.ensembles import learn, write
from training.stages import held_out
from training.told import Gold, Text, from_articles, from_reports, same_side

SIDES = ("actors", "recipients")
INNER = 3  # parts that first looks leave out in turn for the second
CODED = "coded:"  # sources of the hand-coded articles among the texts marked in print
Rows = NDArray[np.float32]


@dataclass(frozen=True)
class Example:
    """A telling with its candidates, and which of them are right on each side [candidates, sides]."""

    text: Text
    number: int
    gold: Gold
    ballot: Ballot
    right: NDArray[np.bool_]


def examples(texts: Sequence[Text], scorer: ModuleType) -> list[Example]:
    """Every telling of the texts that tells a gold event."""
    found = []
    for text in texts:
        for number, gold in sorted(text.told.items()):
            ballot = ballot_of(text.cast, number)
            if not ballot.keys:
                continue
            right = [
                [any(same_side(gold[side], who, scorer) for who in _meant(text.cast, number, key)) for side in SIDES]
                for key in ballot.keys
            ]
            found.append(Example(text, number, gold, ballot, np.array(right, dtype=bool).reshape(-1, len(SIDES))))
    return found


def _meant(cast: Cast, number: int, key: str) -> list[object]:
    draft = cast.drafts[number]
    named = [n.who for n in cast.by_key.get(key, ())]
    return named or [p for p in (*draft.actors, *draft.recipients) if key_of(p) == key]


def rows_of(found: Sequence[Example]) -> tuple[Rows, NDArray[np.bool_]]:
    """The candidates of all examples as one matrix, and what is right."""
    rows = np.array([row for e in found for row in e.ballot.rows], dtype=np.float32)
    return rows, np.concatenate([e.right for e in found])


def fold_of(text: Text, folds: int) -> int:
    """The fold of a text, by its name."""
    return int(hashlib.sha256(text.name.encode()).hexdigest(), 16) % folds


@dataclass(frozen=True)
class Looks:
    """The forests of the first look and of the second, one a side."""

    first: list[HistGradientBoostingClassifier]
    second: list[HistGradientBoostingClassifier]

    def __call__(self, example: Example) -> Rows:
        """The probabilities [candidates, sides] of an example's candidates."""
        return _likely(self.second, seen_again(example, self.first))


def learnt(found: Sequence[Example]) -> Looks:
    """Both looks. The second learns from what first looks find that have not seen its texts."""
    rows, right = rows_of(found)
    parts = [fold_of(e.text, INNER) for e in found]
    seen: list[Rows] = [np.empty(0, dtype=np.float32)] * len(found)
    for part in range(INNER):
        first = _forests(*rows_of([e for e, p in zip(found, parts, strict=True) if p != part]), rounds=200)
        for number, (example, own) in enumerate(zip(found, parts, strict=True)):
            if own == part:
                seen[number] = seen_again(example, first)
    return Looks(_forests(rows, right), _forests(np.concatenate(seen), right))


def seen_again(example: Example, first: Sequence[HistGradientBoostingClassifier]) -> Rows:
    """The rows of an example with what a first look finds."""
    rows = np.array(example.ballot.rows, dtype=np.float32)
    draft = example.text.cast.drafts[example.number]
    return again(draft, example.ballot, rows, _likely(first, rows))


def _likely(models: Sequence[HistGradientBoostingClassifier], rows: Rows) -> Rows:
    return np.column_stack([model.predict_proba(rows)[:, 1] for model in models]).astype(np.float32)


def _forests(rows: Rows, right: NDArray[np.bool_], *, rounds: int = 300) -> list[HistGradientBoostingClassifier]:
    return [
        learn(rows, right[:, side], rounds=rounds, leaves=14) for side in range(len(SIDES))
    ]  # seventy thousand rows


def scored(found: Sequence[Example], folds: int, scorer: ModuleType) -> dict[str, list[int]]:
    """How many actors, recipients and dyads of real articles are right, before and after."""
    counts = {"tellings": [0], "as the frames have it": [0, 0, 0], "as the trees have it": [0, 0, 0]}
    for fold in range(folds):
        looks = learnt([e for e in found if fold_of(e.text, folds) != fold])
        for example in found:
            if not example.text.real or fold_of(example.text, folds) != fold:
                continue
            draft = example.text.cast.drafts[example.number]
            after = elected(example.text.cast, draft, example.ballot.keys, looks(example))
            counts["tellings"][0] += 1
            for name, one in (("as the frames have it", draft), ("as the trees have it", after)):
                for place, good in enumerate(_agreeing(example.gold, one, scorer)):
                    counts[name][place] += good
    return counts


def _agreeing(gold: Gold, draft: Draft, scorer: ModuleType) -> tuple[bool, bool, bool]:
    sides = {
        side: [{"name": p.name, "party": p.party, "country": p.country, "id": p.id} for p in people]
        for side, people in (("actors", draft.actors), ("recipients", draft.recipients))
    }
    each = [scorer.side_agrees(gold[side], sides[side]) for side in SIDES]
    return each[0], each[1], scorer.dyad_agrees(gold, sides)


def texts_of(
    data: Path, readers: Sequence[Path], trees: Path, scorer: ModuleType, *, invented: bool = True
) -> Iterator[Text]:
    """The texts marked in print (train part), each as the reader that left it out reads it; the corpus (train part).

    ``invented`` says whether the corpus is wanted.
    """
    belief = Scorer.load("belief", BELIEF_COLUMNS, trees)
    reports = list(in_print.reports(data, "train"))
    for number, folder in enumerate(readers):
        plain = with_weigher(load_resources(model=folder, trees=False), Weigher.load(folder))
        resources = replace(plain, belief=belief, antecedents=Weighed.load(trees))
        if number == 0 and invented:  # every reader has learnt from the corpus
            yield from from_reports(corpus.reports("train"), resources, scorer)
        out = held_out([r["id"] for r in reports], (number, len(readers)))
        yield from from_reports((r for r in reports if r["id"] in out and not _coded(r["id"])), resources, scorer)
        names = {name.removeprefix(CODED) for name in out if _coded(name)}
        yield from from_articles(data / "gold_train", resources, scorer, names=names)


def _coded(name: str) -> bool:
    return name.startswith(CODED)


def options_of(described: str | None) -> argparse.Namespace:
    """The options of what learns from texts that half readers read: ``data``, ``readers``, ``out``, ``folds``."""
    parser = argparse.ArgumentParser(description=described, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with gold_train/ and evaluate/")
    parser.add_argument("--readers", type=Path, nargs="+", required=True, help="readers, the K-th without fold K")
    parser.add_argument("--out", type=Path, default=DATA / "reader", help="folder for the files; has belief.onnx")
    parser.add_argument("--folds", type=int, default=0, help="score by so many folds instead of writing")
    return parser.parse_args()


def main() -> None:
    """Learn and write the trees, or score them by folds."""
    options = options_of(__doc__)
    scorer = load_script(options.data / "evaluate" / "score_records.py")
    texts = list(texts_of(options.data, options.readers, options.out, scorer))
    found = examples(texts, scorer)
    if options.folds:
        print(f"{len(found)} tellings", scored(found, options.folds, scorer))
        return
    looks = learnt(found)
    write(looks.first, NAMES, options.out, "sides")
    write(looks.second, NAMES_AGAIN, options.out, "sides_again")


if __name__ == "__main__":
    main()
