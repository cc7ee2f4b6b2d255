"""Events and statements by day, each with the head of the article it was read from."""

import sqlite3
from collections.abc import Iterable, Sequence

from dragoman.exports.contract import event_fields, statement_fields
from dragoman.store import read
from dragoman.store.listing import Condition
from dragoman.store.open import Store
from dragoman.store.own_types import is_of_type
from dragoman.web.asks import EventsAsked, StatementsAsked, Within
from dragoman.web.queries.articles import heads
from dragoman.web.queries.slices import COUNTED_ROWS, Fields, Listed, Slice, Walk, number_of, slice_of, where_of
from dragoman.web.refusals import NotThere

# A party with no more lines than this is looked up and its lines are sorted; for one with more the index of days is
# walked, where enough of them are met soon. In a record of 730,000 events either takes some 15 ms at 4,000.
_FEW = 4_000
_ALL = 1 << 40  # to count, order does not matter: a party's lines are always looked up

COUNTED = (
    "events.status = 'occurred' AND events.basis <> 'alleged' "
    "AND NOT EXISTS (SELECT 1 FROM articles c INDEXED BY articles_that_copy "
    "WHERE c.id = events.article AND c.duplicate_of IS NOT NULL)"
)
_DEALT = "SELECT {0} FROM pair_days t WHERE party = ? AND other = ?"
_BETWEEN = f"events.id IN ({_DEALT.format('event')} UNION ALL {_DEALT.format('event')})"
# In either direction; an event of both stands there once, by the key of its other row.
PASSED = f"""{_DEALT} UNION ALL {_DEALT} AND NOT EXISTS (SELECT 1 FROM pair_days b
    WHERE b.party = t.other AND b.other = t.party AND b.day = t.day AND b.event = t.event)"""
_COUNTED_BETWEEN = f"""SELECT count(*) AS number FROM (SELECT p.event
    FROM ({PASSED.format("event")}) AS p CROSS JOIN events INDEXED BY events_in_short ON events.id = p.event
    WHERE {{}} LIMIT {COUNTED_ROWS + 1}) AS told"""


def list_events(store: Store, ask: EventsAsked) -> Slice:
    """Events by day, undated ones last."""
    listed, conditions = events_listed(store, ask)
    return slice_of(store, listed, conditions, ask, lambda rows: with_heads(store, event_lines(store, rows)))


def number_of_events(store: Store, ask: EventsAsked) -> int:
    """How many there are, up to a limit."""
    listed, conditions = events_listed(store, ask, few_of_party=_ALL)
    if not (ask.party and ask.other):
        return number_of(store, listed, conditions)
    where, values = where_of([each for each in conditions if each[0] != _BETWEEN])
    row = store.first(_COUNTED_BETWEEN.format(where), (ask.party, ask.other, ask.other, ask.party, *values))
    return int(row["number"]) if row else 0


def list_statements(store: Store, ask: StatementsAsked) -> Slice:
    """Statements by day, undated ones last."""
    listed, conditions = _statements_listed(store, ask)
    return slice_of(store, listed, conditions, ask, lambda rows: with_heads(store, statement_lines(store, rows)))


def number_of_statements(store: Store, ask: StatementsAsked) -> int:
    """How many there are, up to a limit."""
    return number_of(store, *_statements_listed(store, ask, few_of_party=_ALL))


def event_line(store: Store, row: sqlite3.Row) -> Fields:
    """An event as plain data, with what decided it."""
    return event_lines(store, [row])[0]


def event_lines(store: Store, rows: Sequence[sqlite3.Row]) -> list[Fields]:
    """Events as plain data, with what decided each; in the same order."""
    return [
        {"line": "event", **event_fields(event), "why": list(event.why), "article": event.article}
        for event in read.events_at_once(store, rows)
    ]


def statement_line(store: Store, row: sqlite3.Row) -> Fields:
    """A statement as plain data, with what decided it."""
    return statement_lines(store, [row])[0]


def statement_lines(store: Store, rows: Sequence[sqlite3.Row]) -> list[Fields]:
    """Statements as plain data, with what decided each; in the same order."""
    return [
        {"line": "statement", **statement_fields(said), "why": list(said.why), "article": said.article}
        for said in read.statements_at_once(store, rows)
    ]


def with_heads(store: Store, rows: Sequence[Fields]) -> list[Fields]:
    """Lines with their articles' heads in place of their ids."""
    found = heads(store, (row["article"] for row in rows))
    return [{**row, "article": found[row["article"]]} for row in rows]


def lines_called(store: Store, ids: Iterable[str]) -> list[Fields]:
    """The events and statements of these ids, in the order given.

    Raises:
        NotThere: the record has no line of an id.
    """
    names = list(dict.fromkeys(ids))
    found: dict[str, Fields] = {}
    for table, told in (("events", event_lines), ("statements", statement_lines)):
        some = [name for name in names if name.startswith("event-") is (table == "events")]
        marks = ", ".join("?" * len(some))
        rows = list(store.query(f"SELECT * FROM {table} WHERE id IN ({marks})", some)) if some else []
        found.update((line["id"], line) for line in told(store, rows))
    for name in names:
        if name not in found:
            raise NotThere(
                "the record has no such line", values=repr(name), remedy="It may have been read anew; pick it again"
            )
    return with_heads(store, [found[name] for name in names])


def number_of_lines(store: Store, party: str, column: str, most: int) -> int:
    """In how many lines a party takes part, counted up to ``most`` + 1; ``column``: "event" or "statement"."""
    sql = f"""SELECT count(*) AS number FROM (SELECT 1 FROM participants
              WHERE party = ? AND {column} IS NOT NULL LIMIT ?)"""
    row = store.first(sql, (party, most + 1))
    return int(row["number"]) if row else 0


def between(one: str, other: str) -> Condition:
    """Events in which two parties face each other, or act together upon nobody else."""
    return _BETWEEN, (one, other, other, one)


# A party's events lie in order of their days in `pair_days`, in rows without another party.
_PARTY_DAY = "CASE WHEN p.dated = 1 THEN p.first_day END"
_PARTY_ROWS = "pair_days p INDEXED BY pair_days_of_party"
_WALK = Walk(_PARTY_ROWS, _PARTY_DAY, "p.event", f"{_PARTY_ROWS} CROSS JOIN events ON events.id = p.event")
_OF_OWN_TYPE = "p.event IN (SELECT id FROM events WHERE own_type = ?)"


def _party_walked(ask: EventsAsked) -> tuple[Listed, list[Condition]] | None:
    """The events of one party in order of their days, however many it has; None: something else is asked too."""
    party = ask.party or ask.other
    if not party or (ask.party and ask.other) or ask.article or ask.person or ask.country or ask.place or ask.text:
        return None
    walk = _WALK
    found: list[Condition] = [("p.party = ? AND p.other = ''", (party,))]
    if ask.type:
        found.append(is_of_type("p", ask.type, own=_OF_OWN_TYPE))
    found += [(f"p.{name} = ?", (value,)) for name in ("status", "basis") if (value := getattr(ask, name))]
    if ask.counted:
        found.append(("p.status = 'occurred' AND p.basis <> 'alleged' AND p.copy = 0", ()))
    if ask.first_day:  # the event's own last day decides, which is not before the row's where it is known
        day = ask.first_day.isoformat()
        found += [("p.last_day >= ?", (day,)), ("events.last_day >= ?", (day,))]
        walk = _WALK._replace(source=_WALK.rows)
    if ask.last_day:
        found.append((f"{_PARTY_DAY} <= ?", (ask.last_day.isoformat(),)))
    return Listed("events", "events.*", "first_day", walk=walk), found


def events_listed(store: Store, ask: EventsAsked, *, few_of_party: int = _FEW) -> tuple[Listed, list[Condition]]:
    """What a list of events is made of: what is walked, and the conditions."""
    walked = _party_walked(ask)
    if walked is not None:
        return walked
    found, few = _days("events", ask), False
    if ask.type:
        found.append(is_of_type("events", ask.type))
    for column in ("status", "basis", "article"):
        value = getattr(ask, column)
        if value:
            found.append((f"events.{column} = ?", (value,)))
    if ask.counted:
        found.append((COUNTED, ()))
    if ask.party and ask.other:
        found.append(between(ask.party, ask.other))
        few = True
    elif ask.party or ask.other:
        condition, rare = _of_party(store, ask.party or ask.other or "", "event", few_of_party)
        found.append(condition)
        few = few or rare
    if ask.person:
        found.append(
            ("events.id IN (SELECT event FROM participants WHERE id = ? AND event IS NOT NULL)", (ask.person,))
        )
        few = True
    if ask.country:
        found.append(("json_extract(events.place, '$.country') = upper(?)", (ask.country,)))
    if ask.place:
        found.append(_in_place(ask.place))
    if ask.text:
        found.append(("instr(casefold(events.text), casefold(?)) > 0", (ask.text,)))
    index = "events_in_short" if few else None
    return Listed("events", "events.*", "first_day", few or bool(ask.article or ask.place), index), found


def _in_place(name: str) -> Condition:
    """Events in a place of a name, or at a venue in it, however it is written.

    SQLite folds the letters of ASCII only: of others the cases that names are written in are looked up each.
    """
    cases = tuple(dict.fromkeys((name, name.lower(), name.upper(), name.title(), name.capitalize())))
    marks = ", ".join(["lower(?)"] * len(cases))
    named = " OR ".join(f"lower(json_extract(events.place, '$.{part}')) IN ({marks})" for part in ("name", "city"))
    return f"events.place IS NOT NULL AND ({named})", (*cases, *cases)


def _statements_listed(
    store: Store, ask: StatementsAsked, *, few_of_party: int = _FEW
) -> tuple[Listed, list[Condition]]:
    found, few = _days("statements", ask), False
    for column in ("stance", "act", "article"):
        value = getattr(ask, column)
        if value:
            found.append((f"statements.{column} = ?", (value,)))
    if ask.party:
        condition, rare = _of_party(store, ask.party, "statement", few_of_party)
        found.append(condition)
        few = few or rare
    if ask.person:
        sql = "statements.id IN (SELECT statement FROM participants WHERE id = ? AND statement IS NOT NULL)"
        found.append((sql, (ask.person,)))
        few = True
    if ask.topic:
        found.append(("EXISTS (SELECT 1 FROM json_each(statements.topics) t WHERE t.value = ?)", (ask.topic,)))
    if ask.text:
        found.append(("instr(casefold(statements.text), casefold(?)) > 0", (ask.text,)))
    index = "statements_in_short" if few else None
    return Listed("statements", "statements.*", "first_day", few or bool(ask.article), index), found


def _of_party(store: Store, party: str, column: str, few: int) -> tuple[Condition, bool]:
    """The condition that a party takes part, and whether no more than ``few`` lines are looked up by it."""
    if number_of_lines(store, party, column, few) <= few:
        sql = f"{column}s.id IN (SELECT {column} FROM participants WHERE party = ? AND {column} IS NOT NULL)"
        return (sql, (party,)), True
    sql = f"EXISTS (SELECT 1 FROM participants p WHERE p.party = ? AND p.{column} = {column}s.id)"
    return (sql, (party,)), False


def _days(table: str, ask: Within) -> list[Condition]:
    found: list[Condition] = []
    if ask.first_day:
        found.append((f"{table}.last_day >= ?", (ask.first_day.isoformat(),)))
    if ask.last_day:
        found.append((f"{table}.first_day <= ?", (ask.last_day.isoformat(),)))
    return found
