"""Accounts of a record on a server: who may read, decide, import; passwords by argon2id, sessions, tokens for programs.

A password is never kept, logged or told; of a session or a token the database has the SHA-256 alone, so that who reads
a backup cannot act as anybody.
"""

import hashlib
import secrets
import threading
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, get_args

from dragoman.errors import InstallationError, RecordNotWritable, UnknownName, UsageError
from dragoman.records import Record
from dragoman.store.postgres.address import Address
from dragoman.store.postgres.opening import connect, connected

if TYPE_CHECKING:
    from argon2 import PasswordHasher

Role = Literal["reader", "reviewer", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)  # each may do what those before may

LEAST_PASSWORD = 12  # characters: NIST SP 800-63B asks for 8 at least, 15 where nothing else is asked
MOST_PASSWORD = 1024  # beyond it hashing is work that anybody could ask for
LONGEST_NAME = 100
IDLE = timedelta(hours=12)  # a working day: who comes back the next morning signs in again
LONGEST = timedelta(days=30)  # however often it is used
_NOTED = timedelta(minutes=1)  # how exactly it is kept when a session was used last
_LOCK_TIMEOUT_S = 30.0


class Account(Record, frozen=True, kw_only=True):
    """Somebody who may use the record."""

    name: str
    role: Role
    made_at: datetime

    def may(self, role: Role) -> bool:
        """Whether this account may do what a role may."""
        return ROLES.index(self.role) >= ROLES.index(role)


class Accounts:
    """The accounts of a record. Threads share it."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self._lock = threading.Lock()
        self._raw: Any = None
        connect(address, mode="read", lock_timeout_s=_LOCK_TIMEOUT_S).close()  # with the schema of this version

    def close(self) -> None:
        """End the connection."""
        with self._lock:
            if self._raw is not None:
                self._raw.close()

    def every(self) -> list[Account]:
        """All accounts by name."""
        return [_account(row) for row in self._rows("SELECT name, role, made_at FROM accounts ORDER BY name")]

    def add(self, name: str, role: Role, password: str, *, at: datetime) -> Account:
        """Make an account.

        Raises:
            UsageError: the name or the password cannot be used, or somebody has the name.
        """
        kept = account_name(name)
        sql = """INSERT INTO accounts VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING RETURNING name, role, made_at"""
        rows = self._rows(sql, (kept, _role(role), hashed(password), at))
        if not rows:
            raise UsageError("somebody has this name already", values=repr(kept), remedy="Choose another name")
        return _account(rows[0])

    def set_role(self, name: str, role: Role) -> None:
        """Let somebody do more or less; holds from the next request on.

        Raises:
            UnknownName: there is no such account.
            UsageError: it is the last admin.
        """
        self._keep_an_admin(name, unless=_role(role) == "admin")
        self._one("UPDATE accounts SET role = %s WHERE name = %s RETURNING name", (role, name), name)

    def set_password(self, name: str, password: str) -> None:
        """Give somebody another password, and end their sessions and tokens.

        Raises:
            UnknownName: there is no such account.
            UsageError: the password cannot be used.
        """
        self._one("UPDATE accounts SET password = %s WHERE name = %s RETURNING name", (hashed(password), name), name)
        for table in ("sessions", "api_tokens"):
            self._rows(f"DELETE FROM {table} WHERE account = %s RETURNING key", (name,))

    def remove(self, name: str) -> None:
        """Remove an account with its sessions and tokens; what it decided stays under its name.

        Raises:
            UnknownName: there is no such account.
            UsageError: it is the last admin.
        """
        self._keep_an_admin(name)
        self._one("DELETE FROM accounts WHERE name = %s RETURNING name", (name,), name)

    def verified(self, name: str, password: str) -> Account | None:
        """The account of this name and password; None: not both are right, and it takes as long to say so."""
        from argon2.exceptions import InvalidHashError, VerificationError

        sql = "SELECT name, role, made_at, password FROM accounts WHERE casefold(name) = casefold(%s)"
        rows = self._rows(sql, (name.replace("\0", ""),))
        known = rows[0][3] if rows else _nobodys()
        try:
            hasher().verify(known, password[: MOST_PASSWORD + 1])
        except (VerificationError, InvalidHashError):
            return None
        if not rows:
            return None
        if hasher().check_needs_rehash(known):
            sql = "UPDATE accounts SET password = %s WHERE name = %s RETURNING name"
            self._rows(sql, (hasher().hash(password), rows[0][0]))
        return _account(rows[0])

    def begin_session(self, account: Account, *, at: datetime) -> str:
        """Sign somebody in; the secret that their browser keeps. Sessions that are over are cleared away."""
        secret = secrets.token_urlsafe(32)
        self._rows(
            "DELETE FROM sessions WHERE used_at <= %s OR begun_at <= %s RETURNING key", (at - IDLE, at - LONGEST)
        )
        sql = "INSERT INTO sessions VALUES (%s, %s, %s, %s) RETURNING key"
        self._rows(sql, (_key(secret), account.name, at, at))
        return secret

    def of_session(self, secret: str, *, at: datetime) -> Account | None:
        """Who is signed in with this secret; None: nobody."""
        sql = """SELECT a.name, a.role, a.made_at, s.used_at FROM sessions s JOIN accounts a ON a.name = s.account
                 WHERE s.key = %s AND s.used_at > %s AND s.begun_at > %s"""
        rows = self._rows(sql, (_key(secret), at - IDLE, at - LONGEST))
        if rows and at - rows[0][3] > _NOTED:
            self._rows("UPDATE sessions SET used_at = %s WHERE key = %s RETURNING key", (at, _key(secret)))
        return _account(rows[0]) if rows else None

    def end_session(self, secret: str) -> None:
        """Sign somebody out."""
        self._rows("DELETE FROM sessions WHERE key = %s RETURNING key", (_key(secret),))

    def make_token(self, name: str, *, at: datetime) -> str:
        """A token by which a program acts as this account; it is told once.

        Raises:
            UnknownName: there is no such account.
        """
        self._one("SELECT name FROM accounts WHERE name = %s", (name,), name)
        secret = secrets.token_urlsafe(32)
        self._rows("INSERT INTO api_tokens VALUES (%s, %s, %s) RETURNING key", (_key(secret), name, at))
        return secret

    def of_token(self, secret: str) -> Account | None:
        """Whom a program acts as with this token; None: nobody."""
        sql = """SELECT a.name, a.role, a.made_at FROM api_tokens t JOIN accounts a ON a.name = t.account
                 WHERE t.key = %s"""
        rows = self._rows(sql, (_key(secret),))
        return _account(rows[0]) if rows else None

    def _keep_an_admin(self, name: str, *, unless: bool = False) -> None:
        admins = [account.name for account in self.every() if account.role == "admin"]
        if admins == [name] and not unless:
            raise UsageError("the last admin cannot go", values=repr(name), remedy="Make somebody else an admin before")

    def _one(self, sql: str, values: Sequence[Any], name: str) -> None:
        if not self._rows(sql, values):
            known = ", ".join(account.name for account in self.every())
            raise UnknownName(
                "there is no such account", values=f"{name!r}; there are: {known or 'none'}", remedy="Check the name"
            )

    def _rows(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        import psycopg

        with self._lock:
            held = self._raw
            try:
                try:
                    return self._asked(sql, values)
                except psycopg.OperationalError:
                    # A connection that lay idle may have been cut on the way, which only the next question shows.
                    if held is None or not self._is_lost():
                        raise
                    return self._asked(sql, values)
            except psycopg.Error as error:
                raise RecordNotWritable(
                    "the accounts cannot be read or written",
                    values=f"{self.address}: {type(error).__name__}",  # the message may hold what was given
                    remedy="Check that the server runs, and that its user may write the schema",
                ) from None

    def _asked(self, sql: str, values: Sequence[Any]) -> list[Any]:
        """What a statement gives, on a connection made anew where the server ended it."""
        if self._is_lost():
            self._raw = connected(self.address)
            self._raw.execute("SET search_path TO dragoman, pg_catalog, public")
        found: list[Any] = self._raw.execute(sql, values).fetchall()
        return found

    def _is_lost(self) -> bool:
        return self._raw is None or bool(self._raw.closed or self._raw.broken)


def account_name(given: str) -> str:
    """A name as it is kept: it stands under every decision.

    Raises:
        UsageError: it is no name.
    """
    name = " ".join(given.split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise UsageError("this is no name of an account", values=repr(given[:40]), remedy="Give letters and blanks")
    return name


def hashed(password: str) -> str:
    """What is kept of a password.

    Raises:
        UsageError: it is too short, or too long.
    """
    if not LEAST_PASSWORD <= len(password) <= MOST_PASSWORD:
        raise UsageError(
            "the password cannot be used", values=f"{len(password)} characters",
            remedy=f"Give {LEAST_PASSWORD} to {MOST_PASSWORD}: some words in a row will do",
        )  # fmt: skip
    return hasher().hash(password)


@cache
def hasher() -> "PasswordHasher":
    """argon2id with the parameters that its maintainers keep: RFC 9106's second choice, 64 MiB."""
    try:
        from argon2 import PasswordHasher
    except ImportError as error:
        raise InstallationError(
            "accounts need more than is installed", values=str(error.name), remedy="pip install 'dragoman[postgres]'"
        ) from error
    return PasswordHasher()


@cache
def _nobodys() -> str:
    """What a password is held against where nobody has the name, so that the time tells nothing."""
    return hasher().hash(secrets.token_urlsafe(32))


def _key(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _role(role: str) -> Role:
    if role not in ROLES:
        raise UsageError("there is no such role", values=repr(role), remedy=f"Give one of {', '.join(ROLES)}")
    return role


def _account(row: Any) -> Account:
    return Account(name=row[0], role=row[1], made_at=row[2].astimezone(UTC))
