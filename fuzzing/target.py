"""One entry under libFuzzer: ``python -m fuzzing.target ENTRY [libFuzzer's options]``."""

import sys
from itertools import islice

import atheris

with atheris.instrument_imports(include=["dragoman"]):
    from fuzzing.entries import ENTRIES, seeds

WARMING = 5


def main() -> None:
    """Feed the entry until libFuzzer ends the process."""
    name = sys.argv.pop(1)
    entry = next(one for one in ENTRIES if one.name == name)
    for seed in islice(seeds(entry), WARMING):  # what is loaded at first use is no slow input
        entry.feed(seed)
    atheris.Setup(sys.argv, entry.feed)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
