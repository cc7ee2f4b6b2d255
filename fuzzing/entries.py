"""The ways in: what each does with bytes, what must hold afterwards, and the examples it begins with.

Whatever comes in, only an ``InputError`` may go out, every span quotes its text, and a document that is read can be
stored. The limits of time and memory are libFuzzer's.
"""

import io
import traceback
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from dragoman.article import make_article
from dragoman.article.extract import Extraction
from dragoman.article.extract_worker import answer_request
from dragoman.citations import check_citations
from dragoman.config import Limits
from dragoman.errors import InputError, RefusedInput
from dragoman.pipeline import Resources, code_prepared, load_resources
from dragoman.records import Article, CodedArticle, Failure, RawDocument
from dragoman.sources.document_worker import Request, answer
from dragoman.sources.failures import source_failure
from dragoman.sources.open import Means, read_stream
from dragoman.sources.parsed import Kind, Parsed
from dragoman.sources.streams import ByteStream
from dragoman.store.write import coding_digest

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
LIMITS = Limits()
MOST_SEEDS = 40
WORD_BODY = "word/document.xml"
MAIL = b"From: a@b.example\nSubject: Talks\nMIME-Version: 1.0\n\nPeru met Chile in Lima on Tuesday.\n"


class Entry(NamedTuple):
    """A way in."""

    name: str
    feed: Callable[[bytes], None]
    seeds: tuple[str, ...]  # patterns below ``examples/``
    beginnings: tuple[bytes, ...]  # what leads to this way in, whatever follows
    most_bytes: int = 65_536  # of one input
    seed_bytes: int = 20_000  # longer examples are cut: short inputs are tried more often


class NoNames:
    """Publishers without a table."""

    def full_name(self, text: str) -> str | None:
        """No name is known."""
        return None

    def for_domain(self, host: str) -> str | None:
        """No site is known."""
        return None


class OwnProcess:
    """The extractor without its worker process, so that coverage and crashes are seen here."""

    def extract(self, html: str, *, url: str | None = None, fragment: bool = False) -> Extraction:
        """As ``Extractor.extract``: one engine after the other."""
        for engine in ("trafilatura", "resiliparse"):
            try:
                found = answer_request({"html": html, "url": url, "engine": engine, "fragment": fragment})
                return Extraction(**found)  # type: ignore[arg-type]
            except Exception as error:
                if "dragoman" in traceback.extract_tb(error.__traceback__)[-1].filename:
                    raise
        raise RefusedInput("a page cannot be taken apart", values="by any engine", remedy="Give its text")


class SameProcess:
    """The parser of documents without its process."""

    def parse(self, kind: Kind, data: bytes) -> Parsed:
        """As ``DocumentParser.parse``."""
        return answer(Request(kind=kind, data=data, limits=LIMITS)).result()


def documents(data: bytes) -> Iterator[RawDocument]:
    """What is read from bytes; failures are made as the sources make them."""
    try:
        for item in read_stream(ByteStream([data]), source="fuzz", means=Means(LIMITS, SameProcess())):
            if isinstance(item, Failure):
                _require(item.reason != "" and item.stage != "", "a failure says what failed")
            else:
                yield item
    except InputError as error:
        source_failure("fuzz", error)


def articles(data: bytes) -> Iterator[Article]:
    """The articles in bytes, each as it would be stored."""
    for raw in documents(data):
        try:
            article = make_article(raw, extractor=OwnProcess(), publishers=NoNames(), limits=LIMITS)  # type: ignore[arg-type]
        except InputError:
            continue
        for span in article.furniture:
            _require(span.text == article.text[span.start : span.end], "a span quotes its text")
        coding_digest(CodedArticle(article=article, run="run-fuzz"))
        yield article


def feed_articles(data: bytes) -> None:
    """Bytes to articles."""
    for _ in articles(data):
        pass


def feed_text(data: bytes) -> None:
    """Bytes to a coded article: the whole chain."""
    raw = RawDocument(source="fuzz", media="text", content=data.decode("utf-8", "replace").replace("\0", " "))
    try:
        article = make_article(raw, extractor=OwnProcess(), publishers=NoNames(), limits=LIMITS)  # type: ignore[arg-type]
    except InputError:
        return
    coded = code_prepared(article, resources=_resources())
    check_citations(coded)
    coding_digest(coded)


@cache
def _resources() -> Resources:
    return load_resources()


def _require(holds: bool, what: str) -> None:
    if not holds:
        raise AssertionError(what)


def feed_word(data: bytes) -> None:
    """Bytes to articles, as the body of a Word file: bytes changed in a packed one only break its checksums."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_word_file())) as whole, zipfile.ZipFile(packed, "w") as changed:
        for name in whole.namelist():
            changed.writestr(name, data if name == WORD_BODY else whole.read(name))
    feed_articles(packed.getvalue())


@cache
def _word_file() -> bytes:
    return next(EXAMPLES.glob("documents/*.docx")).read_bytes()


ENTRIES = (
    Entry("html", feed_articles, ("**/*.html",), (b"<!DOCTYPE html><html><body>",)),
    Entry("warc", feed_articles, ("**/*.warc.gz",), (b"WARC/1.0\r\n",)),
    Entry("feed", feed_articles, ("**/*.rss", "**/*.atom"), (b'<?xml version="1.0"?><rss version="2.0"><channel>',)),
    Entry("jsonl", feed_articles, ("**/*.json", "**/*.jsonl"), (b'{"text": "a"}\n{"text": "b"}\n',)),
    Entry("text", feed_text, ("**/*.txt",), (b"Peru met Chile in Lima on Tuesday, officials said.\n",), 4096, 700),
    Entry("pdf", feed_articles, ("documents/*.pdf",), (b"%PDF-1.4\n",)),
    Entry("docx", feed_word, ("documents/*.docx",), (b"<a/>",)),
    Entry("mail", feed_articles, ("documents/*.eml",), (MAIL, b"From a@b.example Tue Apr 20 12:30:00 2021\n" + MAIL)),
)


def seeds(entry: Entry) -> Iterator[bytes]:
    """What an entry begins with; compressed archives also inflated, so that what is inside can be changed."""
    import gzip

    yield from entry.beginnings
    paths = [path for pattern in entry.seeds for path in sorted(EXAMPLES.glob(pattern))]
    for path in paths[:MOST_SEEDS]:
        content = path.read_bytes()
        if path.suffix == ".docx":
            content = zipfile.ZipFile(io.BytesIO(content)).read(WORD_BODY)
        yield content[: entry.seed_bytes]
        if path.suffix == ".gz":
            yield gzip.decompress(content)[: entry.seed_bytes]
