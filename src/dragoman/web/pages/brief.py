"""The brief: lines that were picked, as a page and as files."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from dragoman.web import briefs
from dragoman.web.asking import Ask, asking
from dragoman.web.queries.lines import lines_called
from dragoman.web.refusals import NotThere, TooLarge
from dragoman.web.render import Page
from dragoman.web.terms import MOST_PICKED

_MEDIA = {
    "md": "text/markdown; charset=utf-8",
    "bib": "application/x-bibtex; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def brief_page(ask: Ask) -> Page:
    """The lines of a brief in the order in which its files have them."""
    found = brief_of(ask)
    lines = sorted(picked(ask), key=lambda line: (line["date"] is None, line["date"] or "", line["start"]))
    data = {
        "heading": ask.given.get("title", "").strip()[:200], "lines": lines, "sources": found.sources,
        "ids": [line["id"] for line in lines],
    }  # fmt: skip
    return Page("brief.html", "Brief", data)


def picked(ask: Ask) -> list[dict[str, object]]:
    """The lines that the address names.

    Raises:
        TooLarge: more than a brief takes.
        NotThere: the record has no line of an id.
    """
    ids = list(dict.fromkeys(ask.request.query_params.getlist("line")))
    if len(ids) > MOST_PICKED:
        raise TooLarge("the brief is too long", values=f"{len(ids)} lines", remedy=f"Pick {MOST_PICKED} at most")
    return lines_called(ask.store, ids)


def brief_of(ask: Ask) -> briefs.Brief:
    """The brief that the address means."""
    return briefs.brief_of(picked(ask), ask.given.get("title", "").strip()[:200])


def add_brief_files(router: APIRouter) -> None:
    """The brief as Markdown, BibTeX and Word."""

    def brief_file(request: Request, form: str) -> Response:
        if form not in _MEDIA:
            raise NotThere("a brief has no such form", values=repr(form[:20]), remedy="Take md, docx or bib")
        with asking(request) as ask:
            brief = brief_of(ask)
        content: str | bytes = (
            briefs.word(brief) if form == "docx" else briefs.markdown(brief) if form == "md" else briefs.bibtex(brief)
        )
        headers = {"content-disposition": f'attachment; filename="brief.{form}"'}
        return Response(content, media_type=_MEDIA[form], headers=headers)

    router.add_api_route("/brief.{form}", brief_file, methods=["GET"], include_in_schema=False)
