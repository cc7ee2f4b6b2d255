"""A connection to PostgreSQL that is asked as SQLite's is: the same statements, rows by name, the same errors.

There is one writer at a time, as on SQLite: ``BEGIN IMMEDIATE`` waits for a lock of the database. So what is looked at
inside a transaction stays so until it ends, numbers grow in the order of writing, and nothing that was written for one
file needs another thought here. Readers never wait and see one state of the record.
"""

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Any

import psycopg
from psycopg.adapt import Loader
from psycopg.pq import TransactionStatus

from dragoman.store.postgres.dialect import Columns, is_numbered, translated
from dragoman.store.postgres.words import write_words
from dragoman.store.schema import blank, latest_version

Values = Sequence[Any] | dict[str, Any]

LOCK = 0x4472676D  # the advisory lock of whoever writes; "Drgm"
MOST_STATEMENTS = 4096  # kept as they were carried over; the desk asks some 400, those with lists in as many lengths
NUL = "\ufdd0"  # stands for U+0000, which PostgreSQL's text cannot hold; no character, and refused where a text has it

_BEGIN = {
    "BEGIN IMMEDIATE": "BEGIN ISOLATION LEVEL READ COMMITTED",  # each statement sees what the writer before left
    "BEGIN": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
}
_PLAIN = re.compile(r"\A\s*+(?:COMMIT|ROLLBACK|SAVEPOINT|RELEASE)\b", re.IGNORECASE)
_SQLSTATES = {  # PostgreSQL's classes of errors by SQLite's names
    "57014": "SQLITE_INTERRUPT", "55P03": "SQLITE_BUSY", "40P01": "SQLITE_BUSY", "40001": "SQLITE_BUSY",
    "53100": "SQLITE_FULL", "25006": "SQLITE_READONLY", "42501": "SQLITE_PERM",
}  # fmt: skip


class Row(tuple[Any, ...]):
    """A row as ``sqlite3.Row``: values by number and by name."""

    __slots__ = ()
    names: dict[str, int] = {}  # noqa: RUF012 - each statement's rows are of a class of their own

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, str):
            try:
                return tuple.__getitem__(self, self.names[key])
            except KeyError:
                raise IndexError("No item with that key") from None
        return tuple.__getitem__(self, key)

    def keys(self) -> list[str]:
        """The names of the columns."""
        return list(self.names)


@lru_cache(maxsize=MOST_STATEMENTS)
def _row_type(names: tuple[str, ...]) -> type[Row]:
    places: dict[str, int] = {}
    for at, name in enumerate(names):
        places.setdefault(name, at)  # of two with one name the first
    return type("Row", (Row,), {"__slots__": (), "names": places})


def _rows(cursor: psycopg.Cursor[Any]) -> Callable[[Sequence[Any]], Row]:
    names = tuple(column.name for column in cursor.description or ())
    return _row_type(names)


class _Text(Loader):
    def load(self, data: Any) -> str:
        text = bytes(data).decode()
        return text.replace(NUL, "\0") if NUL in text else text


class _Truth(Loader):
    def load(self, data: Any) -> int:
        return int(bytes(data) == b"t")


class _Number(Loader):
    def load(self, data: Any) -> int | float:
        text = bytes(data).decode()
        return int(text) if text.lstrip("-").isdecimal() else float(text)


class Result:
    """What a statement gave: as a cursor of SQLite's."""

    def __init__(self, cursor: psycopg.Cursor[Any]) -> None:
        self._cursor = cursor
        self.rowcount = cursor.rowcount

    def __iter__(self) -> Iterator[Any]:
        if self._cursor.description is None:
            return iter(())
        return iter(self._cursor)

    def fetchone(self) -> Any:
        """The next row; None: there is none."""
        return self._cursor.fetchone() if self._cursor.description is not None else None

    def fetchall(self) -> list[Any]:
        """All rows that are left."""
        return self._cursor.fetchall() if self._cursor.description is not None else []


class Connection:
    """An open connection; errors are raised as ``sqlite3``'s, with ``sqlite_errorname`` where it tells something."""

    def __init__(self, raw: psycopg.Connection[Any]) -> None:
        self.raw = raw
        self._writing = False

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open."""
        return self.raw.info.transaction_status in (TransactionStatus.INTRANS, TransactionStatus.INERROR)

    @property
    def is_lost(self) -> bool:
        """Whether the server, or somebody on the way to it, has ended the connection."""
        return bool(self.raw.closed or self.raw.broken)

    def execute(self, sql: str, values: Values = ()) -> Result:
        """Carry out a statement of SQLite's."""
        with as_sqlite():
            if sql == "PRAGMA user_version":
                return Result(self.raw.execute("SELECT version FROM dragoman.record"))
            if sql in _BEGIN:
                return self._begin(sql)
            if _PLAIN.match(sql):
                return self._end(sql)
            cursor = self.raw.cursor()
            cursor.execute(_carried(sql), _given(sql, values))
            return Result(cursor)

    def executemany(self, sql: str, rows: Iterable[Values]) -> Result:
        """Carry out a statement once for each row of values."""
        with as_sqlite():
            cursor = self.raw.cursor()
            cursor.executemany(_carried(sql), [_given(sql, row) for row in rows])
            return Result(cursor)

    def own(self, sql: str, values: Values = ()) -> Result:
        """Carry out a statement of PostgreSQL's."""
        with as_sqlite():
            return Result(self.raw.execute(sql, values or None))

    def close(self) -> None:
        """End it; what was committed stays."""
        self.raw.close()

    def __del__(self) -> None:
        self.raw.close()  # a desk's threads end without closing theirs

    def _begin(self, sql: str) -> Result:
        cursor = self.raw.execute(_BEGIN[sql])
        self._writing = sql == "BEGIN IMMEDIATE"
        if self._writing:
            try:
                self.raw.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK,))
            except BaseException:
                self.raw.execute("ROLLBACK")
                raise
        return Result(cursor)

    def _end(self, sql: str) -> Result:
        if sql == "COMMIT" and self._writing and self.raw.info.transaction_status == TransactionStatus.INTRANS:
            write_words(self.raw)
            self.raw.execute("UPDATE dragoman.record SET writes = writes + 1")
        return Result(self.raw.execute(sql))


@lru_cache(maxsize=MOST_STATEMENTS)
def _carried(sql: str) -> str:
    return translated(sql, columns_of)


@lru_cache(maxsize=MOST_STATEMENTS)
def _is_numbered(sql: str) -> bool:
    return is_numbered(sql)


@cache
def columns_of(table: str) -> Columns:
    """The columns of a table of the record."""
    with blank(latest_version()) as connection:
        rows = connection.execute("SELECT name, pk FROM pragma_table_info(?)", (table,)).fetchall()
    key = sorted((place, name) for name, place in rows if place)
    return Columns(tuple(name for name, _ in rows), tuple(name for _, name in key))


def adapted(raw: psycopg.Connection[Any]) -> None:
    """Rows and values as SQLite gives them."""
    raw.row_factory = _rows
    for name in ("text", "varchar", "name"):
        raw.adapters.register_loader(name, _Text)
    raw.adapters.register_loader("bool", _Truth)
    raw.adapters.register_loader("numeric", _Number)


def _given(sql: str, values: Values) -> Any:
    if isinstance(values, dict):
        return {name: storable(value) for name, value in values.items()}
    if _is_numbered(sql):
        return {f"p{at}": storable(value) for at, value in enumerate(values, start=1)}
    return [storable(value) for value in values]


def storable(value: Any) -> Any:
    """A value as the server keeps it.

    Raises:
        sqlite3.DataError: a text has the character that stands for U+0000.
    """
    if isinstance(value, bool):
        return int(value)
    if not isinstance(value, str):
        return value
    if NUL in value:
        raise sqlite3.DataError(f"the text has {NUL!r}, which stands for U+0000 on the server")
    return value.replace("\0", NUL) if "\0" in value else value


class as_sqlite:  # noqa: N801 - read as a phrase
    """Raises psycopg's errors as ``sqlite3``'s, which the store tells apart."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        if not isinstance(error, psycopg.Error):
            return
        like: type[sqlite3.Error] = sqlite3.OperationalError
        if isinstance(error, psycopg.IntegrityError):
            like = sqlite3.IntegrityError
        elif isinstance(error, psycopg.ProgrammingError | psycopg.DataError):
            like = sqlite3.DatabaseError
        told = like(_first_line(error))
        name = _SQLSTATES.get(error.sqlstate or "", "SQLITE_CANTOPEN" if error.sqlstate is None else "")
        told.sqlite_errorname = name
        raise told from error


def _first_line(error: psycopg.Error) -> str:
    """What went wrong, without the statement: it may hold an article's words."""
    return (error.diag.message_primary or str(error)).strip().splitlines()[0]
