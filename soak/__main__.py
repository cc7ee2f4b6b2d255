"""Everything that takes long, and its report: ``python -m soak [--kills N] [--rows N] [--seconds N] [--dry]``."""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from fuzzing.entries import ENTRIES
from fuzzing.running import fuzz
from soak.kills import kill_writers
from soak.report import FULL, Size, content, held, write
from soak.rows import grow


def main() -> int:
    """Kill, write, fuzz; exit status 1 when something was lost or found."""
    parser = argparse.ArgumentParser(prog="python -m soak", description="Kills, a million rows, fuzzing.")
    parser.add_argument("--kills", type=int, default=FULL.kills, help="writers to kill (default: %(default)s)")
    parser.add_argument("--rows", type=int, default=FULL.rows, help="rows to write (default: %(default)s)")
    parser.add_argument("--seconds", type=int, default=FULL.seconds, help="fuzzing an entry (default: %(default)s)")
    parser.add_argument("--out", type=Path, default=Path("out/soak"), help="what fuzzing finds (default: %(default)s)")
    parser.add_argument("--dry", action="store_true", help="leave the document as it is")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="soak-"))
    try:
        print(f"killing {options.kills} writers", flush=True)
        killed = kill_writers(folder / "killed.db", rounds=options.kills)
        print(f"writing {options.rows} rows", flush=True)
        grown = grow(folder / "grown.db", rows=options.rows)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(f"fuzzing {len(ENTRIES)} entries", flush=True)
    fuzzed = [fuzz(entry, seconds=options.seconds, out=options.out) for entry in ENTRIES]
    text = content(Size(options.kills, options.rows, options.seconds), killed, grown, fuzzed)
    print(text)
    if not options.dry:
        write(text)
    return 0 if held(killed, grown, fuzzed) else 1


if __name__ == "__main__":
    sys.exit(main())
