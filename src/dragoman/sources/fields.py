"""Articles given as fields: the names fields go by, and the ``RawDocument`` they make.

The names are those of JSON-LD NewsArticle, JSON Feed, NewsAPI, common crawlers and databases; case, hyphens and
underscores do not matter. What no name here covers is kept in ``extra``.
"""

import math
import re
from typing import Any, Literal

from dragoman.errors import UnreadableInput
from dragoman.records import RawDocument

FIELD_NAMES: dict[str, tuple[str, ...]] = {  # earlier names are preferred
    "title": ("title", "headline", "heading"),
    "text": (
        "text", "body", "articlebody", "maintext", "fulltext", "bodytext", "plaintext", "contenttext", "content",
        "article", "story", "description", "summary",
    ),
    "html": ("html", "contenthtml", "bodyhtml", "rawhtml", "htmlbody"),
    "published": (
        "published", "publishedat", "datepublished", "publicationdate", "publisheddate", "publishdate", "datepublish",
        "pubdate", "publishedon", "date", "datetime", "timestamp",
    ),
    "url": ("url", "link", "canonicalurl", "sourceurl", "weburl", "permalink", "href", "uri"),
    "publisher": ("publisher", "source", "sourcename", "sitename", "outlet", "newspaper", "publication", "site"),
    "byline": ("byline", "author", "authors", "by", "creator", "writer"),
    "translation_of": ("translationof", "translates", "translatedfrom", "originalurl"),
    "translator": ("translator", "translatedby"),
    "source_id": ("id", "guid", "uid", "uuid", "articleid", "identifier", "docid"),
}  # fmt: skip
LIST_NAMES = ("articles", "items", "entries", "results", "documents", "docs", "records", "data", "hits")


def document_from_fields(fields: dict[str, Any], *, source: str, encoding: str = "utf-8") -> RawDocument:
    """The article that a JSON object describes.

    Raises:
        UnreadableInput: it has neither text, markup nor title, or one of them is no text.
    """
    taken, extra = _sort_out(fields)
    text, markup = taken.pop("text", None), taken.pop("html", None)
    content = _text_of(text, "text", source) or ""
    media: Literal["html", "text"] = "text"
    if not content.strip() and markup:
        content, media = _text_of(markup, "html", source) or "", "html"
    title = _line_of(taken.get("title"), "title", source)
    if not content.strip() and not title:
        raise UnreadableInput(
            "an article without text or title",
            values=f"{source} has the fields {', '.join(sorted(fields)) or 'none'}",
            remedy=f"Name the text one of: {', '.join(FIELD_NAMES['text'])}",
        )
    return RawDocument(
        source=source,
        media=media,
        content=clean(content),
        has_fields=title is not None or media == "html",
        source_id=_line_of(taken.get("source_id"), "id", source),
        title=title,
        published=_line_of(taken.get("published"), "published", source),
        url=_line_of(taken.get("url"), "url", source),
        publisher=_line_of(taken.get("publisher"), "publisher", source),
        byline=_line_of(taken.get("byline"), "byline", source),
        translation_of=_line_of(taken.get("translation_of"), "translation_of", source),
        translator=_line_of(taken.get("translator"), "translator", source),
        encoding=encoding,
        extra=extra,
    )


def is_article(fields: dict[str, Any]) -> bool:
    """Whether an object has a text or a title of its own, rather than holding a list of articles."""
    names = {fold_name(name) for name, value in fields.items() if isinstance(value, str) and value.strip()}
    body = set(FIELD_NAMES["text"]) - {"description", "summary"} | set(FIELD_NAMES["html"])
    return bool(names & body) or not any(isinstance(fields.get(name), list) for name in LIST_NAMES)


def clean(text: str) -> str:
    """Text that can be stored: NULs and lone surrogates, which UTF-8 cannot hold, become U+FFFD."""
    return re.sub("[\0\ud800-\udfff]", "\ufffd", text)


def fold_name(name: str) -> str:
    """A field's name without case, hyphens, underscores and blanks."""
    return re.sub(r"[\W_]+", "", name).lower()


def _sort_out(fields: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Values by our names, and what is left over under its own name. Empty values count as not given."""
    by_fold: dict[str, str] = {}
    for name in fields:
        by_fold.setdefault(fold_name(name), name)
    taken: dict[str, Any] = {}
    used: set[str] = set()
    for ours, names in FIELD_NAMES.items():
        for name in (by_fold[folded] for folded in names if folded in by_fold):
            if name in used:
                continue
            if fields[name] is None or fields[name] in ("", [], {}):
                used.add(name)
            elif ours not in taken:
                taken[ours] = fields[name]
                used.add(name)
    return taken, {name: clean_value(value) for name, value in fields.items() if name not in used}


def clean_value(value: Any) -> Any:
    """``value`` as it was, but storable: text cleaned, numbers that JSON does not have as ``None``."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [clean_value(item) for item in value]
    if isinstance(value, dict):
        return {clean(str(key)): clean_value(item) for key, item in value.items()}
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def _text_of(value: Any, name: str, source: str) -> str | None:
    """Text, or a list of paragraphs."""
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return "\n".join(value)
    if value is None or isinstance(value, str):
        return value
    raise _wrong_type(value, name, source)


def _line_of(value: Any, name: str, source: str) -> str | None:
    """One line: text, a number, the name of a thing, or several of these with commas between."""
    if value is None:
        return None
    if isinstance(value, dict):
        return _line_of(value.get("name") or value.get("title") or value.get("id"), name, source)
    if isinstance(value, list):
        parts = [_line_of(part, name, source) for part in value]
        return ", ".join(part for part in parts if part) or None
    if isinstance(value, str):
        return " ".join(clean(value).split()) or None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    raise _wrong_type(value, name, source)


def _wrong_type(value: Any, name: str, source: str) -> UnreadableInput:
    return UnreadableInput(
        "a field has a wrong type", values=f"{name} is {type(value).__name__} in {source}", remedy="Give it as text"
    )
