"""Pages of what is measured: a pair's series, the network, changes, the difference of two runs."""

from typing import get_args

import msgspec
from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from dragoman.analysis.changes import KINDS
from dragoman.analysis.counting import Counting
from dragoman.analysis.series import Series, series
from dragoman.analysis.tables import fields_of
from dragoman.errors import UnknownName
from dragoman.partial_date import PartialDate
from dragoman.records import Status
from dragoman.store.codings import find_run
from dragoman.store.own_types import event_types
from dragoman.web.asking import Ask, code_of
from dragoman.web.asks import choices_of
from dragoman.web.asks_across import SeriesAsked
from dragoman.web.asks_counted import ChangesAsked, NetworkAsked
from dragoman.web.drawings import Drawn, nothing_to_draw
from dragoman.web.network_drawing import MOST_NODES, Circle, circle
from dragoman.web.network_drawing import picture as circle_picture
from dragoman.web.queries import measured
from dragoman.web.queries.articles import heads
from dragoman.web.queries.parties import party_name, require_pair
from dragoman.web.queries.slices import Fields, slice_of_all
from dragoman.web.refusals import Busy, NotThere, Refusal
from dragoman.web.render import Page, segment
from dragoman.web.series_chart import drawn, picture


def series_page(ask: Ask) -> Page:
    """What passed between two parties, counted by period; beside it the articles read."""
    found, wanted = _series(ask)
    names = [party_name(code) for code in found.pair]
    drawing = drawn(found)
    every = [
        {**fields_of(point), "start": point.start.isoformat(), "end": point.end.isoformat()} for point in found.points
    ]
    rows = [{name: value for name, value in row.items() if name != "events"} for row in every]
    data = {
        "codes": list(found.pair), "names": names, "asking": wanted.model_dump(), "rows": rows, "next": None,
        "told": found.title, "caption": found.caption, "count": found.count, "panel": list(found.panel),
        "chart": drawing._asdict() if drawing else None, "types": event_types(ask.store),
        "statuses": get_args(Status),
    }  # fmt: skip
    return Page("series.html", f"{' and '.join(names)}: series", data, "rows")


def series_drawing(ask: Ask) -> Drawn:
    """A series as a file.

    Raises:
        NotThere: there is nothing to draw.
    """
    found, _ = _series(ask)
    drawing = drawn(found)
    if drawing is None:
        raise nothing_to_draw()
    return Drawn(picture(drawing, found.title, found.caption), f"{'-'.join(found.pair)}-by-{found.by}")


def _series(ask: Ask) -> tuple[Series, SeriesAsked]:
    wanted = ask.to(SeriesAsked)
    one, other = (code_of(ask.desk, ask.store, ask.path[name]) for name in ("one", "other"))
    require_pair(ask.store, one, other)
    counting = Counting(
        since=_parsed(wanted.since), until=_parsed(wanted.until), types=(wanted.type,) if wanted.type else (),
        alleged=wanted.alleged, unit=wanted.unit,
    )  # fmt: skip
    if wanted.status:
        counting = msgspec.structs.replace(counting, statuses=(wanted.status,))
    elif wanted.of == "status":
        counting = counting.everything
    return series(ask.store, (one, other), by=wanted.by, of=wanted.of, counting=counting), wanted


def _parsed(text: str | None) -> PartialDate | None:
    return PartialDate.parse(text) if text else None


def network_page(ask: Ask) -> Page:
    """Who deals with whom, in all or in one period."""
    wanted = ask.to(NetworkAsked)
    edges, period, periods = edges_asked(ask, wanted)
    found = slice_of_all(measured.edges_ordered(edges or [], wanted.order), wanted)
    names = {edge[side]: party_name(edge[side]) for edge in found.rows for side in ("party", "other")}
    drawing = circle(edges or [], party_name)
    data = {
        "asking": wanted.model_dump(), "by": wanted.by, "period": period, "periods": periods, "counting": edges is None,
        "rows": found.rows, "next": found.next, "names": names, "number": len(edges or []),
        "chart": drawing._asdict() if drawing else None, "most_nodes": MOST_NODES, "stretches": measured.STRETCHES,
        "orders": choices_of(NetworkAsked, "order"),
    }  # fmt: skip
    return Page("network.html", "Network", data, "rows")


def edges_asked(ask: Ask, wanted: NetworkAsked) -> tuple[list[Fields] | None, str, list[str]]:
    """The pairs of a period, those of most first, the period, and all periods; None: they are being counted."""
    found = ask.desk.counted(f"network-{wanted.by}", measured.network_edges(wanted.by))
    if found is None:
        return None, "", []
    periods = list(found)
    period = wanted.period if wanted.period in found else (periods[-1] if periods else "")
    return measured.edges_of(found.get(period or "", []), wanted.party), period or "", periods


def network_drawing(ask: Ask) -> Drawn:
    """A network as a file.

    Raises:
        NotThere: there is nothing to draw.
        Busy: what is drawn is being counted.
    """
    data = network_page(ask).data
    if data["counting"]:
        raise Busy("the record is being counted", remedy="Ask again in a few seconds")
    if data["chart"] is None:
        raise nothing_to_draw()
    period = data["period"] or "the whole record"
    return Drawn(circle_picture(Circle(**data["chart"]), f"Who dealt with whom: {period}"), f"network-{period}")


def changes_page(ask: Ask) -> Page:
    """New pairs, unusual volumes, first meetings since long; each says against what."""
    wanted = ask.to(ChangesAsked)
    if wanted.kind is not None and wanted.kind not in KINDS:
        raise Refusal("no such kind of change", values=repr(wanted.kind[:40]), remedy=f"Choose {', '.join(KINDS)}")
    counted = ask.desk.counted(f"changes-{wanted.by}", measured.change_rows(wanted.by))
    kept = measured.changes_asked(counted or [], wanted)
    found = slice_of_all(kept, wanted)
    data = {
        "asking": wanted.model_dump(), "rows": found.rows, "next": found.next, "counting": counted is None,
        "number": len(kept), "by": wanted.by, "kinds": KINDS, "bys": choices_of(ChangesAsked, "by"),
        "orders": choices_of(ChangesAsked, "order"), "party": wanted.party, "kind": wanted.kind,
    }  # fmt: skip
    return Page("changes.html", "Changes", data, "rows")


def runs_page(ask: Ask) -> Page:
    """What one run reads otherwise than another."""
    try:
        old, new = (find_run(ask.store, ask.path[name]) for name in ("old", "new"))
    except UnknownName as error:
        raise NotThere(error.what, values=error.values, remedy="The page of runs lists them") from error
    found = ask.desk.counted(f"runs-{old}-{new}", measured.difference(old, new))
    known = heads(ask.store, (one["article"] for one in found["lines"])) if found else {}
    lines = [
        {**one, "article": known.get(one["article"], {"id": one["article"]})} for one in (found or {}).get("lines", ())
    ]
    data = {**(found or {}), "old": old, "new": new, "counting": found is None, "lines": lines}
    return Page("run_difference.html", "Difference of two runs", data)


def add_measured(router: APIRouter) -> None:
    """The address that a form of two runs leads to."""

    def runs_chosen(old: str = "", new: str = "") -> Response:
        return RedirectResponse(f"/runs/{segment(old)}/{segment(new)}" if old and new else "/runs", 303)

    router.add_api_route("/runs/compare", runs_chosen, methods=["GET"], include_in_schema=False)
