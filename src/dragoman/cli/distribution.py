"""``dragoman distribute`` and ``load``: many articles into a folder of shards, and from there into a record."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from dragoman.cli.command import Arguments, Command, add_record, opened, record_path
from dragoman.cli.printing import shown_line
from dragoman.cli.reading import (
    add_inputs,
    add_means,
    print_failures,
    print_report,
    progress,
    require_inputs,
    settings_of,
    watching,
)

if TYPE_CHECKING:
    from dragoman.distribute.driver import DistributeReport, Watch
    from dragoman.distribute.engines import Engine

ENGINES = ("local", "ray")


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of ``distribute``."""
    add_inputs(parser)
    parser.add_argument(
        "--out", metavar="DIR", required=True, help="folder or URL for the shards; gone on with if there"
    )
    parser.add_argument("--engine", choices=ENGINES, default="local", help="what runs them (default: %(default)s)")
    parser.add_argument("--address", metavar="ADDRESS", help="of a Ray cluster; else Ray is started here")
    parser.add_argument("--workers", type=int, metavar="N", help="shards at a time; else as many as there are cores")
    parser.add_argument("--shard-size", type=int, metavar="N", help="documents a shard; 500")
    add_means(parser)


def run(arguments: Arguments) -> int:
    """Code the inputs; exit status 1 when some input failed or a shard was lost."""
    from dragoman.distribute.driver import ARTICLES_PER_SHARD, Inputs, Means, distribute

    require_inputs(arguments)
    inputs = Inputs(paths=tuple(arguments.paths), listings=tuple(arguments.warc_paths or ()), base=arguments.warc_base)
    size = ARTICLES_PER_SHARD if arguments.shard_size is None else arguments.shard_size
    means = Means(settings=settings_of(arguments), model=arguments.model)
    with _engine(arguments) as engine, _shards_done(quiet=arguments.quiet) as watch:
        report = distribute(
            inputs, out=arguments.out, engine=engine, means=means, shard_size=size, watch=watch,
        )  # fmt: skip
    _print_report(report, arguments.out, quiet=arguments.quiet)
    return 1 if report.unfinished or any(receipt.failures for receipt in report.receipts) else 0


@contextmanager
def _engine(arguments: Arguments) -> "Iterator[Engine]":
    from dragoman.distribute.engines import LocalEngine, RayEngine
    from dragoman.errors import UsageError

    if arguments.workers is not None and arguments.workers < 1:
        raise UsageError("no workers", values=f"--workers {arguments.workers}", remedy="Give 1 or more")
    if arguments.address and arguments.engine != "ray":
        raise UsageError("--address is for Ray", values=f"--engine {arguments.engine}", remedy="Add --engine ray")
    local = arguments.engine == "local"
    engine = LocalEngine(arguments.workers) if local else RayEngine(arguments.workers, arguments.address)
    try:
        yield engine
    finally:
        engine.close()


@contextmanager
def _shards_done(*, quiet: bool) -> "Iterator[Watch | None]":
    """A running count on the terminal; nothing where nobody watches."""
    with progress(quiet=quiet) as advance:
        if advance is None:
            yield None
        else:
            yield lambda done: advance(done.receipt.begins or "", done.receipt.documents)


def _print_report(report: "DistributeReport", out: str, *, quiet: bool) -> None:
    print_failures(report.failures)
    for failure in report.unfinished:
        told = f"not finished: the shard from {failure.source} on: {failure.reason}; the same command tries it again"
        print(shown_line(told), file=sys.stderr)
    if not quiet:
        total = {name: sum(getattr(item, name) for item in report.receipts) for name in ("articles", "failures")}
        counts = f"shards: {report.coded} coded, {len(report.receipts) - report.coded} there before"
        print(f"{counts}; {total['articles']} articles, {total['failures']} failed; folder: {out}")


def configure_load(parser: argparse.ArgumentParser) -> None:
    """The options of ``load``."""
    parser.add_argument("folder", metavar="DIR", help="folder or URL that `dragoman distribute` wrote")
    add_record(parser)
    parser.add_argument("--quiet", action="store_true", help="print only what failed")


def run_load(arguments: Arguments) -> int:
    """Load finished shards into a record; exit status 1 when they hold failures."""
    from dragoman.distribute.folders import open_folder
    from dragoman.distribute.load import load_shards
    from dragoman.distribute.manifest import read_manifest

    read_manifest(open_folder(arguments.folder))  # no record is made where there is nothing to load
    with opened(arguments, "write") as store, watching(quiet=arguments.quiet) as watch:
        report = load_shards(arguments.folder, store=store, watch=watch)
    print_report(report, record_path(arguments), quiet=arguments.quiet)
    return 1 if report.failures else 0


DISTRIBUTE = Command("distribute", "Read many articles into a folder of shards, side by side.", configure, run)
LOAD = Command("load", "Load finished shards into a record.", configure_load, run_load)
