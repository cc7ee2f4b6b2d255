"""Serving: when the address is told, somebody is there to be asked."""

import socket
from pathlib import Path

import pytest

from dragoman.errors import UsageError
from dragoman.web.serve import _listening
from dragoman.web.terms import Terms


def test_who_asks_while_the_app_starts_is_not_turned_away(tmp_path: Path) -> None:
    with _listening(Terms(record=tmp_path / "h.db", port=0)) as listener:
        socket.create_connection(listener.getsockname(), timeout=5).close()


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    with _listening(Terms(record=tmp_path / "h.db", port=0)) as listener:
        port = listener.getsockname()[1]
        with pytest.raises(UsageError, match="cannot be served"):
            _listening(Terms(record=tmp_path / "h.db", port=port))
