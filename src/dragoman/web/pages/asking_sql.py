"""Questions in SQL: a form, the answer, and the tables that can be asked."""

import threading
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from dragoman.store.questions import MOST_QUESTION_CHARACTERS, Answer, TooSlowQuestion, ask, tables_of
from dragoman.web.asking import FORMS, Ask, asking
from dragoman.web.downloads import CUT
from dragoman.web.refusals import Busy, TooSlow
from dragoman.web.render import Page
from dragoman.web.terms import MOST_DOWNLOADED, MOST_QUESTIONS, MOST_ROWS

EXAMPLES = (
    "SELECT type, count(*) AS number FROM events WHERE status = 'occurred' GROUP BY type ORDER BY number DESC",
    "SELECT party, count(DISTINCT event) AS events FROM participants GROUP BY party ORDER BY events DESC LIMIT 20",
    "SELECT published, title FROM articles WHERE id IN (SELECT article FROM findings) ORDER BY published",
)
_asking = threading.BoundedSemaphore(MOST_QUESTIONS)


def question_page(it: Ask) -> Page:
    """The answer to a question, if there is one."""
    sql = it.given.get("sql", "").strip()
    data: dict[str, Any] = {
        "sql": sql, "columns": [], "rows": [], "cut": False, "examples": EXAMPLES,
        "most_characters": MOST_QUESTION_CHARACTERS, "most_downloaded": MOST_DOWNLOADED, "tables": tables_of(it.store),
    }  # fmt: skip
    if sql:
        data = {**data, **answer_fields(answered(it, sql))}
    return Page("query.html", "Ask in SQL", data)


def add_question_files(router: APIRouter) -> None:
    """The answer as a file: more rows than a page has, and where it was cut it says so in its name and its head."""

    def answer_file(request: Request) -> Response:
        form = request.url.path.rpartition(".")[2]
        with asking(request) as it:
            answer = answered(it, it.given.get("sql", "").strip(), most_rows=MOST_DOWNLOADED)
        rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
        stem = f"/query-first-{len(rows)}-rows" if answer.is_cut else "/query"
        file = FORMS[form](rows, stem, answer.columns)
        if answer.is_cut:
            file.headers[CUT] = f"after {len(rows)} rows"
        return file

    for form in FORMS:
        router.add_api_route(f"/query.{form}", answer_file, methods=["GET"], include_in_schema=False)


def answer_fields(answer: Answer) -> dict[str, Any]:
    """An answer as plain data."""
    return {"columns": list(answer.columns), "rows": [list(row) for row in answer.rows], "cut": answer.is_cut}


def answered(it: Ask, sql: str, *, most_rows: int = MOST_ROWS) -> Answer:
    """The answer to a question, a few at a time.

    Raises:
        UsageError: it is no question, or does what is not reading.
        TooSlow: it took too long.
        Busy: others are being answered.
    """
    if not _asking.acquire(blocking=False):
        raise Busy("other questions are being answered", remedy="Ask again in a second")
    try:
        return ask(it.desk.path, sql, timeout_s=it.desk.timeout_s, most_rows=most_rows)
    except TooSlowQuestion as error:
        raise TooSlow(error.what, values=error.values, remedy=error.remedy) from error
    finally:
        _asking.release()
