"""The table ``words.toml``: words of numbers, of bounds, of losses; read once."""

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Any


@cache
def table() -> dict[str, Any]:
    """The whole table."""
    return tomllib.loads((resources.files("dragoman.figures") / "words.toml").read_text(encoding="utf-8"))


@cache
def listed(group: str, name: str) -> frozenset[str]:
    """The words of one list."""
    found = table()[group][name]
    return frozenset(found.split() if isinstance(found, str) else found)


@cache
def kinds(name: str) -> dict[str, str]:
    """From each word of a group of losses to what it tells: "wound" to "injured"."""
    return {word: kind for kind, words in table()["losses"][name].items() for word in words.split()}


@cache
def bounds(group: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    """The phrases before or after a number with the bound each sets, the longest first."""
    return _longest_first((phrase, bound) for bound, phrases in table()[group].items() for phrase in phrases)


@cache
def phrases(group: str, name: str) -> tuple[tuple[str, ...], ...]:
    """The phrases of one list, word by word, the longest first."""
    return tuple(words for words, _ in _longest_first((phrase, name) for phrase in table()[group][name]))


def _longest_first(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[tuple[str, ...], str], ...]:
    split = ((tuple(phrase.split()), name) for phrase, name in pairs)
    return tuple(sorted(split, key=lambda pair: (-len(pair[0]), pair[0])))
