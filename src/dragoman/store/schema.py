"""The schema's versions: numbered SQL files, each applied once in one transaction.

SQLite keeps the number of the last one in ``PRAGMA user_version``; ``application_id`` marks a file as a record.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib import resources

from dragoman.errors import DamagedRecord, InstallationError, NewerSchema

APPLICATION_ID = 0x4472676D  # "Drgm" in ASCII: tells a record from any other SQLite file


@cache
def migrations() -> tuple[tuple[int, str], ...]:
    """The numbered migrations of this version, lowest first: (number, SQL).

    Raises:
        InstallationError: the package's migrations are missing or not numbered 1, 2, 3 ...
    """
    folder = resources.files("dragoman.store") / "migrations"
    files = sorted((item for item in folder.iterdir() if item.name.endswith(".sql")), key=lambda item: item.name)
    found = tuple((int(item.name[:4]), item.read_text(encoding="utf-8")) for item in files)
    numbers = [number for number, _ in found]
    if not numbers or numbers != list(range(1, len(numbers) + 1)):
        raise InstallationError(
            "the record's migrations are not whole", values=f"found {numbers}", remedy="Install dragoman again"
        )
    return found


def migration_name(number: int) -> str:
    """The name of a migration's file without its ending: ``0002_figures``."""
    folder = resources.files("dragoman.store") / "migrations"
    names = (item.name.removesuffix(".sql") for item in folder.iterdir() if item.name.endswith(".sql"))
    return next((name for name in names if int(name[:4]) == number), f"{number:04}")


def latest_version() -> int:
    """The schema version this package writes."""
    return migrations()[-1][0]


def schema_version(connection: sqlite3.Connection) -> int:
    """The schema version of an open file; 0 is an empty one."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def require_record(connection: sqlite3.Connection, path: str) -> int:
    """Check that the file is empty or a record that this version understands, and return its schema version.

    Raises:
        DamagedRecord: an SQLite file of something else.
        NewerSchema: written by a newer version.
    """
    version = schema_version(connection)
    marked = int(connection.execute("PRAGMA application_id").fetchone()[0])
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if marked != APPLICATION_ID and (tables or version):
        raise DamagedRecord(
            "the file is an SQLite database but no Dragoman record", values=path, remedy="Name another file"
        )
    require_known(version, path)
    return version


def require_known(version: int, place: str) -> None:
    """Refuse a record of a newer version, on either engine.

    Raises:
        NewerSchema: it was written by one.
    """
    if version > latest_version():
        raise NewerSchema(
            "the record was written by a newer version of Dragoman",
            values=f"{place} has schema {version}, this version knows up to {latest_version()}",
            remedy="Upgrade with: pip install --upgrade dragoman",
        )


def migrate(connection: sqlite3.Connection, path: str, *, up_to: int | None = None) -> tuple[int, ...]:
    """Bring a record to the latest schema, or to ``up_to``; each migration is a transaction of its own.

    The version is looked at again inside the transaction, so two processes that start at once do it once.

    Returns:
        the numbers of the migrations that were applied.
    """
    require_record(connection, path)
    applied = []
    for number, script in migrations():
        if schema_version(connection) >= number or (up_to is not None and number > up_to):
            continue
        connection.execute("BEGIN IMMEDIATE")
        try:
            if require_record(connection, path) < number:
                for statement in statements(script):
                    connection.execute(statement)
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.execute(f"PRAGMA user_version = {number}")
                applied.append(number)
            connection.execute("COMMIT")
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
    return tuple(applied)


@contextmanager
def without_triggers(connection: sqlite3.Connection) -> Iterator[None]:
    """A transaction in a file of one's own in which no trigger acts; an error leaves the file to be thrown away."""
    triggers = list(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY rowid"))
    connection.execute("BEGIN IMMEDIATE")
    for name, _ in triggers:
        connection.execute(f'DROP TRIGGER "{name}"')
    yield
    for _, sql in triggers:
        connection.execute(sql)
    connection.execute("COMMIT")


@contextmanager
def blank(version: int) -> Iterator[sqlite3.Connection]:
    """An empty record of a schema version, in memory: what a file of that version is held against."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        migrate(connection, ":memory:", up_to=version)
        yield connection
    finally:
        connection.close()


def statements(script: str) -> Iterator[str]:
    """Split a script into statements; ``executescript`` would commit the transaction it runs in."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""
    if pending.strip():
        yield pending
