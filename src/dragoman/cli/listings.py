"""``dragoman search``, ``events``, ``statements`` and ``timeline``: what the record holds, line by line."""

import argparse
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from dragoman.cli.command import Arguments, Command, add_format, add_period, add_record, opened
from dragoman.cli.counting import add_chart, draw
from dragoman.cli.printing import SHORT_ID, console, print_json, print_listing, shown

if TYPE_CHECKING:
    from dragoman.analysis import Timeline, TimelineEntry
    from dragoman.records import Event, Participant, Statement
    from dragoman.store.open import Store

Line = TypeVar("Line", "Event", "Statement")

EVENT_COLUMNS = ("date", "type", "actors", "recipients", "status", "text", "article")
STATEMENT_COLUMNS = ("date", "speaker", "stance", "text", "addressees", "article")
EVENT_OPTIONS = ("party", "pair", "type", "status", "basis", "place", "text", "run", "rejected", "since", "until")
STATEMENT_OPTIONS = ("party", "pair", "speaker", "stance", "act", "text", "run", "rejected", "since", "until")
HIT_COLUMNS = ("kind", "date", "title", "speaker", "stance", "text", "article")


# --- search ------------------------------------------------------------------------------------------------


def configure_search(parser: argparse.ArgumentParser) -> None:
    """The options of ``search``."""
    parser.add_argument("words", nargs="+", metavar="WORD", help='words, "a phrase" or the beginning of a word*')
    parser.add_argument("--meaning", action="store_true", help="what is near in meaning, not what holds the words")
    parser.add_argument("--both", action="store_true", help="both searches, joined into one list")
    parser.add_argument("--in", dest="kind", choices=("articles", "statements", "events"), help="look only there")
    parser.add_argument("--party", metavar="NAME", help="by meaning: a party that speaks or takes part")
    add_period(parser)
    parser.add_argument("--limit", type=int, default=20, help="of each kind at most (default: %(default)s)")
    add_format(parser)
    add_record(parser)


def run_search(arguments: Arguments) -> int:
    """Print articles and statements that hold the words, or what is near in meaning."""
    from dragoman.store.search import search

    if arguments.meaning or arguments.both:
        from dragoman.cli.vectors import run_search_by_meaning

        return run_search_by_meaning(arguments)
    _refuse_without_meaning(arguments)
    kind = {"articles": "article", "statements": "statement", None: None}[arguments.kind]
    query = " ".join(arguments.words)
    with opened(arguments) as store:
        hits = search(store, query, kind=kind, limit=arguments.limit)  # type: ignore[arg-type]
        rows = [_hit_row(hit, marks=arguments.format == "table") for hit in hits]
        print_listing(rows, form=arguments.format, columns=HIT_COLUMNS)
    return 0


def _refuse_without_meaning(arguments: Arguments) -> None:
    from dragoman.errors import UsageError

    given = [name for name in ("party", "since", "until") if getattr(arguments, name) is not None]
    if given or arguments.kind == "events":
        names = {"since": "--from", "until": "--to", "party": "--party"}
        values = ", ".join([*(names[name] for name in given), *(["--in events"] if arguments.kind == "events" else [])])
        raise UsageError("search by words has no such condition", values=values, remedy="Give --meaning or --both too")


def _hit_row(hit: Any, *, marks: bool) -> dict[str, Any]:
    from dragoman.store.search import MARK_END, MARK_START

    opening, closing = ("[", "]") if marks else ("", "")
    text = hit.snippet.replace(MARK_START, opening).replace(MARK_END, closing)
    row = {"kind": hit.kind, "id": hit.id, "article": hit.article, "date": hit.published, "title": hit.title}
    return {**row, "speaker": hit.speaker, "stance": hit.stance, "text": " ".join(text.split()), "score": hit.score}


# --- events ------------------------------------------------------------------------------------------------


def configure_events(parser: argparse.ArgumentParser) -> None:
    """The options of ``events``."""
    parser.add_argument("--party", metavar="NAME", help="a party on either side: PAK, NATO, Pakistan")
    parser.add_argument("--pair", nargs=2, metavar="NAME", help="two parties that face each other, in either direction")
    parser.add_argument("--type", metavar="TYPE", help="one of PLOVER's sixteen (CONSULT, ACCUSE ...) or of your own")
    parser.add_argument("--status", help="occurred, background, planned, hypothetical or denied")
    parser.add_argument("--basis", help="plain, attributed or alleged")
    parser.add_argument("--place", metavar="NAME", help="name of a place, or a country's code")
    parser.add_argument("--text", metavar="WORDS", help="words in the clause that tells it")
    _add_reviewed(parser)
    add_period(parser)
    add_format(parser)
    places = parser.add_mutually_exclusive_group()
    add_record(places)
    places.add_argument("--lake", metavar="DIR", help="shards or Parquet in a folder or at a URL, instead of a record")


def _add_reviewed(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--run", dest="by_run", metavar="RUN", help="read by this run")
    parser.add_argument("--rejected", action="store_true", help="also what an analyst rejected or merged away")


def run_events(arguments: Arguments) -> int:
    """Print events."""
    from dragoman.store.listing import EventFilter, list_events, make_filter

    if arguments.lake:
        return _run_events_of_lake(arguments)
    with opened(arguments) as store:
        wanted = make_filter(EventFilter, wanted_of(store, arguments, EVENT_OPTIONS))
        articles: set[str] = set()
        _print_events(_noting(list_events(store, wanted), articles), arguments)
        _print_translations(store, articles, arguments)
    return 0


def _noting(lines: "Iterator[Line]", articles: set[str]) -> "Iterator[Line]":
    """The lines as they come; the ids of their articles are added to ``articles``."""
    for line in lines:
        articles.add(line.article)
        yield line


def _print_translations(store: "Store", articles: set[str], arguments: Arguments) -> None:
    """Below a table, which of its articles are translations, and of what: their words are the translator's."""
    from dragoman.store.translations import translated_among

    if arguments.format != "table":
        return
    for told in translated_among(store, articles):
        by = f" by {told.translator}" if told.translator else ""
        of = f"{told.original.removeprefix('article-')[:SHORT_ID]} ({told.language})" if told.original else told.named
        line = f"{told.article.removeprefix('article-')[:SHORT_ID]} is a translation{by} of {of}"
        console().print(shown(line), style="dim")


def _run_events_of_lake(arguments: Arguments) -> int:
    from dragoman.analysis.parties import code_among
    from dragoman.distribute.lake import open_lake
    from dragoman.store.codings import run_among
    from dragoman.store.listing import EventFilter, make_filter
    from dragoman.store.own_types import among

    with open_lake(arguments.lake) as lake:
        wanted = _wanted(lambda name: code_among(lake.parties(), name), arguments, EVENT_OPTIONS)
        if "run" in wanted:
            wanted["run"] = run_among(lake.runs(), wanted["run"])
        if "type" in wanted:
            wanted["type"] = among(wanted["type"], lake.event_types())
        _print_events(lake.events(make_filter(EventFilter, wanted)), arguments)
    return 0


def _print_events(events: "Iterator[Event]", arguments: Arguments) -> None:
    if arguments.format == "json":
        print_json([_event_json(event) for event in events])
    else:
        print_listing(map(event_row, events), form=arguments.format, columns=EVENT_COLUMNS)


def event_row(event: "Event") -> dict[str, Any]:
    """An event as one line of a table; status and basis stand together, and an alleged event names its asserter."""
    basis = "" if event.basis == "plain" else f", {event.basis}"
    asserter = f" by {event.asserted_by}" if event.asserted_by else ""
    return {
        "date": str(event.when) if event.when else None,
        "type": type_shown(event),
        "actors": [named(who) for who in event.actors],
        "recipients": [named(who) for who in event.recipients],
        "status": f"{event.status}{basis}{asserter}",
        "text": " ".join(event.text.split()),
        "article": event.article,
    }


def type_shown(event: "Event") -> str:
    """An event's type with its mode, and the user's own type that refines it."""
    plain = f"{event.type} {event.mode}" if event.mode else event.type
    return plain if event.own_type in (None, event.type) else f"{event.own_type}, {plain}"


def _event_json(event: "Event") -> dict[str, Any]:
    from dragoman.exports.contract import event_fields

    return {"article": event.article, **event_fields(event)}


def named(who: "Participant") -> str:
    """A participant with what it acts for."""
    return f"{who.name} ({who.party})" if who.party and who.party != who.name else who.name


# --- statements --------------------------------------------------------------------------------------------


def configure_statements(parser: argparse.ArgumentParser) -> None:
    """The options of ``statements``."""
    parser.add_argument("--party", metavar="NAME", help="a party that speaks")
    parser.add_argument("--pair", nargs=2, metavar="NAME", help="two parties: one speaks of what passes between them")
    parser.add_argument("--speaker", metavar="NAME", help="part of a speaker's name")
    parser.add_argument("--stance", help="affirms, denies, doubts, asks, demands or hopes")
    parser.add_argument("--act", help="assert, promise, demand, ask, accuse, praise, threaten, regret or assess")
    parser.add_argument("--text", metavar="WORDS", help="words in the content")
    _add_reviewed(parser)
    add_period(parser)
    add_format(parser)
    add_record(parser)


def run_statements(arguments: Arguments) -> int:
    """Print statements, each with its stance."""
    from dragoman.store.listing import StatementFilter, list_statements, make_filter

    with opened(arguments) as store:
        wanted = make_filter(StatementFilter, wanted_of(store, arguments, STATEMENT_OPTIONS))
        articles: set[str] = set()
        statements = _noting(list_statements(store, wanted), articles)
        if arguments.format == "json":
            print_json([_statement_json(statement) for statement in statements])
        else:
            print_listing(map(statement_row, statements), form=arguments.format, columns=STATEMENT_COLUMNS)
        _print_translations(store, articles, arguments)
    return 0


def statement_row(statement: "Statement") -> dict[str, Any]:
    """A statement as one line of a table."""
    return {
        "date": str(statement.said) if statement.said else None,
        "speaker": [named(who) for who in statement.speakers],
        "stance": statement.stance,
        "text": " ".join(statement.text.split()),
        "addressees": statement.addressees,
        "article": statement.article,
    }


def _statement_json(statement: "Statement") -> dict[str, Any]:
    from dragoman.exports.contract import statement_fields

    return {"article": statement.article, **statement_fields(statement)}


# --- timeline ----------------------------------------------------------------------------------------------


def configure_timeline(parser: argparse.ArgumentParser) -> None:
    """The options of ``timeline``."""
    parser.add_argument("parties", nargs="+", metavar="PARTY", help="one party, or two for what passed between them")
    parser.add_argument("--all", action="store_true", help="count also what is background, planned, denied or alleged")
    parser.add_argument("--tellings", action="store_true", help="count a happening as often as it is told, not once")
    parser.add_argument("--limit", type=int, help="list only the first so many; all are counted")
    add_period(parser)
    add_chart(parser)
    add_format(parser)
    add_record(parser)


def run_timeline(arguments: Arguments) -> int:
    """Print a timeline with counts by month."""
    from dragoman.analysis import timeline
    from dragoman.analysis.parties import party_code
    from dragoman.store.listing import given_date

    since, until = given_date(arguments.since), given_date(arguments.until)
    with opened(arguments) as store:
        codes = [party_code(store, name) for name in arguments.parties]
        line = timeline(
            store, codes, since=since, until=until, everything=arguments.all, tellings=arguments.tellings,
            limit=arguments.limit,
        )  # fmt: skip
        draw(store, line, arguments)
        if arguments.format == "json":
            print_json([_entry_json(entry) for entry in line.entries])
        else:
            print_listing(_timeline_rows(line), form=arguments.format, columns=("counted", *EVENT_COLUMNS))
    if arguments.format == "table":
        _print_counts(line)
    return 0


def _entry_json(entry: "TimelineEntry") -> dict[str, Any]:
    return {"counted": entry.counted, "copy": entry.copy, "again": entry.again, **_event_json(entry.event)}


def _timeline_rows(line: "Timeline") -> Iterator[dict[str, Any]]:
    """Whether each counts; if not, why: it stands in a copy, or its happening counts at another telling."""
    for entry in line.entries:
        why_not = "copy" if entry.copy else "again" if entry.again else "no"
        yield {"counted": "yes" if entry.counted else why_not, **event_row(entry.event)}


def _print_counts(line: "Timeline") -> None:
    once = "every telling" if line.tellings else "a happening once"
    rule = "everything counts" if line.everything else f"what occurred, is not alleged and is no copy counts, {once}"
    out = console()
    if len(line.entries) < line.total:
        out.print(f"the first {len(line.entries)} of {line.total} events", style="dim")
    out.print(f"{line.counted} of {line.total} events counted ({rule})", style="bold")
    for month in line.months:
        out.print(f"  {month.month}  {month.type:<10} {month.number}")


def wanted_of(store: "Store", arguments: Arguments, options: Sequence[str]) -> dict[str, Any]:
    """The options of a listing that were given, parties, types and runs as the record knows them."""
    from dragoman.analysis.parties import party_code
    from dragoman.store.codings import find_run
    from dragoman.store.own_types import type_called

    wanted = _wanted(partial(party_code, store), arguments, options)
    if "type" in wanted:
        wanted["type"] = type_called(store, wanted["type"])
    return {**wanted, "run": find_run(store, wanted["run"])} if "run" in wanted else wanted


def _wanted(code: Callable[[str], str], arguments: Arguments, options: Sequence[str]) -> dict[str, Any]:
    """The options of a listing that were given, parties by their codes."""
    given = {**vars(arguments), "run": getattr(arguments, "by_run", None)}  # `run` is the command's own function
    wanted = {name: given[name] for name in options if given[name] is not None}
    if "party" in wanted:
        wanted["party"] = code(wanted["party"])
    if "pair" in wanted:
        wanted["pair"] = _pair(code, wanted["pair"])
    return wanted


def _pair(code: Callable[[str], str], names: list[str]) -> tuple[str, str]:
    from dragoman.errors import UsageError

    first, second = map(code, names)
    if first == second:
        raise UsageError("a pair needs two parties", values=shown(" ".join(names)), remedy="Name two different ones")
    return first, second


SEARCH = Command("search", "Find words, or what is near in meaning.", configure_search, run_search)
EVENTS = Command("events", "List events: who did what to whom.", configure_events, run_events)
STATEMENTS = Command("statements", "List statements: who said what.", configure_statements, run_statements)
TIMELINE = Command(
    "timeline", "What a party did and met, or what passed between two.", configure_timeline, run_timeline
)
