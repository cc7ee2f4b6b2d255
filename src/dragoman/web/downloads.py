"""A list as a file: CSV for spreadsheets, Parquet for programs. All of it, up to a number of rows."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import msgspec
from starlette.responses import Response

from dragoman.exports.csv import SEPARATOR, cell
from dragoman.web.queries.slices import Fields
from dragoman.web.refusals import Busy, TooLarge
from dragoman.web.render import Page
from dragoman.web.terms import MOST_DOWNLOADED, MOST_ROWS

CUT = "x-dragoman-cut"  # the header that says where a file ends before the answer does
_ARTICLE = ("id", "title", "publisher", "published", "url", "source", "duplicate_of")


def every_row(page_of: Callable[[dict[str, str]], Page]) -> list[Fields]:
    """The rows of a list, page after page.

    Raises:
        TooLarge: there are more than a file takes.
        Busy: they are being counted.
    """
    rows: list[Fields] = []
    after = ""
    while True:
        page = page_of({"limit": str(MOST_ROWS), "after": after})
        if page.data.get("counting"):
            raise Busy("the record is being counted", remedy="Ask again in a few seconds")
        rows += page.data[page.rows or "rows"] if page.table is None else page.table
        after = page.data.get("next") or ""
        if not after:
            return rows
        if len(rows) >= MOST_DOWNLOADED:
            raise too_long()


def too_long() -> TooLarge:
    """That a list has more rows than a file takes."""
    return TooLarge(
        "the list is too long for one file",
        values=f"more than {MOST_DOWNLOADED} rows",
        remedy="Narrow it, or write the whole record with: dragoman export",
    )


def as_lines(rows: Sequence[Fields], path: str, columns: Sequence[str] | None = None) -> Response:
    """The rows as JSON lines, with everything that is nested in them."""
    content = b"".join(msgspec.json.encode(row) + b"\n" for row in rows)
    return file_response(content, f"{_stem(path)}.jsonl", "application/x-ndjson")


def as_csv(rows: Sequence[Fields], path: str, columns: Sequence[str] | None = None) -> Response:
    """The rows as CSV; what a spreadsheet would take for a formula is made harmless.

    Args:
        rows: one a line.
        path: of the page, from which the file has its name.
        columns: the columns, also where there is no row; None: those that the rows have.
    """
    flat = [flattened(row) for row in rows]
    columns = columns or _columns(flat)
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([cell(row.get(name)) for name in columns] for row in flat)
    return file_response(buffer.getvalue().encode(), f"{_stem(path)}.csv", "text/csv; charset=utf-8")


def as_parquet(rows: Sequence[Fields], path: str, columns: Sequence[str] | None = None) -> Response:
    """The rows as one Parquet file; see ``as_csv``."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    flat = [flattened(row) for row in rows]
    columns = columns or _columns(flat)
    table = pa.table({name: _column(pa, [row.get(name) for row in flat]) for name in columns})
    sink = io.BytesIO()
    pq.write_table(table, sink, compression="zstd")
    return file_response(sink.getvalue(), f"{_stem(path)}.parquet", "application/vnd.apache.parquet")


def _columns(rows: Sequence[Fields]) -> list[str]:
    return list(dict.fromkeys(name for row in rows for name in row))


def flattened(row: Fields) -> Fields:
    """A row without anything nested in it: people as lists side by side, an article as its head."""
    return dict(_flat(row))


def _flat(row: Fields) -> Iterator[tuple[str, Any]]:
    for name, value in row.items():
        if name == "article" and isinstance(value, dict):
            yield from (("article" if key == "id" else f"article_{key}", value.get(key)) for key in _ARTICLE)
        elif name in ("actors", "recipients", "speakers") and _are_people(value):
            yield name, [who["name"] for who in value]
            yield f"{name}_parties", [who.get("party") or "" for who in value]
            yield f"{name}_offices", [who.get("office") or "" for who in value]
        elif isinstance(value, dict):
            yield from ((f"{name}_{key}", inner) for key, inner in value.items() if not isinstance(inner, (dict, list)))
        elif not (value and isinstance(value, list) and isinstance(value[0], dict)):
            yield name, value


def _are_people(value: Any) -> bool:
    """Whether these are people with their parties, and not only their names."""
    return isinstance(value, (list, tuple)) and all(isinstance(who, dict) for who in value)


def _column(pa: Any, values: list[Any]) -> Any:
    """A column of one type: lists become text, as in CSV, and numbers stay numbers where all of them are."""
    plain = [SEPARATOR.join(map(str, value)) if isinstance(value, (list, tuple)) else value for value in values]
    try:
        return pa.array(plain)
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        return pa.array([None if value is None else str(value) for value in plain], pa.string())


def _stem(path: str) -> str:
    return "-".join(part for part in path.strip("/").split("/") if part and "{" not in part) or "lines"


def file_response(content: bytes, name: str, media: str) -> Response:
    """A file that a browser keeps under a name."""
    headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"}
    return Response(content, media_type=media, headers=headers)
