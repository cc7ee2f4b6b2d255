"""The API as the Python library asks it: methods of an open record by name, their records as JSON or JSON lines."""

import sqlite3
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
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
from dragoman.web.downloads import file_response
from dragoman.web.imports import plain_name
from dragoman.web.layouts import packed
from dragoman.web.refusals import Busy, Refusal
from dragoman.web.render import KEPT
from dragoman.web.rest.answers import PREFIX
from dragoman.web.rest.streams import in_one_thread
from dragoman.web.terms import MOST_DOWNLOADED, MOST_QUESTIONS, QUERY_TIMEOUT_S

router = APIRouter(prefix=PREFIX)
TIMEOUT_S = 60.0  # of one query: a program can wait, and a panel over a large record takes half of it
_WAIT_S = 20.0  # for what is done for one at a time
_ONE_AT_A_TIME: dict[str, threading.BoundedSemaphore] = {
    "query": threading.BoundedSemaphore(MOST_QUESTIONS), "why": threading.BoundedSemaphore(1),
    "export": threading.BoundedSemaphore(1),
}  # fmt: skip
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


@router.get(
    "/library-files", summary="An export for the Python client", response_class=Response,
    responses={200: {"content": {"application/zip": {}}, "description": "the files that the library writes"}},
)  # fmt: skip
def library_files(
    request: Request,
    name: Annotated[str, Query(min_length=1, max_length=200, description="of the file or folder")],
    folder: Annotated[bool, Query(description="whether the folder is there already")] = False,
    asked: Annotated[str, Query(max_length=20_000, description="arguments of `export` as JSON")] = "{}",
) -> Response:  # fmt: skip
    """`export` of an open record, its files in a zip; meant for `open_record("http://...")` of the same version."""
    given, named = read_arguments(asked)
    plain = plain_name(name)
    if plain != name:
        raise Refusal("this is no name of a file", values=repr(name[:60]), remedy=f"Give one like {plain!r}")
    with _alone("export"), tempfile.TemporaryDirectory(prefix="dragoman-") as place:
        out = Path(place) / "files" / name
        (out if folder else out.parent).mkdir(parents=True)
        with _opened(request) as record, _told("export"):
            record.export(*given, **{**named, "out": out})
        content = packed(out.parent)
    return file_response(content, f"{name}.zip", "application/zip")


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
    if call == "query":  # no longer, and with no more rows, than whoever asks on the page
        limits = {"timeout_s": QUERY_TIMEOUT_S, "most_rows": MOST_DOWNLOADED}
        named = {**named, **{name: min(named[name], most) for name, most in limits.items() if name in named}}
    if call in _ONE_AT_A_TIME:
        with _alone(call):
            return getattr(record, call)(*given, **named)
    method = record.__len__ if call == "count" else getattr(record, call)
    return method(*given, **named)


@contextmanager
def _alone(call: str) -> Iterator[None]:
    """What takes a core for seconds is done for one at a time.

    Raises:
        Busy: it is being done for somebody else.
    """
    if not _ONE_AT_A_TIME[call].acquire(timeout=_WAIT_S):
        raise Busy("this is being done for somebody else", values=call, remedy="Ask again in a few seconds")
    try:
        yield
    finally:
        _ONE_AT_A_TIME[call].release()


@contextmanager
def _told(call: str) -> Iterator[None]:
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


def _unlike(call: str, error: BaseException) -> Refusal:
    values, remedy = f"{call}: {str(error)[:160]}", "See the page on Python"
    return Refusal("the call takes other arguments", values=values, remedy=remedy)
