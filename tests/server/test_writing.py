"""Several write one record on a server: one at a time, each seeing what the other left, and nothing half done."""

import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import pytest

from dragoman.api import OpenRecord, open_record
from dragoman.compare.current import bring_up_to_date
from dragoman.errors import EditConflict, ForgottenInput, RecordError, RecordNotWritable, UsageError
from dragoman.records import CodedArticle
from dragoman.store.open import Store, open_store
from dragoman.store.pairs import rebuild
from dragoman.store.postgres.address import Address
from dragoman.store.postgres.connection import NUL
from dragoman.store.postgres.purging import purged, rewritten
from dragoman.store.search import search
from dragoman.store.takedown import forget
from dragoman.store.write import write_article
from tests.sample_record import RUN, make_article, plain, talks
from tests.server.equal import rows
from tests.server.test_copying import NOW, decided
from tests.web.records import meetings, sample, write


@pytest.fixture(scope="module")
def shared(new_database: Callable[[], Address]) -> Address:
    address = new_database()
    sample(address)
    return address


def first_event(record: OpenRecord) -> str:
    return next(iter(record.events())).id


def test_the_second_of_two_reviewers_is_told_of_the_first(shared: Address) -> None:
    with open_record(shared) as one, open_record(shared) as other:
        line = first_event(one)
        seen = other.line(line).line.review
        one.review(by="Ana Ruiz").edit(line, {"status": "planned"}, seen=seen, why="it says will", at=NOW)
        with pytest.raises(EditConflict) as conflict:
            other.review(by="Olu Ade").edit(line, {"status": "denied"}, seen=seen, why="it says no", at=NOW)
        assert dict(conflict.value.theirs or {})["status"] == "planned"
        assert other.line(line).line.status == "planned"


def test_of_many_at_the_same_moment_one_is_first(shared: Address) -> None:
    with open_record(shared) as record:
        line = list(record.events())[1].id
        seen = record.line(line).line.review
    start = threading.Barrier(6)

    def decide(number: int) -> str:
        with open_record(shared) as record:
            start.wait()
            try:
                record.review(by=f"Reviewer {number}").reject(line, seen=seen, why="no event", at=NOW)
            except EditConflict:
                return "conflict"
        return "kept"

    with ThreadPoolExecutor(6) as pool:
        outcomes = sorted(pool.map(decide, range(6)))
    assert outcomes == ["conflict"] * 5 + ["kept"]


def test_many_readers_of_articles_write_one_record(database: Address, tmp_path: Path) -> None:
    every = [*meetings(12), talks()]

    def put(part: int) -> None:
        with open_store(database, mode="write") as store:
            for one in every[part::3]:
                write_article(store, one, run=RUN)

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(put, range(3)))
    with open_store(database, mode="write") as store:
        bring_up_to_date(store)
    write(tmp_path / "one.db", *every)
    numbered = {"tellings", "telling_blocks", "happening_links", "articles", "statements"}
    there, here = rows(database), rows(tmp_path / "one.db")
    assert {name: found for name, found in there.items() if name not in numbered} == {
        name: found for name, found in here.items() if name not in numbered
    }
    with open_store(database) as store:
        found = [row["number"] for row in store.query("SELECT number FROM articles ORDER BY number")]
    assert len(found) == len(set(found)) == len(every)


def test_a_reader_sees_one_state_while_another_writes(shared: Address) -> None:
    with open_store(shared) as reader, open_store(shared, mode="write") as writer:
        reader.connection.execute("BEGIN")
        before = reader.first("SELECT count(*) AS n FROM articles")
        write_article(writer, plain("Something\n\nNew came in.\n", source="new.txt"), run=RUN)
        after = reader.first("SELECT count(*) AS n FROM articles")
        reader.connection.execute("ROLLBACK")
        now = reader.first("SELECT count(*) AS n FROM articles")
    assert before is not None
    assert after is not None
    assert now is not None
    assert (after["n"], now["n"]) == (before["n"], before["n"] + 1)


def fails(store: Store, name: str) -> None:
    with store.transaction() as connection:
        connection.execute("INSERT INTO watches VALUES (?, 'Ana', 'now', NULL, NULL, NULL, 'x', 1)", (name,))
        raise RuntimeError


def test_nothing_stays_of_what_failed(shared: Address) -> None:
    def names() -> list[str]:
        with open_store(shared) as store:
            return [row["id"] for row in store.query("SELECT id FROM watches ORDER BY id")]

    with open_store(shared, mode="write") as store:
        with pytest.raises(RuntimeError):
            fails(store, "w1")
        assert names() == []
        with store.transaction() as connection:
            connection.execute("INSERT INTO watches VALUES ('w2', 'Ana', 'now', NULL, NULL, NULL, 'x', 1)")
            with pytest.raises(RuntimeError):
                fails(store, "w3")
        assert names() == ["w2"]


def test_who_waits_too_long_for_another_writer_is_told_so(shared: Address) -> None:
    with open_store(shared, mode="write") as one, open_store(shared, mode="write") as other, one.transaction():
        other.connection.execute("SELECT set_config('lock_timeout', '50', 0 = 1)")
        with pytest.raises(RecordNotWritable, match="try again when it has finished"), other.transaction():
            pass


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("UPDATE events SET text = 'other words'", "written once"),
        ("DELETE FROM revisions", "written once"),
        ("UPDATE revisions SET why = 'another'", "written once"),
        ("UPDATE changes SET after = '{}'", "written once"),
        ("INSERT INTO sources VALUES ('a', 'no such article', '', 'no such run')", "foreign key"),
        (
            "INSERT INTO findings SELECT article, 9, kind, text, 5, 2, message, evidence FROM findings",
            "check constraint",
        ),
    ],
)
def test_the_server_refuses_what_a_file_refuses(shared: Address, sql: str, told: str) -> None:
    with (
        open_store(shared, mode="write") as store,
        pytest.raises(RecordError, match=told),
        store.transaction() as connection,
    ):
        connection.execute(sql)


def test_what_is_kept_by_triggers_is_what_is_made_anew(database: Address) -> None:
    decided(database)
    before = rows(database)
    with open_store(database, mode="write") as store:
        rebuild(store)
    after = rows(database)
    for name in ("pair_days", "outlet_months"):
        assert before[name] == after[name]
        assert before[name]


def test_a_takedown_leaves_no_word(database: Address) -> None:
    decided(database)
    with open_store(database, mode="write") as store:
        row = store.first("SELECT article FROM revisions")
        assert row is not None
        article = store.first("SELECT id, text FROM articles WHERE id = ?", (row["article"],))
        assert article is not None
        words = max(article["text"].split("\n"), key=len)
        taken = forget(store, row["article"], by="Ana Ruiz", at=NOW, why="asked for")
        bring_up_to_date(store)
        assert taken.purged
        assert taken.events == 1
    left = [repr(row) for table in rows(database).values() for row in table]
    assert not [row for row in left if words in row]
    with open_store(database, mode="write") as store:
        again = make_article(article["text"], source="again.txt")
        with pytest.raises(ForgottenInput):
            write_article(store, CodedArticle(article=again, run=RUN.id), run=RUN)


def test_a_takedown_rewrites_every_table_of_the_record(database: Address) -> None:
    with open_store(database, mode="write") as store:
        found = store.query(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'dragoman'::regnamespace"
        )
        there = {row["relname"] for row in found}
        with_no_words = {"record", "accounts", "sessions", "api_tokens", "words_todo"}
        assert set(rewritten()) == there - with_no_words
        assert {"feed_entries", "fetches", "retellings", "happenings"} <= set(rewritten())
        assert purged(store)


def test_every_character_comes_back(database: Address) -> None:
    text = "Zero\0in it\n\nIt’s “naïve” 😀 \u202e 100% of %s {x} \\ '; DROP TABLE articles; --\n"
    with open_store(database, mode="write") as store:
        write_article(store, plain(text, source="a%sb'.txt"), run=RUN)
        row = store.first("SELECT text, source FROM articles WHERE source = ?", ("a%sb'.txt",))
        assert row is not None
        assert row["text"] == text
        assert [hit.kind for hit in search(store, "naive")] == ["article"]
        with pytest.raises(RecordError, match="stands for"):
            write_article(store, plain(f"Not a character\n\n{NUL}\n", source="b.txt"), run=RUN)


def test_opening(server: str, database: Address, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no record"):
        open_store(database)
    with pytest.raises(RecordNotWritable, match="cannot be reached") as told:
        open_store(f"postgresql://somebody:secret@/none?host={server}")
    assert "secret" not in str(told.value)
    with open_store(database, mode="write") as store:
        assert store.on_server
        with pytest.raises(RecordError):
            list(store.query("SELECT nonsense FROM articles"))
        assert list(store.query("SELECT 1 AS one WHERE 1 = 0")) == []
    with (
        open_store(database) as store,
        pytest.raises(RecordNotWritable, match="opened for reading"),
        store.transaction(),
    ):
        pass


def test_a_schema_of_somebody_else_is_left_alone(database: Address) -> None:
    import psycopg

    from dragoman.errors import DamagedRecord, NewerSchema

    with psycopg.connect(database.url, autocommit=True) as connection:
        connection.execute("CREATE SCHEMA dragoman CREATE TABLE mine (x int)")
        with pytest.raises(DamagedRecord, match="no record"):
            open_store(database, mode="write")
        connection.execute("DROP SCHEMA dragoman CASCADE")
        open_store(database, mode="write").close()
        connection.execute("UPDATE dragoman.record SET version = 999")
    with pytest.raises(NewerSchema):
        open_store(database)


def test_days_go_on(database: Address) -> None:
    from hypothesis import given
    from hypothesis import strategies as st

    with open_store(database, mode="write") as store, sqlite3.connect(":memory:") as lite:

        @given(st.dates(date(1, 1, 15), date(9999, 12, 15)), st.integers(-14, 14))
        def same(day: date, days: int) -> None:
            sql, values = "SELECT date(?, ?), julianday(?)", (day.isoformat(), f"{days:+} days", day.isoformat())
            row = store.first(sql, values)
            assert tuple(row or ()) == lite.execute(sql, values).fetchone()
            assert (day + timedelta(days)).isoformat() == (row or ("",))[0]

        same()
    lite.close()


def test_letters_fold_as_python_folds_them(database: Address) -> None:
    import sys

    letters = "".join(chr(n) for n in range(1, sys.maxunicode + 1) if not 0xD800 <= n < 0xE000 and chr(n) != NUL)
    with open_store(database, mode="write") as store:
        row = store.first("SELECT casefold(?) AS folded, casefold(NULL) AS nothing", (letters,))
    assert row is not None
    assert row["nothing"] is None
    differ = sum(a != b for a, b in zip(row["folded"], letters.casefold(), strict=False))
    assert len(row["folded"]) == len(letters.casefold())
    assert differ == 0
