"""The files of networks: what is missing or damaged is told in three parts, whoever asks for it."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dragoman.errors import InstallationError
from dragoman.events.ballots import NAMES
from dragoman.language.model import Reader
from dragoman.language.network import FOLDER, described
from dragoman.language.pairs import PairReader
from dragoman.language.scorer import Scorer
from dragoman.language.vectors import SentenceVectors

DESCRIPTIONS: list[tuple[str, Callable[[Path], Any]]] = [
    ("labels.json", Reader.load),
    ("sides.json", lambda folder: Scorer.load("sides", NAMES, folder)),
    ("sentence.json", SentenceVectors.load),
    ("pair.json", lambda folder: PairReader.load(None, folder)),  # type: ignore[arg-type]  # it is not got to
]
BROKEN = [
    (None, "is missing"),
    (b"", "cannot be read as JSON"),
    (b'{"sha256": "ab', "cannot be read as JSON"),
    (b"\xff\xfe\xff", "cannot be read as JSON"),
    (b"[]", "does not describe a network"),
    (b'{"sha256": "ab"}', "does not describe a network"),
]


@pytest.mark.parametrize(("name", "load"), DESCRIPTIONS, ids=[name for name, _ in DESCRIPTIONS])
@pytest.mark.parametrize(("content", "what"), BROKEN, ids=[repr(content) for content, _ in BROKEN])
def test_a_description_that_is_missing_or_damaged_is_told_in_three_parts(
    tmp_path: Path, name: str, load: Callable[[Path], Any], content: bytes | None, what: str
) -> None:
    shutil.copy(FOLDER / "tokenizer.json", tmp_path)
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(InstallationError, match=what) as caught:
        load(tmp_path)
    assert str(tmp_path / name) in caught.value.values
    assert caught.value.remedy == "Install the package again"


def test_what_a_description_lacks_is_named(tmp_path: Path) -> None:
    (tmp_path / "trees.json").write_text('{"sha256": "ab", "name": "trees"}')
    assert described(tmp_path / "trees.json", "name") == {"sha256": "ab", "name": "trees"}
    with pytest.raises(InstallationError) as caught:
        described(tmp_path / "trees.json", "name", "columns", "version")
    assert "lacks columns, version" in caught.value.values


@pytest.mark.parametrize("module", ["dragoman.api", "dragoman.compare.current", "dragoman.events", "dragoman.ingest"])
def test_who_reads_a_record_alone_does_not_wait_for_networks(module: str) -> None:
    script = f"import sys, {module}; print(*({{'onnxruntime', 'tokenizers'}} & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert found.stdout.split() == []
