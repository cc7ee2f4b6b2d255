"""An original and its translation, paragraph beside paragraph where they have as many."""

import re
from typing import NamedTuple

from dragoman.records import Article

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")


class Beside(NamedTuple):
    """What stands on one row; empty where one side has nothing there."""

    original: str
    translation: str


def side_by_side(original: Article, translation: Article) -> tuple[Beside, ...]:
    """Title beside title, then paragraph beside paragraph; where counts differ, one whole text beside the other.

    Nothing is guessed about which paragraph belongs to which: an equal count is the sign that the translator kept them.
    """
    head = (Beside(original.title or "", translation.title or ""),) if original.title or translation.title else ()
    bodies = _body(original), _body(translation)
    for split in (_by_blank_lines, _by_lines):
        one, other = (split(body) for body in bodies)
        if len(one) == len(other) and (len(one) > 1 or split is _by_lines):
            return (*head, *(Beside(*pair) for pair in zip(one, other, strict=True)))
    return (*head, Beside(*bodies))


def _body(article: Article) -> str:
    return article.text[article.body_start :].strip()


def _by_blank_lines(text: str) -> list[str]:
    return [" ".join(part.split()) for part in _BLANK_LINE.split(text) if part.strip()]


def _by_lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]
