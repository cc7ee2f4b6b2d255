"""Which language an article is in, by py3langid (Lui and Baldwin 2012, https://aclanthology.org/P12-3005)."""

import re
from functools import cache
from typing import Any

from dragoman.records import Record

UNDETERMINED = "und"  # ISO 639-3 for a language that cannot be told
CODED_LANGUAGES = frozenset({"en", UNDETERMINED})  # a text too short to tell is read as English; it says little anyway
_MIN_LETTERS = 40  # shorter headlines are often given to the wrong one of two close languages
_MIN_PROBABILITY = 0.5  # a mixed text has no majority
_SAMPLE_CHARACTERS = 5000  # more does not change the verdict


class LanguageGuess(Record, frozen=True, kw_only=True):
    """A language and how probable it is among those known (0 to 1)."""

    code: str  # ISO 639-1, "und" when the text is too short or no language has the majority
    probability: float


def guess_language(text: str) -> LanguageGuess:
    """The language of a text's first 5,000 characters."""
    sample = re.sub(r"https?://\S+|(?<!\S)\S+@\S+", " ", text[:_SAMPLE_CHARACTERS])
    if sum(1 for character in sample if character.isalpha()) < _MIN_LETTERS:
        return LanguageGuess(code=UNDETERMINED, probability=0.0)
    code, probability = _identifier().classify(sample)
    if probability < _MIN_PROBABILITY:
        return LanguageGuess(code=UNDETERMINED, probability=round(float(probability), 3))
    return LanguageGuess(code=str(code), probability=round(float(probability), 3))


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
