"""``dragoman promises`` and ``promise``: who owes what to whom by when, and what an analyst says became of it."""

import argparse
from typing import TYPE_CHECKING, Any, get_args

from dragoman.cli.command import Arguments, Command, add_format, add_period, add_record, opened
from dragoman.cli.printing import CAVEAT, SHORT_ID, console, print_json, print_listing, shown

if TYPE_CHECKING:
    from datetime import date

    from dragoman.compare.follow import FollowUp
    from dragoman.compare.ledger import Owing
    from dragoman.compare.promises import Promise

TABLE_COLUMNS = ("line", "state", "due", "kind", "owed_by", "owed_to", "text", "followed_by", "article")
CSV_COLUMNS = ("line", "state", "due", "made", "kind", "owed_by", "owed_to", "text", "followed_by", "article")
STATES = ("open", "due", "overdue", "kept?", "kept", "against")
KINDS = ("promise", "demand", "threat", "plan")
OPTIONS = ("party", "owes", "kind", "state", "text", "since", "until")


def configure_promises(parser: argparse.ArgumentParser) -> None:
    """The options of ``promises``."""
    parser.add_argument("--party", metavar="NAME", help="a party that owes or is owed")
    parser.add_argument("--owes", metavar="NAME", help="a party that owes")
    parser.add_argument("--pair", nargs=2, metavar="NAME", help="two parties: one owes the other, in either direction")
    parser.add_argument("--kind", choices=KINDS, help="promise, demand, threat or plan")
    parser.add_argument("--state", choices=STATES, help="as of the day: open, due within a month, overdue ...")
    parser.add_argument("--text", metavar="WORDS", help="words in the line")
    parser.add_argument("--alleged", action="store_true", help="list also what is only alleged")
    parser.add_argument("--as-of", metavar="DAY", help="seen from that day; today unless given")
    parser.add_argument("--limit", type=int, metavar="N", help="so many at most")
    add_period(parser)
    add_format(parser)
    add_record(parser)


def run_promises(arguments: Arguments) -> int:
    """Print the ledger."""
    from dragoman.analysis.parties import party_code
    from dragoman.compare.promises import PromiseFilter, promises
    from dragoman.store.listing import make_filter

    wanted = {name: getattr(arguments, name) for name in OPTIONS if getattr(arguments, name) is not None}
    day = _day(arguments.as_of)
    with opened(arguments) as store:
        for name in ("party", "owes"):
            if name in wanted:
                wanted[name] = party_code(store, wanted[name])
        if arguments.pair:
            wanted["pair"] = tuple(party_code(store, name) for name in arguments.pair)
        wanted["alleged"] = arguments.alleged
        found = promises(store, make_filter(PromiseFilter, wanted), as_of=day, limit=arguments.limit)
    if arguments.format == "json":
        print_json([_json(one) for one in found])
    else:
        short = arguments.format == "table"
        columns = TABLE_COLUMNS if short else CSV_COLUMNS
        print_listing([_row(one, short=short) for one in found], form=arguments.format, columns=columns)
    return 0


def configure_promise(parser: argparse.ArgumentParser) -> None:
    """The options of ``promise``."""
    parser.add_argument("line", metavar="ID", help="id of a line of the ledger, or the beginning of one")
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--confirm", metavar="CANDIDATE", help="this followed from it")
    choice.add_argument("--refuse", metavar="CANDIDATE", help="this did not")
    parser.add_argument("--by", metavar="NAME", help="who decides")
    parser.add_argument("--why", metavar="TEXT", help="the reason")
    parser.add_argument("--as-of", metavar="DAY", help="seen from that day; today unless given")
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="how to print (default: %(default)s)"
    )
    add_record(parser)


def run_promise(arguments: Arguments) -> int:
    """Print a line with what may have followed; with a verdict, keep that first."""
    from datetime import UTC, datetime

    from dragoman.compare.promise_decisions import Verdict, decide
    from dragoman.compare.promises import promise

    candidate = arguments.confirm or arguments.refuse
    confirmed, refused = get_args(Verdict)
    _check_decision(arguments, candidate)
    with opened(arguments, mode="write" if candidate else "read") as store:
        if candidate:
            verdict = confirmed if arguments.confirm else refused
            promise(store, arguments.line, as_of=_day(arguments.as_of))  # computes what is not up to date
            now = datetime.now(UTC).replace(microsecond=0)
            decide(store, arguments.line, candidate, verdict=verdict, by=arguments.by, why=arguments.why, at=now)
        found = promise(store, arguments.line, as_of=_day(arguments.as_of))
    if arguments.format == "json":
        print_json(_json(found))
    else:
        _print(found)
    return 0


def _check_decision(arguments: Arguments, candidate: str | None) -> None:
    from dragoman.errors import UsageError

    if candidate and not (arguments.by and arguments.why):
        raise UsageError("a decision needs who and why", values=shown(candidate), remedy="Give --by NAME --why TEXT")
    if not candidate and (arguments.by or arguments.why):
        raise UsageError(
            "nothing is decided", values="--by or --why alone", remedy="Give --confirm or --refuse CANDIDATE too"
        )


def _day(given: str | None) -> "date":
    from datetime import date

    from dragoman.errors import UsageError
    from dragoman.store.listing import given_date

    if given is None:
        return date.today()
    when = given_date(given)
    if when is None or not when.is_day or when.latest is None:
        raise UsageError("not a day", values=repr(given), remedy="Write it as 2017-11-09")
    return when.latest


def _sides(side: "tuple[Owing, ...]") -> list[str]:
    return [f"{one.name} ({one.party})" if one.party and one.party != one.name else one.name for one in side]


def _row(found: "Promise", *, short: bool) -> dict[str, Any]:
    line = found.line
    basis = "" if line.basis == "plain" else f", {line.basis}"
    return {
        "line": line.id.removeprefix("line-")[:SHORT_ID] if short else line.id,
        "state": f"{found.state}{basis}",
        "due": _due(found),
        "kind": line.kind,
        "owed_by": _sides(line.owed_by),
        "owed_to": _sides(line.owed_to),
        "made": str(line.made) if line.made else None,
        "text": " ".join(line.text.split()),
        "followed_by": _best(found),
        "article": line.article,
    }


def _best(found: "Promise") -> str | None:
    """What most likely followed, and how many more may have."""
    if not found.candidates:
        return None
    best, more = found.candidates[0], len(found.candidates) - 1
    return f"{best.relation} {best.score:.2f}" + (f", {more} more" if more else "")


def _due(found: "Promise") -> str | None:
    """The days it is due; of a limit the last one."""
    due, made = found.due, found.line.made
    limit = due.latest and (due.earliest is None or (made.latest is not None and due.earliest < made.latest))
    limit = limit or (due.earliest == made.earliest and not due.is_day)
    return f"by {due.latest}" if limit and due.latest else str(due) if due else None


def _json(found: "Promise") -> dict[str, Any]:
    import msgspec

    built: dict[str, Any] = msgspec.to_builtins(found)
    due = built.pop("due")
    line = built.pop("line")
    return {"id": line.pop("id"), "due_now": due, "days_over": found.days_over, **built, **line}


def _print(found: "Promise") -> None:
    out, line = console(), found.line
    by, to = ", ".join(_sides(line.owed_by)) or "nobody named", ", ".join(_sides(line.owed_to))
    out.print(f"{line.id}  {line.kind}, {found.state} as of {found.as_of}", style="bold")
    out.print(f"  {shown(by)}{' -> ' if to else ''}{shown(to)}")
    out.print(f"  “{shown(' '.join(line.text.split()))}” [{line.article} {line.start}:{line.end}]")
    words = f" (“{shown(line.due_words)}”)" if line.due_words else ""
    out.print(f"  made {line.made or 'on no known day'}; due {found.due or 'on no set day'}{words}")
    basis = "" if line.basis == "plain" else f"; {line.basis} by {shown(line.asserted_by) or 'somebody'}"
    out.print(f"  {line.status}{basis}")
    for candidate in found.candidates:
        _print_candidate(found, candidate)
    for decision in found.decisions:
        told = f"{decision.verdict} {decision.item} ({decision.relation}) by {decision.decided_by}: {decision.why}"
        out.print(f"  {decision.decided_at[:10]} {shown(told)}")
        out.print(f"      “{shown(' '.join(decision.text.split()))}”", style="dim")
    out.print(CAVEAT, style="dim")


def _print_candidate(found: "Promise", candidate: "FollowUp") -> None:
    out = console()
    words = shown(" ".join(candidate.text.split()))
    held = [one.verdict for one in found.decisions if one.item == candidate.item][-1:]
    out.print(
        f"  {candidate.relation} {candidate.score:.2f}  {candidate.day or 'not dated'}  {candidate.item}"
        f"{'  ' + held[0] if held else ''}"
    )
    out.print(f"      “{words}” [{candidate.article}]")
    for reason in candidate.reasons:
        out.print(f"      because {shown(reason)}", style="dim")


PROMISES = Command(
    "promises", "The ledger: who owes what to whom by when, and what is overdue.", configure_promises, run_promises
)
PROMISE = Command(
    "promise", "One line of the ledger: what may have kept it; confirm or refuse that.", configure_promise, run_promise
)
