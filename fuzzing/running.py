"""Running an entry in a process of its own, under limits of time and memory, and reading what libFuzzer says of it."""

import hashlib
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from fuzzing.entries import Entry, seeds

HANG_S = 5
MEMORY_MB = 512
GRACE_S = 300  # for loading, which takes minutes where every line is watched on a busy machine, and for the last input


class Fuzzed(NamedTuple):
    """What became of an entry."""

    entry: str
    seconds: int
    inputs: int  # how many were tried
    corpus: int  # inputs that reach something no other reaches
    peak_mb: int
    slowest_s: int
    outcome: str  # "nothing found", or the first line that tells what was
    artifacts: tuple[str, ...]  # files with what crashed


def fuzz(entry: Entry, *, seconds: int, out: Path) -> Fuzzed:
    """Feed one entry for so many seconds.

    Args:
        entry: the way in.
        seconds: for how long.
        out: folder for the inputs found so far, which the next run begins with, and for what crashed.
    """
    corpus, crashes = out / entry.name / "corpus", out / entry.name / "crashes"
    for folder in (corpus, crashes):
        folder.mkdir(parents=True, exist_ok=True)
    for seed in seeds(entry):
        (corpus / hashlib.sha1(seed, usedforsecurity=False).hexdigest()).write_bytes(seed)
    before = set(crashes.iterdir())
    options = (
        f"-max_total_time={seconds}", f"-timeout={HANG_S}", f"-rss_limit_mb={MEMORY_MB}",
        f"-max_len={entry.most_bytes}", f"-artifact_prefix={crashes}/", "-print_final_stats=1", "-detect_leaks=0",
    )  # fmt: skip
    command = [sys.executable, "-m", "fuzzing.target", entry.name, *options, str(corpus)]
    log = out / entry.name / "log.txt"
    with log.open("wb") as stream:
        done = subprocess.run(command, stdout=stream, stderr=stream, check=False, timeout=seconds + GRACE_S)
    told = log.read_text(encoding="utf-8", errors="replace")
    artifacts = sorted(path.name for path in set(crashes.iterdir()) - before)
    return Fuzzed(
        entry=entry.name,
        seconds=seconds,
        inputs=_stat(told, "number_of_executed_units"),
        corpus=len(list(corpus.iterdir())),
        peak_mb=_stat(told, "peak_rss_mb"),
        slowest_s=_stat(told, "slowest_unit_time_sec"),
        outcome=outcome(told, done.returncode),
        artifacts=tuple(artifacts),
    )


def outcome(told: str, status: int) -> str:
    """What a run ended with, in one line."""
    if status == 0:
        return "nothing found"
    named = re.search(r"=== Uncaught Python exception: ===\n(.+)", told)
    if named:
        return named[1].strip()
    error = re.search(r"ERROR: libFuzzer: (.+)", told)
    return error[1].strip() if error else f"exit status {status}"


def _stat(told: str, name: str) -> int:
    found = re.search(rf"stat::{name}:\s+(\d+)", told)
    return int(found[1]) if found else 0


def table(found: Sequence[Fuzzed]) -> str:
    """A Markdown table of what became of the entries."""
    head = "| entry | seconds | inputs | corpus | peak MB | slowest s | outcome |\n|---|---:|---:|---:|---:|---:|---|"
    rows = [
        f"| {one.entry} | {one.seconds} | {one.inputs:,} | {one.corpus:,} | {one.peak_mb} | {one.slowest_s} "
        f"| {one.outcome} |"
        for one in found
    ]
    return "\n".join([head, *rows])
