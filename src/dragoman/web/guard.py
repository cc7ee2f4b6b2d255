"""What stands before every page: who may ask, in whose name, how much, and what a browser may do with the answer.

* Only a host on the list is answered, so that no other site's name can be made to mean this machine.
* With a token, nobody without it sees anything but the page that asks for it.
* What changes something is refused to other sites: forms carry a token of ours, and the API takes only JSON, which a
  foreign page cannot send unasked.
* A browser may load from this server and nowhere else, runs no script written into a page, and is framed by nobody.
"""

import asyncio
import hashlib
import hmac
import secrets
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dragoman.errors import DragomanError
from dragoman.web.refusals import Forbidden, Refusal, TooLarge, Unnamed
from dragoman.web.render import refuse
from dragoman.web.signing_in import OPEN, SESSION_COOKIE, asker, require_role
from dragoman.web.terms import BODY_STALL_S, MOST_BODY_BYTES, Terms

if TYPE_CHECKING:
    from dragoman.store.postgres.accounts import Accounts

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
KEY_COOKIE, FORM_COOKIE, FORM_FIELD = "dragoman_key", "dragoman_form", "form_token"
_SESSION_S = 30 * 86_400  # the longest that a session may be; the server ends it before
_WRITING = frozenset({"POST", "PUT", "PATCH", "DELETE"})


class BodyError(Exception):
    """A body that does not come, or that is too large."""


class Guard:
    """The middleware; ``app`` is everything behind it."""

    def __init__(self, app: ASGIApp, *, terms: Terms, key: str, accounts: "Accounts | None" = None) -> None:
        self.app = app
        self.terms = terms
        self.key = key
        self.accounts = accounts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        scope["form_token"] = request.cookies.get(FORM_COOKIE) or ""
        new = not _is_token(scope["form_token"])
        if new:
            scope["form_token"] = secrets.token_urlsafe(24)
        sending = _dressed(send, cookie=scope["form_token"] if new and not _is_asset(request) else None)
        refusal = self._refused(request)
        if refusal is None and self.accounts is not None and not _is_asset(request):
            refusal = await run_in_threadpool(self._unknown, self.accounts, request)
        if refusal is not None:
            await refusal(scope, receive, sending)
            return
        most = self.terms.upload_bytes if request.url.path == "/import" else MOST_BODY_BYTES
        limited = _Limited(receive, most)
        answer = _Answer(sending, lambda fault: refuse(request, fault)(scope, receive, sending), limited)
        try:
            await self.app(scope, limited, answer)
        except BodyError:
            if not answer.begun:
                await answer.refuse()

    def _refused(self, request: Request) -> Response | None:
        """The answer to somebody who may not ask; ``None``: they may."""
        hosts = Headers(scope=request.scope).getlist("host")
        if len(hosts) != 1 or not self.terms.admits(hosts[0]):
            return refuse(
                request,
                Refusal(
                    "this host is not served here", values=repr(hosts)[:100], remedy="Use the address that was printed"
                ),
                plain=True,
            )
        if request.method in _WRITING and _is_foreign(request):
            return refuse(request, Forbidden("another site sent this", remedy="Send it from a page of this server"))
        if self.terms.token is not None and not request.url.path.startswith(OPEN) and not self._has_key(request):
            if request.method == "GET" and wants_page(request):
                return RedirectResponse("/enter", status_code=303)
            return refuse(request, Unnamed("a token is asked for", remedy="Send Authorization: Bearer TOKEN"))
        length = request.headers.get("content-length", "0")
        most = self.terms.upload_bytes if request.url.path == "/import" else MOST_BODY_BYTES
        if not length.isdecimal() or int(length) > most:
            return refuse(request, _too_large(most))
        return None

    def _unknown(self, accounts: "Accounts", request: Request) -> Response | None:
        """The answer to somebody who is not signed in, or may not do this; ``None``: they may."""
        try:
            request.scope["account"] = account = asker(accounts, request)
            require_role(account, request)
        except Unnamed as refusal:
            if request.method == "GET" and wants_page(request):
                return RedirectResponse("/enter", status_code=303)
            return refuse(request, refusal)
        except DragomanError as refusal:
            return refuse(request, refusal)
        return None

    def _has_key(self, request: Request) -> bool:
        given = request.headers.get("authorization", "").removeprefix("Bearer ").encode()
        token = (self.terms.token or "").encode()
        cookie = request.cookies.get(KEY_COOKIE, "").encode()
        return hmac.compare_digest(given, token) or hmac.compare_digest(cookie, key_of(self.key, token).encode())


def key_of(secret: str, token: bytes) -> str:
    """What the cookie of somebody who has shown the token holds: not the token, and of this process only."""
    return hmac.new(secret.encode(), token, hashlib.sha256).hexdigest()


def wants_page(request: Request) -> bool:
    """Whether the asker is a browser that shows a page."""
    path = request.url.path
    return not path.startswith("/api/") and "text/html" in request.headers.get("accept", "text/html")


async def form_of(
    request: Request, *, most_files: int = 0, most_bytes: int = MOST_BODY_BYTES
) -> "dict[str, list[object]]":
    """The fields of a form that one of our pages sent.

    Raises:
        Forbidden: its token is not the one of the asker's cookie.
        Refusal: it is no form.
    """
    from starlette.exceptions import HTTPException

    try:
        form = await request.form(max_files=most_files, max_fields=50, max_part_size=most_bytes)
    except HTTPException as error:
        raise Refusal("the form cannot be read", values=str(error.detail), remedy="Send it from its page") from error
    given, own = form.get(FORM_FIELD), request.cookies.get(FORM_COOKIE, "")
    if not isinstance(given, str) or not _is_token(own) or not hmac.compare_digest(given.encode(), own.encode()):
        raise Forbidden("the form is not one of ours, or is too old", remedy="Load its page again and send it anew")
    return {name: list(form.getlist(name)) for name in form}


def _is_token(value: str) -> bool:
    return len(value) == 32 and value.isascii()


def _is_asset(request: Request) -> bool:
    return request.url.path.startswith("/static/")


def _is_foreign(request: Request) -> bool:
    """Whether a browser says that a page of another site sent this.

    A page whose policy is to send no referrer sends the origin "null" with its own forms too; then Sec-Fetch-Site,
    which no page can set, tells.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = request.headers.get("origin")
    return origin is not None and origin.partition("://")[2] != request.headers.get("host")


def _too_large(most: int) -> TooLarge:
    return TooLarge("too much was sent", values=f"more than {most} bytes", remedy="Send less at a time")


class _Limited:
    """Takes a body in, up to its size, as long as it comes; ``fault`` is what was wrong with it."""

    def __init__(self, receive: Receive, most: int) -> None:
        self.receive = receive
        self.most = most
        self.taken = 0
        self.whole = False
        self.fault: Refusal | None = None

    async def __call__(self) -> Message:
        if self.whole:
            return await self.receive()
        try:
            message = await asyncio.wait_for(self.receive(), BODY_STALL_S)
        except TimeoutError as error:
            values = f"{BODY_STALL_S:g} s without a byte"
            self.fault = Refusal("the rest never came", values=values, remedy="Send it again")
            raise BodyError from error
        self.whole = message["type"] != "http.request" or not message.get("more_body", False)
        self.taken += len(message.get("body", b""))
        if self.taken > self.most:
            self.fault = _too_large(self.most)
            raise BodyError
        return message


class _Answer:
    """Sends an answer; where the body was at fault, what the app made of that gives way to our own words."""

    def __init__(self, send: Send, refuse: Callable[[Refusal], Awaitable[None]], limited: _Limited) -> None:
        self.send = send
        self.words = refuse
        self.limited = limited
        self.begun = False
        self.refused = False

    async def __call__(self, message: Message) -> None:
        if self.refused:
            return
        if not self.begun and self.limited.fault is not None:
            await self.refuse()
            return
        self.begun = True
        await self.send(message)

    async def refuse(self) -> None:
        """Say what was wrong with the body."""
        self.begun = self.refused = True
        await self.words(self.limited.fault or Refusal("the body cannot be read", remedy="Send it again"))


def _dressed(send: Send, *, cookie: str | None) -> Send:
    """Sends with our headers, and the cookie of forms where it is new."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            if "cache-control" not in headers:
                headers["cache-control"] = "no-store"
            if cookie is not None:
                headers.append("set-cookie", _cookie(FORM_COOKIE, cookie))
        await send(message)

    return sending


def _cookie(name: str, value: str) -> str:
    return f"{name}={value}; Path=/; HttpOnly; SameSite=Strict"


def session_cookie(request: Request, secret: str) -> str:
    """The header that keeps somebody signed in; an empty secret signs them out."""
    kept = f"; Max-Age={_SESSION_S}" if secret else "; Max-Age=0"
    return _cookie(SESSION_COOKIE, secret) + kept + ("; Secure" if request.url.scheme == "https" else "")


def key_cookie(value: str) -> str:
    """The header that keeps the key of somebody who has shown the token."""
    return _cookie(KEY_COOKIE, value)
