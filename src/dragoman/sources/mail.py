"""One mail (RFC 5322, MIME): its text, what its headers say, and the documents it carries.

Read with the standard library under the old policy, whose headers are plain strings: the new one's parser of headers
takes the square of their length and fails on what mailers write. Called in a process that can be killed.
"""

import email
import email.policy
import html as html_entities
import re
from collections.abc import Iterator
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses
from typing import Any, Literal

from dragoman.config import Limits
from dragoman.errors import RefusedInput, UnreadableInput
from dragoman.sources.encodings import decode
from dragoman.sources.parsed import FAULTS, Parsed, Part

_MOST_HEADER_LETTERS = 4_000  # of one header; RFC 5322 allows lines of 998
_PREFIX = re.compile(r"(?:(?:re|fwd?|aw|wg|tr|rv)\s{0,2}(?:\[\d{1,3}\])?\s{0,2}:\s{0,4})+", re.IGNORECASE)
_SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)
_TAG = re.compile(r"<[^<>]*>")
_ARCHIVED = re.compile(r"<?(https?://[^\s<>]+)>?")
_FORWARDED = re.compile(
    r"^[-_]{2,} ?(?:forwarded message|original message|begin forwarded message) ?[-_]{2,}\s*$"
    r"|^begin forwarded message:\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_INLINE_HEADER = re.compile(r"^\*?(from|date|sent|subject|to|cc|reply-to):\*?[ \t]*(.*)$", re.IGNORECASE)
_LEAST_WORDS = 4  # a text of fewer words only says that something is attached
_OFFICE_BOXES = re.compile(
    r"(?:press|news|media|info|noreply|no-reply|donotreply|list|newsletter|communications?|spokes\w*|office|bulletin|alerts?"
    r"|subscriptions?|updates?|public\w*|presse|service)\b",
    re.IGNORECASE,
)
_ANYBODYS = frozenset(
    "gmail.com googlemail.com outlook.com hotmail.com live.com yahoo.com icloud.com me.com aol.com proton.me "
    "protonmail.com gmx.net gmx.de gmx.com web.de mail.ru yandex.ru zoho.com fastmail.com qq.com 163.com".split()
)
_DOCUMENT_TYPES = frozenset({
    "application/pdf", "application/octet-stream", "application/x-pdf", "text/html", "text/plain",
    "application/xhtml+xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/msword",
})  # fmt: skip
_NO_DOCUMENT_NAMES = re.compile(r".*\.(?:ics|vcf|p7[ms]|asc|sig|png|jpe?g|gif|svg|mp[34]|zip|xlsx?|pptx?)", re.I)

_Found = tuple[str, Literal["html", "text"]]


def read_mail(data: bytes, *, limits: Limits) -> Parsed:
    """The text and headers of a mail, and what is attached to it or forwarded in it.

    Raises:
        RefusedInput: it has too many parts, or parts nested too deep.
        UnreadableInput: it has neither text nor documents.
    """
    try:
        message = email.message_from_bytes(data, policy=email.policy.compat32)
        bodies, parts = _sorted_out(message, limits)
        text, media = _body(bodies)
        if media == "text":
            text, forwarded = _without_forwarded(text)
            parts += forwarded
    except RecursionError as error:
        raise RefusedInput(
            "a mail nested too deep", values=f"{len(data)} bytes", remedy="Save what it carries as files"
        ) from error
    except (MessageError, *FAULTS) as error:
        raise UnreadableInput(
            "a mail is broken", values=f"{type(error).__name__}: {error}", remedy="Save it anew"
        ) from error
    words = len(_TAG.sub(" ", text).split())
    if parts and words < _LEAST_WORDS:
        text = ""
    if not words and not parts:
        raise UnreadableInput("a mail without text", values=f"{len(data)} bytes", remedy="Leave it out")
    return _parsed(message, text, media, tuple(parts))


def _sorted_out(message: Message, limits: Limits) -> tuple[list[_Found], list[Part]]:
    """The texts of a mail and the documents in it."""
    bodies: list[_Found] = []
    parts: list[Part] = []
    for number, (part, depth) in enumerate(_walk(message, 0), 1):
        if number > limits.max_mail_parts or depth > limits.max_mail_depth:
            raise RefusedInput(
                "a mail of too many parts",
                values=f"part {number} at depth {depth}; at most {limits.max_mail_parts}, {limits.max_mail_depth} deep",
                remedy="Save what it carries as files, or raise max_mail_parts and max_mail_depth",
            )
        kind = part.get_content_type()
        if kind == "message/rfc822":
            inner = part.get_payload()
            if isinstance(inner, list) and inner and isinstance(inner[0], Message):
                parts.append(Part(data=inner[0].as_bytes(), is_mail=True))
        elif (
            part.get_content_disposition() != "attachment" and kind in {"text/plain", "text/html"} and not _named(part)
        ):
            bodies.append((_text_of(part), "html" if kind == "text/html" else "text"))
        elif kind in _DOCUMENT_TYPES and not _NO_DOCUMENT_NAMES.fullmatch(_named(part) or ""):
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes) and payload.strip():
                parts.append(Part(data=payload, name=_named(part)))
    return bodies, parts


def _walk(message: Message, depth: int) -> Iterator[tuple[Message, int]]:
    """The parts that are no containers; a forwarded mail is one part."""
    payload = message.get_payload()
    if message.get_content_maintype() == "multipart" and isinstance(payload, list):
        chosen = _alternative(payload) if message.get_content_subtype() == "alternative" else payload
        for part in chosen:
            if isinstance(part, Message):
                yield from _walk(part, depth + 1)
    else:
        yield message, depth


def _alternative(parts: list[Any]) -> list[Any]:
    """Of several forms of one text the plain one, unless it only says that there is another."""
    plain = [part for part in parts if isinstance(part, Message) and part.get_content_type() == "text/plain"]
    words = [len(_text_of(part).split()) for part in plain]
    rich = [part for part in parts if isinstance(part, Message) and part.get_content_type() != "text/plain"]
    marked = [inner for part in rich for inner in part.walk() if inner.get_content_type() == "text/html"]
    longest = max((len(_TAG.sub(" ", _text_of(part)).split()) for part in marked), default=0)
    return plain if plain and sum(words) * 2 >= min(longest, 200) else (rich or parts)


def _text_of(part: Message) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    text = decode(payload, charset=_parameter(part, "charset")).text.replace("\r\n", "\n")
    return _unflowed(text, _parameter(part, "delsp") == "yes") if _parameter(part, "format") == "flowed" else text


def _parameter(part: Message, name: str) -> str | None:
    value = part.get_param(name)
    return str(value[2] if isinstance(value, tuple) else value).strip().lower() if value else None


def _unflowed(text: str, deleted: bool) -> str:
    """Lines that end in a blank go on in the next (RFC 3676)."""
    lines: list[str] = []
    goes_on = False
    for line in text.split("\n"):
        if goes_on and not line.startswith(">"):
            lines[-1] = (lines[-1].removesuffix(" ") if deleted else lines[-1]) + line
        else:
            lines.append(line)
        goes_on = line.endswith(" ") and line != "-- "
    return "\n".join(lines)


def _body(bodies: list[_Found]) -> _Found:
    """The text of a mail: all plain parts one below the other, or all marked up."""
    plain = [text for text, media in bodies if media == "text" and text.strip()]
    marked = [text for text, media in bodies if media == "html" and text.strip()]
    if plain:
        text = _SIGNATURE.split("\n\n".join(part.strip("\n") for part in plain), maxsplit=1)[0]
        return text.strip(), "text"
    return "\n".join(marked), "html"


def _without_forwarded(text: str) -> tuple[str, list[Part]]:
    """What stands above a mail forwarded within the text, and that mail, made whole again."""
    found = _FORWARDED.search(text)
    if found is None:
        return text, []
    lines = text[found.end() :].lstrip("\n").split("\n")
    headers: dict[str, str] = {}
    at = 0
    for at, line in enumerate(lines):  # noqa: B007 - where the headers end is wanted
        header = _INLINE_HEADER.match(line.strip())
        if header:
            headers[{"sent": "date"}.get(header[1].lower(), header[1].lower())] = header[2].strip()
        elif not line.strip() or not headers:
            break
    if "from" not in headers or not "\n".join(lines[at:]).strip():
        return text, []
    head = "".join(f"{name.title()}: {value}\n" for name, value in headers.items())
    whole = f"{head}Content-Type: text/plain; charset=utf-8\n\n" + "\n".join(lines[at:]).lstrip("\n")
    return text[: found.start()].strip(), [Part(data=whole.encode("utf-8", "replace"), is_mail=True)]


def _parsed(message: Message, text: str, media: Literal["html", "text"], parts: tuple[Part, ...]) -> Parsed:
    subject = _header(message, "Subject")
    title = _PREFIX.sub("", subject, count=1).strip() if subject else None
    name, address = _sender(message)
    extra: dict[str, Any] = {"format": "mail"}
    for key, value in (("from", _header(message, "From")), ("list", _header(message, "List-Id")), ("subject", subject)):
        if value and (key != "subject" or value != title):
            extra[key] = value
    archived = _ARCHIVED.search(_header(message, "Archived-At") or "")
    return Parsed(
        text=text, media=media, title=title or None, byline=name, publisher=_publisher(message, name, address),
        published=_header(message, "Date"), url=archived[1] if archived else None,
        source_id=(_header(message, "Message-ID") or "").strip("<> ") or None, extra=extra, parts=parts,
    )  # fmt: skip


def _publisher(message: Message, name: str | None, address: str) -> str | None:
    """The list, the organisation, the office whose box it was sent from, or whose the sender's domain is."""
    listed = (_header(message, "List-Id") or "").partition("<")[0].strip(' "')
    if listed:
        return listed
    if organisation := _header(message, "Organization"):
        return organisation
    box, _, domain = address.partition("@")
    if name and _OFFICE_BOXES.match(box):
        return name
    return domain.lower() if "." in domain and domain.lower() not in _ANYBODYS else None


def _sender(message: Message) -> tuple[str | None, str]:
    found = getaddresses([_header(message, "From") or ""])
    name, address = found[0] if found else ("", "")
    return name.strip() or None, address


def _header(message: Message, name: str) -> str | None:
    """A header with its encoded words read (RFC 2047), on one line; as it stands where they are broken."""
    value = message.get(name)
    if value is None:
        return None
    given = str(value)[:_MOST_HEADER_LETTERS]
    try:
        pieces = [_piece(*piece) for piece in decode_header(given)]
    except (MessageError, *FAULTS):
        pieces = [given]
    plain = "".join(pieces).encode("utf-8", "surrogateescape")
    return html_entities.unescape(" ".join(decode(plain).text.split())) or None


def _piece(data: bytes | str, charset: str | None) -> str:
    if isinstance(data, str):
        return data
    if charset == "unknown-8bit" or charset is None:
        return data.decode("utf-8", "surrogateescape")
    return decode(data, charset=charset).text


def _named(part: Message) -> str | None:
    """The name of an attached file, without its folders."""
    given = part.get_filename()
    return re.split(r"[/\\]", given)[-1][:200] or None if given else None
