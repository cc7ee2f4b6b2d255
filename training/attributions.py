"""Learns who says, thinks or wants what: ``python -m training.attributions --data DIR [--out DIR | --folds 5]``.

Every candidate of ``dragoman.statements.attributed`` in PolNeAR's train part is an example: right where its cue is one
of an annotated attribution and its content shares half with that one's (Jaccard over letters). How often a word told
one is counted in other texts than the one it is a column of. Written are ``attribution.onnx`` and
``attribution.json`` with the counts of words seen often enough. ``--folds`` leaves a fold of the texts out each time
and prints precision, recall and F1 of contents at several probabilities.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier

from dragoman.codes.tables import DATA
from dragoman.language.model import Reader
from dragoman.statements.attributed import (
    NAME,
    NAMES,
    Candidate,
    Rates,
    alike,
    candidates,
    chosen,
    rates,
    rows_of,
    shared_letters,
)  # fmt: skip
from dragoman.statements.cues import CueTable
from training.ensembles import learn, write

GROUPS = 8  # a word's counts leave out the group of texts that its row is from
SEEN = 5  # a word is kept with its counts when it was seen so often
ROUNDS, LEAVES = 300, 15
LEVELS = (0.2, 0.25, 0.3, 0.35, 0.4, 0.5)
Counts = Counter[str]


@dataclass(frozen=True)
class Text:
    """A text's candidates, which of them are right, and how many attributions it has."""

    found: list[Candidate]
    right: list[bool]
    gold: list[dict[str, Any]]


def texts(path: Path, reader: Reader, cues: CueTable) -> Iterator[Text]:
    """The texts of a part of PolNeAR."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield text_of(candidates(row["text"], reader.read(row["text"]), cues), row["attributions"])


def text_of(found: list[Candidate], gold: list[dict[str, Any]]) -> Text:
    """A text, its candidates judged."""
    return Text(found, [any(_tells(c, g) for g in gold) for c in found], gold)


def _tells(candidate: Candidate, gold: dict[str, Any]) -> bool:
    if not alike(candidate.content, gold["content"]):
        return False
    return candidate.relation == "reported" or bool(shared_letters(candidate.cue, gold["cue"] or ()))


@dataclass(frozen=True)
class Counted:
    """How often each word, and each word so used, was seen, and told an attribution."""

    seen: Counts
    told: Counts

    @classmethod
    def of(cls, some: Iterable[Text]) -> "Counted":
        """The counts of texts."""
        seen, told = Counter[str](), Counter[str]()
        for text in some:
            for candidate, right in zip(text.found, text.right, strict=True):
                for word in (candidate.word, f"+{candidate.used}"):
                    seen[word] += 1
                    told[word] += right
        return cls(seen, told)

    def row(self, candidate: Candidate, without: "Counted | None" = None) -> tuple[float, ...]:
        """The columns of a candidate's word, by other texts than those counted in ``without``."""
        keys = (candidate.word, f"+{candidate.used}")
        (told, seen), (told_so, seen_so) = (
            (
                self.told[key] - (without.told[key] if without else 0),
                self.seen[key] - (without.seen[key] if without else 0),
            )
            for key in keys
        )
        return rates(told, seen, told_so, seen_so)

    def kept(self) -> Rates:
        """The counts that ship."""
        often = [word for word, seen in sorted(self.seen.items()) if seen >= SEEN]
        return Rates(
            words={w: (self.told[w], self.seen[w]) for w in often if not w.startswith("+")},
            used={w[1:]: (self.told[w], self.seen[w]) for w in often if w.startswith("+")},
        )


def learnt(some: Sequence[Text]) -> tuple[HistGradientBoostingClassifier, Rates]:
    """The trees, and the counts of words that they are asked with."""
    whole = Counted.of(some)
    groups = [Counted.of(some[number::GROUPS]) for number in range(GROUPS)]
    known = [whole.row(c, groups[number % GROUPS]) for number, text in enumerate(some) for c in text.found]
    rows = rows_of([c for text in some for c in text.found], known)
    right = np.array([r for text in some for r in text.right], dtype=bool)
    return learn(rows, right, rounds=ROUNDS, leaves=LEAVES), whole.kept()


def likely(model: HistGradientBoostingClassifier, known: Rates, text: Text) -> list[float]:
    """The probability of each candidate of a text."""
    rows: NDArray[np.float32] = rows_of(text.found, [known.of(c) for c in text.found])
    return model.predict_proba(rows)[:, 1].tolist() if text.found else []


def scored(some: Sequence[Text], chances: Sequence[list[float]], at: float) -> tuple[int, int, int]:
    """How many attributions are told and right, told, and annotated; each annotated one is matched once."""
    right = told = 0
    for text, likely_ones in zip(some, chances, strict=True):
        left = list(text.gold)
        for one in chosen(text.found, likely_ones, at=at):
            told += 1
            match = next((g for g in left if alike(one.content, g["content"])), None)
            if match is not None:
                right += 1
                left.remove(match)
    return right, told, sum(len(text.gold) for text in some)


def report(some: Sequence[Text], chances: Sequence[list[float]]) -> None:
    """Print the figures at each level."""
    for at in LEVELS:
        right, told, gold = scored(some, chances, at)
        precision, recall = right / max(told, 1), right / max(gold, 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        print(f"from {at:.2f}: precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f} of {gold}")


def by_folds(some: Sequence[Text], folds: int) -> list[list[float]]:
    """The probabilities that trees give which have not seen the text."""
    chances: list[list[float]] = [[] for _ in some]
    for fold in range(folds):
        model, known = learnt([text for number, text in enumerate(some) if number % folds != fold])
        for number in range(fold, len(some), folds):
            chances[number] = likely(model, known, some[number])
    return chances


def save(model: HistGradientBoostingClassifier, known: Rates, out: Path) -> None:
    """Write the trees, and the counts beside what describes them."""
    write([model], NAMES, out, NAME)
    path = out / f"{NAME}.json"
    described = json.loads(path.read_text(encoding="utf-8")) | {"rates": msgspec.to_builtins(known)}
    path.write_text(json.dumps(described, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def main() -> None:
    """Read the options, and learn or score."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with corpora/attribution")
    parser.add_argument("--reader", type=Path, help="another reader than the package's")
    parser.add_argument("--out", type=Path, default=DATA / "reader", help="folder for the files")
    parser.add_argument("--folds", type=int, help="score by folds, write nothing")
    options = parser.parse_args()
    folder = options.data / "corpora" / "attribution"
    some = list(texts(folder / "train.jsonl", Reader.load(options.reader), CueTable.load()))
    if options.folds:
        report(some, by_folds(some, options.folds))
        return
    model, known = learnt(some)
    print(f"{sum(len(text.found) for text in some)} candidates; {len(known.words) + len(known.used)} words kept")
    save(model, known, options.out)


if __name__ == "__main__":
    main()
