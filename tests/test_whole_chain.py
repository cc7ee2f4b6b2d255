"""Files to a record by the real chain: in any order, in two processes at once, killed and begun again."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dragoman.store.open import open_store
from dragoman.store.read import coded_articles, count

pytestmark = pytest.mark.slow

DISPATCHES = {
    "one.txt": "OSLO: Norway's prime minister met the president of Chile on Tuesday. “We agree on much,” she said.\n",
    "two.txt": "LIMA: Peru condemned the attack in Bolivia on Monday. Chile urged both sides to hold talks.\n",
    "three.json": '{"title": "Envoys meet", "text": "The foreign ministers of Kenya and Uganda held talks in Nairobi.",'
    ' "published": "2019-04-10", "publisher": "The Northern Post"}',
    "four.txt": "BERLIN: Bundeskanzlerin Merkel hat am Dienstag den Präsidenten von Frankreich in Berlin empfangen.\n",
    "five.json": '{"title": "cut short", "text": ',
    "six.txt": "",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("dispatches")
    for name, text in DISPATCHES.items():
        (place / name).write_text(text, encoding="utf-8")
    for number in range(12):
        text = f"CAIRO: Egypt and Jordan signed agreement number {number} on Sunday, state television said.\n"
        (place / f"signed-{number}.txt").write_text(text, encoding="utf-8")
    return place


def start(record: Path, paths: list[Path]) -> subprocess.Popen:
    command = [sys.executable, "-m", "dragoman", "read", *map(str, paths), "--record", str(record)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def export(record: Path) -> bytes:
    command = [sys.executable, "-m", "dragoman", "export", "--format", "jsonl", "--with-text", "--record", str(record)]
    return subprocess.run(command, capture_output=True, check=True).stdout


@pytest.fixture(scope="module")
def whole(folder, tmp_path_factory):
    record = tmp_path_factory.mktemp("whole") / "record.db"
    reading = start(record, sorted(folder.iterdir()))
    out, err = reading.communicate(timeout=120)
    assert reading.returncode == 1, err  # two of the files cannot be read
    assert out.startswith("16 new, 0 updated, 0 unchanged, 2 failed")
    assert "five.json" in err
    assert "six.txt" in err
    return record


def test_everything_is_cited_and_the_foreign_report_is_kept(whole):
    with open_store(whole) as store:
        assert count(store, "events") > 0
        assert count(store, "statements") > 0
        foreign = [coded for coded in coded_articles(store) if coded.article.language == "de"]
    assert [coded.events for coded in foreign] == [()]


def test_two_processes_in_opposite_orders_make_the_same_record(whole, folder, tmp_path):
    paths = sorted(folder.iterdir())
    readings = [start(tmp_path / "r.db", order) for order in (paths, paths[::-1])]
    for reading in readings:
        assert "Traceback" not in reading.communicate(timeout=120)[1]
    assert export(tmp_path / "r.db") == export(whole)


def test_killed_and_begun_again_makes_the_same_record(whole, folder, tmp_path):
    record, paths = tmp_path / "r.db", sorted(folder.iterdir())
    reading = start(record, paths)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and reading.poll() is None:
        if record.exists() and _articles(record) >= 3:
            os.kill(reading.pid, signal.SIGKILL)
            break
        time.sleep(0.01)
    reading.communicate(timeout=60)
    again = start(record, paths)
    again.communicate(timeout=120)
    assert export(record) == export(whole)


def test_ctrl_c_leaves_a_record_that_goes_on(whole, folder, tmp_path):
    record, paths = tmp_path / "r.db", sorted(folder.iterdir())
    reading = start(record, paths)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and reading.poll() is None:
        if record.exists() and _articles(record) >= 1:
            reading.send_signal(signal.SIGINT)
            break
        time.sleep(0.01)
    err = reading.communicate(timeout=60)[1]
    assert reading.returncode in (130, 1)  # 1: it had finished before the signal came
    assert "Traceback" not in err
    start(record, paths).communicate(timeout=120)
    assert export(record) == export(whole)


def _articles(record: Path) -> int:
    from dragoman.errors import RecordError

    try:
        with open_store(record) as store:
            return count(store, "articles")
    except RecordError:  # the schema is still being written
        return 0
