"""One page of a list, found by key: no page costs more than the first.

Lists go by (day, id). What has no day stands at the end in either order, so a list is two stretches: dated, undated.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from dragoman.store.listing import Condition
from dragoman.store.open import Store, Value
from dragoman.web.asks import Asked, cursor, place_of

COUNTED_ROWS = 1000  # a list is counted up to here and told as "more than" beyond

Fields = dict[str, Any]


class Slice(NamedTuple):
    """Rows of a list, and where it goes on."""

    rows: list[Fields]
    next: str | None  # cursor of the rows after; None: there are none


class Listed(NamedTuple):
    """A table that is listed by day and id."""

    table: str
    columns: str  # what is selected
    day: str  # the column of days; indexed together with ``id``
    by_index: bool = True  # False: conditions find few rows, which are sorted; True: rows come in order of the index


def slice_of(
    store: Store, listed: Listed, conditions: Sequence[Condition], ask: Asked, row: Callable[[Any], Fields]
) -> Slice:
    """The rows after the place asked for, at most ``ask.limit`` of them."""
    place = place_of(ask.after, 2)
    found: list[Any] = []
    if place is None or place[0] is not None:
        found += _stretch(store, listed, conditions, ask, place, dated=True)
        place = None
    if len(found) <= ask.limit:
        found += _stretch(store, listed, conditions, ask, place, dated=False, fewer=len(found))
    shown = found[: ask.limit]
    following = cursor(shown[-1]["_day"], shown[-1]["id"]) if len(found) > ask.limit else None
    return Slice([row(each) for each in shown], following)


def _stretch(
    store: Store, listed: Listed, conditions: Sequence[Condition], ask: Asked,
    place: tuple[str | None, ...] | None, *, dated: bool, fewer: int = 0,
) -> list[Any]:  # fmt: skip
    falling = ask.order == "newest"
    table, day = listed.table, f"{listed.table}.{listed.day}"
    clauses = [f"{day} IS {'NOT ' if dated else ''}NULL", *(sql for sql, _ in conditions)]
    values: list[Value] = [value for _, given in conditions for value in given]
    sign = "<" if falling else ">"
    if place is not None:
        clauses.append(f"({day}, {table}.id) {sign} (?, ?)" if dated else f"{table}.id {sign} ?")
        values += place if dated else place[1:]
    order = "DESC" if falling else "ASC"
    plus = "" if listed.by_index else "+"  # a unary plus keeps SQLite from walking the index of days for few rows
    sql = f"""SELECT {listed.columns}, {day} AS _day FROM {table} WHERE {" AND ".join(clauses)}
              ORDER BY {plus}{day} {order}, {table}.id {order} LIMIT ?"""
    return list(store.query(sql, (*values, ask.limit + 1 - fewer)))


def number_of(store: Store, table: str, conditions: Sequence[Condition]) -> int:
    """How many rows there are, counted up to ``COUNTED_ROWS`` + 1."""
    where = f"WHERE {' AND '.join(sql for sql, _ in conditions)}" if conditions else ""
    values = [value for _, given in conditions for value in given]
    sql = f"SELECT count(*) AS number FROM (SELECT 1 FROM {table} {where} LIMIT {COUNTED_ROWS + 1})"
    row = store.first(sql, values)
    return int(row["number"]) if row else 0
