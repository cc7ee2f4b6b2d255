"""Trees of decisions on disk: what they answer, and what is refused."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from dragoman.errors import InstallationError
from dragoman.events.ballots import NAMES
from dragoman.language.network import FOLDER
from dragoman.language.scorer import Scorer


def rows(number: int) -> np.ndarray:
    return np.random.default_rng(7).normal(size=(number, len(NAMES))).astype(np.float32)


def test_a_row_is_scored_alike_in_any_company() -> None:
    scorer, given = Scorer.load("sides", NAMES), rows(64)
    together = scorer(given)
    assert together.shape == (64, 2)
    assert ((together > 0) & (together < 1)).all()
    assert np.array_equal(together, np.concatenate([scorer(row[None]) for row in given]))


def test_what_is_not_known_has_a_branch_of_its_own() -> None:
    unknown = np.full((1, len(NAMES)), np.nan, dtype=np.float32)
    assert np.isfinite(Scorer.load("sides", NAMES)(unknown)).all()


def test_other_columns_are_refused() -> None:
    with pytest.raises(InstallationError, match="other columns"):
        Scorer.load("sides", NAMES[:-1])


def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    for name in ("sides.onnx", "sides.json"):
        shutil.copy(FOLDER / name, tmp_path / name)
    (tmp_path / "sides.onnx").write_bytes(b"trees")
    with pytest.raises(InstallationError):
        Scorer.load("sides", NAMES, tmp_path)
