"""What runs tasks side by side: the processes of this machine, or Ray. The only place that knows of either.

A task is a value and what is done with it a function that gives the same every time, so an engine may run it again
whenever a process dies. Results come in the order in which they are ready.
"""

import logging
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from importlib import import_module
from itertools import chain
from typing import Any, Protocol, TypeVar

from dragoman.errors import DragomanError, InstallationError, UsageError

Task = TypeVar("Task")
Result = TypeVar("Result")

TASKS_PER_WORKER = 2  # one at work and one waiting, so that no worker waits for the driver to read its next task
LOOPBACK = "127.0.0.1"  # Ray's servers ask nobody who they are, so one that is started here is not for others
ATTEMPTS_ALONE = 2  # a task whose process dies as often while nothing else runs is what kills it


class Engine(Protocol):
    """Runs tasks side by side."""

    def run(self, tasks: Iterable[Task], work: Callable[[Task], Result]) -> Iterator[tuple[Task, Result | None]]:
        """Each task with its result, ``None`` where every process that tried it died.

        Tasks are taken from the iterable as they are wanted, so that few are held at a time.
        """

    def close(self) -> None:
        """Let the processes go."""


class LocalEngine:
    """Processes of this machine, started afresh (``spawn``), which share nothing with this one."""

    def __init__(self, workers: int | None = None) -> None:
        self._workers = workers or _cores()
        self._pool: ProcessPoolExecutor | None = None

    def run(self, tasks: Iterable[Task], work: Callable[[Task], Result]) -> Iterator[tuple[Task, Result | None]]:
        """Each task with its result.

        When a process dies the pool is lost, and with it what others were doing. Those tasks are run again one by
        one at the end, so that what kills its process is told from what was lost along with it.
        """
        suspects: list[Task] = []
        waiting: dict[Future[Result], tuple[Task, ProcessPoolExecutor]] = {}
        for task in chain(tasks, [None]):
            if task is not None:
                self._submit(task, work, waiting, suspects)
            while waiting and (task is None or len(waiting) >= TASKS_PER_WORKER * self._workers):
                ready, _ = wait(waiting, return_when=FIRST_COMPLETED)
                yield from self._results(ready, waiting, suspects)
        for suspect in suspects:
            yield suspect, self._alone(suspect, work)

    def close(self) -> None:
        """Let the processes go when they have done what they are at."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    def _submit(
        self,
        task: Task,
        work: Callable[[Task], Result],
        waiting: dict[Future[Result], tuple[Task, ProcessPoolExecutor]],
        suspects: list[Task],
    ) -> None:
        pool = self._started()
        try:
            waiting[pool.submit(work, task)] = (task, pool)
        except BrokenProcessPool:
            suspects.append(task)
            self._forget(pool)

    def _results(
        self,
        ready: Iterable[Future[Result]],
        waiting: dict[Future[Result], tuple[Task, ProcessPoolExecutor]],
        suspects: list[Task],
    ) -> Iterator[tuple[Task, Result]]:
        for future in ready:
            task, pool = waiting.pop(future)
            try:
                result = future.result()
            except BrokenProcessPool:
                suspects.append(task)
                self._forget(pool)
            else:
                yield task, result

    def _alone(self, task: Task, work: Callable[[Task], Result]) -> Result | None:
        for _ in range(ATTEMPTS_ALONE):
            pool = self._started()
            try:
                return pool.submit(work, task).result()
            except BrokenProcessPool:
                self._forget(pool)
        return None

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(self._workers, mp_context=context, initializer=_prepare_worker)
        return self._pool

    def _forget(self, pool: ProcessPoolExecutor) -> None:
        """Leave a broken pool; another run may have started a new one meanwhile."""
        if self._pool is pool:
            self._pool = None


class RayEngine:
    """A Ray cluster, or Ray on this machine where no address is given (extra ``ray``)."""

    def __init__(self, workers: int | None = None, address: str | None = None) -> None:
        try:
            self._ray: Any = import_module("ray")
        except ImportError as error:
            raise InstallationError(
                "Ray is not installed", values=str(error), remedy="Install it with: pip install 'dragoman[ray]'"
            ) from error
        ray = self._ray
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # Ray tells its makers of each cluster unless told not to
        here = {} if address else {"num_cpus": workers, "include_dashboard": False, "_node_ip_address": LOOPBACK}
        try:
            ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR, **here)
        except (ConnectionError, RuntimeError, ValueError) as error:
            raise UsageError(
                "there is no such Ray cluster", values=f"{address}: {error}", remedy="Give the address of its head"
            ) from error
        self._workers = workers or max(1, int(ray.cluster_resources().get("CPU", 1)))

    def run(self, tasks: Iterable[Task], work: Callable[[Task], Result]) -> Iterator[tuple[Task, Result | None]]:
        """Each task with its result; Ray itself runs again what was lost with its process or machine."""
        remote = self._ray.remote(max_retries=ATTEMPTS_ALONE, num_cpus=1)(_called)
        waiting: dict[Any, Task] = {}
        for task in chain(tasks, [None]):
            if task is not None:
                waiting[remote.remote(work, task)] = task
            while waiting and (task is None or len(waiting) >= TASKS_PER_WORKER * self._workers):
                ready, _ = self._ray.wait(list(waiting), num_returns=1)
                for reference in ready:
                    yield waiting.pop(reference), self._result(reference)

    def close(self) -> None:
        """Leave the cluster; one that was started here ends."""
        self._ray.shutdown()

    def _result(self, reference: Any) -> Any:
        try:
            return self._ray.get(reference)
        except self._ray.exceptions.RayTaskError as error:
            cause = getattr(error, "cause", None)
            raise cause if isinstance(cause, DragomanError) else error from None
        except self._ray.exceptions.RayError:  # its process or machine was lost, as often as it was tried
            return None


def _called(work: Callable[[Task], Result], task: Task) -> Result:
    return work(task)


def _prepare_worker() -> None:
    """Die with the driver: at Ctrl-C at once, and also when it was killed, or this would wait for work for ever."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
