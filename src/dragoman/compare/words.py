"""The words that tell a clause from others: cut to their beginnings, weighed by how common they are in reports."""

import re
import unicodedata
import zlib
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import repeat

from dragoman.codes.tables import read_table

# Cutting words to their first letters brings "negotiated" and "negotiations" together, and does about as well as a
# stemmer in retrieval (Frakes and Baeza-Yates 1992, chapter 8).
STEM_LETTERS = 6
RARE = 100  # weight of a word that few reports have
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+(?:[.,]\d+)*")
# Words of grammar, and those that only say when: the date is compared by itself.
_IDLE = frozenset(
    "a an the and or but nor if of in on at to for from by with without as into onto over under about after before "
    "between among against during until since than then there here this that these those it its he she they them his "
    "her their him we us our i you your who whom whose which what when where while how not no is are was were be been "
    "being am has have had having do does did will would shall should can could may might must also both each other "
    "another more most some any all such very just only own same so too up down out off again further once said says "
    "say saying told tells mr mrs ms dr one two monday tuesday wednesday thursday friday saturday sunday january "
    "february march april june july august september october november december today yesterday tomorrow week month "
    "year day last next earlier later ago late early morning evening afternoon night".split()
)


def forms(text: str) -> Iterator[str]:
    """The telling words of a text, in order, folded and cut."""
    for word in _WORD.findall(_folded(text)):
        word = word.removesuffix("'s").removesuffix("’s")
        if word not in _IDLE and (len(word) > 1 or word.isdigit()):
            yield word.replace(",", "") if word[0].isdigit() else word[:STEM_LETTERS]


def _folded(text: str) -> str:
    if text.isascii():
        return text.casefold()
    folded = unicodedata.normalize("NFKD", text).casefold()
    return "".join(char for char in folded if not unicodedata.combining(char))


_NAME = re.compile(r"(?<=[^\W_][ ,])(?:[A-Z][^\W\d_]{2,})")


def names(text: str) -> Iterator[str]:
    """Names in a text that are no party's, folded and cut: capitalised words within a sentence."""
    for match in _NAME.finditer(text):
        for word in forms(match[0]):
            if word not in party_words() and number_of(word) not in _weights():
                yield word


@cache
def party_words() -> frozenset[str]:
    """The words of the names of states and bodies and their people: every report on them has these."""
    return frozenset(word for row in read_table("names") for word in forms(row["name"]))


def hashed(words: Iterable[str]) -> tuple[int, ...]:
    """Words as sorted numbers below 2^32, each once."""
    return tuple(sorted({number_of(word) for word in words}))


@lru_cache(maxsize=100_000)
def number_of(word: str) -> int:
    """A word as a number below 2^32: its CRC, the same in every process."""
    return zlib.crc32(word.encode("utf-8", "replace"))


@cache
def _weights() -> dict[int, int]:
    return {number_of(row["form"]): round(RARE * float(row["weight"])) for row in read_table("common_words")}


def weight(words: Iterable[int]) -> int:
    """How much words tell in all: a rare one 100, a common one less. Whole numbers add up alike in any order."""
    return sum(map(_weights().get, words, repeat(RARE)))


class Bag:
    """A set of words with its weight."""

    __slots__ = ("_weight", "_words")

    def __init__(self, words: Iterable[int]) -> None:
        self._words = frozenset(words)
        self._weight = weight(self._words)

    def __bool__(self) -> bool:
        return bool(self._words)

    def shares(self, other: "Bag") -> bool:
        """Whether there is a word in both."""
        return not self._words.isdisjoint(other._words)

    def likeness(self, other: "Bag") -> float:
        """How alike two sets of words are, 0 to 1: the mean of overlap coefficient and Jaccard, by weight.

        A short clause that a longer one holds is like it; two long ones must share more.
        """
        shared = weight(self._words & other._words)
        if not shared:
            return 0.0
        every = self._weight + other._weight
        return (shared / max(min(self._weight, other._weight), RARE) + shared / (every - shared)) / 2
