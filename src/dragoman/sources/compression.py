"""Gzip and Zstandard, inflated piece by piece under a limit of ratio, going on behind damage.

Compressed bytes are fed 1,024 at a time, so one call inflates to 32 MB at the worst (Zstandard repeats a byte up
to 128 KiB from 4 bytes; deflate 1,032 to 1). After damage the next member (RFC 1952) or frame (RFC 8878) is looked for
by its magic number.
"""

import zlib
from collections.abc import Generator, Iterable, Iterator
from typing import Literal, Protocol

import zstandard

from dragoman.errors import RefusedInput, UnreadableInput
from dragoman.records import Record

Compression = Literal["gzip", "zstd"]

MAGIC: dict[Compression, bytes] = {"gzip": b"\x1f\x8b\x08", "zstd": b"\x28\xb5\x2f\xfd"}
_PIECE_BYTES = 1024
_MAX_WINDOW_BYTES = 1 << 27  # what the zstd command itself accepts by default
RATIO_FROM_BYTES = 1_000_000  # below this a high ratio costs nothing
_HELD_BYTES = 4_000_000  # a member's output is held back until its checksum is seen, up to this size


class Damage(Record, frozen=True, kw_only=True):
    """Bytes that could not be inflated; what follows comes from a later member."""

    reason: str


class _Decoder(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, /) -> bytes: ...


def inflate(chunks: Iterable[bytes], kind: Compression, *, max_ratio: int) -> Iterator[bytes | Damage]:
    """Inflated bytes, with a ``Damage`` where some are lost.

    Raises:
        RefusedInput: the data inflate more than ``max_ratio`` times.
    """
    pump = _Pump(kind, max_ratio)
    for chunk in chunks:
        for at in range(0, len(chunk), _PIECE_BYTES):
            yield from pump.feed(chunk[at : at + _PIECE_BYTES])
    yield from pump.finish()


def inflate_whole(chunks: Iterable[bytes], kind: Compression, *, max_ratio: int) -> Iterator[bytes]:
    """Inflated bytes of what must be undamaged.

    Raises:
        UnreadableInput: the data are damaged or end early.
        RefusedInput: they inflate more than ``max_ratio`` times.
    """
    for piece in inflate(chunks, kind, max_ratio=max_ratio):
        if isinstance(piece, Damage):
            raise UnreadableInput(
                f"{kind} data are damaged", values=piece.reason, remedy="Fetch or compress the file again"
            )
        yield piece


class _Pump:
    """Feeds compressed bytes to decoders, one per member."""

    def __init__(self, kind: Compression, max_ratio: int) -> None:
        self._kind = kind
        self._max_ratio = max_ratio
        self._decoder: _Decoder | None = None  # None: between members
        self._seeking = False  # after damage, until a member starts
        self._carry = b""  # bytes not yet given to a decoder
        self._held: list[bytes] = []
        self._held_bytes = 0
        self._streaming = False  # this member is too long to hold
        self._taken = 0
        self._given = 0

    def feed(self, piece: bytes) -> Iterator[bytes | Damage]:
        """Take compressed bytes; give what they inflate to."""
        self._taken += len(piece)
        data = self._carry + piece
        self._carry = b""
        while data:
            if self._decoder is None:
                data, damage = self._start(data)
                if damage:
                    yield damage
                if self._decoder is None:
                    self._carry = data
                    return
            data = yield from self._decode(self._decoder, data)

    def finish(self) -> Iterator[bytes | Damage]:
        """Give what is held; say so if a member was cut short."""
        if self._decoder is not None:
            yield from self._release()
            yield Damage(reason=f"the data end inside a {self._kind} member, after {self._taken} bytes")
        elif self._carry.strip(b"\0") and not self._seeking:
            yield Damage(reason=f"{len(self._carry)} bytes after the last {self._kind} member are not {self._kind}")

    def _start(self, data: bytes) -> tuple[bytes, Damage | None]:
        """Begin a member at the front of ``data``, or at the next magic number after damage."""
        magic = MAGIC[self._kind]
        if not self._seeking:
            data = data.lstrip(b"\0")  # gzip allows padding between members
        if data.startswith(magic):
            self._decoder = _new_decoder(self._kind)
            self._seeking = self._streaming = False
            return data, None
        if not self._seeking and magic.startswith(data[: len(magic)]):
            return data, None  # perhaps a magic number cut in two
        at = data.find(magic)
        damage = None if self._seeking else Damage(reason=f"no {self._kind} member at byte {self._taken - len(data)}")
        self._seeking = True
        if at < 0:
            return data[-(len(magic) - 1) :], damage
        self._decoder = _new_decoder(self._kind)
        self._seeking = self._streaming = False
        return data[at:], damage

    def _decode(self, decoder: _Decoder, data: bytes) -> Generator[bytes | Damage, None, bytes]:
        """Decode ``data``; the generator's value is what is left of it for the next member."""
        try:
            out = decoder.decompress(data)
        except (zlib.error, zstandard.ZstdError) as error:
            if "check" in str(error):  # a checksum: what is held may be wrong, so none of it is given
                self._held.clear()
            yield from self._release()
            yield Damage(reason=f"{self._kind} error near byte {self._taken}: {error}")
            self._decoder = None
            self._seeking = True
            return data[1:]
        self._hold(out)
        if decoder.eof:
            self._decoder = None
            yield from self._release()
            return decoder.unused_data
        if self._streaming or self._held_bytes > _HELD_BYTES:
            self._streaming = True
            yield from self._release()
        return b""

    def _hold(self, out: bytes) -> None:
        self._held.append(out)
        self._held_bytes += len(out)
        self._given += len(out)
        if self._given > max(RATIO_FROM_BYTES, self._max_ratio * self._taken):
            raise RefusedInput(
                "compressed data inflate too much",
                values=f"{self._taken} bytes to {self._given}, more than {self._max_ratio} times",
                remedy="This is what a decompression bomb looks like; inflate it yourself if you trust it",
            )

    def _release(self) -> Iterator[bytes]:
        held = b"".join(self._held)
        self._held.clear()
        self._held_bytes = 0
        if held:
            yield held


def _new_decoder(kind: Compression) -> _Decoder:
    if kind == "gzip":
        return zlib.decompressobj(wbits=31)
    decoder: _Decoder = zstandard.ZstdDecompressor(max_window_size=_MAX_WINDOW_BYTES).decompressobj()
    return decoder
