"""Writing a table: columns in a fixed order, rows sorted, so that a change reads well as a diff."""

from collections.abc import Sequence
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "src" / "dragoman" / "data"
Row = dict[str, str]


def write_table(
    name: str, columns: str, rows: Sequence[Row], *, key: Sequence[str] = (), directory: Path = DATA
) -> int:
    """Write ``name``.tsv with the blank-separated ``columns``, sorted by ``key`` (else by the first column).

    Raises:
        ValueError: a cell holds a tab or newline, or two rows have the same key.
    """
    header = columns.split()
    sort_key = key or header[:1]
    ordered = sorted(rows, key=lambda row: tuple(row[column] for column in sort_key))
    seen: set[tuple[str, ...]] = set()
    lines = ["\t".join(header)]
    for row in ordered:
        cells = [row[column] for column in header]
        identity = tuple(row[column] for column in sort_key)
        if any("\t" in cell or "\n" in cell for cell in cells):
            raise ValueError(f"{name}: a cell of {identity} holds a tab or a newline")
        if identity in seen:
            raise ValueError(f"{name}: two rows for {identity}")
        seen.add(identity)
        lines.append("\t".join(cells))
    (directory / f"{name}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return len(ordered)
