"""What a page is made from, and how a page gets its addresses: as HTML, as JSON, as CSV and as Parquet."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple, TypeVar

from fastapi import APIRouter
from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import Response

from dragoman.errors import UnknownName
from dragoman.store.open import Store
from dragoman.store.own_types import event_types
from dragoman.web.asks import Asked, asked
from dragoman.web.desk import Desk
from dragoman.web.downloads import as_csv, as_lines, as_parquet, every_row
from dragoman.web.queries.parties import is_in
from dragoman.web.refusals import Refusal
from dragoman.web.render import KEPT, Page, as_json, html, is_for_programs
from dragoman.web.reviewers import COOKIE as REVIEWER
from dragoman.web.terms import NOTICE

Asking = TypeVar("Asking", bound=Asked)


class Ask(NamedTuple):
    """One request for a page."""

    request: Request
    desk: Desk
    store: Store
    given: dict[str, str]  # of the address, the last of each name
    path: dict[str, str]

    def to(self, kind: type[Asking]) -> Asking:
        """What the address asks of a list; names of parties become their codes.

        Raises:
            Refusal: a value that cannot be read.
            UnknownName: no such party.
        """
        return self.named(asked(kind, self.given))

    def named(self, found: Asking) -> Asking:
        """What is asked, with parties by their codes.

        Raises:
            Refusal: the record has no event of such a type.
            UnknownName: no such party.
        """
        codes = {
            name: code_of(self.desk, self.store, value)
            for name in ("party", "other", "owes")
            if (value := getattr(found, name, None))
        }
        kind = getattr(found, "type", None)
        if kind is not None and kind not in (known := event_types(self.store)):
            remedy = f"Give one of {', '.join(known)}"
            raise Refusal("the record has no event of such a type", values=repr(kind), remedy=remedy)
        return found.model_copy(update=codes) if codes else found


View = Callable[[Ask], Page]
FORMS = {"csv": as_csv, "jsonl": as_lines, "parquet": as_parquet}


def code_of(desk: Desk, store: Store, name: str) -> str:
    """The code of a party, however it was named.

    Raises:
        UnknownName: the record and the tables know none of this name.
    """
    for code in (name, name.upper()):
        if is_in(store, code):
            return code
    gazetteer = desk.tables[1]
    entries = gazetteer.by_name(name) or tuple(filter(None, [gazetteer.get(name.upper())]))
    if entries:
        return entries[0].party or entries[0].id
    raise UnknownName("no such party", values=repr(name), remedy="The page of parties lists those of this record")


def add_page(router: APIRouter, path: str, view: View, *, listed: bool = False) -> None:
    """Give a page its addresses; ``listed``: its rows can be downloaded as tables too."""

    def as_page(request: Request) -> Response:
        return _answered(request, view, lambda page: html(request, page))

    def as_data(request: Request) -> Response:
        return _answered(request, view, lambda page: as_json({"title": page.title, "notice": NOTICE, **page.data}))

    def as_table(request: Request) -> Response:
        with asking(request) as ask:
            give = FORMS[request.url.path.rpartition(".")[2]]
            return give(every_row(lambda given: view(ask._replace(given={**ask.given, **given}))), path)

    stem = "/today" if path == "/" else path
    if listed:
        for form in FORMS:
            router.add_api_route(f"{stem}.{form}", as_table, methods=["GET"], include_in_schema=False)
    router.add_api_route(f"{stem}.json", as_data, methods=["GET"], include_in_schema=False)
    router.add_api_route(path, as_page, methods=["GET"], include_in_schema=False)


@contextmanager
def asking(request: Request) -> Iterator[Ask]:
    """What a request asks, with the record open."""
    desk: Desk = request.app.state.desk
    with desk.store(for_page=not is_for_programs(request.url.path)) as store:
        try:
            yield Ask(request, desk, store, dict(request.query_params), dict(request.path_params))
        except ValidationError as error:  # of a part of the path: what a query asks is checked where it is read
            told = "; ".join(str(each["msg"]) for each in error.errors())
            raise Refusal("the address cannot be read", values=told, remedy="Take one from a page") from error


def _answered(request: Request, view: View, show: Callable[[Page], Response]) -> Response:
    """A page, or nothing where the asker has it as it is."""
    desk: Desk = request.app.state.desk
    tag = etag(request)
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers={"etag": tag, "cache-control": KEPT})
    with asking(request) as ask:
        page = view(ask)
    response = show(page)
    if not desk.late:
        response.headers["etag"] = tag
    response.headers["cache-control"] = KEPT
    return response


def etag(request: Request) -> str:
    """A name for an answer: of the record's state and the address; of a page also what it has of its reader."""
    desk: Desk = request.app.state.desk
    own = () if is_for_programs(request.url.path) else (
        request.scope.get("form_token", ""), str(request.scope.get("account")), request.cookies.get(REVIEWER, "")
    )  # fmt: skip
    parts = (desk.state(), request.app.state.started, str(request.url), *own)
    return f'"{hashlib.sha256(chr(31).join(parts).encode()).hexdigest()[:24]}"'
