"""Where sentences stand in a text, by their marks: for what compares articles without reading them again.

The reader's own sentences (``language/sentences.py``) are not kept in the record.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from dragoman.records import Article, Span

_BREAK = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][\"”’')]))[ \t]+(?=[\"“‘'(]?[A-Z0-9])|(?<!\s)\s*\n\s*")
# A point after these ends no sentence: titles, months, places, and letters alone, as in names and "U.S."
_ABBREVIATED = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Sgt|Sen|Rep|Gov|Amb|St|Sr|Jr|Hon|No|vs|Mt|Shri|Smt|Sh|H\.E|H\.H|"
    r"a\.m|p\.m|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)|\b[A-Z])\.$"
)


def breaks(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Where sentences end, and where the next begin; the end of the text, or ``end``, is no break."""
    at, last = start, len(text) if end is None else end
    for found in _BREAK.finditer(text, start, last):
        if "\n" not in found[0] and _ABBREVIATED.search(text, at, found.start()):
            continue
        yield found.start(), found.end()
        at = found.end()


def sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """The sentences of a stretch, each ``[start, end)``."""
    at, last = start, len(text) if end is None else end
    for stop, after in (*breaks(text, start, last), (last, last)):
        if text[at:stop].strip():
            yield at, stop
        at = after


@lru_cache(maxsize=4_000)  # paragraphs: each is asked for again with every article that this one is compared with
def _paragraph(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    return tuple(sentences(text, start, end))


def sentence_at(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence, or sentences, around some words."""
    paragraph, after = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    whole = _paragraph(text, paragraph, len(text) if after < 0 else after)
    around = [span for span in whole if span[0] < end and start < span[1]]
    return (min(around[0][0], start), max(around[-1][1], end)) if around else (start, end)


def sentence_around(article: Article, start: int, end: int) -> Span:
    """The sentence, or sentences, of an article that hold the words from ``start`` to ``end``."""
    return article.span(*sentence_at(article.text, start, end))


def sentence_before(text: str, start: int) -> tuple[int, int] | None:
    """The sentence before a place in its paragraph; ``None``: the paragraph begins there."""
    paragraph = text.rfind("\n", 0, start) + 1
    before = [span for span in sentences(text, paragraph, start) if span[1] <= start]
    return before[-1] if before else None
