"""A record carried from one engine to the other, row by row: nothing is read, coded or compared anew.

Every table is copied as it stands, decisions, revisions, watch-lists and what is computed included; triggers rest
meanwhile. The copy is one transaction, or one new file, and is counted against the original before it is kept.
"""

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from dragoman.errors import DamagedRecord, UsageError
from dragoman.records import Record
from dragoman.store.open import Store, open_store
from dragoman.store.postgres.address import Address, Place, place_of
from dragoman.store.replacing import sync_folder
from dragoman.store.salvage import Table, tables
from dragoman.store.schema import blank, latest_version, migrate, without_triggers

ROWS_AT_ONCE = 500  # of articles with their texts some 2 MB


class Copied(Record, frozen=True, kw_only=True):
    """A record that was copied."""

    to: str
    rows: dict[str, int]  # by table


def copy_record(source: "str | Place", target: "str | Place") -> Copied:
    """Copy a record into an empty database, or to a file that is not there yet.

    Args:
        source: a file or an address.
        target: the other; two files or two addresses will do too.

    Raises:
        UsageError: there is no record to copy, or there is one already where it should go.
        DamagedRecord: fewer rows arrived than left.
        RecordError: either cannot be used.
    """
    place = place_of(target)
    with open_store(source, mode="read") as store, _at_one_moment(store):
        if isinstance(place, Address):
            from dragoman.store.postgres.copying import filled

            rows = filled(place, own_tables(), partial(rows_of, store), partial(require_all, store))
        else:
            rows = _new_file(store, place)
    return Copied(to=str(place), rows=rows)


def own_tables() -> list[Table]:
    """The tables of a record that are copied, those first that others refer to."""
    with blank(latest_version()) as connection:
        words = ("article_words", "statement_words")  # made from the texts where they arrive
        return [table for table in tables(connection) if not table.name.startswith(words)]


def rows_of(store: Store, table: Table) -> Iterator[Sequence[Any]]:
    """All rows of a table."""
    order = " ORDER BY number" if "number" in table.columns else ""
    columns = ", ".join(f'"{name}"' for name in table.columns)
    if store.on_server:
        from dragoman.store.postgres.copying import streamed

        yield from streamed(store, f'SELECT {columns} FROM "{table.name}"{order}')
        return
    yield from store.query(f'SELECT {columns} FROM "{table.name}"{order}')


@contextmanager
def _at_one_moment(store: Store) -> Iterator[None]:
    store.connection.execute("BEGIN")
    try:
        yield
    finally:
        if store.connection.in_transaction:
            store.connection.execute("ROLLBACK")


def _new_file(store: Store, place: Path) -> dict[str, int]:
    if place.exists():
        raise UsageError("there is a file already", values=str(place), remedy="Name another, or move it away")
    part = place.with_name(f".{place.name}.{os.getpid()}.part")
    try:
        with closing(sqlite3.connect(part, isolation_level=None)) as target:
            rows = _fill(store, target, place)
        with open_store(part, mode="write"):
            pass  # with the log that a record has
        part.replace(place)
        sync_folder(place.parent)
    finally:
        for name in (part, *(part.with_name(part.name + end) for end in ("-wal", "-shm", "-journal"))):
            with suppress(OSError):
                name.unlink(missing_ok=True)
    return rows


def _fill(store: Store, target: sqlite3.Connection, place: Path) -> dict[str, int]:
    migrate(target, str(place))
    rows = {}
    with without_triggers(target):
        for table in own_tables():
            target.execute(f'DELETE FROM "{table.name}"')  # what a migration puts in
            columns, marks = ", ".join(f'"{name}"' for name in table.columns), ", ".join("?" * len(table.columns))
            insert = f'INSERT INTO "{table.name}" ({columns}) VALUES ({marks})'
            for part in in_parts(rows_of(store, table)):
                target.executemany(insert, map(tuple, part))
            rows[table.name] = target.execute(f'SELECT count(*) FROM "{table.name}"').fetchone()[0]
            require_all(store, table, rows[table.name])
        for index in ("article_words", "statement_words"):
            target.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")
    return rows


def require_all(store: Store, table: Table, arrived: int) -> None:
    """Check that as many rows arrived as are there.

    Raises:
        DamagedRecord: fewer, or more.
    """
    row = store.first(f'SELECT count(*) AS number FROM "{table.name}"')
    if row is None or row["number"] != arrived:
        raise DamagedRecord(
            "not every row arrived", values=f"{table.name}: {arrived} of {row['number'] if row else 'none'}",
            remedy="Nothing was kept; look over the record with: dragoman doctor --record RECORD",
        )  # fmt: skip


def in_parts(rows: Iterator[Sequence[Any]]) -> Iterator[list[Sequence[Any]]]:
    """Rows, as many at a time as are held at once."""
    while part := list(islice(rows, ROWS_AT_ONCE)):
        yield part
