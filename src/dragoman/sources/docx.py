"""Word files (Office Open XML), through python-docx (extra ``documents``); called in a process that can be killed.

python-docx opens the package and reads its properties; the body is walked here, for its own list of paragraphs leaves
out what stands in content controls and what was inserted with changes tracked. What was struck out is no text.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from dragoman.config import Limits
from dragoman.errors import RefusedInput, UnreadableInput
from dragoman.records import Record
from dragoman.sources.compression import RATIO_FROM_BYTES
from dragoman.sources.parsed import FAULTS, Parsed

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FOOTNOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_COMPANY = re.compile(rb"<Company>([^<]{1,500})</Company>")
_END_OF_LISTING = b"PK\x05\x06"
_MOST_DEPTH = 50  # tables within tables within controls; Word itself allows 11 tables
_LAYOUT_LETTERS = 80  # a table with a longer cell holds prose: its cells are paragraphs, not values of a row
_SIGNS = {"tab": " ", "br": " ", "cr": " ", "noBreakHyphen": "-", "ptab": " "}
_LEFT_OUT = frozenset({"del", "moveFrom", "txbxContent", "pict", "instrText"})
_NO_TITLE = re.compile(r"(?:word )?document\d*|untitled.*|.*\.docx?|\W*|\w+|microsoft word.*", re.IGNORECASE)
_TEMPLATE_MADE = datetime(2013, 12, 23, 23, 15)
_TITLE_STYLES = ("title", "heading 1")
_TITLE_PARAGRAPHS = 8  # a title stands among the first


class _Paragraph(Record, frozen=True, kw_only=True):
    text: str
    style: str = ""  # its name in lower case


def read_docx(data: bytes, *, limits: Limits) -> Parsed:
    """The text, title and day of a Word file; footnotes stand apart from it.

    Raises:
        RefusedInput: it inflates too much, or is nested too deep.
        UnreadableInput: it is broken, no Word file, or has no text.
    """
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    try:
        _refuse_bomb(data, limits)
        return _read(data)
    except (zipfile.BadZipFile, zlib.error, OSError, OpcError, LxmlError, NotImplementedError, *FAULTS) as error:
        raise UnreadableInput(
            "a Word file is broken", values=f"{type(error).__name__}: {error}", remedy="Fetch it again, or save it anew"
        ) from error


def _refuse_bomb(data: bytes, limits: Limits) -> None:
    """Look at what the listing at the end of the file says before anything is inflated."""
    end = data.rfind(_END_OF_LISTING)
    entries = int.from_bytes(data[end + 10 : end + 12], "little") if end >= 0 else 0
    if entries > limits.max_packed_files:  # 65,535 where there are more
        raise RefusedInput(
            "a Word file of too many parts",
            values=f"{entries}, at most {limits.max_packed_files}",
            remedy="Save it anew",
        )
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        size = sum(part.file_size for part in packed.infolist())
        if size > limits.max_inflated_bytes or size > max(RATIO_FROM_BYTES, limits.max_inflation_ratio * len(data)):
            raise RefusedInput(
                "a Word file inflates too much",
                values=f"{len(data)} bytes to {size}",
                remedy="This is what a decompression bomb looks like; take the pictures out if you trust it",
            )
        if "word/document.xml" not in packed.namelist():
            raise UnreadableInput("no Word file", values="a ZIP without word/document.xml", remedy="Unpack it first")


def _read(data: bytes) -> Parsed:
    import docx

    document = docx.Document(io.BytesIO(data))
    styles = {style.style_id: (style.name or "").lower() for style in document.styles}
    paragraphs = [one for one in _paragraphs(document.element.body, styles, 0) if one.text]
    title, paragraphs = _title(document.core_properties.title, paragraphs)
    if not paragraphs and not title:
        raise UnreadableInput("a Word file without text", values="only pictures or nothing", remedy="Leave it out")
    about = document.core_properties
    extra: dict[str, Any] = {"format": "docx"}
    made = about.created or about.modified
    if made and made.replace(tzinfo=None) != _TEMPLATE_MADE:
        extra["file_made"] = made.date().isoformat()
    if notes := _footnotes(document):
        extra["footnotes"] = notes
    return Parsed(
        text="\n".join(one.text for one in paragraphs), title=title, byline=about.author or None,
        publisher=_company(data), extra=extra,
    )  # fmt: skip


def _paragraphs(container: Any, styles: dict[str, str], depth: int) -> Iterator[_Paragraph]:
    if depth > _MOST_DEPTH:
        raise RefusedInput("a Word file nested too deep", values=f"over {_MOST_DEPTH} levels", remedy="Save it anew")
    for child in container:
        name = _name(child)
        if name == "p":
            style = child.find(f"{_WORD}pPr/{_WORD}pStyle")
            named = styles.get(style.get(f"{_WORD}val", ""), "") if style is not None else ""
            if not named.startswith("toc"):  # a table of contents says nothing of its own
                yield _Paragraph(text=_text(child), style=named)
        elif name == "tbl":
            yield from _table(child, styles, depth + 1)
        elif name not in _LEFT_OUT and len(child):
            yield from _paragraphs(child, styles, depth + 1)


def _table(table: Any, styles: dict[str, str], depth: int) -> Iterator[_Paragraph]:
    """A row as a paragraph; of a table that only lays out prose, each paragraph of each cell."""
    rows = [
        [[one for one in _paragraphs(cell, styles, depth + 1) if one.text] for cell in _within(row, "tc")]
        for row in _within(table, "tr")
    ]
    if any(len(one.text) > _LAYOUT_LETTERS for row in rows for cell in row for one in cell):
        for row in rows:
            for cell in row:
                yield from cell
        return
    for row in rows:
        yield _Paragraph(text=" | ".join(" ".join(one.text for one in cell) for cell in row if cell))


def _within(element: Any, name: str) -> Iterator[Any]:
    """The rows of a table or the cells of a row, also those in a content control, but not those of inner tables."""
    for child in element:
        if _name(child) == name:
            yield child
        elif _name(child) in {"sdt", "sdtContent", "ins"}:
            yield from _within(child, name)


def _text(paragraph: Any) -> str:
    parts: list[str] = []
    waiting = [paragraph]
    while waiting:
        element = waiting.pop()
        name = _name(element)
        if name == "t":
            parts.append(element.text or "")
        elif name in _SIGNS:
            parts.append(_SIGNS[name])
        elif name not in _LEFT_OUT:
            waiting.extend(reversed(element))
    return " ".join("".join(parts).split())


def _name(element: Any) -> str:
    """The element's name in the namespace of Word; empty for comments and what is of another namespace."""
    tag = element.tag
    return tag.removeprefix(_WORD) if isinstance(tag, str) and tag.startswith(_WORD) else ""


def _title(stated: str, paragraphs: list[_Paragraph]) -> tuple[str | None, list[_Paragraph]]:
    """The title and what follows it: what is set as one, else the properties', unless a program made that up."""
    for number, one in enumerate(paragraphs[:_TITLE_PARAGRAPHS]):
        if one.style in _TITLE_STYLES:
            return one.text, paragraphs[:number] + paragraphs[number + 1 :]
    title = " ".join((stated or "").split())
    if not title or _NO_TITLE.fullmatch(title):
        return None, paragraphs
    same = next((n for n, one in enumerate(paragraphs[:_TITLE_PARAGRAPHS]) if one.text.lower() == title.lower()), None)
    return title, paragraphs if same is None else paragraphs[:same] + paragraphs[same + 1 :]


def _footnotes(document: Any) -> list[str]:
    """The footnotes in order; those that only draw the rule above them say nothing."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    for relation in document.part.rels.values():
        if relation.reltype == _FOOTNOTES and not relation.is_external:
            root = etree.fromstring(relation.target_part.blob, parser)
            notes = (" ".join(filter(None, map(_text, note.iter(f"{_WORD}p")))) for note in root)
            return [note for note in notes if note]
    return []


def _company(data: bytes) -> str | None:
    """The company in the extended properties, which Word fills from its licence."""
    from html import unescape

    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        if "docProps/app.xml" not in packed.namelist():
            return None
        found = _COMPANY.search(packed.read("docProps/app.xml"))
    return unescape(found[1].decode("utf-8", "replace")).strip() or None if found else None
