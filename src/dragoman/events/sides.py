"""Who stands on which side of a happening: every party of the article is weighed for each side.

The frames name whom the grammar names. Much is told otherwise: by a pronoun's antecedent, across a list, or not at all
where the article has made it plain ("rejected the charge", "recalled its ambassador"). So each party of the article is
a candidate for each side (``dragoman.events.ballots``). Trees of decisions (gradient boosting, Friedman 2001), learnt
from hand-coded articles and the corpus by ``training.sides``, give each a probability. Whom a frame names stays unless
he is improbable; an empty side is filled by whoever is probable. What was changed is said in ``why``.
"""

from collections.abc import Sequence
from itertools import accumulate, pairwise
from pathlib import Path

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from dragoman.events.ballots import NAMES, Ballot, ballot_of, nearest
from dragoman.events.cast import Cast, key_of, keys_of
from dragoman.events.draft import Draft
from dragoman.events.explaining import note_weighed
from dragoman.events.grammar import passive
from dragoman.events.people import GROUPS, People
from dragoman.language.scorer import Scorer
from dragoman.language.trace import Trace
from dragoman.records import Participant, Record

ACTOR, RECIPIENT = 0, 1
_AT_ONCE = 200  # tellings whose candidates are scored together; more would cost memory in long articles
# From which probability an empty side is filled, and below which one whom the frame names gives way. Dyads right in
# five folds over the articles learnt from, with these and by the frames alone: ``python -m training.sides --folds 5``.
# For filling .3 and .35 differ little (event with dyad F1 in the own articles .536, .541).
FILLED, KEPT = 0.35, 0.3
# What is known of a candidate after the first look: his probabilities for both sides, the best of the others, how many
# are before him, those of whom the frame names, and how many there are in all on each side.
_AGAIN = (
    "as actor", "as recipient", "best other actor", "best other recipient", "actors before", "recipients before",
    "frame's actor", "frame's recipient", "actors in all", "recipients in all", "frame's recipient as actor",
    "frame's actor as recipient",
)  # fmt: skip
_MOST_SHOWN = 3  # candidates of a side that are told to whoever asks why
NAMES_AGAIN = (*NAMES, *_AGAIN)
Chances = NDArray[np.float32]
_DEEDS = frozenset({"ASSAULT", "COERCE"})
_AGAINST = frozenset({"ACCUSE", "REJECT"})
_TOGETHER = frozenset({"CONSULT", "AGREE", "COOPERATE"})
# A medium is mostly named for its report; a thing ("the helicopter") bears a state and acts for nobody.
_NO_SIDE = frozenset({"media", "other"})


class Choice(Record, frozen=True, kw_only=True):
    """Those on a side; where they are not whom the frame names, why and how likely they are."""

    people: People
    why: str = ""
    chance: float = 1.0


class Sides(Record, frozen=True, kw_only=True):
    """The trees of the first look, and those of the second."""

    first: Scorer
    second: Scorer

    @classmethod
    def load(cls, directory: Path | None = None) -> "Sides":
        """What ships with the package, or lies in a folder.

        Raises:
            InstallationError: a file is missing or damaged, or was learnt from other columns.
        """
        again = Scorer.load("sides_again", NAMES_AGAIN, directory)
        return cls(first=Scorer.load("sides", NAMES, directory), second=again)


def settled(cast: Cast, sides: Sides, *, trace: Trace | None = None) -> list[Draft]:
    """The drafts of the cast with their sides as they are most probable; a trace is told how probable each is."""
    found: list[Draft] = []
    for first in range(0, len(cast.drafts), _AT_ONCE):
        drafts = cast.drafts[first : first + _AT_ONCE]
        ballots = [ballot_of(cast.on(draft.when), first + number) for number, draft in enumerate(drafts)]
        rows = [np.array(ballot.rows, dtype=np.float32).reshape(-1, len(NAMES)) for ballot in ballots]
        seen = [again(*each) for each in zip(drafts, ballots, rows, _likely(sides.first, rows), strict=True)]
        for draft, ballot, chance in zip(drafts, ballots, _likely(sides.second, seen), strict=True):
            if trace is not None and not draft.frame.scheme:
                note_weighed(trace, cast.trees[draft.sentence], draft.token, account_of(cast, ballot.keys, chance))
            # No tree has seen a type of the user's own that stands alone: its sides are whom its frames name.
            found.append(draft if draft.frame.scheme else elected(cast.on(draft.when), draft, ballot.keys, chance))
    return found


def account_of(cast: Cast, keys: Sequence[str], likely: Chances) -> str:
    """In words: the likeliest on each side, and from where one is kept or put there."""
    told = []
    for side, label in ((ACTOR, "actor"), (RECIPIENT, "recipient")):
        ranked = sorted(zip(likely[:, side].tolist(), keys, strict=True), reverse=True)[:_MOST_SHOWN]
        shown = [f"{cast.by_key[key][0].who.name} {chance:.2f}" for chance, key in ranked if cast.by_key.get(key)]
        told.append(f"{label} {', '.join(shown) or 'nobody'}")
    return f"{'; '.join(told)}; a frame's are kept above {KEPT:.2f}, an empty side is filled above {FILLED:.2f}"


def _likely(scorer: Scorer, rows: Sequence[Chances]) -> list[Chances]:
    """The probabilities for the rows of each ballot, asked for all at once."""
    ends = list(accumulate(map(len, rows), initial=0))
    every = scorer(np.concatenate(rows)) if ends[-1] else np.empty((0, 2), dtype=np.float32)
    return [every[a:b] for a, b in pairwise(ends)]


def again(draft: Draft, ballot: Ballot, rows: Chances, likely: Chances) -> Chances:
    """The rows of a ballot with what the first look found: [candidates, ``NAMES_AGAIN``]."""
    if not len(rows):
        return np.empty((0, len(NAMES_AGAIN)), dtype=np.float32)
    actors, recipients = keys_of(draft.actors), keys_of(draft.recipients)
    acting = np.array([key in actors for key in ballot.keys])
    receiving = np.array([key in recipients for key in ballot.keys])
    same = (
        _best(likely[:, ACTOR], acting), _best(likely[:, RECIPIENT], receiving), likely[:, ACTOR].sum(),
        likely[:, RECIPIENT].sum(), _best(likely[:, ACTOR], receiving), _best(likely[:, RECIPIENT], acting),
    )  # fmt: skip
    before = (likely[None] > likely[:, None]).sum(axis=1)
    found = np.column_stack([rows, likely, _others(likely), before, np.tile(same, (len(rows), 1))])
    return found.astype(np.float32)


def _others(likely: Chances) -> Chances:
    """For each candidate and side the highest probability among the others."""
    if len(likely) == 1:
        return np.zeros_like(likely)
    order = np.sort(likely, axis=0)
    alone = np.arange(len(likely))[:, None] == likely.argmax(axis=0)
    return np.asarray(np.where(alone, order[-2], order[-1]), dtype=np.float32)


def _best(likely: Chances, among: NDArray[np.bool_]) -> float:
    """The highest of some probabilities; -1: there are none."""
    return float(likely[among].max()) if among.any() else -1.0


def elected(cast: Cast, draft: Draft, keys: Sequence[str], likely: NDArray[np.float32]) -> Draft:
    """The draft with the sides that are most probable; ``likely`` [candidates, sides].

    Where the same stand on both sides ("A and B signed") nobody is weighed: they were told together.
    """
    if draft.recipients and {p.id for p in draft.actors} == {p.id for p in draft.recipients}:
        return draft
    actors = _side(cast, draft, keys, likely[:, ACTOR], ACTOR)
    draft = replace(draft, actors=actors.people)
    recipients = _side(cast, draft, keys, likely[:, RECIPIENT], RECIPIENT)
    why = [choice.why for choice in (actors, recipients) if choice.why]
    return replace(
        draft,
        recipients=recipients.people,
        why=(*draft.why, *why),
        confidence=round(min(draft.confidence, actors.chance, recipients.chance), 4),
    )


def _side(cast: Cast, draft: Draft, keys: Sequence[str], likely: NDArray[np.float32], side: int) -> Choice:
    named, others = (draft.actors, draft.recipients) if side == ACTOR else (draft.recipients, draft.actors)
    chance = dict(zip(keys, likely.tolist(), strict=True))
    kept = tuple(p for p in named if chance[key_of(p)] > KEPT)
    label = "actor" if side == ACTOR else "recipient"
    if kept:
        return Choice(people=kept, why="" if kept == named else f"{label}s less likely than {KEPT} left out")
    if side == ACTOR and any(p.kind not in _NO_SIDE for p in named) and _overt(cast, draft):
        return Choice(people=named)
    barred = _blamers(cast, draft) if side == ACTOR and not named else set()
    best = max((k for k in keys if k not in barred), key=lambda key: (chance[key], key), default=None)
    if best is None or chance[best] <= FILLED or best in keys_of(named):
        return Choice(people=named)
    who = None if not named and _nobodys(cast, draft, best, side) else _named(cast, draft, best, others)
    if who is None:
        return Choice(people=named)
    return Choice(
        people=(who,), why=f"{label} by what the article tells of them: {chance[best]:.2f}", chance=chance[best]
    )


def _overt(cast: Cast, draft: Draft) -> bool:
    """Whether the clause itself says who acts: its verb is active and a noun, no pronoun, is its subject.

    Not of what two do together, where "the parties" may stand for names told before.
    """
    tree = cast.trees[draft.sentence]
    if draft.type in _TOGETHER or draft.frame.kind != "verb" or passive(tree, draft.token):
        return False
    own = tree.subject(draft.token)
    return own is not None and tree[own].upos in {"NOUN", "PROPN"}


def _blamers(cast: Cast, draft: Draft) -> set[str]:
    """Those who condemn or reject the very act that a noun tells: "Mr Silva condemned the launch" was not his."""
    head = cast.trees[draft.sentence].head(draft.token)
    if draft.frame.kind == "verb":
        return set()
    above = (d for d in cast.drafts if (d.sentence, d.token) == (draft.sentence, head) and d.type in _AGAINST)
    return {key for other in above for key in keys_of(other.actors)}


def _nobodys(cast: Cast, draft: Draft, key: str, side: int) -> bool:
    """Whether a side stays empty: what is condemned as such, and whoever did it unless his sentence names him.

    No culprit is supplied from what stands around: next to "condemned the attack" stand those who suffered it.
    Forces are moved and weapons tested against nobody in particular, unless the clause says against whom.
    """
    tree = cast.trees[draft.sentence]
    if side == ACTOR:
        return draft.type in _DEEDS and (key, draft.sentence) not in cast.in_sentence
    if draft.type == "MOBILIZE":
        return True
    items = list(tree.children(draft.token, "obj", "obl"))
    # "condemned in the strongest terms the attack": the parser may hang the attack on the terms.
    items += [c for item in items for c in tree.children(item, "nmod", "appos") if not tree.children(c, "case")]
    objects = {tree.lemma(item) for item in items}
    return draft.type == "ACCUSE" and not cast.unaimed.isdisjoint(objects)


def _named(cast: Cast, draft: Draft, key: str, others: Sequence[Participant]) -> Participant | None:
    """The participant of a key: in the trigger's sentence the one named nearest, else the party itself.

    Nobody who acts for those on the other side, and none of their towns; no medium and no mere thing.
    """
    barred, theirs = {p.id for p in others}, {p.party for p in others if p.party}
    free = [
        n
        for n in cast.by_key.get(key, ())
        if n.who.id not in barred and n.who.party not in theirs and n.who.kind not in _NO_SIDE
        if not (n.who.kind == "place" and n.who.country in theirs)
    ]
    here = [n for n in free if n.sentence == draft.sentence]
    if here:
        return nearest(cast.trees[draft.sentence], draft.token, here).who
    if key in theirs:  # of one's own people only whom the sentence names: "detained 26 men"
        return None
    # Who is only meant is the state or body itself, where the article names it, not whoever spoke for it last.
    itself = [n for n in free if n.who.kind in GROUPS] or free
    before = [n for n in itself if n.sentence < draft.sentence]
    if before:
        return max(before, key=lambda n: (n.sentence, n.head)).who
    return itself[0].who if itself else None
