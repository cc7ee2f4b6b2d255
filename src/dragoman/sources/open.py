"""From names of inputs to documents, one at a time: the way every source takes, format by format."""

import contextlib
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

import msgspec

from dragoman.config import Limits
from dragoman.errors import InputError, UnreadableInput
from dragoman.records import Failure, RawDocument, Record
from dragoman.sources import formats
from dragoman.sources.compression import Compression, Damage, inflate, inflate_whole
from dragoman.sources.encodings import decode, recode, wide_encoding
from dragoman.sources.failures import source_failure
from dragoman.sources.feeds import articles_from_feed
from dragoman.sources.fields import clean
from dragoman.sources.files import InputFile, expand
from dragoman.sources.json_articles import articles_from_json, articles_from_lines
from dragoman.sources.storage import open_at
from dragoman.sources.streams import ByteStream, file_chunks
from dragoman.sources.warc import WarcLoss, read_record, split_records


class Hints(Record, frozen=True, kw_only=True):
    """What is known of a document from around it."""

    charset: str | None = None  # declared by HTTP
    url: str | None = None
    source_id: str | None = None
    crawled: str | None = None


_NO_HINTS = Hints()


def open_sources(paths: Sequence[str], *, limits: Limits) -> Iterator[RawDocument | Failure]:
    """Every document in ``paths`` (files, folders, globs, "-"), lazily and in a fixed order.

    Nothing is raised for bad input: what cannot be read is a ``Failure`` that names it, and the rest follows.
    """
    for found in expand(paths):
        if isinstance(found, Failure):
            yield found
        else:
            yield from _guarded(_read_input(found, limits), found.source)


def _guarded(documents: Iterator[RawDocument | Failure], source: str) -> Iterator[RawDocument | Failure]:
    try:
        yield from documents
    except InputError as error:
        yield source_failure(source, error)


def _read_input(found: InputFile, limits: Limits) -> Iterator[RawDocument | Failure]:
    with contextlib.ExitStack() as stack:
        try:
            handle = stack.enter_context(_opened(found))
        except OSError as error:
            raise UnreadableInput(
                "a file cannot be opened", values=f"{found.source}: {error.strerror}", remedy="Check its rights"
            ) from error
        stream = ByteStream(file_chunks(handle, limits.max_archive_bytes))
        yield from read_stream(stream, source=found.source, limits=limits)


def _opened(found: InputFile) -> contextlib.AbstractContextManager[BinaryIO]:
    if found.url is not None:
        return contextlib.closing(open_at(found.url))
    return contextlib.nullcontext(sys.stdin.buffer) if found.path is None else found.path.open("rb")


def read_stream(stream: ByteStream, *, source: str, limits: Limits, first: int = 1) -> Iterator[RawDocument | Failure]:
    """The documents in a stream of bytes, which may be compressed.

    Args:
        stream: the bytes.
        source: what the documents are named after.
        limits: what one input may cost.
        first: the number of the first record, where the stream is part of a WARC file.

    Raises:
        UnreadableInput, RefusedInput: the stream as a whole, or the rest of it, cannot be read.
    """
    compression = formats.compression_of(stream.peek(formats.HEAD_BYTES))
    if compression is None:
        head = stream.peek(formats.HEAD_BYTES)
        if formats.is_warc(head):
            yield from _read_warc(stream.chunks(), source, limits, first)
        else:
            yield from _read_plain(stream, source, limits, limits.max_document_bytes)
        return
    yield from _read_compressed(stream, compression, source, limits, first)


def _read_compressed(
    stream: ByteStream, kind: Compression, source: str, limits: Limits, first: int
) -> Iterator[RawDocument | Failure]:
    head = _inflated_head(stream.peek(formats.HEAD_BYTES), kind, limits)
    if formats.is_warc(head):
        inflated_pieces = inflate(stream.chunks(), kind, max_ratio=limits.max_inflation_ratio)
        yield from _read_warc(inflated_pieces, source, limits, first)
        return
    inflated = ByteStream(inflate_whole(stream.chunks(), kind, max_ratio=limits.max_inflation_ratio))
    if formats.compression_of(head):
        raise UnreadableInput("compressed twice", values=source, remedy="Inflate it once before reading")
    yield from _read_plain(inflated, source, limits, limits.max_inflated_bytes)


def _inflated_head(head: bytes, kind: Compression, limits: Limits) -> bytes:
    for piece in inflate([head], kind, max_ratio=limits.max_inflation_ratio):
        if not isinstance(piece, Damage):
            return piece[: formats.HEAD_BYTES]
    return b""


def _read_plain(stream: ByteStream, source: str, limits: Limits, max_bytes: int) -> Iterator[RawDocument | Failure]:
    """A stream that is neither compressed nor WARC: by lines if it is JSON lines, else whole."""
    head = stream.peek(formats.HEAD_BYTES)
    wide = wide_encoding(head)
    if wide:
        stream = ByteStream(recode(stream.chunks(), wide))
        head = stream.peek(formats.HEAD_BYTES)
    if _is_json_lines(stream, head, limits):
        lines = stream.lines(limits.max_line_bytes)
        yield from articles_from_lines(lines, source=source, encoding=wide, limits=limits)
        return
    documents = read_document(stream.read(max_bytes), source=source, limits=limits)
    for document in documents:
        if wide and isinstance(document, RawDocument):
            yield msgspec.structs.replace(document, encoding=wide)
        else:
            yield document


def _is_json_lines(stream: ByteStream, head: bytes, limits: Limits) -> bool:
    """Whether one object a line follows; a first line longer than the head is looked at whole."""
    text = head.decode("utf-8", "replace")
    kind = formats.text_format(text)
    if kind == "json" and text.lstrip("\ufeff \t\r\n").startswith("{") and b"\n" not in head.strip():
        line = stream.peek_line(limits.max_line_bytes)
        following = stream.peek(len(line) + formats.HEAD_BYTES)[len(line) :].lstrip()
        return following.startswith(b"{")
    return kind == "jsonl"


def read_document(
    data: bytes, *, source: str, limits: Limits, hints: Hints = _NO_HINTS
) -> Iterator[RawDocument | Failure]:
    """The documents in the bytes of one file or one WARC payload.

    Raises:
        UnreadableInput, RefusedInput: nothing in it can be read.
    """
    if not wide_encoding(data):
        _refuse_binary(data, source)
    decoded = decode(data, charset=hints.charset)
    kind = formats.text_format(decoded.text[: formats.HEAD_BYTES])
    if kind == "json":
        yield from articles_from_json(decoded.text, source=source, encoding=decoded.encoding, limits=limits)
    elif kind == "jsonl":
        lines = data.split(b"\n")
        yield from articles_from_lines(lines, source=source, encoding=None, limits=limits)
    elif kind == "feed":
        yield from articles_from_feed(data, source=source)
    elif kind in {"html", "text"}:
        yield _page(decoded.text, decoded.encoding, kind == "html", source, hints)
    elif kind == "empty":
        raise UnreadableInput("an empty document", values=f"{source}, {len(data)} bytes", remedy="Leave it out")
    else:
        raise UnreadableInput(
            "an unknown kind of XML", values=f"{source} begins {decoded.text[:60]!r}", remedy="Give HTML, RSS or Atom"
        )


def _page(text: str, encoding: str, is_html: bool, source: str, hints: Hints) -> RawDocument:
    return RawDocument(
        source=source,
        media="html" if is_html else "text",
        content=clean(text),
        source_id=hints.source_id,
        url=hints.url,
        encoding=encoding,
        extra={"crawled": hints.crawled} if hints.crawled else {},
    )


def _refuse_binary(data: bytes, source: str) -> None:
    kind = formats.binary_kind(data[: formats.HEAD_BYTES]) or ("unknown" if b"\0" in data else None)
    if kind:
        raise UnreadableInput(
            "an unknown format" if kind == "unknown" else "a format that is not read",
            values=f"{source} is {'binary' if kind == 'unknown' else kind}",
            remedy="HTML, text, JSON, JSON lines, RSS, Atom and WARC are read, also as .gz or .zst",
        )


def _read_warc(
    chunks: Iterable[bytes | Damage], source: str, limits: Limits, first: int
) -> Iterator[RawDocument | Failure]:
    pieces = split_records(chunks, max_record_bytes=limits.max_record_bytes)
    for number, piece in enumerate(pieces, first):
        name = f"{source}#{number}"
        if isinstance(piece, WarcLoss):
            yield source_failure(name, _loss_error(piece, name))
        else:
            yield from _guarded(_read_warc_record(piece, name, limits), name)


def _read_warc_record(record: bytes, name: str, limits: Limits) -> Iterator[RawDocument | Failure]:
    found = read_record(record, limits=limits)
    if found is not None:
        hints = Hints(charset=found.charset, url=found.url, source_id=found.record_id, crawled=found.crawled)
        yield from read_document(found.payload, source=name, limits=limits, hints=hints)


def _loss_error(loss: WarcLoss, name: str) -> UnreadableInput:
    return UnreadableInput(
        "part of a WARC file is lost",
        values=f"{name}: {loss.reason}; {loss.size} bytes passed over",
        remedy="The records that follow were read; fetch the archive again for the rest",
    )
