"""Exports over HTTP: a server writes the files under the name they are wanted by, and they come as one zip."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from dragoman.errors import RecordError
from dragoman.exports.manifest import manifest_path

PATH = "/api/v1/library-files"


def question(out: Path, arguments: bytes) -> str:
    """The address that asks for an export; ``out`` is where it goes here."""
    asked = {"name": out.name, "folder": "true" if out.is_dir() else "false", "asked": arguments.decode()}
    return f"{PATH}?{urlencode(asked)}"


def unpacked(content: bytes, out: Path) -> dict[str, Any]:
    """Put the files of an export where they are wanted; its manifest.

    Raises:
        RecordError: they are not what our servers send.
        OSError: they cannot be written.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as pack:
            for name in pack.namelist():
                place = out.parent / name
                if not place.resolve().is_relative_to(out.parent.resolve()):
                    raise _foreign(name)
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(pack.read(name))
    except zipfile.BadZipFile as error:
        raise _foreign(str(error)) from error
    told: dict[str, Any] = json.loads(manifest_path(out).read_text(encoding="utf-8"))
    return told


def _foreign(values: str) -> RecordError:
    return RecordError(
        "the server did not answer as ours does", values=values[:80],
        remedy="Look whether the address is one of `dragoman serve`",
    )  # fmt: skip
