"""What one marked party does to another: the type of event between a source and a target.

A small network stands on the reader's shared layers. It is told which sub-words name the source and which the target,
and reads the sentence with three layers of its own. It was learnt from marked pairs (``training.pairs``).
"""

from pathlib import Path
from typing import Any, cast

import numpy as np

from dragoman.language.decode import softmax
from dragoman.language.marked import MarkedSentence, Spans
from dragoman.language.model import Reader
from dragoman.language.network import FOLDER, described, load_network
from dragoman.language.tokens import Span
from dragoman.records import EventType

SOURCE, TARGET = 1, 2  # roles of sub-words; 0: of neither
AROUND, MOST = 60, 200  # words kept on both sides of the marked ones, and in all: what the network has places for


class PairReader:
    """The loaded network for marked pairs."""

    def __init__(self, reader: Reader, session: Any, types: tuple[EventType, ...]) -> None:
        self._reader, self._session, self._types = reader, session, types

    @classmethod
    def load(cls, reader: Reader, directory: Path | None = None) -> "PairReader":
        """Load the network that ships with the package, or the one in ``directory``.

        Raises:
            InstallationError: a file is missing or damaged.
        """
        folder = directory or FOLDER
        told = described(folder / "pair.json", "types")
        session = load_network(folder / "pair.onnx", told["sha256"])
        return cls(reader, session, tuple(told["types"]))

    def types(self, marked: MarkedSentence) -> dict[EventType, float]:
        """The probability of each type of event from the source to the target; they sum to one."""
        words = self._reader.words(marked.text)
        keep = _kept(words, (*marked.source, *marked.target))
        inputs, places = self._reader.encode(marked.text, keep)
        shared = self._reader.scores(inputs)["shared"]
        roles = np.zeros((1, len(inputs[0])), dtype=np.int64)
        for role, spans in ((TARGET, marked.target), (SOURCE, marked.source)):
            for (start, end), (first, last) in zip(keep, places, strict=True):
                if _touches((start, end), spans):
                    roles[0, first:last] = role
        scores = self._session.run(None, {"shared": shared[None], "roles": roles})[0][0]
        likely = softmax(cast(Any, scores)).tolist()
        return dict(zip(self._types, likely, strict=True))


def role_of(word: Span, marked: MarkedSentence) -> int:
    """Whether a word names the source or the target."""
    return SOURCE if _touches(word, marked.source) else TARGET if _touches(word, marked.target) else 0


def _touches(word: Span, spans: Spans) -> bool:
    return any(word[0] < end and word[1] > start for start, end in spans)


def _kept(words: list[Span], spans: Spans) -> list[Span]:
    """The words near the marked ones."""
    marked = [i for i, word in enumerate(words) if _touches(word, spans)] or [0]
    return words[max(0, marked[0] - AROUND) : marked[-1] + 1 + AROUND][:MOST]
