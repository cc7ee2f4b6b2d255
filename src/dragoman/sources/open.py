"""From names of inputs to documents, one at a time: the way every source takes, format by format."""

import contextlib
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO, NamedTuple

import msgspec

from dragoman.config import Limits
from dragoman.errors import InputError, RefusedInput, UnreadableInput
from dragoman.records import Failure, RawDocument, Record
from dragoman.sources import formats
from dragoman.sources.compression import Compression, Damage, inflate, inflate_whole
from dragoman.sources.documents import DocumentParser, Parser, read_file, read_letter
from dragoman.sources.encodings import decode, recode, wide_encoding
from dragoman.sources.failures import source_failure
from dragoman.sources.feeds import articles_from_feed
from dragoman.sources.fields import clean
from dragoman.sources.files import InputFile, expand
from dragoman.sources.json_articles import articles_from_json, articles_from_lines
from dragoman.sources.mailbox import is_mailbox, split_mailbox
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


class Means(NamedTuple):
    """What reading takes: limits, and what takes documents apart."""

    limits: Limits
    parser: Parser


def open_sources(paths: Sequence[str], *, limits: Limits) -> Iterator[RawDocument | Failure]:
    """Every document in ``paths`` (files, folders, globs, "-"), lazily and in a fixed order.

    Nothing is raised for bad input: what cannot be read is a ``Failure`` that names it, and the rest follows.
    """
    with DocumentParser(limits) as parser:
        for found in expand(paths):
            if isinstance(found, Failure):
                yield found
            else:
                yield from _guarded(_read_input(found, Means(limits, parser)), found.source)


def _guarded(documents: Iterator[RawDocument | Failure], source: str) -> Iterator[RawDocument | Failure]:
    try:
        yield from documents
    except InputError as error:
        yield source_failure(source, error)


def _read_input(found: InputFile, means: Means) -> Iterator[RawDocument | Failure]:
    with contextlib.ExitStack() as stack:
        try:
            handle = stack.enter_context(_opened(found))
        except OSError as error:
            raise UnreadableInput(
                "a file cannot be opened", values=f"{found.source}: {error.strerror}", remedy="Check its rights"
            ) from error
        stream = ByteStream(file_chunks(handle, means.limits.max_archive_bytes))
        yield from read_stream(stream, source=found.source, means=means)


def _opened(found: InputFile) -> contextlib.AbstractContextManager[BinaryIO]:
    if found.url is not None:
        return contextlib.closing(open_at(found.url))
    return contextlib.nullcontext(sys.stdin.buffer) if found.path is None else found.path.open("rb")


def read_stream(stream: ByteStream, *, source: str, means: Means, first: int = 1) -> Iterator[RawDocument | Failure]:
    """The documents in a stream of bytes, which may be compressed.

    Args:
        stream: the bytes.
        source: what the documents are named after.
        means: what one input may cost, and what takes documents apart.
        first: the number of the first record, where the stream is part of a WARC file.

    Raises:
        UnreadableInput, RefusedInput: the stream as a whole, or the rest of it, cannot be read.
    """
    compression = formats.compression_of(stream.peek(formats.HEAD_BYTES))
    if compression is None:
        head = stream.peek(formats.HEAD_BYTES)
        if formats.is_warc(head):
            yield from _read_warc(stream.chunks(), source, means, first)
        else:
            yield from _read_plain(stream, source, means, means.limits.max_document_bytes)
        return
    yield from _read_compressed(stream, compression, source, means, first)


def _read_compressed(
    stream: ByteStream, kind: Compression, source: str, means: Means, first: int
) -> Iterator[RawDocument | Failure]:
    limits = means.limits
    head = _inflated_head(stream.peek(formats.HEAD_BYTES), kind, limits)
    if formats.is_warc(head):
        inflated_pieces = inflate(stream.chunks(), kind, max_ratio=limits.max_inflation_ratio)
        yield from _read_warc(inflated_pieces, source, means, first)
        return
    inflated = ByteStream(inflate_whole(stream.chunks(), kind, max_ratio=limits.max_inflation_ratio))
    if formats.compression_of(head):
        raise UnreadableInput("compressed twice", values=source, remedy="Inflate it once before reading")
    yield from _read_plain(inflated, source, means, limits.max_inflated_bytes)


def _inflated_head(head: bytes, kind: Compression, limits: Limits) -> bytes:
    for piece in inflate([head], kind, max_ratio=limits.max_inflation_ratio):
        if not isinstance(piece, Damage):
            return piece[: formats.HEAD_BYTES]
    return b""


def _read_plain(stream: ByteStream, source: str, means: Means, max_bytes: int) -> Iterator[RawDocument | Failure]:
    """A stream that is neither compressed nor WARC: by lines if it is JSON lines or a mailbox, else whole."""
    limits = means.limits
    head = stream.peek(formats.HEAD_BYTES)
    if is_mailbox(head):
        yield from _read_mailbox(stream, source, means, max_bytes)
        return
    wide = wide_encoding(head)
    if wide:
        stream = ByteStream(recode(stream.chunks(), wide))
        head = stream.peek(formats.HEAD_BYTES)
    if _is_json_lines(stream, head, limits):
        lines = stream.lines(limits.max_line_bytes)
        yield from articles_from_lines(lines, source=source, encoding=wide, limits=limits)
        return
    documents = read_document(stream.read(max_bytes), source=source, means=means)
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
    data: bytes, *, source: str, means: Means, hints: Hints = _NO_HINTS
) -> Iterator[RawDocument | Failure]:
    """The documents in the bytes of one file or one WARC payload.

    Raises:
        UnreadableInput, RefusedInput: nothing in it can be read.
    """
    parsed = formats.document_kind(data)
    if parsed == "mail":
        yield from _read_mail(data, source, means)
        return
    if parsed:
        yield from (_hinted(item, hints) for item in read_file(parsed, data, source=source, parser=means.parser))
        return
    limits = means.limits
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
        yield from articles_from_feed(data, source=source, limits=limits)
    elif kind in {"html", "text"}:
        yield _page(decoded.text, decoded.encoding, kind == "html", source, hints)
    elif kind == "empty":
        raise UnreadableInput("an empty document", values=f"{source}, {len(data)} bytes", remedy="Leave it out")
    else:
        raise UnreadableInput(
            "an unknown kind of XML", values=f"{source} begins {decoded.text[:60]!r}", remedy="Give HTML, RSS or Atom"
        )


def _read_mail(data: bytes, source: str, means: Means) -> Iterator[RawDocument | Failure]:
    def read_part(part: bytes, name: str) -> Iterator[RawDocument | Failure]:
        return read_document(part, source=name, means=means)

    return read_letter(data, source=source, parser=means.parser, limits=means.limits, read_part=read_part)


def _read_mailbox(stream: ByteStream, source: str, means: Means, max_bytes: int) -> Iterator[RawDocument | Failure]:
    mails = split_mailbox(stream.lines(means.limits.max_line_bytes), max_bytes=max_bytes)
    for number, mail in enumerate(mails, 1):
        name = f"{source}#{number}"
        if mail is None:
            error = RefusedInput("a mail is too large", values=f"more than {max_bytes} bytes", remedy="Raise the limit")
            yield source_failure(name, error)
        else:
            yield from _guarded(_read_mail(mail, name, means), name)


def _hinted(item: RawDocument | Failure, hints: Hints) -> RawDocument | Failure:
    """A document with what is known from around it."""
    if isinstance(item, Failure) or hints is _NO_HINTS:
        return item
    extra = {**item.extra, "crawled": hints.crawled} if hints.crawled else item.extra
    return msgspec.structs.replace(item, url=item.url or hints.url, source_id=hints.source_id, extra=extra)


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
            remedy="HTML, text, JSON, JSON lines, RSS, Atom, WARC, PDF, Word and mail are read, also as .gz or .zst",
        )


def _read_warc(
    chunks: Iterable[bytes | Damage], source: str, means: Means, first: int
) -> Iterator[RawDocument | Failure]:
    pieces = split_records(chunks, max_record_bytes=means.limits.max_record_bytes)
    for number, piece in enumerate(pieces, first):
        name = f"{source}#{number}"
        if isinstance(piece, WarcLoss):
            yield source_failure(name, _loss_error(piece, name))
        else:
            yield from _guarded(_read_warc_record(piece, name, means), name)


def _read_warc_record(record: bytes, name: str, means: Means) -> Iterator[RawDocument | Failure]:
    found = read_record(record, limits=means.limits)
    if found is not None:
        hints = Hints(charset=found.charset, url=found.url, source_id=found.record_id, crawled=found.crawled)
        yield from read_document(found.payload, source=name, means=means, hints=hints)


def _loss_error(loss: WarcLoss, name: str) -> UnreadableInput:
    return UnreadableInput(
        "part of a WARC file is lost",
        values=f"{name}: {loss.reason}; {loss.size} bytes passed over",
        remedy="The records that follow were read; fetch the archive again for the rest",
    )
