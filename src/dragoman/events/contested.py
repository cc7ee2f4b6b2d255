"""Acts of force that their author denies a few sentences on: told plainly or not, they are alleged.

The coding guide: what is contested in the article is never plain. The denial must come from the party that is said to
have done it, within three sentences, and must not be of something else that was charged in between.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from msgspec.structs import replace

from dragoman.events.draft import Draft
from dragoman.events.status import FORCE

# In the hand-coded training articles and the corpus a denial stands with what it denies, or in the paragraph after.
REACH_SENTENCES = 3


def contested(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, with acts of force alleged where their author's denial follows."""
    denials = [d for d in drafts if d.type == "REJECT" and d.mode == "deny" and d.status in {"occurred", "background"}]
    denials.sort(key=lambda d: d.sentence)
    where = [d.sentence for d in denials]
    following = (
        denials[bisect_left(where, d.sentence) : bisect_right(where, d.sentence + REACH_SENTENCES)] for d in drafts
    )
    return [_contested(draft, near) for draft, near in zip(drafts, following, strict=True)]


def _contested(draft: Draft, denials: Sequence[Draft]) -> Draft:
    if draft.type not in FORCE or draft.basis == "alleged" or draft.status == "planned":
        return draft
    doers = {p.party for p in draft.actors if p.party}
    denied = any(doers & {p.party for p in denial.actors} for denial in denials)
    return replace(draft, basis="alleged", why=(*draft.why, "denied by its author")) if denied else draft
