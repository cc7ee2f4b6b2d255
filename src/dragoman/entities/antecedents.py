"""Whom a pronoun takes up: the clusters told near it, described by numbers and weighed by boosted trees.

What language is sure of stays a rule (``fits``): gender and number where they are known, and that nobody is the object
of his own verb without a reflexive. Each cluster that fits is a row of ``NAMES``; what is not known is NaN.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import nan
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from dragoman.entities.drafts import Draft
from dragoman.entities.mentions import Found
from dragoman.entities.standing import (
    FEMALE,
    MALE,
    NEUTER,
    PLURAL,
    REFLEXIVE,
    SAYING,
    THIRD_PERSON,
    Past,
    Standing,
    class_of,
    is_predicate,
)
from dragoman.language.network import FOLDER
from dragoman.language.scorer import Scorer
from dragoman.language.tree import Tree
from dragoman.records import EntityKind, Mention

Rows = NDArray[np.float32]
# A pronoun looks back over this many sentences: in 91 of 100 cases of the training texts somebody right is among those
# told there, within five in 89.
REACH_SENTENCES = 8
_LATEST_ONES = 12  # mentions of a cluster that are looked at one by one, so that long articles cost no more
# Below this probability the best cluster is not taken up, by class of pronoun. F1 over all pronouns (folds of training
# texts) is flat from .15 to .3 for "he", best at .35 for "it" and "they". But those that take part in an event mean
# somebody oftener: of theirs in print the party is right in .68 ("it") and .60 ("they") at .35, .78 and .62 at these.
THRESHOLDS = (0.15, 0.15, 0.15, 0.2)
RELATIONS = (
    "nsubj nsubj:pass obj iobj obl obl:agent nmod nmod:poss appos conj compound amod advcl acl acl:relcl ccomp xcomp"
    " root dep flat det parataxis"
).split()
KINDS: tuple[EntityKind, ...] = (
    "person", "state", "organisation", "armed_group", "party", "company", "crowd", "place", "media", "other",
)  # fmt: skip
FORMS = ("name", "nominal", "pronoun")
_GOVERNORS = ("VERB", "AUX", "NOUN", "ADJ")
_PRONOUN = (
    "class", "relation", "subject", "depth", "reflexive", "possessive", "quoted", "begins", "governor", "asks a clause",
    "passive", "saying", "candidates", "sentence",
)  # fmt: skip
_NOUNS = ("nouns since", "noun subject since", "last sentence's subject is a noun", "noun in the sentence")
_CLUSTER = (
    *KINDS, "named", "gender known", "plural", "linked", "titled", "owned", "mentions", "share of mentions",
    "as subject", "mentions near", "pronouns of the class", "pronouns of others", "taken up last", "first sentence",
    "possessor",
)  # fmt: skip
_LATEST = (
    "sentences since", "words since", "rank", "rank of subjects", "form", "relation", "subject there", "main subject",
    "deep", "joined", "quoted there", "begins there", "same relation", "in the headline", "after", "covers",
    "preposition", "definite", "plural there", "words since subject",
)  # fmt: skip
_TREE = (
    "subject level", "saying above", "same governor", "in its phrase", "sentences since subject",
    "sentences since main subject", "main subject last sentence", "object last sentence", "steps between clauses",
)  # fmt: skip
_RIVALS = ("salience", "salience over others", "rank of salience", "rank from the left", "last taken since",
           "spoke last", "says it here")  # fmt: skip
NAMES = (*_PRONOUN, *_NOUNS, *_CLUSTER, *_LATEST, *_TREE, *_RIVALS)


class Chooser(Protocol):
    """Says which of the clusters a pronoun takes up; None: none of them."""

    def __call__(self, pronoun: Mention, candidates: Sequence[Draft], rows: Rows) -> Draft | None:
        """The choice among candidates, each with its row."""


@dataclass(frozen=True)
class Weighed:
    """The cluster that trees find likeliest, where that is likely enough."""

    scorer: Callable[[Rows], Rows]

    @classmethod
    def load(cls, directory: Path | None = None) -> "Weighed | None":
        """The trees in a reader's folder; None: it has none, and rules decide.

        Raises:
            InstallationError: a file is damaged, or was learnt from other columns.
        """
        if not ((directory or FOLDER) / "antecedents.onnx").is_file():
            return None
        return cls(Scorer.load("antecedents", NAMES, directory))

    def __call__(self, pronoun: Mention, candidates: Sequence[Draft], rows: Rows) -> Draft | None:
        """The chosen cluster; of equals the one mentioned last."""
        likely = self.scorer(rows)[:, 0]
        best = int(np.argmax(likely))
        return candidates[best] if likely[best] >= THRESHOLDS[class_of(pronoun.text.lower())] else None


class Memory:
    """The clusters of an article as its reading goes on, and the pronouns' candidates among them."""

    def __init__(self, trees: Sequence[Tree], found: Sequence[Found], *, body_start: int) -> None:
        self._trees, self._body_start = trees, body_start
        self._offsets: list[int] = []
        self._quoted: list[bool] = []
        heads = {(f.mention.sentence, i) for f in found for i in _words(f.mention)}
        self._nouns: tuple[list[int], list[int]] = ([], [])  # positions of other nouns, singular and plural
        self._noun_subjects: tuple[list[int], list[int]] = ([], [])
        self._past: dict[int, Past] = {}
        self._near: dict[int, list[Past]] = {}  # by sentence, who is mentioned there
        self._mentions = 0
        self._taken_last: dict[int, int] = {}
        self.speaker: int | None = None  # the number of the cluster that spoke last
        self._read(heads)

    def _read(self, heads: set[tuple[int, int]]) -> None:
        position, quoted, end = 0, False, 0
        for number, tree in enumerate(self._trees):
            self._offsets.append(position)
            quoted = quoted and tree.sentence.start - end < 2  # a quotation is opened anew in each paragraph
            end = tree.sentence.end
            for index, token in enumerate(tree.tokens):
                quoted = _after_sign(token.form, quoted)
                self._quoted.append(quoted)
                if token.upos == "NOUN" and (number, index) not in heads and tree.relation(index) != "compound":
                    plural = "Number=Plur" in token.feats
                    self._nouns[plural].append(position + index)
                    if token.deprel.startswith("nsubj"):
                        self._noun_subjects[plural].append(position + index)
            position += len(tree)

    def standing(self, mention: Mention) -> Standing:
        """How a mention stands."""
        position = self._offsets[mention.sentence] + mention.head
        return Standing(mention, self._trees[mention.sentence], position, self._quoted[position])

    def note(self, draft: Draft, mention: Mention) -> None:
        """Take in a mention; they come in order of text."""
        past = self._past.get(draft.number)
        if past is None:
            past = self._past[draft.number] = Past(draft)
        standing = self.standing(mention)
        past.add(standing)
        self._mentions += 1
        if standing.says:
            self.speaker = draft.number
        here = self._near.setdefault(mention.sentence, [])
        if past not in here:
            here.append(past)
        if standing.word in THIRD_PERSON:
            self._taken_last[class_of(standing.word)] = draft.number

    def candidates(self, pronoun: Mention, ahead: Sequence[tuple[Draft, Mention]]) -> tuple[list[Draft], Rows]:
        """Who may be meant, the latest mentioned first, with a row for each.

        Args:
            pronoun: the pronoun.
            ahead: what its sentence names after it.
        """
        word, here = pronoun.text.lower(), self.standing(pronoun)
        known: dict[int, Past] = {}
        for sentence in range(pronoun.sentence, pronoun.sentence - REACH_SENTENCES - 1, -1):
            for past in reversed(self._near.get(sentence, ())):
                known.setdefault(past.draft.number, past)
        for draft, mention in ahead:
            if draft.number not in known and mention.start > pronoun.start:
                past = self._past.get(draft.number) or Past(draft)
                known[draft.number] = past if past.standings else Past(draft, [self.standing(mention)])
        fitting = [past for past in known.values() if fits(word, past.draft) and not self._barred(past, here)]
        fitting.sort(key=lambda past: (-past.standings[-1].position, past.draft.number))
        if not fitting:
            return [], np.empty((0, len(NAMES)), dtype=np.float32)
        shared = tuple(self._of_pronoun(here, len(fitting)))
        view = _View(self, here, fitting)
        rows = [(*shared, *view.row(rank, past)) for rank, past in enumerate(fitting)]
        return [past.draft for past in fitting], np.array(rows, dtype=np.float32)

    def _barred(self, past: Past, here: Standing) -> bool:
        """The subject of a verb is not its object ("A praised him"), nor a phrase what stands within it."""
        latest = past.standings[-1].mention
        if latest.sentence != here.mention.sentence:
            return False
        if here.relation == "nmod:poss" or here.word in REFLEXIVE:
            return False
        tree = self._trees[latest.sentence]
        parent = tree.head(here.top)
        inside = (
            standing for standing in past.standings[-_LATEST_ONES:] if standing.mention.sentence == latest.sentence
        )
        return any(tree.head(p.top) == parent for p in inside if p.mention.start != here.mention.start)

    def _of_pronoun(self, here: Standing, candidates: int) -> Iterator[float]:
        """The numbers of ``_PRONOUN``."""
        mention, tree = here.mention, self._trees[here.mention.sentence]
        above = here.governor
        yield max(0, class_of(here.word) - 1)
        yield _code(here.relation)
        yield here.subject
        yield here.depth
        yield here.word in REFLEXIVE
        yield here.relation == "nmod:poss"
        yield here.quoted
        yield here.begins
        yield _GOVERNORS.index(tree[above].upos) if tree[above].upos in _GOVERNORS else len(_GOVERNORS)
        yield bool(tree.children(above, "ccomp", "csubj", "xcomp"))
        yield bool(tree.children(above, "aux:pass"))
        yield tree.lemma(above) in SAYING
        yield candidates
        yield mention.sentence

    def nouns_since(self, here: Standing, position: int) -> tuple[float, float, float, float]:
        """The numbers of ``_NOUNS``."""
        plural = here.word in PLURAL
        nouns, subjects = self._nouns[plural], self._noun_subjects[plural]
        start = self._offsets[here.mention.sentence]
        before = start - len(self._trees[here.mention.sentence - 1]) if here.mention.sentence else start
        return (
            _between(nouns, position, here.position),
            _between(subjects, position, here.position),
            _between(subjects, before, start),
            _between(nouns, start, here.position),
        )

    @property
    def mentions(self) -> int:
        """How many have been noted."""
        return self._mentions

    def tree(self, number: int) -> Tree:
        """The tree of a sentence."""
        return self._trees[number]

    def in_headline(self, mention: Mention) -> bool:
        """Whether a mention stands before the text proper."""
        return mention.start < self._body_start

    def taken_last(self, kind: int) -> int | None:
        """The number of the cluster that the last pronoun of a class took up."""
        return self._taken_last.get(kind)


class _View:
    """What is the same for all candidates of a pronoun."""

    def __init__(self, memory: Memory, here: Standing, fitting: Sequence[Past]) -> None:
        self._memory, self._here, self._kind = memory, here, class_of(here.word)
        self._tree = memory.tree(here.mention.sentence)
        above = [here.top, *self._tree.ancestors(here.top)]
        levels = [a for a in above[1:] if is_predicate(self._tree, a)]
        self._subjects = {
            child: (level, self._tree.lemma(node) in SAYING)
            for level, node in reversed(list(enumerate(levels)))
            for child in self._tree.children(node, "nsubj", "csubj")
        }
        self._above = set(above[1:])
        self._levels = {node: n for n, node in reversed(list(enumerate(above[1:] or above)))}
        subjects = [past for past in fitting if past.subject_at is not None]
        subjects.sort(key=lambda past: -past.subject_position)
        self._subject_rank = {past.draft.number: rank for rank, past in enumerate(subjects)}
        self._last_taken = memory.taken_last(self._kind)
        self._salience = {past.draft.number: self._salience_of(past) for past in fitting}
        ordered = sorted(self._salience.values(), reverse=True)
        salient = sorted(fitting, key=lambda past: (-self._salience[past.draft.number], -past.standings[-1].position))
        self._rank = {past.draft.number: rank for rank, past in enumerate(salient)}
        self._ordered = (*ordered, nan)  # nobody is the second of one
        left = sorted(fitting, key=lambda past: self._from_left(past.standings[-1]))
        self._left = {past.draft.number: rank for rank, past in enumerate(left)}

    def _from_left(self, standing: Standing) -> tuple[int, int]:
        """As Hobbs looks for them: the nearest sentence first, in it from the left."""
        return self._here.mention.sentence - standing.mention.sentence, standing.position

    def _salience_of(self, past: Past) -> float:
        """By weights as in Lappin & Leass 1994: the best of the mentions, near before far, subjects before others."""
        best = -20.0
        for standing in past.standings[-_LATEST_ONES:]:
            if standing.mention.start < self._here.mention.start:
                score = -2.0 * (self._here.mention.sentence - standing.mention.sentence) + 3.0 * standing.subject
                score += 0.5 * (standing.mention.form == "pronoun")
                score -= 1.5 * (standing.relation in {"nmod:poss", "compound", "amod"})
                best = max(best, score)
        return best

    def row(self, rank: int, past: Past) -> Iterator[float]:
        """The numbers of a candidate."""
        latest = past.standings[-1]
        yield from self._memory.nouns_since(self._here, latest.position)
        yield from self._of_cluster(past)
        yield from self._of_latest(rank, past, latest)
        yield from self._of_tree(past)
        yield from self._of_rivals(past)

    def _of_rivals(self, past: Past) -> Iterator[float]:
        """How a candidate stands among the others, and whether it speaks."""
        salience = self._salience[past.draft.number]
        yield salience
        yield salience - (self._ordered[1] if salience == self._ordered[0] else self._ordered[0])
        yield self._rank[past.draft.number]
        yield self._left[past.draft.number]
        last = past.taken_position.get(self._kind)
        yield self._here.position - last if last is not None else nan
        yield past.draft.number == self._memory.speaker
        here = self._here.mention.sentence
        yield any(one.says for one in past.standings[-_LATEST_ONES:] if one.mention.sentence == here)

    def _of_cluster(self, past: Past) -> Iterator[float]:
        draft, number = past.draft, self._here.mention.sentence
        yield from (draft.kind == kind for kind in KINDS)
        yield draft.named
        yield draft.gender is not None
        yield draft.plural
        yield draft.entity is not None
        yield bool(draft.titles)
        yield bool(draft.owners)
        yield len(past.standings)
        yield len(past.standings) / max(1, self._memory.mentions)
        yield past.subjects
        yield sum(number - standing.mention.sentence <= 2 for standing in past.standings[-_LATEST_ONES:])
        yield past.taken.get(self._kind, 0)
        yield sum(past.taken.values()) - past.taken.get(self._kind, 0)
        yield self._last_taken == draft.number
        yield past.standings[0].mention.sentence
        yield draft.possessor is not None

    def _of_latest(self, rank: int, past: Past, latest: Standing) -> Iterator[float]:
        here, mention = self._here, latest.mention
        tree = self._memory.tree(mention.sentence)
        yield here.mention.sentence - mention.sentence
        yield here.position - latest.position
        yield rank
        yield self._subject_rank.get(past.draft.number, nan)
        yield FORMS.index(mention.form) if mention.form in FORMS else len(FORMS)
        yield _code(latest.relation)
        yield latest.subject
        yield latest.main
        yield latest.depth
        yield latest.joined
        yield latest.quoted
        yield latest.begins
        yield latest.relation == here.relation
        yield self._memory.in_headline(mention)
        yield mention.start > here.mention.start
        yield mention.start <= here.mention.start and here.mention.end <= mention.end
        yield tree.preposition(latest.top) is not None
        yield tree[mention.first].form.lower() in {"the", "this", "that", "these", "those"}
        yield "Number=Plur" in tree[mention.head].feats
        yield here.position - past.subject_position if past.subject_at is not None else nan

    def _of_tree(self, past: Past) -> Iterator[float]:
        number = self._here.mention.sentence
        inside = [standing for standing in past.standings[-_LATEST_ONES:] if standing.mention.sentence == number]
        before = [standing for standing in past.standings[-_LATEST_ONES:] if standing.mention.sentence == number - 1]
        levels = [self._subjects[standing.top] for standing in inside if standing.top in self._subjects]
        level, saying = min(levels, default=(nan, nan))
        yield level
        yield saying
        yield any(standing.governor == self._here.governor for standing in inside) if inside else nan
        yield any(self._tree.head(standing.top) in self._above for standing in inside) if inside else nan
        yield number - past.subject_at if past.subject_at is not None else nan
        yield number - past.main_at if past.main_at is not None else nan
        yield any(standing.main for standing in before)
        yield any(standing.relation in {"obj", "iobj"} for standing in before)
        yield min((self._steps(standing) for standing in inside), default=nan)

    def _steps(self, standing: Standing) -> float:
        """Clauses between a mention's and the pronoun's."""
        above = [standing.governor, *self._tree.ancestors(standing.governor)]
        return next((n + self._levels[a] for n, a in enumerate(above) if a in self._levels), nan)


def fits(word: str, draft: Draft) -> bool:
    """Whether gender and number, as far as they are known, let a pronoun take up a cluster."""
    if word in MALE or word in FEMALE:
        wrong = "f" if word in MALE else "m"
        return draft.kind == "person" and not draft.plural and draft.gender != wrong
    if word in NEUTER:
        return draft.kind not in {"person", "crowd"} and not draft.plural
    return draft.plural or draft.kind != "person"


def _words(mention: Mention) -> Iterator[int]:
    yield from range(mention.first, mention.last + 1) if mention.form == "name" else (mention.head,)


def _after_sign(form: str, quoted: bool) -> bool:
    if form in {"“", "``", "„"}:
        return True
    if form in {"”", "''"}:
        return False
    return not quoted if form == '"' else quoted


def _between(positions: list[int], start: int, end: int) -> int:
    return max(0, bisect_left(positions, end) - bisect_left(positions, start))


def _code(relation: str) -> float:
    return RELATIONS.index(relation) if relation in RELATIONS else len(RELATIONS)
