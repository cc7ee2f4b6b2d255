"""Who stands on which side of a happening: every party of the article is weighed for each side.

The frames name whom the grammar names. Much is told otherwise: by a pronoun's antecedent, across a list, or not at all
where the article has made it plain ("rejected the charge", "recalled its ambassador"). So each party of the article is
a candidate for each side (``dragoman.events.ballots``). Trees of decisions (gradient boosting, Friedman 2001), learnt
from hand-coded articles and the corpus by ``training.sides``, give each a probability. Whom a frame names stays unless
he is improbable; an empty side is filled by whoever is probable. What was changed is said in ``why``.
"""

from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from dragoman.events.ballots import ballot_of, nearest
from dragoman.events.cast import Cast, key_of, keys_of
from dragoman.events.draft import Draft
from dragoman.events.people import GROUPS, People
from dragoman.records import Participant, Record

if TYPE_CHECKING:
    from dragoman.language.scorer import Scorer

ACTOR, RECIPIENT = 0, 1
_AT_ONCE = 200  # tellings whose candidates are scored together; more would cost memory in long articles
# From which probability an empty side is filled, and below which one whom the frame names gives way. Dyads right in
# five folds over the articles learnt from, with these and by the frames alone: ``python -m training.sides --folds 5``.
# Lower ones fill as many sides rightly and more wrongly, .5 leaves too many empty.
FILLED, KEPT = 0.4, 0.3
_DEEDS = frozenset({"ASSAULT", "COERCE"})
# A medium is mostly named for its report; a thing ("the helicopter") bears a state and acts for nobody.
_NO_SIDE = frozenset({"media", "other"})


class Choice(Record, frozen=True, kw_only=True):
    """Those on a side; where they are not whom the frame names, why and how likely they are."""

    people: People
    why: str = ""
    chance: float = 1.0


def settled(cast: Cast, scorer: "Scorer") -> list[Draft]:
    """The drafts of the cast with their sides as they are most probable."""
    found: list[Draft] = []
    for first in range(0, len(cast.drafts), _AT_ONCE):
        drafts = cast.drafts[first : first + _AT_ONCE]
        ballots = [ballot_of(cast, first + number) for number in range(len(drafts))]
        ends = list(accumulate((len(ballot.keys) for ballot in ballots), initial=0))
        rows = [row for ballot in ballots for row in ballot.rows]
        likely = scorer(np.array(rows, dtype=np.float32)) if rows else np.empty((0, 2), dtype=np.float32)
        for number, (draft, ballot) in enumerate(zip(drafts, ballots, strict=True)):
            chance = likely[ends[number] : ends[number + 1]]
            # No tree has seen a type of the user's own that stands alone: its sides are whom its frames name.
            found.append(draft if draft.frame.scheme else elected(cast, draft, ballot.keys, chance))
    return found


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
    best = max(keys, key=lambda key: (chance[key], key), default=None)
    if best is None or chance[best] <= FILLED or best in keys_of(named):
        return Choice(people=named)
    who = None if not named and _nobodys(cast, draft, best, side) else _named(cast, draft, best, others)
    if who is None:
        return Choice(people=named)
    return Choice(
        people=(who,), why=f"{label} by what the article tells of them: {chance[best]:.2f}", chance=chance[best]
    )


def _nobodys(cast: Cast, draft: Draft, key: str, side: int) -> bool:
    """Whether a side stays empty: what is condemned as such, and whoever did it unless his sentence names him.

    No culprit is supplied from what stands around: next to "condemned the attack" stand those who suffered it.
    """
    tree = cast.trees[draft.sentence]
    if side == ACTOR:
        return draft.type in _DEEDS and (key, draft.sentence) not in cast.in_sentence
    objects = {tree.lemma(item) for item in tree.children(draft.token, "obj", "obl")}
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
    # Who is only meant is the state or body itself, where the article names it, not whoever spoke for it last.
    itself = [n for n in free if n.who.kind in GROUPS] or free
    before = [n for n in itself if n.sentence < draft.sentence]
    if before:
        return max(before, key=lambda n: (n.sentence, n.head)).who
    return itself[0].who if itself else None
