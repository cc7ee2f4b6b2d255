"""What a layout of others is: its columns, how they are filled, what it has no room for, and how its cells are written.

The layouts of event data sets are tab-separated without quoting, so what would break a line or open a quotation in
some reader is written otherwise, for every reader alike.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from dragoman.records import Record

Cell = str | int | float | None

FORMULA_STARTS = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    "＝",
    "＋",
    "－",
    "＠",
)  # the wide ones count in East Asian Excel

_BIDI = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF)
_BREAKS = (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029)
_PLAIN: dict[int, str | None] = {**dict.fromkeys(_BREAKS, " "), **dict.fromkeys(_BIDI), ord('"'): "'"}


class Table(Record, frozen=True):
    """One table of a layout."""

    name: str
    file: str  # what it is called in a folder
    columns: tuple[tuple[str, str], ...]  # name, where its values come from
    header: bool
    missing: str  # what stands where nothing is known

    @property
    def names(self) -> tuple[str, ...]:
        """The columns' names, in order."""
        return tuple(name for name, _ in self.columns)


class Layout(Record, frozen=True):
    """A layout that others read."""

    name: str
    title: str
    rows: str  # what a row is
    tables: tuple[Table, ...]
    rules: tuple[str, ...]  # how what does not fit was made to
    lost: tuple[str, ...]  # what the record has and the layout has no room for


def explain(layout: Layout) -> Iterator[str]:
    """The layout in words, line by line."""
    yield layout.title
    yield f"Rows: {layout.rows}"
    for table in layout.tables:
        missing = repr(table.missing) if table.missing else "an empty cell"
        yield f"\n{table.name} ({table.file}): {len(table.columns)} columns, missing is {missing}"
        width = max(len(name) for name in table.names)
        yield from (f"  {name:<{width}}  {source}" for name, source in table.columns)
    for heading, lines in (("How it is filled", layout.rules), ("What it cannot hold", layout.lost)):
        yield f"\n{heading}"
        yield from (f"  * {line}" for line in lines)


def tab_lines(table: Table, rows: Iterable[Mapping[str, Cell]]) -> Iterator[bytes]:
    """The lines of a table without quoting, in UTF-8; a column that a row does not name is missing."""
    if table.header:
        yield _line(table.names)
    for row in rows:
        yield _line([tab_cell(row.get(name), missing=table.missing) for name in table.names])


def tab_cell(value: Cell, *, missing: str = "") -> str:
    """A cell that no reader can take for two, nor a spreadsheet for a formula; numbers stay as they are."""
    if value is None or value == "":
        return missing
    if isinstance(value, float):
        return f"{value:g}" if value == int(value) else repr(value)
    if isinstance(value, int):
        return str(value)
    text = " ".join(value.translate(_PLAIN).split(" ")).strip()
    if not text:
        return missing
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _line(cells: Sequence[str]) -> bytes:
    return ("\t".join(cells) + "\n").encode()
