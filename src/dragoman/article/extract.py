"""Articles out of HTML, in a process of its own that can be killed: bad pages hang or eat memory.

The process is started when first needed, reused, and started anew after it dies. A page that kills it, or takes too
long, is tried once more with the faster engine, then given up.
"""

from types import TracebackType
from typing import Self

import msgspec
from msgspec.structs import replace

from dragoman.article.extract_worker import MAX_ATTRIBUTES, MAX_DEPTH
from dragoman.config import Limits
from dragoman.errors import GivenUpInput, RefusedInput
from dragoman.records import Article, Failure, Record
from dragoman.sources.killable import KillableProcess, Worker

EXTRACTION = "extraction"  # the key of ``Article.extra`` that says which engine took the article out of its page
STRIPPED = "stripped"  # of what a page was given whose markup no parser reads in good time
_ENGINES = ("trafilatura", "resiliparse")  # first and second try
_HELLO = {"html": "", "url": None, "engine": "resiliparse", "fragment": True}
WORKER = Worker(
    module="dragoman.article.extract_worker",
    hello=msgspec.json.encode(_HELLO),
    memory_bytes=Limits().extract_memory_bytes,
    what="HTML",
    remedy="Check that trafilatura, lxml_html_clean and resiliparse are installed and that it gets 300 MB",
)


class Extraction(Record, frozen=True, kw_only=True):
    """What a page gave."""

    text: str | None = None  # None or empty: no article in it
    title: str | None = None
    byline: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    engine: str = ""  # "trafilatura", "resiliparse", or ``STRIPPED`` where it has too many tags or attributes


class Extractor:
    """Takes articles out of pages; a context manager, because it holds a process."""

    def __init__(self, limits: Limits) -> None:
        self._timeout_s = limits.extract_timeout_s
        self._most_bytes = limits.max_page_bytes
        self._process = KillableProcess(replace(WORKER, memory_bytes=limits.extract_memory_bytes))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process. The extractor can be used again afterwards."""
        self._process.close()

    @property
    def process_id(self) -> int | None:
        """The id of the process at work; ``None`` while there is none."""
        return self._process.process_id

    def extract(self, html: str, *, url: str | None = None, fragment: bool = False) -> Extraction:
        """The article in ``html``; a ``fragment`` is content as feeds carry it, all of it wanted.

        Raises:
            RefusedInput: the page is too large.
            GivenUpInput: it took too long or too much memory, twice.
        """
        self._refuse_large(html)
        reasons = []
        for engine in _ENGINES:
            request = {"html": html, "url": url, "engine": engine, "fragment": fragment}
            answer = self._process.ask(msgspec.json.encode(request), timeout_s=self._timeout_s)
            if isinstance(answer, bytes):
                return msgspec.json.decode(answer, type=Extraction)
            reasons.append(f"{engine}: {answer}")
        raise GivenUpInput(
            "a page cannot be taken apart",
            values=f"{len(html)} characters; {'; '.join(reasons)}",
            remedy="Raise extract_timeout_s or extract_memory_bytes, or give its text; --retry tries it again as it is",
        )

    def _refuse_large(self, html: str) -> None:
        most = self._most_bytes
        if len(html) > most or (4 * len(html) > most and len(html.encode("utf-8", "surrogatepass")) > most):
            raise RefusedInput(
                "a page is too large",
                values=f"{len(html)} characters, at most {most} bytes are read",
                remedy="Raise max_page_bytes, or give its text",
            )


def refused_markup(article: Article) -> tuple[Failure, ...]:
    """What is to be told of an article whose page was not taken apart: its markup was refused, its words were kept."""
    if article.extra.get(EXTRACTION) != STRIPPED:
        return ()
    most = f"more than {MAX_DEPTH} elements within each other, or {MAX_ATTRIBUTES} attributes of one"
    error = RefusedInput(
        "the markup of a page is refused; its tags were only stripped, so what stood around the article is in its text",
        values=f"{article.source}: {most}",
        remedy="Give the text of the article",
    )
    return (Failure(source=article.source, stage="extract", reason=str(error), error=type(error).__name__),)
