"""A network's file and what describes it: each is checked before it is used. Networks run on onnxruntime."""

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dragoman.errors import InstallationError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

FOLDER = Path(__file__).parent.parent / "data" / "reader"
VECTOR_SIZE = 384  # numbers of a sentence's vector
REMEDY = "Install the package again"
# The fused kernel takes several times as long as the addition and the normalisation apart.
SLOW_FUSIONS = ["SkipLayerNormFusion"]


def described(path: Path, *fields: str) -> dict[str, Any]:
    """What a JSON file beside a network says of it: its SHA-256, and ``fields``.

    Raises:
        InstallationError: the file is missing, is no JSON, or lacks a field.
    """
    try:
        told = json.loads(require_file(path).read_text("utf-8"))
    except ValueError as error:
        raise InstallationError(
            f"{path.name} is damaged: it cannot be read as JSON", values=f"{path}: {error}", remedy=REMEDY
        ) from error
    wanted = ("sha256", *fields)
    if not isinstance(told, dict) or not all(field in told for field in wanted):
        missing = [field for field in wanted if not isinstance(told, dict) or field not in told]
        raise InstallationError(
            f"{path.name} is damaged: it does not describe a network",
            values=f"{path} lacks {', '.join(missing)}",
            remedy=REMEDY,
        )
    return told


def require_file(path: Path) -> Path:
    """The path, where there is a file.

    Raises:
        InstallationError: there is none.
    """
    if not path.is_file():
        raise InstallationError(f"{path.name} is missing", values=str(path), remedy=REMEDY)
    return path


def load_network(path: Path, expected: str) -> "InferenceSession":
    """A network on one thread, after its hash was checked.

    Raises:
        InstallationError: it is missing, or is another than the one described.
    """
    content = require_file(path).read_bytes()
    actual = hashlib.sha256(content).hexdigest()
    if actual != expected:
        raise InstallationError(
            f"{path.name} is not the network that its description tells of",
            values=f"SHA-256 of {path} is {actual[:12]}..., expected {expected[:12]}...",
            remedy="Install the package again, or export the network and its description together",
        )
    import onnxruntime  # loaded here, so that what reads a record alone does not wait for it

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # threads work on chunks of their own, so their number changes no result
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(
        content, options, providers=["CPUExecutionProvider"], disabled_optimizers=SLOW_FUSIONS
    )
