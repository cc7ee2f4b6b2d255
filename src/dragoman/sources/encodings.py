"""From bytes to text: byte order marks, then valid UTF-8, then what is declared, then detection.

UTF-8 goes before the declaration because text that is valid UTF-8 and not ASCII is hardly ever anything else, while
pages mislabelled as Latin-1 are common. Declared labels are read as browsers read them (WHATWG Encoding Standard:
ISO-8859-1 and ASCII mean windows-1252). UTF-7 is never used.
"""

import codecs
import re
from collections.abc import Iterable, Iterator

import charset_normalizer

from dragoman.records import Record

_MARKS = (  # UTF-32 first: its little-endian mark begins with UTF-16's
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']\s*([A-Za-z0-9._:-]+)|<meta[^>]{0,500}?charset\s*=\s*["']?\s*([A-Za-z0-9._:-]+)""",
    re.IGNORECASE,
)
_DECLARATION_BYTES = 4096  # the standard looks at 1,024; real pages put scripts before their meta
_SEVEN_BIT = ("iso2022", "iso-2022", "hz")  # these look like ASCII, so the declaration must speak first
_WINDOWS = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254"}
_DETECT_BYTES = 200_000  # more does not change the verdict and costs a second per megabyte
_WIDE_SHARE = 0.3  # share of NUL bytes on one side that makes UTF-16 of unmarked Latin text
_VALID_PER_ERROR = 10  # this many good sequences for each bad one: damaged UTF-8, not another encoding


class Decoded(Record, frozen=True, kw_only=True):
    """Text and what it was decoded from. The byte order mark is gone; nothing else is changed."""

    text: str
    encoding: str


def decode(data: bytes, *, charset: str | None = None) -> Decoded:
    """Decode ``data``; ``charset`` is what a protocol header declared.

    Never fails: bytes that no reading explains become U+FFFD.
    """
    wide = wide_encoding(data)
    if wide:
        return Decoded(text=data.decode(wide, "replace").removeprefix("\ufeff"), encoding=wide)
    declared = _python_name(charset) or _python_name(_declared_in(data))
    if declared and declared.startswith(_SEVEN_BIT):
        text = _strictly(data, declared)
        if text is not None:
            return Decoded(text=text, encoding=declared)
    for name in ("utf-8", declared):
        text = _strictly(data, name)
        if name and text is not None:
            return Decoded(text=text.removeprefix("\ufeff"), encoding=name)
    return _detect(data)


def wide_encoding(data: bytes) -> str | None:
    """The Unicode encoding that a byte order mark, or NULs on every second place, give away."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    head = data[:1024]
    half = len(head) // 2
    if half < 4:
        return None
    even, odd = head[0 : 2 * half : 2].count(0), head[1 : 2 * half : 2].count(0)
    if odd > _WIDE_SHARE * half and even == 0:
        return "utf-16-le"
    if even > _WIDE_SHARE * half and odd == 0:
        return "utf-16-be"
    return None


def recode(chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """Chunks in ``encoding`` as chunks of UTF-8 without a byte order mark."""
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    first = True
    for chunk in chunks:
        text = decoder.decode(chunk)
        if first and text:
            text, first = text.removeprefix("\ufeff"), False
        yield text.encode("utf-8", "replace")
    yield decoder.decode(b"", final=True).encode("utf-8", "replace")


def _strictly(data: bytes, name: str | None) -> str | None:
    if not name:
        return None
    try:
        return data.decode(name)
    except UnicodeError:
        return None


def _declared_in(data: bytes) -> str | None:
    found = _DECLARED.search(data[:_DECLARATION_BYTES])
    return (found[1] or found[2]).decode("ascii") if found else None


def _python_name(label: str | None) -> str | None:
    """Python's name for a declared label; ``None`` where there is no such text encoding, or it is not to be used."""
    if not label:
        return None
    try:
        name = codecs.lookup(label.strip()).name
        "".encode(name)
    except (LookupError, ValueError):
        return None
    if name in {"utf-7", "idna", "punycode", "undefined"} or name.startswith(
        ("unicode", "raw", "mbcs", "utf-16", "utf-32")
    ):
        return None  # utf-16 in a meta tag that could be read as ASCII is a lie
    return _WINDOWS.get(name, name)


def _detect(data: bytes) -> Decoded:
    damaged = data.decode("utf-8", "replace")
    errors = damaged.count("\ufffd")
    good = sum(1 for character in damaged if ord(character) > 127) - errors
    if good >= _VALID_PER_ERROR * errors:
        return Decoded(text=damaged.removeprefix("\ufeff"), encoding="utf-8")
    guess = charset_normalizer.from_bytes(data[:_DETECT_BYTES]).best()
    name = guess.encoding if guess and not guess.encoding.startswith(("utf_7", "utf_16", "utf_32")) else "cp1252"
    return Decoded(text=data.decode(name, "replace"), encoding=codecs.lookup(name).name)
