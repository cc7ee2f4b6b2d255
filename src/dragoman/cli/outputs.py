"""``dragoman export``: the record for other programs."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.cli.command import Arguments, Command, add_period, add_record, opened
from dragoman.cli.printing import shown_line
from dragoman.exports.files import write_lines

if TYPE_CHECKING:
    from dragoman.exports.export import Format, Wanted
    from dragoman.exports.selection import Inclusion
    from dragoman.store.open import Store

__all__ = ["EXPORT", "write_lines"]

FORMATS: tuple["Format", ...] = ("jsonl", "csv", "parquet", "plover", "gdelt", "icews", "polecat", "ftm")
TABLES = ("events", "statements", "figures", "mentions")
INCLUSIONS: tuple["Inclusion", ...] = ("planned", "background", "hypothetical", "denied", "alleged", "copies")
FILTERS = ("party", "pair", "type", "status", "basis", "since", "until")


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of ``export``."""
    parser.add_argument(
        "--format", choices=FORMATS, required=True, help="our own three, or the layout of another data set"
    )
    parser.add_argument("--out", metavar="PATH", help="a file, or for several tables a folder; else standard output")
    parser.add_argument("--explain", action="store_true", help="only say what each column holds and what is lost")
    parser.add_argument("--table", choices=TABLES, help="csv, gdelt: only this table (into a file: default events)")
    parser.add_argument("--with-text", action="store_true", help="with the articles' own text: other people's words")
    parser.add_argument(
        "--include", action="append", choices=INCLUSIONS, default=[],
        help="in layouts that cannot say so: also what is ...; may be repeated",
    )  # fmt: skip
    parser.add_argument("--party", metavar="NAME", help="a party on either side, or that speaks")
    parser.add_argument("--pair", nargs=2, metavar="NAME", help="two parties that face each other")
    parser.add_argument("--type", metavar="TYPE", help="one of PLOVER's sixteen")
    parser.add_argument("--status", help="occurred, background, planned, hypothetical or denied")
    parser.add_argument("--basis", help="plain, attributed or alleged")
    add_period(parser)
    add_record(parser)


def run(arguments: Arguments) -> int:
    """Write the export, or say what its layout is."""
    from dragoman.errors import RecordError
    from dragoman.exports.export import export, layout_of, notes
    from dragoman.exports.layout import explain

    if arguments.explain:
        print(*explain(layout_of(arguments.format)), sep="\n")
        return 0
    out = Path(arguments.out) if arguments.out else None
    with opened(arguments) as store:
        try:
            fields = export(store, _wanted(store, arguments), out)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise RecordError(
                "the export cannot be written",
                values=f"{arguments.out or 'standard output'}: {error.strerror}",
                remedy="Check that the folder exists and can be written, and that the disk has room",
            ) from error
    for note in notes(fields):
        print(f"dragoman: {note}", file=sys.stderr)
    if out is None and arguments.format in ("gdelt", "icews", "ftm"):  # no column says which run made a row
        runs = ", ".join(one["id"] for one in fields["runs"]) or "none"
        line = f"runs {runs}; record schema {fields['record_schema']}; --out PATH writes a manifest"
        print(f"dragoman: {shown_line(line)}", file=sys.stderr)
    return 0


def _wanted(store: "Store", arguments: Arguments) -> "Wanted":
    from dragoman.cli.listings import wanted_of
    from dragoman.exports.export import Wanted
    from dragoman.exports.selection import Selection
    from dragoman.store.listing import EventFilter, make_filter

    asked = make_filter(EventFilter, wanted_of(store, arguments, FILTERS))
    selection = Selection(wanted=asked, include=frozenset(arguments.include))
    return Wanted(
        form=arguments.format, selection=selection, with_text=arguments.with_text, table=arguments.table
    )  # fmt: skip


EXPORT = Command("export", "Write the record for other programs, in our layouts or others'.", configure, run)
