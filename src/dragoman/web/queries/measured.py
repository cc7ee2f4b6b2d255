"""What is measured over the record: networks, changes and what two runs read otherwise, as plain data."""

from collections.abc import Callable, Sequence
from typing import Literal

import msgspec

from dragoman.analysis.changes import changes
from dragoman.analysis.counting import QUADS
from dragoman.analysis.network import networks
from dragoman.analysis.periods import By
from dragoman.analysis.run_differences import RunDifference, run_difference
from dragoman.analysis.tables import fields_of
from dragoman.records import Event, Statement
from dragoman.store.open import Store
from dragoman.web.asks_counted import ChangesAsked
from dragoman.web.queries.parties import party_name
from dragoman.web.queries.review import plain
from dragoman.web.queries.slices import Fields

Stretch = Literal["all", "year", "month"]
STRETCHES: tuple[Stretch, ...] = ("all", "year", "month")
MOST_DIFFERENCES = 300  # lines of a comparison of runs on a page; `dragoman diff` has all


def network_edges(stretch: Stretch) -> Callable[[Store], dict[str, list[Fields]]]:
    """What reads the edges of each period, without the ids of events."""

    def count(store: Store) -> dict[str, list[Fields]]:
        found = networks(store, by=None if stretch == "all" else stretch)
        return {
            one.period: [
                {"party": edge.party, "other": edge.other, "count": edge.count, "tellings": edge.tellings,
                 "quads": {str(n): getattr(edge, name) for n, name in enumerate(QUADS, start=1)},
                 "plover_score": edge.plover_score}
                for edge in sorted(one.edges, key=lambda edge: (-edge.count, edge.party, edge.other))
            ]
            for one in found
        }  # fmt: skip

    return count


def edges_of(edges: Sequence[Fields], party: str | None) -> list[Fields]:
    """The pairs of a party; None: all."""
    return [edge for edge in edges if party in (None, edge["party"], edge["other"])]


def edges_ordered(edges: list[Fields], order: Literal["count", "name", "score"]) -> list[Fields]:
    """Pairs, which come by how much passed between them, in another order."""
    if order == "name":
        return sorted(edges, key=lambda edge: [party_name(edge[side]).casefold() for side in ("party", "other")])
    if order == "score":  # what has none stands at the end
        return sorted(edges, key=lambda edge: (edge["plover_score"] is None, edge["plover_score"] or 0.0))
    return edges


def changes_asked(rows: Sequence[Fields], ask: ChangesAsked) -> list[Fields]:
    """The changes asked for, in the order asked for."""
    kept = [
        row for row in rows
        if ask.kind in (None, row["kind"]) and ask.party in (None, row["party"], row["other"])
    ]  # fmt: skip
    if ask.order == "count":
        return sorted(kept, key=lambda row: -row["count"])
    return kept[::-1] if ask.order == "oldest" else kept


def change_rows(by: By) -> Callable[[Store], list[Fields]]:
    """What reads the changes of every period, the latest first."""

    def count(store: Store) -> list[Fields]:
        return [
            {**msgspec.to_builtins(fields_of(row)), "names": [party_name(row.party), party_name(row.other)]}
            for row in changes(store, by=by).found
        ]

    return count


def _standing(line: Event | Statement) -> Fields:
    """What must be said of a line wherever it shows."""
    if isinstance(line, Event):
        return {"status": line.status, "basis": line.basis, "asserted_by": line.asserted_by}
    return {"stance": line.stance}


def difference(old: str, new: str) -> Callable[[Store], Fields]:
    """What compares two runs."""
    return lambda store: _difference_fields(run_difference(store, old, new))


def _difference_fields(found: RunDifference) -> Fields:
    lines = [
        {
            "article": one.article, "id": one.id, "kind": one.kind, "what": one.what, "text": one.line.text,
            **_standing(one.line),
            "fields": {
                name: {"before": plain(one.before[name]), "after": plain(one.after[name])} for name in one.after
            },
        }
        for one in found.lines[:MOST_DIFFERENCES]
    ]  # fmt: skip
    numbers = [
        {"kind": kind, **{what: found.number(what, kind) for what in ("appeared", "vanished", "changed")}}
        for kind in ("event", "statement")
    ]
    counts = [msgspec.to_builtins(one) for one in found.counts[:MOST_DIFFERENCES]]
    return {"old": found.old, "new": found.new, "articles": found.articles, "lines": lines, "numbers": numbers,
            "counts": counts, "all_lines": len(found.lines), "all_counts": len(found.counts)}  # fmt: skip
