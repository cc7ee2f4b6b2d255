"""Dictionary forms: irregular forms from a table, the others by the spelling rules of English suffixes.

Where spelling leaves a choice ("hoped" from "hope", "bombed" from "bomb") the words of the encoder's vocabulary decide,
then the rule that a short vowel would have doubled the consonant.
"""

import re
from collections.abc import Container, Iterable

from dragoman.language.tables import rows

_VERB_TAGS = {"VBD": "ed", "VBN": "ed", "VBG": "ing", "VBZ": "s"}
_SHORT = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]")  # one vowel, one consonant: "hop", "us"
_DOUBLED = re.compile(r"([bdfgklmnprtvz])\1")
_WANTS_E = re.compile(r"(?:[^s]s|[cgvzu]|[^aeiou]at|[aeiou]at|iz|[bdgkptz]l)$")  # stems that no word ends in without e
_CLASS = {"AUX": "VERB"}  # auxiliaries and verbs share their forms


def exceptions() -> dict[tuple[str, str], str]:
    """The table of forms that no rule gives: (word class, form in lower case) to lemma."""
    return {(upos, form): lemma for upos, form, lemma in rows("lemmas.tsv")}


class Lemmatiser:
    """Form, UPOS and XPOS to lemma."""

    def __init__(self, words: Iterable[str], table: dict[tuple[str, str], str] | None = None) -> None:
        self._words: Container[str] = frozenset(w for w in words if w.isalpha())
        self._table = exceptions() if table is None else table
        self._known: dict[tuple[str, str, str], str] = {}

    def lemma(self, form: str, upos: str, xpos: str) -> str:
        """The lemma; names and signs keep their form, other words lose their capitals."""
        key = (form, upos, xpos)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._lemma(form, upos, xpos)
            if len(self._known) > 200_000:
                self._known.clear()
        return found

    def _lemma(self, form: str, upos: str, xpos: str) -> str:
        plain = form.replace("’", "'").replace("\u00ad", "")
        word = plain.lower()
        listed = self._table.get((_CLASS.get(upos, upos), word))
        if listed is not None:
            return listed
        if upos in ("PROPN", "X", "SYM", "PUNCT") or xpos in ("NNP", "NNPS"):
            return form
        head, hyphen, last = word.rpartition("-")
        if hyphen and len(last) > 2:
            return head + hyphen + self._regular(last, upos, xpos)
        return self._regular(word, upos, xpos)

    def _regular(self, word: str, upos: str, xpos: str) -> str:
        listed = self._table.get((_CLASS.get(upos, upos), word))
        if listed is not None:
            return listed
        if upos in ("VERB", "AUX") and xpos in _VERB_TAGS:
            suffix = _VERB_TAGS[xpos]
            return self._plural(word) if suffix == "s" else self._stem(word, suffix)
        if upos == "NOUN" and xpos in ("NNS", "NNPS"):
            return self._plural(word)
        if upos in ("ADJ", "ADV") and xpos in ("JJR", "RBR"):
            return self._stem(word, "er")
        if upos in ("ADJ", "ADV") and xpos in ("JJS", "RBS"):
            return self._stem(word, "est")
        return word

    def _first_known(self, candidates: list[str]) -> str:
        return next((c for c in candidates if c in self._words), candidates[0])

    def _plural(self, word: str) -> str:
        """ "talks" to "talk", "cities" to "city", "clashes" to "clash", "houses" to "house"."""
        if not word.endswith("s") or word.endswith("ss") or len(word) < 3:
            return word
        if word.endswith("ies") and len(word) > 4:
            return self._first_known([word[:-3] + "y", word[:-1]])
        if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
            return self._first_known([word[:-2], word[:-1]])
        if word.endswith("es"):
            return self._first_known([word[:-1], word[:-2]])
        return word[:-1]

    def _stem(self, word: str, suffix: str) -> str:
        """The word without ``ed``, ``ing``, ``er`` or ``est``, with its e or without its doubled consonant."""
        if not word.endswith(suffix) or len(word) < len(suffix) + 2:
            return word
        stem = word[: -len(suffix)]
        if suffix != "ing" and stem.endswith("i") and len(stem) > 2:
            return stem[:-1] + "y"
        if _SHORT.fullmatch(stem):
            return stem + "e"
        if len(stem) > 3 and _DOUBLED.fullmatch(stem[-2:]):
            return self._first_known([stem[:-1], stem] if stem not in self._words else [stem])
        if stem in self._words and not (stem + "e" in self._words and _WANTS_E.search(stem)):
            return stem
        if stem + "e" in self._words:
            return stem + "e"
        return stem + "e" if _WANTS_E.search(stem) else stem
