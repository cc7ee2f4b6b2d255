"""An engine that runs tasks in this process, a chain without a model, and every row of a record but its row numbers."""

import random
from contextlib import contextmanager

import pytest

from dragoman.config import Limits
from dragoman.distribute import driver
from dragoman.ingest import Chain
from dragoman.store.open import open_store
from tests.sample_record import RUN, code

CHAIN = Chain(code=code, run=RUN, limits=Limits())
_UNORDERED = {"copy_search"}  # counts of writings depend on the order of reading


class Inline:
    """Runs each task when its result is wanted; ``order`` shuffles them."""

    def __init__(self, *, order: int | None = None, stop_after: int | None = None, lose: int | None = None) -> None:
        self.order, self.stop_after, self.lose = order, stop_after, lose
        self.ran = 0

    def run(self, tasks, work):
        given = list(tasks)
        if self.order is not None:
            random.Random(self.order).shuffle(given)
        for number, task in enumerate(given):
            if self.stop_after is not None and self.ran >= self.stop_after:
                raise KeyboardInterrupt
            self.ran += 1
            yield task, None if number == self.lose else work(task)

    def close(self):
        pass


@pytest.fixture
def no_model(monkeypatch):
    """The driver and its workers with a stand-in for the pipeline."""

    @contextmanager
    def ready(*_, alone=True):
        yield CHAIN

    monkeypatch.setattr(driver, "ready", ready)


def rows_of(path):
    """Every table of a record with its rows, sorted, without row numbers."""
    with open_store(path) as store:
        tables = [row["name"] for row in store.query("SELECT name FROM sqlite_master WHERE type = 'table'")]
        tables = [name for name in tables if "_words" not in name and name not in _UNORDERED]
        return {name: sorted(map(repr, _rows(store, name))) for name in tables}


def _rows(store, table):
    for row in store.query(f"SELECT * FROM {table}"):
        yield {key: row[key] for key in row.keys() if key != "number"}  # noqa: SIM118 - a row iterates its values
