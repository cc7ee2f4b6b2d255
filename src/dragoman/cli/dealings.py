"""``dragoman network``, ``changes`` and ``contacts``: who deals with whom, what is new, and how high they meet."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dragoman.cli.command import Arguments, Command, add_format, add_period, add_record, opened
from dragoman.cli.counting import add_by, add_chart, add_counting, codes, counting, draw
from dragoman.cli.printing import CAVEAT, console, print_listing

if TYPE_CHECKING:
    from dragoman.analysis.network import Network

EDGE_COLUMNS: tuple[str, ...] = (
    "period", "party", "other", "count", "verbal_cooperation", "material_cooperation", "verbal_conflict",
    "material_conflict", "plover_score",
)  # fmt: skip
NODE_COLUMNS: tuple[str, ...] = ("period", "code", "name", "kind", "partners", "count", "community")
CHANGE_COLUMNS = ("period", "kind", "party", "other", "count", "message")
CONTACT_COLUMNS = ("counted", "when", "level", "party_people", "other_people", "status", "text", "article")
NETWORK_SUFFIXES = (".json", ".graphml")


def configure_network(parser: argparse.ArgumentParser) -> None:
    """The options of ``network``."""
    parser.add_argument("parties", nargs="*", metavar="PARTY", help="between these; without any, all")
    add_by(parser, default=None)
    parser.add_argument("--communities", action="store_true", help="look for groups that deal most with one another")
    parser.add_argument("--nodes", action="store_true", help="print the parties instead of what passed between them")
    parser.add_argument("--out", metavar="FILE", help="write node-link .json or .graphml; with --by a file a period")
    add_counting(parser)
    add_chart(parser)
    add_format(parser)
    add_record(parser)


def run_network(arguments: Arguments) -> int:
    """Print or write the network."""
    from dragoman.analysis import networks
    from dragoman.analysis.tables import fields_of

    with opened(arguments) as store:
        wanted = counting(arguments, store)
        parties = codes(store, arguments.parties) or None
        found = networks(store, by=arguments.by, counting=wanted, parties=parties, communities=arguments.communities)
        for network in found:
            draw(store, network, arguments, path=_place(arguments.chart, network))
    if arguments.out:
        _write(found, Path(arguments.out))
        return 0
    rows: list[dict[str, Any]] = []
    for network in found:
        items = network.nodes if arguments.nodes or arguments.communities else network.edges
        rows += ({"period": network.period, **fields_of(item)} for item in items)
    columns = NODE_COLUMNS if arguments.nodes or arguments.communities else EDGE_COLUMNS
    if arguments.by is None:
        columns = columns[1:]
    if arguments.format == "table":
        console().print(f"Who deals with whom: {wanted.told}", style="bold")
        rows.sort(key=lambda row: (row["period"], row.get("community") or 0, -row["count"]))
        rows = [{k: round(v, 2) if isinstance(v, float) else v for k, v in row.items()} for row in rows]
    print_listing(rows, form=arguments.format, columns=columns)
    return 0


def _place(path: str | None, network: "Network") -> Path | None:
    """The file of a network; its period stands in the name where there is one."""
    if path is None or not network.period:
        return None
    return Path(path).with_stem(f"{Path(path).stem}-{network.period}")


def _write(found: "tuple[Network, ...]", path: Path) -> None:
    """A file for each network; the period stands in its name where there are several.

    Raises:
        UsageError: another suffix.
        RecordError: the file cannot be written.
    """
    import json

    from dragoman.errors import RecordError, UsageError

    if path.suffix not in NETWORK_SUFFIXES:
        remedy = f"End its name in {' or '.join(NETWORK_SUFFIXES)}"
        raise UsageError("no such kind of network file", values=str(path), remedy=remedy)
    for network in found:
        place = path.with_stem(f"{path.stem}-{network.period}") if network.period else path
        graph = path.suffix == ".graphml"
        text = network.graphml() if graph else json.dumps(network.node_link(), indent=2, ensure_ascii=False)
        try:
            place.write_text(text + "\n", encoding="utf-8")
        except OSError as error:
            raise RecordError(
                "the network cannot be written", values=f"{place}: {error.strerror}", remedy="Check its folder"
            ) from error


def configure_changes(parser: argparse.ArgumentParser) -> None:
    """The options of ``changes``."""
    parser.add_argument("parties", nargs="*", metavar="PARTY", help="between these; without any, all")
    add_by(parser)
    parser.add_argument("--kind", choices=("new", "unusual", "meeting"), help="only these")
    add_counting(parser)
    add_chart(parser)
    add_format(parser)
    add_record(parser)


def run_changes(arguments: Arguments) -> int:
    """Print changes worth a look, the latest first."""
    from dragoman.analysis import changes
    from dragoman.analysis.tables import fields_of

    with opened(arguments) as store:
        wanted = counting(arguments, store)
        parties = codes(store, arguments.parties) or None
        found = changes(store, by=arguments.by, counting=wanted, parties=parties)
        draw(store, found, arguments)
    kinds = {"new": "new pair", "unusual": "unusual volume", "meeting": "first meeting since"}
    rows = [fields_of(change) for change in found.found if not arguments.kind or change.kind == kinds[arguments.kind]]
    columns = CHANGE_COLUMNS if arguments.format == "table" else tuple(found.row_type.__struct_fields__)
    print_listing(rows, form=arguments.format, columns=columns)
    return 0


def configure_contacts(parser: argparse.ArgumentParser) -> None:
    """The options of ``contacts``."""
    parser.add_argument("parties", nargs="+", metavar="PARTY", help="two parties, or one for its meetings with anybody")
    add_period(parser)
    add_chart(parser)
    add_format(parser)
    add_record(parser)


def run_contacts(arguments: Arguments) -> int:
    """Print meetings with their level."""
    from dragoman.analysis import Counting, contacts
    from dragoman.analysis.tables import fields_of
    from dragoman.errors import UsageError
    from dragoman.store.listing import given_date

    if len(arguments.parties) > 2:
        raise UsageError("contacts are of one party or of two", values=" ".join(arguments.parties), remedy="Name two")
    wanted = Counting(since=given_date(arguments.since), until=given_date(arguments.until))
    with opened(arguments) as store:
        found = contacts(store, *codes(store, arguments.parties), counting=wanted)
        draw(store, found, arguments)
    rows = [fields_of(meeting) for meeting in found.meetings]
    if arguments.format != "table":
        print_listing(rows, form=arguments.format, columns=tuple(found.row_type.__struct_fields__))
        return 0
    out = console()
    for row in rows:
        row["counted"] = "yes" if row["counted"] else "no"
        row["status"] = row["status"] if row["basis"] == "plain" else f"{row['status']}, {row['basis']}"
    columns = CONTACT_COLUMNS if found.other else (*CONTACT_COLUMNS[:2], "other", *CONTACT_COLUMNS[2:])
    print_listing(rows, form="table", columns=columns, caveat=False)
    levels = ", ".join(f"{level} {number}" for level, number in found.levels.items()) or "none"
    out.print(f"Counted, by level (the lower of two sides): {levels}", style="bold")
    out.print(CAVEAT, style="dim")
    return 0


NETWORK = Command("network", "Who deals with whom: a network, in all or by period.", configure_network, run_network)
CHANGES = Command("changes", "New pairs, unusual volume, first meetings since long.", configure_changes, run_changes)
CONTACTS = Command("contacts", "Meetings and how high they were.", configure_contacts, run_contacts)
