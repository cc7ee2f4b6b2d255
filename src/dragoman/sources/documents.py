"""PDF and Word files and mails as documents, read in a process that can be killed."""

from collections.abc import Callable, Iterator
from importlib.util import find_spec
from types import TracebackType
from typing import Protocol, Self

import msgspec
from msgspec.structs import replace

from dragoman.config import Limits
from dragoman.errors import InputError, RefusedInput, UnreadableInput
from dragoman.records import Failure, RawDocument
from dragoman.sources.document_worker import Answer, Request
from dragoman.sources.failures import source_failure
from dragoman.sources.fields import clean, clean_value
from dragoman.sources.killable import KillableProcess, Worker
from dragoman.sources.mailbox import is_mail
from dragoman.sources.parsed import Kind, Parsed, Part

_NEEDS: dict[Kind, str] = {"pdf": "pypdf", "docx": "docx"}
_NAMES: dict[Kind, str] = {"pdf": "a PDF", "docx": "a Word file", "mail": "a mail"}
WORKER = Worker(
    module="dragoman.sources.document_worker",
    hello=msgspec.msgpack.encode(Request(kind="mail", data=b"", limits=Limits())),
    memory_bytes=Limits().document_memory_bytes,
    what="document",
    remedy="Check that it gets 200 MB",
)

ReadPart = Callable[[bytes, str], Iterator[RawDocument | Failure]]  # reads what a mail carries, under a name


class Parser(Protocol):
    """What takes a document apart."""

    def parse(self, kind: Kind, data: bytes) -> Parsed:
        """The text and fields of a document.

        Raises:
            UnreadableInput, RefusedInput: why there are none.
        """
        ...


class DocumentParser:
    """Takes documents apart in a process of its own; a context manager, because it holds that."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._process = KillableProcess(replace(WORKER, memory_bytes=limits.document_memory_bytes))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process. The parser can be used again afterwards."""
        self._process.close()

    def parse(self, kind: Kind, data: bytes) -> Parsed:
        """The text and fields of a document.

        Raises:
            UnreadableInput: it is broken or has no text, or what reads its kind is not installed.
            RefusedInput: it is over a limit, of time and memory too.
        """
        require_package(kind)
        request = Request(kind=kind, data=data, limits=self._limits)
        told = self._process.ask(msgspec.msgpack.encode(request), timeout_s=self._limits.document_timeout_s)
        if isinstance(told, str):
            raise RefusedInput(
                f"{_NAMES[kind]} cannot be taken apart",
                values=f"{len(data)} bytes; {told}",
                remedy="Raise document_timeout_s or document_memory_bytes, or give its text",
            )
        return msgspec.msgpack.decode(told, type=Answer).result()


def require_package(kind: Kind) -> None:
    """Say what to install where a kind of document cannot be read without it.

    Raises:
        UnreadableInput: its package is not installed.
    """
    package = _NEEDS.get(kind)
    if package and find_spec(package) is None:
        raise UnreadableInput(
            f"{_NAMES[kind]} needs another package",
            values=f"{package} is not installed",
            remedy="Install it with: pip install 'dragoman[documents]'",
        )


def read_file(kind: Kind, data: bytes, *, source: str, parser: Parser) -> Iterator[RawDocument | Failure]:
    """The document in a PDF or Word file; what of it was lost is told first.

    Raises:
        UnreadableInput, RefusedInput: nothing in it can be read.
    """
    parsed = parser.parse(kind, data)
    yield from _losses(parsed, source)
    yield _document(parsed, source)


def read_letter(
    data: bytes, *, source: str, parser: Parser, limits: Limits, read_part: ReadPart, depth: int = 0
) -> Iterator[RawDocument | Failure]:
    """A mail, then what it carries, named ``source#1``, ``source#2`` ...

    Args:
        data: the mail.
        source: what the documents are named after.
        parser: takes it apart.
        limits: what one input may cost.
        read_part: reads an attached file.
        depth: in how many mails this one lies.

    Raises:
        UnreadableInput, RefusedInput: nothing in it can be read.
    """
    if depth > limits.max_mail_depth:
        raise RefusedInput(
            "mails within mails", values=f"{depth} deep, at most {limits.max_mail_depth}", remedy="Save the inner one"
        )
    parsed = parser.parse("mail", data)
    if parsed.text.strip():
        yield _document(parsed, source)
    for number, part in enumerate(parsed.parts, 1):
        name = f"{source}{'.' if '#' in source else '#'}{number}"
        try:
            if part.is_mail or is_mail(part.data):
                yield from read_letter(
                    part.data, source=name, parser=parser, limits=limits, read_part=read_part, depth=depth + 1
                )
            else:
                yield from (_attached(item, part, parsed) for item in read_part(part.data, name))
        except InputError as error:
            yield source_failure(name, error)


def _losses(parsed: Parsed, source: str) -> Iterator[Failure]:
    remedy = "The rest was read; print it anew"
    for loss in parsed.losses:
        yield source_failure(source, UnreadableInput("part of a document is lost", values=loss, remedy=remedy))


def _document(parsed: Parsed, source: str) -> RawDocument:
    return RawDocument(
        source=source,
        media=parsed.media,
        content=clean(parsed.text),
        has_fields=parsed.title is not None or parsed.media == "html",
        source_id=_line(parsed.source_id),
        title=_line(parsed.title),
        published=_line(parsed.published),
        url=_line(parsed.url),
        publisher=_line(parsed.publisher),
        byline=_line(parsed.byline),
        extra=clean_value(parsed.extra),
    )


def _attached(item: RawDocument | Failure, part: Part, mail: Parsed) -> RawDocument | Failure:
    """What is attached has fields of its own; what it leaves open, the mail tells: who sent it, by when it was made."""
    if isinstance(item, Failure):
        return item
    extra = {"file_made": mail.published, **item.extra, "attached_to": mail.source_id or mail.title}
    if part.name:
        extra["file"] = clean(part.name)
    told = {name: value for name, value in extra.items() if value}
    return replace(item, publisher=item.publisher or _line(mail.publisher), extra=told)


def _line(text: str | None) -> str | None:
    return " ".join(clean(text).split()) or None if text else None
