"""Searching with facets: the best statements, events and articles that hold the words, and how those divide."""

import json
from collections.abc import Sequence
from typing import Any

from dragoman.store.listing import Condition
from dragoman.store.open import Store
from dragoman.store.own_types import is_of_type
from dragoman.store.search import MARK_END, MARK_START, Kind, events_told, match_expression, ranked, snippets
from dragoman.web.asks import SearchAsked, cursor
from dragoman.web.queries.articles import heads
from dragoman.web.queries.facets import facets, parties_of, speakers_of
from dragoman.web.queries.lines import event_lines
from dragoman.web.queries.slices import Fields, first_of

MOST_HITS = 500  # of each kind are ranked and divided; the rest is told as "more"
KINDS = ("statement", "event", "article")

_SHORT = ("type", "mode", "own_type", "status", "basis", "asserted_by", "actors", "recipients")


def search(store: Store, ask: SearchAsked) -> Fields:
    """Hits of every kind, best first or by day, with facets over all of them.

    Raises:
        UsageError: there is no word in the query, or too many.
        Refusal: no such place in the list.
    """
    expression, first = match_expression(ask.q), first_of(ask, MOST_HITS)
    found = {kind: _found(store, ask, expression, kind) if kind in _kinds(ask) else ([], False) for kind in KINDS}
    every = [hit for hits, _ in found.values() for hit in hits]
    known = heads(store, [hit["article"] for hit in every])
    shown = {kind: hits[first : first + ask.limit] for kind, (hits, _) in found.items()}
    more = any(len(hits) > first + ask.limit for hits, _ in found.values())
    return {
        **{f"{kind}s": _told(store, expression, kind, hits, known) for kind, hits in shown.items()},
        "found": {f"{kind}s": len(hits) for kind, (hits, _) in found.items()},
        "more": [f"{kind}s" for kind, (_, cut) in found.items() if cut],
        "facets": facets([{**hit, "publisher": known[hit["article"]]["publisher"]} for hit in every]),
        "next": cursor(str(first + ask.limit)) if more else None,
    }


def _kinds(ask: SearchAsked) -> list[str]:
    """What is looked through: a stance or a topic is of a statement, a type or a status of an event."""
    kinds = [kind for kind in KINDS if ask.kind in (None, kind)]
    if ask.stance or ask.topic:
        kinds = [kind for kind in kinds if kind == "statement"]
    return [kind for kind in kinds if kind == "event"] if ask.type or ask.status else kinds


def _found(store: Store, ask: SearchAsked, expression: str, kind: str) -> tuple[list[Fields], bool]:
    """The best hits of a kind, and whether there are more."""
    find = {"statement": _statements, "event": _events, "article": _articles}[kind]
    hits, cut = find(store, ask, expression)
    if ask.order != "best":  # what has no day stands at the end in either order
        hits.sort(key=lambda hit: hit["day"] or "", reverse=ask.order == "newest")
        hits.sort(key=lambda hit: hit["day"] is None)
    return hits, cut


def _statements(store: Store, ask: SearchAsked, expression: str) -> tuple[list[Fields], bool]:
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
    speakers = speakers_of(store, [row["id"] for row, _ in rows])
    hits = [
        {
            "kind": "statement", "id": row["id"], "article": row["article"], "stance": row["stance"],
            "number": row["number"], "topics": json.loads(row["topics"]), "day": row["first_day"],
            "speakers": speakers.get(row["id"], []), "score": score,
            "parties": [who["party"] for who in speakers.get(row["id"], ()) if who["party"]],
        }
        for row, score in rows
    ]  # fmt: skip
    return hits, len(hits) == MOST_HITS


def _events(store: Store, ask: SearchAsked, expression: str) -> tuple[list[Fields], bool]:
    found = _days("coalesce(events.{0}_day, articles.published)", ask)
    if ask.type:
        found.append(is_of_type("events", ask.type))
    if ask.status:
        found.append(("events.status = ?", (ask.status,)))
    if ask.publisher:
        found.append(("articles.publisher = ?", (ask.publisher,)))
    if ask.party:
        sql = "EXISTS (SELECT 1 FROM participants p WHERE p.party = ? AND p.event = events.id)"
        found.append((sql, (ask.party,)))
    told, cut = events_told(store, expression, where=found, limit=MOST_HITS)
    ids = [one.id for one in told]
    marks = ", ".join("?" * len(ids))
    sql = f"SELECT id, article, type, status, basis, first_day FROM events WHERE id IN ({marks})"
    rows = {row["id"]: row for row in store.query(sql, ids)} if ids else {}
    parties = parties_of(store, "event", ids)
    return [
        {
            "kind": "event", "id": one.id, "article": rows[one.id]["article"], "type": rows[one.id]["type"],
            "status": rows[one.id]["status"], "basis": rows[one.id]["basis"], "day": rows[one.id]["first_day"],
            "parties": parties.get(one.id, []), "score": one.score, "snippet": one.snippet,
        }
        for one in told
    ], cut  # fmt: skip


def _articles(store: Store, ask: SearchAsked, expression: str) -> tuple[list[Fields], bool]:
    found = _days("articles.published", ask)
    if ask.publisher:
        found.append(("articles.publisher = ?", (ask.publisher,)))
    if ask.party:
        sql = """EXISTS (SELECT 1 FROM events e JOIN participants p ON p.event = e.id
                 WHERE e.article = articles.id AND p.party = ?)"""
        found.append((sql, (ask.party,)))
    best = ranked(store, "article", expression, where=found, limit=MOST_HITS)
    hits = [
        {"kind": "article", "id": row["id"], "article": row["id"], "day": row["published"], "number": row["number"],
         "score": score}
        for row, score in _fetched(store, "articles", "id, published", best)
    ]  # fmt: skip
    return hits, len(hits) == MOST_HITS


def _fetched(store: Store, table: str, columns: str, best: dict[int, float]) -> list[tuple[Any, float]]:
    """The rows of the best matches, best first, ties by id."""
    marks = ", ".join("?" * len(best))
    rows = store.query(f"SELECT number, {columns} FROM {table} WHERE number IN ({marks})", tuple(best))
    found = [(row, best[row["number"]]) for row in rows]
    return sorted(found, key=lambda each: (-each[1], each[0]["id"]))


def _told(store: Store, expression: str, kind: str, hits: Sequence[Fields], known: dict[str, Fields]) -> list[Fields]:
    """Hits as they are shown: with the words around their first match, which costs a look at the text of each."""
    texts = _texts(store, expression, kind, hits)
    lines = _in_short(store, hits) if kind == "event" else {}
    left_out = ("number", "parties", "snippet")
    return [
        {**{name: value for name, value in hit.items() if name not in left_out}, **lines.get(hit["id"], {}),
         "article": known[hit["article"]], "snippet": _parts(text)}
        for hit, text in zip(hits, texts, strict=True)
    ]  # fmt: skip


def _texts(store: Store, expression: str, kind: str, hits: Sequence[Fields]) -> list[str]:
    if kind == "event":
        return [hit["snippet"] for hit in hits]
    indexed: Kind = "statement" if kind == "statement" else "article"
    told = snippets(store, indexed, expression, [hit["number"] for hit in hits])
    return [told[hit["number"]] for hit in hits]


def _in_short(store: Store, hits: Sequence[Fields]) -> dict[str, Fields]:
    """Of events who does what to whom, and whether it is told to have occurred."""
    ids = [hit["id"] for hit in hits]
    marks = ", ".join("?" * len(ids))
    rows = list(store.query(f"SELECT * FROM events WHERE id IN ({marks})", ids)) if ids else []
    return {line["id"]: {name: line[name] for name in _SHORT} for line in event_lines(store, rows)}


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
