"""What lists can be asked that are counted over the whole record or read from tables, and held whole."""

from typing import Annotated, Literal

from pydantic import Field

from dragoman.web.asks import Asked, Code, Day, Text

ROWS_OF_PARTIES = 500  # narrow rows that are looked through and not read
ROWS_OF_HOLDERS = 200


class PartiesAsked(Asked):
    """What the list of parties can be asked."""

    limit: Annotated[int, Field(ge=1, le=1000, description="rows of one answer")] = ROWS_OF_PARTIES
    text: Annotated[Text, Field(description="words in the name, or the code")] = None
    kind: Annotated[Code, Field(description="state, organisation, armed_group ...")] = None
    order: Annotated[
        Literal["events", "statements", "latest", "name"], Field(description="most counted events first, and so on")
    ] = "events"


class NetworkAsked(Asked):
    """What the network, and the list of pairs, can be asked."""

    by: Annotated[Literal["all", "year", "month"], Field(description="over which stretches it is counted")] = "all"
    period: Annotated[str | None, Field(max_length=16, description="2017, or 2017-11; the last one")] = None
    party: Annotated[Code, Field(description="pairs of this party only: a code or a name")] = None
    order: Annotated[
        Literal["count", "name", "score"], Field(description="most happenings first, by name, worst PLOVER score first")
    ] = "count"


class ChangesAsked(Asked):
    """What the list of changes can be asked."""

    order: Annotated[Literal["newest", "oldest", "count"], Field(description="by period, or most events first")] = (
        "newest"
    )
    by: Annotated[Literal["month", "year", "week"], Field(description="how long a period is")] = "month"
    party: Annotated[Code, Field(description="a party: a code or a name")] = None
    kind: Annotated[Text, Field(description="what has changed")] = None


class TopicsAsked(Asked):
    """What the list of topics can be asked."""

    limit: Annotated[int, Field(ge=1, le=1000, description="rows of one answer")] = ROWS_OF_HOLDERS
    text: Annotated[Text, Field(description="words in the name, or the beginning of the code")] = None
    party: Annotated[Code, Field(description="topics of which this party spoke: a code or a name")] = None
    order: Annotated[Literal["tree", "said", "name"], Field(description="most said first, or by name")] = "tree"


class OfficesAsked(Asked):
    """What offices can be asked: a question, a day, or both."""

    limit: Annotated[int, Field(ge=1, le=1000, description="rows of one answer")] = ROWS_OF_HOLDERS
    q: Annotated[Text, Field(description="an office, a person or a body; without it all that were held on the day")] = (
        None
    )
    on: Annotated[Day, Field(description="2017, 2017-11 or a day; without it everybody")] = None
    order: Annotated[
        Literal["answer", "newest", "oldest", "holder", "office"], Field(description="by first day in office, or name")
    ] = "answer"


class RunsAsked(Asked):
    """What the list of runs can be asked."""

    text: Annotated[Text, Field(description="part of its id, or of the hash of code, model, tables or settings")] = None
    order: Annotated[Literal["articles", "id"], Field(description="most articles first, or by id")] = "articles"


class WatchesAsked(Asked):
    """What the page of watch-lists can be asked."""

    by: Annotated[Text, Field(description="who watches")] = None
    order: Annotated[
        Literal["reader", "latest", "name", "new"],
        Field(description="by who watches, when it was made, name, most new"),
    ] = "reader"


class WatchAsked(Asked):
    """What the page of one watch can be asked."""

    order: Annotated[Literal["latest", "earliest"], Field(description="by when the articles came in")] = "latest"
