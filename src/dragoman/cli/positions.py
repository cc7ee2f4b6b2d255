"""``dragoman positions``: what parties said on a topic over time, side by side."""

import argparse
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from dragoman.cli.command import Arguments, Command, add_format, add_period, add_record, opened
from dragoman.cli.printing import CAVEAT, console, print_json, print_listing, shown

if TYPE_CHECKING:
    from dragoman.compare.positions import Period, Position, PositionEntry, Positions
    from dragoman.store.open import Store

COLUMNS = ("date", "party", "speech", "stance", "speaker", "text", "article")
CELL_ENTRIES = 6  # of one speech act in a cell of the side-by-side table; the listing has them all


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of ``positions``."""
    parser.add_argument("parties", nargs="+", metavar="PARTY", help="one party, or several side by side")
    parser.add_argument(
        "--on", dest="topic", metavar="TOPIC", help="a topic of the tree; what lies below it counts too"
    )
    parser.add_argument(
        "--period", action="append", metavar="DATE", help="2017, or 2017/2019; several stand side by side"
    )
    parser.add_argument("--list", action="store_true", help="print a line for each thing said, not side by side")
    add_period(parser)
    add_format(parser)
    add_record(parser)


def run(arguments: Arguments) -> int:
    """Print positions."""
    from dragoman.analysis.parties import party_code
    from dragoman.codes.topics import topic_code
    from dragoman.compare.positions import positions, topics_spoken_of

    topic = topic_code(arguments.topic) if arguments.topic else None
    with opened(arguments) as store:
        codes = [party_code(store, name) for name in arguments.parties]
        found = positions(store, codes, topic=topic, periods=list(_periods(arguments)))
        if arguments.format == "json":
            print_json(_json(found))
        elif arguments.format == "csv" or arguments.list or len(found.columns) == 1:
            print_listing(_rows(found), form=arguments.format, columns=COLUMNS, caveat=False)
        else:
            _print_side_by_side(found)
        if arguments.format == "table":
            _print_rest(found)
            if topic is None:
                _print_topics(store, codes, topics_spoken_of)
            console().print(CAVEAT, style="dim")
    return 0


def _periods(arguments: Arguments) -> "Iterator[Period]":
    from dragoman.errors import UsageError
    from dragoman.store.listing import given_date

    if arguments.period and (arguments.since or arguments.until):
        raise UsageError(
            "periods are given twice", values="--period beside --from or --to", remedy="Give one of the two"
        )
    if not arguments.period:
        yield given_date(arguments.since), given_date(arguments.until)
    for period in arguments.period or ():
        when = given_date(period)
        yield when, when


def _row(entry: "PositionEntry") -> dict[str, Any]:
    return {
        "date": str(entry.when) if entry.when else None,
        "party": entry.party,
        "speech": entry.speech,
        "stance": entry.stance or "told",
        "speaker": [*entry.speakers],
        "text": " ".join(entry.text.split()),
        "article": entry.article,
    }


def _rows(found: "Positions") -> Iterator[dict[str, Any]]:
    for column in found.columns:
        yield from map(_row, column.entries)


def _whole(entry: "PositionEntry") -> dict[str, Any]:
    place = {"item": entry.item, "start": entry.start, "end": entry.end}
    kind = {"source": entry.source, "act": entry.act, "offices": [*entry.offices], "topics": [*entry.topics]}
    return {**_row(entry), "stance": entry.stance, **kind, **place}


def _json(found: "Positions") -> dict[str, Any]:
    columns = [
        {
            "party": column.party,
            "since": str(column.since) if column.since else None,
            "until": str(column.until) if column.until else None,
            "counts": column.counts,
            "entries": [_whole(entry) for entry in column.entries],
            "repeated": [{"words": [*m.words], "entries": [e.item for e in m.entries]} for m in column.repeated],
            "otherwise": [
                {"earlier": turn.earlier.item, "later": turn.later.item, "words": [*turn.words]}
                for turn in column.otherwise
            ],
        }
        for column in found.columns
    ]
    beside = [{"denial": one.denial.item, "others": [_whole(entry) for entry in one.others]} for one in found.beside]
    return {"topic": found.topic, "columns": columns, "beside": beside}


def _title(column: "Position") -> str:
    if column.since is None and column.until is None:
        return column.party
    if column.since == column.until:
        return f"{column.party} {column.since}"
    return f"{column.party} {column.since or '..'} to {column.until or '..'}"


def _print_side_by_side(found: "Positions") -> None:
    from rich.table import Table
    from rich.text import Text

    from dragoman.compare.speech import SPEECHES

    table = Table(pad_edge=False, header_style="bold", show_lines=True)
    table.add_column("")
    for column in found.columns:
        table.add_column(_title(column), overflow="fold", ratio=1)
    for speech in SPEECHES:
        cells = [_cell([entry for entry in column.entries if entry.speech == speech]) for column in found.columns]
        if any(cells):
            table.add_row(speech, *(Text(cell) for cell in cells))
    if table.row_count:
        console().print(table, soft_wrap=False)
    else:
        console().print("nothing found", style="dim")


def _cell(entries: "Sequence[PositionEntry]") -> str:
    lines = [_line(entry) for entry in entries[-CELL_ENTRIES:]]
    more = len(entries) - len(lines)
    return "\n".join([*([f"({more} earlier; see --list)"] if more else []), *lines])


def _line(entry: "PositionEntry") -> str:
    """The quoted words with day, speaker, stance and article: none is shown without the others."""
    row = _row(entry)
    article = entry.article.removeprefix("article-")[:8]
    who = ", ".join(entry.speakers)
    return shown(f"{row['date'] or 'not dated'} {who} ({row['stance']}) “{row['text']}” [{article}]")


def _print_rest(found: "Positions") -> None:
    out = console()
    for column in found.columns:
        if column.entries:
            counts = ", ".join(f"{number} {speech}" for speech, number in column.counts.items())
            out.print(f"\n{shown(_title(column))}: {len(column.entries)} said ({counts})", style="bold")
            first, last = column.entries[0], column.entries[-1]
            out.print(f"  first {first.when or 'not dated'}, last {last.when or 'not dated'}")
        for matter in column.repeated:
            out.print(f"  said {len(matter.entries)} times ({', '.join(matter.words)}):")
            for entry in matter.entries:
                out.print(f"    {_line(entry)}", style="dim")
        for turn in column.otherwise:
            out.print("  said otherwise:")
            for entry in (turn.earlier, turn.later):
                out.print(f"    {_line(entry)}", style="dim")
    for one in found.beside:
        out.print(f"\ndenied: {_line(one.denial)}", style="bold")
        for entry in one.others:
            out.print(f"  beside it, {entry.party}: {_line(entry)}", style="dim")


def _print_topics(store: "Store", codes: Sequence[str], count: Any) -> None:
    for party in codes:
        told = ", ".join(f"{topic} {number}" for topic, number in count(store, party).items())
        console().print(f"\ntopics of {shown(party)}: {told or 'none'}")


POSITIONS = Command("positions", "What parties said on a topic over time, side by side.", configure, run)
