"""Where a record on PostgreSQL is, as people write it: ``postgresql://user@host/database``."""

import os
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

SCHEMES = ("postgresql", "postgres")
_SECRET = frozenset({"password", "sslpassword"})  # what libpq also takes behind the question mark


class Address:
    """The address of a record on a server; as text it has no password."""

    def __init__(self, url: str) -> None:
        self.url = url

    def __str__(self) -> str:
        parts = urlsplit(self.url)
        user, at, host = parts.netloc.rpartition("@")
        given = parse_qsl(parts.query, keep_blank_values=True)
        told = [(name, value) for name, value in given if name.casefold() not in _SECRET]
        query = parts.query if told == given else urlencode(told, quote_via=quote, safe="/")
        place = f"{parts.scheme}://{user.partition(':')[0]}{at}{host}{parts.path}"  # urlunsplit drops an empty host
        return f"{place}?{query}" if query else place

    def __repr__(self) -> str:
        return f"Address({str(self)!r})"

    def __fspath__(self) -> str:
        """What lies beside a file, as rows of one's own, lies in the working folder under the database's name."""
        return self.name

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Address) and other.url == self.url

    def __hash__(self) -> int:
        return hash(self.url)

    @property
    def name(self) -> str:
        """The database's name as a file could have it."""
        return quote(urlsplit(self.url).path.strip("/") or "record", safe="")


Place = Path | Address
HANDED_OVER = (
    "DRAGOMAN_HANDED_OVER"  # the variable an address goes to a process of ours in: arguments are for all to see
)


def handed_over(place: Place) -> tuple[str, dict[str, str]]:
    """A place as an argument of a process of ours, and what goes into its environment."""
    if isinstance(place, Address):
        return HANDED_OVER, {**os.environ, HANDED_OVER: place.url}
    return str(place), dict(os.environ)


def taken_over(argument: str) -> Place:
    """The place that ``handed_over`` gave."""
    return Address(os.environ[HANDED_OVER]) if argument == HANDED_OVER else Path(argument)


def place_of(record: "str | Place") -> Place:
    """Where a record is: a file's path, or an address."""
    if isinstance(record, Address):
        return record
    if isinstance(record, str) and record.startswith(tuple(f"{scheme}://" for scheme in SCHEMES)):
        return Address(record)
    return Path(record)
