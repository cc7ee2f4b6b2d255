"""Bytes to text."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.sources.encodings import decode, recode, wide_encoding

SENTENCE = (
    "Der Außenminister traf gestern in Zürich den Präsidenten; beide erklärten, die Gespräche würden fortgeführt."
)
POLISH = "Minister spraw zagranicznych powiedział, że rozmowy będą dłuższe, a następne spotkanie odbędzie się w Łodzi."
META = "<meta charset='windows-1251'>"
XML = "<?xml version='1.0' encoding='koi8-r'?>"
RUSSIAN = "Министр иностранных дел заявил в среду, что переговоры будут продолжены на следующей неделе в Женеве."


@pytest.mark.parametrize(
    ("data", "charset", "text", "encoding"),
    [
        (SENTENCE.encode(), None, SENTENCE, "utf-8"),
        (codecs.BOM_UTF8 + b"a", None, "a", "utf-8"),
        (codecs.BOM_UTF16_LE + SENTENCE.encode("utf-16-le"), None, SENTENCE, "utf-16-le"),
        (codecs.BOM_UTF16_BE + SENTENCE.encode("utf-16-be"), None, SENTENCE, "utf-16-be"),
        (codecs.BOM_UTF32_LE + SENTENCE.encode("utf-32-le"), None, SENTENCE, "utf-32-le"),
        (SENTENCE.encode("utf-16-le"), None, SENTENCE, "utf-16-le"),
        (SENTENCE.encode("utf-16-be"), None, SENTENCE, "utf-16-be"),
        (SENTENCE.encode("latin-1"), "ISO-8859-1", SENTENCE, "cp1252"),
        ("“Quoted” – said".encode("cp1252"), "iso-8859-1", "“Quoted” – said", "cp1252"),
        (SENTENCE.encode(), "iso-8859-1", SENTENCE, "utf-8"),  # mislabelled
        (POLISH.encode("iso8859-2"), "iso-8859-2", POLISH, "iso8859-2"),
        (RUSSIAN.encode("koi8-r"), "koi8-r", RUSSIAN, "koi8-r"),
        (RUSSIAN.encode("cp1251"), "utf-8", RUSSIAN, "cp1251"),  # mislabelled, detected
        (META.encode() + RUSSIAN.encode("cp1251"), None, META + RUSSIAN, "cp1251"),
        (XML.encode() + RUSSIAN.encode("koi8-r"), None, XML + RUSSIAN, "koi8-r"),
        ("会談".encode("iso-2022-jp"), "iso-2022-jp", "会談", "iso2022_jp"),
        (b"+ADw-script", "utf-7", "+ADw-script", "utf-8"),
        (b"plain", "no-such-charset", "plain", "utf-8"),
        (b"plain", "utf-16", "plain", "utf-8"),
    ],
)  # fmt: skip
def test_declared_marked_and_detected(data: bytes, charset: str | None, text: str, encoding: str):
    found = decode(data, charset=charset)
    assert (found.text, found.encoding) == (text, encoding)


def test_a_bad_byte_in_utf8_is_replaced_and_the_rest_kept():
    data = SENTENCE.encode() + b"\xff" + SENTENCE.encode() * 3
    assert decode(data).text == SENTENCE + "\ufffd" + SENTENCE * 3


@given(st.binary(max_size=300), st.sampled_from([None, "utf-8", "latin-1", "shift_jis", "hex", "rot13", "idna"]))
def test_decoding_never_fails(data: bytes, charset: str | None):
    assert isinstance(decode(data, charset=charset).text, str)


@given(
    st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1),
    st.sampled_from(["utf-16-le", "utf-32-be"]),
    st.integers(1, 7),
)
def test_recoding_in_chunks_is_recoding_whole(text: str, encoding: str, size: int):
    data = text.encode(encoding)
    chunks = [data[n : n + size] for n in range(0, len(data), size)]
    assert b"".join(recode(chunks, encoding)) == text.removeprefix("\ufeff").encode()


def test_text_without_nuls_is_not_wide():
    assert wide_encoding(b"plain text of some length") is None
