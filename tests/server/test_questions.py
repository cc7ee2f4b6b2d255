"""Questions in SQL on a server: answered as on a file, and nothing else of the database can be named."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dragoman.errors import UsageError
from dragoman.store.open import open_store
from dragoman.store.postgres.accounts import Accounts
from dragoman.store.postgres.address import Address
from dragoman.store.questions import Answer, TooSlowQuestion, ask, tables_of
from tests.server.test_accounts import PASSWORD
from tests.server.test_copying import NOW, decided

ENDLESS = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"


@pytest.fixture(scope="module")
def record(new_database: Callable[[], Address]) -> Address:
    address = new_database()
    decided(address)
    accounts = Accounts(address)
    accounts.add("Ada Lund", "reader", PASSWORD, at=NOW)
    accounts.close()
    return address


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT type, count(*) AS n FROM events GROUP BY type ORDER BY n DESC, type",
        "SELECT Type AS Kind FROM Events WHERE id IN (SELECT event FROM participants WHERE party = 'PER') ORDER BY id",
        "SELECT casefold('Ö') AS a, json_extract('{\"a\": \"b\"}', '$.a') AS b, substr('abc', 2, 1) AS c, 7 / 2 AS d",
        "SELECT status = 'occurred' AS so, sum(quad) AS q, avg(quad) AS m, max(first_day) AS d FROM events GROUP BY 1",
        "SELECT t.value AS topic FROM statements, json_each(statements.topics) t ORDER BY 1",
        "WITH few AS (SELECT id FROM articles ORDER BY id LIMIT 2) SELECT count(*) AS n FROM few",
        "SELECT title AS t FROM articles WHERE text LIKE '%trawlers%' AND title IS NOT NULL ORDER BY id; ",
        "SELECT party AS p FROM participants UNION SELECT other FROM pair_days ORDER BY 1 -- why not",
        "SELECT length(vectors) AS n FROM event_vectors",
        "SELECT text AS t, row_number() OVER (ORDER BY id) AS n FROM events",
        "WITH few AS (SELECT id FROM articles) SELECT count(*) AS n FROM events WHERE article IN few",
        "SELECT count(*) AS n, '?1 and ?2' AS t FROM events",
    ],
)  # fmt: skip
def test_a_question_is_answered_as_on_a_file(sql: str, record: Address, tmp_path: Path) -> None:
    decided(tmp_path / "r.db")
    here, there = ask(tmp_path / "r.db", sql), ask(record, sql)
    assert there.rows == here.rows
    assert [name.lower() for name in there.columns] == [name.lower() for name in here.columns]


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM accounts", "SELECT * FROM dragoman.accounts", "SELECT (SELECT count(*) FROM sessions)",
        "WITH a AS (WITH accounts AS (SELECT 1) SELECT * FROM accounts) SELECT * FROM accounts",
        'SELECT * FROM "accounts"', "SELECT * FROM Accounts", "SELECT * FROM pg_authid",
        "SELECT 'Ada Lund' IN accounts", "SELECT count(*) FROM events WHERE id IN Sessions", "SELECT 1 IN pg_authid",
        "SELECT 1 IN pg_sleep(9)",
        "SELECT * FROM pg_catalog.pg_class",
        "SELECT * FROM information_schema.tables", "SELECT pg_sleep(9)", "SELECT pg_read_file('/etc/passwd')",
        "SELECT pg_catalog.pg_read_file('/etc/passwd')", "SELECT query_to_xml('SELECT 1', true, true, '')",
        "SELECT current_setting('data_directory')", "SELECT set_config('a.b', 'c', false)",
        "SELECT 'accounts'::regclass",
        "SELECT pg_advisory_lock(1)", "SELECT lo_import('/etc/passwd')", "SELECT * FROM generate_series(1, 9)",
        "SELECT version()", "SELECT current_user", "DELETE FROM articles", "UPDATE articles SET title = 'x'",
        "DROP TABLE articles", "CREATE TABLE a (b)", "SELECT * INTO x FROM events", "SELECT * FROM events FOR UPDATE",
        "WITH d AS (DELETE FROM events RETURNING *) SELECT * FROM d", "COPY events TO '/tmp/x'", "VACUUM", "BEGIN",
        "PRAGMA user_version = 9", "ATTACH 'x' AS y", "SELECT 1; DELETE FROM articles", "EXPLAIN ANALYZE SELECT 1",
        "SELECT 1; COMMIT; DROP TABLE articles", "DO $$ BEGIN END $$", "SET ROLE postgres", "LISTEN a",
    ],
)  # fmt: skip
def test_nothing_else_can_be_named_or_done(sql: str, record: Address) -> None:
    with pytest.raises(UsageError) as refused:
        ask(record, sql)
    assert refused.value.remedy
    assert PASSWORD not in str(refused.value)
    assert "argon2" not in str(refused.value)


@pytest.mark.parametrize(
    "sql",
    ["", " ", ";", "-- nothing", "SELECT", "SELECT * FROM nowhere", "SELECT ?", "SELECT :a", "SELECT \0", "garbage",
     "SELECT '\ud800'", "(" * 500 + "1", "SELECT nowhere FROM events",
     "SELECT count(*) FROM article_words WHERE article_words MATCH 'a'"],
)  # fmt: skip
def test_what_is_no_question_is_told_as_such(sql: str, record: Address) -> None:
    with pytest.raises(UsageError):
        ask(record, sql)


@pytest.mark.parametrize("end", [" SELECT count(*) FROM n", " SELECT max(i) FROM n WHERE i < 0"])
def test_what_takes_too_long_is_stopped(end: str, record: Address) -> None:
    with pytest.raises(TooSlowQuestion):
        ask(record, ENDLESS + end, timeout_s=0.3)


def test_a_long_answer_is_cut(record: Address) -> None:
    found = ask(record, "SELECT a.id FROM articles a, articles b, articles c, articles d, articles e", most_rows=70)
    assert len(found.rows) == 70
    assert found.is_cut
    assert ask(record, "SELECT 1 AS a WHERE 1 = 2") == Answer(columns=("a",), rows=())


def test_tables_that_can_be_asked_are_those_of_a_file(record: Address, tmp_path: Path) -> None:
    decided(tmp_path / "r.db")
    with open_store(record) as there, open_store(tmp_path / "r.db") as here:
        assert {**tables_of(here), **tables_of(there)} == tables_of(here)
        assert set(tables_of(here)) - set(tables_of(there)) == {"article_words", "statement_words"}
