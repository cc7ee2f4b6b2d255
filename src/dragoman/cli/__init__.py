"""The command line. Every command is a row in ``COMMANDS``; its module's heavy imports wait until it runs.

argparse and not a larger framework, because ``dragoman --help`` must answer at once: 0.08 s here, where typer took
0.25 s to load its own dependencies.
"""

import sys
import time
from collections.abc import Sequence
from typing import NoReturn

from dragoman.cli.agreement import EVAL
from dragoman.cli.attributions import ATTRIBUTIONS
from dragoman.cli.command import Arguments, Command, build_parser, log_target
from dragoman.cli.copying import COPY
from dragoman.cli.dealings import CHANGES, CONTACTS, NETWORK
from dragoman.cli.decisions import CORRECTIONS, HISTORY, PRECISION
from dragoman.cli.differences import DISAGREEMENTS, READOUTS
from dragoman.cli.distribution import DISTRIBUTE, LOAD
from dragoman.cli.explaining import WHY
from dragoman.cli.feeds import FETCHES, WATCH
from dragoman.cli.gazetteer import GAZETTEER
from dragoman.cli.happenings import HAPPENING, HAPPENINGS
from dragoman.cli.health import CHECK, DOCTOR
from dragoman.cli.imports import COMPARE, IMPORT
from dragoman.cli.labels import LABEL
from dragoman.cli.listings import EVENTS, SEARCH, STATEMENTS, TIMELINE
from dragoman.cli.offices import WHO
from dragoman.cli.outputs import EXPORT
from dragoman.cli.own_types import TYPES
from dragoman.cli.positions import POSITIONS
from dragoman.cli.printing import shown_line
from dragoman.cli.promises import PROMISE, PROMISES
from dragoman.cli.questions import QUERY
from dragoman.cli.reading import READ
from dragoman.cli.recoding import DIFF, RECODE, RUNS
from dragoman.cli.releasing import FORGET, RELEASE
from dragoman.cli.reviewing import REVIEW
from dragoman.cli.series import COVERAGE, PANEL, SERIES
from dragoman.cli.serving import SERVE
from dragoman.cli.showing import SHOW
from dragoman.cli.upkeep import BACKUP, MIGRATE, RESTORE, VACUUM
from dragoman.cli.users import USERS
from dragoman.cli.vectors import VECTORS
from dragoman.errors import DragomanError

COMMANDS: tuple[Command, ...] = (
    READ, WATCH, FETCHES, DISTRIBUTE, LOAD, SHOW, SEARCH, VECTORS, QUERY, EVENTS, STATEMENTS, TIMELINE, HAPPENINGS,
    HAPPENING, DISAGREEMENTS, READOUTS, POSITIONS, PROMISES, PROMISE, SERIES, PANEL, COVERAGE, NETWORK, CHANGES,
    CONTACTS, WHO, GAZETTEER, CHECK, EXPORT, IMPORT, COMPARE, SERVE, COPY, USERS, BACKUP, RESTORE, MIGRATE, VACUUM,
    DOCTOR, EVAL, LABEL, ATTRIBUTIONS, TYPES, REVIEW, HISTORY, PRECISION, CORRECTIONS, RUNS, RECODE, DIFF, WHY,
    RELEASE, FORGET,
)  # fmt: skip

DONE, SOME_INPUT_FAILED, CALL_WRONG, STOPPED = 0, 1, 2, 130  # 130: what shells give for Ctrl-C


def main(argv: Sequence[str] | None = None) -> NoReturn:
    """Run a command and leave with its exit status: 0 done, 1 some input failed, 2 the call was wrong."""
    sys.exit(run(argv))


def run(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status; ``argv`` is the arguments without the program's name."""
    _write_utf8()
    arguments = build_parser(COMMANDS).parse_args(argv)
    try:
        status = _run_logged(arguments)
        sys.stdout.flush()
    except DragomanError as error:
        print(f"dragoman: {shown_line(error)}", file=sys.stderr)
        return CALL_WRONG
    except KeyboardInterrupt:
        print("dragoman: stopped; the record is whole, and the same command goes on from here", file=sys.stderr)
        return STOPPED
    except BrokenPipeError:  # the reader of the pipe has seen enough: `dragoman export | head`
        sys.stderr.close()
        return DONE
    return status


def _run_logged(arguments: Arguments) -> int:
    """Run a command between two lines of the log, where one is asked for."""
    target = log_target(arguments)
    if target is None:
        status: int = arguments.run(arguments)
        return status
    from dragoman import __version__
    from dragoman.logs import log, log_error, logging_to

    began = time.monotonic()
    with logging_to(target):
        log("command begins", command=arguments.command, version=__version__)
        try:
            status = arguments.run(arguments)
        except BaseException as error:
            log_error("command stopped", error, command=arguments.command, seconds=_since(began))
            raise
        log("command ends", command=arguments.command, status=status, seconds=_since(began))
    return status


def _since(began: float) -> float:
    return round(time.monotonic() - began, 3)


def _write_utf8() -> None:
    """Articles hold any character; a terminal that cannot show one gets its escape, not a crash."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
