"""What a person gives for an event or a statement, made into a line that the record can hold: checked, and whole.

Codes and scores follow the type, the day that counts follows the date, spans are found by their words. A party is
given by its code or by any name the tables know.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, get_args

import msgspec

from dragoman.citations import check_citations, sides_of
from dragoman.codes.cameo import written
from dragoman.codes.contexts import contexts
from dragoman.codes.parties import is_party
from dragoman.codes.plover import EVENT_TYPES, is_mode
from dragoman.errors import CitationError, DateError, UnknownName, UsageError
from dragoman.partial_date import PartialDate
from dragoman.places import Places
from dragoman.records import (
    OWN_TYPE_NAME,
    Article,
    CodedArticle,
    Event,
    EventType,
    Participant,
    Place,
    Span,
    Statement,
    content_id,
    event_id,
    statement_id,
)
from dragoman.store.applying import Kind, fields_of, kind_of, line_of
from dragoman.store.codings import Line

Given = Mapping[str, Any]

EDITABLE: dict[Kind, tuple[str, ...]] = {
    "event": (
        "type", "own_type", "mode", "force", "status", "basis", "asserted_by", "text", "start", "end", "citations",
        "actors", "recipients", "when", "place", "contexts", "dead", "injured", "arrested", "reported_by", "statement",
        "part_of",
    ),
    "statement": (
        "kind", "stance", "act", "text", "start", "end", "speakers", "cue", "addressees", "said", "medium", "topics",
        "reported_by", "citations",
    ),
}  # fmt: skip
# Fields that say one thing together: who changes one has looked at the others, and a later coder changes none.
TOGETHER: tuple[tuple[str, ...], ...] = (
    ("type", "own_type", "mode", "force", "cameo", "quad", "plover_score", "goldstein_gdelt", "goldstein_icews"),
    ("text", "start", "end"),
    ("basis", "asserted_by"),
    ("when", "date_from", "counted_on", "counted_from"),
    ("place", "place_from"),
    ("stance", "act"),
)
BY_HAND = "review"  # where the date or place of an event is from that an analyst gave
NEEDS: dict[Kind, str] = {"event": "an event", "statement": "a statement"}
_PEOPLE = ("actors", "recipients", "speakers")
_DATES = ("when", "said")


def corrected(line: Line, given: Given, *, article: Article) -> Line:
    """The line with what a person gave for it.

    Args:
        line: the event or statement as it stands.
        given: fields by name (``EDITABLE``); words for spans, names or codes for parties, text for dates and places.
        article: what it quotes.

    Raises:
        UsageError, UnknownName: a field does not exist, or cannot have this value.
        CitationError: words that the article does not have.
    """
    kind = kind_of(line)
    _refuse_unknown(kind, given)
    fields = {**fields_of(line), **_plain(given, line, article)}
    if kind == "event":
        _follow_type(fields, given)
        _follow_date(fields, given, article)
        _follow_place(fields, given)
    found = _line(kind, fields)
    if set(_PEOPLE) & set(given) and not sides_of(found):
        raise UsageError(f"{NEEDS[kind]} needs somebody", values=line.id, remedy="Name who takes part")
    if isinstance(found, Event) and {"text", "start"} & set(given):
        _require_trigger(found)
    _check(found, article)
    return found


def new_line(kind: Kind, given: Given, *, article: Article, run: str, taken: frozenset[str]) -> Line:
    """An event or a statement that the coder has not found.

    Args:
        kind: which of the two.
        given: fields as for ``corrected``; ``text`` is needed, for an event ``trigger`` (a word of it) and ``type``,
            for a statement ``speakers``.
        article: what it quotes.
        run: the run of the article.
        taken: ids that there are; two events on one word are told apart by their ordinal.

    Raises:
        UsageError, UnknownName, CitationError: as ``corrected``.
    """
    needed = ("text", "trigger", "type") if kind == "event" else ("text", "speakers")
    missing = [name for name in needed if not given.get(name)]
    if missing:
        raise UsageError(f"{NEEDS[kind]} needs more", values=f"no {', '.join(missing)}", remedy="Give these fields too")
    text = located(article, given["text"], near=article.body_start)
    if kind == "statement":
        blank: Line = Statement(
            id=statement_id(article.id, text.start, text.end), article=article.id, kind="indirect", stance="affirms",
            act="assert", text=text.text, start=text.start, end=text.end, speakers=(), run=run,
        )  # fmt: skip
    else:
        trigger = located(article, given["trigger"], near=text.start)
        ordinal = next(n for n in range(len(taken) + 1) if event_id(article.id, trigger.start, n) not in taken)
        blank = Event(
            id=event_id(article.id, trigger.start, ordinal), article=article.id, type=_type(given["type"]),
            text=text.text, start=text.start, end=text.end, trigger=trigger, status="occurred", basis="plain", run=run,
        )  # fmt: skip
    rest = {"when": PartialDate(), "actors": (), **given} if kind == "event" else dict(given)
    return corrected(blank, {k: v for k, v in rest.items() if k != "trigger"}, article=article)


def changed(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The fields that differ and those that hang together with them, before and after."""
    names = {name for name in new if name not in ("review", "happening", "run") and old.get(name) != new[name]}
    names |= {name for group in TOGETHER if names & set(group) for name in group if name in new}
    kept = [name for name in new if name in names]
    return {name: old.get(name) for name in kept}, {name: new[name] for name in kept}


def located(article: Article, words: object, *, near: int) -> Span:
    """Where words stand in an article: the place nearest to ``near``; a span as it is.

    Raises:
        CitationError: the article does not have them.
    """
    if isinstance(words, Span):
        return article.span(words.start, words.end)
    if isinstance(words, Mapping):
        return article.span(int(words["start"]), int(words["end"]))
    wanted = str(words)
    places, start = [], article.text.find(wanted) if wanted else -1
    while start >= 0:
        places.append(start)
        start = article.text.find(wanted, start + 1)
    if not places:
        raise CitationError(
            "the article does not have these words",
            values=f"{wanted[:60]!r} in {article.id}",
            remedy="Give them exactly as they stand in article.text",
        )
    at = min(places, key=lambda place: (abs(place - near), place))
    return article.span(at, at + len(wanted))


def _plain(given: Given, line: Line, article: Article) -> dict[str, Any]:
    """The fields given, as JSON has them."""
    fields = {name: msgspec.to_builtins(value) for name, value in given.items()}
    if "text" in given and "start" not in given:
        fields.update(msgspec.to_builtins(located(article, given["text"], near=line.start)))
    elif "start" in given and "end" in given:
        fields.update(msgspec.to_builtins(article.span(given["start"], given["end"])))
    for name in ("cue",):
        if given.get(name):
            fields[name] = msgspec.to_builtins(located(article, given[name], near=line.start))
    if given.get("citations"):
        spans = [located(article, words, near=line.start) for words in given["citations"]]
        fields["citations"] = msgspec.to_builtins(spans)
    for name in _PEOPLE:
        if name in given:
            fields[name] = [_participant(who, article, near=line.start) for who in given[name]]
    for name in _DATES:
        if name in given:
            fields[name] = msgspec.to_builtins(_date(given[name]))
    if isinstance(given.get("place"), str):
        fields["place"] = msgspec.to_builtins(_packaged_places().located(Place(name=given["place"])))
    return fields


def _follow_type(fields: dict[str, Any], given: Given) -> None:
    """Mode and force that the new type does not have are dropped; codes and scores follow."""
    if not {"type", "own_type", "mode", "force"} & set(given):
        return
    own = fields["own_type"] = _own_type(fields["own_type"])
    alone = fields["type"] not in EVENT_TYPES  # an own type that refines none of PLOVER's: it has no codes
    if alone and "type" not in given and own is not None:
        fields.update(type=own, mode=None, force=None)
        return
    fields["type"] = _type(fields["type"])
    if alone and "own_type" not in given:
        fields["own_type"] = None
    if "mode" not in given and not is_mode(fields["type"], fields["mode"]):
        fields["mode"] = None
    if fields["type"] != "REQUEST":
        fields["force"] = None
    fields.update(msgspec.to_builtins(written(fields["type"], fields["mode"], fields["force"])))


def _follow_date(fields: dict[str, Any], given: Given, article: Article) -> None:
    if "when" not in given:
        return
    from dragoman.events.recording import counted_day  # loads the coder of events, which only who corrects needs

    when = msgspec.convert(fields["when"], PartialDate)
    counted_on, counted_from = counted_day(when, article.published)
    fields["date_from"] = BY_HAND if when else None
    fields["counted_on"] = None if counted_on is None else counted_on.isoformat()
    fields["counted_from"] = counted_from


def _follow_place(fields: dict[str, Any], given: Given) -> None:
    if "place" in given:
        fields["place_from"] = BY_HAND if fields["place"] else None


def _own_type(given: object) -> str | None:
    if given is None or re.fullmatch(OWN_TYPE_NAME, str(given)):
        return None if given is None else str(given)
    raise UsageError(
        "no name for an own type", values=repr(given), remedy="Write it in capitals: PORT_CALL, or none at all"
    )


def _type(given: object) -> EventType:
    known: tuple[EventType, ...] = get_args(EventType)
    match = next((kind for kind in known if kind == str(given).upper()), None)
    if match is None:
        raise UnknownName("no such type", values=repr(given), remedy=f"Give one of {', '.join(known)}")
    return match


def _date(given: object) -> PartialDate:
    if given is None or isinstance(given, PartialDate):
        return given or PartialDate()
    if isinstance(given, Mapping):
        return msgspec.convert(dict(given), PartialDate)
    try:
        return PartialDate.day(given) if isinstance(given, date) else PartialDate.parse(str(given))
    except DateError as error:
        raise UsageError(error.what, values=error.values, remedy=error.remedy) from error


def _participant(given: object, article: Article, *, near: int) -> dict[str, Any]:
    """Somebody by name, code or fields; where the article names him near the line, there."""
    if isinstance(given, Participant):
        who: dict[str, Any] = msgspec.to_builtins(given)
    elif isinstance(given, Mapping):
        who = {"kind": "other", **given}
        who.setdefault("id", content_id("described", str(who.get("name", "")).casefold()))
    else:
        who = msgspec.to_builtins(_named(str(given)))
    if who.get("party") is not None and not is_party(who["party"]):
        raise UnknownName(
            "no table knows this party", values=repr(who["party"]), remedy="Give a code as PAK, NATO, Hamas, or none"
        )
    if who.get("start") is None and who.get("name") and who["name"] in article.text:
        span = located(article, who["name"], near=near)
        who.update(start=span.start, end=span.end)
    return who


def _named(name: str) -> Participant:
    from dragoman.entities.gazetteer import Gazetteer  # half a second's load, needed only when parties are changed

    gazetteer = Gazetteer.load()
    entry = gazetteer.get(name) or gazetteer.get(name.upper()) or next(iter(gazetteer.by_name(name)), None)
    if entry is None:
        return Participant(id=content_id("described", name.casefold()), name=name, kind="other")
    return Participant(
        id=entry.id, name=entry.name, kind=entry.kind, party=entry.party, country=entry.country, sectors=entry.sectors
    )


def _packaged_places() -> Places:
    return Places.load()


def _refuse_unknown(kind: Kind, given: Given) -> None:
    unknown = sorted(set(given) - set(EDITABLE[kind]))
    if unknown:
        raise UsageError(
            f"{NEEDS[kind]} has no such field that can be edited",
            values=", ".join(unknown),
            remedy=f"There are {', '.join(EDITABLE[kind])}",
        )


def _line(kind: Kind, fields: dict[str, Any]) -> Line:
    try:
        return line_of(kind, fields)
    except (msgspec.ValidationError, DateError) as error:
        raise UsageError(
            f"{NEEDS[kind]} cannot have this value",
            values=str(error),
            remedy="The glossary and `docs/concepts.md` list them",
        ) from error


def _require_trigger(event: Event) -> None:
    if not (event.start <= event.trigger.start and event.trigger.end <= event.end):
        raise UsageError(
            "the clause does not hold the word that the event hangs on",
            values=f"{event.trigger.text!r} at {event.trigger.start}, the clause [{event.start}, {event.end})",
            remedy="Give a clause around it, or reject the event and add another",
        )


def _check(line: Line, article: Article) -> None:
    if isinstance(line, Event):
        wrong = sorted(set(line.contexts) - set(contexts()))
        if wrong:
            raise UnknownName(
                "no such context", values=", ".join(wrong), remedy=f"Give some of {', '.join(contexts())}"
            )
        check_citations(CodedArticle(article=article, events=(line,)))
    else:
        check_citations(CodedArticle(article=article, statements=(line,)))
