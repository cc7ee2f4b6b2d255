"""Taking an article out on request: its words go from everywhere, what is kept is that it was there.

Removed are the article, every line and span quoted from it, the words in the indexes, kept codings, its address in the
log of fetches, and what revisions and decisions quoted or said of it; the file is rewritten, so that nothing is left in
free pages. A tombstone keeps the hash, who asked, when and why; an article with this hash is refused when it is read
again.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from dragoman.errors import UsageError
from dragoman.records import CodedArticle, Record, event_id, ledger_line_id
from dragoman.store.aside import aside_lines
from dragoman.store.codings import coding_by, coding_of
from dragoman.store.copies import mark_copies
from dragoman.store.fetches import forget_fetches
from dragoman.store.open import Store
from dragoman.store.read import coded_article, find_article, sources_of
from dragoman.store.rows import from_row, insert

TAKEN_OUT = "(taken out)"  # in place of a reason that may quote the article; a decision must have one
_AT_A_WORD = 8  # events that one word may tell, more than any frame gives


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


def forget(
    store: Store, name: str, *, by: str, at: datetime, why: str, after: Callable[[Store], object] | None = None
) -> Takedown:
    """Take an article out.

    Args:
        store: a record opened for writing.
        name: id of the article, the unique beginning of one, or the name of its source.
        by: who asked for it.
        at: when.
        why: in words; none of the article's.
        after: brings up to date what is computed across articles and quotes them, before the file is rewritten.

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
        _blank_decisions(store, coded)
        connection.execute("DELETE FROM articles WHERE id = ?", (article,))
        _blank_revisions(store, article)
        connection.execute("UPDATE copy_search SET written = written + 1")
    mark_copies(store)
    if after is not None:
        after(store)
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


def _blank_decisions(store: Store, coded: CodedArticle) -> None:
    """That somebody decided on lines of the article stays; the words decided on go, and so do reasons, which quote."""
    events, statements = _known_lines(store, coded)
    events |= _events_once_there(store, coded)
    items = sorted(events | statements)
    run = store.connection.executemany
    run(f"UPDATE ledger_decisions SET text = '', why = '{TAKEN_OUT}' WHERE item = ?", _each(items))
    of_lines = f"UPDATE ledger_decisions SET why = '{TAKEN_OUT}' WHERE line = ?"
    run(of_lines, _each([ledger_line_id(item) for item in items]))
    for side in ("plan", "deed"):
        run(f"UPDATE tie_decisions SET why = '{TAKEN_OUT}' WHERE {side} = ?", _each(sorted(events)))
    of_happenings = f"""UPDATE happening_decisions SET why = '{TAKEN_OUT}'
        WHERE id IN (SELECT decision FROM happening_decided WHERE event = ?)"""
    run(of_happenings, _each(sorted(events)))
    # What was decided on and is read no more: known by its words alone.
    quoted = f"""UPDATE ledger_decisions SET text = '', why = '{TAKEN_OUT}'
        WHERE text <> '' AND instr(?, text) > 0 AND item NOT IN (SELECT id FROM events)
        AND item NOT IN (SELECT id FROM statements)"""
    store.connection.execute(quoted, (coded.article.text,))


def _known_lines(store: Store, coded: CodedArticle) -> tuple[set[str], set[str]]:
    """The ids of the events and statements that any coding of an article has, kept or set aside."""
    article = coded.article.id
    runs = [row["run"] for row in store.query("SELECT run FROM codings WHERE article = ?", (article,))]
    kept = [coding_by(store, article, run) for run in runs]
    codings = [coding_of(coded), *kept]
    aside = {line.id for line in aside_lines(store, article)}
    events = {event.id for coding in codings for event in coding.events}
    return events | aside, {line.id for coding in codings for line in coding.statements} | aside


def _events_once_there(store: Store, coded: CodedArticle) -> set[str]:
    """Events of an article that decisions name and that no coding has any more: an id is a hash of the place."""
    named = """SELECT event AS id FROM happening_decided UNION SELECT plan FROM tie_decisions
        UNION SELECT deed FROM tie_decisions UNION SELECT item FROM ledger_decisions"""
    lost = {row["id"] for row in store.query(f"{named} EXCEPT SELECT id FROM events")}
    if not lost:
        return set()
    places = range(len(coded.article.text))
    return lost & {event_id(coded.article.id, start, number) for start in places for number in range(_AT_A_WORD)}


def _each(names: Sequence[str]) -> list[tuple[str]]:
    return [(name,) for name in names]


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
