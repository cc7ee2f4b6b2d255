"""Real processes killed at random moments; ``python -m benchmarks.kills`` does more of it, with Ray too."""

import subprocess
import sys

import pytest
from benchmarks import kills

TMPFS = "mount -t tmpfs -o size={size} none {place} && exec {command}"


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
@pytest.mark.parametrize(("begins", "ends"), [("ray", "local"), ("local", "ray")])
def test_case_30_what_one_engine_began_the_other_ends(tmp_path, monkeypatch, begins, ends):
    pytest.importorskip("ray", reason="ray is not installed (extra ray)")
    monkeypatch.setattr(kills, "ARTICLES", 4)
    monkeypatch.setattr(kills, "WORKERS", 1)
    kills.finish(tmp_path / "whole", "local")
    kills.run(kills.Trial(victim="driver", files=2, jitter_s=0.1, begins=begins, ends=ends), tmp_path / "out")
    found = kills.fingerprint(tmp_path / "out", tmp_path / "out.db")
    assert found == kills.fingerprint(tmp_path / "whole", tmp_path / "whole.db")


@pytest.mark.slow
def test_case_30_a_full_disk_cuts_no_file(tmp_path, monkeypatch):
    """A file system of its own that is too small: the reading says so and no file of it is cut."""
    if subprocess.run(["unshare", "-rm", "true"], capture_output=True, check=False).returncode:
        pytest.skip("this system lets nobody mount a small file system")
    monkeypatch.setattr(kills, "ARTICLES", 4)
    (tmp_path / "small").mkdir()
    command = [sys.executable, "-m", "dragoman", "distribute", *kills.inputs(), "--out", str(tmp_path / "small")]
    script = TMPFS.format(size="64k", place=tmp_path / "small", command=" ".join([*command, "--workers", "1"]))
    done = subprocess.run(["unshare", "-rm", "sh", "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 2, done.stderr
    assert "No space left on device" in done.stderr
    assert "the same command then goes on from here" in done.stderr
