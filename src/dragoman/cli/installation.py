"""Whether the installation is whole: versions, hashes, and one sentence through the whole chain."""

import platform
import sqlite3
from collections.abc import Callable, Iterator
from importlib import metadata

from dragoman import __version__
from dragoman.citations import check_citations
from dragoman.errors import DragomanError, InstallationError
from dragoman.records import CodedArticle, Failure, RawDocument, Record

LEAST_SQLITE = (3, 37, 0)  # STRICT tables came with it, in November 2021
LIBRARIES = (
    "fastwarc", "feedparser", "msgspec", "numpy", "onnxruntime", "py3langid", "pyarrow", "resiliparse", "rich",
    "tokenizers", "trafilatura",
)  # fmt: skip
SELF_TEST = "OSLO: Norway's prime minister met the president of Chile on Tuesday, officials said.\n"


class Check(Record, frozen=True, kw_only=True):
    """One thing looked at."""

    name: str
    ok: bool
    detail: str


def examine() -> Iterator[Check]:
    """Everything that must be there, one by one."""
    yield Check(name="dragoman", ok=True, detail=__version__)
    yield Check(name="python", ok=True, detail=f"{platform.python_version()} on {platform.platform()}")
    yield _checked("sqlite", _sqlite)
    for library in LIBRARIES:
        yield _checked(library, lambda library=library: _installed(library))  # type: ignore[misc]
    yield _checked("tables", _tables)
    yield _checked("model", _model)
    yield _checked("vectors", _vectors)
    yield _checked("self-test", _self_test)


def _checked(name: str, look: Callable[[], str]) -> Check:
    try:
        return Check(name=name, ok=True, detail=look())
    except (DragomanError, ImportError, sqlite3.Error) as error:
        return Check(name=name, ok=False, detail=str(error))


def _sqlite() -> str:
    if sqlite3.sqlite_version_info < LEAST_SQLITE:
        least = ".".join(map(str, LEAST_SQLITE))
        raise InstallationError("SQLite is too old", values=sqlite3.sqlite_version, remedy=f"Use Python with {least}")
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("CREATE VIRTUAL TABLE words USING fts5 (text)")
    finally:
        connection.close()
    return f"{sqlite3.sqlite_version} with FTS5"


def _installed(library: str) -> str:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError as error:
        raise InstallationError("a library is missing", values=library, remedy="Install dragoman again") from error


def _tables() -> str:
    from dragoman.codes.tables import tables_hash

    return f"sha256 {tables_hash()}"


def _model() -> str:
    from dragoman.language.model import Reader

    return Reader.load().version


def _vectors() -> str:
    from dragoman.language.vectors import SentenceVectors

    return SentenceVectors.load().version


def _self_test() -> str:
    from dragoman.ingest import code_document, ready

    with ready() as chain:
        document = RawDocument(source="self-test", media="text", content=SELF_TEST, published="2019-04-10")
        coded = code_document(document, code=chain.code)
    return f"{_judged(coded)}; {chain.run.id}"


def _judged(coded: CodedArticle | Failure) -> str:
    """Say what the sentence gave.

    Raises:
        InstallationError: not the meeting of Norway with Chile that it tells.
    """
    if isinstance(coded, Failure):
        raise InstallationError("a sentence could not be coded", values=coded.reason, remedy="Install dragoman again")
    check_citations(coded)
    parties = {who.party for event in coded.events for who in (*event.actors, *event.recipients)}
    types = {event.type for event in coded.events}
    if not {"NOR", "CHL"} <= parties or "CONSULT" not in types:
        raise InstallationError(
            "a sentence was coded wrongly",
            values=f"types {sorted(types)}, parties {sorted(filter(None, parties))}",
            remedy="Install dragoman again",
        )
    return "one meeting of two parties found and cited"
