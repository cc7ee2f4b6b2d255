"""``disputed-claim``: one speaker denies, in the same article and of the same thing, what another affirms."""

import re
from collections.abc import Sequence

from dragoman.records import Article, Event, Finding, Participant, Statement

# A denial that names what it denies by a pronoun or by a word for a claim takes up what was said just before.
_TAKEN_UP = re.compile(
    r"""\b(?:(?:den(?:y|ies|ied|ying)|refut\w+)\s+(?:\w+ly\s+)?
      (?:it|this|that|them|doing\s+so)
      (?=\W*$|[,.;:]|\s(?:\w+ly|as|at|and|but|by|in|on|through|to|when|with|yesterday)\b)
    |(?:den(?:y|ies|ied|ying)|(?:reject|dismiss|refut|rebuff|contest)\w*)\s+(?:\w+ly\s+)?
      (?:(?:the|that|this|those|these|all|any|such|both|its|his|her|their)\s+)?(?:[\w'’-]+\s+){0,2}?
      (?:wrongdoing|responsibility
        |(?:charge|claim|allegation|accusation|account|report|assertion|story|version|finding|involvement|role|part)s?)
      \b(?!\s+that\b))""",
    re.VERBOSE,
)
# Three sentences of news. Of 31 claims that are disputed in forty articles of our own 16 are found, 2 without this.
_REACH_CHARACTERS = 400
_ENOUGH_WORDS = 2  # by one word alone ("talks", "border") much in an article is alike
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
    party, or an act alleged of it; both must share a telling word. A denial that only takes up what was said ("denied
    it", "rejected the charge") is of the nearest claim that somebody else makes just before it.
    """
    found: dict[tuple[int, int], Finding] = {}
    told: Sequence[Event | Statement] = (*events, *statements)
    for denial in told:
        if not _denies(denial):
            continue
        span = _wider(denial, events)
        if any(start <= span[0] < end or span[0] <= start < span[1] for start, end in found):
            continue
        opposite = (
            _taken_up(article.text, denial, span, told)
            or _opposite(denial, span, events)
            or _likest(article.text, denial, span, told)
        )
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
        rejects = item.type == "REJECT" and item.status in {"occurred", "background"}
        return rejects and (item.mode == "deny" or _TAKEN_UP.search(item.text) is not None)
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
        if _denies(event) or (event.start < span[1] and span[0] < event.end):
            continue
        accused = event.type == "ACCUSE" and deniers & _identities(event.recipients)
        alleged = event.basis == "alleged" and deniers & _identities(event.actors)
        if (accused or alleged) and topic & _telling_words(event.text):
            return event
    return None


def _taken_up(
    text: str, denial: Event | Statement, span: tuple[int, int], told: Sequence[Event | Statement]
) -> Event | Statement | None:
    """The claim that a denial without content of its own takes up: one against the denier goes before the nearest."""
    if not _TAKEN_UP.search(text, *span):
        return None
    deniers = _identities(denial.actors if isinstance(denial, Event) else denial.speakers)
    near = [
        item
        for item in told
        if 0 <= span[0] - item.end <= _REACH_CHARACTERS and not _denies(item) and _claims(item, deniers)
    ]
    return max(near, key=lambda item: (_against(item, deniers), item.end), default=None)


def _likest(
    text: str, denial: Event | Statement, span: tuple[int, int], told: Sequence[Event | Statement]
) -> Event | Statement | None:
    """The claim that shares most telling words with the denial, where they are enough to be of one thing."""
    deniers = _identities(denial.actors if isinstance(denial, Event) else denial.speakers)
    topic = _telling_words(text[span[0] : span[1]]) | _telling_words(denial.text)
    shared = [
        (len(topic & _telling_words(item.text)), -item.start, item)
        for item in told
        if (item.end <= span[0] or span[1] <= item.start) and not _denies(item) and _claims(item, deniers)
    ]
    best = max(shared, key=lambda one: one[:2], default=None)
    return best[2] if best and best[0] >= _ENOUGH_WORDS else None


def _claims(item: Event | Statement, deniers: set[str]) -> bool:
    """Whether this says something of somebody that the deniers did not say themselves."""
    if isinstance(item, Event):
        return (item.type == "ACCUSE" and not deniers & _identities(item.actors)) or item.basis != "plain"
    return item.stance == "affirms" and not deniers & _identities(item.speakers)


def _against(item: Event | Statement, deniers: set[str]) -> bool:
    if isinstance(item, Statement):
        return False
    return bool(deniers & _identities(item.recipients if item.type == "ACCUSE" else item.actors))


def _identities(people: Sequence[Participant]) -> set[str]:
    return {p.party or p.id for p in people}


def _telling_words(text: str) -> set[str]:
    words = re.findall(r"[a-z]{4,}", text.lower())
    return {re.sub(r"(ing|ed|es|s)$", "", w) for w in words if w not in _COMMON}
