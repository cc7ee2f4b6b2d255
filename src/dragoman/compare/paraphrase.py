"""How near the points of two accounts are in meaning, where they share no words: "the truce", "the ceasefire".

The network sees each sentence without what every readout says ("stressed", "the two sides") and without what the two
openings name, which would make all sentences of a call alike.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from dragoman.compare.points import Point, is_frame
from dragoman.compare.words import forms

_WORD = re.compile(r"[\w'’-]+")
_PLACES = 4  # decimals kept: the same whichever account is given first


def nearness(one: Sequence[Point], other: Sequence[Point]) -> NDArray[np.float64]:
    """The cosine of each point of the one (rows) with each of the other (columns), from -1 to 1."""
    named = frozenset(form for points in (one, other) for point in points[:1] for form in forms(point.span.text))
    rows, columns = ([_vector(telling(point.span.text, named)) for point in points] for points in (one, other))
    near: NDArray[np.float64] = np.round(
        np.array(rows, dtype=np.float64) @ np.array(columns, dtype=np.float64).T, _PLACES
    )
    return near


def telling(text: str, named: frozenset[str]) -> str:
    """A sentence without its words of frame and those named by the openings; as it is where no other is left."""
    kept = [word for word in _WORD.findall(text) if not _says_little(word, named)]
    return " ".join(kept) or text


def _says_little(word: str, named: frozenset[str]) -> bool:
    found = list(forms(word))
    return bool(found) and (all(map(is_frame, found)) or named.issuperset(found))


@lru_cache(maxsize=4096)  # sentences of some two hundred accounts, 6 MB: a page shows the same ones again
def _vector(text: str) -> NDArray[np.float32]:
    from dragoman.language.vectors import own_network  # loaded here, so that a record alone opens at once

    return own_network().vector(text)
