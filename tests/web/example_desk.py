"""The desk on the example record, as ``make demo`` makes it, and an address of every page that a reader can reach."""

import contextlib
import io
import re
import urllib.request
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urldefrag, urljoin

from msgspec.structs import replace
from starlette.routing import compile_path

from dragoman.compare.current import bring_up_to_date
from dragoman.records import Run
from dragoman.store.open import open_store
from dragoman.store.read import coded_articles, runs
from dragoman.store.write import write_article
from dragoman.web.app import _PAGES
from dragoman.web.queries.watching import Watched, add_watch
from examples import demo

EARLIER = Run(code="earlier", model="earlier", tables="earlier", settings="earlier")
# Pages of forms, which no list of pages names.
FORMS = ("/import", "/enter", "/docs")
# What the same page shows otherwise than at its plain address.
VARIANTS = (
    "/?days=365", "/search?q=talks", "/search?q=talks&by=meaning", "/search?q=zebrafish",
    "/compare?a.party=PAK&b.party=IND", "/events?party=PAK&type=ASSAULT", "/pairs/PAK/IND",
    "/pairs/PAK/IND/series?by=year&of=status", "/positions?party=PAK&other=IND", "/network?by=year",
    "/map?area=asia&everything=true", "/offices?q=Pakistan&on=2011", "/promises?as_of=2030", "/parties/NATO",
    "/query?sql=SELECT+type,+count(*)+FROM+events+GROUP+BY+1",
)  # fmt: skip
# Refused: no such page, article, line and day.
REFUSED = (
    "/nothing-here",
    "/articles/article-0",
    "/lines/event-0",
    "/events?since=yesterday",
    "/query?sql=DROP+TABLE+events",
)
_MOST_LINKS = 400  # of a page looked through


def example_record(folder: Path) -> Path:
    """The example record, with a watch-list and an article that an earlier run read otherwise."""
    with contextlib.redirect_stdout(io.StringIO()):
        demo.main([str(folder)])
    path = folder / "dispatches.db"
    with open_store(path, mode="write") as store:
        run = runs(store)[0]
        one = next(coded for coded in coded_articles(store) if len(coded.events) > 2)
        earlier = tuple(replace(event, run=EARLIER.id) for event in one.events[1:])
        said = tuple(replace(statement, run=EARLIER.id) for statement in one.statements)
        write_article(store, replace(one, events=earlier, statements=said, run=EARLIER.id), run=EARLIER)
        write_article(store, one, run=run)
        bring_up_to_date(store)
        add_watch(store, Watched(party="PAK"), by="R. Roe", at=datetime(2026, 1, 1, tzinfo=UTC))
        store.connection.execute("UPDATE watches SET seen = 0")  # so that what there is counts as new
        store.connection.commit()
    return path


class _Links(HTMLParser):
    """The addresses of a page's links."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.found += [value for name, value in attrs if name == "href" and value]


def every_page(base: str) -> dict[str, str]:
    """Every kind of page by its pattern, with the first address of it that links from the first page on lead to."""
    patterns = [(path, compile_path(path)[0]) for path, _, _ in _PAGES]
    found: dict[str, str] = {}
    waiting = ["/"]
    while waiting:
        address = waiting.pop(0)
        plain = address.partition("?")[0]
        pattern = next((path for path, regex in patterns if regex.match(plain)), None)
        if pattern is None or pattern in found:
            continue
        found[pattern] = address
        waiting += _links_of(base, address)
    return found


def _links_of(base: str, address: str) -> list[str]:
    wanted = urllib.request.Request(base + address, headers={"accept": "text/html"})
    with urllib.request.urlopen(wanted, timeout=60) as answer:
        links = _Links()
        links.feed(answer.read().decode())
    absolute = (urldefrag(urljoin(base + address, link)).url for link in links.found[:_MOST_LINKS])
    own = [link.removeprefix(base) for link in absolute if link.startswith(base)]
    return [link for link in own if not re.search(r"\.(?!\d)\w+(\?|$)", link)]  # a file, not a page


def unlinked_pages(record: Path) -> dict[str, str]:
    """Addresses of pages that forms lead to, or nothing in this record: by pattern."""
    with open_store(record) as store:
        old, new = sorted(run.id for run in runs(store))
        line = store.first("SELECT id FROM statements ORDER BY id")
        one, other = (row["id"] for row in store.query("SELECT id FROM articles ORDER BY id LIMIT 2"))
    assert line is not None
    return {
        "/lines/{line}": f"/lines/{line['id']}", "/runs/{old}/{new}": f"/runs/{old}/{new}",
        "/readouts/{a}/{b}": f"/readouts/{one}/{other}",
    }  # fmt: skip
