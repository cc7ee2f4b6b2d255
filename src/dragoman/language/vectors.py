"""A vector for a sentence: sentences that mean much the same have vectors that point much the same way.

The network is all-MiniLM-L6-v2 (Wang et al. 2020; Reimers & Gurevych 2019) in 8 bits, written by ``training.sentence``;
it uses the reader's vocabulary. Similarity is the dot product of two vectors. It tells closeness of wording and matter,
not agreement: "X denied it" lies close to "X admitted it".
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from dragoman.language.network import FOLDER, VECTOR_SIZE, described, load_network, require_file
from dragoman.language.pieces import CLS, SEP, UNK

PLACES = 256  # sub-words of a sentence that count, as the encoder was trained; the rest is left out
Vectors = NDArray[np.float32]  # a row a sentence, each of length one

_LATIN_ENDS = 0x250  # the first character after the Latin blocks
_SIGNS = range(0x2000, 0x2200)  # dashes, quotation marks, currencies, letter-like signs


def kept_pieces(vocabulary: Mapping[str, int]) -> list[int]:
    """The sub-words whose rows ship, by number: those in Latin letters and signs, and the three special ones.

    English news has no others, and they are a twelfth of the rows.
    """
    special = {CLS, SEP, UNK}
    kept = (number for piece, number in vocabulary.items() if number in special or _is_kept(piece))
    return sorted(kept)


def _is_kept(piece: str) -> bool:
    if piece.startswith("[") and piece.endswith("]") and len(piece) > 1:
        return False
    return all(ord(c) < _LATIN_ENDS or ord(c) in _SIGNS for c in piece)


class SentenceVectors:
    """The loaded network. A sentence's vector is the same in any company, on any number of threads."""

    def __init__(self, session: Any, tokenizer: Tokenizer, version: str, *, threads: int = 1) -> None:
        self._session, self._tokenizer, self._threads = session, tokenizer, threads
        vocabulary = tokenizer.get_vocab()
        kept = kept_pieces(vocabulary)
        self._rows = np.full(len(vocabulary), kept.index(UNK), dtype=np.int64)
        self._rows[kept] = np.arange(len(kept))
        self.version = version

    @classmethod
    def load(cls, directory: Path | None = None, *, threads: int = 1) -> "SentenceVectors":
        """Load the network that ships with the package, or the one in ``directory``.

        Raises:
            InstallationError: a file is missing or damaged.
        """
        folder = directory or FOLDER
        told = described(folder / "sentence.json", "name", "version")
        words = require_file(folder / "tokenizer.json")
        session = load_network(folder / "sentence.onnx", told["sha256"])
        tokenizer = Tokenizer.from_file(str(words))
        tokenizer.no_padding()
        tokenizer.enable_truncation(PLACES)
        return cls(session, tokenizer, f"{told['name']} {told['version']} {told['sha256'][:12]}", threads=threads)

    def vectors(self, sentences: Sequence[str]) -> Vectors:
        """A row for each sentence, in their order; no sentences give no rows."""
        if not sentences:
            return np.zeros((0, VECTOR_SIZE), dtype=np.float32)
        pieces = [self._rows[e.ids] for e in self._tokenizer.encode_batch(list(sentences))]
        if self._threads == 1:
            return np.stack([self._vector(own) for own in pieces])
        with ThreadPoolExecutor(self._threads) as pool:
            return np.stack(list(pool.map(self._vector, pieces)))

    def vector(self, sentence: str) -> NDArray[np.float32]:
        """The vector of one sentence."""
        row: NDArray[np.float32] = self.vectors([sentence])[0]
        return row

    def _vector(self, pieces: NDArray[np.int64]) -> NDArray[np.float32]:
        # One sentence a call: 8-bit products scale with the largest number of a call, so a neighbour would change it.
        row: NDArray[np.float32] = self._session.run(None, {"pieces": pieces[None]})[0][0]
        return row


@cache
def own_network() -> SentenceVectors:
    """The network that ships with the package on one thread, loaded once a process.

    Raises:
        InstallationError: a file is missing or damaged.
    """
    return SentenceVectors.load()
