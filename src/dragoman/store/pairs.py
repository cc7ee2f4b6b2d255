"""Counting who dealt with whom, from the table ``pair_days``: one row an event and pair of parties.

The table is computed from events and participants (migration 3 says how) and kept by triggers.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Literal, NamedTuple

from dragoman.codes.plover import EVENT_TYPES
from dragoman.records import Record, Status
from dragoman.store.open import Store, Value

Group = Literal["type", "quad", "status", "basis"]
Stretch = Literal["day", "month", "year"]

NO_DAY, LAST_DAY = "", "~"  # ISO days, and the day that is not known, lie between the two as text
_LETTERS: dict[Stretch, int] = {"day": 10, "month": 7, "year": 4}
_SCALES = ("plover_score", "goldstein_gdelt", "goldstein_icews")
_READ = ("day", "event", "type", "quad", *_SCALES, "happening", "counted_from", "outlet", "status", "basis")
_COLUMNS = ", ".join(f"p.{name}" for name in _READ)


class Stand(NamedTuple):
    """A code in the table counts for a party, from one day to another (text, both included)."""

    code: str
    party: str
    first: str = NO_DAY
    last: str = LAST_DAY


class PairFilter(Record, frozen=True, kw_only=True):
    """What to count; every field that is given must hold."""

    since: date | None = None
    until: date | None = None
    types: tuple[str, ...] = ()  # PLOVER's and own ones; (): any
    statuses: tuple[Status, ...] = ()  # (): any
    outlets: tuple[str, ...] = ()  # (): any
    alleged: bool = True  # whether alleged events count
    copies: bool = True  # whether events of articles that copy another count
    happenings: bool = False  # a happening counts once, at its telling with the first day (then the smallest id)
    directed: bool = False  # whether who acts upon whom is kept apart
    panel: tuple[str, ...] = ()  # outlets whose share of the count is asked for


class Tally(NamedTuple):
    """What counts between two parties in a stretch of time."""

    party: str
    other: str
    period: str  # the beginning of the day: "2017-11-09", "2017-11", "2017"; "": not known
    type: str | None  # None: not divided by type
    quad: int | None
    status: str | None
    basis: str | None
    number: int  # of happenings, or events
    tellings: int  # events that tell what is counted
    quads: tuple[int, ...]  # how many of quad 1, 2, 3, 4
    scores: tuple[float, ...]  # sums: PLOVER's, Goldstein's as GDELT has them, as ICEWS has them
    scored: tuple[int, ...]  # how many have a value on each scale
    by_publication: int  # counted on the day of publication
    panel: int  # told by the outlets of the panel
    events: tuple[str, ...]  # ids, one for each counted, sorted


def tally_pair(
    store: Store, sides: tuple[Sequence[Stand], Sequence[Stand]], wanted: PairFilter, *, stretch: Stretch = "day",
    groups: Collection[Group] = (),
) -> Iterator[Tally]:  # fmt: skip
    """What counts between two parties, by period and group.

    Args:
        store: an open record.
        sides: the codes that count for the one and for the other; the first acts where ``wanted`` is directed.
        wanted: what counts.
        stretch: how long a period is.
        groups: what to divide by.
    """
    where, values = _where(wanted)
    ways = ["p.party = a.code AND p.other = b.code"] + ["p.party = b.code AND p.other = a.code"] * (not wanted.directed)
    source = " UNION ALL ".join(
        f"""SELECT a.party AS one, b.party AS two, {_COLUMNS} FROM a CROSS JOIN b CROSS JOIN pair_days p
        WHERE {way} AND p.day BETWEEN a.first AND a.last AND p.day BETWEEN b.first AND b.last AND {where}"""
        for way in ways
    )
    stands = f"a (code, party, first, last) AS ({_rows(sides[0])}), b (code, party, first, last) AS ({_rows(sides[1])})"
    sql = f"WITH {stands}, told AS ({source}) {_counts(wanted, _LETTERS[stretch], groups, pairs=False)}"
    yield from _tallies(store, sql, [*_flat(sides[0]), *_flat(sides[1]), *values * len(ways), *wanted.panel], groups)


def tally_pairs(
    store: Store, wanted: PairFilter, *, among: Sequence[Stand] | None = None, stretch: Stretch = "day",
    groups: Collection[Group] = (),
) -> Iterator[Tally]:  # fmt: skip
    """What counts between every two parties, by pair, period and group; a pair in order of code unless directed.

    Args:
        store: an open record.
        wanted: what counts.
        among: the codes that count, and for whom; None: all, each for itself.
        stretch: how long a period is.
        groups: what to divide by.
    """
    where, values = _where(wanted)
    names = ("p.party", "p.other") if among is None else ("a.party", "b.party")
    low, high = (f"CASE WHEN {names[0]} {sign} {names[1]} THEN {names[0]} ELSE {names[1]} END" for sign in "<>")
    one, two = names if wanted.directed else (low, high)
    if among is None:
        source, stands = (
            f"SELECT {one} AS one, {two} AS two, {_COLUMNS} FROM pair_days p WHERE p.other <> '' AND {where}",
            "",
        )
    else:
        stands = f"a (code, party, first, last) AS ({_rows(among)}), b AS (SELECT * FROM a), "
        source = f"""SELECT {one} AS one, {two} AS two, {_COLUMNS} FROM a CROSS JOIN b CROSS JOIN pair_days p
            WHERE p.party = a.code AND p.other = b.code AND p.day BETWEEN a.first AND a.last
            AND p.day BETWEEN b.first AND b.last AND a.party <> b.party AND {where}"""
    sql = f"WITH {stands}told AS ({source}) {_counts(wanted, _LETTERS[stretch], groups, pairs=True)}"
    yield from _tallies(store, sql, [*_flat(among or ()), *values, *wanted.panel], groups)


def rebuild(store: Store) -> None:
    """Compute ``pair_days`` and ``outlet_months`` anew from what they are read from; what triggers keep is the same.

    Raises:
        RecordNotWritable: the record was opened for reading, or the file cannot be written.
    """
    with store.transaction() as connection:
        connection.execute("DELETE FROM pair_days")
        connection.execute("INSERT INTO pair_days SELECT * FROM pair_rows ORDER BY 1, 2, 3, 4")
        connection.execute("DELETE FROM outlet_months")
        connection.execute("INSERT INTO outlet_months SELECT * FROM outlet_rows")


def _where(wanted: PairFilter) -> tuple[str, list[Value]]:
    clauses, values = ["1"], list[Value]()
    if wanted.types:
        own = [name for name in wanted.types if name not in EVENT_TYPES]
        told = f" OR p.event IN (SELECT id FROM events WHERE own_type IN ({_marks(own)}))" if own else ""
        clauses.append(f"(p.type IN ({_marks(wanted.types)}){told})")
        values += [*wanted.types, *own]
    for column, allowed in (("status", wanted.statuses), ("outlet", wanted.outlets)):
        if allowed:
            clauses.append(f"p.{column} IN ({_marks(allowed)})")
            values += allowed
    if wanted.since or wanted.until:
        clauses.append("p.day BETWEEN ? AND ?")
        values += [(wanted.since or date.min).isoformat(), (wanted.until or date.max).isoformat()]
    if not wanted.alleged:
        clauses.append("p.basis <> 'alleged'")
    if not wanted.copies:
        clauses.append("p.copy = 0")
    return " AND ".join(clauses), values


def _counts(wanted: PairFilter, letters: int, groups: Collection[Group], *, pairs: bool) -> str:
    """Each thing once, then added up.

    Beside ``min`` SQLite takes the other columns from the row that has the minimum ("Bare columns in an aggregate
    query", sqlite.org/lang_select.html): the telling with the first day.
    """
    pair = "one, two, " if pairs else ""
    key = "coalesce(happening, event)" if wanted.happenings else "event"
    once = f"""SELECT *, {key} AS thing, count(DISTINCT event) AS tellings,
        min(CASE day WHEN '' THEN '{LAST_DAY}' ELSE day END || event) FROM told GROUP BY {pair}thing"""
    quads = ", ".join(f"sum(CASE quad WHEN {number} THEN 1 ELSE 0 END)" for number in range(1, 5))
    scores = ", ".join(f"coalesce(sum({scale}), 0.0), count({scale})" for scale in _SCALES)
    panel = f"sum(CASE WHEN outlet IN ({_marks(wanted.panel)}) THEN 1 ELSE 0 END)" if wanted.panel else "0"
    by = [f"substr(day, 1, {letters}) AS period", *sorted(groups)]
    names = "one, two" if pairs else "min(one), min(two)"  # of one pair they are the same in every row
    return f"""SELECT {names}, {", ".join(by)}, count(*), sum(tellings), {quads}, {scores},
        sum(CASE counted_from WHEN 'publication' THEN 1 ELSE 0 END), {panel}, group_concat(event, ' ')
        FROM ({once}) GROUP BY {", ".join([*(("one", "two") if pairs else ()), "period", *sorted(groups)])}
        ORDER BY {", ".join(map(str, range(1, 4 + len(groups))))}"""


def _tallies(store: Store, sql: str, values: Sequence[Value], groups: Collection[Group]) -> Iterator[Tally]:
    names = sorted(groups)
    start = 3 + len(names)
    for row in map(tuple, store.query(sql, values)):
        grouped = dict(zip(names, row[3:start], strict=True))
        number, tellings, *rest = row[start:]
        yield Tally(
            party=row[0], other=row[1], period=row[2], type=grouped.get("type"), quad=grouped.get("quad"),
            status=grouped.get("status"), basis=grouped.get("basis"), number=number, tellings=tellings,
            quads=tuple(rest[:4]), scores=tuple(rest[4:10:2]), scored=tuple(rest[5:10:2]), by_publication=rest[10],
            panel=rest[11], events=tuple(sorted(rest[12].split(" "))),
        )  # fmt: skip


def _rows(stands: Sequence[Stand]) -> str:
    return f"VALUES {', '.join(['(?, ?, ?, ?)'] * len(stands))}"


def _flat(stands: Sequence[Stand]) -> list[Value]:
    return [value for stand in stands for value in stand]


def _marks(values: Collection[object]) -> str:
    return ", ".join("?" * len(values))
