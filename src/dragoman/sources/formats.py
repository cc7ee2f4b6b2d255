"""What a document is, told by its bytes and never by its name.

Sniffing follows the order of the WHATWG MIME Sniffing Standard: magic numbers first, then markup, then text unless it
holds bytes that text does not.
"""

import json
import re
from typing import Literal

from dragoman.sources.compression import MAGIC, Compression
from dragoman.sources.mailbox import is_mail
from dragoman.sources.parsed import Kind

Format = Literal["empty", "binary", "warc", "json", "jsonl", "feed", "html", "xml", "text"]

HEAD_BYTES = 1 << 16  # what sniffing looks at

_BINARY_MAGIC = {  # formats people do hand in, so that the message can name them
    b"%PDF-": "PDF",
    b"PK\x03\x04": "ZIP (or EPUB, ODT)",
    b"\x89PNG": "PNG image",
    b"\xff\xd8\xff": "JPEG image",
    b"GIF8": "GIF image",
    b"RIFF": "RIFF media",
    b"\xd0\xcf\x11\xe0": "old Microsoft Office",
    b"SQLite format 3": "SQLite database",
    b"PAR1": "Parquet",
    b"\x7fELF": "ELF program",
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
    b"7z\xbc\xaf": "7-Zip",
    b"Rar!": "RAR",
    b"{\\rtf": "RTF",
}
_PDF = re.compile(rb"%PDF-\d")
_PDF_WITHIN_BYTES = 1024  # what readers allow before the header (ISO 32000-1, annex H)
_DOCX_PART = b"word/document.xml"
_BINARY_BYTES = frozenset(range(0x09)) | {0x0B} | frozenset(range(0x0E, 0x1B)) | frozenset(range(0x1C, 0x20))
_BINARY_SHARE = 0.001  # control bytes in a hundred thousand of text are a slip; one in a thousand is another format
_WARC = re.compile(rb"WARC/\d\.\d+\r?\n")
_MARKUP_HEAD = re.compile(
    r"\s*(?:<\?xml.*?\?>|<\?xml-stylesheet.*?\?>|<!--.*?-->|<!doctype[^>\[]*(?:\[.*?\])?>|\s)*", re.S | re.I
)
_FEED = re.compile(r"<(?:rss|feed|rdf:RDF|(?:atom|\w+):feed)[\s>]", re.I)
_HTML = re.compile(
    r"<(?:html|head|body|title|meta|link|script|style|article|main|section|div|span|p|h[1-6]|table|ul|ol|a|img|br|b|i|font|center|header|nav)[\s/>]",
    re.I,
)


def compression_of(head: bytes) -> Compression | None:
    """How the bytes are compressed, if they are."""
    return next((kind for kind, magic in MAGIC.items() if head.startswith(magic)), None)


def binary_kind(head: bytes) -> str | None:
    """The name of the binary format, "unknown" for one without a name here; ``None`` for what may be text."""
    named = next((name for magic, name in _BINARY_MAGIC.items() if head.startswith(magic)), None)
    if named:
        return named
    odd = sum(head.count(byte) for byte in _BINARY_BYTES)
    return "unknown" if b"\0" in head or odd > max(1.0, _BINARY_SHARE * len(head)) else None


def document_kind(data: bytes) -> Kind | None:
    """Which of the documents that need a parser of their own it is, if it is one."""
    if data.startswith(b"PK\x03\x04"):
        return "docx" if _DOCX_PART in data else None
    if _PDF.search(data[:_PDF_WITHIN_BYTES]) and data.lstrip()[:1] not in b"<{[":
        return "pdf"
    return "mail" if is_mail(data) else None


def is_warc(head: bytes) -> bool:
    """Whether a WARC file (ISO 28500) starts here."""
    return _WARC.match(head.lstrip(b"\r\n")) is not None


def text_format(head: str) -> Format:
    """What the first part of a decoded document shows it to be."""
    start = head.lstrip("\ufeff \t\r\n\f")
    if not start:
        return "empty"
    if start[0] in "{[":
        return _json_kind(start)
    if start[0] == "<":
        return _markup_kind(start)
    return "text"


def _markup_kind(start: str) -> Format:
    lead = _MARKUP_HEAD.match(start)
    root = start[lead.end() if lead else 0 :]
    if _FEED.match(root):
        return "feed"
    if _HTML.match(root) or re.match(r"\s*<!doctype html", start, re.I):
        return "html"
    if start.lower().startswith("<?xml") or re.match(r"<[A-Za-z_][\w.:-]*(?:\s[^<>]*)?>", root):
        return "html" if _HTML.search(root[:2000]) else "xml"
    return "text"


def _json_kind(start: str) -> Format:
    """JSON, JSON lines, or prose in brackets ("[Updated] ...")."""
    lines = [line for line in start.splitlines() if line.strip()]
    objects = [line for line in lines if line.startswith("{")]
    if len(objects) > 1 and any(_parses(line) for line in objects[:50]):
        return "jsonl"
    if re.match(r"\{\s*[\"}]|\[\s*[\[{\"\]]", start) or objects:
        return "json"
    return "text"


def _parses(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
