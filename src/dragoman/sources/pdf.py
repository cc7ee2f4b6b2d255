"""PDF files with a text layer, through pypdf (extra ``documents``); called in a process that can be killed.

Columns come in the order in which the file sets them, which in what is made by word processors and typesetters is the
order of reading. A page that cannot be read costs that page.
"""

import io
import math
import re
from collections.abc import Iterator
from typing import Any

from dragoman.errors import RefusedInput, UnreadableInput
from dragoman.records import Record
from dragoman.sources.parsed import FAULTS, Parsed
from dragoman.sources.pdf_lines import Line, Pages, read_pages

_LEAST_LETTERS = 20  # a page number on a scan is no text
_LEAST_LETTER_SHARE = 0.4  # of all signs but blanks: below, the font's letters are unknown ("/g12/g45")
_DAY = re.compile(r"(?:D:)?(\d{4})[-:]?(\d\d)[-:]?(\d\d)")
_NO_TITLE = re.compile(
    r"microsoft \w+ - .*|untitled.*|document\d*|.*\.(?:docx?|pdf|indd|rtf|odt|qxd|pptx?|xlsx?|html?|tmp)|\W*|\w+", re.I
)
_LIGATURES = {0xFB00 + n: letters for n, letters in enumerate(("ff", "fi", "fl", "ffi", "ffl", "st", "st"))}
_MARK = re.compile(r"\d{1,3}")
_RAISED = 0.15  # of the letters' size: a note's mark stands above its line
_MARK_SIZE = 0.8  # of the letters' size at most


class _Stroke(Record, frozen=True, kw_only=True):
    """Letters that pypdf gives together, and where they begin."""

    text: str
    x: float
    y: float
    size: float


def read_pdf(data: bytes, *, max_pages: int) -> Parsed:
    """The text, title and day of a PDF.

    Raises:
        RefusedInput: it is locked, has too many pages, or takes more than pypdf allows one stream.
        UnreadableInput: it is broken, or has no text layer.
    """
    from pypdf.errors import LimitReachedError, PyPdfError

    try:
        return _read(data, max_pages)
    except LimitReachedError as error:
        raise RefusedInput(
            "a PDF takes too much",
            values=str(error),
            remedy="This is what a decompression bomb looks like; print it anew",
        ) from error
    except (PyPdfError, OSError, *FAULTS) as error:
        raise UnreadableInput(
            "a PDF is broken", values=f"{type(error).__name__}: {error}", remedy="Fetch it again, or print it anew"
        ) from error


def _read(data: bytes, max_pages: int) -> Parsed:
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted and not _unlocked(reader):
        raise RefusedInput("a PDF is locked with a password", values="encrypted", remedy="Save it without a password")
    count = len(reader.pages)
    if count > max_pages:
        raise RefusedInput(
            "a PDF has too many pages",
            values=f"{count}, at most {max_pages} are read",
            remedy="Split it, or raise max_pages",
        )
    lines, losses = _all_lines(reader, count)
    _require_text(lines, count, losses)
    pages = read_pages(lines)
    return _parsed(reader, pages, count, losses)


def _unlocked(reader: Any) -> bool:
    """Whether it opens without a password, as files do that only forbid printing."""
    from pypdf.errors import DependencyError

    try:
        return bool(reader.decrypt(""))
    except DependencyError:
        return False


def _all_lines(reader: Any, count: int) -> tuple[list[Line], tuple[str, ...]]:
    from pypdf.errors import LimitReachedError, PyPdfError

    lines: list[Line] = []
    losses: list[str] = []
    for number in range(count):
        try:
            lines += page_lines(reader.pages[number], number)
        except LimitReachedError:
            raise
        except (PyPdfError, *FAULTS) as error:
            losses.append(f"page {number + 1} of {count}: {type(error).__name__}: {error}")
    return lines, tuple(losses)


def _require_text(lines: list[Line], count: int, losses: tuple[str, ...]) -> None:
    signs = "".join("".join(line.text.split()) for line in lines)
    letters = sum(map(str.isalpha, signs))
    if letters >= _LEAST_LETTERS and letters >= _LEAST_LETTER_SHARE * len(signs):
        return
    told = f"{count} pages with {letters} letters" + (f"; {losses[0]}" if losses else "")
    raise UnreadableInput(
        "a PDF without a text layer",
        values=told,
        remedy="It is a scan, or its letters are drawn: run it through text recognition first (ocrmypdf)",
    )


def page_lines(page: Any, number: int) -> Iterator[Line]:
    """The lines of a page, in the file's order."""
    strokes: list[_Stroke] = []
    page.extract_text(visitor_text=lambda text, cm, tm, _font, size: strokes.extend(_strokes(text, cm, tm, size)))
    line: list[_Stroke] = []
    for stroke in strokes:
        if stroke.text == "\n":
            yield from _line(line, number)
            line = []
        elif stroke.text and not _is_mark(stroke, line):
            line.append(stroke)
    yield from _line(line, number)


def _strokes(text: str, cm: Any, tm: Any, size: float) -> Iterator[_Stroke]:
    x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
    y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
    scale = math.sqrt(abs((tm[0] * tm[3] - tm[1] * tm[2]) * (cm[0] * cm[3] - cm[1] * cm[2])))
    for part in re.split(r"(\n)", text):
        yield _Stroke(text=part, x=float(x), y=float(y), size=float(size) * scale)


def _is_mark(stroke: _Stroke, line: list[_Stroke]) -> bool:
    """Whether a raised small number behind a word leads to a note."""
    said = [one for one in line if one.text.strip()]
    if not said or not _MARK.fullmatch(stroke.text.strip()):
        return False
    size = max(one.size for one in said)
    return stroke.size < _MARK_SIZE * size and stroke.y - said[0].y > _RAISED * size


def _line(strokes: list[_Stroke], number: int) -> Iterator[Line]:
    said = [one for one in strokes if one.text.strip()]
    if said:
        text = "".join(one.text for one in strokes).translate(_LIGATURES)
        size = max(said, key=lambda one: len(one.text)).size
        yield Line(page=number, text=text, x=said[0].x, y=said[0].y, size=size)


def _parsed(reader: Any, pages: Pages, count: int, losses: tuple[str, ...]) -> Parsed:
    about, xmp = _about(reader), _xmp(reader)
    stated = _stated_title(about.get("/Title") or xmp.get("title"))
    title = stated or pages.title
    paragraphs = _without_title(pages.paragraphs, title)
    if stated and pages.title and len(paragraphs) == len(pages.paragraphs):  # the page is headed otherwise
        title = pages.title
        paragraphs = _without_title(pages.paragraphs, title)
    extra: dict[str, Any] = {"format": "pdf", "pages": count}
    if made := _day(about.get("/CreationDate")):
        extra["file_made"] = made
    if pages.notes:
        extra["footnotes"] = list(pages.notes)
    return Parsed(
        text="\n".join(paragraphs), title=title, byline=about.get("/Author") or xmp.get("creator"),
        publisher=xmp.get("publisher"), published=_day(xmp.get("published")), extra=extra, losses=losses,
    )  # fmt: skip


def _without_title(paragraphs: tuple[str, ...], title: str | None) -> tuple[str, ...]:
    """The paragraphs without the title, where it stands among the first in one or more of them."""
    wanted = _folded(title)
    for first in range(min(4, len(paragraphs)) if wanted else 0):
        for last in range(first + 1, min(first + 4, len(paragraphs)) + 1):
            if _folded(" ".join(paragraphs[first:last])) == wanted:
                return paragraphs[:first] + paragraphs[last:]
    return paragraphs


def _folded(text: str | None) -> str:
    return re.sub(r"\W+", " ", text or "").strip().casefold()


def _stated_title(title: str | None) -> str | None:
    """A title from the properties, unless a program made it up."""
    return None if title is None or _NO_TITLE.fullmatch(title.strip()) else " ".join(title.split())


def _about(reader: Any) -> dict[str, str]:
    """The document information; a broken one says nothing."""
    from pypdf.errors import PyPdfError

    try:
        found = reader.metadata or {}
        return {str(name): str(found[name]).strip() for name in found if str(found[name] or "").strip()}
    except (PyPdfError, *FAULTS):
        return {}


def _xmp(reader: Any) -> dict[str, str]:
    """What XMP says (Dublin Core, PRISM); a broken packet says nothing."""
    from pypdf.errors import PyPdfError

    try:
        found = reader.xmp_metadata
        if found is None:
            return {}
        title = found.dc_title or {}
        given = {
            "title": title.get("x-default") or next(iter(title.values()), None),
            "creator": ", ".join(found.dc_creator or []),
            "publisher": ", ".join(found.dc_publisher or []),
            "published": next((str(day) for day in found.dc_date or []), None),
        }
    except (PyPdfError, *FAULTS):
        return {}
    return {name: value for name, value in given.items() if value}


def _day(text: str | None) -> str | None:
    """The day of ``D:20171121103000Z`` or an ISO date."""
    found = _DAY.match(text or "")
    return "-".join(found.groups()) if found else None
