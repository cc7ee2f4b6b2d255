"""Fetched pages as documents: whatever they are, one process takes them apart."""

import pytest

from dragoman.config import Limits
from dragoman.records import Failure, RawDocument
from dragoman.sources.fetching.fetch import Page, Validators
from dragoman.sources.fetching.pages import open_pages
from dragoman.sources.killable import KillableProcess


class Fetched:
    """A fetcher that has the pages already."""

    def __init__(self, **pages: bytes) -> None:
        self._pages = {f"https://news.example/{name}": body for name, body in pages.items()}

    def get(self, url: str) -> Page:
        return Page(url=url, body=self._pages[url], charset=None, validators=Validators())


@pytest.fixture
def launched(monkeypatch):
    found = []
    launch = KillableProcess._launch

    def counted(process):
        found.append(process)
        return launch(process)

    monkeypatch.setattr(KillableProcess, "_launch", counted)
    return found


MAIL = b"From: a@b.example\r\nSubject: Talks\r\nDate: Tue, 02 May 2023 10:00:00 +0000\r\n\r\nThey met.\r\n"


def test_documents_share_a_process_and_plain_pages_need_none(launched):
    fetcher = Fetched(a=MAIL, b=b"%PDF-1.7\nbroken", c=MAIL, d=b"<p>They met.</p>")
    found = list(open_pages([f"https://news.example/{name}" for name in "abcd"], fetcher=fetcher, limits=Limits()))
    assert [type(each) for each in found] == [RawDocument, Failure, RawDocument, RawDocument]
    assert len(launched) == 1
    assert launched[0].process_id is None  # it ended with the last page


def test_plain_pages_need_no_process(launched):
    list(open_pages(["https://news.example/a"], fetcher=Fetched(a=b"<p>They met.</p>"), limits=Limits()))
    assert not launched
