"""From the model's scores to sentences, trees and names.

Trees: the best head for each word where that is a tree with one root, else the maximum spanning arborescence
(Chu & Liu 1965, Edmonds 1967). Names: the best sequence of BIO labels (Viterbi 1967).
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]

_CLOSED = np.float32(-1e9)
_ROOT_PRICE = np.float32(1e5)  # taken from every root arc when there must be but one: the tree then has just one


def _is_tree(heads: Sequence[int]) -> bool:
    """Whether heads (0 the root, words from 1) make a tree with a single root."""
    if sum(h == 0 for h in heads) != 1:
        return False
    state = [0] * (len(heads) + 1)  # 0 unseen, 1 on the path, 2 reaches the root
    state[0] = 2
    for word in range(1, len(heads) + 1):
        path = []
        while state[word] == 0:
            state[word] = 1
            path.append(word)
            word = heads[word - 1]
        if state[word] == 1:
            return False
        for w in path:
            state[w] = 2
    return True


def _cycle(heads: NDArray[np.intp]) -> list[int]:
    """A cycle among ``heads`` (node 0 is the root and has none), or nothing."""
    above: list[int] = heads.tolist()
    seen = [0] * len(above)
    for start in range(1, len(above)):
        node = start
        while node and not seen[node]:
            seen[node] = start
            node = above[node]
        if node and seen[node] == start:
            cycle = [node]
            while above[cycle[-1]] != node:
                cycle.append(above[cycle[-1]])
            return cycle
    return []


def _arborescence(scores: NDArray[np.float64]) -> NDArray[np.intp]:
    """Best head of each node for ``scores[dependent, head]`` over nodes 0..n, 0 the root; its own entry is unused."""
    heads: NDArray[np.intp] = scores.argmax(axis=1)
    heads[0] = 0
    cycle = _cycle(heads)
    if not cycle:
        return heads
    outer = np.ones(len(scores), dtype=bool)
    outer[cycle] = False
    outside = outer.nonzero()[0]  # 0 is the first of them
    members = np.array(cycle)
    kept = scores[members, heads[members]]
    from_outside, to_outside = scores[members][:, outside], scores[outside]
    into = from_outside - kept[:, None]  # what a head from outside gains over the cycle's own
    out_of = to_outside[:, members]
    n = len(outside)
    places = np.arange(n)
    best_in, best_out = into.argmax(axis=0), out_of.argmax(axis=1)
    smaller = np.full((n + 1, n + 1), -np.inf)
    smaller[:n, :n] = to_outside[:, outside]
    smaller[n, :n] = into[best_in, places]
    smaller[:n, n] = out_of[places, best_out]
    solved = _arborescence(smaller)
    inner = solved[:n]
    chosen = np.where(inner < n, outside[np.minimum(inner, n - 1)], members[best_out])
    heads[outside[1:]] = chosen[1:]
    entered = members[best_in[solved[n]]]
    heads[entered] = outside[solved[n]]
    return heads


def tree(scores: Scores) -> list[int]:
    """Heads of the words of a sentence, from ``scores`` [W, W + 1] with the root as column 0: a tree with one root."""
    n = len(scores)
    closed = scores.astype(np.float64)
    closed[np.arange(n), np.arange(n) + 1] = _CLOSED
    heads: list[int] = closed.argmax(axis=1).tolist()
    if _is_tree(heads):
        return heads
    full = np.full((n + 1, n + 1), -np.inf)
    full[1:] = closed
    full[np.arange(n + 1), np.arange(n + 1)] = -np.inf
    full[0, 0] = 0.0
    best = _arborescence(full)[1:]
    if np.count_nonzero(best == 0) > 1:
        full[1:, 0] -= _ROOT_PRICE
        best = _arborescence(full)[1:]
    found: list[int] = best.tolist()
    return found


def softmax(scores: Scores) -> Scores:
    """Probabilities over the last axis."""
    shifted = np.exp(scores - scores.max(axis=-1, keepdims=True))
    result: Scores = shifted / shifted.sum(axis=-1, keepdims=True)
    return result


def bio_transitions(labels: Sequence[str]) -> Scores:
    """Log scores [from, to] that allow I-X only after B-X or I-X; the last row is the sentence's start."""
    allowed = np.zeros((len(labels) + 1, len(labels)), dtype=np.float32)
    for j, label in enumerate(labels):
        if label.startswith("I-"):
            for i in range(len(labels) + 1):
                before = labels[i] if i < len(labels) else "O"
                allowed[i, j] = 0.0 if before[1:] == label[1:] and before != "O" else _CLOSED
    return allowed


def best_labels(scores: Scores, transitions: Scores) -> list[int]:
    """The best allowed sequence for ``scores`` [W, L]."""
    likeliest = scores.argmax(axis=1)
    if not likeliest.any():
        return [0] * len(scores)  # all O, the common case; label 0 is O
    before = np.concatenate([[len(transitions) - 1], likeliest[:-1]])
    if not transitions[before, likeliest].any():  # the best label of each word; all that follow each other may
        labels: list[int] = likeliest.tolist()
        return labels
    log = scores - scores.max(axis=1, keepdims=True)
    log = log - np.log(np.exp(log).sum(axis=1, keepdims=True))
    best, back = log[0] + transitions[-1], []
    for row in log[1:]:
        paths = best[:, None] + transitions[:-1]
        back.append(paths.argmax(axis=0))
        best = paths.max(axis=0) + row
    path = [int(best.argmax())]
    for pointers in reversed(back):
        path.append(int(pointers[path[-1]]))
    return path[::-1]


def name_spans(labels: Sequence[str]) -> list[tuple[int, int, str]]:
    """Names (first, last, kind) in a sequence of BIO labels."""
    spans: list[tuple[int, int, str]] = []
    for i, label in enumerate(labels):
        if label.startswith("B-"):
            spans.append((i, i, label[2:]))
        elif label.startswith("I-") and spans and spans[-1][1] == i - 1:
            spans[-1] = (spans[-1][0], i, spans[-1][2])
    return spans
