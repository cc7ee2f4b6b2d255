"""The notation of the time grammar: rules as regular expressions over token classes.

A pattern is written with class names in capitals (``(?P<m>MONTH) DOT? (?P<d>DAY)``) and blanks for reading. It is
compiled to an ordinary expression over class strings, one character a token. Repetition is always bounded, so
that matching a rule at every place of a text stays linear in its length.
"""

import re
from collections.abc import Callable, Sequence

from dragoman.dates.expression import Context, Sense
from dragoman.dates.tokens import CODES, TimeToken
from dragoman.errors import InstallationError
from dragoman.records import Record

_CLASS = re.compile(r"\b[A-Z]{2,}\b")
_MACRO = re.compile(r"@[a-z]+")
_MACROS = {
    "@month": "(?P<m>MONTH|MON DOT?)",
    "@weekday": "(?P<w>WEEKDAY|WDAY DOT?)",
    "@unit": "(?P<u>UNIT|ANNUM|QUARTER)",
    "@n": "(?P<n>COUNT (?:DASH COUNT)?|DAY|NUM|ART)",
    "@day": "(?P<d>DAY|ORD|COUNT DASH ORD)",
    # a year after a month or a day: ", 2017", "of 2017", "last year", "of this year"
    "@year": "(?:COMMA? (?P<y>YEAR)|(?:OF|IN) (?P<y2>YEAR)|OF? (?P<ry>THIS|LAST|NEXT|THAT|THE SAME) ANNUM|"
    "COMMA? (?P<yw>COUNT COUNT (?:DASH? COUNT)?))",
}


class Found:
    """A match of a rule: its tokens by group, and the tokens around it."""

    def __init__(self, tokens: Sequence[TimeToken], match: re.Match[str], text: str) -> None:
        self.tokens = tokens
        self.match = match
        self.text = text
        self.start, self.end = match.span()

    def has(self, group: str) -> bool:
        """Whether the rule has the group and it took part in the match."""
        return group in self.match.re.groupindex and self.match.start(group) >= 0

    def group(self, group: str) -> list[TimeToken]:
        """The tokens of a group; none where it did not take part."""
        if not self.has(group):
            return []
        return list(self.tokens[self.match.start(group) : self.match.end(group)])

    def word(self, group: str) -> str:
        """The value of a group's first token as text; empty where it did not take part."""
        tokens = self.group(group)
        return str(tokens[0].value) if tokens else ""

    def number(self, group: str) -> int:
        """The sum of a group's numbers: "twenty-five" is 25, "a" is 1."""
        return sum(token.value for token in self.group(group) if isinstance(token.value, int))

    def plural(self, group: str) -> bool:
        """Whether a group's first token is written in the plural."""
        return self.group(group)[0].text.lower().endswith("s")

    @property
    def before(self) -> TimeToken | None:
        """The token before the match."""
        return self.tokens[self.start - 1] if self.start > 0 else None

    @property
    def after(self) -> TimeToken | None:
        """The token after the match."""
        return self.tokens[self.end] if self.end < len(self.tokens) else None

    def kind_before(self, back: int = 1) -> str:
        """The class of the token ``back`` places before the match; empty at the edge."""
        return self.tokens[self.start - back].kind if self.start >= back else ""

    def kind_after(self, ahead: int = 1) -> str:
        """The class of the token ``ahead`` places after the match; empty at the edge."""
        at = self.end + ahead - 1
        return self.tokens[at].kind if at < len(self.tokens) else ""


Resolver = Callable[[Found, Context], Sense | None]


class Rule(Record, frozen=True, kw_only=True):
    """A pattern and what its match means; ``resolve`` gives ``None`` where the words are no time after all."""

    name: str
    pattern: re.Pattern[str]
    resolve: Resolver


def rule(name: str, pattern: str, resolve: Resolver) -> Rule:
    """A rule from its pattern in class names."""
    return Rule(name=name, pattern=compile_pattern(pattern), resolve=resolve)


def compile_pattern(pattern: str) -> re.Pattern[str]:
    """An expression over class strings from one in class names.

    Raises:
        InstallationError: the pattern names a class that does not exist.
    """
    pattern = _MACRO.sub(lambda match: _MACROS[match.group()], pattern)
    return re.compile(re.sub(r"\s+", "", _CLASS.sub(_code, pattern)))


def _code(match: re.Match[str]) -> str:
    if match.group() not in CODES:
        raise InstallationError(
            "a grammar rule names an unknown token class",
            values=match.group(),
            remedy=f"Use one of {', '.join(sorted(CODES))}",
        )
    return CODES[match.group()]
