"""Boosted trees of decisions: rows of numbers in, probabilities out, on onnxruntime."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dragoman.errors import InstallationError
from dragoman.language.network import FOLDER, REMEDY, described, load_network


class Scorer:
    """A loaded ensemble: a row of numbers [N, F] gives a probability for each question [N, Q]."""

    def __init__(self, session: Any) -> None:
        self._session = session

    @classmethod
    def load(cls, name: str, names: tuple[str, ...], directory: Path | None = None) -> "Scorer":
        """Load ``name.onnx``, which was learnt from columns of these names.

        Raises:
            InstallationError: a file is missing or damaged, or was learnt from other columns.
        """
        folder = directory or FOLDER
        told = described(folder / f"{name}.json", "columns")
        if tuple(told["columns"]) != names:
            raise InstallationError(
                f"{name}.onnx was learnt from other columns than this version makes",
                values=f"{len(told['columns'])} columns there, {len(names)} here",
                remedy=REMEDY,
            )
        return cls(load_network(folder / f"{name}.onnx", told["sha256"]))

    def __call__(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        """The probability of each question for each row."""
        raw: NDArray[np.float32] = self._session.run(None, {"rows": rows})[0]
        return (1.0 / (1.0 + np.exp(-raw))).astype(np.float32)
