"""Findings, failures, runs and fetches."""

from msgspec import to_builtins

from dragoman.analysis.precision import measured
from dragoman.exports.contract import finding_fields
from dragoman.records import Finding
from dragoman.store.open import Store, Value
from dragoman.store.rows import from_row
from dragoman.web.asks import FindingsAsked, PlainAsked, cursor, place_of
from dragoman.web.queries.articles import heads
from dragoman.web.queries.slices import Fields, Slice

SHOWN_FETCHES = 20


def list_findings(store: Store, ask: FindingsAsked) -> Slice:
    """Findings in order of their articles' ids, which is the order of the index."""
    place = place_of(ask.after, 2)
    clauses: list[str] = ["1"]
    values: list[Value] = []
    if ask.kind:
        clauses.append("kind = ?")
        values.append(ask.kind)
    if place:
        clauses.append("(article, ordinal) > (?, CAST(? AS INTEGER))")
        values += [place[0] or "", place[1] or ""]
    sql = f"SELECT * FROM findings WHERE {' AND '.join(clauses)} ORDER BY article, ordinal LIMIT ?"
    found = list(store.query(sql, (*values, ask.limit + 1)))
    shown = found[: ask.limit]
    known = heads(store, (row["article"] for row in shown))
    rows = [{**finding_fields(from_row(Finding, row)), "article": known[row["article"]]} for row in shown]
    following = cursor(shown[-1]["article"], str(shown[-1]["ordinal"])) if len(found) > ask.limit else None
    return Slice(rows, following)


def finding_kinds(store: Store) -> list[Fields]:
    """How many findings of each kind there are."""
    return [
        dict(row) for row in store.query("SELECT kind, count(*) AS number FROM findings GROUP BY kind ORDER BY kind")
    ]


def list_failures(store: Store, ask: PlainAsked) -> Slice:
    """Inputs, or parts of them, that could not be used, by source."""
    place = place_of(ask.after, 2)
    values = (place[0] or "", place[1] or "") if place else ("", "")
    sql = """SELECT id, source, stage, reason, error, max(article) AS article FROM failures
             WHERE (source, id) > (?, ?) GROUP BY source, id ORDER BY source, id LIMIT ?"""
    found = list(store.query(sql, (*values, ask.limit + 1)))
    shown = found[: ask.limit]
    following = cursor(shown[-1]["source"], shown[-1]["id"]) if len(found) > ask.limit else None
    return Slice([{name: row[name] for name in row.keys()} for row in shown], following)  # noqa: SIM118 - rows iterate values


def list_runs(store: Store) -> list[Fields]:
    """What produced the codings, and of how many articles each is the coding now."""
    counts = {row["run"]: row["n"] for row in store.query("SELECT run, count(*) AS n FROM articles GROUP BY run")}
    rows = [dict(row) for row in store.query("SELECT * FROM runs ORDER BY id LIMIT 1000")]
    return [{**row, "articles": counts.get(row["id"], 0)} for row in rows]


def latest_fetches(store: Store) -> list[Fields]:
    """What was fetched from the web last, the latest first."""
    from dragoman.store.fetches import list_fetches  # loads every source, which no other page needs

    return [to_builtins(fetch) for fetch in list_fetches(store, limit=SHOWN_FETCHES)]


def count_precision(store: Store) -> list[Fields]:
    """How often the coder was right in this record, by kind and type: of samples, and of everything judged."""
    return [
        {
            "kind": one.kind, "type": one.type, "sample": one.sample is not None, "judged": one.judged,
            "left": one.left, "right": one.right, "precision": one.precision, "low": one.interval[0],
            "high": one.interval[1], "unbiased": one.unbiased,
        }
        for one in measured(store)
        if one.judged
    ]  # fmt: skip


def count_record(store: Store) -> Fields:
    """What the whole record holds: a pass over it."""
    tables = ("articles", "events", "statements", "figures", "findings", "failures")
    counts = {table: store.first(f"SELECT count(*) AS n FROM {table}") for table in tables}
    days = store.first("SELECT min(published) AS first, max(published) AS last FROM articles")
    undated = store.first("SELECT count(*) AS n FROM articles WHERE published IS NULL")
    copies = store.first("SELECT count(*) AS n FROM articles WHERE duplicate_of IS NOT NULL")
    groups = {
        name: [dict(row) for row in store.query(sql)]
        for name, sql in {
            "publishers": """SELECT publisher AS name, count(*) AS number FROM articles
                GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 40""",
            "languages": "SELECT language AS name, count(*) AS number FROM articles GROUP BY 1 ORDER BY 2 DESC, 1",
            "types": "SELECT type AS name, count(*) AS number FROM events GROUP BY 1 ORDER BY 2 DESC, 1",
            "statuses": "SELECT status AS name, count(*) AS number FROM events GROUP BY 1 ORDER BY 2 DESC, 1",
            "bases": "SELECT basis AS name, count(*) AS number FROM events GROUP BY 1 ORDER BY 2 DESC, 1",
            "years": """SELECT substr(published, 1, 4) AS name, count(*) AS number FROM articles
                WHERE published IS NOT NULL GROUP BY 1 ORDER BY 1""",
            "months": """SELECT substr(published, 1, 7) AS name, count(*) AS number FROM articles
                WHERE published IS NOT NULL GROUP BY 1 ORDER BY 1""",
        }.items()
    }
    return {
        **{table: int(row["n"]) if row else 0 for table, row in counts.items()},
        "first": days["first"] if days else None, "last": days["last"] if days else None,
        "undated": undated["n"] if undated else 0, "copies": copies["n"] if copies else 0, **groups,
    }  # fmt: skip
