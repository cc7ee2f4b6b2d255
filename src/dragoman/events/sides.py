"""Who stands on which side of a happening: every party of the article is weighed for each side.

The frames name whom the grammar names. Much is told otherwise: by a pronoun's antecedent, across a list, or not at all
where the article has made it plain ("rejected the charge", "recalled its ambassador"). So each party of the article is
a candidate for each side (``dragoman.events.ballots``). Trees of decisions (gradient boosting, Friedman 2001), learnt
from hand-coded articles and the corpus by ``training.sides``, give each a probability. Whom a frame names stays unless
he is improbable; an empty side is filled by whoever is probable. What was changed is said in ``why``.
"""

from collections.abc import Sequence

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from dragoman.events.ballots import ballot_of, nearest
from dragoman.events.cast import Cast, key_of, keys_of
from dragoman.events.draft import Draft
from dragoman.language.scorer import Scorer
from dragoman.language.tree import Tree
from dragoman.records import Participant

ACTOR, RECIPIENT = 0, 1
# From which probability an empty side is filled, and below which one whom the frame names gives way. At .25 to .4 as
# many dyads are right (243 to 245 of 444 in five folds over the articles learnt from, 220 by the frames alone), at .5
# fewer (229); of these .4 names the fewest wrong parties.
FILLED, KEPT = 0.4, 0.3
# Scourges: whoever condemns them as such aims at nobody ("terrorism in all its forms").
_SCOURGES = frozenset("terrorism terror extremism piracy antisemitism racism trafficking proliferation".split())


def settled(cast: Cast, scorer: Scorer) -> list[Draft]:
    """The drafts of the cast with their sides as they are most probable."""
    ballots = [ballot_of(cast, number) for number in range(len(cast.drafts))]
    rows = [row for ballot in ballots for row in ballot.rows]
    if not rows:
        return list(cast.drafts)
    likely = scorer(np.array(rows, dtype=np.float32))
    found, at = [], 0
    for draft, ballot in zip(cast.drafts, ballots, strict=True):
        chance = likely[at : at + len(ballot.keys)]
        # No tree has seen a type of the user's own that stands alone: its sides are whom its frames name.
        found.append(draft if draft.frame.scheme else elected(cast, draft, ballot.keys, chance))
        at += len(ballot.keys)
    return found


def elected(cast: Cast, draft: Draft, keys: Sequence[str], likely: NDArray[np.float32]) -> Draft:
    """The draft with the sides that are most probable; ``likely`` [candidates, sides]."""
    actors, why_actor = _side(cast, draft, keys, likely[:, ACTOR], ACTOR)
    draft = replace(draft, actors=actors)
    recipients, why_recipient = _side(cast, draft, keys, likely[:, RECIPIENT], RECIPIENT)
    why = [w for w in (why_actor, why_recipient) if w]
    return replace(draft, recipients=recipients, why=(*draft.why, *why)) if why else draft


def _side(
    cast: Cast, draft: Draft, keys: Sequence[str], likely: NDArray[np.float32], side: int
) -> tuple[tuple[Participant, ...], str]:
    """Those on a side, and what was changed by whose probability; "" where nothing was."""
    named, others = (draft.actors, draft.recipients) if side == ACTOR else (draft.recipients, draft.actors)
    chance = dict(zip(keys, likely.tolist(), strict=True))
    kept = tuple(p for p in named if chance[key_of(p)] > KEPT)
    label = "actor" if side == ACTOR else "recipient"
    if kept:
        return kept, "" if len(kept) == len(named) else f"{label}s less likely than {KEPT} left out"
    best = max(keys, key=lambda key: (chance[key], key), default=None)
    if best is None or chance[best] <= FILLED or best in keys_of(named):
        return named, ""
    if side == RECIPIENT and not named and _at_nobody(cast.trees[draft.sentence], draft.token):
        return named, ""
    who = _named(cast, draft, best, others)
    if who is None:
        return named, ""
    return (who,), f"{label} by what the article tells of them: {chance[best]:.2f}"


def _at_nobody(tree: Tree, token: int) -> bool:
    return any(tree.lemma(item) in _SCOURGES for item in tree.children(token, "obj", "obl"))


def _named(cast: Cast, draft: Draft, key: str, others: Sequence[Participant]) -> Participant | None:
    """The participant of a key, as named nearest to the trigger.

    Nobody who acts for those on the other side; no medium, which is mostly named for its report.
    """
    barred, theirs = {p.id for p in others}, {p.party for p in others if p.party}
    free = [
        n
        for n in cast.by_key.get(key, ())
        if n.who.id not in barred and n.who.party not in theirs and n.who.kind != "media"
    ]
    here = [n for n in free if n.sentence == draft.sentence]
    if here:
        return nearest(cast.trees[draft.sentence], draft.token, here).who
    before = [n for n in free if n.sentence < draft.sentence]
    if before:
        return max(before, key=lambda n: (n.sentence, n.head)).who
    return free[0].who if free else None
