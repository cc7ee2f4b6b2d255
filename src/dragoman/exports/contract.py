"""Records as the export contract has them: names, order and meaning of every key are stable.

Offsets are code points of ``article.text``; days are ISO 8601; ``null`` means not known or does not apply. The text
itself goes out only when asked for: it is other people's words.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from dragoman.partial_date import PartialDate
from dragoman.records import (
    Article,
    CodedArticle,
    Event,
    Failure,
    Figure,
    Finding,
    Participant,
    Place,
    Span,
    Statement,
)

Fields = dict[str, Any]

DESCRIBED = "described-"  # begins the id of what no table knows

_ARTICLE_GIVEN = ("id", "source", "source_id", "url", "title", "publisher", "byline", "dateline", "language")
_EVENT_CODED = (
    "id", "type", "own_type", "mode", "force", "contexts", "cameo", "quad", "plover_score", "goldstein_gdelt",
    "goldstein_icews",
    "status", "basis", "asserted_by", "text", "start", "end",
)  # fmt: skip
_EVENT_REST = (
    "dead", "injured", "arrested", "reported_by", "statement", "part_of", "happening", "confidence", "run", "review",
)  # fmt: skip
_PARTICIPANT = ("id", "name", "kind", "party", "country", "sectors", "office", "start", "end")
_PLACE = ("name", "country", "admin1", "city", "lat", "lon", "geonames", "precision")
_FIGURE = ("value", "high", "bound", "kind", "scope", "unit", "of", "said_by", "status")
_FINDING = ("kind", "text", "start", "end", "message", "evidence")
_FAILURE = ("source", "stage", "reason", "error")


def coded_fields(coded: CodedArticle, *, with_text: bool = False) -> Fields:
    """One article with everything read from it: one line of the JSONL export."""
    return {
        "article": article_fields(coded.article, with_text=with_text),
        "events": [event_fields(event) for event in coded.events],
        "statements": [statement_fields(statement) for statement in coded.statements],
        "figures": [figure_fields(figure) for figure in coded.figures],
        "findings": [finding_fields(finding) for finding in coded.findings],
        "failures": [failure_fields(failure) for failure in coded.failures],
    }


def article_fields(article: Article, *, with_text: bool = False) -> Fields:
    """What is known of an article; its words only with ``with_text``."""
    window = article.published_window
    fields = {
        **_take(article, _ARTICLE_GIVEN),
        "length": len(article.text),
        "text_sha256": article.text_sha256,
        "body_start": article.body_start,
        "published": _iso(article.published),
        "published_from": article.published_from,
        "published_earliest": _iso(window.earliest),
        "published_latest": _iso(window.latest),
        "dating": list(article.dating),
        "origin": article.origin,
        "duplicate_of": article.duplicate_of,
        "translation_of": article.translation_of,
        "translator": article.translator,
    }
    return {**fields, "text": article.text} if with_text else fields


def event_fields(event: Event) -> Fields:
    """An event."""
    return {
        **_take(event, _EVENT_CODED),
        "trigger": span_fields(event.trigger),
        "citations": [span_fields(span) for span in event.citations],
        "actors": [participant_fields(who) for who in event.actors],
        "recipients": [participant_fields(who) for who in event.recipients],
        **date_fields(event.when),
        "date_from": event.date_from,
        "counted_on": _iso(event.counted_on),
        "counted_from": event.counted_from,
        "place": None if event.place is None else place_fields(event.place),
        "place_from": event.place_from,
        **_take(event, _EVENT_REST),
    }


def statement_fields(statement: Statement) -> Fields:
    """A statement; ``date`` is as sharp as it is known: ``2017-11-09``, ``2017-11``, or two days with ``/``."""
    speakers = [participant_fields(who) for who in statement.speakers]
    return {
        **_take(statement, ("id", "kind", "stance", "act", "text", "start", "end")),
        "speaker": speakers[0] if speakers else None,
        "speakers": speakers,
        "cue": None if statement.cue is None else span_fields(statement.cue),
        "addressees": list(statement.addressees),
        "date": str(statement.said) if statement.said else None,
        "medium": statement.medium,
        "topics": list(statement.topics),
        "reported_by": statement.reported_by,
        "citations": [span_fields(span) for span in statement.citations],
        **_take(statement, ("confidence", "run", "review")),
    }


def date_fields(when: PartialDate) -> Fields:
    """The first and the last day that an interval can mean; ``date_end`` is null for one day."""
    last = None if when.is_day else when.latest
    return {"date": _iso(when.earliest), "date_end": _iso(last), "date_precision": when.precision}


def participant_fields(who: Participant) -> Fields:
    """An actor, a recipient or a speaker; ``id`` is null for what no table knows, whose words are no identity."""
    fields = _take(who, _PARTICIPANT)
    return {**fields, "id": None} if who.id.startswith(DESCRIBED) else fields


def place_fields(place: Place) -> Fields:
    """A place."""
    return _take(place, _PLACE)


def figure_fields(figure: Figure) -> Fields:
    """A number with what it counts; whole numbers are written as such."""
    fields = _take(figure, _FIGURE)
    numbers = {name: _whole(fields[name]) for name in ("value", "high")}
    return {**fields, **numbers, **date_fields(figure.when), **_take(figure, ("event", "text", "start", "end"))}


def finding_fields(finding: Finding) -> Fields:
    """Something that cannot be right, or is disputed."""
    return _take(finding, _FINDING)


def failure_fields(failure: Failure) -> Fields:
    """A part of an article that could not be used."""
    return _take(failure, _FAILURE)


def span_fields(span: Span) -> Fields:
    """Quoted words and where they stand."""
    return _take(span, ("start", "end", "text"))


def _take(record: object, names: Sequence[str]) -> Fields:
    values = ((name, getattr(record, name)) for name in names)
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values}


def _whole(number: float | None) -> float | None:
    return int(number) if number is not None and number == int(number) else number


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
