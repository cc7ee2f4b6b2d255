"""Where a sentence may start, by the text alone; the model then says where one does.

Grades for each token: ``MUST`` after a blank line or at a boundary, ``LINE`` after a line end, ``STOP`` after end
punctuation (``SURE`` where a capital follows a blank and no abbreviation stands before it), ``NEVER`` else.
"""

from collections.abc import Sequence

from dragoman.language.shapes import GAP_BLANK, GAP_LINE, GAP_PARAGRAPH, gap_of
from dragoman.language.tables import abbreviations
from dragoman.language.tokens import Span

NEVER, RUN_IN, STOP, SURE, LINE, MUST = range(6)

# The model's probability from which a token starts a sentence, by grade. Read off the dev parts of EWT and GUM:
# flat between .3 and .6 for STOP and LINE; a start without any mark is believed only when nearly certain.
START_AT = {NEVER: 2.0, RUN_IN: 0.9, STOP: 0.5, SURE: 0.5, LINE: 0.4, MUST: -1.0}

_ENDS = frozenset(".!?…")
_SOFT_ENDS = frozenset({":", ";", "--", "—", "–"})
_CLOSERS = frozenset("\"'”’)]»}") | {"''", "’’"}
_OPENERS = frozenset("\"'“‘([«") | {"``"}


def gaps(text: str, tokens: Sequence[Span], start: int) -> list[int]:
    """The gap before each token; the first is measured from the last line end before it (``start`` counts as one)."""
    found, at = [], start
    for token in tokens:
        found.append(gap_of(text[at : token[0]]))
        at = token[1]
    if tokens:
        before = text[: tokens[0][0]]
        blank = before[len(before.rstrip()) :]
        found[0] = GAP_PARAGRAPH if not before.strip() else gap_of(blank)
    return found


def _capital(text: str, tokens: Sequence[Span], i: int) -> bool:
    if text[tokens[i][0] : tokens[i][1]] in _OPENERS and i + 1 < len(tokens):
        i += 1
    first = text[tokens[i][0]]
    return first.isupper() or first.isdigit()


def _before_closers(text: str, tokens: Sequence[Span], i: int) -> str:
    """The last token before ``i`` that is no closing quote or bracket."""
    j = i - 1
    while j > 0 and text[tokens[j][0] : tokens[j][1]] in _CLOSERS:
        j -= 1
    return text[tokens[j][0] : tokens[j][1]]


def grade(text: str, tokens: Sequence[Span], i: int, gap: int) -> int:
    """The grade of token ``i``, which has ``gap`` before it."""
    if i == 0 or gap == GAP_PARAGRAPH:
        return MUST
    if gap == GAP_LINE:
        return LINE
    last = _before_closers(text, tokens, i)
    if last[-1] in _ENDS:
        pointed = last[-1] == "." and len(last) > 1 and last.strip(".") != ""
        if pointed:
            return NEVER if abbreviations().get(last.lower()) in ("before", "number") else STOP
        # A blank, a capital, a plain stop: a sentence starts, whatever the model thinks of its neighbours.
        return SURE if gap >= GAP_BLANK and _capital(text, tokens, i) else STOP
    if last in _SOFT_ENDS:
        return STOP
    return RUN_IN if gap >= GAP_BLANK and _capital(text, tokens, i) else NEVER


def grades(text: str, tokens: Sequence[Span], gap: Sequence[int]) -> list[int]:
    """The grade of every token of a stretch."""
    return [grade(text, tokens, i, gap[i]) for i in range(len(tokens))]


def cut_chunks(grade_of: Sequence[int], *, aim: int, longest: int) -> list[tuple[int, int]]:
    """Runs of tokens for the model: cut where a sentence surely starts, at about ``aim`` tokens.

    A run without such a place is cut at the last weaker one before ``longest`` tokens, or there.
    """
    chunks, start, sure = [], 0, 0
    for i, g in enumerate(grade_of):
        if g in (MUST, SURE) and i > start:
            if g == MUST or i - start >= aim:
                # Prefer the sure place before the aim was passed, when there is one.
                cut = sure if g == SURE and sure > start and i - start > aim else i
                chunks.append((start, cut))
                start = cut
            sure = i
        if i - start >= longest:
            weak = [j for j in range(start + 1, i) if grade_of[j] in (STOP, LINE, SURE)]
            cut = weak[-1] if weak else i
            chunks.append((start, cut))
            start = cut
    if start < len(grade_of):
        chunks.append((start, len(grade_of)))
    return chunks
