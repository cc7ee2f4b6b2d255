"""Lines that were set aside, asked for like any others: put into a record in memory with the rest of their articles."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
from msgspec.structs import replace

from dragoman.records import Event, Statement
from dragoman.store.applying import Effective, line_of
from dragoman.store.codings import Coding, Line
from dragoman.store.open import Store, connect
from dragoman.store.read import coded_article
from dragoman.store.rows import insert
from dragoman.store.schema import migrate
from dragoman.store.write import write_lines


def aside_lines(store: Store, article: str | None = None) -> tuple[Line, ...]:
    """Events and statements that were rejected or merged into another; of one article, or of all."""
    sql = "SELECT kind, line FROM set_aside WHERE article = coalesce(?, article) ORDER BY article, id"
    return tuple(line_of(row["kind"], msgspec.json.decode(row["line"])) for row in store.query(sql, (article,)))


@contextmanager
def with_aside(store: Store) -> Iterator[tuple[Store, frozenset[str]]]:
    """A record in memory in which the articles with lines set aside have them too, and the ids of these lines."""
    lines = aside_lines(store)
    connection = connect("file::memory:")
    try:
        migrate(connection, ":memory:")
        connection.execute("PRAGMA foreign_keys = OFF")
        memory = Store(connection, Path(":memory:"), "write")
        for article in sorted({line.article for line in lines}):
            row = store.first("SELECT * FROM articles WHERE id = ?", (article,))
            if row is not None:
                insert(connection, "articles", dict(row))
            write_lines(memory, _whole(store, article, lines))
        yield memory, frozenset(line.id for line in lines)
    finally:
        connection.close()


def _whole(store: Store, article: str, lines: tuple[Line, ...]) -> Effective:
    coded = coded_article(store, article)
    here = [line for line in lines if line.article == article]
    events = (*coded.events, *(line for line in here if isinstance(line, Event)))
    statements = (*coded.statements, *(line for line in here if isinstance(line, Statement)))
    coding = Coding(article=article, run=coded.run, events=events, statements=statements)
    return Effective(coding=replace(coding, events=tuple(sorted(events, key=lambda event: event.trigger.start))))
