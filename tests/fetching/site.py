"""Servers on this machine that behave as tests want, and fetchers whose clock is wound by hand."""

import socketserver
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler

from dragoman.config import FetchSettings, Limits
from dragoman.sources.fetching.address import Resolver
from dragoman.sources.fetching.fetch import Clock, Fetcher
from dragoman.store.fetches import StoredVisits
from dragoman.store.open import Store

Behaviour = Callable[[BaseHTTPRequestHandler], None]
Route = Behaviour | bytes | tuple[int, dict[str, str], bytes]
FAST = FetchSettings(host_delay_s=2.0, read_timeout_s=1.0, answer_timeout_s=2.0, allow_loopback=True)
NAMES = ("news.example", "other.example", "third.example")


class Site:
    """A server with a page a path; what was asked for is kept with when and how."""

    def __init__(self, routes: dict[str, Route]) -> None:
        self.routes = routes
        self.asked: list[tuple[str, float]] = []
        self.headers: list[dict[str, str]] = []
        self.port = 0
        self.scheme = "http"

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"{self.scheme}://{host}:{self.port}{path}"

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]

    def pages(self) -> list[str]:
        return [path for path in self.paths if path != "/robots.txt"]


def page(body: str | bytes, status: int = 200, **headers: str) -> Route:
    content = body.encode() if isinstance(body, str) else body
    return status, {name.replace("_", "-"): value for name, value in headers.items()}, content


def redirect(to: str, status: int = 302) -> Route:
    return status, {"Location": to}, b""


def _answer(site: Site, handler: BaseHTTPRequestHandler) -> None:
    site.asked.append((handler.path, time.time()))
    site.headers.append({name.lower(): value for name, value in handler.headers.items()})
    route = site.routes.get(handler.path, (404, {}, b"nothing here"))
    if callable(route):
        route(handler)
        return
    status, headers, body = (200, {"Content-Type": "text/html"}, route) if isinstance(route, bytes) else route
    handler.send_response(status)
    for name, value in {"Content-Length": str(len(body)), **headers}.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)


@contextmanager
def serving(routes: dict[str, Route], *, tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    site = Site(routes)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 10

        def do_GET(self) -> None:
            self.close_connection = True
            with suppress(OSError):  # whoever asked has gone
                _answer(site, self)

        def log_message(self, *arguments: object) -> None:
            pass

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        allow_reuse_address = True

        def get_request(self) -> tuple:
            connection, address = super().get_request()
            connection.settimeout(10)
            return (tls.wrap_socket(connection, server_side=True) if tls else connection), address

        def handle_error(self, *arguments: object) -> None:
            pass

    with Server(("127.0.0.1", 0), Handler) as server:
        site.port = server.server_address[1]
        site.scheme = "https" if tls else "http"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
            thread.join(5)


class HandClock:
    """Time that passes only where somebody waits."""

    def __init__(self, now: float = 1_700_000_000.0) -> None:
        self.time = now
        self.waits: list[float] = []

    def now(self) -> float:
        return self.time

    def wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.time += seconds

    @property
    def clock(self) -> Clock:
        return Clock(now=self.now, wait=self.wait)


def here(host: str, port: int) -> list[str]:
    """A name server that knows every name, all at this machine."""
    return ["127.0.0.1"]


def fetcher(
    store: Store, *, settings: FetchSettings = FAST, limits: Limits | None = None, time: HandClock | None = None,
    resolve: Resolver = here, tls: ssl.SSLContext | None = None,
) -> Fetcher:  # fmt: skip
    clock = (time or HandClock()).clock
    visits = StoredVisits(store)
    return Fetcher(settings, limits or Limits(), visits=visits, clock=clock, resolve=resolve, tls=tls)
