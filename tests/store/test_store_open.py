"""Opening: new files, older and newer schemas, files that are something else, places that cannot be written."""

import sqlite3
import subprocess
import sys

import msgspec
import pytest

from dragoman.errors import DamagedRecord, NewerSchema, RecordError, RecordNotWritable, UsageError
from dragoman.records import Article, Cluster, Event, Failure, Figure, Finding, Mention, Participant, Run, Statement
from dragoman.store import schema, write
from dragoman.store.open import open_store
from dragoman.store.read import coded_articles, count
from dragoman.store.write import write_article
from tests.sample_record import RUN, plain, talks


def test_a_new_record_has_the_latest_schema_and_our_mark(tmp_path):
    path = tmp_path / "new.db"
    with open_store(path, mode="write") as store:
        assert schema.schema_version(store.connection) == schema.latest_version()
        assert store.first("PRAGMA application_id")[0] == schema.APPLICATION_ID
        assert store.first("PRAGMA journal_mode")[0] == "wal"
        assert store.first("PRAGMA foreign_keys")[0] == 1
    with open_store(path) as store:
        assert count(store, "articles") == 0


def test_opening_again_changes_nothing(tmp_path):
    with open_store(tmp_path / "r.db", mode="write") as store:
        write_article(store, talks(), run=RUN)
        before = list(store.connection.iterdump())
    with open_store(tmp_path / "r.db", mode="write") as store:
        assert list(store.connection.iterdump()) == before


@pytest.mark.parametrize(
    ("kind", "table", "elsewhere"),
    [
        (Article, "articles", set()),
        (Event, "events", {"actors", "recipients"}),
        (Statement, "statements", {"speakers"}),
        (Participant, "participants", set()),
        (Figure, "figures", set()),
        (Finding, "findings", set()),
        (Cluster, "clusters", {"mentions"}),
        (Mention, "mentions", set()),
        (Failure, "failures", set()),
        (Run, "runs", set()),
    ],
)
def test_every_field_has_a_column(tmp_path, kind, table, elsewhere):
    with open_store(tmp_path / "r.db", mode="write") as store:
        columns = {row["name"] for row in store.query(f"PRAGMA table_info({table})")}
    assert set(kind.__struct_fields__) - elsewhere <= columns


def test_no_record_there(tmp_path):
    with pytest.raises(UsageError, match=r"there is no record: .*none\.db\. Make one with"):
        open_store(tmp_path / "none.db")


def test_an_empty_file_becomes_a_record_only_when_written(tmp_path):
    path = tmp_path / "empty.db"
    path.touch()
    with pytest.raises(DamagedRecord, match="empty"):
        open_store(path)
    open_store(path, mode="write").close()
    open_store(path).close()


@pytest.mark.parametrize("mode", ["read", "write"])
@pytest.mark.parametrize(
    "content", [b"Just some notes\n" * 100, b"\x00" * 4096, b"SQLite format 3\x00" + b"\xff" * 4096]
)
def test_a_file_of_something_else_is_no_record(tmp_path, mode, content):
    path = tmp_path / "notes.db"
    path.write_bytes(content)
    with pytest.raises(DamagedRecord, match=r"notes\.db"):
        open_store(path, mode=mode)
    assert path.read_bytes() == content


@pytest.mark.parametrize("mode", ["read", "write"])
def test_another_programs_database_is_left_alone(tmp_path, mode):
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE contacts (name TEXT)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(DamagedRecord, match="no Dragoman record"):
        open_store(path, mode=mode)
    assert path.read_bytes() == before


@pytest.mark.parametrize("mode", ["read", "write"])
def test_a_newer_schema_is_refused(tmp_path, mode):
    path = tmp_path / "r.db"
    with open_store(path, mode="write") as store:
        store.connection.execute("PRAGMA user_version = 999")
    with pytest.raises(NewerSchema, match=r"schema 999, this version knows up to \d+\. Upgrade"):
        open_store(path, mode=mode)


def test_a_broken_page_is_told(tmp_path):
    path = tmp_path / "r.db"
    with open_store(path, mode="write") as store:
        for number in range(50):
            write_article(store, plain(f"Text {number} " + "word " * 300, source=f"{number}.txt"), run=RUN)
        store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = bytearray(path.read_bytes())
    content[8192:-4096] = b"\x99" * (len(content) - 8192 - 4096)
    path.write_bytes(content)
    with pytest.raises(DamagedRecord), open_store(path) as store:
        list(coded_articles(store))


@pytest.mark.parametrize("place", ["/proc/none/record.db", "/dev/null/record.db"])
def test_a_folder_that_cannot_be_written(place):
    with pytest.raises(RecordNotWritable, match="Check that its folder exists and can be written"):
        open_store(place, mode="write")


@pytest.mark.parametrize(
    ("name", "kind", "remedy"),
    [
        ("SQLITE_READONLY_DIRECTORY", RecordNotWritable, "Check that its folder"),
        ("SQLITE_BUSY", RecordNotWritable, "Another process holds the record"),
        ("SQLITE_FULL", RecordNotWritable, "Free some disk space"),
        ("SQLITE_CORRUPT_VTAB", DamagedRecord, "Restore a copy"),
        ("SQLITE_ERROR", RecordError, "doctor"),
    ],
)
def test_sqlites_errors_in_our_words(tmp_path, name, kind, remedy):
    with open_store(tmp_path / "r.db", mode="write") as store:
        error = sqlite3.OperationalError("it says")
        error.sqlite_errorname = name
        with pytest.raises(kind, match=f"it says.*{remedy}"), store.transaction():
            raise error


def test_a_held_lock_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr("dragoman.store.open.BUSY_TIMEOUT_S", 0.05)
    with open_store(tmp_path / "r.db", mode="write") as one, open_store(tmp_path / "r.db", mode="write") as two:
        with one.transaction(), pytest.raises(RecordNotWritable, match="Another process holds"), two.transaction():
            pass
        with two.transaction():
            pass


def test_migrations_are_applied_once_and_in_order(tmp_path, monkeypatch):
    path = tmp_path / "r.db"
    with open_store(path, mode="write") as store:
        write_article(store, talks(), run=RUN)
    first = schema.migrations()
    second = (*first, (len(first) + 1, "CREATE TABLE notes (words TEXT);\nINSERT INTO notes VALUES ('once');\n"))
    monkeypatch.setattr(schema, "migrations", lambda: second)
    for _ in range(2):
        with open_store(path) as store:  # also when only opened for reading
            assert [row["words"] for row in store.query("SELECT words FROM notes")] == ["once"]
            assert count(store, "articles") == 1


def test_figures_of_a_record_made_by_the_first_version(tmp_path, monkeypatch):
    path = tmp_path / "r.db"
    first = schema.migrations()[:1]
    with open_store(tmp_path / "latest.db", mode="write") as store:
        write_article(store, msgspec.structs.replace(talks(), figures=()), run=RUN)
    with monkeypatch.context() as patch:
        patch.setattr(schema, "migrations", lambda: first)
        patch.setattr(write, "write_signature", lambda store, article: None)  # it kept no note of what was searched
        with open_store(path, mode="write") as store:
            store.connection.execute("ATTACH ? AS latest", (str(tmp_path / "latest.db"),))
            for table in ("runs", "articles", "clusters", "mentions", "events", "statements", "participants"):
                rows = store.query(f"SELECT name FROM pragma_table_info('{table}')")
                names = ", ".join(f'"{row["name"]}"' for row in rows)
                store.connection.execute(f"INSERT INTO main.{table} ({names}) SELECT {names} FROM latest.{table}")
            columns = 'article, ordinal, value, text, start, "end", unit'
            (item,) = talks().figures
            values = (talks().article.id, 0, 40.0, item.text, item.start, item.end, "trawlers")
            store.connection.execute(f"INSERT INTO figures ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?)", values)
    with open_store(path, mode="write") as store:
        (coded,) = coded_articles(store)
        expected = Figure(value=40, unit="trawlers", text=item.text, start=item.start, end=item.end)
        assert (coded.figures, coded.events) == ((expected,), talks().events)
        assert write_article(store, talks(), run=RUN) == "updated"
        assert next(coded_articles(store)).figures == talks().figures


def test_the_words_of_a_figure_are_checked_by_the_file_itself(tmp_path):
    with open_store(tmp_path / "r.db", mode="write") as store:
        write_article(store, talks(), run=RUN)
        columns = 'value, start, "end", high, unit, of, said_by, bound, kind, scope, status, "when", event, article'
        changed = f"SELECT {columns}, 9, 'Some 41 trawlers' FROM figures"
        for change in (
            f"INSERT INTO figures ({columns}, ordinal, text) {changed}",
            "UPDATE figures SET text = 'Forty'",
        ):
            with pytest.raises(RecordError, match="a figure"), store.transaction() as connection:
                connection.execute(change)


def test_a_migration_that_fails_leaves_the_old_schema(tmp_path, monkeypatch):
    path = tmp_path / "r.db"
    open_store(path, mode="write").close()
    first = schema.migrations()
    broken = (*first, (len(first) + 1, "CREATE TABLE notes (words TEXT);\nINSERT INTO nowhere VALUES (1);\n"))
    with monkeypatch.context() as patch:
        patch.setattr(schema, "migrations", lambda: broken)
        with pytest.raises(RecordError, match="nowhere"):
            open_store(path, mode="write")
    with open_store(path, mode="write") as store:
        assert schema.schema_version(store.connection) == len(first)
        assert store.first("SELECT 1 FROM sqlite_master WHERE name = 'notes'") is None


WRITER = """
import sys
sys.path[:0] = {paths!r}
from tests.sample_record import RUN, plain, talks
from dragoman.store.open import open_store
from dragoman.store.write import write_article
numbers = range(40) if sys.argv[2] == "up" else range(39, -1, -1)
with open_store(sys.argv[1], mode="write") as store:
    for number in numbers:
        write_article(store, plain(f"Text {{number}}", source=f"{{sys.argv[2]}}-{{number}}.txt"), run=RUN)
"""


def test_two_processes_write_at_once(tmp_path):
    path = tmp_path / "r.db"
    script = WRITER.format(paths=[entry for entry in sys.path if entry])
    writers = [subprocess.Popen([sys.executable, "-c", script, str(path), way]) for way in ("up", "down")]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    with open_store(path) as store:
        found = list(coded_articles(store))
        assert len(found) == 40
        assert all(coded.article.source.startswith("down-") for coded in found)
        assert store.first("SELECT count(*) AS number FROM sources")["number"] == 80


KILLED = """
import os, signal, sys
sys.path[:0] = {paths!r}
from tests.sample_record import RUN, plain, talks
from dragoman.store.open import open_store
from dragoman.store import write
store = open_store(sys.argv[1], mode="write")
write.write_article(store, plain("Whole"), run=RUN)
real = write._write_participants
write._write_participants = lambda *a, **k: os.kill(os.getpid(), signal.SIGKILL)
write.write_article(store, talks(), run=RUN)
"""


def test_kill_nine_leaves_whole_articles(tmp_path):
    path = tmp_path / "r.db"
    script = KILLED.format(paths=[entry for entry in sys.path if entry])
    assert subprocess.run([sys.executable, "-c", script, str(path)], check=False).returncode == -9
    with open_store(path) as store:
        assert [coded.article.text for coded in coded_articles(store)] == ["Whole"]
    with open_store(path, mode="write") as store:
        assert store.first("PRAGMA integrity_check")[0] == "ok"
        assert write_article(store, talks(), run=RUN) == "new"
