"""Bytes that arrive in chunks: looked at before they are read, read whole under a limit, or read by lines."""

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from dragoman.errors import InputError, RefusedInput, UnreadableInput

CHUNK_BYTES = 1 << 16


class ByteStream:
    """Chunks of bytes with a look-ahead.

    The look-ahead is kept in memory, so callers bound it; nothing else is.
    """

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = iter(chunks)
        self._held = bytearray()

    def peek(self, count: int) -> bytes:
        """The first ``count`` bytes, or all there are, without reading past them."""
        while len(self._held) < count:
            try:
                chunk = next(self._chunks, None)
            except InputError as error:  # damage further on does not cost what stands before it
                self._chunks = _raising(error)
                break
            if chunk is None:
                break
            self._held += chunk
        return bytes(self._held[:count])

    def peek_line(self, limit: int) -> bytes:
        """The bytes up to the first newline, at most ``limit`` of them."""
        size = CHUNK_BYTES
        head = self.peek(size)
        while b"\n" not in head and len(head) == size and size < limit:
            size = min(2 * size, limit)
            head = self.peek(size)
        return head.split(b"\n", 1)[0]

    def chunks(self) -> Iterator[bytes]:
        """Every byte, in chunks."""
        if self._held:
            held = bytes(self._held)
            self._held.clear()
            yield held
        yield from self._chunks

    def read(self, limit: int) -> bytes:
        """Every byte.

        Raises:
            RefusedInput: there are more than ``limit`` bytes.
        """
        parts = bytearray()
        for chunk in self.chunks():
            parts += chunk
            if len(parts) > limit:
                raise RefusedInput(
                    "a document is too large", values=f"more than {limit} bytes", remedy="Split it or raise the limit"
                )
        return bytes(parts)

    def lines(self, limit: int) -> Iterator[bytes | None]:
        """The lines, without their newline; ``None`` stands for a line of more than ``limit`` bytes."""
        rest = bytearray()
        too_long = False
        for chunk in self.chunks():
            *whole, last = chunk.split(b"\n")
            for piece in whole:
                rest += piece
                yield None if too_long or len(rest) > limit else bytes(rest)
                rest.clear()
                too_long = False
            if not too_long:
                rest += last
                if len(rest) > limit:
                    too_long = True
                    rest.clear()
        if rest or too_long:
            yield None if too_long else bytes(rest)


def _raising(error: InputError) -> Iterator[bytes]:
    """A stream that has nothing more to give than an error."""
    raise error
    yield b""


def file_chunks(handle: BinaryIO, limit: int) -> Iterator[bytes]:
    """The bytes of an open file, at most ``limit`` of them.

    Raises:
        RefusedInput: the file goes on past the limit.
        UnreadableInput: the system cannot read it.
    """
    total = 0
    while True:
        try:
            chunk = handle.read(CHUNK_BYTES)
        except OSError as error:
            raise UnreadableInput(
                "reading failed", values=f"after {total} bytes: {error.strerror}", remedy="Check the disk and try again"
            ) from error
        if not chunk:
            return
        total += len(chunk)
        if total > limit:
            raise RefusedInput(
                "a file is too large", values=f"more than {limit} bytes", remedy="Split it or raise the limit"
            )
        yield chunk
