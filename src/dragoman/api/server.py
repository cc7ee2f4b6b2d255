"""Asking a server that has a record: one request, its errors as ours, and answers that are kept while they hold."""

import http.client
import json
from collections import OrderedDict
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

from dragoman.api.calls import Call
from dragoman.errors import DragomanError, EditConflict, RecordError, UnknownName, UsageError, error_named

TIMEOUT_S = 120.0  # for the first byte of an answer: a count over a large record takes a minute
KEPT = 64  # answers kept with their ETags; a page of an analyst's notebook asks for fewer
MOST_KEPT_BYTES = 1_000_000  # of one answer that is kept
_PART = 65536  # bytes of a stream read at a time


class Kept(NamedTuple):
    """An answer that holds as long as its server says so."""

    tag: str
    content: bytes


class Server:
    """A server by its address, with the token that it asks for."""

    def __init__(self, address: str, token: str | None) -> None:
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise UsageError("this is no address of a server", values=repr(address), remedy="Give http://HOST:PORT")
        self.address = address.rstrip("/")
        self._secure, self._host, self._port = parts.scheme == "https", parts.hostname, parts.port
        self._stem = parts.path.rstrip("/")
        self._token = token
        self._kept: OrderedDict[str, Kept] = OrderedDict()

    def ask(self, path: str) -> bytes:
        """The answer to a question; one that was had before is not sent again while it holds.

        Raises:
            DragomanError: what the server refuses, as it says; RecordError where it cannot be reached.
        """
        kept = self._kept.get(path)
        headers = {"if-none-match": kept.tag} if kept else {}
        response, connection = self._send("GET", path, headers)
        content = self._content(response, connection)
        if response.status == 304 and kept:
            self._kept.move_to_end(path)
            return kept.content
        _raise_for(response.status, content)
        self._keep(path, response.headers.get("etag"), content)
        return content

    def _keep(self, path: str, tag: str | None, content: bytes) -> None:
        self._kept.pop(path, None)
        if tag and len(content) <= MOST_KEPT_BYTES:
            self._kept[path] = Kept(tag, content)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)

    def stream(self, path: str) -> Iterator[bytes]:
        """The lines of an answer as they come; what is refused is told now and not with the first line.

        Raises:
            DragomanError: as ``ask``.
        """
        response, connection = self._send("GET", path, {})
        if response.status != 200:
            _raise_for(response.status, self._content(response, connection))
        return self._lines(response, connection)

    def _lines(self, response: http.client.HTTPResponse, connection: http.client.HTTPConnection) -> Iterator[bytes]:
        try:
            yield from _lines_of(response)
        except (OSError, http.client.HTTPException) as error:
            raise self._broken(error) from error
        finally:
            connection.close()

    def tell(self, path: str, fields: dict[str, Any]) -> Any:
        """Send something to be written, and what the server made of it.

        Raises:
            DragomanError: as ``ask``; EditConflict where somebody came first.
        """
        body = json.dumps(fields).encode()
        response, connection = self._send("POST", path, {"content-type": "application/json"}, body)
        content = self._content(response, connection, remedy="Look whether it was written, then try again")
        _raise_for(response.status, content)
        try:
            return json.loads(content)
        except ValueError as error:
            raise _stranger(response.status) from error

    def _content(
        self, response: http.client.HTTPResponse, connection: http.client.HTTPConnection, *, remedy: str = "Ask again"
    ) -> bytes:
        """The whole of an answer; its connection ends."""
        try:
            return response.read()
        except (OSError, http.client.HTTPException) as error:
            raise self._broken(error, remedy) from error
        finally:
            connection.close()

    def _send(
        self, method: str, path: str, headers: dict[str, str], body: bytes | None = None
    ) -> tuple[http.client.HTTPResponse, http.client.HTTPConnection]:
        kind = http.client.HTTPSConnection if self._secure else http.client.HTTPConnection
        connection = kind(self._host, self._port, timeout=TIMEOUT_S)
        everything = {"accept": "application/json", **headers}
        if self._token:
            everything["authorization"] = f"Bearer {self._token}"
        try:
            connection.request(method, self._stem + path, body=body, headers=everything)
            return connection.getresponse(), connection
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            remedy = "Start it with `dragoman serve RECORD`, or give the address that was printed"
            raise RecordError(
                "the server cannot be reached", values=f"{self.address}: {error}", remedy=remedy
            ) from error

    def _broken(self, error: Exception, remedy: str = "Ask again") -> RecordError:
        return RecordError("the answer broke off", values=f"{self.address}: {error}", remedy=remedy)


def _lines_of(response: http.client.HTTPResponse) -> Iterator[bytes]:
    """The lines of an answer; iterating over it, an answer in chunks that breaks off would end like a whole one."""
    pending = b""
    while part := response.read1(_PART):
        *lines, pending = (pending + part).split(b"\n")
        yield from lines
    if pending:
        yield pending


def _stranger(status: int) -> RecordError:
    return RecordError(
        "the server did not answer as ours does",
        values=f"status {status}",
        remedy="Look whether the address is one of `dragoman serve`",
    )


def _raise_for(status: int, content: bytes) -> None:
    """Raise what a server refused, as the error that it was there."""
    if status < 400:
        return
    try:
        told = json.loads(content)["error"]
        what, values, remedy = (str(told[name]) for name in ("what", "values", "remedy"))
    except (ValueError, KeyError, TypeError):
        raise _stranger(status) from None
    if status == 409 and "theirs" in told:
        versions = {name: told.get(name) for name in ("mine", "theirs", "revision")}
        raise EditConflict(what, values=values, remedy=remedy, **versions)
    by_status: type[DragomanError] = UnknownName if status == 404 else UsageError if status < 500 else RecordError
    kind = error_named(str(told.get("kind", ""))) or by_status
    raise kind(what, values=values, remedy=remedy)


def question(call: Call, arguments: bytes) -> str:
    """The address of a call."""
    return f"/api/v1/library/{call}?asked={quote(arguments)}"
