"""Web addresses, taken apart once: what is checked is what is asked, and no second parser can read it otherwise."""

import re
from typing import Literal
from urllib.parse import quote, urljoin, urlsplit

from dragoman.errors import RefusedInput
from dragoman.records import Record
from dragoman.sources.fetching.address import host_of_url

MAX_URL_CHARACTERS = 4_000
PORTS = {"http": 80, "https": 443}
_WEB = re.compile(r"https?://", re.IGNORECASE)
_USER = re.compile(r"(?<=://)[^/?#]{0,4000}@")
_PORT = re.compile(r":[0-9]*$")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f\\]")
KEPT = "%/:?#[]@!$&'()*+,;=~-._"  # what RFC 3986 lets stand; other characters are written as percent signs


class Target(Record, frozen=True, kw_only=True):
    """A page that may be asked for."""

    scheme: Literal["http", "https"]
    host: str  # a name in ASCII, or an address in its usual form
    port: int
    path: str  # with the query, in ASCII

    @property
    def origin(self) -> str:
        """Scheme, host and port: what a robots.txt speaks for."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == PORTS[self.scheme] else f":{self.port}")

    @property
    def url(self) -> str:
        """The whole, without a fragment."""
        return self.origin + self.path


def is_page(name: str) -> bool:
    """Whether a name of an input is a page on the web."""
    return _WEB.match(name) is not None


def without_user(url: str) -> str:
    """An address as it may be written down: without a name and password."""
    return _USER.sub("...@", url)


def parse_target(url: str, *, any_port: bool = False) -> Target:
    """A web address taken apart.

    Args:
        url: the address.
        any_port: whether ports other than 80 and 443 may be asked, for tests on this machine.

    Raises:
        RefusedInput: it is no address of a page, carries a name or password, or asks for another port.
    """
    text = url.strip(" ")
    if len(text) > MAX_URL_CHARACTERS:
        raise _refused("an address is too long", f"{len(text)} characters", "Shorten it")
    if _CONTROLS.search(text):
        raise _refused("an address with control characters", repr(text), "Write it without them")
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise _refused(
            "not a web address", f"{without_user(text)}: {error}", "Write it as https://example.org/page"
        ) from error
    scheme = parts.scheme.lower()
    if scheme not in PORTS:
        raise _refused("not a web address", without_user(text), "Pages are read from http:// and https://")
    if "@" in parts.netloc:
        host = parts.netloc.rpartition("@")[2]
        raise _refused("an address with a user's name", host, "Leave out what stands before @")
    host = host_of_url(_PORT.sub("", parts.netloc))
    port = PORTS[scheme] if port is None else port
    if port not in PORTS.values() and not any_port:
        raise _refused("a port that is not the web's", f"{port} of {host}", "Pages are read from ports 80 and 443")
    path = quote(parts.path or "/", safe=KEPT) + (f"?{quote(parts.query, safe=KEPT)}" if parts.query else "")
    return Target(scheme="https" if scheme == "https" else "http", host=host, port=port, path=path)


def follow(target: Target, location: str, *, any_port: bool = False) -> Target:
    """Where a redirect leads.

    Raises:
        RefusedInput: as ``parse_target``, or from an encrypted page to one that is not.
    """
    try:
        whole = urljoin(target.url, location.strip(" "))
    except ValueError as error:
        raise _refused("not a web address", without_user(location), "It is where a page leads to") from error
    found = parse_target(whole, any_port=any_port)
    if target.scheme == "https" and found.scheme == "http":
        raise _refused(
            "a redirect that gives up encryption", f"{target.url} to {found.url}", "Read the latter by itself"
        )
    return found


def _refused(what: str, values: str, remedy: str) -> RefusedInput:
    return RefusedInput(what, values=values, remedy=remedy)
