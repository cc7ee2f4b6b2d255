"""``figure-conflict``: two numbers for one thing that is no loss: a sum, those who marched, the votes for a bill.

Such numbers are tied to no event, so that the words decide: two sources give, in one sentence or the next, different
numbers of the same unit, and what one sentence says beside its source and its number the other says too. Who names a
place, a party or a day that the other does not name counts something else.
"""

import re
from collections.abc import Sequence
from itertools import combinations

from dragoman.checks.tolls import ANOTHER, conflict, is_update, is_vague, least, most
from dragoman.records import Article, Figure, Finding

_KINDS = frozenset({"money", "count", "displaced", "missing"})
_NOT_REAL = frozenset({"denied", "hypothetical", "planned"})
# Telling words that both sentences need beside the number and its unit: what was done, at the least.
_ENOUGH_WORDS = 1
# Words of the later sentence that the earlier need not have: an adverb, or the noun for what is counted.
_MORE_WORDS = 1
_SENTENCE_END = re.compile(r"[.!?][\"”’']?\s+|\n+")
_NAME = re.compile(r"(?<![.!?]\s)(?<!^)\b[A-Z][\w-]+")
_IN_PART = re.compile(
    r"\b(?:of (?:which|whom|them|these)|includ|among|per\b|each|average|half|quarter|percent)", re.IGNORECASE
)
# What tells that somebody says something, and when: it tells nothing of what is counted.
_SAYING = frozenset(
    "said says saying told according put estimated reported claimed number figure figures total least about more than"
    " that with from were been have their there which while after before also only just some"
    " monday tuesday wednesday thursday friday saturday sunday".split()
)


def rival_counts(article: Article, figures: Sequence[Figure]) -> tuple[Finding, ...]:
    """One finding for each two numbers by two sources, in one sentence or the next, for one thing."""
    told = [f for f in figures if f.kind in _KINDS and f.scope == "whole" and f.status not in _NOT_REAL]
    found: dict[int, Finding] = {}
    for first, second in combinations(sorted(told, key=lambda figure: figure.start), 2):
        if second.start not in found and _exclude(first, second) and _of_one_thing(article, first, second):
            found[second.start] = conflict(first, second, first.unit or first.kind)
    return tuple(found.values())


def _exclude(first: Figure, second: Figure) -> bool:
    """Whether two sources give numbers of one unit that leave no room for each other."""
    if first.said_by == second.said_by or first.kind != second.kind or _unit(first) != _unit(second):
        return False
    if is_vague(first) or is_vague(second) or (first.of and second.of and first.of != second.of):
        return False
    if first.when and second.when and not first.when.overlaps(second.when):
        return False
    return max(least(second) - most(first), least(first) - most(second)) > 0


def _unit(figure: Figure) -> str:
    return (figure.unit or "").split()[-1].lower() if figure.unit else ""


def _of_one_thing(article: Article, first: Figure, second: Figure) -> bool:
    text = article.text
    between = _SENTENCE_END.findall(text[first.end : second.start])
    if len(between) != 1 or "\n\n" in between[0]:
        return False
    sentences = [_sentence(text, figure) for figure in (first, second)]
    if any(_IN_PART.search(one) for one in sentences) or ANOTHER.search(sentences[1]):
        return False
    if is_update(article, first, second):
        return False
    words, others = (_telling(one, figure) for one, figure in zip(sentences, (first, second), strict=True))
    if _named(sentences[1], second) - set(re.findall(r"[\w-]+", sentences[0])):
        return False
    if len(words & others) < _ENOUGH_WORDS:
        return False
    return len(others - words) <= _MORE_WORDS


def _sentence(text: str, figure: Figure) -> str:
    first = max((m.end() for m in _SENTENCE_END.finditer(text, 0, figure.start)), default=0)
    last = _SENTENCE_END.search(text, figure.end)
    return text[first : last.start() if last else len(text)]


def _telling(sentence: str, figure: Figure) -> set[str]:
    """The words of a sentence that say what is counted: without the source's and those of saying."""
    source = {_stem(word) for word in re.findall(r"[a-z]+", (figure.said_by or "").lower())}
    words = {word for word in re.findall(r"[a-z]{4,}", sentence.lower()) if word not in _SAYING}
    return {_stem(word) for word in words} - source - {_stem(word) for word in figure.text.lower().split()}


def _named(sentence: str, figure: Figure) -> set[str]:
    """The names in a sentence but its source's and the days of the week."""
    source = set(re.findall(r"\w+", figure.said_by or ""))
    source.add("".join(word[0] for word in (figure.said_by or "").split() if word[0].isupper()))  # "UN"
    return {word for word in _NAME.findall(sentence) if word.lower() not in _SAYING} - source


def _stem(word: str) -> str:
    return re.sub(r"(?:ing|ed|es|s)$", "", word)
