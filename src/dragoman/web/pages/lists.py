"""Lists of articles, events and statements, of findings, failures and runs."""

from typing import get_args

from dragoman.codes.contexts import contexts
from dragoman.records import Basis, FindingKind, SpeechAct, Stance, Status
from dragoman.store.own_types import event_types
from dragoman.web.asking import Ask
from dragoman.web.asks import (
    ArticlesAsked,
    EventsAsked,
    FailuresAsked,
    FindingsAsked,
    StatementsAsked,
    choices_of,
    cursor,
    place_of,
)
from dragoman.web.asks_counted import RunsAsked
from dragoman.web.queries import articles, checks, lines
from dragoman.web.queries.slices import Fields
from dragoman.web.render import Page

_SHARED = ("topic", "text", "stance", "order", "limit")  # by both sides of a comparison
_EVENT_CHOICES = {"statuses": get_args(Status), "bases": get_args(Basis)}
_STATEMENT_CHOICES = {"stances": get_args(Stance), "acts": get_args(SpeechAct)}


def articles_page(ask: Ask) -> Page:
    """Articles by day of publication."""
    wanted = ask.to(ArticlesAsked)
    found = articles.list_articles(ask.store, wanted)
    data = {
        "asking": wanted.model_dump(), "rows": found.rows, "next": found.next,
        "number": articles.number_of_articles(ask.store, wanted), "publishers": articles.publishers(ask.store),
    }  # fmt: skip
    return Page("articles.html", "Articles", data, "rows")


def events_page(ask: Ask) -> Page:
    """Events by day."""
    wanted = ask.to(EventsAsked)
    found = lines.list_events(ask.store, wanted)
    data = {
        "asking": wanted.model_dump(), "rows": found.rows, "next": found.next,
        "number": lines.number_of_events(ask.store, wanted),
        "choices": {**_EVENT_CHOICES, "types": event_types(ask.store)},
    }  # fmt: skip
    return Page("events.html", "Events", data, "rows")


def events_asked(ask: Ask) -> EventsAsked:
    """The events that the list is of."""
    return ask.to(EventsAsked)


def statements_page(ask: Ask) -> Page:
    """Statements by day."""
    wanted = ask.to(StatementsAsked)
    found = lines.list_statements(ask.store, wanted)
    data = {
        "asking": wanted.model_dump(), "rows": found.rows, "next": found.next,
        "number": lines.number_of_statements(ask.store, wanted),
        "choices": {**_STATEMENT_CHOICES, "topics": contexts()},
    }  # fmt: skip
    return Page("statements.html", "Statements", data, "rows")


def compare_page(ask: Ask) -> Page:
    """Statements of two parties, or of two stretches of time, side by side."""
    sides: list[Fields] = []
    # Each side goes on by itself; one that came to its end is not begun again.
    places = place_of(ask.given.get("after", "").strip() or None, 2)
    for side, place in zip(("a", "b"), places or ("", ""), strict=True):
        own = {name[2:]: value for name, value in ask.given.items() if name.startswith(f"{side}.")}
        shared = {name: value for name, value in ask.given.items() if name in _SHARED}
        wanted = ask._replace(given={**shared, **own, "after": place or ""}).to(StatementsAsked)
        asked_for = bool(wanted.conditions)
        found = lines.list_statements(ask.store, wanted) if asked_for and place is not None else None
        sides.append({"asking": wanted.model_dump(), "rows": found.rows if found else [], "asked": asked_for,
                      "next": found.next if found else None})  # fmt: skip
    following = [side["next"] for side in sides]
    data = {"sides": sides, "choices": {**_STATEMENT_CHOICES, "topics": contexts()},
            "next": cursor(*following) if any(following) else None}  # fmt: skip
    table = [{"side": name, **row} for name, side in zip(("left", "right"), sides, strict=True) for row in side["rows"]]
    return Page("compare.html", "Compare statements", data, table=table)


def findings_page(ask: Ask) -> Page:
    """What cannot be right, or is disputed."""
    wanted = ask.to(FindingsAsked)
    found = checks.list_findings(ask.store, wanted)
    data = {
        "asking": wanted.model_dump(), "rows": found.rows, "next": found.next,
        "kinds": checks.finding_kinds(ask.store), "choices": {"kinds": get_args(FindingKind)},
        "publishers": articles.publishers(ask.store),
    }  # fmt: skip
    return Page("findings.html", "Findings", data, "rows")


def failures_page(ask: Ask) -> Page:
    """What could not be used, and why."""
    wanted = ask.to(FailuresAsked)
    found = checks.list_failures(ask.store, wanted)
    data = {
        "asking": wanted.model_dump(), "rows": found.rows, "next": found.next, "stages": checks.STAGES,
        "orders": choices_of(FailuresAsked, "order"),
    }  # fmt: skip
    return Page("failures.html", "Failures", data, "rows")


def runs_page(ask: Ask) -> Page:
    """What produced the codings, and what was fetched last."""
    wanted = ask.to(RunsAsked)
    found = checks.list_runs(ask.store, wanted)
    data = {
        "asking": wanted.model_dump(), "rows": found.rows, "next": found.next,
        "every": checks.run_ids(ask.store), "fetches": checks.latest_fetches(ask.store),
        "orders": choices_of(RunsAsked, "order"),
    }  # fmt: skip
    return Page("runs.html", "Runs", data, "rows")
