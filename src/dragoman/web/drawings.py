"""Charts as files: SVG as it is drawn, PNG made of it; every chart has both at its page's address."""

from collections.abc import Callable
from typing import NamedTuple

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from dragoman.web.asking import Ask, asking
from dragoman.web.refusals import NotThere

PNG_SCALE = 2.0  # for print: 1,500 to 1,800 points wide
_LONGEST_NAME = 80  # of a file, without its suffix


class Drawn(NamedTuple):
    """A chart that needs no style sheet."""

    svg: str
    name: str  # of the file, without suffix


def png(svg: str) -> bytes:
    """The chart as PNG."""
    import vl_convert

    return bytes(vl_convert.svg_to_png(svg, scale=PNG_SCALE))


def add_drawing(router: APIRouter, path: str, draw: Callable[[Ask], Drawn]) -> None:
    """Give the chart of a page its addresses: ``{path}/chart.svg`` and ``{path}/chart.png``."""

    def file(request: Request) -> Response:
        form = request.path_params["form"]
        if form not in ("svg", "png"):
            raise NotThere("a chart has no such form", values=repr(form[:20]), remedy="Take svg or png")
        with asking(request) as ask:
            drawing = draw(ask)
        if form == "svg":
            return _file(drawing.svg.encode(), "image/svg+xml", f"{drawing.name}.svg")
        return _file(png(drawing.svg), "image/png", f"{drawing.name}.png")

    router.add_api_route(f"{path}/chart.{{form}}", file, methods=["GET"], include_in_schema=False)


def nothing_to_draw() -> NotThere:
    """That there is no chart of what was asked."""
    return NotThere("there is nothing to draw", remedy="Widen the filter, or choose a longer period")


def _file(content: bytes, media: str, name: str) -> Response:
    kept = "".join(char if char.isascii() and (char.isalnum() or char in ".-") else "-" for char in name)
    stem, _, suffix = kept.rpartition(".")
    plain = "-".join(part for part in stem.split("-") if part)[:_LONGEST_NAME]
    headers = {"content-disposition": f'attachment; filename="{plain or "chart"}.{suffix}"'}
    return Response(content, media_type=media, headers=headers)
