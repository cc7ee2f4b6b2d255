"""A page of plain data as HTML, and every error in one shape: as a page for a browser, as JSON for a program."""

import hashlib
import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode, urlsplit

import jinja2
import msgspec
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from dragoman import __version__
from dragoman.errors import DragomanError
from dragoman.web.navigation import SECTIONS, placed
from dragoman.web.queries.parties import QUADS, party_name
from dragoman.web.refusals import status_of, told
from dragoman.web.reviewers import reviewer_of
from dragoman.web.terms import NOTICE
from dragoman.web.wording import KIND_WORDS, SHAPES, TYPE_QUADS, TYPE_WORDS, status_words, topic_called

FOLDER = Path(str(resources.files("dragoman.web")))
_NO_CONDITIONS = frozenset({"order", "limit", "after", "area"})  # of an address: these leave nothing out
_NO_TWIN = frozenset({"/enter"})  # a form and nothing else
KEPT = "private, no-cache"  # a browser may keep a page but asks each time whether it is still so
# Control characters show as pictures, and what turns the direction of writing as nothing: neither can change how the
# words around are read.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f]")


class Page(NamedTuple):
    """A page: what its twin gives is ``data``, the same for everybody; the template shows that and who reads."""

    template: str
    title: str
    data: dict[str, Any]
    rows: str | None = None  # the key of ``data`` that can be downloaded; None: nothing can
    table: list[dict[str, Any]] | None = None  # what is downloaded in place of them; None: they are


class Given(dict[str, str]):
    """What an address gives; what it does not give is empty."""

    def __missing__(self, name: str) -> str:
        """Nothing."""
        return ""


def safe_url(url: object) -> str | None:
    """An address that leads to a web page; ``None`` for any other, which then is text and no link."""
    text = str(url or "").strip()
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    return text if parts.scheme in ("http", "https") and parts.netloc else None


def shown(text: object) -> str:
    """Others' words as they may stand in a page: nothing in them acts upon what stands around."""
    return "" if text is None else _TURNING.sub("", _pictured(str(text)))


def printed(text: str) -> str:
    """An article's words as they may stand in a page, one character for one: what acts shows that it is there."""
    return _TURNING.sub("\ufffd", _pictured(text))


def _pictured(text: str) -> str:
    return _CONTROL.sub(lambda m: chr(0x2400 + ord(m[0])) if ord(m[0]) < 0x20 else "\ufffd", text)


def short(text: object, most: int = 240) -> str:
    """The beginning of a text on one line."""
    flat = " ".join(shown(text).split())
    return flat if len(flat) <= most else f"{flat[: most - 1].rstrip()}…"


def address(path: str, given: Mapping[str, Any] | None = None, **more: Any) -> str:
    """An address of ours; what is ``None``, empty or ``False`` is left out."""
    asked = {**(given or {}), **more}
    kept = [
        (name, str(value).lower() if value is True else value)
        for name, value in asked.items()
        if value not in (None, "", False)
    ]
    return f"{path}?{urlencode(kept, doseq=True)}" if kept else path


def segment(text: object) -> str:
    """A name as one part of an address."""
    return quote(str(text), safe="")


def article_link(article: object, line: object = None) -> str:
    """Where an article stands, opened at a line's words."""
    return f"/articles/{segment(article)}" + (f"?line={segment(line)}#{segment(line)}" if line else "")


@cache
def templates() -> jinja2.Environment:
    """The templates: every value is escaped, and a name that is not there is an error."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(FOLDER / "templates"),
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True, auto_reload=False,
    )  # fmt: skip
    environment.globals.update(
        notice=NOTICE, version=__version__, quads=QUADS, type_quads=TYPE_QUADS, type_words=TYPE_WORDS, shapes=SHAPES,
        kind_words=KIND_WORDS, address=address, article_link=article_link, asset=asset,
    )  # fmt: skip
    environment.filters.update(
        shown=shown, printed=printed, short=short, safe_url=safe_url, segment=segment, party=party_name,
        topic=topic_called,
        status_words=status_words, number=lambda n: f"{n:,}".replace(",", "\u202f"),
    )  # fmt: skip
    return environment


@cache
def asset(name: str) -> str:
    """The address of one of our own files, with a hash of it, so that it can be kept for good."""
    content = (FOLDER / "static" / name).read_bytes()
    return f"/static/{name}?v={hashlib.sha256(content).hexdigest()[:10]}"


def html(request: Request, page: Page, *, status: int = 200) -> HTMLResponse:
    """A page as HTML."""
    path = "/today" if request.url.path == "/" else request.url.path
    given = {
        "page": page, "path": path, "asked": Given(request.query_params), "title": page.title,
        "twin": None if path in _NO_TWIN else address(f"{path}.json", dict(request.query_params)),
        "narrowed": any(value for name, value in request.query_params.items() if name not in _NO_CONDITIONS),
        "sections": SECTIONS, "placed": placed(path),
        "form_token": request.scope.get("form_token", ""),
        "account": request.scope.get("account"), "reviewer": reviewer_of(request),
    }  # fmt: skip
    text = templates().get_template(page.template).render({**page.data, **given})
    return HTMLResponse(text, status_code=status)


def as_json(data: object, *, status: int = 200) -> Response:
    """Plain data as JSON."""
    return Response(msgspec.json.encode(data), status_code=status, media_type="application/json")


def is_for_programs(path: str) -> bool:
    """Whether a program asks, to whom errors are told as JSON and nothing of a reader's goes along."""
    return path.startswith("/api/") or path.endswith((".json", ".jsonl", ".csv", ".parquet", ".geojson", ".zip"))


def refuse(request: Request, error: DragomanError, *, plain: bool = False) -> Response:
    """An error, as a page or as JSON by what was asked for; ``plain`` leaves out the page's frame."""
    status = status_of(error)
    path = request.url.path
    if is_for_programs(path) or plain or "text/html" not in request.headers.get("accept", "text/html"):
        return as_json(told(error, status), status=status)
    data = {"status": status, "what": error.what, "values": error.values, "remedy": error.remedy}
    return html(request, Page("error.html", error.what, data), status=status)
