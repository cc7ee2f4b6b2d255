"""Across shards: of an article that several shards hold the one that counts, and which articles copy another.

Both as a record has them: of the sources of one article the smallest name, of copies the earliest.
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from dragoman.article.duplicates import DuplicateEntry, find_duplicates
from dragoman.distribute.folders import Folder, read_file
from dragoman.distribute.manifest import catalogue_path
from dragoman.distribute.shards import SKETCHES, Receipt, table_path

_SCHEMA = pa.schema([("article", pa.string()), ("shard", pa.string()), ("duplicate_of", pa.string())])


def write_catalogue(folder: Folder, receipts: Sequence[Receipt]) -> None:
    """Write the catalogue of these shards, unless it is there; catalogues of other sets of shards go.

    Raises:
        RecordNotWritable: the folder cannot be written.
    """
    path = catalogue_path(receipts)
    if folder.exists(path):
        return
    chosen: dict[str, tuple[str, str]] = {}  # article: its smallest source and the shard that has it
    for shard, row in _sketches(folder, receipts, columns=["article", "source"]):
        article, place = row["article"], (row["source"], shard)
        if article not in chosen or place < chosen[article]:
            chosen[article] = place
    copies = find_duplicates(_entries(folder, receipts, chosen))
    rows = [
        {"article": article, "shard": chosen[article][1], "duplicate_of": copies.get(article)}
        for article in sorted(chosen)
    ]
    buffer = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows, schema=_SCHEMA), buffer, compression="zstd")
    folder.write(path, buffer.getvalue())


def remove_other_catalogues(folder: Folder, receipts: Sequence[Receipt]) -> None:
    """Remove what an earlier manifest named, once another has taken its place."""
    kept = catalogue_path(receipts)
    for name in folder.names(""):
        if name.startswith("catalogue-") and name != kept:
            folder.remove(name)


def _sketches(
    folder: Folder, receipts: Sequence[Receipt], columns: list[str] | None = None
) -> Iterator[tuple[str, dict[str, Any]]]:
    for receipt in receipts:
        if receipt.articles:
            data = read_file(folder, table_path(SKETCHES, receipt.shard))
            for row in pq.read_table(io.BytesIO(data), columns=columns).to_pylist():
                yield receipt.shard, row


def _entries(
    folder: Folder, receipts: Sequence[Receipt], chosen: Mapping[str, tuple[str, str]]
) -> Iterator[DuplicateEntry]:
    """Read a second time, so that the sketches of all shards are never in memory together."""
    taken: set[str] = set()
    for shard, row in _sketches(folder, receipts):
        if chosen[row["article"]] == (row["source"], shard) and row["article"] not in taken:
            taken.add(row["article"])
            yield _entry(row)


def _entry(row: dict[str, Any]) -> DuplicateEntry:
    return DuplicateEntry(
        id=row["article"],
        published=row["published"],
        reprint=row["reprint"],
        signature=row["signature"],
        text_hash=row["text_hash"],
    )
