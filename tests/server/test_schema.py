"""The server's schema has what the file's has; its triggers are written twice, so each must be known here."""

import sqlite3

import pytest

from dragoman.errors import NewerSchema
from dragoman.exports.jsonl import jsonl_lines
from dragoman.store.copying import own_tables
from dragoman.store.open import open_store
from dragoman.store.postgres.address import Address
from dragoman.store.postgres.opening import brought_up_to_date, connected
from dragoman.store.read import coded_articles
from dragoman.store.schema import blank, latest_version, migrations
from dragoman.store.write import write_article
from tests.sample_record import RUN, plain, talks

# A trigger of a file, and what does its work on a server where that has another name.
ELSEWHERE = {
    "article_words_insert": "article_words_wanted", "article_words_update": "article_words_wanted",
    "article_words_delete": None,  # ON DELETE CASCADE
    "statement_words_insert": "statement_words_wanted", "statement_words_update": "statement_words_wanted",
    "statement_words_delete": None,
    "events_compare_insert": "events_compare", "events_compare_delete": "events_compare",
    "events_compare_update": "events_compare", "compare_event_new": "events_compare",
    "compare_event_changed": "events_compare", "compare_event_gone": "events_compare",
    "statements_compare_insert": "statements_compare", "statements_compare_delete": "statements_compare",
    "statements_compare_update": "statements_compare", "compare_statement_new": "statements_compare",
    "compare_statement_changed": "statements_compare", "compare_statement_gone": "statements_compare",
    "pair_days_before_insert": "pair_days_participants", "pair_days_after_insert": "pair_days_participants",
    "pair_days_before_update": "pair_days_participants", "pair_days_after_update": "pair_days_participants",
    "pair_days_before_delete": "pair_days_participants", "pair_days_after_delete": "pair_days_participants",
    "pair_days_before_event_update": "pair_days_event_update", "pair_days_after_event_update": "pair_days_event_update",
    "pair_days_before_event_delete": "pair_days_event_delete",
    "pair_days_before_article_update": "pair_days_article_update",
    "pair_days_after_article_update": "pair_days_article_update",
    "pair_days_before_article_delete": "pair_days_event_delete",  # by cascade
    "outlet_months_insert": "outlet_months", "outlet_months_delete": "outlet_months",
    "outlet_months_update_old": "outlet_months", "outlet_months_update_new": "outlet_months",
    "statement_vectors_insert": "statement_vectors", "statement_vectors_delete": "statement_vectors",
    "event_vectors_insert": "event_vectors", "event_vectors_delete": "event_vectors",
    "retellings_compare_insert": "retellings_compare", "retellings_compare_delete": "retellings_compare",
}  # fmt: skip


def test_every_trigger_has_a_counterpart(database: Address) -> None:
    with blank(latest_version()) as file:
        names = {row[0] for row in file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    with open_store(database, mode="write") as store:
        there = {row["tgname"] for row in store.query("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")}
    wanted = {ELSEWHERE.get(name, name) for name in names} - {None}
    assert wanted == there


def test_every_table_has_its_columns_in_their_order(database: Address) -> None:
    sql = """SELECT attname FROM pg_attribute WHERE attrelid = CAST(? AS regclass) AND attnum > 0
             AND attgenerated = '' ORDER BY attnum"""
    with open_store(database, mode="write") as store:
        for table in own_tables():
            found = [row["attname"] for row in store.query(sql, (table.name,))]
            assert found == list(table.columns), table.name


def test_every_index_is_there(database: Address) -> None:
    with blank(latest_version()) as file:
        sql = "SELECT name FROM sqlite_master WHERE type IN ('index', 'view') AND sql IS NOT NULL"
        names = {row[0] for row in file.execute(sql)}
    with open_store(database, mode="write") as store:
        there = {row["relname"] for row in store.query("SELECT relname FROM pg_class")}
    assert names <= there


def test_case_32_a_record_of_an_older_schema_on_a_server_keeps_its_rows(database: Address) -> None:
    """The last migrations are undone by hand, as no older version can be run here, and done again by the package."""
    with open_store(database, mode="write") as store:
        write_article(store, talks(), run=RUN)
        before = b"".join(jsonl_lines(coded_articles(store), with_text=True))
    with connected(database) as raw:
        raw.execute("DROP TABLE dragoman.given_up, dragoman.denied_words, dragoman.imports")
        raw.execute("ALTER TABLE dragoman.figures DROP COLUMN why")
        raw.execute("ALTER TABLE dragoman.tellings_left DROP COLUMN happening")
        raw.execute("UPDATE dragoman.record SET version = 18")
    assert brought_up_to_date(database) == (18, latest_version())
    with open_store(database, mode="write") as store:
        assert b"".join(jsonl_lines(coded_articles(store), with_text=True)) == before
        assert store.first("SELECT count(*) FROM given_up")[0] == 0  # type: ignore[index]
        assert write_article(store, plain("More\n\nText."), run=RUN) == "new"


def test_case_32_a_newer_schema_on_a_server_is_refused_and_left_as_it_is(database: Address) -> None:
    open_store(database, mode="write").close()
    with connected(database) as raw:
        raw.execute("UPDATE dragoman.record SET version = version + 1")
    for mode in ("read", "write"):
        with pytest.raises(NewerSchema, match="written by a newer version"):
            open_store(database, mode=mode)  # type: ignore[arg-type]


def test_case_32_a_migration_on_a_server_that_fails_leaves_the_older_schema(
    database: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    import psycopg

    open_store(database, mode="write").close()
    last = latest_version()
    broken = (*migrations(), (last + 1, "CREATE TABLE notes (words TEXT);\nINSERT INTO nowhere VALUES (1);\n"))
    monkeypatch.setattr("dragoman.store.postgres.schema.migrations", lambda: broken)
    monkeypatch.setattr("dragoman.store.postgres.schema.latest_version", lambda: last + 1)
    with pytest.raises(psycopg.Error, match="nowhere"):
        open_store(database, mode="write")
    monkeypatch.undo()
    with open_store(database) as store:
        assert store.first("SELECT version FROM record")[0] == last  # type: ignore[index]
        assert store.first("SELECT to_regclass('dragoman.notes') AS found")["found"] is None  # type: ignore[index]


def test_an_older_schema_is_brought_up_to_date(database: Address) -> None:
    with open_store(database, mode="write"):
        pass
    assert brought_up_to_date(database) == (latest_version(), latest_version())
    with open_store(database) as store:
        row = store.first("SELECT version, writes FROM record")
        assert row is not None
        assert row["version"] == latest_version()
        assert isinstance(store.connection, sqlite3.Connection) is False
