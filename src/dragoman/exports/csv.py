"""CSV for spreadsheets: one line an event, a statement or a figure (RFC 4180, UTF-8, CRLF).

Lists are joined with ``; ``. Text that a spreadsheet would run as a formula gets an apostrophe before it (the OWASP
advice on CSV injection), in a list each item of it, for a spreadsheet set to semicolons splits there; numbers stay
numbers. NUL, at which some readers stop, and marks that turn the direction of writing become U+FFFD.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal

from dragoman.exports.contract import event_fields, figure_fields, statement_fields
from dragoman.exports.layout import FORMULA_STARTS
from dragoman.records import CodedArticle, Event, Figure, Statement

Table = Literal["events", "statements", "figures"]

SEPARATOR = "; "
_UNSAFE = dict.fromkeys((0, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), "\ufffd")
_ARTICLE_COLUMNS = ("article", "source", "publisher", "title", "url", "published", "duplicate_of", "translation_of")
EVENT_COLUMNS: tuple[str, ...] = (
    "id", "type", "own_type", "mode", "force", "contexts", "cameo", "quad", "plover_score", "goldstein_gdelt",
    "goldstein_icews",
    "status", "basis", "asserted_by", "actors", "actor_parties", "actor_countries", "actor_offices", "recipients",
    "recipient_parties", "recipient_countries", "recipient_offices", "date", "date_end", "date_precision", "date_from",
    "counted_on", "counted_from", "place", "place_country", "place_city", "lat", "lon", "place_from", "dead", "injured",
    "arrested", "reported_by", "statement", "part_of", "happening", "confidence", "run", "review", "text", "start",
    "end", *_ARTICLE_COLUMNS,
)  # fmt: skip
STATEMENT_COLUMNS: tuple[str, ...] = (
    "id", "kind", "stance", "act", "speakers", "speaker_parties", "speaker_countries", "speaker_offices", "addressees",
    "date", "medium", "topics", "reported_by", "confidence", "run", "review", "text", "start", "end",
    *_ARTICLE_COLUMNS,
)  # fmt: skip
FIGURE_COLUMNS: tuple[str, ...] = (
    "value", "high", "bound", "kind", "scope", "unit", "of", "said_by", "status", "date", "date_end", "date_precision",
    "event", "text", "start", "end", *_ARTICLE_COLUMNS,
)  # fmt: skip


def csv_lines(coded: Iterable[CodedArticle], *, table: Table = "events") -> Iterator[str]:
    """The lines of one table, header first, each with its line end."""
    if table == "events":
        yield from _lines(EVENT_COLUMNS, (event_row(event, item) for item in coded for event in item.events))
    elif table == "figures":
        yield from _lines(FIGURE_COLUMNS, (figure_row(figure, item) for item in coded for figure in item.figures))
    else:
        rows = (statement_row(statement, item) for item in coded for statement in item.statements)
        yield from _lines(STATEMENT_COLUMNS, rows)


def event_row(event: Event, coded: CodedArticle) -> dict[str, Any]:
    """An event's columns, unescaped."""
    fields = event_fields(event)
    place = fields["place"] or {}
    return {
        **fields,
        **_people("actor", fields["actors"]),
        **_people("recipient", fields["recipients"]),
        "place": place.get("name"),
        "place_country": place.get("country"),
        "place_city": place.get("city"),
        "lat": place.get("lat"),
        "lon": place.get("lon"),
        **_article_row(coded),
    }


def statement_row(statement: Statement, coded: CodedArticle) -> dict[str, Any]:
    """A statement's columns, unescaped."""
    fields = statement_fields(statement)
    return {**fields, **_people("speaker", fields["speakers"]), **_article_row(coded)}


def figure_row(figure: Figure, coded: CodedArticle) -> dict[str, Any]:
    """A figure's columns, unescaped."""
    return {**figure_fields(figure), **_article_row(coded)}


def cell(value: object) -> str:
    """A value as a cell: nothing for None, lists joined, formulas made harmless."""
    if value is None:
        return ""
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, (list, tuple)):
        return SEPARATOR.join(_harmless(str(item)) for item in value)
    return _harmless(str(value))


def _harmless(text: str) -> str:
    text = text.translate(_UNSAFE)
    return f"'{text}" if text.lstrip(" \ufeff\xa0").startswith(FORMULA_STARTS) else text


def _people(role: str, people: Sequence[dict[str, Any]]) -> dict[str, list[str]]:
    """Four columns with one place per participant, so that the second name goes with the second party."""
    columns = {"name": f"{role}s", "party": f"{role}_parties", "country": f"{role}_countries"}
    columns["office"] = f"{role}_offices"
    return {column: [who[key] or "" for who in people] for key, column in columns.items()}


def _article_row(coded: CodedArticle) -> dict[str, Any]:
    article = coded.article
    values = {name: getattr(article, name) for name in _ARTICLE_COLUMNS if name != "article"}
    return {**values, "article": article.id}


def _lines(columns: Sequence[str], rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(columns)
    for row in rows:
        yield _taken(buffer)
        writer.writerow([cell(row[name]) for name in columns])
    yield _taken(buffer)


def _taken(buffer: io.StringIO) -> str:
    line = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return line
