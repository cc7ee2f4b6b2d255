"""Fenced blocks of a document, and the commands with their shown output in them."""

import doctest
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("README.md", *sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")))

PROMPT = "$ "
ANYTHING = "..."
FILL = "(regenerate)"  # an output still to be written

_FENCE = re.compile(r"^```(?P<language>\w+)(?P<rest>[^\n]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_TITLE = re.compile(r'title="([^"]+)"')


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, the file name in its title, where its body stands in the page, the body."""

    language: str
    title: str | None
    start: int
    end: int
    body: str


@dataclass(frozen=True)
class Step:
    """Something to run and the output that the page shows; None: it shows none."""

    source: str
    shown: str | None


def blocks(text: str) -> Iterator[Block]:
    """The fenced blocks of a page, in order."""
    for match in _FENCE.finditer(text):
        title = _TITLE.search(match["rest"])
        yield Block(match["language"], title and title[1], match.start("body"), match.end("body"), match["body"])


def commands(body: str) -> list[Step]:
    """The commands of a ``console`` block; a line that ends in a backslash goes on in the next."""
    steps: list[tuple[list[str], list[str]]] = []
    for line in body.splitlines():
        if line.startswith(PROMPT):
            steps.append(([line.removeprefix(PROMPT)], []))
        elif steps and not steps[-1][1] and steps[-1][0][-1].endswith("\\"):
            steps[-1][0].append(line)
        else:
            steps[-1][1].append(line)
    return [Step("\n".join(source), "\n".join(shown).strip("\n") or None) for source, shown in steps]


def write_commands(steps: list[Step]) -> str:
    """The body of a ``console`` block."""
    parts = (f"{PROMPT}{step.source}\n" + (f"{step.shown}\n" if step.shown else "") for step in steps)
    return "".join(parts)


def examples(body: str) -> list[Step]:
    """The statements of a ``pycon`` block."""
    return [Step(item.source, item.want.strip("\n") or None) for item in doctest.DocTestParser().get_examples(body)]


def write_examples(steps: list[Step]) -> str:
    """The body of a ``pycon`` block."""
    parts = []
    for step in steps:
        first, *rest = step.source.splitlines()
        parts += [f">>> {first}", *(f"... {line}".rstrip() for line in rest)]
        if step.shown:
            parts.append(step.shown)
    return "\n".join(parts) + "\n"


def matches(shown: str | None, actual: str) -> bool:
    """Whether an output is as shown; ``...`` stands for anything, on a line of its own for any lines."""
    if shown is None:
        return True
    pattern = "".join(
        "(?:.*\n)*" * len(list(run)) if all_lines else "".join(_line_pattern(line) for line in run)
        for all_lines, run in groupby(shown.splitlines(), key=lambda line: line.strip() == ANYTHING)
    )
    return re.fullmatch(pattern, actual + "\n") is not None


def _line_pattern(line: str) -> str:
    return ".*".join(map(re.escape, line.rstrip().split(ANYTHING))) + "\n"


def renewed(shown: str | None, actual: str) -> str | None:
    """What the page should show: as much of the new output as it showed of the old."""
    if shown is None or matches(shown, actual):
        return shown
    lines, old = actual.splitlines(), shown.splitlines()
    if ANYTHING not in old:
        return actual or None
    first, last = old.index(ANYTHING), len(old) - 1 - old[::-1].index(ANYTHING)
    tail = len(old) - 1 - last
    if first + tail >= len(lines):
        return actual or None
    return "\n".join([*lines[:first], ANYTHING, *lines[len(lines) - tail :]])
