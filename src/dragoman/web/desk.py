"""The one way to the record: a read-only store a thread, in a snapshot, with a time limit on every query."""

import hashlib
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from dragoman.errors import RecordError
from dragoman.store.open import Store, Value, open_store
from dragoman.store.postgres.address import Address, Place
from dragoman.web.refusals import TooSlow

if TYPE_CHECKING:
    from dragoman.entities.gazetteer import Gazetteer
    from dragoman.entities.offices import Offices
    from dragoman.language.vectors import SentenceVectors

Kept = TypeVar("Kept")

_MAPPED_BYTES = 1 << 32  # of the file are read in place: each thread has a connection, whose own cache must be small
_STEPS = 20_000  # of SQLite's machine between two looks at the clock, each of which stops other threads; 1 or 2 ms
_COUNTING_TIMEOUT_S = 60.0  # of what is counted over the whole record, aside from any request
_RESTED = 10  # times as long as a count took, before it is made anew
PATIENCE_S = 0.6  # that one request waits for such counts, together; then it goes out without them
PAGE_PATIENCE_S = 0.1  # the same for a page, which loads itself again where it lacks one
_AGAIN_S = 0.05  # for a count that is known from before


class LimitedStore(Store):
    """A store whose queries end when their time is up, and that shows what was computed last."""

    as_it_stands = True

    def __init__(self, store: Store, timeout_s: float) -> None:
        super().__init__(store.connection, store.path, store.mode)
        self.timeout_s = timeout_s
        self._deadline = float("inf")
        if store.on_server:  # which looks at the clock itself
            self.connection.execute("SELECT set_config('statement_timeout', ?, 0 = 1)", (f"{timeout_s * 1000:.0f}",))
        else:
            self.connection.execute(f"PRAGMA mmap_size = {_MAPPED_BYTES}")
            self.connection.set_progress_handler(self._is_late, _STEPS)

    def query(self, sql: str, values: Sequence[Value] | dict[str, Value] = ()) -> Iterator[sqlite3.Row]:
        """The rows of a SELECT; see ``Store.query``.

        Raises:
            TooSlow: it took longer than it may.
        """
        self._deadline = time.monotonic() + self.timeout_s
        with self._told():
            yield from super().query(sql, values)

    def first(self, sql: str, values: Sequence[Value] | dict[str, Value] = ()) -> sqlite3.Row | None:
        """The first row of a SELECT; see ``query``."""
        self._deadline = time.monotonic() + self.timeout_s
        with self._told():
            return super().first(sql, values)

    def _is_late(self) -> bool:
        return time.monotonic() > self._deadline

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except RecordError as error:
            if getattr(error.__cause__, "sqlite_errorname", "") != "SQLITE_INTERRUPT":
                raise
            raise TooSlow(
                "the question took too long",
                values=f"more than {self.timeout_s:g} s",
                remedy="Narrow it: name a party, a type or a shorter stretch of time",
            ) from error


def open_limited(path: Place, timeout_s: float) -> LimitedStore:
    """Open a record for reading, with a time limit on every query.

    Raises:
        UsageError: there is none.
        DamagedRecord, RecordNotWritable: as their names say.
    """
    return LimitedStore(open_store(path, mode="read"), timeout_s)


class _Held(NamedTuple):
    store: LimitedStore
    file: tuple[int, int]  # device and inode: another file of the name is another record; of a server's always (0, 0)


class _Count(NamedTuple):
    state: str
    value: Future[tuple[Any, float, float]]  # what was found, how many seconds that took, when it was done

    @property
    def is_due(self) -> bool:
        """Whether it may be made anew: while articles come in, counting is not to take all the time there is."""
        if not self.value.done() or self.value.cancelled() or self.value.exception():
            return self.value.done()
        _, took_s, done = self.value.result()
        return time.monotonic() - done > took_s * _RESTED


class Desk:
    """A record that pages are read from. Threads share it."""

    def __init__(self, path: Place, *, timeout_s: float) -> None:
        self.path = path
        self.timeout_s = timeout_s
        self._local = threading.local()
        self._lock = threading.Lock()
        self._counting = ThreadPoolExecutor(max_workers=1, thread_name_prefix="counting")
        self._counts: dict[str, _Count] = {}
        self._last: dict[str, Any] = {}

    @contextmanager
    def store(self, *, for_page: bool = False) -> Iterator[LimitedStore]:
        """A store of this thread, for one request; all queries see one state of the record.

        Args:
            for_page: whether the request is for a page, which waits less for counts.
        """
        self._local.late = False
        self._local.until = time.monotonic() + (PAGE_PATIENCE_S if for_page else PATIENCE_S)
        store = self._asked_first(_begin)[0]
        try:
            yield store
        finally:
            if store.connection.in_transaction:
                store.connection.execute("ROLLBACK")

    def _asked_first(self, ask: Callable[[LimitedStore], Kept]) -> tuple[LimitedStore, Kept]:
        """This thread's store and what it answers to the first question of a request.

        A connection that lay idle may have been cut on the way, which only the next question shows: then it is made
        anew, once.
        """
        store = self._held()
        try:
            return store, ask(store)
        except RecordError:
            if store.is_connected:
                raise
        store = self._held()
        return store, ask(store)

    def _held(self) -> LimitedStore:
        held: _Held | None = getattr(self._local, "held", None)
        if held is not None and held.file == self._file() and held.store.is_connected:
            return held.store
        if held is not None:
            held.store.close()
        store = open_limited(self.path, self.timeout_s)
        self._local.held = _Held(store, self._file())
        return store

    def _file(self) -> tuple[int, int]:
        if isinstance(self.path, Address):
            return (0, 0)
        try:
            found = self.path.stat()
        except OSError:
            return (0, 0)
        return (found.st_dev, found.st_ino)

    def state(self) -> str:
        """A name for what the record holds now: another one after every write."""
        if isinstance(self.path, Address):
            row = self._asked_first(_writes)[1]
            return hashlib.sha256(repr(tuple(row or ())).encode()).hexdigest()[:16]
        parts: list[object] = [self._file()]
        for path in (self.path, self.path.with_name(self.path.name + "-wal")):
            try:
                found = path.stat()
            except OSError:
                continue
            if found.st_size:
                parts += [found.st_size, found.st_mtime_ns]
        return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]

    def counted(self, name: str, count: Callable[[Store], Kept]) -> Kept | None:
        """What ``count`` finds in the whole record: counted aside, once a state; while it is, the last count.

        Args:
            name: what it is kept by.
            count: reads it from a store that has more time than a page's.

        Returns:
            The count; None: it was never finished and takes longer than a page may.
        """
        kept = self.begin(name, count)
        known: Kept | None = self._last.get(name)
        try:
            self._last[name] = kept.value.result(timeout=self._wait_s(known is None))[0]
        except NotYet:
            self._local.late = True
            return known
        self._local.late = self.late or kept.state != self.state()
        found: Kept = self._last[name]
        return found

    def begin(self, name: str, count: Callable[[Store], Any]) -> _Count:
        """Count aside what is not counted yet, or no more holds; see ``counted``."""
        state = self.state()
        with self._lock:
            kept = self._counts.get(name)
            if kept is None or (kept.state != state and kept.is_due):
                kept = _Count(state, self._counting.submit(self._count, count))
                self._counts[name] = kept
        return kept

    def _wait_s(self, first: bool) -> float:
        left = getattr(self._local, "until", time.monotonic() + PATIENCE_S) - time.monotonic()
        return max(0.0, left if first else min(left, _AGAIN_S))

    @property
    def late(self) -> bool:
        """Whether a count of this thread's request was not that of the record as it is: its page must not be kept."""
        return bool(getattr(self._local, "late", False))

    def _count(self, count: Callable[[Store], Kept]) -> tuple[Kept, float, float]:
        began = time.monotonic()
        with open_limited(self.path, _COUNTING_TIMEOUT_S) as store:
            found = count(store)
        return found, time.monotonic() - began, time.monotonic()

    def close(self) -> None:
        """Stop counting; stores close with their threads."""
        self._counting.shutdown(wait=False, cancel_futures=True)

    @property
    def network(self) -> "SentenceVectors":
        """What gives a question its vector."""
        from dragoman.language.vectors import own_network

        return own_network()

    @cached_property
    def tables(self) -> "tuple[Offices, Gazetteer]":
        """The tables of offices, the user's own rows first, and the names of states and bodies."""
        from dragoman.entities.gazetteer import Gazetteer
        from dragoman.entities.offices import Offices
        from dragoman.entities.own_offices import read_own, with_own

        gazetteer = Gazetteer.load()
        return with_own(Offices.load(), read_own(self.path), gazetteer), gazetteer


def _begin(store: LimitedStore) -> None:
    with store.alone() as connection:
        connection.execute("BEGIN")


def _writes(store: LimitedStore) -> sqlite3.Row | None:
    return store.first("SELECT writes FROM record")
