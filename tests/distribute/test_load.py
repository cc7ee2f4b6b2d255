"""Loading shards gives the record that reading their inputs gives."""

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

import dragoman
from dragoman import cli
from dragoman.compare.current import bring_up_to_date
from dragoman.distribute import load_shards
from dragoman.distribute.driver import Inputs, distribute
from dragoman.distribute.folders import open_folder
from dragoman.distribute.manifest import read_manifest
from dragoman.distribute.shards import coded_path
from dragoman.errors import DamagedRecord, RecordError, UnreadableInput, UsageError
from dragoman.ingest import read_documents
from dragoman.sources import open_sources
from dragoman.store.listing import list_events
from dragoman.store.open import open_store
from dragoman.store.read import article_ids
from dragoman.store.reviewing import Reviewer
from dragoman.store.takedown import forget
from tests.distribute.stand_ins import CHAIN, Inline, rows_of
from tests.sample_record import LATER_RUN, RUN, TALKS, code

pytestmark = pytest.mark.usefixtures("no_model")
NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)
LONG = " ".join(f"word{n}" for n in range(60))


def later_code(document):
    """The stand-in's coding, by a later run."""
    coded = code(document)
    events = tuple(replace(event, run=LATER_RUN.id) for event in coded.events)
    statements = tuple(replace(said, run=LATER_RUN.id) for said in coded.statements)
    return replace(coded, events=events, statements=statements, run=LATER_RUN.id)


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
    # Shards are loaded by name, which hashes the inputs' paths: which of two files with one text comes first is chance.
    assert any(f"6 new, {both}, 4 failed" in told.out for both in ("0 updated, 1 unchanged", "1 updated, 0 unchanged"))
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


def test_what_is_compared_across_articles_is_there_at_once(out, tmp_path):
    load(out, tmp_path / "r.db")
    rows = rows_of(tmp_path / "r.db")
    assert rows["happenings"]
    with open_store(tmp_path / "r.db", mode="write") as store:
        bring_up_to_date(store)
    assert rows_of(tmp_path / "r.db") == rows


def test_a_forgotten_article_is_refused(out, tmp_path):
    load(out, tmp_path / "r.db")
    with open_store(tmp_path / "r.db", mode="write") as store:
        gone = next(iter(list_events(store))).article
        forget(store, gone, by="The Northern Post", at=NOW, why="withdrawn")
    again = load(out, tmp_path / "r.db")
    assert (again.read, again.updated) == (0, 0)
    assert "ForgottenInput" in {failure.error for failure in again.failures}
    with open_store(tmp_path / "r.db") as store:
        assert gone not in article_ids(store)


def test_decisions_hold_when_the_shards_of_another_run_are_loaded(folder, out, tmp_path):
    with open_store(tmp_path / "r.db", mode="write") as store:
        read_documents(open_sources([str(folder)], limits=CHAIN.limits), store=store, run=LATER_RUN, code=later_code)
        kept, wrong = list(list_events(store))[:2]
        Reviewer(store, by="Ada").edit(kept.id, {"status": "planned"}, seen=None, at=NOW)
        Reviewer(store, by="Ada").reject(wrong.id, seen=None, at=NOW)
    report = load(out, tmp_path / "r.db")
    assert report.updated > 0
    with open_store(tmp_path / "r.db") as store:
        events = {event.id: event for event in list_events(store)}
        assert (events[kept.id].status, events[kept.id].review) == ("planned", "edited")
        assert wrong.id not in events
        assert {event.run for event in events.values()} == {RUN.id}


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
