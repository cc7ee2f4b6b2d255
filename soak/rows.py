"""A million rows: written through the store, then looked over, searched, listed and backed up."""

import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from dragoman.partial_date import PartialDate
from dragoman.records import CodedArticle
from dragoman.store.copies import mark_copies
from dragoman.store.examine import faults
from dragoman.store.listing import EventFilter, list_events
from dragoman.store.open import Store, open_store
from dragoman.store.salvage import tables
from dragoman.store.search import search
from dragoman.store.upkeep import back_up
from dragoman.store.write import write_article
from evaluation.speed import peak_memory_bytes
from tests.sample_record import RUN, TALKS, talks

ROWS_EACH = 16  # rows that one sample article makes, over all tables
WORDS_EACH = 180
LOOKS = 40
_WORDS = (
    "harbour treaty minister border river grain convoy summit envoy talks tariff fleet pipeline visa embassy council "
    "truce relief prisoner valley signal railway bridge budget delegation island quota vessel charter court appeal"
).split()


class Grown(NamedTuple):
    """What a record of many rows cost."""

    rows: int
    articles: int
    articles_per_s: float
    first_per_s: float  # of the first tenth
    last_per_s: float  # of the last tenth
    copies_s: float  # looking for copies among all articles
    size_mb: float
    examine_s: float
    faults: int
    backup_s: float
    search_ms: float  # median of a search for two words
    list_ms: float  # median of the first hundred events of a party in a month
    peak_mb: float


def grow(path: Path, *, rows: int) -> Grown:
    """Write articles until there are so many rows, and look at what came of it."""
    number = max(10, -(-rows // ROWS_EACH))
    with open_store(path, mode="write") as store:
        stretches = [_timed(lambda part=part: _write(store, part)) for part in _tenths(number)]  # type: ignore[misc]
        copies_s = _timed(lambda: mark_copies(store))
        examine_s, wrong = _looked_over(store)
        search_ms = _median_ms(lambda n: search(store, f"{_WORDS[n % 31]} {_WORDS[n % 7]}"))
        list_ms = _median_ms(lambda n: _first_events(store))
        total = sum(_count(store, table.name) for table in tables(store.connection))
        found = _count(store, "articles")
    size_mb = path.stat().st_size / 1e6
    backup_s = _timed(lambda: back_up(path, path.with_name("copy.db"), replace=True))
    return Grown(
        rows=total, articles=found, articles_per_s=number / sum(stretches), first_per_s=number / 10 / stretches[0],
        last_per_s=number / 10 / stretches[-1], copies_s=copies_s, size_mb=size_mb, examine_s=examine_s, faults=wrong,
        backup_s=backup_s, search_ms=search_ms, list_ms=list_ms, peak_mb=peak_memory_bytes() / 1e6,
    )  # fmt: skip


def sample(number: int) -> CodedArticle:
    """An article that nothing else copies."""
    chance = random.Random(number)
    words = " ".join(chance.choices(_WORDS, k=WORDS_EACH))
    return talks(text=f"{TALKS}{words} {number}.\n", source=f"{number}.txt", publisher=f"Paper {number % 500}")


def _tenths(number: int) -> Iterator[range]:
    for part in range(10):
        yield range(number * part // 10, number * (part + 1) // 10)


def _write(store: Store, numbers: range) -> None:
    for number in numbers:
        write_article(store, sample(number), run=RUN)


def _looked_over(store: Store) -> tuple[float, int]:
    began = time.perf_counter()
    wrong = len(list(faults(store)))
    return time.perf_counter() - began, wrong


def _first_events(store: Store) -> None:
    wanted = EventFilter(party="NOR", since=PartialDate.month(2019, 4), until=PartialDate.month(2019, 4))
    for number, _ in enumerate(list_events(store, wanted)):
        if number == 99:
            return


def _count(store: Store, table: str) -> int:
    row = store.first(f'SELECT count(*) FROM "{table}"')
    return int(row[0]) if row else 0


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _median_ms(work: Callable[[int], object]) -> float:
    taken = sorted(_timed(lambda n=n: work(n)) for n in range(LOOKS))  # type: ignore[misc]
    return 1000 * taken[len(taken) // 2]
