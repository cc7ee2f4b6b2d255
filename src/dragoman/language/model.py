"""The reader: text to sentences with tags, features, trees and names, by one small network on onnxruntime.

The network reads a chunk of whole sentences at a time. Chunks never share a call: with dynamic quantisation a
neighbour in the batch would change a chunk's numbers, and the same text must read the same in any company.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from dragoman.errors import UsageError
from dragoman.language import sentences as bounds
from dragoman.language.acts import find_acts
from dragoman.language.decode import Scores, best_labels, bio_transitions, name_spans, softmax, tree
from dragoman.language.lemmas import Lemmatiser
from dragoman.language.mend import mended
from dragoman.language.network import FOLDER, described, load_network
from dragoman.language.pieces import WordPieces
from dragoman.language.shapes import MAX_PIECES
from dragoman.language.tokens import Span, stretches, tokenise
from dragoman.records import Act, Name, Reading, Sentence, Token

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

# Words per call. Attention grows with the square, so short chunks are faster; shorter than this lose context.
AIM, LONGEST = 50, 180
PLACES = 512  # sub-words the network has positions for, the two at the ends among them
Inputs = tuple[list[int], list[int], list[int]]  # sub-words, codes, where each word's first sub-word stands
NameKind = Literal["person", "organisation", "place"]
NAME_KINDS: dict[str, NameKind] = {"PER": "person", "ORG": "organisation", "LOC": "place"}


@dataclass(frozen=True)
class Chunk:
    """Tokens of one text that go through the network together."""

    text: str
    tokens: list[Span]
    gaps: list[int]
    grades: list[int]

    def part(self, first: int, end: int) -> "Chunk":
        """The chunk of the tokens ``[first, end)`` alone."""
        return Chunk(self.text, self.tokens[first:end], self.gaps[first:end], self.grades[first:end])


@dataclass(frozen=True)
class Parsed:
    """A sentence of a chunk: its tokens and its names (first, last, kind, probability), indices from 0."""

    tokens: tuple[Token, ...]
    names: list[tuple[int, int, NameKind, float]]
    acts: tuple[Act, ...] = ()


def cut(text: str, boundaries: Sequence[Span] = ()) -> list[Chunk]:
    """The text as chunks; no chunk crosses a boundary."""
    chunks: list[Chunk] = []
    for start, end in stretches(text, boundaries):
        tokens = tokenise(text, start, end)
        gaps = bounds.gaps(text, tokens, start)
        grades = bounds.grades(text, tokens, gaps)
        for a, b in bounds.cut_chunks(grades, aim=AIM, longest=LONGEST):
            chunks.append(Chunk(text, tokens, gaps, grades).part(a, b))
    return chunks


class Reader:
    """The loaded model. Reading keeps no state but a memory of words, and gives the same for the same text."""

    def __init__(self, session: "InferenceSession", labels: dict[str, Any], pieces: WordPieces) -> None:
        self._session, self._pieces = session, pieces
        self._heads: dict[str, list[str]] = labels["heads"]
        self._outputs: list[str] = labels["outputs"]
        self._person = self._heads["name"].index("B-PER")
        self._transitions = bio_transitions(self._heads["name"])
        self._root = self._heads["labels"].index("root")
        self._lemmas = Lemmatiser(pieces.vocabulary())
        self._threads = 1
        self.version = f"{labels['name']} {labels['version']} {labels['sha256'][:12]}"

    @classmethod
    def load(cls, directory: Path | None = None, *, threads: int = 1) -> "Reader":
        """Load the model that ships with the package, or the one in ``directory``.

        Raises:
            InstallationError: a file is missing or damaged, or the model's hash is wrong.
        """
        folder = directory or FOLDER
        labels = described(folder / "labels.json", "name", "version", "heads", "outputs")
        pieces = WordPieces.load(folder / "tokenizer.json")
        reader = cls(load_network(folder / "model.onnx", labels["sha256"]), labels, pieces)
        reader._threads = max(1, threads)
        return reader

    def read(self, text: str, *, boundaries: Sequence[Span] = ()) -> Reading:
        """What the model sees in ``text``; no sentence crosses the start or end of a boundary."""
        return self.read_many([(text, boundaries)])[0]

    def read_many(self, texts: Sequence[tuple[str, Sequence[Span]]]) -> list[Reading]:
        """As ``read``, for several texts with their boundaries."""
        chunks = [[part for c in cut(text, spans) for part in self._fitting(c)] for text, spans in texts]
        every = [c for own in chunks for c in own]
        inputs = [self._pieces.encode(_words(c)) for c in every]
        parsed = iter(self._parse_all(every, inputs))
        return [self._reading(text, [next(parsed) for _ in own]) for (text, _), own in zip(texts, chunks, strict=True)]

    def words(self, text: str) -> list[Span]:
        """The words of a text, as the reader cuts it."""
        return tokenise(text, 0, len(text))

    def encode(self, text: str, words: Sequence[Span]) -> tuple[Inputs, list[tuple[int, int]]]:
        """The network's inputs for words read as one chunk, and the sub-words of each word.

        Raises:
            UsageError: they have more sub-words than the network has places for.
        """
        gaps = bounds.gaps(text, list(words), words[0][0] if words else 0)
        inputs = self._pieces.encode([(text[a:b], gap) for (a, b), gap in zip(words, gaps, strict=True)])
        pieces, _, first = inputs
        if len(pieces) > PLACES:
            raise UsageError(
                "too many words for one reading", values=f"{len(pieces)} sub-words", remedy=f"Give {PLACES} at the most"
            )
        return inputs, list(zip(first, [*first[1:], len(pieces) - 1], strict=True))

    def _fitting(self, chunk: Chunk) -> Iterator[Chunk]:
        """The chunk, in parts where its words have more sub-words than the network has places for."""
        if len(chunk.tokens) * MAX_PIECES + 2 <= PLACES:
            yield chunk
            return
        pieces, _, first = self._pieces.encode(_words(chunk))
        ends = [*first[1:], len(pieces) - 1]
        start = 0
        for i, end in enumerate(ends):
            if end - first[start] > PLACES - 2:
                yield chunk.part(start, i)
                start = i
        yield chunk.part(start, len(ends))

    def _parse_all(self, chunks: list[Chunk], inputs: list[Inputs]) -> list[list[Parsed]]:
        if self._threads == 1 or len(chunks) < 2:
            return [self._parse(c, i) for c, i in zip(chunks, inputs, strict=True)]
        with ThreadPoolExecutor(self._threads) as pool:
            return list(pool.map(self._parse, chunks, inputs))

    def scores(self, inputs: Inputs) -> dict[str, NDArray[Any]]:
        """Every output of the network, by name, for one chunk (sub-words, codes, first positions)."""
        names = ("pieces", "codes", "first")
        feed = {n: np.array([x], dtype=np.int64) for n, x in zip(names, inputs, strict=True)}
        out = self._session.run(None, feed)
        return {name: values[0] for name, values in zip(self._outputs, out, strict=True)}

    def _parse(self, chunk: Chunk, inputs: Inputs) -> list[Parsed]:
        scores = self.scores(inputs)
        starts = self._starts(chunk, scores)
        tags = {f: [self._heads[f][i] for i in scores[f].argmax(axis=1).tolist()] for f in ("upos", "xpos", "feats")}
        names = self._names(scores["name"], starts)
        found = []
        for (first, end), own in zip(zip(starts, [*starts[1:], len(chunk.tokens)], strict=True), names, strict=True):
            heads, labels = self._tree(scores, first, end)
            tokens = tuple(
                self._token(chunk, i, i - first + 1, tags, (heads[i - first], labels[i - first]))
                for i in range(first, end)
            )
            acts = tuple(find_acts(scores, self._heads, first, end, sentence=0))
            found.append(Parsed(mended(tokens), own, acts))
        return found

    def _starts(self, chunk: Chunk, scores: dict[str, NDArray[Any]]) -> list[int]:
        """Indices of the tokens that start a sentence; the first always does."""
        likely = softmax(scores["start"])[:, 1].tolist()
        people = (scores["name"].argmax(axis=1) == self._person).tolist()
        needed = [
            # A person's name with no mark before it goes on a title ("Commissioner for Trade Jane Doe"): of 13 such
            # starts the model wanted in the development articles, 10 were wrong.
            bounds.START_AT[bounds.NEVER if grade == bounds.RUN_IN and people[i] else grade]
            for i, grade in enumerate(chunk.grades)
        ]
        starts = [i for i, at in enumerate(needed) if i == 0 or likely[i] >= at]
        return bounds.without_bare(chunk.text, chunk.tokens, starts)

    def _token(self, chunk: Chunk, i: int, number: int, tags: dict[str, list[str]], arc: tuple[int, str]) -> Token:
        start, end = chunk.tokens[i]
        form = chunk.text[start:end]
        upos, xpos = tags["upos"][i], tags["xpos"][i]
        lemma = self._lemmas.lemma(form, upos, xpos)
        return Token(number, form, start, end, lemma, upos, xpos, tags["feats"][i], *arc)

    def _tree(self, scores: dict[str, NDArray[Any]], first: int, end: int) -> tuple[list[int], list[str]]:
        """Heads (from 1 in the sentence, 0 the root) and relations of the words ``[first, end)``."""
        own = scores["arcs"][first:end]
        heads = tree(np.concatenate([own[:, :1], own[:, first + 1 : end + 1]], axis=1))
        # Labels were scored for the likeliest heads; one that only the tree wanted gets the likeliest head's labels.
        candidate = (scores["heads"][first:end] == (np.array(heads) + first)[:, None]).argmax(axis=1)
        labels = scores["labels"][np.arange(first, end), candidate]
        labels[:, self._root] = -np.inf
        best = labels.argmax(axis=1)
        return heads, ["root" if h == 0 else self._heads["labels"][b] for h, b in zip(heads, best, strict=True)]

    def _names(self, scores: Scores, starts: list[int]) -> list[list[tuple[int, int, NameKind, float]]]:
        """Names of each sentence; a name's probability is that of its least sure label."""
        found = []
        likely = softmax(scores)
        for first, end in zip(starts, [*starts[1:], len(scores)], strict=True):
            path = best_labels(scores[first:end], self._transitions)
            spans = name_spans([self._heads["name"][i] for i in path])
            sure = [float(likely[first + i, label]) for i, label in enumerate(path)]
            found.append([(a, b, NAME_KINDS[k], round(min(sure[a : b + 1]), 4)) for a, b, k in spans])
        return found

    def _reading(self, text: str, parsed: list[list[Parsed]]) -> Reading:
        sentences: list[Sentence] = []
        names: list[Name] = []
        acts: list[Act] = []
        paragraph, seen = 0, 0
        for one in (p for chunk in parsed for p in chunk):
            start, end = one.tokens[0].start, one.tokens[-1].end
            paragraph += text.count("\n", seen, start)
            seen = start
            for a, b, kind, probability in one.names:
                names.append(Name(len(sentences), a, b, kind, probability))
            acts += [replace(act, sentence=len(sentences)) for act in one.acts]
            sentences.append(
                Sentence(start=start, end=end, text=text[start:end], tokens=one.tokens, paragraph=paragraph)
            )
        return Reading(
            sentences=tuple(sentences),
            names=tuple(names),
            acts=tuple(acts),
            model=self.version,
        )


def _words(chunk: Chunk) -> list[tuple[str, int]]:
    return [(chunk.text[a:b], gap) for (a, b), gap in zip(chunk.tokens, chunk.gaps, strict=True)]
