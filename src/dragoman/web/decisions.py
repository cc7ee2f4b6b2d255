"""Decisions on lines, from forms and from the API: each in somebody's name, refused where another came first."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, TypeVar

from dragoman.api import OpenRecord, open_record
from dragoman.errors import UsageError
from dragoman.store.applying import Action, Kind, Revision
from dragoman.store.postgres.address import Place
from dragoman.store.reviewing import Reviewer
from dragoman.web.refusals import Refusal
from dragoman.web.review_forms import changed, filled
from dragoman.web.reviewers import Form, named, now

Made = TypeVar("Made")


class Wanted(NamedTuple):
    """A decision that somebody wants to make."""

    action: Action
    lines: tuple[str, ...] = ()  # the first is decided on, others are merged into it
    seen: tuple[str | None, ...] = ()
    article: str = ""  # of a line to be added
    kind: Kind = "event"
    fields: dict[str, Any] = {}  # noqa: RUF012 - never changed
    parts: tuple[dict[str, Any], ...] = ()
    why: str = ""


def decided(record: Place, by: str, wanted: Wanted) -> Revision:
    """Make a decision; what is computed across articles follows it.

    Raises:
        Refusal: nobody is named, no line, or a field that cannot be so.
        EditConflict: somebody revised the line since it was looked at.
        UsageError, UnknownName, CitationError: as ``store.reviewing.Reviewer``.
    """
    name = named(by)
    if wanted.action != "add" and not wanted.lines:
        raise Refusal("a decision is on a line", values=wanted.action, remedy="Name the line")
    return writing(record, lambda it: _decide(it.review(by=name), wanted))


def writing(record: Place, make: Callable[[OpenRecord], Made]) -> Made:
    """What is made of a record opened for writing.

    Raises:
        Refusal: a value of a shape that no field has.
    """
    with open_record(record, mode="write") as opened:
        try:
            return make(opened)
        except (TypeError, ValueError, KeyError, AttributeError) as error:  # whatever JSON was sent for a field
            raise Refusal(
                "a field cannot have this value",
                values=str(error)[:200],
                remedy="The page on the API tells what it takes",
            ) from error


def _decide(reviewer: Reviewer, wanted: Wanted) -> Revision:
    line = wanted.lines[0] if wanted.lines else ""
    common: dict[str, Any] = {"at": now(), "why": wanted.why}
    one: dict[str, Any] = {"seen": wanted.seen[0] if wanted.seen else None, **common}
    match wanted.action:
        case "accept":
            return reviewer.accept(line, **one)
        case "reject":
            return reviewer.reject(line, **one)
        case "undo":
            return reviewer.undo(line, **one)
        case "edit":
            return reviewer.edit(line, wanted.fields, **one)
        case "split":
            return reviewer.split(line, wanted.parts, **one)
        case "merge":
            return reviewer.merge(wanted.lines, seen=wanted.seen, **common)
        case "add":
            return reviewer.add(wanted.article, wanted.kind, wanted.fields, **common)


def of_form(opened: OpenRecord, line: str, form: Form) -> Wanted:
    """The decision that a form on a line means.

    Raises:
        UsageError: it names no action, or says nothing new.
        UnknownName: the record has no such line.
    """
    action, seen, why = form.one("action"), form.one("seen") or None, form.one("why")
    if action in ("accept", "reject", "undo"):
        return Wanted(action, (line,), (seen,), why=why)  # type: ignore[arg-type]
    if action == "edit":
        return Wanted("edit", (line,), (seen,), fields=changed(opened.line(line).line, form), why=why)
    if action == "split":
        return Wanted("split", (line,), (seen,), parts=_parts(opened, line, form), why=why)
    if action == "merge":
        others = [pair.partition("|") for pair in form.all("other")]
        lines = (line, *(name for name, _, _ in others))
        return Wanted("merge", lines, (seen, *(last or None for _, _, last in others)), why=why)
    raise UsageError("no such decision", values=repr(action[:20]), remedy="Accept, edit, reject, merge, split or undo")


def of_new_line(form: Form) -> Wanted:
    """The decision to add the line that a form describes."""
    kind: Kind = "statement" if form.one("kind_of_line") == "statement" else "event"
    fields = filled(kind, form)
    if kind == "event" and form.one("trigger"):
        fields["trigger"] = form.one("trigger")
    return Wanted("add", article=form.one("article"), kind=kind, fields=fields, why=form.one("why"))


def _parts(opened: OpenRecord, line: str, form: Form) -> tuple[dict[str, Any], ...]:
    whole = opened.line(line).line
    parts: Sequence[dict[str, Any]] = [changed(whole, form, "1."), changed(whole, form, "2.")]
    if form.one("2.trigger"):
        parts[1]["trigger"] = form.one("2.trigger")
    return tuple(parts)
