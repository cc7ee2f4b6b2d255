"""The tense around an expression, from the words themselves, for callers that have no parse at hand.

The nearest verb-like word to the left decides ("will meet on Thursday"), failing that the nearest to the right
("On Thursday he will meet"). The words are in ``data/tense_words.tsv``; regular past forms are told by "-ed".
"""

from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

from dragoman.dates.expression import Tense
from dragoman.dates.tokens import TimeToken

_REACH = 14  # tokens looked at on either side: about a clause
_MIN_PAST = 5  # letters of a word whose "-ed" is taken for an ending


@lru_cache(maxsize=1)
def tense_words() -> dict[str, str]:
    """Word to tense; "none" for words in "-ed" that are no past."""
    text = files("dragoman").joinpath("data/tense_words.tsv").read_text(encoding="utf-8")
    return dict(line.split("\t") for line in text.splitlines()[1:] if line)


def tense_near(tokens: Sequence[TimeToken], first: int, end: int) -> Tense:
    """The tense in which ``tokens[first:end]`` stand; "none" when no verb is near."""
    left = _nearest(tokens, range(first - 1, max(-1, first - 1 - _REACH), -1))
    return left if left != "none" else _nearest(tokens, range(end, min(len(tokens), end + _REACH)))


def _nearest(tokens: Sequence[TimeToken], order: range) -> Tense:
    for at in order:
        if tokens[at].kind == "BREAK":
            break
        tense = _tense_of(tokens, at)
        if tense == "present" and order.step < 0 and _to_come(tokens, at):
            return "future"
        if tense in {"past", "future"}:
            return tense
    return "none"


def _tense_of(tokens: Sequence[TimeToken], at: int) -> Tense:
    word = tokens[at].text.lower()
    known = tense_words().get(word)
    if known is not None:
        return known  # type: ignore[return-value]
    if tokens[at].kind == "WORD" and word.endswith("ed") and len(word) >= _MIN_PAST:
        return "past"
    if word == "to" and at + 1 < len(tokens) and tokens[at + 1].kind == "WORD":
        return "future" if _infinitive(tokens, at) else "none"
    return "none"


def _infinitive(tokens: Sequence[TimeToken], at: int) -> bool:
    """ "is to meet", "due to resume": a purpose or a plan; "to the", "to his" are none."""
    return (
        tokens[at - 1].text.lower() in {"is", "are", "due", "set", "scheduled", "expected", "agreed", "plans", "about"}
        if at
        else False
    )


def _to_come(tokens: Sequence[TimeToken], at: int) -> bool:
    return at + 1 < len(tokens) and tokens[at + 1].text.lower() == "to"
