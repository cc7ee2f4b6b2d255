"""Printing: listings as table, JSON or CSV; a colour where the terminal has any; no control characters of others."""

import csv
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console

CAVEAT = (
    "This record shows what sources reported, not what is established; "
    "read the quoted passage before relying on a line."
)
PIPED_WIDTH = 180  # columns when the output is no terminal: the widest listing with whole dates, types and ids

NARROW_WIDTH = 130  # below it the eight columns of `events` leave fewer than 30 for the quoted words
STACKED_FROM_COLUMNS = 5
_LONG = ("text", "message", "reason")

SHORT_ID = 8  # digits of an article's id in a table: enough for `show` in a record of tens of thousands

_WIDTHS: dict[str, tuple[int | None, int | None]] = {
    **dict.fromkeys(("actors", "recipients", "status", "speaker", "addressees", "title"), (None, 24)),
    **dict.fromkeys(("owed_by", "owed_to"), (None, 18)),
    **dict.fromkeys(("due", "followed_by"), (10, 14)),
    **dict.fromkeys(("text", "message"), (30, None)),
    "article": (SHORT_ID, SHORT_ID),
}
_WHOLE_COLUMNS = ("date", "type", "article", "stance", "counted", "line", "state")

# Each control character shows as its picture, one for one, so that no article can drive the reader's terminal.
_PICTURES = {code: 0x2400 + code for code in range(32) if code not in (9, 10)}
_PICTURES.update({127: 0x2421, **dict.fromkeys(range(0x80, 0xA0), 0xFFFD)})
# What turns the direction of writing can make a line read as another (Boucher and Anderson 2021, "Trojan Source").
_PICTURES.update(dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)), 0xFFFD))
_ONE_LINE = {**_PICTURES, 9: 0x2409, 10: 0x240A, 0x2028: 0x240A, 0x2029: 0x240A}

STATUS_COLOURS = {
    "occurred": "green", "background": "dim", "planned": "cyan", "hypothetical": "yellow", "denied": "red",
}  # fmt: skip


def shown(text: object) -> str:
    """Text that is safe on a terminal, as long as it was."""
    return "" if text is None else str(text).translate(_PICTURES)


def shown_line(text: object) -> str:
    """Text that is safe on a terminal and stays on its line: no file name or message can add lines of its own."""
    return "" if text is None else str(text).translate(_ONE_LINE)


def console(*, error: bool = False) -> "Console":
    """A console on standard output (or standard error); where that is no terminal tables are wide, lines unbroken."""
    from rich.console import Console

    stream = sys.stderr if error else sys.stdout
    piped = not stream.isatty()
    return Console(
        file=stream, width=PIPED_WIDTH if piped else None, soft_wrap=piped, highlight=False, markup=False, emoji=False
    )


def print_listing(
    rows: Iterable[dict[str, Any]],
    *,
    form: str,
    columns: Sequence[str],
    caveat: bool = True,
    nothing: str = "nothing found",
) -> int:
    """Print rows in the format asked for, and return how many there were.

    Args:
        rows: one dictionary a line; values are text, numbers, lists or nested dictionaries.
        form: ``table``, ``json`` (a list) or ``csv``.
        columns: the columns of table and CSV.
        caveat: whether a table ends with the note on what the record is.
        nothing: what a table without rows says.
    """
    found = list(rows)
    if form == "json":
        print_json(found)
    elif form == "csv":
        _print_csv(found, columns)
    else:
        if found:
            _print_table(found, columns)
        else:
            console().print(nothing, style="dim")
        if caveat and found:
            console().print(CAVEAT, style="dim")
    return len(found)


def print_json(value: object) -> None:
    """Print a value as indented JSON, control characters escaped."""
    import msgspec

    print(msgspec.json.format(msgspec.json.encode(value), indent=2).decode())


def _print_csv(rows: Sequence[dict[str, Any]], columns: Sequence[str]) -> None:
    from dragoman.exports.csv import cell

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([cell(row.get(name)) for name in columns])


def _print_table(rows: Sequence[dict[str, Any]], columns: Sequence[str]) -> None:
    from rich.table import Table
    from rich.text import Text

    if console().width < NARROW_WIDTH and len(columns) > STACKED_FROM_COLUMNS:
        _print_stacked(rows, columns)
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in columns:
        least, most = _WIDTHS.get(name, (None, None))
        whole = name in _WHOLE_COLUMNS
        table.add_column(name.replace("_", " "), overflow="fold", no_wrap=whole, min_width=least, max_width=most)
    for row in rows:
        table.add_row(*(Text(_cell(name, row.get(name)), style=_style(name, row)) for name in columns))
    console().print(table, soft_wrap=False)


def _print_stacked(rows: Sequence[dict[str, Any]], columns: Sequence[str]) -> None:
    """Each row as a line of its short values and, below it, the quoted words: nothing is cut on a narrow terminal."""
    from rich.padding import Padding
    from rich.text import Text

    out = console()
    for row in rows:
        short = [Text(_cell(n, row.get(n)), style=_style(n, row)) for n in columns if n not in _LONG and row.get(n)]
        out.print(Text("  ").join(short), soft_wrap=False)
        for name in (n for n in columns if n in _LONG and row.get(n)):
            out.print(Padding(Text(_cell(name, row.get(name))), (0, 0, 0, 4)), soft_wrap=False)


def _cell(column: str, value: object) -> str:
    if column == "article" and value:
        return str(value).removeprefix("article-")[:SHORT_ID]
    return shown("; ".join(map(str, value)) if isinstance(value, (list, tuple)) else value)


def _style(column: str, row: dict[str, Any]) -> str:
    if column == "status":
        return STATUS_COLOURS.get(str(row[column]).split(",")[0], "")
    return "bold" if column in ("type", "speaker") else ""
