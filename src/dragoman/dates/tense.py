"""The tense around an expression, from the words themselves, for callers that have no parse at hand.

The nearest verb-like word to the left decides ("will meet on Thursday"), failing that the nearest to the right
("On Thursday he will meet"). The words are in ``data/tense_words.tsv``; regular past forms are told by "-ed".
"""

from collections.abc import Sequence
from functools import lru_cache

from dragoman.dates.expression import Tense
from dragoman.dates.tokens import TimeToken
from dragoman.dates.words import table_lines
from dragoman.errors import InstallationError

_REACH = 14  # tokens looked at on either side: about a clause
_TENSES: dict[str, Tense] = {"past": "past", "present": "present", "future": "future", "none": "none"}
_PLANNING = frozenset({"is", "are", "due", "set", "scheduled", "expected", "agreed", "plans", "about"})
_MIN_PAST = 5  # letters of a word whose "-ed" is taken for an ending


@lru_cache(maxsize=1)
def tense_words() -> dict[str, Tense]:
    """Word to tense; "none" for words in "-ed" that are no past.

    Raises:
        InstallationError: the table is missing or a row is malformed.
    """
    table: dict[str, Tense] = {}
    for line in table_lines("data/tense_words.tsv"):
        form, _, name = line.partition("\t")
        if name not in _TENSES:
            raise InstallationError(
                "a row of the tense words is malformed",
                values=repr(line),
                remedy="Reinstall the package; a row is form, tense",
            )
        table[form] = _TENSES[name]
    return table


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
    if word == "to":
        return "future" if _planned(tokens, at) else "none"
    tense = _known(tokens[at])
    if tense == "past" and at and tokens[at - 1].text.lower() == "be":
        return "none"  # "will be held": what stands before "be" decides
    return tense


def _known(token: TimeToken) -> Tense:
    word = token.text.lower()
    known = tense_words().get(word)
    if known is not None:
        return known
    return "past" if token.kind == "WORD" and word.endswith("ed") and len(word) >= _MIN_PAST else "none"


def _planned(tokens: Sequence[TimeToken], at: int) -> bool:
    """ "is to meet", "due to resume", "a summit to be held"; "to the", "to his" are none."""
    before = tokens[at - 1].text.lower() if at else ""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if after is None or after.kind != "WORD":
        return False
    return before in _PLANNING or after.text.lower() == "be"


def _to_come(tokens: Sequence[TimeToken], at: int) -> bool:
    return at + 1 < len(tokens) and tokens[at + 1].text.lower() == "to"
