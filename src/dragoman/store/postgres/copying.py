"""Filling a database with the rows of a record, and reading them from one."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from dragoman.errors import UsageError
from dragoman.store.open import Store, open_store
from dragoman.store.postgres.address import Address
from dragoman.store.postgres.connection import storable
from dragoman.store.postgres.words import write_words
from dragoman.store.salvage import Table

_STREAMED = 500  # rows fetched at a time

Rows = Callable[[Table], Iterator[Sequence[Any]]]
Check = Callable[[Table, int], None]  # told how many rows a table has now


def filled(place: Address, tables: Sequence[Table], rows_of: Rows, check: Check) -> dict[str, int]:
    """Copy all rows into a database that has no record yet, in one transaction; how many went to each table.

    Raises:
        UsageError: the database has a record already.
        RecordError: it cannot be written, or ``check`` finds that rows are missing; nothing is kept then.
    """
    with open_store(place, mode="write") as store, store.transaction() as connection:
        if store.first("SELECT 1 FROM articles LIMIT 1") or store.first("SELECT 1 FROM revisions LIMIT 1"):
            raise UsageError("there is a record already", values=str(place), remedy="Name an empty database")
        raw: Any = connection.raw  # type: ignore[attr-defined]
        for table in tables:
            raw.execute(f'ALTER TABLE "{table.name}" DISABLE TRIGGER USER')
        for table in reversed(tables):
            raw.execute(f'DELETE FROM "{table.name}"')  # what a migration puts in
        counts = {}
        for table in tables:
            counts[table.name] = _put(raw, table, rows_of(table))
            check(table, counts[table.name])
        raw.execute("INSERT INTO words_todo SELECT 'article', number FROM articles ON CONFLICT DO NOTHING")
        raw.execute("INSERT INTO words_todo SELECT 'statement', number FROM statements ON CONFLICT DO NOTHING")
        write_words(raw)
        for table in tables:
            raw.execute(f'ALTER TABLE "{table.name}" ENABLE TRIGGER USER')
    with open_store(place, mode="write") as store:
        store.connection.own("ANALYZE")  # type: ignore[attr-defined]
    return counts


def _put(raw: Any, table: Table, rows: Iterator[Sequence[Any]]) -> int:
    """Put rows into an empty table; how many it has then, as the server counts them."""
    columns = ", ".join(f'"{name}"' for name in table.columns)
    with raw.cursor() as cursor:
        with cursor.copy(f'COPY "{table.name}" ({columns}) FROM STDIN') as copy:
            for row in rows:
                copy.write_row([storable(value) for value in row])
        if "number" in table.columns:  # nothing happens where it does not count up
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence(%s, 'number'), coalesce(max(number), 0) + 1, false) "
                f'FROM "{table.name}"',
                (table.name,),
            )
        return int(cursor.execute(f'SELECT count(*) FROM "{table.name}"').fetchone()[0])


def streamed(store: Store, sql: str) -> Iterator[Sequence[Any]]:
    """The rows of a statement, fetched as they are wanted."""
    raw: Any = store.connection.raw  # type: ignore[attr-defined]
    with raw.cursor(name="rows") as cursor:
        cursor.itersize = _STREAMED
        cursor.execute(sql)
        yield from cursor
