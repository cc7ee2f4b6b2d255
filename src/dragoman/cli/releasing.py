"""``dragoman release`` and ``forget``: a record frozen for others, and articles taken out of it on request."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.cli.command import Arguments, Command, add_format, add_record, opened, opened_to_change
from dragoman.cli.printing import print_json, print_listing

if TYPE_CHECKING:
    from dragoman.exports.release_comparison import ReleaseDifference

TABLE_COLUMNS = ("table", "before", "after", "appeared", "vanished", "changed")
MONTH_COLUMNS = ("month", "type", "before", "after")
STONE_COLUMNS = ("article", "at", "by", "why", "text_sha256")


def configure_release(parser: argparse.ArgumentParser) -> None:
    """The options of ``release``."""
    parser.add_argument("name", nargs="?", metavar="NAME", help="what the release is called")
    parser.add_argument("--out", metavar="DIR", help="a folder that is empty or not there")
    parser.add_argument("--author", action="append", default=[], metavar="NAME", help="who is to be cited; repeatable")
    parser.add_argument("--date", metavar="DAY", help="the day of the release; else today")
    parser.add_argument("--with-text", action="store_true", help="with the articles' own text: other people's words")
    parser.add_argument("--compare", nargs=2, metavar="DIR", help="instead: what differs between two releases")
    add_format(parser)
    add_record(parser)


def run_release(arguments: Arguments) -> int:
    """Write a release, or compare two; exit status 1 when a file of them is damaged."""
    from dragoman.errors import UsageError

    if arguments.compare:
        if arguments.name or arguments.out:
            raise UsageError("--compare writes nothing", values="NAME or --out", remedy="Leave them out")
        return _compare(arguments)
    if not (arguments.name and arguments.out):
        raise UsageError("a release needs a name and a folder", values="", remedy="dragoman release NAME --out DIR")
    from dragoman.exports.release import write_release

    with opened(arguments) as store, _written(arguments.out):
        found = write_release(
            store, arguments.name, Path(arguments.out), released=_day(arguments.date), with_text=arguments.with_text,
            authors=arguments.author,
        )  # fmt: skip
    told = ", ".join(f"{number} {what}" for what, number in found.numbers.items())
    print(f"{found.name}: {told}; {arguments.out}")
    return 0


@contextmanager
def _written(out: str) -> Iterator[None]:
    from dragoman.errors import RecordError

    try:
        yield
    except OSError as error:
        raise RecordError(
            "the release cannot be written",
            values=f"{out}: {error.strerror}",
            remedy="Check that the folder can be written, and that the disk has room",
        ) from error


def _day(text: str | None) -> date:
    from dragoman.errors import UsageError

    try:
        return date.fromisoformat(text) if text else datetime.now(UTC).date()
    except ValueError as error:
        raise UsageError("not a day", values=repr(text), remedy="Write 2024-05-01") from error


def _compare(arguments: Arguments) -> int:
    from dragoman.exports.release_comparison import compare_releases

    found = compare_releases(*map(Path, arguments.compare))
    if arguments.format == "json":
        print_json(found)
    else:
        _print_comparison(found, arguments.format)
    return 1 if found.damaged else 0


def _print_comparison(found: "ReleaseDifference", form: str) -> None:
    import msgspec

    tables = [msgspec.structs.asdict(table) for table in found.tables]
    months = [msgspec.structs.asdict(month) for month in found.months]
    print_listing(tables, form=form, columns=TABLE_COLUMNS, caveat=False)
    print_listing(months, form=form, columns=MONTH_COLUMNS, caveat=False, nothing="no monthly count moves")
    if form == "csv":
        return
    runs = [{run.id for run in release.runs} for release in (found.old, found.new)]
    print("same runs" if runs[0] == runs[1] else f"runs: {', '.join(sorted(runs[0]))} -> {', '.join(sorted(runs[1]))}")
    for path in found.damaged:
        print(f"not as its hash says: {path}")


def configure_forget(parser: argparse.ArgumentParser) -> None:
    """The options of ``forget``."""
    parser.add_argument("article", nargs="?", metavar="ARTICLE", help="id, the beginning of one, or its source")
    parser.add_argument("--by", metavar="NAME", help="who asks for it")
    parser.add_argument("--why", metavar="TEXT", help="why, in none of the article's words")
    add_format(parser)
    add_record(parser)


def run_forget(arguments: Arguments) -> int:
    """Take an article out; without one, list those that were."""
    from dragoman.compare.current import bring_up_to_date
    from dragoman.store.takedown import forget, tombstones

    if arguments.article is None:
        import msgspec

        with opened(arguments) as store:
            rows = [msgspec.structs.asdict(stone) for stone in tombstones(store)]
        nothing = "nothing was taken out"
        print_listing(rows, form=arguments.format, columns=STONE_COLUMNS, caveat=False, nothing=nothing)
        return 0
    with opened_to_change(arguments) as store:
        now = datetime.now(UTC).replace(microsecond=0)
        by, why = arguments.by or "", arguments.why or ""
        done = forget(store, arguments.article, by=by, at=now, why=why, after=bring_up_to_date)
    alone = f", {done.alone} of them told by no copy of it" if done.events else ""
    print(f"taken out: {done.tombstone.article} with {done.events} events{alone}, {done.statements} statements")
    if done.copies:
        print(f"copies of it that stay: {', '.join(done.copies)}")
    if not done.purged:
        print("somebody reads the record: the words are in its log until it is next closed by all")
    return 0


RELEASE = Command("release", "Freeze the record for others, or compare two releases.", configure_release, run_release)
FORGET = Command("forget", "Take an article out on request, and keep that it was.", configure_forget, run_forget)
