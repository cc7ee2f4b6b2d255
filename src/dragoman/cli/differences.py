"""``dragoman disagreements`` and ``readouts``: where accounts of one happening differ, each quoted."""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from dragoman.cli.command import Arguments, Command, add_format, add_period, add_record, opened
from dragoman.cli.printing import console, print_json, print_listing, shown

if TYPE_CHECKING:
    from dragoman.compare.accounts import Disagreement
    from dragoman.compare.readouts import Passage, Readouts
    from dragoman.store.open import Store

DISAGREEMENT_COLUMNS = ("date", "matter", "kind", "value", "said_by", "published", "publisher", "text", "article")
READOUT_COLUMNS = ("found", "a", "b", "about", "differently")
PAIR_COLUMNS = ("date", "parties", "publisher_a", "publisher_b", "a", "b")
OPTIONS = ("party", "pair", "kind", "matter", "since", "until", "limit")


def configure_disagreements(parser: argparse.ArgumentParser) -> None:
    """The options of ``disagreements``."""
    parser.add_argument("--party", metavar="NAME", help="a party of what the accounts are about")
    parser.add_argument("--pair", nargs=2, metavar="NAME", help="two parties of it")
    parser.add_argument("--kind", help="spread, update or conflict")
    parser.add_argument("--matter", help="date, place, participants, dead, injured, troops, money, happened, claim ...")
    parser.add_argument("--refresh", action="store_true", help="compare first what has changed since it was last done")
    parser.add_argument("--limit", type=int, metavar="N", help="so many at most")
    add_period(parser)
    add_format(parser)
    add_record(parser)


def run_disagreements(arguments: Arguments) -> int:
    """Print disagreements, a line an account."""
    from dragoman.analysis.parties import party_code
    from dragoman.compare.disagreement_table import (
        DisagreementFilter,
        is_stale,
        list_disagreements,
        refresh_disagreements,
    )
    from dragoman.store.listing import make_filter

    if arguments.refresh:
        with opened(arguments, mode="write") as store:
            refresh_disagreements(store)
    wanted: dict[str, Any] = {n: getattr(arguments, n) for n in OPTIONS if getattr(arguments, n) is not None}
    with opened(arguments) as store:
        if "party" in wanted:
            wanted["party"] = party_code(store, wanted["party"])
        if "pair" in wanted:
            wanted["pair"] = tuple(party_code(store, name) for name in wanted["pair"])
        found = list_disagreements(store, make_filter(DisagreementFilter, wanted))
        if arguments.format == "json":
            print_json(list(found))
        else:
            rows = (row for each in found for row in disagreement_rows(each, repeat=arguments.format == "csv"))
            columns = ("id", "subject", *DISAGREEMENT_COLUMNS) if arguments.format == "csv" else DISAGREEMENT_COLUMNS
            print_listing(rows, form=arguments.format, columns=columns, nothing="no accounts differ")
            if arguments.format == "table" and is_stale(store):
                console().print("Some articles are not compared yet: --refresh compares them first.", style="dim")
    return 0


def disagreement_rows(found: "Disagreement", *, repeat: bool) -> Iterator[dict[str, Any]]:
    """A line for each account; what is common to all stands on the first, on every one with ``repeat``."""
    common = {"id": found.id, "subject": found.subject, "matter": found.matter, "kind": found.kind}
    common["date"] = found.first_day.isoformat() if found.first_day else ""
    for number, each in enumerate(found.accounts):
        yield {
            **(common if repeat or not number else {}),
            "value": each.value,
            "said_by": each.said_by,
            "published": each.published.isoformat() if each.published else None,
            "publisher": each.publisher,
            "text": " ".join(each.text.split() if each.value in {"told", "denied"} else each.sentence.text.split()),
            "article": each.article,
        }


DISAGREEMENTS = Command(
    "disagreements", "Where accounts of one happening differ.", configure_disagreements, run_disagreements
)


# --- readouts -----------------------------------------------------------------------------------------------


def configure_readouts(parser: argparse.ArgumentParser) -> None:
    """The options of ``readouts``."""
    parser.add_argument(
        "articles", nargs="*", metavar="ARTICLE", help="two articles: id or name of the source; none: list the pairs"
    )
    parser.add_argument("--party", metavar="NAME", help="without articles: pairs in which one speaks for this party")
    add_format(parser)
    add_record(parser)


def run_readouts(arguments: Arguments) -> int:
    """Print two accounts side by side, or the pairs of accounts that the record has."""
    from dragoman.compare.readouts import compare_readouts
    from dragoman.errors import UsageError
    from dragoman.store import read

    if len(arguments.articles) not in (0, 2):
        raise UsageError(
            "readouts are compared two by two", values=f"{len(arguments.articles)} given", remedy="Name two articles"
        )
    with opened(arguments) as store:
        if not arguments.articles:
            return _print_pairs(arguments, store)
        found = [read.coded_article(store, read.find_article(store, name)) for name in arguments.articles]
        earlier = _earlier(store, found[0].article.id, found[1].article.id) if arguments.format == "table" else []
    both = compare_readouts(found[0], found[1])
    if arguments.format == "json":
        print_json(both)
        return 0
    print_listing(readout_rows(both), form=arguments.format, columns=READOUT_COLUMNS)
    if arguments.format == "table":
        _print_sides(both)
        for line in earlier:
            console().print(shown(line))
    return 0


def _earlier(store: "Store", a: str, b: str) -> list[str]:
    """What each account leaves out of the other's last one before this meeting, a line a sentence."""
    from dragoman.compare.readout_pairs import left_out_since, pairs_of

    lines = []
    for pair in pairs_of(store, a, b):
        sides = dict(zip((pair.a, pair.b), left_out_since(store, pair), strict=True))
        for name, article in (("a", a), ("b", b)):
            for passage in sides[article]:
                lines.append(f"{name} leaves out of the other's last readout: {' '.join(passage.text.split())}")
    return lines


def readout_rows(both: "Readouts") -> Iterator[dict[str, Any]]:
    """The two accounts side by side, a line a point."""
    shared = {point.a: point for point in both.shared}
    for a, b in both.rows():
        point = shared.get(a) if a and b else None
        differing = [] if point is None or point.alike else [*_ways("a", point.put_by_a, point.numbers_of_a)]
        differing += [] if point is None or point.alike else [*_ways("b", point.put_by_b, point.numbers_of_b)]
        yield {
            "found": "both" if point else "only a" if a else "only b",
            "a": _quoted(a),
            "b": _quoted(b),
            "about": point.about if point else (),
            "differently": differing,
        }


def _ways(side: str, put: tuple[str, ...], numbers: tuple[str, ...]) -> Iterator[str]:
    if put or numbers:
        yield f"{side}: {', '.join((*put, *numbers))}"


def _quoted(passages: "tuple[Passage, ...]") -> str:
    return " ".join(" ".join(passage.text.split()) for passage in passages)


def _print_sides(both: "Readouts") -> None:
    out = console()
    for name, side in (("a", both.a), ("b", both.b)):
        first = f"; names {side.named_first} first" if side.named_first else ""
        out.print(shown(f"{name}  {side.publisher or side.source}, {side.published or 'undated'}{first}"))
    out.print(f"{len(both.shared)} points in both, {len(both.only_a)} only in a, {len(both.only_b)} only in b")


def _print_pairs(arguments: Arguments, store: "Store") -> int:
    from dragoman.analysis.parties import party_code
    from dragoman.compare.readout_pairs import readout_pairs

    party = party_code(store, arguments.party) if arguments.party else None
    pairs = readout_pairs(store, party=party)
    if arguments.format == "json":
        print_json(pairs)
        return 0
    rows = (
        {
            "date": pair.day, "parties": (pair.party_a, pair.party_b), "publisher_a": pair.publisher_a,
            "publisher_b": pair.publisher_b, "a": pair.a, "b": pair.b,
        }
        for pair in pairs
    )  # fmt: skip
    print_listing(rows, form=arguments.format, columns=PAIR_COLUMNS, nothing="no two official accounts of one meeting")
    return 0


READOUTS = Command("readouts", "Two official accounts of one meeting side by side.", configure_readouts, run_readouts)
