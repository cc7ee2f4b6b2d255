"""WARC (ISO 28500): records found by their own framing, so that one damaged record costs only itself.

fastwarc stops at the first damage, so the framing is checked here and each whole record handed to it alone. After
damage the next ``WARC/1.x`` line is looked for; what lies between becomes one ``Failure`` that says how many bytes
were lost.
"""

import io
import re
from collections.abc import Iterable, Iterator

from fastwarc.warc import ArchiveIterator, WarcRecordType

from dragoman.config import Limits
from dragoman.errors import RefusedInput, UnreadableInput
from dragoman.records import Record
from dragoman.sources.compression import RATIO_FROM_BYTES, Damage

_NEWLINES = re.compile(rb"[\r\n]*")
_VERSION = re.compile(rb"WARC/\d\.\d+\r?\n")
_NEXT_RECORD = re.compile(rb"WARC/\d\.\d+\r?\n(?=WARC-|Content-)", re.IGNORECASE)
_LENGTH = re.compile(rb"\ncontent-length:[ \t]*(\d{1,15})[ \t]*\r?\n", re.IGNORECASE)
_MAX_HEADER_BYTES = 1 << 16
_OVERLAP_BYTES = 32  # a version line and the newline before it
_ARTICLE_TYPES = re.compile(r"text/(?!css|javascript)|html|json|xml|rss|atom|pdf|rfc822|^$", re.IGNORECASE)


class WarcLoss(Record, frozen=True, kw_only=True):
    """A stretch of the archive that gives no record."""

    reason: str
    size: int  # bytes of (inflated) archive passed over; 0 where only compressed bytes are gone


class WarcDocument(Record, frozen=True, kw_only=True):
    """The payload of a record that may be an article."""

    payload: bytes
    url: str | None
    record_id: str | None
    crawled: str | None
    charset: str | None


def split_records(chunks: Iterable[bytes | Damage], *, max_record_bytes: int) -> Iterator[bytes | WarcLoss]:
    """Whole records with their headers, in order, and what was lost between them."""
    splitter = _Splitter(max_record_bytes)
    for chunk in chunks:
        if isinstance(chunk, Damage):
            yield from splitter.drain()
            splitter.interrupt(chunk.reason)
        else:
            yield from splitter.feed(chunk)
    yield from splitter.drain()
    yield from splitter.close()


def read_record(record: bytes, *, limits: Limits) -> WarcDocument | None:
    """What a whole record holds; ``None`` for records that are no page (requests, images, errors, revisits).

    Raises:
        UnreadableInput: the record's headers or its HTTP part make no sense.
        RefusedInput: the payload inflates over the limit.
    """
    kinds = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    try:
        iterator = ArchiveIterator(io.BytesIO(record), record_types=kinds, parse_http=True, auto_decode="all")
        for found in iterator:
            return _document(found, limits, record_bytes=len(record))
    except (OSError, ValueError) as error:
        raise UnreadableInput("a WARC record is damaged", values=str(error), remedy="Crawl the page again") from error
    return None


def _document(found: object, limits: Limits, *, record_bytes: int) -> WarcDocument | None:
    headers = found.headers  # type: ignore[attr-defined]
    http = found.http_headers  # type: ignore[attr-defined]
    media = (found.http_content_type if http is not None else headers.get("Content-Type")) or ""  # type: ignore[attr-defined]
    if http is not None and not 200 <= (http.status_code or 0) < 300:
        return None
    if not _ARTICLE_TYPES.search(media):
        return None
    # Whatever it was compressed with: fastwarc reads gzip, deflate, Brotli and Zstandard, one within the other too.
    most_inflated = max(RATIO_FROM_BYTES, limits.max_inflation_ratio * record_bytes)
    payload = found.reader.read(min(limits.max_document_bytes, most_inflated) + 1)  # type: ignore[attr-defined]
    if len(payload) > limits.max_document_bytes:
        raise RefusedInput(
            "a page is too large", values=f"more than {limits.max_document_bytes} bytes", remedy="Raise the limit"
        )
    if len(payload) > most_inflated:
        raise RefusedInput(
            "compressed data inflate too much",
            values=f"{record_bytes} bytes to more than {most_inflated}, {limits.max_inflation_ratio} times as many",
            remedy="This is what a decompression bomb looks like; inflate it yourself if you trust it",
        )
    return WarcDocument(
        payload=payload,
        url=headers.get("WARC-Target-URI"),
        record_id=found.record_id,  # type: ignore[attr-defined]
        crawled=headers.get("WARC-Date"),
        charset=found.http_charset if http is not None else None,  # type: ignore[attr-defined]
    )


class _Splitter:
    """Cuts a stream into records by version line, header and length."""

    def __init__(self, max_record_bytes: int) -> None:
        self._limit = max_record_bytes
        self._buffer = bytearray()
        self._lost: list[str] = []  # why the present gap began; empty: no gap
        self._lost_bytes = 0

    def feed(self, chunk: bytes) -> Iterator[bytes | WarcLoss]:
        self._buffer += chunk
        yield from self._cut(final=False)

    def drain(self) -> Iterator[bytes | WarcLoss]:
        """Give what is whole; what is left then lies in a gap."""
        yield from self._cut(final=True)
        if self._buffer.strip():
            self._lose("a record is cut short", len(self._buffer))
        self._buffer.clear()

    def interrupt(self, reason: str) -> None:
        """Note that bytes are missing here."""
        self._lost.append(reason)

    def close(self) -> Iterator[WarcLoss]:
        """Give the last gap."""
        if self._lost:
            yield WarcLoss(reason="; ".join(dict.fromkeys(self._lost)), size=self._lost_bytes)
            self._lost, self._lost_bytes = [], 0

    def _cut(self, *, final: bool) -> Iterator[bytes | WarcLoss]:
        while True:
            del self._buffer[: _NEWLINES.match(self._buffer).end()]  # type: ignore[union-attr]  # matches always
            if not self._buffer:
                return
            size = self._measure(final)
            if size is None:
                return
            if size > 0:
                yield from self.close()
                yield bytes(self._buffer[:size])
                del self._buffer[:size]

    def _measure(self, final: bool) -> int | None:
        """Bytes of the record at the front; 0 after passing over damage; ``None`` when more bytes are needed."""
        start = _VERSION.match(self._buffer)
        if start is None:
            if not final and len(self._buffer) < _OVERLAP_BYTES:
                return None
            return self._skip("no record starts here", final)
        body = self._header_end(start.end())
        if body is None:
            if not final and len(self._buffer) <= _MAX_HEADER_BYTES:
                return None
            return self._skip("a record's header does not end", final)
        if _NEXT_RECORD.search(self._buffer, 1, body):
            return self._skip("a record's header is cut short", final)
        length = _LENGTH.search(self._buffer, 0, body)
        if length is None:
            return self._skip("a record gives no length", final)
        size = body + int(length[1])
        if size > self._limit:
            return self._skip(f"a record of {size} bytes is over the limit of {self._limit}", final)
        return self._check_end(size, final)

    def _header_end(self, start: int) -> int | None:
        ends = [self._buffer.find(mark, start, _MAX_HEADER_BYTES) + len(mark) for mark in (b"\r\n\r\n", b"\n\n")]
        found = [end for end, mark in zip(ends, (4, 2), strict=True) if end >= mark]
        return min(found) if found else None

    def _check_end(self, size: int, final: bool) -> int | None:
        """The length counts only if the two newlines, or one and another record, or the end, follow it."""
        tail = bytes(self._buffer[size : size + _OVERLAP_BYTES])
        if len(self._buffer) < size or (len(tail) < _OVERLAP_BYTES and not final):
            return self._skip("a record is cut short", final) if final else None
        rest = tail.lstrip(b"\r\n")
        if tail.startswith(b"\r\n\r\n") or (not rest and final) or (rest != tail and b"WARC/".startswith(rest[:5])):
            return size
        return self._skip("a record's length is wrong", final)

    def _skip(self, reason: str, final: bool) -> int | None:
        """Pass over bytes up to the next version line; 0 when one is found."""
        following = _NEXT_RECORD.search(self._buffer, 1)
        if following:
            self._lose(reason, following.start())
            return 0
        keep = 0 if final else min(_MAX_HEADER_BYTES, len(self._buffer))
        # the version line may still be coming: forget that this record began, keep the end of the buffer
        self._lose(reason, len(self._buffer) - keep)
        if not final:
            self._buffer[:1] = b"\x00"  # no longer a record's start
        return 0 if final else None

    def _lose(self, reason: str, count: int) -> None:
        if not self._lost:
            self._lost.append(reason)
        self._lost_bytes += count
        del self._buffer[:count]
