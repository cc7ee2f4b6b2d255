"""Cuts text into the few token classes the time grammar is written over.

Every token gets one class, and a class is one character, so that a stretch of text is also a string of classes and
the grammar is a set of ordinary regular expressions over that string. Only bounded repetition is used on either
level: the time grows linearly with the text.
"""

import re
from collections.abc import Sequence
from typing import Any

import msgspec

from dragoman.dates.words import TOKEN, Word, time_words

CLASS_NAMES = (
    "DAY", "NUM", "YEAR", "COUNT", "ORD", "MONTH", "MON", "WEEKDAY", "WEEKDAYS", "WDAY", "UNIT", "ANNUM",
    "QUARTER", "HALF", "QCODE", "HCODE", "PERIOD", "DEICTIC", "PART", "LAST", "NEXT", "THIS", "LATEST", "FOLLOW",
    "PREV", "SAME", "THAT", "THE", "ART", "EARLIER", "LATER", "BEFORE", "AFTER", "AGO", "EARLY", "EDGE", "SEASON",
    "FISCAL", "IN", "OF", "FROM", "BETWEEN", "AND", "TO", "SINCE", "UNTIL", "BY", "ON", "FOR", "DUE", "APPROX",
    "EVERY", "FREQ", "FUZZY", "DECADE", "MERIDIEM", "ZONE", "HOLIDAY", "EPOCH", "NOTIME", "COUNTED", "DASH",
    "COMMA", "DOT", "POSS", "PAREN", "ISO", "SLASH", "CLOCK", "CAPITAL", "WORD", "BREAK", "OTHER",
)  # fmt: skip
CODES = {name: chr(0x100 + number) for number, name in enumerate(CLASS_NAMES)}
_NAMES = {code: name for name, code in CODES.items()}

_SUFFIXED = re.compile(r"(\d{1,4})(st|nd|rd|th|s)", re.IGNORECASE)
_MARKS = {"-": "DASH", "–": "DASH", "—": "DASH", ",": "COMMA", ".": "DOT", "(": "PAREN", ")": "PAREN", "’": "POSS"}
_MARKS |= {"'": "POSS", "'s": "POSS", "’s": "POSS", "−": "DASH", "‑": "DASH"}
_CURRENCY = frozenset("$£€¥₹#+")
_CENTURY_START, _CENTURY_END = 1000, 2200  # a number of four digits between them can be a year


class TimeToken(msgspec.Struct, frozen=True, gc=False):
    """A token: its place, its class code and what it stands for."""

    start: int
    end: int
    text: str
    code: str
    value: Any = ""

    @property
    def kind(self) -> str:
        """The name of its class."""
        return _NAMES[self.code]


def scan(text: str, start: int, end: int) -> list[TimeToken]:
    """The classed tokens of ``text[start:end]``."""
    raw = [(match.start(), match.end(), match.group()) for match in TOKEN.finditer(text, start, end)]
    lowered = [form.lower() for _, _, form in raw]
    tokens: list[TimeToken] = []
    at = 0
    while at < len(raw):
        word = _table_word(lowered, raw, at)
        width = len(word.parts) if word else 1
        first, last = raw[at][0], raw[at + width - 1][1]
        kind, value = (word.kind, word.value) if word else _classify(raw[at][2], text, first, last)
        tokens.append(TimeToken(first, last, text[first:last], CODES[kind], _number(value)))
        at += width
    return tokens


def codes(tokens: Sequence[TimeToken]) -> str:
    """The class string of the tokens, one character each."""
    return "".join(token.code for token in tokens)


def _table_word(lowered: list[str], raw: list[tuple[int, int, str]], at: int) -> Word | None:
    for word in time_words().get(lowered[at], ()):
        width = len(word.parts)
        if tuple(lowered[at : at + width]) == word.parts and _case_fits(word, raw[at][2], lowered, at + width):
            return word
    return None


def _case_fits(word: Word, form: str, lowered: list[str], after: int) -> bool:
    if word.needs == "capital":
        return not form[0].islower()
    if word.needs == "lower":
        return form[0].islower()
    if word.needs == "upper":
        return form.isupper()
    if word.needs == "year":
        return after < len(lowered) and lowered[after] in {"year", "quarter"}
    return True


def _classify(form: str, text: str, start: int, end: int) -> tuple[str, object]:
    if form.isascii() and form.isdigit():
        return _digits(form, text, start, end)
    if form in _MARKS:
        return _MARKS[form], ""
    if form[0] == "\n":
        return "BREAK", ""
    if form[0].isdigit() or form[0] in "'’":
        return _mixed(form)
    if form[0].isalpha():
        return ("CAPITAL" if form[0].isupper() else "WORD"), form.lower()
    return "OTHER", form


def _digits(form: str, text: str, start: int, end: int) -> tuple[str, object]:
    priced = (start > 0 and text[start - 1] in _CURRENCY) or text[end : end + 1] == "%"
    number = int(form[:9])
    if priced or len(form) > 4:
        return "NUM", number
    if len(form) == 4:
        return ("YEAR" if _CENTURY_START <= number < _CENTURY_END else "NUM"), number
    return ("DAY" if len(form) <= 2 and 1 <= number <= 31 else "NUM"), number


def _mixed(form: str) -> tuple[str, object]:
    if re.fullmatch(r"\d{4}-\d\d-\d\d", form):
        return "ISO", form
    if re.fullmatch(r"\d{1,2}([./-])\d{1,2}\1\d{2,4}", form):
        return "SLASH", form
    if ":" in form:
        return "CLOCK", form
    if form[0] in "'’":
        return "DECADE", int(form[1:3])
    suffixed = _SUFFIXED.fullmatch(form)
    if suffixed is None:
        return "NUM", 0
    number = int(suffixed.group(1))
    if suffixed.group(2).lower() == "s":
        return ("DECADE", number) if number % 10 == 0 and number >= 10 else ("NUM", number)
    return "ORD", number


def _number(value: object) -> object:
    if isinstance(value, str) and value.lstrip("-").isdecimal():
        return int(value)
    return value
