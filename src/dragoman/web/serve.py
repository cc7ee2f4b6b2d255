"""Serving the app with uvicorn. What is logged holds no words of articles, no address and no token."""

import contextlib
import socket
import sys

from dragoman.errors import UsageError
from dragoman.web.app import create_app
from dragoman.web.terms import Terms

_MOST_AT_ONCE = 200  # connections; beyond it 503, which is better than answers that never come


def serve(terms: Terms) -> None:
    """Serve until Ctrl-C.

    Raises:
        UsageError: the terms are refused, the port is taken, or there is no record.
    """
    import uvicorn

    app = create_app(terms)
    with contextlib.closing(_listening(terms)) as listener:
        port = listener.getsockname()[1]
        host = f"[{terms.host}]" if ":" in terms.host else terms.host
        print(f"{terms.record} at http://{host}:{port}/ (Ctrl-C ends it)", file=sys.stderr, flush=True)
        config = uvicorn.Config(
            app, log_level="warning", access_log=False, server_header=False, limit_concurrency=_MOST_AT_ONCE,
            timeout_graceful_shutdown=3,
        )  # fmt: skip
        uvicorn.Server(config).run(sockets=[listener])


def _listening(terms: Terms) -> socket.socket:
    family = socket.AF_INET6 if ":" in terms.host else socket.AF_INET
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((terms.host, terms.port))
        listener.listen()  # before the address is told: who asks while the app starts waits, and is not turned away
    except (OSError, OverflowError) as error:
        listener.close()
        raise UsageError(
            "the address cannot be served", values=f"{terms.host}:{terms.port}: {error}",
            remedy="Give another --port; 0 takes a free one",
        ) from error  # fmt: skip
    return listener
