"""Taking our own exports back into a record: JSON lines or Parquet by month, written with the articles' text.

Every citation is checked against the text again, as it is when an article is read; nothing enters unchecked.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from dragoman.compare.current import bring_up_to_date
from dragoman.errors import UnreadableInput, UsageError
from dragoman.exports.manifest import manifest_path
from dragoman.exports.whole import RECORD, WholeArticle, read_whole, restored
from dragoman.records import Failure, Record
from dragoman.store.open import Store
from dragoman.store.write import Outcome, write_article, write_failures, write_source

Watcher = Callable[[str, Outcome], None]

_BATCH = 50  # articles of a Parquet file held at once: about 2 MB of text and coding


class ImportReport(Record, frozen=True):
    """What became of the articles of an import."""

    new: int = 0
    updated: int = 0
    unchanged: int = 0
    failures: int = 0  # inputs that the exported record could not use; they come along in the manifest


def import_export(store: Store, path: Path, *, watch: Watcher | None = None) -> ImportReport:
    """Take an export back; it can be stopped and begun again, for each article is one transaction.

    Args:
        store: a record open for writing.
        path: a file of JSON lines, or a folder of Parquet by month.
        watch: called after each article with its source and what became of it.

    Raises:
        UsageError: there is no such file, or it was exported without text.
        UnreadableInput: it is no export of ours, or was changed.
        CitationError: a line quotes what the article does not say.
        RecordError: the record cannot be written.
    """
    outcomes: Counter[str] = Counter()
    for whole in read_export(path):
        outcome = _write(store, whole)
        outcomes[outcome] += 1
        if watch:
            watch(whole.coded.article.source, outcome)
    failures = _failures(path)
    write_failures(store, failures)
    bring_up_to_date(store)
    return ImportReport(**outcomes, failures=len(failures))


def check_export(path: Path) -> None:
    """Look at the first article of an export.

    Raises:
        UsageError, UnreadableInput: as ``import_export``.
    """
    next(read_export(path), None)


def read_export(path: Path) -> Iterator[WholeArticle]:
    """The articles of an export, one at a time.

    Raises:
        UsageError, UnreadableInput: as ``import_export``.
    """
    if path.is_dir():
        yield from _read_parquet(path)
    elif path.is_file():
        yield from _read_lines(path)
    else:
        raise UsageError("there is no such export", values=str(path), remedy="Name a file or folder of dragoman export")


def _read_lines(path: Path) -> Iterator[WholeArticle]:
    with path.open("rb") as stream:
        for number, line in enumerate(stream, start=1):
            if line.strip():
                where = f"{path}, line {number}"
                yield read_whole(_object(line, where), where=where)


def _object(line: bytes, where: str) -> dict[str, Any]:
    try:
        found = msgspec.json.decode(line)
    except (msgspec.DecodeError, RecursionError) as error:
        remedy = "Give JSON lines or Parquet of dragoman export; dragoman compare-with reads event tables of others"
        raise UnreadableInput("not a line of an export", values=f"{where}: {error}", remedy=remedy) from error
    return found if isinstance(found, dict) else {}


def _read_parquet(folder: Path) -> Iterator[WholeArticle]:
    paths = sorted((folder / "articles").glob("*.parquet"))
    if not paths:
        raise UnreadableInput(
            "the folder is no Parquet export", values=f"no articles/*.parquet in {folder}", remedy="Name another"
        )
    for path in paths:
        file = _parquet_file(path)
        if not {"text", RECORD} <= set(file.schema_arrow.names):
            raise UsageError(
                "the export has no text, so no citation in it can be checked, and a record holds none unchecked",
                values=str(path),
                remedy="Export again with --with-text, or read the articles themselves",
            )
        for batch in file.iter_batches(batch_size=_BATCH, columns=["id", "text", RECORD]):
            for row in batch.to_pylist():
                where = f"{path}, {row['id']}"
                yield restored(_object(row[RECORD].encode(), where), row["text"], where=where)


def _parquet_file(path: Path) -> Any:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return pq.ParquetFile(path)
    except pa.ArrowInvalid as error:
        raise UnreadableInput("not a Parquet file", values=f"{path}: {error}", remedy="Export again") from error


def _write(store: Store, whole: WholeArticle) -> Outcome:
    # Which article a copy repeats, and which events tell one thing, is said anew from all that the record then has.
    article = msgspec.structs.replace(whole.coded.article, duplicate_of=None)
    events = tuple(msgspec.structs.replace(event, happening=None) for event in whole.coded.events)
    coded = msgspec.structs.replace(whole.coded, article=article, events=events)
    runs = {run.id: run for run in whole.runs}
    own = next((known for known in whole.sources if known.source == article.source), None)
    if coded.run not in runs:
        raise UnreadableInput(
            "the export does not say what the run of an article was", values=f"{article.id}: {coded.run}",
            remedy="Export again",
        )  # fmt: skip
    outcome = write_article(store, coded, run=runs[coded.run], document=own.document_sha256 if own else "")
    for known in whole.sources:
        if known.run in runs:
            write_source(store, article.id, known.source, document=known.document_sha256, run=runs[known.run])
    return outcome


def _failures(path: Path) -> list[Failure]:
    """The failures that the export's manifest lists; none where it has no manifest."""
    beside = manifest_path(path)
    if not beside.is_file():
        return []
    try:
        return msgspec.convert(msgspec.json.decode(beside.read_bytes()).get("failures", []), list[Failure])
    except (msgspec.MsgspecError, AttributeError, TypeError, RecursionError) as error:
        raise UnreadableInput(
            "the manifest is broken", values=f"{beside}: {error}", remedy="Remove it, or export again"
        ) from error
