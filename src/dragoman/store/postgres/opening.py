"""Opening a record on a server."""

from contextlib import closing
from typing import Any, Literal

from dragoman.errors import InstallationError, RecordNotWritable, UsageError
from dragoman.store.postgres.address import Address
from dragoman.store.schema import latest_version, require_known

CONNECT_TIMEOUT_S = 10


def connect(address: Address, *, mode: Literal["read", "write"], lock_timeout_s: float) -> Any:
    """A connection to a record; ``write`` makes it where there is none.

    Raises:
        InstallationError: what speaks to a server is not installed.
        UsageError: there is no record.
        RecordNotWritable: the server cannot be reached, or refuses.
        NewerSchema, DamagedRecord: as their names say.
    """
    raw = connected(address)
    from dragoman.store.postgres.connection import Connection, adapted
    from dragoman.store.postgres.schema import migrate, version_of

    try:
        raw.execute("SET search_path TO dragoman, pg_catalog, public")
        raw.execute("SELECT set_config('lock_timeout', %s, false)", (str(int(lock_timeout_s * 1000)),))
        version = version_of(raw)
        require_known(version, str(address))
        if mode == "write" or 0 < version < latest_version():
            migrate(raw, str(address))
        elif version == 0:
            raise UsageError(
                "there is no record", values=str(address),
                remedy=f"Make one with: dragoman read PATH... --record {address}",
            )  # fmt: skip
        adapted(raw)
    except BaseException:
        raw.close()
        raise
    return Connection(raw)


def brought_up_to_date(address: Address) -> tuple[int, int]:
    """Bring a record to the schema of this version; its version before and after.

    Raises:
        UsageError: there is no record.
        InstallationError, RecordNotWritable, NewerSchema, DamagedRecord: as ``connect``.
    """
    raw = connected(address)
    from dragoman.store.postgres.schema import version_of

    with closing(raw):
        before = version_of(raw)
    connect(address, mode="read", lock_timeout_s=CONNECT_TIMEOUT_S).close()
    return before, max(before, latest_version())


def connected(address: Address) -> Any:
    """A bare connection.

    Raises:
        InstallationError, RecordNotWritable: as ``connect``.
    """
    try:
        import psycopg
        import sqlglot  # noqa: F401 - told here and not at the first statement
    except ImportError as error:
        raise InstallationError(
            "a record on a server needs more than is installed", values=str(error),
            remedy="Install it with: pip install 'dragoman[postgres]'",
        ) from error  # fmt: skip
    try:
        return psycopg.connect(
            address.url, autocommit=True, connect_timeout=CONNECT_TIMEOUT_S, cursor_factory=psycopg.ClientCursor,
            application_name="dragoman", client_encoding="UTF8",
        )  # fmt: skip
    except psycopg.Error as error:
        raise RecordNotWritable(
            "the server cannot be reached", values=f"{address}: {str(error).strip().splitlines()[-1]}",
            remedy="Check the address, and that this user may connect: psql ADDRESS",
        ) from error  # fmt: skip
