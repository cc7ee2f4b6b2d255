"""Who asks, where a record has accounts: signing in, what each role may do, and how often a password may be tried."""

import threading
import time
from collections import defaultdict, deque
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from starlette.requests import Request

from dragoman.web.refusals import Forbidden, Refusal, Unnamed
from dragoman.web.reviewers import named

if TYPE_CHECKING:
    from dragoman.store.postgres.accounts import Account, Accounts, Role

SESSION_COOKIE = "dragoman_session"
OPEN = ("/enter", "/static/")  # what anybody may see

# How often a password may be wrong in ``WINDOW_S``: for one name from one address, from one address, for one name. The
# last is high, for anybody can lock a name out by it.
MOST_TRIES = (5, 30, 100)
WINDOW_S = 900.0
_AT_ONCE = threading.BoundedSemaphore(2)  # passwords that are hashed: each takes 64 MiB and a core
_MOST_KEPT = 100_000  # keys of tries; beyond it those that are over are cleared away


def hashing() -> AbstractContextManager[object]:
    """While a password is hashed: only a few are at a time."""
    return _AT_ONCE


class TooOften(Refusal):
    """Somebody who has tried too many passwords."""

    status = 429


class Tries:
    """The passwords that were wrong lately. Threads share it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._wrong: defaultdict[tuple[str, ...], deque[float]] = defaultdict(deque)

    def begin(self, name: str, host: str) -> float:
        """Refuse who has been wrong too often, whether or not there is such a name; else take a try as wrong.

        It is counted before the password is looked at, so that of many sent at once no more pass than one by one.

        Returns:
            What ``was_right`` and ``undo`` know the try by.

        Raises:
            TooOften: as it says.
        """
        now = time.monotonic()
        with self._lock:
            self._clear(now)
            for key, most in zip(_keys(name, host), MOST_TRIES, strict=True):
                wrong = self._recent(key, now)
                if len(wrong) >= most:
                    wait = max(1, round((wrong[0] + WINDOW_S - now) / 60))
                    raise TooOften("too many passwords were wrong", remedy=f"Try again in {wait} minutes")

            for key in _keys(name, host):
                self._wrong[key].append(now)
        return now

    def undo(self, name: str, host: str, begun: float) -> None:
        """Forget a try that turned out right, or of which nothing was found out."""
        with self._lock:
            for key in _keys(name, host):
                if begun in self._wrong.get(key, ()):
                    self._wrong[key].remove(begun)

    def was_right(self, name: str, host: str, begun: float) -> None:
        """Forget a try, and what was wrong for its name from its address, once it is right."""
        self.undo(name, host, begun)
        with self._lock:
            self._wrong.pop(_keys(name, host)[0], None)

    def _clear(self, now: float) -> None:
        if len(self._wrong) > _MOST_KEPT:
            for key in list(self._wrong):
                if not self._recent(key, now):
                    del self._wrong[key]

    def _recent(self, key: tuple[str, ...], now: float) -> deque[float]:
        wrong = self._wrong.get(key, deque())
        while wrong and wrong[0] <= now - WINDOW_S:
            wrong.popleft()
        return wrong


def _keys(name: str, host: str) -> tuple[tuple[str, ...], ...]:
    folded = name.casefold()[:100]
    return ("both", folded, host), ("host", host), ("name", folded)


def sign_in(accounts: "Accounts", tries: Tries, request: Request, name: str, password: str) -> str:
    """The secret of a new session.

    Raises:
        TooOften: too many were wrong.
        Forbidden: name and password do not belong together; which of them is wrong is not told.
    """
    host = request.client.host if request.client else ""
    begun = tries.begin(name, host)
    try:
        with hashing():
            account = accounts.verified(name, password)
    except BaseException:
        tries.undo(name, host, begun)
        raise
    if account is None:
        raise Forbidden(
            "name and password do not belong together", remedy="Try again, or ask whoever serves the record"
        )
    tries.was_right(name, host, begun)
    return accounts.begin_session(account, at=datetime.now(UTC))


def asker(accounts: "Accounts", request: Request) -> "Account | None":
    """Who asks: by a program's token, else by the session of a browser; None: nobody."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.casefold() == "bearer" and token:
        return accounts.of_token(token.strip())
    secret = request.cookies.get(SESSION_COOKIE, "")
    return accounts.of_session(secret, at=datetime.now(UTC)) if secret else None


def require_role(account: "Account | None", request: Request) -> None:
    """Refuse what this account may not do.

    Raises:
        Unnamed: nobody is signed in.
        Forbidden: the role is not enough.
    """
    if request.url.path.startswith(OPEN):
        return
    if account is None:
        raise Unnamed("sign in first", remedy="Open /enter, or send Authorization: Bearer TOKEN")
    wanted = _role_for(request)
    if not account.may(wanted):
        values = f"{account.name} is a {account.role}, and this is for a {wanted}"
        raise Forbidden("this account may not do that", values=values, remedy="Ask an admin")


def _role_for(request: Request) -> "Role":
    """What is written needs a reviewer, but for what is one's own or leaves no trace; accounts are for admins."""
    path = request.url.path
    if path in ("/accounts", "/accounts.json"):
        return "admin"
    if request.method in ("GET", "HEAD", "OPTIONS") or path in ("/leave", "/api/v1/code") or path.startswith("/watch"):
        return "reader"
    return "admin" if path == "/import" else "reviewer"


def account_of(request: Request) -> "Account | None":
    """Who is signed in; None: nobody, or the record has no accounts."""
    found: Account | None = request.scope.get("account")
    return found


def decider(request: Request, given: str) -> str:
    """In whose name something is decided: the account's, else the one given.

    Raises:
        Refusal: there is none, or it is no name.
    """
    account = account_of(request)
    return account.name if account else named(given)


def require_own(account: "Account | None", owner: str) -> None:
    """Refuse what is somebody else's; an admin may, and where there are no accounts anybody.

    Raises:
        Forbidden: it is.
    """
    if account is not None and account.name != owner and not account.may("admin"):
        raise Forbidden("this is somebody else's", values=owner, remedy="Ask them, or an admin")
