"""Who dealt with whom on which day, from the table ``pair_days``: one row an event and pair of parties.

The table is computed from events and participants (migration 3 says how) and kept by triggers.
"""

from collections.abc import Collection, Iterator
from datetime import date
from typing import NamedTuple

from dragoman.records import EventType, Record, Status
from dragoman.store.open import Store, Value

NOBODY = ""  # in ``other``: the row that a party has for itself


class PairRow(NamedTuple):
    """An event between two parties, as the table has it."""

    party: str  # who acts
    other: str  # upon whom; "" in the row a party has for itself
    day: str  # the day it is counted on; "": not known
    event: str
    type: str
    status: str
    basis: str
    quad: int | None
    plover_score: float | None
    goldstein_gdelt: float | None
    goldstein_icews: float | None
    happening: str | None
    counted_from: str | None
    outlet: str | None
    copy: int
    article: str


class PairFilter(Record, frozen=True, kw_only=True):
    """What rows to read; every field that is given must hold."""

    parties: Collection[str] | None = None  # who acts; None: anybody
    others: Collection[str] | None = None  # upon whom; None: anybody; ("",): the rows that parties have for themselves
    since: date | None = None
    until: date | None = None
    types: tuple[EventType, ...] = ()  # (): any
    statuses: tuple[Status, ...] = ()  # (): any
    outlets: tuple[str, ...] = ()  # (): any
    alleged: bool = True  # whether alleged events are read too
    copies: bool = True  # whether events of articles that copy another are read too


def read_pairs(store: Store, wanted: PairFilter) -> Iterator[PairRow]:
    """The rows, by party, other, day and event; rows without a day are left out where a stretch of time is given."""
    clauses, values = ["other <> ''"] if wanted.others is None else [], list[Value]()
    for column, allowed in (
        ("party", wanted.parties),
        ("other", wanted.others),
        ("type", wanted.types or None),
        ("status", wanted.statuses or None),
        ("outlet", wanted.outlets or None),
    ):
        if allowed is not None:
            clauses.append(f"{column} IN ({', '.join('?' * len(allowed))})")
            values += sorted(allowed)
    if wanted.since or wanted.until:
        clauses.append("day BETWEEN ? AND ?")
        values += [(wanted.since or date.min).isoformat(), (wanted.until or date.max).isoformat()]
    if not wanted.alleged:
        clauses.append("basis <> 'alleged'")
    if not wanted.copies:
        clauses.append("copy = 0")
    where = f" WHERE {' AND '.join(clauses)}" if clauses else ""
    sql = f"SELECT {', '.join(PairRow._fields)} FROM pair_days{where} ORDER BY party, other, day, event"
    return map(PairRow._make, store.query(sql, values))


def rebuild(store: Store) -> None:
    """Compute the table anew from events and participants; what triggers keep comes out the same.

    Raises:
        RecordNotWritable: the record was opened for reading, or the file cannot be written.
    """
    with store.transaction() as connection:
        connection.execute("DELETE FROM pair_days")
        connection.execute("INSERT INTO pair_days SELECT * FROM pair_rows")
