"""The lines of a timeline, counted from ``pair_days`` without reading the events themselves."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from dragoman.records import Record
from dragoman.store.open import Store, Value
from dragoman.store.pairs import LAST_DAY

COUNTS = "status = 'occurred' AND basis <> 'alleged' AND copy = 0"


class LineFilter(Record, frozen=True, kw_only=True):
    """Whose lines, and from when."""

    party: str
    other: str | None = None  # None: everything of the party
    since: date | None = None  # not over before it
    until: date | None = None  # not begun after it

    def sql(self, columns: str, more: str = "", *, once: bool = True) -> tuple[str, list[Value]]:
        """A SELECT of columns of the lines, and its values; of a pair in both directions.

        Without ``once`` an event that faces both ways stands there twice, which is much faster.
        """
        ways = [(self.party, self.other), (self.other, self.party)] if self.other else [(self.party, "")]
        clauses, values = ["party = ? AND other = ?"], list[Value]()
        if self.since:
            clauses.append("last_day >= ?")
        if self.until:
            clauses.append("first_day <= ?")
        for way in ways:
            values += [*way, *(day.isoformat() for day in (self.since, self.until) if day)]
        select = f"SELECT {columns} FROM pair_days WHERE {' AND '.join(clauses)}{more}"
        return (" UNION " if once else " UNION ALL ").join([select] * len(ways)), values


def lines_by_day(store: Store, wanted: LineFilter) -> list[tuple[str | None, int]]:
    """How many events begin on each day, the earliest first; those on no known day (None) last."""
    union, values = wanted.sql("event, first_day")
    sql = f"SELECT first_day, count(*) AS number FROM ({union}) GROUP BY 1 ORDER BY first_day IS NULL, first_day"
    return [(row["first_day"], row["number"]) for row in store.query(sql, values)]


def day_of_line(days: Sequence[tuple[str | None, int]], place: int) -> str | None:
    """The day of the event at a place, counted from 0; None when there is none, or it is on no known day."""
    for day, number in days:
        place -= number
        if place < 0:
            return day
    return None


def count_by_month(
    store: Store, wanted: LineFilter, *, everything: bool, once: bool = True
) -> Iterator[tuple[str | None, str, int]]:
    """Month (None: not known), type, and how many happenings count: each at its telling with the first day.

    Without ``once`` every telling counts.
    """
    columns = f"event, first_day, dated, type, {'coalesce(happening, event)' if once else 'event'} AS thing"
    union, values = wanted.sql(columns, "" if everything else f" AND {COUNTS}", once=False)
    first = f"SELECT *, {_FIRST} FROM ({union}) GROUP BY thing"
    month = "CASE WHEN dated = 1 THEN substr(first_day, 1, 7) END"
    sql = f"SELECT {month} AS month, type, count(*) AS number FROM ({first}) GROUP BY 1, 2"
    for row in store.query(sql, values):
        yield row["month"], row["type"], row["number"]


def first_tellings(store: Store, wanted: LineFilter, happenings: Collection[str]) -> frozenset[str]:
    """The events at which some happenings are counted."""
    asked: Sequence[str] = sorted(happenings)
    among = f" AND happening IN ({', '.join('?' * len(asked))})"
    union, values = wanted.sql("event, first_day, happening AS thing", f"{among} AND {COUNTS}", once=False)
    half = len(values) // (2 if wanted.other else 1)
    given = [value for start in range(0, len(values), half) for value in (*values[start : start + half], *asked)]
    sql = f"SELECT event, {_FIRST} FROM ({union}) GROUP BY thing"
    return frozenset(row["event"] for row in store.query(sql, given))


_FIRST = f"min(coalesce(first_day, '{LAST_DAY}') || event)"  # bare columns come from its row: see store.pairs
