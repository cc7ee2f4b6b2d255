"""Bytes by name: ranges of files here, in memory, and behind a web server of this machine."""

import http.server
import threading

import pytest

from dragoman.config import Limits
from dragoman.errors import UnreadableInput
from dragoman.sources import open_sources
from dragoman.sources.storage import files_at, is_remote, open_at, read_range
from dragoman.sources.warc_listing import open_listing
from tests.conftest import ROOT

ARCHIVE = ROOT / "examples/dispatches/crawl-2008-2024.warc.gz"
DATA = bytes(range(256)) * 500


class Handler(http.server.BaseHTTPRequestHandler):
    """Serves one archive; ``/deaf`` is deaf to ranges."""

    def do_HEAD(self):
        self._answer(200, ARCHIVE.read_bytes(), send=False)

    def do_GET(self):
        data, asked = ARCHIVE.read_bytes(), self.headers.get("Range")
        if asked and not self.path.startswith("/deaf"):
            first, last = asked.removeprefix("bytes=").split("-")
            self._answer(206, data[int(first) : int(last) + 1 if last else None])
        else:
            self._answer(200, data)

    def _answer(self, status, data, *, send=True):
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Accept-Ranges", "bytes")
        self.end_headers()
        if send:
            self.wfile.write(data)

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def web():
    pytest.importorskip("aiohttp", reason="aiohttp is not installed (extra remote)")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(params=["here", "memory"])
def name(request, tmp_path):
    if request.param == "memory":
        fsspec = pytest.importorskip("fsspec", reason="fsspec is not installed (extra remote)")
        fsspec.filesystem("memory").pipe_file(f"/{tmp_path.name}/data", DATA)
        return f"memory://{tmp_path.name}/data"
    (tmp_path / "data").write_bytes(DATA)
    return str(tmp_path / "data")


@pytest.mark.parametrize(("name_", "remote"), [("s3://b/k", True), ("a/b", False), ("c:/x", False), ("/a://b", False)])
def test_what_is_elsewhere(name_, remote):
    assert is_remote(name_) is remote


@pytest.mark.parametrize(("offset", "length"), [(0, None), (5, 10), (100_000, 20_000), (128_000, 0), (7, None)])
def test_ranges(name, offset, length):
    end = None if length is None else offset + length
    assert b"".join(read_range(name, offset, length)) == DATA[offset:end]


def test_long_ranges_are_read_block_by_block(name, monkeypatch):
    monkeypatch.setattr("dragoman.sources.storage._AT_ONCE_BYTES", 10)
    assert b"".join(read_range(name, 3, 70_000)) == DATA[3:70_003]


@pytest.mark.parametrize("length", [128_001, 10**9])
def test_a_file_that_ends_too_soon(name, length):
    with pytest.raises(UnreadableInput, match="instead of"):
        b"".join(read_range(name, 0, length))


@pytest.mark.parametrize("missing", ["/no/such/file", "memory://no/such/file"])
def test_a_file_that_is_not_there(missing):
    pytest.importorskip("fsspec")
    with pytest.raises(UnreadableInput, match="no/such/file"):
        list(read_range(missing))
    with pytest.raises(UnreadableInput):
        open_at(missing)


def test_files_of_a_folder_a_pattern_and_a_name():
    fsspec = pytest.importorskip("fsspec")
    memory = fsspec.filesystem("memory")
    for path in ("/shelf/b.txt", "/shelf/a.txt", "/shelf/deep/c.html"):
        memory.pipe_file(path, b"A text.")
    names = {pattern: files_at(f"memory://shelf{pattern}") for pattern in ("", "/*.txt", "/a.txt")}
    assert [len(found) for found in names.values()] == [3, 2, 1]
    assert names[""] == sorted(names[""])
    with pytest.raises(UnreadableInput):
        files_at("memory://shelf/none*")
    found = list(open_sources(["memory://shelf/*.txt", "memory://shelf/gone"], limits=Limits()))
    assert [type(item).__name__ for item in found] == ["RawDocument", "RawDocument", "Failure"]


def test_ranges_over_the_web(web, tmp_path):
    (tmp_path / "warc.paths").write_text(f"{web}/crawl.warc.gz 1772 1531\n{web}/crawl.warc.gz\n{web}/deaf 1772 1531\n")
    documents = list(open_listing(str(tmp_path / "warc.paths"), limits=Limits()))
    whole = list(open_sources([str(ARCHIVE)], limits=Limits()))
    assert [item.content for item in documents[:-1]] == [whole[1].content, *(item.content for item in whole)]
    assert documents[0].source == f"{web}/crawl.warc.gz@1772#1"
    assert "a web server must answer requests for ranges" in documents[-1].reason
