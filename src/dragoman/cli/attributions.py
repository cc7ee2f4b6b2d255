"""``dragoman attributions``: who says, thinks or wants what in texts that are not kept."""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dragoman.cli.command import Arguments, Command
from dragoman.cli.outputs import write_lines
from dragoman.cli.reading import add_reader

if TYPE_CHECKING:
    from dragoman.language.model import Reader
    from dragoman.statements.attributed import Attributor


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of ``attributions``."""
    parser.add_argument(
        "files", metavar="FILE", nargs="+", help="plain text, or JSON lines with 'text' and 'id'; - for standard input"
    )
    parser.add_argument("--out", metavar="PATH", help="a file; else standard output")
    add_reader(parser)


def run(arguments: Arguments) -> int:
    """Write a JSON line a text: its name, and source, cue and content of each attribution as offsets of the text."""
    from dragoman.language.spacy_syntax import load_reader
    from dragoman.statements.attributed import Attributor

    texts = [pair for name in arguments.files for pair in _texts(name)]
    reader = load_reader(Path(arguments.model) if arguments.model else None, syntax=arguments.syntax)
    write_lines(_lines(texts, reader, Attributor.load()), arguments.out)
    return 0


def _lines(texts: list[tuple[str, str]], reader: "Reader", attributor: "Attributor") -> Iterator[bytes]:
    for name, text in texts:
        found = [one.as_dict() for one in attributor(text, reader.read(text))]
        yield json.dumps({"id": name, "attributions": found}, ensure_ascii=False).encode() + b"\n"


def _texts(name: str) -> list[tuple[str, str]]:
    """The texts of a file with their names.

    Raises:
        UsageError: the file cannot be read, or a line is no object with a text.
    """
    from dragoman.errors import UsageError

    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError("the file cannot be read", values=f"{name}: {error}", remedy="Give a file in UTF-8") from error
    if not text.lstrip().startswith("{"):
        return [(name, text)]
    return [_named(line, f"{name}, line {n}") for n, line in enumerate(text.split("\n"), 1) if line.strip()]


def _named(line: str, where: str) -> tuple[str, str]:
    from dragoman.errors import UsageError

    try:
        row: Any = json.loads(line)
    except ValueError as error:
        raise UsageError("a line is no JSON", values=f"{where}: {error}", remedy="Mend or remove it") from error
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise UsageError("a line has no text", values=where, remedy='Give objects with a string under "text"')
    return str(row.get("id", where)), row["text"]


ATTRIBUTIONS = Command("attributions", "Tell who says, thinks or wants what in texts; nothing is kept.", configure, run)
