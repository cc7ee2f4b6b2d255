"""An article's text cut where its marks begin and end, so that marks may overlap as they like.

Every piece knows all lines it belongs to; joined, the pieces are the text. A line's number stands before its first
piece, as a note's does.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple


class Mark(NamedTuple):
    """A stretch of text that a line was read from."""

    line: str  # "e3", "s1": the name of the card beside the text
    kind: str  # event, statement, figure, finding, name
    start: int
    end: int
    first: bool = True  # the line's number stands before it; False: another stretch of the same line
    part: str = "text"  # "text", what of the line it is (trigger, cue), or how it is told: alleged, denied, unreal


class Piece(NamedTuple):
    """A stretch of text without a boundary in it."""

    text: str
    lines: tuple[str, ...]
    kinds: tuple[str, ...]
    begin: tuple[str, ...]  # lines that begin here
    parts: tuple[str, ...]
    title: bool  # before the body


def pieces(text: str, marks: Iterable[Mark], *, body_start: int, start: int = 0, end: int | None = None) -> list[Piece]:
    """The pieces of ``text[start:end]``; marks are cut where they reach out of it."""
    last = len(text) if end is None else min(end, len(text))
    inside = [mark for mark in marks if mark.start < last and mark.end > start]
    edges = {start, last, *(max(mark.start, start) for mark in inside), *(min(mark.end, last) for mark in inside)}
    if start < body_start < last:
        edges.add(body_start)
    found: list[Piece] = []
    active: list[Mark] = []
    waiting = sorted(inside, key=lambda mark: (max(mark.start, start), -mark.end))
    at = 0
    ordered = sorted(edges)
    for left, right in pairwise(ordered):
        active = [mark for mark in active if mark.end > left]
        begin: list[str] = []
        while at < len(waiting) and max(waiting[at].start, start) <= left:
            active.append(waiting[at])
            if waiting[at].first and waiting[at].start >= start:
                begin.append(waiting[at].line)
            at += 1
        found.append(_piece(text[left:right], active, begin, title=right <= body_start))
    return found


def _piece(text: str, active: Sequence[Mark], begin: Sequence[str], *, title: bool) -> Piece:
    def every(names: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(names))

    parts = every(mark.part for mark in active if mark.part != "text")
    kinds, lines = every(mark.kind for mark in active), every(mark.line for mark in active)
    return Piece(text, lines, kinds, every(begin), parts, title)
