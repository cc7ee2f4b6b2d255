"""What is computed across articles, as tables of a release: happenings, disagreements, positions, the ledger, findings.

One file each, ``tables/happenings/all.parquet`` and so on, there also without a row. They quote what the lines they
stand on quote, and no more.
"""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from dragoman.compare.disagreement_table import list_disagreements
from dragoman.compare.ledger import LedgerLine
from dragoman.compare.lookup import list_happenings
from dragoman.compare.promise_decisions import candidates_of
from dragoman.store.open import Store
from dragoman.store.read import findings
from dragoman.store.rows import from_row

Fields = dict[str, Any]

_TEXT, _DAY, _WHOLE, _REAL, _YES = pa.string(), pa.date32(), pa.int32(), pa.float64(), pa.bool_()
_TEXTS = pa.list_(_TEXT)
_PLACE_IN_TEXT = {"article": _TEXT, "start": _WHOLE, "end": _WHOLE, "text": _TEXT}
_ACCOUNT = pa.struct(
    {
        **_PLACE_IN_TEXT,
        **dict.fromkeys(("publisher", "said_by", "value", "status", "basis", "event"), _TEXT),
        "published": _DAY,
    }
)
_CANDIDATE = pa.struct({**dict.fromkeys(("item", "article", "relation"), _TEXT), "score": _REAL})

HAPPENINGS: dict[str, pa.DataType] = {
    **dict.fromkeys(("id", "type", "status"), _TEXT), "first_day": _DAY, "last_day": _DAY, "event": _TEXT,
    "events": _TEXTS, **dict.fromkeys(("tellings", "articles", "outlets"), _WHOLE), "origins": _TEXTS,
    "confirmed_by": _TEXTS, "both_sides": _YES,
}  # fmt: skip
DISAGREEMENTS: dict[str, pa.DataType] = {
    **dict.fromkeys(("id", "subject", "matter", "kind"), _TEXT), "first_day": _DAY, "last_day": _DAY,
    "parties": _TEXTS, "why": _TEXTS, "accounts": pa.list_(_ACCOUNT),
}  # fmt: skip
POSITIONS: dict[str, pa.DataType] = {
    **dict.fromkeys(("party", "item", "article", "speech"), _TEXT), "first_day": _DAY, "last_day": _DAY,
    "topics": _TEXTS,
}  # fmt: skip
LEDGER: dict[str, pa.DataType] = {
    "id": _TEXT, "kind": _TEXT, **_PLACE_IN_TEXT, "owed_by": _TEXTS, "owed_to": _TEXTS,
    **dict.fromkeys(("made", "made_from", "due", "due_words", "foresees", "status", "basis", "asserted_by", "event",
                     "statement", "happening"), _TEXT),
    "topics": _TEXTS, "candidates": pa.list_(_CANDIDATE),
}  # fmt: skip
FINDINGS: dict[str, pa.DataType] = {**_PLACE_IN_TEXT, "kind": _TEXT, "message": _TEXT, "evidence": _TEXTS}


def write_across(store: Store, folder: Path) -> list[Path]:
    """Write the tables as the record has them, and return the files.

    Raises:
        OSError: the folder cannot be written.
    """
    return [_write(folder / name, columns, read(store)) for name, (columns, read) in TABLES.items()]


def _write(folder: Path, columns: dict[str, pa.DataType], rows: Iterator[Fields]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "all.parquet"
    pq.write_table(pa.Table.from_pylist(list(rows), schema=pa.schema(columns)), path, compression="zstd")
    return path


def _happenings(store: Store) -> Iterator[Fields]:
    told: dict[str, list[str]] = {}
    for row in store.query("SELECT happening, id FROM events WHERE happening IS NOT NULL ORDER BY happening, id"):
        told.setdefault(row["happening"], []).append(row["id"])
    for one in list_happenings(store):
        same = ("id", "type", "status", "first_day", "last_day", "tellings", "articles", "outlets", "both_sides")
        yield {
            **{name: getattr(one, name) for name in same}, "event": one.event.id, "events": told.get(one.id, []),
            "origins": list(one.origins), "confirmed_by": list(one.confirmed_by),
        }  # fmt: skip


def _disagreements(store: Store) -> Iterator[Fields]:
    for one in list_disagreements(store):
        same = ("id", "subject", "matter", "kind", "first_day", "last_day")
        accounts = [{field.name: getattr(account, field.name) for field in _ACCOUNT} for account in one.accounts]
        yield {
            **{name: getattr(one, name) for name in same}, "parties": list(one.parties), "why": list(one.why),
            "accounts": accounts,
        }  # fmt: skip


def _positions(store: Store) -> Iterator[Fields]:
    rows = store.query("SELECT * FROM positions ORDER BY party, item, topic")
    for _, lines in groupby(map(dict, rows), key=itemgetter("party", "item")):
        every = list(lines)
        topics = [line["topic"] for line in every if line["topic"]]  # '' is any topic
        days = {name: _day(every[0][name]) for name in ("first_day", "last_day")}
        yield {**every[0], **days, "topics": topics}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _ledger(store: Store) -> Iterator[Fields]:
    lines: list[LedgerLine] = [from_row(LedgerLine, row) for row in store.query("SELECT * FROM ledger ORDER BY id")]
    candidates = candidates_of(store, [line.id for line in lines])
    for line in lines:
        sides = {name: [who.party or who.name for who in getattr(line, name)] for name in ("owed_by", "owed_to")}
        given = {name: getattr(line, name) for name in LEDGER if name not in (*sides, "candidates")}
        yield {
            **given, **sides, "made": str(line.made), "due": str(line.due), "topics": list(line.topics),
            "candidates": [
                {field.name: getattr(one, field.name) for field in _CANDIDATE} for one in candidates.get(line.id, ())
            ],
        }  # fmt: skip


def _findings(store: Store) -> Iterator[Fields]:
    for article, found in findings(store):
        given = {name: getattr(found, name) for name in ("kind", "text", "start", "end", "message")}
        yield {"article": article, **given, "evidence": list(found.evidence)}


TABLES: dict[str, tuple[dict[str, pa.DataType], Callable[[Store], Iterator[Fields]]]] = {
    "happenings": (HAPPENINGS, _happenings),
    "disagreements": (DISAGREEMENTS, _disagreements),
    "positions": (POSITIONS, _positions),
    "ledger": (LEDGER, _ledger),
    "findings": (FINDINGS, _findings),
}
