"""How often the coder is right on the user's own articles, by type, from what analysts decided.

A line is right where it still stands and means the same: an event by its type, a statement by its act and stance;
``sides`` also by who takes part, ``whole`` in every field that can be edited. What was rejected or merged away is
wrong. Intervals are Wilson's (1927), 95 %. Only a sample that was judged to its end gives an unbiased figure: who
walks the doubtful first judges the worst.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from math import sqrt
from typing import Any

from dragoman.errors import UsageError
from dragoman.records import Event, Participant, Record
from dragoman.store.applying import Kind, fields_of, kind_of
from dragoman.store.codings import Line
from dragoman.store.corrections import EDITABLE
from dragoman.store.open import Store
from dragoman.store.reviewing import find_or_none
from dragoman.store.revisions import revised_articles
from dragoman.store.sampling import CodersLine, Sample, draw, judged_lines, samples

Z_95 = 1.959964  # standard normal deviate of a two-sided interval of 95 %
ALL_TYPES = "all"
KINDS: tuple[Kind, ...] = ("event", "statement")


class Precision(Record, frozen=True, kw_only=True):
    """How many of the coder's lines of one type were judged, and how many of them are right."""

    kind: Kind
    type: str  # "all": of every type
    sample: Sample | None  # None: everything that was judged, for whatever reason
    judged: int
    left: int  # of the sample, lines not judged yet; the figure stands when there are none
    right: int
    sides: int
    whole: int

    @property
    def precision(self) -> float | None:
        """Share of those judged that are right; None: none was judged."""
        return self.right / self.judged if self.judged else None

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's interval of it, 95 %."""
        return wilson(self.right, self.judged)

    @property
    def unbiased(self) -> bool:
        """Whether the figure stands on a sample judged to its end."""
        return self.sample is not None and self.left == 0 and self.judged > 0


def wilson(right: int, judged: int, *, z: float = Z_95) -> tuple[float, float]:
    """The score interval of a share (Wilson 1927); (0, 1) where nothing was judged."""
    if judged == 0:
        return 0.0, 1.0
    share = right / judged
    middle = share + z * z / (2 * judged)
    half = z * sqrt(share * (1 - share) / judged + z * z / (4 * judged * judged))
    below = 1 + z * z / judged
    return max(0.0, (middle - half) / below), min(1.0, (middle + half) / below)


def measured(store: Store) -> tuple[Precision, ...]:
    """Precision by kind and type: of each sample that was drawn, then of everything that was judged."""
    found: list[Precision] = []
    for sample in samples(store):
        found += _by_type(store, sample.kind, draw(store, sample), sample)
    for kind in KINDS:
        lines = [one for article in revised_articles(store) for one in _stored(store, article, kind) if one.judged]
        found += _by_type(store, kind, lines, None)
    return tuple(found)


def finished(store: Store) -> dict[str, tuple[int, int]]:
    """By type of event what samples judged to their end found, for bands: (right, judged).

    Raises:
        UsageError: no sample of events was judged to its end.
    """
    found = by_type((one.kind, one.type, one.right, one.judged, one.unbiased) for one in measured(store))
    if not found:
        raise UsageError(
            "no sample of events was judged to its end",
            values=f"{len(samples(store))} samples were drawn",
            remedy="Draw one and judge it: dragoman review --sample 100",
        )
    return found


def by_type(figures: Iterable[tuple[str, str, int, int, bool]]) -> dict[str, tuple[int, int]]:
    """Figures of (kind, type, right, judged, unbiased) by type of event; of several samples the largest counts."""
    found: dict[str, tuple[int, int]] = {}
    for kind, name, right, judged, unbiased in figures:
        if kind == "event" and name != ALL_TYPES and unbiased and judged > found.get(name, (0, 0))[1]:
            found[name] = (right, judged)
    return found


def _stored(store: Store, article: str, kind: Kind) -> Iterable[CodersLine]:
    present = store.first("SELECT 1 FROM articles WHERE id = ?", (article,))
    return judged_lines(store, article, kind) if present else ()


def _by_type(store: Store, kind: Kind, lines: Iterable[CodersLine], sample: Sample | None) -> list[Precision]:
    groups: dict[str, list[CodersLine]] = defaultdict(list)
    for line in lines:
        groups[line.type].append(line)
    if sample is None or sample.type is None:
        groups[ALL_TYPES] = [line for group in list(groups.values()) for line in group]
    order = sorted(groups, key=lambda name: (name == ALL_TYPES, name))
    return [_precision(store, kind, name, groups[name], sample) for name in order if groups[name]]


def _precision(store: Store, kind: Kind, name: str, lines: list[CodersLine], sample: Sample | None) -> Precision:
    verdicts = [_verdict(line.line, find_or_none(store, line.id)) for line in lines if line.judged and line.line]
    return Precision(
        kind=kind,
        type=name,
        sample=sample,
        judged=len(verdicts),
        left=len(lines) - len(verdicts),
        right=sum(level >= 1 for level in verdicts),
        sides=sum(level >= 2 for level in verdicts),
        whole=sum(level >= 3 for level in verdicts),
    )


def _verdict(coded: Line, stands: Line | None) -> int:
    """0 wrong, 1 right, 2 with its sides, 3 in every field."""
    if stands is None or _meaning(coded) != _meaning(stands):
        return 0
    if _sides(coded) != _sides(stands):
        return 1
    return 3 if _editable(coded) == _editable(stands) else 2


def _meaning(line: Line) -> tuple[str, ...]:
    return (line.type,) if isinstance(line, Event) else (line.act, line.stance)


def _sides(line: Line) -> tuple[frozenset[str], ...]:
    sides = (line.actors, line.recipients) if isinstance(line, Event) else (line.speakers,)
    return tuple(frozenset(map(_called, side)) for side in sides)


def _called(who: Participant) -> str:
    return who.party or who.name


def _editable(line: Line) -> Mapping[str, Any]:
    """The fields that a person judges; what others a line belongs to changes with them, not with it."""
    fields = fields_of(line)
    return {name: fields[name] for name in EDITABLE[kind_of(line)] if name not in ("part_of", "statement")}
