"""What an open record is asked over HTTP, and how its answers travel: the same record types on both ends.

A call has the name of a method of ``OpenRecord``. Its arguments travel as JSON, dates as text; its answer as JSON, or,
where the method gives one thing after another, as JSON lines. A client and a server of one version agree by this table.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Literal

import msgspec

from dragoman.errors import DateError, UsageError
from dragoman.partial_date import PartialDate
from dragoman.records import Article, CodedArticle, Event, Failure, Finding, Run, Statement

Call = Literal[
    "count", "articles", "article", "coded_articles", "events", "statements", "findings", "failures", "runs", "parties",
    "search", "happenings", "happening", "disagreements", "readouts", "readout_pairs", "positions", "promises",
    "timeline", "series", "panel", "coverage", "networks", "changes", "contacts", "line", "history", "precision",
    "diff", "original", "translations", "fetches", "vector_state",
    "query", "search_by_meaning", "why",
]  # fmt: skip
MANY: frozenset[Call] = frozenset({
    "articles", "coded_articles", "events", "statements", "findings", "happenings", "disagreements", "fetches",
})  # fmt: skip
_DAYS = ("as_of",)  # named arguments that are a day and nothing else


def answer_type(call: Call) -> Any:
    """What a call gives; of one that gives many, each of them."""
    plain: dict[str, Any] = {
        "articles": Article, "article": CodedArticle, "coded_articles": CodedArticle, "events": Event,
        "statements": Statement, "findings": tuple[str, Finding], "failures": list[Failure], "runs": list[Run],
        "parties": tuple[str, ...], "count": int, "original": Article | None,
        "translations": tuple[Article, ...],
    }  # fmt: skip
    return plain[call] if call in plain else _compared(call) or _fetched(call) or _measured(call)


def _compared(call: Call) -> Any:
    from dragoman.compare.accounts import Disagreement
    from dragoman.compare.happening import Happening, ToldHappening
    from dragoman.compare.positions import Positions
    from dragoman.compare.promises import Promise
    from dragoman.compare.readout_pairs import ReadoutPair
    from dragoman.compare.readouts import Readouts
    from dragoman.store.applying import Revision
    from dragoman.store.search import Hit

    return {
        "happenings": Happening, "happening": ToldHappening, "disagreements": Disagreement, "readouts": Readouts,
        "readout_pairs": tuple[ReadoutPair, ...], "positions": Positions, "promises": tuple[Promise, ...],
        "search": list[Hit], "history": tuple[Revision, ...],
    }.get(call)  # fmt: skip


def _fetched(call: Call) -> Any:
    from dragoman.analysis.explanations import Explanation
    from dragoman.compare.meaning import Near
    from dragoman.sources.fetching.visits import Fetch
    from dragoman.store.questions import Answer
    from dragoman.store.vectors import VectorState

    return {
        "fetches": Fetch, "vector_state": VectorState, "query": Answer, "search_by_meaning": list[Near],
        "why": tuple[Explanation, ...],
    }.get(call)  # fmt: skip


def _measured(call: Call) -> Any:
    from dragoman.analysis import Changes, Contacts, CoverageTable, Network, Panel, Series, Timeline
    from dragoman.analysis.precision import Precision

    return {
        "timeline": Timeline, "series": Series, "panel": Panel, "coverage": CoverageTable,
        "networks": tuple[Network, ...], "changes": Changes, "contacts": Contacts,
        "precision": tuple[Precision, ...],
    }[call]  # fmt: skip


def read_answer(call: Call, content: bytes) -> Any:
    """An answer as its server wrote it."""
    if call == "line":
        return _found_line(msgspec.json.decode(content))
    if call == "diff":
        return _difference(msgspec.json.decode(content))
    return msgspec.json.decode(content, type=answer_type(call))


def read_answers(call: Call, lines: Iterator[bytes]) -> Iterator[Any]:
    """The answers of a call that gives many."""
    decoder = msgspec.json.Decoder(answer_type(call))
    for line in lines:
        if line.strip():
            yield decoder.decode(line)


def _found_line(fields: dict[str, Any]) -> Any:
    """A line is an event or a statement, which only ``kind`` tells apart."""
    from dragoman.store.revisions import FoundLine

    return FoundLine(**{**fields, "line": _line(fields)})


def _difference(fields: dict[str, Any]) -> Any:
    from dragoman.analysis.run_differences import CountDifference, LineDifference, RunDifference

    lines = tuple(LineDifference(**{**one, "line": _line(one)}) for one in fields["lines"])
    counts = msgspec.convert(fields["counts"], tuple[CountDifference, ...])
    return RunDifference(**{**fields, "lines": lines, "counts": counts})


def _line(fields: dict[str, Any]) -> Event | Statement:
    if fields["kind"] == "event":
        return msgspec.convert(fields["line"], Event)
    return msgspec.convert(fields["line"], Statement)


def written_arguments(given: Sequence[object], named: Mapping[str, object]) -> bytes:
    """The arguments of a call as JSON."""
    return msgspec.json.encode({"given": [_plain(each) for each in given], "named": _plain(dict(named))})


def _plain(value: object) -> object:
    if isinstance(value, PartialDate):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(name): _plain(each) for name, each in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_plain(each) for each in value]
    return value


def read_arguments(content: str) -> tuple[list[Any], dict[str, Any]]:
    """The arguments of a call.

    Raises:
        UsageError: they are not what a client writes.
    """
    try:
        found = msgspec.json.decode(content or "{}", type=dict[str, Any])
        given, named = found.get("given", []), found.get("named", {})
        if set(found) <= {"given", "named"} and isinstance(given, list) and isinstance(named, dict):
            days = {name: PartialDate.parse(named[name]).earliest for name in _DAYS if named.get(name) is not None}
            return [_tuples(each) for each in given], {**{name: _tuples(v) for name, v in named.items()}, **days}
    except (msgspec.DecodeError, DateError, AttributeError, TypeError, RecursionError) as error:
        raise _unreadable(content) from error
    raise _unreadable(content)


def _unreadable(content: str) -> UsageError:
    remedy = 'Give {"given": [arguments by place], "named": {arguments by name}}'
    return UsageError("the arguments of a call cannot be read", values=repr(content[:80]), remedy=remedy)


def _tuples(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_tuples(each) for each in value)
    return {name: _tuples(each) for name, each in value.items()} if isinstance(value, dict) else value
