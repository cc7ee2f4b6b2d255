"""The addresses of the API."""

import threading
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from fastapi import APIRouter, FastAPI, Query
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from dragoman.exports.contract import coded_fields
from dragoman.exports.jsonl import jsonl_lines
from dragoman.store.open import open_store
from dragoman.store.questions import MOST_QUESTION_CHARACTERS
from dragoman.store.read import coded_articles
from dragoman.web import asks
from dragoman.web.asking import Ask, asking
from dragoman.web.asks_counted import NetworkAsked, OfficesAsked, PartiesAsked, RunsAsked
from dragoman.web.layouts import zip_of
from dragoman.web.pages import desk, measured, parties
from dragoman.web.pages.asking_sql import answer_fields, answered
from dragoman.web.queries import articles, checks, lines, meaning, words
from dragoman.web.queries.measured import edges_ordered
from dragoman.web.queries.parties import count_parties, parties_asked, party_name
from dragoman.web.queries.slices import Slice, slice_of_all
from dragoman.web.refusals import Busy, Refusal
from dragoman.web.render import Page, as_json, html
from dragoman.web.rest import across, library
from dragoman.web.rest.answers import PREFIX, Name, as_page, as_rows, coded, kept
from dragoman.web.rest.models import Answered, Fault, One, Rows, Text
from dragoman.web.rest.streams import in_one_thread
from dragoman.web.terms import NOTICE

_ERRORS: dict[int | str, dict[str, Any]] = {
    400: {"model": Fault, "description": "a value that cannot be read"},
    401: {"model": Fault, "description": "a token is asked for"},
    403: {"model": Fault, "description": "sent by another site"},
    404: {"model": Fault, "description": "not in the record"},
    413: {"model": Fault, "description": "more than one answer or one request may hold"},
    503: {"model": Fault, "description": "took longer than it may, or is being done for somebody else"},
}
_CODED_WAIT_S = 20.0  # for another text to be coded first
_coding = threading.Lock()  # one text at a time: a second one would only slow the first


router = APIRouter(prefix=PREFIX, responses=_ERRORS)


def add_api(app: FastAPI) -> None:
    """Add the API, its description and the page that shows it."""
    app.include_router(router)
    app.include_router(across.router, responses=_ERRORS)
    app.include_router(library.router, responses=_ERRORS)

    def description(request: Request) -> Response:
        return as_json(app.openapi())

    def documentation(request: Request) -> Response:
        return html(request, Page("api.html", "API", {"api": app.openapi(), "calls": calls_of(app.openapi())}))

    def calls(request: Request) -> Response:
        return as_json({"title": "API", "notice": NOTICE, "calls": calls_of(app.openapi())})

    app.add_api_route("/docs.json", calls, methods=["GET"], include_in_schema=False)
    app.add_api_route(f"{PREFIX}/openapi.json", description, methods=["GET"], include_in_schema=False)
    app.add_api_route("/docs", documentation, methods=["GET"], include_in_schema=False)


def calls_of(api: dict[str, Any]) -> list[dict[str, Any]]:
    """The calls of an OpenAPI description in order, each with its parameters."""
    return [
        {"parameters": [], "description": "", **call, "path": path, "method": method.upper(), "choices": _choices(call)}
        for path, methods in api["paths"].items()
        for method, call in methods.items()
    ]


def _choices(call: dict[str, Any]) -> dict[str, list[Any]]:
    """The values that each parameter of a call can have, where they are few."""
    found: dict[str, list[Any]] = {}
    for parameter in call.get("parameters", ()):
        schema = parameter.get("schema", {})
        for part in (schema, *schema.get("anyOf", ())):
            if "enum" in part:
                found[parameter["name"]] = part["enum"]
    return found


@router.get("/articles", response_model=Rows, summary="Articles by day of publication")
def list_articles(request: Request, ask: Annotated[asks.ArticlesAsked, Query()]) -> Response:
    """Heads of articles with the number of lines read from each."""
    return as_rows(request, lambda it: articles.list_articles(it.store, ask))


@router.get("/articles/{article}", response_model=One, summary="One article with everything read from it")
def one_article(request: Request, article: Name) -> Response:
    """Text, events, statements, figures, findings and names with their offsets."""
    return kept(request, lambda it: {"notice": NOTICE, **articles.read_article(it.store, article)[1]})


@router.get("/events", response_model=Rows, summary="Events by day")
def list_events(request: Request, ask: Annotated[asks.EventsAsked, Query()]) -> Response:
    """Who did what to whom, each with status, basis and the words it was read from."""
    return as_rows(request, lambda it: lines.list_events(it.store, coded(it, ask)))


@router.get("/statements", response_model=Rows, summary="Statements by day")
def list_statements(request: Request, ask: Annotated[asks.StatementsAsked, Query()]) -> Response:
    """Who said what, each with its stance."""
    return as_rows(request, lambda it: lines.list_statements(it.store, coded(it, ask)))


@router.get("/lines/{line}", response_model=One, summary="One event or statement")
def one_line(request: Request, line: Name) -> Response:
    """A line by its id."""
    return as_page(request, parties.line_page)


@router.get("/parties", response_model=Rows, summary="Parties with their counts")
def list_parties(request: Request, ask: Annotated[PartiesAsked, Query()]) -> Response:
    """Parties of the record; `counted` holds what occurred, is not alleged and is no copy."""

    def find(it: Ask) -> Slice:
        rows = it.desk.counted("parties", count_parties)
        if rows is None:
            raise Busy("the parties are being counted", remedy="Ask again in a few seconds")
        return slice_of_all(parties_asked(rows, ask), ask)

    return as_rows(request, find)


@router.get("/parties/{party}", response_model=One, summary="One party")
def one_party(request: Request, party: Name) -> Response:
    """Its last lines, whom it deals with, what it said of what, its offices."""
    return as_page(request, parties.party_page)


@router.get("/people/{person}", response_model=One, summary="One person")
def one_person(request: Request, person: Name) -> Response:
    """Offices over time, the last lines, whom they deal with, topics, open promises."""
    return as_page(request, parties.person_page)


@router.get("/entities/{entity}", response_model=One, summary="One participant by its id")
def one_entity(request: Request, entity: Name) -> Response:
    """A person or a body: offices, the last lines, whom it deals with, topics, open promises; of a party its page."""
    return as_page(request, parties.entity_page)


@router.get("/pairs", response_model=Rows, summary="Pairs of parties with what passed between them")
def list_pairs(request: Request, ask: Annotated[NetworkAsked, Query()]) -> Response:
    """Happenings that occurred and are not alleged, by class, in all or in one period."""

    def find(it: Ask) -> Slice:
        wanted = coded(it, ask)
        edges, _, _ = measured.edges_asked(it, wanted)
        if edges is None:
            raise Busy("the pairs are being counted", remedy="Ask again in a few seconds")
        found = slice_of_all(edges_ordered(edges, wanted.order), wanted)
        return found._replace(
            rows=[{**row, "names": [party_name(row[n]) for n in ("party", "other")]} for row in found.rows]
        )

    return as_rows(request, find)


@router.get("/pairs/{one}/{other}", response_model=One, summary="What passed between two parties")
def one_pair(request: Request, one: Name, other: Name, ask: Annotated[asks.EventsAsked, Query()]) -> Response:
    """Counts by month and the events, by day; `next` as in lists."""
    return as_page(request, parties.pair_page)


@router.get("/offices", response_model=One, summary="Who held an office")
def offices(request: Request, ask: Annotated[OfficesAsked, Query()]) -> Response:
    """Holders with the days they held it, as the tables have them; none: the tables do not say.

    With `on` alone, all offices that were held on that day.
    """
    if not ask.q and not ask.on:
        raise Refusal(
            "offices are asked for by a question, a day or both", values="neither q nor on",
            remedy="Give q, as q=foreign+minister+of+Pakistan, or on, as on=2017-11, which lists all held on that day",
        )  # fmt: skip
    return as_page(request, parties.offices_page)


@router.get("/findings", response_model=Rows, summary="What cannot be right, or is disputed")
def list_findings(request: Request, ask: Annotated[asks.FindingsAsked, Query()]) -> Response:
    """Findings with the words they are about."""
    return as_rows(request, lambda it: checks.list_findings(it.store, ask))


@router.get("/failures", response_model=Rows, summary="What could not be used")
def list_failures(request: Request, ask: Annotated[asks.FailuresAsked, Query()]) -> Response:
    """Inputs, or parts of them, with the reason."""
    return as_rows(request, lambda it: checks.list_failures(it.store, ask))


@router.get("/runs", response_model=Rows, summary="What produced the codings")
def list_runs(request: Request, ask: Annotated[RunsAsked, Query()]) -> Response:
    """Hashes of code, model, tables and settings."""
    return as_rows(request, lambda it: checks.list_runs(it.store, ask))


@router.get("/today", response_model=One, summary="What came in and what is new")
def today(
    request: Request, until: asks.Day = None, days: Annotated[int | None, Query(ge=1, le=365)] = None
) -> Response:
    """As the first page has it; `days` one of 1, 7, 30, 365."""
    return as_page(request, desk.today_page)


@router.get("/search", response_model=One, summary="What holds the words, or is near in meaning")
def search(request: Request, ask: Annotated[asks.SearchAsked, Query()]) -> Response:
    """The best hits: by words with facets; with `meaning`, or `by`, what is near, with its similarity."""
    return kept(request, lambda it: {"notice": NOTICE, **_found(it, coded(it, ask))})


def _found(it: Ask, ask: asks.SearchAsked) -> dict[str, Any]:
    if ask.way == "words":
        return words.search(it.store, ask)
    return meaning.search_near(it.store, it.desk.network, ask)


@router.get("/query", response_model=Answered, summary="A question in SQL")
def query(
    request: Request,
    sql: Annotated[str, Query(min_length=1, max_length=MOST_QUESTION_CHARACTERS, description="one SELECT")],
) -> Response:
    """One SELECT over the record's tables, within a second; the first thousand rows. The tables are no contract."""
    return kept(request, lambda it: {"notice": NOTICE, **answer_fields(answered(it, sql))})


@router.get(
    "/export", summary="The whole record as JSON lines", response_class=StreamingResponse,
    responses={200: {"content": {"application/x-ndjson": {}}, "description": "one article a line"}},
)  # fmt: skip
def export(request: Request, with_text: Annotated[bool, Query(description="others' words too")] = False) -> Response:
    """What `dragoman export --format jsonl` writes."""
    record = request.app.state.terms.record

    def stream() -> Iterator[bytes]:
        with open_store(record, mode="read") as store:
            yield from jsonl_lines(coded_articles(store), with_text=with_text)

    return StreamingResponse(in_one_thread(stream), media_type="application/x-ndjson")


@router.get(
    "/export/{form}", summary="Events as tables, or in a layout of others", response_class=Response,
    responses={200: {"content": {"application/zip": {}}, "description": "the layout's files and a manifest"}},
)  # fmt: skip
def export_layout(
    request: Request, form: Literal["csv", "parquet", "plover", "gdelt", "icews", "polecat", "ftm"],
    ask: Annotated[asks.EventsAsked, Query()],
) -> Response:  # fmt: skip
    """What `dragoman export --format` writes, of the events that fit; the manifest says what stayed out.

    At most 20,000 events; csv and parquet have the statements that fit and the figures of these articles too.
    """
    with asking(request) as it:
        asked = coded(it, ask)
    return zip_of(request, asked, form)


@router.post("/code", response_model=One, summary="Code a text")
def code(text: Text) -> Response:
    """What is read from a text; nothing is stored."""
    from dragoman.api import code_text

    if not _coding.acquire(timeout=_CODED_WAIT_S):
        raise Busy("another text is being coded", remedy="Try again in a few seconds")
    try:
        found = code_text(
            _whole(text.text), title=_whole(text.title), published=text.published, publisher=_whole(text.publisher),
            url=_whole(text.url), source="<api>",
        )  # fmt: skip
    finally:
        _coding.release()
    return as_json({"notice": NOTICE, **coded_fields(found, with_text=True)})


def _whole(text: str | None) -> Any:
    """Text without halves of surrogate pairs, which JSON can hold and UTF-8 cannot.

    Raises:
        Refusal: it holds one.
    """
    try:
        (text or "").encode()
    except UnicodeEncodeError as error:
        raise Refusal("the text holds half of a surrogate pair", values=repr(error.object[error.start]),
                      remedy="Replace it with U+FFFD") from error  # fmt: skip
    return text
