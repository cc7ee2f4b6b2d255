"""Which articles say the same: exact copies by hash, near copies by shingles.

Each article has a sketch: the 1,024 smallest hashes of its five-word shingles, which is all of them for most reports,
so that Jaccard and containment are exact there and estimates beyond (Broder 1997; Beyer et al. 2007). Pairs worth
comparing come from prefix filtering (Chaudhuri, Ganti and Kaushik 2006; Bayardo, Ma and Srikant 2007): of two texts
that are copies the smaller shares more than its commonest hashes with the other, so it is enough to look up its
rarest. A formula that thousands of reports share is thus never looked up, unless it is most of a report. Between whole
sketches no copy is missed, which banded MinHash cannot promise: of thirty notices of 200 words inside reports of 2,000,
64 bands of two rows found eleven. The result does not depend on the order of the entries.
"""

import hashlib
import re
import struct
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dragoman.records import Record

SHINGLE_WORDS = 5
SKETCH_SIZE = 1024
# Measured on all pairs of 1,253 news articles: pairs that print one text (edited, cut, updated) have a Jaccard of .52
# to 1, all others .19 at most; the containment of others is .51 at most (two selections of the same quotations).
JACCARD = 0.5
CONTAINMENT = 0.8  # of the shorter in the longer: agency copy inside a paper's own report
MIN_SHINGLES = 25  # under 30 words only exact copies count: short notices share their formulas
# A Jaccard of .5 means that two thirds of the smaller or more are shared, a containment of .8 that four fifths are.
# So a third at most is not shared, and of the rarest third and one more, one is. What .4 has beyond that is for the
# chance in sketches cut at 1,024.
RAREST = 0.4
MANY = 2_000  # articles that share a formula: what it alone has in common is not looked at
LEAST_SHARED = (
    0.1  # of the smaller sketch, before two are compared; copies share two thirds, and formulas may be left out
)
_HEADER = struct.Struct("<II")  # shingles in all, hashes kept
_Numbers = NDArray[np.int64]


class DuplicateEntry(Record, frozen=True, kw_only=True):
    """What is needed of an article to find its copies."""

    id: str
    published: date | None  # None: not known; it then counts as the latest
    reprint: bool = False  # it credits an agency that is not its publisher: of one day's copies never the first
    signature: bytes
    text_hash: str


def text_hash(text: str) -> str:
    """SHA-256 of the text's words: case, spacing and punctuation do not matter."""
    return hashlib.sha256(" ".join(_words(text)).encode("utf-8", "replace")).hexdigest()


def signature(text: str) -> bytes:
    """A sketch of the text: how many shingles it has and the smallest of their 32-bit hashes, sorted."""
    words = _words(text)
    shingles = {" ".join(words[n : n + SHINGLE_WORDS]) for n in range(len(words) - SHINGLE_WORDS + 1)}
    hashes = sorted(
        {
            int.from_bytes(hashlib.blake2b(s.encode("utf-8", "replace"), digest_size=4).digest(), "little")
            for s in shingles
        }
    )
    kept = hashes[:SKETCH_SIZE]
    return _HEADER.pack(len(hashes), len(kept)) + struct.pack(f"<{len(kept)}I", *kept)


def find_duplicates(entries: Iterable[DuplicateEntry]) -> dict[str, str]:
    """For every copy the id of the earliest article that says the same; the earliest themselves are left out.

    Earliest is by publication date, then by id; an article without a date comes after those with one.
    """
    ordered = sorted(entries, key=_turn)
    originals: dict[str, int] = {}
    for number, entry in enumerate(ordered):
        originals.setdefault(entry.text_hash, number)
    long = [number for number in originals.values() if _size(ordered[number].signature) >= MIN_SHINGLES]
    long.sort(key=lambda number: (-_size(ordered[number].signature), number))
    groups = _Groups(len(long))
    _join_near([ordered[number].signature for number in long], groups)
    group_of = {ordered[number].text_hash: groups.first(place) for place, number in enumerate(long)}
    earliest: dict[str | int, str] = {}
    found = (
        (entry.id, earliest.setdefault(group_of.get(entry.text_hash, entry.text_hash), entry.id)) for entry in ordered
    )
    return {copy: first for copy, first in found if first != copy}


def _turn(entry: DuplicateEntry) -> tuple[date, bool, str]:
    return (entry.published or date.max, entry.reprint, entry.id)


def find_more_duplicates(
    entries: Iterable[DuplicateEntry], *, known: Mapping[str, str], fresh: Collection[str]
) -> dict[str, str]:
    """What ``find_duplicates`` gives, where most of it is known: only fresh entries are compared, with all.

    Args:
        entries: all of them.
        known: for every copy found before the id it was given.
        fresh: the ids of those that are new, or changed, or were copies of one that is no more.
    """
    ordered = sorted(entries, key=_turn)
    fresh = frozenset(fresh)
    # What is fresh starts alone, also where others are known to be copies of it.
    labels = [("fresh", one.id) if one.id in fresh else ("known", known.get(one.id, one.id)) for one in ordered]
    joined = _Labels()
    first: dict[str, _Label] = {}
    for label, one in zip(labels, ordered, strict=True):
        if one.id in fresh or first.get(one.text_hash, ("fresh",))[0] == "fresh":
            joined.join(first.setdefault(one.text_hash, label), label)
    for number, other in _near_fresh(ordered, fresh):
        joined.join(labels[number], labels[other])
    earliest: dict[_Label, str] = {}
    found = (
        (one.id, earliest.setdefault(joined.first(label), one.id)) for label, one in zip(labels, ordered, strict=True)
    )
    return {copy: original for copy, original in found if copy != original}


def same_text(first: bytes, second: bytes) -> bool:
    """Whether two sketches are of the same text, or of a text and a longer one that holds it."""
    if min(_size(first), _size(second)) < MIN_SHINGLES:
        return False
    jaccard, containment = overlap(first, second)
    return jaccard >= JACCARD or containment >= CONTAINMENT


def overlap(first: bytes, second: bytes) -> tuple[float, float]:
    """Jaccard and containment (of the smaller in the larger) of two sketches; both 0 to 1."""
    one, other = _unpack(first), _unpack(second)
    bound = min(one.bound, other.bound)
    smaller, larger = sorted((one.up_to(bound), other.up_to(bound)), key=len)
    if not len(smaller):
        return 0.0, 0.0
    at = np.minimum(larger.searchsorted(smaller), len(larger) - 1)
    shared = int((larger[at] == smaller).sum())
    return shared / (len(smaller) + len(larger) - shared), shared / len(smaller)


class _Sketch(NamedTuple):
    """A sketch unpacked: how many hashes the text has, and the smallest of them, sorted."""

    size: int
    hashes: NDArray[np.uint32]

    @property
    def bound(self) -> int:
        """Up to here the sketch has every hash of its text."""
        return int(self.hashes[-1]) if self.size > len(self.hashes) else (1 << 32) - 1

    def up_to(self, bound: int) -> NDArray[np.uint32]:
        return self.hashes[: self.hashes.searchsorted(np.uint32(bound), side="right")]


class _Groups:
    """Numbers 0 to n - 1 in groups that are joined; a group is known by its first number."""

    def __init__(self, size: int) -> None:
        self._first = np.arange(size)

    def first(self, number: int) -> int:
        return int(self._first[number])

    def join(self, one: int, other: int) -> None:
        low, high = sorted((self.first(one), self.first(other)))
        self._first[self._first == high] = low

    def outside(self, numbers: _Numbers, number: int) -> _Numbers:
        """Those of the numbers that are not in this number's group."""
        mask: NDArray[np.bool_] = self._first[numbers] != self._first[number]
        return numbers[mask]


_Label = tuple[str, str]


class _Labels:
    """Labels that are joined (Galler and Fischer 1964)."""

    def __init__(self) -> None:
        self._up: dict[_Label, _Label] = {}

    def first(self, label: _Label) -> _Label:
        while (up := self._up.get(label, label)) != label:
            self._up[label] = self._up.get(up, up)
            label = up
        return label

    def join(self, one: _Label, other: _Label) -> None:
        low, high = sorted((self.first(one), self.first(other)))
        if low != high:
            self._up[high] = low


class _Holders:
    """Which sketches hold each hash that two or more hold. Sketches are known by their place in the list.

    A sketch that was cut lacks its higher hashes. It is asked only for hashes that it would have: those up to its
    limit, the power of two below its bound (of which there are few, so that few questions are asked).
    """

    def __init__(self, sketches: Sequence[_Sketch]) -> None:
        every = np.concatenate([sketch.hashes for sketch in sketches])
        owners = np.repeat(np.arange(len(sketches)), [len(sketch.hashes) for sketch in sketches])
        values, counts = np.unique(every, return_counts=True)
        self._values, self._counts = values[counts > 1], counts[counts > 1]
        shared = np.isin(every, self._values)
        order = every[shared].argsort(kind="stable")  # stable: the holders of a hash stay in their order
        self._owners = owners[shared][order]
        self._starts = np.cumsum(self._counts) - self._counts
        self._limits = np.array([_limit(sketch) for sketch in sketches])

    def of_rarest(self, hashes: NDArray[np.uint32], number: int) -> Iterator[_Numbers]:
        """For each of the rarest of these hashes, rarest first, the sketches before ``number`` that hold it."""
        for limit in np.unique(self._limits[:number]):
            for at in self._rarest(hashes[: hashes.searchsorted(np.uint32(limit), side="right")]):
                held = self._owners[self._starts[at] : self._starts[at] + self._counts[at]]
                held = held[: held.searchsorted(number)]
                yield held[self._limits[held] == limit]

    def _rarest(self, hashes: NDArray[np.uint32]) -> _Numbers:
        if not len(self._values):
            return np.array([], dtype=np.int64)
        at = np.minimum(self._values.searchsorted(hashes), len(self._values) - 1)
        at = at[self._values[at] == hashes]
        alone = len(hashes) - len(at)  # held by this sketch only: the rarest of all, and nobody to compare with
        rarest: _Numbers = at[self._counts[at].argsort(kind="stable")]
        return rarest[: max(0, int(RAREST * len(hashes)) + 1 - alone)]


def _join_near(sketches: Sequence[bytes], groups: _Groups) -> None:
    """Join the sketches that are of the same text; they stand from the largest to the smallest.

    What is joined already is not compared: that would change no group.
    """
    unpacked = [_unpack(sketch) for sketch in sketches]
    if not unpacked:
        return
    holders = _Holders(unpacked)
    for number, sketch in enumerate(unpacked):
        tried = np.zeros(number, dtype=bool)
        for held in holders.of_rarest(sketch.hashes, number):
            left = groups.outside(held[~tried[held]], number)
            while len(left):
                other, left = int(left[0]), left[1:]
                tried[other] = True
                if same_text(sketches[other], sketches[number]):
                    groups.join(other, number)
                    left = groups.outside(left, number)


def _near_fresh(entries: Sequence[DuplicateEntry], fresh: Collection[str]) -> Iterator[tuple[int, int]]:
    """The numbers of those that are of the same text as a fresh one, with the fresh one's before."""
    long = [number for number, one in enumerate(entries) if _size(one.signature) >= MIN_SHINGLES]
    wanted = [number for number in long if entries[number].id in fresh]
    if not wanted:
        return
    sketches = {number: _unpack(entries[number].signature) for number in long}
    values = np.unique(np.concatenate([sketches[number].hashes for number in wanted]))
    every = np.concatenate([sketches[number].hashes for number in long])
    owners = np.repeat(np.array(long), [len(sketches[number].hashes) for number in long])
    at = np.minimum(values.searchsorted(every), len(values) - 1)
    shared = values[at] == every
    at, owners = at[shared], owners[shared]
    order = at.argsort(kind="stable")
    owners, counts = owners[order], np.bincount(at, minlength=len(values))
    starts = np.cumsum(counts) - counts
    for number in wanted:
        held = values.searchsorted(sketches[number].hashes)
        rare = held[counts[held] <= MANY]
        asked = rare if len(rare) > LEAST_SHARED * len(held) else held
        found, times = np.unique(
            np.concatenate([owners[starts[n] : starts[n] + counts[n]] for n in asked]), return_counts=True
        )
        for other, shares in zip(found.tolist(), times.tolist(), strict=True):
            least = LEAST_SHARED * min(len(sketches[other].hashes), len(held))
            if other != number and shares >= least and same_text(entries[number].signature, entries[other].signature):
                yield number, other


def _limit(sketch: _Sketch) -> int:
    """The power of two up to which a cut sketch has every hash; for a whole one, the highest hash there is."""
    return sketch.bound if sketch.size == len(sketch.hashes) else 1 << (sketch.bound.bit_length() - 1)


def _unpack(sketch: bytes) -> _Sketch:
    size, kept = _HEADER.unpack_from(sketch)
    return _Sketch(size, np.frombuffer(sketch, dtype="<u4", count=kept, offset=_HEADER.size))


def _size(sketch: bytes) -> int:
    return int(_HEADER.unpack_from(sketch)[0])


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold())
