"""One page of a list, found by key: no page costs more than the first.

Lists go by (day, id). What has no day stands at the end in either order, so a list is two stretches: dated, undated.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from dragoman.store.listing import Condition
from dragoman.store.open import Store, Value
from dragoman.web.asks import Asked, Ordered, cursor, place_of
from dragoman.web.refusals import Refusal

COUNTED_ROWS = 1000  # a list is counted up to here and told as "more than" beyond

Fields = dict[str, Any]
Place = tuple[str | None, str]  # day and id


class Slice(NamedTuple):
    """Rows of a list, and where it goes on."""

    rows: list[Fields]
    next: str | None  # cursor of the rows after; None: there are none


class Walk(NamedTuple):
    """Another table that has the rows in order of their days, with what conditions are asked of them."""

    source: str  # as a FROM clause names it
    day: str
    id: str
    rows: str  # the same, with the rows themselves


class Listed(NamedTuple):
    """A table that is listed by day and id."""

    table: str
    columns: str  # what is selected
    day: str  # the column of days; indexed together with ``id``
    few: bool = False  # conditions find few rows, which are then sorted; False: rows come in order of the index
    narrow: str | None = None  # the index to find few rows by, without the rows themselves; None: SQLite chooses
    walk: Walk | None = None  # what is walked in place of the table

    @property
    def source(self) -> str:
        """What is walked, as a FROM clause names it."""
        if self.walk:
            return self.walk.source
        return f"{self.table} INDEXED BY {self.narrow}" if self.narrow else self.table

    @property
    def rows(self) -> str:
        """The same, with every column of the rows."""
        return self.walk.rows if self.walk else self.table

    @property
    def keys(self) -> tuple[str, str]:
        """What rows stand in order of: day and id."""
        return (self.walk.day, self.walk.id) if self.walk else (f"{self.table}.{self.day}", f"{self.table}.id")


def first_of(ask: Asked, most: int = 10**9) -> int:
    """How many rows stand before the place asked for, in a list whose cursors are numbers.

    Raises:
        Refusal: it is no number, or more than ``most``.
    """
    place = place_of(ask.after, 1)
    text = (place[0] or "") if place else "0"
    if not text.isdecimal() or len(text) > len(str(most)) or int(text) > most:
        raise Refusal("no such place in the list", values=repr(text[:20]), remedy="Narrow the list with its filters")
    return int(text)


def slice_of_all(rows: Sequence[Fields], ask: Asked) -> Slice:
    """The rows after the place asked for, of a list that is held whole."""
    first = first_of(ask)
    following = cursor(str(first + ask.limit)) if len(rows) > first + ask.limit else None
    return Slice(list(rows[first : first + ask.limit]), following)


def slice_of(
    store: Store,
    listed: Listed,
    conditions: Sequence[Condition],
    ask: Ordered,
    told: Callable[[list[Any]], list[Fields]],
) -> Slice:
    """The rows after the place asked for, at most ``ask.limit`` of them; ``told`` makes plain data of all at once."""
    place = place_of(ask.after, 2)
    found: list[Place] = []
    if place is None or place[0] is not None:
        found += _stretch(store, listed, conditions, ask, place, dated=True)
        place = None
    if len(found) <= ask.limit:
        found += _stretch(store, listed, conditions, ask, place, dated=False, fewer=len(found))
    shown = found[: ask.limit]
    following = cursor(shown[-1][0], shown[-1][1]) if len(found) > ask.limit else None
    return Slice(told(_rows(store, listed, shown)), following)


def _stretch(
    store: Store, listed: Listed, conditions: Sequence[Condition], ask: Ordered,
    place: tuple[str | None, ...] | None, *, dated: bool, fewer: int = 0,
) -> list[Place]:  # fmt: skip
    """Where the rows stand; the rows themselves are fetched for those that are shown only."""
    falling = ask.order == "newest"
    day, identity = listed.keys
    sign = "<" if falling else ">"
    bounds: list[Condition] = [(f"{day} IS {'NOT ' if dated else ''}NULL", ())]
    if place is not None:
        after = (f"({day}, {identity}) {sign} (?, ?)", place) if dated else (f"{identity} {sign} ?", place[1:])
        bounds.append(after)
    where, values = where_of([*bounds, *conditions])
    order = "DESC" if falling else "ASC"
    plus = "+" if listed.few else ""  # a unary plus keeps SQLite from walking the index of days for few rows
    sql = f"""SELECT {day} AS day, {identity} AS id FROM {listed.source} WHERE {where}
              ORDER BY {plus}{day} {order}, {identity} {order} LIMIT ?"""
    return [(found["day"], found["id"]) for found in store.query(sql, (*values, ask.limit + 1 - fewer))]


def _rows(store: Store, listed: Listed, places: Sequence[Place]) -> list[Any]:
    ids = [identity for _, identity in places]
    marks = ", ".join("?" * len(ids))
    sql = f"SELECT {listed.columns} FROM {listed.table} WHERE {listed.table}.id IN ({marks})"
    found = {row["id"]: row for row in store.query(sql, ids)} if ids else {}
    return [found[identity] for identity in ids]


def where_of(conditions: Sequence[Condition]) -> tuple[str, list[Value]]:
    """Conditions, all of which must hold, as SQL with its values; without any everything does."""
    return " AND ".join(["1", *(sql for sql, _ in conditions)]), [value for _, given in conditions for value in given]


def number_of(store: Store, listed: Listed, conditions: Sequence[Condition]) -> int:
    """How many rows there are, counted up to ``COUNTED_ROWS`` + 1."""
    where, values = where_of(conditions)
    sql = f"SELECT count(*) AS number FROM (SELECT 1 FROM {listed.source} WHERE {where} LIMIT {COUNTED_ROWS + 1})"
    row = store.first(sql, values)
    return int(row["number"]) if row else 0
