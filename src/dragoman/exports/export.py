"""An export from asking to manifest: which articles or happenings, in which layout, into which files."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

import msgspec

from dragoman.errors import UsageError
from dragoman.exports import followthemoney, gdelt, icews, own, plover_json, polecat
from dragoman.exports.csv import csv_lines
from dragoman.exports.files import WrittenFile, file_of, is_special, write_lines
from dragoman.exports.jsonl import jsonl_lines
from dragoman.exports.layout import Layout, tab_lines
from dragoman.exports.manifest import manifest, manifest_path, write_manifest
from dragoman.exports.selection import Selection, Tally, happenings, tellings
from dragoman.exports.whole import whole_lines
from dragoman.records import CodedArticle, Record
from dragoman.store.listing import EventFilter, StatementFilter, events_by_happening, list_statements
from dragoman.store.open import Store
from dragoman.store.read import coded_articles

if TYPE_CHECKING:
    from dragoman.entities.offices import Offices

Format = Literal["jsonl", "csv", "parquet", "plover", "gdelt", "icews", "polecat", "ftm"]
FORMATS: tuple[Format, ...] = get_args(Format)
OWN: frozenset[Format] = frozenset({"jsonl", "csv", "parquet"})  # they say status, basis and run beside every event
WITH_TEXT: frozenset[Format] = frozenset({"jsonl", "parquet", "plover", "ftm"})

Lines = Iterator[bytes]


class Wanted(Record, frozen=True):
    """What to export."""

    form: Format
    selection: Selection = Selection()
    with_text: bool = False
    table: str | None = None  # of a layout with several tables; None: all of them, or the first into a single file


def layout_of(form: Format) -> Layout:
    """The layout that a format writes."""
    match form:
        case "jsonl":
            return own.JSONL
        case "csv":
            return own.CSV
        case "parquet":
            return own.PARQUET
        case "plover":
            return plover_json.LAYOUT
        case "gdelt":
            return gdelt.LAYOUT
        case "icews":
            return icews.LAYOUT
        case "polecat":
            return polecat.LAYOUT
        case "ftm":
            return followthemoney.LAYOUT


def export(store: Store, wanted: Wanted, out: Path | None) -> dict[str, Any]:
    """Write an export with its manifest and return the manifest.

    Args:
        store: an open record.
        wanted: what to write.
        out: a file, or for a layout with several tables a folder; None: standard output, without manifest.

    Raises:
        UsageError: the format takes no text, has no such table, or needs a folder.
        OSError: it cannot be written.
    """
    _check(wanted, out)
    tally = Tally()
    if wanted.form == "parquet":
        assert out is not None  # checked above
        written = _write_parquet(store, wanted, out, tally)
    else:
        written = _write_tables(store, wanted, out, tally)
    fields = manifest(
        store, form=wanted.form, selection=wanted.selection, with_text=wanted.with_text, tally=tally, files=written
    )
    if out is not None and not is_special(out):
        write_manifest(fields, manifest_path(out))
    return fields


def selected(store: Store, wanted: Wanted, tally: Tally) -> Iterator[CodedArticle]:
    """The articles for our own layouts, by date of publication; under a filter with only what it asks for in them."""
    asked, among = wanted.selection.wanted, wanted.selection.among
    if asked == EventFilter() and among is None:
        for coded in coded_articles(store):
            tally.runs.add(coded.run)
            yield coded
        return
    events = {name for _, name in events_by_happening(store, asked) if among is None or name in among}
    statements = set(_statement_ids(store, asked))
    for coded in coded_articles(store):
        part = _restricted(coded, events, statements)
        if part.events or part.statements:
            tally.runs.add(part.run)
            yield part


def table_lines(store: Store, wanted: Wanted, table: str, tally: Tally) -> Lines:
    """The lines of one table."""
    selection, text = wanted.selection, wanted.with_text
    match wanted.form:
        case "jsonl":
            items = selected(store, wanted, tally)
            lines = whole_lines(store, items) if text else jsonl_lines(items)
        case "csv":
            lines = (line.encode() for line in csv_lines(selected(store, wanted, tally), table=table))  # type: ignore[arg-type]
        case "plover":
            lines = plover_json.lines(tellings(store, selection, tally), with_text=text)
        case "ftm":
            told = happenings(store, selection, tally)
            lines = followthemoney.lines(told, _offices(store), with_text=text)
        case "gdelt":
            told = happenings(store, selection, tally, copies=True)
            rows = gdelt.event_rows(told) if table == "events" else gdelt.mention_rows(told)
            lines = tab_lines(gdelt.EVENTS if table == "events" else gdelt.MENTIONS, rows)
        case "icews":
            lines = tab_lines(icews.EVENTS, icews.event_rows(tellings(store, selection, tally)))
        case "polecat":
            lines = tab_lines(polecat.EVENTS, polecat.event_rows(store, tellings(store, selection, tally)))
        case "parquet":
            raise UsageError("parquet is a folder of files", values="no --out", remedy="Give --out FOLDER")
    return lines


def _offices(store: Store) -> "Offices":
    """The tables of offices, with the user's own rows beside the record before them."""
    from dragoman.entities.gazetteer import Gazetteer
    from dragoman.entities.offices import Offices
    from dragoman.entities.own_offices import read_own, with_own

    own_rows = read_own(store.path)
    return with_own(Offices.load(), own_rows, Gazetteer.load()) if own_rows else Offices.load()


def _write_tables(store: Store, wanted: Wanted, out: Path | None, tally: Tally) -> dict[str, WrittenFile]:
    layout = layout_of(wanted.form)
    tables = [table for table in layout.tables if wanted.table in (None, table.name)]
    folder = out is not None and _is_folder(out) and (len(layout.tables) > 1 or out.is_dir())
    if folder:
        assert out is not None
        out.mkdir(parents=True, exist_ok=True)
    written = {}
    for table in tables if folder else tables[:1]:
        part = Tally()
        path = out / table.file if folder and out is not None else out
        lines = _counted(table_lines(store, wanted, table.name, part), table.name, part, header=table.header)
        came_to = write_lines(lines, path)
        if path is not None:
            written[path.name] = came_to
        tally.runs |= part.runs
        tally.rows |= part.rows
        tally.left_out |= part.left_out  # the tables of a layout leave out the same
        tally.unmarked |= part.unmarked
    return written


def _write_parquet(store: Store, wanted: Wanted, out: Path, tally: Tally) -> dict[str, WrittenFile]:
    from dragoman.exports.parquet import rows_in, write_parquet

    kept = store if wanted.with_text else None
    paths = write_parquet(selected(store, wanted, tally), out, with_text=wanted.with_text, kept=kept)
    for path in paths:
        tally.rows[path.parent.name] += rows_in(path)
    return {path.relative_to(out).as_posix(): file_of(path) for path in paths}


def _check(wanted: Wanted, out: Path | None) -> None:
    tables = [table.name for table in layout_of(wanted.form).tables]
    if wanted.with_text and wanted.form not in WITH_TEXT:
        raise UsageError(
            f"{wanted.form} has no place for the articles' text",
            values="--with-text",
            remedy=f"Use --format {', '.join(sorted(WITH_TEXT))}",
        )
    if wanted.table and (len(tables) == 1 or wanted.form == "parquet"):
        raise UsageError(
            "--table is for formats that choose among tables", values=f"--format {wanted.form}",
            remedy="Leave --table out",
        )  # fmt: skip
    if wanted.table and wanted.table not in tables:
        raise UsageError(
            "the format has no such table", values=f"{wanted.table!r} in {wanted.form}",
            remedy=f"Give one of {', '.join(tables)}",
        )  # fmt: skip
    if wanted.form == "parquet" and out is None:
        raise UsageError("parquet is a folder of files", values="no --out", remedy="Give --out FOLDER")


def _is_folder(path: Path) -> bool:
    """A folder that is there, or a name without a suffix."""
    return path.is_dir() or (not path.suffix and not path.exists())


def _counted(lines: Iterable[bytes], table: str, tally: Tally, *, header: bool) -> Lines:
    for number, line in enumerate(lines):
        tally.rows[table] = number + (0 if header else 1)
        yield line


def _statement_ids(store: Store, asked: EventFilter) -> Iterator[str]:
    """Statements under the same filter; none where it asks for what only events have."""
    if asked.type or asked.status or asked.basis or asked.place:
        return
    wanted = StatementFilter(
        party=asked.party, pair=asked.pair, since=asked.since, until=asked.until, text=asked.text,
        article=asked.article, copies=asked.copies,
    )  # fmt: skip
    for statement in list_statements(store, wanted):
        yield statement.id


def _restricted(coded: CodedArticle, events: set[str], statements: set[str]) -> CodedArticle:
    return msgspec.structs.replace(
        coded,
        events=tuple(event for event in coded.events if event.id in events),
        statements=tuple(said for said in coded.statements if said.id in statements),
        figures=tuple(figure for figure in coded.figures if figure.event is None or figure.event in events),
    )


def notes(fields: Mapping[str, Any]) -> Iterator[str]:
    """What whoever exports must be told: what stayed out, and what left without its status."""
    loud = {word: n for word, n in fields["without_their_status"].items() if "intent" not in word}
    if loud:
        listed = ", ".join(f"{number} {word}" for word, number in loud.items())
        yield f"NOTE: {listed}: these leave as if they had happened, the layout has no place to say otherwise"
    if fields["left_out"]:
        listed = ", ".join(f"{number} {word}" for word, number in fields["left_out"].items())
        yield f"left out: {listed} (events; --include takes them in, --explain says why)"
