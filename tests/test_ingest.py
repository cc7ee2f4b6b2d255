"""Reading into a record: every document is accounted for, in any order, stopped anywhere, begun again."""

import random
from types import SimpleNamespace

import msgspec
import pytest

from dragoman import ingest
from dragoman.config import parse_settings
from dragoman.errors import RecordNotWritable
from dragoman.exports.jsonl import jsonl_lines
from dragoman.ingest import ReadReport, code_document, code_documents, read_documents
from dragoman.records import CodedArticle, Failure
from dragoman.store.open import open_store
from dragoman.store.read import coded_articles, count, failures
from tests.sample_record import LATER_RUN, RUN, TALKS, code, raw

LOST = Failure(source="lost.html", stage="source", reason="cannot be opened", error="UnreadableInput")
DOCUMENTS = [
    raw(),
    raw("Crash\n\nThis will crash the coder.", source="crash.txt"),
    raw("Bad\n\nThis is unreadable.", source="bad.txt"),
    raw("Quiet\n\nNothing happened.", source="quiet.txt"),
    LOST,
]


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "record.db", mode="write") as opened:
        yield opened


def read(store, documents, **options) -> ReadReport:
    return read_documents(documents, store=store, run=RUN, **{"code": code, **options})


def test_every_document_is_accounted_for(store):
    report = read(store, DOCUMENTS)
    assert (report.read, report.updated, report.unchanged, report.failed) == (2, 0, 0, 3)
    stages = {failure.source: (failure.stage, failure.error) for failure in failures(store)}
    assert stages == {
        "crash.txt": ("code", "ZeroDivisionError"),
        "bad.txt": ("article", "UnreadableInput"),
        "lost.html": ("source", "UnreadableInput"),
    }
    assert {failure.reason for failure in report.failures} == {
        "ZeroDivisionError: division by zero",
        "no text: bad.txt. Give text",
        "cannot be opened",
    }


def test_reading_again_codes_nothing_twice(store):
    read(store, DOCUMENTS)
    before = list(store.connection.iterdump())
    coded = []

    def counting(document):
        coded.append(document.source)
        return code(document)

    report = read(store, DOCUMENTS, code=counting)
    assert (report.read, report.updated, report.unchanged, report.failed) == (0, 0, 2, 3)
    assert coded == ["crash.txt", "bad.txt"]
    assert list(store.connection.iterdump()) == before


def test_a_later_run_codes_everything_again(store):
    def later(document):
        return msgspec.structs.replace(code(document), run=LATER_RUN.id, events=())

    read(store, DOCUMENTS)
    report = read_documents(DOCUMENTS, store=store, run=LATER_RUN, code=later)
    assert (report.read, report.updated, report.unchanged) == (0, 2, 0)
    assert {coded.run for coded in coded_articles(store)} == {LATER_RUN.id}


def test_a_source_that_can_be_read_again_is_no_failure(store):
    read(store, [DOCUMENTS[2], LOST])
    report = read(store, [raw("Good now", source="bad.txt"), raw("Found", source="lost.html")])
    assert report.failed == 0
    assert failures(store) == []


@pytest.mark.parametrize("order", [1, -1])
def test_a_source_that_gives_an_article_and_a_failure_keeps_both(store, order):
    documents = [raw(source="torn.warc#1"), msgspec.structs.replace(LOST, source="torn.warc#1")][::order]
    for _ in range(2):
        read(store, documents)
        assert count(store, "articles") == count(store, "failures") == 1


def test_parts_that_failed_within_an_article_are_reported(store):
    def partly(document):
        part = Failure(source=document.source, stage="code", reason="a sentence was too long", error="RefusedInput")
        return msgspec.structs.replace(code(document), failures=(part,))

    report = read(store, [raw()], code=partly)
    assert (report.read, report.failed) == (1, 1)
    assert next(coded_articles(store)).failures == report.failures


def test_a_span_that_does_not_quote_is_a_failure_of_its_article(store):
    def careless(document):
        coded = code(document)
        if not coded.events:
            return coded
        event = coded.events[0]
        return msgspec.structs.replace(coded, events=(msgspec.structs.replace(event, start=event.start - 1),))

    report = read(store, DOCUMENTS[::3], code=careless)
    assert (report.read, report.failed) == (1, 1)
    (failure,) = failures(store)
    assert (failure.stage, failure.error) == ("store", "CitationError")


def test_a_record_that_cannot_be_written_stops_the_reading(store):
    read(store, DOCUMENTS[:1])
    with open_store(store.path) as reader, pytest.raises(RecordNotWritable):
        read(reader, DOCUMENTS)


@pytest.mark.parametrize("after", [0, 1, 2])
def test_ctrl_c_leaves_whole_articles_and_reading_goes_on(store, after):
    texts = [raw(f"Text {number}\n\nThey met today.", source=f"{number}.txt") for number in range(3)]

    def stopped(document):
        if document.source == f"{after}.txt":
            raise KeyboardInterrupt
        return code(document)

    with pytest.raises(KeyboardInterrupt):
        read(store, texts, code=stopped)
    assert count(store, "articles") == count(store, "events") == after
    assert store.first("SELECT written - done AS waiting FROM copy_search")["waiting"] == 0
    assert read(store, texts) == ReadReport(read=3 - after, unchanged=after)


def test_the_watcher_is_told_of_every_document(store):
    told = []
    read(store, DOCUMENTS, watch=lambda source, outcome: told.append((source, outcome)))
    assert [source for source, _ in told] == [document.source for document in DOCUMENTS]
    assert [outcome for _, outcome in told if isinstance(outcome, str)] == ["new", "new"]


@pytest.mark.parametrize("seed", range(4))
def test_any_order_gives_the_same_export(tmp_path, seed):
    documents = [raw(f"Text {n % 7}\n\nThey met on day {n % 7}.", source=f"{n:02}.txt", url=f"u{n}") for n in range(20)]
    documents += DOCUMENTS
    shuffled = random.Random(seed).sample(documents, len(documents))
    exports = []
    for name, order in (("sorted", documents), ("shuffled", shuffled)):
        with open_store(tmp_path / name, mode="write") as store:
            read(store, order)
            exports.append((list(jsonl_lines(coded_articles(store), with_text=True)), failures(store)))
    assert exports[0] == exports[1]


def test_coding_without_a_record():
    results = list(code_documents(DOCUMENTS, code=code))
    assert [type(result) for result in results] == [CodedArticle, Failure, Failure, CodedArticle, Failure]
    assert code_document(raw(), code=code).article.text == TALKS


@pytest.mark.parametrize(("alone", "threads"), [(True, 3), (False, 1)])
def test_one_of_several_workers_reads_on_one_thread(monkeypatch, alone, threads):
    asked = []

    def loaded(*given):
        asked.append(given[-1])
        return SimpleNamespace(run=RUN)

    monkeypatch.setattr(ingest, "_loaded", loaded)
    with ingest.ready(parse_settings("[reader]\nthreads = 3\n"), alone=alone):
        assert asked == [threads]
