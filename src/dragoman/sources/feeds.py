"""RSS (0.9 to 2.0, RDF) and Atom files, through feedparser, which reads them also where they are not well formed.

An entry with full content becomes an article; one without becomes a document of what it has. Documents that declare
XML entities are refused: no feed needs them and nested ones grow without bound ("billion laughs").
"""

import io
import re
from collections.abc import Iterator
from typing import Any

from dragoman.config import Limits
from dragoman.errors import InputError, RefusedInput, UnreadableInput
from dragoman.records import Failure, RawDocument
from dragoman.sources.encodings import decode
from dragoman.sources.failures import source_failure
from dragoman.sources.fields import clean

_ENTITY = re.compile(r"<!ENTITY\s", re.IGNORECASE)
_TAG = re.compile(r"<[A-Za-z/][^<>]*>")
_ELEMENT = re.compile(r"<(/?)[A-Za-z_][^<>]*?(/?)>")


def articles_from_feed(
    data: bytes, *, source: str, limits: Limits, empty: bool = False
) -> Iterator[RawDocument | Failure]:
    """One document an entry, in the feed's order, named ``source#n``.

    Args:
        data: the feed.
        source: its name.
        limits: what one input may cost.
        empty: whether it may have no entries.

    Raises:
        RefusedInput: the feed declares entities or nests too deep.
        UnreadableInput: nothing in it can be read as a feed.
    """
    decoded = decode(data)
    _refuse_traps(decoded.text, source, limits)
    import feedparser  # loaded here, as few inputs are feeds

    try:
        feed = feedparser.parse(io.BytesIO(data))
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        # It promises to raise nothing, and does: of encodings with impossible names, of elements that end before they
        # begin.
        raise UnreadableInput(
            "not a feed that can be read",
            values=f"{source}: {type(error).__name__} while it was taken apart",
            remedy="Fetch it again; RSS and Atom are read",
        ) from error
    if not feed.get("version") and not feed.entries:
        raise UnreadableInput(
            "not a feed that can be read",
            values=f"{source}: {feed.get('bozo_exception', 'no entries')}",
            remedy="Fetch it again; RSS and Atom are read",
        )
    if not feed.entries and not empty:
        raise UnreadableInput("a feed without entries", values=source, remedy="Fetch it again later")
    for number, entry in enumerate(feed.entries, 1):
        name = f"{source}#{number}"
        try:
            yield _document(entry, feed.feed, name, decoded.encoding)
        except InputError as error:
            yield source_failure(name, error)


def _document(entry: Any, feed: Any, name: str, encoding: str) -> RawDocument:
    content, kind, is_full = _content(entry)
    title = _plain(entry.get("title"))
    if not content.strip() and not title:
        raise UnreadableInput("an entry without title or text", values=name, remedy="Nothing can be read from it")
    return RawDocument(
        source=name,
        media="text" if kind == "text/plain" and not _TAG.search(content) else "html",
        content=clean(content),
        has_fields=True,
        source_id=_plain(entry.get("id")) or _plain(entry.get("link")),
        title=title,
        published=_plain(entry.get("published")) or _plain(entry.get("updated")),
        url=_plain(entry.get("link")),
        publisher=_plain((entry.get("source") or {}).get("title")) or _plain(feed.get("title")),
        byline=_plain(entry.get("author")),
        encoding=encoding,
        extra=_extra(entry, feed, is_full),
    )


def _content(entry: Any) -> tuple[str, str, bool]:
    """The longest content, or the summary: text, its type, and whether it is content."""
    full = max(entry.get("content") or [], key=lambda part: len(part.get("value") or ""), default=None)
    if full is not None and (full.get("value") or "").strip():
        return full["value"], full.get("type") or "text/html", True
    detail = entry.get("summary_detail") or {}
    return entry.get("summary") or "", detail.get("type") or "text/html", False


def _extra(entry: Any, feed: Any, is_full: bool) -> dict[str, Any]:
    extra: dict[str, Any] = {"content": "full" if is_full else "summary"}
    tags = [clean(tag["term"]) for tag in entry.get("tags") or [] if tag.get("term")]
    if tags:
        extra["tags"] = tags
    if is_full and _plain(entry.get("summary")):
        extra["summary"] = _plain(entry.get("summary"))
    if _plain(feed.get("link")):
        extra["feed_link"] = _plain(feed.get("link"))
    return extra


def _plain(value: str | None) -> str | None:
    """One line without markup; feedparser has resolved the entities."""
    if not value:
        return None
    return " ".join(clean(_TAG.sub(" ", value)).split()) or None


def _refuse_traps(text: str, source: str, limits: Limits) -> None:
    if _ENTITY.search(text):
        raise RefusedInput(
            "a feed that declares XML entities",
            values=source,
            remedy="Remove its <!ENTITY declarations; no feed needs them",
        )
    depth = deepest = 0
    for closing, empty in _ELEMENT.findall(text):
        depth += 0 if empty else -1 if closing else 1
        deepest = max(deepest, depth)
    if deepest > limits.max_markup_depth:
        raise RefusedInput(
            "a feed nested too deep",
            values=f"{deepest} elements in {source}, at most {limits.max_markup_depth} are read",
            remedy="Mend it",
        )
