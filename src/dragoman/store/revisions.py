"""What analysts decided, as it stands in the record: append-only, who, when, why, before and after.

``applying`` makes the effective state of it, ``reviewing`` makes new ones.
"""

import sqlite3
from collections.abc import Iterator, Sequence

import msgspec

from dragoman.errors import UnknownName
from dragoman.records import content_id
from dragoman.store.applying import KINDS, Change, Kind, Revision, line_of
from dragoman.store.codings import Line
from dragoman.store.open import Store
from dragoman.store.read import event, statement
from dragoman.store.rows import insert

_SHOWN_MATCHES = 5


class FoundLine(msgspec.Struct, frozen=True, kw_only=True):
    """An event or a statement of the record, with what an edit of it must name."""

    kind: Kind
    line: Line
    aside: bool  # rejected, or merged into another
    seen: str | None  # id of the last revision that touched it; None: nobody revised it


def revisions_of(store: Store, article: str) -> tuple[Revision, ...]:
    """Everything decided on an article's lines, oldest first."""
    return tuple(_read(store, "SELECT * FROM revisions WHERE article = ? ORDER BY number", (article,)))


def history(store: Store, line: str) -> tuple[Revision, ...]:
    """Everything decided on one event or statement, oldest first."""
    sql = "SELECT * FROM revisions WHERE id IN (SELECT revision FROM changes WHERE line = ?) ORDER BY number"
    return tuple(_read(store, sql, (line,)))


def revisions(store: Store) -> Iterator[Revision]:
    """Everything that was decided, oldest first."""
    return _read(store, "SELECT * FROM revisions ORDER BY number", ())


def revised_articles(store: Store) -> list[str]:
    """The ids of the articles with revisions."""
    return [row["article"] for row in store.query("SELECT DISTINCT article FROM revisions ORDER BY article")]


def last_revision(store: Store, line: str) -> str | None:
    """Id of the last revision that touched a line; None: nobody revised it."""
    sql = """SELECT revisions.id FROM changes JOIN revisions ON revisions.id = changes.revision
             WHERE line = ? ORDER BY number DESC LIMIT 1"""
    row = store.first(sql, (line,))
    return row["id"] if row else None


def find_line(store: Store, name: str) -> FoundLine:
    """The event or statement that ``name`` means: an id, or the unique beginning of one with or without its kind.

    Raises:
        UnknownName: no line, or more than one.
    """
    ids = _ids_like(store, name)
    if len(ids) != 1:
        shown = ", ".join(sorted(ids)[:_SHOWN_MATCHES])
        raise UnknownName(
            "the name means more than one line" if ids else "the record has no such event or statement",
            values=f"{name!r}{': ' + shown if ids else ''}",
            remedy="Give an id as `dragoman events --format json` lists them",
        )
    return found_line(store, next(iter(ids)))


def found_line(store: Store, line: str) -> FoundLine:
    """An event or a statement by its id.

    Raises:
        UnknownName: the record has none.
    """
    seen = last_revision(store, line)
    row = store.first("SELECT * FROM events WHERE id = ?", (line,))
    if row is not None:
        return FoundLine(kind="event", line=event(store, row), aside=False, seen=seen)
    row = store.first("SELECT * FROM statements WHERE id = ?", (line,))
    if row is not None:
        return FoundLine(kind="statement", line=statement(store, row), aside=False, seen=seen)
    row = store.first("SELECT kind, line FROM set_aside WHERE id = ?", (line,))
    if row is not None:
        held = line_of(row["kind"], msgspec.json.decode(row["line"]))
        return FoundLine(kind=row["kind"], line=held, aside=True, seen=seen)
    raise UnknownName("the record has no such event or statement", values=repr(line), remedy="Give the id of one")


def write_revision(store: Store, revision: Revision) -> None:
    """Add a revision, within the transaction that applies it."""
    row = {name: getattr(revision, name) for name in ("id", "article", "action", "by", "at", "why", "undoes")}
    insert(store.connection, "revisions", row)
    for ordinal, change in enumerate(revision.changes):
        row = {"revision": revision.id, "ordinal": ordinal}
        row |= {name: getattr(change, name) for name in ("line", "kind", "seen")}
        row |= {name: _packed(getattr(change, name)) for name in ("before", "after", "base")}
        insert(store.connection, "changes", row)


def revision_id(revision: Revision) -> str:
    """A revision's id: hash of all that it says. What it had seen is in it, so doing a thing again is another."""
    return content_id("revision", msgspec.json.encode(revision, order="deterministic").decode())


def _packed(fields: object) -> str | None:
    return None if fields is None else msgspec.json.encode(fields, order="deterministic").decode()


def _read(store: Store, sql: str, values: Sequence[str]) -> Iterator[Revision]:
    for row in list(store.query(sql, values)):
        changes = store.query("SELECT * FROM changes WHERE revision = ? ORDER BY ordinal", (row["id"],))
        given = {name: row[name] for name in ("id", "article", "action", "by", "at", "why", "undoes")}
        yield Revision(**given, changes=tuple(map(_change, changes)))


def _change(row: sqlite3.Row) -> Change:
    unpacked = {name: msgspec.json.decode(row[name]) if row[name] else None for name in ("before", "after", "base")}
    return Change(line=row["line"], kind=row["kind"], seen=row["seen"], **unpacked)


def _ids_like(store: Store, name: str) -> set[str]:
    """The ids that begin so; a range and not LIKE, so that the index is used."""
    found: set[str] = set()
    for beginning in (name, *(f"{kind}-{name}" for kind in KINDS)):
        for table in ("events", "statements", "set_aside"):
            sql = f"SELECT id FROM {table} WHERE id >= ? AND id < ? LIMIT {_SHOWN_MATCHES + 1}"
            found.update(row["id"] for row in store.query(sql, (beginning, beginning + "~")) if name)
    return {name} if name in found else found
