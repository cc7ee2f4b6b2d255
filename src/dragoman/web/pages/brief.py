"""The brief: lines that were picked, as a page and as files."""

from collections.abc import Callable

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from dragoman.web import briefs
from dragoman.web.asking import Ask, asking, code_of
from dragoman.web.brief_charts import NONE, BriefChart, chart_of, chosen, subjects, written
from dragoman.web.drawings import Drawn, nothing_to_draw
from dragoman.web.queries.lines import lines_called
from dragoman.web.queries.parties import party_name
from dragoman.web.queries.slices import Fields
from dragoman.web.refusals import NotThere, TooLarge
from dragoman.web.render import Page
from dragoman.web.terms import MOST_PICKED

_MEDIA = {
    "md": "text/markdown; charset=utf-8",
    "zip": "application/zip",
    "bib": "application/x-bibtex; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


_WRITERS: dict[str, Callable[[briefs.Brief], str | bytes]] = {
    "md": briefs.markdown, "zip": briefs.folder, "bib": briefs.bibtex, "docx": briefs.word,
}  # fmt: skip


def brief_page(ask: Ask) -> Page:
    """The lines of a brief in the order in which its files have them."""
    lines = sorted(picked(ask), key=lambda line: (line["date"] is None, line["date"] or "", line["start"]))
    offered = subjects(lines)
    drawn = _chart(ask, lines)
    found = briefs.brief_of(lines, _title(ask), drawn)
    names = [{"value": written(each), "name": " and ".join(map(party_name, each))} for each in offered]
    shown = {name: value for name, value in drawn._asdict().items() if name != "svg"} if drawn else None
    data = {
        "heading": _title(ask), "lines": lines, "sources": found.sources, "ids": [line["id"] for line in lines],
        "subjects": names, "chart": shown, "chosen": written(drawn.subject) if drawn else NONE,
    }  # fmt: skip
    return Page("brief.html", "Brief", data)


def picked(ask: Ask) -> list[Fields]:
    """The lines that the address names.

    Raises:
        TooLarge: more than a brief takes.
        NotThere: the record has no line of an id.
    """
    ids = list(dict.fromkeys(ask.request.query_params.getlist("line")))
    if len(ids) > MOST_PICKED:
        raise TooLarge("the brief is too long", values=f"{len(ids)} lines", remedy=f"Pick {MOST_PICKED} at most")
    return lines_called(ask.store, ids)


def brief_of(ask: Ask, *, charted: bool = True) -> briefs.Brief:
    """The brief that the address means; ``charted``: with its chart, which takes most of the time."""
    lines = picked(ask)
    return briefs.brief_of(lines, _title(ask), _chart(ask, lines) if charted else None)


def _title(ask: Ask) -> str:
    return ask.given.get("title", "").strip()[:200]


def _chart(ask: Ask, lines: list[Fields]) -> BriefChart | None:
    subject = chosen(ask.given.get("chart", ""), subjects(lines))
    return chart_of(ask.store, tuple(code_of(ask.desk, ask.store, code) for code in subject)) if subject else None


def brief_drawing(ask: Ask) -> Drawn:
    """The chart of a brief as a file.

    Raises:
        NotThere: it has none.
    """
    found = brief_of(ask).chart
    if found is None:
        raise nothing_to_draw()
    return Drawn(found.svg, f"brief-{'-'.join(found.subject)}")


def add_brief_files(router: APIRouter) -> None:
    """The brief as Markdown, alone or with its chart, as BibTeX and as Word."""

    def brief_file(request: Request, form: str) -> Response:
        if form not in _MEDIA:
            raise NotThere("a brief has no such form", values=repr(form[:20]), remedy="Take md, zip, docx or bib")
        with asking(request) as ask:
            brief = brief_of(ask, charted=form != "bib")
        content = _WRITERS[form](brief)
        headers = {"content-disposition": f'attachment; filename="brief.{form}"'}
        return Response(content, media_type=_MEDIA[form], headers=headers)

    router.add_api_route("/brief.{form}", brief_file, methods=["GET"], include_in_schema=False)
