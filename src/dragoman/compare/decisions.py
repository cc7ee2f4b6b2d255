"""What a person decided of happenings: these tellings are of one, or of two. A decision outranks every score.

Decisions are kept by the ids of events, which stay when an article is read again, and nothing is overwritten: of two
decisions on the same tellings the later one holds.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from itertools import pairwise, product
from typing import Literal

from dragoman.compare.forest import Pair
from dragoman.errors import UnknownName, UsageError
from dragoman.records import Record, content_id
from dragoman.store.open import Store

_FORGOTTEN = "DELETE FROM happenings WHERE id = (SELECT happening FROM events WHERE id = ?)"
_AT_ONCE = 400  # ids asked for at a time


class Decision(Record, frozen=True, kw_only=True):
    """A person's word on whether tellings are of one happening."""

    kind: Literal["join", "split"]
    first: tuple[str, ...]  # ids of the events on the one side, sorted
    second: tuple[str, ...]  # and of those on the other
    by: str
    why: str
    at: datetime  # when it was made

    @property
    def id(self) -> str:
        """Content-derived id."""
        return content_id("decision", self.kind, *self.first, "|", *self.second, self.by, self.why, self.at.isoformat())


def join(
    store: Store, first: Sequence[str], second: Sequence[str], *, by: str, why: str, at: datetime
) -> Decision:  # fmt: skip
    """Say that the tellings of two happenings are of one.

    Args:
        store: a record opened for writing.
        first: ids of the events of the one.
        second: ids of the events of the other.
        by: who says so.
        why: the reason.
        at: when.

    Raises:
        UsageError: nobody or no reason is named, or a side is empty or in both.
        UnknownName: the record has no such event.
    """
    return _write(store, _decision("join", first, second, by=by, why=why, at=at))


def split(store: Store, first: Sequence[str], second: Sequence[str], *, by: str, why: str, at: datetime) -> Decision:
    """Say that none of the first tellings is of one happening with one of the second; see ``join``.

    Raises:
        UsageError, UnknownName: as ``join``.
    """
    return _write(store, _decision("split", first, second, by=by, why=why, at=at))


def _decision(
    kind: Literal["join", "split"], first: Iterable[str], second: Iterable[str], *, by: str, why: str, at: datetime
) -> Decision:
    sides = tuple(sorted(set(first))), tuple(sorted(set(second)))
    if not all(sides) or set(sides[0]) & set(sides[1]):
        raise UsageError(
            f"to {kind} there must be events on both sides, none on both",
            values=f"{len(sides[0])} and {len(sides[1])} events",
            remedy="Name other happenings or events",
        )
    if not by.strip() or not why.strip():
        raise UsageError(
            "a decision needs who made it and why", values=f"by {by!r}, why {why!r}", remedy="Give --by and --why"
        )
    return Decision(kind=kind, first=sides[0], second=sides[1], by=by.strip(), why=why.strip(), at=at)


def _write(store: Store, decision: Decision) -> Decision:
    events = (*decision.first, *decision.second)
    for event in events:
        if store.first("SELECT 1 FROM events WHERE id = ?", (event,)) is None:
            raise UnknownName("no such event", values=repr(event), remedy="List them with: dragoman happening ID")
    rows = [(decision.id, event, side) for side, part in enumerate((decision.first, decision.second)) for event in part]
    with store.transaction() as connection:
        values = (decision.id, decision.kind, decision.by, decision.why, decision.at.isoformat())
        connection.execute("INSERT OR IGNORE INTO happening_decisions VALUES (?, ?, ?, ?, ?)", values)
        connection.executemany("INSERT OR IGNORE INTO happening_decided VALUES (?, ?, ?)", rows)
        connection.executemany(_FORGOTTEN, [(event,) for event in events])
        connection.executemany("UPDATE events SET happening = NULL WHERE id = ?", [(event,) for event in events])
    return decision


def decisions(store: Store) -> list[Decision]:
    """Every decision, the earliest first."""
    return _read(store, "SELECT * FROM happening_decisions ORDER BY made_at, id")


def decisions_on(store: Store, events: Collection[str]) -> list[Decision]:
    """The decisions that name one of the events, the earliest first."""
    found: set[str] = set()
    ordered = sorted(events)
    for start in range(0, len(ordered), _AT_ONCE):
        batch = ordered[start : start + _AT_ONCE]
        marks = ", ".join("?" * len(batch))
        sql = f"SELECT DISTINCT decision FROM happening_decided WHERE event IN ({marks})"
        found.update(row["decision"] for row in store.query(sql, batch))
    if not found:
        return []
    marks = ", ".join("?" * len(found))
    sql = f"SELECT * FROM happening_decisions WHERE id IN ({marks}) ORDER BY made_at, id"
    return _read(store, sql, sorted(found))


def _read(store: Store, sql: str, values: Sequence[str] = ()) -> list[Decision]:
    made = []
    for row in list(store.query(sql, values)):
        sides: tuple[list[str], list[str]] = ([], [])
        for side in store.query("SELECT event, side FROM happening_decided WHERE decision = ?", (row["id"],)):
            sides[side["side"]].append(side["event"])
        made.append(
            Decision(
                kind=row["kind"],
                first=tuple(sorted(sides[0])),
                second=tuple(sorted(sides[1])),
                by=row["made_by"],
                why=row["why"],
                at=datetime.fromisoformat(row["made_at"]),
            )
        )
    return made


def decided_pairs(made: Iterable[Decision], events: Collection[str]) -> dict[Pair, bool]:
    """What was said of each two of the events: ``True``, one happening; ``False``, two. The latest word holds."""
    known = frozenset(events)
    found: dict[Pair, bool] = {}
    for decision in made:
        sides = [[event for event in part if event in known] for part in (decision.first, decision.second)]
        for one, other in product(*sides):
            found[min(one, other), max(one, other)] = decision.kind == "join"
        if decision.kind == "join":  # who joins two lists says of each that it is one
            for part in sides:
                for one, other in pairwise(part):
                    found.setdefault((min(one, other), max(one, other)), True)
    return found
