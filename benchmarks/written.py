"""Many coded articles into a new record at once: rows in bulk, indexes and checks put back at the end.

``store.write`` checks each article and commits it alone, which is right for a record that must survive a crash, and
takes an hour for a million events. This is for generated records only: what it writes is what ``store.write`` would.
"""

from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from dragoman.article.duplicates import signature, text_hash
from dragoman.records import CodedArticle, Event, Run, Statement
from dragoman.store.open import Value, open_store
from dragoman.store.rows import to_row
from dragoman.store.write import SIDES

BATCH_ROWS = 20_000
_TABLES = ("articles", "events", "statements", "participants", "signatures", "sources")


class Writer:
    """A new record that is being filled; whole when the ``with`` block ends."""

    def __init__(self, path: Path, run: Run) -> None:
        self.articles = self.events = 0
        self._store = open_store(path, mode="write")
        self._run = run.id
        self._rows: dict[str, list[tuple[Value, ...]]] = {}
        self._columns: dict[str, tuple[str, ...]] = {}  # by the table and which of its columns are filled
        self._later: list[str] = []
        self._add("runs", {"id": run.id, **to_row(run)})

    def __enter__(self) -> Self:
        connection = self._store.connection
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA cache_size = -500000")
        wanted = f"type IN ('index', 'trigger') AND sql IS NOT NULL AND tbl_name IN ({', '.join('?' * len(_TABLES))})"
        found = connection.execute(f"SELECT type, name, sql FROM sqlite_master WHERE {wanted}", _TABLES).fetchall()
        for kind, name, sql in found:
            if not name.startswith("article_words") and not name.startswith("statement_words"):
                self._later.append(sql)
                connection.execute(f"DROP {kind} {name}")
        connection.execute("BEGIN")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        connection = self._store.connection
        for table in list(self._rows):
            self._flush(table)
        for sql in self._later:
            connection.execute(sql)
        connection.execute("UPDATE copy_search SET written = ?", (self.articles,))
        connection.execute("COMMIT")
        connection.execute("PRAGMA journal_mode = WAL")
        self._store.close()

    def add(self, coded: CodedArticle) -> None:
        """Write an article with its events and statements."""
        article = coded.article
        body = article.text[article.body_start :].strip() or article.text
        self._add("articles", {**to_row(article), "run": self._run, "coding_sha256": ""})
        self._add("signatures", {"article": article.id, "text_hash": text_hash(body), "signature": signature(body)})
        source: dict[str, Value] = {"source": article.source, "article": article.id}
        self._add("sources", {**source, "document_sha256": "", "run": self._run})
        for ordinal, statement in enumerate(coded.statements):
            self._add("statements", {**to_row(statement, without=frozenset(["speakers"])), "ordinal": ordinal})
            self._sides(statement, "statement")
        for ordinal, event in enumerate(coded.events):
            self._add("events", {**to_row(event, without=frozenset(["actors", "recipients"])), "ordinal": ordinal})
            self._sides(event, "event")
        self.articles += 1
        self.events += len(coded.events)

    def _sides(self, holder: Event | Statement, column: str) -> None:
        for side in SIDES[type(holder)]:
            for ordinal, who in enumerate(getattr(holder, side)):
                self._add("participants", {**to_row(who), column: holder.id, "side": side, "ordinal": ordinal})

    def _add(self, table: str, row: Mapping[str, Value]) -> None:
        key = f"{table}:{'statement' in row}"
        self._columns[key] = tuple(row)
        rows = self._rows.setdefault(key, [])
        rows.append(tuple(row.values()))
        if len(rows) >= BATCH_ROWS:
            self._flush(key)

    def _flush(self, key: str) -> None:
        table, columns = key.split(":")[0], ", ".join(f'"{name}"' for name in self._columns[key])
        marks = ", ".join("?" * len(self._columns[key]))
        self._store.connection.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", self._rows[key])
        self._rows[key] = []
