"""PLOVER's contexts and the words that speak for each, from the table ``contexts``."""

import re
from collections.abc import Sequence
from functools import cache

from dragoman.codes.tables import cell_list, read_table

_PARTS = re.compile(r"\w+")
_JOINING = frozenset("-‐‑–'’")


def contexts() -> tuple[str, ...]:
    """The names of PLOVER's contexts, in alphabetical order."""
    return tuple(_words())


def context_words(context: str) -> frozenset[str]:
    """The lemmas, in lower case, that are evidence of a context; none for a name that is no context."""
    return frozenset(_words().get(context, ()))


def contexts_of(words: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """The contexts that a stretch of text is evidence of, in alphabetical order.

    Args:
        words: form and lemma of each of its tokens. A term of several words may stand in its forms ("human rights"),
            in its lemmas ("war crime") or with its last or first word inflected ("chemical weapons", "crimes against
            humanity").
    """
    forms, lemmas = ([part for word in words for part in _parts(word[kind])] for kind in (0, 1))
    if len(forms) != len(lemmas):  # a lemma of more or fewer parts than its form
        lemmas = forms
    terms = _terms()
    longest = max(map(len, terms))
    found: set[str] = set()
    for first in range(len(forms)):
        for last in range(first, min(first + longest, len(forms))):
            said, meant = forms[first : last + 1], lemmas[first : last + 1]
            for term in (said, meant, [*said[:-1], meant[-1]], [meant[0], *said[1:]]):
                found.update(terms.get(tuple(term), ()))
    return tuple(sorted(found))


def _parts(word: str) -> list[str]:
    """The parts of a word between hyphens and apostrophes, where the reader cuts some words; a comma ends a term."""
    return _PARTS.findall(word.lower()) or ([] if word in _JOINING else [""])


@cache
def _terms() -> dict[tuple[str, ...], tuple[str, ...]]:
    """The words of each term, part by part, with the contexts it is evidence of."""
    found: dict[tuple[str, ...], list[str]] = {}
    for context, terms in _words().items():
        for term in terms:
            found.setdefault(tuple(_parts(term)), []).append(context)
    return {term: tuple(names) for term, names in found.items()}


@cache
def _words() -> dict[str, tuple[str, ...]]:
    return {row["context"]: cell_list(row["words"]) for row in read_table("contexts")}
