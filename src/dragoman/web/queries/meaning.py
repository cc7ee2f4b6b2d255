"""Search by meaning on the desk: what is near, with its similarity, and what the record lacks for it."""

import json
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from dragoman.store.listing import make_filter
from dragoman.store.open import Store
from dragoman.web.asks import SearchAsked, cursor
from dragoman.web.queries.articles import heads
from dragoman.web.queries.facets import facets, parties_of
from dragoman.web.queries.slices import Fields, first_of

if TYPE_CHECKING:
    from dragoman.compare.meaning import Near
    from dragoman.compare.vectors import Network
    from dragoman.store.vectors import VectorKind

CONDITIONS = ("party", "type", "status", "stance", "topic", "publisher", "since", "until")
MOST_NEAR = 200  # are divided into facets: what lies further off has little to do with the question
MOST_PAGED = 1_000  # of the nearest can be had: every line of a record is near to some degree


def absent(store: Store, network: "Callable[[], Network]") -> Fields | None:
    """Why the record cannot be searched by meaning, and what to do; ``None``: it can.

    Args:
        store: the record.
        network: loads what gives a question its vector, which a record without vectors does not need.
    """
    from dragoman.store.vectors import vector_state  # loads numpy, which no other page needs

    state = vector_state(store)
    if state.network is not None and state.network == network().version:
        return None
    why = (
        "This record has no vectors." if state.network is None else "The vectors of this record are of another version."
    )
    return {"why": why, "command": f"dragoman vectors --record {store.path.name}"}


def search_near(store: Store, network: "Network", ask: SearchAsked) -> Fields:
    """What is near in meaning, or what either search finds, best first.

    Raises:
        UsageError: there is nothing to look for, or the record has no vectors.
    """
    from dragoman.compare.meaning import NOTE, MeaningFilter, search_both, search_by_meaning
    from dragoman.store.vectors import KINDS, vector_state

    given = {name: value for name in CONDITIONS if (value := getattr(ask, name))}
    wanted = make_filter(MeaningFilter, given)
    kinds: tuple[VectorKind, ...] = KINDS if ask.kind is None else (ask.kind,)
    find, first = search_both if ask.way == "both" else search_by_meaning, first_of(ask, MOST_PAGED)
    most = max(MOST_NEAR, min(first + ask.limit + 1, MOST_PAGED)) if ask.order == "best" else MOST_NEAR
    near = find(store, network, ask.words, kinds=kinds, wanted=wanted, limit=most)
    known = heads(store, list(dict.fromkeys(one.article for one in near)))
    shown = _ordered(near, ask.order)[first : first + ask.limit]
    return {
        "way": ask.way,
        "note": NOTE,
        "near": [_row(one, known[one.article]) for one in shown],
        "unmade": vector_state(store).unmade,
        "facets": _facets(store, near[:MOST_NEAR], known),
        "next": cursor(str(first + ask.limit)) if len(near) > first + ask.limit else None,
    }


def _ordered(near: Sequence["Near"], order: str) -> list["Near"]:
    """The nearest first, or by day; what has no day stands at the end in either order."""
    if order == "best":
        return list(near)
    by_day = sorted(near, key=_day, reverse=order == "newest")
    return sorted(by_day, key=lambda one: not _day(one))


def _day(near: "Near") -> str:
    return near.day or near.published or ""


def _facets(store: Store, near: Sequence["Near"], known: dict[str, Fields]) -> Fields:
    """How the nearest divide, as hits of a search by words do."""
    of = {kind: [one.id for one in near if one.kind == kind] for kind in ("event", "statement")}
    parties = {**parties_of(store, "event", of["event"]), **parties_of(store, "statement", of["statement"])}
    types = _column(store, "events", "type", of["event"])
    topics = _column(store, "statements", "topics", of["statement"])
    return facets([
        {
            "parties": parties.get(one.id, ()), "type": types.get(one.id), "status": one.status, "stance": one.stance,
            "topics": json.loads(topics.get(one.id, "[]")), "publisher": known[one.article]["publisher"],
            "day": one.day or one.published,
        }
        for one in near
    ])  # fmt: skip


def _column(store: Store, table: str, column: str, ids: Sequence[str]) -> dict[str, str]:
    marks = ", ".join("?" * len(ids))
    rows = store.query(f"SELECT id, {column} AS value FROM {table} WHERE id IN ({marks})", ids) if ids else ()
    return {row["id"]: row["value"] for row in rows}


def _row(near: "Near", article: Any) -> Fields:
    return {
        "kind": near.kind, "id": near.id, "article": article, "day": near.day or near.published, "text": near.text,
        "speaker": near.speaker, "stance": near.stance, "status": near.status, "similarity": near.similarity,
        "basis": near.basis, "asserted_by": near.asserted_by, "words": near.words,
    }  # fmt: skip
