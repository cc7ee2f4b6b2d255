"""Looking a record over: is every page sound, every line tied to its article, every quote in it, every word indexed.

SQLite's own ``integrity_check`` sees broken pages and indexes. It does not see a letter that changed inside a page, so
the contents are held against what they were made from: an article's id is a hash of its text, a line quotes it.
"""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import msgspec

from dragoman.errors import DamagedRecord, RecordError, UsageError
from dragoman.records import (
    Article,
    Cluster,
    Event,
    Failure,
    Figure,
    Finding,
    Mention,
    Participant,
    Record,
    Statement,
    article_id,
)
from dragoman.store.open import BUSY_TIMEOUT_S, Store
from dragoman.store.rows import from_row
from dragoman.store.schema import blank, latest_version, require_record

SHOWN_PAGES = 20  # of the messages of ``integrity_check``; a broken file has thousands that say the same
QUOTING = ("events", "statements", "figures")
WORDS = {"article_words": "articles", "statement_words": "statements"}  # index: the table whose rows it holds

# What the rows of a table are read as, and the fields that stand in other tables.
KINDS: dict[str, tuple[type[msgspec.Struct], dict[str, object]]] = {
    "articles": (Article, {}),
    "events": (Event, {"actors": (), "recipients": ()}),
    "statements": (Statement, {"speakers": ()}),
    "participants": (Participant, {}),
    "figures": (Figure, {}),
    "findings": (Finding, {}),
    "clusters": (Cluster, {"mentions": ()}),
    "mentions": (Mention, {}),
    "failures": (Failure, {}),
}

FaultKind = Literal["page", "schema", "orphan", "quote", "text", "row", "index", "computed"]
_HAPPENINGS_SINCE = 3  # the schema's version
_LEFT_BEHIND = """SELECT count(*) FROM happenings WHERE event NOT IN (SELECT id FROM events)
    AND event NOT IN (SELECT event FROM tellings_left)"""


class Fault(Record, frozen=True, kw_only=True):
    """One thing in a record that is not as it must be."""

    kind: FaultKind
    table: str | None  # None: of the file as a whole
    detail: str


def as_it_is(path: str | Path) -> Store:
    """A record opened for reading without a look at what it is, and without bringing an older one up to date.

    Raises:
        UsageError: there is no such file.
        RecordError: the file cannot be opened.
    """
    place = Path(path)
    if not place.is_file():
        raise UsageError(
            "there is no record", values=str(place), remedy="Make one with: dragoman read PATH... --record FILE"
        )
    uri = f"{place.absolute().as_uri()}?mode=ro"
    connection = sqlite3.connect(uri, uri=True, timeout=BUSY_TIMEOUT_S, isolation_level=None)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA cell_size_check = ON")  # a broken cell is found when it is met, not by what follows
    return Store(connection, place, "read")


def faults(store: Store, *, rows: bool = True) -> Iterator[Fault]:
    """Everything wrong with a record; nothing where it is whole. Reads the whole file.

    Args:
        store: an open record.
        rows: take every row for what it stands for, which takes as long again as all the rest.
    """
    broken = list(_broken_pages(store))
    yield from broken
    version, found = _version(store)
    yield from found
    if version is None:
        return
    yield from _missing_objects(store, version)
    if broken:
        return  # what the other checks read may be on those pages
    try:
        with store.alone():
            yield from _contents(store, rows=rows)
            if version >= _HAPPENINGS_SINCE:
                yield from _left_behind(store)
    except RecordError as error:
        yield Fault(kind="page", table=None, detail=error.values)


def _contents(store: Store, *, rows: bool) -> Iterator[Fault]:
    yield from _orphans(store)
    for table in QUOTING:
        for line, detail in misquoted(store.connection, table):
            yield Fault(kind="quote", table=table, detail=f"{line}: {detail}")
    yield from _changed_texts(store)
    if rows:
        for table, number, why in unreadable(store.connection):
            yield Fault(kind="row", table=table, detail=f"row {number}: {why}")
    yield from _unindexed(store)


def _broken_pages(store: Store) -> Iterator[Fault]:
    try:
        rows = [str(row[0]) for row in store.query(f"PRAGMA integrity_check({SHOWN_PAGES})")]
    except RecordError as error:
        rows = [error.values]
    for message in rows:
        if message != "ok":
            yield Fault(kind="page", table=None, detail=message)


def _version(store: Store) -> tuple[int | None, list[Fault]]:
    try:
        with store.alone() as connection:
            version = require_record(connection, str(store.path))
    except DamagedRecord as error:
        return None, [Fault(kind="page", table=None, detail=f"{error.what}: {error.values}")]
    if not 0 < version <= latest_version():
        return None, [Fault(kind="schema", table=None, detail="the file is empty")]
    return version, []


def _missing_objects(store: Store, version: int) -> Iterator[Fault]:
    """Tables, indexes and triggers that the schema of this version has and the file has not."""
    made = "SELECT type, name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"
    with blank(version) as model:
        expected = {(row[0], row[1]) for row in model.execute(made)}
    try:
        present = {(row["type"], row["name"]) for row in store.query(made)}
    except DamagedRecord as error:
        yield Fault(kind="page", table=None, detail=error.values)
        return
    for kind, name in sorted(expected - present):
        yield Fault(kind="schema", table=name, detail=f"the {kind} is missing")


def _orphans(store: Store) -> Iterator[Fault]:
    for row in store.query("PRAGMA foreign_key_check"):
        yield Fault(kind="orphan", table=row[0], detail=f"row {row[1]} belongs to a row of {row[2]} that is not there")


def misquoted(connection: sqlite3.Connection, table: str) -> Iterator[tuple[str, str]]:
    """The lines of a table whose words do not stand in their article: (article and place, what is wrong)."""
    sql = f"""SELECT lines.article, lines.ordinal, lines.start, lines."end" FROM {table} AS lines
              JOIN articles ON articles.id = lines.article
              WHERE instr(articles.text, char(0)) = 0
              AND substr(articles.text, lines.start + 1, lines."end" - lines.start) <> lines.text"""
    for article, ordinal, start, end in connection.execute(sql):
        yield f"{article} line {ordinal}", f"its words are not those at {start} to {end}"


def unreadable(connection: sqlite3.Connection) -> Iterator[tuple[str, int, str]]:
    """The rows that are no article, event ... though SQLite finds nothing wrong: (table, number of the row, why)."""
    for table, (kind, elsewhere) in KINDS.items():
        cursor = connection.cursor()
        cursor.row_factory = sqlite3.Row
        for row in cursor.execute(f"SELECT rowid AS number_of_row, * FROM {table}"):
            try:
                from_row(kind, row, elsewhere)
            except DamagedRecord as error:
                yield table, row["number_of_row"], error.values


def changed_text(row: sqlite3.Row) -> bool:
    """Whether an article's id is not the hash of its publisher, title and text, as it is made."""
    return bool(row["id"] != article_id(row["publisher"], row["title"], row["text"]))


def _changed_texts(store: Store) -> Iterator[Fault]:
    for row in store.query("SELECT id, publisher, title, text FROM articles ORDER BY id"):
        if changed_text(row):
            yield Fault(kind="text", table="articles", detail=f"{row['id']}: its text is not the one that was stored")


def _left_behind(store: Store) -> Iterator[Fault]:
    """Happenings that no telling leads any more, though nothing is waiting to be compared again."""
    row = store.first(_LEFT_BEHIND)
    if row and row[0]:
        yield Fault(kind="computed", table="happenings", detail=f"{row[0]} are led by an event that is not there")


def _unindexed(store: Store) -> Iterator[Fault]:
    """Rows that no search finds, or that it finds though they are gone; articles that no copy is looked for by."""
    for index, table in WORDS.items():
        sizes = f"SELECT id FROM {index}_docsize"
        row = store.first(
            f"SELECT (SELECT count(*) FROM {table} WHERE number NOT IN ({sizes})) + "
            f"(SELECT count(*) FROM ({sizes}) WHERE id NOT IN (SELECT number FROM {table}))"
        )
        if row and row[0]:
            yield Fault(kind="index", table=index, detail=f"{row[0]} rows of {table} are not as the index has them")
    row = store.first("SELECT count(*) FROM articles WHERE id NOT IN (SELECT article FROM signatures)")
    if row and row[0]:
        yield Fault(kind="index", table="signatures", detail=f"{row[0]} articles have none")
