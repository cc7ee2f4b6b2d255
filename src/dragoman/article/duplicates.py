"""Which articles say the same: exact copies by hash, near copies by shingles.

Candidates come from MinHash with banding (Broder 1997; Leskovec, Rajaraman and Ullman, Mining of Massive Datasets,
ch. 3), and each pair is verified on the sketches themselves: the 1,024 smallest hashes of its five-word shingles,
which is all of them for most reports, so Jaccard and containment are exact there and estimates beyond (Beyer et al.
2007). The result does not depend on the order of the entries.
"""

import hashlib
import re
import struct
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date

import rensa

from dragoman.records import Record

SHINGLE_WORDS = 5
SKETCH_SIZE = 1024
# Measured on all pairs of 1,253 news articles: pairs that print one text (edited, cut, updated) have a Jaccard of .52
# to 1, all others .19 at most; the containment of others is .51 at most (two selections of the same quotations).
JACCARD = 0.5
CONTAINMENT = 0.8  # of the shorter in the longer: agency copy inside a paper's own report
MIN_SHINGLES = 25  # under 30 words only exact copies count: short notices share their formulas
_PERMUTATIONS, _BANDS = 128, 64  # two rows a band: a pair of Jaccard 0.3 is a candidate with probability 0.998
_SEED = 20240229  # any fixed number; another gives the same pairs with the probability above
_HEADER = struct.Struct("<II")  # shingles in all, hashes kept


class DuplicateEntry(Record, frozen=True, kw_only=True):
    """What is needed of an article to find its copies."""

    id: str
    published: date | None  # None: not known; it then counts as the latest
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
    ordered = sorted(entries, key=lambda entry: (entry.published or date.max, entry.id))
    parent = list(range(len(ordered)))
    for first, second in _pairs(ordered):
        a, b = _root(parent, first), _root(parent, second)
        parent[max(a, b)] = min(a, b)
    return {entry.id: ordered[root].id for n, entry in enumerate(ordered) if (root := _root(parent, n)) != n}


def same_text(first: bytes, second: bytes) -> bool:
    """Whether two sketches are of the same text, or of a text and a longer one that holds it."""
    if min(_HEADER.unpack_from(first)[0], _HEADER.unpack_from(second)[0]) < MIN_SHINGLES:
        return False
    jaccard, containment = overlap(first, second)
    return jaccard >= JACCARD or containment >= CONTAINMENT


def overlap(first: bytes, second: bytes) -> tuple[float, float]:
    """Jaccard and containment (of the smaller in the larger) of two sketches; both 0 to 1."""
    (size_a, hashes_a), (size_b, hashes_b) = _unpack(first), _unpack(second)
    if not hashes_a or not hashes_b:
        return 0.0, 0.0
    bound = min(
        max(hashes_a) if size_a > len(hashes_a) else 1 << 32, max(hashes_b) if size_b > len(hashes_b) else 1 << 32
    )
    low_a, low_b = {h for h in hashes_a if h <= bound}, {h for h in hashes_b if h <= bound}
    shared = len(low_a & low_b)
    union, smaller = len(low_a | low_b), min(len(low_a), len(low_b))
    return shared / union if union else 0.0, shared / smaller if smaller else 0.0


def _pairs(ordered: Sequence[DuplicateEntry]) -> Iterable[tuple[int, int]]:
    by_hash: dict[str, int] = {}
    index = rensa.RMinHashLSH(threshold=0.3, num_perm=_PERMUTATIONS, num_bands=_BANDS)
    for n, entry in enumerate(ordered):
        same = by_hash.setdefault(entry.text_hash, n)
        if same != n:
            yield same, n
            continue
        size, hashes = _unpack(entry.signature)
        if size < MIN_SHINGLES:
            continue
        minhash = rensa.RMinHash(num_perm=_PERMUTATIONS, seed=_SEED)
        minhash.update([str(value) for value in hashes])
        for candidate in sorted(index.query(minhash)):
            if same_text(ordered[candidate].signature, entry.signature):
                yield candidate, n
        index.insert(n, minhash)


def _root(parent: list[int], node: int) -> int:
    while parent[node] != node:
        parent[node] = parent[parent[node]]
        node = parent[node]
    return node


def _unpack(sketch: bytes) -> tuple[int, tuple[int, ...]]:
    size, kept = _HEADER.unpack_from(sketch)
    return size, struct.unpack_from(f"<{kept}I", sketch, _HEADER.size)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold())
