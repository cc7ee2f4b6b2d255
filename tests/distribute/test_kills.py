"""Real processes killed at random moments; ``python -m benchmarks.kills`` does more of it, with Ray too."""

import json
import subprocess
import sys

import pyarrow.parquet as pq
import pytest
from benchmarks import kills

TMPFS = "mount -t tmpfs -o size={size} none {place} && {command}; status=$?; cp -a {place} {kept}; exit $status"


@pytest.mark.slow
def test_case_30_a_killed_worker_and_a_killed_driver_lose_and_double_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(kills, "ARTICLES", 4)
    monkeypatch.setattr(kills, "WORKERS", 1)
    kills.finish(tmp_path / "whole", "local")
    expected = kills.fingerprint(tmp_path / "whole", tmp_path / "whole.db")
    for victim in ("worker", "driver"):
        out = tmp_path / victim
        one = kills.Trial(victim=victim, files=4, jitter_s=0.1, begins="local", ends="local")
        kills.run(one, out)
        assert kills.fingerprint(out, tmp_path / f"{victim}.db") == expected


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # Ray's own processes leave files open that Python reports when it collects them
@pytest.mark.parametrize(
    ("victim", "begins", "ends"), [("driver", "ray", "local"), ("driver", "local", "ray"), ("worker", "ray", "ray")]
)
def test_case_30_what_one_engine_began_the_other_ends(tmp_path, monkeypatch, victim, begins, ends):
    pytest.importorskip("ray", reason="ray is not installed (extra ray)")
    monkeypatch.setattr(kills, "ARTICLES", 4)
    monkeypatch.setattr(kills, "WORKERS", 1)
    kills.finish(tmp_path / "whole", "local")
    kills.run(kills.Trial(victim=victim, files=2, jitter_s=0.1, begins=begins, ends=ends), tmp_path / "out")
    found = kills.fingerprint(tmp_path / "out", tmp_path / "out.db")
    assert found == kills.fingerprint(tmp_path / "whole", tmp_path / "whole.db")


@pytest.mark.slow
def test_case_30_a_full_disk_cuts_no_file(tmp_path, monkeypatch):
    """A file system of its own that is too small: the reading says so, no file is cut, and it goes on elsewhere."""
    if subprocess.run(["unshare", "-rm", "true"], capture_output=True, check=False).returncode:
        pytest.skip("this system lets nobody mount a small file system")
    monkeypatch.setattr(kills, "ARTICLES", 4)
    monkeypatch.setattr(kills, "WORKERS", 1)
    small, kept = tmp_path / "small", tmp_path / "kept"
    small.mkdir()
    command = [sys.executable, "-m", "dragoman", "distribute", *kills.inputs(), "--out", str(small)]
    command += ["--workers", "1", "--shard-size", str(kills.SHARD_SIZE)]
    script = TMPFS.format(size="64k", place=small, command=" ".join(command), kept=kept)
    done = subprocess.run(["unshare", "-rm", "sh", "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 2, done.stderr
    assert "No space left on device" in done.stderr
    assert "the same command then goes on from here" in done.stderr
    found = [path for path in kept.rglob("*") if path.is_file() and path.suffix in (".json", ".jsonl")]
    for path in found:
        for line in path.read_text(encoding="utf-8").splitlines(keepends=True):
            assert line.endswith("\n") or path.suffix == ".json", path
            json.loads(line)
    for path in kept.rglob("*.parquet"):
        pq.read_metadata(path)
    kills.finish(kept, "local")
    kills.finish(tmp_path / "whole", "local")
    assert kills.fingerprint(kept, tmp_path / "a.db") == kills.fingerprint(tmp_path / "whole", tmp_path / "b.db")


@pytest.mark.slow
def test_case_25_any_number_of_workers_gives_the_same_shards_and_rows(tmp_path, monkeypatch):
    """The whole chain in processes of its own: as many as there are documents, fewer, one."""
    monkeypatch.setattr(kills, "ARTICLES", 3)
    monkeypatch.setattr(kills, "SHARD_SIZE", 1)
    found = []
    for workers in (1, 2, 3):
        monkeypatch.setattr(kills, "WORKERS", workers)
        kills.finish(tmp_path / str(workers), "local")
        found.append(kills.fingerprint(tmp_path / str(workers), tmp_path / f"{workers}.db"))
    assert found[0] == found[1] == found[2]
