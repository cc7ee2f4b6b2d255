"""Kill a distributed reading at random moments, let it go on: ``python -m benchmarks.kills [--kills N]``.

Each trial begins a reading of the sample dispatches with one engine, kills a worker or the driver (``SIGKILL``) after
a random number of files, and goes on, with the same engine or the other, until it is done. Manifest, lines of all
shards and the rows of a record loaded from them must equal those of a reading that nobody killed.
"""

import argparse
import hashlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.articles import DISPATCHES
from dragoman.distribute import load_shards
from dragoman.distribute.folders import open_folder, read_file
from dragoman.distribute.manifest import MANIFEST, read_manifest
from dragoman.distribute.shards import coded_path, read_lines
from dragoman.store.open import open_store

ARTICLES, SHARD_SIZE, WORKERS = 16, 2, 2
WAIT_S, POLL_S = 300.0, 0.05
ROWS = ("articles", "events", "statements", "participants", "figures", "findings", "clusters", "mentions", "sources")


@dataclass(frozen=True)
class Trial:
    """What is killed, after how many files, and who begins and ends."""

    victim: str
    files: int
    jitter_s: float
    begins: str
    ends: str


def trial(seed: int, engines: tuple[str, ...]) -> Trial:
    """The trial of a seed."""
    chosen = random.Random(seed)
    shards = ARTICLES // SHARD_SIZE
    return Trial(
        victim=chosen.choice(("worker", "driver")),
        files=chosen.randrange(1, 5 * shards),
        jitter_s=chosen.random(),
        begins=chosen.choice(engines),
        ends=chosen.choice(engines),
    )


def inputs() -> list[str]:
    """The first of the dispatches that are plain text."""
    return [str(path) for path in sorted(DISPATCHES.glob("*.txt"))[:ARTICLES]]


def start(out: Path, engine: str) -> subprocess.Popen[bytes]:
    """Begin or go on with a reading."""
    options = ["--out", str(out), "--engine", engine, "--workers", str(WORKERS), "--shard-size", str(SHARD_SIZE)]
    command = [sys.executable, "-m", "dragoman", "distribute", *inputs(), *options, "--quiet"]
    return subprocess.Popen(command, start_new_session=True, stderr=subprocess.PIPE)


def finish(out: Path, engine: str) -> None:
    """Read until it is done; a reading that lost shards is begun again, as its message says."""
    for _ in range(3):
        process = start(out, engine)
        _, told = process.communicate(timeout=WAIT_S)
        if process.returncode == 0:
            return
    raise SystemExit(f"the reading does not end: {told.decode()}")


def run(one: Trial, out: Path) -> bool:
    """Begin, kill, go on; whether anything was left to kill."""
    process = start(out, one.begins)
    killed = _kill_when_ready(process, one, out)
    try:
        process.communicate(timeout=WAIT_S)
    finally:
        _end(process)
    finish(out, one.ends)
    return killed


def fingerprint(out: Path, record: Path) -> str:
    """Hash of the manifest, of every shard's lines, and of a record's rows."""
    folder, digest = open_folder(str(out)), hashlib.sha256()
    digest.update(read_file(folder, MANIFEST))
    for receipt in read_manifest(folder):
        for line in read_lines(read_file(folder, coded_path(receipt.shard)), receipt):
            digest.update(line.source.encode())  # the receipt's hash of all lines is checked in passing
    with open_store(record, mode="write") as store:
        load_shards(str(out), store=store)
        for table in ROWS:
            rows = (
                tuple(value for key, value in zip(row.keys(), row, strict=True) if key != "number")
                for row in store.query(f"SELECT * FROM {table}")
            )
            digest.update("\n".join(sorted(map(repr, rows))).encode())
    return digest.hexdigest()


def _kill_when_ready(process: subprocess.Popen[bytes], one: Trial, out: Path) -> bool:
    deadline = time.monotonic() + WAIT_S
    while process.poll() is None and time.monotonic() < deadline:
        if sum(1 for path in out.rglob("*") if path.is_file()) > one.files:
            time.sleep(one.jitter_s)
            victim = process.pid if one.victim == "driver" else _worker(process.pid)
            if victim is None or process.poll() is not None:
                return False
            os.kill(victim, signal.SIGKILL)
            return True
        time.sleep(POLL_S)
    return False


def _worker(driver: int) -> int | None:
    """A process that codes: of the descendants the one with the most memory, which has the model."""
    sizes = {pid: _resident(pid) for pid in _descendants(driver)}
    return max(sizes, key=lambda pid: sizes[pid]) if sizes else None


def _descendants(ancestor: int) -> list[int]:
    parents = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(path.parent.name)] = int(path.read_text().rsplit(")", 1)[1].split()[1])
        except (OSError, ValueError):
            continue
    found, todo = [], [ancestor]
    while todo:
        parent = todo.pop()
        children = [pid for pid, above in parents.items() if above == parent]
        found += children
        todo += children
    return found


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, ValueError):
        return 0


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.kill()
        process.wait()


def main() -> int:
    """Run the trials and say how many ended the same."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.kills", description="Kill and resume.")
    parser.add_argument("--kills", type=int, default=20, help="how many trials (default: %(default)s)")
    parser.add_argument("--first", type=int, default=0, help="the first seed (default: %(default)s)")
    parser.add_argument("--engines", nargs="+", default=["local", "ray"], help="default: local ray")
    options = parser.parse_args()
    same = struck = 0
    with tempfile.TemporaryDirectory() as place:
        finish(Path(place, "whole"), "local")
        expected = fingerprint(Path(place, "whole"), Path(place, "whole.db"))
        for seed in range(options.first, options.first + options.kills):
            one, out = trial(seed, tuple(options.engines)), Path(place, f"out{seed}")
            struck += run(one, out)
            equal = fingerprint(out, Path(place, f"{seed}.db")) == expected
            same += equal
            print(f"{seed}: {one} {'same' if equal else 'OTHER'}", flush=True)
    print(f"{same} of {options.kills} ended the same; {struck} were killed while at work")
    return 0 if same == options.kills else 1


if __name__ == "__main__":
    sys.exit(main())
