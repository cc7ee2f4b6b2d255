"""Taking an article out on request: its words go from everywhere, what is kept is that it was there.

Removed are the article, every line and span quoted from it, the words in the indexes, kept codings, its address in the
log of fetches, and what revisions quoted; the file is rewritten, so that nothing is left in free pages. A tombstone
keeps the hash, who asked, when and why; an article with this hash is refused when it is read again.
"""

from collections.abc import Iterator
from datetime import datetime

from dragoman.errors import UsageError
from dragoman.records import Record
from dragoman.store.copies import mark_copies
from dragoman.store.fetches import forget_fetches
from dragoman.store.open import Store
from dragoman.store.read import coded_article, find_article, sources_of
from dragoman.store.rows import from_row, insert


class Tombstone(Record, frozen=True, kw_only=True):
    """What is kept of an article that was taken out."""

    article: str
    text_sha256: str
    by: str
    at: str  # ISO 8601, as given
    why: str


class Takedown(Record, frozen=True, kw_only=True):
    """What was taken out with an article."""

    tombstone: Tombstone
    events: int
    statements: int
    alone: int  # of the events, those that no copy of the article in the record tells
    copies: tuple[str, ...]  # ids of articles that say the same and stay
    purged: (
        bool  # False: a reader holds the file, whose log still has the words; they go when the record is next closed
    )


def forget(store: Store, name: str, *, by: str, at: datetime, why: str) -> Takedown:
    """Take an article out.

    Args:
        store: a record opened for writing.
        name: id of the article, the unique beginning of one, or the name of its source.
        by: who asked for it.
        at: when.
        why: in words; none of the article's.

    Raises:
        UnknownName: no article, or more than one.
        UsageError: nobody is named, or no reason given.
        RecordError: the record cannot be written.
    """
    if not by.strip() or not why.strip():
        raise UsageError("a takedown needs a name and a reason", values=f"{by!r}, {why!r}", remedy="Give both")
    article = find_article(store, name)
    coded = coded_article(store, article)
    stone = Tombstone(
        article=article, text_sha256=coded.article.text_sha256, by=by.strip(), at=at.isoformat(), why=why.strip()
    )
    copies = tuple(_copies_of(store, article))
    if not store.on_server:
        store.connection.execute("PRAGMA secure_delete = ON")
    with store.transaction() as connection:
        insert(connection, "tombstones", {name: getattr(stone, name) for name in stone.__struct_fields__})
        sources = sources_of(store, article)
        for source in sources:
            connection.execute("DELETE FROM failures WHERE source = ?", (source,))
        forget_fetches(store, sources)
        connection.execute("DELETE FROM articles WHERE id = ?", (article,))
        _blank_revisions(store, article)
        connection.execute("UPDATE copy_search SET written = written + 1")
    mark_copies(store)
    return Takedown(
        tombstone=stone,
        events=len(coded.events),
        statements=len(coded.statements),
        alone=0 if copies else len(coded.events),
        copies=copies,
        purged=_purge(store),
    )


def tombstones(store: Store) -> list[Tombstone]:
    """The articles that were taken out, by when."""
    return [from_row(Tombstone, row) for row in store.query("SELECT * FROM tombstones ORDER BY at, article")]


def _copies_of(store: Store, article: str) -> Iterator[str]:
    sql = """SELECT id FROM articles WHERE id <> :id AND (duplicate_of = :id
             OR id = (SELECT duplicate_of FROM articles WHERE id = :id)
             OR duplicate_of = (SELECT duplicate_of FROM articles WHERE id = :id)) ORDER BY id"""
    for row in store.query(sql, {"id": article}):
        yield row["id"]


def _blank_revisions(store: Store, article: str) -> None:
    """That somebody decided something stays, what it was goes: fields quote the article and name who is in it."""
    connection = store.connection
    connection.execute("UPDATE revisions SET why = '' WHERE article = ?", (article,))
    connection.execute(
        "UPDATE changes SET base = NULL, before = CASE WHEN before IS NULL THEN NULL ELSE '{}' END,"
        " after = CASE WHEN after IS NULL THEN NULL ELSE '{}' END"
        " WHERE revision IN (SELECT id FROM revisions WHERE article = ?)",
        (article,),
    )


def _purge(store: Store) -> bool:
    """Rewrite indexes and file; rows that were deleted before, without ``secure_delete``, lie in free pages."""
    if store.on_server:
        from dragoman.store.postgres.purging import purged

        return purged(store)
    with store.transaction() as connection:
        for index in ("article_words", "statement_words"):
            connection.execute(f"INSERT INTO {index} ({index}) VALUES ('optimize')")
    with store.alone() as connection:
        connection.execute("VACUUM")
        row = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return bool(row is not None and row[0] == 0)
