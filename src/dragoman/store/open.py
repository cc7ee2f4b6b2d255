"""Opening a record: connection settings, transactions, and SQLite's errors in our words."""

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Literal, Self, cast

from dragoman.errors import DamagedRecord, RecordError, RecordNotWritable, UsageError
from dragoman.store.postgres.address import Address, Place, place_of
from dragoman.store.schema import latest_version, migrate, require_record

Mode = Literal["read", "write"]
Value = str | int | float | bytes | None

BUSY_TIMEOUT_S = 30.0  # a writer's transaction is one article (milliseconds); looking for copies takes seconds
_WAL_RETRY_S = 0.05  # switching to WAL does not wait for a lock by itself

_NOT_WRITABLE = (
    "SQLITE_READONLY",
    "SQLITE_CANTOPEN",
    "SQLITE_FULL",
    "SQLITE_BUSY",
    "SQLITE_LOCKED",
    "SQLITE_PERM",
    "SQLITE_IOERR",
)
_DAMAGED = ("SQLITE_NOTADB", "SQLITE_CORRUPT", "SQLITE_FORMAT")
# SQLite takes an input/output error on reading, which a lost mount gives too, for damage (SQLITE_IOERR_CORRUPTFS).
_DAMAGED_REMEDY = (
    "Restore a copy, or read the articles into a new file; "
    "where the disk or the connection to it fails, mend that first"
)
_REMEDIES = {
    "SQLITE_BUSY": "Another process holds the record; try again when it has finished",
    "SQLITE_LOCKED": "Another process holds the record; try again when it has finished",
    "SQLITE_FULL": "Free some disk space",
    "SQLITE_IOERR": "Check the disk, or the connection to it, and run the same command again",
}


class Store:
    """An open record. Close it, or use it as a context manager; not to be shared between threads."""

    as_it_stands = False  # whether what is computed across articles is read as it was computed last, however old

    def __init__(self, connection: sqlite3.Connection, path: Place, mode: Mode) -> None:
        self.connection = connection
        self.path = path
        self.mode = mode

    @property
    def on_server(self) -> bool:
        """Whether the record is on PostgreSQL."""
        return isinstance(self.path, Address)

    @property
    def is_connected(self) -> bool:
        """Whether it can be asked: a server may have ended the connection."""
        return not self.on_server or not getattr(self.connection, "is_lost", False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; what was committed stays."""
        self.connection.close()

    def query(self, sql: str, values: Sequence[Value] | dict[str, Value] = ()) -> Iterator[sqlite3.Row]:
        """The rows of a SELECT, one by one.

        Raises:
            RecordError: the file cannot be read.
        """
        with _errors_of(self.path):
            yield from self.connection.execute(sql, values)

    def first(self, sql: str, values: Sequence[Value] | dict[str, Value] = ()) -> sqlite3.Row | None:
        """The first row of a SELECT, ``None`` when there is none."""
        with _errors_of(self.path):
            row: sqlite3.Row | None = self.connection.execute(sql, values).fetchone()
            return row

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Everything inside is written, or nothing: also after Ctrl-C or a killed process.

        Within another transaction it is a part of that one, which can fail by itself and is committed with it.

        Raises:
            RecordNotWritable: the record was opened for reading, or the file cannot be written.
        """
        if self.mode == "read":
            raise RecordNotWritable(
                "the record was opened for reading", values=str(self.path), remedy="Open it for writing"
            )
        with _errors_of(self.path):
            if self.connection.in_transaction:
                yield from self._part()
                return
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
                self.connection.execute("COMMIT")
            finally:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")

    def _part(self) -> Iterator[sqlite3.Connection]:
        self.connection.execute("SAVEPOINT part")
        try:
            yield self.connection
        except BaseException:
            if self.connection.in_transaction:  # a full disk or a lost file ends the whole transaction
                self.connection.execute("ROLLBACK TO part")
                self.connection.execute("RELEASE part")
            raise
        self.connection.execute("RELEASE part")

    @contextmanager
    def alone(self) -> Iterator[sqlite3.Connection]:
        """The connection for what cannot stand in a transaction: rewriting the file.

        Raises:
            RecordError: the file cannot be used.
        """
        with _errors_of(self.path):
            yield self.connection


def open_store(path: str | Place, *, mode: Mode = "read") -> Store:
    """Open a record; ``write`` makes it where there is none and brings an older schema up to date.

    Args:
        path: a file, or the address of a record on PostgreSQL: ``postgresql://user@host/database``.
        mode: whether it is only read.

    Raises:
        UsageError: ``read`` of a record that is not there.
        InstallationError: what speaks to a server is not installed.
        NewerSchema, DamagedRecord, RecordNotWritable: as their names say.
    """
    place = place_of(path)
    if isinstance(place, Address):
        return _open_on_server(place, mode)
    if mode == "read":
        return _open_for_reading(place)
    with _errors_of(place):
        connection = connect(f"{place.absolute().as_uri()}?mode=rwc")
        try:
            require_record(connection, str(place))
            _use_wal(connection)
            connection.execute("PRAGMA synchronous = NORMAL")
            migrate(connection, str(place))
        except BaseException:
            connection.close()
            raise
    return Store(connection, place, mode)


def _open_on_server(place: Address, mode: Mode) -> Store:
    from dragoman.store.postgres.opening import connect as connect_to_server

    with _errors_of(place):
        connection = connect_to_server(place, mode=mode, lock_timeout_s=BUSY_TIMEOUT_S)
    # It takes the statements that are written here for SQLite, and raises SQLite's errors.
    return Store(cast(sqlite3.Connection, connection), place, mode)


def _open_for_reading(place: Path) -> Store:
    if not place.is_file():
        raise UsageError(
            "there is no record", values=str(place), remedy="Make one with: dragoman read PATH... --record FILE"
        )
    with _errors_of(place):
        connection = connect(f"{place.absolute().as_uri()}?mode=ro")
        try:
            try:
                version = require_record(connection, str(place))
            except sqlite3.OperationalError as error:
                if not _is(error, ("SQLITE_CANTOPEN", "SQLITE_READONLY")) or _has_open_log(place):
                    raise
                # In a folder that cannot be written SQLite cannot make the WAL index, and needs none: nobody writes.
                connection.close()
                connection = connect(f"{place.absolute().as_uri()}?mode=ro&immutable=1")
                version = require_record(connection, str(place))
        except BaseException:
            connection.close()
            raise
    if 0 < version < latest_version():  # written by an older version: bring it up to date once, then read
        connection.close()
        open_store(place, mode="write").close()
        return _open_for_reading(place)
    if version == 0:
        connection.close()
        raise DamagedRecord("the file is empty, not a record", values=str(place), remedy="Read articles into it first")
    return Store(connection, place, "read")


def connect(uri: str) -> sqlite3.Connection:
    """A connection as every record has it."""
    connection = sqlite3.connect(uri, uri=True, timeout=BUSY_TIMEOUT_S, isolation_level=None)
    connection.row_factory = sqlite3.Row
    connection.create_function("casefold", 1, _casefold, deterministic=True)
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def _casefold(text: str | None) -> str | None:
    return text.casefold() if isinstance(text, str) else None


def _use_wal(connection: sqlite3.Connection) -> None:
    deadline = time.monotonic() + BUSY_TIMEOUT_S
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if not _is(error, ("SQLITE_BUSY", "SQLITE_LOCKED")) or time.monotonic() > deadline:
                raise
            time.sleep(_WAL_RETRY_S)


def _has_open_log(place: Path) -> bool:
    log = place.with_name(place.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def _is(error: sqlite3.Error, names: tuple[str, ...]) -> bool:
    return str(getattr(error, "sqlite_errorname", "")).startswith(names)


@contextmanager
def _errors_of(path: Place) -> Iterator[None]:
    """Raise SQLite's errors as ours, with the file's name and what to do."""
    try:
        yield
    except UnicodeDecodeError as error:  # sqlite3 raises it bare where a column's value is no UTF-8
        raise DamagedRecord(
            "the file is a broken record",
            values=f"{path}: {error}",
            remedy="Restore a copy, or read the articles into a new file",
        ) from error
    except sqlite3.IntegrityError as error:
        raise RecordError(
            "the record refuses what was to be written",
            values=f"{path}: {error}",
            remedy="Every line needs an article, a span that quotes it and a run",
        ) from error
    except sqlite3.DatabaseError as error:
        name = str(getattr(error, "sqlite_errorname", ""))
        values = f"{path}: {error}"
        if name.startswith(_DAMAGED):
            raise DamagedRecord(
                "the file is no record, or a broken one",
                values=values,
                remedy=_DAMAGED_REMEDY,
            ) from error
        if name.startswith(_NOT_WRITABLE):
            remedy = next((text for prefix, text in _REMEDIES.items() if name.startswith(prefix)), None)
            raise RecordNotWritable(
                "the record cannot be opened or written",
                values=values,
                remedy=remedy or "Check that its folder exists and can be written",
            ) from error
        raise RecordError("the record cannot be used", values=values, remedy="Run: dragoman doctor") from error
