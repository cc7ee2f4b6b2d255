"""A happening as it is shown: what leads, how many tell it, and each telling with its origin and why it is there."""

from datetime import date, datetime
from typing import Literal

from dragoman.compare.origins import Origin, Step
from dragoman.compare.ties import Tie
from dragoman.records import Event, Record, Span, Status


class Joined(Record, frozen=True, kw_only=True):
    """Why two tellings are taken for one happening."""

    one: str  # id of an event
    other: str
    score: float  # probability
    reasons: tuple[str, ...]  # each with the bits it adds: "same day +2"


class Decided(Record, frozen=True, kw_only=True):
    """What a person decided of a happening's tellings."""

    kind: Literal["join", "split"]
    by: str
    why: str
    at: datetime


class Happening(Record, frozen=True, kw_only=True):
    """One thing that happened, as its tellings have it."""

    id: str
    event: Event  # the telling that leads: the fullest
    type: str
    status: Status
    first_day: date | None  # None: not known
    last_day: date | None
    tellings: int
    articles: int
    outlets: int
    origins: tuple[str, ...]  # names of the independent origins
    confirmed_by: tuple[str, ...]  # of the parties that face each other, those whose official sources tell it
    both_sides: bool | None  # whether both do; None: no two parties face each other


class HappeningTelling(Record, frozen=True, kw_only=True):
    """One telling of a happening."""

    event: Event
    title: str | None
    publisher: str | None
    published: date | None
    copy_of: str | None  # id of the article that its article copies
    origin: Origin
    updates: str | None  # id of the event in the same outlet's earlier report that this one brings up to date
    changed: tuple[str, ...] = ()  # what the update changes: "dead 12 -> 15"
    chain: tuple[Step, ...] = ()  # who took it from whom, from who printed it to who said it


class Retold(Record, frozen=True, kw_only=True):
    """A sentence that tells a happening though no event was read from it: to be read before it is relied on."""

    passage: Span
    article: str
    title: str | None
    publisher: str | None
    published: date | None
    copy_of: str | None
    origin: Origin
    tells: str  # id of the event of another article that it tells again
    score: float  # probability
    reasons: tuple[str, ...]  # each with the bits it adds


class ToldHappening(Record, frozen=True, kw_only=True):
    """A happening with all its tellings, by origin and day of publication."""

    happening: Happening
    tellings: tuple[HappeningTelling, ...]
    links: tuple[Joined, ...]  # the strongest that hold it together
    decisions: tuple[Decided, ...]
    retold: tuple[Retold, ...] = ()  # sentences of other articles, by day of publication
    tied: tuple[str, ...] = ()  # ids of the happenings it was planned in, or that came of it
    ties: tuple[Tie, ...] = ()  # the same with score, reasons and what was decided, refused ones too
