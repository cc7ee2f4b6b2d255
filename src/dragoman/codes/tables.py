"""The tables under ``data/``: tab-separated text with a header line, UTF-8, one row a line, an empty cell for "none".

The format keeps a change to a table readable as a line in a diff. No cell holds a tab or a newline; a list in a
cell is written with ``; `` between its items, a sequence of names with ``|`` where an item may hold a semicolon.
"""

import hashlib
from functools import cache
from pathlib import Path

from dragoman.errors import InstallationError

DATA = Path(__file__).resolve().parent.parent / "data"


def read_table(name: str, directory: Path | None = None) -> list[dict[str, str]]:
    """The rows of the table ``name`` (without its suffix), each as column -> cell.

    Args:
        name: the table, "states" for ``states.tsv``.
        directory: the folder it lies in; None: the package's own ``data/``.

    Raises:
        InstallationError: there is no such table, or a row has more or fewer cells than the header.
    """
    path = (directory or DATA) / f"{name}.tsv"
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise InstallationError(
            "a table is missing", values=str(path), remedy="Install the package again, or name the folder it lies in"
        ) from error
    header = lines[0].split("\t")
    rows = []
    for number, line in enumerate(lines[1:], start=2):
        if not line:
            continue
        cells = line.split("\t")
        if len(cells) != len(header):
            raise InstallationError(
                "a table's row does not fit its header",
                values=f"{path} line {number}: {len(cells)} cells, {len(header)} columns ({', '.join(header)})",
                remedy="Give every row one cell for each column",
            )
        rows.append(dict(zip(header, cells, strict=True)))
    return rows


def cell_list(cell: str) -> tuple[str, ...]:
    """The items of a list cell ("NATO; EU"), without blanks around them; an empty cell has none."""
    return tuple(item for item in (part.strip() for part in cell.split(";")) if item)


def tables_hash(directory: Path | None = None) -> str:
    """SHA-256, in hex, over every ``*.tsv`` of the folder and what lies beside the model: path and bytes, in order.

    Of trees and networks that is the file that holds their hash.
    """
    return _hash_of(directory or DATA)


@cache
def _hash_of(directory: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted((*directory.glob("*.tsv"), *directory.glob("reader/*.tsv"), *directory.glob("reader/*.json"))):
        digest.update(path.relative_to(directory).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
