"""Killing the writer: ``python -m soak.kills RECORD ROUNDS`` prints what was acknowledged, lost and left in part.

Each round a process writes articles and names each one when its transaction has ended; at a random moment it gets
SIGKILL. What it named must be there, and every article there must be whole.
"""

import json
import os
import random
import select
import signal
import sys
import time
from pathlib import Path
from typing import NamedTuple

from dragoman.citations import check_citations
from dragoman.store.examine import faults
from dragoman.store.open import Store, open_store
from dragoman.store.read import coded_articles
from dragoman.store.write import write_article
from tests.sample_record import RUN, talks

LATEST_S = 0.06  # a round has then written some 50 articles: enough moments inside, between and after transactions
WHILE_OPENING = 0.1  # share of the rounds that are killed before anything was written
CHILDREN = {"events": 2, "statements": 1, "participants": 4, "mentions": 2, "figures": 1, "signatures": 1, "sources": 1}


class Killed(NamedTuple):
    """What became of the articles."""

    rounds: int
    acknowledged: int  # articles whose writer said that they were stored
    stored: int  # articles in the record
    lost: int  # acknowledged and not there
    partial: int  # tables that do not have as many rows as the articles there must have, over all rounds
    faults: int  # of the record at the end; a citation that does not quote counts too


def kill_writers(path: Path, *, rounds: int, seed: int = 7) -> Killed:
    """Start a writer and kill it, ``rounds`` times, on one record."""
    chance = random.Random(seed)
    open_store(path, mode="write").close()
    acknowledged: set[str] = set()
    partial = 0
    for number in range(rounds):
        opening = chance.random() < WHILE_OPENING
        acknowledged |= _one_round(path, number, wait_s=chance.uniform(0.0, LATEST_S), opening=opening)
        with open_store(path, mode="write") as store:
            partial += _partial(store)
    with open_store(path) as store:
        stored = {row["id"] for row in store.query("SELECT id FROM articles")}
        wrong = len(list(faults(store)))
        for coded in coded_articles(store):
            check_citations(coded)
    return Killed(rounds, len(acknowledged), len(stored), len(acknowledged - stored), partial, wrong)


def _one_round(path: Path, number: int, *, wait_s: float, opening: bool) -> set[str]:
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        _write(path, number, writing)
        os._exit(0)
    os.close(writing)
    if not opening:
        select.select([reading], [], [])  # until the first article is stored, however slow the machine is
    time.sleep(wait_s)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reading) as pipe:
        return {line.strip() for line in pipe if line.endswith("\n")}


def _write(path: Path, number: int, writing: int) -> None:
    with open_store(path, mode="write") as store:
        for n in range(10_000):
            coded = talks(source=f"{number}-{n}.txt", publisher=f"Paper {number} {n}")
            write_article(store, coded, run=RUN)
            os.write(writing, (coded.article.id + "\n").encode())


def _partial(store: Store) -> int:
    row = store.first("SELECT count(*) FROM articles")
    articles = row[0] if row else 0
    whole = store.first("PRAGMA integrity_check")
    wrong = 0 if whole and whole[0] == "ok" else 1
    for table, each in CHILDREN.items():
        found = store.first(f"SELECT count(*) FROM {table}")
        wrong += found is None or found[0] != each * articles
    return wrong


if __name__ == "__main__":
    print(json.dumps(kill_writers(Path(sys.argv[1]), rounds=int(sys.argv[2]))._asdict()))
