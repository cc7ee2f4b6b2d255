"""``dragoman read``: articles into a record."""

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.cli.command import Arguments, Command, add_record, opened, record_path
from dragoman.cli.printing import console, shown, shown_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.config import Settings
    from dragoman.ingest import Chain, ReadReport, Watcher
    from dragoman.records import Failure, RawDocument
    from dragoman.store.open import Store

SHOWN_FAILURES = 50  # more than this many are counted, not listed; the record has them all


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of ``read``."""
    add_inputs(parser)
    parser.add_argument("--translation", metavar="FILE", help="a translation of the one PATH, coded beside it")
    parser.add_argument("--translator", metavar="NAME", help="who translated it")
    parser.add_argument("--retry", action="store_true", help="try again pages that were given up after two tries")
    add_record(parser)
    add_means(parser)


def add_inputs(parser: argparse.ArgumentParser) -> None:
    """What to read: paths, and listings of WARC files."""
    parser.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        help="files, folders, patterns, s3://, - for stdin; for read also https://",
    )
    parser.add_argument(
        "--warc-paths", action="append", metavar="FILE", help="a listing of WARC files: a path, or path offset length"
    )
    parser.add_argument("--warc-base", metavar="URL", help="what stands before the paths of the listing")
    parser.set_defaults(wrong=parser.error)


def add_means(parser: argparse.ArgumentParser) -> None:
    """What reads: settings, model and files of the user's own; and whether it is told."""
    add_coder(parser)
    parser.add_argument("--quiet", action="store_true", help="print only what failed")


def add_coder(parser: argparse.ArgumentParser) -> None:
    """What reads: settings, model and files of the user's own."""
    parser.add_argument("--settings", metavar="FILE", help="a TOML file of settings")
    add_reader(parser)
    add_own_files(parser)


def add_reader(parser: argparse.ArgumentParser) -> None:
    """``--model`` and ``--syntax``: another reader, or another parser."""
    parser.add_argument("--model", metavar="FOLDER", help="another reader model with the same heads")
    parser.add_argument(
        "--syntax", metavar="PIPELINE", help="a spaCy pipeline, package or folder, for sentences, tags and trees"
    )


def add_own_files(parser: argparse.ArgumentParser) -> None:
    """``--types`` and ``--actors``; they stand for those of the settings."""
    parser.add_argument("--types", metavar="FILE", help="event types of your own (TOML), coded beside PLOVER's")
    parser.add_argument(
        "--actors",
        metavar="FILE",
        action="append",
        help="actors of your own: PETRARCH's format or TSV; repeatable",
    )


def settings_of(arguments: Arguments) -> "Settings":
    """The settings a call means, with the parser and the files of the user's own that it names.

    Raises:
        SettingError: the settings file is wrong.
    """
    from msgspec.structs import replace

    from dragoman.config import load_settings

    settings = load_settings(Path(arguments.settings) if arguments.settings else None)
    actors = tuple(arguments.actors or ()) or settings.own.actors
    own = replace(settings.own, types=arguments.types or settings.own.types, actors=actors)
    reader = replace(settings.reader, syntax=arguments.syntax or settings.reader.syntax)
    return replace(settings, own=own, reader=reader)


def require_inputs(arguments: Arguments) -> None:
    """Leave with the usage where there is nothing to read, or a base for no listing."""
    if not arguments.paths and not arguments.warc_paths:
        arguments.wrong("nothing to read: give PATH, or a listing with --warc-paths")
    if arguments.warc_base and not arguments.warc_paths:
        arguments.wrong("--warc-base is for listings: give one with --warc-paths, or leave it out")


def run(arguments: Arguments) -> int:
    """Read the paths; exit status 1 when some input failed."""
    from dragoman.ingest import read_documents, read_translation, ready
    from dragoman.store.write import try_again

    require_inputs(arguments)
    _require_one_original(arguments)
    with (
        ready(settings_of(arguments), arguments.model, record_path(arguments)) as chain,
        opened(arguments, "write") as store,
        watching(quiet=arguments.quiet) as watch,
    ):
        if arguments.retry:
            try_again(store)
        if arguments.translation:
            report = read_translation(
                arguments.paths[0],
                arguments.translation,
                translator=arguments.translator,
                store=store,
                chain=chain,
                watch=watch,
            )
        else:
            documents = _documents(arguments, store, chain)
            report = read_documents(documents, store=store, run=chain.run, code=chain.code, watch=watch)
    print_report(report, record_path(arguments), quiet=arguments.quiet)
    return 1 if report.failures else 0


def _require_one_original(arguments: Arguments) -> None:
    if arguments.translation and (len(arguments.paths) != 1 or arguments.warc_paths):
        arguments.wrong("--translation is of one original: give one PATH")
    if arguments.translator and not arguments.translation:
        arguments.wrong("--translator is of a translation: give it with --translation FILE")


def _documents(arguments: Arguments, store: "Store", chain: "Chain") -> "Iterator[RawDocument | Failure]":
    from dragoman.ingest import open_inputs
    from dragoman.sources.warc_listing import open_listing

    yield from open_inputs(arguments.paths, store=store, chain=chain)
    for listing in arguments.warc_paths or ():
        yield from open_listing(listing, base=arguments.warc_base, limits=chain.limits)


@contextmanager
def watching(*, quiet: bool) -> "Iterator[Watcher | None]":
    """A running count of documents as they are stored; nothing where nobody watches."""
    with progress(quiet=quiet) as advance:
        yield None if advance is None else lambda source, outcome: advance(source, 1)


@contextmanager
def progress(*, quiet: bool) -> Iterator[Callable[[str, int], None] | None]:
    """A running count on the terminal, told of each source and of how many documents; nothing where nobody watches."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.completed} documents"), TimeElapsedColumn())
    with Progress(*columns, TextColumn("{task.description}"), console=console(error=True), transient=True) as shown_as:
        task = shown_as.add_task("", total=None)

        def advance(source: str, documents: int) -> None:
            shown_as.update(task, advance=documents, description=shown(source)[-60:])

        yield advance


def print_failures(failures: "Sequence[Failure]") -> None:
    """List what failed on standard error."""
    for failure in failures[:SHOWN_FAILURES]:
        told = f"failed at {failure.stage}: {failure.source}: {failure.reason}"
        print(shown_line(told), file=sys.stderr)
    if len(failures) > SHOWN_FAILURES:
        more = len(failures) - SHOWN_FAILURES
        print(f"and {more} more; `dragoman check` lists them all", file=sys.stderr)


def print_report(report: "ReadReport", record: object, *, quiet: bool) -> None:
    """List what failed and say what became of the rest."""
    print_failures(report.failures)
    if not quiet:
        counts = f"{report.read} new, {report.updated} updated, {report.unchanged} unchanged, {report.failed} failed"
        print(f"{counts}; record: {record}")


READ = Command("read", "Read articles into a record.", configure, run)
