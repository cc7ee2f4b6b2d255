"""Make the compressed, archived and re-encoded dispatches from the plain files in ``archive_sources``.

Run it after a change there: ``python examples/make_archives.py``. The bytes depend on nothing but those files: no
clock, no random ids. Only another release of zlib or zstd may compress them differently.
"""

import codecs
import gzip
import sys
import uuid
from pathlib import Path
from typing import NamedTuple

import zstandard

HERE = Path(__file__).resolve().parent
SOURCES = HERE / "archive_sources"
DISPATCHES = HERE / "dispatches"
WARC_NAME = "crawl-2008-2024.warc.gz"
CRAWLED = "2024-12-01T06:00:00Z"  # the day the sample crawl pretends to be of


class Page(NamedTuple):
    """A page of the sample crawl: its file in ``archive_sources/pages`` and the address it is archived under."""

    name: str
    url: str


PAGES = (
    Page("2008-08-12-georgia.html", "https://gazette.example/2008/08/12/georgia-ceasefire"),
    Page("2010-04-08-new-start.html", "https://gazette.example/2010/04/08/new-start-prague"),
    Page("2015-12-12-paris-climate.html", "https://gazette.example/2015/12/12/paris-climate-agreement"),
    Page("2015-12-28-japan-korea.html", "https://gazette.example/2015/12/28/japan-korea-agreement"),
    Page("2021-09-16-aukus.html", "https://gazette.example/2021/09/16/aukus"),
    Page("2024-03-07-sweden-nato.html", "https://gazette.example/2024/03/07/sweden-joins-nato"),
)


def archives() -> dict[str, bytes]:
    """The name and the bytes of every file this script makes."""
    return {
        WARC_NAME: warc(),
        "2014-09-05-minsk-protocol.utf-16.txt": codecs.BOM_UTF16_LE
        + _text("minsk-protocol-2014.txt").encode("utf-16-le"),
        "2021-09-17-aukus-rappel.windows-1252.txt": _text("aukus-rappel-2021.txt").encode("cp1252"),
        "2018-04-27-panmunjom.txt.gz": gzip.compress(_bytes("panmunjom-2018.txt"), mtime=0),
        "middle-east-2000-2022.jsonl.zst": zstandard.ZstdCompressor(level=19).compress(
            _bytes("middle-east-2000-2022.jsonl")
        ),
    }


def warc() -> bytes:
    """A WARC 1.1 file (ISO 28500): one gzip member a record, a ``warcinfo`` first, then a response for each page."""
    described = b"software: examples/make_archives.py\r\nformat: WARC File Format 1.1\r\n"
    records = [_record("warcinfo", described, "application/warc-fields", WARC_NAME)]
    for page in PAGES:
        html = (SOURCES / "pages" / page.name).read_bytes()
        head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(html)}\r\n\r\n"
        response = head.encode("ascii") + html
        records.append(_record("response", response, "application/http; msgtype=response", page.url))
    return b"".join(gzip.compress(record, mtime=0) for record in records)


def _record(kind: str, block: bytes, media: str, name: str) -> bytes:
    """One WARC record; its id is derived from its address, so that it stays the same."""
    target = f"WARC-Filename: {name}" if kind == "warcinfo" else f"WARC-Target-URI: {name}"
    lines = (
        "WARC/1.1",
        f"WARC-Type: {kind}",
        f"WARC-Record-ID: <urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name)}>",
        f"WARC-Date: {CRAWLED}",
        target,
        f"Content-Type: {media}",
        f"Content-Length: {len(block)}",
    )
    return "\r\n".join(lines).encode("ascii") + b"\r\n\r\n" + block + b"\r\n\r\n"


def _bytes(name: str) -> bytes:
    return (SOURCES / name).read_bytes()


def _text(name: str) -> str:
    return _bytes(name).decode("utf-8")


def main() -> int:
    """Write the files into ``dispatches``."""
    for name, data in archives().items():
        (DISPATCHES / name).write_bytes(data)
        print(f"{name}: {len(data)} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
