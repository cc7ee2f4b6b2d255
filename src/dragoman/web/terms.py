"""On what terms the desk is served: where, to whom, and what one request may cost."""

import ipaddress
import socket
from typing import TYPE_CHECKING

from dragoman.errors import UsageError
from dragoman.records import Record
from dragoman.store.postgres.address import Address, Place

if TYPE_CHECKING:
    from dragoman.store.postgres.accounts import Accounts

NOTICE = (
    "This record shows what sources reported, not what is established; "
    "read the quoted passage before relying on a line."
)

MOST_ROWS = 1000  # of one answer; datasette's figure
PAGE_ROWS = 50  # a page that is read and not scrolled through
QUERY_TIMEOUT_S = 1.0  # of one query; datasette's figure
MOST_QUESTIONS = 2  # questions in SQL at a time: each may take a core for a second
MOST_DOWNLOADED = 20_000  # rows of one download: a file a spreadsheet opens; more is what `dragoman export` is for
MOST_PICKED = 200  # lines of one brief: their ids fit an address of 5 KB
MOST_UPLOAD_BYTES = 100_000_000  # of one import, all files together
MOST_UPLOADS = 500  # files of one import
MOST_BODY_BYTES = 1_000_000  # of any other request
BODY_STALL_S = 20.0  # a body that pauses for longer is given up
MOST_CODED_CHARACTERS = 50_000  # of a text sent to be coded: about 5 s on one core

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_ANY = frozenset({"0.0.0.0", "::", ""})
LEAST_TOKEN = 16  # characters: guessing needs longer than anybody has


class Terms(Record, frozen=True, kw_only=True):
    """How a desk is served."""

    record: Place
    host: str = "127.0.0.1"
    port: int = 8000
    token: str | None = None  # None: nobody is asked, which only the own machine allows
    names: tuple[str, ...] = ()  # further names that the machine is reached by
    query_timeout_s: float = QUERY_TIMEOUT_S
    upload_bytes: int = MOST_UPLOAD_BYTES

    def check(self) -> None:
        """Refuse what would open the record to the network without a key.

        Raises:
            UsageError: a host other than this machine without a token, or a token that can be guessed.
        """
        if self.has_accounts and self.token is not None:
            raise UsageError(
                "a record on a server has accounts, and no token for everybody", values=str(self.record),
                remedy="Leave --token out; `dragoman users token` makes one for each program",
            )  # fmt: skip
        if self.host not in _LOOPBACK and self.token is None and not self.has_accounts:
            raise UsageError(
                "the record would be open to everybody who reaches this machine",
                values=f"host {self.host!r} without a token",
                remedy="Give --token, or leave --host out to serve this machine only",
            )
        if self.token is not None and len(self.token) < LEAST_TOKEN:
            raise UsageError(
                "the token can be guessed", values=f"{len(self.token)} characters",
                remedy=f"Give {LEAST_TOKEN} or more: python -c 'import secrets; print(secrets.token_urlsafe())'",
            )  # fmt: skip

    @property
    def has_accounts(self) -> bool:
        """Whether everybody signs in: the record is on a server."""
        return isinstance(self.record, Address)

    def admits(self, host: str | None) -> bool:
        """Whether a request may name this host: only then can no other site's page have been led here.

        A page of another site can make its own name mean this machine (DNS rebinding), but not another's name, and
        not an address.
        """
        name = _name(host)
        if name is None:
            return False
        if name in self._own_names:
            return True
        return self.host in _ANY and (_is_address(name) or name == socket.gethostname().casefold())

    @property
    def _own_names(self) -> frozenset[str]:
        named = {name.casefold() for name in (self.host, *self.names)} - _ANY
        return frozenset(named | (_LOOPBACK if self.host in _LOOPBACK or self.host in _ANY else frozenset()))


def accounts_of(terms: Terms) -> "Accounts | None":
    """The accounts of the record served; ``None``: it is a file, and has none.

    Raises:
        UsageError: nobody could sign in.
        RecordError: the server cannot be used.
    """
    if not isinstance(terms.record, Address):
        return None
    from dragoman.store.postgres.accounts import Accounts

    accounts = Accounts(terms.record)
    if not accounts.every():
        accounts.close()
        raise UsageError(
            "nobody could sign in", values=str(terms.record),
            remedy="Make an account: dragoman users add ADDRESS NAME --role admin",
        )  # fmt: skip
    return accounts


def _name(host: str | None) -> str | None:
    """The name in a Host header, without its port; ``None``: there is none, or it is no name."""
    if not host or len(host) > 255 or any(char in host for char in "@/\\ \t\r\n,"):
        return None
    name, _, port = host.rpartition(":") if host.count(":") == 1 or "]:" in host else (host, "", "")
    if port and not port.isdecimal():
        return None
    return (name or host).strip("[]").casefold()


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
