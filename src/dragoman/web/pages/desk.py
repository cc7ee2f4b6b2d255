"""Today, search, and what the data are."""

from datetime import date
from typing import get_args

from dragoman.codes.contexts import contexts
from dragoman.partial_date import PartialDate
from dragoman.records import Stance, Status
from dragoman.store.own_types import event_types
from dragoman.web.asking import Ask
from dragoman.web.asks import SearchAsked
from dragoman.web.asks_counted import RunsAsked
from dragoman.web.queries import checks, meaning, watching, words
from dragoman.web.queries.slices import Fields
from dragoman.web.queries.today import STRETCHES, today
from dragoman.web.refusals import Refusal
from dragoman.web.render import Page, is_for_programs
from dragoman.web.reviewers import reviewer_of
from dragoman.web.terms import MOST_ROWS

_SHOWN = 6  # findings and failures of the stretch; the lists have all
_WATCHES = 20  # looked at for the first page; a look costs some 5 ms at the most


def today_page(ask: Ask) -> Page:
    """What came in, who dealt with whom, what is new, what cannot be right, what failed."""
    until, days = _until(ask.given.get("until", "")), _days(ask.given.get("days", ""))
    found = today(ask.store, until=until, days=days)
    kinds = checks.finding_kinds(ask.store)
    stretch = (found.get("since", ""), found["until"] or "")
    findings = checks.findings_of_days(ask.store, *stretch, _SHOWN)
    failures = checks.failures_of_days(ask.store, *stretch, _SHOWN)
    watched = [row for row in watching.watches_of(ask.store, _reader(ask), _WATCHES) if row["new"]]
    data = {**found, "watched": watched, "stretches": STRETCHES, "finding_kinds": kinds, "findings": findings,
            "failures": failures, "unread": checks.number_of_unread(ask.store)}  # fmt: skip
    return Page("today.html", "Today", data)


def search_page(ask: Ask) -> Page:
    """What holds the words, with facets, or what is near in meaning."""
    wanted = ask.to(SearchAsked)
    by_meaning = wanted.way != "words"
    absent = meaning.absent(ask.store, lambda: ask.desk.network) if by_meaning else None
    asked = bool(wanted.words.strip()) and absent is None
    found = words.search(ask.store, wanted) if asked and not by_meaning else None
    nearby = meaning.search_near(ask.store, ask.desk.network, wanted) if asked and by_meaning else None
    data = {
        "asking": {**wanted.model_dump(), "q": wanted.words, "by": wanted.way}, "found": found, "nearby": nearby,
        "absent": absent, "next": (found or nearby or {"next": None})["next"],
        "choices": {
            "stances": get_args(Stance), "topics": contexts(), "types": event_types(ask.store),
            "statuses": get_args(Status),
        },
    }  # fmt: skip
    title = f"Search: {wanted.words}" if wanted.words else "Search"
    return Page("search.html", title, data, table=_hits(found, nearby))


def _hits(found: Fields | None, nearby: Fields | None) -> list[Fields]:
    """What was found as the rows of a file."""
    if found is None:
        return nearby["near"] if nearby else []
    hits = [hit for kind in words.KINDS for hit in found[f"{kind}s"]]
    return [{**hit, "snippet": "".join(part["text"] for part in hit["snippet"])} for hit in hits]


def about_page(ask: Ask) -> Page:
    """What the record holds, what produced it, and what it cannot tell."""
    counts = ask.desk.counted("record", checks.count_record)
    data = {
        "record": ask.desk.path.name,
        "counts": counts,
        "counting": counts is None,
        "precision": ask.desk.counted("precision", checks.count_precision) or [],
        "runs": checks.list_runs(ask.store, RunsAsked(limit=MOST_ROWS)).rows,
    }
    return Page("about.html", "About the data", data)


def _reader(ask: Ask) -> str:
    """Whose watches stand first; for a program nobody's, so that its answer is the same for everybody."""
    return "" if is_for_programs(ask.request.url.path) else reviewer_of(ask.request)


def _until(given: str) -> date | None:
    return PartialDate.parse(given).latest if given.strip() else None


def _days(given: str) -> int | None:
    if not given.strip():
        return None
    if given not in map(str, STRETCHES):
        raise Refusal(
            "no such stretch", values=repr(given[:20]), remedy=f"Choose {', '.join(map(str, STRETCHES))} days"
        )
    return int(given)
