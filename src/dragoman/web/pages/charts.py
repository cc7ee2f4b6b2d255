"""The charts of a pair's page, and the address that the form of two parties leads to."""

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from dragoman.web.asking import Ask
from dragoman.web.charts import Chart, picture
from dragoman.web.drawings import Drawn, nothing_to_draw
from dragoman.web.pages.parties import pair_page
from dragoman.web.render import segment


def add_pair_form(router: APIRouter) -> None:
    """The address of the form."""

    def pair_chosen(one: str = "", other: str = "") -> Response:
        return RedirectResponse(
            f"/pairs/{segment(one.strip())}/{segment(other.strip())}" if one and other else "/parties", 303
        )

    router.add_api_route("/pairs", pair_chosen, methods=["GET"], include_in_schema=False)


def pair_drawing(ask: Ask) -> Drawn:
    """A pair's chart as a file.

    Raises:
        NotThere: there is nothing to draw.
    """
    page = pair_page(ask)
    if page.data["chart"] is None:
        raise nothing_to_draw()
    unit = page.data["chart"]["unit"]
    return Drawn(
        picture(Chart(**page.data["chart"]), f"{page.title}: events by {unit}"),
        f"{'-'.join(page.data['codes'])}-by-{unit}",
    )
