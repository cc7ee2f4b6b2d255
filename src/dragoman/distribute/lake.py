"""Events straight from Parquet, with DuckDB, without a record: finished shards, or a folder that ``export`` wrote.

Of shards the catalogue says which one counts for an article that several hold, so that what is listed, and in which
order, is what a record with the same shards lists; what is computed across articles, as happenings are, only it has.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from types import TracebackType
from typing import Any, Self

import duckdb
import msgspec

from dragoman.codes.plover import EVENT_TYPES
from dragoman.distribute.folders import Folder, open_folder
from dragoman.distribute.manifest import MANIFEST, catalogue_path, read_manifest
from dragoman.distribute.shards import Receipt, table_path
from dragoman.errors import DamagedRecord, UsageError
from dragoman.exports.contract import DESCRIBED
from dragoman.partial_date import PartialDate
from dragoman.records import Event, Participant
from dragoman.sources.storage import filesystem, is_remote
from dragoman.store.listing import EventFilter, require_interval, require_limit
from dragoman.store.own_types import is_of_type

_PARTIES = "[who.party for who in events.{0}]"
_FIRST_DAY = "coalesce(events.date, events.date_end, events.counted_on, articles.published)"
_LAST_DAY = "coalesce(events.date_end, events.date, events.counted_on, articles.published)"
_ORDER = f"{_FIRST_DAY} NULLS LAST, articles.published NULLS LAST, events.article, events.file_row_number"
_BATCH = 1000  # rows taken from DuckDB at a time
_NAMES = frozenset(Event.__struct_fields__)
Condition = tuple[str, Sequence[Any]]


class Lake:
    """Parquet files under a folder, open for listing. Close it, or use it in a ``with`` statement."""

    def __init__(self, folder: Folder, receipts: Sequence[Receipt] | None) -> None:
        self._folder = folder
        self._receipts = receipts
        self._connection = duckdb.connect()
        if is_remote(folder.name):
            self._connection.register_filesystem(filesystem(folder.name)[0])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let DuckDB go."""
        self._connection.close()

    def parties(self) -> tuple[str, ...]:
        """The codes of all parties of events, sorted."""
        if not self._files("events"):
            return ()
        sides = " UNION ALL ".join(
            f"SELECT unnest({_PARTIES.format(side)}) AS party FROM {self._table('events')}"
            for side in ("actors", "recipients")
        )
        rows = self._query(f"SELECT DISTINCT party FROM ({sides}) WHERE party IS NOT NULL ORDER BY party", ())
        return tuple(row["party"] for row in rows)

    def runs(self) -> tuple[str, ...]:
        """The ids of the runs that read the events, sorted."""
        if not self._files("events"):
            return ()
        rows = self._query(f"SELECT DISTINCT run FROM {self._table('events')} ORDER BY run", ())
        return tuple(row["run"] for row in rows)

    def event_types(self) -> tuple[str, ...]:
        """PLOVER's sixteen types, then the user's own of which there are events."""
        if not self._files("events"):
            return EVENT_TYPES
        columns = self._query(f"SELECT column_name AS name FROM (DESCRIBE SELECT * FROM {self._table('events')})", ())
        if "own_type" not in {row["name"] for row in columns}:
            return EVENT_TYPES  # shards of before there were any
        own = f"SELECT DISTINCT own_type AS name FROM {self._table('events')} WHERE own_type IS NOT NULL ORDER BY 1"
        return (*EVENT_TYPES, *(row["name"] for row in self._query(own, ())))

    def events(self, wanted: EventFilter | None = None) -> Iterator[Event]:
        """Events in the order in which a record lists them.

        Raises:
            UsageError: rejected events are asked for, which only a record keeps, or the limit is below 1.
            DamagedRecord: a file is missing or broken.
        """
        wanted = wanted or EventFilter()
        _require_listable(wanted)
        yield from islice(self._found(wanted), wanted.limit)

    def _found(self, wanted: EventFilter) -> Iterator[Event]:
        if not self._files("events"):
            return
        conditions = [*_conditions(wanted)]
        if not wanted.copies:
            conditions.append(("articles.duplicate_of IS NULL", ()))
        where = " AND ".join(sql for sql, _ in conditions) or "true"
        sql = f"""SELECT events.* FROM {self._table("events")} JOIN {self._articles()}
                  ON articles.id = events.article {self._winners()} WHERE {where} ORDER BY {_ORDER}"""
        for row in self._query(sql, [value for _, values in conditions for value in values]):
            event = event_from(row)
            if _has_words(event, wanted):
                yield event

    def _articles(self) -> str:
        """The articles, each once, with what they copy."""
        if self._receipts is None:
            return f"(SELECT id, published, duplicate_of FROM {self._read('articles')}) AS articles"
        return f"""(SELECT a.id, a.published, catalogue.duplicate_of, catalogue.shard
                    FROM {self._read("articles")} AS a JOIN read_parquet('{self._catalogue()}') AS catalogue
                    ON catalogue.article = a.id AND catalogue.shard = parse_filename(a.filename, true)) AS articles"""

    def _winners(self) -> str:
        return "" if self._receipts is None else "AND articles.shard = parse_filename(events.filename, true)"

    def _table(self, table: str) -> str:
        return f"{self._read(table)} AS {table}"

    def _read(self, table: str) -> str:
        files = ", ".join(f"'{_quoted(name)}'" for name in self._files(table))
        return f"read_parquet([{files}], filename = true, file_row_number = true)"

    def _catalogue(self) -> str:
        return _quoted(self._folder.url(catalogue_path(self._receipts or ())))

    def _files(self, table: str) -> list[str]:
        if self._receipts is None:
            names = [f"{table}/{name}" for name in self._folder.names(table) if name.endswith(".parquet")]
        else:
            names = [table_path(table, item.shard) for item in self._receipts if getattr(item, table)]
        return [self._folder.url(name) for name in names]

    def _query(self, sql: str, values: Sequence[Any]) -> Iterator[dict[str, Any]]:
        try:
            found = self._connection.execute(sql, list(values))
            names = [column[0] for column in found.description or ()]
            while rows := found.fetchmany(_BATCH):
                yield from (dict(zip(names, row, strict=True)) for row in rows)
        except (duckdb.Error, OSError) as error:
            raise DamagedRecord(
                "the Parquet files cannot be read",
                values=f"{self._folder.name}: {error}",
                remedy="Run the same dragoman distribute or export again",
            ) from error


def open_lake(place: str) -> Lake:
    """The shards of a folder's manifest, or, where there is none, the Parquet files of an export.

    Raises:
        UsageError: the folder holds neither, or no catalogue of its shards.
    """
    folder = open_folder(place)
    if folder.exists(MANIFEST):
        receipts = read_manifest(folder)
        _require_catalogue(folder, receipts)
        return Lake(folder, receipts)
    if not folder.names("articles"):
        raise UsageError(
            "there are neither shards nor Parquet files",
            values=place,
            remedy="Make them with: dragoman distribute PATH... --out DIR",
        )
    return Lake(folder, None)


def _require_catalogue(folder: Folder, receipts: Sequence[Receipt]) -> None:
    path = catalogue_path(receipts)
    if not folder.exists(path):
        raise UsageError(
            "the shards have no catalogue yet",
            values=folder.url(path),
            remedy="Run the same dragoman distribute again, or load them into a record",
        )


def event_from(fields: Mapping[str, Any]) -> Event:
    """An event from its columns, which are those of the export; why it was coded so is not among them."""
    first, last = fields["date"], fields["date_end"]
    precision = fields["date_precision"]
    if last is None and precision == "day":
        last = first
    given = {name: value for name, value in fields.items() if name in _NAMES}
    sides = {side: tuple(_participant(who) for who in fields[side]) for side in ("actors", "recipients")}
    when = PartialDate(first, last, precision)
    return msgspec.convert({**given, "when": msgspec.to_builtins(when), **msgspec.to_builtins(sides)}, Event)


def _participant(fields: Mapping[str, Any]) -> Participant:
    known = fields["id"] or f"{DESCRIBED}{fields['name']}"
    return msgspec.convert({**fields, "id": known}, Participant)


def _require_listable(wanted: EventFilter) -> None:
    if wanted.rejected:
        raise UsageError(
            "what was rejected is in the record only", values="rejected", remedy="Ask the record that was exported"
        )
    require_limit(wanted.limit)


def _conditions(wanted: EventFilter) -> Iterator[Condition]:
    require_interval(wanted.since, wanted.until)
    if wanted.type is not None:
        yield is_of_type("events", wanted.type)
    for field in ("status", "basis", "article", "review", "run"):
        if getattr(wanted, field) is not None:
            yield f"events.{field} = ?", (getattr(wanted, field),)
    if wanted.since and wanted.since.earliest:
        yield f"{_LAST_DAY} >= ?", (wanted.since.earliest,)
    if wanted.until and wanted.until.latest:
        yield f"{_FIRST_DAY} <= ?", (wanted.until.latest,)
    if wanted.party:
        yield f"({_on('actors')} OR {_on('recipients')})", (wanted.party, wanted.party)
    if wanted.pair:
        one, other = wanted.pair
        facing = f"({_on('actors')} AND {_on('recipients')})"
        together = f"(len(events.recipients) = 0 AND {_on('actors')} AND {_on('actors')})"
        yield f"({facing} OR {facing} OR {together})", (one, other, other, one, one, other)


def _on(side: str) -> str:
    return f"list_contains({_PARTIES.format(side)}, ?)"


def _has_words(event: Event, wanted: EventFilter) -> bool:
    """What SQL has no case folding for."""
    if wanted.text and wanted.text.casefold() not in event.text.casefold():
        return False
    if not wanted.place:
        return True
    place = event.place
    return place is not None and (
        any(wanted.place.casefold() in (name or "").casefold() for name in (place.name, place.city))
        or place.country == wanted.place.upper()
    )


def _quoted(name: str) -> str:
    return name.replace("'", "''")
