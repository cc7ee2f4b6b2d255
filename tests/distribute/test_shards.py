"""A shard's name tells what is in it, and its files are the same whoever makes them."""

import pickle

import msgspec
import pytest

from dragoman.distribute.shards import CODED, Line, Shard, code_shard, coded_path, read_lines, table_path
from dragoman.errors import DamagedRecord, RecordNotWritable
from dragoman.records import Failure
from dragoman.sources.warc_listing import WarcPiece
from dragoman.store.write import document_sha256, write_article
from tests.distribute.stand_ins import CHAIN
from tests.sample_record import LATER_RUN, RUN, code, raw

LOST = Failure(source="lost.html", stage="source", reason="cannot be opened", error="UnreadableInput")
CRASH = raw("Crash\n\nThis will crash the coder.", source="crash.txt")
HALF = raw("Half\n\nA \ud800 surrogate.", source="bad\udcff.txt")
DOCUMENTS = (raw(), LOST, CRASH, raw("Quiet\n\nNothing happened.", source="quiet.txt"))
PIECE = WarcPiece(path="a.warc.gz", offset=10, length=20)


def shard(*documents, **fields):
    return Shard(**{"run": RUN.id, "documents": documents, **fields})


@pytest.mark.parametrize(
    "other",
    [
        shard(*DOCUMENTS, run=LATER_RUN.id),
        shard(*DOCUMENTS[:-1]),
        shard(*DOCUMENTS[::-1]),
        shard(*DOCUMENTS, pieces=(PIECE,)),
        shard(msgspec.structs.replace(raw(), source="elsewhere.txt"), *DOCUMENTS[1:]),
        shard(msgspec.structs.replace(raw(), published="2020-01-01"), *DOCUMENTS[1:]),
    ],
)
def test_anything_else_has_another_name(other):
    assert other.name != shard(*DOCUMENTS).name


@pytest.mark.parametrize("change", [{"path": "b.warc.gz"}, {"offset": 11}, {"length": 21}, {"first": 1}])
def test_another_range_has_another_name(change):
    assert shard(pieces=(PIECE,)).name != shard(pieces=(msgspec.structs.replace(PIECE, **change),)).name


def test_the_same_has_the_same_name_in_another_process():
    assert pickle.loads(pickle.dumps(shard(*DOCUMENTS))).name == shard(*DOCUMENTS).name


def test_the_same_shard_gives_the_same_bytes():
    first, second = (code_shard(shard(*DOCUMENTS), chain=CHAIN) for _ in range(2))
    assert first == second
    assert set(first.files) >= {coded_path(first.receipt.shard), table_path("events", first.receipt.shard)}


def test_a_receipt_counts_what_is_there():
    receipt = code_shard(shard(*DOCUMENTS), chain=CHAIN).receipt
    assert (receipt.documents, receipt.articles, receipt.failures) == (4, 2, 2)
    assert receipt.events == len(code(raw()).events)
    assert receipt.begins == raw().source


def test_every_document_has_its_line():
    coded = code_shard(shard(*DOCUMENTS), chain=CHAIN)
    lines = list(read_lines(coded.files[coded_path(coded.receipt.shard)], coded.receipt))
    assert [line.source for line in lines] == [raw().source, "lost.html", "crash.txt", "quiet.txt"]
    assert lines[0] == Line(source=raw().source, sha256=document_sha256(raw()), coded=code(raw()))
    assert lines[1] == Line(source="lost.html", failure=LOST)
    assert (lines[2].failure.stage, lines[2].failure.error) == ("code", "ZeroDivisionError")
    assert coded.failures == (LOST, lines[2].failure)


def test_what_a_record_would_refuse_is_a_failure():
    coded = code_shard(shard(HALF), chain=CHAIN)
    (line,) = read_lines(coded.files[coded_path(coded.receipt.shard)], coded.receipt)
    assert (line.failure.stage, line.failure.error, line.source) == ("store", "UnreadableInput", "bad\\udcff.txt")


def test_a_shard_of_nothing():
    coded = code_shard(shard(), chain=CHAIN)
    assert list(coded.files) == [coded_path(coded.receipt.shard)]
    assert list(read_lines(coded.files[coded_path(coded.receipt.shard)], coded.receipt)) == []


@pytest.mark.parametrize("cut", [lambda data: data[:-3], lambda data: b"not zstd", lambda data: b""])
def test_damage_is_told(cut):
    coded = code_shard(shard(*DOCUMENTS), chain=CHAIN)
    with pytest.raises(DamagedRecord, match=CODED):
        list(read_lines(cut(coded.files[coded_path(coded.receipt.shard)]), coded.receipt))


def test_errors_travel_between_processes():
    error = RecordNotWritable("a disk is full", values="/out", remedy="Make room")
    assert str(pickle.loads(pickle.dumps(error))) == str(error)
    assert type(pickle.loads(pickle.dumps(error))) is RecordNotWritable


def test_the_hash_of_a_coding_outlives_the_lines(tmp_path):
    from dragoman.store.open import open_store

    coded = code_shard(shard(raw()), chain=CHAIN)
    (line,) = read_lines(coded.files[coded_path(coded.receipt.shard)], coded.receipt)
    with open_store(tmp_path / "r.db", mode="write") as store:
        assert write_article(store, code(raw()), run=RUN) == "new"
        assert write_article(store, line.coded, run=RUN) == "unchanged"
