"""Sentence bounds, near enough to measure distances and to warn about content that runs on."""

import re

# Points after these end no sentence. Initials ("J.") and "U.S." are covered by the single letter.
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr gen lt col maj sgt capt st prof rev hon sen rep gov no vs jr sr inc ltd co corp dept est approx "
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun u.s u.n u.k e.u a.m p.m".split()
)
_STOP = re.compile(r"[.!?…]+[\"”’'»)\]]*(?=\s+[\"“‘'«(\[]?[^\W_a-z])")
_GAP = re.compile(r"\n\s*\n|\n(?=\s*[-–—•*@#\"“‘]|\s*[A-Z0-9])")


def sentence_ends(text: str) -> tuple[int, ...]:
    """The offsets after the last character of each sentence, ascending, the text's end included."""
    ends = {len(text)}
    for gap in _GAP.finditer(text):
        ends.add(gap.start())
    for stop in _STOP.finditer(text):
        word = re.search(r"[\w.]*$", text[: stop.start()])
        before = word[0].lower() if word else ""
        if before.isdigit() and not text[: stop.start() - len(before)].rpartition("\n")[2].strip():
            continue  # the number of a point or an article, not the end of a sentence
        if stop[0][0] == "." and (before in _ABBREVIATIONS or re.fullmatch(r"(?:\w\.)*[^\W\d]", before)):
            continue
        ends.add(stop.end())
    return tuple(sorted(ends))


def sentence_of(offset: int, ends: tuple[int, ...]) -> int:
    """The number, from 0, of the sentence that holds a code point."""
    return sum(1 for end in ends if end <= offset)
