"""Files of a folder: whole or not at all, wherever it lies."""

import errno
import os
from pathlib import Path

import pytest

from dragoman.distribute import folders
from dragoman.distribute.folders import leftovers, open_folder, read_file
from dragoman.errors import InstallationError, RecordNotWritable, UnreadableInput, UsageError

EVERYWHERE = pytest.mark.parametrize("places", ["here", "memory", "s3"], indirect=True)


@EVERYWHERE
def test_what_is_written_is_there(places):
    folder = open_folder(places)
    assert folder.names("events") == []
    assert not folder.exists("events/b.parquet")
    folder.write("events/b.parquet", b"old")
    folder.write("events/b.parquet", b"new")
    folder.write("events/a.parquet", b"")
    folder.write("events/deeper/c.parquet", b"elsewhere")
    assert folder.names("events") == ["a.parquet", "b.parquet"]
    assert read_file(folder, "events/b.parquet") == b"new"
    assert read_file(open_folder(folder.name), "events/a.parquet") == b""
    folder.remove("events/b.parquet")
    folder.remove("events/b.parquet")
    assert folder.names("events") == ["a.parquet"]


@EVERYWHERE
def test_a_file_that_is_not_there(places):
    with pytest.raises(UnreadableInput, match=r"nothing\.json"):
        read_file(open_folder(places), "nothing.json")


@pytest.mark.parametrize("step", ["write", "fsync", "replace"])
def test_a_full_disk_leaves_no_part_of_a_file(tmp_path, monkeypatch, step):
    def full(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    folder = open_folder(str(tmp_path))
    folder.write("events/a.parquet", b"old")
    if step == "replace":
        monkeypatch.setattr(Path, "replace", full)
    elif step == "fsync":
        monkeypatch.setattr(folders.os, "fsync", full)
    else:
        monkeypatch.setattr(Path, "open", full)
    with pytest.raises(RecordNotWritable, match="No space left"):
        folder.write("events/a.parquet", b"new")
    monkeypatch.undo()
    assert read_file(folder, "events/a.parquet") == b"old"
    assert [path.name for path in (tmp_path / "events").iterdir()] == ["a.parquet"]


def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "out").write_text("a file")
    with pytest.raises(RecordNotWritable):
        open_folder(str(tmp_path / "out")).write("events/a.parquet", b"x")


def test_what_writers_of_finished_shards_left(tmp_path):
    folder = open_folder(str(tmp_path))
    folder.write("coded/shard-1.jsonl.zst", b"x")
    for shard in ("shard-1", "shard-2"):
        (tmp_path / f"coded/.{shard}.jsonl.zst.host.12.part").write_bytes(b"half")
    assert leftovers(folder, "coded", frozenset(["shard-1"])) == ["coded/.shard-1.jsonl.zst.host.12.part"]


@pytest.mark.parametrize(("url", "error"), [("nowhere://x/y", UsageError), ("hdfs2://x", UsageError)])
def test_places_that_do_not_exist(url, error):
    pytest.importorskip("fsspec")
    with pytest.raises(error):
        open_folder(url)


def test_what_must_be_installed_is_named(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "fsspec", None)
    with pytest.raises(InstallationError, match=r"dragoman\[remote\]"):
        open_folder("s3://bucket/x")
