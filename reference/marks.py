"""Reading the hand-written inputs: lines of cells, and names with marks in braces.

``Zaire{historic 1971-10-27..1997-05-17}`` is the name "Zaire" with the use ``historic`` and a lifetime.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

INPUTS = Path(__file__).resolve().parent / "inputs"
USES = ("name", "official", "abbreviation", "demonym", "capital", "metonym", "historic")
AS_OF = "2025-11-30"  # what the hand-written inputs were written to be true on


@dataclass(frozen=True)
class MarkedName:
    """A name of something, with what its marks say."""

    text: str
    use: str = "name"
    start: str = ""
    end: str = ""
    ambiguous: str = ""  # "word": also an ordinary word; "name": also another person's or place's name
    rank: int = 1  # 1: what the name means first; 2, 3: what else it may mean
    drop: bool = False  # written down for the reader, but not a name that acts


def marked_name(text: str, use: str = "name") -> MarkedName:
    """Read one name with its marks; ``use`` is what it is used for unless a mark says otherwise."""
    if not text.endswith("}"):
        return MarkedName(text, use)
    name, marks = text[:-1].rsplit("{", 1)
    result = MarkedName(name.strip(), use)
    for mark in marks.split():
        if mark in USES:
            result = replace(result, use=mark)
        elif mark in {"word", "name"}:
            result = replace(result, ambiguous=mark)
        elif mark == "place":
            result = replace(result, drop=True)
        elif mark.startswith("rank"):
            result = replace(result, rank=int(mark[4:]))
        elif ".." in mark:
            start, end = mark.split("..")
            result = replace(result, start=start, end=end)
        else:
            raise ValueError(f"unknown mark {mark!r} in {text!r}; known: uses, word, name, place, rankN, from..to")
    # "name" is both a use and a mark: beside another use it is the mark, and alone it is the mark too.
    if "name" in marks.split():
        others = [mark for mark in marks.split() if mark in USES and mark != "name"]
        result = replace(result, use=others[0] if others else use, ambiguous="name")
    return result


def marked_names(cell: str, use: str = "name", *, dropped: bool = False) -> list[MarkedName]:
    """The names of a cell, separated by semicolons; those marked ``place`` only where ``dropped`` asks for them."""
    names = [marked_name(part.strip(), use) for part in cell.split(";") if part.strip()]
    return [name for name in names if dropped or not name.drop]


def sections(name: str, columns: int) -> Iterator[tuple[str, list[str]]]:
    """Every line of an input as (heading of its section, cells), filled up to ``columns`` cells."""
    heading = ""
    for number, line in enumerate((INPUTS / name).read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("## "):
            heading = line[3:].strip()
        elif line and not line.startswith("#"):
            cells = [cell.strip() for cell in line.split("|")]
            if len(cells) > columns:
                raise ValueError(f"{name} line {number}: {len(cells)} cells, at most {columns}")
            yield heading, cells + [""] * (columns - len(cells))


def lifetime(cell: str) -> tuple[str, str, str]:
    """Split ``2001-12-20..2014-12-31>Resolute Support`` into start, end, successor."""
    dates, _, successor = cell.partition(">")
    start, _, end = dates.partition("..")
    return start, end, successor
