"""Questions in SQL: a form, the answer, and the tables that can be asked."""

import threading
from typing import Any

from dragoman.store.questions import MOST_QUESTION_CHARACTERS, Answer, TooSlowQuestion, ask, tables_of
from dragoman.web.asking import Ask
from dragoman.web.refusals import Busy, TooSlow
from dragoman.web.render import Page
from dragoman.web.terms import MOST_QUESTIONS, MOST_ROWS

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
        "sql": sql, "columns": [], "rows": [], "cut": False, "next": None, "examples": EXAMPLES,
        "most_characters": MOST_QUESTION_CHARACTERS, "tables": tables_of(it.store),
    }  # fmt: skip
    if sql:
        data = {**data, **answer_fields(answered(it, sql))}
    data["records"] = [dict(zip(data["columns"], row, strict=True)) for row in data["rows"]]
    return Page("query.html", "Ask in SQL", data, rows="records")


def answer_fields(answer: Answer) -> dict[str, Any]:
    """An answer as plain data."""
    return {"columns": list(answer.columns), "rows": [list(row) for row in answer.rows], "cut": answer.is_cut}


def answered(it: Ask, sql: str) -> Answer:
    """The answer to a question, a few at a time.

    Raises:
        UsageError: it is no question, or does what is not reading.
        TooSlow: it took too long.
        Busy: others are being answered.
    """
    if not _asking.acquire(blocking=False):
        raise Busy("other questions are being answered", remedy="Ask again in a second")
    try:
        return ask(it.desk.path, sql, timeout_s=it.desk.timeout_s, most_rows=MOST_ROWS)
    except TooSlowQuestion as error:
        raise TooSlow(error.what, values=error.values, remedy=error.remedy) from error
    finally:
        _asking.release()
