"""What an analyst decided about a line of the ledger: which candidate followed from it, and which did not.

A decision is a row with who, when and why; none is ever changed, a later one outweighs it. Ids are made of content, so
a decision holds when the article is read again.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Literal

from dragoman.compare.follow import FollowUp, Relation
from dragoman.errors import UnknownName, UsageError
from dragoman.partial_date import PartialDate
from dragoman.records import Record
from dragoman.store.open import Store
from dragoman.store.rows import from_row, insert, to_row

Verdict = Literal["confirmed", "refused"]

_SHOWN = 5  # ids listed in a message


class Decision(Record, frozen=True, kw_only=True):
    """A candidate confirmed or refused, with what was decided on as it stood then."""

    line: str
    item: str
    verdict: Verdict
    decided_by: str
    why: str
    decided_at: str  # ISO 8601, as the caller gave it
    relation: Relation
    text: str  # empty: the article was taken out of the record
    due: PartialDate = PartialDate()

    @property
    def taken_out(self) -> bool:
        """Whether the article decided on was taken out of the record: the decision bears on nothing any more."""
        return not self.text


def decide(store: Store, line: str, item: str, *, verdict: Verdict, by: str, why: str, at: datetime) -> Decision:
    """Confirm or refuse a candidate of a line.

    Args:
        store: a record opened for writing.
        line: id of the line, or the unique beginning of one.
        item: id of the candidate, or the unique beginning of one.
        verdict: ``confirmed`` or ``refused``.
        by: who decides.
        why: the reason, in the analyst's words.
        at: when.

    Raises:
        UnknownName: there is no such line, or it has no such candidate.
        UsageError: nobody decides, or no reason is given.
    """
    if not by.strip() or not why.strip():
        raise UsageError("a decision needs who and why", values=f"by {by!r}, why {why!r}", remedy="Give both")
    line = find_line(store, line)
    found = _find(candidates_of(store, [line]).get(line, ()), line, item)
    decision = Decision(
        line=line, item=found.item, verdict=verdict, decided_by=by.strip(), why=why.strip(),
        decided_at=at.isoformat(), relation=found.relation, text=found.text, due=found.due,
    )  # fmt: skip
    with store.transaction() as connection:
        insert(connection, "ledger_decisions", to_row(decision), verb="INSERT OR REPLACE")
    return decision


def find_line(store: Store, name: str) -> str:
    """The id of the line that is meant.

    Raises:
        UnknownName: no line, or more than one.
    """
    wanted = name if name.startswith("line-") else f"line-{name}"
    rows = store.query(
        "SELECT id FROM ledger WHERE id >= ? AND id < ? ORDER BY id LIMIT ?", (wanted, f"{wanted}~", _SHOWN + 1)
    )
    found: list[str] = [row["id"] for row in rows]
    if len(found) == 1 or wanted in found:
        return wanted if wanted in found else found[0]
    if not found:
        raise UnknownName(
            "the ledger has no such line", values=repr(name), remedy="List its lines with: dragoman promises"
        )
    raise UnknownName(
        "the name means more than one line",
        values=f"{name!r}: {', '.join(found[:_SHOWN])}",
        remedy="Give more of the id",
    )


def candidates_of(store: Store, lines: Iterable[str]) -> dict[str, tuple[FollowUp, ...]]:
    """The candidates of lines, the best first."""
    found: dict[str, list[FollowUp]] = {}
    for row in _of_lines(store, "ledger_candidates", list(lines), "score DESC, day, item"):
        found.setdefault(row["line"], []).append(from_row(FollowUp, row))
    return {line: tuple(candidates) for line, candidates in found.items()}


def decisions_of(store: Store, lines: Iterable[str]) -> dict[str, tuple[Decision, ...]]:
    """The decisions on lines, in the order they were made."""
    found: dict[str, list[Decision]] = {}
    for row in _of_lines(store, "ledger_decisions", list(lines), "decided_at, decided_by, item"):
        found.setdefault(row["line"], []).append(from_row(Decision, row))
    return {line: tuple(decisions) for line, decisions in found.items()}


def _of_lines(store: Store, table: str, lines: list[str], order: str) -> Iterator[sqlite3.Row]:
    for start in range(0, len(lines), 500):
        some = lines[start : start + 500]
        marks = ", ".join("?" * len(some))
        yield from store.query(f"SELECT * FROM {table} WHERE line IN ({marks}) ORDER BY line, {order}", some)


def _find(candidates: Iterable[FollowUp], line: str, name: str) -> FollowUp:
    known = list(candidates)
    found = [one for one in known if one.item == name or one.item.partition("-")[2].startswith(name)]
    found = found or [one for one in known if one.item.startswith(name)]
    if len(found) == 1:
        return found[0]
    shown = ", ".join(one.item for one in known[:_SHOWN]) or "none"
    raise UnknownName(
        "the line has no such candidate" if not found else "the name means more than one candidate",
        values=f"{name!r} of {line}",
        remedy=f"Its candidates are {shown}",
    )
