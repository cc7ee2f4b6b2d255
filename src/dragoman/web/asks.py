"""What a reader asks of a list: conditions, order and place in it, the same for pages and API."""

import base64
import binascii
import json
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from dragoman.errors import DateError
from dragoman.partial_date import PartialDate
from dragoman.records import OWN_TYPE_NAME, Basis, FindingKind, SpeechAct, Stance, Status
from dragoman.web.refusals import Refusal
from dragoman.web.terms import MOST_ROWS, PAGE_ROWS

Order = Literal["newest", "oldest"]
Text = Annotated[str | None, Field(max_length=200)]
Code = Annotated[str | None, Field(max_length=80)]
# PLOVER's sixteen are such names; which own ones there are the record says.
OfType = Annotated[str | None, Field(pattern=f"^{OWN_TYPE_NAME}$", examples=["CONSULT"])]
Day = Annotated[
    str | None, Field(max_length=32, description="2017, 2017-11 or 2017-11-09", examples=["2017-11"])
]  # fmt: skip


class Asked(BaseModel):
    """What every list can be asked."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    limit: Annotated[int, Field(ge=1, le=MOST_ROWS, description="rows of one answer")] = PAGE_ROWS
    after: Annotated[
        str | None, Field(max_length=300, description="the `next` of the answer before; None: from the start")
    ] = None

    @field_validator("*", mode="before")
    @classmethod
    def _no_nul(cls, value: object) -> object:
        if isinstance(value, str) and "\0" in value:
            raise ValueError("holds a NUL character")
        return value

    @property
    def conditions(self) -> dict[str, Any]:
        """What was asked, apart from order and place."""
        given = self.model_dump(exclude_none=True, exclude_defaults=True)
        return {name: value for name, value in given.items() if name not in ("order", "limit", "after")}


class Ordered(Asked):
    """What a list in order of days can be asked."""

    order: Annotated[Order, Field(description="by day")] = "newest"


class Within(Asked):
    """What a list can be asked whose rows have days."""

    since: Annotated[Day, Field(description="leave out what was over before")] = None
    until: Annotated[Day, Field(description="leave out what began after")] = None

    @field_validator("since", "until")
    @classmethod
    def _a_date(cls, value: str | None) -> str | None:
        _parsed(value)
        return value

    @property
    def first_day(self) -> date | None:
        """The day from which on."""
        return _parsed(self.since).earliest

    @property
    def last_day(self) -> date | None:
        """The day up to which."""
        return _parsed(self.until).latest


class Dated(Within, Ordered):
    """What a list by days can be asked."""


def _parsed(text: str | None) -> PartialDate:
    try:
        return PartialDate.parse(text) if text else PartialDate()
    except DateError as error:
        raise ValueError(str(error)) from error


class EventsAsked(Dated):
    """What the list of events can be asked; every condition that is given must hold."""

    party: Annotated[Code, Field(description="a party on either side: a code or a name")] = None
    other: Annotated[Code, Field(description="with `party`: one that faces it, or acts together with it")] = None
    type: Annotated[OfType, Field(description="one of PLOVER's sixteen, or of the user's own")] = None
    status: Status | None = None
    basis: Basis | None = None
    counted: Annotated[bool, Field(description="only what occurred, is not alleged and is no copy")] = False
    country: Annotated[str | None, Field(max_length=3, description="ISO code of where it happened")] = None
    place: Annotated[Text, Field(description="name of where it happened, in full, in any case")] = None
    person: Annotated[Code, Field(description="id of a person who takes part")] = None
    text: Annotated[Text, Field(description="words in the clause that tells it")] = None
    article: Annotated[Code, Field(description="id of an article")] = None


class StatementsAsked(Dated):
    """What the list of statements can be asked."""

    party: Annotated[Code, Field(description="a party that speaks: a code or a name")] = None
    person: Annotated[Code, Field(description="id of a person who speaks")] = None
    stance: Stance | None = None
    act: SpeechAct | None = None
    topic: Annotated[Code, Field(description="a topic's code")] = None
    text: Annotated[Text, Field(description="words in the content")] = None
    article: Annotated[Code, Field(description="id of an article")] = None


class ArticlesAsked(Dated):
    """What the list of articles can be asked."""

    publisher: Annotated[Text, Field(description="who published it, in full")] = None
    language: Annotated[str | None, Field(max_length=8)] = None
    copies: Annotated[bool, Field(description="whether copies of another article are listed too")] = True


class FindingsAsked(Dated):
    """What the list of findings can be asked; its days are those on which the articles were published."""

    kind: FindingKind | None = None
    publisher: Annotated[Text, Field(description="who published the article, in full")] = None


class FailuresAsked(Asked):
    """What the list of failures can be asked."""

    order: Annotated[Literal["source", "source, z first"], Field(description="by where it was read from")] = "source"
    stage: Annotated[Code, Field(description="where it failed: source, extract, article, code, store")] = None
    text: Annotated[Text, Field(description="words in the source, or in the reason")] = None


class PlainAsked(Asked):
    """A list without conditions."""


class SearchAsked(Within):
    """What a search can be asked."""

    q: Annotated[str, Field(max_length=2000, description='words, "a phrase" or the beginning of a word*')] = ""
    meaning: Annotated[str, Field(max_length=2000, description="a sentence or some words, searched by meaning")] = ""
    by: Annotated[Literal["words", "meaning", "both"], Field(description="how q is searched")] = "words"
    kind: Annotated[Literal["article", "statement", "event"] | None, Field(description="look only there")] = None
    party: Annotated[Code, Field(description="a party that speaks, or takes part in the event or the article's")] = None
    type: Annotated[OfType, Field(description="of an event")] = None
    status: Annotated[Status | None, Field(description="of an event")] = None
    stance: Annotated[Stance | None, Field(description="of a statement")] = None
    topic: Annotated[Code, Field(description="of a statement")] = None
    publisher: Text = None
    order: Annotated[
        Literal["best", "newest", "oldest"],
        Field(description="by day: the best 500 of each kind, then the next 500; the nearest 200"),
    ] = "best"

    @property
    def way(self) -> Literal["words", "meaning", "both"]:
        """How to search: what is given as ``meaning`` is searched by it, or by both."""
        if not self.meaning.strip():
            return self.by
        return "both" if self.by == "both" else "meaning"

    @property
    def words(self) -> str:
        """What to look for."""
        return self.meaning.strip() or self.q


Asking = TypeVar("Asking", bound=Asked)


def choices_of(kind: type[Asked], field: str) -> tuple[str, ...]:
    """The values that a field can have."""
    return get_args(kind.model_fields[field].annotation)


def asked(kind: type[Asking], given: Mapping[str, str]) -> Asking:
    """What a page's address asks: fields left empty in a form ask nothing, and names of other things are let be.

    Raises:
        Refusal: a value that the field cannot have.
    """
    wanted = {name: value.strip() for name, value in given.items() if name in kind.model_fields and value.strip()}
    try:
        return kind.model_validate(wanted)
    except ValidationError as error:
        raise refused(error.errors()) from error


def refused(errors: Any) -> Refusal:
    """A wrong value, in our words."""
    first = errors[0]
    where = ".".join(str(part) for part in first["loc"] if part not in ("query", "body"))
    return Refusal(
        f"{where or 'the question'} cannot be read",
        values=f"{str(first.get('input'))[:80]!r}: {first['msg']}",
        remedy="The page on the API lists what each field takes",
    )


def cursor(*place: str | None) -> str:
    """A place in a list as a word for an address."""
    return base64.urlsafe_b64encode(json.dumps(place).encode()).decode().rstrip("=")


def place_of(after: str | None, size: int) -> tuple[str | None, ...] | None:
    """The place that a cursor names; ``None``: the start.

    Raises:
        Refusal: it is no cursor of such a list.
    """
    if not after:
        return None
    try:
        place = json.loads(base64.urlsafe_b64decode(after + "=" * (-len(after) % 4)))
    except (binascii.Error, ValueError):
        place = None
    if not (isinstance(place, list) and len(place) == size and all(isinstance(p, str | None) for p in place)):
        raise Refusal(
            "no such place in the list", values=repr(after[:40]), remedy="Take `next` as the answer before gave it"
        )
    return tuple(place)
