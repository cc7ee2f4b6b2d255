"""Listings, search and names of articles."""

import re
from datetime import date

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import UnknownName, UsageError
from dragoman.partial_date import PartialDate
from dragoman.records import CodedArticle, Participant, Place
from dragoman.store.listing import (
    EventFilter,
    StatementFilter,
    choices,
    list_events,
    list_statements,
    make_filter,
    parties,
)
from dragoman.store.open import open_store
from dragoman.store.read import coded_article, count, find_article
from dragoman.store.search import MARK_END, MARK_START, match_expression, search
from dragoman.store.write import write_article
from tests.sample_record import RUN, make_article, make_event, plain, talks

PERU = Participant(id="PER", name="Peru", kind="state", party="PER", country="PER")
BOLIVIA = Participant(id="BOL", name="Bolivia", kind="state", party="BOL", country="BOL")
UN = Participant(id="UN", name="United Nations", kind="organisation", party="UN")


def envoys() -> CodedArticle:
    article = make_article(
        "Envoys gather\n\nPeru and Bolivia consulted in Lima. Peru armed its border. Bolivia may protest.",
        source="reports/envoys.txt",
        published=date(2020, 2, 3),
    )
    consulted = make_event(
        article, "Peru and Bolivia consulted in Lima", "consulted", actors=(PERU, BOLIVIA),
        when=PartialDate.month(2020, 1), place=Place(name="Lima", country="PER"),
    )  # fmt: skip
    armed = make_event(article, "Peru armed its border", "armed", type="MOBILIZE", actors=(PERU,),
                       recipients=(BOLIVIA,), basis="alleged", counted_on=date(2020, 2, 3))  # fmt: skip
    protest = make_event(article, "Bolivia may protest", "protest", type="PROTEST", status="hypothetical",
                         actors=(BOLIVIA,), recipients=(UN,))  # fmt: skip
    return CodedArticle(article=article, events=(consulted, armed, protest), run=RUN.id)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with open_store(tmp_path_factory.mktemp("listing") / "record.db", mode="write") as opened:
        for coded in (talks(), envoys(), plain("Żółć i gęś w Łodzi", source="reports/polish.txt", language="pl")):
            write_article(opened, coded, run=RUN)
        yield opened


@pytest.mark.parametrize(
    ("wanted", "triggers"),
    [
        ({}, ["met", "send", "consulted", "armed", "protest"]),
        ({"party": "NOR"}, ["met"]),
        ({"party": "CHL"}, ["met", "send"]),
        ({"party": "nobody"}, []),
        ({"pair": ("NOR", "CHL")}, ["met"]),
        ({"pair": ("CHL", "NOR")}, ["met"]),
        ({"pair": ("PER", "BOL")}, ["consulted", "armed"]),
        ({"pair": ("BOL", "UN")}, ["protest"]),
        ({"pair": ("PER", "UN")}, []),
        ({"type": "MOBILIZE"}, ["armed"]),
        ({"status": "planned"}, ["send"]),
        ({"basis": "alleged"}, ["armed"]),
        ({"since": PartialDate.parse("2019-05")}, ["send", "consulted", "armed", "protest"]),
        ({"since": PartialDate.parse("2019-05-31")}, ["send", "consulted", "armed", "protest"]),
        ({"until": PartialDate.parse("2019-05-01")}, ["met", "send"]),
        ({"until": PartialDate.parse("2019-04")}, ["met"]),
        ({"since": PartialDate.parse("2020"), "until": PartialDate.parse("2020-02-02")}, ["consulted"]),
        ({"since": PartialDate.parse("2021")}, []),
        ({"place": "lima"}, ["consulted"]),
        ({"place": "NOR"}, ["met"]),
        ({"place": "nor"}, ["met"]),
        ({"text": "BORDER"}, ["armed"]),
        ({"text": "%"}, []),
        ({"party": "PER", "type": "CONSULT", "status": "occurred"}, ["consulted"]),
    ],
)  # fmt: skip
def test_events_by_filter(store, wanted, triggers):
    assert [event.trigger.text for event in list_events(store, EventFilter(**wanted))] == triggers


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, 1),
        ({"party": "NOR"}, 1),
        ({"party": "CHL"}, 0),
        ({"stance": "demands"}, 1),
        ({"stance": "affirms"}, 0),
        ({"act": "demand"}, 1),
        ({"speaker": "berg"}, 1),
        ({"speaker": "rojas"}, 0),
        ({"text": "waters"}, 1),
        ({"since": PartialDate.parse("2019-04-09"), "until": PartialDate.parse("2019-04-09")}, 1),
        ({"until": PartialDate.parse("2019-04-08")}, 0),
    ],
)
def test_statements_by_filter(store, wanted, found):
    assert len(list(list_statements(store, StatementFilter(**wanted)))) == found


def test_statements_between_a_pair(tmp_path):
    coded = talks()
    told = make_event(coded.article, "Our waters need rules", "need", type="REQUEST", ordinal=1,
                      recipients=(Participant(id="CHL", name="Chile", kind="state", party="CHL"),))  # fmt: skip
    with open_store(tmp_path / "r.db", mode="write") as store:
        write_article(store, msgspec.structs.replace(coded, events=(*coded.events, told)), run=RUN)
        for pair, found in ((("NOR", "CHL"), 1), (("CHL", "NOR"), 1), (("NOR", "PER"), 0)):
            assert len(list(list_statements(store, StatementFilter(pair=pair)))) == found


def test_copies_can_be_left_out(store):
    everything = len(list(list_events(store)))
    with store.transaction() as connection:
        connection.execute("UPDATE articles SET duplicate_of = 'x' WHERE source = 'reports/envoys.txt'")
    assert len(list(list_events(store, EventFilter(copies=False)))) == everything - 3
    with store.transaction() as connection:
        connection.execute("UPDATE articles SET duplicate_of = NULL")


def test_time_that_ends_before_it_starts(store):
    wanted = EventFilter(since=PartialDate.parse("2020"), until=PartialDate.parse("2019"))
    with pytest.raises(UsageError, match="ends before it starts"):
        list(list_events(store, wanted))


def test_choices():
    assert "alleged" in choices(EventFilter, "basis")
    assert choices(EventFilter, "party") == ()


def test_filters_as_people_give_them():
    given = make_filter(EventFilter, {"basis": "ALLEGED", "party": "anything", "since": "2017-11", "copies": False})
    assert given == EventFilter(basis="alleged", party="anything", since=PartialDate.month(2017, 11), copies=False)
    assert make_filter(StatementFilter, {"stance": None, "until": date(2017, 1, 2)}).until == PartialDate.parse(
        "2017-01-02"
    )


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"status": "maybe"}, "no such status: 'maybe'. Give one of occurred, background"),
        ({"colour": "red", "size": 3}, "no such filter: colour, size. There are party, pair, type"),
        ({"since": "soon"}, "not a date: 'soon'"),
        ({"until": "2017-13"}, "no calendar has this date"),
    ],
)
def test_filters_that_cannot_be(given, message):
    with pytest.raises(UsageError, match=re.escape(message)):
        make_filter(EventFilter, given)


def test_parties(store):
    assert parties(store) == ("BOL", "CHL", "NOR", "PER", "UN")


def test_unknown_counts_are_refused(store):
    assert count(store, "articles") == 3
    with pytest.raises(UnknownName, match="Count one of articles"):
        count(store, "articles; DROP TABLE articles")


# --- names of articles ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["reports/envoys.txt", "envoys.txt"])
def test_an_article_by_its_source(store, name):
    assert find_article(store, name) == envoys().article.id


@pytest.mark.parametrize("length", [10, 12, 16, 24])
def test_an_article_by_the_beginning_of_its_id(store, length):
    whole = envoys().article.id
    assert find_article(store, whole[:length]) == whole
    assert find_article(store, whole.removeprefix("article-")[: length - 8]) == whole


@pytest.mark.parametrize("name", ["", "nothing", "%", "_", "ARTICLE;--", "report_/envoys.txt"])
def test_no_such_article(store, name):
    with pytest.raises(UnknownName, match=r"no such article.*3 articles"):
        find_article(store, name)
    with pytest.raises(UnknownName, match="no such article"):
        coded_article(store, name)


def test_a_beginning_of_several(store):
    with pytest.raises(UnknownName, match=r"more than one article.*envoys\.txt"):
        find_article(store, "article-")


# --- search --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "articles", "statements"),
    [
        ("fisheries", 1, 0),
        ("FISHERY", 1, 0),  # stemmed
        ("waters rules", 1, 1),
        ("rules waters", 1, 1),
        ('"waters need"', 1, 1),
        ('"need waters"', 0, 0),
        ("fish*", 1, 0),
        ("zolc", 0, 0),  # a stroke is no accent
        ("gęs", 1, 0),  # accents are
        ("delegation Peru", 0, 0),
    ],
)
def test_words_are_found(store, query, articles, statements):
    hits = search(store, query)
    assert [hit.kind for hit in hits] == ["article"] * articles + ["statement"] * statements


@pytest.mark.parametrize(
    ("query", "found"),
    [("外交部", 1), ("发言人", 1), ("外交部 会谈", 1), ('"举行会谈"', 1), ("大使馆", 0), ("外交部 Peru", 0)],
)
def test_scripts_without_blanks(tmp_path, query, found):
    with open_store(tmp_path / "r.db", mode="write") as store:
        text = "外交部发言人答问\n\n外交部发言人说,两国外长将举行会谈。"
        write_article(store, plain(text, source="zh.txt", language="zh"), run=RUN)
        hits = search(store, query)
        assert len(hits) == found
        assert all(MARK_START in hit.snippet for hit in hits)
        assert search(store, query, kind="statement") == []


def test_a_hit_says_where_and_marks_the_words(store):
    (hit,) = search(store, "waters", kind="statement")
    assert hit.snippet == f"Our {MARK_START}waters{MARK_END} need rules"
    assert (hit.speaker, hit.stance, hit.published) == ("Ine Berg", "demands", "2019-04-10")
    assert hit.article == talks().article.id
    assert hit.score > 0


def test_the_headline_weighs_more(tmp_path):
    with open_store(tmp_path / "r.db", mode="write") as store:
        write_article(store, plain("Weather\n\nThe harbour was calm.", source="a"), run=RUN)
        write_article(store, plain("Harbour\n\nThe weather was calm.", source="b"), run=RUN)
        assert [hit.title for hit in search(store, "harbour")] == ["Harbour", "Weather"]


@pytest.mark.parametrize("query", ["", "  ", '""', "***", '"', "--", "()", "\x00"])
def test_no_word_to_look_for(store, query):
    with pytest.raises(UsageError, match="no word to look for"):
        search(store, query)


def test_the_limit(store):
    with pytest.raises(UsageError, match="limit"):
        search(store, "the", limit=0)


@pytest.mark.parametrize(
    "query",
    ["fisheries OR", "NOT talks", "title:fisheries", 'fish"eries', "a NEAR(b, 3)", "^Norway", "{title text}: x",
     "a-b+c",      "'; DROP TABLE articles; --"],
)  # fmt: skip
def test_query_syntax_is_words(store, query):
    search(store, query)
    assert count(store, "articles") == 3


@settings(max_examples=150, deadline=None)
@given(query=st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_any_query_is_safe(store, query):
    try:
        expression = match_expression(query)
    except UsageError:
        return
    assert expression.count('"') % 2 == 0
    search(store, query)


def test_a_replaced_article_is_found_by_its_new_words_only(tmp_path):
    coded = talks()
    with open_store(tmp_path / "r.db", mode="write") as store:
        write_article(store, coded, run=RUN)
        write_article(store, msgspec.structs.replace(coded, statements=()), run=RUN)
        assert search(store, "waters", kind="statement") == []
        assert len(search(store, "waters")) == 1
        store.connection.execute("INSERT INTO article_words (article_words) VALUES ('integrity-check')")
        store.connection.execute("INSERT INTO statement_words (statement_words) VALUES ('integrity-check')")


@pytest.mark.parametrize(
    "wanted", [{}, {"party": "NOR"}, {"pair": ("NOR", "CHL")}, {"pair": ("NOR", "CHL"), "type": "CONSULT"}]
)
def test_the_first_so_many_are_those_that_stand_first(store, wanted):
    whole = list(list_events(store, EventFilter(**wanted)))
    for limit in (1, 2, len(whole), len(whole) + 5):
        if limit:
            assert list(list_events(store, EventFilter(**wanted, limit=limit))) == whole[:limit]
    with pytest.raises(UsageError, match="the limit is too small"):
        list(list_events(store, EventFilter(**wanted, limit=0)))
