"""Boosted trees written as a graph answer as the trees they were written from."""

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("sklearn", reason="the training group is not installed")
pytest.importorskip("onnx", reason="the training group is not installed")

from dragoman.language.scorer import Scorer
from training.ensembles import learn, write

COLUMNS = ("a", "b", "c")


def sample(number: int) -> np.ndarray:
    drawn = np.random.default_rng(3).normal(size=(number, len(COLUMNS))).astype(np.float32)
    drawn[::7, 1] = np.nan
    return drawn


def test_the_graph_answers_as_the_trees_do(tmp_path: Path) -> None:
    rows = sample(2000)
    questions = [rows[:, 0] > 0.2, np.nan_to_num(rows[:, 1]) + rows[:, 2] > 0]
    models = [learn(rows, right) for right in questions]
    write(models, COLUMNS, tmp_path, "made")
    given = sample(300)
    answered = Scorer.load("made", COLUMNS, tmp_path)(given)
    wanted = np.column_stack([model.predict_proba(given)[:, 1] for model in models])
    assert np.allclose(answered, wanted, atol=1e-5)


def test_writing_twice_gives_the_same_file(tmp_path: Path) -> None:
    rows = sample(500)
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write([learn(rows, rows[:, 0] > 0)], COLUMNS, tmp_path / name, "made")
    assert (tmp_path / "one" / "made.onnx").read_bytes() == (tmp_path / "two" / "made.onnx").read_bytes()
