"""What is decided on the desk by forms: on lines, happenings and promises."""

import msgspec
from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from dragoman.errors import EditConflict
from dragoman.web.decisions import decided, of_form, of_new_line, writing
from dragoman.web.decisions_across import HappeningWanted, PromiseWanted, Seen, decided_happening, decided_promise
from dragoman.web.guard import form_of
from dragoman.web.queries.review import plain
from dragoman.web.refusals import Refusal
from dragoman.web.render import Page, html, segment
from dragoman.web.reviewers import Form, sent_back
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
    by, action = decider(request, form.one("by")), form.one("action")
    if action not in ("join", "split"):
        raise Refusal("no such decision", values=repr(action[:20]), remedy="Join or split")
    wanted = HappeningWanted(
        action, happening, other=form.one("other"), events=tuple(form.all("event")), why=form.one("why"),  # type: ignore[arg-type]
        seen=_seen(form),
    )  # fmt: skip
    try:
        there = await run_in_threadpool(decided_happening, _record(request).record, by, wanted)
    except EditConflict as conflict:
        return _decided_before(request, f"/happenings/{segment(happening)}", conflict)
    return sent_back(f"/happenings/{segment(there)}", by)


async def take_promise(request: Request, line: str) -> Response:
    """Confirm or refuse what may have followed from a line of the ledger."""
    form = Form(await form_of(request))
    by, verdict = decider(request, form.one("by")), form.one("verdict")
    if verdict not in ("confirmed", "refused"):
        raise Refusal("no such verdict", values=repr(verdict[:20]), remedy="Confirm or refuse the candidate")
    wanted = PromiseWanted(line, form.one("candidate"), verdict, why=form.one("why"), seen=_seen(form))  # type: ignore[arg-type]
    try:
        there = await run_in_threadpool(decided_promise, _record(request).record, by, wanted)
    except EditConflict as conflict:
        return _decided_before(request, f"/promises/{segment(line)}", conflict)
    return sent_back(form.one("back") or f"/promises/{segment(there)}", by)


def _seen(form: Form) -> Seen | None:
    """The last decision that whoever sent a form has looked at."""
    return Seen(form.one("seen") or None) if "seen" in form else None


def _decided_before(request: Request, there: str, conflict: EditConflict) -> Response:
    """Both decisions beside each other; nothing was written."""
    rows = [{"field": name, "mine": plain(value)} for name, value in (conflict.mine or {}).items()]
    data = {
        "there": there, "rows": rows, "aside": False, "values": conflict.values,
        "theirs": {name: plain(value) for name, value in (conflict.theirs or {}).items()},
    }  # fmt: skip
    return html(request, Page("conflict.html", "Somebody was first", data), status=409)


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
        "there": f"/review/{segment(line)}", "rows": rows, "aside": conflict.theirs is None, "values": conflict.values,
        "theirs": {name: plain(value) for name, value in theirs.items() if name in ("type", "status", "basis", "stance",
                   "act", "actors", "recipients", "speakers", "when", "said", "text")},
    }  # fmt: skip
    return html(request, Page("conflict.html", "Somebody was first", data), status=409)
