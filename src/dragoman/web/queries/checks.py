"""Findings, failures, runs and fetches."""

from typing import Any

from msgspec import to_builtins

from dragoman.analysis.precision import measured
from dragoman.exports.contract import finding_fields
from dragoman.records import Finding
from dragoman.store.listing import Condition
from dragoman.store.open import Store
from dragoman.store.rows import from_row
from dragoman.web.asks import FailuresAsked, FindingsAsked, cursor, place_of
from dragoman.web.asks_counted import RunsAsked
from dragoman.web.queries.articles import heads
from dragoman.web.queries.slices import COUNTED_ROWS, Fields, Slice, slice_of_all, where_of
from dragoman.web.refusals import Refusal

SHOWN_FETCHES = 20
STAGES = ("source", "extract", "article", "language", "code", "store")
_FEW_FINDINGS = 4_000  # are looked up and sorted, in some 15 ms
_DIGITS = 9  # of a finding's number in its article


def list_findings(store: Store, ask: FindingsAsked) -> Slice:
    """Findings by the day their articles were published; of an article in order of its text."""
    few = _is_rare(store, ask)
    place = _finding_place(ask)
    found: list[Any] = []
    if place is None or place[0] is not None:
        found += _findings(store, ask, place, dated=True, few=few, limit=ask.limit + 1)
        place = None
    # What has a first or a last day is asked for leaves out what has none.
    if len(found) <= ask.limit and not (ask.first_day or ask.last_day):
        found += _findings(store, ask, place, dated=False, few=few, limit=ask.limit + 1 - len(found))
    shown = found[: ask.limit]
    known = heads(store, (row["article"] for row in shown))
    rows = [{**finding_fields(from_row(Finding, row)), "article": known[row["article"]]} for row in shown]
    last = shown[-1] if len(found) > ask.limit else None
    following = cursor(last["published"], last["article"], str(last["ordinal"])) if last else None
    return Slice(rows, following)


def _finding_place(ask: FindingsAsked) -> tuple[str | None, str, int] | None:
    place = place_of(ask.after, 3)
    if place is None:
        return None
    day, article, ordinal = place
    if article is None or not (ordinal or "").isdecimal() or len(ordinal or "") > _DIGITS:
        raise Refusal("no such place in the list", values=repr(ask.after), remedy="Take `next` as it was given")
    return day, article, int(ordinal or 0)


def _is_rare(store: Store, ask: FindingsAsked) -> bool:
    """Whether findings are few, and are looked up; else articles are walked by day, where some are met soon."""
    where, value = ("WHERE kind = ?", (ask.kind,)) if ask.kind else ("", ())
    return store.first(f"SELECT 1 FROM findings {where} LIMIT 1 OFFSET {_FEW_FINDINGS}", value) is None


def _findings(
    store: Store, ask: FindingsAsked, place: tuple[str | None, str, int] | None, *, dated: bool, few: bool, limit: int
) -> list[Any]:  # fmt: skip
    sign, order = ("<", "DESC") if ask.order == "newest" else (">", "ASC")
    found: list[Condition] = [(f"articles.published IS {'NOT ' if dated else ''}NULL", ())]
    if place is not None:
        key = "articles.published, articles.id" if dated else "articles.id"
        before = place[:2] if dated else place[1:2]
        marks = ", ".join("?" * len(before))
        found.append((
            f"(({key}) {sign} ({marks}) OR (({key}) = ({marks}) AND findings.ordinal > ?))",
            (*before, *before, place[2]),
        ))  # fmt: skip
        if dated:
            found.append((f"articles.published {sign}= ?", (place[0],)))
    if ask.kind:
        found.append(("findings.kind = ?", (ask.kind,)))
    if ask.publisher:
        found.append(("articles.publisher = ?", (ask.publisher,)))
    if ask.first_day:
        found.append(("articles.published >= ?", (ask.first_day.isoformat(),)))
    if ask.last_day:
        found.append(("articles.published <= ?", (ask.last_day.isoformat(),)))
    where, values = where_of(found)
    source = "findings CROSS JOIN articles" if few else "articles CROSS JOIN findings"
    plus = "+" if few else ""
    sql = f"""SELECT findings.*, articles.published FROM {source} ON findings.article = articles.id WHERE {where}
        ORDER BY {plus}articles.published {order}, {plus}articles.id {order}, findings.ordinal LIMIT ?"""
    return list(store.query(sql, (*values, limit)))


def findings_of_days(store: Store, first: str, last: str, limit: int) -> list[Fields]:
    """The findings of articles published from one day up to another, the latest first."""
    sql = """SELECT findings.* FROM articles INDEXED BY articles_by_date CROSS JOIN findings
        ON findings.article = articles.id WHERE articles.published >= ? AND articles.published <= ?
        ORDER BY articles.published DESC, articles.id DESC, findings.ordinal LIMIT ?"""
    found = list(store.query(sql, (first, last, limit)))
    known = heads(store, (row["article"] for row in found))
    return [{**finding_fields(from_row(Finding, row)), "article": known[row["article"]]} for row in found]


def failures_of_days(store: Store, first: str, last: str, limit: int) -> list[Fields]:
    """What could not be used of articles published from one day up to another, the latest first."""
    sql = """SELECT failures.source, failures.stage, failures.reason, failures.error, failures.article
        FROM articles INDEXED BY articles_by_date CROSS JOIN failures INDEXED BY failures_by_article
        ON failures.article = articles.id WHERE articles.published >= ? AND articles.published <= ?
        ORDER BY articles.published DESC, articles.id DESC, failures.id LIMIT ?"""
    return [dict(row) for row in store.query(sql, (first, last, limit))]


def number_of_unread(store: Store) -> int:
    """How many inputs could not be read at all, counted up to ``COUNTED_ROWS`` + 1; they have no day."""
    row = store.first(
        f"SELECT count(*) AS n FROM (SELECT 1 FROM failures WHERE article IS NULL LIMIT {COUNTED_ROWS + 1})"
    )
    return int(row["n"]) if row else 0


def finding_kinds(store: Store) -> list[Fields]:
    """How many findings of each kind there are."""
    return [
        dict(row) for row in store.query("SELECT kind, count(*) AS number FROM findings GROUP BY kind ORDER BY kind")
    ]


def list_failures(store: Store, ask: FailuresAsked) -> Slice:
    """Inputs, or parts of them, that could not be used, by source."""
    place = place_of(ask.after, 2)
    sign, order = (">", "ASC") if ask.order == "source" else ("<", "DESC")
    found: list[Condition] = []
    if place:
        found.append((f"(source, id) {sign} (?, ?)", (place[0] or "", place[1] or "")))
    if ask.stage:
        found.append(("stage = ?", (ask.stage,)))
    if ask.text:
        held = "instr(casefold({0}), casefold(?)) > 0"
        found.append((f"({held.format('source')} OR {held.format('reason')})", (ask.text, ask.text)))
    where, values = where_of(found)
    sql = f"""SELECT id, source, stage, reason, error, max(article) AS article FROM failures
             WHERE {where} GROUP BY source, id ORDER BY source {order}, id {order} LIMIT ?"""
    rows = list(store.query(sql, (*values, ask.limit + 1)))
    shown = rows[: ask.limit]
    following = cursor(shown[-1]["source"], shown[-1]["id"]) if len(rows) > ask.limit else None
    return Slice([dict(row) for row in shown], following)


def list_runs(store: Store, ask: RunsAsked) -> Slice:
    """What produced the codings, and of how many articles each is the coding now."""
    counts = {row["run"]: row["n"] for row in store.query("SELECT run, count(*) AS n FROM articles GROUP BY run")}
    rows = [dict(row) for row in store.query("SELECT * FROM runs ORDER BY id")]
    rows = [{**row, "articles": counts.get(row["id"], 0)} for row in rows]
    if ask.text:
        rows = [row for row in rows if any(ask.text in str(value) for value in row.values())]
    if ask.order == "articles":
        rows.sort(key=lambda row: -row["articles"])
    return slice_of_all(rows, ask)


def run_ids(store: Store) -> list[str]:
    """The ids of all runs."""
    return [row["id"] for row in store.query("SELECT id FROM runs ORDER BY id LIMIT 1000")]


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
