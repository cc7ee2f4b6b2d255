"""The process that reads PDF and Word files and mails; started, fed and if need be killed by ``documents``.

A request is MessagePack with ``kind``, ``data`` and ``limits``; the answer is ``Parsed``, or what was wrong.
"""

import logging
from collections.abc import Callable

import msgspec

from dragoman.config import Limits
from dragoman.errors import InputError, RefusedInput, UnreadableInput
from dragoman.records import Record
from dragoman.sources.docx import read_docx
from dragoman.sources.killable import serve
from dragoman.sources.mail import read_mail
from dragoman.sources.parsed import Kind, Parsed
from dragoman.sources.pdf import read_pdf


class Request(Record, frozen=True, kw_only=True):
    """A document to read; without bytes only what reads it is loaded."""

    kind: Kind
    data: bytes
    limits: Limits


class Answer(Record, frozen=True, kw_only=True):
    """What was read, or the three parts of an error."""

    parsed: Parsed | None = None
    refused: bool = False  # over a limit, not broken
    what: str = ""
    values: str = ""
    remedy: str = ""

    def result(self) -> Parsed:
        """What was read.

        Raises:
            UnreadableInput, RefusedInput: why it was not.
        """
        if self.parsed is not None:
            return self.parsed
        raise (RefusedInput if self.refused else UnreadableInput)(self.what, values=self.values, remedy=self.remedy)


def main() -> None:
    """Answer requests until standard input ends."""
    serve(lambda message: msgspec.msgpack.encode(answer(msgspec.msgpack.decode(message, type=Request))))


def answer(request: Request) -> Answer:
    """Read one document."""
    if not request.data:
        return Answer(parsed=Parsed())
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells every oddity of every file
    try:
        return Answer(parsed=_READERS[request.kind](request.data, request.limits))
    except MemoryError:
        remedy = "Split it, or raise document_memory_bytes"
        error: InputError = RefusedInput(
            "a document takes too much memory", values=f"{len(request.data)} bytes", remedy=remedy
        )
    except InputError as found:
        error = found
    return Answer(refused=isinstance(error, RefusedInput), what=error.what, values=error.values, remedy=error.remedy)


_READERS: dict[Kind, Callable[[bytes, Limits], Parsed]] = {
    "pdf": lambda data, limits: read_pdf(data, max_pages=limits.max_pages),
    "docx": lambda data, limits: read_docx(data, limits=limits),
    "mail": lambda data, limits: read_mail(data, limits=limits),
}
