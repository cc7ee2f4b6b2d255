"""The Python interface."""

from contextlib import contextmanager
from datetime import date

import pytest

import dragoman
from dragoman.config import Limits
from dragoman.errors import DamagedRecord, UnknownName, UnreadableInput, UsageError
from dragoman.ingest import Chain, ReadReport
from dragoman.records import CodedArticle, Failure
from tests.sample_record import RUN, TALKS, code, raw, talks


@pytest.fixture(autouse=True)
def stand_in(monkeypatch):
    """A coder that needs no model."""

    @contextmanager
    def ready(settings=None, model=None, record=None):
        yield Chain(code=code, run=RUN, limits=Limits())

    monkeypatch.setattr("dragoman.ingest.ready", ready)


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "in"
    place.mkdir()
    (place / "talks.txt").write_text(TALKS)
    (place / "quiet.txt").write_text("Quiet\n\nNothing happened.\n")
    (place / "trouble.txt").write_text("Trouble\n\nThis will crash.\n")
    return place


def test_reading_and_asking(tmp_path, folder):
    with dragoman.open_record(tmp_path / "r.db") as record:
        report = record.read([folder])
        assert isinstance(report, ReadReport)
        assert (report.read, report.failed) == (2, 1)
        assert len(record) == 2
        assert {article.title for article in record.articles()} == {"Norway and Chile open fisheries talks", "Quiet"}
        assert [event.trigger.text for event in record.events(type="consult")] == ["met"]
        assert [event.type for event in record.events(until=date(1900, 1, 1))] == []
        assert list(record.statements()) == list(record.findings()) == []
        assert [failure.error for failure in record.failures()] == ["ZeroDivisionError"]
        assert [hit.kind for hit in record.search("fisheries")] == ["article"]
        assert record.article("talks.txt").article.text == TALKS
        assert len(list(record.coded_articles())) == 2
        assert record.runs() == [RUN]
        assert record.parties() == ()
        assert "2 articles" in repr(record)


def test_the_watcher(tmp_path, folder):
    told = []
    with dragoman.open_record(tmp_path / "r.db") as record:
        record.read([folder], watch=lambda source, outcome: told.append(outcome))
    assert len(told) == 3


def test_parties_by_name(tmp_path):
    from dragoman.store.open import open_store
    from dragoman.store.write import write_article

    with open_store(tmp_path / "r.db", mode="write") as store:
        write_article(store, talks(), run=RUN)
    with dragoman.open_record(tmp_path / "r.db", mode="read") as record:
        assert len(list(record.events(party="Norway"))) == 1
        assert len(list(record.events(pair=("chl", "Norway"), since="2019"))) == 1
        assert len(list(record.statements(party="nor"))) == 1
        line = record.timeline("Norway", "Chile", since=date(2019, 1, 1))
        assert (line.party, line.other, line.counted) == ("NOR", "CHL", 1)
        with pytest.raises(UnknownName, match="no such party"):
            record.events(party="Atlantis")
        with pytest.raises(UsageError, match="no such filter: colour"):
            record.events(colour="red")
        with pytest.raises(UsageError, match="open for reading"):
            record.read(["x"])


def test_no_record_to_read(tmp_path):
    with pytest.raises(UsageError, match="there is no record"):
        dragoman.open_record(tmp_path / "none.db", mode="read")
    (tmp_path / "notes").write_text("notes " * 1000)
    with pytest.raises(DamagedRecord):
        dragoman.open_record(tmp_path / "notes")


def test_code_text():
    coded = dragoman.code_text(TALKS, published=date(2019, 4, 10), publisher="The Northern Post")
    assert (
        coded.article
        == code(raw(TALKS, source="<text>", published="2019-04-10", publisher="The Northern Post")).article
    )
    assert [event.trigger.text for event in coded.events] == ["met"]
    assert dragoman.code_text("x", published="2019-04-10").article.published == date(2019, 4, 10)
    with pytest.raises(UnreadableInput):
        dragoman.code_text("unreadable")


def test_code_files(folder):
    results = list(dragoman.code_files([folder]))
    assert sorted(type(result).__name__ for result in results) == ["CodedArticle", "CodedArticle", "Failure"]
    assert all(isinstance(result, (CodedArticle, Failure)) for result in results)
