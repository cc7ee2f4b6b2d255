"""Watch-lists as pages, forms and Atom feeds."""

from xml.sax.saxutils import escape, quoteattr

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from dragoman.codes.topics import topic_code, topics
from dragoman.store.open import open_store
from dragoman.web.asking import Ask, asking, code_of
from dragoman.web.asks import choices_of
from dragoman.web.asks_counted import WatchAsked, WatchesAsked
from dragoman.web.briefs import xml_text
from dragoman.web.guard import form_of
from dragoman.web.queries import watching
from dragoman.web.queries.slices import Fields
from dragoman.web.refusals import Refusal
from dragoman.web.render import Page, article_link, segment, short
from dragoman.web.reviewers import Form, now, sent_back
from dragoman.web.signing_in import account_of, decider, require_own
from dragoman.web.terms import NOTICE, Terms
from dragoman.web.wording import TYPE_WORDS, status_words

_NO_DAY = "1970-01-01"  # Atom needs a day of every entry


def watches_page(ask: Ask) -> Page:
    """Everything that is watched, with how much is new."""
    wanted = ask.to(WatchesAsked)
    found = watching.watches(ask.store, wanted)
    data = {
        "asking": wanted.model_dump(), "rows": found.rows, "next": found.next, "topics": topics(),
        "orders": choices_of(WatchesAsked, "order"),
    }  # fmt: skip
    return Page("watches.html", "Watch-lists", data, "rows")


def watch_page(ask: Ask) -> Page:
    """What is new of a watch since it was last looked at, then what came before."""
    row = watching.watch(ask.store, ask.path["watch"])
    wanted = ask.to(WatchAsked)
    found = watching.lines_of(ask.store, row, wanted)
    rows = [{**line, "is_new": line["came"] > row["seen"]} for line in found.rows]
    data = {
        "asking": wanted.model_dump(), "watch": row, "rows": rows, "next": found.next,
        "number_new": sum(line["is_new"] for line in rows), "up_to": watching.last_number(ask.store),
        "orders": choices_of(WatchAsked, "order"),
    }  # fmt: skip
    return Page("watch.html", row["title"], data, "rows")


def add_watching(router: APIRouter) -> None:
    """The addresses of feeds and forms; before the pages, whose names would take the feeds'."""
    router.add_api_route("/watch/{watch}.atom", feed, methods=["GET"], include_in_schema=False)
    router.add_api_route("/watch", take_watch, methods=["POST"], include_in_schema=False)
    router.add_api_route("/watch/{watch}", take_look, methods=["POST"], include_in_schema=False)


def feed(request: Request) -> Response:
    """A watch as an Atom feed (RFC 4287), the lines that came in last first."""
    with asking(request) as ask:
        row = watching.watch(ask.store, ask.path["watch"])
        lines = watching.lines_of(ask.store, row, WatchAsked(limit=watching.MOST_NEW)).rows
    base = str(request.base_url).rstrip("/")
    own = f"{base}/watch/{segment(row['id'])}.atom"
    latest = max((day_of(line) for line in lines), default=_NO_DAY)
    parts = [
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">',
        f"<id>urn:dragoman:{escape(row['id'])}</id><title>{_xml(row['title'])}</title><subtitle>{_xml(NOTICE)}</subtitle>",
        f"<updated>{latest}T00:00:00Z</updated><author><name>Dragoman</name></author>",
        f'<link rel="self" href={quoteattr(own)}/>',
        *(_entry(line, base) for line in lines),
        "</feed>\n",
    ]
    return Response("\n".join(parts), media_type="application/atom+xml")


def _entry(line: Fields, base: str) -> str:
    article = line["article"]
    what = TYPE_WORDS[line["type"]] if line["line"] == "event" else line["stance"]
    people = line["actors"] if line["line"] == "event" else line["speakers"]
    who = ", ".join(one["name"] for one in people) or "nobody named"
    said = "; ".join(status_words(line)) if line["line"] == "event" else ""
    title = f"{who} {what}" + (f" ({said})" if said else "")
    source = ", ".join(filter(None, (article["publisher"], article["published"])))
    words = f"“{short(line['text'], 600)}” {source}"
    link = quoteattr(base + article_link(article["id"], line["id"]))
    return (
        f"<entry><id>urn:dragoman:{escape(line['id'])}</id><title>{_xml(short(title))}</title>"
        f"<updated>{day_of(line)}T00:00:00Z</updated><link href={link}/>"
        f"<summary>{_xml(words)}</summary></entry>"
    )


def day_of(line: Fields) -> str:
    """The day of publication, which is when a line became news."""
    return str(line["article"]["published"] or _NO_DAY)


def _xml(text: str) -> str:
    return escape(xml_text(text))


async def take_watch(request: Request) -> Response:
    """Begin to watch something."""
    form = Form(await form_of(request))
    by = decider(request, form.one("by"))
    watched = await run_in_threadpool(_watched, request, form)

    def make() -> str:
        with open_store(_record(request).record, mode="write") as store:
            return watching.add_watch(store, watched, by=by, at=now())

    return sent_back(f"/watch/{segment(await run_in_threadpool(make))}", by)


def _watched(request: Request, form: Form) -> watching.Watched:
    """What a form asks to be watched; a pair in the order of its codes."""
    given = [form.one(side) for side in ("party", "other") if form.one(side)]
    with asking(request) as ask:
        codes = sorted(code_of(ask.desk, ask.store, name) for name in given)
    if len(codes) > len(set(codes)):
        raise Refusal("a pair is of two different parties", values=repr(codes[0]), remedy="Choose another one")
    topic = topic_code(form.one("topic")) if form.one("topic") else None
    phrase = form.one("phrase").replace("\0", "")[:200] or None
    party, other = [*codes, None, None][:2]
    return watching.Watched(party, other, topic, phrase)


async def take_look(request: Request, watch: str) -> Response:
    """Say that a watch was looked at, or take it away."""
    form = Form(await form_of(request))
    by, action, up_to = decider(request, form.one("by")), form.one("action"), form.one("up_to")
    number = int(up_to) if up_to.isascii() and up_to.isdecimal() and len(up_to) < 16 else 0
    if action not in ("looked", "forget"):
        raise Refusal("no such action", values=repr(action[:20]), remedy="Say that it was looked at, or forget it")

    def make() -> None:
        with open_store(_record(request).record, mode="write") as store:
            require_own(account_of(request), watching.watch(store, watch)["made_by"])
            if action == "forget":
                watching.forget_watch(store, watch)
            else:
                watching.looked_at(store, watch, number)

    await run_in_threadpool(make)
    return sent_back("/watch", by)


def _record(request: Request) -> Terms:
    terms: Terms = request.app.state.terms
    return terms
