"""JSON and JSON lines. One broken line costs that line; one broken object in a list costs that object."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from dragoman.config import Limits
from dragoman.errors import InputError, RefusedInput, UnreadableInput
from dragoman.records import Failure, RawDocument
from dragoman.sources.encodings import decode
from dragoman.sources.failures import source_failure
from dragoman.sources.fields import LIST_NAMES, document_from_fields, is_article

_BRACKETS = re.compile(r'"(?:[^"\\]|\\.)*"?|[\[{]|[\]}]', re.DOTALL)


def articles_from_json(text: str, *, source: str, encoding: str, limits: Limits) -> Iterator[RawDocument | Failure]:
    """The article, or the articles of a list or of a wrapper such as ``{"articles": [...]}``.

    Raises:
        UnreadableInput: not JSON, or neither an object nor a list.
        RefusedInput: nested too deep.
    """
    value = parse_json(text, source=source, limits=limits)
    if isinstance(value, dict) and is_article(value):
        yield document_from_fields(value, source=source, encoding=encoding)
        return
    items = value if isinstance(value, list) else _list_in(value, source)
    if not items:
        raise UnreadableInput("a list without articles", values=source, remedy="Put at least one article in it")
    for number, item in enumerate(items, 1):
        yield _article_or_failure(item, f"{source}#{number}", encoding)


def articles_from_lines(
    lines: Iterable[bytes | None], *, source: str, encoding: str | None, limits: Limits
) -> Iterator[RawDocument | Failure]:
    """One article a line; blank lines are passed over but counted, so that ``#n`` is the line's number."""
    for number, line in enumerate(lines, 1):
        name = f"{source}#{number}"
        try:
            if line is None:
                raise RefusedInput(
                    "a line is too long",
                    values=f"{name} has more than {limits.max_line_bytes} bytes",
                    remedy="Split it or raise the limit",
                )
            decoded = decode(line)
            if decoded.text.strip():
                value, others = _first_of_line(decoded.text, source=name, limits=limits)
                if others:  # told first, so that the article that follows does not take the failure back
                    yield source_failure(name, _more_than_one(others, name))
                yield _article_or_failure(value, name, encoding or decoded.encoding)
        except InputError as error:
            yield source_failure(name, error)


def parse_json(text: str, *, source: str, limits: Limits) -> Any:
    """The value that JSON text stands for. Lone surrogates and NaN are let through.

    Raises:
        UnreadableInput: not JSON.
        RefusedInput: nested deeper than ``limits.max_json_depth``.
    """
    depth = json_depth(text)
    if depth > limits.max_json_depth:
        raise RefusedInput(
            "JSON is nested too deep",
            values=f"{depth} levels in {source}, at most {limits.max_json_depth} are read",
            remedy="Flatten it or raise the limit",
        )
    try:
        return json.loads(text)
    except ValueError as error:  # JSONDecodeError, and integers of more digits than Python reads
        raise UnreadableInput("not JSON", values=f"{source}: {error}", remedy="Mend it at that place") from error


def _first_of_line(text: str, *, source: str, limits: Limits) -> tuple[Any, int]:
    """The object of a line, and how many whole objects follow it: two lines that lost the break between them.

    Raises:
        UnreadableInput: not JSON, or something else than whole objects follows: then the line may be cut anywhere.
        RefusedInput: nested too deep.
    """
    try:
        return parse_json(text, source=source, limits=limits), 0
    except UnreadableInput:
        values = _objects(text)
        if len(values) < 2:
            raise
        return values[0], len(values) - 1


def _objects(text: str) -> list[dict[str, Any]]:
    """The objects that text is made of, with blanks or commas between; none where it holds anything else."""
    found: list[dict[str, Any]] = []
    at = 0
    while at < len(text):
        if text[at].isspace() or text[at] == ",":
            at += 1
            continue
        try:
            value, at = json.JSONDecoder().raw_decode(text, at)
        except ValueError:
            return []
        if not isinstance(value, dict):
            return []
        found.append(value)
    return found


def _more_than_one(others: int, name: str) -> UnreadableInput:
    return UnreadableInput(
        "a line with more than one object",
        values=f"the first of {name} was read, {others} after it not",
        remedy="Write one object a line",
    )


def json_depth(text: str) -> int:
    """The deepest nesting of brackets outside strings."""
    depth = deepest = 0
    for match in _BRACKETS.finditer(text):
        sign = match[0]
        if sign in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif sign in "]}":
            depth -= 1
    return deepest


def _article_or_failure(value: Any, name: str, encoding: str) -> RawDocument | Failure:
    try:
        if not isinstance(value, dict):
            raise UnreadableInput(
                "an article must be a JSON object",
                values=f"{name} is {type(value).__name__}",
                remedy='Write {"text": ...}',
            )
        return document_from_fields(value, source=name, encoding=encoding)
    except InputError as error:
        return source_failure(name, error)


def _list_in(value: Any, source: str) -> list[Any]:
    if isinstance(value, dict):
        for name in LIST_NAMES:
            if isinstance(value.get(name), list):
                items: list[Any] = value[name]
                return items
    raise UnreadableInput(
        "neither an article nor a list of articles",
        values=f"{source} is {type(value).__name__}",
        remedy='Write an object with "text", a list of them, or {"articles": [...]}',
    )
