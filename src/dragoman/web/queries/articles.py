"""Articles: what stands at their head, lists of them, and one with everything read from it."""

from collections.abc import Iterable, Iterator
from typing import Any

from dragoman.analysis.side_by_side import side_by_side
from dragoman.errors import UnknownName
from dragoman.exports.contract import (
    article_fields,
    event_fields,
    failure_fields,
    figure_fields,
    finding_fields,
    statement_fields,
)
from dragoman.records import Article, CodedArticle
from dragoman.store.listing import Condition
from dragoman.store.open import Store
from dragoman.store.read import coded_article, sources_of
from dragoman.store.translations import original_of, translations_of
from dragoman.web.asks import ArticlesAsked
from dragoman.web.queries.slices import Fields, Listed, Slice, number_of, slice_of
from dragoman.web.refusals import NotThere

_HEAD = (
    "articles.id, source, title, publisher, published, url, byline, language, origin, duplicate_of, translation_of, "
    "translator"
)
_COUNTS = ", ".join(
    f"(SELECT count(*) FROM {table} WHERE {table}.article = articles.id) AS {table}"
    for table in ("events", "statements", "figures", "findings")
)
_LISTED = Listed("articles", f"{_HEAD}, {_COUNTS}", "published")
_MOST_BESIDE_CHARACTERS = 200_000  # of two texts side by side on one page: 40 ordinary articles
_MANY = 400  # ids in one query: SQLite takes 32,766, and a page asks for 50


def list_articles(store: Store, ask: ArticlesAsked) -> Slice:
    """Articles by day of publication, undated ones last."""
    return slice_of(store, _LISTED, _conditions(ask), ask, lambda rows: [dict(row) for row in rows])


def number_of_articles(store: Store, ask: ArticlesAsked) -> int:
    """How many there are, up to a limit."""
    return number_of(store, _LISTED, _conditions(ask))


def _conditions(ask: ArticlesAsked) -> list[Condition]:
    found: list[Condition] = []
    for column in ("publisher", "language"):
        value = getattr(ask, column)
        if value:
            found.append((f"articles.{column} = ?", (value,)))
    if not ask.copies:
        found.append(("articles.duplicate_of IS NULL", ()))
    if ask.first_day:
        found.append(("articles.published >= ?", (ask.first_day.isoformat(),)))
    if ask.last_day:
        found.append(("articles.published <= ?", (ask.last_day.isoformat(),)))
    return found


def last_read(store: Store, number: int) -> list[Fields]:
    """The articles that came into the record last, the latest first."""
    sql = f"SELECT {_HEAD}, {_COUNTS} FROM articles ORDER BY number DESC LIMIT ?"
    return [dict(row) for row in store.query(sql, (number,))]


def publishers(store: Store) -> list[str]:
    """Everybody who published an article, in order of the alphabet; walks the index from one name to the next."""
    names: list[str] = []
    row = store.first("SELECT min(publisher) AS name FROM articles")
    while row and row["name"] is not None and len(names) < _MANY:
        names.append(row["name"])
        row = store.first("SELECT min(publisher) AS name FROM articles WHERE publisher > ?", (row["name"],))
    return names


def heads(store: Store, ids: Iterable[str]) -> dict[str, Fields]:
    """What stands at the head of each article."""
    wanted = sorted(set(ids))
    found: dict[str, Fields] = {}
    for first in range(0, len(wanted), _MANY):
        part = wanted[first : first + _MANY]
        sql = f"SELECT {_HEAD} FROM articles WHERE id IN ({', '.join('?' * len(part))})"
        found.update((row["id"], dict(row)) for row in store.query(sql, part))
    return found


def read_article(store: Store, name: str) -> tuple[CodedArticle, Fields]:
    """An article with everything read from it, as it is and as plain data.

    Raises:
        NotThere: the record has none of this id.
    """
    try:
        coded = coded_article(store, name)
    except UnknownName as error:
        raise NotThere(
            "the record has no such article", values=repr(name), remedy="Look for it by its words"
        ) from error
    copies = store.query("SELECT id, source, publisher FROM articles WHERE duplicate_of = ? LIMIT 100", (name,))
    fields = {
        "article": {**article_fields(coded.article, with_text=True), "furniture": len(coded.article.furniture)},
        "sources": list(sources_of(store, name)),
        "copies": [dict(row) for row in copies] if coded.article.duplicate_of is None else [],
        "events": [{**event_fields(event), "why": list(event.why)} for event in coded.events],
        "statements": [{**statement_fields(said), "why": list(said.why)} for said in coded.statements],
        "figures": [{**figure_fields(figure), "why": list(figure.why)} for figure in coded.figures],
        "findings": [finding_fields(finding) for finding in coded.findings],
        "names": list(_names(coded)),
        "failures": [failure_fields(failure) for failure in coded.failures],
        "run": coded.run,
        **_other_languages(store, coded.article),
    }
    return coded, fields


def _other_languages(store: Store, article: Article) -> Fields:
    """The original of a translation, row beside row, and the translations of an original."""
    original = original_of(store, article)
    rows = side_by_side(original, article) if original else ()
    short = sum(len(row.original) + len(row.translation) for row in rows) <= _MOST_BESIDE_CHARACTERS
    return {
        "original": article_fields(original) if original else None,
        "beside": [row._asdict() for row in rows] if short else [],
        "translations": [article_fields(one) for one in translations_of(store, article)],
    }


def _names(coded: CodedArticle) -> Iterator[dict[str, Any]]:
    for cluster in coded.clusters:
        best = cluster.candidates[0] if cluster.candidates else None
        yield {
            "number": cluster.number,
            "name": cluster.name,
            "kind": cluster.kind,
            "entity": best.entity if best and not best.entity.startswith("described-") else None,
            "party": best.party if best else None,
            "office": best.office if best else None,
            "reasons": list(best.reasons) if best else [],
            "source": best.source if best else "",
            "mentions": [{"start": m.start, "end": m.end, "text": m.text, "form": m.form} for m in cluster.mentions],
        }
