"""Bytes by name, here or elsewhere: paths, and URLs such as ``s3://bucket/key`` through fsspec (extra ``remote``).

Who may read a bucket is settled where its own tools settle it: environment, profile, role. Nothing of it passes here.
"""

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from dragoman.errors import InstallationError, UnreachableInput, UnreadableInput, UsageError
from dragoman.sources.streams import CHUNK_BYTES

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,30}://")  # two letters at least: "c:" is a drive
_GLOB_SIGNS = frozenset("*?[")
_AT_ONCE_BYTES = 1 << 25  # a range up to this size is one request; a longer one is read block by block


def is_remote(name: str) -> bool:
    """Whether a name is a URL and not a path."""
    return _URL.match(name) is not None


def filesystem(url: str) -> tuple[Any, str]:
    """The fsspec file system that a URL means, and the path in it.

    Raises:
        InstallationError: fsspec, or what it needs for this kind of URL, is not installed.
        UsageError: there is no such kind of URL.
    """
    try:
        import fsspec

        system, path = fsspec.core.url_to_fs(url)
    except ImportError as error:
        raise InstallationError(
            "files elsewhere need another package",
            values=f"{url}: {error}",
            remedy="Install it with: pip install 'dragoman[remote]'",
        ) from error
    except ValueError as error:
        raise UsageError("no such kind of place", values=f"{url}: {error}", remedy="Use a path or s3://") from error
    return system, str(path)


def files_at(url: str) -> list[str]:
    """The URLs of the files that a URL means (a file, what is in a folder, a pattern), sorted.

    Raises:
        UnreadableInput: there is none, or the place cannot be reached.
        InstallationError, UsageError: as ``filesystem``.
    """
    system, path = filesystem(url)
    with reading(url):
        urls = sorted(system.unstrip_protocol(name) for name in _found(system, path))
    if not urls:
        raise UnreadableInput("no such file or folder", values=url, remedy="Check the address and the rights to it")
    return urls


def _found(system: Any, path: str) -> list[str]:
    if _GLOB_SIGNS & set(path):
        return list(system.glob(path))
    return [path] if system.isfile(path) else list(system.find(path))


def read_range(name: str, offset: int = 0, length: int | None = None) -> Iterator[bytes]:
    """The bytes of a file from ``offset`` on, ``length`` of them or all there are, in chunks.

    Raises:
        UnreadableInput: it cannot be opened or read, or ends before the range does.
        InstallationError, UsageError: as ``filesystem``.
    """
    given = 0
    with reading(name):
        for chunk in _elsewhere(name, offset, length) if is_remote(name) else _here(Path(name), offset, length):
            given += len(chunk)
            if length is not None and given > length:  # a web server that is deaf to ranges sends the whole file
                break
            yield chunk
    if length is not None and given != length:
        raise UnreadableInput(
            "a range of a file cannot be read",
            values=f"{name}: {given} bytes from {offset} instead of {length}",
            remedy="Check offset and length; a web server must answer requests for ranges",
        )


def open_at(name: str) -> BinaryIO:
    """Open a file for reading from its beginning; the caller closes it.

    Raises:
        UnreadableInput, InstallationError, UsageError: as ``read_range``.
    """
    with reading(name):
        if not is_remote(name):
            return Path(name).open("rb")
        system, path = filesystem(name)
        handle: BinaryIO = system.open(path, "rb")
        return handle


@contextlib.contextmanager
def reading(name: str) -> Iterator[None]:
    """Raise what goes wrong with a file as ours, with its name and what to do."""
    try:
        yield
    except OSError as error:
        lasting = not is_remote(name) or isinstance(error, (FileNotFoundError, PermissionError, IsADirectoryError))
        raise (UnreadableInput if lasting else UnreachableInput)(
            "a file cannot be read",
            values=f"{name}: {error.strerror or error or type(error).__name__}",
            remedy="Check that it exists, its rights, and the way to it",
        ) from error


def _here(path: Path, offset: int, length: int | None) -> Iterator[bytes]:
    with path.open("rb") as handle:
        handle.seek(offset)
        yield from _blocks(handle, length)


def _elsewhere(url: str, offset: int, length: int | None) -> Iterator[bytes]:
    system, path = filesystem(url)
    if length is not None and length <= _AT_ONCE_BYTES:
        yield system.cat_file(path, start=offset, end=offset + length)
        return
    with system.open(path, "rb") as handle:
        handle.seek(offset)
        yield from _blocks(handle, length)


def _blocks(handle: BinaryIO, length: int | None) -> Iterator[bytes]:
    left = length
    while chunk := handle.read(CHUNK_BYTES if left is None else min(CHUNK_BYTES, left)):
        left = None if left is None else left - len(chunk)
        yield chunk
