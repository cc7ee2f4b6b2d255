"""Word files: paragraphs, tables, footnotes, properties, and files that are no use."""

import io
import zipfile
from datetime import datetime

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from dragoman.config import Limits
from dragoman.errors import InputError, RefusedInput, UnreadableInput
from dragoman.records import Failure, RawDocument
from dragoman.sources import open_sources
from dragoman.sources.docx import read_docx
from dragoman.sources.parsed import Parsed
from tests.sources.made_files import saved, word

LIMITS = Limits()
FOOTNOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
FIRST = "The foreign ministers of Peru and Chile met in Lima on Tuesday."
SECOND = "They agreed to reopen two crossings."


def read(data: bytes, limits: Limits = LIMITS) -> Parsed:
    return read_docx(data, limits=limits)


def changed(data: bytes, name: str, content: bytes | None) -> bytes:
    """The file with another part; ``None``: without it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            if part.filename != name:
                new.writestr(part.filename, old.read(part.filename))
        if content is not None:
            new.writestr(name, content)
    return out.getvalue()


def body(*elements: str) -> bytes:
    """A Word file whose body is these elements."""
    document = docx.Document()
    for element in elements:
        wrapped = parse_xml(f"<w:body {nsdecls('w')}>{element}</w:body>")
        document.element.body.insert(0, wrapped[0])
    return saved(document)


def test_paragraphs_are_lines_and_the_title_is_the_one_set_as_such():
    found = read(word("", FIRST, " ", SECOND, title="Joint statement"))
    assert (found.title, found.text, found.media) == ("Joint statement", f"{FIRST}\n{SECOND}", "text")


def test_properties_give_author_day_and_company():
    document = docx.Document()
    document.add_paragraph(FIRST)
    document.core_properties.author = "Jane Roe"
    document.core_properties.created = datetime(2017, 11, 21, 9, 30)
    company = b"<Properties><Company>Ministry of Trade &amp; Sea</Company></Properties>"
    found = read(changed(saved(document), "docProps/app.xml", company))
    assert (found.byline, found.publisher, found.extra) == (
        "Jane Roe", "Ministry of Trade & Sea", {"format": "docx", "file_made": "2017-11-21"}
    )  # fmt: skip


@pytest.mark.parametrize("title", ["Document1", "final.docx", "", "Untitled", "Microsoft Word - a"])
def test_a_title_that_a_program_made_up_is_none(title):
    document = docx.Document()
    document.add_paragraph(FIRST)
    document.core_properties.title = title
    assert read(saved(document)).title is None


def test_a_stated_title_stands_in_the_text_once():
    document = docx.Document()
    for paragraph in ("JOINT STATEMENT OF THE MINISTERS", FIRST):
        document.add_paragraph(paragraph)
    document.core_properties.title = "Joint statement of the ministers"
    found = read(saved(document))
    assert (found.title, found.text) == ("Joint statement of the ministers", FIRST)


def test_a_table_of_values_is_a_paragraph_a_row_and_one_of_prose_its_paragraphs():
    document = docx.Document()
    document.add_paragraph(FIRST)
    values, layout = document.add_table(2, 2), document.add_table(1, 2)
    for row, texts in zip(values.rows, (("Country", "Minister"), ("Peru", "Jane Roe")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    layout.cell(0, 0).text = f"{FIRST} {SECOND}"
    layout.cell(0, 1).text = SECOND
    assert read(saved(document)).text.split("\n") == [
        FIRST, "Country | Minister", "Peru | Jane Roe", f"{FIRST} {SECOND}", SECOND
    ]  # fmt: skip


def test_what_was_inserted_is_text_and_what_was_struck_out_is_not():
    tracked = (
        "<w:p><w:r><w:t>Peru </w:t></w:r><w:del><w:r><w:delText>attacked </w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>met</w:t></w:r></w:ins><w:r><w:tab/><w:t>Chile.</w:t></w:r></w:p>"
    )
    controlled = "<w:sdt><w:sdtContent><w:p><w:r><w:t>In a control.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    assert read(body(tracked, controlled)).text == "In a control.\nPeru met Chile."


def test_footnotes_stand_apart():
    notes = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
        '<w:footnote w:id="1"><w:p><w:r><w:t>Signed in Geneva.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    ).encode()
    data = word(FIRST)
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        relations = packed.read("word/_rels/document.xml.rels").replace(
            b"</Relationships>",
            f'<Relationship Id="rId99" Type="{FOOTNOTES}" Target="footnotes.xml"/></Relationships>'.encode(),
        )
    found = read(changed(changed(data, "word/_rels/document.xml.rels", relations), "word/footnotes.xml", notes))
    assert (found.text, found.extra["footnotes"]) == (FIRST, ["Signed in Geneva."])


# --- files that are no use ---------------------------------------------------------------------------------


def packed(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


LAUGHS = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha">' + b"".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">'.encode() for n in range(12)
)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (packed(word__document_xml=b"a" * 60_000_000), "a Word file inflates too much"),
        (packed(word__document_xml=b"a" * 2_000_000), "a Word file inflates too much"),
    ],
)
def test_case_11_bombs_are_refused_before_they_are_inflated(data, told):
    with pytest.raises(RefusedInput, match=told):
        read(data)


def test_case_12_a_file_of_too_many_parts_is_refused_before_they_are_listed():
    data = packed(word__document_xml=b"<a/>", **{f"p{number}": b"" for number in range(40)})
    with pytest.raises(RefusedInput, match="too many parts: 41, at most 40"):
        read(data, Limits(max_packed_files=40))


def test_tables_within_tables_have_an_end():
    inner = "<w:p/>"
    for _ in range(60):
        inner = f"<w:tbl><w:tr><w:tc>{inner}</w:tc></w:tr></w:tbl>"
    with pytest.raises(RefusedInput, match="nested too deep"):
        read(body(inner))


def test_an_inner_table_is_read_once():
    inner = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Peru</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    for _ in range(12):
        inner = f"<w:tbl><w:tr><w:tc>{inner}<w:p/></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    assert read(body(inner)).text == "Peru"


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04word/document.xml", word(FIRST)[:2000], word(FIRST)[:-100],
        packed(word__document_xml=b"<a/>"), packed(other_xml=b"<a/>"),
        changed(word(FIRST), "word/document.xml", b"<not closed"),
        changed(word(FIRST), "word/document.xml", LAUGHS + b"]><a>&m;</a>"),
        changed(word(FIRST), "word/document.xml", b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'),
        changed(word(FIRST), "[Content_Types].xml", None), changed(word(FIRST), "word/styles.xml", b"<a/>"),
        word(), word(" ", ""),
    ],
)  # fmt: skip
def test_broken_files_are_told_as_such(data):
    try:
        found = read(data)
    except InputError:
        return
    assert "root:" not in found.text
    assert len(found.text) < 1000


def test_a_word_file_is_known_by_its_content_and_another_zip_is_not_read(tmp_path):
    (tmp_path / "a.bin").write_bytes(word(FIRST))
    (tmp_path / "b.docx").write_bytes(packed(sheet_xml=b"<a/>"))
    read_one, other = open_sources([str(tmp_path)], limits=LIMITS)
    assert isinstance(read_one, RawDocument)
    assert read_one.content == FIRST
    assert isinstance(other, Failure)
    assert "ZIP (or EPUB, ODT)" in other.reason


def test_pictures_alone_are_no_text():
    with pytest.raises(UnreadableInput, match="without text"):
        read(word())
