"""Loading shards gives the record that reading their inputs gives."""

import pytest

import dragoman
from dragoman import cli
from dragoman.distribute import load_shards
from dragoman.distribute.driver import Inputs, distribute
from dragoman.distribute.folders import open_folder
from dragoman.distribute.manifest import read_manifest
from dragoman.distribute.shards import coded_path
from dragoman.errors import DamagedRecord, RecordError, UnreadableInput, UsageError
from dragoman.ingest import read_documents
from dragoman.sources import open_sources
from dragoman.store.open import open_store
from tests.distribute.stand_ins import CHAIN, Inline, rows_of
from tests.sample_record import RUN, TALKS, code

pytestmark = pytest.mark.usefixtures("no_model")
LONG = " ".join(f"word{n}" for n in range(60))


@pytest.fixture
def folder(tmp_path):
    """Copies, failures, one article from two files, and a name that is no UTF-8."""
    place = tmp_path / "in"
    place.mkdir()
    texts = [f"Report {n}\n\n{TALKS}\nEdition {n}." for n in range(4)]
    texts += [texts[0], f"Long\n\n{LONG}", f"Longer\n\n{LONG} and more", "Crash\n\nThis will crash the coder.", ""]
    for number, text in enumerate(texts):
        (place / f"{9 - number}.txt").write_text(text)
    (place / "lines.jsonl").write_text('{"text": "One met two."}\nnot json\n')
    (place / "bad\udcff.txt").write_text("")
    return place


@pytest.fixture
def read(folder, tmp_path):
    with open_store(tmp_path / "read.db", mode="write") as store:
        documents = open_sources([str(folder)], limits=CHAIN.limits)
        report = read_documents(documents, store=store, run=RUN, code=code)
    return rows_of(tmp_path / "read.db"), report


@pytest.fixture
def out(folder, tmp_path):
    distribute(Inputs(paths=(str(folder),)), out=str(tmp_path / "out"), engine=Inline(order=2), shard_size=3)
    return str(tmp_path / "out")


def load(out, record, **options):
    with open_store(record, mode="write") as store:
        return load_shards(out, store=store, **options)


def test_the_same_rows(read, out, tmp_path):
    watched = []
    report = load(out, tmp_path / "r.db", watch=lambda source, outcome: watched.append(source))
    assert rows_of(tmp_path / "r.db") == read[0]
    assert report.failed == read[1].failed
    assert len(watched) == sum(receipt.documents for receipt in read_manifest(open_folder(out)))


def test_loading_twice_changes_nothing(read, out, tmp_path):
    load(out, tmp_path / "r.db")
    again = load(out, tmp_path / "r.db")
    assert (again.read, again.updated) == (0, 0)
    assert rows_of(tmp_path / "r.db") == read[0]


def test_loading_into_a_record_that_has_read_some(read, folder, out, tmp_path):
    with open_store(tmp_path / "r.db", mode="write") as store:
        documents = list(open_sources([str(folder)], limits=CHAIN.limits))[:4]
        read_documents(documents, store=store, run=RUN, code=code)
    load(out, tmp_path / "r.db")
    assert rows_of(tmp_path / "r.db") == read[0]


@pytest.mark.parametrize("stop", [1, 4, 7])
def test_stopped_anywhere_and_begun_again(read, out, tmp_path, stop):
    seen = []

    def watch(source, outcome):
        seen.append(source)
        if len(seen) == stop:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load(out, tmp_path / "r.db", watch=watch)
    load(out, tmp_path / "r.db")
    assert rows_of(tmp_path / "r.db") == read[0]


def test_a_damaged_shard_loads_none_of_its_rows(out, tmp_path):
    receipts = read_manifest(open_folder(out))
    path = tmp_path / "out" / coded_path(receipts[1].shard)
    path.write_bytes(path.read_bytes()[:-4])
    with pytest.raises(DamagedRecord, match=receipts[1].shard):
        load(out, tmp_path / "r.db")
    with open_store(tmp_path / "r.db") as store:
        assert store.first("SELECT count(*) AS n FROM sources")["n"] == receipts[0].articles


def test_a_missing_shard(out, tmp_path):
    path = tmp_path / "out" / coded_path(read_manifest(open_folder(out))[0].shard)
    path.unlink()
    with pytest.raises(UnreadableInput, match="coded"):
        load(out, tmp_path / "r.db")


def test_from_python(read, out, tmp_path):
    with dragoman.open_record(tmp_path / "r.db") as record:
        record.load(out)
    assert rows_of(tmp_path / "r.db") == read[0]
    with dragoman.open_record(tmp_path / "r.db", mode="read") as record, pytest.raises(UsageError, match="for reading"):
        record.load(out)


def test_from_the_command_line(read, out, tmp_path, capsys):
    assert cli.run(["load", out, "--record", str(tmp_path / "r.db")]) == 1
    assert rows_of(tmp_path / "r.db") == read[0]
    told = capsys.readouterr()
    assert "6 new, 0 updated, 1 unchanged, 4 failed" in told.out
    assert "failed at code" in told.err
    assert cli.run(["load", str(tmp_path / "in"), "--record", str(tmp_path / "none.db")]) == 2
    assert not (tmp_path / "none.db").exists()


def test_no_shards(tmp_path):
    with pytest.raises((UsageError, UnreadableInput)):
        load(str(tmp_path), tmp_path / "r.db")


@pytest.mark.parametrize("places", ["memory", "s3"], indirect=True)
def test_from_elsewhere(read, folder, places, tmp_path):
    distribute(Inputs(paths=(str(folder),)), out=places, engine=Inline(), shard_size=5)
    load(places, tmp_path / "r.db")
    assert rows_of(tmp_path / "r.db") == read[0]


def _fail_within(store):
    with store.transaction() as connection:
        connection.execute("UPDATE copy_search SET written = 2")
        connection.execute("INSERT INTO copy_search VALUES (1, 0, 0)")


def test_a_part_of_a_transaction_fails_by_itself(tmp_path):
    with open_store(tmp_path / "r.db", mode="write") as store, store.transaction() as connection:
        connection.execute("UPDATE copy_search SET written = 1")
        with pytest.raises(RecordError):
            _fail_within(store)
        assert store.first("SELECT written FROM copy_search")["written"] == 1
    with open_store(tmp_path / "r.db") as store:
        assert store.first("SELECT written FROM copy_search")["written"] == 1
