"""Finding many fixed spellings in a text at once: whole words, the longest from its start, none overlapping another.

One automaton over all spellings (Aho and Corasick, "Efficient string matching", CACM 18(6), 1975, as implemented by
ahocorasick_rs) sees the text in a single pass.
"""

from collections.abc import Iterable, Iterator

import ahocorasick_rs

from dragoman.entities.folding import fold, is_word_character

_LINKING = frozenset({"and", "of", "the", "for", "in", "on", "to", "with", "de", "la", "del", "di", "des"})


def spellings(name: str, *, capitals: bool = True) -> Iterator[str]:
    """The folded spellings of a name: as written, at the start of a sentence, in a headline, and in ``capitals``."""
    plain = fold(name)
    forms = {plain: None, plain[0].upper() + plain[1:]: None}
    if " " in plain:
        words = (word[0].upper() + word[1:] if word in _LINKING else word for word in plain.split(" "))
        forms[" ".join(words)] = None
    if capitals:
        forms[plain.upper()] = None
    yield from forms


class Lexicon:
    """A fixed set of folded spellings. Immutable; one serves every thread."""

    def __init__(self, forms: Iterable[str]) -> None:
        self._forms = list(dict.fromkeys(forms))
        self._known = frozenset(self._forms)
        self._longest = max(map(len, self._forms), default=0)
        self._automaton = ahocorasick_rs.AhoCorasick(
            self._forms,
            matchkind=ahocorasick_rs.MatchKind.LeftmostLongest,
            implementation=ahocorasick_rs.Implementation.ContiguousNFA,
            store_patterns=False,
        )

    def __len__(self) -> int:
        return len(self._forms)

    def spans(self, folded: str) -> Iterator[tuple[int, int, str]]:
        """(start, end, spelling) of every match in a folded text, in order."""
        forms, size, last = self._forms, len(folded), 0
        for pattern, start, end in self._automaton.find_matches_as_indexes(folded):
            # Nearly every match is whole; the two plain tests spare it the careful one.
            closed = (start == 0 or not folded[start - 1].isalnum()) and (end == size or not folded[end].isalnum())
            if start >= last and (closed or _is_whole(folded, start, end)):
                yield start, end, forms[pattern]
                last = end
                continue
            for span in self._again(folded, max(start, last), end):
                yield span
                last = span[1]

    def _again(self, folded: str, begin: int, end: int) -> Iterator[tuple[int, int, str]]:
        """What begins in [begin, end), where the automaton's own choice was no whole word: it hid these."""
        place = begin
        while place < end:
            window = folded[place : end + self._longest]
            found = self._automaton.find_matches_as_indexes(window)
            if not found or place + found[0][1] >= end:
                return
            start, stop = place + found[0][1], self._longest_whole(folded, place + found[0][1], place + found[0][2])
            if stop is not None:
                yield start, stop, folded[start:stop]
            place = stop or start + 1

    def _longest_whole(self, folded: str, start: int, end: int) -> int | None:
        """Where the longest whole spelling from ``start`` ends, at ``end`` or before; None: there is none."""
        for stop in range(end, start, -1):
            if folded[start:stop] in self._known and _is_whole(folded, start, stop):
                return stop
        return None


def _is_whole(folded: str, start: int, end: int) -> bool:
    """Whether no letter or digit touches the match; after the point of "U.S." a letter may, as in "U.S.officials"."""
    if start and is_word_character(folded[start - 1]) and is_word_character(folded[start]):
        return False
    return end == len(folded) or not (is_word_character(folded[end]) and is_word_character(folded[end - 1]))
