"""The tokeniser: words as the English Universal Dependencies treebanks cut them, as spans of the text.

Hyphens part words but for prefixes ("co-chair"), clitics are words ("does|n't", "Islamabad|'s"), abbreviations keep
their point, addresses and numbers stay whole. Nothing is normalised: a token is the characters ``[start, end)``.
"""

import itertools
import re
import unicodedata
from collections.abc import Iterable

from dragoman.language.tables import abbreviations, contractions, prefixes

Span = tuple[int, int]

_APOSTROPHES = "'’ʼ‘`´"
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"  # stand inside words and show nothing
_WORD = rf"(?:[^\W_]|[\u0300-\u036f{_INVISIBLE}])+"
# Ends of host names and of files: only these make "word.word" an address; elsewhere a blank is missing.
_HOSTS = (
    "com|org|net|gov|edu|int|mil|info|biz|tv|eu|uk|ca|au|de|fr|nl|be|ch|se|dk|fi|pl|ie|nz|za|ng|ke|gh|eg|iq|sa|ae|qa|"
    "il|pk|bd|lk|np|af|cn|jp|kr|tw|hk|sg|vn|ph|ru|ua|kz|ge|rs|hr|gr|cy|ro|bg|hu|cz|sk|lt|lv|ee|br|ar|mx|cl"
)
_FILES = "html?|pdf|docx?|xlsx?|pptx?|txt|csv|jpe?g|png|gif|zip|mp[34]|php|aspx?"
# What is written on to a number and is a word of its own; other letters make one word with it ("5G", "3D").
_UNITS = frozenset(
    "am pm k m mn bn tn cr mm cm km kms kg kgs ft lb lbs mph kph kmh mw gw kw kwh mb gb tb gmt utc".split()
)

_PATTERN = re.compile(
    rf"""
      (?P<address>(?:https?://|www\.)[^\s<>"“”]+|[\w.+-]{{1,64}}@[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{1,8}}
        |(?:[a-z0-9-]{{1,63}}\.){{1,8}}(?:{_HOSTS})(?:/[^\s<>"“”]*)?(?!\w)|[\w-]{{1,120}}\.(?:{_FILES})(?!\w))
    | (?P<tag>[@\#]\w+)
    | (?P<letters>(?:[^\W\d_]\.){{2,}}(?:[^\W\d_](?![\w.{_APOSTROPHES}]))?|[^\W\d_]\.[^\W\d_](?![\w.])|Ph\.D\.?)
    | (?P<number>\+?(?:\d{{3}}-){{0,4}}\d{{3}}-\d{{4}}(?![\d-])|\d{{4}}-\d\d-\d\d(?!\d)
        |\+?\d+(?:[.,:/]\d+)*(?:(?:st|nd|rd|th|s)(?!\w))?)
    | (?P<elided>(?<!\w)[{_APOSTROPHES}](?:\d\ds?|em|til|tis|twas)(?!\w))
    | (?P<currency>(?:US|A|AU|C|CA|HK|NZ|S|NT|R)\$)
    | (?P<firm>[^\W\d_]+&[^\W\d_]+(?!\w))
    | (?P<word>{_WORD}(?:[{_APOSTROPHES}]{_WORD})*)
    | (?P<dots>\.{{2,}}|…+\.*)
    | (?P<quotes>``|''|‘‘|’’)
    | (?P<ends>[!?]+)
    | (?P<run>(?P<mark>[-=*_+~<>])(?P=mark)+)
    | (?P<sign>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_CLITIC = re.compile(rf"(?:n[{_APOSTROPHES}]t|[{_APOSTROPHES}](?:s|re|ve|ll|d|m))$", re.IGNORECASE)
_LONGEST_CLITIC, _MOST_CLITICS = 3, 8  # characters of "n't"; "they'd've" has two, a word of nothing else no end
_TRAILING = ".,;:!?)]}'’\"”"  # what follows an address and is no part of it
_HYPHENS = "-‐‑"


def is_blank(character: str) -> bool:
    """Whether a character shows nothing and parts words: white space, controls, invisible format signs."""
    return character.isspace() or unicodedata.category(character) in ("Cc", "Cf", "Zs", "Zl", "Zp")


def _clitics(text: str, start: int, end: int, limit: int = _MOST_CLITICS) -> list[Span]:
    """A word as its base and at most ``limit`` clitics after it; "cannot" and its like as their parts."""
    parts = contractions().get(text[start:end].lower())
    if parts:
        cuts = [start + sum(parts[:i]) for i in range(len(parts) + 1)]
        return list(itertools.pairwise(cuts))
    found = _CLITIC.search(text, max(start, end - _LONGEST_CLITIC), end) if limit else None
    if found is None or found.start() <= start:
        return [(start, end)]
    return [*_clitics(text, start, found.start(), limit - 1), (found.start(), end)]


def _next_visible(text: str, at: int, end: int) -> str:
    """The next character that shows, in the same paragraph; nothing at its end."""
    start = at
    while at < end and is_blank(text[at]):
        at += 1
    return text[at] if at < end and text.count("\n", start, at) < 2 else ""


def _keeps_point(text: str, word: Span, end: int, previous: Span | None) -> bool:
    """Whether the point after a word belongs to it: a listed abbreviation, an initial, a number in a list."""
    form = text[word[0] : word[1]]
    following = _next_visible(text, word[1] + 1, end)
    use = abbreviations().get(form.lower() + ".")
    if use is not None:
        return {"number": following.isdigit(), "proper": form[0].isupper()}.get(use, True)
    opens = previous is None or "\n" in text[previous[1] : word[0]]
    if form.isdigit():
        return opens and len(form) <= 2 and bool(following) and text[word[1] + 1].isspace()
    if len(form) == 1 and form.isupper():
        named = previous is not None and text[previous[0]].isupper() and previous[1] < word[0]
        return (following.isupper() or following == "&") and (opens or named)
    return False


class _Cutter:
    """Collects the tokens of one stretch of text from the pattern's matches, joining and cutting as it goes."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.end = text, end
        self.found: list[Span] = []
        self.at = start

    def tokens(self) -> list[Span]:
        """Cut the whole stretch."""
        while self.at < self.end:
            match = _PATTERN.match(self.text, self.at, self.end)
            if match is None:  # cannot be: ``sign`` takes any character
                break
            self.at = self._take(match)
        return self.found

    def _take(self, match: re.Match[str]) -> int:
        """Add the tokens of a match; where to go on."""
        kind, start, end = match.lastgroup, match.start(), match.end()
        if kind == "address":
            while end - start > 1 and self.text[end - 1] in _TRAILING:
                end -= 1
        elif kind == "word":
            return self._word(start, end)
        elif kind == "number":
            end = self._number(start, end)
        elif kind == "sign" and is_blank(self.text[start]):
            return end
        self.found.append((start, end))
        return end

    def _number(self, start: int, end: int) -> int:
        """A number with the letters that make one word with it, and the point of a list's number."""
        tail = re.compile(_WORD).match(self.text, end, self.end)
        if tail and self.text[end - 1].isdigit() and tail.group().lower() not in _UNITS:
            return tail.end()
        previous = self.found[-1] if self.found else None
        pointed = self.text[end : end + 1] == "." and end < self.end
        return end + 1 if pointed and _keeps_point(self.text, (start, end), self.end, previous) else end

    def _word(self, start: int, end: int) -> int:
        end = self._joined(start, end)
        while start < end and self.text[start] in _INVISIBLE:
            start += 1
        if start == end:
            return end
        if end < self.end and self.text[end] == ".":
            previous = self.found[-1] if self.found else None
            if _keeps_point(self.text, (start, end), self.end, previous):
                self.found.append((start, end + 1))
                return end + 1
        self.found.extend(_clitics(self.text, start, end))
        return end

    def _joined(self, start: int, end: int) -> int:
        """The end of the word with the part after a prefix and its hyphen, where there is one."""
        form = self.text[start:end]
        if end < self.end and self.text[end] in _HYPHENS and form.lower() in prefixes() and not form[1:].isupper():
            tail = _PATTERN.match(self.text, end + 1, self.end)
            if tail and tail.lastgroup in ("word", "number"):
                return tail.end()
        return end


def tokenise(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """The tokens of ``text[start:end]`` as spans, in order, not overlapping, without blanks at their ends."""
    return _Cutter(text, start, len(text) if end is None else end).tokens()


def stretches(text: str, boundaries: Iterable[Span]) -> list[Span]:
    """The text cut at every boundary's start and end; no token and no sentence crosses a cut."""
    cuts = sorted({0, len(text), *(min(max(x, 0), len(text)) for span in boundaries for x in span)})
    return [(a, b) for a, b in itertools.pairwise(cuts) if a < b]
