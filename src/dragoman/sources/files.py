"""From what the caller names to the files it means: files, folders, globs, "-" for standard input.

Only regular files are opened: a FIFO or a device could block or never end. Folders are walked in sorted order;
files and folders whose name starts with a dot are left out, as the shell leaves them out.
"""

import glob
import os
import re
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from dragoman.errors import InputError, RefusedInput, UnreadableInput
from dragoman.records import Failure, Record
from dragoman.sources.failures import source_failure
from dragoman.sources.storage import files_at, is_remote

STDIN = "<stdin>"
_WEB = re.compile(r"https?://", re.IGNORECASE)  # pages, not storage
_GLOB_SIGNS = frozenset("*?[")


class InputFile(Record, frozen=True, kw_only=True):
    """One input to open. Neither path nor URL is given for standard input."""

    source: str  # the name it goes by, in POSIX form
    path: Path | None = None
    url: str | None = None  # where it lies elsewhere: s3://bucket/key


def expand(paths: Sequence[str]) -> Iterator[InputFile | Failure]:
    """Every file that ``paths`` mean, each once, in the order given and sorted within folders and globs."""
    seen: set[str] = set()
    for given in paths:
        for found in _expand_one(given):
            if found.source not in seen:
                seen.add(found.source)
                yield found


def _expand_one(given: str) -> Iterator[InputFile | Failure]:
    if given == "-":
        yield InputFile(source=STDIN)
        return
    if _WEB.match(given):
        yield source_failure(given, _page(given))
        return
    if is_remote(given):
        yield from _elsewhere(given)
        return
    path = Path(given)
    if _is_there(path):
        yield from _visit(path, ancestors=frozenset())
    elif _GLOB_SIGNS & set(given):
        yield from _matches(given)
    else:
        yield source_failure(path.as_posix(), _missing(given))


def _elsewhere(url: str) -> Iterator[InputFile | Failure]:
    try:
        found = files_at(url)
    except InputError as error:
        yield source_failure(url, error)
    else:
        yield from (InputFile(source=name, url=name) for name in found)


def _is_there(path: Path) -> bool:
    """Whether the name exists, as a link that leads nowhere does; a name no file system takes does not."""
    try:
        return os.path.lexists(path)
    except ValueError:
        return False


def _matches(pattern: str) -> Iterator[InputFile | Failure]:
    found = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207 - Path.glob takes no absolute pattern
    if not found:
        yield source_failure(Path(pattern).as_posix(), _missing(pattern))
    for name in found:
        if not (Path(name).is_dir() and "**" in pattern):  # ** has listed what is in the folder already
            yield from _visit(Path(name), ancestors=frozenset())


def _visit(path: Path, ancestors: frozenset[tuple[int, int]]) -> Iterator[InputFile | Failure]:
    """``path`` itself, or what is in it; ``ancestors`` are the (device, inode) of the folders above."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            yield from _walk(path, status, ancestors)
            return
        _refuse_special(path, status.st_mode)
    except OSError as error:
        yield source_failure(path.as_posix(), _unreadable(path, error))
    except InputError as error:
        yield source_failure(path.as_posix(), error)
    else:
        yield InputFile(source=path.as_posix(), path=path)


def _walk(folder: Path, status: os.stat_result, ancestors: frozenset[tuple[int, int]]) -> Iterator[InputFile | Failure]:
    identity = (status.st_dev, status.st_ino)
    if identity in ancestors:
        raise RefusedInput(
            "a folder holds itself through a symbolic link",
            values=str(folder),
            remedy="Remove the link, or name its target",
        )
    for child in sorted(folder.iterdir()):
        if not child.name.startswith("."):
            yield from _visit(child, ancestors | {identity})


def _refuse_special(path: Path, mode: int) -> None:
    if not stat.S_ISREG(mode):
        kinds = {stat.S_IFIFO: "a FIFO", stat.S_IFCHR: "a device", stat.S_IFBLK: "a device", stat.S_IFSOCK: "a socket"}
        raise RefusedInput(
            "not a regular file",
            values=f"{path} is {kinds.get(stat.S_IFMT(mode), 'something else')}",
            remedy="Name a file or a folder; use - to read standard input",
        )


def _missing(given: str) -> UnreadableInput:
    return UnreadableInput("no such file or folder", values=repr(given), remedy="Check the spelling and the folder")


def _page(given: str) -> RefusedInput:
    return RefusedInput(
        "a page on the web is read into a record only", values=given, remedy="dragoman read URL --record FILE"
    )


def _unreadable(path: Path, error: OSError) -> UnreadableInput:
    reason = error.strerror or type(error).__name__
    return UnreadableInput(
        "a file cannot be opened", values=f"{path}: {reason}", remedy="Check that it exists and its rights"
    )
