"""Measure and write ``docs/performance.md``: ``python -m benchmarks [--articles N] [--dry]``."""

import argparse
import sys

from benchmarks import page
from benchmarks.articles import varied
from benchmarks.comparison import extraction, html_process_bytes, whole_to_reader
from benchmarks.stages import measure
from dragoman.config import ReaderSettings
from dragoman.pipeline import load_resources
from evaluation.speed import READY, peak_memory_bytes, seconds_of

ROUNDS = 3
WORKER_MB = 600  # a worker of a distribution with its HTML process
IMPORT = "import dragoman; dragoman.open_record"


def main() -> int:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure speed and memory.")
    parser.add_argument("--articles", type=int, default=300, help="how many articles to read (default: %(default)s)")
    parser.add_argument("--dry", action="store_true", help="leave the document as it is")
    options = parser.parse_args()
    resources = load_resources(threads=ReaderSettings().threads)
    documents = varied(options.articles)
    measure(documents[:20], resources)  # what is loaded at first use
    runs = [measure(documents, resources) for _ in range(ROUNDS)]
    memory = peak_memory_bytes() / 1e6
    alone, ours = extraction()
    child = html_process_bytes() / 1e6
    best = min(runs, key=lambda one: one.whole_s)
    content = page.figures(
        best,
        [
            ("articles a second, text to committed record", f"{best.articles / best.whole_s:.1f}"),
            ("sentences a second, text to committed record", f"{best.sentences / best.whole_s:.0f}"),
            ("whole chain, times the reader alone", f"{whole_to_reader(runs):.2f}"),
            ("HTML page: ms, ours", f"{1000 * ours:.1f}"),
            ("HTML page: ours, times trafilatura alone", f"{ours / alone:.2f}"),
            ("peak memory, MB", f"{memory:.0f}"),
            ("peak memory of its HTML process, MB", f"{child:.0f}"),
            (f"both, MB (promised: {WORKER_MB})", f"{memory + child:.0f}"),
            ("`dragoman --help`, s", f"{seconds_of([sys.executable, '-m', 'dragoman', '--help']):.2f}"),
            ("opening a record from Python, s", f"{seconds_of([sys.executable, '-c', IMPORT]):.2f}"),
            ("model and tables loaded, ready to read, s", f"{seconds_of([sys.executable, '-c', READY]):.2f}"),
        ],
    )
    print(content)
    if not options.dry:
        page.write(content)
    return 0


if __name__ == "__main__":
    sys.exit(main())
