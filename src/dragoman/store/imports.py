"""Who put files into the record by the desk, when, and how many documents of them went in."""

from collections.abc import Mapping
from datetime import datetime

from dragoman.records import Record
from dragoman.store.open import Store
from dragoman.store.rows import from_row, insert, to_row

OUTCOMES = ("new", "updated", "unchanged", "failed")


class Import(Record, frozen=True, kw_only=True):
    """One import; its counts are those of documents."""

    made_by: str
    at: str  # ISO 8601
    ended_at: str | None = None  # None: under way, or broken off before its end
    files: int
    new: int = 0
    updated: int = 0
    unchanged: int = 0
    failed: int = 0


def begin_import(store: Store, *, by: str, at: datetime, files: int) -> int:
    """Write down that somebody begins to put files in; the number of the import."""
    row = to_row(Import(made_by=by, at=at.isoformat(), files=files))
    with store.transaction() as connection:
        number = int(connection.execute("SELECT coalesce(max(number), 0) + 1 AS number FROM imports").fetchone()[0])
        insert(connection, "imports", {"number": number, **row})
    return number


def end_import(store: Store, number: int, counts: Mapping[str, int], *, at: datetime) -> None:
    """Write down that an import came to its end, with what became of its documents."""
    fields = ", ".join(f"{name} = ?" for name in OUTCOMES)
    values = (*(counts.get(name, 0) for name in OUTCOMES), at.isoformat(), number)
    with store.transaction() as connection:
        connection.execute(f"UPDATE imports SET {fields}, ended_at = ? WHERE number = ?", values)


def latest_imports(store: Store, number: int) -> list[Import]:
    """The imports that began last, the latest first."""
    return [
        from_row(Import, row) for row in store.query("SELECT * FROM imports ORDER BY number DESC LIMIT ?", (number,))
    ]
