"""Search by meaning on the desk: what is near, with its similarity, and what the record lacks for it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from dragoman.store.listing import make_filter
from dragoman.store.open import Store
from dragoman.web.asks import SearchAsked
from dragoman.web.queries.articles import heads
from dragoman.web.queries.slices import Fields

if TYPE_CHECKING:
    from dragoman.compare.meaning import Near
    from dragoman.compare.vectors import Network
    from dragoman.store.vectors import VectorKind

CONDITIONS = ("party", "stance", "topic", "publisher", "since", "until")


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
    find = search_both if ask.way == "both" else search_by_meaning
    near = find(store, network, ask.words, kinds=kinds, wanted=wanted, limit=ask.limit)
    known = heads(store, list(dict.fromkeys(one.article for one in near)))
    return {
        "way": ask.way,
        "note": NOTE,
        "near": [_row(one, known[one.article]) for one in near],
        "unmade": vector_state(store).unmade,
    }


def _row(near: "Near", article: Any) -> Fields:
    return {
        "kind": near.kind, "id": near.id, "article": article, "day": near.day or near.published, "text": near.text,
        "speaker": near.speaker, "stance": near.stance, "status": near.status, "similarity": near.similarity,
        "basis": near.basis, "asserted_by": near.asserted_by, "words": near.words,
    }  # fmt: skip
