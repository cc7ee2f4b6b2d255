"""``dragoman series``, ``panel`` and ``coverage``: counts by period."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dragoman.cli.command import Arguments, Command, add_format, add_period, add_record, opened
from dragoman.cli.counting import add_by, add_counting, codes, counting
from dragoman.cli.printing import CAVEAT, console, print_json, print_listing

MEASURED = ""  # in place of a file: the record's own figures

if TYPE_CHECKING:
    from dragoman.analysis.series import Measure, Series
    from dragoman.store.open import Store

# As people call the measures; the record's own names, which say whose scale it is, do too.
MEASURES: dict[str, "Measure"] = {
    "count": "count", "score": "plover_score", "goldstein": "goldstein_gdelt", "plover_score": "plover_score",
    "goldstein_gdelt": "goldstein_gdelt", "goldstein_icews": "goldstein_icews",
}  # fmt: skip
SERIES_COLUMNS = ("period", "group", "count", "articles", "panel_count", "panel_articles")
PANEL_COLUMNS = (
    "period", "party", "other", "count", "verbal_cooperation", "material_cooperation", "verbal_conflict",
    "material_conflict", "plover_score", "articles",
)  # fmt: skip
COVERAGE_COLUMNS = ("period", "outlet", "articles")


def configure_series(parser: argparse.ArgumentParser) -> None:
    """The options of ``series``."""
    parser.add_argument("parties", nargs=2, metavar="PARTY", help="two parties: PAK, NATO, Pakistan")
    add_by(parser)
    parser.add_argument(
        "--of", choices=("type", "quad", "status"), help="divided by; by status everything counts unless said"
    )
    parser.add_argument(
        "--measure", choices=tuple(MEASURES), default="count",
        help="the count, or the mean on a scale: score is PLOVER's, goldstein GDELT's list (default: %(default)s)",
    )  # fmt: skip
    parser.add_argument(
        "--precision", metavar="FILE", nargs="?", const=MEASURED,
        help="bands, from this record's own finished samples or from FILE: what `dragoman precision --format json` "
        "prints, or type -> [found right, reviewed]",
    )  # fmt: skip
    parser.add_argument("--chart", metavar="FILE", help="draw it too: a name ending in .html, .png or .svg")
    parser.add_argument("--dark", action="store_true", help="a picture on dark paper; a page follows the reader's")
    parser.add_argument("--link", metavar="URL", help="where points lead, with {party} {other} {start} {end} {event}")
    add_counting(parser)
    add_format(parser)
    add_record(parser)


def run_series(arguments: Arguments) -> int:
    """Print a series, and draw it."""
    from dragoman.analysis import series
    from dragoman.analysis.tables import fields_of

    with opened(arguments) as store:
        wanted = counting(arguments, store)
        if arguments.of == "status" and not arguments.status:
            wanted = wanted.everything
        first, second = codes(store, arguments.parties)
        found = series(
            store, (first, second), by=arguments.by, of=arguments.of, counting=wanted,
            precision=_precision(store, arguments.precision),
        )  # fmt: skip
        if arguments.chart:
            _draw(store, found, arguments)
    rows = [fields_of(point) for point in found.points]
    if arguments.format == "json":
        print_json({**_head(found), "points": rows})
    elif arguments.format == "csv":
        print_listing(rows, form="csv", columns=tuple(found.row_type.__struct_fields__))
    else:
        _print_series(found, rows, MEASURES[arguments.measure])
    return 0


def _head(found: "Series") -> dict[str, Any]:
    return {
        "title": found.title, "caption": found.caption, "pair": found.pair, "by": found.by, "of": found.of,
        "count": found.count, "undated": found.undated, "by_publication": found.by_publication, "panel": found.panel,
        "runs": found.runs,
    }  # fmt: skip


def _print_series(found: "Series", rows: list[dict[str, Any]], measure: "Measure") -> None:
    """The periods that hold something; the rest are zero."""
    columns = [name for name in SERIES_COLUMNS if name != "group" or found.of]
    if found.points and found.points[0].low is not None:
        columns.insert(columns.index("count") + 1, "band")
    if measure != "count":
        columns.insert(columns.index("count") + 1, measure)
    shown = [_rounded(row) for row in rows if row["count"]]
    out = console()
    out.print(found.title, style="bold")
    print_listing(shown, form="table", columns=columns, caveat=False)
    periods = len({point.period for point in found.points})
    filled = len({row["period"] for row in shown})
    panel = f"{len(found.panel)} outlets" if found.panel else "no outlet"
    out.print(
        f"{filled} of {periods} periods, the others are zero. Fixed panel: {panel}. {found.caption}.", style="dim"
    )
    out.print(CAVEAT, style="dim")


def _rounded(row: dict[str, Any]) -> dict[str, Any]:
    """A row for a table: two decimals, and the band as one cell."""
    shown = {name: round(value, 2) if isinstance(value, float) else value for name, value in row.items()}
    if row.get("low") is not None:
        shown["band"] = f"{row['low']:.1f}-{row['high']:.1f}"
    return shown


def _draw(store: Any, found: "Series", arguments: Arguments) -> None:
    from dragoman.analysis.chart_files import write_chart

    theme: Any = "dark" if arguments.dark else "light"
    measure = MEASURES[arguments.measure]
    write_chart(store, found, Path(arguments.chart), measure=measure, theme=theme, link=arguments.link)


def _precision(store: "Store", path: str | None) -> dict[str, tuple[int, int]] | None:
    """The measured precision of the record, or in a file.

    Raises:
        UsageError: it cannot be read, or is something else.
    """
    if path is None:
        return None
    import msgspec

    from dragoman.analysis.precision import by_type, finished
    from dragoman.errors import UsageError

    if path == MEASURED:
        return finished(store)
    remedy = 'Give {"CONSULT": [right, reviewed], ...}, or what `dragoman precision --format json` prints'
    try:
        read = msgspec.json.decode(Path(path).read_bytes(), type=dict[str, tuple[int, int]] | list[dict[str, Any]])
        figures = ("kind", "type", "right", "judged", "unbiased")
        found = read if isinstance(read, dict) else by_type(tuple(row[name] for name in figures) for row in read)
    except (OSError, msgspec.DecodeError, KeyError, TypeError) as error:
        raise UsageError("no measured precision", values=f"{path}: {error}", remedy=remedy) from error
    if not found:
        raise UsageError("no sample of events was judged to its end", values=path, remedy=remedy)
    wrong = [kind for kind, (right, reviewed) in found.items() if not 0 <= right <= reviewed]
    if wrong:
        raise UsageError("more right than reviewed", values=", ".join(wrong), remedy="Give [right, reviewed]")
    return found


def configure_panel(parser: argparse.ArgumentParser) -> None:
    """The options of ``panel``."""
    parser.add_argument("parties", nargs="*", metavar="PARTY", help="between these; without any, all that were seen")
    add_by(parser)
    parser.add_argument("--every-pair", action="store_true", help="also pairs of which nothing is counted")
    add_counting(parser)
    add_format(parser)
    add_record(parser)


def run_panel(arguments: Arguments) -> int:
    """Print a dyad panel; csv and json have every column and period."""
    from dragoman.analysis import panel
    from dragoman.analysis.tables import fields_of

    with opened(arguments) as store:
        wanted = counting(arguments, store)
        parties = codes(store, arguments.parties) or None
        pairs: Any = "all" if arguments.every_pair else "seen"
        found = panel(store, parties=parties, by=arguments.by, counting=wanted, pairs=pairs)
    rows = map(fields_of, found.cells)
    if arguments.format != "table":
        print_listing(rows, form=arguments.format, columns=tuple(found.row_type.__struct_fields__))
        return 0
    out = console()
    out.print(f"Pairs: {wanted.told}, by {found.by}", style="bold")
    print_listing([_rounded(row) for row in rows if row["count"]], form="table", columns=PANEL_COLUMNS, caveat=False)
    out.print(
        f"{sum(bool(row.count) for row in found.cells)} of {len(found.cells)} rows, the others are zero; "
        f"--format csv has all, with ISO, COW and GW codes. Coded by {', '.join(found.runs) or 'no run'}.",
        style="dim",
    )
    out.print(CAVEAT, style="dim")
    return 0


def configure_coverage(parser: argparse.ArgumentParser) -> None:
    """The options of ``coverage``."""
    add_by(parser)
    add_period(parser)
    add_format(parser)
    add_record(parser)


def run_coverage(arguments: Arguments) -> int:
    """Print articles by outlet and period."""
    from dragoman.analysis import coverage
    from dragoman.analysis.tables import fields_of
    from dragoman.store.listing import given_date, require_interval

    since, until = given_date(arguments.since), given_date(arguments.until)
    require_interval(since, until)
    with opened(arguments) as store:
        first, last = since.earliest if since else None, until.latest if until else None
        found = coverage(store, by=arguments.by, since=first, until=last)
    table = arguments.format == "table"
    rows = [fields_of(cell) for cell in found.cells if cell.articles or not table]
    columns = COVERAGE_COLUMNS if table else tuple(found.row_type.__struct_fields__)
    print_listing(rows, form=arguments.format, columns=columns, caveat=False)
    return 0


SERIES = Command("series", "Count and score what passed between two parties, by period.", configure_series, run_series)
PANEL = Command("panel", "Count every pair in every period, with codes of states.", configure_panel, run_panel)
COVERAGE = Command("coverage", "Count articles by outlet and period.", configure_coverage, run_coverage)
