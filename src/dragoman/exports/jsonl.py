"""JSON lines: one object an article, as ``contract`` has it."""

from collections.abc import Iterable, Iterator

import msgspec

from dragoman.exports.contract import coded_fields
from dragoman.records import CodedArticle

_ENCODER = msgspec.json.Encoder()


def jsonl_lines(coded: Iterable[CodedArticle], *, with_text: bool = False) -> Iterator[bytes]:
    """The lines in UTF-8, each with its newline."""
    for item in coded:
        yield _ENCODER.encode(coded_fields(item, with_text=with_text)) + b"\n"
