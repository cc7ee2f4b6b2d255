"""Taking rows out of a damaged file, one by one, and saying which could not be taken.

A broken page stops every statement that meets it. So a table is read forward up to the break and then row by row, by
the numbers that an index still knows or, without one, by every number up to the last.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from dragoman.records import Record

UNKNOWN_NUMBERS = 100_000  # row numbers tried behind a break where nothing tells the last: more than one branch holds
SHOWN_NUMBERS = 10  # of lost rows whose ids no index knows

Row = tuple[object, ...]


class Loss(Record, frozen=True, kw_only=True):
    """Rows of a table that could not be saved."""

    table: str
    row: str  # id or number of the row, a range of numbers, or a count
    why: str


class Table(NamedTuple):
    """A table that is copied, and how its rows are numbered."""

    name: str
    columns: tuple[str, ...]
    numbered: bool  # has row numbers (no WITHOUT ROWID)
    ids: bool  # has a column ``id`` that an index covers


def tables(connection: sqlite3.Connection) -> list[Table]:
    """The tables of a sound record that hold rows of their own, in the order in which they were made."""
    kinds = {row[1]: (row[2], row[4]) for row in connection.execute("PRAGMA table_list")}
    names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rowid")]
    found = []
    for name in names:
        kind, without_rowid = kinds[name]
        if kind == "table" and not name.startswith("sqlite_"):
            columns = tuple(row[1] for row in connection.execute(f'PRAGMA table_info("{name}")'))
            found.append(Table(name, columns, not without_rowid, "id" in columns))
    return found


def salvage(connection: sqlite3.Connection, table: Table, lost: list[Loss]) -> Iterator[Row]:
    """The rows of a table that can still be read; the others are added to ``lost``."""
    try:
        present = {row[1] for row in connection.execute(f'PRAGMA table_info("{table.name}")')}
    except sqlite3.DatabaseError as error:
        lost.append(Loss(table=table.name, row="all", why=str(error)))
        return
    if not set(table.columns) <= present:
        missing = sorted(set(table.columns) - present) if present else "the table"
        lost.append(Loss(table=table.name, row="all", why=f"the file does not have {missing}"))
        return
    if table.numbered:
        yield from _by_number(connection, table, lost)
    else:
        yield from _from_both_ends(connection, table, lost)


def _by_number(connection: sqlite3.Connection, table: Table, lost: list[Loss]) -> Iterator[Row]:
    columns = ", ".join(f'"{name}"' for name in table.columns)
    sql = f'SELECT rowid, {columns} FROM "{table.name}"'
    last = None
    try:
        for number, *values in connection.execute(f"{sql} ORDER BY rowid"):
            last = number
            yield tuple(values)
        return
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        why = str(error)
    yield from _behind(connection, table, sql, last=last, why=why, lost=lost)


def _behind(
    connection: sqlite3.Connection, table: Table, sql: str, *, last: int | None, why: str, lost: list[Loss]
) -> Iterator[Row]:
    """The rows behind a break, asked for one by one."""
    known = _known_numbers(connection, table)
    start = last + 1 if last is not None else min(known, default=0)
    numbers = sorted(number for number in known if number >= start) or range(start, _end(connection, table, start))
    unread = []
    for number in numbers:
        try:
            row = connection.execute(f"{sql} WHERE rowid = ?", (number,)).fetchone()
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            why = str(error)
            row = None
            unread.append(number)
        else:
            if row is None and known:
                unread.append(number)
        if row is not None:
            yield tuple(row[1:])
    lost.extend(_told(table, unread, known, why))


def _known_numbers(connection: sqlite3.Connection, table: Table) -> dict[int, str]:
    """The numbers of the rows, and their ids, as the first index that is whole knows them."""
    try:
        indexes = [row[1] for row in connection.execute(f'PRAGMA index_list("{table.name}")') if not row[4]]
    except sqlite3.DatabaseError:
        return {}
    for index in sorted(indexes, key=lambda name: not (table.ids and name.startswith("sqlite_autoindex"))):
        named = table.ids and index.startswith("sqlite_autoindex")
        sql = f'SELECT rowid, {"id" if named else "NULL"} FROM "{table.name}" INDEXED BY "{index}"'
        first = None if named else connection.execute(f'PRAGMA index_info("{index}")').fetchone()
        if first is not None and first[2] is not None:
            sql += f' ORDER BY "{first[2]}"'
        try:
            return {row[0]: row[1] or "" for row in connection.execute(sql)}
        except (sqlite3.DatabaseError, UnicodeDecodeError):
            continue
    return {}


def _end(connection: sqlite3.Connection, table: Table, start: int) -> int:
    """One more than the highest row number, where the end of the table can be read."""
    try:
        row = connection.execute(f'SELECT rowid FROM "{table.name}" ORDER BY rowid DESC LIMIT 1').fetchone()
    except sqlite3.DatabaseError:
        return start + UNKNOWN_NUMBERS
    return row[0] + 1 if row else start


def _told(table: Table, unread: Sequence[int], known: dict[int, str], why: str) -> Iterator[Loss]:
    """Losses by id where an index knows them, else as ranges of numbers, of which not all need have been rows."""
    named = [known[number] for number in unread if known.get(number)]
    for name in named:
        yield Loss(table=table.name, row=name, why=why)
    rest = [number for number in unread if not known.get(number)]
    if rest:
        most = "" if known else "at most "
        numbers = f"rows {rest[0]} to {rest[-1]}" if len(rest) > SHOWN_NUMBERS else ", ".join(map(str, rest))
        yield Loss(table=table.name, row=f"{most}{len(rest)} rows: number {numbers}", why=why)


def _from_both_ends(connection: sqlite3.Connection, table: Table, lost: list[Loss]) -> Iterator[Row]:
    """A table without row numbers: forward up to a break, then backward up to it; what lies between is lost."""
    columns = ", ".join(f'"{name}"' for name in table.columns)
    info = list(connection.execute(f'PRAGMA table_info("{table.name}")'))
    keys = [row[1] for row in sorted(info, key=lambda row: row[5]) if row[5]]
    places = [table.columns.index(key) for key in keys]
    sql = f'SELECT {columns} FROM "{table.name}" ORDER BY '
    last: Any = None
    try:
        for row in connection.execute(sql + ", ".join(f'"{key}"' for key in keys)):
            last = tuple(row[place] for place in places)
            yield row
        return
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        why = str(error)
    first: Any = None
    try:
        for row in connection.execute(sql + ", ".join(f'"{key}" DESC' for key in keys)):
            key = tuple(row[place] for place in places)
            if last is not None and key <= last:
                break
            first = key
            yield row
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        why = str(error)
    lost.append(Loss(table=table.name, row=f"an unknown number between {last} and {first}", why=why))
