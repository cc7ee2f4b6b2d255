"""Listings of events and statements by what the reader asks for: party, pair, type, status, dates, place, words."""

import types
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec
from msgspec.structs import replace

from dragoman.errors import DateError, UnknownName, UsageError
from dragoman.partial_date import PartialDate
from dragoman.records import Basis, Event, Record, SpeechAct, Stance, Statement, Status
from dragoman.store.lines import LineFilter, day_of_line, lines_by_day
from dragoman.store.open import Store, Value
from dragoman.store.own_types import is_of_type
from dragoman.store.read import event, statement


class EventFilter(Record, frozen=True, kw_only=True):
    """What events to list; every field that is given must hold. ``None`` asks for nothing."""

    party: str | None = None  # code of a party on either side: "NATO", "PAK"
    pair: tuple[str, str] | None = None  # codes of two parties that face each other, or act together upon nobody else
    type: str | None = None  # PLOVER's, or one of the user's own
    status: Status | None = None
    basis: Basis | None = None
    since: PartialDate | None = None  # not over before the first day of this
    until: PartialDate | None = None  # not begun after the last day of this
    place: str | None = None  # name of the place, or of its city; or ISO code of its country
    text: str | None = None  # words in the clause, case ignored
    article: str | None = None
    copies: bool = True  # whether events of articles that copy another are listed too
    review: str | None = None  # what an analyst made of it: "accepted", "edited", "added", "merged", "split"
    run: str | None = None  # id of the run that read it
    rejected: bool = False  # whether events that an analyst rejected or merged away are listed too
    limit: int | None = None  # the first so many; None: all


class StatementFilter(Record, frozen=True, kw_only=True):
    """What statements to list; every field that is given must hold. ``None`` asks for nothing."""

    party: str | None = None  # code of a party that speaks
    pair: tuple[str, str] | None = None  # one speaks, the other takes part in an event told in the words
    stance: Stance | None = None
    act: SpeechAct | None = None
    since: PartialDate | None = None
    until: PartialDate | None = None
    speaker: str | None = None  # words of the speaker's name, case ignored
    text: str | None = None
    article: str | None = None
    copies: bool = True
    review: str | None = None
    run: str | None = None
    rejected: bool = False


Wanted = TypeVar("Wanted", bound=Record)
AnyFilter = TypeVar("AnyFilter", EventFilter, StatementFilter)
Condition = tuple[str, Sequence[Value]]

_SHARED = ("article", "review", "run")

_ORDER = (
    "coalesce({0}.first_day, articles.published) IS NULL, coalesce({0}.first_day, articles.published), "
    "articles.published IS NULL, articles.published, articles.id, {0}.ordinal"
)
# The plus keeps SQLite from the index of parties: all of a party's lines, looked through for each line, are a square.
_SPEAKS = "EXISTS (SELECT 1 FROM participants p WHERE p.statement = statements.id AND +p.party = ?)"
_HAPPENING = (
    "events.id, coalesce(events.happening, events.id) AS happening, events.article, events.ordinal, "
    "articles.published, coalesce(events.first_day, articles.published) AS day"
)
_HOLDS = "instr(casefold({0}), casefold(?)) > 0"


def list_events(store: Store, wanted: EventFilter | None = None) -> Iterator[Event]:
    """Events by day (undated ones by their article's, unknown last), then article and place in it."""
    wanted = wanted or EventFilter()
    require_limit(wanted.limit)
    if wanted.rejected:
        yield from islice(_with_rejected(store, wanted, list_events), wanted.limit)
        return
    sql, values = _select("events", _event_conditions(store, wanted), copies=wanted.copies)
    limit = "" if wanted.limit is None else f" LIMIT {wanted.limit}"
    for row in store.query(sql + limit, values):
        yield event(store, row)


def events_by_happening(store: Store, wanted: EventFilter) -> Iterator[tuple[str, str]]:
    """Happening and id of every event, those of one happening together, by its first day; unknown days last.

    An event that is tied to no happening is one of its own, under its own id.
    """
    found, values = _select("events", _event_conditions(store, wanted), copies=wanted.copies)
    sql = f"""WITH found AS ({found.replace("events.*", _HAPPENING, 1)})
        SELECT happening, id FROM found
        ORDER BY min(day) OVER (PARTITION BY happening) IS NULL, min(day) OVER (PARTITION BY happening), happening,
            published IS NULL, published, article, ordinal"""
    for row in store.query(sql, values):
        yield row["happening"], row["id"]


def list_statements(store: Store, wanted: StatementFilter | None = None) -> Iterator[Statement]:
    """Statements by day (undated ones by their article's, unknown last), then article and place in it."""
    wanted = wanted or StatementFilter()
    if wanted.rejected:
        yield from _with_rejected(store, wanted, list_statements)
        return
    conditions = [*_equal("statements", wanted, ("stance", "act", *_SHARED)), *_days("statements", wanted)]
    if wanted.party:
        conditions.append((_SPEAKS, (wanted.party,)))
    if wanted.pair:
        conditions.append(_between(wanted.pair))
    if wanted.speaker:
        held = _HOLDS.format("p.name")
        sql = f"EXISTS (SELECT 1 FROM participants p WHERE p.statement = statements.id AND {held})"
        conditions.append((sql, (wanted.speaker,)))
    if wanted.text:
        conditions.append((_HOLDS.format("statements.text"), (wanted.text,)))
    for row in store.query(*_select("statements", conditions, copies=wanted.copies)):
        yield statement(store, row)


def _with_rejected(
    store: Store, wanted: AnyFilter, listing: Callable[[Store, AnyFilter], Iterator[Any]]
) -> Iterator[Any]:
    """What a listing gives, with what was set aside in its place."""
    from dragoman.store.aside import with_aside  # writes lines, which a plain listing has no need of

    plain: AnyFilter = replace(wanted, rejected=False)
    with with_aside(store) as (memory, rejected):
        set_aside: list[Any] = [line for line in listing(memory, plain) if line.id in rejected]
    published = {row["id"]: row["published"] for row in store.query("SELECT id, published FROM articles")}
    found = [*listing(store, plain), *set_aside]
    found.sort(key=lambda line: _place(line, published[line.article]))
    return iter(found)


def _place(line: Event | Statement, published: str | None) -> tuple[bool, str, bool, str, str, int]:
    """Where a line stands in a listing: as ``_ORDER``."""
    when = line.when if isinstance(line, Event) else line.said
    counted = line.counted_on if isinstance(line, Event) else None
    day = when.earliest or when.latest or counted
    first = day.isoformat() if day else published
    start = line.trigger.start if isinstance(line, Event) else line.start
    return first is None, first or "", published is None, published or "", line.article, start


def parties(store: Store) -> tuple[str, ...]:
    """The codes of all parties that act, are acted on or speak in the record, sorted."""
    rows = store.query("SELECT DISTINCT party FROM participants WHERE party IS NOT NULL ORDER BY party")
    return tuple(row["party"] for row in rows)


def choices(wanted: type[Record], field: str) -> tuple[str, ...]:
    """The values a filter's field can take; empty where any text will do."""
    hint = get_type_hints(wanted)[field]
    parts = get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)
    return next((get_args(part) for part in parts if get_origin(part) is Literal), ())


def make_filter(kind: type[Wanted], given: Mapping[str, object]) -> Wanted:
    """A filter from values as people give them: names of choices in any case, dates as text or days.

    Raises:
        UsageError: the filter has no such field, or the field takes other values.
    """
    known = kind.__struct_fields__
    unknown = sorted(set(given) - set(known))
    if unknown:
        raise UsageError("no such filter", values=", ".join(unknown), remedy=f"There are {', '.join(known)}")
    values: dict[str, object] = {}
    for name, value in given.items():
        if name in ("since", "until"):
            values[name] = given_date(value)
        else:
            values[name] = _chosen(kind, name, value) if isinstance(value, str) else value
    return kind(**values)


def given_date(value: object) -> PartialDate | None:
    """A date as people give it: text, a day, or a partial date.

    Raises:
        UsageError: it is none.
    """
    if value is None or isinstance(value, PartialDate):
        return value
    try:
        return PartialDate.day(value) if isinstance(value, date) else PartialDate.parse(str(value))
    except DateError as error:
        raise UsageError(error.what, values=error.values, remedy=error.remedy) from error


def _chosen(kind: type[Record], field: str, value: str) -> str:
    known = choices(kind, field)
    match = next((choice for choice in known if choice.casefold() == value.casefold()), None)
    if known and match is None:
        raise UnknownName(f"no such {field}", values=repr(value), remedy=f"Give one of {', '.join(known)}")
    return match or value


def require_interval(since: PartialDate | None, until: PartialDate | None) -> None:
    """Check that a stretch of time does not end before it starts.

    Raises:
        UsageError: it does.
    """
    if since and until and until.before(since):
        raise UsageError(
            "the stretch of time ends before it starts", values=f"{since} to {until}", remedy="Swap the two dates"
        )


def require_limit(limit: int | None) -> None:
    """Check how many are asked for.

    Raises:
        UsageError: fewer than one.
    """
    if limit is not None and limit < 1:
        raise UsageError("the limit is too small", values=str(limit), remedy="Give 1 or more")


def _between(pair: tuple[str, str]) -> Condition:
    """Statements by one of two parties that speak to the other: it is on the other side of an event told in them."""
    first, second = pair
    sql = """EXISTS (
        SELECT 1 FROM participants s JOIN events e ON e.article = statements.article
            AND (e.statement = statements.id OR (e.start < statements."end" AND statements.start < e."end"))
        JOIN participants o ON o.event = e.id
        WHERE s.statement = statements.id AND ((s.party = ? AND o.party = ?) OR (s.party = ? AND o.party = ?)))"""
    return sql, (first, second, second, first)


def _event_conditions(store: Store, wanted: EventFilter) -> list[Condition]:
    conditions = [*_equal("events", wanted, ("status", "basis", *_SHARED)), *_days("events", wanted)]
    if wanted.type:
        conditions.append(is_of_type("events", wanted.type))
    if wanted.pair:
        conditions.append(_lines(store, wanted, LineFilter(party=wanted.pair[0], other=wanted.pair[1])))
    if wanted.party:
        conditions.append(_lines(store, wanted, LineFilter(party=wanted.party)))
    if wanted.place:
        held = " OR ".join(_HOLDS.format(f"json_extract(events.place, '$.{part}')") for part in ("name", "city"))
        conditions.append((f"({held} OR json_extract(events.place, '$.country') = upper(?))", (wanted.place,) * 3))
    if wanted.text:
        conditions.append((_HOLDS.format("events.text"), (wanted.text,)))
    return conditions


def _lines(store: Store, wanted: EventFilter, lines: LineFilter) -> Condition:
    """Events of a party or a pair, found without reading them.

    Where only the first so many are asked for, and nothing but parties and dates decides, no later day is looked at.
    """
    first, last = _day(wanted.since, "earliest"), _day(wanted.until, "latest")
    lines = msgspec.structs.replace(lines, since=first, until=last)
    sql, values = lines.sql("event")
    others = (
        wanted.type,
        wanted.status,
        wanted.basis,
        wanted.place,
        wanted.text,
        wanted.article,
        wanted.review,
        wanted.run,
    )
    if wanted.limit is not None and not any(others) and wanted.copies and not (wanted.party and wanted.pair):
        day = day_of_line(lines_by_day(store, lines), wanted.limit - 1)
        if day is not None:
            sql, values = msgspec.structs.replace(lines, until=date.fromisoformat(day)).sql("event")
    return f"events.id IN ({sql})", values


def _equal(table: str, wanted: EventFilter | StatementFilter, fields: Sequence[str]) -> Iterator[Condition]:
    for field in fields:
        value = getattr(wanted, field)
        if value is not None:
            yield f"{table}.{field} = ?", (value,)


def _days(table: str, wanted: EventFilter | StatementFilter) -> Iterator[Condition]:
    """Conditions on days: the line's own interval where it is dated, else the day its article was published."""
    require_interval(wanted.since, wanted.until)
    first, last = _day(wanted.since, "earliest"), _day(wanted.until, "latest")
    if first:
        yield f"coalesce({table}.last_day, articles.published) >= ?", (first.isoformat(),)
    if last:
        yield f"coalesce({table}.first_day, articles.published) <= ?", (last.isoformat(),)


def _day(when: PartialDate | None, end: Literal["earliest", "latest"]) -> date | None:
    if when is None:
        return None
    day: date | None = getattr(when, end)
    return day


def _select(table: str, conditions: Sequence[Condition], *, copies: bool) -> tuple[str, tuple[Value, ...]]:
    clauses = [sql for sql, _ in conditions] + ([] if copies else ["articles.duplicate_of IS NULL"])
    where = f"WHERE {' AND '.join(clauses)}" if clauses else ""
    order = _ORDER.format(table)
    sql = f"SELECT {table}.* FROM {table} JOIN articles ON articles.id = {table}.article {where} ORDER BY {order}"
    return sql, tuple(value for _, values in conditions for value in values)
