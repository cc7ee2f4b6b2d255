"""Backup, restore, migration, vacuum, room on disk: on records made by hand and by every released schema."""

import hashlib
import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from dragoman.errors import DamagedRecord, NewerSchema, RecordError, RecordNotWritable, UsageError
from dragoman.exports.jsonl import jsonl_lines
from dragoman.store import schema, upkeep
from dragoman.store.examine import as_it_is, faults
from dragoman.store.open import open_store
from dragoman.store.read import coded_articles, count
from dragoman.store.search import search
from dragoman.store.upkeep import back_up, bring_up_to_date, disk_use, restore, vacuum
from dragoman.store.write import write_article
from tests.sample_record import RUN, plain, talks

RELEASED = sorted((Path(__file__).parent / "released").glob("schema_*.sql"))
PATHS = [entry for entry in sys.path if entry]


def exported(path: Path) -> bytes:
    with open_store(path) as store:
        return b"".join(jsonl_lines(coded_articles(store), with_text=True))


def released(path: Path, script: Path) -> int:
    """Write a file as an earlier version left it, and return the number of its schema."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(script.read_text(encoding="utf-8"))
        return schema.schema_version(connection)


@pytest.fixture
def record(tmp_path: Path) -> Path:
    path = tmp_path / "press.db"
    with open_store(path, mode="write") as store:
        for number in range(12):
            write_article(store, talks(source=f"{number}.txt", publisher=f"Paper {number}"), run=RUN)
    return path


# --- backup and restore ------------------------------------------------------------------------------------


def test_a_backup_is_the_record(record: Path, tmp_path: Path) -> None:
    made = back_up(record, tmp_path / "copy.db")
    assert (made.articles, made.size_bytes) == (12, (tmp_path / "copy.db").stat().st_size)
    assert exported(tmp_path / "copy.db") == exported(record)
    assert sorted(path.name for path in tmp_path.iterdir() if "part" in path.name) == []


WRITING = """
import sys
sys.path[:0] = {paths!r}
from tests.sample_record import RUN, talks
from dragoman.store.open import open_store
from dragoman.store.write import write_article
with open_store(sys.argv[1], mode="write") as store:
    for number in range(100_000):
        write_article(store, talks(source=f"w{{number}}.txt", publisher=f"Writer {{number}}"), run=RUN)
        print(number, flush=True)
"""


def test_a_backup_taken_while_it_is_written_to_holds_whole_articles(record: Path, tmp_path: Path) -> None:
    script = WRITING.format(paths=PATHS)
    writer = subprocess.Popen([sys.executable, "-c", script, str(record)], stdout=subprocess.PIPE, text=True)
    try:
        assert writer.stdout
        writer.stdout.readline()
        counts = []
        for number in range(4):
            time.sleep(0.1)
            counts.append(back_up(record, tmp_path / f"copy{number}.db").articles)
        assert writer.poll() is None
    finally:
        writer.kill()
        writer.communicate()
    assert counts == sorted(counts)
    assert counts[-1] > 12
    for number, articles in enumerate(counts):
        with open_store(tmp_path / f"copy{number}.db") as store:
            assert [len(coded.events) for coded in coded_articles(store)] == [2] * articles


@pytest.mark.parametrize("replace", [False, True])
def test_a_file_that_is_there_is_replaced_only_when_asked(record: Path, tmp_path: Path, replace: bool) -> None:
    out = tmp_path / "copy.db"
    out.write_text("something else")
    if replace:
        assert back_up(record, out, replace=True).articles == 12
        return
    with pytest.raises(UsageError, match="there is a file already"):
        back_up(record, out)
    assert out.read_text() == "something else"


def test_a_backup_never_takes_the_place_of_the_record(record: Path, tmp_path: Path) -> None:
    (tmp_path / "link.db").symlink_to(record)
    before = exported(record)
    for out in (record, tmp_path / "link.db"):
        with pytest.raises(UsageError, match="the record itself"):
            back_up(record, out, replace=True)
        with pytest.raises(UsageError, match="the record itself"):
            restore(out, record)
    assert exported(record) == before


@pytest.mark.parametrize("out", ["/proc/none/copy.db", "/dev/null/copy.db"])
def test_a_backup_that_cannot_be_written_is_told(record: Path, out: str) -> None:
    with pytest.raises(RecordNotWritable, match="cannot be"):
        back_up(record, out)


def test_a_folder_is_no_place_for_a_backup(record: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="a backup is a file"):
        back_up(record, tmp_path)


def test_a_damaged_record_gives_no_backup_and_spares_the_last(record: Path, tmp_path: Path) -> None:
    back_up(record, tmp_path / "copy.db")
    before = (tmp_path / "copy.db").read_bytes()
    with open_store(record, mode="write") as store:
        store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = bytearray(record.read_bytes())
    content[20 * 4096 : 24 * 4096] = b"\x99" * (4 * 4096)
    record.write_bytes(content)
    with pytest.raises(RecordError, match=r"damaged|broken"):
        back_up(record, tmp_path / "copy.db", replace=True)
    assert (tmp_path / "copy.db").read_bytes() == before


def test_a_backup_brings_a_lost_record_back(record: Path, tmp_path: Path) -> None:
    before = exported(record)
    back_up(record, tmp_path / "copy.db")
    for ending in ("", "-wal", "-shm"):
        record.with_name(record.name + ending).unlink(missing_ok=True)
    made = restore(tmp_path / "copy.db", record)
    assert (made.articles, made.kept, exported(record)) == (12, None, before)


@pytest.mark.parametrize("state", ["whole", "truncated", "noise", "empty"])
def test_what_was_there_is_kept_when_a_backup_is_put_back(record: Path, tmp_path: Path, state: str) -> None:
    before = exported(record)
    back_up(record, tmp_path / "copy.db")
    with open_store(record, mode="write") as store:
        write_article(store, plain("Later\n\nMore."), run=RUN)
    later = record.read_bytes()
    changed = {"whole": later, "truncated": later[: len(later) // 2], "noise": b"\x01" * 9000, "empty": b""}[state]
    record.write_bytes(changed)
    made = restore(tmp_path / "copy.db", record)
    assert exported(record) == before
    assert made.kept == tmp_path / "press.before-restore.db"
    if state == "whole":
        with open_store(made.kept) as store:
            assert count(store, "articles") == 13
    else:
        assert made.kept.read_bytes() == changed
    restore(tmp_path / "copy.db", record)
    assert (tmp_path / "press.before-restore-2.db").exists()


@pytest.mark.parametrize("content", [b"", b"notes " * 2000, b"SQLite format 3\x00" + b"\xff" * 4096])
def test_what_is_no_backup_leaves_the_record(record: Path, tmp_path: Path, content: bytes) -> None:
    before = exported(record)
    (tmp_path / "copy.db").write_bytes(content)
    with pytest.raises(RecordError):
        restore(tmp_path / "copy.db", record)
    assert exported(record) == before
    assert sorted(path.name for path in tmp_path.iterdir() if "rest" in path.name) == []


def test_a_backup_that_is_not_there_or_of_a_newer_version(record: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no such backup"):
        restore(tmp_path / "none.db", record)
    back_up(record, tmp_path / "newer.db")
    with closing(sqlite3.connect(tmp_path / "newer.db")) as connection:
        connection.execute("PRAGMA user_version = 999")
    with pytest.raises(NewerSchema):
        restore(tmp_path / "newer.db", record)


def test_a_record_in_use_is_not_replaced(record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.store.replacing._WAIT_S", 0.05)
    back_up(record, tmp_path / "copy.db")
    with open_store(record, mode="write") as store:
        write_article(store, plain("Later\n\nMore."), run=RUN)
        with pytest.raises(RecordNotWritable, match="another process has the record open"):
            restore(tmp_path / "copy.db", record)
        assert count(store, "articles") == 13
    assert restore(tmp_path / "copy.db", record).articles == 12


@pytest.mark.skipif(os.geteuid() == 0, reason="no folder is closed to the superuser")
def test_a_backup_opens_in_a_closed_folder(record: Path, tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir()
    back_up(record, folder / "copy.db")
    folder.chmod(0o500)
    try:
        assert exported(folder / "copy.db") == exported(record)
    finally:
        folder.chmod(0o700)


# --- every released schema ---------------------------------------------------------------------------------


def test_there_is_a_file_of_every_schema_that_was_released() -> None:
    assert [path.stem for path in RELEASED] == [f"schema_{number}" for number in range(1, len(RELEASED) + 1)]
    for path, (number, script) in zip(RELEASED, schema.migrations(), strict=False):
        assert script in path.read_text(encoding="utf-8"), f"migration {number} was changed after its release"


# A schema counts as released once it is on the main branch, for whoever reads from there has records of it; so every
# number does. The files hold records as the first versions wrote them; those between are made of the last of these by
# the migrations themselves, none of which may be changed any more.
BETWEEN = range(len(RELEASED) + 1, schema.latest_version())


def test_case_32_no_migration_is_changed_once_it_is_out() -> None:
    listed = (Path(__file__).parent / "released/migrations.sha256").read_text(encoding="utf-8").splitlines()
    files = sorted((Path(schema.__file__).parent / "migrations").glob("*.sql"))
    found = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}" for path in files]
    assert found == listed, "a new migration gets a line in migrations.sha256; an old one is never changed"


@pytest.mark.parametrize("number", BETWEEN)
def test_case_32_a_record_of_every_schema_between_is_brought_up_to_date(tmp_path: Path, number: int) -> None:
    path = tmp_path / "old.db"
    released(path, RELEASED[-1])
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        schema.migrate(connection, str(path), up_to=number)
        connection.execute("UPDATE articles SET origin = 'Agence'")
    with as_it_is(path) as store:
        assert schema.schema_version(store.connection) == number
        assert list(faults(store)) == []
        told = [row["text"] for row in store.query("SELECT text FROM events ORDER BY id")]
    done = bring_up_to_date(path)
    assert (done.before, done.after) == (number, schema.latest_version())
    with open_store(path, mode="write") as store:
        assert list(faults(store)) == []
        assert [row["text"] for row in store.query("SELECT text FROM events ORDER BY id")] == told
        assert {coded.article.origin for coded in coded_articles(store)} == {"Agence"}
        assert write_article(store, plain("More\n\nText."), run=RUN) == "new"


@pytest.mark.parametrize("script", RELEASED, ids=lambda path: path.stem)
def test_case_32_a_record_of_every_released_schema_is_brought_up_to_date(tmp_path: Path, script: Path) -> None:
    path = tmp_path / "old.db"
    number = released(path, script)
    with as_it_is(path) as store:
        assert list(faults(store)) == []
        articles = count(store, "articles")
    done = bring_up_to_date(path)
    assert (done.before, done.after) == (number, schema.latest_version())
    assert [int(name[:4]) for name in done.applied] == list(range(number + 1, schema.latest_version() + 1))
    assert bring_up_to_date(path).applied == ()
    with open_store(path) as store:
        assert list(faults(store)) == []
        found = list(coded_articles(store))
        assert len(found) == articles
        assert {event.id for coded in found for event in coded.events} >= {event.id for event in talks().events}
        assert [hit.kind for hit in search(store, "waters")][:1] == ["article"]
        assert store.first("SELECT 1 FROM figures WHERE unit = 'trawlers'")
    with open_store(path, mode="write") as store:
        assert write_article(store, talks(), run=RUN) in ("updated", "unchanged")


@pytest.mark.parametrize("script", RELEASED, ids=lambda path: path.stem)
def test_case_32_a_backup_of_an_older_record_stays_as_old(tmp_path: Path, script: Path) -> None:
    number = released(tmp_path / "old.db", script)
    back_up(tmp_path / "old.db", tmp_path / "copy.db")
    restore(tmp_path / "copy.db", tmp_path / "new.db")
    for name in ("old.db", "copy.db", "new.db"):
        with as_it_is(tmp_path / name) as store:
            assert schema.schema_version(store.connection) == number


def test_case_32_a_migration_that_is_killed_leaves_the_older_schema(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    number = released(path, RELEASED[-1])
    step = (number + 1, "CREATE TABLE notes (words TEXT);\nINSERT INTO notes SELECT killed() FROM articles;\n")
    script = (
        "import os, signal, sqlite3, sys\nfrom dragoman.store import schema\n"
        "connection = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "connection.create_function('killed', 0, lambda: os.kill(os.getpid(), signal.SIGKILL))\n"
        f"step = {step!r}\nfound = schema.migrations()[:{number}]\n"
        "schema.migrations = lambda: (*found, step)\nschema.migrate(connection, sys.argv[1])\n"
    )
    begin = f"import sys\nsys.path[:0] = {PATHS!r}\n"
    assert subprocess.run([sys.executable, "-c", begin + script, str(path)], check=False).returncode == -9
    with as_it_is(path) as store:
        assert schema.schema_version(store.connection) == number
        assert list(faults(store)) == []


def test_what_is_no_record_is_not_migrated(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no record"):
        bring_up_to_date(tmp_path / "none.db")
    assert not (tmp_path / "none.db").exists()
    (tmp_path / "notes.db").write_bytes(b"notes " * 2000)
    with pytest.raises(DamagedRecord):
        bring_up_to_date(tmp_path / "notes.db")


# --- room on disk ------------------------------------------------------------------------------------------


def test_a_rewritten_record_is_smaller_and_the_same(record: Path) -> None:
    with open_store(record, mode="write") as store:
        for number in range(200):
            write_article(store, plain(f"Text {number}\n\n" + "word " * 400, source=f"p{number}.txt"), run=RUN)
        store.connection.execute("DELETE FROM articles WHERE source LIKE 'p%'")
    before = exported(record)
    done = vacuum(record)
    assert done.after_bytes < done.before_bytes / 2
    assert exported(record) == before
    with open_store(record) as store:
        assert len(search(store, "waters", kind="article")) == 12
        assert list(faults(store)) == []


def test_the_room_of_every_table_is_told(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(record, mode="write") as store:
        store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        sizes = {size.name: size for size in disk_use(store)}
        monkeypatch.setattr(upkeep, "_by_pages", lambda _store: iter(()))
        contents = {size.name: size for size in disk_use(store)}
    assert (sizes["articles"].rows, sizes["events"].rows, sizes["events"].of) == (12, 24, None)
    assert sizes["events_by_article"].of == "events"
    assert sizes["article_words_data"].of == "article_words"
    if sizes["articles"].measured == "pages":
        assert sum(size.size_bytes for size in sizes.values()) == record.stat().st_size
    assert contents["articles"].measured == "contents"
    assert contents["articles"].size_bytes > 0
    assert contents["events"].rows == 24
