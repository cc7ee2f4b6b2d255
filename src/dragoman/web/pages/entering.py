"""What is sent to the desk by forms: the token, and files to import."""

import hmac
from functools import partial
from typing import Any

import msgspec
from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dragoman.store.imports import latest_imports
from dragoman.web.guard import form_of, key_cookie, key_of, session_cookie
from dragoman.web.imports import Imports
from dragoman.web.refusals import Forbidden, NotThere, Refusal
from dragoman.web.render import Page, as_json, html
from dragoman.web.reviewers import Form, sent_back
from dragoman.web.signing_in import SESSION_COOKIE, decider, sign_in
from dragoman.web.terms import MOST_UPLOADS, NOTICE, Terms

_EARLIER = 50  # imports that the page tells of; the record has all of them


def add_forms(router: APIRouter) -> None:
    """The pages that take something in."""
    for path, show, methods in (
        ("/enter", enter_page, ["GET"]), ("/enter", enter, ["POST"]), ("/leave", leave, ["POST"]),
        ("/import", import_page, ["GET"]),
        ("/import", import_files, ["POST"]), ("/import.json", imports_data, ["GET"]),
        ("/import/{job}.json", job_data, ["GET"]), ("/import/{job}", job_page, ["GET"]),
    ):  # fmt: skip
        router.add_api_route(path, show, methods=methods, include_in_schema=False)


def enter_page(request: Request) -> Response:
    """Where the token is asked for."""
    terms: Terms = request.app.state.terms
    return html(request, Page("enter.html", "Enter", {"accounts": terms.has_accounts}))


async def enter(request: Request) -> Response:
    """Take the token and remember who showed it."""
    form = await form_of(request)
    terms: Terms = request.app.state.terms
    if terms.has_accounts:
        return await run_in_threadpool(_signed_in, request, Form(form))
    given = str(form.get("token", [""])[0])
    if terms.token is None or not hmac.compare_digest(given.encode(), terms.token.encode()):
        raise Forbidden("this is not the token", remedy="Ask whoever serves the record")
    answer = RedirectResponse("/", status_code=303)
    answer.headers.append("set-cookie", key_cookie(key_of(request.app.state.key, terms.token.encode())))
    return answer


def _signed_in(request: Request, form: Form) -> Response:
    state = request.app.state
    password = form.as_given("password")  # blanks at its ends are part of it
    secret = sign_in(state.accounts, state.tries, request, form.one("name"), password)
    answer = RedirectResponse("/", status_code=303)
    answer.headers.append("set-cookie", session_cookie(request, secret))
    return answer


async def leave(request: Request) -> Response:
    """Sign out."""
    await form_of(request)
    accounts, secret = request.app.state.accounts, request.cookies.get(SESSION_COOKIE, "")
    if accounts is None:
        raise NotThere("nobody signs in here", remedy="Only a record on a server has accounts")
    await run_in_threadpool(accounts.end_session, secret)
    answer = RedirectResponse("/enter", status_code=303)
    answer.headers.append("set-cookie", session_cookie(request, ""))
    return answer


def import_page(request: Request) -> Response:
    """Where files are dropped."""
    return html(request, Page("import.html", "Import", _imports(request)))


def imports_data(request: Request) -> Response:
    """The imports of this desk as data."""
    return as_json({"title": "Import", "notice": NOTICE, **_imports(request)})


def job_page(request: Request, job: str) -> Response:
    """How an import fares."""
    return html(request, Page("job.html", "Import", _of(request).job(job).fields()))


def job_data(request: Request, job: str) -> Response:
    """How an import fares, as data."""
    return as_json({"title": "Import", "notice": NOTICE, **_of(request).job(job).fields()})


async def import_files(request: Request) -> Response:
    """Take files in and begin to read them."""
    terms: Terms = request.app.state.terms
    form = await form_of(request, most_files=MOST_UPLOADS, most_bytes=terms.upload_bytes)
    files = [item for item in form.get("files", []) if isinstance(item, UploadFile) and item.filename]
    try:
        by = decider(request, Form(form).one("by"))
        if not files:
            raise Refusal("no file was sent", remedy="Choose one or more files and send the form again")
        uploads = [(str(item.filename), item.file) for item in files]
        job = await run_in_threadpool(partial(_of(request).start, uploads, by=by))
    finally:
        for item in files:
            await item.close()
    return sent_back(f"/import/{job.name}", by)


def _of(request: Request) -> Imports:
    found: Imports = request.app.state.imports
    return found


def _imports(request: Request) -> dict[str, Any]:
    terms: Terms = request.app.state.terms
    jobs = [job.fields() for job in reversed(list(_of(request).jobs.values()))]
    with request.app.state.desk.store(for_page=True) as store:
        earlier = [msgspec.to_builtins(one) for one in latest_imports(store, _EARLIER)]
    return {"jobs": jobs, "earlier": earlier, "most_bytes": terms.upload_bytes, "most_files": MOST_UPLOADS}
