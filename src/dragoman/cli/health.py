"""``dragoman check`` and ``dragoman doctor``: what cannot be right, and whether the installation is whole."""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from dragoman.cli.command import Arguments, Command, add_format, add_record, opened, record_file
from dragoman.cli.printing import print_json, print_listing, shown_line

if TYPE_CHECKING:
    from dragoman.store.repair import RepairReport

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
    from dragoman.compare.firsts import firsts_against_record
    from dragoman.exports.contract import finding_fields
    from dragoman.store.read import failures, findings

    with opened(arguments) as store:
        told = [*findings(store), *firsts_against_record(store)]
        rows = [{"article": article, **finding_fields(finding)} for article, finding in told]
        for failure in failures(store):
            message = f"failed at {failure.stage}: {failure.reason}"
            rows.append({"article": None, "kind": "failure", "text": failure.source, "message": message})
    return rows


def configure_doctor(parser: argparse.ArgumentParser) -> None:
    """The options of ``doctor``."""
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--repair", action="store_true", help="repair the record, and say what could not be saved")
    what.add_argument("--disk", action="store_true", help="the room that each table of the record takes")
    parser.add_argument("--record", metavar="FILE", help="look over this record too")
    parser.add_argument(
        "--format", choices=("table", "json"), default="table", help="how to print (default: %(default)s)"
    )


def run_doctor(arguments: Arguments) -> int:
    """Look over the installation and a record, or repair or measure one; exit status 1 when something is amiss."""
    if arguments.repair:
        return _repair(arguments)
    if arguments.disk:
        return _disk(arguments)
    import msgspec

    from dragoman.cli.installation import examine

    checks = [msgspec.structs.asdict(check) for check in examine()]
    if arguments.record:
        checks += _record_checks(arguments.record)
    marked = [{**check, "ok": "yes" if check["ok"] else "NO"} for check in checks]
    rows = checks if arguments.format == "json" else marked
    print_listing(rows, form=arguments.format, columns=("name", "ok", "detail"), caveat=False)
    return 0 if all(check["ok"] for check in checks) else 1


def _record_checks(record: str) -> list[dict[str, Any]]:
    from dragoman.store.examine import as_it_is, faults
    from dragoman.store.schema import schema_version

    with as_it_is(record) as store:
        found = [f"{fault.kind}: {fault.table or 'file'}: {fault.detail}" for fault in faults(store)]
        told = found or [f"schema {schema_version(store.connection)}; pages, quotes, texts and indexes are whole"]
    return [{"name": "record", "ok": not found, "detail": detail} for detail in told]


def _disk(arguments: Arguments) -> int:
    import msgspec

    from dragoman.store.examine import as_it_is
    from dragoman.store.upkeep import disk_use

    with as_it_is(record_file(arguments)) as store:
        rows = [msgspec.structs.asdict(size) for size in disk_use(store)]
    if arguments.format == "table":
        rows = [{**row, "MB": f"{row['size_bytes'] / 1e6:.2f}"} for row in rows]
    print_listing(rows, form=arguments.format, columns=("name", "of", "rows", "MB", "measured"), caveat=False)
    return 0


def _repair(arguments: Arguments) -> int:
    """Exit status 1 when something could not be saved."""
    import msgspec

    from dragoman.compare.current import bring_up_to_date
    from dragoman.compare.update import rebuild_happenings
    from dragoman.logs import log
    from dragoman.store.repair import repair

    report = repair(record_file(arguments))
    if report.faults:  # lines may be lost: what stands on them is compared anew
        with opened(arguments, "write") as store:
            rebuild_happenings(store)
            bring_up_to_date(store)
    log("record repaired", record=record_file(arguments), articles=report.saved.get("articles"), lost=len(report.lost))
    if arguments.format == "json":
        print_json({**msgspec.to_builtins(msgspec.structs.replace(report, damaged=None)), "damaged": _name(report)})
    else:
        for line in _told(report):
            print(shown_line(line))
    return 1 if report.lost or report.doubtful else 0


def _name(report: "RepairReport") -> str | None:
    return str(report.damaged) if report.damaged else None


def _told(report: "RepairReport") -> Iterator[str]:
    if not report.faults:
        yield "the record is whole; its indexes were made anew"
        return
    for fault in report.faults:
        yield f"found: {fault.kind}: {fault.table or 'file'}: {fault.detail}"
    if report.damaged is None:
        yield "nothing was lost; what is computed was made anew"
        return
    yield f"saved: {', '.join(f'{number} {table}' for table, number in report.saved.items() if number)}"
    for loss in report.lost:
        yield f"lost: {loss.table}: {loss.row}: {loss.why}"
    for article in report.doubtful:
        yield f"in doubt, read its source again: {article}"
    yield f"the damaged file is kept as {report.damaged}"
    if not report.lost and not report.doubtful:
        yield "nothing was lost"


CHECK = Command("check", "List what cannot be right or is disputed, and what failed.", configure_check, run_check)
DOCTOR = Command(
    "doctor",
    "Versions, hashes and a self-test; a record looked over, repaired or measured.",
    configure_doctor,
    run_doctor,
)
