"""The table ``words.toml``: words of numbers, of bounds, of losses; read once."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def table() -> dict[str, Any]:
    """The whole table."""
    return tomllib.loads((resources.files("dragoman.figures") / "words.toml").read_text(encoding="utf-8"))


@cache
def listed(*path: str) -> frozenset[str]:
    """The words of one list."""
    found = _at(path)
    return frozenset(found.split() if isinstance(found, str) else found)


@cache
def kinds(*path: str) -> dict[str, str]:
    """From each word of a group of lists to the name of its list: "wound" to "injured"."""
    return {word: kind for kind, words in _at(path).items() for word in words.split()}


@cache
def phrases(*path: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    """The phrases of a group of lists with the names of their lists, the longest first."""
    found = _at(path)
    groups = found.items() if isinstance(found, dict) else [("", found)]
    pairs = [(tuple(phrase.split()), name) for name, phrases in groups for phrase in phrases]
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair[0])))


def _at(path: tuple[str, ...]) -> Any:
    found: Any = table()
    for name in path:
        found = found[name]
    return found
