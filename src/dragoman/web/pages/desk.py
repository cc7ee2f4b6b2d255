"""Today, search, and what the data are."""

from datetime import date
from typing import get_args

from dragoman.codes.contexts import contexts
from dragoman.partial_date import PartialDate
from dragoman.records import Stance
from dragoman.web.asking import Ask
from dragoman.web.asks import FindingsAsked, PlainAsked, SearchAsked
from dragoman.web.queries import checks, meaning, watching, words
from dragoman.web.queries.today import STRETCHES, today
from dragoman.web.refusals import Refusal
from dragoman.web.render import Page, is_for_programs
from dragoman.web.reviewers import reviewer_of

_WATCHES = 20  # looked at for the first page; a look costs some 5 ms at the most


def today_page(ask: Ask) -> Page:
    """What came in, who dealt with whom, what is new, what cannot be right, what failed."""
    until, days = _until(ask.given.get("until", "")), _days(ask.given.get("days", ""))
    found = today(ask.store, until=until, days=days)
    kinds = checks.finding_kinds(ask.store)
    failures = checks.list_failures(ask.store, PlainAsked(limit=6))
    findings = checks.list_findings(ask.store, FindingsAsked(limit=6))
    watched = [row for row in watching.watches_of(ask.store, _reader(ask), _WATCHES) if row["new"]]
    data = {**found, "watched": watched, "stretches": STRETCHES, "finding_kinds": kinds, "findings": findings.rows,
            "failures": failures.rows, "more_failures": failures.next is not None}  # fmt: skip
    return Page("today.html", "Today", data)


def search_page(ask: Ask) -> Page:
    """What holds the words, with facets, or what is near in meaning."""
    wanted = ask.to(SearchAsked)
    by_meaning = wanted.way != "words"
    absent = meaning.absent(ask.store, lambda: ask.desk.network) if by_meaning else None
    asked = bool(wanted.words.strip()) and absent is None
    data = {
        "asking": {**wanted.model_dump(), "q": wanted.words, "by": wanted.way},
        "found": words.search(ask.store, wanted) if asked and not by_meaning else None,
        "nearby": meaning.search_near(ask.store, ask.desk.network, wanted) if asked and by_meaning else None,
        "absent": absent,
        "choices": {"stances": get_args(Stance), "topics": contexts()},
    }
    return Page("search.html", f"Search: {wanted.words}" if wanted.words else "Search", data)


def about_page(ask: Ask) -> Page:
    """What the record holds, what produced it, and what it cannot tell."""
    counts = ask.desk.counted("record", checks.count_record)
    data = {
        "record": ask.desk.path.name,
        "counts": counts,
        "counting": counts is None,
        "precision": ask.desk.counted("precision", checks.count_precision) or [],
        "runs": checks.list_runs(ask.store),
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
