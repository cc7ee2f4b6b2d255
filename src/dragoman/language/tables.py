"""Reads the language tables that ship under ``data/language``."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from dragoman.errors import InstallationError

FOLDER = Path(__file__).parent.parent / "data" / "language"


def read_text(name: str) -> str:
    """The text of a table.

    Raises:
        InstallationError: the table is missing.
    """
    path = FOLDER / name
    if not path.is_file():
        raise InstallationError("a language table is missing", values=str(path), remedy="Install the package again")
    return path.read_text("utf-8")


def rows(name: str) -> Iterator[list[str]]:
    """The rows of a table without its comments and its heading (a list ``.txt`` has none)."""
    lines = [line for line in read_text(name).splitlines() if line and not line.startswith("#")]
    yield from (line.split("\t") for line in (lines if name.endswith(".txt") else lines[1:]))


@cache
def abbreviations() -> dict[str, str]:
    """Abbreviation in lower case, with its point, to its use: ``before``, ``number`` or ``any``."""
    return dict(rows("abbreviations.tsv"))


@cache
def prefixes() -> frozenset[str]:
    """Prefixes that a hyphen does not part from their word."""
    return frozenset(row[0] for row in rows("prefixes.txt"))


@cache
def contractions() -> dict[str, tuple[int, ...]]:
    """Word in lower case to the lengths of its parts."""
    return {whole: tuple(len(p) for p in parts.split("|")) for whole, parts in rows("contractions.tsv")}
