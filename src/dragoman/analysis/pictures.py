"""What a chart of a timeline, of contacts, changes or a network shows: marks, each with the events behind it.

A timeline is its counted happenings by month and type; contacts stand by day and level, changes by day and kind; a
network is a ring of parties, joined by lines as thick as what passed between them. ``drawings`` draws them.
"""

import math
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Literal

from dragoman.analysis.changes import KINDS, Changes
from dragoman.analysis.contacts import LEVELS, Contacts
from dragoman.analysis.network import Network
from dragoman.analysis.timelines import UNDATED, Timeline, month_of
from dragoman.codes.plover import EVENT_TYPES
from dragoman.records import Record

Kind = Literal["timeline", "contacts", "changes", "network"]
Drawable = Timeline | Contacts | Changes | Network
NO_LEVEL = "not told"


class Mark(Record, frozen=True, kw_only=True):
    """One thing to point at, with what is drawn of it."""

    heading: str
    events: tuple[str, ...]  # ids
    drawn: dict[str, Any]  # fields of the chart: places, sizes, groups

    @property
    def anchor(self) -> str:
        """The id of its list of events on a page."""
        return "m-" + "-".join("".join(c if c.isalnum() else " " for c in self.heading).split())


class Picture(Record, frozen=True, kw_only=True):
    """A chart before it is drawn."""

    kind: Kind
    title: str
    caption: str
    marks: tuple[Mark, ...]
    rows: tuple[str, ...] = ()  # from top to bottom, of levels and kinds
    nodes: tuple[dict[str, Any], ...] = ()  # of a network


def picture_of(result: Drawable) -> Picture:
    """What a chart of a result shows."""
    if isinstance(result, Timeline):
        return _timeline(result)
    if isinstance(result, Contacts):
        return _contacts(result)
    return _changes(result) if isinstance(result, Changes) else _network(result)


def _between(party: str, other: str | None) -> str:
    return f"{party} and {other}" if other else f"{party} with anybody"


def _timeline(found: Timeline) -> Picture:
    told: dict[tuple[str, str], list[str]] = {}
    for entry in found.entries:
        month = month_of(entry.day)
        if entry.counted and month != UNDATED:
            told.setdefault((month, entry.event.type), []).append(entry.event.id)
    marks, height = [], dict[str, int]()
    for (month, kind), events in sorted(told.items(), key=lambda item: (item[0][0], _turn(item[0][1]))):
        first = date.fromisoformat(f"{month}-01")
        after = (first + timedelta(days=32)).replace(day=1)
        base = height.get(month, 0)
        height[month] = base + len(events)
        drawn = {"start": first.isoformat(), "end": after.isoformat(), "group": kind, "base": base,
                 "top": height[month], "count": len(events)}  # fmt: skip
        marks.append(Mark(heading=f"{month} {kind}", events=tuple(events), drawn=drawn))
    undated = sum(entry.counted and entry.day is None for entry in found.entries)
    left = len(found.entries) < found.total
    caption = f"{sum(height.values())} by month and type" + (f"; {undated} undated" if undated else "")
    caption += f"; the first {len(found.entries)} of {found.total} events" if left else ""
    return Picture(
        kind="timeline", title=f"Events of {_between(found.party, found.other)}", caption=caption, marks=tuple(marks)
    )


def _turn(kind: str) -> tuple[int, str]:
    return (EVENT_TYPES.index(kind) if kind in EVENT_TYPES else len(EVENT_TYPES), kind)


def _contacts(found: Contacts) -> Picture:
    marks = [
        Mark(
            heading=f"{one.day} {one.level or NO_LEVEL} {one.party} {one.other} {number}", events=(one.event,),
            drawn={"start": one.day.isoformat(), "row": one.level or NO_LEVEL,
                   "group": "counted" if one.counted else "not counted", "count": 1,
                   "told": "; ".join((*one.party_people, *one.other_people))},
        )
        for number, one in enumerate(found.meetings, start=1)
        if one.day is not None
    ]  # fmt: skip
    undated = sum(one.day is None for one in found.meetings)
    return Picture(
        kind="contacts", title=f"Meetings of {_between(found.party, found.other)}, by level",
        caption="The level is the lower of the two sides" + (f"; {undated} undated" if undated else ""),
        marks=tuple(marks), rows=(*LEVELS, NO_LEVEL),
    )  # fmt: skip


def _changes(found: Changes) -> Picture:
    marks = tuple(
        Mark(
            heading=f"{one.period} {one.kind} {one.party} {one.other} {number}", events=one.events,
            drawn={"start": one.day.isoformat(), "row": one.kind, "group": one.kind, "count": one.count,
                   "told": one.message},
        )
        for number, one in enumerate(found.found, start=1)
    )  # fmt: skip
    caption = f"{len(marks)} by {found.by}; {found.counting.told}. Coded by {', '.join(found.runs) or 'no run'}"
    return Picture(kind="changes", title="Changes worth a look", caption=caption, marks=marks, rows=KINDS)


def _network(found: Network) -> Picture:
    places = {}
    ordered = sorted(found.nodes, key=lambda node: (node.community or 0, -node.count, node.code))
    for number, node in enumerate(ordered):  # neighbours on the ring are of one community
        angle = 2 * math.pi * number / max(1, len(ordered)) - math.pi / 2
        places[node.code] = (round(math.cos(angle), 4), round(math.sin(angle), 4))
    nodes = tuple(
        {"x": places[node.code][0], "y": places[node.code][1], "code": node.code, "name": node.name,
         "count": node.count, "group": str(node.community or "")}
        for node in ordered
    )  # fmt: skip
    period = f", {found.period}" if found.period else ""
    caption = f"{found.counting.told}. Coded by {', '.join(found.runs) or 'no run'}"
    marks = tuple(_lines(found, places))
    return Picture(kind="network", title=f"Who deals with whom{period}", caption=caption, marks=marks, nodes=nodes)


def _lines(found: Network, places: dict[str, tuple[float, float]]) -> Iterator[Mark]:
    """The lines, the thinnest first, so that none is hidden beneath a thicker one."""
    for edge in sorted(found.edges, key=lambda edge: (edge.count, edge.party, edge.other)):
        if edge.party in places and edge.other in places:
            (x, y), (x2, y2) = places[edge.party], places[edge.other]
            conflict = edge.verbal_conflict + edge.material_conflict
            group = "more conflict" if 2 * conflict > edge.count else "more cooperation"
            drawn = {"x": x, "y": y, "x2": x2, "y2": y2, "group": group, "count": edge.count}
            yield Mark(heading=f"{edge.period} {edge.party} {edge.other}".strip(), events=edge.events, drawn=drawn)
