"""Where a record on PostgreSQL is, as people write it: ``postgresql://user@host/database``."""

from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

SCHEMES = ("postgresql", "postgres")


class Address:
    """The address of a record on a server; as text it has no password."""

    def __init__(self, url: str) -> None:
        self.url = url

    def __str__(self) -> str:
        parts = urlsplit(self.url)
        if parts.password is None:
            return self.url
        user, _, host = parts.netloc.rpartition("@")
        return urlunsplit(parts._replace(netloc=f"{user.partition(':')[0]}@{host}"))

    def __repr__(self) -> str:
        return f"Address({str(self)!r})"

    def __fspath__(self) -> str:
        return str(self)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Address) and other.url == self.url

    def __hash__(self) -> int:
        return hash(self.url)

    @property
    def name(self) -> str:
        """The database's name as a file could have it."""
        return quote(urlsplit(self.url).path.strip("/") or "record", safe="")


Place = Path | Address


def place_of(record: "str | Place") -> Place:
    """Where a record is: a file's path, or an address."""
    if isinstance(record, Address):
        return record
    if isinstance(record, str) and record.startswith(tuple(f"{scheme}://" for scheme in SCHEMES)):
        return Address(record)
    return Path(record)
