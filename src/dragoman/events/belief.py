"""Which words tell an event: the frames, the model and the rules are weighed against one another.

A frame says what a word can tell, the model's heads how likely it tells it here, the rules what speaks against it (it
stands in the content of another act, it is told in passing). Trees of decisions (gradient boosting, Friedman 2001),
learnt by ``training.belief`` from texts that the heads had not seen, give each candidate a probability.
"""

from collections.abc import Iterator
from math import nan
from typing import TYPE_CHECKING

import numpy as np

from dragoman.entities.names import OWN
from dragoman.events.ballots import RELATIONS, TYPES, WORDS
from dragoman.events.draft import Draft
from dragoman.events.explaining import note_believed
from dragoman.events.grammar import noun_beneath, patient
from dragoman.events.scene import Scene
from dragoman.language.trace import Trace
from dragoman.records import BASES, STATUSES, Act

if TYPE_CHECKING:
    from dragoman.language.scorer import Scorer

# How likely a candidate must be: one that a frame tells and no rule speaks against, any other. Set by hand on the
# hand-coded training articles, read by networks that had not seen them, and on our own forty: in articles, where a
# happening is told many times, more candidates than these make up more events than they find.
RULED, BELIEVED = 0.2, 0.6
_HERE, _NOBODY = "here", "nobody"
NAMES = (
    "type", "word", "learnt", "a frame of it holds", "a frame of it knows the word", "another frame knows the word",
    "likely here", "likely at the object", "likeliest", "likeliest is another", "any event", "any event at the object",
    "actors", "recipients", "actor linked", "recipient linked", "actor here", "no actor", "recipient here",
    "no recipient", "asks for a recipient", "within", "passing", "status", "basis", "model: status", "model: basis",
    "in a statement", "depth", "words", "relation", "plural", "determined", "past tense", "others of the type",
    "likelier others of the type",
)  # fmt: skip


def believed(scene: Scene, drafts: list[Draft], *, scorer: "Scorer", trace: Trace | None = None) -> list[Draft]:
    """The candidates of a sentence that are likely enough, of those at one word the likeliest.

    Those of the user's own types and actors: by rule. A trace is told how likely each is.
    """
    if not drafts:
        return []
    likely = scorer(np.array(list(rows_of(scene, drafts)), dtype=np.float32))[:, 0].tolist()
    best: dict[tuple[str, int], float] = {}
    for draft, chance in zip(drafts, likely, strict=True):
        at = (draft.frame.scheme, draft.token)
        if chance >= _least(draft):
            best[at] = max(best.get(at, 0.0), chance)
    if trace is not None:
        for draft, chance in zip(drafts, likely, strict=True):
            note_believed(scene, trace, draft, chance, least=None if users_own(draft) else _least(draft))
    return [
        draft
        for draft, chance in zip(drafts, likely, strict=True)
        if (by_frame(draft) if users_own(draft) else chance == best.get((draft.frame.scheme, draft.token)))
    ]


def _least(draft: Draft) -> float:
    return RULED if by_frame(draft) else BELIEVED


def by_frame(draft: Draft) -> bool:
    """Whether a frame tells it and no rule speaks against it."""
    return draft.within is None and not draft.passing and not draft.frame.learnt


def users_own(draft: Draft) -> bool:
    """Whether trees may not drop a draft: it is of a type of the user's own, or a frame tells it of their own actor.

    No tree has seen either; what the model alone tells of such an actor is weighed as of any other.
    """
    theirs = any(p.id.startswith(OWN) for p in (*draft.actors, *draft.recipients))
    return draft.frame.own_type is not None or (theirs and by_frame(draft))


def rows_of(scene: Scene, drafts: list[Draft]) -> Iterator[tuple[float, ...]]:
    """A row of ``NAMES`` for each candidate of a sentence."""
    chances = [_likely(scene.acts.get(d.token), d.type) for d in drafts]
    for number, draft in enumerate(drafts):
        beside = [c for n, c in enumerate(chances) if n != number and _same(drafts[n].type, draft.type)]
        yield (*_row(scene, draft), len(beside), sum(c > chances[number] for c in beside))


def _row(scene: Scene, draft: Draft) -> Iterator[float]:
    tree, act = scene.tree, scene.acts.get(draft.token)
    beneath = _object_act(scene, draft)
    best = act.types[0] if act is not None else ("", 0.0)
    known = scene.frames.for_word(draft.frame.kind, tree.lemma(draft.token), tree[draft.token].form.lower())
    yield TYPES.index(draft.type) if draft.type in TYPES else -1
    yield WORDS.index(draft.frame.kind)
    yield draft.frame.learnt
    yield draft.frame.learnt and bool(draft.frame.words)
    yield any(_same(f.type, draft.type) for f in known)
    yield any(not _same(f.type, draft.type) for f in known)
    yield _likely(act, draft.type)
    yield _likely(beneath, draft.type) if beneath is not None else nan
    yield best[1]
    yield not _same(best[0], draft.type)
    yield sum(p for _, p in act.types) if act is not None else 0.0
    yield sum(p for _, p in beneath.types) if beneath is not None else nan
    yield len(draft.actors)
    yield len(draft.recipients)
    yield max((p for _, p in act.actors), default=0.0) if act is not None else 0.0
    yield max((p for _, p in act.recipients), default=0.0) if act is not None else 0.0
    for labels in (act.actors_at, act.recipients_at) if act is not None else ((), ()):
        where = dict(labels)
        yield where.get(_HERE, 0.0) if act is not None else nan
        yield where.get(_NOBODY, 0.0) if act is not None else nan
    yield bool(draft.frame.recipient)
    yield TYPES.index(draft.within) if draft.within in TYPES else -1
    yield draft.passing
    yield STATUSES.index(draft.status)
    yield BASES.index(draft.basis)
    yield STATUSES.index(act.status[0][0]) if act is not None and act.status else nan
    yield BASES.index(act.basis[0][0]) if act is not None and act.basis else nan
    yield scene.statement_at(draft.token) is not None
    yield scene.depth
    yield len(tree)
    relation = tree[draft.token].deprel
    yield RELATIONS.index(relation) if relation in RELATIONS else len(RELATIONS)
    yield tree.feature(draft.token, "Number") == "Plur"
    yield bool(tree.children(draft.token, "det", "nmod:poss"))
    yield tree.feature(draft.token, "Tense") == "Past"


def _object_act(scene: Scene, draft: Draft) -> Act | None:
    """What the model says of the noun that a verb carries: in "launched an attack" the noun may tell it."""
    if draft.frame.kind != "verb":
        return None
    item = patient(scene.tree, draft.token)
    acts = (
        [a for t in (item, noun_beneath(scene.tree, item)) if t is not None and (a := scene.acts.get(t))]
        if item is not None
        else []
    )
    return max(acts, key=lambda a: _likely(a, draft.type), default=None)


def _likely(act: Act | None, kind: str) -> float:
    return 0.0 if act is None else sum(p for told, p in act.types if _same(told, kind))


def _same(one: str, other: str) -> bool:
    return one == other or {one, other} == {"CONCEDE", "RETREAT"}
