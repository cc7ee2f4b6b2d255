"""Mailboxes (mbox, RFC 4155): mails one behind the other, each begun by a line ``From address date``."""

import re
from collections.abc import Iterable, Iterator

_BEGIN = re.compile(rb"From \S.{0,300}\b\d{1,2}:\d\d(?::\d\d)?\b.{0,60}\b(?:19|20)\d\d\b")
_HEADER = re.compile(rb"([!-9;-~]{1,76}):[ \t]?(.*)")
_QUOTED = re.compile(rb">+From ")
_OF_MAIL = frozenset(
    b"from to date subject message-id received return-path delivered-to mime-version content-type cc reply-to sender "
    b"list-id x-mailer dkim-signature content-transfer-encoding in-reply-to references x-original-to "
    b"authentication-results".split()
)
_SURE = frozenset(b"message-id received return-path mime-version delivered-to dkim-signature".split())
_HEAD_BYTES = 1 << 16  # signatures of relays fill some 10 KB
_LEAST_HEADERS = 3  # of mail, before the first blank line


def is_mailbox(head: bytes) -> bool:
    """Whether a mailbox starts here: a begin line with a header behind it."""
    first, _, rest = head.lstrip(b"\r\n").partition(b"\n")
    return _BEGIN.match(first) is not None and _HEADER.match(rest) is not None


def is_mail(head: bytes) -> bool:
    """Whether a mail starts here: three headers of mail, one of them such as no press release prints at its head."""
    names: set[bytes] = set()
    for line in head[:_HEAD_BYTES].lstrip(b"\r\n").splitlines():
        found = _HEADER.match(line)
        if found:
            names.add(found[1].lower())
            if found[1].lower() == b"from" and b"@" in found[2]:
                names.add(b"message-id")  # nobody's name holds the sign
        elif not line[:1].isspace():
            break
        if not line.strip():
            break
    return len(names & _OF_MAIL) >= _LEAST_HEADERS and bool(names & _SURE)


def split_mailbox(lines: Iterable[bytes | None], *, max_bytes: int) -> Iterator[bytes | None]:
    """The mails of a mailbox, in order; ``None`` stands for one that is longer than ``max_bytes``.

    Args:
        lines: the lines without their newlines; ``None`` for one that is too long.
        max_bytes: of one mail.
    """
    mail, is_open, is_long, after_blank = bytearray(), False, False, True
    for line in lines:
        if line is not None and after_blank and _BEGIN.match(line):
            if is_open:
                yield None if is_long else bytes(mail)
            mail, is_open, is_long = bytearray(), True, False
            after_blank = False
            continue
        after_blank = line is not None and not line.strip()
        is_long = is_long or line is None or len(mail) > max_bytes
        if is_long or line is None:
            mail.clear()
        else:
            mail += (line[1:] if _QUOTED.match(line) else line) + b"\n"
    if is_open:
        yield None if is_long else bytes(mail)
