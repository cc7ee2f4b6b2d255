"""WARC: whole, cut, garbled, lying about its lengths, compressed record by record or as one."""

import gzip
import json
import random
import re
from pathlib import Path

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.config import Limits
from dragoman.records import Failure, RawDocument
from dragoman.sources import open_sources
from dragoman.sources.compression import inflate
from dragoman.sources.warc import WarcLoss, split_records
from tests.sources.made_files import lines, pdf

BODIES = [f"<html><body><p>Report number {n} of the sample.</p></body></html>".encode() for n in range(4)]


def record(
    number: int, body: bytes, *, kind: str = "response", media: str = "text/html; charset=utf-8", status: int = 200
) -> bytes:
    http = (
        b"HTTP/1.1 %d OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n" % (status, media.encode(), len(body)) + body
    )
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://sample.example/{number}\r\n"
        f"WARC-Record-ID: <urn:uuid:{number}>\r\nWARC-Date: 2024-03-05T10:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


RECORDS = [record(n, body) for n, body in enumerate(BODIES)]
MEMBERS = [gzip.compress(part, mtime=0) for part in RECORDS]
FRAMES = [zstandard.ZstdCompressor().compress(part) for part in RECORDS]


def lying(part: bytes, length: int) -> bytes:
    return re.sub(rb"(msgtype=response\r\nContent-Length: )\d+", rb"\g<1>%d" % length, part)


def broken(part: bytes) -> bytes:
    return part[:40] + bytes(20) + part[60:]


def read(path: Path, limits: Limits | None = None) -> tuple[list[str], list[Failure]]:
    found = list(open_sources([str(path)], limits=limits or Limits()))
    pages = [item.url.rpartition("/")[2] for item in found if isinstance(item, RawDocument) and item.url]
    return pages, [item for item in found if isinstance(item, Failure)]


@pytest.mark.parametrize(
    ("data", "pages", "losses"),
    [
        (b"".join(RECORDS), "0123", 0),
        (b"".join(MEMBERS), "0123", 0),
        (b"".join(FRAMES), "0123", 0),
        (gzip.compress(b"".join(RECORDS), mtime=0), "0123", 0),
        (b"".join(RECORDS)[:-30], "012", 1),
        (b"".join(MEMBERS)[:-30], "012", 1),
        (b"".join(FRAMES)[:-30], "012", 1),
        (RECORDS[0] + random.Random(1).randbytes(300) + RECORDS[1], "01", 1),
        (RECORDS[0] + b"WARC/1.0 oops" + RECORDS[1], "01", 1),
        (RECORDS[0] + RECORDS[1][:120] + RECORDS[2], "02", 1),
        (MEMBERS[0] + broken(MEMBERS[1]) + MEMBERS[2] + MEMBERS[3], "023", 1),
        (MEMBERS[0] + b"garbage" * 9 + MEMBERS[2], "02", 1),
        (MEMBERS[0] + MEMBERS[1][:-4] + b"\0\0\0\0" + MEMBERS[2], "02", 1),
        (FRAMES[0] + broken(FRAMES[1]) + FRAMES[2], "02", 1),
        (RECORDS[0] + lying(RECORDS[1], 9999) + RECORDS[2] + RECORDS[3], "023", 1),
        (RECORDS[0] + lying(RECORDS[1], 20) + RECORDS[2] + RECORDS[3], "023", 1),
        (RECORDS[0] + lying(RECORDS[1], 10**12) + RECORDS[2] + RECORDS[3], "023", 1),
        (RECORDS[0] + RECORDS[1].replace(b"Content-Length", b"Content-Width") + RECORDS[2], "02", 1),
    ],
    ids=range(18),
)
def test_what_follows_damage_is_read_and_the_loss_counted(tmp_path: Path, data: bytes, pages: str, losses: int):
    path = tmp_path / "crawl"
    path.write_bytes(data)
    found, failures = read(path)
    assert "".join(found) == pages
    assert len(failures) == losses
    assert all("lost" in failure.reason for failure in failures)


def test_a_page_carries_its_address_id_and_time_of_the_crawl(tmp_path: Path):
    path = tmp_path / "a.warc"
    path.write_bytes(RECORDS[0])
    (page,) = open_sources([str(path)], limits=Limits())
    assert isinstance(page, RawDocument)
    assert (page.source, page.source_id) == (f"{path.as_posix()}#1", "<urn:uuid:0>")
    assert page.extra == {"crawled": "2024-03-05T10:00:00Z"}
    assert page.published is None


def test_the_charset_of_http_is_heeded(tmp_path: Path):
    body = "<html><p>Министр прибыл в Женеву на переговоры.</p></html>"
    (tmp_path / "a").write_bytes(record(1, body.encode("cp1251"), media="text/html; charset=windows-1251"))
    (page,) = open_sources([str(tmp_path / "a")], limits=Limits())
    assert isinstance(page, RawDocument)
    assert (page.content, page.encoding) == (body, "cp1251")


@pytest.mark.parametrize(
    "part",
    [
        record(1, b"GIF89a", media="image/gif"),
        record(1, BODIES[0], status=404),
        record(1, BODIES[0], kind="request"),
        record(1, b"body { }", media="text/css"),
    ],
)
def test_records_that_are_no_page_are_passed_over(tmp_path: Path, part: bytes):
    (tmp_path / "a").write_bytes(part + RECORDS[2])
    assert read(tmp_path / "a") == (["2"], [])


def test_pages_in_other_formats_are_told_by_content(tmp_path: Path):
    items = json.dumps([{"text": "One."}, {"text": "Two."}]).encode()
    (tmp_path / "a").write_bytes(record(1, items, media="application/json") + record(2, b"%PDF-1.4", media="text/html"))
    one, two, pdf = open_sources([str(tmp_path / "a")], limits=Limits())
    assert (one.source[-4:], two.source[-4:], pdf.source[-2:]) == ("#1#1", "#1#2", "#2")
    assert isinstance(pdf, Failure)


def test_a_record_over_the_limit_is_lost_and_the_next_read(tmp_path: Path):
    (tmp_path / "a").write_bytes(RECORDS[0] + record(1, b"<p>" + b"word " * 40_000) + RECORDS[2])
    found, failures = read(tmp_path / "a", Limits(max_record_bytes=100_000))
    assert found == ["0", "2"]
    assert "over the limit" in failures[0].reason


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 400), st.integers(0, 3))
def test_the_size_of_chunks_does_not_matter(size: int, cut: int):
    data = b"".join(RECORDS[:cut]) + b"junk\r\n" + b"".join(RECORDS[cut:])
    whole = list(split_records([data], max_record_bytes=10**6))
    chunked = list(split_records([data[n : n + size] for n in range(0, len(data), size)], max_record_bytes=10**6))
    assert [part for part in chunked if isinstance(part, bytes)] == [part for part in whole if isinstance(part, bytes)]
    assert sum(part.size for part in chunked if isinstance(part, WarcLoss)) == 6


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_damage_stops_the_reading(data: st.DataObject):
    whole = bytearray(b"".join(MEMBERS))
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    pieces = inflate([bytes(whole)], "gzip", max_ratio=200)
    parts = list(split_records(pieces, max_record_bytes=10**6))
    whole_records = {part.rstrip(b"\r\n") for part in RECORDS}
    assert {part for part in parts if isinstance(part, bytes)} <= whole_records


def test_a_pdf_and_a_mail_in_an_archive_are_read(tmp_path: Path) -> None:
    said = "The foreign ministers of Peru and Chile met in Lima on Tuesday."
    letter = f"From: a@post.example\nSubject: Talks\nMIME-Version: 1.0\n\n{said}\n".encode()
    parts = record(1, pdf([lines([said])]), media="application/pdf") + record(2, letter, media="message/rfc822")
    (tmp_path / "a.warc").write_bytes(parts)
    printed, mailed = open_sources([str(tmp_path)], limits=Limits())
    assert isinstance(printed, RawDocument)
    assert (printed.content, printed.url) == (said, "https://sample.example/1")
    assert isinstance(mailed, RawDocument)
    assert mailed.content == said
