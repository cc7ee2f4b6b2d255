"""The ledger of promises, and positions side by side, as plain data."""

from collections.abc import Sequence
from datetime import date

import msgspec

from dragoman.analysis.coverage import covered
from dragoman.codes.topics import topic_code
from dragoman.compare.positions import Position, PositionEntry, positions
from dragoman.compare.promises import UNSETTLED, Promise, PromiseFilter, promise, promises, promises_of
from dragoman.compare.spoken import ANY_TOPIC
from dragoman.compare.upkeep import is_fresh
from dragoman.partial_date import PartialDate
from dragoman.store.open import Store
from dragoman.web.asks import cursor
from dragoman.web.asks_across import PositionsAsked, PromisesAsked
from dragoman.web.queries.articles import heads
from dragoman.web.queries.lines import lines_called
from dragoman.web.queries.slices import Fields, Slice, first_of

MOST_DEEP = 20_000  # rows of the ledger gone through to a page: their state is known only when they are read
SHOWN_SAID = 60  # things said in one column, unless more rows are asked for
MOST_SAID = 300  # compared in one column: two of 300 take some 50 ms, and the time grows with the square
_OF_EVENT = ("status", "basis", "asserted_by")
SHOWN_CANDIDATES = 5  # of a line in the list; its own page has all


def list_promises(store: Store, ask: PromisesAsked) -> Slice:
    """Lines of the ledger as of a day, by the day they are due."""
    first, latest = first_of(ask, MOST_DEEP), ask.order == "newest"
    found = promises(store, _filter(ask), as_of=as_of(store, ask), limit=first + ask.limit + 1, latest=latest)
    shown = found[first : first + ask.limit]
    following = cursor(str(first + ask.limit)) if len(found) > first + ask.limit else None
    rows = [promise_fields(one) for one in shown]
    fewer = [{**row, "candidates": row["candidates"][:SHOWN_CANDIDATES]} for row in rows]
    return Slice(_with_heads(store, fewer), following)


def read_promise(store: Store, name: str, day: date) -> Fields:
    """One line with all that may have followed, each with whether it is told to have occurred."""
    line = _with_heads(store, [promise_fields(promise(store, name, as_of=day))])[0]
    ids = [one["item"] for one in line["candidates"]]
    standing = {**_standing(store, "events", _OF_EVENT, ids), **_standing(store, "statements", ("stance",), ids)}
    line["candidates"] = [{**one, **standing.get(one["item"], {})} for one in line["candidates"]]
    return line


def _standing(store: Store, table: str, columns: Sequence[str], ids: Sequence[str]) -> dict[str, Fields]:
    marks = ", ".join("?" * len(ids))
    sql = f"SELECT id, {', '.join(columns)} FROM {table} WHERE id IN ({marks})"
    return {row["id"]: {name: row[name] for name in columns} for row in store.query(sql, ids)} if ids else {}


def open_promises_of(store: Store, entity: str, number: int) -> list[Fields]:
    """What somebody has promised, demanded, threatened or planned and is open, due or overdue on the last day."""
    found = promises_of(store, entity, as_of=as_of(store, PromisesAsked()))
    rows = [promise_fields(one) for one in found if one.state in UNSETTLED][:number]
    return _with_heads(store, [{**row, "candidates": row["candidates"][:SHOWN_CANDIDATES]} for row in rows])


def is_current(store: Store) -> bool:
    """Whether everything that was read is compared."""
    return is_fresh(store)


def as_of(store: Store, ask: PromisesAsked) -> date:
    """The day from which the ledger is seen: as asked, else the last that an article was published on."""
    given = PartialDate.parse(ask.as_of).latest if ask.as_of else None
    return given or covered(store)[1] or date.today()


def promise_fields(found: Promise) -> Fields:
    """A line of the ledger as of a day, as plain data."""
    line = found.line
    fields: Fields = msgspec.to_builtins(line)
    last = found.due.latest.isoformat() if found.due.latest else None
    return {
        **fields, "made": _day(line.made), "due": _day(found.due), "due_day": last,
        "due_set": _day(line.due), "state": found.state, "as_of": str(found.as_of),
        "days_over": found.days_over, "retold": list(found.retold),
        "followed": len(found.candidates),
        "candidates": [{**msgspec.to_builtins(one), "due": _day(one.due)} for one in found.candidates],
        "decisions": [{**msgspec.to_builtins(one), "due": _day(one.due)} for one in found.decisions],
    }  # fmt: skip


def compare_positions(store: Store, ask: PositionsAsked) -> Fields:
    """What two parties, or one in two stretches of time, said on a topic."""
    parties = [code for code in dict.fromkeys((ask.party, ask.other)) if code]
    if not parties:
        return {"columns": [], "beside": []}
    spans = [(_parsed(ask.since), _parsed(ask.until))]
    if len(parties) == 1 and (ask.since2 or ask.until2):
        spans.append((_parsed(ask.since2), _parsed(ask.until2)))
    topic = topic_code(ask.topic) if ask.topic else None
    spans = [(_not_before(store, parties, topic, since, until), until) for since, until in spans]
    found = positions(store, parties, topic=topic, periods=spans)
    most = max(SHOWN_SAID, ask.limit)
    columns = [_column(column, most) for column in found.columns]
    beside: list[Fields] = [
        {"denial": entry_fields(one.denial), "others": [entry_fields(other) for other in one.others[:8]]}
        for one in found.beside[:20]
        if one.others
    ]
    entries = [entry for column in columns for entry in _entries(column)]
    entries += [entry for one in beside for entry in (one["denial"], *one["others"])]
    known = heads(store, (entry["article"] for entry in entries))
    for entry in entries:
        entry["article"] = known[entry["article"]]
    return {"columns": columns, "beside": beside}


def last_said(store: Store, parties: Sequence[str], topic: str, number: int) -> list[list[Fields]]:
    """What each of some parties said of a topic last, the latest first."""
    # What was read anew and not compared yet may name lines that are no more.
    sql = """SELECT item FROM positions p WHERE party = ? AND topic = ? AND (
            EXISTS (SELECT 1 FROM statements s WHERE s.id = p.item)
            OR EXISTS (SELECT 1 FROM events e WHERE e.id = p.item))
        ORDER BY first_day DESC, item LIMIT ?"""
    names = [[row["item"] for row in store.query(sql, (party, topic, number))] for party in parties]
    known = {line["id"]: line for line in lines_called(store, [name for side in names for name in side])}
    return [[known[name] for name in side] for side in names]


def _not_before(
    store: Store, parties: Sequence[str], topic: str | None, since: PartialDate | None, until: PartialDate | None
) -> PartialDate | None:  # fmt: skip
    """The first day from which on no party said more than can be compared; as given where none did."""
    last = until.latest.isoformat() if until and until.latest else "9999"
    days = [since.earliest.isoformat()] if since and since.earliest else []
    sql = """SELECT first_day FROM positions WHERE party = ? AND topic = ? AND first_day <= ?
             ORDER BY first_day DESC LIMIT 1 OFFSET ?"""
    for party in parties:
        row = store.first(sql, (party, topic or ANY_TOPIC, last, MOST_SAID))
        days += [row["first_day"]] if row else []
    later = max(days, default=None)
    return since if later is None or (since and str(since.earliest) == later) else PartialDate(
        earliest=date.fromisoformat(later))  # fmt: skip


def _column(column: Position, most: int) -> Fields:
    """A column; the latest said stand first."""
    return {
        "party": column.party, "since": _day(column.since), "until": _day(column.until), "number": len(column.entries),
        "counts": dict(column.counts), "entries": [entry_fields(one) for one in column.entries[::-1][:most]],
        "otherwise": [
            {"earlier": entry_fields(turn.earlier), "later": entry_fields(turn.later), "words": list(turn.words)}
            for turn in column.otherwise[:20]
        ],
        "repeated": [
            {"first": entry_fields(one.first), "last": entry_fields(one.last), "number": len(one.entries)}
            for one in column.repeated[:20]
        ],
    }  # fmt: skip


def _entries(column: Fields) -> list[Fields]:
    turns = [turn[name] for turn in column["otherwise"] for name in ("earlier", "later")]
    return [*column["entries"], *turns, *(one[name] for one in column["repeated"] for name in ("first", "last"))]


def entry_fields(entry: PositionEntry) -> Fields:
    """One thing said."""
    names = ("party", "item", "source", "article", "speech", "stance", "act", "text", "start", "end")
    lists = {name: list(getattr(entry, name)) for name in ("speakers", "offices", "topics")}
    return {**{name: getattr(entry, name) for name in names}, **lists, "date": _day(entry.when)}


def _with_heads(store: Store, rows: list[Fields]) -> list[Fields]:
    ids = (one["article"] for row in rows for one in (row, *row["candidates"]))
    known = heads(store, ids)
    for row in rows:
        row["article"] = known[row["article"]]
        row["candidates"] = [
            {**one, "article": known.get(one["article"], {"id": one["article"]})} for one in row["candidates"]
        ]
    return rows


def _filter(ask: PromisesAsked) -> PromiseFilter:
    pair = (ask.party, ask.other) if ask.party and ask.other else None
    return PromiseFilter(
        party=None if pair else ask.party or ask.other, pair=pair, owes=ask.owes, kind=ask.kind, state=ask.state,
        unsettled=ask.unsettled,
        since=_parsed(ask.since), until=_parsed(ask.until), text=ask.text, alleged=ask.alleged,
    )  # fmt: skip


def _parsed(text: str | None) -> PartialDate | None:
    return PartialDate.parse(text) if text else None


def _day(when: PartialDate | None) -> str | None:
    if not when:
        return None
    first, _, last = str(when).partition("/")
    if last == "..":
        return f"from {first} on"
    return f"until {last}" if first == ".." else " – ".join(filter(None, (first, last)))
