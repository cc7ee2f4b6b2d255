"""The record types: ids, spans, and the check that no span that does not quote can pass."""

from datetime import date

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dragoman.citations import check_citations, quoted_spans, sides_of
from dragoman.errors import CitationError
from dragoman.partial_date import PartialDate
from dragoman.records import (
    Article,
    CodedArticle,
    Event,
    Participant,
    Run,
    Span,
    article_id,
    content_id,
    event_id,
    normalise_title,
    statement_id,
)
from tests.sample_record import RUN, make_article, make_event, talks

ANY_TEXT = st.text(max_size=40)


def with_event(coded: CodedArticle, **fields) -> CodedArticle:
    return msgspec.structs.replace(coded, events=(msgspec.structs.replace(coded.events[0], **fields),))


# --- spans and citations -----------------------------------------------------------------------------------


def test_the_sample_quotes():
    check_citations(talks())
    assert len(list(quoted_spans(talks()))) == 11


@given(text=st.text(min_size=1, max_size=60), data=st.data())
def test_a_span_that_quotes_passes(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    article = make_article(text, body_start=0)
    assert article.span(start, end) == Span(start=start, end=end, text=text[start:end])
    event = make_event(article, text, text)
    event = msgspec.structs.replace(event, start=start, end=end, text=text[start:end])
    check_citations(CodedArticle(article=article, events=(event,), run=RUN.id))


@given(start=st.integers(-300, 600), end=st.integers(-300, 600), words=ANY_TEXT)
def test_a_span_that_does_not_quote_cannot_pass(start, end, words):
    coded = talks()
    text = coded.article.text
    quotes = 0 <= start < end <= len(text) and text[start:end] == words
    assume(not quotes)
    span = Span(start=start, end=end, text=words)
    for wrong in (
        with_event(coded, start=start, end=end, text=words),
        with_event(coded, trigger=span),
        with_event(coded, citations=(span,)),
        _with("statements", coded, start=start, end=end, text=words),
        _with("statements", coded, cue=span),
        _with("statements", coded, citations=(span,)),
        _with("figures", coded, start=start, end=end, text=words),
        _with("findings", coded, start=start, end=end, text=words),
        _with_mention(coded, start=start, end=end, text=words),
    ):
        with pytest.raises(CitationError, match="does not quote its article"):
            check_citations(wrong)


@given(start=st.integers(-50, 400), end=st.one_of(st.none(), st.integers(-50, 400)))
def test_a_participant_points_inside_its_article_or_nowhere(start, end):
    coded = talks()
    actor = msgspec.structs.replace(coded.events[0].actors[0], start=start, end=end)
    changed = with_event(coded, actors=(actor,))
    if end is not None and 0 <= start < end <= len(coded.article.text):
        check_citations(changed)
    else:
        with pytest.raises(CitationError, match="points outside its article"):
            check_citations(changed)


def test_offsets_are_code_points():
    text = "🇳🇴 Ísland — “naïve”\u00a0e\u0301 met 🇨🇱."
    article = make_article(text, body_start=0)
    event = make_event(article, "e\u0301 met 🇨🇱", "met")
    check_citations(CodedArticle(article=article, events=(event,), run=RUN.id))
    assert text[event.trigger.start : event.trigger.end] == "met"


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (0, 0), (3, 2), (0, 10_000), (269, 272)])
def test_no_span_outside_an_article(start, end):
    with pytest.raises(CitationError, match="lies outside its article"):
        talks().article.span(start, end)


def test_sides():
    met, said = talks().events[0], talks().statements[0]
    assert [who.name for who in sides_of(met)] == ["Ine Berg", "Luis Rojas"]
    assert [who.name for who in sides_of(said)] == ["Ine Berg"]


def _with(field: str, coded: CodedArticle, **changes) -> CodedArticle:
    (item, *_) = getattr(coded, field)
    return msgspec.structs.replace(coded, **{field: (msgspec.structs.replace(item, **changes),)})


def _with_mention(coded: CodedArticle, **changes) -> CodedArticle:
    (cluster,) = coded.clusters
    mention = msgspec.structs.replace(cluster.mentions[0], **changes)
    return msgspec.structs.replace(coded, clusters=(msgspec.structs.replace(cluster, mentions=(mention,)),))


# --- ids ---------------------------------------------------------------------------------------------------


@given(fields=st.lists(ANY_TEXT, min_size=1, max_size=4))
def test_ids_are_a_function_of_their_fields(fields):
    assert content_id("kind", *fields) == content_id("kind", *fields)
    assert content_id("kind", *fields).startswith("kind-")
    assert len(content_id("kind", *fields)) == len("kind-") + 16


def test_ids_do_not_change_between_releases():
    # printf 'The Northern Post\x1fa title\x1fA text' | sha256sum
    assert article_id("The Northern Post", "A title", "A text") == "article-bac94c133d439a91"
    assert event_id("article-1", 5, 0) == content_id("event", "article-1", 5, 0)
    assert statement_id("article-1", 5, 9) == content_id("statement", "article-1", 5, 9)


@given(a=st.tuples(ANY_TEXT, ANY_TEXT), b=st.tuples(ANY_TEXT, ANY_TEXT))
def test_different_fields_give_different_ids(a, b):
    assume(a != b and not any("\x1f" in part for part in (*a, *b)))
    assert content_id("kind", *a) != content_id("kind", *b)


@pytest.mark.parametrize(
    ("title", "same"),
    [
        ("  Leaders\u00a0meet ", "leaders meet"),
        ("LEADERS MEET!", "leaders meet"),
        ("Leaders—meet", "leaders meet"),
        ("Ｌｅａｄｅｒｓ meet", "leaders meet"),
        (None, ""),
        ("…", ""),
    ],
)
def test_titles_as_identity_sees_them(title, same):
    assert normalise_title(title) == same


def test_an_article_keeps_its_id_when_its_headline_is_set_otherwise():
    assert article_id("P", "Leaders Meet", "text") == article_id("P", "LEADERS  MEET", "text")
    assert article_id("P", "Leaders Meet", "text") != article_id("Q", "Leaders Meet", "text")
    assert article_id("P", "Leaders Meet", "text") != article_id("P", "Leaders Meet", "text ")


def test_the_same_means_give_the_same_run():
    again = Run(code=RUN.code, model=RUN.model, tables=RUN.tables, settings=RUN.settings)
    assert again.id == RUN.id
    for field in Run.__struct_fields__:
        assert msgspec.structs.replace(RUN, **{field: "other"}).id != RUN.id


# --- the types themselves ----------------------------------------------------------------------------------


def test_records_are_frozen_and_compare_by_value():
    one, two = talks(), talks()
    assert one == two
    with pytest.raises(AttributeError):
        one.run = "other"


@pytest.mark.parametrize("kind", [Article, CodedArticle, Event, Participant])
def test_records_come_back_from_json(kind):
    coded = talks()
    item = {Article: coded.article, CodedArticle: coded, Event: coded.events[0], Participant: coded.events[0].actors[0]}
    assert msgspec.json.decode(msgspec.json.encode(item[kind]), type=kind) == item[kind]


def test_the_hash_is_of_the_text():
    article = make_article("ä", body_start=0, published=date(2020, 1, 1))
    assert article.text_sha256 == "33e6d73fee82904c8d7afb78de1154d1e8dc2a0edb08120e63df5b9385c2d9cc"
    assert article.published_window == PartialDate.parse("2020-01-01")
    assert make_article("\ud800", body_start=0).text_sha256
