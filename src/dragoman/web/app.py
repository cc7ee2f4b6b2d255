"""The app: pages, API and files of our own, behind the guard."""

import secrets
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from dragoman import __version__
from dragoman.errors import DragomanError
from dragoman.web.asking import Ask, View, add_page
from dragoman.web.asks import EventsAsked, refused
from dragoman.web.current import Current
from dragoman.web.desk import Desk
from dragoman.web.drawings import Drawn, add_drawing
from dragoman.web.guard import Guard
from dragoman.web.imports import Imports
from dragoman.web.layouts import add_layouts
from dragoman.web.pages import (
    across,
    article,
    asking_sql,
    brief,
    desk,
    entering,
    lists,
    measured,
    parties,
    review,
    watching,
    world,
)
from dragoman.web.pages.accounts import add_accounts
from dragoman.web.pages.charts import add_pair_form, pair_drawing
from dragoman.web.pages.deciding import add_decisions
from dragoman.web.queries.checks import count_record
from dragoman.web.queries.parties import count_parties
from dragoman.web.refusals import NotThere, Refusal
from dragoman.web.render import FOLDER, refuse
from dragoman.web.rest import api
from dragoman.web.signing_in import Tries
from dragoman.web.terms import Terms, accounts_of

# The first page needs no tables, nor what describes the API, and is out by then; what needs them sooner loads them.
TABLES_AFTER_S = 1.0
FOR_GOOD = "public, max-age=31536000, immutable"  # our own files: their addresses change with what they hold


# Every page: its address, what makes it, whether its rows come as files too. The first that fits answers.
_PAGES: tuple[tuple[str, View, bool], ...] = (
    ("/", desk.today_page, False),
    ("/search", desk.search_page, True),
    ("/query", asking_sql.question_page, False),
    ("/about", desk.about_page, False),
    ("/articles", lists.articles_page, True),
    ("/events", lists.events_page, True),
    ("/statements", lists.statements_page, True),
    ("/compare", lists.compare_page, True),
    ("/findings", lists.findings_page, True),
    ("/failures", lists.failures_page, True),
    ("/runs", lists.runs_page, True),
    ("/parties", parties.parties_page, True),
    ("/offices", parties.offices_page, True),
    ("/brief", brief.brief_page, False),
    ("/articles/{article}", article.article_page, False),
    ("/lines/{line}", parties.line_page, False),
    ("/parties/{party}", parties.party_page, False),
    ("/people/{person}", parties.person_page, False),
    ("/entities/{entity}", parties.entity_page, False),
    ("/review", review.queue_page, True),
    ("/review/decisions", review.decisions_page, True),
    ("/review/add", review.add_page, False),
    ("/review/{line}", review.line_page, False),
    ("/happenings", across.happenings_page, True),
    ("/happenings/{happening}", across.happening_page, False),
    ("/disagreements", across.disagreements_page, True),
    ("/disagreements/{disagreement}", across.disagreement_page, False),
    ("/readouts", across.readouts_page, True),
    ("/readouts/{a}/{b}", across.readout_page, False),
    ("/promises", across.promises_page, True),
    ("/promises/{line}", across.promise_page, False),
    ("/topics", across.topics_page, True),
    ("/topics/{topic}", across.topic_page, True),
    ("/positions", across.positions_page, True),
    ("/watch", watching.watches_page, True),
    ("/watch/{watch}", watching.watch_page, True),
    ("/network", measured.network_page, True),
    ("/changes", measured.changes_page, True),
    ("/map", world.map_page, True),
    ("/runs/{old}/{new}", measured.runs_page, False),
    ("/pairs/{one}/{other}/series", measured.series_page, True),
    ("/pairs/{one}/{other}", parties.pair_page, True),
)
# Lists of events that leave in the layouts of others.
_LAYOUTS: tuple[tuple[str, Callable[[Ask], EventsAsked]], ...] = (
    ("/events", lists.events_asked),
    ("/pairs/{one}/{other}", parties.pair_asked),
)
# Pages with a chart.
_DRAWINGS: tuple[tuple[str, Callable[[Ask], Drawn]], ...] = (
    ("/pairs/{one}/{other}/series", measured.series_drawing),
    ("/pairs/{one}/{other}", pair_drawing),
    ("/network", measured.network_drawing),
    ("/map", world.map_drawing),
    ("/brief", brief.brief_drawing),
)
# Files and forms of pages.
_OTHERS: tuple[Callable[[APIRouter], None], ...] = (
    brief.add_brief_files,
    asking_sql.add_question_files,
    add_pair_form,
    world.add_geojson,
    measured.add_measured,
    entering.add_forms,
    add_accounts,
    add_decisions,
)


def create_app(terms: Terms) -> FastAPI:
    """The app on a record.

    Raises:
        UsageError: the terms would open the record to everybody, or there is no record.
        NewerSchema, DamagedRecord, RecordNotWritable: as their names say.
    """
    terms.check()
    app = FastAPI(
        title="Dragoman", version=__version__, openapi_url=None, docs_url=None, redoc_url=None, lifespan=_life,
        redirect_slashes=False,
    )  # fmt: skip
    state = app.state
    state.terms, state.key, state.started = terms, secrets.token_urlsafe(32), secrets.token_hex(4)
    state.desk, state.imports = Desk(terms.record, timeout_s=terms.query_timeout_s), Imports(terms.record)
    state.current, state.accounts, state.tries = Current(terms.record), accounts_of(terms), Tries()
    with state.desk.store():
        pass  # a record that cannot be read is told now, not by the first page
    app.include_router(_pages())
    api.add_api(app)
    app.mount("/static", _OwnFiles(directory=FOLDER / "static"))
    for kind in (DragomanError, RequestValidationError, HTTPException, Exception):
        app.add_exception_handler(kind, _told)
    app.add_middleware(Guard, terms=terms, key=state.key, accounts=state.accounts)
    return app


def _pages() -> APIRouter:
    router = APIRouter()
    watching.add_watching(router)
    for path, asked_of in _LAYOUTS:
        add_layouts(router, path, asked_of)
    for path, view, listed in _PAGES:
        add_page(router, path, view, listed=listed)
    for path, draw in _DRAWINGS:
        add_drawing(router, path, draw)
    for add in _OTHERS:
        add(router)
    return router


class _OwnFiles(StaticFiles):
    """Our own files, which a browser keeps."""

    def file_response(self, *args: Any, **options: Any) -> Response:
        response = super().file_response(*args, **options)
        response.headers["cache-control"] = FOR_GOOD
        return response


@asynccontextmanager
async def _life(app: FastAPI) -> AsyncIterator[None]:
    """Count aside and load tables, so that no page need wait for them; end what runs when the server does."""
    loading = threading.Timer(TABLES_AFTER_S, lambda: (app.state.desk.tables, app.openapi()))
    loading.daemon = True
    loading.start()
    app.state.desk.begin("parties", count_parties)
    app.state.desk.begin("record", count_record)
    app.state.current.start()
    yield
    loading.cancel()
    app.state.current.close()
    app.state.imports.close()
    app.state.desk.close()
    if app.state.accounts is not None:
        app.state.accounts.close()


def _told(request: Request, error: Exception) -> Response:
    """Every error in one shape; what is our own fault says only that."""
    if isinstance(error, DragomanError):
        return refuse(request, error)
    if isinstance(error, RequestValidationError):
        return refuse(request, refused(error.errors()))
    if isinstance(error, HTTPException):
        return refuse(request, _refusal(error))
    return refuse(
        request, Fault("something went wrong here", remedy="Try again; if it stays, report it with the address")
    )


class Fault(Refusal):
    """Our own mistake."""

    status = 500


def _refusal(error: HTTPException) -> Refusal:
    if error.status_code == 404:
        return NotThere("there is no such page", remedy="Start from the first page, or search")
    found = Refusal(str(error.detail))
    found.status = error.status_code
    return found
