"""How soon the web app shows its first page: ``python -m benchmarks.start [RECORD]``, of the examples by default.

From the start of ``dragoman serve`` until the whole of the first page is there, the best of five, in seconds by the
clock and of processor time, which other work on the machine moves less. Modules are compiled before, as by installing.
"""

import argparse
import contextlib
import io
import re
import resource
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from evaluation.speed import compiled_in
from examples import demo

TRIES = 5


class Start(NamedTuple):
    """One start."""

    seconds: float
    processor_s: float  # of the server, until it ended


def first_page(record: Path, environment: dict[str, str]) -> Start:
    """Start the server, wait for its first page, end it."""
    command = [sys.executable, "-m", "dragoman", "serve", str(record), "--port", "0"]
    before, began = _spent(), time.perf_counter()
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stderr is not None
        try:
            found = re.search(r"http://\S+", process.stderr.readline())
            if found is None:
                raise SystemExit("the server did not start")
            with urllib.request.urlopen(found[0], timeout=60) as answer:
                answer.read()
            seconds = time.perf_counter() - began
        finally:
            process.terminate()
    return Start(seconds, _spent() - before)


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.start", description="Time the first page of the web app."
    )
    parser.add_argument("record", type=Path, nargs="?", help="a record (default: the examples, read anew)")
    parser.add_argument("--tries", type=int, default=TRIES, help="starts (default: %(default)s)")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as work:
        if options.record is None:
            with contextlib.redirect_stdout(io.StringIO()):
                demo.main([work])
        record = options.record or Path(work) / "dispatches.db"
        environment = compiled_in(Path(work) / "compiled")
        first_page(record, environment)  # compiles
        starts = [first_page(record, environment) for _ in range(options.tries)]
    for start in starts:
        print(f"first page after {start.seconds:.2f} s, processor {start.processor_s:.2f} s", flush=True)
    print(f"best of {len(starts)}: {min(s.seconds for s in starts):.2f} s, {min(s.processor_s for s in starts):.2f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
