"""The sketches of many articles, held in little memory, and which of them may be of the same text.

Sketches lie one behind the other in a buffer, and beyond 64 MB in a temporary file that is mapped, so that the memory
of a search does not grow with what the record holds of them. The index is made in bands of hash values for the same
reason, and lacks the hashes that only one article has: in real reports most are.
"""

import struct
import tempfile
from array import array
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import IO, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dragoman.errors import RecordNotWritable

SKETCH_SIZE = 1024
HEADER = struct.Struct("<II")  # shingles in all, hashes kept
# Measured on all pairs of 1,253 news articles: pairs that print one text (edited, cut, updated) have a Jaccard of .52
# to 1, all others .19 at most; the containment of others is .51 at most (two selections of the same quotations).
JACCARD = 0.5
CONTAINMENT = 0.8  # of the shorter in the longer: agency copy inside a paper's own report
# A Jaccard of .5 means that two thirds of the smaller or more are shared, a containment of .8 that four fifths are.
# So a third at most is not shared, and of the rarest third and one more, one is. What .4 has beyond that is for the
# chance in sketches cut at 1,024.
RAREST = 0.4
# Of the earlier articles that hold one hash so many are looked at: half the largest, half those nearest in size.
# A copy is lost only if all it shares with every copy of its text are hashes that more than so many others hold, and
# none of those looked at is one of the copies: a text that is nothing but formulas. Where thousands print one text, the
# largest and the nearest in size are of it, and one is enough.
MANY = 200
_WHOLE = (1 << 32) - 1  # the limit of a sketch that was not cut
_HELD_BYTES = 64 << 20
_BAND_HASHES = 1 << 23  # sorted at a time: 64 MB
_GATHERED = 4096  # sketches taken up at a time
Numbers = NDArray[np.int64]
Hashes = NDArray[np.uint32]


class Sketch(NamedTuple):
    """A sketch unpacked: how many hashes the text has, and the smallest of them, sorted."""

    size: int
    hashes: Hashes

    @property
    def bound(self) -> int:
        """Up to here the sketch has every hash of its text."""
        return int(self.hashes[-1]) if self.size > len(self.hashes) else _WHOLE

    @property
    def limit(self) -> int:
        """The power of two up to which a cut sketch has every hash; for a whole one, the highest hash there is."""
        return self.bound if self.size == len(self.hashes) else 1 << (self.bound.bit_length() - 1)

    def up_to(self, bound: int) -> Hashes:
        """Its hashes that are no higher."""
        return self.hashes[: self.hashes.searchsorted(np.uint32(bound), side="right")]


def unpack(signature: bytes) -> Sketch:
    """What ``duplicates.signature`` packed."""
    size, kept = HEADER.unpack_from(signature)
    return Sketch(size, np.frombuffer(signature, dtype="<u4", count=kept, offset=HEADER.size))


def size_of(signature: bytes) -> int:
    """How many hashes the text of a signature has."""
    return int(HEADER.unpack_from(signature)[0])


class Sketches:
    """Sketches by number, in the order they were added; after the first look none is added any more."""

    def __init__(self) -> None:
        self._held = bytearray()
        self._file: IO[bytes] | None = None
        self._starts = array("q", [0])
        self.sizes = array("q")
        self._words: Hashes | None = None

    def add(self, signature: bytes) -> int:
        """Its number."""
        self._held += signature
        self._starts.append(self._starts[-1] + len(signature) // 4)
        self.sizes.append(size_of(signature))
        if len(self._held) > _HELD_BYTES:
            self._spill()
        return len(self.sizes) - 1

    def signature(self, number: int) -> bytes:
        """As it was added."""
        return self._all()[self._starts[number] : self._starts[number + 1]].tobytes()

    def sketch(self, number: int) -> Sketch:
        """Unpacked."""
        return Sketch(self.sizes[number], self._all()[self._starts[number] + 2 : self._starts[number + 1]])

    def gathered(self, numbers: Sequence[int]) -> Iterator[tuple[Numbers, Hashes]]:
        """The hashes of these, some thousand sketches at a time, each with its place in ``numbers``."""
        for at in range(0, len(numbers), _GATHERED):
            hashes = [self.sketch(number).hashes for number in numbers[at : at + _GATHERED]]
            places = np.repeat(np.arange(at, at + len(hashes)), [len(one) for one in hashes])
            yield places, np.concatenate(hashes)

    def count(self, numbers: Sequence[int]) -> int:
        """How many hashes these have together."""
        return sum(self._starts[number + 1] - self._starts[number] - 2 for number in numbers)

    def _all(self) -> Hashes:
        if self._words is None:
            self._words = self._mapped() if self._file else np.frombuffer(self._held, dtype="<u4")
        return self._words

    def _mapped(self) -> Hashes:
        with self._spill() as file:  # what is mapped stays when the file is closed
            return np.memmap(file, dtype="<u4", mode="r")

    def _spill(self) -> IO[bytes]:
        try:
            if self._file is None:
                self._file = tempfile.TemporaryFile()  # noqa: SIM115  # it lives as long as what maps it
            self._file.write(self._held)
            self._file.flush()
        except OSError as error:
            raise RecordNotWritable(
                "the search for copies has no room for its temporary file",
                values=f"{tempfile.gettempdir()}: {error.strerror}",
                remedy="Free space there, or name another folder in the environment variable TMPDIR",
            ) from error
        self._held = bytearray()
        return self._file


class Holders:
    """Which sketches hold each hash that two or more hold; asked for each sketch in turn, the largest first.

    A sketch that was cut lacks its higher hashes. It is asked only for hashes that it would have: those up to its
    limit, of which there are few, so that few questions are asked.
    """

    def __init__(self, sketches: Sketches, numbers: Sequence[int]) -> None:
        """Index the sketches of these numbers, from the largest to the smallest; each is known by its place."""
        self._sketches, self._numbers = sketches, numbers
        self._values, self._starts, self._owners = _index(sketches, numbers)
        self._counts = np.diff(self._starts)
        self._passed = np.zeros(len(self._values), dtype=np.int64)  # of those that hold a hash, how many were asked for
        self._sizes = np.array([sketches.sizes[number] for number in numbers], dtype=np.int64)
        self._limits = np.array([sketches.sketch(number).limit for number in numbers], dtype=np.int64)
        self._known_limits: list[int] = []

    def likely(self, place: int) -> Iterator[Numbers]:
        """Those before ``place`` that may be of the same text, by how much they share; to be asked for 0, 1, 2 ..."""
        sketch = self._sketches.sketch(self._numbers[place])
        held = self._find(sketch.hashes)
        for limit in self._known_limits:
            yield self._before(sketch, held, limit)
        self._passed[held] += 1
        if self._limits[place] not in self._known_limits:
            self._known_limits.append(int(self._limits[place]))

    def _find(self, hashes: Hashes) -> Numbers:
        if not len(self._values):
            return np.array([], dtype=np.int64)
        at = np.minimum(self._values.searchsorted(hashes), len(self._values) - 1)
        held: Numbers = at[self._values[at] == hashes]
        return held

    def _before(self, sketch: Sketch, held: Numbers, limit: int) -> Numbers:
        number = len(sketch.up_to(limit))
        held = held[: self._values[held].searchsorted(np.uint32(limit), side="right")]
        alone = number - len(held)  # held by this sketch only: the rarest of all, and nobody to compare with
        asked = int(RAREST * number) + 1
        rarest = held[self._counts[held].argsort(kind="stable")][: max(0, asked - alone)]
        passed = self._passed[rarest]
        found, times = np.unique(self._owners[some_of(self._starts[rarest], passed)], return_counts=True)
        likely = self._limits[found] == limit
        if limit == _WHOLE:
            shared = np.minimum(CONTAINMENT * number, (self._sizes[found] + number) * JACCARD / (1 + JACCARD))
            likely &= times + (passed > MANY).sum() + number - asked >= shared - 0.01  # all it may share
        ordered: Numbers = found[likely][times[likely].argsort(kind="stable")[::-1]].astype(np.int64)
        return ordered


def _index(sketches: Sketches, numbers: Sequence[int]) -> tuple[Hashes, Numbers, NDArray[np.uint32]]:
    """The hashes that two or more hold, where in the list of holders those of each begin, and that list."""
    bands = max(1, -(-sketches.count(numbers) // _BAND_HASHES))
    edges = [(1 << 32) * band // bands for band in range(bands + 1)]
    values, counts, owners = [], [], []
    for low, high in pairwise(edges):
        pairs = np.sort(np.concatenate([*_pairs(sketches, numbers, low, high), np.array([], dtype=np.uint64)]))
        hashes = (pairs >> np.uint64(32)).astype(np.uint32)
        one, number = np.unique(hashes, return_counts=True)
        values.append(one[number > 1])
        counts.append(number[number > 1])
        owners.append((pairs & np.uint64(0xFFFFFFFF)).astype(np.uint32)[np.repeat(number > 1, number)])
    starts = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(np.concatenate(counts))])
    return np.concatenate(values), starts, np.concatenate(owners)


def _pairs(sketches: Sketches, numbers: Sequence[int], low: int, high: int) -> Iterator[NDArray[np.uint64]]:
    """Hash and place in one number, of the hashes from ``low`` to ``high``."""
    for places, hashes in sketches.gathered(numbers):
        inside = (hashes >= low) & (hashes < high)
        yield hashes[inside].astype(np.uint64) << np.uint64(32) | places[inside].astype(np.uint64)


def some_of(starts: Numbers, lengths: Numbers) -> Numbers:
    """The numbers of stretches that have these starts and lengths; of a long one, its first and its last."""
    kept = np.minimum(lengths, MANY)
    within = np.arange(int(kept.sum())) - np.repeat(np.cumsum(kept) - kept, kept)
    skipped = np.repeat(lengths - kept, kept)
    chosen: Numbers = np.repeat(starts, kept) + within + np.where(within >= MANY // 2, skipped, 0)
    return chosen
