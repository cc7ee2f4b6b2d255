"""Every limit is told on one page, with the value it has; none hides in a module."""

import ast
import importlib
import re
from pathlib import Path

import msgspec
import pytest

import dragoman
from dragoman.config import Limits
from tests.conftest import ROOT

PAGE = (ROOT / "docs/limits.md").read_text(encoding="utf-8")
TOLD = dict(re.findall(r"^\| `((?:\w+\.)+_?[A-Z_]+)` \| ([\d.]+) \|", PAGE, re.MULTILINE))
PACKAGE = Path(dragoman.__file__).parent
LIMIT = re.compile(r"_?(?:MAX|MOST)_[A-Z_]+|[A-Z_]+_(?:TIMEOUT|STALL|WAIT|START|WAITED)_S|_(?:WAIT|START|WAITED)_S"
                   r"|PART_CHARACTERS|SHARD_CHARACTERS|_?RATIO_FROM_BYTES")  # fmt: skip
# What stops an input, a question or a request stands in these; elsewhere a MOST is a matter of language, of layout or
# of what is compared with what, and refuses nothing.
FACING = ("sources", "store", "web", "distribute", "logs", "article.extract_worker", "analysis.panel")
NO_LIMITS = {
    "sources.pdf_lines._MOST_TITLE_LETTERS": "what can be a title",
    "store.translations._MOST_FOLDERS": "names of one file",
}


def constants() -> dict[str, float]:
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        module = ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
        if not module.startswith(FACING):
            continue
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                name = node.targets[0].id
                value = getattr(importlib.import_module(f"dragoman.{module}"), name)
                if LIMIT.fullmatch(name) and isinstance(value, int | float):
                    found[f"{module}.{name}"] = value
    return found


CONSTANTS = constants()


def test_no_limit_hides_in_a_module() -> None:
    assert set(CONSTANTS) - set(TOLD) == set(NO_LIMITS)


@pytest.mark.parametrize("place", TOLD)
def test_a_limit_is_told_as_it_is(place: str) -> None:
    module, _, name = place.rpartition(".")
    assert getattr(importlib.import_module(f"dragoman.{module}"), name) == float(TOLD[place])


def test_every_settable_limit_is_told() -> None:
    settable = PAGE.partition("## Inputs: settable")[2].partition("## Inputs: fixed")[0]
    cells = [line.split("|")[1] for line in settable.splitlines() if line.startswith("| `")]
    assert sorted(name for cell in cells for name in re.findall(r"`(\w+)`", cell)) == sorted(
        field.name for field in msgspec.structs.fields(Limits)
    )
