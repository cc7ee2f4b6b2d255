"""Whether a sentence tells an event, and of which quad class, scored by folds: ``python -m training.quad_scores``.

Five classes: none, co-operation in words and in deeds, conflict in words and in deeds. The network is that of marked
pairs (``training.pairs``) without marks, after its first phase, which has learnt from the corpus, from marks in print
on other sentences and from weak labels. It goes on with the sentences of the other folds, and with the marked
sentences that are not among those with a class. Prints macro-F1 over the five and the F1 of each.
"""

import argparse
import json
from collections.abc import Sequence
from copy import deepcopy
from pathlib import Path

import torch
from torch import nn

from dragoman.language.marked import MarkedSentence
from training.folds import fold_of, key_of
from training.marked_pairs import Pair
from training.pair_scores import macro_f1
from training.pairs import Example, Material, PairNetwork, add_options, batch_of, begun, train
from training.score_acts import load_run

CLASSES = ("0", "1", "2", "3", "4")


def sentences(path: Path) -> list[tuple[str, int]]:
    """Sentences of a file with their class: one each, for those with several the one that stands first."""
    found: dict[str, tuple[str, int]] = {}
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        found.setdefault(key_of(row["sentence"]), (row["sentence"], CLASSES.index(row["quad"])))
    return list(found.values())


def as_examples(rows: Sequence[tuple[str, int]], material: Material) -> list[Example]:
    """Sentences as numbers, with no word marked."""
    made = material.examples([Pair(MarkedSentence(text=text), ()) for text, _ in rows])
    classes = dict(rows)
    return [Example(one.states, one.roles, (classes[one.text],), one.text) for one in made]


def classified(network: PairNetwork) -> PairNetwork:
    """A copy whose last layer tells the five classes, and has learnt nothing yet."""
    own = deepcopy(network)
    own.out = nn.Linear(own.out.in_features, len(CLASSES))
    return own


@torch.no_grad()
def told(network: PairNetwork, found: Sequence[Example]) -> list[str]:
    """The likeliest class of each sentence."""
    network.eval()
    return [CLASSES[int(network(*batch_of([one]))[0].argmax())] for one in found]


def score(material: Material, network: PairNetwork, events: Path, *, folds: int, epochs: int) -> None:
    """Train on all folds but one, as often as there are folds, and print what is right on the fold left out."""
    rows = as_examples(sentences(events / "cameo_class_train.jsonl"), material)
    more = as_examples(sentences(events / "plv_train.jsonl"), material)
    own = {key_of(one.text) for one in rows}
    more = [one for one in more if key_of(one.text) not in own]
    gold, predicted = list[str](), list[str]()
    for fold in range(folds):
        seen = [one for one in [*rows, *more] if fold_of(one.text, folds) != fold]
        left = [one for one in rows if fold_of(one.text, folds) == fold]
        classifier = classified(network)
        train(classifier, seen, epochs, seed=fold)
        gold += [CLASSES[one.types[0]] for one in left]
        predicted += told(classifier, left)
    right = sum(a == b for a, b in zip(gold, predicted, strict=True)) / len(gold)
    print(f"macro-F1 {macro_f1(gold, predicted):.3f}, right {right:.3f} of {len(gold)} sentences")
    for name in CLASSES:
        one = [[str(x == name) for x in labels] for labels in (gold, predicted)]
        both = sum(a == b == "True" for a, b in zip(*one, strict=True))
        f1 = 2 * both / max(1, one[0].count("True") + one[1].count("True"))
        print(f"class {name}: F1 {f1:.3f}, {one[0].count('True')} in gold")


def main() -> None:
    """Read the options and score."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_options(parser)
    parser.add_argument("--folds", type=int, default=5)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    run, _ = load_run(options.start)
    material = Material(options.data, run, scored=True)
    network = begun(material, run, options)
    score(material, network, options.data / "corpora" / "events", folds=options.folds, epochs=options.epochs)


if __name__ == "__main__":
    main()
