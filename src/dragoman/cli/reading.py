"""``dragoman read``: articles into a record."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from dragoman.cli.command import Arguments, Command, add_record, opened, record_path
from dragoman.cli.printing import console, shown, shown_line

if TYPE_CHECKING:
    from dragoman.ingest import ReadReport, Watcher
    from dragoman.records import Failure

SHOWN_FAILURES = 50  # more than this many are counted, not listed; the record has them all


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of ``read``."""
    parser.add_argument("paths", nargs="+", metavar="PATH", help="files, folders, patterns, or - for standard input")
    add_record(parser)
    parser.add_argument("--settings", metavar="FILE", help="a TOML file of settings")
    parser.add_argument("--model", metavar="FOLDER", help="another reader model with the same heads")
    parser.add_argument("--quiet", action="store_true", help="print only what failed")


def run(arguments: Arguments) -> int:
    """Read the paths; exit status 1 when some input failed."""
    from dragoman.ingest import read_paths, ready

    with (
        ready(arguments.settings, arguments.model, record_path(arguments)) as chain,
        opened(arguments, "write") as store,
        progress(quiet=arguments.quiet) as watch,
    ):
        report = read_paths(arguments.paths, store=store, chain=chain, watch=watch)
    _print_report(report, record_path(arguments), quiet=arguments.quiet)
    return 1 if report.failures else 0


@contextmanager
def progress(*, quiet: bool) -> "Iterator[Watcher | None]":
    """A running count on the terminal; nothing where nobody watches."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.completed} documents"), TimeElapsedColumn())
    with Progress(*columns, TextColumn("{task.description}"), console=console(error=True), transient=True) as progress:
        task = progress.add_task("", total=None)

        def watch(source: str, outcome: object) -> None:
            progress.update(task, advance=1, description=shown(source)[-60:])

        yield watch


def _print_report(report: "ReadReport", record: str, *, quiet: bool) -> None:
    print_failures(report.failures)
    if not quiet:
        counts = f"{report.read} new, {report.updated} updated, {report.unchanged} unchanged, {report.failed} failed"
        print(f"{counts}; record: {record}")


def print_failures(failures: "Sequence[Failure]") -> None:
    """Say what could not be used, on standard error."""
    for failure in failures[:SHOWN_FAILURES]:
        told = f"failed at {failure.stage}: {failure.source}: {failure.reason}"
        print(shown_line(told), file=sys.stderr)
    if len(failures) > SHOWN_FAILURES:
        more = len(failures) - SHOWN_FAILURES
        print(f"and {more} more; `dragoman check` lists them all", file=sys.stderr)


READ = Command("read", "Read articles into a record.", configure, run)
