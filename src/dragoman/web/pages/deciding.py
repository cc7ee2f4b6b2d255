"""What is decided on the desk by forms: on lines, happenings and promises."""

from collections.abc import Callable

import msgspec
from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from dragoman.api import OpenRecord
from dragoman.compare.current import bring_up_to_date
from dragoman.errors import EditConflict
from dragoman.store.open import open_store
from dragoman.store.postgres.address import Place
from dragoman.web.decisions import decided, of_form, of_new_line, writing
from dragoman.web.guard import form_of
from dragoman.web.queries.review import plain
from dragoman.web.refusals import Refusal
from dragoman.web.render import Page, html, segment
from dragoman.web.reviewers import Form, now, sent_back
from dragoman.web.signing_in import decider
from dragoman.web.terms import Terms


def add_decisions(router: APIRouter) -> None:
    """The addresses that decisions are sent to."""
    for path, take in (
        ("/review", take_new_line), ("/review/{line}", take_decision), ("/happenings/{happening}", take_happening),
        ("/promises/{line}", take_promise),
    ):  # fmt: skip
        router.add_api_route(path, take, methods=["POST"], include_in_schema=False)


async def take_decision(request: Request, line: str) -> Response:
    """Accept, edit, reject, merge, split or undo a line."""
    form = Form(await form_of(request))
    record, by = _record(request), decider(request, form.one("by"))

    def make() -> None:
        wanted = writing(record.record, lambda opened: of_form(opened, line, form))
        decided(record.record, by, wanted)

    try:
        await run_in_threadpool(make)
    except EditConflict as conflict:
        return _conflicting(request, line, conflict)
    return sent_back(form.one("back") or f"/review/{segment(line)}", by)


async def take_new_line(request: Request) -> Response:
    """Add a line."""
    form = Form(await form_of(request))
    by = decider(request, form.one("by"))
    made = await run_in_threadpool(decided, _record(request).record, by, of_new_line(form))
    return sent_back(f"/review/{segment(made.changes[0].line)}", by)


async def take_happening(request: Request, happening: str) -> Response:
    """Join a happening with another, or split tellings off it."""
    form = Form(await form_of(request))
    by = decider(request, form.one("by"))

    def make(opened: OpenRecord) -> str:
        told = opened.happening(happening)
        kept = told.happening.event.id
        if form.one("action") == "join":
            opened.join(happening, form.one("other"), by=by, why=form.one("why"), at=now())
        elif form.one("action") == "split":
            events = form.all("event")
            kept = next((t.event.id for t in told.tellings if t.event.id not in events), kept)
            opened.split(happening, events, by=by, why=form.one("why"), at=now())
        else:
            raise Refusal("no such decision", values=repr(form.one("action")[:20]), remedy="Join or split")
        return opened.happening(kept).happening.id

    there = await _made(request, make)
    await run_in_threadpool(_follow, _record(request).record)
    return sent_back(f"/happenings/{segment(there)}", by)


async def take_promise(request: Request, line: str) -> Response:
    """Confirm or refuse what may have followed from a line of the ledger."""
    form = Form(await form_of(request))
    by, verdict = decider(request, form.one("by")), form.one("verdict")
    if verdict not in ("confirmed", "refused"):
        raise Refusal("no such verdict", values=repr(verdict[:20]), remedy="Confirm or refuse the candidate")

    def make(opened: OpenRecord) -> str:
        candidate, why = form.one("candidate"), form.one("why")
        made = opened.decide_promise(line, candidate, verdict=verdict, by=by, why=why, at=now())  # type: ignore[arg-type]
        return made.line

    there = await _made(request, make)
    return sent_back(form.one("back") or f"/promises/{segment(there)}", by)


async def _made(request: Request, make: Callable[[OpenRecord], str]) -> str:
    return await run_in_threadpool(writing, _record(request).record, make)


def _follow(record: Place) -> None:
    """Disagreements follow what is one happening."""
    with open_store(record, mode="write") as store:
        bring_up_to_date(store)


def _record(request: Request) -> Terms:
    terms: Terms = request.app.state.terms
    return terms


def _conflicting(request: Request, line: str, conflict: EditConflict) -> Response:
    """Both versions beside each other; nothing was written."""
    mine, theirs = msgspec.to_builtins(dict(conflict.mine or {})), dict(conflict.theirs or {})
    rows = [
        {"field": name, "mine": plain(mine[name]), "theirs": plain(theirs.get(name))}
        for name in mine
        if name != "review"
    ]
    data = {
        "line": line, "rows": rows, "aside": conflict.theirs is None, "values": conflict.values,
        "theirs": {name: plain(value) for name, value in theirs.items() if name in ("type", "status", "basis", "stance",
                   "act", "actors", "recipients", "speakers", "when", "said", "text")},
    }  # fmt: skip
    return html(request, Page("conflict.html", "Somebody was first", data), status=409)
