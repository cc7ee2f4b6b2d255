"""``dragoman query``: a question in SQL, asked of a record that it cannot change."""

import argparse
from typing import Any

from dragoman.cli.command import Arguments, Command, add_format, add_record, opened, record_path
from dragoman.cli.printing import console, print_json, print_listing


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of ``query``."""
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("sql", nargs="?", metavar="SQL", help="one SELECT")
    what.add_argument("--tables", action="store_true", help="list the tables and their columns")
    parser.add_argument("--limit", type=int, metavar="N", help="rows at most; 1000 unless said otherwise")
    parser.add_argument("--timeout-s", type=float, metavar="S", help="seconds at most; 1 unless said otherwise")
    add_format(parser)
    add_record(parser)


def run(arguments: Arguments) -> int:
    """Print the answer."""
    from dragoman.store.questions import MOST_ANSWER_ROWS, QUESTION_TIMEOUT_S, ask

    if arguments.tables:
        return _print_tables(arguments)
    answer = ask(
        record_path(arguments),
        arguments.sql,
        timeout_s=QUESTION_TIMEOUT_S if arguments.timeout_s is None else arguments.timeout_s,
        most_rows=MOST_ANSWER_ROWS if arguments.limit is None else arguments.limit,
    )
    if arguments.format == "json":
        print_json({"columns": answer.columns, "rows": answer.rows, "cut": answer.is_cut})
        return 0
    rows: list[dict[str, Any]] = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
    print_listing(rows, form=arguments.format, columns=tuple(dict.fromkeys(answer.columns)))
    if answer.is_cut and arguments.format == "table":
        console().print(f"the first {len(rows)} rows; --limit gives more", style="dim")
    return 0


def _print_tables(arguments: Arguments) -> int:
    from dragoman.store.questions import tables_of

    with opened(arguments) as store:
        rows = [{"table": name, "columns": columns} for name, columns in tables_of(store).items()]
    print_listing(rows, form=arguments.format, columns=("table", "columns"), caveat=False)
    return 0


QUERY = Command("query", "Ask the record in SQL; nothing can be changed.", configure, run)
