"""Streams of bytes and compressed members: what is looked at is not lost, what is over a limit is not held."""

import gzip
import io
import os
import zlib

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import RefusedInput, UnreadableInput
from dragoman.sources.compression import Damage, inflate, inflate_whole
from dragoman.sources.streams import CHUNK_BYTES, ByteStream, file_chunks

FRAME = zstandard.ZstdCompressor().compress


def chunked(data: bytes, size: int) -> list[bytes]:
    return [data[n : n + size] for n in range(0, len(data), size)]


def outcome(data: bytes, kind: str, *, size: int = 64, ratio: int = 200) -> tuple[bytes, int]:
    """The inflated bytes and the number of damages."""
    pieces = list(inflate(chunked(data, size), kind, max_ratio=ratio))  # type: ignore[arg-type]
    return b"".join(p for p in pieces if isinstance(p, bytes)), sum(isinstance(p, Damage) for p in pieces)


@given(st.binary(max_size=300), st.integers(1, 50), st.lists(st.integers(0, 400), max_size=4))
def test_looking_ahead_takes_nothing_away(data: bytes, size: int, looks: list[int]) -> None:
    stream = ByteStream(chunked(data, size))
    for count in looks:
        assert stream.peek(count) == data[:count]
    assert b"".join(stream.chunks()) == data


@given(st.lists(st.binary(max_size=30).filter(lambda b: b"\n" not in b), max_size=8), st.integers(1, 9))
def test_lines_are_those_of_the_whole(lines: list[bytes], size: int) -> None:
    data = b"\n".join(lines)
    expected = data.split(b"\n")
    if expected[-1] == b"":
        expected.pop()
    assert list(ByteStream(chunked(data, size)).lines(100)) == expected


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", []),
        (b"\n", [b""]),
        (b"ab\n\ncd", [b"ab", b"", b"cd"]),
        (b"abcde\nf", [b"abcde", b"f"]),
        (b"abcdef\ng", [None, b"g"]),
        (b"abcdefghijkl", [None]),
        (b"a\r\nb", [b"a\r", b"b"]),
    ],
)
@pytest.mark.parametrize("size", [1, 2, 5, 100])
def test_a_line_over_the_limit_is_only_counted(data: bytes, found: list[bytes | None], size: int) -> None:
    assert list(ByteStream(chunked(data, size)).lines(5)) == found


def test_the_first_line_is_looked_at_up_to_the_limit() -> None:
    long = b"a" * (3 * CHUNK_BYTES)
    assert ByteStream(chunked(long + b"\nb", 1000)).peek_line(10 * CHUNK_BYTES) == long
    assert len(ByteStream(chunked(long, 1000)).peek_line(CHUNK_BYTES)) == CHUNK_BYTES
    assert ByteStream([]).peek_line(10) == b""


def test_reading_whole_stops_at_the_limit() -> None:
    taken = []

    def endless():
        while True:
            taken.append(1)
            yield b"a" * 10

    with pytest.raises(RefusedInput, match="more than 95 bytes"):
        ByteStream(endless()).read(95)
    assert len(taken) == 10
    assert ByteStream([b"a" * 95]).read(95) == b"a" * 95


def test_an_error_further_on_comes_after_what_was_looked_at() -> None:
    def torn():
        yield b"good"
        raise UnreadableInput("torn")

    stream = ByteStream(torn())
    assert stream.peek(100) == b"good"
    chunks = stream.chunks()
    assert next(chunks) == b"good"
    with pytest.raises(UnreadableInput, match="torn"):
        next(chunks)


def test_a_file_that_grows_past_the_limit_and_a_disk_that_fails() -> None:
    class Failing(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            raise OSError(5, "Input/output error")

    with pytest.raises(RefusedInput, match="a file is too large: more than 9 bytes"):
        list(file_chunks(io.BytesIO(b"a" * 10), 9))
    assert list(file_chunks(io.BytesIO(b"a" * 9), 9)) == [b"a" * 9]
    with pytest.raises(UnreadableInput, match="after 0 bytes: Input/output error"):
        list(file_chunks(Failing(), 9))  # type: ignore[arg-type]


@given(st.lists(st.binary(max_size=200), max_size=5), st.integers(1, 80), st.sampled_from(["gzip", "zstd"]))
def test_members_one_after_the_other_inflate_to_their_contents(parts: list[bytes], size: int, kind: str) -> None:
    pack = gzip.compress if kind == "gzip" else FRAME
    data = b"".join(pack(part) for part in parts)
    assert outcome(data, kind, size=size) == (b"".join(parts), 0)


@pytest.mark.parametrize(
    ("data", "kind", "expected"),
    [
        (gzip.compress(b"one", mtime=0) + b"\0" * 40 + gzip.compress(b"two", mtime=0), "gzip", (b"onetwo", 0)),
        (gzip.compress(b"one", mtime=0) + b"\0" * 40, "gzip", (b"one", 0)),
        (gzip.compress(b"one", mtime=0) + b"junk", "gzip", (b"one", 1)),
        (gzip.compress(b"one", mtime=0) + b"\x1f\x8b", "gzip", (b"one", 1)),
        (gzip.compress(b"one", mtime=0) + b"junk" + gzip.compress(b"two", mtime=0), "gzip", (b"onetwo", 1)),
        (b"junk" * 500 + gzip.compress(b"two", mtime=0), "gzip", (b"two", 1)),
        (FRAME(b"one") + b"junk" + FRAME(b"two"), "zstd", (b"onetwo", 1)),
        (b"", "gzip", (b"", 0)),
        (b"no", "zstd", (b"", 1)),
    ],
)
@pytest.mark.parametrize("size", [1, 7, 1000])
def test_damage_is_told_and_the_next_member_found(
    data: bytes, kind: str, expected: tuple[bytes, int], size: int
) -> None:
    assert outcome(data, kind, size=size) == expected


def test_a_wrong_checksum_gives_none_of_its_member() -> None:
    bad = bytearray(gzip.compress(b"one two three", mtime=0))
    bad[-6] ^= 1
    assert outcome(bytes(bad) + gzip.compress(b"next", mtime=0), "gzip") == (b"next", 1)


def test_a_member_cut_short_gives_what_there_is() -> None:
    words = os.urandom(3000).hex().encode()
    found, damages = outcome(gzip.compress(words, mtime=0)[:-400], "gzip")
    assert damages == 1
    assert words.startswith(found)
    assert len(found) > 3000


@pytest.mark.parametrize("kind", ["gzip", "zstd"])
def test_the_ratio_counts_from_a_megabyte_on(kind: str) -> None:
    pack = gzip.compress if kind == "gzip" else FRAME
    assert outcome(pack(b"a" * 900_000), kind, ratio=2)[0] == b"a" * 900_000
    with pytest.raises(RefusedInput, match="inflate too much"):
        outcome(pack(b"a" * 2_000_000), kind, ratio=2)


def test_what_must_be_whole_is_refused_where_it_is_not() -> None:
    assert b"".join(inflate_whole([gzip.compress(b"abc", mtime=0)], "gzip", max_ratio=9)) == b"abc"
    with pytest.raises(UnreadableInput, match="gzip data are damaged"):
        list(inflate_whole([gzip.compress(b"abc", mtime=0)[:-3]], "gzip", max_ratio=9))


def test_deflate_bits_of_another_kind_are_damage_and_no_crash() -> None:
    assert outcome(b"\x1f\x8b\x08\x00" + b"\xff" * 60, "gzip") == (b"", 1)
    assert outcome(b"\x28\xb5\x2f\xfd" + b"\xff" * 60, "zstd")[1] == 1
    assert zlib.MAX_WBITS == 15
