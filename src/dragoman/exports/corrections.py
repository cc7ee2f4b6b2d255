"""What analysts corrected, as training data: the sentences around a line, what the coder said, what stands.

One JSON object for each line that was judged: ``verdict`` is ``right`` (it stands as the coder had it), ``wrong``
(rejected or merged away: ``after`` is null), ``corrected`` or ``missed`` (``before`` is null). Offsets count in
``text``, a stretch of the article between blanks; a citation outside of it is left out, a participant named outside
has none.
"""

from collections.abc import Iterator
from typing import Any

import msgspec

from dragoman.records import Article
from dragoman.store.applying import Revision, active, fields_of, kind_of, known_lines
from dragoman.store.codings import Line, coders_coding
from dragoman.store.corrections import EDITABLE
from dragoman.store.open import Store
from dragoman.store.read import stored_article
from dragoman.store.reviewing import find_or_none
from dragoman.store.revisions import revised_articles, revisions_of

WINDOW_CHARACTERS = 400  # of text on either side of the quoted words: two sentences or so

_ENCODER = msgspec.json.Encoder()


def correction_lines(store: Store) -> Iterator[bytes]:
    """The lines in UTF-8, each with its newline; by article and place in it."""
    for article in revised_articles(store):
        if store.first("SELECT 1 FROM articles WHERE id = ?", (article,)):
            for fields in _corrections(store, article):
                yield _ENCODER.encode(fields) + b"\n"


def _corrections(store: Store, identity: str) -> Iterator[dict[str, Any]]:
    article = stored_article(store, identity)
    holding = active(revisions_of(store, identity))
    coded = {line.id: line for line in known_lines(coders_coding(store, identity), holding)}
    last: dict[str, Revision] = {}
    for revision in holding:
        last.update({change.line: revision for change in revision.changes})
    pairs = [(name, coded.get(name), find_or_none(store, name)) for name in last]
    told = [(name, before, after) for name, before, after in pairs if before or after]
    for name, before, after in sorted(told, key=lambda one: _place(one[1], one[2])):
        revision = last[name]
        yield {
            "id": name,
            "article": identity,
            "by": revision.by,
            "at": revision.at,
            "why": revision.why,
            **_fields(article, before, after),
        }


def _place(before: Line | None, after: Line | None) -> tuple[int, str]:
    line = before or after
    return (line.start, line.id) if line else (0, "")


def _fields(article: Article, before: Line | None, after: Line | None) -> dict[str, Any]:
    lines = [line for line in (before, after) if line]
    start = _blank(article.text, max(0, min(line.start for line in lines) - WINDOW_CHARACTERS), -1)
    end = _blank(article.text, min(len(article.text), max(line.end for line in lines) + WINDOW_CHARACTERS), 1)
    old = None if before is None else _moved(before, start, end)
    new = None if after is None else _moved(after, start, end)
    verdict = "missed" if old is None else "wrong" if new is None else "right" if old == new else "corrected"
    return {
        "kind": kind_of(lines[0]), "verdict": verdict, "text": article.text[start:end], "start": start, "before": old,
        "after": new, "run": lines[0].run,
    }  # fmt: skip


def _moved(line: Line, start: int, end: int) -> dict[str, Any]:
    """A line's own fields, its offsets counted from ``start``."""
    names = {*EDITABLE[kind_of(line)], "trigger"} - {"part_of", "statement"}
    return {name: _counted(value, start, end) for name, value in _placed(fields_of(line)).items() if name in names}


def _placed(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields with the line's own span as one, which moves like any other."""
    span = {name: fields.pop(name) for name in ("start", "end", "text")}
    return {**fields, "text": span}


def _counted(value: Any, start: int, end: int) -> Any:
    """A value with its offsets counted from ``start``; None for a span that lies outside."""
    if isinstance(value, list):
        return [moved for part in value if (moved := _counted(part, start, end)) is not None]
    if not isinstance(value, dict) or value.get("start") is None:
        return value
    inside = start <= value["start"] and value["end"] <= end
    if not inside:
        return {**value, "start": None, "end": None} if "name" in value else None
    return {**value, "start": value["start"] - start, "end": value["end"] - start}


def _blank(text: str, place: int, step: int) -> int:
    """The nearest place outwards at which a word ends."""
    while 0 < place < len(text) and not text[place - (step < 0)].isspace():
        place += step
    return place
