"""``dragoman label``: the type of event of marked pairs."""

import argparse
import csv
import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dragoman.cli.command import Arguments, Command
from dragoman.cli.outputs import write_lines
from dragoman.cli.printing import shown_line
from dragoman.cli.reading import add_reader

if TYPE_CHECKING:
    from dragoman.labelling import Labeller

FIELDS = ("marked", "marked_sentence")  # where a row holds the sentence
ADDED = ("predicted", "probability", "mode", "why")


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of ``label``."""
    parser.add_argument("file", metavar="FILE", help="TSV with a header, or JSON lines; - for standard input")
    parser.add_argument(
        "--roots", choices=("plover", "plv"), default="plover", help="plv: CONCEDE and RETREAT are YIELD"
    )
    parser.add_argument("--out", metavar="PATH", help="a file; else standard output")
    add_reader(parser)


def run(arguments: Arguments) -> int:
    """Label the rows; exit status 1 when one could not be labelled, which is kept without a label."""
    from dragoman.article import Extractor
    from dragoman.config import Limits
    from dragoman.labelling import Labeller
    from dragoman.pipeline import load_resources

    rows, as_lines = _rows(arguments.file)
    failed: list[str] = []
    model = Path(arguments.model) if arguments.model else None
    with Extractor(Limits()) as extractor:
        labeller = Labeller(resources=load_resources(model=model, syntax=arguments.syntax), extractor=extractor)
        labelled = (_labelled(row, labeller, arguments.roots, failed) for row in rows)
        write_lines(_lines(labelled, as_lines=as_lines), arguments.out)
    for line in failed:
        print(shown_line(f"failed: {line}"), file=sys.stderr)
    return 1 if failed else 0


def _rows(name: str) -> tuple[list[dict[str, Any]], bool]:
    """The rows of a file, and whether they are JSON lines.

    Raises:
        UsageError: the file cannot be read, is neither, or has no column of marked sentences.
    """
    from dragoman.errors import UsageError

    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError("the file cannot be read", values=f"{name}: {error}", remedy="Give a file in UTF-8") from error
    as_lines = text.lstrip().startswith("{")
    try:
        rows = (
            [json.loads(line) for line in text.splitlines() if line.strip()]
            if as_lines
            else list(csv.DictReader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE))
        )
    except ValueError as error:
        raise UsageError("a line is no JSON", values=f"{name}: {error}", remedy="Mend or remove it") from error
    if rows and not any(field in rows[0] for field in FIELDS):
        raise UsageError(
            "no column of marked sentences",
            values=", ".join(map(str, rows[0])),
            remedy=f"Name it {' or '.join(FIELDS)}",
        )
    return rows, as_lines


def _labelled(row: dict[str, Any], labeller: "Labeller", roots: Any, failed: list[str]) -> dict[str, Any]:
    from dragoman.errors import InputError, UsageError
    from dragoman.language.marked import read_marked

    marked = str(next((row[field] for field in FIELDS if row.get(field)), ""))
    try:
        found = labeller.label(read_marked(marked), roots=roots)
    except (InputError, UsageError) as error:
        failed.append(f"{marked[:60]}: {error}")
        return row | dict.fromkeys(ADDED)
    return row | {
        "predicted": found.predicted,
        "probability": found.probability,
        "mode": found.mode,
        "why": "; ".join(found.why),
    }


def _lines(rows: Iterator[dict[str, Any]], *, as_lines: bool) -> Iterator[bytes]:
    header = False
    for row in rows:
        if as_lines:
            yield json.dumps(row, ensure_ascii=False).encode() + b"\n"
            continue
        if not header:
            yield _tabbed(row) + b"\n"
            header = True
        yield _tabbed(row.values()) + b"\n"


def _tabbed(values: Any) -> bytes:
    return "\t".join("" if value is None else str(value).replace("\t", " ") for value in values).encode()


LABEL = Command("label", "Tell what kind of event passes between two marked parties.", configure, run)
