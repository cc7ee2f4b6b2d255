"""Questions in SQL, asked of a record that they cannot change: under limits of time, rows and size.

The connection is read-only; beside that SQLite's authorizer lets nothing through but reading (no ATTACH, no PRAGMA, no
temporary tables), and its progress handler stops what takes too long. Datasette's figures: 1,000 ms, 1,000 rows. On a
server ``store.postgres.questions`` sees to it.
"""

import sqlite3
import time
from collections.abc import Sequence
from functools import cache
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.errors import DragomanError, RefusedInput, UsageError
from dragoman.records import Record
from dragoman.store.open import Store, Value, open_store
from dragoman.store.postgres.address import Place
from dragoman.store.schema import blank, latest_version

if TYPE_CHECKING:
    from dragoman.store.postgres.questions import Found

QUESTION_TIMEOUT_S = 1.0
MOST_ANSWER_ROWS = 1000
MOST_ANSWER_CHARACTERS = 5_000_000  # of all values together: a thousand rows of ordinary articles
MOST_QUESTION_CHARACTERS = 10_000
_MOST_VALUE_BYTES = 10_000_000  # of one value while it is made: an article's text has at most 8 MB
_STEPS = 1_000  # of SQLite's machine between two looks at the clock
_LIMITS = (
    (sqlite3.SQLITE_LIMIT_LENGTH, _MOST_VALUE_BYTES),
    (sqlite3.SQLITE_LIMIT_SQL_LENGTH, 4 * MOST_QUESTION_CHARACTERS),
    (sqlite3.SQLITE_LIMIT_EXPR_DEPTH, 100),
    (sqlite3.SQLITE_LIMIT_COMPOUND_SELECT, 50),
    (sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 200),  # matching takes the square of it
    (sqlite3.SQLITE_LIMIT_ATTACHED, 0),
)
_READING = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE})
_OWN_PRAGMA = "data_version"  # what full-text search asks before it reads
_REFUSED_FUNCTIONS = frozenset({"load_extension", "readfile", "writefile", "edit", "fts3_tokenizer"})
_OUR_TABLES = "SELECT name, type FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY name"
_VIRTUAL = "SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%'"
_OF_LISTS = ("json_each", "json_tree")
_INNER = ("_config", "_data", "_docsize", "_idx")  # how full-text search keeps its words


class Answer(Record, frozen=True, kw_only=True):
    """What a question found."""

    columns: tuple[str, ...]  # each name once: a second ``id`` is ``id_2``
    rows: tuple[tuple[str | int | float | None, ...], ...]
    is_cut: bool = False  # there is more than an answer may hold


class TooSlowQuestion(RefusedInput):
    """A question that took longer than it may."""


def ask(
    path: str | Place, sql: str, *, timeout_s: float = QUESTION_TIMEOUT_S, most_rows: int = MOST_ANSWER_ROWS
) -> Answer:
    """Ask a record in SQL: one SELECT, or WITH ... SELECT.

    Args:
        path: the record, a file or an address; it is opened for reading.
        sql: the question.
        timeout_s: seconds it may take.
        most_rows: of an answer; what follows is left out and ``is_cut`` says so.

    Raises:
        UsageError: it is no question, has an error, or does what is not reading.
        TooSlowQuestion: it took too long.
        RecordError: the record cannot be read.
    """
    if len(sql) > MOST_QUESTION_CHARACTERS:
        raise UsageError(
            "the question is too long",
            values=f"{len(sql)} characters, at most {MOST_QUESTION_CHARACTERS}",
            remedy="Shorten it",
        )
    with open_store(path) as store:
        try:
            return _answered(store, sql, timeout_s, most_rows)
        except (sqlite3.Error, sqlite3.Warning, UnicodeError, ValueError, OverflowError) as error:
            raise _told(error, sql, timeout_s) from error


def _answered(store: Store, sql: str, timeout_s: float, most_rows: int) -> Answer:
    if not store.on_server:
        _restrict(store, time.monotonic() + timeout_s)
        return _answer(_required(store.connection.execute(sql), sql), most_rows)
    from dragoman.store.postgres.questions import asked

    with asked(store, sql, tables_of(store), timeout_s=timeout_s) as found:
        return _answer(found, most_rows)


def tables_of(store: Store) -> dict[str, tuple[str, ...]]:
    """The tables and views that can be asked, each with its columns; on a server the same but for the words."""
    return _tables_of_every_record() if store.on_server else _tables_of_file(store)


@cache
def _tables_of_every_record() -> dict[str, tuple[str, ...]]:
    with blank(latest_version()) as connection:
        connection.row_factory = sqlite3.Row
        file = Store(connection, Path(":memory:"), "read")
        virtual = {row["name"] for row in file.query(_VIRTUAL)}
        return {name: columns for name, columns in _tables_of_file(file).items() if name not in virtual}


def _tables_of_file(store: Store) -> dict[str, tuple[str, ...]]:
    found = {}
    for name in [row["name"] for row in store.query(_OUR_TABLES)]:
        if not name.startswith("sqlite_") and not name.endswith(_INNER):
            rows = store.query("SELECT name FROM pragma_table_xinfo(?)", (name,))
            found[name] = tuple(row["name"] for row in rows)
    return found


def _restrict(store: Store, deadline: float) -> None:
    connection = store.connection
    for row in list(store.query(_VIRTUAL)):  # made when first used, by what the authorizer would take for a CREATE
        store.first(f'SELECT 1 FROM "{row["name"]}" LIMIT 0')
    for function in _OF_LISTS:
        store.first(f"SELECT 1 FROM {function}('[]') LIMIT 0")
    for limit, value in _LIMITS:
        connection.setlimit(limit, value)
    connection.set_authorizer(_may)
    connection.set_progress_handler(lambda: time.monotonic() > deadline, _STEPS)


def _may(action: int, first: str | None, second: str | None, _database: str | None, _trigger: str | None) -> int:
    if action in _READING:
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_FUNCTION and (second or "").lower() not in _REFUSED_FUNCTIONS:
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_PRAGMA and first == _OWN_PRAGMA and second is None:
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY


def _required(cursor: sqlite3.Cursor, sql: str) -> sqlite3.Cursor:
    if cursor.description is None:
        raise UsageError("there is no question", values=repr(sql[:80]), remedy="Write SELECT ... FROM events")
    return cursor


def _answer(cursor: "sqlite3.Cursor | Found", most_rows: int) -> Answer:
    columns = _told_apart([column[0] for column in cursor.description])
    rows: list[tuple[str | int | float | None, ...]] = []
    characters = 0
    for row in cursor:
        values = tuple(_plain(value) for value in row)
        characters += sum(len(value) for value in values if isinstance(value, str))
        if len(rows) >= most_rows or characters > MOST_ANSWER_CHARACTERS:
            return Answer(columns=columns, rows=tuple(rows), is_cut=True)
        rows.append(values)
    return Answer(columns=columns, rows=tuple(rows))


def _told_apart(names: Sequence[str]) -> tuple[str, ...]:
    """The names of columns, each once: of equal ones the second gets a number that no other has."""
    found: dict[str, None] = {}
    for name in names:
        others = (f"{name}_{number}" for number in count(2))
        free = (each for each in chain([name], others) if each not in found and (each == name or each not in names))
        found[next(free)] = None
    return tuple(found)


def _plain(value: Value) -> str | int | float | None:
    """A value that JSON and CSV can hold; of bytes only how many there are."""
    if isinstance(value, bytes):
        return f"<{len(value)} bytes>"
    if isinstance(value, float) and value != value:
        return None
    return value


def _told(error: Exception, sql: str, timeout_s: float) -> DragomanError:
    name = getattr(error, "sqlite_errorname", "")
    if name == "SQLITE_INTERRUPT":
        remedy = "Narrow it: a party, a type, a shorter stretch of time; or give it more time where you may"
        return TooSlowQuestion("the question took too long", values=f"more than {timeout_s:g} s", remedy=remedy)
    if name == "SQLITE_AUTH" or "prohibited" in str(error):
        return UsageError("only what reads is answered", values=f"{error}: {sql[:200]}", remedy="Write one SELECT")
    return UsageError("the question cannot be answered", values=f"{error}: {sql[:200]}", remedy="Write one SELECT")
