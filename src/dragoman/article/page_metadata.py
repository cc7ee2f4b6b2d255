"""What an HTML page says of itself in its head: Open Graph, Dublin Core, schema.org and plain meta elements.

Read with expressions and not from a tree, so that it works on pages no parser gets through. Only what the page states
counts: no date is taken from its text.
"""

import html as html_entities
import re
from collections.abc import Iterator
from typing import Any

import msgspec

_META = re.compile(r"<meta\b([^<>]*)>", re.IGNORECASE)
_LINK = re.compile(r"<link\b([^<>]*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""(?<![\w:.-])([\w:.-]{1,64})\s{0,20}=\s{0,20}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_TITLE = re.compile(r"<title[^<>]*>([^<]*)</title>", re.IGNORECASE)
_HEADING = re.compile(r"<h1\b[^<>]*>", re.IGNORECASE)
_HEADING_END = re.compile("</h1>", re.IGNORECASE)
_JSON_LD = re.compile(r"<script\b[^<>]{0,500}application/ld\+json[^<>]{0,500}>", re.IGNORECASE)
_SCRIPT_END = re.compile("</script>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_MARKUP_TIME = re.compile(r"<time\b([^<>]{0,500}(?:pubdate|datePublished)[^<>]{0,500})>", re.IGNORECASE)

_NAMES = {  # earlier names are preferred; keys as they stand in meta elements, lower case
    "title": ("og:title", "twitter:title", "dc.title", "dcterms.title", "headline"),
    "published": (
        "article:published_time", "og:published_time", "article:published", "datepublished", "date.published",
        "publishdate", "publish-date", "published-date", "published_time", "pubdate", "dc.date.issued",
        "dcterms.issued", "dcterms.created", "dc.date", "dcterms.date", "sailthru.date", "parsely-pub-date", "date",
        "citation_publication_date",
    ),
    "byline": ("author", "article:author", "byl", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author"),
    "publisher": ("og:site_name", "dc.publisher", "dcterms.publisher", "application-name", "citation_journal_title"),
    "url": ("og:url",),
}  # fmt: skip
_ARTICLE_TYPES = ("Article", "NewsArticle", "ReportageNewsArticle", "BlogPosting", "Report", "AnalysisNewsArticle")


def read_page_metadata(html: str) -> dict[str, str | None]:
    """Title, byline, published, publisher and url, each as the page gives it; what it does not give is left out."""
    meta = _meta_elements(html)
    fields = {ours: next((meta[name] for name in names if meta.get(name)), None) for ours, names in _NAMES.items()}
    for name, value in _linked_data(html).items():
        fields[name] = value if name in {"title", "published", "byline"} and value else fields.get(name) or value
    fields["url"] = _canonical(html) or fields["url"]
    fields["title"] = fields["title"] or _heading(html) or _title(html)
    fields["published"] = fields["published"] or _time_element(html)
    if (fields["byline"] or "").startswith(("http:", "https:")):  # a profile's address
        fields["byline"] = None
    return {name: value for name, value in fields.items() if value}


def _meta_elements(html: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in _META.finditer(html):
        attributes = _attributes(match[1])
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        if name and attributes.get("content", "").strip():
            found.setdefault(name.lower(), " ".join(attributes["content"].split()))
    return found


def _attributes(text: str) -> dict[str, str]:
    return {
        name.lower(): html_entities.unescape(double or single or bare)
        for name, double, single, bare in _ATTRIBUTE.findall(text)
    }


def _canonical(html: str) -> str | None:
    for match in _LINK.finditer(html):
        attributes = _attributes(match[1])
        if attributes.get("rel", "").lower() == "canonical" and attributes.get("href", "").startswith("http"):
            return attributes["href"]
    return None


def _time_element(html: str) -> str | None:
    found = _MARKUP_TIME.search(html)
    return _attributes(found[1]).get("datetime") if found else None


def _heading(html: str) -> str | None:
    return _plain(next(_between(_HEADING, _HEADING_END, html), ""))


def _title(html: str) -> str | None:
    found = _TITLE.search(html)
    return _plain(found[1]) if found else None


def _plain(markup: str) -> str | None:
    return " ".join(html_entities.unescape(_TAG.sub(" ", markup)).split()) or None


def _between(opening: re.Pattern[str], closing: re.Pattern[str], html: str) -> Iterator[str]:
    """What stands between a beginning and the next end, one after the other; no end: nothing more is looked for."""
    at = 0
    while (first := opening.search(html, at)) and (last := closing.search(html, first.end())):
        yield html[first.end() : last.start()]
        at = last.end()


def _linked_data(html: str) -> dict[str, str | None]:
    """The first article described in JSON-LD (schema.org)."""
    for script in _between(_JSON_LD, _SCRIPT_END, html):
        try:
            value = msgspec.json.decode(script.strip().encode("utf-8", "replace"))
        except (msgspec.DecodeError, RecursionError):
            continue
        for item in _items(value):
            kinds = item.get("@type")
            if any(kind in _ARTICLE_TYPES for kind in (kinds if isinstance(kinds, list) else [kinds])):
                return _described(item)
    return {}


def _items(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, dict):
        return [value, *_items(value.get("@graph"))]
    if isinstance(value, list):
        return [item for item in value if isinstance(item, dict)]
    return []


def _described(item: dict[str, Any]) -> dict[str, str | None]:
    return {
        "title": _name(item.get("headline")),
        "published": _name(item.get("datePublished")),
        "byline": _name(item.get("author")),
        "publisher": _name(item.get("publisher")),
    }


def _name(value: Any) -> str | None:
    """A string, the name of a thing, or the names of several."""
    if isinstance(value, dict):
        value = value.get("name")
    if isinstance(value, list):
        return ", ".join(name for name in map(_name, value) if name) or None
    return " ".join(html_entities.unescape(value).split()) or None if isinstance(value, str) else None
