"""Joining and splitting happenings by hand: the decision is kept, and the happenings are made anew by it at once."""

from collections.abc import Sequence
from datetime import datetime

from dragoman.compare.decisions import Decision, join, split
from dragoman.compare.lookup import find_happening
from dragoman.errors import UnknownName
from dragoman.store.open import Store


def join_happenings(store: Store, one: str, other: str, *, by: str, why: str, at: datetime) -> Decision:
    """Say that two happenings are one; all their tellings go together from now on.

    Args:
        store: a record opened for writing.
        one: id of a happening, the beginning of one, or the id of an event.
        other: the other.
        by: who says so.
        why: the reason.
        at: when.

    Raises:
        UsageError: nobody or no reason is named, or they are one already.
        UnknownName: there is no such happening.
    """
    sides = [_events(store, find_happening(store, name)) for name in (one, other)]
    made = join(store, *sides, by=by, why=why, at=at)
    _made_anew(store)
    return made


def split_happening(
    store: Store, name: str, events: Sequence[str], *, by: str, why: str, at: datetime
) -> Decision:  # fmt: skip
    """Say that some tellings of a happening are of another one; see ``join_happenings``.

    Args:
        store: a record opened for writing.
        name: id of the happening.
        events: ids of the events that are of another; they stay together where nothing speaks against it.
        by: who says so.
        why: the reason.
        at: when.

    Raises:
        UsageError: nobody or no reason is named, or no telling is left on one side.
        UnknownName: there is no such happening, or an event is none of its tellings.
    """
    every = _events(store, find_happening(store, name))
    unknown = sorted(set(events) - set(every))
    if unknown:
        raise UnknownName(
            "no telling of this happening", values=", ".join(unknown), remedy=f"It has {', '.join(every[:10])}"
        )
    made = split(store, [one for one in every if one not in events], events, by=by, why=why, at=at)
    _made_anew(store)
    return made


def _events(store: Store, happening: str) -> list[str]:
    rows = store.query("SELECT id FROM events WHERE happening = ? ORDER BY id", (happening,))
    return [row["id"] for row in rows]


def _made_anew(store: Store) -> None:
    from dragoman.compare.update import update_happenings  # loads what the desk's pages do without

    update_happenings(store)
