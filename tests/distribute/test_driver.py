"""A reading at scale: killed, resumed, in any order, the folder ends the same."""

import errno
import json
import os
from pathlib import Path

import msgspec
import pytest

from dragoman.distribute import driver, folders
from dragoman.distribute.driver import Inputs, distribute
from dragoman.distribute.folders import open_folder, read_file
from dragoman.distribute.manifest import MANIFEST, read_manifest
from dragoman.errors import DamagedRecord, InstallationError, RecordNotWritable, UsageError
from tests.distribute.stand_ins import CHAIN, Inline
from tests.sample_record import LATER_RUN, TALKS

pytestmark = pytest.mark.usefixtures("no_model")
WHOLE = {MANIFEST, "run.json"}


@pytest.fixture
def inputs(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(7):
        (folder / f"{number}.txt").write_text(f"Report {number}\n\n{TALKS}\nEdition {number}.")
    (folder / "crash.txt").write_text("Crash\n\nThis will crash the coder.")
    (folder / "empty.txt").write_text("")
    return Inputs(paths=(str(folder),))


def run(inputs, out, engine=None, **options):
    return distribute(inputs, out=str(out), engine=engine or Inline(), **{"shard_size": 2, **options})


def content(out):
    """Every file of a folder by its name."""
    root = Path(out)
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_what_a_call_reports(inputs, tmp_path):
    seen = []
    report = run(inputs, tmp_path / "out", watch=seen.append)
    assert (report.coded, report.unfinished, len(report.receipts)) == (5, (), 5)
    assert [failure.stage for failure in report.failures] == ["code", "source"]
    assert sum(receipt.articles for receipt in report.receipts) == 7
    assert len(seen) == 5
    assert read_manifest(open_folder(str(tmp_path / "out"))) == report.receipts


def test_the_manifest_is_sorted_lines(inputs, tmp_path):
    run(inputs, tmp_path / "out")
    lines = [json.loads(line) for line in (tmp_path / "out" / MANIFEST).read_text().splitlines()]
    assert [line["shard"] for line in lines] == sorted(line["shard"] for line in lines)


@pytest.mark.parametrize("order", range(5))
def test_the_order_of_work_changes_nothing(inputs, tmp_path, order):
    run(inputs, tmp_path / "out")
    run(inputs, tmp_path / "other", Inline(order=order))
    assert content(tmp_path / "other") == content(tmp_path / "out")


@pytest.mark.parametrize("stop", range(6))
def test_stopped_anywhere_and_begun_again(inputs, tmp_path, stop):
    run(inputs, tmp_path / "out")
    try:
        run(inputs, tmp_path / "other", Inline(stop_after=stop))
    except KeyboardInterrupt:
        assert not (tmp_path / "other" / MANIFEST).exists()
    again = Inline(order=1)
    run(inputs, tmp_path / "other", again)
    assert again.ran == 5 - min(stop, 5)
    assert content(tmp_path / "other") == content(tmp_path / "out")


@pytest.mark.parametrize("writes", range(1, 30, 3))
def test_a_disk_that_fills_after_some_writes(inputs, tmp_path, monkeypatch, writes):
    run(inputs, tmp_path / "out")
    left = iter(range(writes))

    def full(handle):
        if next(left, None) is None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(folders.os, "fsync", full)
    with pytest.raises(RecordNotWritable, match="No space left"):
        run(inputs, tmp_path / "other")
    monkeypatch.undo()
    monkeypatch.setattr(driver, "ready", _ready_as(CHAIN))
    run(inputs, tmp_path / "other")
    assert content(tmp_path / "other") == content(tmp_path / "out")


def test_nothing_is_done_twice(inputs, tmp_path):
    first = run(inputs, tmp_path / "out")
    again = Inline()
    second = run(inputs, tmp_path / "out", again)
    assert again.ran == 0
    assert (second.receipts, second.coded) == (first.receipts, 0)
    twice = run(Inputs(paths=(*inputs.paths, *inputs.paths)), tmp_path / "twice")
    assert twice.receipts == first.receipts


def test_more_inputs_join_what_is_there(inputs, tmp_path):
    first = run(inputs, tmp_path / "out")
    (tmp_path / "more.txt").write_text(f"More\n\n{TALKS}")
    second = run(Inputs(paths=(str(tmp_path / "more.txt"),)), tmp_path / "out")
    assert len(second.receipts) == len(first.receipts) + 1
    assert len([name for name in content(tmp_path / "out") if name.startswith("catalogue-")]) == 1


def test_a_shard_whose_workers_die_is_told_and_tried_again(inputs, tmp_path):
    report = run(inputs, tmp_path / "out", Inline(lose=0))
    assert [failure.source for failure in report.unfinished] == [str(tmp_path / "in/0.txt")]
    assert len(report.receipts) == 4
    assert run(inputs, tmp_path / "out").coded == 1


def test_input_that_cannot_be_reached_is_tried_again(tmp_path, monkeypatch):
    fsspec = pytest.importorskip("fsspec", reason="fsspec is not installed (extra remote)")
    memory = fsspec.filesystem("memory")
    memory.pipe_file("/crawl/a.warc", b"A text.")
    (tmp_path / "warc.paths").write_text("memory://crawl/a.warc 0 7\nmemory://crawl/a.warc\n")
    listing = Inputs(listings=(str(tmp_path / "warc.paths"),))

    def away(*_, **__):
        raise ConnectionResetError("connection reset")

    with monkeypatch.context() as network:
        network.setattr(type(memory), "_open", away)
        network.setattr(type(memory), "cat_file", away)
        report = run(listing, tmp_path / "out")
    assert [failure.error for failure in report.unfinished] == ["UnreachableInput"] * 2
    assert report.receipts == ()
    assert run(listing, tmp_path / "out").coded == 2


def test_another_run_needs_another_folder(inputs, tmp_path, monkeypatch):
    run(inputs, tmp_path / "out")
    monkeypatch.setattr(driver, "ready", _ready_as(msgspec.structs.replace(CHAIN, run=LATER_RUN)))
    with pytest.raises(UsageError, match="other code"):
        run(inputs, tmp_path / "out")


def test_a_worker_of_another_version_refuses(inputs, tmp_path, monkeypatch):
    chains = iter([CHAIN, msgspec.structs.replace(CHAIN, run=LATER_RUN)])
    told = []

    def ready(*_, alone=True):
        told.append(alone)
        return _ready_as(next(chains))()

    monkeypatch.setattr(driver, "ready", ready)
    with pytest.raises(InstallationError, match="another version"):
        run(inputs, tmp_path / "out")
    assert told == [True, False]  # the driver has the machine to itself, a worker one thread


def test_what_killed_workers_left_is_removed(inputs, tmp_path):
    report = run(inputs, tmp_path / "out")
    left = tmp_path / f"out/coded/.{report.receipts[0].shard}.jsonl.zst.host.9.part"
    left.write_bytes(b"half")
    run(inputs, tmp_path / "out")
    assert not left.exists()


@pytest.mark.parametrize("path", ["run.json", MANIFEST])
def test_a_broken_file_is_named(inputs, tmp_path, path):
    run(inputs, tmp_path / "out")
    (tmp_path / "out" / path).write_text('{"broken\n')
    with pytest.raises(DamagedRecord, match=path):
        run(inputs, tmp_path / "out")


def test_no_manifest_yet(tmp_path):
    with pytest.raises(UsageError, match="no finished shards"):
        read_manifest(open_folder(str(tmp_path)))


@pytest.mark.parametrize("size", [0, -1])
def test_sizes_that_make_no_sense(inputs, tmp_path, size):
    with pytest.raises(UsageError):
        run(inputs, tmp_path / "out", shard_size=size)


def test_long_documents_end_a_shard_early(inputs, tmp_path, monkeypatch):
    monkeypatch.setattr(driver, "SHARD_CHARACTERS", 10)
    assert len(run(inputs, tmp_path / "out", shard_size=100).receipts) == 9


@pytest.mark.parametrize("places", ["memory", "s3"], indirect=True)
def test_the_same_elsewhere(inputs, tmp_path, places):
    run(inputs, tmp_path / "out")
    run(inputs, places, Inline(order=3))
    folder = open_folder(places)
    for name, data in content(tmp_path / "out").items():
        assert read_file(folder, name) == data


@pytest.mark.parametrize("places", ["memory", "s3"], indirect=True)
def test_inputs_from_elsewhere(inputs, tmp_path, places):
    here, there = tmp_path / "in", open_folder(places)
    for path in sorted(here.iterdir()):
        there.write(path.name, path.read_bytes())
    report = run(Inputs(paths=(places,)), tmp_path / "out")
    assert sum(receipt.articles for receipt in report.receipts) == 7
    assert report.receipts[0].begins.split(":")[0] == places.split(":")[0]


def _ready_as(chain):
    from contextlib import contextmanager

    @contextmanager
    def ready(*_, alone=True):
        yield chain

    return ready
