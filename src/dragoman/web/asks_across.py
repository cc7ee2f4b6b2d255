"""What the lists across articles, and the queue of review, can be asked."""

from typing import Annotated, Literal, get_args

from pydantic import Field

from dragoman.compare.accounts import Difference, Matter
from dragoman.compare.ledger import LineKind
from dragoman.compare.promises import State
from dragoman.records import Basis, Stance, Status
from dragoman.store.applying import Action, Kind
from dragoman.web.asks import Asked, Code, Dated, Day, OfType, Order, Ordered, Text, Within
from dragoman.web.world import Area

DIFFERENCES, MATTERS = get_args(Difference), get_args(Matter)
LINE_KINDS, STATES, ACTIONS = get_args(LineKind), get_args(State), get_args(Action)


class QueueAsked(Asked):
    """What the queue of review can be asked."""

    order: Annotated[Literal["doubtful", "sure"], Field(description="the least confidence first, or the most")] = (
        "doubtful"
    )
    kind: Annotated[Kind | None, Field(description="only events, or only statements")] = None
    party: Annotated[Code, Field(description="a party that takes part: a code or a name")] = None
    type: Annotated[OfType, Field(description="of events")] = None
    status: Annotated[Status | None, Field(description="of events")] = None
    basis: Annotated[Basis | None, Field(description="of events")] = None
    stance: Annotated[Stance | None, Field(description="of statements")] = None
    below: Annotated[float | None, Field(ge=0, le=1, description="only with less confidence than this")] = None
    article: Annotated[Code, Field(description="id of an article")] = None


class DecisionsAsked(Ordered):
    """What the list of decisions can be asked."""

    by: Annotated[Text, Field(description="who decided")] = None
    action: Action | None = None


class HappeningsAsked(Dated):
    """What the list of happenings can be asked."""

    party: Annotated[Code, Field(description="a party on either side: a code or a name")] = None
    other: Annotated[Code, Field(description="with `party`: one that faces it, or acts together with it")] = None
    type: Annotated[OfType, Field(description="one of PLOVER's sixteen, or of the user's own")] = None
    status: Status | None = None
    origins: Annotated[int | None, Field(ge=1, le=99, description="told by so many independent origins or more")] = None
    tellings: Annotated[int | None, Field(ge=1, le=999, description="told so often or more")] = None
    both_sides: Annotated[bool | None, Field(description="whether official sources of both parties tell it")] = None


class DisagreementsAsked(Dated):
    """What the list of disagreements can be asked."""

    party: Annotated[Code, Field(description="a party of what it is about: a code or a name")] = None
    other: Annotated[Code, Field(description="with `party`: another that is in it too")] = None
    kind: Annotated[Difference | None, Field(description="how the accounts stand to each other")] = None
    matter: Annotated[Matter | None, Field(description="the point on which they differ")] = None
    subject: Annotated[Code, Field(description="id of a happening, or of an event")] = None
    article: Annotated[Code, Field(description="id of an article that gives one of the accounts")] = None


class PromisesAsked(Within):
    """What the ledger can be asked."""

    order: Annotated[Order, Field(description="by the day they are due, the soonest first or last")] = "oldest"
    party: Annotated[Code, Field(description="a party that owes or is owed: a code or a name")] = None
    other: Annotated[Code, Field(description="with `party`: one owes the other")] = None
    owes: Annotated[Code, Field(description="a party that owes")] = None
    kind: LineKind | None = None
    state: Annotated[State | None, Field(description="as of the day")] = None
    unsettled: Annotated[bool, Field(description="only what is open, due or overdue")] = False
    text: Annotated[Text, Field(description="words in the line")] = None
    alleged: Annotated[bool, Field(description="list what is only alleged too")] = False
    as_of: Annotated[Day, Field(description="the day from which it is seen; the last day of publication")] = None


class PositionsAsked(Within):
    """What positions can be asked: two parties, or one in two stretches of time."""

    party: Annotated[Code, Field(description="a party: a code or a name")] = None
    other: Annotated[Code, Field(description="another, beside it")] = None
    topic: Annotated[Code, Field(description="a topic's code, or its name")] = None
    since2: Annotated[Day, Field(description="first day of a second stretch of time, beside the first")] = None
    until2: Annotated[Day, Field(description="its last day")] = None


class ReadoutsAsked(Ordered):
    """What the list of readouts can be asked."""

    party: Annotated[Code, Field(description="a party, one of whose bodies gives an account")] = None


class SeriesAsked(Within):
    """What a pair's series can be asked."""

    status: Annotated[Status | None, Field(description="only this status; without it what occurred")] = None
    by: Annotated[Literal["day", "week", "month", "year"], Field(description="how long a period is")] = "month"
    of: Annotated[Literal["type", "quad", "status"], Field(description="divided by what")] = "quad"
    type: Annotated[OfType, Field(description="only this type")] = None
    unit: Annotated[Literal["happening", "event"], Field(description="what is counted once")] = "happening"
    alleged: Annotated[bool, Field(description="count what is alleged too")] = False


class MapAsked(Within):
    """What a map can be asked."""

    party: Annotated[Code, Field(description="a party on either side: a code or a name")] = None
    other: Annotated[Code, Field(description="with `party`: one that faces it, or acts together with it")] = None
    type: Annotated[OfType, Field(description="one of PLOVER's sixteen, or of the user's own")] = None
    status: Status | None = None
    basis: Basis | None = None
    everything: Annotated[bool, Field(description="what is planned, denied or alleged, and copies, too")] = False
    area: Annotated[Area, Field(description="the part of the world that is drawn")] = "world"
