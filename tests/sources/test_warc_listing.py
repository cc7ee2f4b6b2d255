"""Listings of WARC files: their lines, the ranges they name, and files cut where records begin."""

import gzip
import json

import pytest

from dragoman.config import Limits
from dragoman.records import Failure, RawDocument
from dragoman.sources import open_sources
from dragoman.sources.warc_listing import WarcPiece, cut, open_listing, open_piece, read_listing
from tests.conftest import ROOT

ARCHIVE = ROOT / "examples/dispatches/crawl-2008-2024.warc.gz"
LIMITS = Limits()


def whole():
    return list(open_sources([str(ARCHIVE)], limits=LIMITS))


def listed(tmp_path, text, **options):
    path = tmp_path / "warc.paths"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return list(read_listing(str(path), limits=LIMITS, **options))


@pytest.mark.parametrize(
    ("line", "piece"),
    [
        ("/a/b.warc.gz", WarcPiece(path="/a/b.warc.gz")),
        ("s3://bucket/b.warc.gz", WarcPiece(path="s3://bucket/b.warc.gz")),
        ("b.warc.gz", WarcPiece(path="s3://crawl/b.warc.gz")),
        ("b.warc.gz 10 20", WarcPiece(path="s3://crawl/b.warc.gz", offset=10, length=20)),
        ("b.warc.gz\t10\t20", WarcPiece(path="s3://crawl/b.warc.gz", offset=10, length=20)),
        ("a name with 3 blanks", WarcPiece(path="s3://crawl/a name with 3 blanks")),
        (
            '{"filename": "b.warc.gz", "offset": "10", "length": "20", "url": "x"}',
            WarcPiece(path="s3://crawl/b.warc.gz", offset=10, length=20),
        ),
    ],
)
def test_lines(tmp_path, line, piece):
    assert listed(tmp_path, f"# a comment\n\n{line}\r\n", base="s3://crawl/") == [piece]
    assert listed(tmp_path, gzip.compress(line.encode(), mtime=0), base="s3://crawl") == [piece]


@pytest.mark.parametrize(
    "line",
    [
        '{"filename": "b.warc.gz"}', '{"filename": 3, "offset": 1, "length": 2}', "{broken",
        '{"filename": "b", "offset": -1, "length": 2}', '{"filename": "b", "offset": 1, "length": 0}',
    ],
)  # fmt: skip
def test_a_line_that_makes_no_sense_costs_itself(tmp_path, line):
    failure, piece = listed(tmp_path, f"{line}\n/b.warc.gz")
    assert isinstance(failure, Failure)
    assert failure.source.endswith("warc.paths#1")
    assert piece == WarcPiece(path="/b.warc.gz")


def test_a_listing_that_is_not_there(tmp_path):
    (failure,) = read_listing(str(tmp_path / "none"), limits=LIMITS)
    assert (failure.stage, failure.error) == ("source", "UnreadableInput")


def test_relative_paths_stand_beside_the_listing(tmp_path):
    (tmp_path / "crawl.warc.gz").write_bytes(ARCHIVE.read_bytes())
    (tmp_path / "warc.paths").write_text("crawl.warc.gz\n")
    documents = list(open_listing(str(tmp_path / "warc.paths"), limits=LIMITS))
    assert [item.content for item in documents] == [item.content for item in whole()]


@pytest.mark.parametrize("records", [1, 2, 3, 6, 7, 100])
def test_cut_and_whole_are_the_same(records):
    pieces = cut(WarcPiece(path=str(ARCHIVE)), records=records)
    assert len(pieces) == -(-7 // records)
    assert [item for piece in pieces for item in open_piece(piece, limits=LIMITS)] == whole()


def test_a_range_is_named_after_its_place():
    piece = cut(WarcPiece(path=str(ARCHIVE)), records=1)[2]
    (document,) = open_piece(WarcPiece(path=piece.path, offset=piece.offset, length=piece.length), limits=LIMITS)
    assert document.source == f"{ARCHIVE}@{piece.offset}#1"
    assert document.content == whole()[1].content


def test_what_cannot_be_cut_is_one_piece(tmp_path):
    one_stream = tmp_path / "one.warc.gz"
    one_stream.write_bytes(gzip.compress(gzip.decompress(ARCHIVE.read_bytes()), mtime=0))
    (tmp_path / "lines.jsonl").write_text('{"text": "One."}\n{"text": "Two."}\n')
    for path in (one_stream, tmp_path / "lines.jsonl"):
        piece = WarcPiece(path=str(path))
        assert cut(piece, records=2) == (piece,)
        assert all(isinstance(item, RawDocument) for item in open_piece(piece, limits=LIMITS))


def test_an_archive_without_compression(tmp_path):
    plain = tmp_path / "plain.warc"
    plain.write_bytes(gzip.decompress(ARCHIVE.read_bytes()))
    pieces = cut(WarcPiece(path=str(plain)), records=2)
    assert len(pieces) == 4
    found = [item for piece in pieces for item in open_piece(piece, limits=LIMITS)]
    assert found == list(open_sources([str(plain)], limits=LIMITS))


def test_damage_costs_what_it_costs_in_the_whole_file(tmp_path):
    data = bytearray(ARCHIVE.read_bytes())
    data[3500:3600] = bytes(100)
    broken = tmp_path / "broken.warc.gz"
    broken.write_bytes(data)
    pieces = cut(WarcPiece(path=str(broken)), records=1)
    found = [item for piece in pieces for item in open_piece(piece, limits=LIMITS)]
    expected = list(open_sources([str(broken)], limits=LIMITS))
    assert [item.source for item in found] == [item.source for item in expected]
    assert any(isinstance(item, Failure) for item in found)


@pytest.mark.parametrize(("offset", "length"), [(10**9, 10), (0, 10**9)])
def test_a_range_that_is_not_in_the_file(offset, length):
    *_, failure = open_piece(WarcPiece(path=str(ARCHIVE), offset=offset, length=length), limits=LIMITS)
    assert "instead of" in failure.reason


def test_a_limit_on_a_piece():
    (failure,) = open_piece(WarcPiece(path=str(ARCHIVE)), limits=Limits(max_archive_bytes=100))
    assert failure.error == "RefusedInput"


def test_the_command_reads_a_listing(tmp_path):
    from dragoman import cli

    (tmp_path / "warc.paths").write_text(json.dumps({"filename": "missing.warc.gz", "offset": 0, "length": 9}))
    record = ["--record", str(tmp_path / "r.db")]
    assert cli.run(["read", "--warc-paths", str(tmp_path / "warc.paths"), *record]) == 1
    for wrong in (["read"], ["read", str(tmp_path), "--warc-base", "s3://x/"]):
        with pytest.raises(SystemExit, match="2"):
            cli.run([*wrong, *record])
