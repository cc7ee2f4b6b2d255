"""A stand-in for the network: a sentence's vector counts its words, so that nearness can be told by hand."""

import re
import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

SIZE = 384


class WordNetwork:
    """Words that two sentences share make them near."""

    def __init__(self, version: str = "words 1") -> None:
        self.version = version
        self.asked: list[str] = []

    def vectors(self, sentences: Sequence[str]) -> NDArray[np.float32]:
        self.asked += sentences
        rows = np.zeros((len(sentences), SIZE), dtype=np.float32)
        for row, sentence in zip(rows, sentences, strict=True):
            for word in re.findall(r"\w+", sentence.casefold()):
                # Twelve places a word: a number of a kept vector may not be larger than about .3.
                rng = np.random.default_rng(zlib.crc32(word.encode()))
                row += rng.choice([-1, 1], SIZE) * (rng.random(SIZE) < 12 / SIZE)
            length = float(np.linalg.norm(row))
            row /= length or 1.0
        return rows
