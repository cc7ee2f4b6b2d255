"""Paragraphs that a speaker's name opens, in releases and round-ups: "Foreign Minister Nora Roe: We ...".

One such paragraph is enough where the name stands with an office; a conversation of bare names is a transcript
(``releases``). What a label of the writer's own opens ("Background:", "Note to editors:") is no speech.
"""

import re
from collections.abc import Sequence

from dragoman.language.tree import Tree
from dragoman.records import Record
from dragoman.statements.clauses import Forest, Stretches
from dragoman.statements.cues import Cue, CueTable
from dragoman.statements.quotations import paragraphs

# The last words of offices that people speak in.
OFFICES = frozenset(
    (
        "adviser advisor admiral ambassador archbishop cardinal chair chairman chairperson chairwoman chancellor chief "
        "colonel commander commissioner congressman congresswoman coordinator deputy director emir envoy general "
        "governor head king lieutenant major mayor minister mp negotiator official patriarch pope premier president "
        "prince princess queen rapporteur representative secretary senator sheikh speaker spokesman spokesperson "
        "spokeswoman sultan undersecretary"
    ).split()
)
# What a label may end with besides its colon: "Commissioner Roe said: The rules are good."
_SAYING = frozenset({"say", "state", "declare", "comment", "add", "note", "tell", "stress", "write"})
_LABEL = re.compile(r"(?P<label>[A-Z][^\n:;.!?\"“”„«»]{2,140}?)[  ]?:[  ]+(?=[A-Z0-9])")
_ABBREVIATED = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Maj|Adm|Sen|Gov|Rep|St|[A-Z])\.")
# Names with offices and an apposition run to about sixteen words ("High Representative of the Union for ...").
MAX_WORDS = 18
_PHRASE = frozenset({"NOUN", "PROPN", "ADJ", "ADP", "DET", "NUM", "PART", "PUNCT", "CCONJ", "SYM", "X", "ADV"})


class Labelled(Record, frozen=True, kw_only=True):
    """What a paragraph gives as said by whom it names first. Offsets are those of the text."""

    start: int
    end: int
    source: tuple[int, int]  # (sentence, token) of the speaker
    cue: tuple[int, int] | None = None  # of "said" before the colon; None: only the colon
    entry: Cue | None = None


def find_labelled(text: str, trees: Forest, cues: CueTable, spoken: Stretches, start: int = 0) -> tuple[Labelled, ...]:
    """The paragraphs from ``start`` on that a person with an office opens, outside what is ``spoken`` in turns."""
    found = []
    for first, last in paragraphs(text, start):
        if spoken.cover(first) or not text[first:last].rstrip().endswith((".", "?", "!", "…")):
            continue
        label = _LABEL.match(_unpointed(text[first:last]))
        if label is None:
            continue
        tree = trees.at(first)
        tokens = tree.between(first, first + label.end("label")) if tree is not None else []
        if tree is None or not tokens:
            continue
        saying = cues.verb(tree.lemma(tokens[-1])) if tree.is_verb(tokens[-1]) else None
        place = (tree.number, tokens.pop()) if saying is not None and saying.word in _SAYING else None
        source = _speaker(tree, tokens)
        if source is not None:
            at = (tree.number, source)
            entry = saying if place else None
            found.append(Labelled(start=first + label.end(), end=last, source=at, cue=place, entry=entry))
    return tuple(found)


def names_office(tree: Tree, tokens: Sequence[int]) -> bool:
    """Whether an office stands among the words."""
    return any(tree[i].form.lower() in OFFICES and tree[i].upos in {"NOUN", "PROPN"} for i in tokens)


def _unpointed(words: str) -> str:
    """The words with the stops of abbreviations blotted out, so that the others end sentences."""
    return _ABBREVIATED.sub(lambda match: match.group().replace(".", "_"), words)


def _speaker(tree: Tree, tokens: Sequence[int]) -> int | None:
    """The head of a label that names a person with an office, and nothing else; None: it is no such label."""
    if not 0 < len(tokens) <= MAX_WORDS or tree[tokens[0]].upos == "ADP" or not names_office(tree, tokens):
        return None
    names = [i for i in tokens if tree[i].upos == "PROPN" and tree[i].form.lower() not in OFFICES]
    top = tree.top_of(tokens)
    if not names or top is None or any(tree[i].upos not in _PHRASE for i in tokens):
        return None
    return top if tree[top].upos == "PROPN" or tree[top].form.lower() in OFFICES else None
