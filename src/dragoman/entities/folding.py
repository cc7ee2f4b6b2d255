"""Spelling differences that do not matter to a name, taken away one character for one, so that offsets stay."""

import re
import unicodedata
from functools import cache

_SPECIAL = {
    "\u2018": "'", "\u2019": "'", "\u02bc": "'", "\u02bb": "'", "\u00b4": "'",
    "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-",
    "\u0131": "i", "\u00f8": "o", "\u00d8": "O", "\u0142": "l", "\u0141": "L", "\u0111": "d", "\u0110": "D",
}  # fmt: skip
_FOLDED = re.compile(r"[^\x00-\x7f]")


def fold(text: str) -> str:
    """The text with plain apostrophes, hyphens, blanks and letters; as many characters as before."""
    # White space first: plain replacements are many times faster than a callback for each line's end.
    plain = text.replace("\n", " ").replace("\t", " ").replace("`", "'")
    return plain if plain.isascii() else _FOLDED.sub(_fold_match, plain)


def is_word_character(character: str) -> bool:
    """Whether a character belongs to a word: a letter, a digit or an underscore."""
    return character.isalnum() or character == "_"


def shouted(text: str, start: int, end: int, context: int) -> bool:
    """Whether the words around ``text[start:end]``, ``context`` characters each way, are capitals throughout."""
    before, after = text[max(0, start - context) : start], text[end : end + context]
    letters = [character for character in before + after if character.isalpha()]
    return len(letters) > 1 and all(character.isupper() for character in letters)


def _fold_match(match: re.Match[str]) -> str:
    return _fold_character(match.group())


@cache
def _fold_character(character: str) -> str:
    if character in _SPECIAL:
        return _SPECIAL[character]
    if character.isspace():
        return " "
    base = unicodedata.normalize("NFD", character)[0]
    return base if base.isascii() and base.isalpha() else character
