"""Where the parts of an article stand in its text: title, byline, dates, body, and the lines that are no prose."""

import re
from collections.abc import Iterator
from functools import cache

from dragoman.article.byline import byline_in_lines
from dragoman.article.credits import dated_line
from dragoman.article.dateline import dateline_at
from dragoman.article.publisher import PublisherNames
from dragoman.article.words import word_lists

_MAX_TITLE_LETTERS = 250
_MAX_TITLE_WORDS = 35
_LONGER = 1.5  # a sentence after a headline without blank line is longer; the next line of wrapped text is not
_MAX_FURNITURE_LETTERS = 250  # longer lines are paragraphs, or whole articles without line breaks
_END_MARK = re.compile(r"#\s{0,9}#\s{0,9}#$")  # of a release, also on the last sentence's line
_END_MARK_LETTERS = 30
_STOP = (".", ":", ";", ",")


def title_line(text: str, publishers: PublisherNames) -> tuple[int, int] | None:
    """The span of a text file's title, its first line that is not blank; ``None`` where that is no headline.

    A headline is short, has no final full stop, and stands before a blank line, a byline, a date or a dateline, or
    before a line that is a sentence and much longer.
    """
    start = len(text) - len(text.lstrip())
    end = _line_end(text, start)
    line = text[start:end].rstrip()
    if not line or len(line) > _MAX_TITLE_LETTERS or len(line.split()) > _MAX_TITLE_WORDS:
        return None
    if line.endswith(_STOP) and not re.search(r"\b[A-Z]\.[A-Z]\.$|\b(?:Jr|Inc|Co|Ltd)\.$", line):
        return None
    if dated_line(line) or _is_byline(text, start, publishers) or ((found := dateline_at(text, start)) and found.city):
        return None
    following = end + 1
    if following >= len(text.rstrip()):
        return None
    after = text[following : _line_end(text, following)].strip()
    if not after or dated_line(after) or _is_byline(text, following, publishers) or dateline_at(text, following):
        return start, start + len(line)
    return (start, start + len(line)) if len(after) > _LONGER * len(line) and after[-1] in '.”"' else None


def after_blank(text: str, start: int) -> int:
    """The offset of the next character that is no white space."""
    found = re.compile(r"\S").search(text, start)
    return found.start() if found else len(text)


def line_spans(text: str, start: int) -> Iterator[tuple[int, int]]:
    """The lines that are not blank, without white space at their ends."""
    for match in re.compile(r"[^\n]+").finditer(text, start):
        line = match[0].strip()
        if line:
            at = match.start() + match[0].index(line[0])
            yield at, at + len(line)


def furniture_lines(text: str, start: int) -> Iterator[tuple[int, int]]:
    """The lines that are no prose: "Read more: ...", photo credits, calls to subscribe, rules, end marks."""
    for at, end in line_spans(text, start):
        if end - at <= _MAX_FURNITURE_LETTERS and _furniture().match(text[at:end]):
            yield at, end
    shown = text.rstrip()
    mark = _END_MARK.search(shown, max(start + 1, len(shown) - _END_MARK_LETTERS))
    if mark:
        yield mark.span()


@cache
def _furniture() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{line})" for line in word_lists()["furniture_lines"]), re.IGNORECASE)


def _is_byline(text: str, start: int, publishers: PublisherNames) -> bool:
    return byline_in_lines(text, start, publishers) is not None


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end
