"""Read the sample dispatches into a record and show what was found: ``python examples/demo.py OUT_DIR``."""

import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import dragoman

if TYPE_CHECKING:
    from dragoman.api import OpenRecord
    from dragoman.records import Article, Participant

DISPATCHES = Path(os.path.relpath(Path(__file__).parent / "dispatches"))  # sources in the record go by this name
SHOWN = "1999-02-21-lahore-declaration.txt"
PAIR = ("PAK", "IND")
SAMPLES = 5
WIDTH = 100  # letters of a quoted passage on a line


def main(arguments: Sequence[str]) -> int:
    """Make ``OUT_DIR/dispatches.db`` anew and print what is in it; 2: not told where, 1: some input failed."""
    if len(arguments) != 1:
        print("usage: python examples/demo.py OUT_DIR", file=sys.stderr)
        return 2
    path = Path(arguments[0]) / "dispatches.db"
    path.parent.mkdir(parents=True, exist_ok=True)
    for end in ("", "-wal", "-shm"):  # what SQLite keeps beside an open file may be left from a stopped run
        path.with_name(path.name + end).unlink(missing_ok=True)
    with dragoman.open_record(path, mode="write") as record:
        report = record.read([DISPATCHES])
        print(f"{report.read} articles read from {DISPATCHES} into {path}, {report.failed} failed")
        for part in (_counts, _events, _statements, _timeline):
            print(*part(record), sep="\n")
    print("\nLook further:")
    for command in (f"show {DISPATCHES}/{SHOWN}", "search ceasefire", f"timeline {' '.join(PAIR)}"):
        print(f"  dragoman {command} --record {path}")
    print("This record shows what sources reported, not what is established.")
    return 1 if report.failed else 0


def _counts(record: "OpenRecord") -> Iterator[str]:
    """How much there is of everything, and what could not be used."""
    articles, events = list(record.articles()), list(record.events())
    yield _tally("formats", (_format_of(article.source) for article in articles))
    yield _tally("languages", (article.language for article in articles))
    yield _tally("dated by", (_dated_by(article) for article in articles))
    yield _tally("copies", ("copy" for article in articles if article.duplicate_of))
    yield _tally("events", (event.type for event in events))
    yield _tally("status", (event.status for event in events))
    yield _tally("stance", (statement.stance for statement in record.statements()))
    yield _tally("findings", (finding.kind for _, finding in record.findings()))
    yield from (f"{'failure':>10}  {Path(failure.source).name}: {failure.reason}" for failure in record.failures())


def _events(record: "OpenRecord") -> Iterator[str]:
    """A dated event of each of a few types, with the words it was read from and where they stand."""
    sources = _sources(record)
    yield f"\nFirst events of {SAMPLES} types: who did what to whom"
    events = record.events(status="occurred", basis="plain", copies=False)
    first = {event.type: event for event in reversed(list(events)) if event.when and event.actors and event.recipients}
    for event in sorted(first.values(), key=lambda event: event.when)[:SAMPLES]:
        yield f"  {event.when}  {event.type}  {_names(event.actors)} -> {_names(event.recipients)}"
        yield f"      “{_short(event.text)}” [{event.start}:{event.end}] {sources[event.article]}"


def _statements(record: "OpenRecord") -> Iterator[str]:
    """A statement of each stance, with its words and where they stand."""
    yield "\nFirst statements of each stance: who said what"
    sources = _sources(record)
    statements = reversed(list(record.statements(copies=False)))
    first = {statement.stance: statement for statement in statements if statement.speakers}
    for stance, statement in sorted(first.items())[:SAMPLES]:
        yield f"  {_names(statement.speakers)} {stance}"
        yield f"      “{_short(statement.text)}” [{statement.start}:{statement.end}] {sources[statement.article]}"


def _timeline(record: "OpenRecord") -> Iterator[str]:
    """What passed between two parties; what does not count stands there unmarked."""
    line = record.timeline(*PAIR)
    yield f"\nBetween {' and '.join(PAIR)}: {len(line.entries)} events, {line.counted} of them count (*)"
    for entry in line.entries:
        day, mark = entry.day or "undated", "*" if entry.counted else " "
        yield f"  {mark} {day!s:10}  {entry.event.type:8}  {entry.event.status:10}  {_short(entry.event.text)}"


def _tally(name: str, values: Iterable[str]) -> str:
    counts = sorted(Counter(values).items(), key=lambda item: (-item[1], item[0]))
    return f"{name:>10}  {', '.join(f'{value} {number}' for value, number in counts) or 'none'}"


def _format_of(source: str) -> str:
    ends = Path(source.partition("#")[0]).suffixes
    return "".join(ends[-2:] if ends[-1] in (".gz", ".zst") else ends[-1:])


def _dated_by(article: "Article") -> str:
    return article.published_from if article.published else "inference" if article.published_window else "nothing"


def _sources(record: "OpenRecord") -> dict[str, str]:
    return {article.id: Path(article.source).name for article in record.articles()}


def _names(sides: Sequence["Participant"]) -> str:
    return ", ".join(f"{who.name} ({who.party})" if who.party else who.name for who in sides)


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= WIDTH else f"{flat[: WIDTH - 1]}…"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
