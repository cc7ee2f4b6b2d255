"""PLOVER's contexts and the words that speak for each, from the table ``contexts``."""

from functools import cache

from dragoman.codes.tables import cell_list, read_table


def contexts() -> tuple[str, ...]:
    """The names of PLOVER's contexts, in alphabetical order."""
    return tuple(_words())


def context_words(context: str) -> frozenset[str]:
    """The lemmas, in lower case, that are evidence of a context; none for a name that is no context."""
    return frozenset(_words().get(context, ()))


@cache
def contexts_by_word() -> dict[str, tuple[str, ...]]:
    """Lemma in lower case (of one word or two) -> the contexts it is evidence of."""
    found: dict[str, list[str]] = {}
    for context, words in _words().items():
        for word in words:
            found.setdefault(word, []).append(context)
    return {word: tuple(names) for word, names in found.items()}


@cache
def _words() -> dict[str, tuple[str, ...]]:
    return {row["context"]: cell_list(row["words"]) for row in read_table("contexts")}
