"""What a part of the evaluation measures: figures, each with the data it was measured on."""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import msgspec

Better = Literal["high", "low"]


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """One figure. ``part``, ``data`` and ``what`` together are its name."""

    part: str
    data: str  # what it was measured on, in words
    what: str
    value: float  # a share from 0 to 1 where ``unit`` is empty
    low: float | None = None  # 95 % interval; None: not computed
    high: float | None = None
    unit: str = ""
    detail: str = ""  # precision, recall, counts
    sha256: str = ""  # first 12 hex digits of the hash of the data
    better: Better = "high"
    room: float = 0.005  # how far below what was measured a raised floor stays, or above it a ceiling
    capped: bool = False  # the less the better, and what was measured sets a ceiling as it else sets a floor
    fixed: bool = False  # depends on the machine: its floor is a promise, not raised to what was measured once

    @property
    def name(self) -> str:
        """What floors and tables know it by."""
        return f"{self.part}: {self.data}: {self.what}"


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What a part says when it is done."""

    figures: tuple[Figure, ...]
    reader: str = ""  # the reader model it was measured with; empty: none


def data_hash(paths: Iterable[Path]) -> str:
    """First 12 hex digits of the SHA-256 over the files in these files and folders, by name and content."""
    digest = hashlib.sha256()
    for path in paths:
        files = sorted(f for f in path.rglob("*") if f.is_file()) if path.is_dir() else [path]
        for file in files:
            digest.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:12]
