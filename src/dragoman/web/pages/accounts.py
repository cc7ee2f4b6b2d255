"""Happenings with their tellings, disagreements, and the ledger of promises, demands, threats and plans."""

from datetime import date
from typing import get_args

from dragoman.compare.accounts import Difference, Matter
from dragoman.compare.ledger import LineKind
from dragoman.compare.promises import State
from dragoman.partial_date import PartialDate
from dragoman.records import EventType, Status
from dragoman.web.asking import Ask
from dragoman.web.asks import DisagreementsAsked, HappeningsAsked, PromisesAsked
from dragoman.web.queries import accounts
from dragoman.web.refusals import Refusal
from dragoman.web.render import Page


def happenings_page(ask: Ask) -> Page:
    """What one or more articles tell as one thing."""
    wanted = ask.to(HappeningsAsked)
    found = accounts.list_happenings(ask.store, wanted)
    data = {
        "asking": wanted.model_dump(), "rows": found.rows, "next": found.next,
        "number": accounts.number_of_happenings(ask.store, wanted),
        "choices": {"types": get_args(EventType), "statuses": get_args(Status)},
    }  # fmt: skip
    return Page("happenings.html", "Happenings", data, "rows")


def happening_page(ask: Ask) -> Page:
    """One happening: its tellings by origin, and where they differ."""
    data = accounts.read_happening(ask.store, ask.path["happening"])
    return Page("happening.html", "Happening", data)


def disagreements_page(ask: Ask) -> Page:
    """Where accounts differ."""
    wanted = ask.to(DisagreementsAsked)
    rows = accounts.find_disagreements(ask.store, wanted)
    choices = {"kinds": get_args(Difference), "matters": get_args(Matter)}
    data = {"asking": wanted.model_dump(), "rows": rows, "full": len(rows) >= wanted.limit, "choices": choices}
    return Page("disagreements.html", "Disagreements", data)


def promises_page(ask: Ask) -> Page:
    """What was promised, demanded, threatened and planned, as of a day."""
    wanted = ask.to(PromisesAsked)
    as_of = _as_of(ask)
    rows = accounts.find_promises(ask.store, wanted, as_of=as_of) if as_of else []
    choices = {"kinds": get_args(LineKind), "states": get_args(State)}
    data = {
        "asking": wanted.model_dump(), "rows": rows or [], "behind": rows is None, "choices": choices,
        "full": rows is not None and len(rows) >= wanted.limit, "as_of": as_of.isoformat() if as_of else None,
    }  # fmt: skip
    return Page("promises.html", "Promises", data)


def _as_of(ask: Ask) -> date | None:
    """The day from which the ledger is seen: the one asked for, else the last that an article was published."""
    given = ask.given.get("as_of", "").strip()
    if given:
        day = PartialDate.parse(given).latest
        if day is None:
            raise Refusal("no such day", values=repr(given[:40]), remedy="Write 2017-11-09")
        return day
    row = ask.store.first("SELECT max(published) AS day FROM articles")
    return date.fromisoformat(row["day"]) if row and row["day"] else None
