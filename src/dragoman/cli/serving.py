"""``dragoman serve``: the record as a local web app."""

import argparse
import os

from dragoman.cli.command import DEFAULT_RECORD, RECORD_VARIABLE, Arguments, Command

TOKEN_VARIABLE = "DRAGOMAN_TOKEN"


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of ``serve``."""
    parser.add_argument(
        "record", nargs="?", metavar="RECORD", help=f"the record; else ${RECORD_VARIABLE}, else {DEFAULT_RECORD} here"
    )
    parser.add_argument("--port", type=int, default=8000, help="0 takes a free one (default: %(default)s)")
    parser.add_argument("--host", default="127.0.0.1", help="where to listen (default: this machine only)")
    parser.add_argument("--token", help=f"what a reader must show; needed for any other host; else ${TOKEN_VARIABLE}")
    parser.add_argument(
        "--name", action="append", default=[], help="another name this machine is reached by; may repeat"
    )


def run(arguments: Arguments) -> int:
    """Serve the record until Ctrl-C."""
    from dragoman.errors import InstallationError
    from dragoman.store.postgres.address import place_of
    from dragoman.web.terms import Terms

    record = arguments.record or os.environ.get(RECORD_VARIABLE) or DEFAULT_RECORD
    terms = Terms(
        record=place_of(record), host=arguments.host, port=arguments.port, names=tuple(arguments.name),
        token=arguments.token or os.environ.get(TOKEN_VARIABLE) or None,
    )  # fmt: skip
    terms.check()
    try:
        from dragoman.web.serve import serve
    except ImportError as error:
        raise InstallationError(
            "the web app is not installed", values=str(error.name), remedy="pip install 'dragoman[web]'"
        ) from error
    serve(terms)
    return 0


SERVE = Command("serve", "Serve the record as a local web app.", configure, run)
