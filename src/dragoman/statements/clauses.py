"""The trees of an article in order, and stretches of its text."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from dragoman.language.tree import Tree

RELATIVES = frozenset({"who", "which", "that", "whom"})


class Forest:
    """The trees of an article's body in order, found by offset."""

    def __init__(self, trees: Sequence[Tree]) -> None:
        self.trees = tuple(trees)
        self._starts = [tree.sentence.start for tree in trees]
        self._ends = [tree.sentence.end for tree in trees]
        self._by_number = {tree.number: tree for tree in trees}

    def __iter__(self) -> Iterator[Tree]:
        return iter(self.trees)

    def numbered(self, number: int) -> Tree:
        """The tree of the sentence with this index in the reading."""
        return self._by_number[number]

    def at(self, offset: int) -> Tree | None:
        """The sentence that holds an offset; None: it stands between sentences."""
        place = bisect_right(self._starts, offset) - 1
        return self.trees[place] if place >= 0 and offset < self._ends[place] else None

    def touching(self, start: int, end: int) -> Sequence[Tree]:
        """The sentences that share a character with ``[start, end)``, in order."""
        return self.trees[bisect_right(self._ends, start) : bisect_left(self._starts, end)]

    def after(self, offset: int) -> Tree | None:
        """The first sentence that starts at or after an offset; None: there is none."""
        place = bisect_left(self._starts, offset)
        return self.trees[place] if place < len(self.trees) else None


class Stretches:
    """Stretches of text that do not overlap, asked whether they cover an offset."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self.spans = sorted(spans)
        self._starts = [start for start, _ in self.spans]

    def cover(self, offset: int) -> bool:
        """Whether an offset lies in one of them."""
        place = bisect_right(self._starts, offset) - 1
        return place >= 0 and offset < self.spans[place][1]

    def overlapping(self, start: int, end: int) -> Sequence[tuple[int, int]]:
        """Those that share a character with ``[start, end)``."""
        first = max(0, bisect_right(self._starts, start) - 1)
        return [span for span in self.spans[first : bisect_left(self._starts, end)] if span[1] > start]
