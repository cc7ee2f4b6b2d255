"""``dragoman disagreements``: where accounts of one happening differ, each quoted."""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from dragoman.cli.command import Arguments, Command, add_format, add_period, add_record, opened, record_path
from dragoman.cli.printing import print_json, print_listing

if TYPE_CHECKING:
    from dragoman.compare.accounts import Disagreement

DISAGREEMENT_COLUMNS = ("date", "matter", "kind", "value", "said_by", "published", "publisher", "text", "article")
OPTIONS = ("party", "pair", "kind", "matter", "since", "until", "limit")


def configure_disagreements(parser: argparse.ArgumentParser) -> None:
    """The options of ``disagreements``."""
    parser.add_argument("--party", metavar="NAME", help="a party of what the accounts are about")
    parser.add_argument("--pair", nargs=2, metavar="NAME", help="two parties of it")
    parser.add_argument("--kind", help="spread, update or conflict")
    parser.add_argument("--matter", help="date, place, participants, dead, injured, troops, money, happened, claim ...")
    parser.add_argument("--limit", type=int, metavar="N", help="so many at most")
    add_period(parser)
    add_format(parser)
    add_record(parser)


def run_disagreements(arguments: Arguments) -> int:
    """Print disagreements, a line an account."""
    from dragoman.analysis.parties import party_code
    from dragoman.compare.disagreement_table import DisagreementFilter, bring_up_to_date, list_disagreements
    from dragoman.store.listing import make_filter

    bring_up_to_date(record_path(arguments))
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
