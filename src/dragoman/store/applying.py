"""What a coder said and what analysts decided, made into the effective state: a pure function of the two.

A decision holds what its maker looked at. What was accepted or added holds whole; of what was edited the changed
fields hold, with those that hang together with them, and the rest is the coder's. A line that a new coder no longer
finds stays as the analyst left it. Where the new coder reads the same words a little differently (another trigger, a
longer clause) its line is taken for the one that was judged, so that nothing stands twice and nothing rejected
comes back.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

import msgspec
from msgspec.structs import replace

from dragoman.records import Event, Figure, Record, Statement
from dragoman.store.codings import Coding, Line

Fields = Mapping[str, Any]
Kind = Literal["event", "statement"]
Action = Literal["accept", "edit", "reject", "add", "merge", "split", "undo"]

KINDS: dict[Kind, type[Event] | type[Statement]] = {"event": Event, "statement": Statement}
REVIEWS: dict[Action, str] = {
    "accept": "accepted", "edit": "edited", "reject": "rejected", "add": "added", "merge": "merged", "split": "split",
}  # fmt: skip
# Two stretches of text are one telling when they share half of what they cover together, as in ``analysis.agreement``.
LEAST_OVERLAP = 0.5


class Change(Record, frozen=True, kw_only=True):
    """What a revision changed of one line."""

    line: str  # id of the event or statement
    kind: Kind
    seen: str | None = None  # the last revision of the line its maker saw; None: he saw the coder's
    before: Fields | None = None  # the fields as they were; None: the line is new
    after: Fields | None = None  # the fields as they are; None: the line is set aside
    base: Fields | None = None  # the whole line as it was seen; None: the line is new


class Revision(Record, frozen=True, kw_only=True):
    """One decision of one person."""

    id: str
    article: str
    action: Action
    by: str
    at: str  # ISO 8601, as its maker gave it
    why: str = ""
    undoes: str | None = None  # id of the revision that an undo takes back
    changes: tuple[Change, ...] = ()


class Effective(Record, frozen=True, kw_only=True):
    """The lines that count, and those that were set aside."""

    coding: Coding
    aside: tuple[Line, ...] = ()


def active(revisions: Sequence[Revision]) -> tuple[Revision, ...]:
    """The revisions that hold: no undo, and not undone."""
    undone = {revision.undoes for revision in revisions if revision.undoes}
    return tuple(revision for revision in revisions if revision.undoes is None and revision.id not in undone)


def effective(coding: Coding, revisions: Sequence[Revision]) -> Effective:
    """The effective state of one article.

    Args:
        coding: what the coder said of it.
        revisions: everything decided on its lines, oldest first.
    """
    holding = active(revisions)
    if not holding:
        return Effective(coding=coding)
    coding = renamed(coding, _known_by(coding, holding))
    state = _State(coding)
    for revision in holding:
        for change in revision.changes:
            state.apply(change, revision)
    return state.result()


def known_lines(coding: Coding, holding: Sequence[Revision]) -> tuple[Line, ...]:
    """The coder's lines under the ids that analysts know them by."""
    return renamed(coding, _known_by(coding, holding)).lines


def line_of(kind: Kind, fields: Fields) -> Line:
    """An event or a statement from its fields."""
    return msgspec.convert(dict(fields), KINDS[kind])


def fields_of(line: Line) -> dict[str, Any]:
    """The fields of an event or a statement, as JSON has them."""
    fields: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(line))
    return fields


def kind_of(line: Line) -> Kind:
    """Whether a line is an event or a statement."""
    return "event" if isinstance(line, Event) else "statement"


class _State:
    """The lines of an article while decisions are applied to them, oldest first."""

    def __init__(self, coding: Coding) -> None:
        self.coding = coding
        self.lines: dict[str, tuple[Kind, Fields]] = {x.id: (kind_of(x), fields_of(x)) for x in coding.lines}
        self.aside: dict[str, tuple[Kind, Fields]] = {}
        self.into: dict[str, str | None] = {}  # of what is set aside: the line it was merged into; None: into none

    def apply(self, change: Change, revision: Revision) -> None:
        held = self.lines.pop(change.line, None) or self.aside.pop(change.line, None)
        present: Fields = held[1] if held else change.base or {}
        if change.after is None:
            self.aside[change.line] = change.kind, {**present, "review": REVIEWS[revision.action]}
            self.into[change.line] = revision.changes[0].line if revision.action == "merge" else None
            return
        if revision.action == "accept":
            present = change.base or {}
        fields = {**present, **change.after, "id": change.line, "review": REVIEWS[revision.action]}
        if held and "happening" in held[1]:
            fields["happening"] = held[1]["happening"]
        self.lines[change.line] = change.kind, fields
        self.into.pop(change.line, None)

    def result(self) -> Effective:
        lines = [line_of(kind, fields) for kind, fields in self.lines.values()]
        events = [self._tied(line) for line in lines if isinstance(line, Event)]
        statements = [line for line in lines if isinstance(line, Statement)]
        coding = replace(
            self.coding,
            events=tuple(sorted(events, key=lambda event: event.trigger.start)),
            statements=tuple(sorted(statements, key=lambda statement: statement.start)),
            figures=tuple(replace(figure, event=self._now(figure.event)) for figure in self.coding.figures),
        )
        aside = [line_of(kind, fields) for kind, fields in self.aside.values()]
        return Effective(coding=coding, aside=tuple(sorted(aside, key=lambda line: (line.start, line.id))))

    def _tied(self, event: Event) -> Event:
        """An event whose references lead to lines that count."""
        whole, statement = self._now(event.part_of), self._now(event.statement)
        return replace(event, part_of=None if whole == event.id else whole, statement=statement)

    def _now(self, line: str | None) -> str | None:
        passed: set[str] = set()
        while line in self.into and line not in passed:
            passed.add(line)
            line = self.into[line]
        return line


def renamed(coding: Coding, names: Mapping[str, str]) -> Coding:
    """The coding with some lines under other ids, and whatever refers to them."""
    if not names:
        return coding

    def name(line: str | None) -> str | None:
        return names.get(line, line) if line else None

    events = (
        replace(e, id=names.get(e.id, e.id), statement=name(e.statement), part_of=name(e.part_of))
        for e in coding.events
    )
    figures: Iterator[Figure] = (replace(figure, event=name(figure.event)) for figure in coding.figures)
    return replace(
        coding,
        events=tuple(events),
        statements=tuple(replace(s, id=names.get(s.id, s.id)) for s in coding.statements),
        figures=tuple(figures),
    )


def _known_by(coding: Coding, revisions: Sequence[Revision]) -> dict[str, str]:
    """The coder's lines that analysts judged under other ids: new id -> the id that they know it by."""
    judged: dict[str, list[Line]] = {}
    for revision in revisions:
        for change in revision.changes:
            for fields in _seen_as(change):
                judged.setdefault(change.line, []).append(line_of(change.kind, fields))
    free = [line for line in coding.lines if line.id not in judged]
    found: dict[str, str] = {}
    present = {line.id for line in coding.lines}
    for known in sorted(set(judged) - present):
        near = [(_nearness(line, judged[known]), line.id) for line in free if line.id not in found]
        best = max(near, default=(0.0, ""))
        if best[0] > 0:
            found[best[1]] = known
    return found


def _seen_as(change: Change) -> Iterator[Fields]:
    """A line as its reviser saw it and as he left it."""
    if change.base is not None:
        yield change.base
    if change.after is not None:
        yield {**(change.base or {}), **change.after}


def _nearness(line: Line, judged: Sequence[Line]) -> float:
    """How much of the words two lines share, 0 where they cannot be one."""
    return max(alike(line, one) for one in judged)


def alike(line: Line, judged: Line) -> float:
    """How much two lines look like two readings of one thing; 0: they do not."""
    if isinstance(line, Event) and isinstance(judged, Event):
        if line.type != judged.type:
            return 0.0  # one word can tell two events
        on_one_word = line.trigger.start == judged.trigger.start
        return on_one_word + overlap(line, judged) if on_one_word or overlap(line, judged) >= LEAST_OVERLAP else 0.0
    if isinstance(line, Statement) and isinstance(judged, Statement):
        return overlap(line, judged) if overlap(line, judged) >= LEAST_OVERLAP else 0.0
    return 0.0


def overlap(one: Line, other: Line) -> float:
    """Intersection over union of what two lines quote."""
    inner = min(one.end, other.end) - max(one.start, other.start)
    return max(inner, 0) / (max(one.end, other.end) - min(one.start, other.start))
