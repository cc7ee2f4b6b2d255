"""Fetched pages as documents."""

from collections.abc import Iterable, Iterator

from dragoman.config import Limits
from dragoman.errors import InputError
from dragoman.records import Failure, RawDocument
from dragoman.sources.documents import DocumentParser
from dragoman.sources.failures import source_failure
from dragoman.sources.fetching.fetch import Fetcher, Page
from dragoman.sources.fetching.target import without_user
from dragoman.sources.open import Hints, Means, read_document


def open_pages(urls: Iterable[str], *, fetcher: Fetcher, limits: Limits) -> Iterator[RawDocument | Failure]:
    """The documents at web addresses, one after the other; what cannot be had is a ``Failure``, and the rest follows.

    A document is named after the address that was asked for; its ``url`` is where it was found. When, and over which
    redirects, stands in the log of fetches and not in the document, so that a page read again is the same document.
    """
    with DocumentParser(limits) as parser:
        for url in dict.fromkeys(urls):
            try:
                yield from documents_of(fetcher.get(url), source=url, means=Means(limits, parser))
            except InputError as error:
                yield source_failure(without_user(url), error)


def documents_of(page: Page, *, source: str, means: Means) -> Iterator[RawDocument | Failure]:
    """The documents of a fetched page.

    Args:
        page: what was fetched.
        source: what its documents are named after.
        means: what takes it apart; its process starts with the first page that is a document of an office or mail.

    Raises:
        UnreadableInput, RefusedInput: it cannot be read.
    """
    hints = Hints(charset=page.charset, url=page.url)
    return read_document(page.body, source=source, means=means, hints=hints)
