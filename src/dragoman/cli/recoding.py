"""``dragoman runs``, ``recode``, ``diff`` and ``why``: which coder said what, and why another says otherwise."""

import argparse
from typing import TYPE_CHECKING, Any

from dragoman.cli.command import Arguments, Command, add_format, add_record, opened, opened_to_change, record_path
from dragoman.cli.printing import console, print_json, print_listing
from dragoman.cli.reading import add_coder, print_failures, settings_of, watching

if TYPE_CHECKING:
    from dragoman.analysis.run_differences import LineDifference, RunDifference

RUN_COLUMNS = ("run", "present", "kept", "code", "model", "tables", "settings", "types", "actors")
LINE_COLUMNS = ("what", "type", "changed", "text", "article")
COUNT_COLUMNS = ("month", "pair", "before", "after")


def configure_runs(parser: argparse.ArgumentParser) -> None:
    """The options of ``runs``."""
    parser.add_argument("--drop", metavar="RUN", help="forget the earlier codings of this run")
    add_format(parser)
    add_record(parser)


def run_runs(arguments: Arguments) -> int:
    """Print the runs with the articles they coded."""
    from dragoman.store.codings import drop_codings, find_run, known_runs

    if arguments.drop:
        with opened_to_change(arguments) as store:
            run = find_run(store, arguments.drop)
            print(f"{drop_codings(store, run)} earlier codings of {run} dropped")
        return 0
    with opened(arguments) as store:
        rows = [
            {
                "run": known.run.id, "present": known.present, "kept": known.kept, "code": known.run.code,
                "model": known.run.model[:12], "tables": known.run.tables[:12], "settings": known.run.settings[:12],
                "types": known.run.types and known.run.types[:12], "actors": known.run.actors and known.run.actors[:12],
            }
            for known in known_runs(store)
        ]  # fmt: skip
    print_listing(rows, form=arguments.format, columns=RUN_COLUMNS, caveat=False)
    return 0


def configure_recode(parser: argparse.ArgumentParser) -> None:
    """The options of ``recode``."""
    parser.add_argument("articles", nargs="*", metavar="ARTICLE", help="these; else all")
    add_coder(parser)
    parser.add_argument("--quiet", action="store_true", help="print only what failed")
    add_record(parser)


def run_recode(arguments: Arguments) -> int:
    """Code the stored articles again; exit status 1 when some could not be."""
    from dragoman.ingest import ready, recode_articles
    from dragoman.store.read import find_article

    with (
        opened_to_change(arguments) as store,
        ready(settings_of(arguments), arguments.model, record_path(arguments)) as chain,
        watching(quiet=arguments.quiet) as watch,
    ):
        chosen = [find_article(store, name) for name in arguments.articles]
        report = recode_articles(store, run=chain.run, recode=chain.recode, articles=chosen, watch=watch)
    print_failures(report.failures)
    if not arguments.quiet:
        told = f"{report.recoded} coded again, {report.present} had this run, {len(report.failures)} failed"
        print(f"{told}; {report.run}")
    return 1 if report.failures else 0


def configure_diff(parser: argparse.ArgumentParser) -> None:
    """The options of ``diff``."""
    parser.add_argument("old", metavar="RUN", help="a run that `runs` lists, or the beginning of one")
    parser.add_argument("new", metavar="RUN", help="another")
    parser.add_argument("--counts", action="store_true", help="only the monthly counts of pairs that move")
    add_format(parser)
    add_record(parser)


def run_diff(arguments: Arguments) -> int:
    """Print what the second run reads otherwise."""
    from dragoman.analysis.run_differences import run_difference

    with opened(arguments) as store:
        found = run_difference(store, arguments.old, arguments.new)
    lines = [] if arguments.counts else [line_row(line) for line in found.lines]
    moved = [{"month": m.month, "pair": list(m.pair), "before": m.before, "after": m.after} for m in found.counts]
    if arguments.format == "json":
        named = {"old": found.old, "new": found.new, "articles": found.articles}
        print_json({**named, "lines": lines, "counts": moved})
    elif arguments.format == "csv":
        rows, columns = (moved, COUNT_COLUMNS) if arguments.counts else (lines, LINE_COLUMNS)
        print_listing(rows, form="csv", columns=columns)
    else:
        _print_difference(found, lines, moved, only_counts=arguments.counts)
    return 0


def _print_difference(
    found: "RunDifference", lines: list[dict[str, Any]], moved: list[dict[str, Any]], *, only_counts: bool
) -> None:
    if not only_counts:
        print_listing(lines, form="table", columns=LINE_COLUMNS, caveat=False, nothing="no line differs")
    nothing = "no monthly count moves"
    print_listing(moved, form="table", columns=COUNT_COLUMNS, caveat=False, nothing=nothing)
    told = [
        f"{found.number(what, kind)} {kind}s {what}"
        for kind in ("event", "statement")
        for what in ("appeared", "vanished", "changed")
    ]  # fmt: skip
    console().print(f"{found.articles} articles coded by both: {', '.join(told)}", style="bold")


def line_row(line: "LineDifference") -> dict[str, Any]:
    """A difference as one line of a table."""
    from dragoman.cli.decisions import short
    from dragoman.store.sampling import type_of

    changed = [f"{name}: {short(line.before[name])} -> {short(line.after[name])}" for name in line.after]
    return {
        "what": line.what,
        "kind": line.kind,
        "id": line.id,
        "type": type_of(line.line),
        "changed": changed,
        "before": dict(line.before),
        "after": dict(line.after),
        "text": " ".join(line.line.text.split()),
        "article": line.article,
    }


RUNS = Command("runs", "Which coders the lines of the record are from.", configure_runs, run_runs)
RECODE = Command("recode", "Code the stored articles again with the present version.", configure_recode, run_recode)
DIFF = Command("diff", "What two runs read differently.", configure_diff, run_diff)
