"""The head of an article: byline, dates and dateline between title and body, in lines or run into the text."""

import re
from datetime import date

from dragoman.article.byline import Byline, byline_in_lines, byline_run_in
from dragoman.article.calendar_day import LOOSE_DATE, full_dates
from dragoman.article.credits import dated_line
from dragoman.article.dateline import Dateline, dateline_at, dateline_within
from dragoman.article.layout import after_blank
from dragoman.article.publisher import PublisherNames
from dragoman.records import Record

_LONGEST_LABEL = 60  # letters of a line that names who printed it; one of prose is longer
_HEAD_LETTERS = 300  # in which such lines and the date under them stand
_LABELS = 4  # "DEPARTMENT OF STATE / OFFICE OF THE SPOKESMAN / DAILY BRIEFING / Washington" and then the date
_MAX_HEAD_LINES = 6  # byline, role, place, date, time of update, office
_RELEASE_OFFICE = re.compile(
    rf"(?:for immediate release[ \u00a0:]*(?:{LOOSE_DATE})?|press release[ \u00a0]*:?|media note"
    r"|office of (?:the )?(?:spokesperson|press secretary|spokesman))[ \u00a0]+(?=\S)",
    re.IGNORECASE,
)


class Head(Record, frozen=True, kw_only=True):
    """What stands before the body; ``body_start`` is where the body (with its dateline) begins."""

    body_start: int
    byline: Byline | None = None
    dateline: Dateline | None = None
    published: date | None = None  # a date line of its own
    spans: tuple[tuple[int, int], ...] = ()  # furniture


def read_head(text: str, start: int, publishers: PublisherNames) -> Head:
    """The head that begins at ``start``, behind the title."""
    at, byline, published, spans = _head_lines(text, after_blank(text, start), publishers)
    office = _RELEASE_OFFICE.match(text, at)
    if office:
        spans.append((at, at + len(office[0].rstrip())))
        at = office.end()
        released = next(full_dates(office[0]), None)
        published = published or (released.day if released else None)
    if byline is None:
        byline = byline_run_in(text, at, publishers)
        if byline is not None:
            spans += [] if byline.is_prose else [(byline.start, byline.end)]
            at = after_blank(text, byline.end) if byline.start == at and not byline.is_prose else at
    dateline = _dateline(text, at, is_release=bool(byline or office))
    if dateline is not None:
        spans.append((dateline.start, dateline.end))
        at = dateline.end if dateline.start == at and text[dateline.end - 1 : dateline.end] == "\n" else at
    return Head(
        body_start=min(at, len(text)), byline=byline, dateline=dateline, published=published, spans=tuple(spans)
    )


def _head_lines(
    text: str, at: int, publishers: PublisherNames
) -> tuple[int, Byline | None, date | None, list[tuple[int, int]]]:
    """Lines that are a byline or a date, as far as they go."""
    byline: Byline | None = None
    published: date | None = None
    spans: list[tuple[int, int]] = []
    for _ in range(_MAX_HEAD_LINES):
        end = text.find("\n", at)
        if end < 0:
            break
        day = dated_line(text[at:end])
        found = byline_in_lines(text, at, publishers) if byline is None and day is None else None
        if day is not None:
            published = published or day
            spans.append((at, at + len(text[at:end].rstrip())))
        elif found is not None:
            byline, end = found, found.end
            spans.append((found.start, at + len(text[at:end].rstrip())))
        elif published is None and _above_a_date(text, at, end):
            spans.append((at, at + len(text[at:end].rstrip())))
        else:
            break
        at = after_blank(text, end)
    return at, byline, published, spans


def _above_a_date(text: str, at: int, end: int) -> bool:
    """Whether a line is no prose and a date of its own follows soon: the paper's name, an office, the city."""
    line = text[at:end].strip()
    if not 0 < len(line) <= _LONGEST_LABEL or line[-1] in '.?!:"”':
        return False
    following = [line for line in text[end : end + _HEAD_LETTERS].split("\n") if line.strip()]
    return any(dated_line(line) is not None for line in following[:_LABELS])


def _dateline(text: str, at: int, *, is_release: bool) -> Dateline | None:
    found = dateline_at(text, at) or _transcript_place(text, at, is_release)
    if found is not None:
        return found
    paragraph = re.compile(r"\n\s*(?=\S)").search(text, at, at + 500)  # behind a summary in its own paragraph
    if (
        paragraph is not None
        and (later := dateline_at(text, paragraph.end()))
        and later.city
        and (later.agency or later.date)
    ):
        return later
    return dateline_within(text, at)


def _transcript_place(text: str, at: int, is_release: bool) -> Dateline | None:
    """ "Washington, D.C." before a transcript: a city with its region and no dash, in releases only."""
    found = re.compile(r"(?P<city>[A-Z][\w.]+(?: [A-Z][\w.]+)?), (?P<region>D\.C\.)[ \u00a0\n]+").match(text, at)
    if found is None or not is_release:
        return None
    return Dateline(start=found.start(), end=found.end(), city=found["city"], date=None, agency=None)
