"""Which hosts may be asked: public ones. Everything else is refused, however it is written.

A page, a feed or a redirect can name any address, also one inside the reader's own network (server-side request
forgery, CWE-918). So every address that a name means is looked at, and the connection goes to an address that was
looked at, not to the name: a second answer of the name server (DNS rebinding) is never asked for.
"""

import ipaddress
import re
import socket
import threading
import unicodedata
from collections.abc import Callable

from dragoman.errors import InstallationError, RefusedInput, UnreachableInput

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Resolver = Callable[[str, int], list[str]]  # the addresses that a name means, as text

MAX_HOST_CHARACTERS = 253  # RFC 1035
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
# A last part like this makes a host an IPv4 address (WHATWG URL Standard, "ends in a number").
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")

# Of IPv6 only global unicast is given out, and these parts of it lead elsewhere or nowhere (IANA special-purpose
# registries). Python's own ``is_global`` follows the registries with a delay of years, so they stand here.
_PUBLIC_V6 = ipaddress.IPv6Network("2000::/3")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052: the IPv4 address is in the last 32 bits
_NOT_PUBLIC: tuple[Network, ...] = (
    ipaddress.IPv4Network("192.0.0.0/24"),  # protocols, and services that some clouds keep there for their machines
    ipaddress.IPv4Network("192.88.99.0/24"),  # 6to4 relays
    ipaddress.IPv4Network("168.63.129.16/32"),  # Azure's service for its machines, at a public address
    ipaddress.IPv6Network("2001::/23"),  # Teredo and other protocols
    ipaddress.IPv6Network("2002::/16"),  # 6to4, which holds an IPv4 address
    ipaddress.IPv6Network("3fff::/20"),  # documentation
)


def host_of_url(text: str) -> str:
    """The host of an address as it is asked for: lower case, in ASCII, without brackets or final dot.

    Raises:
        RefusedInput: it is no host, or an address that is not written in its usual form.
    """
    if text.startswith("[") and text.endswith("]"):
        return str(_literal_v6(text[1:-1]))
    host = _ascii(text).removesuffix(".")
    labels = host.split(".")
    if len(host) > MAX_HOST_CHARACTERS or not all(map(_LABEL.fullmatch, labels)):
        raise _refused("not the name of a host", text, "Write it as example.org")
    if _NUMBER.fullmatch(labels[-1]):
        try:
            return str(ipaddress.IPv4Address(host))
        except ValueError as error:
            raise _refused("an address in an unusual form", text, "Write it as four numbers, or use a name") from error
    return host


def addresses_of(host: str, port: int, *, resolve: Resolver, timeout_s: float, loopback: bool) -> tuple[Address, ...]:
    """Every address that a host means, each one public; what comes of ``host_of_url`` is asked for.

    Args:
        host: a name or an address.
        port: the port that will be asked.
        resolve: the name server.
        timeout_s: how long it may take.
        loopback: whether this machine's own addresses are allowed too, for tests.

    Raises:
        RefusedInput: one of the addresses is not public.
        UnreachableInput: the name means no address, or its server does not answer.
    """
    literal = as_address(host)
    texts = [str(literal)] if literal else _resolved(host, port, resolve, timeout_s)
    found = tuple(dict.fromkeys(address for text in texts if (address := as_address(text))))
    if not found or len(found) < len(set(texts)):
        raise UnreachableInput("a host has no address", values=host, remedy="Check the spelling, or try again later")
    for address in found:
        if not (is_public(address) or (loopback and address.is_loopback)):
            raise _refused(
                "an address that is not public", f"{host} is at {address}", "Save the page and read the file"
            )
    return found


def is_public(address: Address) -> bool:
    """Whether an address is one of the public internet, also looked at through the forms that hold another."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or _embedded(address)
        if inner is not None:
            return is_public(inner)
        if address not in _PUBLIC_V6 or address.scope_id:
            return False
    special = address.is_multicast or address.is_reserved or address.is_private or not address.is_global
    return not special and not any(address.version == net.version and address in net for net in _NOT_PUBLIC)


def as_address(text: str) -> Address | None:
    """The address that a text is in its usual form; ``None``: it is a name."""
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None


def system_resolver(host: str, port: int) -> list[str]:
    """The addresses of a name, as the system finds them.

    Raises:
        OSError: there are none, or no server answers.
    """
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def _resolved(host: str, port: int, resolve: Resolver, timeout_s: float) -> list[str]:
    """Ask in a thread: the system's resolver knows no limit of time."""
    found: list[list[str]] = []
    errors: list[Exception] = []

    def ask() -> None:
        try:
            found.append(resolve(host, port))
        except (OSError, UnicodeError) as error:
            errors.append(error)

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(timeout_s)
    if found:
        return found[0]
    told = str(errors[0]) if errors else f"no answer within {timeout_s:g} s"
    raise UnreachableInput(
        "a host's address cannot be found", values=f"{host}: {told}", remedy="Check the spelling, or try again later"
    )


def _embedded(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF) if address in _NAT64 else None


def _literal_v6(text: str) -> ipaddress.IPv6Address:
    try:
        address = ipaddress.IPv6Address(text)
    except ValueError as error:
        raise _refused("not an address", text, "Write it as [2001:db8::1]") from error
    if address.scope_id:
        raise _refused("an address of one network only", text, "Leave out what stands behind %")
    return address


def _ascii(host: str) -> str:
    """A name in other letters as name servers know it (IDNA 2008 with UTS 46, as browsers do it)."""
    if len(host) > MAX_HOST_CHARACTERS:
        raise _refused("not the name of a host", f"{len(host)} characters", "Write it as example.org")
    if host.isascii():
        return host.lower()
    try:
        import idna
    except ImportError as error:
        raise not_installed(error) from error
    try:
        return idna.encode(unicodedata.normalize("NFKC", host), uts46=True).decode("ascii").lower()
    except (idna.IDNAError, UnicodeError) as error:
        raise _refused("not the name of a host", host, "Write it as example.org") from error


def not_installed(error: ImportError) -> InstallationError:
    """What is said where the extra ``fetch`` is missing."""
    return InstallationError(
        "fetching needs another package",
        values=str(error.name),
        remedy="Install it with: pip install 'dragoman[fetch]'",
    )


def _refused(what: str, values: str, remedy: str) -> RefusedInput:
    return RefusedInput(what, values=values, remedy=remedy)
