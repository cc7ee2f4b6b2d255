"""Relations that fit each other: what the annotation of English leaves no choice about.

Each word's likeliest relation is taken first; then what contradicts its neighbours gives way to the next likeliest. The
rules hold in the treebanks but for a handful of words in ten thousand: an oblique or nominal modifier has a
preposition and a core argument has none, and no verb has two subjects or two objects.
"""

from collections.abc import Iterable, Sequence

import numpy as np

from dragoman.language.decode import Scores

_WITH_CASE = ()
_WITHOUT_CASE = ("nsubj", "nsubj:pass", "obj", "iobj", "obl:unmarked", "nmod:unmarked")
_ONE_OF = ()


class Relations:
    """Chooses relations from scores [W, L]; ``names`` are the L relations."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = list(names)
        self._root, self._case = self.names.index("root"), self._indices(("case", "mark"))
        self._with, self._without = self._indices(_WITH_CASE), self._indices(_WITHOUT_CASE)
        self._single = [self._indices(group) for group in _ONE_OF]

    def _indices(self, names: Iterable[str]) -> list[int]:
        return [self.names.index(n) for n in names if n in self.names]

    def choose(self, scores: Scores, heads: Sequence[int], adpositions: Sequence[bool]) -> list[str]:
        """The relation of each word. ``heads`` count from 1, 0 is the root; ``scores`` is changed.

        ``adpositions`` tells which words are prepositions: one that stands alone is an oblique without a case.
        """
        scores[:, self._root] = -np.inf
        best = scores.argmax(axis=1)
        marked = {heads[i] - 1 for i in range(len(heads)) if int(best[i]) in self._case}
        for i in range(len(heads)):
            if int(best[i]) in self._with and i not in marked and not adpositions[i]:
                scores[i, self._with] = -np.inf
            elif int(best[i]) in self._without and i in marked:
                scores[i, self._without] = -np.inf
        best = scores.argmax(axis=1)
        for group in self._single:
            self._keep_one(scores, heads, best, group)
        best = scores.argmax(axis=1)
        return ["root" if h == 0 else self.names[b] for h, b in zip(heads, best, strict=True)]

    def _keep_one(self, scores: Scores, heads: Sequence[int], best: "np.ndarray", group: list[int]) -> None:
        """Leave a relation of ``group`` to the surest dependent of each head."""
        surest: dict[int, int] = {}
        for i in (i for i in range(len(heads)) if int(best[i]) in group):
            other = surest.get(heads[i])
            if other is None:
                surest[heads[i]] = i
                continue
            weaker = i if self._margin(scores, other, group) >= self._margin(scores, i, group) else other
            surest[heads[i]] = other if weaker == i else i
            scores[weaker, group] = -np.inf

    def _margin(self, scores: Scores, i: int, group: list[int]) -> float:
        """How much surer a relation of the group is than any other."""
        rest = np.delete(scores[i], group)
        return float(scores[i, group].max() - rest.max())
