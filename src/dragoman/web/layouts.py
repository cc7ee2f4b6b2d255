"""A list of events in the layouts of others (PLOVER, GDELT, ICEWS, POLECAT, FollowTheMoney), as it is filtered.

Each comes as a zip of what ``dragoman export --out FOLDER`` writes, manifest included: which events stayed out because
the layout cannot say "denied" or "alleged", and which runs the rest is from.
"""

import io
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from dragoman.errors import InstallationError
from dragoman.exports.export import Format, Wanted, export
from dragoman.exports.selection import Selection
from dragoman.store.listing import EventFilter
from dragoman.store.open import Store
from dragoman.web.asking import Ask, asking
from dragoman.web.asks import EventsAsked
from dragoman.web.desk import open_limited
from dragoman.web.downloads import file_response, too_long
from dragoman.web.queries.lines import events_listed
from dragoman.web.queries.slices import where_of
from dragoman.web.refusals import NotThere, Refusal, laid_aside
from dragoman.web.terms import MOST_DOWNLOADED

LAYOUTS: dict[str, Format] = {form: form for form in ("csv", "parquet", "plover", "gdelt", "icews", "polecat", "ftm")}
_TIMEOUT_S = 60.0  # of one query: a file is waited for
_DATED = (1980, 1, 1, 0, 0, 0)  # of every file in the zip, so that the same events are the same bytes


def add_layouts(router: APIRouter, path: str, asked_of: Callable[[Ask], EventsAsked]) -> None:
    """Give a list of events its addresses in the layouts: ``{path}.gdelt.zip``."""

    def layout(request: Request) -> Response:
        form = LAYOUTS.get(request.path_params["form"])
        if form is None:
            remedy = f"Take one of {', '.join(LAYOUTS)}"
            raise NotThere("there is no such layout", values=repr(request.path_params["form"][:20]), remedy=remedy)
        with asking(request) as ask:
            asked = asked_of(ask)
        return zip_of(request, asked, form)

    router.add_api_route(f"{path}.{{form}}.zip", layout, methods=["GET"], include_in_schema=False)


def zip_of(request: Request, asked: EventsAsked, form: Format) -> Response:
    """The events that were asked for, as a zip of a layout's files."""
    with open_limited(request.app.state.terms.record, _TIMEOUT_S) as store:
        content = zipped(store, asked, form)
    return file_response(content, f"events-{form}.zip", "application/zip")


def zipped(store: Store, asked: EventsAsked, form: Format) -> bytes:
    """The events that were asked for, in a layout.

    Raises:
        TooLarge: there are more than a file takes.
        Refusal: what writes the layout is not installed.
        NoRoom: temporary files cannot be written.
    """
    wanted = Wanted(form=form, selection=Selection(wanted=filter_of(asked), among=ids_of(store, asked)))
    try:
        with tempfile.TemporaryDirectory(prefix="dragoman-") as folder:
            return _written(store, wanted, Path(folder))
    except OSError as error:
        raise laid_aside(error) from error


def _written(store: Store, wanted: Wanted, folder: Path) -> bytes:
    try:
        export(store, wanted, folder)
    except InstallationError as error:
        raise Refusal(error.what, values=error.values, remedy=error.remedy) from error
    return packed(folder)


def packed(folder: Path) -> bytes:
    """All files of a folder as a zip; the same files are the same bytes."""
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as pack:
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            name = file.relative_to(folder).as_posix()
            pack.writestr(zipfile.ZipInfo(name, _DATED), file.read_bytes(), zipfile.ZIP_DEFLATED)
    return sink.getvalue()


def ids_of(store: Store, asked: EventsAsked) -> frozenset[str]:
    """The events that were asked for.

    Raises:
        TooLarge: there are more than a file takes.
    """
    listed, conditions = events_listed(store, asked)
    where, values = where_of(conditions)
    sql = f"SELECT {listed.keys[1]} AS id FROM {listed.source} WHERE {where} LIMIT {MOST_DOWNLOADED + 1}"
    found = frozenset(row["id"] for row in store.query(sql, values))
    if len(found) > MOST_DOWNLOADED:
        raise too_long()
    return found


def filter_of(asked: EventsAsked) -> EventFilter:
    """The same as far as the library's own filter can say it, so that the manifest tells it and few are looked at."""
    from dragoman.store.listing import given_date

    pair = (asked.party, asked.other) if asked.party and asked.other else None
    return EventFilter(
        party=None if pair else asked.party or asked.other, pair=pair, type=asked.type,
        status="occurred" if asked.counted and not asked.status else asked.status, basis=asked.basis,
        text=asked.text, article=asked.article, place=asked.place or asked.country,
        since=given_date(asked.since), until=given_date(asked.until), copies=not asked.counted,
    )  # fmt: skip
