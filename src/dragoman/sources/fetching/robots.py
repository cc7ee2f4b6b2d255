"""What a site's robots.txt allows (RFC 9309).

Python's own parser takes the first rule that fits instead of the longest and knows no ``*`` in paths. Protego does both
but makes a regular expression of each rule, in which a site can write one that takes hours. Here a rule is looked for
piece by piece, in time that grows with the lengths of rule and path.
"""

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Literal
from urllib.parse import quote, unquote_to_bytes

from dragoman.records import Record
from dragoman.sources.fetching.target import KEPT

PRODUCT = "dragoman"
MAX_CRAWL_DELAY_S = 60.0  # a site that asks for more is asked once a minute

_LINE = re.compile(r"([A-Za-z-]{1,40})[ \t]{0,40}:(.*)")
_TOKEN = re.compile(r"[A-Za-z_-]+|\*")
_ESCAPE = re.compile(r"%[0-9A-Fa-f]{2}")
_UNRESERVED = re.compile(r"[A-Za-z0-9~._-]")

Verdict = Literal["rules", "open", "closed"]


class RobotsCopy(Record, frozen=True, kw_only=True):
    """What was found at a site's robots.txt, and when."""

    verdict: Verdict  # "open": there is none; "closed": the site could not say, so nothing may be asked
    at: float  # seconds since 1970
    text: str = ""  # where there are rules
    closed_since: float | None = None  # since when the site has not been able to say; None: it is


class Rule(Record, frozen=True, kw_only=True):
    """A line that allows or forbids."""

    allow: bool
    pattern: str  # percent signs as ``_normal`` writes them; ``*`` stands for anything, a final ``$`` for the end

    @property
    def length(self) -> int:
        """How specific it is, in octets."""
        return len(self.pattern)

    def fits(self, path: str) -> bool:
        """Whether a path is meant, by the leftmost place of each piece: linear in the number of pieces."""
        pattern, to_end = (self.pattern[:-1], True) if self.pattern.endswith("$") else (self.pattern, False)
        first, *rest = pattern.split("*")
        if not path.startswith(first):
            return False
        if not rest:
            return not to_end or len(path) == len(first)
        at = len(first)
        *middle, last = rest
        for piece in middle:
            found = path.find(piece, at)
            if found < 0:
                return False
            at = found + len(piece)
        return path.endswith(last) and len(path) - len(last) >= at if to_end else path.find(last, at) >= 0


class Robots(Record, frozen=True, kw_only=True):
    """The rules for us in a robots.txt."""

    rules: tuple[Rule, ...] = ()  # the longest first; of two as long the one that allows
    crawl_delay_s: float | None = None  # no part of the standard, but sites write it and mean it

    def allows(self, path: str) -> bool:
        """Whether a path with its query may be asked for: the longest rule that fits decides, allowing where two do."""
        if path == "/robots.txt":
            return True
        normal = _normal(path)
        return next((rule.allow for rule in self.rules if rule.fits(normal)), True)


def parse_robots(text: str) -> Robots:
    """The rules of all groups that name us, else of those for everybody. Lines that make no sense are passed over."""
    ours: list[tuple[str, str]] = []
    everybodys: list[tuple[str, str]] = []
    named: set[str] = set()
    any_named = False
    for (before, _), (key, value) in pairwise([("", ""), *_lines(text)]):
        if key == "user-agent":
            token = _TOKEN.match(value)
            named = (set() if before != "user-agent" else named) | ({token[0].lower()} if token else set())
            any_named |= PRODUCT in named
        elif PRODUCT in named:
            ours.append((key, value))
        elif "*" in named:
            everybodys.append((key, value))
    return _robots(ours if any_named else everybodys)


def _lines(text: str) -> Iterable[tuple[str, str]]:
    for line in re.split(r"[\r\n]+", text.removeprefix("\ufeff")):
        found = _LINE.match(line.partition("#")[0].lstrip())
        if found:
            key = found[1].lower()
            if key in ("user-agent", "allow", "disallow", "crawl-delay"):
                yield key, found[2].strip()


def _robots(lines: list[tuple[str, str]]) -> Robots:
    rules = {Rule(allow=key == "allow", pattern=_normal(value)) for key, value in lines if _is_rule(key, value)}
    delays = [_seconds(value) for key, value in lines if key == "crawl-delay"]
    known = [delay for delay in delays if delay is not None]
    ordered = sorted(rules, key=lambda rule: (-rule.length, not rule.allow, rule.pattern))
    return Robots(rules=tuple(ordered), crawl_delay_s=max(known) if known else None)


def _is_rule(key: str, value: str) -> bool:
    """An empty rule says nothing, nor does one that begins neither at the root nor with a star."""
    return key in ("allow", "disallow") and value.startswith(("/", "*"))


def _seconds(value: str) -> float | None:
    try:
        seconds = float(value)
    except ValueError:
        return None
    return min(seconds, MAX_CRAWL_DELAY_S) if seconds >= 0 else None  # NaN is not, either


def _normal(path: str) -> str:
    """A path with every character written one way: as itself where it may be, else as percent sign and capitals."""
    written = quote(path.encode("utf-8", "replace"), safe=KEPT)
    return _ESCAPE.sub(_plain_or_capital, written)


def _plain_or_capital(found: re.Match[str]) -> str:
    character = unquote_to_bytes(found[0]).decode("latin-1")
    return character if _UNRESERVED.fullmatch(character) else found[0].upper()
