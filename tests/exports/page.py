"""The tables of columns in ``docs/exports.md``, written from the layouts: ``python -m tests.exports.page``."""

import re
from collections.abc import Iterator

from dragoman.exports.export import FORMATS, OWN, layout_of
from dragoman.exports.layout import Layout, Table
from tests.docs.blocks import ROOT

PAGE = ROOT / "docs" / "exports.md"
TITLES = {"gdelt": "GDELT", "icews": "ICEWS", "polecat": "POLECAT", "plover": "PLOVER JSON", "ftm": "followthemoney"}
_BETWEEN = re.compile(r"(<!-- tables: [^>]* -->\n).*(<!-- end of tables -->)", re.DOTALL)


def tables() -> str:
    """The tables of others' layouts, with what is lost."""
    return "\n".join(line for form in FORMATS if form not in OWN for line in _layout(layout_of(form)))


def _layout(layout: Layout) -> Iterator[str]:
    for table in layout.tables:
        several = f" {table.name}" if len(layout.tables) > 1 else ""
        yield f"\n## {TITLES[layout.name]}{several}\n"
        yield from _table(table)
    yield f"\nHow {TITLES[layout.name]} is filled:\n"
    yield from (f"* {line}" for line in layout.rules)
    yield "\nWhat it cannot hold:\n"
    yield from (f"* {line}" for line in layout.lost)


def _table(table: Table) -> Iterator[str]:
    missing = f"`{table.missing}`" if table.missing else "an empty cell"
    header = "with header" if table.header else "no header"
    kind = (
        "Keys"
        if table.file.endswith(("jsonl", "json"))
        else f"{len(table.columns)} columns, {header}; missing is {missing}"
    )
    yield f"`{table.file}`. {kind}.\n"
    yield "| column | where it comes from |\n|---|---|"
    yield from (f"| `{name}` | {source} |" for name, source in table.columns)


def renewed(text: str) -> str:
    """The page with its tables as they are now."""
    return _BETWEEN.sub(lambda match: f"{match[1]}{tables()}\n\n{match[2]}", text)


if __name__ == "__main__":
    PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
