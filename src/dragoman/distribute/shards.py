"""A shard: some documents, given as they are or as stretches of WARC files, and the files that coding makes of them.

``code_shard`` is pure: the same shard and the same means give the same bytes, whoever runs it, where and how often.
"""

import hashlib
import io
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
import zstandard

from dragoman.config import Limits
from dragoman.errors import DamagedRecord, DragomanError
from dragoman.exports.parquet import contract_rows, to_table
from dragoman.ingest import Chain, code_document, failure_of
from dragoman.records import CodedArticle, Failure, RawDocument, Record, Run, content_id
from dragoman.sources.warc_listing import WarcPiece, open_piece
from dragoman.store.copies import is_reprint, sketch_of
from dragoman.store.write import document_sha256, storable, storable_failure, storable_name

CODED, RECEIPTS, SKETCHES = "coded", "receipts", "sketches"
TABLES = ("articles", "events", "figures", "statements")
FOLDERS = (CODED, SKETCHES, *TABLES)
_COMPRESSION_LEVEL = 3  # zstd's default; 9 makes files a tenth smaller and takes five times as long
_SKETCH = pa.schema(
    [("article", pa.string()), ("source", pa.string()), ("published", pa.date32()), ("reprint", pa.bool_()),
     ("text_hash", pa.string()), ("signature", pa.binary())]
)  # fmt: skip


class Shard(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """What one task is to code."""

    run: str  # id of the run; a worker of other means refuses the shard
    documents: tuple[RawDocument | Failure, ...] = ()
    pieces: tuple[WarcPiece, ...] = ()  # read by the worker itself

    @cached_property
    def name(self) -> str:
        """Hash of the run and of what is given: documents by content, stretches of files by path and range."""
        given = [item.id if isinstance(item, Failure) else document_sha256(item) for item in self.documents]
        ranges = [f"{piece.path}\0{piece.offset}\0{piece.length}\0{piece.first}" for piece in self.pieces]
        return content_id("shard", self.run, *given, "", *ranges)


class Line(Record, frozen=True, kw_only=True):
    """One document of a shard and what came of it."""

    source: str
    sha256: str | None = None  # of what the source gave; None: it gave no document
    coded: CodedArticle | None = None
    failure: Failure | None = None


class Receipt(Record, frozen=True, kw_only=True):
    """A line of the manifest: a shard that is finished."""

    shard: str
    run: str
    begins: str | None  # source of its first document; None: it has none
    documents: int
    articles: int
    events: int
    statements: int
    figures: int
    failures: int
    rows_sha256: str  # of the lines before compression


class CodedShard(Record, frozen=True, kw_only=True):
    """Everything that comes of a shard."""

    receipt: Receipt
    files: dict[str, bytes]  # by path within the folder
    failures: tuple[Failure, ...]


def code_shard(shard: Shard, *, chain: Chain) -> CodedShard:
    """Code the documents of a shard; what fails is a line of it, as it would be a failure in a record."""
    lines = [_line(item, chain) for item in _documents(shard, chain.limits)]
    rows = b"".join(msgspec.json.encode(line, order="deterministic") + b"\n" for line in lines)
    coded = [line.coded for line in lines if line.coded is not None]
    failures = tuple(line.failure for line in lines if line.failure is not None)
    receipt = Receipt(
        shard=shard.name,
        run=shard.run,
        begins=lines[0].source if lines else None,
        documents=len(lines),
        articles=len(coded),
        events=sum(len(item.events) for item in coded),
        statements=sum(len(item.statements) for item in coded),
        figures=sum(len(item.figures) for item in coded),
        failures=len(failures),
        rows_sha256=hashlib.sha256(rows).hexdigest(),
    )
    files = {coded_path(shard.name): zstandard.ZstdCompressor(level=_COMPRESSION_LEVEL).compress(rows)}
    files |= {table_path(name, shard.name): data for name, data in _tables(coded)}
    return CodedShard(receipt=receipt, files=files, failures=failures)


def read_lines(data: bytes, receipt: Receipt) -> Iterator[Line]:
    """The lines of a finished shard from the bytes of its file.

    Raises:
        DamagedRecord: they are not what its receipt tells.
    """
    try:
        rows = zstandard.ZstdDecompressor().decompressobj().decompress(data)
    except zstandard.ZstdError as error:
        raise _damaged(receipt, str(error)) from error
    if hashlib.sha256(rows).hexdigest() != receipt.rows_sha256:
        raise _damaged(receipt, "its lines have another hash than its receipt says")
    for row in rows.split(b"\n")[:-1]:
        yield msgspec.json.decode(row, type=Line)


def coded_path(shard: str) -> str:
    """Where the lines of a shard lie."""
    return f"{CODED}/{shard}.jsonl.zst"


def table_path(table: str, shard: str) -> str:
    """Where one of a shard's Parquet files lies."""
    return f"{table}/{shard}.parquet"


def receipt_path(shard: str) -> str:
    """Where it is said that a shard is finished."""
    return f"{RECEIPTS}/{shard}.json"


def _documents(shard: Shard, limits: Limits) -> Iterator[RawDocument | Failure]:
    yield from shard.documents
    for piece in shard.pieces:
        yield from open_piece(piece, limits=limits)


def _line(item: RawDocument | Failure, chain: Chain) -> Line:
    if isinstance(item, Failure):
        failure = storable_failure(item)
        return Line(source=failure.source, failure=failure)
    source, sha256 = storable_name(item.source), document_sha256(item)
    result = code_document(item, code=chain.code)
    if not isinstance(result, Failure):
        result = _checked(result, chain.run)
    if isinstance(result, Failure):
        return Line(source=source, sha256=sha256, failure=storable_failure(result))
    return Line(source=source, sha256=sha256, coded=result)


def _checked(coded: CodedArticle, run: Run) -> CodedArticle | Failure:
    """The article as a record would store it, or the reason why a record would refuse it."""
    try:
        return storable(coded, run=run)[0]
    except DragomanError as error:
        return failure_of(coded.article.source, "store", error)


def _tables(coded: list[CodedArticle]) -> Iterator[tuple[str, bytes]]:
    for name, rows in contract_rows(coded).items():
        if rows:
            yield name, _parquet(to_table(name, rows))
    if coded:
        yield SKETCHES, _parquet(pa.Table.from_pylist([_sketch(item) for item in coded], schema=_SKETCH))


def _sketch(coded: CodedArticle) -> dict[str, Any]:
    article = coded.article
    text_hash, signature = sketch_of(article)
    return {
        "article": article.id,
        "source": article.source,
        "published": article.published,
        "reprint": is_reprint(article),
        "text_hash": text_hash,
        "signature": signature,
    }


def _parquet(table: pa.Table) -> bytes:
    buffer = io.BytesIO()
    pq.write_table(table, buffer, compression="zstd")
    return buffer.getvalue()


def _damaged(receipt: Receipt, reason: str) -> DamagedRecord:
    return DamagedRecord(
        "a shard is damaged",
        values=f"{coded_path(receipt.shard)}: {reason}",
        remedy=f"Remove it and {receipt_path(receipt.shard)}, and run the same dragoman distribute again",
    )
