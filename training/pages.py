"""Annotated texts that are no treebanks, as training examples: labels of words, and links from words to words.

The texts are cut into words by the reader's own code, so that what is learnt is what will be read. Every epoch cuts
them anew at another length.
"""

import random
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dragoman.language.model import LONGEST, Chunk, Reader, cut
from dragoman.language.sentences import MUST, cut_chunks
from dragoman.records import Sentence, Token

AIMS = (30, 50, 50, 110)  # words of a chunk in training; the reader's own aim is 50


@dataclass(frozen=True)
class Row:
    """Links from one word through one channel. Numbers count the words of the text."""

    channel: str
    word: int
    linked: frozenset[int]
    masked: frozenset[int] = frozenset()  # words of which nothing is learnt

    def moved(self, first: int, end: int) -> "Row":
        """The row as it stands in the words ``[first, end)``."""
        inside = [frozenset(w - first for w in words if first <= w < end) for words in (self.linked, self.masked)]
        return Row(self.channel, self.word - first, *inside)


@dataclass(frozen=True)
class Passage:
    """A run of words that goes through the network at once: (form, gap), labels by head (None: masked), rows."""

    words: list[tuple[str, int]]
    labels: dict[str, list[str | None]]
    rows: list[Row]


@dataclass
class Page:
    """A text with its annotation.

    ``others`` gives the label of the words that ``labels`` does not name, for the heads annotated in full.
    """

    name: str
    stretches: list[tuple[int, Chunk]]  # number of the first word, words that no boundary parts
    others: dict[str, str] = field(default_factory=dict)
    labels: dict[str, dict[int, str | None]] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)

    def label(self, head: str, word: int, label: str | None) -> None:
        """Give a word its label, None to mask it."""
        self.labels.setdefault(head, {})[word] = label

    def runs(self, aim: int) -> Iterator[tuple[int, int, list[tuple[str, int]]]]:
        """The text cut into runs of whole sentences of about ``aim`` words: first word, end, words."""
        for first, chunk in self.stretches:
            for a, b in cut_chunks(chunk.grades, aim=aim, longest=LONGEST):
                spans = zip(chunk.tokens[a:b], chunk.gaps[a:b], strict=True)
                yield first + a, first + b, [(chunk.text[s:e], gap) for (s, e), gap in spans]

    def passages(self, rng: random.Random) -> list[Passage]:
        """The text cut for one epoch, at a length drawn anew."""
        found = []
        for first, end, words in self.runs(rng.choice(AIMS)):
            labels = {
                head: [own.get(w, self.others.get(head)) for w in range(first, end)]
                for head in {*self.labels, *self.others}
                if (own := self.labels.get(head, {})) or head in self.others
            }
            rows = [row.moved(first, end) for row in self.rows if first <= row.word < end]
            found.append(Passage(words, labels, rows))
        return found


class Parsed:
    """A text as read: its words in one row, and the head word of any stretch of it."""

    def __init__(self, text: str, boundaries: Sequence[tuple[int, int]], reader: Reader) -> None:
        self.sentences: tuple[Sentence, ...] = reader.read(text, boundaries=boundaries).sentences
        self.tokens: list[Token] = [t for s in self.sentences for t in s.tokens]
        self.sentence_of = [n for n, s in enumerate(self.sentences) for _ in s.tokens]
        self.first: list[int] = []  # number of the first word of each sentence
        count = 0
        for sentence in self.sentences:
            self.first.append(count)
            count += len(sentence.tokens)
        self._starts, self._ends = [t.start for t in self.tokens], [t.end for t in self.tokens]
        self._stretches = list(_stretches(cut(text, boundaries)))

    def page(self, name: str, **others: str) -> Page:
        """The text without annotation; ``others`` as in ``Page``."""
        return Page(name, self._stretches, dict(others))

    def within(self, start: int, end: int) -> list[int]:
        """The words that overlap a stretch of characters."""
        first = bisect_right(self._ends, start)
        return list(range(first, max(first, bisect_left(self._starts, end))))

    def head(self, start: int, end: int) -> int | None:
        """The word of a stretch that no other word of it governs; None where there is no word."""
        words = self.within(start, end)
        inside = set(words)
        for i in words:
            above = self.above(i)
            if above is None or above not in inside:
                return i
        return words[0] if words else None

    def above(self, word: int) -> int | None:
        """The word that governs a word; None for the root."""
        head = self.tokens[word].head
        return self.first[self.sentence_of[word]] + head - 1 if head else None

    def same_sentence(self, word: int) -> range:
        """The words of a word's sentence."""
        number = self.sentence_of[word]
        return range(self.first[number], self.first[number] + len(self.sentences[number].tokens))


def _stretches(chunks: Sequence[Chunk]) -> Iterator[tuple[int, Chunk]]:
    """The reader's chunks put together again up to the next boundary."""
    first, open_chunk = 0, None
    for chunk in chunks:
        if open_chunk is not None and chunk.grades[0] != MUST:
            open_chunk = _joined(open_chunk, chunk)
            continue
        if open_chunk is not None:
            yield first, open_chunk
            first += len(open_chunk.tokens)
        open_chunk = chunk
    if open_chunk is not None:
        yield first, open_chunk


def _joined(a: Chunk, b: Chunk) -> Chunk:
    return Chunk(a.text, a.tokens + b.tokens, a.gaps + b.gaps, a.grades + b.grades)
