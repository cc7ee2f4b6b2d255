"""Trees against every tree there is; labels against every sequence there is."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.language.decode import best_labels, bio_transitions, name_spans, softmax, tree

LABELS = ["O", "B-LOC", "I-LOC", "B-PER", "I-PER"]


def is_tree(heads: tuple[int, ...]) -> bool:
    if heads.count(0) != 1:
        return False
    for word in range(1, len(heads) + 1):
        seen = set()
        while word:
            if word in seen:
                return False
            seen.add(word)
            word = heads[word - 1]
    return True


def every_tree(n: int) -> list[tuple[int, ...]]:
    return [h for h in itertools.product(range(n + 1), repeat=n) if is_tree(h)]


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 4), st.integers(0, 2**32 - 1))
def test_the_tree_is_the_best_of_all_trees(n: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(n, n + 1)).astype(np.float32) * 5
    best = max(every_tree(n), key=lambda heads: sum(scores[i, h] for i, h in enumerate(heads)))
    assert tuple(tree(scores)) == best


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 40), st.integers(0, 2**32 - 1))
def test_long_sentences_get_trees_too(n: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(n, n + 1)).astype(np.float32)
    assert is_tree(tuple(tree(scores)))


def test_equal_scores_still_make_a_tree() -> None:
    assert is_tree(tuple(tree(np.zeros((6, 7), dtype=np.float32))))


def allowed(path: tuple[int, ...]) -> bool:
    before = "O"
    for i in path:
        label = LABELS[i]
        if label.startswith("I-") and before not in (label, "B" + label[1:]):
            return False
        before = label
    return True


@settings(max_examples=50, deadline=None)
@given(st.integers(1, 4), st.integers(0, 2**32 - 1))
def test_labels_are_the_best_allowed_sequence(n: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(n, len(LABELS))).astype(np.float32) * 3
    paths = [p for p in itertools.product(range(len(LABELS)), repeat=n) if allowed(p)]
    best = max(paths, key=lambda p: sum(scores[i, label] for i, label in enumerate(p)))
    assert tuple(best_labels(scores, bio_transitions(LABELS))) == best


@pytest.mark.parametrize(
    ("labels", "spans"),
    [
        ("O O", []),
        ("B-PER I-PER O", [(0, 1, "PER")]),
        ("B-LOC B-LOC I-LOC", [(0, 0, "LOC"), (1, 2, "LOC")]),
        ("O B-ORG", [(1, 1, "ORG")]),
    ],
)
def test_name_spans(labels: str, spans: list[tuple[int, int, str]]) -> None:
    assert name_spans(labels.split()) == spans


def test_softmax_sums_to_one_even_for_large_scores() -> None:
    assert np.allclose(softmax(np.array([[1000.0, 0.0], [-5.0, 2.0]], dtype=np.float32)).sum(axis=1), 1)


def test_labels_that_may_follow_each_other_are_taken_as_they_are() -> None:
    scores = np.full((3, len(LABELS)), -1.0, dtype=np.float32)
    scores[0, LABELS.index("B-PER")] = scores[1, LABELS.index("I-PER")] = scores[2, 0] = 3.0
    assert [LABELS[i] for i in best_labels(scores, bio_transitions(LABELS))] == ["B-PER", "I-PER", "O"]


def test_a_label_that_may_not_follow_is_mended() -> None:
    scores = np.full((2, len(LABELS)), -1.0, dtype=np.float32)
    scores[0, 0] = scores[1, LABELS.index("I-PER")] = 3.0
    scores[0, LABELS.index("B-PER")] = 2.5
    assert [LABELS[i] for i in best_labels(scores, bio_transitions(LABELS))] == ["B-PER", "I-PER"]
