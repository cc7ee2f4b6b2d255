"""What a record answers: filters as they are given, articles by name, counts, words of a search, exports and ids."""

import json
from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.citations import check_citations, quoted_spans, sides_of
from dragoman.errors import CitationError, UnknownName, UsageError
from dragoman.exports.contract import coded_fields, date_fields
from dragoman.exports.csv import EVENT_COLUMNS, STATEMENT_COLUMNS, cell, csv_lines
from dragoman.exports.jsonl import jsonl_lines
from dragoman.partial_date import PartialDate
from dragoman.records import Failure, Run, content_id, event_id, statement_id
from dragoman.store.listing import (
    EventFilter,
    StatementFilter,
    choices,
    given_date,
    list_events,
    list_statements,
    make_filter,
    parties,
    require_interval,
)
from dragoman.store.open import open_store
from dragoman.store.read import article_ids, coded_article, count, failures, find_article, findings, runs, sources_of
from dragoman.store.search import match_expression, search
from dragoman.store.write import forget_failures, write_article, write_failures
from tests.sample_record import LATER_RUN, RUN, plain, span, talks

TALKS = talks()
DAYS = st.dates(min_value=date(1, 1, 2), max_value=date(9998, 12, 30))


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with open_store(tmp_path_factory.mktemp("answers") / "record.db", mode="write") as opened:
        write_article(opened, TALKS, run=RUN)
        write_article(opened, plain("River talks\n\nThe talks stopped.", source="a_b/river.txt"), run=RUN)
        yield opened


# --- filters -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [EventFilter, StatementFilter])
def test_a_filter_that_asks_for_nothing_lists_everything(store, kind):
    listed = {EventFilter: list_events, StatementFilter: list_statements}[kind]
    assert list(listed(store, kind())) == list(listed(store)) == list(listed(store, make_filter(kind, {})))


@pytest.mark.parametrize(
    ("kind", "field"),
    [(EventFilter, "status"), (EventFilter, "basis"), (StatementFilter, "stance"),
     (StatementFilter, "act")],
)  # fmt: skip
def test_every_choice_is_understood_in_any_case(kind, field):
    values = choices(kind, field)
    assert values
    for value in values:
        for form in (value.lower(), value.upper(), value.title()):
            assert getattr(make_filter(kind, {field: form}), field) == value


@pytest.mark.parametrize("field", ["party", "place", "text", "article", "since"])
def test_fields_that_take_any_text_have_no_choices(field):
    assert choices(EventFilter, field) == ()


@pytest.mark.parametrize(("kind", "other"), [(EventFilter, "stance"), (StatementFilter, "place"), (EventFilter, "")])
def test_a_field_of_another_filter_is_refused(kind, other):
    with pytest.raises(UsageError) as refused:
        make_filter(kind, {other: "x", "party": "NOR"})
    assert (refused.value.what, refused.value.values) == ("no such filter", other)
    assert "party" in refused.value.remedy


@given(DAYS)
def test_dates_as_text_day_or_partial_date(day):
    expected = PartialDate.day(day)
    assert given_date(day) == given_date(day.isoformat()) == given_date(expected) == expected


def test_no_date_given():
    assert given_date(None) is None


@given(DAYS, DAYS)
def test_a_stretch_of_time_ends_no_earlier_than_it_starts(one, other):
    first, last = sorted((one, other))
    require_interval(PartialDate.day(first), PartialDate.day(last))
    if first < last:
        with pytest.raises(UsageError, match="ends before it starts"):
            require_interval(PartialDate.day(last), PartialDate.day(first))


@pytest.mark.parametrize(
    ("since", "until"), [(None, "2019"), ("2019", None), (None, None), ("2019-04", "2019"), ("2019", "2019-04")]
)
def test_open_and_overlapping_stretches_are_allowed(since, until):
    require_interval(given_date(since), given_date(until))


def test_lines_come_by_date(store):
    days = [item.when.earliest for item in list_events(store)]
    assert days == sorted(days)


def test_lines_of_one_article(store):
    assert len(list(list_events(store, EventFilter(article=TALKS.article.id)))) == 2
    assert list(list_events(store, EventFilter(article="article-0"))) == []


@pytest.mark.parametrize("words", ["%", "_", "c%e", "'", '"', "\\"])
def test_signs_of_the_query_language_are_only_signs(store, words):
    assert all(words in item.text for item in list_events(store, EventFilter(text=words)))


def test_parties_are_codes_once_each_and_sorted(store):
    assert parties(store) == ("CHL", "NOR")


# --- articles by name, counts, failures ----------------------------------------------------------------------


@pytest.mark.parametrize("name", ["a_b/river.txt", "river.txt"])
def test_an_article_by_the_end_of_its_sources_path(store, name):
    assert sources_of(store, find_article(store, name)) == ("a_b/river.txt",)


@pytest.mark.parametrize("name", ["iver.txt", "%", "article-%", "_", "aXb/river.txt", "", "RIVER", "article-zz"])
def test_no_article_is_called_so(store, name):
    with pytest.raises(UnknownName) as refused:
        find_article(store, name)
    assert refused.value.what == "the record has no such article"
    assert refused.value.remedy


@pytest.mark.parametrize(
    ("table", "number"),
    [("articles", 2), ("events", 2), ("statements", 1), ("figures", 1), ("findings", 1), ("runs", 1)],
)
def test_counts(store, table, number):
    assert count(store, table) == number


@pytest.mark.parametrize("table", ["sqlite_master", "events; DROP TABLE events", "", "Events"])
def test_only_what_is_known_is_counted(store, table):
    with pytest.raises(UnknownName) as refused:
        count(store, table)
    assert refused.value.values == repr(table)


def test_an_article_comes_back_whole_and_by_its_id(store):
    assert set(article_ids(store)) == {TALKS.article.id, find_article(store, "river.txt")}
    assert coded_article(store, TALKS.article.id).events == TALKS.events
    assert [(article, item.kind) for article, item in findings(store)] == [(TALKS.article.id, "date-conflict")]


def test_only_the_runs_that_coded_something_and_each_once(tmp_path):
    with open_store(tmp_path / "runs.db", mode="write") as opened:
        for run in (RUN, RUN, LATER_RUN):
            write_article(opened, plain("River talks\n\nThey stopped.", source=f"{run.code}.txt", run=run), run=run)
        assert {run.id for run in runs(opened)} >= {LATER_RUN.id}
        assert len(runs(opened)) == len({run.id for run in runs(opened)})


def test_failures_are_forgotten_by_their_source_alone(tmp_path):
    kept, gone = (Failure(source=name, stage="extract", reason="r", error="E") for name in ("kept.html", "gone.html"))
    with open_store(tmp_path / "failures.db", mode="write") as opened:
        write_failures(opened, [gone, kept, gone])
        assert [item.source for item in failures(opened)] == ["gone.html", "kept.html"]
        forget_failures(opened, "gone.html")
        forget_failures(opened, "never.html")
        assert failures(opened) == [kept]


# --- search --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "expression"),
    [("river", '"river"'), ("river dam", '"river" AND "dam"'), ('"river dam"', '"river dam"'), ("riv*", '"riv"*'),
     ("river-dam", '"river dam"'), ("NOT river", '"NOT" AND "river"'), ("title:river", '"title river"'),
     ("(river)", '"river"')],
)  # fmt: skip
def test_what_a_reader_types_becomes_words_and_phrases(query, expression):
    assert match_expression(query) == expression


@pytest.mark.parametrize("query", ["", "  ", "*", '""', "--", "\0", "…"])
def test_a_query_without_a_word_is_refused(query):
    with pytest.raises(UsageError) as refused:
        match_expression(query)
    assert refused.value.what == "there is no word to look for"
    assert refused.value.values == repr(query)


def test_hits_are_best_first_and_say_of_which_article_they_are(store):
    hits = list(search(store, "talks"))
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert {hit.article for hit in hits} == set(article_ids(store))


# --- exports -------------------------------------------------------------------------------------------------


@given(DAYS)
def test_a_known_day_goes_out_as_itself(day):
    fields = date_fields(PartialDate.day(day))
    assert fields == {"date": day.isoformat(), "date_end": None, "date_precision": "day"}


def test_a_json_line_is_the_contract_and_ends_with_its_newline():
    for with_text in (False, True):
        (line,) = jsonl_lines([TALKS], with_text=with_text)
        assert line.endswith(b"\n")
        assert line.count(b"\n") == 1
        assert json.loads(line) == json.loads(msgspec.json.encode(coded_fields(TALKS, with_text=with_text)))


@pytest.mark.parametrize(("table", "columns"), [("events", EVENT_COLUMNS), ("statements", STATEMENT_COLUMNS)])
def test_the_header_of_a_csv_table(table, columns):
    header = next(csv_lines([TALKS], table=table))
    assert header == ",".join(columns) + "\r\n"
    assert len(set(columns)) == len(columns)


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), (0, "0"), (-1, "-1"), (-1.5, "-1.5"), (True, "True"), ("-1", "'-1"), ("@a", "'@a"), ("a=b", "a=b"),
     (["=a", "b"], "'=a; b"), ([], ""), (("a", ""), "a; "), (date(2014, 8, 7), "2014-08-07")],
)  # fmt: skip
def test_cells(value, text):
    assert cell(value) == text


# --- records -------------------------------------------------------------------------------------------------


def test_every_span_of_a_coded_article_is_looked_at():
    found = [words for _, _, _, words in quoted_spans(TALKS)]
    for words in (
        "met",
        "send",
        "told",
        "open fisheries talks",
        "Our waters need rules",
        "Some 40 trawlers",
        "Tuesday",
        "she",
    ):
        assert words in found


def _moved(coded, field, **change):
    first, *rest = getattr(coded, field)
    return msgspec.structs.replace(coded, **{field: (msgspec.structs.replace(first, **change), *rest)})


@pytest.mark.parametrize("field", ["events", "statements", "figures", "findings"])
@pytest.mark.parametrize("change", [{"text": "other words"}, {"start": -1}, {"end": 10_000}, {"start": 5, "end": 5}])
def test_a_line_that_does_not_quote_is_told_with_both_wordings(field, change):
    with pytest.raises(CitationError) as refused:
        check_citations(_moved(TALKS, field, **change))
    assert "does not quote its article" in refused.value.what
    assert "stored words" in refused.value.values
    assert refused.value.remedy == "Give offsets in code points of article.text, half-open"


def test_a_citation_beside_the_line_itself_is_checked_too():
    wrong = msgspec.structs.replace(span(TALKS.article.text, "Oslo".upper()), text="Lima")
    for field in ("events", "statements"):
        with pytest.raises(CitationError):
            check_citations(_moved(TALKS, field, citations=(wrong,)))


def test_who_takes_part():
    met, said = TALKS.events[0], TALKS.statements[0]
    assert [who.name for who in sides_of(met)] == ["Ine Berg", "Luis Rojas"]
    assert [who.name for who in sides_of(said)] == ["Ine Berg"]


@given(st.text(max_size=20), st.integers(0, 10**6), st.integers(0, 50))
def test_ids_name_their_kind_and_depend_on_every_part(article, start, number):
    assert event_id(article, start, number) != event_id(article, start, number + 1)
    assert event_id(article, start, number) != event_id(article, start + 1, number)
    assert statement_id(article, start, start + number) != statement_id(f"{article}x", start, start + number)
    assert event_id(article, start, number).startswith("event-")
    assert statement_id(article, start, number).startswith("statement-")


@given(st.lists(st.text(max_size=5), min_size=2, max_size=2, unique=True))
def test_parts_of_an_id_do_not_run_together(parts):
    one, other = parts
    assert content_id("x", one, other) != content_id("x", one + other)
    assert content_id("x", one, other) != content_id("x", other, one)


@pytest.mark.parametrize("field", ["code", "model", "tables", "settings"])
def test_a_run_is_another_when_any_of_its_means_is(field):
    other = msgspec.structs.replace(RUN, **{field: "other"})
    assert other.id != RUN.id
    assert Run(code=RUN.code, model=RUN.model, tables=RUN.tables, settings=RUN.settings).id == RUN.id
