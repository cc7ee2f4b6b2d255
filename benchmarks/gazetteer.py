"""What the tables cost: time and memory to load them, and how fast names are found: ``python -m benchmarks.gazetteer``.

The text is the example dispatches over and over. Times are of the processor; loading is measured in processes of their
own, the modules already imported.
"""

import subprocess
import sys
import time
from pathlib import Path

from dragoman.entities.gazetteer import Gazetteer

DISPATCHES = Path(__file__).resolve().parent.parent / "examples" / "dispatches"
ROUNDS = 5
TEXT_BYTES = 20_000_000
LOADING = """
import resource, time
from dragoman.entities.gazetteer import Gazetteer
from dragoman.entities.offices import Offices
before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
Offices.load(), Gazetteer.load()
print(time.process_time() - start, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024)
"""


def loading() -> tuple[float, float]:
    """Seconds and MB that the tables of names and offices take: the best of some processes."""
    runs = []
    for _ in range(ROUNDS):
        done = subprocess.run([sys.executable, "-c", LOADING], capture_output=True, text=True, check=True)
        seconds, megabytes = map(float, done.stdout.split())
        runs.append((seconds, megabytes))
    return min(runs)


def matching(total_bytes: int = TEXT_BYTES) -> float:
    """MB of text a second in which names are found, article by article."""
    gazetteer = Gazetteer.load()
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in sorted(DISPATCHES.glob("*.txt"))]
    sizes = [len(text.encode()) for text in texts]
    gazetteer.find(texts[0])  # what is made at first use
    done, start = 0, time.process_time()
    while done < total_bytes:
        for text, size in zip(texts, sizes, strict=True):
            gazetteer.find(text)
            done += size
    return done / 1e6 / (time.process_time() - start)


def main() -> int:
    """Print the figures."""
    seconds, megabytes = loading()
    print(f"tables loaded, s\t{seconds:.2f}\ntables loaded, MB\t{megabytes:.0f}")
    print(f"names found, MB a second\t{matching():.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
