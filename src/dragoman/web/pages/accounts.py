"""The accounts of a record on a server, for its admins: who there is; made, changed and removed by forms."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dragoman.errors import UnknownName
from dragoman.web.guard import form_of
from dragoman.web.refusals import NotThere, Refusal
from dragoman.web.render import Page, as_json, html
from dragoman.web.reviewers import Form
from dragoman.web.signing_in import hashing
from dragoman.web.terms import NOTICE

if TYPE_CHECKING:
    from dragoman.store.postgres.accounts import Accounts

_ACTIONS = ("add", "role", "password", "remove")


def add_accounts(router: APIRouter) -> None:
    """The addresses of the page; ``signing_in`` lets admins alone in."""
    for path, answer, method in (
        ("/accounts", accounts_page, "GET"), ("/accounts.json", accounts_data, "GET"),
        ("/accounts", take_account, "POST"),
    ):  # fmt: skip
        router.add_api_route(path, answer, methods=[method], include_in_schema=False)


def accounts_page(request: Request) -> Response:
    """Who may use the record."""
    return html(request, Page("accounts.html", "Accounts", _data(request)))


def accounts_data(request: Request) -> Response:
    """The same as data."""
    return as_json({"title": "Accounts", "notice": NOTICE, **_data(request)})


async def take_account(request: Request) -> Response:
    """Make an account, or change or remove one."""
    form = Form(await form_of(request))
    accounts, action = _accounts(request), form.one("action")
    if action not in _ACTIONS:
        raise Refusal("no such action", values=repr(action[:20]), remedy=f"Choose {', '.join(_ACTIONS)}")
    if action in ("add", "password") and form.as_given("password") != form.as_given("again"):
        raise Refusal("the two passwords differ", remedy="Write the same twice")
    await run_in_threadpool(_change, accounts, action, form)
    return RedirectResponse("/accounts", status_code=303)


def _change(accounts: "Accounts", action: str, form: Form) -> None:
    name, role, password = form.one("name"), form.one("role"), form.as_given("password")
    match action:
        case "add":
            with hashing():
                accounts.add(name, role or "reader", password, at=datetime.now(UTC))  # type: ignore[arg-type]
        case "role":
            accounts.set_role(name, role)  # type: ignore[arg-type]
        case "password":
            if name not in {account.name for account in accounts.every()}:  # before work is done for nobody
                raise UnknownName("there is no such account", values=repr(name[:40]), remedy="Check the name")
            with hashing():
                accounts.set_password(name, password)
        case "remove":
            accounts.remove(name)


def _data(request: Request) -> dict[str, Any]:
    from dragoman.store.postgres.accounts import LEAST_PASSWORD, ROLES

    every = _accounts(request).every()
    rows = [{"name": one.name, "role": one.role, "made_at": one.made_at.isoformat()} for one in every]
    return {"rows": rows, "roles": ROLES, "least_password": LEAST_PASSWORD}


def _accounts(request: Request) -> "Accounts":
    found: Accounts | None = request.app.state.accounts
    if found is None:
        raise NotThere("this record has no accounts", remedy="Only a record on a server has them")
    return found
