"""Where a sentence may start, by the text alone; the model then says where one does.

Grades for each token: ``MUST`` after a blank line or at a boundary, ``LINE`` after a line end, ``STOP`` after end
punctuation (``SURE`` where a capital follows a blank and no abbreviation stands before it), ``RUN_IN`` at a capital
with no mark before it, ``CREDITED`` after the dash of a dateline with its agency, ``NEVER`` else.
"""

from collections.abc import Sequence

from dragoman.language.shapes import GAP_BLANK, GAP_LINE, GAP_PARAGRAPH, gap_of
from dragoman.language.tables import abbreviations
from dragoman.language.tokens import Span

NEVER, RUN_IN, STOP, SURE, LINE, MUST, CREDITED = range(7)

_CREDIT = 7  # tokens: a bracket with an agency and its parts ("Dow Jones", "DJCS via Comtex"), and the dash

# The model's probability from which a token starts a sentence, by grade. Read off the dev parts of EWT and GUM:
# the model is right about nine in ten at .5; a start without any mark is believed from .7 (49 right, 11 wrong there).
START_AT = {NEVER: 2.0, RUN_IN: 0.7, STOP: 0.5, SURE: 0.2, LINE: 0.4, MUST: -1.0, CREDITED: 0.05}

_ENDS = frozenset(".!?…")
_SOFT_ENDS = frozenset({":", ";", "--", "—", "–"})
_DASHES = frozenset({"-", "--", "—", "–"})
_CLOSERS = frozenset("\"'”’)]»}") | {"''", "’’"}
_OPENERS = frozenset("\"'“‘([«") | {"``"}


def gaps(text: str, tokens: Sequence[Span], start: int) -> list[int]:
    """The gap before each token of a stretch from ``start``; the first looks back over the stretch's start."""
    found, at = [], start
    for token in tokens:
        found.append(gap_of(text[at : token[0]]))
        at = token[1]
    if tokens:
        first = last = tokens[0][0]
        while first > 0 and text[first - 1].isspace():
            first -= 1
        found[0] = gap_of(text[first:last]) if first else GAP_PARAGRAPH
    return found


def _capital(text: str, tokens: Sequence[Span], i: int) -> bool:
    if text[tokens[i][0] : tokens[i][1]] in _OPENERS and i + 1 < len(tokens):
        i += 1
    return text[tokens[i][0]].isupper()


def _before_closers(text: str, tokens: Sequence[Span], i: int) -> tuple[str, str]:
    """The last token before ``i`` that is no closing quote or bracket, and the one before that."""
    j = i - 1
    while j > 0 and text[tokens[j][0] : tokens[j][1]] in _CLOSERS:
        j -= 1
    return text[tokens[j][0] : tokens[j][1]], text[tokens[j - 1][0] : tokens[j - 1][1]] if j else ""


def grade(text: str, tokens: Sequence[Span], i: int, gap: int) -> int:
    """The grade of token ``i``, which has ``gap`` before it."""
    if i == 0 or gap == GAP_PARAGRAPH:
        return MUST
    if gap == GAP_LINE:
        return LINE
    last, before = _before_closers(text, tokens, i)
    if last[-1] in _ENDS:
        pointed = last[-1] == "." and len(last) > 1 and last.strip(".") != ""
        if pointed:
            return NEVER if abbreviations().get(last.lower()) in ("before", "number") else STOP
        plain = len(last) == 1 and len(before) > 1  # no dots of omission, no initial
        return SURE if plain and gap >= GAP_BLANK and _capital(text, tokens, i) else STOP
    if last in _DASHES and _after_credit(text, tokens, i) and _capital(text, tokens, i):
        return CREDITED
    if last in _SOFT_ENDS:
        return STOP
    return RUN_IN if gap >= GAP_BLANK and _capital(text, tokens, i) else NEVER


def _after_credit(text: str, tokens: Sequence[Span], i: int) -> bool:
    """Whether the dash before ``i`` follows an agency in brackets: "LIMA, July 3 (AP) - "."""
    near = [text[a:b] for a, b in tokens[max(0, i - _CREDIT) : i - 1]]
    if not near or near[-1] != ")" or "(" not in near:
        return False
    credit = near[near.index("(") + 1 : -1]
    return bool(credit) and all(word[:1].isupper() or not word.isalpha() for word in credit)


def grades(text: str, tokens: Sequence[Span], gap: Sequence[int]) -> list[int]:
    """The grade of every token of a stretch."""
    return [grade(text, tokens, i, gap[i]) for i in range(len(tokens))]


def without_bare(text: str, tokens: Sequence[Span], starts: Sequence[int]) -> list[int]:
    """The starts without those of stretches that hold no letter or digit, such as a closing quote alone."""
    kept = []
    for k, start in enumerate(starts):
        end = starts[k + 1] if k + 1 < len(starts) else len(tokens)
        worded = any(c.isalnum() for a, b in tokens[start:end] for c in text[a:b])
        if k == 0 or worded:
            kept.append(start)
    return kept


def cut_chunks(grade_of: Sequence[int], *, aim: int, longest: int) -> list[tuple[int, int]]:
    """Runs of tokens for the model: as many whole sentences as fit into ``aim`` tokens, and at least one.

    Runs end where a sentence surely starts; one of more than ``longest`` tokens without such a place is cut at the
    last weaker one, or there. Nothing crosses ``MUST``.
    """
    chunks: list[tuple[int, int]] = []
    stops = [i for i, g in enumerate(grade_of) if g == MUST and i] + [len(grade_of)]
    start = 0
    for stop in stops:
        while start < stop:
            end = _chunk_end(grade_of, start, stop, aim=aim, longest=longest)
            chunks.append((start, end))
            start = end
    return chunks


def _chunk_end(grade_of: Sequence[int], start: int, stop: int, *, aim: int, longest: int) -> int:
    if stop - start <= aim:
        return stop
    last, limit = 0, min(stop, start + longest)
    for i in range(start + 1, limit):
        if grade_of[i] == SURE:
            if i - start > aim:
                return last or i
            last = i
    if last or limit == stop:
        return last or stop
    return next((i for i in range(limit - 1, start, -1) if grade_of[i] in (STOP, LINE)), limit)
