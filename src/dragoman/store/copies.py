"""Which articles copy another: computed over the whole record, so that the order of reading does not matter."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from dragoman.records import Article
from dragoman.store.open import Store

if TYPE_CHECKING:
    from dragoman.article.duplicates import DuplicateEntry

_ENTRIES = """SELECT articles.id, published, text_hash, signature,
              agency IS NOT NULL AND publisher IS NOT NULL AND agency <> publisher AS reprint
              FROM articles JOIN signatures ON signatures.article = articles.id ORDER BY articles.id"""

# Those that were one text with an article that is written anew must be compared again: its text may not be what it was.
_ASKED_AGAIN = """UPDATE signatures SET searched = 0 WHERE article IN (
    SELECT id FROM articles WHERE duplicate_of = ?1
    UNION SELECT duplicate_of FROM articles WHERE id = ?1
    UNION SELECT id FROM articles WHERE duplicate_of = (SELECT duplicate_of FROM articles WHERE id = ?1))"""
ALL_ANEW = 0.25  # share of the articles from which on comparing all with all is as fast
MANY_FRESH = 100_000  # so many at most are compared one by one: their hashes are held in memory, 2 kB an article


def write_signature(store: Store, article: Article) -> None:
    """Keep what copies of an article are found by, within the transaction that writes it."""
    values = (article.id, *sketch_of(article))
    store.connection.execute(_ASKED_AGAIN, (article.id,))
    store.connection.execute("INSERT OR REPLACE INTO signatures VALUES (?, ?, ?, 0)", values)
    store.connection.execute("UPDATE copy_search SET written = written + 1")


def sketch_of(article: Article) -> tuple[str, bytes]:
    """What copies of an article are found by: the hash of its words and its sketch.

    Headlines differ between copies of one report, so the body alone is compared where there is one.
    """
    from dragoman.article.duplicates import signature, text_hash  # loads numpy, which only who writes articles needs

    body = article.text[article.body_start :].strip() or article.text
    return text_hash(body), signature(body)


def is_reprint(article: Article) -> bool:
    """Whether it credits an agency that is not its publisher."""
    return article.agency is not None and article.publisher is not None and article.agency != article.publisher


def mark_copies(store: Store) -> None:
    """Bring ``duplicate_of`` up to date when articles have come in, changed or left since it was last done.

    Only those are compared, with all; where they are many, all with all. The search holds no lock. When another
    process wrote meanwhile, its own search at its end covers everything, so this one's result is dropped.
    """
    written, done = _progress(store)
    if written == done:
        return
    from dragoman.article.duplicates import find_duplicates, find_more_duplicates

    fresh = {row["article"] for row in store.query("SELECT article FROM signatures WHERE searched = 0")}
    if len(fresh) > min(ALL_ANEW * _count(store), MANY_FRESH):
        found = find_duplicates(_entries(store))
    else:
        found = find_more_duplicates(_entries(store), known=_known(store), fresh=fresh)
    with store.transaction() as connection:
        if _progress(store) != (written, done):
            return
        known = _known(store)
        changed = {
            article: found.get(article) for article in {*known, *found} if known.get(article) != found.get(article)
        }
        rows = [(found.get(article), article) for article in changed]
        connection.executemany("UPDATE articles SET duplicate_of = ? WHERE id = ?", rows)
        connection.execute("UPDATE signatures SET searched = 1 WHERE searched = 0")
        connection.execute("UPDATE copy_search SET done = ?", (written,))


def _entries(store: Store) -> "Iterator[DuplicateEntry]":
    """One by one, for their sketches are most of what a search reads."""
    from dragoman.article.duplicates import DuplicateEntry

    for row in store.query(_ENTRIES):
        yield DuplicateEntry(
            id=row["id"],
            published=date.fromisoformat(row["published"]) if row["published"] else None,
            text_hash=row["text_hash"],
            signature=row["signature"],
            reprint=bool(row["reprint"]),
        )


def _count(store: Store) -> int:
    row = store.first("SELECT count(*) FROM signatures")
    return row[0] if row else 0


def _known(store: Store) -> dict[str, str]:
    rows = store.query("SELECT id, duplicate_of FROM articles WHERE duplicate_of IS NOT NULL")
    return {row["id"]: row["duplicate_of"] for row in rows}


def _progress(store: Store) -> tuple[int, int]:
    row = store.first("SELECT written, done FROM copy_search")
    return (row["written"], row["done"]) if row else (0, 0)
