"""Positions and ledger on a million events: ``python -m benchmarks.ledger FILE [--events N] [--articles N]``.

Makes the record where there is none (some minutes), then times look-ups on it, and how long it takes to compute again
what the last articles give.
"""

import argparse
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

from benchmarks.generated import DAYS, FIRST_DAY, PARTIES, generate
from dragoman.compare.positions import positions
from dragoman.compare.promises import PromiseFilter, promises
from dragoman.compare.upkeep import refresh
from dragoman.partial_date import PartialDate
from dragoman.store.open import Store, open_store

UPKEEP_ARTICLES = 100
ROUNDS = 5


def look_ups(store: Store) -> Iterator[tuple[str, Callable[[], object]]]:
    """What is timed: the busiest parties, the day from which half of the record is past."""
    busy, other, small = PARTIES[0], PARTIES[1], PARTIES[149]
    middle, year = FIRST_DAY + timedelta(days=DAYS // 2), PartialDate.year(2018)
    ever = ((None, None),)
    yield (
        "positions of the busiest party on a topic",
        lambda: positions(store, [busy], topic="terrorism.havens", periods=ever),
    )
    yield (
        "positions of two parties on a context, one year",
        lambda: positions(store, [busy, other], topic="terrorism", periods=((year, year),)),
    )
    yield "positions of a small party on anything", lambda: positions(store, [small], periods=ever)
    for what, wanted in (
        ("first 100 lines of the busiest party", PromiseFilter(party=busy)),
        ("first 100 overdue lines of the busiest party", PromiseFilter(party=busy, state="overdue")),
        ("first 100 lines of a pair", PromiseFilter(pair=(busy, other))),
        ("first 100 overdue lines of all", PromiseFilter(state="overdue")),
    ):
        yield what, lambda wanted=wanted: promises(store, wanted, as_of=middle, limit=100)  # type: ignore[misc]


def seconds(run: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """The median of a few runs, by the clock on the wall or by the processor's."""
    times = []
    for _ in range(ROUNDS):
        start = clock()
        run()
        times.append(clock() - start)
    return sorted(times)[ROUNDS // 2]


def main() -> None:
    """Make the record where it is missing, and time look-ups."""
    parser = argparse.ArgumentParser(description="Time positions and promises on a large generated record.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--articles", type=int, default=200_000)
    options = parser.parse_args()
    if not options.file.exists():
        start = time.perf_counter()
        generate(options.file, events=options.events, articles=options.articles)
        print(f"made in {time.perf_counter() - start:.0f} s")
    with open_store(options.file, mode="write") as store:
        for what, run in look_ups(store):
            wall, processor = (1000 * seconds(run, clock) for clock in (time.perf_counter, time.process_time))
            print(f"{what:52} {wall:7.1f} ms, of the processor {processor:7.1f} ms")
        last = [
            row["id"] for row in store.query("SELECT id FROM articles ORDER BY id DESC LIMIT ?", (UPKEEP_ARTICLES,))
        ]
        store.connection.executemany("INSERT OR IGNORE INTO compare_todo VALUES (?)", [(article,) for article in last])
        start = time.process_time()
        refresh(store)
        took = time.process_time() - start
        print(f"computed again for {len(last)} articles: {1000 * took / len(last):.1f} ms of the processor an article")


if __name__ == "__main__":
    main()
