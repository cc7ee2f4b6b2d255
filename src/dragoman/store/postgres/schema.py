"""The schema on PostgreSQL: SQLite's migrations carried over, with functions and triggers of its own.

The record lies in a schema of the database named ``dragoman``, whose table ``record`` keeps the version.
"""

import sys
from functools import cache
from importlib import resources
from typing import Any

import psycopg

from dragoman.errors import DamagedRecord, RecordNotWritable
from dragoman.store.postgres.connection import LOCK
from dragoman.store.postgres.dialect import table_statement
from dragoman.store.schema import latest_version, migrations, require_known, statements

NAME = "dragoman"
# These have counterparts in functions.sql and triggers.sql.
_OF_SQLITE = ("CREATE TRIGGER", "DROP TRIGGER", "CREATE VIRTUAL TABLE")


def version_of(raw: psycopg.Connection[Any]) -> int:
    """The schema's version; 0: there is no record."""
    if raw.execute("SELECT to_regclass('dragoman.record')").fetchone() == (None,):
        return 0
    row = raw.execute("SELECT version FROM dragoman.record").fetchone()
    return int(row[0]) if row else 0


def migrate(raw: psycopg.Connection[Any], place: str) -> tuple[int, ...]:
    """Bring a database to the latest schema, in one transaction; the numbers of what was done.

    Raises:
        NewerSchema: the record is newer than this version.
        DamagedRecord: the database holds something else in a schema of this name.
        RecordNotWritable: the database keeps text in another encoding than UTF-8.
    """
    require_known(version_of(raw), place)
    if version_of(raw) == latest_version():
        return ()
    _require_unicode(raw, place)
    with raw.transaction():
        raw.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK,))
        before = version_of(raw)  # another process may have been first
        if before == 0:
            _begin(raw, place)
        _run(raw, "functions.sql")
        raw.execute(casefold_function())
        for number, script in migrations():
            if number > before:
                _migrate_once(raw, script)
        _run(raw, "triggers.sql")
        _run(raw, "accounts.sql")
        raw.execute("UPDATE dragoman.record SET version = %s", (latest_version(),))
    return tuple(number for number, _ in migrations() if number > before)


def _begin(raw: psycopg.Connection[Any], place: str) -> None:
    taken = raw.execute("SELECT count(*) FROM pg_class WHERE relnamespace = to_regnamespace(%s)", (NAME,)).fetchone()
    if taken and taken[0]:
        raise DamagedRecord(
            "the database has a schema of this name that is no record", values=f"{place}: {NAME}",
            remedy="Name another database",
        )  # fmt: skip
    raw.execute(f"CREATE SCHEMA IF NOT EXISTS {NAME}")
    raw.execute("""CREATE TABLE dragoman.record (
        only_one boolean PRIMARY KEY CHECK (only_one), version integer NOT NULL, writes bigint NOT NULL)""")
    raw.execute("INSERT INTO dragoman.record VALUES (true, 0, 0)")


def _migrate_once(raw: psycopg.Connection[Any], script: str) -> None:
    for statement in statements(script):
        bare = "\n".join(line for line in statement.splitlines() if not line.lstrip().startswith("--")).strip()
        if bare and not bare.startswith(_OF_SQLITE):
            raw.execute(table_statement(bare))


def _run(raw: psycopg.Connection[Any], name: str) -> None:
    raw.execute((resources.files(__package__) / name).read_text(encoding="utf-8"))


def _require_unicode(raw: psycopg.Connection[Any], place: str) -> None:
    row = raw.execute("SELECT current_setting('server_encoding')").fetchone()
    if row and row[0] != "UTF8":
        raise RecordNotWritable(
            "the database cannot keep every character", values=f"{place}: encoding {row[0]}",
            remedy="Make it with: createdb --encoding UTF8 --template template0",
        )  # fmt: skip


@cache
def casefold_function() -> str:
    """``casefold`` as Python has it: lower case by ICU, then the letters that fold to others.

    Most texts have none of these, which one pass tells.
    """
    letters = [char for char in map(chr, range(sys.maxunicode + 1)) if char == char.lower() and char.casefold() != char]
    single = [char for char in letters if len(char.casefold()) == 1]
    folded = f"translate(low, '{''.join(single)}', '{''.join(char.casefold() for char in single)}')"
    for char in (char for char in letters if len(char.casefold()) > 1):
        folded = f"replace({folded}, '{char}', '{char.casefold()}')"
    return f"""CREATE OR REPLACE FUNCTION casefold(whole text) RETURNS text
        LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
        DECLARE low text := lower(whole COLLATE "und-x-icu") COLLATE "C";
        BEGIN
            IF low IS NULL OR low !~ '[{"".join(letters)}]' THEN RETURN low; END IF;
            RETURN {folded};
        END $$"""
