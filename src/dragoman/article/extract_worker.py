"""The process that takes articles out of HTML pages; started, fed and if need be killed by ``extract``.

A request is JSON (``sources.killable`` frames it) with ``html``,
``url``, ``engine`` and ``fragment``; the answer is the fields of ``Extraction``. An error ends the process, and its end
is the answer. trafilatura does the work (Barbaresi 2021, https://aclanthology.org/2021.acl-demo.15); resiliparse
stands in for it and reads fragments. Pages nested deeper than any parser walks in good time are only stripped.
"""

import html as html_entities
import re
from typing import Any

import msgspec

from dragoman.article.page_metadata import read_page_metadata
from dragoman.sources.killable import serve

MAX_DEPTH = 400  # elements within elements; pages nest 30 deep, resiliparse takes 0.1 s at 2,000 and minutes at 100,000
MAX_ATTRIBUTES = 2000  # of one element; pages have 50, and lxml takes the square of the number: 30 s at 200,000

_TAG = re.compile(r"<(/?)([A-Za-z][\w:-]*+)[^<>]*?(/?)>")
_START_TAG = re.compile(r"<[A-Za-z][^<>]*")
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_CLOSES_ITSELF = frozenset("p li dt dd tr td th option thead tbody tfoot".split())
_HIDDEN = re.compile(r"<(?:(script|style|head|title|noscript|template|svg)\b|!--)", re.IGNORECASE)
_BREAKS = re.compile(
    r"</?(?:p|div|br|h[1-6]|li|ul|ol|tr|table|section|article|blockquote|pre|hr)\b[^<>]*>", re.IGNORECASE
)


def main() -> None:
    """Answer requests until standard input ends."""
    serve(_answer)


def _answer(message: bytes) -> bytes:
    import trafilatura  # noqa: F401 - loaded by the first request, before a page waits for it

    return msgspec.json.encode(answer_request(msgspec.json.decode(message)))


def answer_request(request: dict[str, Any]) -> dict[str, str | None]:
    """The article in a page: its text by the engine asked for, and what the page says of itself."""
    html, engine = request["html"], request["engine"]
    fields = {} if request["fragment"] else read_page_metadata(html)
    if nesting(html) > MAX_DEPTH or is_crowded(html):
        return {**fields, "text": strip_tags(html), "engine": "stripped"}
    if request["fragment"]:
        return {"text": _resiliparse(html, main_content=False), "engine": "resiliparse"}
    text = None
    if engine == "trafilatura":
        text, author = _trafilatura(html, request["url"])
        fields.setdefault("byline", author)
    if not text:
        engine, text = "resiliparse", _resiliparse(html, main_content=True)
    return {**fields, "text": text, "engine": engine}


def nesting(html: str) -> int:
    """The deepest nesting of elements, counting only tags that need an end."""
    depth = deepest = 0
    for closing, name, empty in _TAG.findall(html):
        if empty or name.lower() in _VOID or name.lower() in _CLOSES_ITSELF:
            continue
        depth = max(0, depth - 1) if closing else depth + 1
        deepest = max(deepest, depth)
    return deepest


def is_crowded(html: str) -> bool:
    """Whether an element has more attributes than any parser reads in good time."""
    return any(len(tag) > 2 * MAX_ATTRIBUTES < 2 * len(tag.split()) for tag in _START_TAG.findall(html))


def strip_tags(html: str) -> str:
    """The visible text, a line a block."""
    bare = _TAG.sub(" ", _BREAKS.sub("\n", without_hidden(html)))
    lines = (" ".join(line.split()) for line in html_entities.unescape(bare).splitlines())
    return "\n".join(line for line in lines if line)


def without_hidden(html: str) -> str:
    """The page with a blank for each comment, script and other element that shows no text.

    One that never ends is left; that it has no end is looked up once, so that a page of beginnings takes no longer.
    """
    parts: list[str] = []
    endless: set[str] = set()
    at = 0
    for opening in _HIDDEN.finditer(html):
        name = (opening[1] or "").lower()
        if opening.start() < at or name in endless:
            continue
        end = re.compile(rf"</{name}\s*>" if name else "-->", re.IGNORECASE).search(html, opening.end())
        if end is None:
            endless.add(name)
        else:
            parts += html[at : opening.start()], " "
            at = end.end()
    return "".join((*parts, html[at:]))


def _trafilatura(html: str, url: str | None) -> tuple[str | None, str | None]:
    """Main text and author. The date is left to the page's metadata: trafilatura guesses one from the text."""
    import trafilatura

    found: Any = trafilatura.bare_extraction(
        html,
        url=url,
        with_metadata=True,
        include_comments=False,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    return (found.text, found.author) if found is not None else (None, None)


def _resiliparse(html: str, *, main_content: bool) -> str:
    from resiliparse.extract.html2text import extract_plain_text

    text: str = extract_plain_text(html, main_content=main_content, preserve_formatting=True, alt_texts=False)
    return re.sub(r"\n{2,}", "\n", text).strip()
