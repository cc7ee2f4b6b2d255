"""Articles with all that the record holds of them: what an export with text carries, and ``import`` takes back.

The JSON contract leaves out what its readers do not need: what decided each coding, mentions, the sharpness of some
dates. With the text goes a key ``record`` that holds the article as the record has it, but for the text itself, with
its sources and its runs. ``import`` reads that key, and refuses a line whose contract says something else.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from dragoman.errors import UnreadableInput, UsageError
from dragoman.exports.contract import Fields, coded_fields
from dragoman.records import CodedArticle, Record, Run, article_id
from dragoman.store.open import Store
from dragoman.store.read import runs

RECORD = "record"


class KnownSource(Record, frozen=True):
    """One of the places an article was read from."""

    source: str
    document_sha256: str
    run: str


class WholeArticle(Record, frozen=True):
    """An article with what no field of the contract holds."""

    coded: CodedArticle
    sources: tuple[KnownSource, ...]
    runs: tuple[Run, ...]


def whole_lines(store: Store, coded: Iterable[CodedArticle]) -> Iterator[bytes]:
    """JSON lines with text and the key ``record``."""
    encoder = msgspec.json.Encoder()
    known = known_runs(store)
    for item in coded:
        fields = coded_fields(item, with_text=True)
        yield encoder.encode({**fields, RECORD: whole_fields(store, item, known)}) + b"\n"


def known_runs(store: Store) -> dict[str, Run]:
    """The record's runs by their ids."""
    return {run.id: run for run in runs(store)}


def whole_fields(store: Store, coded: CodedArticle, known: dict[str, Run]) -> Fields:
    """The key ``record`` of an article."""
    sql = "SELECT source, document_sha256, run FROM sources WHERE article = ? ORDER BY source"
    sources = [KnownSource(**dict(row)) for row in store.query(sql, (coded.article.id,))]
    used = sorted({coded.run, *(one.run for one in sources)})
    bare = msgspec.structs.replace(coded, article=msgspec.structs.replace(coded.article, text=""))
    whole = WholeArticle(coded=bare, sources=tuple(sources), runs=tuple(known[run] for run in used if run in known))
    fields: Fields = msgspec.to_builtins(whole)
    return fields


def read_whole(line: Fields, *, where: str) -> WholeArticle:
    """An article from an object of the export.

    Args:
        line: the object.
        where: file and line, for messages.

    Raises:
        UsageError: it was exported without text.
        UnreadableInput: it is no such object, or its contract and its ``record`` do not agree.
    """
    article = line.get("article")
    if not isinstance(article, dict) or not isinstance(line.get("events"), list):
        raise UnreadableInput("not an article of a dragoman export", values=where, remedy="Give JSON lines or Parquet")
    if not isinstance(article.get("text"), str) or not isinstance(line.get(RECORD), dict):
        raise UsageError(
            "the export has no text, so no citation in it can be checked, and a record holds none unchecked",
            values=f"{where}: {article.get('id')}",
            remedy="Export again with --with-text, or read the articles themselves",
        )
    whole = restored(line[RECORD], article["text"], where=where)
    if msgspec.to_builtins(coded_fields(whole.coded, with_text=True)) != {k: v for k, v in line.items() if k != RECORD}:
        raise UnreadableInput(
            "the line was changed after the export: its fields and its record do not agree",
            values=f"{where}: {article.get('id')}",
            remedy="Import the export as it was written; corrections belong into the record",
        )
    return whole


def restored(fields: Any, text: str, *, where: str) -> WholeArticle:
    """An article from its key ``record`` and its text.

    Raises:
        UnreadableInput: the key holds something else.
    """
    try:
        whole = msgspec.convert(fields, WholeArticle)
    except (msgspec.ValidationError, RecursionError) as error:
        raise UnreadableInput(
            "the record of an article is broken", values=f"{where}: {error}", remedy="Export again"
        ) from error
    article = msgspec.structs.replace(whole.coded.article, text=text)
    if article.id != article_id(article.publisher, article.title, text):
        raise UnreadableInput(
            "the id is not that of the article: publisher, title or text was changed after the export",
            values=f"{where}: {article.id}",
            remedy="Import the export as it was written",
        )
    return msgspec.structs.replace(whole, coded=msgspec.structs.replace(whole.coded, article=article))
