"""The word lists of ``words.toml`` and ``dateline_cities.txt``, loaded once."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType


@cache
def word_lists() -> Mapping[str, tuple[str, ...]]:
    """Every list of ``words.toml`` by its name, in the file's order."""
    table = tomllib.loads(files("dragoman.article").joinpath("words.toml").read_text(encoding="utf-8"))
    return MappingProxyType({name: tuple(words) for name, words in table.items()})


@cache
def word_set(name: str) -> frozenset[str]:
    """One list of ``words.toml`` as a set."""
    return frozenset(word_lists()[name])


@cache
def dateline_cities() -> Mapping[str, str]:
    """Names of cities in ordinary case, by the name in lower case."""
    lines = files("dragoman.article").joinpath("dateline_cities.txt").read_text(encoding="utf-8").splitlines()
    return MappingProxyType({line.lower(): line for line in lines if line and not line.startswith("#")})
