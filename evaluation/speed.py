"""How fast one process reads: text in, record committed; its memory; and how soon it is ready.

The figures depend on the machine, so they have promises rather than floors that rise. Each is the best of a few tries:
what else the machine does can only make them worse.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from dragoman.api import open_record
from dragoman.pipeline import Resources
from evaluation.figures import Figure, data_hash

TRIES = 3
READY = "import dragoman.ingest as i, sys\nwith i.ready(): sys.exit(0)"


def reading_seconds(paths: Sequence[Path]) -> float:
    """Seconds to read files into a new record on disk, model and tables being loaded."""
    with tempfile.TemporaryDirectory() as where, open_record(Path(where) / "speed.db") as record:
        began = time.perf_counter()
        report = record.read([str(path) for path in paths])
        seconds = time.perf_counter() - began
        if report.failed or not report.read:
            raise SystemExit(f"{report.failed} of {report.read + report.failed} articles failed: speed means nothing")
    return seconds


def count_sentences(paths: Sequence[Path], resources: Resources) -> int:
    """How many sentences the reader sees in the articles."""
    from evaluation.predict import coded_articles

    articles = [coded.article for path in paths for coded in coded_articles(path, resources=resources)]
    bounds = [(article.text, tuple((s.start, s.end) for s in article.furniture)) for article in articles]
    return sum(len(resources.reader.read(text, boundaries=marks).sentences) for text, marks in bounds)


def seconds_of(command: Sequence[str]) -> float:
    """Wall seconds of a command, the best of a few tries; modules are compiled before, as by installing."""
    times = []
    with tempfile.TemporaryDirectory() as compiled:
        environment = compiled_in(Path(compiled))
        for _ in range(1 + TRIES):
            began = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True, env=environment)
            times.append(time.perf_counter() - began)
    return min(times[1:])


def compiled_in(folder: Path) -> dict[str, str]:
    """An environment in which modules are compiled once, whatever the one around says."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(folder)}


def peak_memory_bytes() -> int:
    """The most memory this process has held."""
    import resource  # not on Windows

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def peak_child_bytes() -> int:
    """The most memory that the children this process has now have held: the HTML process. Linux only, else 0.

    Not from ``getrusage``, which counts for a child what its parent held when it was started.
    """
    kept = 0
    for listed in Path("/proc/self/task").glob("*/children"):
        for child in listed.read_text().split():
            status = Path("/proc", child, "status").read_text()
            kept += sum(int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmHWM:"))
    return kept


def speed(shared: Path, resources: Resources) -> list[Figure]:
    """The figures over all hand-coded articles."""
    folders = [shared / "articles", shared / "gold_train" / "articles"]
    reading_seconds(folders[:1])  # loads what is loaded once
    seconds = min(reading_seconds(folders) for _ in range(TRIES))
    memory = peak_memory_bytes() / 1e6
    sentences = count_sentences(folders, resources)
    files = sum(len(list(folder.iterdir())) for folder in folders)
    ready = seconds_of([sys.executable, "-c", READY])
    answer = seconds_of([sys.executable, "-m", "dragoman", "--help"])
    named = {"part": "speed", "data": f"{files} articles", "sha256": data_hash(folders), "fixed": True}
    return [
        Figure(**named, what="text to committed record", value=sentences / seconds, unit="sentences/s"),
        Figure(**named, what="peak memory", value=memory, unit="MB", better="low"),
        Figure(**named, what="ready to read", value=ready, unit="s", better="low"),
        Figure(**named, what="dragoman --help", value=answer, unit="s", better="low"),
    ]
