"""What two runs read differently: lines that appeared, vanished or changed, and the monthly counts that move with them.

Compared are the codings as the coders made them, without what analysts decided, over the articles that both runs
coded. Lines are the same by their anchor, or where their words are (``store.applying.alike``).
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any, Literal

from dragoman.analysis.timelines import counts, day_of, month_of
from dragoman.records import Event, Record
from dragoman.store.applying import Kind, alike, fields_of, kind_of
from dragoman.store.codings import Coding, Line, coding_by, find_run
from dragoman.store.open import Store
from dragoman.store.read import copies

What = Literal["appeared", "vanished", "changed"]
Pair = tuple[str, str]

# What says which run it was or what the whole record makes of it, and no difference in reading.
_NOT_READ = ("run", "review", "happening", "why")


class LineDifference(Record, frozen=True, kw_only=True):
    """An event or a statement that two runs read differently."""

    article: str
    id: str  # of what vanished or changed the older run's
    kind: Kind
    what: What
    line: Line  # as the newer run has it; of what vanished, as the older had it
    before: Mapping[str, Any] = {}  # of what changed: the fields that differ, as they were
    after: Mapping[str, Any] = {}


class CountDifference(Record, frozen=True, kw_only=True):
    """A monthly count of events between two parties that is another with the newer run."""

    month: str  # "2017-11", or "undated"
    pair: Pair  # in alphabetical order
    before: int
    after: int


class RunDifference(Record, frozen=True, kw_only=True):
    """All that differs between two runs."""

    old: str
    new: str
    articles: int  # coded by both
    lines: tuple[LineDifference, ...]
    counts: tuple[CountDifference, ...]

    def number(self, what: What, kind: Kind) -> int:
        """How many lines of a kind appeared, vanished or changed."""
        return sum(line.what == what and line.kind == kind for line in self.lines)


def run_difference(store: Store, old: str, new: str) -> RunDifference:
    """What the run ``new`` reads otherwise than the run ``old``.

    Args:
        store: an open record.
        old: id of a run, or the unique beginning of one.
        new: likewise.

    Raises:
        UnknownName: the record has no such run.
    """
    first, second = find_run(store, old), find_run(store, new)
    copied, shared = copies(store), _coded_by_both(store, first, second)
    lines: list[LineDifference] = []
    before: Counter[tuple[str, Pair]] = Counter()
    after: Counter[tuple[str, Pair]] = Counter()
    for article in shared:
        one, other = coding_by(store, article, first), coding_by(store, article, second)
        lines.extend(line_differences(one, other))
        if article not in copied:
            before.update(_counted(one))
            after.update(_counted(other))
    moved = sorted(key for key in {*before, *after} if before[key] != after[key])
    return RunDifference(
        old=first,
        new=second,
        articles=len(shared),
        lines=tuple(lines),
        counts=tuple(
            CountDifference(month=month, pair=pair, before=before[month, pair], after=after[month, pair])
            for month, pair in moved
        ),
    )


def line_differences(old: Coding, new: Coding) -> Iterator[LineDifference]:
    """What differs between two codings of one article, in the order of its text."""
    found: list[LineDifference] = []
    earlier, later = {line.id: line for line in old.lines}, {line.id: line for line in new.lines}
    pairs = [(earlier[line], later[line]) for line in earlier if line in later]
    gone = [line for line in old.lines if line.id not in later]
    come = [line for line in new.lines if line.id not in earlier]
    for line in list(gone):
        near = max(come, key=lambda other: alike(other, line), default=None)
        if near is not None and alike(near, line) > 0:
            pairs.append((line, near))
            gone.remove(line)
            come.remove(near)
    for one, other in pairs:
        before, after = _fields_changed(one, other)
        if after:
            shared: dict[str, Any] = {"article": one.article, "id": one.id, "kind": kind_of(one), "what": "changed"}
            found.append(LineDifference(**shared, line=other, before=before, after=after))
    found += [_whole(line, "vanished") for line in gone]
    found += [_whole(line, "appeared") for line in come]
    yield from sorted(found, key=lambda one: (one.line.start, one.kind, one.id))


def _whole(line: Line, what: What) -> LineDifference:
    return LineDifference(article=line.article, id=line.id, kind=kind_of(line), what=what, line=line)


def _fields_changed(old: Line, new: Line) -> tuple[dict[str, Any], dict[str, Any]]:
    one, other = fields_of(old), fields_of(new)
    names = [name for name in other if name not in _NOT_READ and one[name] != other[name]]
    return {name: one[name] for name in names}, {name: other[name] for name in names}


def _coded_by_both(store: Store, old: str, new: str) -> list[str]:
    by_run = """SELECT id FROM articles WHERE run = ? UNION SELECT article FROM codings WHERE run = ?"""
    sql = f"SELECT * FROM ({by_run}) INTERSECT SELECT * FROM ({by_run}) ORDER BY 1"
    return [row["id"] for row in store.query(sql, (old, old, new, new))]


def _counted(coding: Coding) -> Iterator[tuple[str, Pair]]:
    for event in coding.events:
        if counts(event):
            for pair in sorted(pairs_of(event)):
                yield month_of(day_of(event)), pair


def pairs_of(event: Event) -> frozenset[Pair]:
    """The pairs of parties that face each other in an event, or act together upon nobody else."""
    actors = [who.party for who in event.actors if who.party]
    recipients: Sequence[str] = [who.party for who in event.recipients if who.party]
    sides = product(actors, recipients if event.recipients else actors)
    return frozenset((min(pair), max(pair)) for pair in sides if pair[0] != pair[1])
