"""Questions in SQL: what is answered, what is refused, and what is stopped."""

import hashlib
import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman import cli
from dragoman.errors import DragomanError, UsageError
from dragoman.store import questions
from dragoman.store.open import open_store
from dragoman.store.questions import MOST_QUESTION_CHARACTERS, Answer, TooSlowQuestion, _told_apart, ask, tables_of
from dragoman.store.write import write_article
from tests.sample_record import RUN, plain, talks

ENDLESS = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"


@pytest.fixture
def record(tmp_path):
    path = tmp_path / "r.db"
    with open_store(path, mode="write") as store:
        for coded in (talks(), *(plain(f"Report {n}\n\nText {n}.", source=f"{n}.txt") for n in range(8))):
            write_article(store, coded, run=RUN)
    return path


def test_a_question_is_answered(record):
    found = ask(record, "SELECT type, count(*) AS number FROM events GROUP BY type ORDER BY 1")
    assert found == Answer(columns=("type", "number"), rows=(("CONSULT", 2),))


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("SELECT count(*) FROM article_words WHERE article_words MATCH 'fisheries'", 1),
        ("SELECT json_extract('{\"a\": 2}', '$.a')", 2),
        ("SELECT casefold('Ö')", "ö"),
        ("VALUES (3)", 3),
        ("WITH a AS (SELECT 4 AS b) SELECT b FROM a", 4),
        ("SELECT 5; ", 5),
        ("SELECT 6 -- why not", 6),
        ("SELECT x'00ff'", "<2 bytes>"),
        ("SELECT 1e999 - 1e999", None),
        ("SELECT count(*) FROM pair_rows", None),
        ("SELECT sum(t.value) FROM json_each('[3, 4]') t", 7),
    ],
)
def test_whatever_reads_is_answered(record, sql, expected):
    (row,) = ask(record, sql).rows
    assert expected is None or row == (expected,)


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM articles", "UPDATE articles SET title = 'x'", "INSERT INTO runs VALUES (1, 2, 3, 4, 5)",
        "DROP TABLE articles", "CREATE TABLE a (b)", "CREATE TEMP TABLE a (b)", "CREATE TEMP VIEW a AS SELECT 1",
        "ATTACH 'other.db' AS other", "DETACH main", "PRAGMA user_version = 9", "PRAGMA table_info(articles)",
        "PRAGMA writable_schema = 1", "VACUUM INTO 'copy.db'", "VACUUM", "REINDEX", "ANALYZE", "BEGIN", "COMMIT",
        "SAVEPOINT a", "SELECT load_extension('x')", "INSERT INTO article_words (article_words) VALUES ('rebuild')",
        "SELECT 1; DELETE FROM articles", "EXPLAIN DELETE FROM articles",
    ],
)  # fmt: skip
def test_case_41_whatever_does_not_read_is_refused_and_changes_nothing(record, tmp_path, sql):
    before = hashlib.sha256(record.read_bytes()).hexdigest()
    with pytest.raises(UsageError) as refused:
        ask(record, sql)
    assert refused.value.remedy
    assert hashlib.sha256(record.read_bytes()).hexdigest() == before
    assert {path.name for path in tmp_path.iterdir()} <= {"r.db", "r.db-wal", "r.db-shm"}


@pytest.mark.parametrize(
    "sql",
    ["", " ", ";", "-- nothing", "SELECT", "SELECT * FROM nowhere", "SELECT ?", "SELECT :a", "SELECT \0", "garbage",
     "SELECT '\ud800'", "(" * 500 + "1", "SELECT " + "1+" * 4000 + "1", "SELECT '" + "a" * MOST_QUESTION_CHARACTERS],
)  # fmt: skip
def test_what_is_no_question_is_told_as_such(record, sql):
    with pytest.raises(UsageError):
        ask(record, sql)


@pytest.mark.parametrize(
    "sql",
    [
        f"{ENDLESS} SELECT count(*) FROM n", f"{ENDLESS} SELECT i FROM n WHERE i < 0",
        f"{ENDLESS} SELECT max(i) FROM n ORDER BY 1",
        "SELECT count(*) FROM articles a, articles b, articles c, articles d, articles e, articles f, articles g, "
        "articles h, articles i, articles j, articles k",
    ],
)  # fmt: skip
def test_case_41_what_never_ends_is_stopped(record, sql):
    began = time.monotonic()
    with pytest.raises(TooSlowQuestion, match=r"more than 0\.3 s"):
        ask(record, sql, timeout_s=0.3)
    assert time.monotonic() - began < 10


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT zeroblob(1000000000)", "SELECT hex(zeroblob(400000000))",
        "SELECT replace(hex(zeroblob(4000000)), '0', 'aaaaaaaaaaaaaaaa')",
        f"{ENDLESS} SELECT group_concat(hex(zeroblob(1000000))) FROM (SELECT i FROM n LIMIT 100000)",
    ],
)  # fmt: skip
def test_case_41_a_value_without_end_is_refused(record, sql):
    with pytest.raises(DragomanError):
        ask(record, sql)


def test_case_41_an_answer_has_so_many_rows_and_so_many_characters(record, monkeypatch):
    found = ask(record, f"{ENDLESS} SELECT i FROM n")
    assert (len(found.rows), found.is_cut) == (1000, True)
    assert ask(record, "SELECT id FROM articles", most_rows=9).is_cut is False
    assert ask(record, "SELECT id FROM articles", most_rows=8).is_cut is True
    monkeypatch.setattr(questions, "MOST_ANSWER_CHARACTERS", 50)
    found = ask(record, f"{ENDLESS} SELECT 'twenty characters .. ' FROM n")
    assert (len(found.rows), found.is_cut) == (2, True)


def test_the_tables_are_told(record):
    with open_store(record) as store:
        found = tables_of(store)
    assert "counted_on" in found["events"]
    assert "first_day" in found["events"]
    assert not any(name.endswith("_docsize") or name.startswith("sqlite_") for name in found)


def test_the_command_prints_tables_csv_and_json(record, capsys):
    asked = ["query", "SELECT title, 1 AS one FROM articles ORDER BY title", "--record", str(record), "--limit", "1"]
    assert cli.run(asked) == 0
    out = capsys.readouterr().out
    assert "Norway and Chile open" in out
    assert "the first 1 rows; --limit gives more" in out
    assert cli.run([*asked, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "columns": ["title", "one"], "rows": [["Norway and Chile open fisheries talks", 1]], "cut": True
    }  # fmt: skip
    assert cli.run([*asked, "--format", "csv"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "title,one"
    assert cli.run(["query", "--tables", "--record", str(record)]) == 0
    assert "participants" in capsys.readouterr().out
    assert cli.run(["query", "DROP TABLE articles", "--record", str(record)]) == 2
    assert "only what reads is answered" in capsys.readouterr().err


@pytest.mark.parametrize(("names", "told"), [
    ((), ()), (("a", "b"), ("a", "b")), (("a", "a", "a"), ("a", "a_2", "a_3")),
    (("a", "a", "a_2"), ("a", "a_3", "a_2")), (("a_2", "a", "a"), ("a_2", "a", "a_3")), (("", ""), ("", "_2")),
])  # fmt: skip
def test_columns_of_one_name_are_told_apart(names, told):
    assert _told_apart(names) == told


@given(st.lists(st.sampled_from(["a", "a_2", "a_3", "b"])))
def test_every_column_has_a_name_of_its_own(names):
    told = _told_apart(names)
    assert len(set(told)) == len(names)
    assert all(new == old or new.startswith(f"{old}_") for new, old in zip(told, names, strict=True))
