"""Who says, thinks, wants or rejects what: attributions, wider than statements, each with its likelihood.

Statements are what somebody said. Studies of the news count beliefs, plans and attitudes too ("is ready to", "backs the
deal", "a critic of"); those are told here and do not enter the record. Candidates are what the rules of reported speech
find and everything that may be one by its grammar (``possible``). Trees of decisions (gradient boosting, Friedman
2001), learnt from PolNeAR by ``training.attributions``, weigh each by its words and by how it is told.
"""

from collections.abc import Iterator, Sequence
from math import log, log1p, nan
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from dragoman.language.network import FOLDER, described
from dragoman.language.scorer import Scorer
from dragoman.language.tree import Tree
from dragoman.records import Reading, Record
from dragoman.statements.clauses import Stretches
from dragoman.statements.cues import CueTable
from dragoman.statements.possible import RELATIONS, Spans, possible, source_spans
from dragoman.statements.quotations import find_quotations
from dragoman.statements.reported import Reported, gather
from dragoman.statements.subjects import is_passive

# An attribution is told from this probability on; set by hand on PolNeAR's dev part, where F1 of contents changes
# little about it. ``python -m training.attributions --folds 5`` prints it at several levels for the train part.
LIKELY = 0.35
NAME = "attribution"
# Of two attributions by one cue the likelier is told where their contents share half of the shorter one; of two by
# different cues, where they are the same but for a few words.
_SHARED, _SAME = 0.5, 0.7
# PolNeAR takes quotations of one speaker with only a cue between them ('"A," he said. "B."') as one attribution.
_LONGEST_CUE = 120
# A rate of a word seen n times is drawn to the rate it stands under as if that had been seen so often more.
DRAWN = 4
OVERALL = 0.12  # share of the candidates that are attributions, where nothing is known of a word

_RATES = ("word", "word seen", "word so used", "word so used seen")
_SOURCE = ("has a source", "pronoun", "writer", "capital", "words of the source")
_CONTENT = ("quoted", "in a quotation", "reported already", "words of the content")
_CUE = (
    "cue is reported", "cue reports already", "words of the sentence", "how far in", "relation of the cue", "negated",
    "class", "modal", "past", "finite", "participle", "passive", "in the table", "how far down", "under a verb",
)  # fmt: skip
_UNDER = (
    "distance", "class of the content", "preposition", "has a subject", "is finite", "after the cue", "dependents",
    "has a clause", "has an object", "opens with a question word",
)  # fmt: skip
NAMES = ("relation", *_RATES, *_SOURCE, *_CONTENT, *_CUE, *_UNDER)
_CUE_RELATIONS = (
    "root", "conj", "ccomp", "advcl", "acl", "acl:relcl", "xcomp", "parataxis", "obj", "obl", "nmod", "nsubj",
)  # fmt: skip
_CLASSES, _CONTENT_CLASSES = ("VERB", "NOUN", "ADJ"), ("VERB", "NOUN", "PROPN", "PRON", "ADJ")
_PREPOSITIONS = (
    "", "that", "to", "of", "for", "about", "on", "with", "in", "as", "at", "by", "against", "over", "from", "whether",
    "if", "into", "toward", "how",
)  # fmt: skip
_PRONOUNS = frozenset("he she they it i we you who this that".split())
_WRITER = frozenset({"i", "we", "you"})
_QUESTIONS = frozenset("how why what whether if who that where when".split())
_MODALS = frozenset("will would can could may might shall should must".split())


class Attributed(Record, frozen=True, kw_only=True):
    """Somebody's words, thoughts or wishes. Spans are offsets of the text; a quotation may be in several parts."""

    source: Spans  # (): nobody is named
    cue: Spans  # (): none, as in what goes on from a quotation
    content: Spans
    probability: float
    rule: str  # how it was read: "reported", or the relation of its content to its cue

    def as_dict(self) -> dict[str, object]:
        """Ready for JSON."""
        return msgspec.to_builtins(self)  # type: ignore[no-any-return]


class Candidate(Record, frozen=True, kw_only=True):
    """What may be an attribution, how it is told, and the words that tell it."""

    source: Spans
    cue: Spans
    content: Spans
    place: tuple[int, int] | None  # sentence and token of the cue
    word: str
    used: str  # the word with what it governs
    relation: str
    row: tuple[float, ...]  # NAMES without _RATES, in that order


class Rates(Record, frozen=True, kw_only=True):
    """How often a word, and a word so used, told an attribution where it was learnt: [told, seen]."""

    words: dict[str, tuple[int, int]]
    used: dict[str, tuple[int, int]]

    def of(self, candidate: Candidate) -> tuple[float, float, float, float]:
        """The numbers of ``_RATES``: log odds and how often seen, of the word and of the word so used."""
        told, seen = self.words.get(candidate.word, (0, 0))
        told_so, seen_so = self.used.get(candidate.used, (0, 0))
        return rates(told, seen, told_so, seen_so)


def rates(told: int, seen: int, told_so: int, seen_so: int) -> tuple[float, float, float, float]:
    """Log odds of a word and of a word so used, the second drawn to the first, and the logarithms of how often seen."""
    word = (told + DRAWN * OVERALL) / (seen + DRAWN)
    used = (told_so + DRAWN * word) / (seen_so + DRAWN)
    return log(word / (1 - word)), log1p(seen), log(used / (1 - used)), log1p(seen_so)


class Attributor:
    """Finds the attributions of texts."""

    def __init__(self, cues: CueTable, scorer: Scorer, known: Rates) -> None:
        self._cues, self._scorer, self._known = cues, scorer, known

    @classmethod
    def load(cls, directory: Path | None = None) -> "Attributor":
        """Load the trees and the rates of words that ship with the package, or those in ``directory``.

        Raises:
            InstallationError: a file is missing or damaged, or was learnt from other columns.
        """
        told = described((directory or FOLDER) / f"{NAME}.json", "columns", "rates")
        known = msgspec.convert(told["rates"], Rates)
        return cls(CueTable.load(), Scorer.load(NAME, NAMES, directory), known)

    def __call__(self, text: str, reading: Reading) -> tuple[Attributed, ...]:
        """The attributions of a text, in order of their contents.

        Args:
            text: the text.
            reading: what the reader saw in it.
        """
        found = candidates(text, reading, self._cues)
        if not found:
            return ()
        return chosen(found, self._scorer(rows_of(found, [self._known.of(c) for c in found]))[:, 0].tolist())


def rows_of(found: Sequence[Candidate], known: Sequence[tuple[float, ...]]) -> NDArray[np.float32]:
    """The numbers of ``NAMES`` for each candidate [candidates, names]."""
    rows = [(c.row[0], *rates_of_it, *c.row[1:]) for c, rates_of_it in zip(found, known, strict=True)]
    return np.array(rows, dtype=np.float32).reshape(-1, len(NAMES))


def chosen(found: Sequence[Candidate], likely: Sequence[float], *, at: float = LIKELY) -> tuple[Attributed, ...]:
    """The candidates that are likely, each words' likeliest only, in order of their contents."""
    taken: list[Candidate] = []
    told: list[Attributed] = []
    for candidate, chance in sorted(zip(found, likely, strict=True), key=lambda pair: -pair[1]):
        if chance < at:
            break
        if any(_rival(candidate, other) for other in taken):
            continue
        taken.append(candidate)
        told.append(
            Attributed(
                source=candidate.source, cue=candidate.cue, content=candidate.content, probability=round(chance, 4),
                rule=candidate.relation,
            )
        )  # fmt: skip
    return tuple(sorted(told, key=lambda one: one.content))


def _rival(one: Candidate, other: Candidate) -> bool:
    shared = shared_letters(one.content, other.content)
    if not shared:
        return False
    lengths = letters(one.content), letters(other.content)
    if one.place == other.place and shared >= _SHARED * min(lengths):
        return True
    return shared >= _SAME * (sum(lengths) - shared)


def shared_letters(one: Spans, other: Spans) -> int:
    """How many letters two contents share."""
    return sum(max(0, min(b, d) - max(a, c)) for a, b in one for c, d in other)


def letters(spans: Spans) -> int:
    """How many letters spans hold."""
    return sum(end - start for start, end in spans)


# --- candidates ------------------------------------------------------------------------------------------------


def candidates(text: str, reading: Reading, cues: CueTable) -> list[Candidate]:
    """What the rules of reported speech find, and everything else that may be an attribution by its grammar."""
    page = _Page(text, reading, cues)
    return [*page.reported(), *page.others()]


class _Page:
    """A text with what the rules found in it."""

    def __init__(self, text: str, reading: Reading, cues: CueTable) -> None:
        self._text, self._cues = text, cues
        self._trees = [Tree(sentence, number) for number, sentence in enumerate(reading.sentences)]
        self._found = _joined(text, gather(text, self._trees, cues))
        self._contents = [content for _, content in self._found]
        self._reporting = {item.cue: content for item, content in self._found if item.cue is not None}
        self._quotations = Stretches((q.inner_start, q.inner_end) for q in find_quotations(text))

    def reported(self) -> Iterator[Candidate]:
        for item, content in self._found:
            source = source_spans(self._trees[item.source[0]], item.source[1]) if item.source is not None else ()
            yield self._candidate("reported", item.cue, None, source, content)

    def others(self) -> Iterator[Candidate]:
        for one in possible(self._trees):
            known = self._reporting.get((one.sentence, one.cue))
            if known is not None and alike(one.content, known):
                continue
            yield self._candidate(one.relation, (one.sentence, one.cue), one.under, one.source, one.content)

    def _candidate(
        self, relation: str, place: tuple[int, int] | None, under: int | None, source: Spans, content: Spans
    ) -> Candidate:
        tree = self._trees[place[0]] if place is not None else None
        index = place[1] if place is not None else 0
        word = f"{tree[index].upos[:1]} {tree.lemma(index)}" if tree is not None else ""
        case = _case(tree, under) if tree is not None and under is not None else ""
        used = f"{word} {relation} {case if relation in {'obl', 'noun nmod'} else ''}".strip()
        row = (
            float(RELATIONS.index(relation)),
            *self._of_source(source),
            *self._of_content(relation, place, content),
            *(self._of_cue(tree, index) if tree is not None else [nan] * len(_CUE)),
            *(_of_under(tree, index, under, case) if tree is not None and under is not None else [nan] * len(_UNDER)),
        )
        cue = ((tree[index].start, tree[index].end),) if tree is not None else ()
        return Candidate(
            source=source, cue=cue, content=content, place=place, word=word, used=used, relation=relation, row=row
        )

    def _of_source(self, source: Spans) -> tuple[float, ...]:
        words = " ".join(self._text[a:b] for a, b in source)
        plain = words.lower()
        return (
            bool(source), plain in _PRONOUNS, plain in _WRITER, any(c.isupper() for c in words), len(plain.split()),
        )  # fmt: skip

    def _of_content(self, relation: str, place: tuple[int, int] | None, content: Spans) -> tuple[float, ...]:
        quoted = any(mark in self._text[max(0, a - 1) : b + 1] for a, b in content for mark in '"“”')
        cue = self._trees[place[0]][place[1]].start if place is not None else None
        inside = cue is not None and self._quotations.cover(cue) and self._quotations.cover(content[0][0])
        told = 1.0 if relation == "reported" else self._share_reported(content)
        return quoted, inside, told, sum(len(self._text[a:b].split()) for a, b in content)

    def _share_reported(self, content: Spans) -> float:
        length = letters(content)
        return max((shared_letters(content, other) / length for other in self._contents), default=0.0)

    def _of_cue(self, tree: Tree, index: int) -> tuple[float, ...]:
        token, above = tree[index], tree.head(index)
        start = token.start
        return (
            any(a <= start < b for spans in self._contents for a, b in spans),
            (tree.number, index) in self._reporting,
            len(tree),
            index / len(tree),
            _place(_CUE_RELATIONS, token.deprel),
            tree.negated(index),
            _place(_CLASSES, token.upos),
            any(tree.lemma(c) in _MODALS for c in tree.children(index, "aux")),
            tree.feature(index, "Tense") == "Past",
            tree.feature(index, "VerbForm") == "Fin",
            tree.feature(index, "VerbForm") in {"Part", "Ger"},
            token.upos == "VERB" and is_passive(tree, index),
            self._known_cue(tree, index),
            tree.number / len(self._trees),
            above is not None and tree[above].upos == "VERB",
        )

    def _known_cue(self, tree: Tree, index: int) -> bool:
        lemma, kind = tree.lemma(index), tree[index].upos
        if kind in {"VERB", "AUX"}:
            return self._cues.verb(lemma) is not None
        if kind == "NOUN":
            return self._cues.noun(lemma) is not None
        return kind == "ADJ" and self._cues.adjective(lemma) is not None


def _of_under(tree: Tree, cue: int, under: int, case: str) -> tuple[float, ...]:
    first = tree[min(tree.subtree(under))].form.lower()
    return (
        abs(under - cue),
        _place(_CONTENT_CLASSES, tree[under].upos),
        _place(_PREPOSITIONS, case),
        tree.subject(under) is not None,
        tree.feature(under, "VerbForm") == "Fin",
        under > cue,
        len(tree.children(cue)),
        tree.child(cue, "ccomp") is not None,
        tree.child(cue, "obj") is not None,
        first in _QUESTIONS,
    )


def _case(tree: Tree, under: int) -> str:
    """The preposition or conjunction that brings a content in."""
    return next((tree.lemma(c) for c in tree.children(under, "case", "mark")), "")


def _place(values: Sequence[str], value: str) -> int:
    return values.index(value) if value in values else len(values)


def alike(one: Spans, other: Spans) -> bool:
    """Whether two contents share half of their letters (Jaccard)."""
    shared = shared_letters(one, other)
    return shared > 0 and shared >= _SHARED * (letters(one) + letters(other) - shared)


# --- what the rules found --------------------------------------------------------------------------------------


def _joined(text: str, gathered: Sequence[Reported]) -> list[tuple[Reported, Spans]]:
    """What is reported, quotations of one speaker with only a cue between them as one."""
    out: list[tuple[Reported, Spans]] = []
    last: Reported | None = None
    for item in gathered:
        content = tuple(sorted([(item.start, item.end), *item.others]))
        if last is not None and _goes_on(last, item, text):
            out[-1] = (out[-1][0], (*out[-1][1], *content))
        else:
            out.append((item, content))
        last = item
    return out


def _goes_on(last: Reported, item: Reported, text: str) -> bool:
    """Whether a quotation belongs to the attribution before it: another sentence of it, or its part after the cue."""
    if item.kind != "direct" or last.kind != "direct":
        return False
    between = text[last.end : item.start].strip(" .?!\"'“”‘’\n")
    if (last.cue, last.source) == (item.cue, item.source) and not between:
        return True
    return item.inherits and last.source == item.source and len(between) <= _LONGEST_CUE and "\n\n" not in between
