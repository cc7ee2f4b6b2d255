"""``dragoman copy``: a record carried to a server, or from one to a file."""

import argparse

from dragoman.cli.command import Arguments, Command
from dragoman.cli.printing import shown_line


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of ``copy``."""
    parser.add_argument("source", metavar="FROM", help="a record: a file or postgresql://user@host/database")
    parser.add_argument("target", metavar="TO", help="a file that is not there yet, or an empty database")


def run(arguments: Arguments) -> int:
    """Copy every row of a record."""
    from dragoman.logs import log
    from dragoman.store.copying import copy_record

    made = copy_record(arguments.source, arguments.target)
    log("record copied", record=made.to, articles=made.rows["articles"])
    told = f"{made.rows['articles']} articles, {made.rows['events']} events, {made.rows['statements']} statements"
    print(shown_line(f"{told}, {made.rows['revisions']} revisions: {made.to}"))
    return 0


COPY = Command("copy", "Copy a record to a PostgreSQL server, or from one.", configure, run)
