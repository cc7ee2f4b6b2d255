"""Articles out of HTML, in a process of its own that can be killed: bad pages hang or eat memory.

The process is started when first needed, reused, and started anew after it dies. A page that kills it, or takes too
long, is tried once more with the faster engine, then given up.
"""

from types import TracebackType
from typing import Self

import msgspec
from msgspec.structs import replace

from dragoman.config import Limits
from dragoman.errors import RefusedInput
from dragoman.records import Record
from dragoman.sources.killable import KillableProcess, Worker

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
    engine: str = (
        ""  # "trafilatura", "resiliparse", or "stripped" for a page nested too deep or with too many attributes
    )


class Extractor:
    """Takes articles out of pages; a context manager, because it holds a process."""

    def __init__(self, limits: Limits) -> None:
        self._timeout_s = limits.extract_timeout_s
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
            RefusedInput: the page took too long or too much memory, twice.
        """
        reasons = []
        for engine in _ENGINES:
            request = {"html": html, "url": url, "engine": engine, "fragment": fragment}
            answer = self._process.ask(msgspec.json.encode(request), timeout_s=self._timeout_s)
            if isinstance(answer, bytes):
                return msgspec.json.decode(answer, type=Extraction)
            reasons.append(f"{engine}: {answer}")
        raise RefusedInput(
            "a page cannot be taken apart",
            values=f"{len(html)} characters; {'; '.join(reasons)}",
            remedy="Raise extract_timeout_s or extract_memory_bytes, or give its text",
        )
