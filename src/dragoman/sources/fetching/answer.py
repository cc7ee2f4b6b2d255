"""One request and its answer, under limits of bytes and time. Redirects are told, not followed."""

import ssl
from collections.abc import Iterator, Mapping
from email.message import Message
from email.utils import parsedate_to_datetime

import httpcore2

from dragoman import __version__
from dragoman.config import FetchSettings, Limits
from dragoman.errors import RefusedInput, UnreachableInput, UnreadableInput
from dragoman.records import Record
from dragoman.sources.compression import Compression, inflate_whole
from dragoman.sources.fetching.address import Resolver
from dragoman.sources.fetching.connection import Deadline, GuardedBackend
from dragoman.sources.fetching.target import Target

_ENCODINGS: dict[str, Compression] = {"gzip": "gzip", "x-gzip": "gzip", "zstd": "zstd"}
_ACCEPT = "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, */*;q=0.5"
TROUBLES = (httpcore2.TimeoutException, httpcore2.NetworkError, httpcore2.ProtocolError, OSError)
GIVEN = (200, 203)  # the answers that bring a page


class Answer(Record, frozen=True, kw_only=True):
    """What a server sent."""

    status: int
    headers: dict[str, str]  # names in lower case; of a name that comes twice the first counts
    received_bytes: int = 0
    body: bytes = b""  # inflated; empty where the status is none of ``GIVEN``

    @property
    def charset(self) -> str | None:
        """The encoding that the server declares."""
        declared = Message()
        declared["content-type"] = self.headers.get("content-type", "")
        try:
            return declared.get_content_charset()
        except ValueError:  # a NUL in the name of an extended parameter's encoding (RFC 2231)
            return None


class Line(Record, frozen=True, kw_only=True):
    """What requests are made with."""

    settings: FetchSettings
    limits: Limits
    tls: ssl.SSLContext
    resolve: Resolver


def user_agent(contact: str) -> str:
    """Who asks, and how to reach whoever runs it (RFC 9110, section 10.1.5)."""
    return f"dragoman/{__version__} (reads news into a record{f'; {contact}' if contact else ''})"


def ask(target: Target, *, line: Line, given: Mapping[str, str], most_bytes: int, cut: bool = False) -> Answer:
    """Ask for a page once.

    Args:
        target: the page.
        line: what to ask with.
        given: further headers.
        most_bytes: of the body as it comes.
        cut: whether what is longer is cut, not refused.

    Raises:
        RefusedInput: an address that is not asked, or an answer over a limit.
        UnreachableInput: the host has no address.
        UnreadableInput: the answer is damaged.
        httpcore2.NetworkError, and the others of ``TROUBLES``: there is no answer, or not in time.
    """
    settings = line.settings
    deadline = Deadline(settings.answer_timeout_s)
    backend = GuardedBackend(deadline, loopback=settings.allow_loopback, resolve=line.resolve)
    limits = {"connect": settings.connect_timeout_s, "read": settings.read_timeout_s, "write": settings.read_timeout_s}
    url = httpcore2.URL(scheme=target.scheme, host=target.host, port=target.port, target=target.path)
    headers: dict[bytes | str, bytes | str] = {
        "Host": target.origin.partition("://")[2], "User-Agent": user_agent(settings.contact), "Accept": _ACCEPT,
        "Accept-Encoding": "gzip, zstd", "Connection": "close",
    }  # fmt: skip
    headers.update(given)
    with (
        httpcore2.ConnectionPool(ssl_context=line.tls, network_backend=backend, max_connections=1) as pool,
        pool.stream("GET", url, headers=headers, extensions={"timeout": limits}) as response,
    ):
        return _read(response, line.limits, most_bytes=most_bytes, cut=cut)


def _read(response: httpcore2.Response, limits: Limits, *, most_bytes: int, cut: bool) -> Answer:
    headers: dict[str, str] = {}
    for name, value in response.headers:
        headers.setdefault(name.decode("latin-1").lower(), value.decode("latin-1").strip())
    if response.status not in GIVEN:
        return Answer(status=response.status, headers=headers)
    counted = _Counted(response.iter_stream(), most_bytes, cut)
    body = b"".join(_inflated(counted, headers.get("content-encoding", ""), limits, cut=cut))
    return Answer(status=response.status, headers=headers, received_bytes=counted.bytes, body=body)


class _Counted:
    """Chunks with their number of bytes, up to a limit."""

    def __init__(self, chunks: Iterator[bytes], most_bytes: int, cut: bool) -> None:
        self._chunks = chunks
        self._most_bytes = most_bytes
        self._cut = cut
        self.bytes = 0

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._chunks:
            room = self._most_bytes - self.bytes
            self.bytes += len(chunk)
            if len(chunk) <= room:
                yield chunk
            elif self._cut:
                yield chunk[:room]
                return
            else:
                raise RefusedInput(
                    "a page is too large", values=f"more than {self._most_bytes} bytes", remedy="Raise max_page_bytes"
                )


def _inflated(chunks: _Counted, encoding: str, limits: Limits, *, cut: bool) -> Iterator[bytes]:
    name = encoding.lower()
    if name in ("", "identity"):
        yield from chunks
        return
    if name not in _ENCODINGS:
        raise UnreadableInput("an unknown compression", values=repr(encoding), remedy="gzip and zstd are read")
    total = 0
    try:
        for piece in inflate_whole(chunks, _ENCODINGS[name], max_ratio=limits.max_inflation_ratio):
            total += len(piece)
            if total > limits.max_inflated_bytes:
                most = f"more than {limits.max_inflated_bytes} bytes inflated"
                raise RefusedInput("a page is too large", values=most, remedy="Raise max_inflated_bytes")
            yield piece
    except UnreadableInput:
        if not cut:  # what was cut ends in the middle; the part before was given
            raise


def retry_after_s(answer: Answer, now: float) -> float | None:
    """The seconds that a server asks to be left alone (RFC 9110, section 10.2.3); ``None``: it does not say."""
    given = answer.headers.get("retry-after", "")
    if given.isascii() and given.isdigit():
        return float(given[:12])
    try:
        return max(0.0, parsedate_to_datetime(given).timestamp() - now)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def unreachable(target: Target, error: Exception) -> UnreachableInput:
    """One of ``TROUBLES`` as an error of ours."""
    chain = [error, error.__cause__, error.__context__]
    wrong = next((found for found in chain if isinstance(found, ssl.SSLCertVerificationError)), None)
    if wrong is not None:
        return UnreachableInput(
            "a site's certificate cannot be trusted",
            values=f"{target.host}: {wrong.verify_message}",
            remedy="Nothing is read from it; save the page yourself if you know why",
        )
    told = str(error) or type(error).__name__
    return UnreachableInput("a page cannot be had", values=f"{target.url}: {told}", remedy="Try again later")
