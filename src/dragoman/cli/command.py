"""What a command is, and the options that commands share."""

import argparse
import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from dragoman import __version__

if TYPE_CHECKING:
    from pathlib import Path

    from dragoman.store.open import Mode, Store
    from dragoman.store.postgres.address import Place

Arguments = argparse.Namespace

RECORD_VARIABLE = "DRAGOMAN_RECORD"
DEFAULT_RECORD = "dragoman.db"
LOG_VARIABLE = "DRAGOMAN_LOG"
FORMATS = ("table", "json", "csv")


class Command(NamedTuple):
    """A command: its name, what it does in one line, its options, and what runs."""

    name: str
    summary: str
    configure: Callable[[argparse.ArgumentParser], None]
    run: Callable[[Arguments], int]


def build_parser(commands: Sequence[Command]) -> argparse.ArgumentParser:
    """The parser of the whole command line."""
    parser = argparse.ArgumentParser(
        prog="dragoman",
        description="Read news reports and official releases and keep a cited, searchable record of who said and did "
        "what to whom.",
        epilog="Exit status: 0 done, 1 some input failed (listed), 2 the call was wrong.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"dragoman {__version__}")
    parser.add_argument(
        "--log", metavar="FILE", help=f"add to a log of JSON lines, - for standard error; else ${LOG_VARIABLE}"
    )
    names = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in commands:
        each = names.add_parser(command.name, help=command.summary, description=command.summary, allow_abbrev=False)
        command.configure(each)
        each.set_defaults(run=command.run, command=command.name)
    return parser


def add_record(parser: argparse._ActionsContainer) -> None:
    """``--record FILE``, else the environment's, else ``dragoman.db`` here."""
    parser.add_argument(
        "--record", metavar="FILE", help=f"the record; else ${RECORD_VARIABLE}, else {DEFAULT_RECORD} here"
    )


def add_format(parser: argparse.ArgumentParser) -> None:
    """``--format table|json|csv``."""
    parser.add_argument("--format", choices=FORMATS, default="table", help="how to print (default: %(default)s)")


def add_period(parser: argparse.ArgumentParser) -> None:
    """``--from`` and ``--to``."""
    parser.add_argument(
        "--from", dest="since", metavar="DATE", help="leave out what was over before: 2017, 2017-11 or a day"
    )
    parser.add_argument("--to", dest="until", metavar="DATE", help="leave out what began after: 2017, 2017-11 or a day")


def record_path(arguments: Arguments) -> "Place":
    """The record that a call means: a file, or an address on a server."""
    from dragoman.store.postgres.address import place_of

    return place_of(arguments.record or os.environ.get(RECORD_VARIABLE) or DEFAULT_RECORD)


def record_file(arguments: Arguments) -> "Path":
    """The record that a call means, for what is done with a file only.

    Raises:
        UsageError: it is on a server.
    """
    from dragoman.errors import UsageError
    from dragoman.store.postgres.address import Address

    place = record_path(arguments)
    if isinstance(place, Address):
        raise UsageError(
            "the record is on a server and no file", values=str(place),
            remedy="Use PostgreSQL's own pg_dump and vacuumdb; `dragoman copy` makes a file of it",
        )  # fmt: skip
    return place


def log_target(arguments: Arguments) -> str | None:
    """Where a call wants its log; ``None``: nowhere."""
    return arguments.log or os.environ.get(LOG_VARIABLE) or None


def opened(arguments: Arguments, mode: "Mode" = "read") -> "Store":
    """The record that a call means, open.

    Raises:
        UsageError, RecordError: as ``store.open.open_store``.
    """
    from dragoman.store.open import open_store

    return open_store(record_path(arguments), mode=mode)


def opened_to_change(arguments: Arguments) -> "Store":
    """The record that a call means, open for writing; it must be there.

    Raises:
        UsageError, RecordError: as ``store.open.open_store``.
    """
    opened(arguments).close()
    return opened(arguments, "write")
