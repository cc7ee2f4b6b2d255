"""The entries of a feed as documents that wait to be read, each with a name that stays."""

from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from itertools import zip_longest
from urllib.parse import urljoin

from msgspec.structs import replace

from dragoman.article.page_metadata import read_page_metadata
from dragoman.article.publisher import host_of
from dragoman.config import Limits
from dragoman.feeds.subscriptions import Feed
from dragoman.records import Failure, RawDocument, content_id
from dragoman.sources.feeds import articles_from_feed
from dragoman.sources.fetching.fetch import Page
from dragoman.sources.fetching.pages import documents_of
from dragoman.sources.fetching.target import is_page
from dragoman.sources.open import Means
from dragoman.store.feeds import WaitingEntry


def entries_of(page: Page, feed: Feed, *, limits: Limits) -> tuple[list[tuple[str, RawDocument]], int]:
    """The entries of a fetched feed, the oldest first, each with its id; and how many there are without title and text.

    An entry is known by the id that the feed gives it. Where several have one id, or none, address, title and words
    tell them apart.

    Args:
        page: the feed, fetched.
        feed: the feed.
        limits: what one input may cost.

    Raises:
        UnreadableInput, RefusedInput: it is no feed.
    """
    found = list(articles_from_feed(page.body, source=feed.url, limits=limits, empty=True))
    documents = [document for document in found if isinstance(document, RawDocument)]
    counts = Counter(document.source_id for document in documents)
    entries = []
    for document in reversed(documents):
        is_own = document.source_id is not None and counts[document.source_id] == 1
        words = sha256(document.content.encode()).hexdigest()
        told = (document.source_id,) if is_own else (document.source_id, document.url, document.title, words)
        entry = content_id("entry", *told)
        entries.append((entry, _placed(document, feed, entry, page.url)))
    return entries, len(found) - len(documents)


def documents_of_entry(
    told: RawDocument, feed: Feed, page: Page | None, *, means: Means
) -> list[RawDocument | Failure]:
    """The documents of an entry: of the page that it leads to, or without one its own text.

    The day of the entry is the page's, where the page has none.

    Args:
        told: what the feed says of it.
        feed: the feed.
        page: where it leads, fetched.
        means: what takes the page apart.

    Raises:
        UnreadableInput, RefusedInput: the page cannot be read.
    """
    if page is None:
        return [told]
    found = documents_of(page, source=told.source, means=means)
    return [item if isinstance(item, Failure) else _completed(item, told, feed) for item in found]


def is_fetched(entry: WaitingEntry, feed: Feed) -> bool:
    """Whether the page that an entry leads to is read, and not the entry's own text."""
    return feed.read == "page" and is_page(entry.url or "")


def interleaved(entries: Sequence[WaitingEntry]) -> list[WaitingEntry]:
    """Entries so that one host after the other is asked: while one is left alone, the others answer."""
    by_host: dict[str | None, list[WaitingEntry]] = {}
    for entry in entries:
        by_host.setdefault(host_of(entry.url), []).append(entry)
    return [entry for row in zip_longest(*by_host.values()) for entry in row if entry is not None]


def _placed(document: RawDocument, feed: Feed, entry: str, base: str) -> RawDocument:
    try:
        url = urljoin(base, document.url) if document.url else None
    except ValueError:
        url = document.url
    source = url if url and is_page(url) else f"{feed.url}#{entry}"
    return replace(document, source=source, url=url, publisher=feed.publisher or document.publisher)


def _completed(document: RawDocument, told: RawDocument, feed: Feed) -> RawDocument:
    publisher = feed.publisher or document.publisher
    if document.published or not told.published:
        return replace(document, publisher=publisher)
    in_page = read_page_metadata(document.content) if document.media == "html" else {}
    return replace(document, published=None if in_page.get("published") else told.published, publisher=publisher)
