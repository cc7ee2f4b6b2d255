"""From the lines of a PDF's pages to the paragraphs that were set in them.

A PDF knows strokes at places and no paragraphs. Lines become paragraphs again by their distances, indents and lengths;
what repeats at the edge of the pages is a running head; words cut at a line's end are joined.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from dragoman.records import Record

_EDGE_LINES = 3  # running heads and page numbers stand in the first and last three lines of a page
_REPEATED_SHARE = 0.4  # of the pages: heads of left and right pages stand on half of them each, and not on the first
_BARE_NUMBER = re.compile(  # no full stop or comma: "15." is the end of a sentence
    r"[^\w.,;:!?%)]{0,6}(?:page\s)?[^\w.,;:!?%)]{0,6}\d{1,4}(?:\s?(?:/|of)\s?\d{1,4})?[^\w.,;:!?%)]{0,6}|[ivxl]{1,6}",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d{1,4}")
_GAP = 1.35  # of the usual distance of lines: paragraphs are set apart by a third of a line or more
_SMALL = 0.88  # of the body's size: notes are set in eight or nine points under ten or eleven
_LARGE = 1.15  # of the body's size: titles
_OTHER_SIZE = 1.1  # lines of another size are another paragraph
_SHORT_LINE = 0.8  # of the usual length: the last line of a paragraph, where a sentence ends in it
_INDENT, _MOST_INDENT = 0.7, 6.0  # times the letters' size; further right stands another column
_TITLE_LINES = 12  # a title stands among the first
_MOST_TITLE_LETTERS = 250
_NOTE_START = re.compile(r"(?:\d{1,3}(?!\d)|[*†‡§]+|\[\d{1,3}\]|[a-z]\))\s*\S")
_ENDS_SENTENCE = re.compile(r"[.!?:;][\"'”’)\]]*$")
_LIST_ITEM = re.compile(r"(?:[•▪●○◦‣–—*-]|\(?\d{1,2}[.)]|\(?[a-z]\)|[IVX]{1,5}\.)\s+\S")
_CUT_WORD = re.compile(r"(?P<first>[^\W\d_]{2,40})[-\u00ad\u2010]$")
_WORD_START = re.compile(r"(?P<rest>[a-zà-öø-ÿ]+)")
_COMPOUND = re.compile(r"\w[-\u2010]$")
_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_KEPT_BEFORE = frozenset("self vice ex non anti pro semi counter cross post pre co inter multi well so-called".split())


class Line(Record, frozen=True, kw_only=True):
    """A line as it stands on its page. Lengths are points (1/72 inch); y grows upwards."""

    page: int
    text: str
    x: float = 0.0
    y: float = 0.0
    size: float = 0.0


class Pages(Record, frozen=True, kw_only=True):
    """What was set on the pages, taken apart."""

    title: str | None
    paragraphs: tuple[str, ...]
    notes: tuple[str, ...]


def read_pages(lines: Sequence[Line]) -> Pages:
    """Title, paragraphs and footnotes of all lines, which stand in the order of reading."""
    kept = [line for line in without_running_heads(lines) if line.text.strip()]
    body_size = _body_size(kept)
    notes = _notes(kept, body_size)
    body = [line for line in kept if id(line) not in {id(note) for group in notes for note in group}]
    known = Counter(word.casefold() for line in kept for word in _WORDS.findall(line.text))
    return Pages(
        title=_title(body, body_size),
        paragraphs=tuple(_joined(paragraph, known) for paragraph in _paragraphs(body)),
        notes=tuple(_joined(note, known) for note in notes),
    )


def without_running_heads(lines: Sequence[Line]) -> list[Line]:
    """The lines without those that repeat at the edge of the pages, and without page numbers."""
    edges = {id(line): _shapes(line) for page in _by_page(lines) for line in _edges(page)}
    pages = len({line.page for line in lines})
    pages_of: dict[tuple[str, int], set[int]] = {}
    for line in lines:
        for shape in edges.get(id(line), ()):
            pages_of.setdefault(shape, set()).add(line.page)
    least = max(2, round(_REPEATED_SHARE * pages))
    repeated = {shape for shape, where in pages_of.items() if len(where) >= least}
    return [
        line
        for line in lines
        if id(line) not in edges or not (repeated & edges[id(line)] or _BARE_NUMBER.fullmatch(line.text.strip()))
    ]


def _shapes(line: Line) -> set[tuple[str, int]]:
    """What a running head would have in common on its pages: its words, or its words and a number that counts along."""
    text = " ".join(line.text.casefold().split())
    counting = {
        (f"{text[: found.start()]}#{text[found.end() :]}", int(found[0]) - line.page)
        for found in _NUMBER.finditer(text)
    }
    return {(text, 0), *counting}


def _by_page(lines: Sequence[Line]) -> list[list[Line]]:
    pages: dict[int, list[Line]] = {}
    for line in lines:
        if line.text.strip():
            pages.setdefault(line.page, []).append(line)
    return list(pages.values())


def _edges(page: list[Line]) -> list[Line]:
    """The topmost and the lowest lines; a page of few lines has no body, so only its outermost two."""
    from_top = sorted(page, key=lambda line: -line.y)
    most = _EDGE_LINES if len(page) > 2 * _EDGE_LINES else 1
    return from_top[:most] + from_top[-most:]


def _body_size(lines: Sequence[Line]) -> float:
    """The size that most letters are set in."""
    letters: Counter[float] = Counter()
    for line in lines:
        letters[round(line.size, 1)] += len(line.text)
    return max(letters, key=lambda size: (letters[size], size), default=0.0)


def _notes(lines: Sequence[Line], body_size: float) -> list[list[Line]]:
    """Footnotes: small lines at the foot of a page, from one that begins with a note's mark."""
    found: list[list[Line]] = []
    for page in _by_page(lines):
        first = len(page)
        while first > 0 and 0 < page[first - 1].size < _SMALL * body_size:
            first -= 1
        for line in page[first:]:
            if _NOTE_START.match(line.text.strip()):
                found.append([line])
            elif found and found[-1][-1].page == line.page:
                found[-1].append(line)
    return found


def _title(lines: Sequence[Line], body_size: float) -> str | None:
    """The first lines of the largest letters near the beginning; ``None`` where nothing is larger than the body."""
    head = [line for line in lines[:_TITLE_LINES] if line.page == lines[0].page]
    largest = max((line.size for line in head), default=0.0)
    if largest < _LARGE * body_size or not body_size:
        return None
    first = next(number for number, line in enumerate(head) if line.size == largest)
    words: list[str] = []
    for line in head[first:]:
        if line.size < largest / _OTHER_SIZE:
            break
        words += line.text.split()
    title = " ".join(words)
    return title if 0 < len(title) <= _MOST_TITLE_LETTERS else None


def _paragraphs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    if not lines:
        return
    leading = median(_steps(lines) or [0.0])
    usual = sorted(len(line.text) for line in lines)[int(0.8 * (len(lines) - 1))]
    margins = _margins(lines)
    paragraph = [lines[0]]
    for before, line in pairwise(lines):
        if _begins(before, line, leading, usual) or _is_indented(before, line, margins):
            yield paragraph
            paragraph = []
        paragraph.append(line)
    yield paragraph


def _margins(lines: Sequence[Line]) -> dict[int, list[float]]:
    """By page, where more than one line begins, and the leftmost of all."""
    begins: dict[int, Counter[float]] = {}
    for line in lines:
        begins.setdefault(line.page, Counter())[float(round(line.x))] += 1
    return {page: [x for x in found if found[x] > 1 or x == min(found)] for page, found in begins.items()}


def _is_indented(before: Line, line: Line, margins: dict[int, list[float]]) -> bool:
    """Whether a line stands a little right of a margin, behind one that stood further left or ended a sentence."""
    if before.page != line.page or before.y <= line.y:
        return False
    deep = any(_INDENT < (line.x - margin) / (line.size or 1.0) < _MOST_INDENT for margin in margins.get(line.page, ()))
    return deep and (line.x - before.x > _INDENT * line.size or _ends(before))


def _ends(line: Line) -> bool:
    return _ENDS_SENTENCE.search(line.text.rstrip()) is not None


def _steps(lines: Sequence[Line]) -> list[float]:
    """The distances of neighbouring lines of one size."""
    return [a.y - b.y for a, b in pairwise(lines) if a.page == b.page and a.y > b.y and abs(a.size - b.size) < 0.5]


def _begins(before: Line, line: Line, leading: float, usual: int) -> bool:
    """Whether a paragraph begins with ``line``, by anything but its indent."""
    sizes = sorted((before.size, line.size))
    if sizes[1] > _OTHER_SIZE * sizes[0] or _LIST_ITEM.match(line.text.strip()):
        return True
    step = before.y - line.y
    if before.page != line.page or step < 0:  # another page or column: a paragraph may go on there
        return _ends(before)
    return step > _GAP * leading > 0 or (_ends(before) and len(before.text.rstrip()) < _SHORT_LINE * usual)


def _joined(lines: Sequence[Line], known: Counter[str]) -> str:
    """The text of a paragraph on one line; words that were cut at a line's end are whole again."""
    parts: list[str] = []
    for line in lines:
        words = " ".join(line.text.split())
        if not words:
            continue
        cut, rest = (_CUT_WORD.search(parts[-1]), _WORD_START.match(words)) if parts else (None, None)
        if cut and rest:
            parts[-1] = parts[-1][:-1] + ("-" if _keeps_hyphen(cut["first"], rest["rest"], known) else "")
        elif parts and not (_COMPOUND.search(parts[-1]) and words[0].isalnum()):  # "Guinea-" and "Bissau"
            parts.append(" ")
        parts.append(words)
    return "".join(parts).replace("\u00ad", "")


def _keeps_hyphen(first: str, rest: str, known: Counter[str]) -> bool:
    """Whether the hyphen at a line's end belongs to the word: as it is written elsewhere, else by its prefix."""
    whole, hyphened = f"{first}{rest}".casefold(), f"{first}-{rest}".casefold()
    if known[whole] != known[hyphened]:
        return known[hyphened] > known[whole]
    return first.casefold() in _KEPT_BEFORE
