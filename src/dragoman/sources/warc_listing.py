"""Listings of WARC files, as Common Crawl gives them out: a path a line, whole or a range of its bytes.

A line is ``path``, ``path offset length``, or an object of the index server (``{"filename": ..., "offset": ...,
"length": ...}``). Whole files are cut where records begin, so that parts of one file can be read apart from each other.
"""

import posixpath
from collections.abc import Iterator
from contextlib import closing, suppress
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
from fastwarc.warc import ArchiveIterator, WarcRecordType

from dragoman.config import Limits
from dragoman.errors import InputError, RefusedInput, UnreadableInput
from dragoman.records import Failure, RawDocument, Record
from dragoman.sources import formats
from dragoman.sources.compression import inflate_whole
from dragoman.sources.documents import DocumentParser
from dragoman.sources.failures import source_failure
from dragoman.sources.open import Means, read_stream
from dragoman.sources.storage import is_remote, open_at, read_range
from dragoman.sources.streams import ByteStream


class WarcPiece(Record, frozen=True, kw_only=True):
    """A stretch of a WARC file that begins where a record does."""

    path: str
    offset: int = 0
    length: int | None = None  # bytes as they lie in the file; None: up to its end
    first: int | None = None  # number of its first record in the file, from 1; None: not known

    @property
    def is_whole(self) -> bool:
        """Whether it is a file that nobody has cut."""
        return self.offset == 0 and self.length is None

    @property
    def source(self) -> str:
        """What its documents are named after."""
        return self.path if self.is_whole or self.first is not None else f"{self.path}@{self.offset}"


def read_listing(listing: str, *, base: str | None = None, limits: Limits) -> Iterator[WarcPiece | Failure]:
    """The pieces that a listing names, in its order; a line that makes no sense is a ``Failure``.

    Args:
        listing: path or URL of the listing, which may be compressed; blank lines and those with ``#`` are passed over.
        base: what stands before relative paths, such as ``s3://commoncrawl/``; None: the folder of the listing.
        limits: what one input may cost.
    """
    before = posixpath.dirname(listing) if base is None else base
    try:
        stream = ByteStream(read_range(listing))
        kind = formats.compression_of(stream.peek(formats.HEAD_BYTES))
        if kind:
            stream = ByteStream(inflate_whole(stream.chunks(), kind, max_ratio=limits.max_inflation_ratio))
        for number, line in enumerate(stream.lines(limits.max_line_bytes), 1):
            try:
                piece = _piece(line, before)
            except InputError as error:
                yield source_failure(f"{listing}#{number}", error)
            else:
                if piece:
                    yield piece
    except InputError as error:
        yield source_failure(listing, error)


def open_listing(listing: str, *, base: str | None = None, limits: Limits) -> Iterator[RawDocument | Failure]:
    """The documents of everything that a listing names, one piece after the other."""
    for piece in read_listing(listing, base=base, limits=limits):
        if isinstance(piece, Failure):
            yield piece
        else:
            yield from open_piece(piece, limits=limits)


def open_piece(piece: WarcPiece, *, limits: Limits) -> Iterator[RawDocument | Failure]:
    """The documents of a piece. Nothing is raised for bad input: it is a ``Failure`` that names it."""
    try:
        chunks = _limited(read_range(piece.path, piece.offset, piece.length), limits.max_archive_bytes)
        with DocumentParser(limits) as parser:
            means = Means(limits, parser)
            yield from read_stream(ByteStream(chunks), source=piece.source, means=means, first=piece.first or 1)
    except InputError as error:
        yield source_failure(piece.source, error)


def cut(piece: WarcPiece, *, records: int) -> tuple[WarcPiece, ...]:
    """A whole file in pieces of so many records; what follows damage stays together, as does what is no WARC.

    Raises:
        UnreadableInput: the file cannot be read.
    """
    starts: list[int] = []
    with closing(open_at(piece.path)) as handle, suppress(OSError, ValueError):  # at damage the last piece begins
        found = ArchiveIterator(handle, record_types=WarcRecordType.any_type, parse_http=False)
        for number, record in enumerate(found):
            if number % records == 0:
                starts.append(record.stream_pos)
    if (
        len(set(starts)) < len(starts) or len(starts) < 2
    ):  # one piece, or one compressed stream, in which no record has a place of its own
        return (piece,)
    ends = [*(following - start for start, following in pairwise(starts)), None]
    return tuple(
        WarcPiece(path=piece.path, offset=start, length=length, first=number * records + 1)
        for number, (start, length) in enumerate(zip(starts, ends, strict=True))
    )


def _piece(line: bytes | None, base: str) -> WarcPiece | None:
    if line is None:
        raise RefusedInput("a line is too long", values="in a listing", remedy="Write a path a line")
    text = line.decode("utf-8", "replace").strip()
    if not text or text.startswith("#"):
        return None
    if text.startswith("{"):
        return _index_piece(text, base)
    parts = text.rsplit(None, 2)
    if len(parts) == 3 and parts[1].isdecimal() and parts[2].isdecimal():
        return WarcPiece(path=_joined(base, parts[0]), offset=int(parts[1]), length=int(parts[2]))
    return WarcPiece(path=_joined(base, text))


def _index_piece(text: str, base: str) -> WarcPiece:
    try:
        fields: dict[str, Any] = msgspec.json.decode(text, type=dict[str, Any])
        offset, length = int(fields["offset"]), int(fields["length"])
        if offset < 0 or length < 1 or not isinstance(fields["filename"], str):
            raise ValueError(f"offset {offset}, length {length}")
    except (msgspec.DecodeError, KeyError, TypeError, ValueError) as error:
        raise UnreadableInput(
            "a line of a listing makes no sense",
            values=f"{text[:80]}: {error}",
            remedy='Write a path, "path offset length", or an object with filename, offset and length',
        ) from error
    return WarcPiece(path=_joined(base, fields["filename"]), offset=offset, length=length)


def _joined(base: str, path: str) -> str:
    if is_remote(path) or Path(path).is_absolute():
        return path
    return f"{base.rstrip('/')}/{path}" if base else path


def _limited(chunks: Iterator[bytes], most: int) -> Iterator[bytes]:
    total = 0
    for chunk in chunks:
        total += len(chunk)
        if total > most:
            raise RefusedInput("a file is too large", values=f"more than {most} bytes", remedy="Raise the limit")
        yield chunk
