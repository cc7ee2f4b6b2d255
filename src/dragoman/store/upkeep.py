"""Keeping a record: a copy while it is written to, putting a copy back, a newer schema, less room on disk."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Literal

from dragoman.errors import DamagedRecord, RecordNotWritable, UsageError
from dragoman.records import Record
from dragoman.store.examine import WORDS, as_it_is, faults
from dragoman.store.open import Store, open_store
from dragoman.store.postgres.address import Address, Place, place_of
from dragoman.store.postgres.opening import brought_up_to_date as on_server
from dragoman.store.read import count
from dragoman.store.replacing import aside_name, put_in_place, require_alone, sync_folder
from dragoman.store.schema import migration_name, migrations, require_record
from dragoman.store.vectors import leave_out_vectors


class Backup(Record, frozen=True, kw_only=True):
    """A copy of a record that was made, or put back."""

    path: Path
    articles: int
    size_bytes: int
    doubtful: tuple[str, ...] = ()  # articles whose text is not the one that was stored; a repair has told them too
    kept: Path | None = None  # where the record that was there before is kept


class Migration(Record, frozen=True, kw_only=True):
    """What was done to bring a record up to date."""

    before: int  # the schema's version
    after: int
    applied: tuple[str, ...]  # names of the migrations, in order


class Vacuumed(Record, frozen=True, kw_only=True):
    """What rewriting a record gave."""

    before_bytes: int
    after_bytes: int


class TableSize(Record, frozen=True, kw_only=True):
    """The room a table or an index takes."""

    name: str
    of: str | None  # the table an index or a part of a full-text index belongs to; None: a table, or free pages
    rows: int | None  # None: of an index
    size_bytes: int
    measured: Literal["pages", "contents"]  # contents: SQLite was built without ``dbstat``; without indexes and gaps


def back_up(path: str | Path, out: str | Path, *, replace: bool = False) -> Backup:
    """Copy a record as it is at one moment, also while another process writes to it, and check the copy.

    The copy is taken in one step: in pieces it would begin anew whenever another process writes. Writers go on.
    Vectors for search by meaning are left out: they are a tenth of a record, and can be made anew.

    Args:
        path: the record.
        out: the file to write; it appears when it is whole and checked.
        replace: write it where there is a file already.

    Raises:
        UsageError: there is no record, or there is a file already.
        DamagedRecord: the record, and so the copy, is broken; there is no new file.
        RecordNotWritable: the copy cannot be written.
    """
    place, target = Path(path), Path(out)
    _require_free(place, target, replace=replace)
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with as_it_is(place) as store, store.alone() as record:
            require_record(record, str(place))
            with Store(_connect_new(part), part, "write") as copy, copy.alone() as connection:
                record.backup(connection)
                leave_out_vectors(connection)
                connection.execute("PRAGMA journal_mode = DELETE")  # one file, which opens in a closed folder too
        articles, doubtful = _checked(part, of=place)
        _sync(part)
        part.replace(target)
        sync_folder(target.parent)
    except OSError as error:
        raise _not_written(target, error) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return Backup(path=target, articles=articles, size_bytes=target.stat().st_size, doubtful=doubtful)


def restore(backup: str | Path, path: str | Path) -> Backup:
    """Put a checked copy of a backup in the record's place; what is there now is kept beside it.

    Raises:
        UsageError: there is no backup, or it is the record itself.
        DamagedRecord, NewerSchema: the backup is of no use; the record stays as it is.
        RecordNotWritable: another process has the record open, or its folder cannot be written.
    """
    source, place = Path(backup), Path(path)
    if place.exists() and source.exists() and source.samefile(place):
        raise UsageError("the backup is the record itself", values=str(source), remedy="Name the backup's file")
    if not source.is_file():
        raise UsageError(
            "there is no such backup", values=str(source), remedy="Name a file that `dragoman backup` made"
        )
    fresh = aside_name(place, "restored")
    try:
        made = back_up(source, fresh)
        if place.exists():
            require_alone(place)
        kept = put_in_place(fresh, place, mark="before-restore")
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
    return Backup(path=place, articles=made.articles, size_bytes=made.size_bytes, doubtful=made.doubtful, kept=kept)


def bring_up_to_date(path: str | Place) -> Migration:
    """Bring a record to the schema of this version, and say what was done.

    Raises:
        UsageError: there is no record.
        NewerSchema, DamagedRecord, RecordNotWritable: as their names say.
    """
    place = place_of(path)
    if isinstance(place, Address):
        before, after = on_server(place)
        return _migration(before, after)
    with as_it_is(place) as store, store.alone() as connection:
        before = require_record(connection, str(place))
    with open_store(place, mode="write") as store, store.alone() as connection:
        after = require_record(connection, str(place))
    return _migration(before, after)


def _migration(before: int, after: int) -> Migration:
    applied = tuple(migration_name(number) for number, _ in migrations() if before < number <= after)
    return Migration(before=before, after=after, applied=applied)


def vacuum(path: str | Path) -> Vacuumed:
    """Rewrite a record without gaps and with its indexes in order; readers may go on, writers wait.

    Raises:
        UsageError: there is no record.
        RecordNotWritable: there is no room for a second copy, or another process writes.
    """
    place = Path(path)
    as_it_is(place).close()
    before = _size(place)
    with open_store(place, mode="write") as store, store.alone() as connection:
        for index in WORDS:
            connection.execute(f"INSERT INTO {index} ({index}) VALUES ('optimize')")
        connection.execute("VACUUM")
        connection.execute("ANALYZE")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return Vacuumed(before_bytes=before, after_bytes=_size(place))


def disk_use(store: Store) -> list[TableSize]:
    """The room each table and index takes, largest first."""
    sizes = list(_by_pages(store)) or list(_by_contents(store))
    return sorted(sizes, key=lambda one: (-one.size_bytes, one.name))


def _by_pages(store: Store) -> Iterator[TableSize]:
    with closing(sqlite3.connect(":memory:")) as probe:
        try:
            probe.execute("SELECT 1 FROM dbstat LIMIT 1").fetchone()
        except sqlite3.OperationalError:
            return
    owner = _owners(store)
    for row in store.query("SELECT name, sum(pgsize) AS size FROM dbstat GROUP BY name"):
        name = row["name"]
        of = owner.get(name)
        rows = None if of else _rows(store, name)
        yield TableSize(name=name, of=of, rows=rows, size_bytes=row["size"], measured="pages")
    free = store.first("SELECT freelist_count * page_size AS size FROM pragma_freelist_count, pragma_page_size")
    if free and free["size"]:
        yield TableSize(name="(free pages)", of=None, rows=None, size_bytes=free["size"], measured="pages")


def _by_contents(store: Store) -> Iterator[TableSize]:
    for row in list(store.query("SELECT name FROM pragma_table_list WHERE type IN ('table', 'shadow')")):
        name = row["name"]
        if name.startswith("sqlite_"):
            continue
        columns = [each["name"] for each in store.query(f'PRAGMA table_info("{name}")')]
        lengths = " + ".join(f'coalesce(sum(length(CAST("{column}" AS BLOB))), 0)' for column in columns)
        found = store.first(f'SELECT {lengths} AS size FROM "{name}"')
        size = int(found["size"]) if found else 0
        of = _owners(store).get(name)
        rows = None if of else _rows(store, name)
        yield TableSize(name=name, of=of, rows=rows, size_bytes=size, measured="contents")


def _owners(store: Store) -> dict[str, str]:
    """The table that each index, and each part of a full-text index, belongs to."""
    owners = {row["name"]: row["tbl_name"] for row in store.query("SELECT * FROM sqlite_master WHERE type = 'index'")}
    kinds = list(store.query("SELECT name, type FROM pragma_table_list"))
    virtual = [row["name"] for row in kinds if row["type"] == "virtual"]
    shadows = [row["name"] for row in kinds if row["type"] == "shadow"]
    owners |= {shadow: name for name in virtual for shadow in shadows if shadow.startswith(f"{name}_")}
    return owners


def _rows(store: Store, table: str) -> int:
    found = store.first(f'SELECT count(*) AS number FROM "{table}"')
    return int(found["number"]) if found else 0


def _require_free(place: Path, target: Path, *, replace: bool) -> None:
    if target.is_dir():
        raise UsageError("a backup is a file", values=f"{target} is a folder", remedy=f"Write {target / place.name}")
    if target.exists() and place.exists() and target.samefile(place):
        raise UsageError("the backup would be the record itself", values=str(target), remedy="Name another file")
    if target.exists() and not replace:
        raise UsageError("there is a file already", values=str(target), remedy="Name another, or give --replace")


def _connect_new(path: Path) -> sqlite3.Connection:
    try:
        connection = sqlite3.connect(path, isolation_level=None)
    except sqlite3.OperationalError as error:
        raise RecordNotWritable(
            "the file cannot be opened or written", values=f"{path}: {error}", remedy="Check that its folder exists"
        ) from error
    connection.row_factory = sqlite3.Row
    return connection


def _checked(copy: Path, *, of: Path) -> tuple[int, tuple[str, ...]]:
    """The number of articles in a copy that is whole, and those whose text changed, which no repair can mend."""
    with as_it_is(copy) as store:
        found = list(faults(store, rows=False))  # a copy has the rows as they are
        wrong = next((fault for fault in found if fault.kind not in ("text", "computed")), None)
        if wrong is not None:
            raise DamagedRecord(
                "the record is damaged, so there is no copy of it",
                values=f"{of}: {wrong.table or 'file'}: {wrong.detail}",
                remedy="Repair it first with: dragoman doctor --repair",
            )
        return count(store, "articles"), tuple(fault.detail for fault in found if fault.kind == "text")


def _sync(path: Path) -> None:
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def _not_written(target: Path, error: OSError) -> RecordNotWritable:
    return RecordNotWritable(
        "the copy cannot be written",
        values=f"{target}: {error.strerror}",
        remedy="Check the folder and the room on its disk",
    )


def _size(place: Path) -> int:
    """Bytes of a record with its log."""
    log = place.with_name(place.name + "-wal")
    return place.stat().st_size + (log.stat().st_size if log.exists() else 0)
