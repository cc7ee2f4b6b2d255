"""The queue of review, and what was decided."""

from collections.abc import Mapping
from typing import Any

import msgspec

from dragoman.exports.contract import event_fields, statement_fields
from dragoman.records import Event, Statement
from dragoman.store.applying import Kind, Revision
from dragoman.store.listing import Condition
from dragoman.store.open import Store
from dragoman.store.own_types import is_of_type
from dragoman.store.revisions import FoundLine, history, revisions_of
from dragoman.web.asks import cursor, place_of
from dragoman.web.asks_across import DecisionsAsked, QueueAsked
from dragoman.web.queries.articles import heads
from dragoman.web.queries.lines import event_line, statement_line, with_heads
from dragoman.web.queries.slices import Fields, Slice
from dragoman.web.refusals import Refusal

_OWN: dict[Kind, tuple[str, ...]] = {"event": ("type", "status", "basis"), "statement": ("stance",)}
_ORIGINAL = """NOT EXISTS (SELECT 1 FROM articles c INDEXED BY articles_that_copy
    WHERE c.id = {table}.article AND c.duplicate_of IS NOT NULL)"""


def list_queue(store: Store, ask: QueueAsked) -> Slice:
    """Lines that nobody has decided on, by confidence; copies of other articles are left out.

    Raises:
        Refusal: conditions that no kind of line can meet together.
    """
    place = place_of(ask.after, 2)
    found: list[tuple[float, str, Kind]] = []
    for kind in _kinds(ask):
        found += [(row["confidence"], row["id"], kind) for row in _doubtful(store, kind, ask, place)]
    found.sort(reverse=ask.order == "sure")
    shown = found[: ask.limit]
    rows = [_row(store, name, kind) for _, name, kind in shown]
    following = cursor(repr(shown[-1][0]), shown[-1][1]) if len(found) > ask.limit else None
    return Slice(with_heads(store, [{**row, "seen": seen_of(store, row["id"])} for row in rows]), following)


def _kinds(ask: QueueAsked) -> list[Kind]:
    kinds: list[Kind] = []
    for kind in _OWN:
        others = [name for other in _OWN if other != kind for name in _OWN[other]]
        if ask.kind in (None, kind) and not any(getattr(ask, name) for name in others):
            kinds.append(kind)
    if not kinds:
        raise Refusal("no line can be both", values="conditions of events and of statements", remedy="Take one away")
    return kinds


def _doubtful(store: Store, kind: Kind, ask: QueueAsked, place: tuple[str | None, ...] | None) -> list[Any]:
    table = f"{kind}s"
    sign, order = (">", "ASC") if ask.order == "doubtful" else ("<", "DESC")
    found: list[Condition] = [(f"{table}.review IS NULL", ()), (_ORIGINAL.format(table=table), ())]
    if kind == "event" and ask.type:
        found.append(is_of_type(table, ask.type))
    for name in (*_OWN[kind], "article"):
        if name != "type" and getattr(ask, name):
            found.append((f"{table}.{name} = ?", (getattr(ask, name),)))
    if ask.party:
        sql = f"EXISTS (SELECT 1 FROM participants p WHERE p.{kind} = {table}.id AND p.party = ?)"
        found.append((sql, (ask.party,)))
    if ask.below is not None:
        found.append((f"{table}.confidence < ?", (ask.below,)))
    if place is not None:
        found.append((f"({table}.confidence, {table}.id) {sign} (CAST(? AS REAL), ?)", (place[0], place[1])))
    where = " AND ".join(sql for sql, _ in found)
    values = [value for _, given in found for value in given]
    index = "" if ask.article else f"INDEXED BY {table}_to_review"
    sql = f"""SELECT {table}.confidence, {table}.id FROM {table} {index} WHERE {where}
              ORDER BY {table}.confidence {order}, {table}.id {order} LIMIT ?"""
    return list(store.query(sql, (*values, ask.limit + 1)))


def _row(store: Store, name: str, kind: Kind) -> Fields:
    row = store.first(f"SELECT * FROM {kind}s WHERE id = ?", (name,))
    assert row is not None, f"{name} left while it was read"
    return event_line(store, row) if kind == "event" else statement_line(store, row)


def seen_of(store: Store, line: str) -> str | None:
    """The last revision of a line; None: there is none."""
    found = history(store, line)
    return found[-1].id if found else None


def line_fields(found: FoundLine) -> Fields:
    """A line, set aside or not, as plain data."""
    line = found.line
    fields = event_fields(line) if isinstance(line, Event) else statement_fields(line)
    return {"line": found.kind, **fields, "why": list(line.why), "article": line.article, "aside": found.aside,
            "seen": found.seen}  # fmt: skip


def others_like(store: Store, found: FoundLine) -> list[Fields]:
    """The other lines of its kind in its article, those nearest in the text first: what it can be merged with."""
    table = f"{found.kind}s"
    sql = f"SELECT * FROM {table} WHERE article = ? AND id <> ? ORDER BY abs(start - ?), id LIMIT 30"
    rows = store.query(sql, (found.line.article, found.line.id, found.line.start))
    make = event_line if found.kind == "event" else statement_line
    return [{**make(store, row), "seen": seen_of(store, row["id"])} for row in list(rows)]


def around(store: Store, line: Event | Statement, letters: int = 220) -> Fields:
    """The words of a line with what stands before and after it in the article."""
    row = store.first("SELECT text FROM articles WHERE id = ?", (line.article,))
    text = str(row["text"]) if row else line.text
    return {
        "before": text[max(0, line.start - letters) : line.start], "words": text[line.start : line.end],
        "after": text[line.end : line.end + letters],
    }  # fmt: skip


def list_decisions(store: Store, ask: DecisionsAsked) -> Slice:
    """What was decided, the latest or the earliest first."""
    place = place_of(ask.after, 1)
    sign, order = ("<", "DESC") if ask.order == "newest" else (">", "ASC")
    clauses, values = ["1"], []
    for column in ("by", "action"):
        if getattr(ask, column):
            clauses.append(f'"{column}" = ?')
            values.append(getattr(ask, column))
    if place:
        clauses.append(f"number {sign} CAST(? AS INTEGER)")
        values.append(place[0])
    sql = f"SELECT number, id, article FROM revisions WHERE {' AND '.join(clauses)} ORDER BY number {order} LIMIT ?"
    found = list(store.query(sql, (*values, ask.limit + 1)))
    shown = found[: ask.limit]
    known = {r.id: r for article in {row["article"] for row in shown} for r in revisions_of(store, article)}
    titles = heads(store, (row["article"] for row in shown))
    holding = {revision.undoes for revision in known.values()}
    rows = [
        {**revision_fields(known[row["id"]]), "undone": row["id"] in holding, "article": titles[row["article"]]}
        for row in shown
    ]
    return Slice(rows, cursor(str(shown[-1]["number"])) if len(found) > ask.limit else None)


def revision_fields(revision: Revision) -> Fields:
    """A decision as plain data; of each change only the fields that differ."""
    fields: Fields = msgspec.to_builtins(revision)
    changes = []
    for change in revision.changes:
        before, after = change.before or {}, change.after or {}
        differing = {
            name: {"before": plain(before.get(name)), "after": plain(after.get(name))}
            for name in (*before, *(name for name in after if name not in before))
            if name not in _COMPUTED and before.get(name) != after.get(name) and change.before and change.after
        }
        changes.append({"line": change.line, "kind": change.kind, "fields": differing,
                        "new": change.before is None, "aside": change.after is None})  # fmt: skip
    return {**fields, "changes": changes}


_COMPUTED = frozenset({
    "review", "start", "end", "quad", "plover_score", "goldstein_gdelt", "goldstein_icews", "counted_on",
    "counted_from", "date_from", "place_from", "run", "happening",
})  # fmt: skip


def plain(value: object) -> str:
    """A field's value in a few words: people by name, dates as they are written, lists with commas."""
    if value is None or value == "":
        return "—"
    if isinstance(value, Mapping):
        if "precision" in value and "earliest" in value:
            days = [str(value[name]) for name in ("earliest", "latest") if value[name]]
            return " – ".join(dict.fromkeys(days)) or "—"
        named = value.get("name") or value.get("text") or ""
        return f"{named} ({value['party']})" if value.get("party") and value["party"] != named else str(named)
    if isinstance(value, (list, tuple)):
        return ", ".join(map(plain, value)) or "—"
    return str(value)
