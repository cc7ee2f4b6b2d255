"""Repair: what is found wrong, what is saved, and that nothing goes missing without a word."""

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from dragoman.citations import check_citations
from dragoman.compare.current import bring_up_to_date
from dragoman.compare.lookup import list_happenings
from dragoman.errors import DamagedRecord, DragomanError, RecordNotWritable, UsageError
from dragoman.exports.jsonl import jsonl_lines
from dragoman.records import CodedArticle
from dragoman.store.copies import mark_copies
from dragoman.store.examine import as_it_is, faults
from dragoman.store.open import Store, open_store
from dragoman.store.read import article_ids, coded_article, coded_articles, count
from dragoman.store.repair import repair
from dragoman.store.salvage import Loss, Table, salvage
from dragoman.store.search import search
from dragoman.store.upkeep import back_up
from dragoman.store.write import write_article
from tests.sample_record import RUN, talks
from tests.store.test_store_upkeep import RELEASED, released

ARTICLES = 40
PAGE_BYTES = 4096
CHILDREN = {"events": 2, "statements": 1, "participants": 4, "mentions": 2, "figures": 1, "signatures": 1, "sources": 1}


def exported(path: Path) -> bytes:
    with open_store(path) as store:
        return b"".join(jsonl_lines(coded_articles(store), with_text=True))


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sound") / "r.db"
    with open_store(path, mode="write") as store:
        for number in range(ARTICLES):
            coded = talks(source=f"{number}.txt", publisher=f"Paper {number}")
            write_article(store, coded, run=RUN, document=f"hash {number}")
        mark_copies(store)
        store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


@pytest.fixture
def record(tmp_path: Path, sound: Path) -> Path:
    path = tmp_path / "press.db"
    path.write_bytes(sound.read_bytes())
    return path


def change(path: Path, *statements: str) -> None:
    """Change a record behind its own back."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA writable_schema = ON")
        for statement in statements:
            connection.execute(statement)


def pages_of(path: Path, table: str) -> list[int]:
    """The leaf pages of a table or an index, as they follow one another."""
    with closing(sqlite3.connect(path)) as connection:
        sql = "SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY path"
        return [row[0] for row in connection.execute(sql, (table,))]


def break_page(path: Path, page: int) -> None:
    content = bytearray(path.read_bytes())
    content[(page - 1) * PAGE_BYTES : page * PAGE_BYTES] = b"\x99" * PAGE_BYTES
    path.write_bytes(content)


def alone(store: Store, name: str) -> CodedArticle:
    """A coded article without what it copies, which changes with what else is there."""
    coded = coded_article(store, name)
    return msgspec.structs.replace(coded, article=msgspec.structs.replace(coded.article, duplicate_of=None))


def found(path: Path) -> set[str]:
    with as_it_is(path) as store:
        return {fault.kind for fault in faults(store)}


def test_a_whole_record_has_no_fault_and_stays_as_it_is(record: Path) -> None:
    before = exported(record)
    report = repair(record)
    assert (report.faults, report.lost, report.doubtful, report.damaged) == ((), (), (), None)
    assert exported(record) == before
    assert [path.name for path in record.parent.iterdir() if "damaged" in path.name] == []


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("DELETE FROM article_words_docsize WHERE id < 5", "index"),
        ("DELETE FROM signatures WHERE article IN (SELECT id FROM articles LIMIT 3)", "index"),
        ("DROP INDEX figures_by_kind", "schema"),
        ("DROP TRIGGER events_quote", "schema"),
    ],
)
def test_what_is_computed_is_made_anew_without_a_loss(record: Path, statement: str, kind: str) -> None:
    before = exported(record)
    change(record, statement)
    assert found(record) == {kind}
    report = repair(record)
    assert (report.lost, report.doubtful) == ((), ())
    assert report.saved["articles"] == ARTICLES
    assert found(record) == set()
    assert exported(record) == before
    with open_store(record) as store:
        assert len(search(store, "waters", kind="article", limit=99)) == ARTICLES


def test_an_index_on_broken_pages_costs_nothing(record: Path) -> None:
    before = exported(record)
    break_page(record, pages_of(record, "events_by_article")[0])
    assert found(record) == {"page"}
    report = repair(record)
    assert (report.lost, report.doubtful) == ((), ())
    assert (exported(record), found(record)) == (before, set())


@pytest.mark.parametrize("table", ["events", "articles", "participants", "statements", "mentions", "sources"])
def test_a_broken_page_of_a_table_costs_its_rows_and_each_is_told(record: Path, sound: Path, table: str) -> None:
    with open_store(record) as store:
        before = {name: count(store, name) for name in ("articles", "events", "statements")}
        whole = {name: alone(store, name) for name in article_ids(store)}
    leaves = pages_of(record, table)
    break_page(record, leaves[len(leaves) // 2])
    damaged = record.read_bytes()
    report = repair(record)
    assert report.damaged
    assert report.damaged.read_bytes() == damaged
    assert report.lost
    assert found(record) == set()
    with open_store(record, mode="write") as store:
        for name, number in before.items():
            told = [loss for loss in report.lost if loss.table == name and not loss.row.startswith("at most")]
            if table in ("articles", "events", "statements"):
                assert number - count(store, name) == len(told), name
        for name in article_ids(store):
            coded = alone(store, name)
            check_citations(coded)
            assert coded == whole[name] or name in report.doubtful
        for name in report.doubtful:  # read again, as its source would be
            write_article(store, whole[name], run=RUN, document="again")
            assert alone(store, name) == whole[name]


def test_a_letter_that_changed_is_found_and_a_line_that_quotes_it_is_not_kept(record: Path) -> None:
    target = talks(publisher="Paper 3").article.id
    change(record, f"UPDATE articles SET text = replace(text, 'fisheries', 'fisherXes') WHERE id = '{target}'")
    change(record, f"UPDATE articles SET text = replace(text, 'need rules', 'need bombs') WHERE id = '{target}'")
    assert found(record) == {"quote", "text"}
    report = repair(record)
    assert report.doubtful == (target,)
    assert {loss.table for loss in report.lost} == {"statements", "participants"}
    with open_store(record) as store:
        coded = coded_article(store, target)
        assert (len(coded.events), len(coded.statements)) == (2, 0)
        raw = store.first("SELECT document_sha256 FROM sources WHERE article = ?", (target,))
        assert raw
        assert raw[0] == ""  # the hash of a document is never empty, so the next reading codes it again


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("articles", "published_window", '{"earliest":"2019-04-1"}'),
        ("articles", "furniture", "[{]"),
        ("events", "type", "CONSULU"),
        ("statements", "stance", "affirmt"),
        ("participants", "kind", "perso"),
        ("figures", "bound", "exacu"),
        ("mentions", "kind", "x"),
    ],
)
def test_a_row_that_nobody_can_read_is_found_and_told(record: Path, table: str, column: str, value: str) -> None:
    written = value.replace("'", "''")
    change(record, f"UPDATE {table} SET \"{column}\" = '{written}' WHERE rowid = (SELECT max(rowid) FROM {table})")
    assert found(record) == {"row"}
    report = repair(record)
    assert report.lost[0].table == table
    assert found(record) == set()
    with open_store(record) as store:
        for name in article_ids(store):
            coded_article(store, name)
        assert len(report.doubtful) == (0 if table == "articles" else 1)


def test_a_date_that_became_no_date_costs_its_event(record: Path) -> None:
    content, date = record.read_bytes(), b'{"earliest":"2019-04-09","latest":"2019-04-09","precision":"day"}clause'
    assert content.count(date) == ARTICLES
    record.write_bytes(content.replace(date, date.replace(b":", b";", 1), 1))
    assert "page" in found(record)
    report = repair(record)
    assert [loss.table for loss in report.lost].count("events") == 1
    assert len(report.doubtful) == 1
    assert found(record) == set()
    with open_store(record) as store:
        assert (count(store, "articles"), count(store, "events")) == (ARTICLES, 2 * ARTICLES - 1)


def test_rows_without_their_article_are_told_and_removed(record: Path) -> None:
    target = talks(publisher="Paper 3").article.id
    change(record, f"DELETE FROM articles WHERE id = '{target}'")
    assert "orphan" in found(record)
    report = repair(record)
    tables = [loss.table for loss in report.lost]
    assert {name: tables.count(name) for name in CHILDREN} == CHILDREN
    with open_store(record) as store:
        assert count(store, "articles") == ARTICLES - 1
    assert found(record) == set()


def test_lines_stay_when_what_is_known_of_their_run_is_lost(record: Path) -> None:
    before = exported(record)
    change(record, "DELETE FROM runs")
    report = repair(record)
    assert [(loss.table, loss.row) for loss in report.lost] == [("runs", RUN.id)]
    assert report.doubtful == ()
    assert (exported(record), found(record)) == (before, set())


def test_a_repair_that_fails_leaves_the_record_and_no_other_file(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    change(record, "DROP INDEX figures_by_kind")
    before = record.read_bytes()

    def full(_store: Store) -> None:
        raise RecordNotWritable("the record cannot be opened or written", values="full", remedy="Free some disk space")

    monkeypatch.setattr("dragoman.store.repair.rebuild", full)
    with pytest.raises(RecordNotWritable):
        repair(record)
    assert record.read_bytes() == before
    assert [path.name for path in record.parent.iterdir() if "repaired" in path.name] == []


@pytest.mark.parametrize("broken", [1, 4, 7])
def test_a_table_without_row_numbers_is_read_from_both_ends(tmp_path: Path, broken: int) -> None:
    path = tmp_path / "t.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("CREATE TABLE links (one INTEGER, other INTEGER, PRIMARY KEY (one, other)) WITHOUT ROWID")
        rows = [(number // 7, number) for number in range(5000)]
        connection.execute("BEGIN")
        connection.executemany("INSERT INTO links VALUES (?, ?)", rows)
        connection.execute("COMMIT")
    break_page(path, pages_of(path, "links")[broken])
    lost: list[Loss] = []
    with closing(sqlite3.connect(path)) as connection:
        saved = list(salvage(connection, Table("links", ("one", "other"), numbered=False, ids=False), lost))
    assert len(saved) == len(set(saved))
    assert set(saved) < set(rows)
    assert len(saved) > 3500
    (loss,) = lost
    assert loss.row.startswith("an unknown number between (")


@pytest.mark.parametrize("script", RELEASED, ids=lambda path: path.stem)
def test_an_older_record_is_repaired_and_brought_up_to_date(tmp_path: Path, script: Path) -> None:
    path = tmp_path / "old.db"
    released(path, script)
    change(path, "DROP INDEX sources_by_article")
    report = repair(path)
    assert report.lost == ()
    with open_store(path) as store:
        assert count(store, "articles") == report.saved["articles"] >= 2
        assert list(faults(store)) == []


@pytest.mark.parametrize("content", [b"", b"notes " * 2000, b"SQLite format 3\x00" + b"\xff" * 40960])
def test_where_nothing_can_be_read_the_file_is_left(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "r.db"
    path.write_bytes(content)
    with pytest.raises(DamagedRecord, match="nothing of the record can be read"):
        repair(path)
    assert path.read_bytes() == content
    assert [child.name for child in tmp_path.iterdir()] == ["r.db"]


def test_a_record_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no record"):
        repair(tmp_path / "none.db")


def test_a_record_in_use_is_not_repaired(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.store.replacing._WAIT_S", 0.05)
    change(record, "DROP INDEX figures_by_kind")
    with open_store(record, mode="write") as store:
        count(store, "articles")
        with pytest.raises(RecordNotWritable, match="another process has the record open"):
            repair(record)


def test_case_31_whatever_breaks_the_repaired_record_is_whole_and_every_line_lost_is_told(
    tmp_path: Path, sound: Path
) -> None:
    """Random damage: what comes out has no fault, and what is gone was told or could not be read at all."""
    chance, content = random.Random(11), sound.read_bytes()
    with open_store(sound) as store:
        whole = {name: alone(store, name) for name in article_ids(store)}
    repaired = refused = 0
    for round_ in range(25):
        path = tmp_path / f"{round_}.db"
        bad = bytearray(content)
        for _ in range(chance.randrange(1, 6)):
            if chance.random() < 0.5:
                bad[chance.randrange(100, len(bad))] ^= 1 << chance.randrange(8)
            else:
                at = chance.randrange(1, len(bad) // PAGE_BYTES) * PAGE_BYTES
                bad[at : at + PAGE_BYTES] = chance.randbytes(PAGE_BYTES)
        path.write_bytes(bad)
        try:
            report = repair(path)
        except DragomanError as error:
            refused += bool(error.remedy)
            continue
        repaired += 1
        assert found(path) <= {"text"}, round_  # a letter that changed cannot be mended, only told
        with open_store(path) as store:
            present = article_ids(store)
            gone = set(whole) - set(present)
            assert not gone or any(loss.table == "articles" for loss in report.lost), round_
            changed = {name for name in present if alone(store, name) != whole.get(name)}
            lost_none = not report.lost and not report.doubtful
            assert lost_none or changed <= set(report.doubtful), round_
    assert repaired > 15
    assert repaired + refused == 25


def test_a_happening_left_behind_is_found_and_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "press.db"
    with open_store(path, mode="write") as store:
        write_article(store, talks(), run=RUN)
        bring_up_to_date(store)
        number = len(list(list_happenings(store)))
        event = next(iter(list_happenings(store))).event.id
        store.connection.execute("DELETE FROM events WHERE id = ?", (event,))
        store.connection.execute("DELETE FROM tellings_left")  # as an older version left it
    with as_it_is(path) as store:
        assert {fault.kind for fault in faults(store)} == {"computed"}
    assert back_up(path, tmp_path / "copy.db").doubtful == ()  # what can be made anew keeps no copy from being made
    report = repair(path)
    assert [fault.table for fault in report.faults] == ["happenings"]
    assert report.damaged is None
    with open_store(path, mode="write") as store:
        bring_up_to_date(store)
        assert len(list(list_happenings(store))) == number - 1
    with as_it_is(path) as store:
        assert list(faults(store)) == []
