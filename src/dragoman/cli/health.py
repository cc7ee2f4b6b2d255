"""``dragoman check`` and ``dragoman doctor``: what cannot be right, and whether the installation is whole."""

import argparse
from typing import Any

from dragoman.cli.command import Arguments, Command, add_format, add_record, opened
from dragoman.cli.printing import print_listing

FINDING_COLUMNS = ("kind", "text", "message", "article")


def configure_check(parser: argparse.ArgumentParser) -> None:
    """The options of ``check``."""
    parser.add_argument("--kind", help="office-tenure, date-conflict, disputed-claim ... or failure")
    add_format(parser)
    add_record(parser)


def run_check(arguments: Arguments) -> int:
    """List findings, and inputs that could not be used; exit status 1 when there are such inputs."""
    from dragoman.errors import UnknownName
    from dragoman.records import Finding
    from dragoman.store.listing import choices

    kinds = (*choices(Finding, "kind"), "failure")
    if arguments.kind not in (None, *kinds):
        raise UnknownName(
            "no such kind of finding", values=repr(arguments.kind), remedy=f"Give one of {', '.join(kinds)}"
        )
    rows = [row for row in _check_rows(arguments) if arguments.kind in (None, row["kind"])]
    print_listing(rows, form=arguments.format, columns=FINDING_COLUMNS)
    return 1 if any(row["kind"] == "failure" for row in rows) else 0


def _check_rows(arguments: Arguments) -> list[dict[str, Any]]:
    from dragoman.exports.contract import finding_fields
    from dragoman.store.read import failures, findings

    with opened(arguments) as store:
        rows = [{"article": article, **finding_fields(finding)} for article, finding in findings(store)]
        for failure in failures(store):
            message = f"failed at {failure.stage}: {failure.reason}"
            rows.append({"article": None, "kind": "failure", "text": failure.source, "message": message})
    return rows


def configure_doctor(parser: argparse.ArgumentParser) -> None:
    """The options of ``doctor``."""
    parser.add_argument(
        "--format", choices=("table", "json"), default="table", help="how to print (default: %(default)s)"
    )


def run_doctor(arguments: Arguments) -> int:
    """Print versions and hashes and code a sentence; exit status 1 when something is missing."""
    import msgspec

    from dragoman.cli.installation import examine

    checks = [msgspec.structs.asdict(check) for check in examine()]
    marked = [{**check, "ok": "yes" if check["ok"] else "NO"} for check in checks]
    rows = checks if arguments.format == "json" else marked
    print_listing(rows, form=arguments.format, columns=("name", "ok", "detail"), caveat=False)
    return 0 if all(check["ok"] for check in checks) else 1


CHECK = Command("check", "List what cannot be right or is disputed, and what failed.", configure_check, run_check)
DOCTOR = Command("doctor", "Versions, hashes and a self-test.", configure_doctor, run_doctor)
