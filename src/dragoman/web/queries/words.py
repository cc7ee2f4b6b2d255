"""Searching with facets: the statements, events and articles that hold the words, and how the best of them divide.

Hits come in blocks: the best of a kind, then those next to them, and so on. Within a block they are by rank or by day.
A place in the list is a block and a row of it, for each kind its own.
"""

import json
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from dragoman.store import search as store_search
from dragoman.store.listing import Condition
from dragoman.store.open import Store
from dragoman.store.own_types import is_of_type
from dragoman.store.search import MARK_END, MARK_START, Kind, events_told, match_expression, ranked, snippets
from dragoman.web.asks import SearchAsked, cursor, place_of
from dragoman.web.queries.articles import heads
from dragoman.web.queries.facets import facets, parties_of, speakers_of
from dragoman.web.queries.lines import event_lines
from dragoman.web.queries.slices import Fields
from dragoman.web.refusals import Refusal
from dragoman.web.terms import MOST_DOWNLOADED

MOST_HITS = 500  # of each kind are one block; the best block is divided into facets
MOST_BLOCKS = MOST_DOWNLOADED // MOST_HITS  # can be paged through: what fits worse than so many is found by narrowing
MOST_CLAUSES = 5000  # that hold the words in the articles of one block, which have some 1,500 in all
_BLOCKS_A_PAGE = 4  # looked through for events: a block may have articles that hold the words and no clause that does
KINDS = ("statement", "event", "article")

_SHORT = ("type", "mode", "own_type", "status", "basis", "asserted_by", "actors", "recipients")


class _Place(NamedTuple):
    """Where a page of one kind begins."""

    block: int
    row: int


class _Page(NamedTuple):
    """The hits of one kind on a page."""

    shown: list[Fields]
    best: list[Fields]  # of the first block, which facets divide
    following: _Place | None  # None: there are no more, or none that can be paged to
    more: bool  # whether there are hits beyond the first block


Block = Callable[[int], tuple[list[Fields], bool]]  # the hits of a block by its number, and whether another follows


def search(store: Store, ask: SearchAsked) -> Fields:
    """Hits of every kind, best first or by day, with facets over the best of them.

    Raises:
        UsageError: there is no word in the query, or too many.
        Refusal: no such place in the list.
    """
    expression, places = match_expression(ask.q), _places(ask)
    found = {kind: _page(store, ask, expression, kind, places[kind]) for kind in KINDS}
    best = [hit for page in found.values() for hit in page.best]
    shown = [hit for page in found.values() for hit in page.shown]
    known = heads(store, [hit["article"] for hit in (*best, *shown)])
    following = [_written(page.following) for page in found.values()]
    return {
        **{f"{kind}s": _told(store, expression, kind, page.shown, known) for kind, page in found.items()},
        "found": {f"{kind}s": len(page.best) for kind, page in found.items()},
        "more": [f"{kind}s" for kind, page in found.items() if page.more],
        "facets": facets([{**hit, "publisher": known[hit["article"]]["publisher"]} for hit in best]),
        "next": cursor(*following) if any(following) else None,
    }


def _places(ask: SearchAsked) -> dict[str, _Place | None]:
    """Where each kind begins; None: it is not looked for, or came to its end on a page before.

    Raises:
        Refusal: it is no place of this list.
    """
    given = place_of(ask.after, len(KINDS)) or ("0.0",) * len(KINDS)
    wanted = _kinds(ask)
    return {kind: _read(place) if kind in wanted else None for kind, place in zip(KINDS, given, strict=True)}


def _read(text: str | None) -> _Place | None:
    if text is None:
        return None
    block, _, row = text.partition(".")
    if not (block.isdecimal() and row.isdecimal() and len(text) < 12 and int(block) < MOST_BLOCKS):
        raise Refusal("no such place in the list", values=repr(text[:20]), remedy="Narrow the list with its filters")
    return _Place(int(block), int(row))


def _written(place: _Place | None) -> str | None:
    return None if place is None else f"{place.block}.{place.row}"


def _kinds(ask: SearchAsked) -> list[str]:
    """What is looked through: a stance or a topic is of a statement, a type or a status of an event."""
    kinds = [kind for kind in KINDS if ask.kind in (None, kind)]
    if ask.stance or ask.topic:
        kinds = [kind for kind in kinds if kind == "statement"]
    return [kind for kind in kinds if kind == "event"] if ask.type or ask.status else kinds


def _page(store: Store, ask: SearchAsked, expression: str, kind: str, place: _Place | None) -> _Page:
    """The hits of a kind from a place on."""
    if kind not in _kinds(ask):
        return _Page([], [], None, more=False)
    block_of = {"statement": _statements, "event": _events, "article": _articles}[kind](store, ask, expression, place)

    def block(number: int) -> tuple[list[Fields], bool]:
        hits, further = block_of(number)
        if ask.order != "best":  # what has no day stands at the end in either order
            hits.sort(key=lambda hit: hit["day"] or "", reverse=ask.order == "newest")
            hits.sort(key=lambda hit: hit["day"] is None)
        return hits, further

    best, more = block(0)
    if place is None:
        return _Page([], best, None, more=more)
    shown, following = _from(block, (best, more), place, ask.limit)
    return _Page(shown, best, following, more=more)


def _from(
    block: Block, best: tuple[list[Fields], bool], place: _Place, limit: int
) -> tuple[list[Fields], _Place | None]:
    """As many hits as are asked for from a place on, and the place after them."""
    shown: list[Fields] = []
    at = place
    for _ in range(_BLOCKS_A_PAGE):
        hits, further = best if at.block == 0 else block(at.block)
        part = hits[at.row : at.row + limit - len(shown)]
        shown += part
        if at.row + len(part) < len(hits):
            return shown, _Place(at.block, at.row + len(part))
        if not further or at.block + 1 == MOST_BLOCKS:
            return shown, None
        at = _Place(at.block + 1, 0)
        if len(shown) == limit:
            break
    return shown, at


def _ranks(
    store: Store, kind: Kind, expression: str, where: Sequence[Condition], place: _Place | None, limit: int
) -> Callable[[int], tuple[dict[int, float], bool]]:
    """The scores of a block by its number; all that a page needs are ranked at once."""
    last = 0 if place is None else place.block + (place.row + limit) // MOST_HITS
    scores = list(ranked(store, kind, expression, where=where, limit=(last + 1) * MOST_HITS + 1).items())

    def block(number: int) -> tuple[dict[int, float], bool]:
        first, end = number * MOST_HITS, (number + 1) * MOST_HITS
        return dict(scores[first:end]), len(scores) > end

    return block


def _statements(store: Store, ask: SearchAsked, expression: str, place: _Place | None) -> Block:
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
    ranks = _ranks(store, "statement", expression, found, place, ask.limit)

    def block(number: int) -> tuple[list[Fields], bool]:
        best, further = ranks(number)
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
        return hits, further

    return block


def _events(store: Store, ask: SearchAsked, expression: str, place: _Place | None) -> Block:
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

    def block(number: int) -> tuple[list[Fields], bool]:
        skip = number * store_search.MOST_LOOKED_THROUGH
        told, further = events_told(store, expression, where=found, limit=MOST_CLAUSES, skip=skip)
        ids = [one.id for one in told]
        marks = ", ".join("?" * len(ids))
        sql = f"SELECT id, article, type, status, basis, first_day FROM events WHERE id IN ({marks})"
        rows = {row["id"]: row for row in store.query(sql, ids)} if ids else {}
        parties = parties_of(store, "event", ids)
        hits = [
            {
                "kind": "event", "id": one.id, "article": rows[one.id]["article"], "type": rows[one.id]["type"],
                "status": rows[one.id]["status"], "basis": rows[one.id]["basis"], "day": rows[one.id]["first_day"],
                "parties": parties.get(one.id, []), "score": one.score, "snippet": one.snippet,
            }
            for one in told
        ]  # fmt: skip
        return hits, further

    return block


def _articles(store: Store, ask: SearchAsked, expression: str, place: _Place | None) -> Block:
    found = _days("articles.published", ask)
    if ask.publisher:
        found.append(("articles.publisher = ?", (ask.publisher,)))
    if ask.party:
        sql = """EXISTS (SELECT 1 FROM events e JOIN participants p ON p.event = e.id
                 WHERE e.article = articles.id AND p.party = ?)"""
        found.append((sql, (ask.party,)))
    ranks = _ranks(store, "article", expression, found, place, ask.limit)

    def block(number: int) -> tuple[list[Fields], bool]:
        best, further = ranks(number)
        hits = [
            {"kind": "article", "id": row["id"], "article": row["id"], "day": row["published"],
             "number": row["number"], "score": score}
            for row, score in _fetched(store, "articles", "id, published", best)
        ]  # fmt: skip
        return hits, further

    return block


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
