"""``dragoman types``: event types of the user's own, tried on their examples."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dragoman.cli.command import Arguments, Command, add_format
from dragoman.cli.printing import print_listing

if TYPE_CHECKING:
    from dragoman.examples import Tried

COLUMNS = ("type", "example", "gives", "holds")


def configure(parser: argparse.ArgumentParser) -> None:
    """What to do with a file of types."""
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    summary = "Read each example of a file of types and say what it gives."
    check = actions.add_parser("check", help=summary, description=summary, allow_abbrev=False)
    check.add_argument("file", metavar="FILE", help="event types of your own (TOML)")
    check.add_argument("--settings", metavar="FILE", help="a TOML file of settings")
    check.add_argument("--model", metavar="FOLDER", help="another reader model with the same heads")
    add_format(check)


def run(arguments: Arguments) -> int:
    """Print what each example gives; exit status 1 when one does not give what it should."""
    from dragoman.article import Extractor
    from dragoman.config import load_settings
    from dragoman.events.own_types import read_own_types
    from dragoman.examples import tried
    from dragoman.pipeline import load_resources

    types = read_own_types(arguments.file)
    settings = load_settings(Path(arguments.settings) if arguments.settings else None)
    model = Path(arguments.model) if arguments.model else None
    resources = load_resources(model=model, syntax=settings.reader.syntax, limits=settings.limits, types=types)
    with Extractor(settings.limits) as extractor:
        results = list(tried(types, extractor=extractor, resources=resources))
    print_listing(map(_row, results), form=arguments.format, columns=COLUMNS, caveat=False)
    return 0 if all(each.holds for each in results) else 1


def _row(each: "Tried") -> dict[str, Any]:
    from dragoman.examples import told

    return {
        "type": each.type if each.wanted else f"not {each.type}", "example": each.text, "gives": told(each.events),
        "holds": "yes" if each.holds else "no",
    }  # fmt: skip


TYPES = Command("types", "Try event types of your own on their examples.", configure, run)
