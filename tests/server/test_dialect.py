"""Statements of SQLite's as PostgreSQL takes them, without a server."""

import pytest

pytest.importorskip("sqlglot")

from dragoman.store.postgres.dialect import Columns, is_numbered, translated


def carried(sql: str) -> str:
    return translated(sql, lambda table: Columns(("a", "b"), ("a",)))


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("SELECT a FROM t WHERE a IN u", 'SELECT "a" FROM "t" WHERE "a" IN (SELECT * FROM "u")'),
        ("SELECT a FROM t WHERE a NOT IN u", 'SELECT "a" FROM "t" WHERE NOT "a" IN (SELECT * FROM "u")'),
        ("SELECT a FROM t WHERE a IN (SELECT b FROM u)", 'SELECT "a" FROM "t" WHERE "a" IN (SELECT "b" FROM "u")'),
        ("SELECT a FROM t WHERE a IN (?, ?)", 'SELECT "a" FROM "t" WHERE "a" IN (%s, %s)'),
        ("SELECT a FROM t WHERE a IN ()", 'SELECT "a" FROM "t" WHERE FALSE'),
        ("SELECT a FROM t WHERE a IN u AND b IN ()", 'SELECT "a" FROM "t" WHERE "a" IN (SELECT * FROM "u") AND FALSE'),
    ],
)
def test_among(sql: str, expected: str) -> None:
    assert carried(sql) == expected


@pytest.mark.parametrize(
    ("sql", "expected", "numbered"),
    [
        ("SELECT a FROM t WHERE a = ?2 AND b = ?1", 'SELECT "a" FROM "t" WHERE "a" = %(p2)s AND "b" = %(p1)s', True),
        ("SELECT a FROM t WHERE a = 'why ?2'", """SELECT "a" FROM "t" WHERE "a" = 'why ?2'""", False),
        ("SELECT a FROM t WHERE a = 'it''s ?1' OR b = ?",
         """SELECT "a" FROM "t" WHERE "a" = 'it''s ?1' OR "b" = %s""", False),
        ('SELECT "?1" FROM t WHERE a = ?1', 'SELECT "?1" FROM "t" WHERE "a" = %(p1)s', True),
        ("SELECT a FROM t -- ?1\nWHERE a = ?", 'SELECT "a" FROM "t" WHERE "a" = %s', False),
        ("SELECT a /* ?1 ' */ FROM t WHERE a = ?", 'SELECT "a" FROM "t" WHERE "a" = %s', False),
        ("INSERT OR IGNORE INTO t VALUES ('?1', ?1)",
         """INSERT INTO "t" VALUES ('?1', %(p1)s) ON CONFLICT DO NOTHING""", True),
    ],
)  # fmt: skip
def test_marks_for_values_are_told_from_texts(sql: str, expected: str, numbered: bool) -> None:
    assert carried(sql) == expected
    assert is_numbered(sql) is numbered
