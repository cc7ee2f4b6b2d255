"""Event types of the user's own that stand in a record beside PLOVER's sixteen.

An own type that refines a PLOVER type is stored beside it, one that refines none in its place; both are found by
their name.
"""

from collections.abc import Collection

from dragoman.codes.plover import EVENT_TYPES
from dragoman.errors import UnknownName
from dragoman.store.open import Store, Value


def own_types(store: Store) -> tuple[str, ...]:
    """The names of the own types of which the record has events, sorted."""
    sql = "SELECT DISTINCT own_type AS name FROM events WHERE own_type IS NOT NULL ORDER BY 1"
    return tuple(row["name"] for row in store.query(sql))


def event_types(store: Store) -> tuple[str, ...]:
    """PLOVER's sixteen types, then the own ones of the record."""
    return (*EVENT_TYPES, *own_types(store))


def type_called(store: Store, name: str) -> str:
    """A type as the record writes it; case does not matter.

    Raises:
        UnknownName: it is none of PLOVER's, and the record has no event of such an own type.
    """
    return among(name, event_types(store))


def among(name: str, known: Collection[str]) -> str:
    """A type as ``known`` writes it; case does not matter.

    Raises:
        UnknownName: it is not among them.
    """
    match = next((kind for kind in known if kind.casefold() == name.casefold()), None)
    if match is None:
        raise UnknownName("no such type", values=repr(name), remedy=f"Give one of {', '.join(known)}")
    return match


def is_of_type(table: str, name: str, *, own: str | None = None) -> tuple[str, tuple[Value, ...]]:
    """The condition that an event is of a type, by PLOVER's name or by the user's own.

    PLOVER's own names need no look at what is of the user's.

    Args:
        table: of the column ``type``.
        name: of the type.
        own: the condition that it is of an own type, with one ``?``; None: the table has the column ``own_type``.
    """
    if name in EVENT_TYPES:
        return f"{table}.type = ?", (name,)
    return f"({table}.type = ? OR {own or f'{table}.own_type = ?'})", (name, name)
