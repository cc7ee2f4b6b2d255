"""Watching as a service: round after round until it is asked to stop, and then an end without loose threads."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from dragoman.feeds.rounds import RoundReport, Rounds
from dragoman.ingest import Watcher
from dragoman.logs import log
from dragoman.sources.fetching.fetch import Clock

MOST_WAIT_S = 60.0  # a clock that is put forward is noticed within a minute
LEAST_WAIT_S = 1.0


class StopWanted(BaseException):
    """The service is asked to end."""


class Stopper:
    """Takes SIGTERM and SIGINT as the wish to end: at once where only waiting is lost, else after the present article.

    Who asks twice is not made to wait: the second SIGINT is a ``KeyboardInterrupt`` like any other.
    """

    def __init__(self) -> None:
        self.wanted = False
        self._breakable = False

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Take the signals while this lasts. Only in the main thread."""
        before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
        try:
            for number in before:
                signal.signal(number, self._take)
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def check(self) -> None:
        """Go on, or end.

        Raises:
            StopWanted: the end is wanted.
        """
        if self.wanted:
            raise StopWanted

    @contextmanager
    def breakable(self) -> Iterator[None]:
        """While this lasts a signal ends it at once.

        Raises:
            StopWanted: the end is wanted.
        """
        self._breakable = True
        try:
            self.check()
            yield
        finally:
            self._breakable = False

    def _take(self, number: int, frame: FrameType | None) -> None:
        if self.wanted and number == signal.SIGINT:
            raise KeyboardInterrupt
        self.wanted = True
        if self._breakable:
            raise StopWanted


def serve(
    rounds: Rounds, *, stopper: Stopper, clock: Clock, told: Callable[[RoundReport], None], watch: Watcher | None = None
) -> None:
    """Go round until the stopper wants an end; what was begun with is whole then, and the rest waits in the record.

    Args:
        rounds: what is done.
        stopper: who ends it; ``rounds`` has it as watchman.
        clock: time.
        told: told of each round.
        watch: told of each document when it is stored.

    Raises:
        RecordError: the record cannot be written.
    """
    try:
        while True:
            stopper.check()
            wait_s = rounds.next_at() - clock.now()
            if wait_s <= 0:
                told(rounds.run(watch=watch))
            with stopper.breakable():
                clock.wait(min(max(wait_s, LEAST_WAIT_S), MOST_WAIT_S))
    except StopWanted:
        log("watching stops", outcome="asked to")
