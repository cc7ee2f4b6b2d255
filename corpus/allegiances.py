"""For whom phrases of real texts act, marked by hand: texts that stay where they are, and the marks, which lie here.

``allegiances.jsonl`` holds a text a line: where it is from and a hash of it (as ``corpus.in_print``), and, of phrases
that no table knows, the party they act for and the state they belong to; null for neither. Offsets are code points,
half-open. Marked by the guide (``GUIDE.md``, "Whom somebody acts for") by markers who saw no program.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.in_print import Texts

MARKS = Path(__file__).with_name("allegiances.jsonl")


@dataclass(frozen=True)
class Mark:
    """A phrase, the party it acts for and the state it belongs to."""

    start: int
    end: int
    party: str | None
    country: str | None


@dataclass(frozen=True)
class Text:
    """A marked text."""

    source: str
    text: str
    published: str | None
    marks: tuple[Mark, ...]


def texts(data: Path) -> Iterator[Text]:
    """The marked texts.

    Args:
        data: the folder with ``corpora/`` and ``gold_train/``.

    Raises:
        SystemExit: a text is not the one that was marked.
    """
    every = Texts(data)
    for line in MARKS.read_text("utf-8").splitlines():
        row = json.loads(line)
        text = every.get(row["source"], row["sha"])
        marks = tuple(Mark(*mark) for mark in row["marks"])
        yield Text(row["source"], text, every.published.get(row["source"].partition("@")[0]), marks)
