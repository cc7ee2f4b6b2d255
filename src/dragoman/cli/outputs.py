"""``dragoman export``: the record for other programs."""

import argparse
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from dragoman.cli.command import Arguments, Command, add_record, opened

if TYPE_CHECKING:
    from dragoman.exports.csv import Table
    from dragoman.store.open import Store

FORMATS = ("jsonl", "csv", "parquet")
TABLES: tuple["Table", ...] = ("events", "statements", "figures")


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of ``export``."""
    parser.add_argument(
        "--format", choices=FORMATS, required=True, help="jsonl: all of it; csv: a table; parquet: by month"
    )
    parser.add_argument("--out", metavar="PATH", help="a file, or for csv and parquet a folder; else standard output")
    parser.add_argument("--table", choices=TABLES, help="csv into a file: which table (default: events)")
    parser.add_argument("--with-text", action="store_true", help="with the articles' own text: other people's words")
    add_record(parser)


def run(arguments: Arguments) -> int:
    """Write the export."""
    from dragoman.errors import RecordError

    with opened(arguments) as store:
        try:
            {"jsonl": _export_jsonl, "csv": _export_csv, "parquet": _export_parquet}[arguments.format](store, arguments)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise RecordError(
                "the export cannot be written",
                values=f"{arguments.out or 'standard output'}: {error.strerror}",
                remedy="Check that the folder exists and can be written, and that the disk has room",
            ) from error
    return 0


def _export_jsonl(store: "Store", arguments: Arguments) -> None:
    from dragoman.exports.jsonl import jsonl_lines
    from dragoman.store.read import coded_articles

    _refuse_table(arguments)
    write_lines(jsonl_lines(coded_articles(store), with_text=arguments.with_text), arguments.out)


def _export_csv(store: "Store", arguments: Arguments) -> None:
    from dragoman.errors import UsageError
    from dragoman.exports.csv import csv_lines
    from dragoman.store.read import coded_articles

    if arguments.with_text:
        raise UsageError(
            "a CSV table has no place for the articles' text",
            values="--with-text",
            remedy="Use --format jsonl or parquet",
        )
    folder = _as_folder(arguments)
    if folder is None:
        lines = csv_lines(coded_articles(store), table=arguments.table or "events")
        write_lines((line.encode() for line in lines), arguments.out)
        return
    folder.mkdir(parents=True, exist_ok=True)
    for table in (arguments.table,) if arguments.table else TABLES:
        lines = csv_lines(coded_articles(store), table=table)
        write_lines((line.encode() for line in lines), str(folder / f"{table}.csv"))


def _export_parquet(store: "Store", arguments: Arguments) -> None:
    from dragoman.errors import UsageError
    from dragoman.exports.parquet import write_parquet
    from dragoman.store.read import coded_articles

    _refuse_table(arguments)
    if not arguments.out:
        raise UsageError("parquet is a folder of files", values="no --out", remedy="Give --out FOLDER")
    write_parquet(coded_articles(store), Path(arguments.out), with_text=arguments.with_text)


def _refuse_table(arguments: Arguments) -> None:
    from dragoman.errors import UsageError

    if arguments.table:
        raise UsageError("--table is for CSV", values=f"--format {arguments.format}", remedy="Leave --table out")


def _as_folder(arguments: Arguments) -> Path | None:
    """The folder for the tables: one that is there, or a name without a suffix."""
    if not arguments.out:
        return None
    path = Path(arguments.out)
    return path if path.is_dir() or (not path.suffix and not path.exists()) else None


def write_lines(lines: Iterable[bytes], out: str | None) -> None:
    """Write lines to a file, which takes its name when it is whole, or to standard output."""
    with _output(out) as stream:
        for line in lines:
            stream.write(line)


@contextmanager
def _output(out: str | None) -> Iterator[BinaryIO]:
    """Standard output, or a file that takes its name only when it is whole."""
    if out is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    path = Path(out)
    if path.exists() and not path.is_file():  # a pipe or a device has no name to take
        with path.open("wb") as stream:
            yield stream
        return
    aside = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with aside.open("wb") as stream:
            yield stream
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


EXPORT = Command("export", "Write the record as JSON lines, CSV or Parquet.", configure, run)
