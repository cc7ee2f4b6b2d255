"""Look-ups in a large record: ``python -m benchmarks.analysis RECORD [--rebuild]``.

RECORD is a generated one of 1,000,000 events in 200,000 articles (``python -m benchmarks.generate``); the heaviest
pair and party of it are looked up, which is the worst case. Each figure is the shortest of a few rounds, in
milliseconds of wall time and of this process's own time, which a busy machine lengthens less.
"""

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from dragoman.analysis import Counting, changes, contacts, networks, panel, series, timeline
from dragoman.partial_date import PartialDate
from dragoman.store.open import Store, open_store
from dragoman.store.pairs import rebuild
from dragoman.store.read import count

ROUNDS = 3
TARGET_MS = 200  # of the questions marked with a star
FACING = """SELECT count(*) FROM events WHERE EXISTS (
    SELECT 1 FROM participants a JOIN participants b ON b.event = a.event
    WHERE a.event = events.id AND a.party = ? AND b.party = ? AND (a.side <> b.side OR NOT EXISTS (
        SELECT 1 FROM participants r WHERE r.event = events.id AND r.side = 'recipients')))"""


class Took(NamedTuple):
    """The shortest of a few rounds."""

    wall_ms: float
    own_ms: float


def took(work: Callable[[], object], rounds: int = ROUNDS) -> Took:
    """How long some work takes."""
    times = []
    for _ in range(rounds):
        wall, own = time.perf_counter(), time.process_time()
        work()
        times.append(Took(1000 * (time.perf_counter() - wall), 1000 * (time.process_time() - own)))
    return Took(min(one.wall_ms for one in times), min(one.own_ms for one in times))


def heaviest(store: Store) -> tuple[str, str]:
    """The pair of which most is told."""
    sql = (
        "SELECT party, other, count(*) AS number FROM pair_days WHERE other <> '' GROUP BY 1, 2 ORDER BY 3 DESC LIMIT 1"
    )
    row = store.first(sql)
    if row is None:
        raise SystemExit("no pair in the record; run with --rebuild where it was generated without triggers")
    return row["party"], row["other"]


def questions(store: Store, pair: tuple[str, str]) -> dict[str, Callable[[], object]]:
    """What is asked; a star marks what must take under ``TARGET_MS``."""
    month = {"since": PartialDate.month(2019, 3), "until": PartialDate.month(2019, 3)}
    year = Counting(since=PartialDate.year(2019), until=PartialDate.year(2019))
    return {
        "* series by month": lambda: series(store, pair),
        "* series by month and type": lambda: series(store, pair, of="type"),
        "* series by day": lambda: series(store, pair, by="day"),
        "series by day and type": lambda: series(store, pair, by="day", of="type"),
        "series by month, members expanded": lambda: series(store, pair, counting=Counting(members=True)),
        "* timeline of the pair, first 100": lambda: timeline(store, pair, limit=100),
        "* timeline of the pair, one month": lambda: timeline(store, pair, **month),
        "timeline of the party, first 100": lambda: timeline(store, pair[:1], limit=100),
        "timeline of the party, one month, first 100": lambda: timeline(store, pair[:1], limit=100, **month),
        "contacts of the pair, one year": lambda: contacts(store, *pair, counting=year),
        "network of one year": lambda: networks(store, counting=year),
        "panel of all pairs by year": lambda: panel(store, by="year"),
        "changes of one year": lambda: changes(store, counting=year),
        "the pair's events, by joining events and participants": lambda: store.first(FACING, pair),
    }


def main() -> int:
    """Measure and print; 1 when something takes longer than it must."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.analysis", description="Look-ups in a large record.")
    parser.add_argument("record", type=Path, help="a large record, as benchmarks.generate makes it")
    parser.add_argument("--rebuild", action="store_true", help="compute the table of pairs and days anew first")
    parser.add_argument("--only", default="", help="only questions with this in their name")
    options = parser.parse_args()
    with open_store(options.record, mode="write" if options.rebuild else "read") as store:
        if options.rebuild:
            print(f"rebuilt in {took(lambda: rebuild(store), rounds=1).wall_ms / 1000:.0f} s")
        pair = heaviest(store)
        tellings = store.first("SELECT count(*) AS number FROM pair_days WHERE party = ? AND other = ?", pair)
        told = tellings["number"] if tellings else 0
        print(f"{count(store, 'articles'):,} articles, {count(store, 'events'):,} events")
        print(f"heaviest pair {pair[0]} and {pair[1]}: {told:,} events one way")
        late = 0
        for name, work in questions(store, pair).items():
            if options.only in name:
                found = took(work, rounds=ROUNDS if name.startswith("*") else 1)
                print(f"{name:55} {found.wall_ms:9.0f} ms {found.own_ms:9.0f} ms of its own", flush=True)
                late += name.startswith("*") and found.wall_ms > TARGET_MS
    return 1 if late else 0


if __name__ == "__main__":
    sys.exit(main())
