"""Taking articles, failures and runs out of the record, in an order that does not depend on how they came in."""

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from typing import TypeVar

import msgspec

from dragoman.errors import UnknownName
from dragoman.records import (
    Article,
    Cluster,
    CodedArticle,
    Event,
    Failure,
    Figure,
    Finding,
    Mention,
    Participant,
    Run,
    Statement,
)
from dragoman.store.open import Store
from dragoman.store.rows import from_row

Kind = TypeVar("Kind", bound=msgspec.Struct)

_BY_DATE = "published IS NULL, published, id"  # undated articles last; the id settles ties
_AT_ONCE = 500  # ids in one query
_SHOWN_MATCHES = 5  # names listed in the message when a prefix means several articles
_WILDCARDS = str.maketrans({"%": r"\%", "_": r"\_", "\\": r"\\"})


def article_ids(store: Store) -> list[str]:
    """The ids of all articles, by date of publication and id."""
    return [row["id"] for row in store.query(f"SELECT id FROM articles ORDER BY {_BY_DATE}")]


def articles(store: Store) -> Iterator[Article]:
    """All articles, by date of publication and id."""
    for row in store.query(f"SELECT * FROM articles ORDER BY {_BY_DATE}"):
        yield from_row(Article, row)


def coded_articles(store: Store) -> Iterator[CodedArticle]:
    """All articles with what was read from them, by date of publication and id."""
    for article in article_ids(store):
        yield coded_article(store, article)


def stored_article(store: Store, article: str) -> Article:
    """One article by its id.

    Raises:
        UnknownName: the record has no article of this id.
    """
    return from_row(Article, _article_row(store, article))


def coded_article(store: Store, article: str) -> CodedArticle:
    """One article with everything that was read from it, as analysts left it.

    Raises:
        UnknownName: the record has no article of this id.
    """
    row = _article_row(store, article)
    return CodedArticle(
        article=from_row(Article, row),
        events=tuple(_events_of(store, article)),
        statements=tuple(_statements_of(store, article)),
        figures=tuple(_all(store, Figure, "figures", article)),
        findings=tuple(_all(store, Finding, "findings", article)),
        clusters=tuple(_clusters_of(store, article)),
        failures=tuple(_all(store, Failure, "failures", article)),
        run=row["run"],
    )


def told_in(store: Store, article: str) -> CodedArticle:
    """One article with its events, statements and figures only: what articles are compared by.

    Raises:
        UnknownName: the record has no article of this id.
    """
    row = store.first("SELECT * FROM articles WHERE id = ?", (article,))
    if row is None:
        raise _unknown(store, article)
    return CodedArticle(
        article=from_row(Article, row),
        events=tuple(_events_of(store, article)),
        statements=tuple(_statements_of(store, article)),
        figures=tuple(_all(store, Figure, "figures", article)),
        run=row["run"],
    )


def find_article(store: Store, name: str) -> str:
    """The id of the article that ``name`` means: an id, the unique beginning of one, or the name of a source.

    Raises:
        UnknownName: no article, or more than one.
    """
    if store.first("SELECT 1 FROM articles WHERE id = ?", (name,)):
        return name
    pattern = name.translate(_WILDCARDS)
    sql = r"""
        SELECT DISTINCT articles.id, articles.source, sources.source IN (:name) AS exact
        FROM articles JOIN sources ON sources.article = articles.id
        WHERE sources.source = :name OR sources.source LIKE '%/' || :pattern ESCAPE '\'
           OR articles.id LIKE :pattern || '%' ESCAPE '\' OR articles.id LIKE 'article-' || :pattern || '%' ESCAPE '\'
        ORDER BY articles.id
    """
    found = list(store.query(sql, {"name": name, "pattern": pattern})) if name else []
    exact = {row["id"] for row in found if row["exact"]}
    ids: list[str] = sorted(exact or {row["id"] for row in found})
    if len(ids) == 1:
        return ids[0]
    if not ids:
        raise _unknown(store, name)
    shown = sorted({f"{row['id']} ({row['source']})" for row in found if row["id"] in ids})
    more = f" and {len(shown) - _SHOWN_MATCHES} more" if len(shown) > _SHOWN_MATCHES else ""
    raise UnknownName(
        "the name means more than one article",
        values=f"{name!r}: {', '.join(shown[:_SHOWN_MATCHES])}{more}",
        remedy="Give the whole id",
    )


def sources_of(store: Store, article: str) -> tuple[str, ...]:
    """Every source an article was read from, sorted."""
    rows = store.query("SELECT source FROM sources WHERE article = ? ORDER BY source", (article,))
    return tuple(row["source"] for row in rows)


def copies(store: Store) -> frozenset[str]:
    """The ids of the articles that only repeat another one in the record."""
    return frozenset(row["id"] for row in store.query("SELECT id FROM articles WHERE duplicate_of IS NOT NULL"))


def copies_among(store: Store, articles: Collection[str]) -> frozenset[str]:
    """Those of some articles that only repeat another one in the record."""
    found: set[str] = set()
    ids = sorted(articles)
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        among = f"id IN ({', '.join('?' * len(some))})"
        sql = f"SELECT id FROM articles WHERE duplicate_of IS NOT NULL AND {among}"
        found.update(row["id"] for row in store.query(sql, some))
    return frozenset(found)


def event(store: Store, row: sqlite3.Row) -> Event:
    """An event from its row, with its participants."""
    return from_row(Event, row, _sides(store, "event", row["id"], ("actors", "recipients")))


def events_by_id(store: Store, ids: Sequence[str]) -> Iterator[Event]:
    """Some events, by their day and id; one that is not there is left out."""
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        sql = (
            f"SELECT * FROM events WHERE id IN ({', '.join('?' * len(some))}) ORDER BY first_day IS NULL, first_day, id"
        )
        for row in store.query(sql, some):
            yield event(store, row)


def events_at_once(store: Store, rows: Sequence[sqlite3.Row]) -> list[Event]:
    """Events from their rows, in the same order; participants are read for all of them together."""
    sides = _sides_at_once(store, "event", [row["id"] for row in rows], ("actors", "recipients"))
    return [from_row(Event, row, sides[row["id"]]) for row in rows]


def statements_at_once(store: Store, rows: Sequence[sqlite3.Row]) -> list[Statement]:
    """Statements from their rows, in the same order; speakers are read for all of them together."""
    sides = _sides_at_once(store, "statement", [row["id"] for row in rows], ("speakers",))
    return [from_row(Statement, row, sides[row["id"]]) for row in rows]


def statement(store: Store, row: sqlite3.Row) -> Statement:
    """A statement from its row, with its speakers."""
    return from_row(Statement, row, _sides(store, "statement", row["id"], ("speakers",)))


def failures(store: Store) -> list[Failure]:
    """Every input, or part of one, that could not be used; by source, stage and reason."""
    rows = store.query("SELECT DISTINCT source, stage, reason, error FROM failures ORDER BY 1, 2, 3, 4")
    return [from_row(Failure, row) for row in rows]


def findings(store: Store) -> Iterator[tuple[str, Finding]]:
    """Every finding with the id of its article, by the articles' date."""
    sql = f"""SELECT findings.* FROM findings JOIN articles ON articles.id = findings.article
              ORDER BY {_BY_DATE.replace("id", "articles.id")}, findings.ordinal"""
    for row in store.query(sql):
        yield row["article"], from_row(Finding, row)


def runs(store: Store) -> list[Run]:
    """What produced the codings in the record, by id."""
    return [from_row(Run, row) for row in store.query("SELECT * FROM runs ORDER BY id")]


def count(store: Store, table: str) -> int:
    """The number of rows of ``articles``, ``events``, ``statements``, ``findings`` or ``failures``.

    Raises:
        UnknownName: another table.
    """
    known = ("articles", "events", "statements", "figures", "findings", "failures", "runs")
    if table not in known:
        raise UnknownName("no such table to count", values=repr(table), remedy=f"Count one of {', '.join(known)}")
    row = store.first(f"SELECT count(*) AS number FROM {table}")
    return int(row["number"]) if row else 0


def _article_row(store: Store, article: str) -> sqlite3.Row:
    row = store.first("SELECT * FROM articles WHERE id = ?", (article,))
    if row is None:
        raise _unknown(store, article)
    return row


def _events_of(store: Store, article: str) -> list[Event]:
    return events_at_once(store, _rows(store, "events", article))


def _statements_of(store: Store, article: str) -> list[Statement]:
    return statements_at_once(store, _rows(store, "statements", article))


def _clusters_of(store: Store, article: str) -> Iterator[Cluster]:
    mentions: dict[int, list[Mention]] = {}
    for row in store.query("SELECT * FROM mentions WHERE article = ? ORDER BY cluster, ordinal", (article,)):
        mentions.setdefault(row["cluster"], []).append(from_row(Mention, row))
    for row in _rows(store, "clusters", article):
        yield from_row(Cluster, row, {"mentions": tuple(mentions.get(row["ordinal"], ()))})


def _sides(store: Store, column: str, holder: str, sides: tuple[str, ...]) -> dict[str, tuple[Participant, ...]]:
    found: dict[str, list[Participant]] = {side: [] for side in sides}
    sql = f"SELECT * FROM participants WHERE {column} = ? ORDER BY side, ordinal"
    for row in store.query(sql, (holder,)):
        if row["side"] in found:  # another side can only stand there by damage
            found[row["side"]].append(from_row(Participant, row))
    return {side: tuple(who) for side, who in found.items()}


def _sides_at_once(
    store: Store, column: str, holders: Sequence[str], sides: tuple[str, ...]
) -> dict[str, dict[str, tuple[Participant, ...]]]:
    found: dict[str, dict[str, list[Participant]]] = {name: {side: [] for side in sides} for name in holders}
    for start in range(0, len(holders), _AT_ONCE):
        some = holders[start : start + _AT_ONCE]
        among = f"{column} IN ({', '.join('?' * len(some))})"
        for row in store.query(f"SELECT * FROM participants WHERE {among} ORDER BY {column}, side, ordinal", some):
            if row["side"] in sides:  # another side can only stand there by damage
                found[row[column]][row["side"]].append(from_row(Participant, row))
    return {name: {side: tuple(who) for side, who in of.items()} for name, of in found.items()}


def _all(store: Store, kind: type[Kind], table: str, article: str) -> Iterator[Kind]:
    for row in _rows(store, table, article):
        yield from_row(kind, row)


def _rows(store: Store, table: str, article: str) -> list[sqlite3.Row]:
    return list(store.query(f"SELECT * FROM {table} WHERE article = ? ORDER BY ordinal", (article,)))


def _unknown(store: Store, name: str) -> UnknownName:
    return UnknownName(
        "the record has no such article",
        values=f"{name!r} in {store.path}, which has {count(store, 'articles')} articles",
        remedy="Give an id, the beginning of one or the name of its source; `dragoman search` lists ids",
    )
