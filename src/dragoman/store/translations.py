"""Translations and what they translate: looked up by what each says of itself, so that either may come in first."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dragoman.records import Article
from dragoman.store.open import Store
from dragoman.store.read import stored_article

# By id, address, the source's own id, the file's name; of several the first in the order of ids.
_BY_NAME = (
    "SELECT id FROM articles WHERE id = ?1 OR id = 'article-' || ?1",
    "SELECT id FROM articles WHERE url = ?1 ORDER BY id",
    "SELECT id FROM articles WHERE source_id = ?1 ORDER BY id",
    "SELECT article AS id FROM sources WHERE source = ?1 ORDER BY article",
)
_BY_FILE = "SELECT article AS id FROM sources WHERE substr(source, -length(?1) - 1) = '/' || ?1 ORDER BY article"
_MOST_FOLDERS = 40  # of a path of which every end may name it


class Translated(NamedTuple):
    """An article of a listing that is a translation."""

    article: str
    named: str  # what it translates, as it was given
    translator: str | None
    original: str | None  # its id; None: the record does not have it
    language: str | None  # of the original


def translated_among(store: Store, articles: Iterable[str]) -> list[Translated]:
    """Those of some articles that are translations, by id."""
    wanted = frozenset(articles)
    sql = "SELECT id, translation_of, translator FROM articles WHERE translation_of IS NOT NULL ORDER BY id"
    found = [row for row in store.query(sql) if row["id"] in wanted]
    return [_translated(store, row["id"], row["translation_of"], row["translator"]) for row in found]


def _translated(store: Store, article: str, named: str, translator: str | None) -> Translated:
    original = original_id(store, article, named)
    row = store.first("SELECT language FROM articles WHERE id = ?", (original,)) if original else None
    return Translated(article, named, translator, original, row["language"] if row else None)


def original_of(store: Store, article: Article) -> Article | None:
    """The article that one translates; ``None``: it is no translation, or the record does not have its original."""
    if article.translation_of is None:
        return None
    found = original_id(store, article.id, article.translation_of)
    return stored_article(store, found) if found else None


def original_id(store: Store, article: str, name: str) -> str | None:
    """The id of the article that ``name`` means; never the translation itself."""
    queries = _BY_NAME if "://" in name else (*_BY_NAME, _BY_FILE)
    for sql in queries:
        found = next((row["id"] for row in store.query(sql, (name,)) if row["id"] != article), None)
        if found is not None:
            return str(found)
    return None


def translations_of(store: Store, article: Article) -> tuple[Article, ...]:
    """The translations of an article in the record, by id."""
    return tuple(stored_article(store, one) for one in translation_ids(store, article))


def translation_ids(store: Store, article: Article) -> list[str]:
    """The ids of the translations of an article, sorted."""
    names = sorted(set(_names(store, article)))
    marks = ", ".join("?" * len(names))
    sql = f"SELECT id, translation_of FROM articles WHERE translation_of IN ({marks}) AND id <> ? ORDER BY id"
    rows = list(store.query(sql, [*names, article.id]))
    return [row["id"] for row in rows if original_id(store, row["id"], row["translation_of"]) in (article.id, None)]


def recount_translations(store: Store, article: Article) -> None:
    """Have the origins of an article's translations looked at again, within the transaction that writes it."""
    for one in translation_ids(store, article):
        store.connection.execute("INSERT OR IGNORE INTO articles_recounted VALUES (?)", (one,))


def _names(store: Store, article: Article) -> Iterator[str]:
    """Whatever an article can be called by: its ids, its address, its files with or without their folders."""
    yield article.id
    yield article.id.removeprefix("article-")
    yield from filter(None, (article.url, article.source_id))
    rows = store.query("SELECT source FROM sources WHERE article = ?", (article.id,))
    for source in {article.source, *(row["source"] for row in rows)}:
        parts = source.split("/")
        yield from ("/".join(parts[start:]) for start in range(max(0, len(parts) - _MOST_FOLDERS), len(parts)))
