"""What the model is told of a word beside its sub-words: its shape and the gap before it.

The encoder's vocabulary is lower-case, so capitals, digits and line ends reach it through a learned embedding
of these codes only. Training and reading share this module; a change here needs a new model.
"""

import unicodedata

LOWER, TITLE, UPPER, INITIAL, MIXED, DIGIT, PUNCT, OTHER = range(8)
SHAPES = 8
GAP_NONE, GAP_BLANK, GAP_LINE, GAP_PARAGRAPH = range(4)
GAPS = 4
CODES = SHAPES * GAPS

MAX_PIECES = 8  # sub-words kept of one word: addresses and strings of signs would else fill a chunk

_TEX_QUOTES = {"``": '"', "''": '"'}


def shape(form: str) -> int:
    """The shape of a word, 0 to 7: lower, Title, UPPER, single capital, mIxed, with digit, sign, other script."""
    if any(c.isdigit() for c in form):
        return DIGIT
    letters = [c for c in form if c.isalpha()]
    if not letters:
        return PUNCT
    upper = [c.isupper() for c in letters]
    if not any(upper):
        return LOWER if any(c.islower() for c in letters) else OTHER
    if len(letters) == 1:
        return INITIAL
    if all(upper):
        return UPPER
    return TITLE if upper[0] and not any(upper[1:]) else MIXED


def gap_of(between: str) -> int:
    """The gap that a stretch of white space makes before a word: none, blank, line end or blank line."""
    if not between:
        return GAP_NONE
    lines = between.count("\n") + between.count("\u2029") + between.count("\u2028")
    if lines == 0:
        return GAP_BLANK
    return GAP_LINE if lines == 1 else GAP_PARAGRAPH


def code(form_shape: int, gap: int) -> int:
    """Shape and gap as the one number that the model embeds, 0 to 31."""
    return form_shape + SHAPES * gap


def model_form(form: str) -> str:
    """The form that the sub-word vocabulary sees: TeX quotes as plain ones, odd blanks as blanks, no controls."""
    if form in _TEX_QUOTES:
        return _TEX_QUOTES[form]
    if form.isascii():
        return form
    return "".join(" " if unicodedata.category(c) == "Zs" else c for c in form)
