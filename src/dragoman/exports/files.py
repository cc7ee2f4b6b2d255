"""Writing files that are whole or not there."""

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple


class WrittenFile(NamedTuple):
    """What a file came to."""

    bytes: int
    sha256: str


def write_lines(lines: Iterable[bytes], out: str | Path | None) -> WrittenFile:
    """Write lines to a file, which takes its name when it is whole, or to standard output.

    Raises:
        OSError: it cannot be written.
    """
    digest, size = hashlib.sha256(), 0
    with _output(out) as stream:
        for line in lines:
            stream.write(line)
            digest.update(line)
            size += len(line)
    return WrittenFile(bytes=size, sha256=digest.hexdigest())


def file_of(path: Path) -> WrittenFile:
    """What a file that is there comes to."""
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return WrittenFile(bytes=path.stat().st_size, sha256=digest)


def is_special(path: Path) -> bool:
    """Whether it is a pipe or a device, which has no name to take and no neighbours."""
    return path.exists() and not path.is_file() and not path.is_dir()


@contextmanager
def _output(out: str | Path | None) -> Iterator[BinaryIO]:
    """Standard output, or a file that takes its name only when it is whole."""
    if out is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    path = Path(out)
    if path.exists() and not path.is_file():
        with path.open("wb") as stream:
            yield stream
        return
    aside = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with aside.open("wb") as stream:
            yield stream
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
