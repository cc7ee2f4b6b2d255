"""How long a day's articles take to merge into a large record: ``python -m benchmarks.merge --articles N --events M``.

The record is generated, its tellings are filed with the happenings they were made from and its articles by what they
name, which stands for all the updates before; disagreements, positions and the ledger are computed. Then a further day
of articles is stored and everything is brought up to date as after a reading. Look-ups of happenings are timed on what
comes out. Processor time is given beside the wall's, for a machine that does something else as well.
"""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from statistics import median

from benchmarks.generate import FIRST_DAY, RUN, generate
from benchmarks.written import Writer
from dragoman.compare.blocks import filed_under
from dragoman.compare.current import bring_up_to_date
from dragoman.compare.disagreement_table import refresh_disagreements
from dragoman.compare.lookup import HappeningFilter, happening, list_happenings
from dragoman.compare.passages import paper_of
from dragoman.compare.summary import happening_id, summarise
from dragoman.compare.telling import packed, tellings
from dragoman.compare.update import update_happenings
from dragoman.compare.upkeep import refresh
from dragoman.store.copies import mark_copies
from dragoman.store.open import Store, open_store
from dragoman.store.read import coded_article
from dragoman.store.write import write_article

DAY_ARTICLES = 2_000
ARTICLES_A_DAY = 2_000  # of the record before
STEP = 20_000
LOOKED_UP = 200


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Print how long a block took."""
    wall, processor = time.perf_counter(), time.process_time()
    yield
    took, worked = time.perf_counter() - wall, time.process_time() - processor
    print(f"{what}: {took:.1f} s ({worked:.1f} s of the processor)", flush=True)


def file_tellings(store: Store) -> None:
    """File every telling, and give it the happening it was made from."""
    made: dict[str, list[tuple[str | None, str, str]]] = {}
    sql = """SELECT e.id, e.article, e.why, a.published FROM events e JOIN articles a ON a.id = e.article
             ORDER BY e.first_day"""
    events = []
    for row in store.query(sql):
        made.setdefault(row["why"], []).append((row["published"], row["article"], row["id"]))
        events.append(row["id"])
    for start in range(0, len(events), STEP):
        with store.transaction() as connection:
            for telling in tellings(store, events[start : start + STEP]):
                values = (telling.event, packed(telling))
                number = connection.execute("INSERT INTO tellings (event, features) VALUES (?, ?)", values).lastrowid
                rows = [(block, telling.last, number) for block in filed_under(telling)]
                connection.executemany("INSERT INTO telling_blocks VALUES (?, ?, ?)", rows)
    named = {happening_id(rows): [row[2] for row in rows] for rows in made.values()}
    pairs = [(key, event) for key, members in named.items() for event in members]
    with store.transaction() as connection:
        connection.executemany("UPDATE events SET happening = ? WHERE id = ?", pairs)
        summarise(store, list(named))
        connection.execute("UPDATE signatures SET searched = 1")
        connection.execute("UPDATE copy_search SET done = written")


def file_papers(store: Store) -> None:
    """File every article by what it names, as if it had been compared with those before it."""
    names = [row["id"] for row in store.query("SELECT id FROM articles ORDER BY id")]
    for start in range(0, len(names), STEP):
        with store.transaction() as connection:
            for name in names[start : start + STEP]:
                paper = paper_of(coded_article(store, name))
                filed = [(key, day, name) for key in sorted(paper.keys) for day in sorted(set(paper.days))]
                connection.executemany("INSERT OR IGNORE INTO paper_keys VALUES (?, ?, ?)", filed)
    with store.transaction() as connection:
        connection.execute("DELETE FROM papers_open")
        connection.execute("DELETE FROM articles_recounted")


def look_ups(store: Store) -> None:
    """Time happenings looked up by id, and listed by pair and month."""
    rng = random.Random(1)
    ids = [row["id"] for row in store.query("SELECT id FROM happenings")]
    _spread(
        "look-up by id", [lambda one=one: happening(store, one) for one in rng.sample(ids, min(LOOKED_UP, len(ids)))]
    )
    day = next(iter(store.query("SELECT max(first_day) AS day FROM happenings WHERE first_day < '2100'")))["day"]
    wanted = HappeningFilter(pair=("USA", "RUS"))
    _spread(f"all of one pair, to {day}", [lambda: list(list_happenings(store, wanted)) for _ in range(3)])


def _spread(what: str, calls: Sequence[Callable[[], object]]) -> None:
    took = []
    for call in calls:
        start = time.perf_counter()
        call()
        took.append(1000 * (time.perf_counter() - start))
    print(f"{what}: median {median(took):.1f} ms, worst {max(took):.1f} ms of {len(took)}", flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Generate, file, merge a day, look up."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.merge", description="Time the merge of a day's articles."
    )
    parser.add_argument("--articles", type=int, default=50_000, help="in the record before (default: %(default)s)")
    parser.add_argument("--events", type=int, default=250_000, help="in the record before (default: %(default)s)")
    parser.add_argument("--record", type=Path, metavar="FILE", help="where to put it; else a folder that is removed")
    options = parser.parse_args(arguments)
    days = max(1, options.articles // ARTICLES_A_DAY)
    with tempfile.TemporaryDirectory() as folder:
        path = options.record or Path(folder) / "record.db"
        with timed(f"{options.articles} articles generated"), Writer(path, RUN) as writer:
            for coded in generate(articles=options.articles, events=options.events, days=days):
                writer.add(coded)
        with open_store(path, mode="write") as store:
            with timed(f"{writer.events} tellings filed"):
                file_tellings(store)
            with timed("articles filed by what they name"):
                file_papers(store)
            with timed("disagreements, positions and promises of before"):
                refresh_disagreements(store)
                refresh(store)
            _merge(store, options.events / options.articles, days)
            look_ups(store)
    return 0


def _merge(store: Store, told: float, days: int) -> None:
    day = FIRST_DAY + timedelta(days=days)
    number = round(DAY_ARTICLES * told)
    fresh = list(generate(articles=DAY_ARTICLES, events=number, days=1, first_day=day, seed=2, mark="new "))
    with timed("all of it"):
        with timed(f"{len(fresh)} articles of a day stored"):
            for coded in fresh:
                write_article(store, coded, run=RUN)
        with timed("copies among them found"):
            mark_copies(store)
        with timed("happenings brought up to date"):
            print(f"{update_happenings(store)} events and articles looked at")
        with timed("disagreements brought up to date"):
            print(f"{refresh_disagreements(store)} subjects compared")
        with timed("positions and promises brought up to date"):
            print(f"{refresh(store)} articles looked at")
        with timed("nothing left to do"):
            bring_up_to_date(store)


if __name__ == "__main__":
    sys.exit(main())
