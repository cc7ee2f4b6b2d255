"""Ranking and snippets on PostgreSQL, as FTS5 gives them: BM25 over phrases, and the words around a match."""

import json
import math
import re
from collections.abc import Sequence
from contextlib import closing
from typing import NamedTuple

from dragoman.store.open import Store, Value
from dragoman.store.postgres.words import COLUMNS, Kind, tokenized, words_of

_PHRASE = re.compile(r'"([^"]*)"(\*?)')
_K1, _B = 1.2, 0.75  # FTS5's
_LEAST_IDF = 1e-6  # FTS5's, of a phrase that more than half of all rows have


class Phrase(NamedTuple):
    """Terms that stand one after another; of a beginning the last need only begin so."""

    terms: tuple[str, ...]
    beginning: bool

    @property
    def query(self) -> str:
        """The ``tsquery`` by which rows that may have it are found."""
        quoted = ["'" + term.replace("\\", "\\\\").replace("'", "''") + "'" for term in self.terms]
        return " & ".join([*quoted[:-1], quoted[-1] + (":*" if self.beginning else "")])

    @property
    def is_found_by_terms(self) -> bool:
        """Whether a row that has the terms has the phrase."""
        return len(self.terms) == 1

    @property
    def values(self) -> tuple[str, int]:
        """The terms and whether it is a beginning, as ``phrase_weight`` takes them."""
        return json.dumps(self.terms, ensure_ascii=False), int(self.beginning)


def phrases_of(expression: str) -> tuple[Phrase, ...]:
    """The phrases of an expression that ``search.match_expression`` made; without those that have no term."""
    given = _PHRASE.findall(expression)
    found = tokenized([words for words, _ in given])
    return tuple(Phrase(terms, star == "*") for terms, (_, star) in zip(found, given, strict=True))


class Asked(NamedTuple):
    """What is looked through beside the words."""

    kind: Kind
    joined: str  # further tables
    more: str  # conditions on them, each after an AND
    values: Sequence[Value]  # of the conditions
    tie: str  # what equals go by, before their numbers
    weight: float  # of a word in the first column of two


def ranked(store: Store, expression: str, asked: Asked, *, limit: int) -> dict[int, float]:
    """The row numbers of the best matches with their scores, best first.

    Args:
        store: a record on a server.
        expression: of ``search.match_expression``.
        asked: what is looked through.
        limit: how many at most.
    """
    phrases = phrases_of(expression)
    if not phrases or not all(phrase.terms for phrase in phrases):
        return {}  # as FTS5: nothing has a phrase without words
    words, weight = f"{asked.kind}_words", asked.weight if len(COLUMNS[asked.kind]) == 2 else 1.0
    rows, tokens = _size(store, words)
    if not rows:
        return {}
    score, given = "0.0", list[Value]()
    for at, phrase in enumerate(phrases):
        part = f"f{at} * {_K1 + 1.0} / (f{at} + {_K1} * ({1 - _B} + {_B} * CAST(tokens AS DOUBLE) / {tokens / rows!r}))"
        score += f" + {_idf(_hits(store, words, phrase), rows)!r} * ({part})"
        given += [*phrase.values, weight]
    told = "".join(f", phrase_weight({words}.places, ?, ?, ?) AS f{at}" for at in range(len(phrases)))
    sql = f"""SELECT number, score FROM (SELECT number, tie, {score} AS score FROM (
            SELECT {words}.number, {asked.tie} AS tie, {words}.tokens{told} FROM {words} {asked.joined}
            WHERE {" AND ".join([f"has_terms({words}.terms, ?)"] * len(phrases))}{asked.more}) told
        WHERE {" AND ".join(f"f{at} > 0" for at in range(len(phrases)))}) scored
        ORDER BY score DESC, tie, number LIMIT ?"""
    every = (*given, *(phrase.query for phrase in phrases), *asked.values, limit)
    return {row["number"]: row["score"] for row in store.query(sql, every)}


def snippets(
    store: Store, kind: Kind, expression: str, numbers: Sequence[int], *, marks: tuple[str, str], words: int
) -> dict[int, str]:
    """The words around the first match in each of these rows: FTS5 itself makes them, of these rows alone."""
    with closing(words_of(store, kind, numbers)) as connection:
        sql = "SELECT rowid, snippet(words, -1, ?, ?, ' … ', ?) FROM words WHERE words MATCH ?"
        return dict(connection.execute(sql, (*marks, words, expression)).fetchall())


def _size(store: Store, words: str) -> tuple[int, int]:
    row = store.first(f"SELECT count(*) AS number, coalesce(sum(tokens), 0) AS tokens FROM {words}")
    return (row["number"], row["tokens"]) if row else (0, 0)


def _hits(store: Store, words: str, phrase: Phrase) -> int:
    sql, values = f"SELECT count(*) AS number FROM {words} WHERE has_terms(terms, ?)", list[Value]([phrase.query])
    if not phrase.is_found_by_terms:
        sql += " AND phrase_weight(places, ?, ?, ?) > 0"
        values += [*phrase.values, 1.0]
    row = store.first(sql, values)
    return int(row["number"]) if row else 0


def _idf(hits: int, rows: int) -> float:
    found = math.log((rows - hits + 0.5) / (hits + 0.5))
    return found if found > 0 else _LEAST_IDF
