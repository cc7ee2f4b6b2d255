"""Storing and taking out: what goes in comes out, and nothing goes in that does not quote its article."""

import os
import sqlite3
from datetime import date

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import CitationError, RecordError, RecordNotWritable, UnreadableInput, UsageError
from dragoman.exports.jsonl import jsonl_lines
from dragoman.records import CodedArticle, Failure, RawDocument
from dragoman.store.open import open_store
from dragoman.store.read import article_ids, coded_article, coded_articles, count, failures, runs, sources_of
from dragoman.store.write import (
    document_sha256,
    forget_failures,
    is_known,
    storable_name,
    write_article,
    write_failures,
)
from tests.sample_record import LATER_RUN, RUN, make_article, make_event, plain, raw, span, talks


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "record.db", mode="write") as opened:
        yield opened


def test_what_goes_in_comes_out(store):
    coded = talks()
    assert write_article(store, coded, run=RUN) == "new"
    assert coded_article(store, coded.article.id) == coded
    assert runs(store) == [RUN]


def test_writing_again_changes_nothing(store):
    coded = talks()
    write_article(store, coded, run=RUN)
    before = list(store.connection.iterdump())
    assert write_article(store, coded, run=RUN) == "unchanged"
    assert list(store.connection.iterdump()) == before


def test_another_coding_replaces_the_lines_and_keeps_the_sources(store):
    coded = talks()
    write_article(store, coded, run=RUN)
    fewer = msgspec.structs.replace(coded, events=coded.events[:1], statements=(), findings=())
    assert write_article(store, fewer, run=RUN) == "updated"
    assert coded_article(store, coded.article.id) == fewer
    assert count(store, "events") == 1
    assert count(store, "statements") == 0
    orphans = store.first("SELECT count(*) AS number FROM participants WHERE event IS NULL")
    assert orphans["number"] == 0


def test_a_later_run_replaces_an_earlier_one(store):
    write_article(store, plain("One text"), run=RUN)
    assert write_article(store, plain("One text", run=LATER_RUN), run=LATER_RUN) == "updated"
    assert next(coded_articles(store)).run == LATER_RUN.id
    assert {run.id for run in runs(store)} == {RUN.id, LATER_RUN.id}


@pytest.mark.parametrize(
    "order", [("a.txt", "b.txt", "c.txt"), ("c.txt", "b.txt", "a.txt"), ("b.txt", "c.txt", "a.txt")]
)
def test_of_several_sources_all_are_kept_and_the_smallest_is_shown(store, order):
    for source in order:
        write_article(store, plain("One text", source=source, url=f"https://example.org/{source}"), run=RUN)
    (coded,) = coded_articles(store)
    assert coded.article.source == "a.txt"
    assert coded.article.url == "https://example.org/a.txt"
    assert sources_of(store, coded.article.id) == ("a.txt", "b.txt", "c.txt")


def test_articles_come_out_by_date_and_id_whatever_the_order(store):
    texts = {"first": date(2001, 1, 1), "second": date(2002, 1, 1), "undated": None, "third": date(2003, 1, 1)}
    for text in ("undated", "third", "first", "second"):
        write_article(store, plain(text, source=f"{text}.txt", published=texts[text]), run=RUN)
    assert [coded.article.text for coded in coded_articles(store)] == ["first", "second", "third", "undated"]


def shifted(coded: CodedArticle, by: int) -> CodedArticle:
    event = coded.events[0]
    return msgspec.structs.replace(
        coded, events=(msgspec.structs.replace(event, start=event.start + by, end=event.end + by),)
    )


@pytest.mark.parametrize("by", [-1, 1, 7, -1000, 100_000])
def test_a_span_that_does_not_quote_is_refused(store, by):
    with pytest.raises(CitationError, match="does not quote its article"):
        write_article(store, shifted(talks(), by), run=RUN)
    assert article_ids(store) == []


@pytest.mark.parametrize("table", ["events", "statements"])
def test_the_file_itself_refuses_what_does_not_quote(store, table):
    coded = talks()
    write_article(store, coded, run=RUN)
    columns = [row["name"] for row in store.query(f"SELECT name FROM pragma_table_info('{table}')")]
    columns = [name for name in columns if name != "number"]
    copied = ", ".join(
        {"id": "'other'", "start": "start + 1", "end": '"end" + 1'}.get(name, f'"{name}"') for name in columns
    )
    names = ", ".join(f'"{name}"' for name in columns)
    with pytest.raises(sqlite3.IntegrityError, match="does not quote"):
        store.connection.execute(f"INSERT INTO {table} ({names}) SELECT {copied} FROM {table}")
    with pytest.raises(sqlite3.IntegrityError, match="written once"):
        store.connection.execute(f"UPDATE {table} SET start = start + 1")


@pytest.mark.parametrize("column", ["article", "run", "start", "end", "text", "type", "trigger"])
def test_no_event_without_article_span_words_and_run(store, column):
    write_article(store, talks(), run=RUN)
    with pytest.raises(sqlite3.IntegrityError):
        store.connection.execute(f'UPDATE events SET "{column}" = NULL')


def test_an_event_of_an_unknown_article_is_refused(store):
    write_article(store, talks(), run=RUN)
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        store.connection.execute("UPDATE articles SET run = 'run-unknown'")


def test_lines_of_another_run_are_refused(store):
    with pytest.raises(UsageError, match="names another run"):
        write_article(store, talks(), run=LATER_RUN)


def test_two_events_of_one_id_are_refused_and_nothing_is_written(store):
    coded = talks()
    doubled = msgspec.structs.replace(coded, events=(coded.events[0], coded.events[0]))
    with pytest.raises(RecordError, match="UNIQUE"):
        write_article(store, doubled, run=RUN)
    assert count(store, "articles") == 0


@pytest.mark.parametrize("text", ["half \ud83d of a pair", "\udcff"])
def test_half_a_surrogate_pair_in_a_text_is_refused(store, text):
    with pytest.raises(UnreadableInput, match=r"half of a surrogate pair.*U\+FFFD"):
        write_article(store, plain(text), run=RUN)
    assert count(store, "articles") == 0


def test_half_a_surrogate_pair_in_a_field_is_refused(store):
    with pytest.raises(UnreadableInput, match="a field"):
        write_article(store, plain("Good text", byline="\ud800"), run=RUN)


def test_a_file_name_that_is_no_text_is_escaped(store):
    name = os.fsdecode(b"reports/\xff.txt")
    write_article(store, plain("Good text", source=name), run=RUN)
    write_failures(store, [Failure(source=name, stage="source", reason=f"bad {name}", error="UnreadableInput")])
    assert next(coded_articles(store)).article.source == storable_name(name) == "reports/\\udcff.txt"
    assert is_known(store, raw("x", source=name), run=RUN.id) is False
    assert failures(store)[0].reason == "bad reports/\\udcff.txt"


def test_a_text_with_a_nul_is_stored_as_it_is(store):
    article = make_article("Title\x00more\n\nThey met in Oslo.")
    event = make_event(article, "They met in Oslo", "met")
    write_article(store, CodedArticle(article=article, events=(event,), run=RUN.id), run=RUN)
    assert coded_article(store, article.id).article.text == article.text


@settings(max_examples=60, deadline=None)
@given(text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60), data=st.data())
def test_any_text_and_any_true_span_come_back(tmp_path_factory, text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    article = make_article(text, body_start=0)
    event = make_event(article, text[start:end], text[start:end])
    event = msgspec.structs.replace(
        event, start=start, end=end, trigger=article.span(start, end), text=text[start:end], place=None
    )
    coded = CodedArticle(article=article, events=(event,), run=RUN.id)
    path = tmp_path_factory.mktemp("any") / "record.db"
    with open_store(path, mode="write") as opened:
        write_article(opened, coded, run=RUN)
        assert coded_article(opened, article.id) == coded


def test_a_document_read_by_this_run_is_known(store):
    document = raw()
    write_article(store, talks(), run=RUN, document=document_sha256(document))
    assert is_known(store, document, run=RUN.id)
    assert not is_known(store, document, run=LATER_RUN.id)
    assert not is_known(store, raw(document.content + "!"), run=RUN.id)
    assert not is_known(store, raw(document.content, source="elsewhere.txt"), run=RUN.id)


@pytest.mark.parametrize(
    "field", [name for name in RawDocument.__struct_fields__ if name not in {"has_fields", "extra"}]
)
def test_every_field_of_a_document_tells_it_apart(field):
    changed = msgspec.structs.replace(raw(), **{field: "other"})
    assert document_sha256(changed) != document_sha256(raw())


def test_failures_are_kept_once_and_forgotten_when_the_source_can_be_read(store):
    failure = Failure(source="bad.txt", stage="source", reason="empty", error="UnreadableInput")
    other = msgspec.structs.replace(failure, source="other.txt")
    write_failures(store, [failure, other, failure])
    assert failures(store) == [failure, other]
    forget_failures(store, "bad.txt")
    assert failures(store) == [other]


def test_a_record_opened_for_reading_is_not_written(store):
    write_article(store, talks(), run=RUN)
    with open_store(store.path) as reader, pytest.raises(RecordNotWritable, match="opened for reading"):
        write_article(reader, talks(), run=RUN)


def test_a_reader_sees_whole_articles_beside_a_writer(store):
    write_article(store, plain("One"), run=RUN)
    with open_store(store.path) as reader:
        with store.transaction() as connection:
            connection.execute("UPDATE articles SET title = 'changed'")
            assert next(coded_articles(reader)).article.title == "One"
        assert next(coded_articles(reader)).article.title == "changed"


def test_what_breaks_off_leaves_nothing(store):
    class Stop(BaseException):
        pass

    def write():
        with store.transaction() as connection:
            connection.execute("UPDATE copy_search SET written = 99")
            raise Stop

    with pytest.raises(Stop):
        write()
    assert store.first("SELECT written FROM copy_search")["written"] == 0


def test_the_export_is_the_same_after_writing_in_another_order(tmp_path):
    items = [talks(), *(plain(f"Text {n}", source=f"{n}.txt") for n in range(6)), plain("Text 1", source="0.txt")]
    exports = []
    for name, order in (("one", items), ("two", items[::-1]), ("three", [*items, *items[::2]])):
        with open_store(tmp_path / name, mode="write") as store:
            for item in order:
                write_article(store, item, run=RUN)
            exports.append(b"".join(jsonl_lines(coded_articles(store), with_text=True)))
    assert exports[0] == exports[1] == exports[2]
    assert exports[0].count(b"\n") == 7


def test_sample_quotes_itself():
    assert span(talks().article.text, "met").text == "met"
