"""Quotation marks of every typography, paired.

Pairing goes paragraph by paragraph. A quotation that its paragraph leaves open goes on in the next one when that
opens with a mark again (the custom of English printing), and otherwise ends with its paragraph. An opening mark
inside an open quotation of the same family ends the first one: the closing mark was forgotten.
"""

import re
from collections.abc import Iterator

import msgspec

from dragoman.records import Record

# Opening mark -> what closes it. The German and Polish pair „...“ ends with the English opening mark, so it is tried
# by the opening one; a straight mark is its own partner and is told apart by what stands beside it.
PAIRS: dict[str, tuple[str, ...]] = {
    "“": ("”", '"', "''", "“"),
    "„": ("“", "”"),
    "«": ("»",),
    "``": ("''", '"'),
    '"': ('"', "”", "''"),
    "‘": ("’", "'"),
    "‚": ("‘", "’"),
    "'": ("'", "’"),
}
SINGLES = frozenset("‘‚'")
_MARK = re.compile(r"``|''|[“”„«»\"‘’‚']")
# Words that begin with an apostrophe in ordinary prose: 'tis, '90s.
_ELIDED = re.compile(r"(?:\d0s|tis|twas|em|til|cause|n)\b", re.IGNORECASE)
# A line shorter than this that ends without a full stop is a heading or a byline; a longer one was broken by the
# printer, for hard-wrapped text runs to 70 and more characters.
MIN_WRAPPED = 60
_LINE_END = re.compile(r"\n")
_FINAL = frozenset(".?!:”\"'’)]…»“")
# A quotation longer than this without a closing mark is a stray mark, not a quotation: the longest paragraphs of
# quoted speech in the development articles have about 1,200 characters.
MAX_UNCLOSED = 1500


class Quotation(Record, frozen=True, kw_only=True):
    """Quoted words: ``[start, end)`` with the marks, ``[inner_start, inner_end)`` without them."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    single: bool = False  # single marks: a quotation within one, a headline's, or British style
    closed: bool = True  # False: the closing mark is missing
    continues: bool = False  # goes on from the previous quotation, in a new paragraph


def find_quotations(text: str, start: int = 0, end: int | None = None) -> tuple[Quotation, ...]:
    """The outermost quotations of ``text[start:end]``, in order; offsets are those of ``text``."""
    found: list[Quotation] = []
    left_open = False
    for first, last in paragraphs(text, start, len(text) if end is None else end):
        quotations = list(_paragraph(text, first, last))
        if quotations and left_open and not text[first : quotations[0].start].strip():
            quotations[0] = msgspec.structs.replace(quotations[0], continues=True)
        if quotations:
            left_open = not quotations[-1].closed
        elif text[first:last].strip():
            left_open = False
        found += quotations
    return tuple(found)


def paragraphs(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """The paragraphs of ``text[start:end]``: stretches between line ends that are no mere line breaks of the printer.

    A line end inside a paragraph follows a long line that does not end like a sentence, and no blank line.
    """
    stop = len(text) if end is None else end
    first = line = start
    for match in _LINE_END.finditer(text, start, stop):
        words = text[line : match.start()].rstrip()
        following = text[match.end() : match.end() + 1]
        wrapped = len(words) >= MIN_WRAPPED and words[-1] not in _FINAL and following.strip()
        if not wrapped:
            if first < match.start():
                yield first, match.start()
            first = match.end()
        line = match.end()
    if first < stop:
        yield first, stop


def _paragraph(text: str, start: int, end: int) -> Iterator[Quotation]:
    """The quotations of one paragraph, left to right."""
    at = start
    while match := _MARK.search(text, at, end):
        at = match.end()
        if _opens(text, match, start, end):
            quotation = _quotation(text, match, end)
            if quotation is not None:
                yield quotation
                at = quotation.end


def _opens(text: str, match: re.Match[str], start: int, end: int) -> bool:
    """Whether the mark can open a quotation: not after a letter, and before something that is no blank."""
    mark = match.group()
    if mark not in PAIRS:
        return False
    before = text[match.start() - 1] if match.start() > start else " "
    after = text[match.end()] if match.end() < end else " "
    if after.isspace() and mark not in {"“", "„", "«"}:
        return False
    if mark in SINGLES:
        clear = before.isspace() or before in '([{“"—–-:'
        return clear and after.isalnum() and not _ELIDED.match(text, match.end())
    return not before.isalnum() or mark in {"“", "„", "«"}


def _quotation(text: str, opening: re.Match[str], end: int) -> Quotation | None:
    """The quotation that ``opening`` begins; None when single marks find no partner (an apostrophe)."""
    mark = opening.group()
    single = mark in SINGLES
    closing = _single_close(text, opening, end) if single else _double_close(text, opening, end)
    if closing is not None:
        inner, outer, closed = closing
    elif single or end - opening.start() > MAX_UNCLOSED:
        return None
    else:
        inner, outer, closed = end, end, False
    while inner > opening.end() and text[inner - 1].isspace():
        inner -= 1
    first = opening.end()
    while first < inner and text[first].isspace():
        first += 1
    if first >= inner:
        return None
    return Quotation(
        start=opening.start(), end=max(outer, inner), inner_start=first, inner_end=inner, single=single, closed=closed
    )


def _double_close(text: str, opening: re.Match[str], end: int) -> tuple[int, int, bool] | None:
    """(end of the words, end of the mark, whether a mark closed it) of a quotation in double marks."""
    mark = opening.group()
    for match in _MARK.finditer(text, opening.end(), end):
        other = match.group()
        before = text[match.start() - 1]
        after = text[match.end()] if match.end() < end else " "
        if other in PAIRS[mark] and not (other == mark and _reopens(before, after)):
            if other == "“" and mark == "“" and not _reopens(before, after):
                return match.start(), match.end(), True  # a typist's “word“
            if other != "“" or mark == "„":
                return match.start(), match.end(), True
        if other == mark and _reopens(before, after):
            return match.start(), match.start(), False
    return None


def _reopens(before: str, after: str) -> bool:
    """Whether a mark between these two characters opens: a blank before it, a word after it."""
    return before.isspace() and not after.isspace() and after not in ".,;:!?)"


def _single_close(text: str, opening: re.Match[str], end: int) -> tuple[int, int, bool] | None:
    """The end of a quotation in single marks: a mark after which no letter follows.

    A mark after an s may be a plural's apostrophe ("the leaders' talks"); it closes only when no better one comes.
    """
    fallback = None
    for match in _MARK.finditer(text, opening.end(), end):
        if match.group() not in PAIRS[opening.group()]:
            continue
        before = text[match.start() - 1]
        after = text[match.end()] if match.end() < end else " "
        if after.isalnum() or before.isspace():
            continue
        if before not in "sS" or not after.isspace():
            return match.start(), match.end(), True
        fallback = fallback or (match.start(), match.end(), True)
    return fallback
