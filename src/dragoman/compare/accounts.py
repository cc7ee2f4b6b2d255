"""What one article says of a happening, and what two of them say differently: the records, and how they are quoted."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Literal

from dragoman.compare.sentences import sentence_around
from dragoman.records import (
    Article,
    Basis,
    CodedArticle,
    Event,
    Figure,
    Participant,
    Record,
    Span,
    Statement,
    Status,
    content_id,
)

Matter = Literal[
    "date", "place", "participants", "dead", "injured", "casualties", "arrested", "captured", "displaced", "missing",
    "troops", "money", "count", "happened", "claim",
]  # fmt: skip
Difference = Literal["spread", "update", "conflict"]

DIFFERENCES: tuple[Difference, ...] = ("spread", "update", "conflict")  # from what may stand together to what may not

_HEDGE = re.compile(
    r"\b(about|around|some|approximately|roughly|nearly|almost|at least|at most|up to|as many as|more than|less than|"
    r"over|fewer than|an estimated|estimated|reportedly|allegedly|apparently|alleged|suspected|believed|unconfirmed|"
    r"preliminary|initial|first reports|early reports|so far|could not be (?:independently )?(?:verified|confirmed)|"
    r"may have|might have|appears? to have|according to|sources?|claim(?:s|ed)?)\b",
    re.IGNORECASE,
)
_CORRECTED = re.compile(
    r"\b(correct(?:s|ed|ion)|clarif(?:y|ies|ied|ication)|revis(?:es?|ed|ion)|not [^.]{1,40} as (?:\w+ )?"
    r"(?:reported|stated|announced)|(?:had )?(?:earlier|initially|previously|originally) "
    r"(?:reported|said|stated|announced|put|given|gave|named)|updates?|updated|postponed|rescheduled|brought forward|"
    r"put off|moved (?:to|from)|amend(?:s|ed)|rather than|instead of)\b",
    re.IGNORECASE,
)

_CORRECTION = re.compile(
    r"\b(?:correction\b|corrected version|corrects (?:an? |the |spelling|name|date|number|toll)|"
    r"(?:an|the|our|its) (?:earlier|previous|first|original) (?:version|report|statement|story|dispatch|release)\b|"
    r"(?:wrongly|mistakenly|incorrectly|erroneously) (?:said|stated|reported|named|gave|given|identified))",
    re.IGNORECASE,
)


class Account(Record, frozen=True, kw_only=True):
    """What one article says on one point, with the words that say it."""

    article: str
    source: str  # where the article came from
    publisher: str | None  # None: not known
    published: date | None  # None: not known
    said_by: str | None  # who is reported to say so; None: the writer
    value: str  # what is said, in a form that can be compared: a day, a number, names, "happened", "denied"
    start: int  # of the words in point, in ``article.text``
    end: int
    text: str
    sentence: Span  # the sentence around them
    hedges: tuple[str, ...] = ()  # words that say how sure it is, in order
    correction: bool = False  # the article says that it corrects an earlier report
    status: Status | None = None  # of the event it is said of; None: of none that is coded
    basis: Basis | None = None
    event: str | None = None
    statement: str | None = None


class Disagreement(Record, frozen=True, kw_only=True):
    """Two or more accounts of one point that differ. Nothing here says which is right."""

    id: str
    subject: str  # the happening, or the event or statement told in one article only
    matter: Matter
    kind: Difference
    accounts: tuple[Account, ...]  # the earliest published first
    parties: tuple[str, ...] = ()  # of the events and statements, sorted
    first_day: date | None = None  # of what it is about, else of the earliest article; None: neither is dated
    last_day: date | None = None
    why: tuple[str, ...] = ()


class Telling(Record, frozen=True, kw_only=True):
    """What one article tells of one happening, with the rest of the article for comparison."""

    coded: CodedArticle
    events: tuple[Event, ...]  # those of the happening, in order of text
    retells: frozenset[str] | None = None  # articles one of whose events a sentence tells again; None: it has its own

    @property
    def article(self) -> Article:
        """The article."""
        return self.coded.article

    def can_differ(self, other: "Telling") -> bool:
        """Whether the two were compared with each other: a sentence without an event was with those it tells again."""
        for one, told in ((self, other), (other, self)):
            if one.retells is not None and told.article.id not in one.retells:
                return False
        return True


def account(
    article: Article, item: Event | Statement | Figure | Span, *, value: str, of: Event | Statement | None = None
) -> Account:
    """What ``item`` says, quoted; ``of`` is the event or statement it belongs to where it is none itself."""
    owner = of if of is not None else item
    event = owner if isinstance(owner, Event) else None
    sentence = sentence_around(article, item.start, item.end)
    return Account(
        article=article.id,
        source=article.source,
        publisher=article.publisher,
        published=article.published,
        said_by=item.said_by if isinstance(item, Figure) else asserter(owner),
        value=value,
        start=item.start,
        end=item.end,
        text=item.text,
        sentence=sentence,
        hedges=hedges(sentence.text),
        correction=is_correction(article),
        status=event.status if event else None,
        basis=event.basis if event else None,
        event=event.id if event and event.id.startswith("event-") else None,
        statement=owner.id if isinstance(owner, Statement) else None,
    )


def asserter(item: object) -> str | None:
    """Who is reported to say what an event or a statement tells; None: the writer."""
    if isinstance(item, Event):
        return item.asserted_by or item.reported_by
    if isinstance(item, Statement):
        return ", ".join(who.name for who in item.speakers) or item.reported_by
    return None


def hedges(text: str) -> tuple[str, ...]:
    """The words of a sentence that say how sure it is, each once, in order."""
    return tuple(dict.fromkeys(match[0].lower() for match in _HEDGE.finditer(text)))


def corrects(later: Account, earlier: Account) -> bool:
    """Whether the later published of two accounts is given as a correction or as moved: its sentence says so."""
    if later.published and earlier.published and later.published < earlier.published:
        return False
    return later.correction or bool(_CORRECTED.search(later.sentence.text))


def is_correction(article: Article) -> bool:
    """Whether an article says of itself that it corrects a report: "An earlier version of this report ..."."""
    return bool(_CORRECTION.search(article.text))


def is_later(one: Account, other: Account) -> bool:
    """Whether ``one`` was published on a later day; False where a day is not known."""
    return bool(one.published and other.published and one.published > other.published)


def in_order(accounts: Iterable[Account]) -> tuple[Account, ...]:
    """Accounts in order of publication, undated last, then by article and place: the same whatever was read first."""
    return tuple(sorted(accounts, key=lambda a: (a.published or date.max, a.article, a.start, a.end, a.value)))


def parties_of(people: Iterable[Participant]) -> frozenset[str]:
    """The parties that people act for."""
    return frozenset(who.party for who in people if who.party)


def disagreement(
    subject: str, matter: Matter, kind: Difference, accounts: Iterable[Account], *, tellings: Iterable[Telling],
    why: Iterable[str] = (), parties: Iterable[str] = (),
) -> Disagreement:  # fmt: skip
    """A disagreement, its id from what it quotes."""
    ordered = in_order(accounts)
    told = [event for telling in tellings for event in telling.events]
    days = [day for event in told for day in (event.when.earliest, event.when.latest) if day]
    printed = [each.published for each in ordered if each.published]
    spans = [f"{each.article}:{each.start}:{each.end}" for each in ordered]
    return Disagreement(
        id=content_id("disagreement", subject, matter, *spans),
        subject=subject,
        matter=matter,
        kind=kind,
        accounts=ordered,
        parties=tuple(
            sorted({*parties, *parties_of(who for event in told for who in (*event.actors, *event.recipients))})
        ),
        first_day=min(days or printed, default=None),
        last_day=max(days or printed, default=None),
        why=tuple(dict.fromkeys(why)),
    )
