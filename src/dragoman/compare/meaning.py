"""Search by meaning: the lines whose vectors point most nearly where the question's does; both searches in one list.

Nearness is of matter and wording. It does not tell who is for and who against, nor whether it happened: a denial lies
close to what it denies. So every hit shows its stance or status, and its similarity.
"""

import heapq
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from dragoman.compare.vectors import Network
from dragoman.errors import UsageError
from dragoman.language.network import VECTOR_SIZE
from dragoman.partial_date import PartialDate
from dragoman.records import Record, Stance, Status
from dragoman.store.listing import Condition, require_interval, require_limit
from dragoman.store.open import Store, Value
from dragoman.store.own_types import is_of_type
from dragoman.store.search import Hit, search
from dragoman.store.vectors import KINDS, SCALE, Block, VectorKind, as_bytes, blocks, line_ids, vector_state

NOTE = (
    "Found by nearness of words and matter, not by the words themselves; "
    "nearness does not tell a claim from its denial, so read the passage."
)
# Reciprocal rank fusion (Cormack, Clarke and Buettcher 2009): one over the rank in each list and a constant, added up.
# Theirs, 60 and lists of like weight, lost answers here; 5 and half the weight for words were best of fifteen on half
# of the queries of evaluation/meaning: recall in the first ten .73, by meaning alone .69.
FUSION, WORDS_WEIGHT = 5, 0.5
FUSED_FROM = 100  # of each list: what stands below adds next to nothing
FEW_ARTICLES = 20_000  # that a condition leaves: their vectors are asked for; of more the whole record is gone through


class MeaningFilter(Record, frozen=True, kw_only=True):
    """What to search among; every field that is given must hold. ``None`` asks for nothing."""

    party: str | None = None  # code of a party that speaks, or takes part in the event or in one of the article's
    stance: Stance | None = None  # of a statement
    type: str | None = None  # of an event: PLOVER's, or one of the user's own
    status: Status | None = None  # of an event
    topic: str | None = None  # of a statement
    publisher: str | None = None
    since: PartialDate | None = None  # not over before the first day of this
    until: PartialDate | None = None  # not begun after the last day of this


class Near(Record, frozen=True, kw_only=True):
    """A statement, event or article whose words lie near what was asked."""

    kind: VectorKind
    id: str
    article: str
    title: str | None
    published: str | None  # ISO day; None: not known
    day: str | None  # first day of what is told or of when it was said; of an article, of publication; None: not known
    speaker: str | None  # name of a statement's first speaker
    stance: str | None  # of a statement
    status: str | None  # of an event, and so with the next two
    basis: str | None  # plain, attributed or alleged
    asserted_by: str | None  # who alleges it
    text: str  # content of a statement, clause of an event, heading of an article
    similarity: float | None  # cosine, -1 to 1; None: its words were found, and it is not among the nearest
    words: bool = False  # whether its words were found too


_Key = tuple[VectorKind, str]


class _Scored(NamedTuple):
    """Ordered by similarity, then by id against it, so that of two alike the smaller id comes first."""

    score: int
    before: tuple[int, ...]
    id: str


def search_by_meaning(
    store: Store,
    network: Network,
    query: str,
    *,
    kinds: Sequence[VectorKind] = KINDS,
    wanted: MeaningFilter | None = None,
    limit: int = 20,
) -> list[Near]:
    """The lines nearest to the question, best first; ties by id.

    Args:
        store: an open record with vectors.
        network: what made them.
        query: a sentence or some words.
        kinds: what to search: statements, events, articles.
        wanted: what they must be.
        limit: how many at most.

    Raises:
        UsageError: the record has no vectors, or those of another network; there are no words; the limit is below 1.
    """
    require_limit(limit)
    if not query.strip():
        raise UsageError("there is nothing to look for", values=repr(query), remedy="Give a sentence or some words")
    require_vectors(store, network)
    vector = as_bytes(network.vectors([query]))[0]
    best = [(kind, one) for kind in kinds for one in _nearest(store, vector, kind, wanted or MeaningFilter(), limit)]
    best.sort(key=lambda each: (-each[1].score, each[1].id))
    return [near for kind, one in best[:limit] for near in _near(store, kind, one.id, one.score)]


def require_vectors(store: Store, network: Network) -> None:
    """Check that a record can be searched by meaning.

    Raises:
        UsageError: it has no vectors, or those of another network.
    """
    state = vector_state(store)
    remedy = f"Make them with: dragoman vectors --record {store.path}"
    if state.network is None:
        raise UsageError("the record has no vectors to search by meaning", values=str(store.path), remedy=remedy)
    if state.network != network.version:
        values = f"{state.network}; this version has {network.version}"
        raise UsageError("the record's vectors are of another network", values=values, remedy=remedy)


def search_both(
    store: Store,
    network: Network,
    query: str,
    *,
    kinds: Sequence[VectorKind] = KINDS,
    wanted: MeaningFilter | None = None,
    limit: int = 20,
) -> list[Near]:
    """What is near in meaning and what holds one of the words, in one list, best first; ties by id.

    Arguments and errors are those of ``search_by_meaning``; there must be a word in the query.
    """
    require_limit(limit)
    wanted = wanted or MeaningFilter()
    near = search_by_meaning(store, network, query, kinds=kinds, wanted=wanted, limit=max(limit, FUSED_FROM))
    allowed = {kind: _allowed(store, kind, wanted) for kind in kinds}
    found = search(store, query, any_word=True, limit=max(limit, FUSED_FROM))
    hits = [hit for hit in found if hit.kind in allowed and _is_allowed(hit.id, allowed[hit.kind])]
    return fused(store, hits, near, limit=limit)


def _is_allowed(name: str, allowed: dict[str, str] | None) -> bool:
    return allowed is None or name in allowed


def fused(store: Store, words: Sequence[Hit], near: Sequence[Near], *, limit: int) -> list[Near]:
    """Two lists as one by reciprocal rank fusion, best first; ties by id. Ranks by words are within a kind."""
    scores: Counter[_Key] = Counter()
    for kind in KINDS:
        of_kind = [hit for hit in words if hit.kind == kind]
        scores.update({(kind, hit.id): WORDS_WEIGHT / (FUSION + rank) for rank, hit in enumerate(of_kind, start=1)})
    by_words = set(scores)
    scores.update({(one.kind, one.id): 1 / (FUSION + rank) for rank, one in enumerate(near, start=1)})
    known: dict[_Key, Near] = {(one.kind, one.id): one for one in near}
    best = sorted(scores, key=lambda key: (-scores[key], key[1]))[:limit]
    found = [known.get(key) or next(_near(store, *key, None), None) for key in best]
    return [replace(one, words=(one.kind, one.id) in by_words) for one in found if one is not None]


def _nearest(
    store: Store, vector: NDArray[np.int8], kind: VectorKind, wanted: MeaningFilter, limit: int
) -> list[_Scored]:
    """The nearest lines of a kind."""
    allowed = _allowed(store, kind, wanted)
    if allowed is not None and not allowed:
        return []
    articles = sorted(set(allowed.values())) if allowed is not None else None
    few = articles if articles is not None and len(articles) <= FEW_ARTICLES else None
    best: list[_Scored] = []
    asked = vector.astype(np.float32)  # products and sums of bytes are whole numbers that 32 bits hold exactly
    for block in blocks(store, kind, articles=few):
        floor = best[0].score if len(best) == limit else None
        for score, number, ordinal in _scored(block, asked, floor=floor):
            name = line_ids(store, kind, number)[ordinal]
            scored = _Scored(score, tuple(-ord(c) for c in name), name)
            if allowed is not None and scored.id not in allowed:
                continue
            if len(best) < limit:
                heapq.heappush(best, scored)
            elif scored > best[0]:
                heapq.heapreplace(best, scored)
            elif scored.score < best[0].score:
                break
    return sorted(best, reverse=True)


def _scored(block: Block, asked: NDArray[np.float32], *, floor: int | None) -> Iterator[tuple[int, int, int]]:
    """The lines of a block from the nearest on, down to ``floor``: score, number of the row, place in it."""
    rows = np.frombuffer(b"".join(block.vectors), dtype=np.int8).reshape(-1, VECTOR_SIZE)
    scores = rows.astype(np.float32) @ asked
    chosen = np.arange(len(scores)) if floor is None else np.flatnonzero(scores >= floor)
    if not len(chosen):
        return
    starts = np.concatenate([[0], np.cumsum([len(packed) // VECTOR_SIZE for packed in block.vectors])])
    for place in chosen[np.argsort(-scores[chosen], kind="stable")].tolist():
        row = int(np.searchsorted(starts, place, side="right")) - 1
        yield int(scores[place]), block.numbers[row], place - int(starts[row])


def _allowed(store: Store, kind: VectorKind, wanted: MeaningFilter) -> dict[str, str] | None:
    """The lines that may be found, each with its article; ``None``: all."""
    conditions = list(_conditions(kind, wanted))
    if not conditions:
        return None
    table = f"{kind}s"
    joined = "" if kind == "article" else f"JOIN articles ON articles.id = {table}.article"
    held = " AND ".join(sql for sql, _ in conditions)
    values: list[Value] = [value for _, own in conditions for value in own]
    rows = store.query(f"SELECT {table}.id AS id, articles.id AS article FROM {table} {joined} WHERE {held}", values)
    return {row["id"]: row["article"] for row in rows}


_PARTY: dict[VectorKind, str] = {
    "statement": "statements.id IN (SELECT statement FROM participants WHERE party = ?)",
    "event": "events.id IN (SELECT event FROM participants WHERE party = ?)",
    "article": """articles.id IN (
        SELECT e.article FROM participants p JOIN events e ON e.id = p.event WHERE p.party = ?)""",
}
_ONLY: dict[str, VectorKind] = {"stance": "statement", "topic": "statement", "status": "event", "type": "event"}


def _conditions(kind: VectorKind, wanted: MeaningFilter) -> Iterator[Condition]:
    require_interval(wanted.since, wanted.until)
    if any(getattr(wanted, field) and kind != only for field, only in _ONLY.items()):
        yield "0", ()  # a stance or a topic is of a statement, a type or a status of an event
        return
    if wanted.party:
        yield _PARTY[kind], (wanted.party,)
    if wanted.stance:
        yield "statements.stance = ?", (wanted.stance,)
    if wanted.type:
        yield is_of_type("events", wanted.type)
    if wanted.status:
        yield "events.status = ?", (wanted.status,)
    if wanted.topic:
        yield "EXISTS (SELECT 1 FROM json_each(statements.topics) t WHERE t.value = ?)", (wanted.topic,)
    if wanted.publisher:
        yield "articles.publisher = ?", (wanted.publisher,)
    first, last = ("articles.published",) * 2
    if kind != "article":
        first, last = (f"coalesce({kind}s.{end}_day, articles.published)" for end in ("first", "last"))
    if wanted.since and wanted.since.earliest:
        yield f"{last} >= ?", (wanted.since.earliest.isoformat(),)
    if wanted.until and wanted.until.latest:
        yield f"{first} <= ?", (wanted.until.latest.isoformat(),)


_FOUND: dict[VectorKind, str] = {
    "statement": """
        SELECT s.article, a.title, a.published, s.first_day AS day, s.stance, NULL AS status, NULL AS basis,
            NULL AS asserted_by, s.text,
            (SELECT name FROM participants WHERE statement = s.id ORDER BY ordinal LIMIT 1) AS speaker
        FROM statements s JOIN articles a ON a.id = s.article WHERE s.id = ?""",
    "event": """
        SELECT e.article, a.title, a.published, e.first_day AS day, NULL AS stance, e.status, e.basis,
            e.asserted_by, e.text, NULL AS speaker
        FROM events e JOIN articles a ON a.id = e.article WHERE e.id = ?""",
    "article": """
        SELECT id AS article, title, published, published AS day, NULL AS stance, NULL AS status,
            NULL AS basis, NULL AS asserted_by,
            coalesce(title, substr(text, body_start + 1, 120)) AS text, NULL AS speaker
        FROM articles WHERE id = ?""",
}


def _near(store: Store, kind: VectorKind, name: str, score: int | None) -> Iterator[Near]:
    row = store.first(_FOUND[kind], (name,))
    if row is not None:
        fields = {column: row[column] for column in row.keys()}  # noqa: SIM118 - a Row iterates values
        yield Near(kind=kind, id=name, similarity=None if score is None else round(score / SCALE**2, 4), **fields)
