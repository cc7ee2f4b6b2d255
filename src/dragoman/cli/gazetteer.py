"""``dragoman gazetteer``: the tables of who held which office when, and the user's own rows before them."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.cli.command import Arguments, Command, add_format, add_record, record_path
from dragoman.cli.outputs import write_lines
from dragoman.cli.printing import print_listing

if TYPE_CHECKING:
    from os import PathLike

    from dragoman.entities.gazetteer import Gazetteer
    from dragoman.entities.offices import Offices

JUDGED_COLUMNS = ("verdict", "office", "person", "start", "end", "detail")
CHECK_COLUMNS = ("what", "detail", "why")
EXPORTS = ("ftm", "tsv")


def configure(parser: argparse.ArgumentParser) -> None:
    """The three actions and their options."""
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)

    def action(name: str, summary: str, act: Callable[[Arguments], int]) -> argparse.ArgumentParser:
        found = actions.add_parser(name, help=summary, description=summary, allow_abbrev=False)
        found.set_defaults(act=act)
        return found

    add = action("import", "Compare a file with the tables and put what is new beside the record.", run_import)
    add.add_argument("file", metavar="FILE", help="Wikidata SPARQL JSON, followthemoney entities, or our TSV or TOML")
    add.add_argument("--as-of", metavar="DAY", help="the day up to which open stays are right (default: today)")
    add.add_argument("--dry-run", action="store_true", help="write nothing")
    out = action("export", "Write all stays in office, your own before the tables'.", run_export)
    out.add_argument("--out", metavar="PATH", help="a file; else standard output")
    out.add_argument("--format", choices=EXPORTS, required=True, help="ftm: followthemoney; tsv: our table")
    look = action("check", "List what cannot be right in the tables and your own rows.", run_check)
    look.add_argument("--gaps", action="store_true", help="also days for which no holder is known")
    for listing in (add, look):
        add_format(listing)
    for each in (add, out, look):
        add_record(each)


def run(arguments: Arguments) -> int:
    """Do what was asked for."""
    status: int = arguments.act(arguments)
    return status


def tables(record: "str | PathLike[str]") -> tuple["Offices", "Gazetteer"]:
    """The tables of offices with the user's own rows beside the record, and the names of states and bodies."""
    from dragoman.entities.gazetteer import Gazetteer
    from dragoman.entities.offices import Offices
    from dragoman.entities.own_offices import read_own, with_own

    gazetteer = Gazetteer.load()
    return with_own(Offices.load(), read_own(record), gazetteer), gazetteer


def run_import(arguments: Arguments) -> int:
    """Add what is new, list what is not known or does not agree; exit status 1 when there is such."""
    import msgspec

    from dragoman.entities.holdings import read_holdings
    from dragoman.entities.own_offices import add_own, compare, vouched

    record = record_path(arguments)
    judged = compare(vouched(read_holdings(Path(arguments.file)), _day(arguments.as_of)), *tables(record))
    rows = [
        {**msgspec.structs.asdict(one.holding), "verdict": one.verdict, "detail": one.detail}
        for one in judged
        if one.verdict in ("conflict", "not understood")
    ]
    print_listing(
        [{name: row[name] for name in JUDGED_COLUMNS} for row in rows], form=arguments.format, columns=JUDGED_COLUMNS,
        caveat=False, nothing="no conflicts",
    )  # fmt: skip
    new = [one.holding for one in judged if one.verdict == "new"]
    where = add_own(record, new) if new and not arguments.dry_run else "nothing"
    known = sum(one.verdict == "known" for one in judged)
    print(f"{len(new)} new, {known} known, {len(rows)} not taken; written: {where}", file=sys.stderr)
    return 1 if rows else 0


def _day(text: str | None) -> str:
    from datetime import date

    from dragoman.partial_date import PartialDate

    return str(PartialDate.parse(text).latest) if text else date.today().isoformat()


def run_export(arguments: Arguments) -> int:
    """Write the tables with the user's own rows."""
    from dragoman.exports.offices import office_entities, office_tsv

    offices, _ = tables(record_path(arguments))
    lines = office_entities(offices) if arguments.format == "ftm" else office_tsv(offices)
    write_lines((f"{line}\n".encode() for line in lines), arguments.out)
    return 0


def run_check(arguments: Arguments) -> int:
    """List what cannot be right; exit status 1 where a stay ends before it starts."""
    from dragoman.entities.office_checks import GAPS, IMPOSSIBLE, check_offices

    offices, _ = tables(record_path(arguments))
    found = check_offices(offices)
    rows = [
        {"what": name, "detail": one.detail.replace("\t", "  "), "why": one.why}
        for name, oddities in found.items()
        if name != GAPS or arguments.gaps
        for one in oddities
    ]
    print_listing(rows, form=arguments.format, columns=CHECK_COLUMNS, caveat=False)
    return 1 if found[IMPOSSIBLE] else 0


GAZETTEER = Command("gazetteer", "Import, export or check who held which office.", configure, run)
