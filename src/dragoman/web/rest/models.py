"""What the API answers with, as OpenAPI describes it."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from dragoman.store.applying import Action, Kind
from dragoman.web.terms import MOST_CODED_CHARACTERS, NOTICE


class Rows(BaseModel):
    """One answer of a list."""

    notice: Annotated[str, Field(description="what the record is", examples=[NOTICE])]
    rows: Annotated[list[dict[str, Any]], Field(description="keys as in the JSON lines export")]
    next: Annotated[str | None, Field(description="give it as `after` for the rows that follow; null: there are none")]


class One(BaseModel):
    """One thing with everything that is known of it."""

    model_config = {"extra": "allow"}

    notice: str


class Answered(BaseModel):
    """The answer to a question in SQL."""

    notice: str
    columns: list[str]
    rows: Annotated[list[list[str | int | float | None]], Field(description="values in the order of the columns")]
    cut: Annotated[bool, Field(description="whether there is more than an answer may hold")]


class Told(BaseModel):
    """The three parts of an error."""

    status: int
    kind: Annotated[str, Field(description="its name among the library's errors")]
    what: str
    values: Annotated[str, Field(description="what was given")]
    remedy: Annotated[str, Field(description="what to do")]


class Fault(BaseModel):
    """The one shape of every error."""

    error: Told


class Decision(BaseModel):
    """A decision on lines, in somebody's name."""

    model_config = {"extra": "forbid"}

    by: Annotated[
        str, Field(min_length=1, max_length=100, description="who decides; on a server whoever's token this is")
    ]
    action: Action
    lines: Annotated[
        list[Annotated[str, Field(max_length=80)]],
        Field(
            max_length=50,
            description="ids of events or statements: the one that is decided on, then those merged into it",
        ),
    ] = []
    seen: Annotated[
        list[Annotated[str, Field(max_length=80)] | None],
        Field(max_length=50, description="of each line the last revision that was looked at; null: there was none"),
    ] = []
    article: Annotated[str, Field(max_length=80, description="id of the article a line is added to")] = ""
    kind: Annotated[Kind, Field(description="of a line that is added")] = "event"
    fields: Annotated[dict[str, Any], Field(description="what is edited or added, as `dragoman review` takes it")] = {}
    parts: Annotated[
        list[dict[str, Any]], Field(max_length=10, description="of a line that is split: fields of each part")
    ] = []
    why: Annotated[str, Field(max_length=2000, description="in words")] = ""


class HappeningDecision(BaseModel):
    """That two happenings are one, or that some tellings are of another."""

    model_config = {"extra": "forbid"}

    by: Annotated[
        str, Field(min_length=1, max_length=100, description="who decides; on a server whoever's token it is")
    ]
    action: Literal["join", "split"]
    other: Annotated[str, Field(max_length=80, description="id of the happening to join with")] = ""
    events: Annotated[
        list[Annotated[str, Field(max_length=80)]], Field(max_length=200, description="ids of the events to split off")
    ] = []
    why: Annotated[str, Field(min_length=1, max_length=2000, description="in words")]
    seen: Annotated[
        str | None,
        Field(max_length=80, description="when the last decision that was looked at was made; null: there was none; "
              "left out: it is not held against what others decided"),
    ] = None  # fmt: skip


class PromiseDecision(BaseModel):
    """That a candidate followed from a line of the ledger, or did not."""

    model_config = {"extra": "forbid"}

    by: Annotated[
        str, Field(min_length=1, max_length=100, description="who decides; on a server whoever's token it is")
    ]
    candidate: Annotated[str, Field(min_length=1, max_length=80, description="id of what may have followed")]
    verdict: Literal["confirmed", "refused"]
    why: Annotated[str, Field(min_length=1, max_length=2000, description="in words")]
    seen: Annotated[
        str | None, Field(max_length=80, description="as of a happening: `decided_at` of the last decision")
    ] = None


class Text(BaseModel):
    """A text to be coded; nothing of it is kept."""

    model_config = {"extra": "forbid"}

    text: Annotated[str, Field(min_length=1, max_length=MOST_CODED_CHARACTERS, description="the article")]
    title: Annotated[str | None, Field(max_length=1000, description="the title, where it is not the first line")] = None
    published: Annotated[str | None, Field(max_length=40, description="the day, as 2017-11-09")] = None
    publisher: Annotated[str | None, Field(max_length=200)] = None
    url: Annotated[str | None, Field(max_length=2000)] = None
