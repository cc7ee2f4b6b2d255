"""Review: the queue of doubtful lines, one line with everything that can be decided of it, what was decided."""

from typing import Any, get_args

from dragoman.records import Basis, Stance, Status
from dragoman.store.own_types import event_types
from dragoman.store.revisions import find_line, history
from dragoman.web.asking import Ask
from dragoman.web.asks_across import ACTIONS, DecisionsAsked, QueueAsked
from dragoman.web.queries import review
from dragoman.web.queries.articles import heads
from dragoman.web.refusals import NotThere, Refusal
from dragoman.web.render import Page
from dragoman.web.review_forms import FIELDS, NEEDED, PARTS, fields_named, values_of

_LAST = 3  # decisions shown over the queue, each with its undo
_CHOICES = {
    "statuses": get_args(Status), "bases": get_args(Basis), "stances": get_args(Stance),
    "kinds": ("event", "statement"),
}  # fmt: skip


def queue_page(ask: Ask) -> Page:
    """Lines that nobody has looked at, the most doubtful first."""
    wanted = ask.to(QueueAsked)
    found = review.list_queue(ask.store, wanted)
    last = review.list_decisions(ask.store, DecisionsAsked(limit=_LAST)).rows
    data = {
        "asking": wanted.model_dump(), "rows": found.rows, "next": found.next,
        "choices": {**_CHOICES, "types": event_types(ask.store)},
        "last": [{**each, "seen": _seen(ask, each)} for each in last],
    }  # fmt: skip
    return Page("review.html", "Review", data, "rows")


def decisions_page(ask: Ask) -> Page:
    """What was decided, by whom, when and why."""
    wanted = ask.to(DecisionsAsked)
    found = review.list_decisions(ask.store, wanted)
    data = {"asking": wanted.model_dump(), "rows": found.rows, "next": found.next, "actions": ACTIONS}
    return Page("decisions.html", "Decisions", data, "rows")


def line_page(ask: Ask) -> Page:
    """One line: its words in their place, a form of its fields, what it can be merged with, its history."""
    found = find_line(ask.store, ask.path["line"])
    fields = review.line_fields(found)
    kind = found.kind
    data: dict[str, Any] = {
        "line": {**fields, "article": heads(ask.store, [found.line.article])[found.line.article]},
        "around": review.around(ask.store, found.line), "values": values_of(found.line), "kind": kind,
        "fields": [field._asdict() for field in FIELDS[kind]],
        "parts": [field._asdict() for field in fields_named(kind, PARTS[kind])],
        "others": review.others_like(ask.store, found),
        "history": [review.revision_fields(each) for each in reversed(history(ask.store, found.line.id))],
    }  # fmt: skip
    return Page("review_line.html", f"Review of {'an event' if kind == 'event' else 'a statement'}", data)


def add_page(ask: Ask) -> Page:
    """A form for a line that the coder has not found."""
    article, kind = ask.given.get("article", ""), ask.given.get("kind", "event")
    if kind not in ("event", "statement"):
        raise Refusal("no such kind of line", values=repr(kind[:20]), remedy="Lines are events and statements")
    row = ask.store.first("SELECT id, title, text, language FROM articles WHERE id = ?", (article,))
    if row is None:
        raise NotThere("the record has no such article", values=repr(article[:60]), remedy="Start from its page")
    data = {
        "article": dict(row), "kind": kind,
        "fields": [field._asdict() for field in fields_named("event" if kind == "event" else "statement", NEEDED[
            "event" if kind == "event" else "statement"])],
    }  # fmt: skip
    return Page("review_add.html", f"Add {'an event' if kind == 'event' else 'a statement'}", data)


def _seen(ask: Ask, decision: dict[str, Any]) -> str | None:
    return review.seen_of(ask.store, decision["changes"][0]["line"]) if decision["changes"] else None
