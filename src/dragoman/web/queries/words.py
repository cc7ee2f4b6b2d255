"""Searching with facets: the best articles and statements that hold the words, and how those divide."""

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

from dragoman.store.listing import Condition
from dragoman.store.open import Store, Value
from dragoman.store.search import MARK_END, MARK_START, SNIPPET_WORDS, TITLE_WEIGHT, match_expression
from dragoman.web.asks import SearchAsked
from dragoman.web.queries.articles import heads
from dragoman.web.queries.slices import Fields

MOST_HITS = 500  # of each kind are ranked and divided; the rest is told as "more"

_STATEMENTS = """SELECT statements.id, statements.article, statements.stance, statements.topics, statements.first_day,
    snippet(statement_words, -1, ?, ?, ' … ', ?) AS snippet, -bm25(statement_words) AS score
    FROM statement_words JOIN statements ON statements.number = statement_words.rowid
    JOIN articles ON articles.id = statements.article
    WHERE statement_words MATCH ?{more} ORDER BY bm25(statement_words), statements.id LIMIT ?"""
_ARTICLES = """SELECT articles.id, articles.published,
    snippet(article_words, -1, ?, ?, ' … ', ?) AS snippet, -bm25(article_words, ?, 1.0) AS score
    FROM article_words JOIN articles ON articles.number = article_words.rowid
    WHERE article_words MATCH ?{more} ORDER BY bm25(article_words, ?, 1.0), articles.id LIMIT ?"""


def search(store: Store, ask: SearchAsked) -> Fields:
    """Hits of both kinds, best first, with facets over all of them.

    Raises:
        UsageError: there is no word in the query, or too many.
    """
    expression = match_expression(ask.q)
    statements = _statements(store, ask, expression) if ask.kind != "article" else []
    # A stance or a topic is of a statement; an article has none.
    wordless = ask.stance or ask.topic
    articles = _articles(store, ask, expression) if ask.kind != "statement" and not wordless else []
    known = heads(store, [row["article"] for row in (*statements, *articles)])
    hits = [{**row, "article": known[row["article"]]} for row in (*statements, *articles)]
    return {
        "statements": [hit for hit in hits if hit["kind"] == "statement"][: ask.limit],
        "articles": [hit for hit in hits if hit["kind"] == "article"][: ask.limit],
        "found": {"statements": len(statements), "articles": len(articles), "most": MOST_HITS},
        "facets": _facets(hits),
    }


def _facets(hits: Sequence[Fields]) -> Fields:
    counts: dict[str, Counter[str]] = {name: Counter() for name in ("party", "stance", "topic", "publisher", "year")}
    for hit in hits:
        for code in {who["party"] for who in hit.get("speakers", ()) if who["party"]}:
            counts["party"][code] += 1
        for topic in hit.get("topics", ()):
            counts["topic"][topic] += 1
        if hit.get("stance"):
            counts["stance"][hit["stance"]] += 1
        if hit["article"]["publisher"]:
            counts["publisher"][hit["article"]["publisher"]] += 1
        if hit["day"]:
            counts["year"][hit["day"][:4]] += 1
    return {
        name: [{"value": value, "number": n} for value, n in sorted(found.items(), key=lambda i: (-i[1], i[0]))[:12]]
        for name, found in counts.items()
    }


def _statements(store: Store, ask: SearchAsked, expression: str) -> list[Fields]:
    found = _days("coalesce(statements.{0}_day, articles.published)", ask)
    if ask.stance:
        found.append(("statements.stance = ?", (ask.stance,)))
    if ask.topic:
        found.append(("EXISTS (SELECT 1 FROM json_each(statements.topics) t WHERE t.value = ?)", (ask.topic,)))
    if ask.publisher:
        found.append(("articles.publisher = ?", (ask.publisher,)))
    if ask.party:
        sql = "EXISTS (SELECT 1 FROM participants p WHERE p.party = ? AND p.statement = statements.id)"
        found.append((sql, (ask.party,)))
    more, values = _joined(found)
    given = (MARK_START, MARK_END, SNIPPET_WORDS, expression, *values, MOST_HITS)
    rows = list(store.query(_STATEMENTS.format(more=more), given))
    return [_statement(store, row) for row in rows]


def _statement(store: Store, row: Any) -> Fields:
    sql = "SELECT id, name, party, office FROM participants WHERE statement = ? ORDER BY ordinal"
    speakers = [dict(who) for who in store.query(sql, (row["id"],))]
    return {
        "kind": "statement", "id": row["id"], "article": row["article"], "stance": row["stance"],
        "topics": json.loads(row["topics"]), "day": row["first_day"], "speakers": speakers,
        "snippet": _parts(row["snippet"]), "score": row["score"],
    }  # fmt: skip


def _articles(store: Store, ask: SearchAsked, expression: str) -> list[Fields]:
    found = _days("articles.published", ask)
    if ask.publisher:
        found.append(("articles.publisher = ?", (ask.publisher,)))
    if ask.party:
        sql = """EXISTS (SELECT 1 FROM events e JOIN participants p ON p.event = e.id
                 WHERE e.article = articles.id AND p.party = ?)"""
        found.append((sql, (ask.party,)))
    more, values = _joined(found)
    given = (MARK_START, MARK_END, SNIPPET_WORDS, TITLE_WEIGHT, expression, *values, TITLE_WEIGHT, MOST_HITS)
    rows = store.query(_ARTICLES.format(more=more), given)
    return [
        {"kind": "article", "id": row["id"], "article": row["id"], "day": row["published"],
         "snippet": _parts(row["snippet"]), "score": row["score"]}
        for row in rows
    ]  # fmt: skip


def _joined(found: Sequence[Condition]) -> tuple[str, list[Value]]:
    return "".join(f" AND {sql}" for sql, _ in found), [value for _, values in found for value in values]


def _days(column: str, ask: SearchAsked) -> list[Condition]:
    found: list[Condition] = []
    if ask.first_day:
        found.append((f"{column.format('last')} >= ?", (ask.first_day.isoformat(),)))
    if ask.last_day:
        found.append((f"{column.format('first')} <= ?", (ask.last_day.isoformat(),)))
    return found


def _parts(snippet: str) -> list[Fields]:
    """The stretches of a snippet, each with whether its words were looked for."""
    parts: list[Fields] = []
    for piece in snippet.split(MARK_START):
        marked, end, rest = piece.partition(MARK_END)
        if end:
            parts.append({"text": marked, "found": True})
            marked = rest
        if marked:
            parts.append({"text": marked, "found": False})
    return parts
