"""Connections to checked addresses only, on httpcore2, which lets the socket layer be given from outside.

httpcore2 hands over the host's name and does TLS by itself with that name; here the name becomes an address that was
checked, in the same step in which it is connected to. Every wait on the socket is cut to what is left of the time for
the whole answer, so that one that drips a byte at a time ends too.
"""

import ssl
import time
from collections.abc import Iterable
from typing import Any

import httpcore2

from dragoman.errors import RefusedInput
from dragoman.sources.fetching.address import Address, Resolver, addresses_of, system_resolver
from dragoman.sources.fetching.target import PORTS


class Deadline:
    """The moment by which an answer must be whole."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self, timeout: float | None) -> float:
        """Seconds that a step may take.

        Raises:
            httpcore2.ReadTimeout: none are left.
        """
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore2.ReadTimeout("the whole answer took too long")
        return left if timeout is None else min(left, timeout)


class GuardedBackend(httpcore2.NetworkBackend):
    """Connects to public addresses, within a time."""

    def __init__(self, deadline: Deadline, *, loopback: bool = False, resolve: Resolver = system_resolver) -> None:
        self._deadline = deadline
        self._loopback = loopback
        self._resolve = resolve

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:  # fmt: skip
        """Connect to the first address of a host that answers.

        Raises:
            RefusedInput: one of its addresses is not public, or the port is not the web's.
            UnreachableInput: it has none.
            httpcore2.ConnectError, httpcore2.ConnectTimeout: none answers.
        """
        left = self._deadline.left(timeout)
        found = addresses_of(host, port, resolve=self._resolve, timeout_s=left, loopback=self._loopback)
        if port not in PORTS.values() and not all(address.is_loopback for address in found):
            raise RefusedInput("a port that is not the web's", values=f"{port} of {host}", remedy="Use 80 or 443")
        error: Exception | None = None
        for address in found:
            try:
                stream = connect(address, port, timeout=self._deadline.left(timeout))
                return _TimedStream(stream, self._deadline)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as failed:
                error = error or failed
        raise error or httpcore2.ConnectError(f"{host} has no address")

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore2.NetworkStream:
        """Refuse.

        Raises:
            RefusedInput: always.
        """
        raise RefusedInput("a socket of this machine", values=path, remedy="Give a web address")


def connect(address: Address, port: int, *, timeout: float) -> httpcore2.NetworkStream:
    """Connect to an address; the one place in the package where a connection to the web is opened."""
    return httpcore2.SyncBackend().connect_tcp(str(address), port, timeout=timeout)


def verifying_context() -> ssl.SSLContext:
    """TLS that checks certificate and name against what the system trusts, or ``SSL_CERT_FILE``."""
    return httpcore2.default_ssl_context()


class _TimedStream(httpcore2.NetworkStream):
    """A connection that ends at the deadline."""

    def __init__(self, stream: httpcore2.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, timeout=self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, timeout=self._deadline.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        left = self._deadline.left(timeout)
        secured = self._stream.start_tls(ssl_context, server_hostname=server_hostname, timeout=left)
        return _TimedStream(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
