"""Learns status and basis: ``python -m training.footing --data DIR --readers DIR DIR [--out DIR | --folds 5]``.

Every telling that the coder finds and that the hand-coded articles or the texts marked in print hold is an example:
how it is told (``events.footing``), and the status and basis it has there. Invented reports recall less of the past and
charge less, so the corpus is left out. A text is read by a reader that has not seen it (``training.belief``).
``--folds`` leaves a fold of the texts out each time and prints what is right with and without the trees.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from dragoman.events.draft import Draft
from dragoman.events.footing import NAMES, Footing, weighed
from dragoman.records import BASES, STATUSES
from evaluation.predict import load_script
from training.ensembles import learn, write
from training.sides import Rows, fold_of, options_of, texts_of
from training.told import Gold, Text

# How often a hand-coded article counts, as for ``training.recency``: they are few, and what the coder is used on.
CODED = 3.0
QUESTIONS = (*(("status", name) for name in STATUSES), *(("basis", name) for name in BASES))


@dataclass(frozen=True)
class Example:
    """A telling as the rules read it, and the gold event."""

    text: Text
    told: Footing
    gold: Gold


def examples(texts: Iterable[Text]) -> list[Example]:
    """Every telling of the texts that tells a gold event."""
    return [Example(text, text.footings[number], gold) for text in texts for number, gold in sorted(text.told.items())]


def learnt(found: Sequence[Example]) -> list[HistGradientBoostingClassifier]:
    """A forest for each status and each basis."""
    rows = _rows(found)
    counts = np.array([CODED if e.text.real else 1.0 for e in found], dtype=np.float32)
    return [
        learn(rows, np.array([e.gold.get(question, "plain") == name for e in found]), counts=counts)
        for question, name in QUESTIONS
    ]


def _rows(found: Sequence[Example]) -> Rows:
    return np.array([e.told.row for e in found], dtype=np.float32)


def scored(found: Sequence[Example], folds: int) -> dict[str, float]:
    """Shares of hand-coded articles and of all, before and after: status, basis and both right; alleged told as plain.

    What the rules say rests on a table that was learnt from the same articles (``training.recency``).
    """
    seen: list[tuple[Example, Draft]] = []
    for fold in range(folds):
        held = [e for e in found if fold_of(e.text, folds) == fold]
        if held:
            models = learnt([e for e in found if fold_of(e.text, folds) != fold])
            likely = np.column_stack([model.predict_proba(_rows(held))[:, 1] for model in models]).astype(np.float32)
            seen += zip(held, weighed([e.told for e in held], [e.told.draft for e in held], likely), strict=True)
    figures: dict[str, float] = {}
    for which, some in (("all", seen), ("hand-coded", [pair for pair in seen if pair[0].text.real])):
        figures |= _shares(f"{which}, by rules", [(e.gold, e.told.draft) for e, _ in some])
        figures |= _shares(f"{which}, weighed", [(e.gold, draft) for e, draft in some])
    return figures


def _shares(name: str, pairs: Sequence[tuple[Gold, Draft]]) -> dict[str, float]:
    status = [gold["status"] == draft.status for gold, draft in pairs]
    basis = [gold.get("basis", "plain") == draft.basis for gold, draft in pairs]
    plain = [draft.basis == "plain" for gold, draft in pairs if gold.get("basis") == "alleged"]
    both = [a and b for a, b in zip(status, basis, strict=True)]
    shares = {"status": status, "basis": basis, "both": both, "alleged told as plain": plain}
    return {f"{name}: {what}": sum(right) / max(1, len(right)) for what, right in shares.items()}


def main() -> None:
    """Learn and write the trees, or score them by folds."""
    options = options_of(__doc__)
    scorer = load_script(options.data / "evaluate" / "score_records.py")
    found = examples(texts_of(options.data, options.readers, options.out, scorer, invented=False))
    if options.folds:
        for name, share in scored(found, options.folds).items():
            print(f"{name:<44}{share:.3f}")
        return
    write(learnt(found), NAMES, options.out, "footing")


if __name__ == "__main__":
    main()
