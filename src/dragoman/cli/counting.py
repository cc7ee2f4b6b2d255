"""The options that say what counts, shared by the commands that count."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from dragoman.cli.command import Arguments, add_period

if TYPE_CHECKING:
    from dragoman.analysis.counting import Counting
    from dragoman.analysis.pictures import Drawable
    from dragoman.store.open import Store

BYS = ("day", "week", "month", "year")
ANY = "any"


def add_by(parser: argparse.ArgumentParser, default: str | None = "month") -> None:
    """``--by``."""
    parser.add_argument(
        "--by", choices=BYS, default=default, help=f"how long a period is (default: {default or 'all in one'})"
    )


def add_counting(parser: argparse.ArgumentParser, *, directed: bool = True) -> None:
    """What counts: types, statuses, outlets, once a happening or each event, members, direction, dates."""
    parser.add_argument("--type", action="append", metavar="TYPE", help="only these, PLOVER's or own; may be repeated")
    parser.add_argument(
        "--status", action="append", metavar="STATUS", help='only these, or "any" (default: occurred); may be repeated'
    )
    parser.add_argument("--alleged", action="store_true", help="count what is alleged too")
    parser.add_argument("--copies", action="store_true", help="count again what copies of an article tell")
    parser.add_argument("--events", action="store_true", help="count each event, not each happening once")
    parser.add_argument("--members", action="store_true", help="count a body's acts for its members of that day")
    parser.add_argument("--outlet", action="append", metavar="NAME", help="only what these printed; may be repeated")
    if directed:
        parser.add_argument("--directed", action="store_true", help="keep apart who acts upon whom")
    add_period(parser)


def counting(arguments: Arguments, store: "Store") -> "Counting":
    """What the options say counts.

    Raises:
        UnknownName: no such type or status.
        UsageError: a date is none.
    """
    from dragoman.analysis.counting import Counting
    from dragoman.records import STATUSES
    from dragoman.store.listing import given_date
    from dragoman.store.own_types import event_types

    asked = arguments.status or ["occurred"]
    statuses = () if ANY in asked else _chosen("status", asked, (*STATUSES, ANY))
    return Counting(
        since=given_date(arguments.since), until=given_date(arguments.until),
        types=_chosen("type", arguments.type or [], event_types(store)), statuses=cast(Any, statuses),
        outlets=tuple(arguments.outlet or ()), alleged=arguments.alleged, copies=arguments.copies,
        unit="event" if arguments.events else "happening", directed=getattr(arguments, "directed", False),
        members=arguments.members,
    )  # fmt: skip


def codes(store: "Store", names: list[str]) -> list[str]:
    """The codes of parties however they are named.

    Raises:
        UnknownName: nothing in the record or the tables is called so.
    """
    from dragoman.analysis.parties import party_code

    return [party_code(store, name) for name in names]


def _chosen(field: str, given: list[str], known: tuple[str, ...]) -> tuple[str, ...]:
    from dragoman.errors import UnknownName

    by_name = {name.casefold(): name for name in known}
    for name in given:
        if name.casefold() not in by_name:
            raise UnknownName(f"no such {field}", values=repr(name), remedy=f"Give one of {', '.join(known)}")
    return tuple(dict.fromkeys(by_name[name.casefold()] for name in given))


def add_chart(parser: argparse.ArgumentParser) -> None:
    """Add ``--chart`` and ``--dark``, as ``series`` has them."""
    parser.add_argument("--chart", metavar="FILE", help="draw it too: a name ending in .html, .png or .svg")
    parser.add_argument("--dark", action="store_true", help="a picture on dark paper; a page follows the reader's")


def draw(store: "Store", found: "Drawable", arguments: Arguments, *, path: Path | None = None) -> None:
    """Draw a result where ``--chart`` is given, or into ``path``."""
    if arguments.chart is None:
        return
    from dragoman.analysis.chart_files import write_chart

    theme: Any = "dark" if arguments.dark else "light"
    write_chart(store, found, path or Path(arguments.chart), theme=theme)
