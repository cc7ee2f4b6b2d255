"""How the API answers: rows, one thing, a page's data; kept by a browser while the record stays as it is."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import Path
from starlette.requests import Request
from starlette.responses import Response

from dragoman.web import asks
from dragoman.web.asking import Ask, asking, etag
from dragoman.web.queries.slices import Slice
from dragoman.web.render import KEPT, Page, as_json
from dragoman.web.terms import NOTICE

PREFIX = "/api/v1"
Name = Annotated[str, Path(max_length=80, description="id, or for a party its code or name")]


def as_rows(request: Request, find: Callable[[Ask], Slice]) -> Response:
    """The rows of a list."""
    return kept(request, lambda ask: row_fields(find(ask)))


def row_fields(found: Slice) -> dict[str, Any]:
    """Rows as every list of the API gives them."""
    return {"notice": NOTICE, "rows": found.rows, "next": found.next}


def kept(request: Request, make: Callable[[Ask], dict[str, Any]]) -> Response:
    """Plain data, or nothing where the asker has it as it is."""
    tag = etag(request)
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers={"etag": tag, "cache-control": KEPT})
    with asking(request) as ask:
        response = as_json(make(ask))
    if not request.app.state.desk.late:
        response.headers["etag"] = tag
    response.headers["cache-control"] = KEPT
    return response


def as_page(request: Request, view: Callable[[Ask], Page], **path: str) -> Response:
    """What a page shows."""

    def make(ask: Ask) -> dict[str, Any]:
        return {"notice": NOTICE, **view(ask._replace(path={**ask.path, **path})).data}

    return kept(request, make)


def coded(it: Ask, ask: asks.Asking) -> asks.Asking:
    """What was asked, with parties by their codes."""
    return it.named(ask)
