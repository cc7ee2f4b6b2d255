"""Mails and mailboxes: text, headers, what they carry, and mails made to harm."""

import base64
import contextlib
import time

import pytest

from dragoman.config import Limits
from dragoman.errors import InputError, RefusedInput, UnreadableInput
from dragoman.records import Failure, RawDocument
from dragoman.sources import open_sources
from dragoman.sources.mail import read_mail
from dragoman.sources.mailbox import is_mail, is_mailbox, split_mailbox
from dragoman.sources.parsed import Parsed
from tests.sources.made_files import lines, pdf, word

LIMITS = Limits()
SAID = "The foreign ministers of Peru and Chile met in Lima on Tuesday."
HEAD = {
    "From": "Press Office <press@mfa.example>",
    "Date": "Tue, 21 Nov 2017 12:30:00 -0500",
    "Subject": "Joint statement",
    "Message-ID": "<1@mfa.example>",
}


def mail(text: str = SAID, **headers: str | None) -> bytes:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    given = {**{name: value for name, value in HEAD.items() if name not in named}, **named}
    head = "".join(f"{name}: {value}\n" for name, value in given.items() if value is not None)
    return f"{head}\n{text}\n".encode()


def parted(kind: str, *parts: bytes, mark: str = "XX", **headers: str | None) -> bytes:
    inner = b"".join(b"--" + mark.encode() + b"\n" + part + b"\n" for part in parts)
    head = mail("", MIME_Version="1.0", Content_Type=f'multipart/{kind}; boundary="{mark}"', **headers)
    return head + inner + b"--" + mark.encode() + b"--\n"


def part(text: str | bytes, kind: str = "text/plain; charset=utf-8", **headers: str) -> bytes:
    more = "".join(f"{name.replace('_', '-')}: {value}\n" for name, value in headers.items())
    return f"Content-Type: {kind}\n{more}\n".encode() + (text if isinstance(text, bytes) else text.encode())


def attached(data: bytes, name: str, kind: str = "application/octet-stream") -> bytes:
    return part(
        base64.encodebytes(data),
        kind,
        Content_Disposition=f'attachment; filename="{name}"',
        Content_Transfer_Encoding="base64",
    )


def read(data: bytes, limits: Limits = LIMITS) -> Parsed:
    return read_mail(data, limits=limits)


# --- text and headers --------------------------------------------------------------------------------------


def test_a_mail_is_an_article_with_the_fields_of_its_headers():
    found = read(mail(Archived_At="<https://post.example/1>"))
    assert (found.text, found.title, found.published) == (SAID, "Joint statement", HEAD["Date"])
    assert (found.source_id, found.url, found.byline) == ("1@mfa.example", "https://post.example/1", "Press Office")


@pytest.mark.parametrize(
    ("headers", "publisher"),
    [
        ({"List-Id": '"Press releases of the Ministry" <press.mfa.example>'}, "Press releases of the Ministry"),
        ({"Organization": "Ministry of Foreign Affairs"}, "Ministry of Foreign Affairs"),
        ({}, "Press Office"),  # an office's box
        ({"From": "Jane Roe <jane@post.example>"}, "post.example"),
        ({"From": "Jane Roe <jane.roe@gmail.com>"}, None),
        ({"From": "jane"}, None),
        ({"From": None}, None),
    ],
)
def test_the_publisher_is_the_list_the_organisation_the_office_or_the_domain(headers, publisher):
    assert read(mail(**{name.replace("-", "_"): value for name, value in headers.items()})).publisher == publisher


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("Re: Fwd: Joint statement", "Joint statement"),
        ("AW: WG: Joint statement", "Joint statement"),
        ("=?utf-8?q?Communiqu=C3=A9?= =?utf-8?q?_final?=", "Communiqué final"),
        ("=?iso-8859-1?b?Q29tbXVuaXF16Q==?=", "Communiqué"),
        ("=?utf-8?b?broken", "=?utf-8?b?broken"),
        ("=?no-such?q?a=E9?=", "aé"),
        ("Reforms: what next", "Reforms: what next"),
        ("Joint\n  statement", "Joint statement"),
        ("", None),
    ],
)
def test_subjects_are_read(subject, title):
    assert read(mail(Subject=subject)).title == title


def test_of_two_forms_the_plain_one_is_read_unless_it_is_a_stub():
    marked = part(f"<p>{SAID}</p>" * 4, "text/html; charset=utf-8")
    assert read(parted("alternative", part(SAID * 4), marked)).media == "text"
    stub = read(parted("alternative", part("View this mail in a browser."), marked))
    assert (stub.media, stub.text.count("<p>")) == ("html", 4)
    related = parted("related", marked, mark="YY")
    assert read(parted("alternative", part("View this mail in a browser."), related)).media == "html"


def test_flowed_lines_are_joined_and_signatures_left_out():
    text = "The foreign ministers of Peru \nand Chile met in Lima.\n\nThey agreed. \n\n-- \nPress office"
    flowed = read(mail(text, Content_Type="text/plain; format=flowed"))
    assert flowed.text == "The foreign ministers of Peru and Chile met in Lima.\n\nThey agreed. "[:-1]
    assert "Press office" not in read(mail(text)).text


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", "iso-8859-1"),
        ("cp1252", "utf-8"),
        ("cp1252", "no-such-charset"),
        ("utf-8", "us-ascii"),
        ("utf-16", "utf-16"),
    ],
)
def test_case_06_a_wrong_charset_does_no_harm(encoding, declared):
    text = "Der Außenminister traf in Zürich den Präsidenten; die Gespräche würden fortgeführt. " * 4
    encoded = base64.encodebytes(text.encode(encoding))
    given = mail("", Content_Type=f"text/plain; charset={declared}", Content_Transfer_Encoding="base64") + encoded
    assert read(given).text == text.strip()


# --- what a mail carries -----------------------------------------------------------------------------------


def documents(path) -> list[RawDocument | Failure]:
    return list(open_sources([str(path)], limits=LIMITS))


def test_attached_documents_and_forwarded_mails_are_documents_of_their_own(tmp_path):
    inner = mail("Chile accused Peru of delay on Monday.", Subject="Notes", From="Jane Roe <jane@post.example>")
    whole = parted(
        "mixed", part(SAID), part(inner, "message/rfc822"), attached(pdf([lines([SAID])]), "../../a.pdf"),
        attached(word(SAID), "b.docx"), attached(b"\x89PNG", "logo.png", "image/png"), attached(b"x", "a.ics"),
    )  # fmt: skip
    (tmp_path / "a.eml").write_bytes(whole)
    found = documents(tmp_path)
    assert [item.source.removeprefix(f"{tmp_path}/") for item in found] == ["a.eml", "a.eml#1", "a.eml#2", "a.eml#3"]
    assert [item.extra["format"] for item in found if isinstance(item, RawDocument)] == ["mail", "mail", "pdf", "docx"]
    letter, forwarded, printed, _ = found
    assert isinstance(letter, RawDocument)
    assert letter.content == SAID
    assert isinstance(forwarded, RawDocument)
    assert (forwarded.title, forwarded.publisher) == ("Notes", "post.example")
    assert isinstance(printed, RawDocument)
    assert (printed.publisher, printed.published) == ("Press Office", None)
    assert printed.extra == {
        "format": "pdf", "pages": 1, "file_made": HEAD["Date"], "attached_to": "1@mfa.example", "file": "a.pdf"
    }  # fmt: skip


def test_a_mail_forwarded_within_the_text_is_a_document_of_its_own(tmp_path):
    text = (
        "For you.\n\n---------- Forwarded message ---------\nFrom: News Desk <news@agency.example>\n"
        f"Date: Sun, 19 Nov 2017\nSubject: Talks planned\n\n{SAID}"
    )
    (tmp_path / "a.eml").write_bytes(mail(text))
    (found,) = documents(tmp_path)  # the cover says nothing
    assert isinstance(found, RawDocument)
    assert (found.title, found.published, found.content) == ("Talks planned", "Sun, 19 Nov 2017", SAID)
    (tmp_path / "a.eml").write_bytes(mail(f"{SAID}\n{text}"))
    assert len(documents(tmp_path)) == 2


def test_a_broken_attachment_is_a_failure_and_the_mail_is_read(tmp_path):
    (tmp_path / "a.eml").write_bytes(parted("mixed", part(SAID), attached(b"%PDF-1.4 broken", "a.pdf")))
    letter, broken = documents(tmp_path)
    assert isinstance(letter, RawDocument)
    assert isinstance(broken, Failure)
    assert broken.source.endswith("a.eml#1")


# --- mailboxes ---------------------------------------------------------------------------------------------

BEGIN = b"From jane@post.example Tue Nov 21 12:30:00 2017\n"


def test_a_mailbox_is_its_mails_in_order(tmp_path):
    second = mail(">From Lima the ministers went on to Cuzco, where they met again.")
    (tmp_path / "box").write_bytes(BEGIN + mail() + b"\n" + BEGIN + second + b"\n" + BEGIN + b"\n")
    first, other, empty = documents(tmp_path)
    assert isinstance(first, RawDocument)
    assert (first.source.endswith("box#1"), first.content) == (True, SAID)
    assert isinstance(other, RawDocument)
    assert other.content.startswith("From Lima the ministers")
    assert isinstance(empty, Failure)
    assert "a mail without text" in empty.reason


def test_a_mail_over_the_limit_costs_only_itself():
    parts = (BEGIN + b"\n" + b"a\n" * 500 + b"\n" + BEGIN + mail()).split(b"\n")
    assert [one is None for one in split_mailbox(parts, max_bytes=800)] == [True, False]
    assert [one is None for one in split_mailbox([BEGIN, None, b"", BEGIN, b"a"], max_bytes=800)] == [True, False]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (mail(), True),
        (b"Received: a\nReturn-Path: <x>\nTo: b\n\nText.", True),
        (b"From: jane@post.example\nTo: b\nSubject: c\n\nText.", True),
        (b"FROM: Ministry of Trade\nTO: All editors\nSUBJECT: Talks\nDATE: 21 November\n\nText.", False),  # a release
        (b"Subject: talks\n\nText.", False),
        (b"Lima: the talks\nDate: Tuesday\n", False),
        (b"<html>", False),
        (b"", False),
    ],
)
def test_a_mail_is_told_from_a_text(head, expected):
    assert is_mail(head) is expected


@pytest.mark.parametrize(
    "head", [b"From Lima the ministers went on 21 Nov 2017\nDate: x\n", b"From: a@b\n", b"", BEGIN]
)
def test_a_mailbox_is_told_from_a_text(head):
    assert not is_mailbox(head)
    assert is_mailbox(BEGIN + mail())


# --- mails made to harm ------------------------------------------------------------------------------------


def nested(depth: int) -> bytes:
    inner = part(SAID)
    for number in range(depth):
        mark = f"B{number}"
        inner = (
            f"Content-Type: multipart/mixed; boundary={mark}\n\n--{mark}\n".encode() + inner + f"\n--{mark}--".encode()
        )
    return mail("", MIME_Version="1.0")[:-2] + inner


def mails_within(depth: int) -> bytes:
    return mail("", MIME_Version="1.0", Content_Type="message/rfc822")[:-1] * depth + mail()


@pytest.mark.parametrize("data", [nested(30), nested(400), nested(5000), mails_within(2000)])
def test_nesting_without_end_is_refused_in_time(tmp_path, data):
    (tmp_path / "a.eml").write_bytes(data)
    (tmp_path / "b.eml").write_bytes(mail())
    began = time.monotonic()
    *found, last = open_sources([str(tmp_path)], limits=Limits(document_timeout_s=10.0))
    assert time.monotonic() - began < 30
    assert found
    assert all(isinstance(item, Failure) and item.error == "RefusedInput" for item in found)
    assert isinstance(last, RawDocument)


def test_mails_within_mails_are_read_as_deep_as_allowed(tmp_path):
    (tmp_path / "a.eml").write_bytes(mails_within(3))
    (found,) = documents(tmp_path)
    assert isinstance(found, RawDocument)
    assert (found.source.endswith("a.eml#1.1.1"), found.content) == (True, SAID)


@pytest.mark.parametrize(
    "data",
    [
        parted("mixed", *[part("a")] * 600), mail(SAID, Subject="=?utf-8?q?" + "a=20" * 300_000 + "?="),
        mail(SAID, From='"' * 200_000 + "<a@b.c>"), mail(SAID, From="<" * 100_000), mail(SAID, Date="(" * 100_000),
        mail(SAID, Content_Type="text/plain; charset*0*=" + "%" * 100_000),
        mail(SAID, Content_Type="multipart/mixed"), mail(SAID, Content_Transfer_Encoding="base64"),
        mail(SAID, Content_Type='multipart/mixed; boundary=""'), mail("", Subject=None), b"Received: a\n\n\n",
        mail("\0" * 1000), mail(SAID, List_Id="<" * 50_000),
        mail(SAID, Content_Disposition="attachment; filename=" + "a" * 99_999),
    ],
)  # fmt: skip
def test_mails_made_to_harm_are_read_or_told_in_time(data):
    began = time.monotonic()
    with contextlib.suppress(InputError):
        assert len(read(data).text) <= len(data)
    assert time.monotonic() - began < 5


def test_a_mail_of_too_many_parts_is_refused():
    with pytest.raises(RefusedInput, match="too many parts: part 4 at depth 1; at most 3, 20 deep"):
        read(parted("mixed", *[part("a")] * 6), Limits(max_mail_parts=3))


def test_a_mail_without_words_is_told_as_such():
    with pytest.raises(UnreadableInput, match="a mail without text"):
        read(mail(" "))
