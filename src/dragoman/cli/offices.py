"""``dragoman who``: who held which office when."""

import argparse

from dragoman.cli.command import Arguments, Command, add_format, add_record, record_path
from dragoman.cli.printing import print_listing

COLUMNS = ("holder", "office", "start", "end", "certainty", "source")


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of ``who``."""
    parser.add_argument(
        "question", nargs="+", metavar="OFFICE", help="foreign minister of Pakistan; or a person, or a body"
    )
    parser.add_argument("--on", metavar="DATE", help="2017, 2017-11 or a day; without it everybody, latest first")
    add_format(parser)
    add_record(parser)


def run(arguments: Arguments) -> int:
    """Print the holders; a table that knows none says so."""
    import msgspec

    from dragoman.cli.gazetteer import tables
    from dragoman.entities.who import who
    from dragoman.partial_date import PartialDate

    on = PartialDate.parse(arguments.on) if arguments.on else PartialDate()
    question = " ".join(arguments.question)
    offices, gazetteer = tables(record_path(arguments))
    found = who(question, on, offices=offices, gazetteer=gazetteer)
    rows = (msgspec.structs.asdict(held) for held in found)
    print_listing(rows, form=arguments.format, columns=COLUMNS, caveat=False, nothing="not known to the tables")
    return 0


WHO = Command("who", "Who held an office, what a person held, who led a body.", configure, run)
