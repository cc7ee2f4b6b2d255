"""Sentences by word: short items, each written around a word that the reports and the marked texts seldom use.

How often a word was seen decides whether a reader finds what it tells (``python -m evaluation.seen``), and reports of
whole happenings use the common ones. ``words/TYPE.txt`` holds an item a block: the text after ``= ``, then a line for
each event it tells, ``trigger | TYPE mode | status basis | actors > recipients``. Triggers and mentions are quoted
from the text; ``met#2`` is a word's second time, `` & `` joins the words that tell one event again, ``^Name=PARTY`` is
somebody meant who is not named. An item without events shows a word that tells none. A line after ``# `` is a
remark; each file opens with one that says what it is: written for training, a report of nothing. ``words_second/``
holds a second round in the same form, from which the reader that ships has not learnt.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpus.in_print import Report, report_of
from corpus.vocabulary import BASES, FORCES, STATUSES, TYPES
from dragoman.codes.plover import is_mode

FOLDER = Path(__file__).with_name("words")
SECOND = Path(__file__).with_name("words_second")
_TEXT, _REMARK, _FIELD, _AGAIN = "= ", "# ", " | ", " & "
_NUMBERED = re.compile(r"(?P<words>.+)#(?P<time>[1-9]\d*)")
_LONGEST = 4  # words of a trigger: the verb with its particles


class MarkError(ValueError):
    """A line of an item that cannot be taken as it stands."""


def reports(folder: Path = FOLDER) -> Iterator[Report]:
    """Every item in the form of a compiled report.

    Raises:
        MarkError: a line cannot be taken; its file and number are told.
    """
    for path in sorted(folder.glob("*.txt")):
        yield from _items(path)


def _items(path: Path) -> Iterator[Report]:
    marks: dict[str, Any] | None = None
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if line.startswith(_TEXT):
            if marks is not None:
                yield report_of(marks, marks["text"], None)
            marks = {"source": f"{path.stem}:{number}", "text": line.removeprefix(_TEXT).strip(), "events": []}
        elif line.strip() and not line.startswith(_REMARK):
            try:
                if marks is None:
                    raise MarkError("an event before the first text")
                marks["events"].append(event_of(marks["text"], line))
            except MarkError as error:
                raise MarkError(
                    f"{path.name}, line {number}: {error}. Write it as the docstring of this module says"
                ) from None
    if marks is not None:
        yield report_of(marks, marks["text"], None)


def event_of(text: str, line: str) -> dict[str, Any]:
    """The event that a line marks in a text.

    Raises:
        MarkError: it is not written as it must be, or quotes what the text does not hold.
    """
    fields = line.split(_FIELD)
    if len(fields) != 4:
        raise MarkError(f"{len(fields)} fields in {line!r}")
    triggers, told, held, sides = (field.strip() for field in fields)
    kind, *rest = told.split() or [""]
    if len(rest) > 1 + (kind == "REQUEST"):
        raise MarkError(f"more than a type, its mode and force: {told!r}")
    force = next((word for word in rest if word in FORCES), None)
    mode = next((word for word in rest if word != force), None)
    status, _, basis = held.partition(" ")
    if kind not in TYPES or (mode and not is_mode(kind, mode)) or (force is None) == (kind == "REQUEST"):
        raise MarkError(f"no type with its mode and force: {told!r}")
    if status not in STATUSES or basis not in BASES:
        raise MarkError(f"no status and basis: {held!r}")
    if sides.count(">") != 1:
        raise MarkError(f"no two sides: {sides!r}")
    actors, recipients = (_side(text, side.strip()) for side in sides.split(">"))
    spans = [_span(text, words.strip()) for words in triggers.split(_AGAIN)]
    for start, end in spans:
        if len(text[start:end].split()) > _LONGEST:
            raise MarkError(f"too long a trigger: {text[start:end]!r}")
    return {
        "type": kind, "mode": mode, "force": force, "status": status, "basis": basis,
        "triggers": spans, "actors": actors, "recipients": recipients,
    }  # fmt: skip


def _side(text: str, side: str) -> list[dict[str, Any]]:
    return [] if side in ("", "-") else [_participant(text, one.strip()) for one in side.split(";")]


def _participant(text: str, told: str) -> dict[str, Any]:
    words, _, party = told.rpartition("=")
    if not words or not party:
        raise MarkError(f"no mention=PARTY: {told!r}")
    meant = words.startswith("^")
    return {
        "span": None if meant else _span(text, words.strip()),
        "name": words.removeprefix("^").strip() if meant else None,
        "party": None if party.strip() == "-" else party.strip(),
    }


def _span(text: str, quoted: str) -> list[int]:
    """Where quoted words stand: as whole words, or, where they nowhere are whole, inside others."""
    if not quoted:
        raise MarkError("nothing is quoted")
    numbered = _NUMBERED.fullmatch(quoted)
    words, time = (numbered["words"], int(numbered["time"])) if numbered else (quoted, 1)
    for pattern in (rf"(?<!\w){re.escape(words)}(?!\w)", re.escape(words)):
        found = [m.span() for m in re.finditer(pattern, text)]
        if len(found) >= time:
            return list(found[time - 1])
    raise MarkError(f"not in the text: {quoted!r}")
