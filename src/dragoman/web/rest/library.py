"""The API as the Python library asks it: methods of an open record by name, their records as JSON or JSON lines."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from dragoman.api import OpenRecord
from dragoman.api.calls import MANY, Call, read_arguments
from dragoman.errors import DragomanError
from dragoman.web.asking import etag
from dragoman.web.desk import open_limited
from dragoman.web.refusals import Refusal
from dragoman.web.render import KEPT
from dragoman.web.rest.answers import PREFIX
from dragoman.web.rest.streams import in_one_thread

router = APIRouter(prefix=PREFIX)
TIMEOUT_S = 60.0  # of one query: a program can wait, and a panel over a large record takes half of it
_BATCH = 100  # lines sent at a time


@router.get(
    "/library/{call}", summary="What the Python client asks", response_class=Response,
    responses={200: {"content": {"application/json": {}, "application/x-ndjson": {}},
                     "description": "the records of a method of the library"}},
)  # fmt: skip
def library(
    request: Request, call: Call,
    asked: Annotated[str, Query(max_length=20_000, description='{"given": [...], "named": {...}} as JSON')] = "{}",
) -> Response:  # fmt: skip
    """A method of an open record with its arguments; meant for `open_record("http://...")` of the same version."""
    tag = etag(request)
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers={"etag": tag, "cache-control": KEPT})
    given, named = read_arguments(asked)
    headers = {"etag": tag, "cache-control": KEPT}
    if call in MANY:
        lines = in_one_thread(lambda: _lines(request, call, given, named))
        first = next(lines, b"")  # what is refused is told before anything is sent
        return StreamingResponse(chain([first], lines), media_type="application/x-ndjson", headers=headers)
    with _opened(request) as record, _told(call):
        content = msgspec.json.encode(_asked(record, call, given, named))
    return Response(content, media_type="application/json", headers=headers)


def _opened(request: Request) -> OpenRecord:
    return OpenRecord(open_limited(request.app.state.terms.record, TIMEOUT_S))


def _lines(request: Request, call: Call, given: list[Any], named: dict[str, Any]) -> Iterator[bytes]:
    encoder, waiting = msgspec.json.Encoder(), []
    with _opened(request) as record, _told(call):
        for item in _asked(record, call, given, named):
            waiting.append(encoder.encode(item))
            if len(waiting) == _BATCH:
                yield b"\n".join(waiting) + b"\n"
                waiting.clear()
    if waiting:
        yield b"\n".join(waiting) + b"\n"


def _asked(record: OpenRecord, call: Call, given: list[Any], named: dict[str, Any]) -> Any:
    method = record.__len__ if call == "count" else getattr(record, call)
    return method(*given, **named)


@contextmanager
def _told(call: Call) -> Iterator[None]:
    """Say of whatever JSON was sent that a method does not take it.

    Raises:
        Refusal: an argument that it does not take.
    """
    try:
        yield
    except DragomanError as error:
        if not isinstance(error.__cause__, (sqlite3.ProgrammingError, sqlite3.InterfaceError)):
            raise
        raise _unlike(call, error.__cause__) from error
    except (TypeError, ValueError, LookupError, AttributeError, OverflowError, AssertionError) as error:
        raise _unlike(call, error) from error


def _unlike(call: Call, error: BaseException) -> Refusal:
    values, remedy = f"{call}: {str(error)[:160]}", "See the page on Python"
    return Refusal("the call takes other arguments", values=values, remedy=remedy)
