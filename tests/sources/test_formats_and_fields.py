"""What a document is by its content, and what an article's fields are by their names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.config import Limits
from dragoman.errors import RefusedInput, UnreadableInput
from dragoman.sources.fields import FIELD_NAMES, clean, clean_value, document_from_fields, fold_name, is_article
from dragoman.sources.formats import binary_kind, compression_of, is_warc, text_format
from dragoman.sources.json_articles import json_depth, parse_json


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("", "empty"),
        (" \n\ufeff\t", "empty"),
        ("Talks in Lima", "text"),
        ("[Updated] Talks in Lima", "text"),
        ("{ not json", "json"),  # broken JSON more often than prose: told, not coded
        ("[1] Footnotes first", "text"),
        ("< 5 states agreed", "text"),
        ("<3", "text"),
        ('{"a": 1}', "json"),
        ("{}", "json"),
        ('[{"a": 1}]', "json"),
        ('[\n  {"a": 1}\n]', "json"),
        ('["a"]', "json"),
        ("[]", "json"),
        ('{"a": 1}\n{"a": 2}', "jsonl"),
        ('{"a": 1}\r\n\r\n{"a": 2}\r\n', "jsonl"),
        ('{"a": \n{"a": 2}', "jsonl"),
        ('{\n  "a": {\n}\n}', "json"),
        ("<p>a", "html"),
        ("<!DOCTYPE html><x>", "html"),
        ("<!-- c --><HTML lang=en>", "html"),
        ("<?xml version='1.0'?><!DOCTYPE html PUBLIC 'x'><html>", "html"),
        ("<?xml version='1.0'?><rss version='2.0'>", "feed"),
        ("<rdf:RDF xmlns='x'>", "feed"),
        ("<atom:feed xmlns:atom='x'>", "feed"),
        ("<?xml-stylesheet href='x'?>\n<feed>", "feed"),
        ("<!DOCTYPE rss [<!ENTITY a 'b'>]><rss>", "feed"),
        ("<?xml version='1.0'?><note/>", "xml"),
        ("<note>a</note>", "xml"),
        ("<custom><p>a</p></custom>", "html"),
    ],
)
def test_formats_by_content(head: str, kind: str) -> None:
    assert text_format(head) == kind


@given(st.text(max_size=200))
def test_any_text_has_a_format(text: str) -> None:
    assert text_format(text) in {"empty", "json", "jsonl", "feed", "html", "xml", "text"}


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"%PDF-1.4", "PDF"),
        (b"PK\x03\x04", "ZIP (or EPUB, ODT)"),
        (b"{\\rtf1", "RTF"),
        (b"BZh9", "bzip2"),
        (b"a\0b", "unknown"),
        (b"a\x01b", None),  # one slip
        (b"a\x01b\x02", "unknown"),
        (b"a" * 5000 + b"\x01\x02\x03", None),
        (b"tab\tcr\rff\x0cesc\x1b", None),
        (b"", None),
    ],
)
def test_binary_formats_are_named(head: bytes, kind: str | None) -> None:
    assert binary_kind(head) == kind


def test_magic_numbers() -> None:
    assert compression_of(b"\x1f\x8b\x08\x00") == "gzip"
    assert compression_of(b"\x28\xb5\x2f\xfd") == "zstd"
    assert compression_of(b"\x1f\x8b") is None
    assert is_warc(b"\r\nWARC/1.1\r\nWARC-Type: response")
    assert not is_warc(b"WARC/1 is a format")


@pytest.mark.parametrize(
    ("text", "depth"),
    [
        ("", 0),
        ("{}", 1),
        ("[[{}]]", 3),
        ('{"[[[": "]"}', 1),
        ('"\\"[[["', 0),
        ("]]][", 0),
        ('["a\\\\", [1]]', 2),
        ('"[[', 0),
    ],
)
def test_depth_counts_brackets_outside_strings(text: str, depth: int) -> None:
    assert json_depth(text) == depth


def test_json_at_the_limit_of_depth() -> None:
    limits = Limits(max_json_depth=5)
    assert parse_json("[[[[[]]]]]", source="s", limits=limits) == [[[[[]]]]]
    with pytest.raises(RefusedInput, match="6 levels in s, at most 5 are read"):
        parse_json("[[[[[[]]]]]]", source="s", limits=limits)
    with pytest.raises(UnreadableInput, match="not JSON: s: Expecting value"):
        parse_json("[,]", source="s", limits=limits)


@pytest.mark.parametrize(("field", "names"), FIELD_NAMES.items())
def test_every_name_of_a_field_is_known_in_every_spelling(field: str, names: tuple[str, ...]) -> None:
    for name in names:
        for spelling in (name, name.upper(), "_".join(name), name.capitalize()):
            given_fields = (
                {"body": "Text.", spelling: "Value"} if field not in ("text", "html") else {spelling: "Value"}
            )
            raw = document_from_fields(given_fields, source="s")
            found = raw.content if field in ("text", "html") else getattr(raw, field)
            assert found == "Value", spelling
            assert raw.extra == {}


@pytest.mark.parametrize(
    ("fields", "content", "extra"),
    [
        ({"text": "Full.", "summary": "Short."}, "Full.", {"summary": "Short."}),
        ({"summary": "Short.", "body": "Full."}, "Full.", {"summary": "Short."}),
        ({"text": "", "summary": "Short."}, "Short.", {}),
        ({"text": None, "description": "Short."}, "Short.", {}),
        ({"text": "Plain.", "html": "<p>Marked.</p>"}, "Plain.", {}),
        ({"text": "  ", "html": "<p>Marked.</p>"}, "<p>Marked.</p>", {}),
        ({"body": ["One.", "", "Two."]}, "One.\n\nTwo.", {}),
    ],
)
def test_the_fullest_text_is_taken(fields: dict[str, object], content: str, extra: dict[str, object]) -> None:
    raw = document_from_fields(fields, source="s")
    assert (raw.content, raw.extra) == (content, extra)


@pytest.mark.parametrize(
    ("value", "line"),
    [
        ("  Ana \n Ruiz ", "Ana Ruiz"),
        (["Ana", None, {"name": "Bo"}, ""], "Ana, Bo"),
        ({"id": 7}, "7"),
        ({"name": None, "title": "Desk"}, "Desk"),
        ([], None),
        ({"other": "x"}, None),
        (12.5, "12.5"),
        ("\ud800", "\ufffd"),
    ],
)
def test_a_field_becomes_one_line(value: object, line: str | None) -> None:
    assert document_from_fields({"text": "a", "author": value}, source="s").byline == line


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"text": "a", "author": True}, "byline is bool in s"),
        ({"text": {"a": 1}}, "text is dict in s"),
        ({"text": ["a", 1]}, "text is list in s"),
        ({"html": 5}, "html is int in s"),
        ({}, "s has the fields none"),
        ({"b": 1, "a": 2}, "s has the fields a, b"),
        ({"text": " "}, "without text or title"),
    ],
)
def test_fields_that_are_no_text_are_told(fields: dict[str, object], message: str) -> None:
    with pytest.raises(UnreadableInput, match=message) as caught:
        document_from_fields(fields, source="s")
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"title": "A", "articles": [{}]}, False),
        ({"text": "A", "articles": [{}]}, True),
        ({"description": "A feed", "items": []}, False),
        ({"description": "An article"}, True),
        ({"body": " ", "docs": [1]}, False),
        ({}, True),
    ],
)
def test_an_article_is_told_from_a_list_of_them(fields: dict[str, object], expected: bool) -> None:
    assert is_article(fields) is expected


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
)


@given(JSON)
def test_a_clean_value_can_be_stored_and_is_clean_for_good(value: object) -> None:
    import json

    cleaned = clean_value(value)
    assert clean_value(cleaned) == cleaned
    json.dumps(cleaned, allow_nan=False, ensure_ascii=False).encode("utf-8")


@given(st.text())
def test_cleaning_keeps_the_length(text: str) -> None:
    assert len(clean(text)) == len(text)
    assert fold_name(text) == fold_name(fold_name(text))
