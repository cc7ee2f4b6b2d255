"""The ledger as of a day: what is open, due, overdue, and what may have kept it.

``kept?`` says that something likely fits which nobody has looked at; ``kept``, ``against`` and a moved day are an
analyst's decision. Nothing here says that anybody broke a word: an overdue line is one whose day has passed and for
which the record holds nothing that fits.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Literal, NamedTuple

from dragoman.compare.follow import LIKELY_FROM, FollowUp
from dragoman.compare.ledger import LedgerLine, LineKind
from dragoman.compare.promise_decisions import Decision, candidates_of, decisions_of, find_line
from dragoman.compare.upkeep import NO_DAY, refreshed
from dragoman.partial_date import PartialDate
from dragoman.records import Record
from dragoman.store.listing import require_interval
from dragoman.store.open import Store, Value
from dragoman.store.rows import from_row

State = Literal["open", "due", "overdue", "kept?", "kept", "against"]

UNSETTLED: frozenset[State] = frozenset({"open", "due", "overdue"})

Condition = tuple[str, tuple[Value, ...]]
_IS_SIDE = "EXISTS (SELECT 1 FROM ledger_sides o WHERE o.line = ledger.id AND o.party = ? {})"
# What somebody does is of who acts, and what somebody says of who speaks; articles lead to their lines by an index.
_OF_ENTITY = """SELECT ledger.* FROM ledger WHERE ledger.id IN (
        SELECT l.id FROM participants p JOIN events e ON e.id = p.event
            JOIN ledger l ON l.article = e.article AND l.event = e.id WHERE p.id = ? AND p.side = 'actors'
        UNION SELECT l.id FROM participants p JOIN statements s ON s.id = p.statement
            JOIN ledger l ON l.article = s.article AND l.statement = s.id WHERE p.id = ?)
    AND NOT EXISTS (SELECT 1 FROM articles a WHERE a.id = ledger.article AND a.duplicate_of IS NOT NULL)
    ORDER BY ledger.due_day, ledger.made_day, ledger.id LIMIT 1000"""
_AT_ONCE = 200  # lines whose candidates are looked up together; no more than are asked for
_MOST_AT_ONCE = 2_000  # so that a party's ledger is never held whole
_AFTER_ALL = ("~", "~", "~")  # in ASCII after every digit and letter
DUE_DAYS = 30  # a line is due from this many days before the last day that was set


class PromiseFilter(Record, frozen=True, kw_only=True):
    """Which lines to list; every field that is given must hold. ``None`` asks for nothing."""

    party: str | None = None  # code of a party that owes or is owed
    owes: str | None = None  # code of a party that owes
    pair: tuple[str, str] | None = None  # one owes the other, in either direction
    kind: LineKind | None = None
    state: State | None = None
    unsettled: bool = False  # only what is open, due or overdue
    since: PartialDate | None = None  # made or due not before this
    until: PartialDate | None = None  # made not after this
    text: str | None = None  # words in the line, case ignored
    alleged: bool = False  # whether what is only alleged is listed too
    copies: bool = False  # whether lines of articles that copy another are listed too


class Promise(Record, frozen=True, kw_only=True):
    """A line of the ledger as of a day."""

    line: LedgerLine
    state: State
    as_of: date
    due: PartialDate  # as set, or as a confirmed move has it
    candidates: tuple[FollowUp, ...]  # what may have followed, the best first, without what was refused
    decisions: tuple[Decision, ...]  # all of them, in order; the latest of an item holds
    retold: tuple[str, ...] = ()  # lines of other articles that tell the same happening

    @property
    def days_over(self) -> int | None:
        """Days since its last day; negative while it is to come; None: no day was set."""
        return (self.as_of - self.due.latest).days if self.due.latest else None


def promises(
    store: Store, wanted: PromiseFilter | None = None, *, as_of: date, limit: int | None = None, latest: bool = False
) -> tuple[Promise, ...]:
    """The lines of the ledger, by the day they are due; those without one last, by the day they were made.

    Args:
        store: an open record.
        wanted: which lines.
        as_of: the day from which it is seen: open, due or overdue; what came later is left out.
        limit: how many at most; None: all.
        latest: whether what is due last stands first.

    Raises:
        RecordNotWritable: articles came in since the ledger was computed, and the record cannot be written.
    """
    wanted = wanted or PromiseFilter()
    found: list[Promise] = []
    for line in _states(refreshed(store), wanted, as_of, limit, latest=latest):
        if limit is not None and len(found) >= limit:
            break
        found.append(line)
    return tuple(found)


def promise(store: Store, name: str, *, as_of: date) -> Promise:
    """One line, by its id or the unique beginning of it.

    Raises:
        UnknownName: no line, or more than one.
    """
    line = find_line(refreshed(store), name)
    rows = store.query("SELECT * FROM ledger WHERE id = ?", (line,))
    return next(_seen(store, [from_row(LedgerLine, row) for row in rows], as_of))


def promises_of(store: Store, entity: str, *, as_of: date) -> tuple[Promise, ...]:
    """The lines of the ledger that were read from what somebody does or says, by the day they are due.

    Args:
        store: an open record.
        entity: id of a person or body.
        as_of: the day from which it is seen.
    """
    lines = [from_row(LedgerLine, row) for row in refreshed(store).query(_OF_ENTITY, (entity, entity))]
    first: dict[str, str] = {}
    known = (
        line for line in lines if line.basis != "alleged" and not (line.made.earliest and line.made.earliest > as_of)
    )
    return tuple(_seen(store, [line for line in known if _first_telling(line, first)], as_of))


def _states(
    store: Store, wanted: PromiseFilter, as_of: date, limit: int | None, *, latest: bool
) -> Iterator[Promise]:  # fmt: skip
    first: dict[str, str] = {}
    at_once = _AT_ONCE if limit is None else min(_AT_ONCE, max(limit, 1))
    for chunk in _chunks(_lines(store, wanted, as_of, at_once, latest=latest), at_once):
        fresh = [line for line in chunk if _first_telling(line, first)]
        for found in _seen(store, fresh, as_of):
            if wanted.state in (None, found.state) and not (wanted.unsettled and found.state not in UNSETTLED):
                yield found


def _first_telling(line: LedgerLine, first: dict[str, str]) -> bool:
    """Whether a line is the first listed of those that tell its happening."""
    if line.happening is None:
        return True
    return first.setdefault(f"{line.happening} {line.kind}", line.id) == line.id


def _chunks(lines: Iterable[LedgerLine], size: int) -> Iterator[list[LedgerLine]]:
    chunk: list[LedgerLine] = []
    for line in lines:
        chunk.append(line)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _seen(store: Store, lines: Sequence[LedgerLine], as_of: date) -> Iterator[Promise]:
    """Lines with their candidates and decisions, and the state they are in."""
    ids = [line.id for line in lines]
    candidates, decisions = candidates_of(store, ids), decisions_of(store, ids)
    for line in lines:
        decided = decisions.get(line.id, ())
        latest = {one.item: one for one in decided if not one.taken_out}
        refused = {item for item, one in latest.items() if one.verdict == "refused"}
        known = (one for one in candidates.get(line.id, ()) if one.day is None or one.day <= as_of)
        left = tuple(one for one in known if one.item not in refused)
        due = _due(line, latest.values())
        yield Promise(
            line=line, state=state_of(due, left, tuple(latest.values()), as_of), as_of=as_of, due=due, candidates=left,
            decisions=decided, retold=_retold(store, line),
        )  # fmt: skip


def state_of(due: PartialDate, candidates: Sequence[FollowUp], decisions: Sequence[Decision], as_of: date) -> State:
    """The state of a line; a decision goes before what is only likely, and that before the calendar.

    Args:
        due: when it is due.
        candidates: what may have followed until then, without what was refused.
        decisions: the decision that holds for each candidate.
        as_of: the day from which it is seen.
    """
    confirmed = {one.relation for one in decisions if one.verdict == "confirmed"}
    if "fulfils" in confirmed:
        return "kept"
    if "against" in confirmed:
        return "against"
    if any(one.relation == "fulfils" and one.score >= LIKELY_FROM for one in candidates):
        return "kept?"
    if due.latest is None:
        return "open"
    if due.latest < as_of:
        return "overdue"
    return "due" if (due.latest - as_of).days <= DUE_DAYS else "open"


def _due(line: LedgerLine, decisions: Iterable[Decision]) -> PartialDate:
    """When a line is due: the latest day that a confirmed move set, else its own."""
    moved = [one.due for one in decisions if one.verdict == "confirmed" and one.relation == "moves" and one.due]
    return max(moved, key=lambda due: due.latest or date.min, default=line.due)


def _retold(store: Store, line: LedgerLine) -> tuple[str, ...]:
    if line.happening is None:
        return ()
    sql = "SELECT id FROM ledger WHERE happening = ? AND kind = ? AND id <> ? ORDER BY id"
    return tuple(row["id"] for row in store.query(sql, (line.happening, line.kind, line.id)))


def _lines(
    store: Store, wanted: PromiseFilter, as_of: date, at_once: int, *, latest: bool
) -> Iterator[LedgerLine]:  # fmt: skip
    """The lines wanted, in the order of an index; those that are due on no set day last in either direction."""
    listed = _listed(store, wanted, as_of)
    if not latest:
        yield from _walked(store, listed, at_once)
        return
    for is_set in ("<", "="):
        stretch = f"{listed.where} AND {listed.due} {is_set} '{NO_DAY}'"
        yield from _walked(store, listed._replace(where=stretch, falling=True), at_once)


def _walked(store: Store, listed: "_Listed", at_once: int) -> Iterator[LedgerLine]:
    """The lines of a list, a stretch at a time, each twice as long as the one before.

    How many are needed shows only when their states are known, and a server sends all that a statement asks for.
    """
    size = read = at_once  # the first stretch is of twice as many: some tell what another one tells
    last = _AFTER_ALL if listed.falling else ("", "", "")
    while read == size:
        size, read = min(2 * size, _MOST_AT_ONCE), 0
        for read, row in enumerate(listed.rows(store, size, last), start=1):  # noqa: B007 - how many there were
            if row["id"] != last[-1]:  # a party that is on both sides has two rows, one after the other
                last = (row["due_day"], row["made_day"], row["id"])
                yield from_row(LedgerLine, row)


class _Listed(NamedTuple):
    """A list of lines in the order of an index, so that the first hundred of a busy party come at once."""

    source: str
    order: tuple[str, str, str]  # the day it is due, the day it was made, its id
    where: str
    values: tuple[Value, ...]
    falling: bool = False

    @property
    def due(self) -> str:
        """The day a line is due; ``NO_DAY``: none was set."""
        return self.order[0]

    def rows(self, store: Store, number: int, last: tuple[str, str, str]) -> Iterator[sqlite3.Row]:
        """So many rows at most, after the place of the last line."""
        sign, direction = ("<", "DESC") if self.falling else (">", "ASC")
        order = ", ".join(f"{column} {direction}" for column in self.order)
        sql = f"""SELECT ledger.* FROM {self.source} WHERE {self.where} AND ({", ".join(self.order)}) {sign} (?, ?, ?)
            ORDER BY {order} LIMIT ?"""
        return store.query(sql, (*self.values, *last, number))


def _listed(store: Store, wanted: PromiseFilter, as_of: date) -> _Listed:
    require_interval(wanted.since, wanted.until)
    conditions = [*_on_sides(store, wanted), *_conditions(wanted, as_of)]
    of_party = wanted.party or wanted.owes or wanted.pair
    return _Listed(
        source="ledger_sides s JOIN ledger ON ledger.id = s.line" if of_party else "ledger",
        order=("s.due_day", "s.made_day", "s.line") if of_party else ("ledger.due_day", "ledger.made_day", "ledger.id"),
        where=" AND ".join(sql for sql, _ in conditions) or "TRUE",
        values=tuple(value for _, some in conditions for value in some),
    )


def _on_sides(store: Store, wanted: PromiseFilter) -> Iterator[Condition]:
    """Conditions on who owes and is owed; the first party given leads through the index."""
    leads = [wanted.owes, wanted.party]
    if wanted.pair is not None:
        rare = min(wanted.pair, key=lambda party: _lines_of(store, party))
        leads.append(rare)
    lead = next((party for party in leads if party), "")  # an empty one asks for nobody in particular
    if lead:
        yield "s.party = ?", (lead,)
    if wanted.owes:
        yield "s.side = 'owed_by'", ()
        if wanted.party:
            yield _IS_SIDE.format(""), (wanted.party,)
    if wanted.pair is not None:
        first, second = wanted.pair
        by, to = _IS_SIDE.format("AND o.side = 'owed_by'"), _IS_SIDE.format("AND o.side = 'owed_to'")
        yield f"(({by} AND {to}) OR ({by} AND {to}))", (first, second, second, first)


def _lines_of(store: Store, party: str) -> int:
    """How many sides of lines a party is on; large numbers are not counted to the end."""
    sql = "SELECT count(*) AS number FROM (SELECT 1 FROM ledger_sides WHERE party = ? LIMIT 10000)"
    row = store.first(sql, (party,))
    return int(row["number"]) if row else 0


def _conditions(wanted: PromiseFilter, as_of: date) -> Iterator[Condition]:
    table = "s" if wanted.party or wanted.owes or wanted.pair else "ledger"
    yield f"{table}.made_day <= ?", (as_of.isoformat(),)  # '' of an unknown day is before all
    if wanted.kind is not None:
        yield "ledger.kind = ?", (wanted.kind,)
    if wanted.state == "overdue":
        yield f"{table}.due_day < ?", (as_of.isoformat(),)
    if wanted.since is not None and wanted.since.earliest is not None:
        due = f"CASE {table}.due_day WHEN '{NO_DAY}' THEN '' ELSE {table}.due_day END"
        yield f"max({due}, {table}.made_day) >= ?", (wanted.since.earliest.isoformat(),)
    if wanted.until is not None and wanted.until.latest is not None:
        yield f"{table}.made_day <= ? AND {table}.made_day <> ''", (wanted.until.latest.isoformat(),)
    if wanted.text is not None:
        yield "instr(casefold(ledger.text), casefold(?)) > 0", (wanted.text,)
    if not wanted.alleged:
        yield "ledger.basis <> 'alleged'", ()
    if not wanted.copies:
        yield "NOT EXISTS (SELECT 1 FROM articles a WHERE a.id = ledger.article AND a.duplicate_of IS NOT NULL)", ()
