"""Putting another file in a record's place: nobody may have it open, and what was there is kept beside it."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from dragoman.errors import RecordNotWritable

_LOGS = ("-wal", "-shm")  # what SQLite keeps beside a record; left beside another file they would be played into it
_WAIT_S = 1.0  # for another process to let go of a record


def aside_name(place: Path, mark: str) -> Path:
    """A name beside a file that nothing has yet: ``press.damaged.db``, ``press.damaged-2.db``."""
    number = 1
    while True:
        suffix = f".{mark}" if number == 1 else f".{mark}-{number}"
        name = place.with_name(f"{place.stem}{suffix}{place.suffix}")
        if not os.path.lexists(name):
            return name
        number += 1


def require_alone(place: Path) -> None:
    """Lock a record for ourselves alone, which folds its log into it; a broken file is left as it is.

    Raises:
        RecordNotWritable: another process has it open.
    """
    with closing(sqlite3.connect(place, timeout=_WAIT_S, isolation_level=None)) as connection:
        try:
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")  # else readers do not keep us out
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("ROLLBACK")
        except sqlite3.OperationalError as error:
            if str(getattr(error, "sqlite_errorname", "")).startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
                raise RecordNotWritable(
                    "another process has the record open", values=str(place), remedy="Stop it and try again"
                ) from error
        except sqlite3.DatabaseError:
            return


def put_in_place(fresh: Path, place: Path, *, mark: str) -> Path | None:
    """Move ``fresh`` to ``place`` and return where the file that was there is kept; ``None``: there was none.

    Raises:
        RecordNotWritable: the files cannot be moved.
    """
    try:
        kept = None
        if place.exists():
            kept = aside_name(place, mark)
            for log in _LOGS:
                beside = place.with_name(place.name + log)
                if beside.exists():
                    beside.rename(kept.with_name(kept.name + log))
            place.rename(kept)
        fresh.replace(place)
        sync_folder(place.parent)
    except OSError as error:
        raise RecordNotWritable(
            "a file cannot be put in place", values=f"{fresh} to {place}: {error.strerror}", remedy="Move it by hand"
        ) from error
    return kept


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on the disk before going on, where the system can."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        return
    finally:
        os.close(handle)
