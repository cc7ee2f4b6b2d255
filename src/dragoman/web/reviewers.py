"""Who decides: a name given with the decision, kept by the browser so that it need not be typed again."""

from datetime import UTC, datetime
from urllib.parse import quote, unquote, urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dragoman.web.refusals import Refusal

COOKIE = "dragoman_reviewer"
LONGEST_NAME = 100
_KEPT_S = 180 * 86_400


class Form:
    """The fields of a form that one of our pages sent, as text."""

    def __init__(self, fields: dict[str, list[object]]) -> None:
        self._fields = fields

    def __contains__(self, name: str) -> bool:
        return name in self._fields

    def one(self, name: str) -> str:
        """The value of a field, with the line ends of the record; empty: it was left so, or is not there."""
        found = self._fields.get(name, [""])[0]
        return found.replace("\r\n", "\n").strip() if isinstance(found, str) else ""

    def as_given(self, name: str) -> str:
        """The value of a field as it came."""
        found = self._fields.get(name, [""])[0]
        return found if isinstance(found, str) else ""

    def all(self, name: str) -> list[str]:
        """The values of a field that may come more than once."""
        return [value for value in self._fields.get(name, []) if isinstance(value, str) and value]


def reviewer_of(request: Request) -> str:
    """Whoever is signed in, or decided last in this browser; empty: nobody."""
    account = request.scope.get("account")
    if account is not None:
        return str(account.name)
    return unquote(request.cookies.get(COOKIE, ""))[:LONGEST_NAME]


def named(given: str) -> str:
    """The name of a reviewer.

    Raises:
        Refusal: there is none, or it is no name.
    """
    name = " ".join(given.split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise Refusal(
            "what is written needs somebody's name", values=repr(given[:40]), remedy="Fill in who decides or imports"
        )
    return name


def now() -> datetime:
    """When a decision is made."""
    return datetime.now(UTC)


def sent_back(to: str, by: str) -> Response:
    """Lead back to a page of ours, and remember who decided."""
    parts = urlsplit(to)
    ours = to.startswith("/") and not to.startswith(("//", "/\\")) and not parts.netloc and to.isprintable()
    answer = RedirectResponse(to if ours else "/review", status_code=303)
    answer.headers.append(
        "set-cookie", f"{COOKIE}={quote(by, safe='')}; Path=/; Max-Age={_KEPT_S}; HttpOnly; SameSite=Strict"
    )
    return answer
