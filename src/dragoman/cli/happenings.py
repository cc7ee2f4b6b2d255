"""``dragoman happenings`` and ``dragoman happening``: what several articles tell as one, by whom, and why it is one."""

import argparse
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from dragoman.cli.command import Arguments, Command, add_format, add_period, add_record, opened
from dragoman.cli.listings import named
from dragoman.cli.printing import CAVEAT, console, print_json, print_listing, shown_line
from dragoman.errors import UsageError

if TYPE_CHECKING:
    from dragoman.compare.happening import Happening, HappeningTelling, Retold, ToldHappening
    from dragoman.compare.origins import Step
    from dragoman.store.open import Store

COLUMNS = ("happening", "date", "type", "actors", "recipients", "status", "articles", "origins", "both_sides", "text")
_OF_DEED = {"fulfilled by": "planned in", "moved": "moved, planned in", "contradicted": "denied, planned in"}
TELLING_COLUMNS = ("happening", "origin", "publisher", "published", "date", "status", "updates", "changed", "text",
                   "event", "article", "chain")  # fmt: skip
OPTIONS = ("party", "pair", "type", "status", "since", "until", "origins")
SHORT_ID = 8


# --- happenings --------------------------------------------------------------------------------------------


def configure_happenings(parser: argparse.ArgumentParser) -> None:
    """The options of ``happenings``."""
    parser.add_argument("--party", metavar="NAME", help="a party on either side: PAK, NATO, Pakistan")
    parser.add_argument("--pair", nargs=2, metavar="NAME", help="two parties that face each other, in either direction")
    parser.add_argument("--type", metavar="TYPE", help="one of PLOVER's sixteen: CONSULT, ACCUSE ...")
    parser.add_argument("--status", help="occurred, background, planned, hypothetical or denied")
    parser.add_argument("--origins", type=int, metavar="N", help="told by N independent origins at the least")
    parser.add_argument("--both-sides", action="store_true", help="told by official sources of both parties")
    parser.add_argument("--rebuild", action="store_true", help="compare all events anew first; decisions stay")
    add_period(parser)
    add_format(parser)
    add_record(parser)


def run_happenings(arguments: Arguments) -> int:
    """Print happenings."""
    from dragoman.analysis.parties import party_code
    from dragoman.compare.lookup import HappeningFilter, list_happenings
    from dragoman.compare.update import rebuild_happenings
    from dragoman.store.listing import make_filter
    from dragoman.store.own_types import type_called

    wanted = {name: getattr(arguments, name) for name in OPTIONS if getattr(arguments, name) is not None}
    with opened(arguments, "write" if arguments.rebuild else "read") as store:
        if arguments.rebuild:
            rebuild_happenings(store)
        if "type" in wanted:
            wanted["type"] = type_called(store, wanted["type"])
        if "party" in wanted:
            wanted["party"] = party_code(store, wanted["party"])
        if "pair" in wanted:
            wanted["pair"] = tuple(party_code(store, name) for name in wanted["pair"])
        if arguments.both_sides:
            wanted["both_sides"] = True
        found = list_happenings(store, make_filter(HappeningFilter, wanted))
        whole = arguments.format != "table"
        print_listing((_row(one, whole=whole) for one in found), form=arguments.format, columns=COLUMNS)
    return 0


def _row(one: "Happening", *, whole: bool) -> dict[str, Any]:
    return {
        "happening": one.id if whole else _short(one.id),
        "date": _days(one),
        "type": one.type,
        "actors": [named(who) for who in one.event.actors],
        "recipients": [named(who) for who in one.event.recipients],
        "status": one.status,
        "articles": one.articles,
        "outlets": one.outlets,
        "tellings": one.tellings,
        "origins": list(one.origins) if whole else len(one.origins),
        "both_sides": one.both_sides if whole else _yes(one.both_sides),
        "confirmed_by": list(one.confirmed_by),
        "text": " ".join(one.event.text.split()),
        "event": one.event.id,
    }


def _days(one: "Happening") -> str | None:
    first, last = one.first_day, one.last_day
    return None if first is None else str(first) if first == last else f"{first}/{last}"


def _short(identity: str) -> str:
    return identity.partition("-")[2][:SHORT_ID]


def _yes(value: bool | None) -> str:
    return "" if value is None else "yes" if value else "no"


# --- happening ---------------------------------------------------------------------------------------------


def configure_happening(parser: argparse.ArgumentParser) -> None:
    """The options of ``happening``."""
    parser.add_argument("happening", metavar="ID", help="id of a happening, the beginning of one, or id of an event")
    change = parser.add_mutually_exclusive_group()
    change.add_argument("--join", metavar="ID", help="it is one with this other happening")
    change.add_argument("--confirm", metavar="ID", help="what was planned came to that other happening")
    change.add_argument("--refuse", metavar="ID", help="that other happening is not what was planned here")
    change.add_argument("--split", nargs="+", metavar="EVENT", help="these events of it are of another happening")
    parser.add_argument("--by", metavar="NAME", help="who decides")
    parser.add_argument("--why", metavar="TEXT", help="the reason")
    add_format(parser)
    add_record(parser)


def run_happening(arguments: Arguments) -> int:
    """Print a happening, after a decision where one is given."""
    from dragoman.compare.lookup import happening

    deciding = any(getattr(arguments, name) is not None for name in ("join", "split", "confirm", "refuse"))
    if deciding and not (arguments.by and arguments.why):
        raise UsageError("a decision needs who made it and why", remedy="Give --by NAME and --why TEXT")
    if not deciding and (arguments.by or arguments.why):
        raise UsageError(
            "there is nothing to decide",
            remedy="Give --join, --split, --confirm or --refuse with --by and --why",
        )
    with opened(arguments, "write" if deciding else "read") as store:
        told = happening(store, arguments.happening)
        if deciding:
            told = _decide(store, arguments, told)
    if arguments.format == "json":
        print_json(told)
    elif arguments.format == "csv":
        print_listing(_tellings(told), form="csv", columns=TELLING_COLUMNS)
    else:
        _print(told)
    return 0


def _decide(store: "Store", arguments: Arguments, told: "ToldHappening") -> "ToldHappening":
    from dragoman.compare.decide import join_happenings, split_happening
    from dragoman.compare.lookup import happening

    given = {"by": arguments.by, "why": arguments.why, "at": datetime.now(UTC)}
    if arguments.confirm or arguments.refuse:
        _decide_tie(store, told, arguments.confirm or arguments.refuse, confirmed=bool(arguments.confirm), given=given)
    elif arguments.join:
        join_happenings(store, told.happening.id, arguments.join, **given)
    else:
        split_happening(store, told.happening.id, arguments.split, **given)
    left = next(one.event.id for one in told.tellings if one.event.id not in (arguments.split or ()))
    return happening(store, left)


def _decide_tie(store: "Store", told: "ToldHappening", name: str, *, confirmed: bool, given: dict[str, Any]) -> None:
    from dragoman.compare.lookup import find_happening
    from dragoman.compare.ties import decide_tie

    other = find_happening(store, name)
    tie = next((tie for tie in told.ties if other in (tie.planned, tie.happened)), None)
    if tie is None:
        known = ", ".join(_short(one) for one in told.tied) or "none"
        raise UsageError("the two are not tied", values=name, remedy=f"Tied happenings are: {known}")
    decide_tie(store, tie.plan, tie.deed, verdict="confirmed" if confirmed else "refused", **given)


def _tellings(told: "ToldHappening") -> Iterator[dict[str, Any]]:
    for one in told.tellings:
        yield {
            "happening": told.happening.id, "origin": one.origin.name, "publisher": one.publisher,
            "published": str(one.published or ""), "date": str(one.event.when), "status": one.event.status,
            "updates": one.updates, "changed": list(one.changed), "text": " ".join(one.event.text.split()),
            "event": one.event.id, "article": one.event.article, "chain": [_told_by(step) for step in one.chain],
        }  # fmt: skip


def _told_by(step: "Step") -> str:
    """ "agency Reuters", "said Ana Paz (PER)"."""
    return f"{step.how} {step.name}" + (f" ({step.party})" if step.party else "")


def _print(told: "ToldHappening") -> None:
    out, one = console(), told.happening
    sides = " and ".join(
        ", ".join(named(who) for who in side) for side in (one.event.actors, one.event.recipients) if side
    )
    out.print(f"{one.type} {_days(one) or 'undated'}  {shown_line(sides)}  {one.status}", style="bold")
    out.print(f"  {one.id}", style="dim")
    count = f"{one.tellings} tellings in {one.articles} articles of {one.outlets} outlets"
    out.print(f"  {count}; {len(one.origins)} independent origins: {shown_line(', '.join(one.origins))}")
    if one.both_sides is not None:
        said = ", ".join(one.confirmed_by) or "neither"
        out.print(f"  official sources of both sides tell it: {_yes(one.both_sides)} ({said})")
    origin = None
    for telling in told.tellings:
        if telling.origin.key != origin:
            origin = telling.origin.key
            out.print(f"{shown_line(telling.origin.name)}", style="bold")
        _print_telling(telling)
    if told.retold:
        out.print("Told also, without an event of its own, in", style="bold")
    for again in told.retold:
        _print_retold(again)
    _print_reasons(told)
    out.print(CAVEAT, style="dim")


def _print_telling(one: "HappeningTelling") -> None:
    out = console()
    place = f"{one.published or 'undated'}  {one.publisher or 'unknown'}"
    marks = [one.event.status, *(["copy"] if one.copy_of else []), *(["update"] if one.updates else []), *one.changed]
    out.print(f"  {shown_line(place)}  {', '.join(marks)}  {one.event.id}  {_short(one.event.article)}")
    out.print(f"    {shown_line(' '.join(one.event.text.split()))}")
    if len(one.chain) > 1:
        out.print(f"    {shown_line(' < '.join(map(_told_by, one.chain)))}", style="dim")


def _print_retold(one: "Retold") -> None:
    out = console()
    place = f"{one.published or 'undated'}  {one.publisher or 'unknown'}"
    marks = [f"likely {one.score:.2f}", *(["copy"] if one.copy_of else []), f"origin {one.origin.name}"]
    out.print(f"  {shown_line(place)}  {shown_line(', '.join(marks))}  {_short(one.article)}")
    out.print(f"    {shown_line(' '.join(one.passage.text.split()))}")
    out.print(f"    {'; '.join(one.reasons)}", style="dim")


def _print_reasons(told: "ToldHappening") -> None:
    out = console()
    for link in told.links:
        out.print(
            f"joined {link.score:.2f}  {_short(link.one)} {_short(link.other)}  {'; '.join(link.reasons)}", style="dim"
        )
    for tie in told.ties:
        other = tie.happened if tie.planned == told.happening.id else tie.planned
        what = tie.outcome if tie.planned == told.happening.id else _OF_DEED[tie.outcome]
        said = f", {tie.verdict} by {shown_line(tie.by or '')}" if tie.verdict else ""
        out.print(f"{what} {_short(other)}  {tie.score:.2f}{said}  {'; '.join(tie.reasons)}", style="dim")
    for made in told.decisions:
        out.print(f"{made.kind} by {shown_line(made.by)}, {made.at:%Y-%m-%d %H:%M}: {shown_line(made.why)}")


HAPPENINGS = Command("happenings", "list what several articles tell as one", configure_happenings, run_happenings)
HAPPENING = Command("happening", "show a happening: its tellings by origin, and why they are one", configure_happening,
                    run_happening)  # fmt: skip
