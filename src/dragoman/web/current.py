"""Bringing what is compared across articles up to date, aside: a page shows what was computed last and never waits."""

import subprocess
import sys

from dragoman.compare.current import bring_up_to_date
from dragoman.compare.upkeep import is_fresh
from dragoman.errors import RecordError
from dragoman.store.open import open_store
from dragoman.store.postgres.address import Place, handed_over, taken_over


class Current:
    """The process that compares what was read elsewhere and not compared yet, while the desk is served."""

    def __init__(self, record: Place) -> None:
        self.record = record
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Begin, where something is open."""
        with open_store(self.record, mode="read") as store:
            if is_fresh(store):
                return
        record, variables = handed_over(self.record)
        command = [sys.executable, "-m", "dragoman.web.current", record]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=variables)

    def close(self) -> None:
        """End what is under way; whoever comes next goes on where it was."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
        if self._process is not None:
            self._process.wait(timeout=10)


def main(record: Place) -> int:
    """Bring a record up to date; 1: it cannot be written, and stays as it is."""
    try:
        with open_store(record, mode="write") as store:
            bring_up_to_date(store)
    except RecordError:
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(taken_over(sys.argv[1])))
