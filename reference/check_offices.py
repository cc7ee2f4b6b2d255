"""Look through the built tables of offices for what cannot be right, or needs a look: ``dragoman gazetteer check``.

    python -m reference.check_offices [--strict]

Prints each list with its count and its first rows; ``--strict`` exits 1 when a stay ends before it starts.
"""

import argparse
import sys
from pathlib import Path

from dragoman.entities.office_checks import Oddity, check_offices
from dragoman.entities.offices import Offices

SHOWN = 20


def check(directory: Path | None = None) -> dict[str, list[Oddity]]:
    """All lists, for the tables in ``directory`` or the package's own."""
    return check_offices(Offices.load(directory))


def main(arguments: list[str] | None = None) -> int:
    """Print the lists; the exit status."""
    parser = argparse.ArgumentParser(description="Look through the tables of offices.")
    parser.add_argument("--strict", action="store_true", help="exit 1 when a stay ends before it starts")
    strict = parser.parse_args(arguments).strict
    found = check()
    for name, oddities in found.items():
        print(f"{name}: {len(oddities)}", *(f"  {one.detail}\t{one.why}" for one in oddities[:SHOWN]), sep="\n")
    return int(strict and bool(found["end before start"]))


if __name__ == "__main__":
    sys.exit(main())
