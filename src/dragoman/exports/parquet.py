"""Parquet by month of publication, for DuckDB, Polars and pandas: four tables, one file a month in each.

``OUT/articles/2017-11.parquet``, and so in ``events``, ``statements`` and ``figures``; what came from an article
without a date of publication goes in ``undated.parquet``. Columns are the keys of the JSON contract, with days as
dates and participants as lists of structures; all but articles also name their article.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby, islice
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from dragoman.exports.contract import Fields, article_fields, event_fields, figure_fields, statement_fields
from dragoman.exports.whole import RECORD, known_runs, whole_fields
from dragoman.records import CodedArticle
from dragoman.store.open import Store

UNDATED = "undated"
ARTICLES_PER_GROUP = 500  # held in memory before they are written: about 5,000 events, 10 MB

_TEXT, _DAY, _WHOLE, _REAL = pa.string(), pa.date32(), pa.int32(), pa.float64()
_TEXTS = pa.list_(_TEXT)
_SPAN = pa.struct([("start", _WHOLE), ("end", _WHOLE), ("text", _TEXT)])
_WHO = pa.struct(
    {
        **dict.fromkeys(("id", "name", "kind", "party", "country"), _TEXT),
        "sectors": _TEXTS,
        "office": _TEXT,
        "start": _WHOLE,
        "end": _WHOLE,
    }
)
_PLACE = pa.struct(
    {
        **dict.fromkeys(("name", "country", "admin1", "city"), _TEXT),
        "lat": _REAL,
        "lon": _REAL,
        "geonames": pa.int64(),
        "precision": _TEXT,
    }
)
_TYPES: dict[str, pa.DataType] = {
    **dict.fromkeys(("contexts", "dating", "topics", "addressees"), _TEXTS),
    **dict.fromkeys(("start", "end", "length", "body_start", "quad"), _WHOLE),
    **dict.fromkeys(("plover_score", "goldstein_gdelt", "goldstein_icews", "confidence", "value", "high"), _REAL),
    **dict.fromkeys(("published", "published_earliest", "published_latest", "counted_on", "date_end"), _DAY),
    **dict.fromkeys(("actors", "recipients", "speakers"), pa.list_(_WHO)),
    **dict.fromkeys(("trigger", "cue"), _SPAN),
    "citations": pa.list_(_SPAN),
    "speaker": _WHO,
    "place": _PLACE,
}
_DATES = {
    "events": _DAY,
    "figures": _DAY,
    "statements": _TEXT,
}  # a statement's date may be a month or a range, so it stays text
_OUR_FILES = re.compile(r"(?:\d{4}-\d{2}|undated)\.parquet")


def write_parquet(
    coded: Iterable[CodedArticle], folder: Path, *, with_text: bool = False, kept: Store | None = None
) -> list[Path]:
    """Write the four tables and return the files, sorted; month files of an earlier export that are gone are removed.

    Args:
        coded: articles by date of publication, undated last, as ``store.read.coded_articles`` gives them.
        folder: where; made if it is not there.
        with_text: whether the articles' own text goes out too.
        kept: the record, for a column ``record`` with all that it holds of each article, which ``import`` takes back.

    Raises:
        OSError: the folder cannot be written.
    """
    written: list[Path] = []
    runs = known_runs(kept) if kept else {}
    for month, items in groupby(coded, key=_month):
        tables = _Month(folder, month)
        while chunk := list(islice(items, ARTICLES_PER_GROUP)):
            rows = contract_rows(chunk, with_text=with_text)
            if kept:
                for fields, item in zip(rows["articles"], chunk, strict=True):
                    fields[RECORD] = msgspec.json.encode(whole_fields(kept, item, runs)).decode()
            for name, found in rows.items():
                tables.add(name, found)
        written += tables.close()
    _remove_stale(folder, set(written))
    return sorted(written)


def rows_in(path: Path) -> int:
    """The number of rows of a Parquet file."""
    return int(pq.read_metadata(path).num_rows)


def contract_rows(coded: Sequence[CodedArticle], *, with_text: bool = False) -> dict[str, list[Fields]]:
    """The rows of each of the four tables."""
    return {
        "articles": [article_fields(item.article, with_text=with_text) for item in coded],
        "events": [_of(item, event_fields(event)) for item in coded for event in item.events],
        "figures": [_of(item, figure_fields(figure)) for item in coded for figure in item.figures],
        "statements": [_of(item, statement_fields(said)) for item in coded for said in item.statements],
    }


def to_table(table: str, rows: Sequence[Fields]) -> pa.Table:
    """Rows of one of the tables, at least one, with its types."""
    schema = pa.schema([(key, _type(table, key)) for key in rows[0]])
    days = [field.name for field in schema if field.type == _DAY]
    dated = [{**row, **{day: _day(row[day]) for day in days}} for row in rows]
    return pa.Table.from_pylist(dated, schema=schema)


class _Month:
    """The four files of one month, each written aside and renamed when it is whole."""

    def __init__(self, folder: Path, month: str) -> None:
        self.folder = folder
        self.month = month
        self.writers: dict[str, Any] = {}

    def add(self, table: str, rows: list[Fields]) -> None:
        if not rows:
            return
        written = to_table(table, rows)
        if table not in self.writers:
            (self.folder / table).mkdir(parents=True, exist_ok=True)
            self.writers[table] = pq.ParquetWriter(self._aside(table), written.schema, compression="zstd")
        self.writers[table].write_table(written)

    def close(self) -> list[Path]:
        for writer in self.writers.values():
            writer.close()
        return [self._aside(table).replace(self._whole(table)) for table in self.writers]

    def _whole(self, table: str) -> Path:
        return self.folder / table / f"{self.month}.parquet"

    def _aside(self, table: str) -> Path:
        return self.folder / table / f"{self.month}.parquet.part"


def _month(coded: CodedArticle) -> str:
    published = coded.article.published
    return published.isoformat()[:7] if published else UNDATED


def _of(coded: CodedArticle, fields: Fields) -> Fields:
    return {"article": coded.article.id, **fields}


def _type(table: str, key: str) -> pa.DataType:
    return _DATES[table] if key == "date" else _TYPES.get(key, _TEXT)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _remove_stale(folder: Path, written: set[Path]) -> None:
    for table in ("articles", "events", "figures", "statements"):
        for path in (folder / table).glob("*.parquet"):
            if path not in written and _OUR_FILES.fullmatch(path.name):
                path.unlink()
