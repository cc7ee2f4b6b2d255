"""Vectors of what the record holds, as they are kept: signed bytes, a row an article and kind of line.

They are computed (``compare.vectors``) and can be made anew at any time; triggers take out what no longer fits.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dragoman.records import Record
from dragoman.store.open import Store

VectorKind = Literal["statement", "event", "article"]
KINDS: tuple[VectorKind, ...] = ("statement", "event", "article")
COMPUTED = ("vector_network", *(f"{kind}_vectors" for kind in KINDS))  # the tables

# A vector's numbers are multiplied by this and rounded to signed bytes, which hold up to .317: more than the largest
# seen, and a similarity moves in the fourth decimal (training.sentence_scores).
SCALE = 400
BLOCK = 4000  # articles read at a time: some 12,000 vectors, 20 MB while they are compared
_ASKED = 500  # articles of one question, where only some are wanted: SQLite takes 32,766 values

Bytes = NDArray[np.int8]


class VectorState(Record, frozen=True, kw_only=True):
    """What vectors a record has."""

    network: str | None  # what made them; None: none were ever made
    articles: int  # in the record
    missing: dict[VectorKind, int]  # articles whose lines of a kind have no vectors yet

    @property
    def unmade(self) -> int:
        """Articles that lack some."""
        return max(self.missing.values())


class Block(NamedTuple):
    """The vectors of the lines of some articles."""

    numbers: list[int]  # of the rows, one an article: ``line_ids`` tells what lines they are of
    vectors: list[bytes]


def as_bytes(vectors: NDArray[np.float32]) -> Bytes:
    """Vectors as they are kept."""
    rounded: Bytes = np.clip(np.rint(vectors * SCALE), -127, 127).astype(np.int8)
    return rounded


def vector_state(store: Store) -> VectorState:
    """What vectors there are and what is missing."""
    named = store.first("SELECT version FROM vector_network")
    articles = _number(store, "articles")
    missing = {kind: articles - _number(store, f"{kind}_vectors") for kind in KINDS}
    return VectorState(network=named["version"] if named else None, articles=articles, missing=missing)


def drop_vectors(store: Store) -> None:
    """Take all vectors out."""
    with store.transaction() as connection:
        for table in COMPUTED:
            connection.execute(f"DELETE FROM {table}")


def leave_out_vectors(connection: sqlite3.Connection) -> None:
    """Take all vectors out of a copy of a record, of any version, and the room they took."""
    kept = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    tables = [name for name in COMPUTED if name in kept]
    if any(connection.execute(f"SELECT 1 FROM {name} LIMIT 1").fetchone() for name in tables):
        for name in tables:
            connection.execute(f"DELETE FROM {name}")
        connection.execute("VACUUM")


def name_network(store: Store, version: str) -> bool:
    """Say what makes the vectors from now on; those of another network are taken out. Whether there were any."""
    with store.transaction() as connection:
        named = store.first("SELECT version FROM vector_network")
        anew = named is not None and named["version"] != version
        if anew:
            drop_vectors(store)
        connection.execute("INSERT OR REPLACE INTO vector_network VALUES (1, ?)", (version,))
    return anew


def without_vectors(store: Store) -> list[str]:
    """Articles that lack vectors of a kind, in order of id."""
    lacks = " OR ".join(f"NOT EXISTS (SELECT 1 FROM {kind}_vectors v WHERE v.article = a.id)" for kind in KINDS)
    return [row["id"] for row in store.query(f"SELECT id FROM articles a WHERE {lacks} ORDER BY id")]


def write_vectors(store: Store, kind: VectorKind, article: str, lines: Sequence[str], rows: Sequence[Bytes]) -> None:
    """Keep the vectors of an article's lines of a kind, in the order of ``lines``; there may be none."""
    ids = json.dumps(list(lines), separators=(",", ":"))
    sql = f"""INSERT INTO {kind}_vectors (article, lines, vectors) VALUES (?, ?, ?)
        ON CONFLICT (article) DO UPDATE SET lines = excluded.lines, vectors = excluded.vectors"""
    with store.transaction() as connection:
        connection.execute(sql, (article, ids, b"".join(row.tobytes() for row in rows)))


def blocks(store: Store, kind: VectorKind, *, articles: Sequence[str] | None = None) -> Iterator[Block]:
    """What is kept of a kind, block by block: of the whole record, or of some articles.

    Each block is a question of its own, so that a limit on the time of one does not depend on how many there are.
    """
    columns = f"SELECT number, vectors FROM {kind}_vectors"
    if articles is not None:
        for start in range(0, len(articles), _ASKED):
            some = articles[start : start + _ASKED]
            sql = f"{columns} WHERE article IN ({', '.join('?' * len(some))})"
            yield _block(store.query(sql, tuple(some)))
        return
    last = -1
    while (block := _block(store.query(f"{columns} WHERE number > ? ORDER BY number LIMIT {BLOCK}", (last,)))).numbers:
        last = block.numbers[-1]
        yield block


def line_ids(store: Store, kind: VectorKind, number: int) -> list[str]:
    """The ids of the lines that a row's vectors are of, in order."""
    row = store.first(f"SELECT lines FROM {kind}_vectors WHERE number = ?", (number,))
    ids: list[str] = json.loads(row["lines"]) if row else []
    return ids


def _block(rows: Iterable[sqlite3.Row]) -> Block:
    numbers, vectors = [], []
    for number, packed in rows:
        numbers.append(number)
        vectors.append(packed)
    return Block(numbers, vectors)


def _number(store: Store, table: str) -> int:
    row = store.first(f"SELECT count(*) AS number FROM {table}")
    return int(row["number"]) if row else 0
