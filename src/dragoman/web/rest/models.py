"""What the API answers with, as OpenAPI describes it."""

from typing import Annotated, Any

from pydantic import BaseModel, Field

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


class Told(BaseModel):
    """The three parts of an error."""

    status: int
    what: str
    values: Annotated[str, Field(description="what was given")]
    remedy: Annotated[str, Field(description="what to do")]


class Fault(BaseModel):
    """The one shape of every error."""

    error: Told


class Text(BaseModel):
    """A text to be coded; nothing of it is kept."""

    model_config = {"extra": "forbid"}

    text: Annotated[str, Field(min_length=1, max_length=MOST_CODED_CHARACTERS, description="the article")]
    title: Annotated[str | None, Field(max_length=1000, description="the title, where it is not the first line")] = None
    published: Annotated[str | None, Field(max_length=40, description="the day, as 2017-11-09")] = None
    publisher: Annotated[str | None, Field(max_length=200)] = None
    url: Annotated[str | None, Field(max_length=2000)] = None
