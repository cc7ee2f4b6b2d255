"""Serving: when the address is told, somebody is there to be asked."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from dragoman.errors import UsageError
from dragoman.web.serve import _listening
from dragoman.web.terms import Terms


def test_who_asks_while_the_app_starts_is_not_turned_away(tmp_path: Path) -> None:
    with _listening(Terms(record=tmp_path / "h.db", port=0)) as listener:
        socket.create_connection(listener.getsockname(), timeout=5).close()


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    with _listening(Terms(record=tmp_path / "h.db", port=0)) as listener:
        port = listener.getsockname()[1]
        with pytest.raises(UsageError, match="cannot be served"):
            _listening(Terms(record=tmp_path / "h.db", port=port))


# What reads articles, compares them or draws for other programs: the first page needs none of it.
UNNEEDED = (
    "altair", "docx", "duckdb", "feedparser", "lxml", "numpy", "onnxruntime", "pyarrow", "rapidfuzz", "tokenizers",
    "vl_convert", "dragoman.article.extract", "dragoman.compare.update", "dragoman.entities.index",
    "dragoman.events.coder", "dragoman.ingest", "dragoman.pipeline",
)  # fmt: skip


@pytest.mark.parametrize("module", ["dragoman.api", "dragoman.web.app"])
def test_who_opens_a_record_does_not_wait_for_what_reads_articles(module: str) -> None:
    script = f"import sys, {module}; print(*(set({UNNEEDED!r}) & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert found.stdout.split() == []


@pytest.mark.slow
def test_the_first_page_is_timed(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from benchmarks.start import main

    assert main([str(record), "--tries", "1"]) == 0
    assert "best of 1" in capsys.readouterr().out
