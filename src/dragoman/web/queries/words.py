"""Searching with facets: the best articles and statements that hold the words, and how those divide."""

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

from dragoman.store.listing import Condition
from dragoman.store.open import Store
from dragoman.store.search import MARK_END, MARK_START, Kind, match_expression, ranked, snippets
from dragoman.web.asks import SearchAsked
from dragoman.web.queries.articles import heads
from dragoman.web.queries.slices import Fields

MOST_HITS = 500  # of each kind are ranked and divided; the rest is told as "more"

SEARCHED: tuple[Kind, ...] = ("article", "statement")


def search(store: Store, ask: SearchAsked) -> Fields:
    """Hits of both kinds, best first, with facets over all of them.

    Raises:
        UsageError: there is no word in the query, or too many.
    """
    expression = match_expression(ask.q)
    statements = _statements(store, ask, expression) if ask.kind in (None, "statement") else []
    # A stance or a topic is of a statement; an article has none.
    wordless = ask.stance or ask.topic
    articles = _articles(store, ask, expression) if ask.kind in (None, "article") and not wordless else []
    known = heads(store, [row["article"] for row in (*statements, *articles)])
    hits = [{**row, "article": known[row["article"]]} for row in (*statements, *articles)]
    shown = [hit for kind in ("statement", "article") for hit in [h for h in hits if h["kind"] == kind][: ask.limit]]
    told = _with_snippets(store, expression, shown)
    return {
        "statements": [hit for hit in told if hit["kind"] == "statement"],
        "articles": [hit for hit in told if hit["kind"] == "article"],
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
    best = ranked(store, "statement", expression, where=found, limit=MOST_HITS)
    rows = _fetched(store, "statements", "id, article, stance, topics, first_day", best)
    speakers = _speakers(store, [row["id"] for row, _ in rows])
    return [
        {
            "kind": "statement", "id": row["id"], "article": row["article"], "stance": row["stance"],
            "number": row["number"], "topics": json.loads(row["topics"]), "day": row["first_day"],
            "speakers": speakers.get(row["id"], []), "score": score,
        }
        for row, score in rows
    ]  # fmt: skip


def _speakers(store: Store, ids: Sequence[str]) -> dict[str, list[Fields]]:
    marks = ", ".join("?" * len(ids))
    sql = f"""SELECT statement, id, name, party, office FROM participants
              WHERE statement IN ({marks}) ORDER BY statement, ordinal"""
    found: dict[str, list[Fields]] = {}
    for row in store.query(sql, ids) if ids else ():
        found.setdefault(row["statement"], []).append({name: row[name] for name in ("id", "name", "party", "office")})
    return found


def _articles(store: Store, ask: SearchAsked, expression: str) -> list[Fields]:
    found = _days("articles.published", ask)
    if ask.publisher:
        found.append(("articles.publisher = ?", (ask.publisher,)))
    if ask.party:
        sql = """EXISTS (SELECT 1 FROM events e JOIN participants p ON p.event = e.id
                 WHERE e.article = articles.id AND p.party = ?)"""
        found.append((sql, (ask.party,)))
    best = ranked(store, "article", expression, where=found, limit=MOST_HITS)
    return [
        {"kind": "article", "id": row["id"], "article": row["id"], "day": row["published"], "number": row["number"],
         "score": score}
        for row, score in _fetched(store, "articles", "id, published", best)
    ]  # fmt: skip


def _fetched(store: Store, table: str, columns: str, best: dict[int, float]) -> list[tuple[Any, float]]:
    """The rows of the best matches, best first, ties by id."""
    marks = ", ".join("?" * len(best))
    rows = store.query(f"SELECT number, {columns} FROM {table} WHERE number IN ({marks})", tuple(best))
    found = [(row, best[row["number"]]) for row in rows]
    return sorted(found, key=lambda each: (-each[1], each[0]["id"]))


def _with_snippets(store: Store, expression: str, hits: Sequence[Fields]) -> list[Fields]:
    """The hits with the words around their first match, which costs a look at the whole text of each."""
    told: dict[tuple[str, int], str] = {}
    for kind in SEARCHED:
        numbers = [hit["number"] for hit in hits if hit["kind"] == kind]
        for number, snippet in snippets(store, kind, expression, numbers).items():
            told[kind, number] = snippet
    kept = [{name: value for name, value in hit.items() if name != "number"} for hit in hits]
    return [{**each, "snippet": _parts(told[hit["kind"], hit["number"]])} for each, hit in zip(kept, hits, strict=True)]


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
