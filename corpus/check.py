"""Checks reports: ``python -m corpus.check [FILES]``. Without files it checks all of ``corpus/reports``.

Prints one line a problem, ``file:line: level: what: values. What to do.``; exit status 1 when there is an error.
"""

import argparse
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from corpus.parse import REPORTS, read_report
from corpus.report import Problem, Report
from corpus.rules.coverage import check_coverage
from corpus.rules.entities import check_entities
from corpus.rules.events import check_events
from corpus.rules.header import check_header
from corpus.rules.links import check_links
from corpus.rules.statements import check_statements
from corpus.rules.times import check_times
from corpus.rules.whole import check_whole

RULES: tuple[Callable[[Report], Iterator[Problem]], ...] = (
    check_header, check_links, check_entities, check_events, check_statements, check_times, check_coverage,
)  # fmt: skip


def check_report(report: Report) -> tuple[Problem, ...]:
    """Everything wrong with one report, in order of its lines, errors first on a line; nothing twice."""
    found = [*report.problems, *(problem for rule in RULES for problem in rule(report))]
    if not report.text:
        found.append(report.problem("error", report.text_line, "the report has no text", report.path, "Write it"))
    return tuple(sorted({str(problem): problem for problem in found}.values(), key=_order))


def check_reports(reports: Sequence[Report]) -> tuple[Problem, ...]:
    """Everything wrong with reports, each by itself and together."""
    whole = list(check_whole(reports))
    return tuple(
        problem
        for report in reports
        for problem in sorted((*check_report(report), *(one for one in whole if one.path == report.path)), key=_order)
    )


def _order(problem: Problem) -> tuple[int, str, str, str]:
    return (problem.line, problem.level, problem.what, problem.values)


def main(arguments: Sequence[str] | None = None) -> int:
    """Check the files named, or all reports; print what is wrong; 1 when there is an error."""
    parser = argparse.ArgumentParser(prog="python -m corpus.check", description="Check reports of the corpus.")
    parser.add_argument("files", nargs="*", type=Path, help="reports or folders (default: corpus/reports)")
    parser.add_argument("--errors", action="store_true", help="leave warnings out")
    options = parser.parse_args(arguments)
    paths: list[Path] = []
    for path in options.files or [REPORTS]:
        paths += sorted(path.glob("*.txt")) if path.is_dir() else [path]
    missing = [path for path in paths if not path.is_file()]
    for path in missing:
        print(f"{path}:1: error: no such file. Name a report, as corpus/reports/0001.txt.")
    reports = [read_report(path) for path in paths if path.is_file()]
    problems = check_reports(reports)
    shown = [problem for problem in problems if problem.level == "error" or not options.errors]
    for problem in shown:
        print(problem)
    errors = sum(problem.level == "error" for problem in problems)
    print(f"{len(reports)} reports, {errors} errors, {len(problems) - errors} warnings")
    return 1 if errors or missing else 0


if __name__ == "__main__":
    raise SystemExit(main())
