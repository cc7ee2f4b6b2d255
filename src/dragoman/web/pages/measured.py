"""Pages of what is measured: a pair's series, the network, changes, the difference of two runs."""

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from dragoman.analysis.changes import KINDS
from dragoman.analysis.counting import Counting
from dragoman.analysis.series import Series, series
from dragoman.analysis.tables import fields_of
from dragoman.errors import UnknownName
from dragoman.partial_date import PartialDate
from dragoman.store.codings import find_run
from dragoman.store.own_types import event_types
from dragoman.web.asking import Ask, code_of
from dragoman.web.asks import PlainAsked, cursor, place_of
from dragoman.web.asks_across import SeriesAsked
from dragoman.web.drawings import Drawn, nothing_to_draw
from dragoman.web.network_drawing import MOST_NODES, Circle, circle
from dragoman.web.network_drawing import picture as circle_picture
from dragoman.web.queries import measured
from dragoman.web.queries.articles import heads
from dragoman.web.queries.parties import party_name, require_pair
from dragoman.web.refusals import Busy, NotThere, Refusal
from dragoman.web.render import Page, segment
from dragoman.web.series_chart import drawn, picture
from dragoman.web.terms import MOST_DOWNLOADED, MOST_ROWS

_BYS = ("month", "year", "week")


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
    if wanted.of == "status":
        counting = counting.everything
    return series(ask.store, (one, other), by=wanted.by, of=wanted.of, counting=counting), wanted


def _parsed(text: str | None) -> PartialDate | None:
    return PartialDate.parse(text) if text else None


def network_page(ask: Ask) -> Page:
    """Who deals with whom, in all or in one period."""
    stretch = next((one for one in measured.STRETCHES if one == (ask.given.get("by") or "all")), None)
    if stretch is None:
        raise Refusal(
            "no such stretch", values=repr(ask.given["by"][:20]), remedy=f"Choose {', '.join(measured.STRETCHES)}"
        )
    found = ask.desk.counted(f"network-{stretch}", measured.network_edges(stretch))
    periods = list(found or ())
    period = ask.given.get("period") or (periods[-1] if periods else "")
    if found and period not in found:
        period = periods[-1]
    edges = (found or {}).get(period, [])
    listed = edges[:MOST_ROWS]
    names = {edge[side]: party_name(edge[side]) for edge in listed for side in ("party", "other")}
    drawing = circle(edges, party_name)
    data = {
        "by": stretch, "period": period, "periods": periods, "counting": found is None, "rows": edges[:MOST_DOWNLOADED],
        "names": names, "number": len(edges), "chart": drawing._asdict() if drawing else None, "most_nodes": MOST_NODES,
        "stretches": measured.STRETCHES,
    }  # fmt: skip
    return Page("network.html", "Network", data, "rows")


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
    wanted = ask.to(PlainAsked)
    by = ask.given.get("by") or "month"
    if by not in _BYS:
        raise Refusal("no such stretch", values=repr(by[:20]), remedy=f"Choose {', '.join(_BYS)}")
    found = ask.desk.counted(f"changes-{by}", measured.change_rows(by))  # type: ignore[arg-type]
    party, kind = ask.given.get("party", "").strip(), ask.given.get("kind", "")
    code = code_of(ask.desk, ask.store, party) if party else None
    kept = [
        row for row in found or ()
        if (not kind or row["kind"] == kind) and (code is None or code in (row["party"], row["other"]))
    ]  # fmt: skip
    place = place_of(wanted.after, 1)
    first = int(place[0] or 0) if place and (place[0] or "").isdecimal() else 0
    rows = kept[first : first + wanted.limit]
    data = {
        "rows": rows, "next": cursor(str(first + wanted.limit)) if len(kept) > first + wanted.limit else None,
        "counting": found is None, "number": len(kept), "by": by, "kinds": KINDS, "bys": _BYS,
        "party": code, "kind": kind,
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
