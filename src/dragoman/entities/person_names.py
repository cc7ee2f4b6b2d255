"""People's names for comparison: what differs only in marks, case, hyphens or apostrophes is the same."""

import re
import unicodedata

# Letters that Unicode does not decompose into a base letter and a mark.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ə": "a", "ħ": "h"}
)
_APOSTROPHES = re.compile(r"['’ʼ‘`ʿʾ]")
_BREAKS = re.compile(r"[\W_]+")


def fold(name: str) -> str:
    """A name for comparison: marks off, lower case, hyphens and points as blanks, apostrophes dropped."""
    text = name.casefold()
    if not text.isascii():
        # Letters are taken apart before case is, and after: "ᴬ" is a capital only then, "ΐ" falls apart only then.
        text = unicodedata.normalize("NFKD", name).casefold()
        text = unicodedata.normalize("NFKD", text.translate(_LETTERS))
        text = "".join(character for character in text if not unicodedata.combining(character))
        text = _APOSTROPHES.sub("", text)
    return _BREAKS.sub(" ", text.replace("'", "").replace("`", "")).strip()
