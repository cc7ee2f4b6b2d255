"""Two releases side by side: which articles, events and statements came, went or changed, and which counts moved."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

import msgspec

from dragoman.errors import UnreadableInput, UsageError
from dragoman.exports.release import MANIFEST, SUMS, TABLES, sums
from dragoman.exports.release_contents import Release
from dragoman.records import Record

Table = Literal["articles", "events", "figures", "statements"]
COMPARED: tuple[Table, ...] = ("articles", "events", "statements")
# What says who read a line when, and nothing of what is said.
_NOT_COMPARED = {"events": ("run",), "statements": ("run",), "articles": ("source", "duplicate_of")}
_COUNTED = """status = 'occurred' AND basis <> 'alleged'
              AND article NOT IN (SELECT id FROM {articles} WHERE duplicate_of IS NOT NULL)"""


class TableDifference(Record, frozen=True, kw_only=True):
    """What differs in one table, by id of its rows."""

    table: Table
    before: int
    after: int
    appeared: int
    vanished: int
    changed: int


class MonthDifference(Record, frozen=True, kw_only=True):
    """A monthly count of events of one type that differs; counted as ``analysis.timelines`` does."""

    month: str
    type: str
    before: int
    after: int


class ReleaseDifference(Record, frozen=True, kw_only=True):
    """All that differs between two releases."""

    old: Release
    new: Release
    damaged: tuple[str, ...]  # files whose hash is another than ``SHA256SUMS`` says, or that are missing or unknown
    tables: tuple[TableDifference, ...]
    months: tuple[MonthDifference, ...]


def compare_releases(old: Path, new: Path) -> ReleaseDifference:
    """Compare two releases.

    Args:
        old: folder of the earlier one.
        new: folder of the later one.

    Raises:
        UsageError: a folder holds no release.
        UnreadableInput: a release that cannot be read.
    """
    first, second = read_release(old), read_release(new)
    damaged = (*(f"{old}/{path}" for path in damage(old)), *(f"{new}/{path}" for path in damage(new)))
    return ReleaseDifference(
        old=first,
        new=second,
        damaged=damaged,
        tables=tuple(_table_difference(old, new, table) for table in COMPARED),
        months=tuple(_month_differences(old, new)),
    )


def read_release(folder: Path) -> Release:
    """What a release says of itself.

    Raises:
        UsageError: the folder holds none.
        UnreadableInput: it cannot be read.
    """
    try:
        return msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Release)
    except OSError as error:
        raise UsageError(
            "the folder holds no release", values=str(folder), remedy="Write one with: dragoman release NAME --out DIR"
        ) from error
    except msgspec.DecodeError as error:
        raise UnreadableInput(
            "the release cannot be read", values=f"{folder / MANIFEST}: {error}", remedy="Fetch it again"
        ) from error


def damage(folder: Path) -> list[str]:
    """The files of a release that are not as its list of hashes says, or not in it."""
    try:
        lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
    except OSError:
        return [SUMS]
    told = {path: digest for digest, _, path in (line.partition("  ") for line in lines)}
    there = dict(sums(folder))
    return sorted(path for path in {*told, *there} if told.get(path) != there.get(path))


def _table_difference(old: Path, new: Path, table: Table) -> TableDifference:
    left = ", ".join(_NOT_COMPARED[table])
    rows = """SELECT id, md5(CAST(t AS VARCHAR)) AS hash FROM (SELECT * EXCLUDE ({left}) FROM {source}) t"""
    sql = f"""
        SELECT count(a.id), count(b.id), count(*) FILTER (a.id IS NULL), count(*) FILTER (b.id IS NULL),
               count(*) FILTER (a.hash <> b.hash)
        FROM ({rows.format(left=left, source=_source(old, table))}) a
        FULL JOIN ({rows.format(left=left, source=_source(new, table))}) b ON a.id = b.id"""
    if not (_files(old, table) and _files(new, table)):
        before, after = (_number(folder, table) for folder in (old, new))
        return TableDifference(table=table, before=before, after=after, appeared=after, vanished=before, changed=0)
    ((before, after, appeared, vanished, changed),) = _rows(sql)
    return TableDifference(
        table=table, before=before, after=after, appeared=appeared, vanished=vanished, changed=changed
    )


def _month_differences(old: Path, new: Path) -> Iterator[MonthDifference]:
    one, other = _counts(old), _counts(new)
    for month, kind in sorted({*one, *other}):
        before, after = one.get((month, kind), 0), other.get((month, kind), 0)
        if before != after:
            yield MonthDifference(month=month, type=kind, before=before, after=after)


def _counts(folder: Path) -> dict[tuple[str, str], int]:
    if not _files(folder, "events"):
        return {}
    counted = _COUNTED.format(articles=_source(folder, "articles"))
    day = "coalesce(date, date_end, counted_on)"
    sql = f"""SELECT coalesce(strftime({day}, '%Y-%m'), 'undated'), type, count(*)
              FROM {_source(folder, "events")} WHERE {counted} GROUP BY ALL"""
    return {(month, kind): number for month, kind, number in _rows(sql)}


def _number(folder: Path, table: Table) -> int:
    if not _files(folder, table):
        return 0
    return int(_rows(f"SELECT count(*) FROM {_source(folder, table)}")[0][0])


def _files(folder: Path, table: Table) -> list[Path]:
    return sorted((folder / TABLES / table).glob("*.parquet"))


def _source(folder: Path, table: Table) -> str:
    pattern = str(folder / TABLES / table / "*.parquet").replace("'", "''")
    return f"read_parquet('{pattern}', union_by_name = true)"


def _rows(sql: str) -> Sequence[Sequence[Any]]:
    import duckdb

    try:
        with duckdb.connect(":memory:") as connection:
            found: Sequence[Sequence[Any]] = connection.execute(sql).fetchall()
            return found
    except duckdb.Error as error:
        raise UnreadableInput(
            "the tables of a release cannot be read", values=str(error).splitlines()[0], remedy="Fetch it again"
        ) from error
