"""``dragoman import`` and ``compare-with``: our exports back into a record, and event tables of others beside it."""

import argparse
from pathlib import Path

from dragoman.cli.command import Arguments, Command, add_format, add_period, add_record, opened
from dragoman.cli.printing import console, print_json, print_listing, shown_line

COLUMNS = ("month", "first", "second", "theirs", "ours")


def configure_import(parser: argparse.ArgumentParser) -> None:
    """The options of ``import``."""
    parser.add_argument("path", metavar="PATH", help="JSON lines, or a folder of Parquet, exported --with-text")
    add_record(parser)


def run_import(arguments: Arguments) -> int:
    """Take an export back into a record, which is made if it is not there."""
    from dragoman.exports.restore import check_export, import_export

    check_export(Path(arguments.path))  # so that a wrong path makes no empty record
    with opened(arguments, mode="write") as store:
        report = import_export(store, Path(arguments.path))
    counts = f"{report.new} new, {report.updated} updated, {report.unchanged} as they were"
    failed = f"; {report.failures} failed inputs noted" if report.failures else ""
    print(shown_line(f"articles: {counts}{failed}"))
    return 0


def configure_compare(parser: argparse.ArgumentParser) -> None:
    """The options of ``compare-with``."""
    parser.add_argument("path", metavar="FILE", help="an event table of GDELT 2.0, ICEWS or POLECAT; .gz and .zip too")
    parser.add_argument("--party", metavar="NAME", help="only pairs with this party")
    parser.add_argument("--pair", nargs=2, metavar="NAME", help="only this pair")
    add_period(parser)
    add_format(parser)
    add_record(parser)


def run_compare(arguments: Arguments) -> int:
    """Print how many events a month both have for each pair."""
    import msgspec

    from dragoman.cli.listings import wanted_of
    from dragoman.exports.comparison import compare_with
    from dragoman.store.listing import EventFilter, make_filter

    with opened(arguments) as store:
        wanted = make_filter(EventFilter, wanted_of(store, arguments, ("party", "pair", "since", "until")))
        found = compare_with(store, Path(arguments.path), wanted=wanted)
    if arguments.format == "json":
        print_json(msgspec.to_builtins(found))
        return 0
    rows = [msgspec.to_builtins(row) for row in found.rows]
    print_listing(rows, form=arguments.format, columns=COLUMNS)
    if arguments.format == "table":
        line = f"{found.read} rows read; {found.unpaired} without two known parties, {found.unread} unread"
        console().print(f"{line}. Theirs are rows, ours happenings that occurred and are not alleged.", style="dim")
    return 0


IMPORT = Command("import", "Take an export with text back into a record.", configure_import, run_import)
COMPARE = Command(
    "compare-with", "Count a record beside an event table of GDELT, ICEWS or POLECAT.", configure_compare, run_compare
)
