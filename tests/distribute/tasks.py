"""What test workers do; they import it afresh."""

import os
import signal
from functools import partial
from pathlib import Path

from dragoman.errors import RecordNotWritable

DEADLY = 13


def double(task):
    return 2 * task


def die_at(task):
    """Kill the worker at one task, each time."""
    if task == DEADLY:
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * task


def die_once(task, *, folder):
    """Kill the worker the first time that a task is tried."""
    mark = Path(folder) / str(task)
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * task


def refuse(task):
    raise RecordNotWritable("a disk is full", values=str(task))


def dying_once(folder):
    return partial(die_once, folder=str(folder))
