"""The words of articles and statements on PostgreSQL: the tokens of SQLite's own index, found by a GIN index.

SQLite's tokenizer (Porter's stems, no diacritics) splits texts in memory, so that both engines find and rank alike. A
row has its terms as a ``tsvector``, by which it is found, and where each stands as ``jsonb``, from which BM25 is
counted (``ranking``).
"""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Any, Literal

from dragoman.store.word_index import indexed

if TYPE_CHECKING:
    import psycopg

    from dragoman.store.open import Store

Kind = Literal["article", "statement"]

COLUMNS: dict[str, tuple[str, ...]] = {"article": ("title", "text"), "statement": ("text",)}
LONGEST_TERM = 2000  # bytes; PostgreSQL takes 2,046. Nobody looks for a word of this length
_AT_ONCE = 200  # rows whose texts are held at a time

Places = dict[str, list[list[int]]]  # of a term by column


def write_words(raw: "psycopg.Connection[Any]") -> None:
    """Put the words of what a transaction wrote into the index; called before it ends."""
    todo = raw.execute("DELETE FROM words_todo RETURNING kind, number").fetchall()
    for kind, columns in COLUMNS.items():
        numbers = sorted(row[1] for row in todo if row[0] == kind)
        for start in range(0, len(numbers), _AT_ONCE):
            select = f"SELECT number, {', '.join(columns)} FROM {kind}s WHERE number = ANY(%s)"
            rows = raw.execute(select, (numbers[start : start + _AT_ONCE],)).fetchall()
            _put(raw, kind, [tuple(row) for row in rows])


def _put(raw: "psycopg.Connection[Any]", kind: str, rows: Sequence[tuple[Any, ...]]) -> None:
    sql = f"""INSERT INTO {kind}_words (number, terms, places, tokens)
        VALUES (%s, array_to_tsvector(%s::text[]), %s::jsonb, %s) ON CONFLICT (number) DO UPDATE
        SET terms = excluded.terms, places = excluded.places, tokens = excluded.tokens"""
    with raw.cursor() as cursor:
        cursor.executemany(sql, [_row(number, places) for number, places in _placed(rows)])


def _row(number: int, places: Places) -> tuple[int, list[str], str, int]:
    tokens = sum(len(at) for columns in places.values() for at in columns)
    kept = {term: at for term, at in places.items() if len(term.encode()) <= LONGEST_TERM}
    return number, list(kept), json.dumps(kept, ensure_ascii=False), tokens


def _placed(rows: Sequence[tuple[Any, ...]]) -> Iterator[tuple[int, Places]]:
    """Of each row the places of every term."""
    if not rows:
        return
    with closing(indexed(rows)) as connection:
        sql = 'SELECT term, col, "offset" FROM places WHERE doc = ? ORDER BY term, col, "offset"'
        for number, *texts in rows:
            found: Places = {}
            for term, column, place in connection.execute(sql, (number,)):
                found.setdefault(term, [[] for _ in texts])[int(column[1:])].append(place)
            yield number, found


def tokenized(texts: Sequence[str]) -> list[tuple[str, ...]]:
    """The terms of each text, in order."""
    with closing(indexed(list(enumerate(texts)))) as connection:
        sql = 'SELECT term FROM places WHERE doc = ? ORDER BY "offset"'
        return [tuple(row[0] for row in connection.execute(sql, (number,))) for number in range(len(texts))]


def words_of(store: "Store", kind: Kind, numbers: Sequence[int]) -> sqlite3.Connection:
    """An index in memory of these rows alone, in a table ``words``."""
    marks = ", ".join("?" * len(numbers))
    sql = f"SELECT number, {', '.join(COLUMNS[kind])} FROM {kind}s WHERE number IN ({marks})"
    return indexed([tuple(row) for row in store.query(sql, tuple(numbers))] if numbers else [(0, "", "")])
