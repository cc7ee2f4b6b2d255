"""Sentences in which who acts and who is acted on are marked: ``<s>Peru</s> thanked <t>Chile</t>.``"""

import re
from typing import Literal

from dragoman.errors import UnreadableInput
from dragoman.records import Record

Side = Literal["source", "target"]
Spans = tuple[tuple[int, int], ...]

_TAG = re.compile(r"<(/?)([st])>")
_SHOWN = 80  # characters of a line in a message


class MarkedSentence(Record, frozen=True, kw_only=True):
    """A text without its marks; a side may be named several times or not at all. Offsets are code points."""

    text: str
    source: Spans = ()
    target: Spans = ()


def read_marked(line: str) -> MarkedSentence:
    """The text and the spans of a line with marks.

    One side may be named inside the other: "<s><t>Iraqi</t> rebels</s>".

    Raises:
        UnreadableInput: a mark is not closed, not opened, or opened twice.
    """
    text, at = "", 0
    spans: dict[str, list[tuple[int, int]]] = {"s": [], "t": []}
    begun: dict[str, int] = {}
    for tag in _TAG.finditer(line):
        text, at = text + line[at : tag.start()], tag.end()
        closes, side = tag.groups()
        if bool(closes) is not (side in begun):
            raise _unpaired(line, tag[0])
        if not closes:
            begun[side] = len(text)
        elif len(text) > begun[side]:
            spans[side].append((begun.pop(side), len(text)))
        else:
            del begun[side]
    if begun:
        raise _unpaired(line, f"<{min(begun)}>")
    return MarkedSentence(text=text + line[at:], source=tuple(spans["s"]), target=tuple(spans["t"]))


def _unpaired(line: str, tag: str) -> UnreadableInput:
    return UnreadableInput(
        "a mark has no partner",
        values=f"{tag} in {line[:_SHOWN]!r}",
        remedy="Mark the one who acts <s>...</s> and the one acted on <t>...</t>",
    )
