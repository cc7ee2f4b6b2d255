"""``disputed-claim``: one speaker denies, in the same article and of the same thing, what another affirms."""

import re
from collections.abc import Sequence

from dragoman.records import Article, Event, Finding, Participant, Statement

# Words shared by a denial and what it denies, beyond these, show that both are of one thing.
_COMMON = frozenset(
    (
        "that this with from have been were their there which would could about after before other into over under "
        "also said says against between government country official officials minister president people state"
    ).split()
)


def disputed_claims(article: Article, events: Sequence[Event], statements: Sequence[Statement]) -> tuple[Finding, ...]:
    """One finding for each denial whose opposite somebody else in the article affirms.

    A denial is a REJECT ``deny`` event or a statement with stance ``denies``; its opposite an accusation of the denying
    party, or an act alleged of it; both must share a telling word.
    """
    found: dict[tuple[int, int], Finding] = {}
    told: Sequence[Event | Statement] = (*events, *statements)
    for denial in told:
        if not _denies(denial):
            continue
        span = _wider(denial, events)
        if any(start <= span[0] < end or span[0] <= start < span[1] for start, end in found):
            continue
        opposite = _opposite(denial, span, events)
        if opposite is not None:
            found[span] = Finding(
                kind="disputed-claim",
                text=article.text[span[0] : span[1]],
                start=span[0],
                end=span[1],
                message=f"accounts differ: {opposite.text!r} is said on the other side",
                evidence=(f"[{opposite.start}, {opposite.end}) {opposite.text}",),
            )
    return tuple(found.values())


def _denies(item: Event | Statement) -> bool:
    if isinstance(item, Event):
        return item.type == "REJECT" and item.mode == "deny" and item.status in {"occurred", "background"}
    return item.stance == "denies"


def _wider(denial: Event | Statement, events: Sequence[Event]) -> tuple[int, int]:
    """The clause of the denial: an event's own, or that of the REJECT event around a denied content."""
    for event in events:
        if _denies(event) and event.start <= denial.start and denial.end <= event.end:
            return event.start, event.end
    return denial.start, denial.end


def _opposite(denial: Event | Statement, span: tuple[int, int], events: Sequence[Event]) -> Event | None:
    """An accusation of the denying party, or an act alleged of it, elsewhere in the article and of the same thing."""
    deniers = _identities(denial.actors if isinstance(denial, Event) else denial.speakers)
    topic = _telling_words(denial.text)
    for event in events:
        if event.start < span[1] and span[0] < event.end:
            continue
        accused = event.type == "ACCUSE" and deniers & _identities(event.recipients)
        alleged = event.basis == "alleged" and deniers & _identities(event.actors)
        if (accused or alleged) and topic & _telling_words(event.text):
            return event
    return None


def _identities(people: Sequence[Participant]) -> set[str]:
    return {p.party or p.id for p in people}


def _telling_words(text: str) -> set[str]:
    words = re.findall(r"[a-z]{4,}", text.lower())
    return {re.sub(r"(ing|ed|es|s)$", "", w) for w in words if w not in _COMMON}
