"""Questions in SQL on a server: the same SELECTs as on a file, in a transaction that only reads, under a time limit.

A server has more to ask than a record: accounts, other databases, its own files. So a question is parsed first, and may
name the record's tables and the functions below, and nothing else.
"""

import sqlite3
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from sqlglot import exp
from sqlglot.errors import SqlglotError

from dragoman.store.open import Store
from dragoman.store.postgres.connection import as_sqlite, columns_of
from dragoman.store.postgres.dialect import parsed_only, translated

_FETCHED = 50  # rows at a time: articles are long
_FUNCTIONS = frozenset({
    "abs", "avg", "case", "casefold", "cast", "coalesce", "count", "date", "dense_rank", "exists", "first_value",
    "group_concat", "if", "instr", "json_array_length", "json_each", "json_extract", "julianday", "lag", "last_value",
    "lead", "length", "lower", "max", "min", "nullif", "rank", "round", "row_number", "substr", "substring", "sum",
    "trim", "upper",
})  # fmt: skip
_TYPES = frozenset({"TEXT", "INT", "BIGINT", "FLOAT", "DOUBLE", "DECIMAL", "VARCHAR"})
_QUESTIONS = (exp.Select, exp.SetOperation, exp.Subquery, exp.Values)
_NO_READING = (exp.Into, exp.Lock, exp.DDL, exp.DML, exp.Command, exp.Placeholder, exp.Parameter)


class Found(NamedTuple):
    """What a question gives, as a cursor of SQLite's: the columns' names first in ``description``."""

    description: tuple[tuple[str], ...]
    rows: Iterator[tuple[Any, ...]]

    def __iter__(self) -> Iterator[Any]:
        return self.rows


@contextmanager
def asked(store: Store, sql: str, tables: Collection[str], *, timeout_s: float) -> Iterator[Found]:
    """Ask a record on a server.

    Args:
        store: a record on a server.
        sql: the question, as SQLite takes it.
        tables: that it may name.
        timeout_s: seconds it may take.

    Raises:
        sqlite3.Error: it is none, has an error, does what is not reading, or took too long: as SQLite raises them.
    """
    statement, named = _carried(sql, tables)
    raw: Any = store.connection.raw  # type: ignore[attr-defined]
    until = time.monotonic() + timeout_s
    with as_sqlite():
        if raw.execute("SELECT 1 FROM pg_class WHERE relname = ANY(%s)", (sorted(named),)).fetchone():
            raise sqlite3.DatabaseError("prohibited: a part has the name of something else in the database")
        raw.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        try:
            raw.execute(f"SET LOCAL statement_timeout = {max(1, int(timeout_s * 1000))}")
            with raw.cursor(name="question") as cursor:
                cursor.itersize = _FETCHED
                cursor.execute(statement)
                if not cursor.description:
                    raise sqlite3.DatabaseError("nothing is selected")
                yield Found(tuple((column.name,) for column in cursor.description), _before(until, cursor))
        finally:
            raw.execute("ROLLBACK")


def _before(until: float, rows: Iterator[Any]) -> Iterator[tuple[Any, ...]]:
    for row in rows:
        if time.monotonic() > until:
            late = sqlite3.OperationalError("interrupted")
            late.sqlite_errorname = "SQLITE_INTERRUPT"
            raise late
        yield tuple(
            value if value is None or isinstance(value, str | int | float | bytes) else str(value) for value in row
        )


def _carried(sql: str, tables: Collection[str]) -> tuple[str, set[str]]:
    """A question as PostgreSQL takes it, and the names that it gives to parts of itself."""
    try:
        found = [tree for tree in parsed_only(sql) if tree is not None]
        if len(found) != 1 or not isinstance(found[0], _QUESTIONS):
            raise sqlite3.DatabaseError("prohibited: not one SELECT")
        for name in found[0].find_all(exp.Identifier):
            name.set("this", name.name.lower())  # SQLite knows no case in names
        named = {part.alias for part in found[0].find_all(exp.CTE)} - set(tables)
        _require_reading(found[0], named | set(tables))
        return translated(found[0].sql("sqlite"), columns_of).replace("%%", "%"), named
    except (SqlglotError, RecursionError) as error:
        raise sqlite3.DatabaseError(f"syntax error: {str(error).splitlines()[0][:200]}") from error


def _require_reading(tree: exp.Expression, known: Collection[str]) -> None:
    """Refuse what names other tables than those known, or other functions than those of above.

    Raises:
        sqlite3.DatabaseError: it does.
    """
    for node in tree.walk():
        match node:
            case exp.Table() if isinstance(node.this, exp.Identifier):
                if node.args.get("db") or node.name not in known:
                    raise sqlite3.DatabaseError(f"no such table that may be asked: {node.name}")
            case exp.Cast() if not isinstance(node.to.this, exp.DType) or node.to.this.value not in _TYPES:
                raise sqlite3.DatabaseError(f"prohibited type: {node.to.sql()}")
            case exp.Connector():
                pass  # AND and OR, which sqlglot has among functions
            case exp.Func() if (name := _name(node)) not in _FUNCTIONS:
                raise sqlite3.DatabaseError(f"prohibited function: {name}")
            case _ if isinstance(node, _NO_READING):
                raise sqlite3.DatabaseError("prohibited: it does not only read")


def _name(node: exp.Func) -> str:
    return (node.name if isinstance(node, exp.Anonymous) else node.sql_name()).lower()
