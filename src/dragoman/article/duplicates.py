"""Which articles say the same: exact copies by hash, near copies by shingles.

Each article has a sketch: the 1,024 smallest hashes of its five-word shingles, which is all of them for most reports,
so that Jaccard and containment are exact there and estimates beyond (Broder 1997; Beyer et al. 2007). Pairs worth
comparing come from prefix filtering (Chaudhuri, Ganti and Kaushik 2006; Bayardo, Ma and Srikant 2007): of two texts
that are copies the smaller shares more than its commonest hashes with the other, so it is enough to look up its
rarest. A formula that thousands of reports share is thus never looked up, unless it is most of a report. Between whole
sketches no copy is missed, which banded MinHash cannot promise: of thirty notices of 200 words inside reports of 2,000,
64 bands of two rows found eleven. Only a text that is nothing but formulas of thousands may be (``sketches.MANY``):
without that bound the search grows with the square of the articles. The result does not depend on the order of the
entries.
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

from dragoman.article.sketches import (
    CONTAINMENT,
    HEADER,
    JACCARD,
    MANY,
    SKETCH_SIZE,
    Hashes,
    Holders,
    Numbers,
    Sketches,
    size_of,
    some_of,
    unpack,
)
from dragoman.records import Record

SHINGLE_WORDS = 5
MIN_SHINGLES = 25  # under 30 words only exact copies count: short notices share their formulas
LEAST_SHARED = (
    0.1  # of the smaller sketch, before two are compared; copies share two thirds, and formulas may be left out
)


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
    return HEADER.pack(len(hashes), len(kept)) + struct.pack(f"<{len(kept)}I", *kept)


def find_duplicates(entries: Iterable[DuplicateEntry]) -> dict[str, str]:
    """For every copy the id of the earliest article that says the same; the earliest themselves are left out.

    Earliest is by publication date, then by id; an article without a date comes after those with one.
    """
    ordered, sketches = _taken(entries)
    long = _long(ordered, sketches)
    groups = _Groups(len(long))
    _join_near(sketches, long, groups)
    heads = {number: long[groups.of(place)] for place, number in enumerate(long)}  # a sketch to stand for its group
    earliest: dict[int, str] = {}
    found = ((one.id, earliest.setdefault(heads.get(one.sketch, one.sketch), one.id)) for one in ordered)
    return {copy: first for copy, first in found if first != copy}


class _Taken(NamedTuple):
    """What is kept of an entry: its turn and the number of its sketch, which is that of all who have the same words."""

    published: date
    reprint: bool
    id: str
    sketch: int


def _taken(entries: Iterable[DuplicateEntry]) -> tuple[list[_Taken], Sketches]:
    """The entries in their order, and the sketches of their texts."""
    sketches, numbers, taken = Sketches(), dict[str, int](), []
    for entry in entries:
        number = numbers.get(entry.text_hash)
        if number is None:
            number = numbers[entry.text_hash] = sketches.add(entry.signature)
        taken.append(_Taken(entry.published or date.max, entry.reprint, entry.id, number))
    taken.sort()
    return taken, sketches


def _long(ordered: Iterable[_Taken], sketches: Sketches) -> list[int]:
    """The sketches of texts that are long enough to be compared, from the largest to the smallest."""
    long = [number for number in dict.fromkeys(one.sketch for one in ordered) if sketches.sizes[number] >= MIN_SHINGLES]
    return sorted(long, key=lambda number: -sketches.sizes[number])


def find_more_duplicates(
    entries: Iterable[DuplicateEntry], *, known: Mapping[str, str], fresh: Collection[str]
) -> dict[str, str]:
    """What ``find_duplicates`` gives, where most of it is known: only fresh entries are compared, with all.

    Args:
        entries: all of them.
        known: for every copy found before the id it was given.
        fresh: the ids of those that are new, or changed, or were copies of one that is no more.
    """
    ordered, sketches = _taken(entries)
    fresh = frozenset(fresh)
    # What is fresh starts alone, also where others are known to be copies of it.
    labels = [("fresh", one.id) if one.id in fresh else ("known", known.get(one.id, one.id)) for one in ordered]
    joined = _Labels()
    first: dict[int, _Label] = {}
    for label, one in zip(labels, ordered, strict=True):
        if one.id in fresh or first.get(one.sketch, ("fresh",))[0] == "fresh":
            joined.join(first.setdefault(one.sketch, label), label)
    for label, one in zip(labels, ordered, strict=True):
        first.setdefault(one.sketch, label)
    asked = {one.sketch for one in ordered if one.id in fresh}
    for number, other in _near_fresh(sketches, _long(ordered, sketches), asked):
        joined.join(first[number], first[other])
    earliest: dict[_Label, str] = {}
    found = (
        (one.id, earliest.setdefault(joined.first(label), one.id)) for label, one in zip(labels, ordered, strict=True)
    )
    return {copy: original for copy, original in found if copy != original}


def same_text(first: bytes, second: bytes) -> bool:
    """Whether two sketches are of the same text, or of a text and a longer one that holds it."""
    if min(size_of(first), size_of(second)) < MIN_SHINGLES:
        return False
    jaccard, containment = overlap(first, second)
    return jaccard >= JACCARD or containment >= CONTAINMENT


def overlap(first: bytes, second: bytes) -> tuple[float, float]:
    """Jaccard and containment (of the smaller in the larger) of two sketches; both 0 to 1."""
    one, other = unpack(first), unpack(second)
    bound = min(one.bound, other.bound)
    smaller, larger = sorted((one.up_to(bound), other.up_to(bound)), key=len)
    if not len(smaller):
        return 0.0, 0.0
    at = np.minimum(larger.searchsorted(smaller), len(larger) - 1)
    shared = int((larger[at] == smaller).sum())
    return shared / (len(smaller) + len(larger) - shared), shared / len(smaller)


class _Groups:
    """Numbers 0 to n - 1 in groups that are joined; a group is known by one of its numbers."""

    def __init__(self, size: int) -> None:
        self._of = np.arange(size)
        self._members: dict[int, list[int]] = {}  # of groups of two or more

    def of(self, number: int) -> int:
        return int(self._of[number])

    def join(self, one: int, other: int) -> None:
        """The smaller is put into the larger, so that no number moves more often than its group doubles."""
        groups = [(self._members.pop(group, [group]), group) for group in (self.of(one), self.of(other))]
        (few, _), (many, group) = sorted(groups, key=lambda found: len(found[0]))
        self._of[few] = group
        self._members[group] = many + few if len(many) == 1 else many
        if len(many) > 1:
            many.extend(few)

    def outside(self, numbers: Numbers, number: int) -> Numbers:
        """Those of the numbers that are not in this number's group."""
        mask: NDArray[np.bool_] = self._of[numbers] != self._of[number]
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


def _join_near(sketches: Sketches, long: Sequence[int], groups: _Groups) -> None:
    """Join the sketches that are of the same text; they stand from the largest to the smallest.

    What is joined already is not compared: that would change no group.
    """
    holders = Holders(sketches, long)
    for place, number in enumerate(long):
        mine = sketches.signature(number)
        for likely in holders.likely(place):
            left = groups.outside(likely, place)
            while len(left):
                other, left = int(left[0]), left[1:]
                if same_text(sketches.signature(long[other]), mine):
                    groups.join(other, place)
                    left = groups.outside(left, place)


def _near_fresh(sketches: Sketches, long: Sequence[int], fresh: Collection[int]) -> Iterator[tuple[int, int]]:
    """The numbers of those that are of the same text as a fresh one, with the fresh one's before."""
    wanted = [number for number in long if number in fresh]
    if not wanted:
        return
    values = np.unique(np.concatenate([hashes for _, hashes in sketches.gathered(wanted)]))
    owners, counts = _owners(sketches, long, values)
    starts = np.cumsum(counts) - counts
    for number in wanted:
        mine, held = sketches.signature(number), values.searchsorted(sketches.sketch(number).hashes)
        rare = held[counts[held] <= MANY]
        asked = rare if len(rare) > LEAST_SHARED * len(held) else held
        found, times = np.unique(owners[some_of(starts[asked], counts[asked])], return_counts=True)
        for place, shares in zip(found.tolist(), times.tolist(), strict=True):
            other = long[place]
            least = LEAST_SHARED * min(len(sketches.sketch(other).hashes), len(held))
            if other != number and shares >= least and same_text(mine, sketches.signature(other)):
                yield number, other


def _owners(sketches: Sketches, long: Sequence[int], values: Hashes) -> tuple[NDArray[np.int32], Numbers]:
    """The places in ``long`` of those that hold each of these hashes, one hash behind the other, and how many do."""
    held, owners = [], []
    for places, hashes in sketches.gathered(long):
        at = np.minimum(values.searchsorted(hashes), len(values) - 1)
        shared = values[at] == hashes
        held.append(at[shared].astype(np.int32))
        owners.append(places[shared].astype(np.int32))
    at = np.concatenate(held)
    return np.concatenate(owners)[at.argsort(kind="stable")], np.bincount(at, minlength=len(values))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold())
