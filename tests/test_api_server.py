"""Asking a server: whatever breaks off or is no answer of ours is told in three parts, and connections end."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from dragoman.api.server import Server
from dragoman.errors import RecordError

CUT = b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{}"
REFUSED_AND_CUT = b"HTTP/1.1 400 Bad\r\ncontent-length: 100\r\n\r\n{}"
CHUNKS_CUT = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{}\n{}\r\nzz"
NO_JSON = b"HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\n<p>\n"


@contextmanager
def answering(answer: bytes) -> Iterator[Server]:
    """A server that gives one answer and ends the connection."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def answered() -> None:
            connection, _ = listening.accept()
            with connection:
                connection.recv(65536)
                connection.sendall(answer)

        thread = threading.Thread(target=answered)
        thread.start()
        yield Server(f"http://127.0.0.1:{listening.getsockname()[1]}", None)
        thread.join()


@pytest.mark.parametrize(
    ("answer", "ask", "what", "remedy"),
    [
        (CUT, lambda server: server.ask("/"), "broke off", "Ask again"),
        (CUT, lambda server: server.tell("/", {}), "broke off", "Look whether it was written, then try again"),
        (REFUSED_AND_CUT, lambda server: server.tell("/", {}), "broke off", "Look whether it was written"),
        (REFUSED_AND_CUT, lambda server: server.stream("/"), "broke off", "Ask again"),
        (CHUNKS_CUT, lambda server: list(server.stream("/")), "broke off", "Ask again"),
        (NO_JSON, lambda server: server.tell("/", {}), "did not answer as ours does", "dragoman serve"),
    ],
)
def test_what_breaks_off_is_told(answer, ask, what, remedy):
    with answering(answer) as server, pytest.raises(RecordError, match=what) as caught:
        ask(server)
    assert caught.value.values
    assert remedy in caught.value.remedy
