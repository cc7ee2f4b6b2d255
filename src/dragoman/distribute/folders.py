"""The folder that shards are written to: on this machine, or elsewhere through fsspec.

A file is there whole or not at all. Here it is written aside, flushed to the disk and renamed; an object store puts
an object in one piece by itself.
"""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from dragoman.errors import RecordNotWritable
from dragoman.sources.storage import filesystem, is_remote, read_range

_ASIDE = ".part"


class Folder(Protocol):
    """Files by their paths within a folder, ``events/shard-1f.parquet``."""

    @property
    def name(self) -> str:
        """Path or URL."""

    def url(self, path: str) -> str:
        """Path or URL of a file in it."""

    def exists(self, path: str) -> bool:
        """Whether there is such a file."""

    def names(self, under: str) -> list[str]:
        """The names of the files in a folder within it, sorted; none where there is no such folder."""

    def write(self, path: str, data: bytes) -> None:
        """Write a file, whole and for good when this returns.

        Raises:
            RecordNotWritable: full disk, missing rights, no connection; no part of the file is left.
        """

    def remove(self, path: str) -> None:
        """Remove a file, if it is there."""


def open_folder(name: str) -> Folder:
    """The folder of that path or URL, which is made when something is written.

    Raises:
        InstallationError, UsageError: as ``sources.storage.filesystem``.
    """
    return _RemoteFolder(name) if is_remote(name) else _LocalFolder(Path(name))


def read_file(folder: Folder, path: str) -> bytes:
    """The bytes of a file.

    Raises:
        UnreadableInput: it cannot be read.
    """
    return b"".join(read_range(folder.url(path)))


class _LocalFolder:
    def __init__(self, root: Path) -> None:
        self._root = root

    @property
    def name(self) -> str:
        return str(self._root)

    def url(self, path: str) -> str:
        return str(self._root / path)

    def exists(self, path: str) -> bool:
        return (self._root / path).is_file()

    def names(self, under: str) -> list[str]:
        folder = self._root / under
        return sorted(item.name for item in folder.iterdir() if item.is_file()) if folder.is_dir() else []

    def write(self, path: str, data: bytes) -> None:
        whole = self._root / path
        # Two who write the same file at once, as engines that retry may, must not write into each other's.
        aside = whole.with_name(f".{whole.name}.{socket.gethostname()}.{os.getpid()}{_ASIDE}")
        with _errors_of(str(whole)):
            whole.parent.mkdir(parents=True, exist_ok=True)
            try:
                with aside.open("wb") as stream:
                    stream.write(data)
                    stream.flush()
                    os.fsync(stream.fileno())
                aside.replace(whole)
            finally:
                aside.unlink(missing_ok=True)
            _sync_folder(whole.parent)

    def remove(self, path: str) -> None:
        with _errors_of(self.url(path)):
            (self._root / path).unlink(missing_ok=True)


class _RemoteFolder:
    def __init__(self, url: str) -> None:
        self._url = url.rstrip("/")
        self._system, self._path = filesystem(self._url)

    @property
    def name(self) -> str:
        return self._url

    def url(self, path: str) -> str:
        return f"{self._url}/{path}"

    def exists(self, path: str) -> bool:
        with _errors_of(self.url(path)):
            return bool(self._system.isfile(f"{self._path}/{path}"))

    def names(self, under: str) -> list[str]:
        with _errors_of(self.url(under)):
            self._system.invalidate_cache()
            found = self._system.find(f"{self._path}/{under}", maxdepth=1)
            return sorted(str(name).rsplit("/", 1)[-1] for name in found)

    def write(self, path: str, data: bytes) -> None:
        with _errors_of(self.url(path)):
            self._system.pipe_file(f"{self._path}/{path}", data)

    def remove(self, path: str) -> None:
        with _errors_of(self.url(path)):
            if self._system.isfile(f"{self._path}/{path}"):
                self._system.rm_file(f"{self._path}/{path}")


def leftovers(folder: Folder, under: str, finished: frozenset[str]) -> list[str]:
    """The files that writers of finished shards left aside when they were killed."""
    asides = [name for name in folder.names(under) if name.startswith(".") and name.endswith(_ASIDE)]
    return [f"{under}/{name}" for name in asides if name[1:].split(".", 1)[0] in finished]


def _sync_folder(folder: Path) -> None:
    """Flush the folder's list of names, without which a rename may be lost with the power (POSIX systems)."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _errors_of(name: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise RecordNotWritable(
            "a file of the folder of shards cannot be written",
            values=f"{name}: {error.strerror or error or type(error).__name__}",
            remedy="Make room, or check rights and connection; the same command then goes on from here",
        ) from error
