"""Who held which office when, asked from Python."""

from datetime import date
from functools import lru_cache
from os import PathLike
from typing import TYPE_CHECKING

from dragoman.entities.who import Answer
from dragoman.partial_date import PartialDate

if TYPE_CHECKING:
    from dragoman.entities.gazetteer import Gazetteer
    from dragoman.entities.offices import Offices


def who(
    question: str, on: str | date | PartialDate | None = None, *, record: str | PathLike[str] | None = None
) -> tuple[Answer, ...]:
    """Who held an office, what a person held, or who was in office in a body, as the tables have it.

    The same answers as ``dragoman who --format json``; empty where the tables do not say.

    Args:
        question: "foreign minister of Pakistan"; a person's name; or the name of a state or body.
        on: a day, or a date as sharp as it is known ("2017", "2017-11"); None: everybody, latest first.
        record: a record beside which rows of the user's own lie, which go before the tables; None: the tables alone.

    Raises:
        DateError: ``on`` is no date.
        UnreadableInput, UnknownName: the rows beside the record are broken.
        InstallationError: a table is missing.
    """
    from dragoman.entities import who as answering

    day = PartialDate() if on is None else on if isinstance(on, PartialDate) else PartialDate.parse(str(on))
    offices, gazetteer = _tables()
    if record is not None:
        from dragoman.entities.own_offices import read_own, with_own

        offices = with_own(offices, read_own(record), gazetteer)
    return answering.who(question, day, offices=offices, gazetteer=gazetteer)


@lru_cache(maxsize=1)
def _tables() -> "tuple[Offices, Gazetteer]":
    """The tables, read once: a script asks many questions."""
    from dragoman.entities.gazetteer import Gazetteer
    from dragoman.entities.offices import Offices

    return Offices.load(), Gazetteer.load()
