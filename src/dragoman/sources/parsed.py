"""What a parser gives of a document that is neither markup nor text: a PDF, a Word file, a mail."""

from typing import Any, Literal

from dragoman.records import Record

# What parsers fall into over broken bytes; beside these each has errors of its own.
FAULTS = (ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, RuntimeError, TypeError, ValueError)
NO_FIELDS: dict[str, Any] = {}

Kind = Literal["pdf", "docx", "mail"]


class Part(Record, frozen=True, kw_only=True):
    """A document inside another: a file attached to a mail, or a mail forwarded in one."""

    data: bytes
    name: str | None = None  # as the mail calls it; None: it has none
    is_mail: bool = False


class Parsed(Record, frozen=True, kw_only=True):
    """The text and fields of a document; a field is ``None`` where it does not say."""

    text: str = ""  # empty: it has no words of its own, only parts
    media: Literal["html", "text"] = "text"
    title: str | None = None
    byline: str | None = None
    publisher: str | None = None
    published: str | None = None  # as the document gives it
    url: str | None = None
    source_id: str | None = None
    extra: dict[str, Any] = NO_FIELDS
    parts: tuple[Part, ...] = ()
    losses: tuple[str, ...] = ()  # parts that could not be read, each with the reason
