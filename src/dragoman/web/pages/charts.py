"""Charts as files: SVG and PNG; the data are the pair's own CSV and JSON."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dragoman.web.asking import Ask, asking
from dragoman.web.charts import Chart, picture
from dragoman.web.pages.parties import pair_page
from dragoman.web.refusals import NotThere
from dragoman.web.render import segment

PNG_SCALE = 2.0  # for print: 1,500 points wide


def add_charts(router: APIRouter) -> None:
    """The addresses of the charts."""

    def pair_chart(request: Request, one: str, other: str, form: str) -> Response:
        with asking(request) as ask:
            drawing = _drawing(ask)
        name = f"{one}-{other}-by-month.{form}"
        if form == "svg":
            return _file(drawing.encode(), "image/svg+xml", name)
        if form == "png":
            import vl_convert

            return _file(vl_convert.svg_to_png(drawing, scale=PNG_SCALE), "image/png", name)
        raise NotThere("a chart has no such form", values=repr(form[:20]), remedy="Take svg or png")

    def pair_chosen(one: str = "", other: str = "") -> Response:
        return RedirectResponse(
            f"/pairs/{segment(one.strip())}/{segment(other.strip())}" if one and other else "/parties", 303
        )

    router.add_api_route("/pairs", pair_chosen, methods=["GET"], include_in_schema=False)
    router.add_api_route("/pairs/{one}/{other}/chart.{form}", pair_chart, methods=["GET"], include_in_schema=False)


def _drawing(ask: Ask) -> str:
    page = pair_page(ask)
    if page.data["chart"] is None:
        raise NotThere("there is nothing to draw", remedy="Widen the filter")
    return picture(Chart(**page.data["chart"]), f"{page.title}: events by {page.data['chart']['unit']}")


def _file(content: bytes, media: str, name: str) -> Response:
    kept = "".join(char for char in name if char.isascii() and (char.isalnum() or char in ".-"))
    return Response(content, media_type=media, headers={"content-disposition": f'attachment; filename="{kept}"'})
