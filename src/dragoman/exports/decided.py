"""What analysts decided, not who, as rows: on lines, on happenings, on plans and deeds, on promises."""

from collections.abc import Iterator
from typing import Any

from dragoman.compare import decisions as of_happenings
from dragoman.records import content_id
from dragoman.store.open import Store
from dragoman.store.revisions import revisions

DECISION_COLUMNS = ("revision", "article", "action", "at", "line", "other", "kind", "fields", "undoes")
Fields = dict[str, Any]


def decisions(store: Store) -> Iterator[Fields]:
    """A row for each line that a decision changed, or for the two things it joins, parts or ties."""
    yield from _on_lines(store)
    for made in of_happenings.decisions(store):
        sides = {"line": list(made.first), "other": list(made.second)}
        yield {"revision": made.id, "action": made.kind, "at": made.at.isoformat(), "kind": "happening", **sides}
    for row in store.query("SELECT * FROM tie_decisions ORDER BY made_at, plan, deed, made_by"):
        name = content_id("tie", row["plan"], row["deed"], row["made_at"], row["made_by"])
        ends = {"line": row["plan"], "other": row["deed"]}
        yield {"revision": name, "action": row["verdict"], "at": row["made_at"], "kind": "tie", **ends}
    for row in store.query("SELECT * FROM ledger_decisions ORDER BY decided_at, line, item, decided_by"):
        name = content_id("promise", row["line"], row["item"], row["decided_at"], row["decided_by"])
        ends = {"line": row["line"], "other": row["item"], "fields": [row["relation"]]}
        yield {"revision": name, "action": row["verdict"], "at": row["decided_at"], "kind": "promise", **ends}


def _on_lines(store: Store) -> Iterator[Fields]:
    for revision in revisions(store):
        shared = {name: getattr(revision, name) for name in ("article", "action", "at", "undoes")}
        for change in revision.changes:
            fields = sorted(change.after) if change.after is not None and change.before is not None else []
            yield {"revision": revision.id, **shared, "line": change.line, "kind": change.kind, "fields": fields}
