"""``python -m fuzzing [ENTRY ...] [--seconds N]``: exit status 1 when an entry crashed, hung or swelled."""

import argparse
import sys
from pathlib import Path

from fuzzing.entries import ENTRIES
from fuzzing.running import Fuzzed, fuzz, table

SECONDS = 600


def main() -> int:
    """Feed the entries one after the other and print what became of them."""
    parser = argparse.ArgumentParser(prog="python -m fuzzing", description="Feed every way in with hostile bytes.")
    parser.add_argument("entries", nargs="*", metavar="ENTRY", help=f"{', '.join(e.name for e in ENTRIES)}; else all")
    parser.add_argument("--seconds", type=int, default=SECONDS, help="for each entry (default: %(default)s)")
    parser.add_argument("--out", type=Path, default=Path("out/fuzz"), help="corpus and what crashed (%(default)s)")
    options = parser.parse_args()
    unknown = set(options.entries) - {entry.name for entry in ENTRIES}
    if unknown:
        parser.error(f"no such entry: {', '.join(sorted(unknown))}")
    chosen = [entry for entry in ENTRIES if not options.entries or entry.name in options.entries]
    found: list[Fuzzed] = []
    for entry in chosen:
        found.append(fuzz(entry, seconds=options.seconds, out=options.out))
        print(table(found[-1:]).splitlines()[-1], flush=True)
    print(table(found))
    return 1 if any(one.outcome != "nothing found" for one in found) else 0


if __name__ == "__main__":
    sys.exit(main())
