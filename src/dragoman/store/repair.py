"""Repairing a record: what can be read is copied into a new file, everything computed is made anew, and what could not
be saved is told. The damaged file is never changed; it is kept beside the new one.

An article of which a line may be lost is marked, so that the next reading of its source codes it again.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import msgspec

from dragoman.errors import DamagedRecord, DragomanError
from dragoman.records import Record
from dragoman.store import pairs
from dragoman.store.copies import mark_copies, write_signature
from dragoman.store.examine import QUOTING, WORDS, Fault, as_it_is, changed_text, faults, misquoted, unreadable
from dragoman.store.open import Store, open_store
from dragoman.store.read import coded_article
from dragoman.store.replacing import aside_name, put_in_place, require_alone
from dragoman.store.salvage import Loss, Table, salvage, tables
from dragoman.store.schema import APPLICATION_ID, latest_version, migrate, without_triggers
from dragoman.store.vectors import COMPUTED
from dragoman.store.write import coding_digest


class RepairReport(Record, frozen=True, kw_only=True):
    """What a repair found and did."""

    faults: tuple[Fault, ...]  # what was wrong; empty: the record was whole, only what is computed was made anew
    saved: dict[str, int]  # rows by table, of those that were copied; empty where nothing was
    lost: tuple[Loss, ...]
    doubtful: tuple[str, ...]  # articles that may lack a line, or whose text changed: read their sources again
    damaged: Path | None  # where the damaged file is kept


# What the next look across articles takes up, see ``compare.update``.
_LEFT_BEHIND = """INSERT OR IGNORE INTO tellings_left (event, happening)
    SELECT event, id FROM happenings WHERE event NOT IN (SELECT id FROM events)"""


def repair(path: str | Path) -> RepairReport:
    """Repair a record in place.

    Raises:
        UsageError: there is no record.
        DamagedRecord: nothing can be read of it.
        RecordNotWritable: another process has it open, or its folder cannot be written.
    """
    place = Path(path)
    with as_it_is(place) as store:
        found = tuple(faults(store))
    if all(fault.kind == "computed" for fault in found):
        with open_store(place, mode="write") as store:
            rebuild(store)
        return RepairReport(faults=found, saved={}, lost=(), doubtful=(), damaged=None)
    require_alone(place)
    fresh = aside_name(place, "repaired")
    try:
        return _replaced(place, fresh, found)
    finally:
        for log in ("", "-wal", "-shm", "-journal"):  # of a repair that failed; where it did not they are gone
            fresh.with_name(fresh.name + log).unlink(missing_ok=True)


def _replaced(place: Path, fresh: Path, found: tuple[Fault, ...]) -> RepairReport:
    """Fill the file ``fresh`` with what can be read at ``place`` and put it there."""
    with as_it_is(place) as raw, raw.alone() as source:
        source.row_factory = None
        saved, lost = _copied(source, fresh, place)
    with open_store(fresh, mode="write") as store:
        rebuild(store)
        doubtful = tuple(_doubtful(store, any_lost=bool(lost)))
        _read_again(store, doubtful)
        store.connection.execute("PRAGMA journal_mode = DELETE")
    kept = put_in_place(fresh, place, mark="damaged")
    return RepairReport(faults=found, saved=saved, lost=tuple(lost), doubtful=doubtful, damaged=kept)


def rebuild(store: Store) -> None:
    """Make anew what is computed from the rows: indexes, counts of pairs, signatures, which articles are copies."""
    pairs.rebuild(store)  # first: its triggers take out what the rows of before would have given
    with store.transaction() as connection:
        for index in WORDS:
            connection.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")
        connection.execute("REINDEX")
        unsigned = "SELECT id FROM articles WHERE id NOT IN (SELECT article FROM signatures)"
        for name in [row["id"] for row in store.query(unsigned)]:
            write_signature(store, coded_article(store, name).article)
        connection.execute(_LEFT_BEHIND)
        connection.execute("UPDATE copy_search SET written = written + 1")
    mark_copies(store)


def _copied(source: sqlite3.Connection, fresh: Path, place: Path) -> tuple[dict[str, int], list[Loss]]:
    """Copy all rows into a new file of the same schema, then bring that up to date."""
    version = _version(source, place)
    lost: list[Loss] = []
    with closing(sqlite3.connect(fresh, isolation_level=None)) as target:
        migrate(target, str(fresh), up_to=version)
        with without_triggers(target):  # they keep indexes and lists of work, which are copied or made anew
            own = [table for table in tables(target) if table.name not in COMPUTED]  # vectors are made anew on request
            copied = {table.name: _copy(source, target, table, lost) for table in own}
            lost += _unreadable(target)
            lost += _without_their_words(target)
            lost += _nameless_runs(target)
            lost += _nameless_articles(target, {loss.row for loss in lost if loss.table == "articles"})
            lost += _orphans(target)
        if not copied.get("articles"):
            raise _nothing_left(place)
        return {name: target.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in copied}, lost


def _version(source: sqlite3.Connection, place: Path) -> int:
    try:
        version = int(source.execute("PRAGMA user_version").fetchone()[0])
        marked = int(source.execute("PRAGMA application_id").fetchone()[0])
    except sqlite3.DatabaseError as error:
        raise _nothing_left(place) from error
    if marked != APPLICATION_ID or not 0 < version <= latest_version():
        raise _nothing_left(place)
    return version


def _nothing_left(place: Path) -> DamagedRecord:
    return DamagedRecord(
        "nothing of the record can be read", values=str(place), remedy="Restore a backup with: dragoman restore BACKUP"
    )


def _copy(source: sqlite3.Connection, target: sqlite3.Connection, table: Table, lost: list[Loss]) -> int:
    target.execute(f'DELETE FROM "{table.name}"')  # what the migrations put there
    columns = ", ".join(f'"{name}"' for name in table.columns)
    sql = f'INSERT INTO "{table.name}" ({columns}) VALUES ({", ".join("?" * len(table.columns))})'
    number = 0
    for row in salvage(source, table, lost):
        try:
            target.execute(sql, row)
            number += 1
        except (sqlite3.IntegrityError, sqlite3.OperationalError) as error:
            if not str(error.sqlite_errorname).startswith(("SQLITE_CONSTRAINT", "SQLITE_ERROR")):
                raise  # a full disk is no fault of the row; a broken list in it is: "malformed JSON"
            name = row[table.columns.index("id")] if table.ids else row[0]
            lost.append(Loss(table=table.name, row=str(name), why=f"refused: {error}"))
    return number


def _unreadable(target: sqlite3.Connection) -> Iterator[Loss]:
    """Remove rows that nobody can read any more: a changed bit in a number, a date or a list."""
    for table, number, why in list(unreadable(target)):
        row = target.execute(f"SELECT * FROM {table} WHERE rowid = ?", (number,)).fetchone()
        target.execute(f"DELETE FROM {table} WHERE rowid = ?", (number,))
        yield Loss(table=table, row=next((value for value in row if isinstance(value, str)), str(number)), why=why)


def _without_their_words(target: sqlite3.Connection) -> Iterator[Loss]:
    """Remove lines that do not quote their article: such a line is never stored."""
    for table in QUOTING:
        for line, why in list(misquoted(target, table)):
            article, _, ordinal = line.partition(" line ")
            target.execute(f"DELETE FROM {table} WHERE article = ? AND ordinal = ?", (article, int(ordinal)))
            yield Loss(table=table, row=line, why=why)


def _nameless_runs(target: sqlite3.Connection) -> Iterator[Loss]:
    """Keep the ids of runs whose rows are lost: every line names its run, and would else go with it."""
    sql = "SELECT run FROM {0} WHERE run NOT IN (SELECT id FROM runs)"
    named = " UNION ".join(sql.format(table) for table in ("articles", "sources", "events", "statements"))
    for (run,) in list(target.execute(named)):
        columns = 'id, code, model, "tables", settings'
        target.execute(f"INSERT INTO runs ({columns}) VALUES (?, 'lost', 'lost', 'lost', 'lost')", (run,))
        yield Loss(table="runs", row=run, why="what it was made of is lost; its lines are kept")


def _nameless_articles(target: sqlite3.Connection, told: set[str]) -> Iterator[Loss]:
    """Tell the articles that lines name and that are not there, where that is not told: a letter of the id changed."""
    tables = [row[0] for row in target.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rowid")]
    for table in tables:
        for _, _, parent, column, *_ in list(target.execute(f'PRAGMA foreign_key_list("{table}")')):
            if parent != "articles":
                continue
            sql = f'SELECT DISTINCT "{column}" FROM "{table}" WHERE "{column}" NOT IN (SELECT id FROM articles)'
            for (name,) in list(target.execute(sql)):
                if name not in told:
                    told.add(name)
                    yield Loss(table="articles", row=str(name), why="lines name it, and it is not there")


def _orphans(target: sqlite3.Connection) -> Iterator[Loss]:
    """Remove rows whose owner is lost, and then what belonged to them, until none is left."""
    while found := list(target.execute("PRAGMA foreign_key_check")):
        for table, number, parent, _ in found:
            row = target.execute(f'SELECT * FROM "{table}" WHERE rowid = ?', (number,)).fetchone()
            if row is not None:
                target.execute(f'DELETE FROM "{table}" WHERE rowid = ?', (number,))
                name = next((str(value) for value in row if isinstance(value, str)), str(number))
                yield Loss(table=table, row=name, why=f"the row of {parent} that it belongs to is lost")


def _doubtful(store: Store, *, any_lost: bool) -> Iterator[str]:
    """Articles whose text is not the one their id was made of; after a loss also those that are not as stored."""
    for row in store.query("SELECT id, publisher, title, text, coding_sha256 FROM articles ORDER BY id"):
        if changed_text(row) or (any_lost and _digest_of(store, row["id"]) != row["coding_sha256"]):
            yield row["id"]


def _digest_of(store: Store, article: str) -> str | None:
    try:
        coded = coded_article(store, article)
        return coding_digest(
            msgspec.structs.replace(coded, article=msgspec.structs.replace(coded.article, duplicate_of=None))
        )
    except DragomanError:
        return None


def _read_again(store: Store, names: Sequence[str]) -> None:
    with store.transaction() as connection:
        for name in names:
            connection.execute("UPDATE sources SET document_sha256 = '' WHERE article = ?", (name,))
            connection.execute("UPDATE articles SET coding_sha256 = '' WHERE id = ?", (name,))
