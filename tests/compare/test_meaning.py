"""Search by meaning: the nearest come first, conditions hold, and both searches are joined."""

from datetime import date

import msgspec
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.compare import meaning
from dragoman.compare.meaning import MeaningFilter, Near, fused, search_both, search_by_meaning
from dragoman.compare.vectors import make_vectors, words_of
from dragoman.errors import UsageError
from dragoman.partial_date import PartialDate
from dragoman.records import CodedArticle
from dragoman.store import vectors
from dragoman.store.open import open_store
from dragoman.store.search import Hit
from dragoman.store.vectors import KINDS, SCALE, as_bytes
from dragoman.store.write import write_article
from tests.compare.word_network import WordNetwork
from tests.sample_record import CHILE, NORWAY, RUN, make_article, make_event, make_statement, participant, plain, talks

NETWORK = WordNetwork()


def dispatch(number, words, *, who=NORWAY, day=date(2020, 1, 1), **fields):
    """An article in which somebody says some words and meets somebody."""
    text = f"Report {number}\n\nIne Berg said {words}. She met Luis Rojas after dispatch {number}."
    article = make_article(text, source=f"{number}.txt", publisher=f"Paper {number % 2}", published=day)
    berg, rojas = participant(text, "Ine Berg", **who), participant(text, "Luis Rojas", **CHILE)
    said = make_statement(article, words, [berg], topics=("environment.fisheries",), **fields)
    met = make_event(article, f"She met Luis Rojas after dispatch {number}", "met", actors=(berg,), recipients=(rojas,))
    return CodedArticle(article=article, statements=(said,), events=(met,), run=RUN.id)


SAID = ("the trawlers must leave our waters", "grain would be shipped in May", "the trawlers may stay in the waters")
REPORTS = [
    dispatch(0, SAID[0], stance="demands"),
    dispatch(1, SAID[1], who={**CHILE, "party": "CHL"}, day=date(2021, 5, 5)),
    dispatch(2, SAID[2], day=date(2022, 2, 2)),
]


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with open_store(tmp_path_factory.mktemp("near") / "record.db", mode="write") as opened:
        for coded in REPORTS:
            write_article(opened, coded, run=RUN)
        make_vectors(opened, NETWORK)
        yield opened


def texts(found):
    return [one.text for one in found]


def near(store, query, **given):
    return search_by_meaning(store, NETWORK, query, **{"kinds": ("statement",), **given})


def test_the_nearest_come_first(store):
    found = near(store, "trawlers in the waters")
    assert texts(found) == [SAID[2], SAID[0], SAID[1]]
    first = found[0]
    assert (first.kind, first.speaker, first.stance, first.status) == ("statement", "Ine Berg", "affirms", None)
    assert (first.published, first.title, first.words) == ("2022-02-02", "Report 2", False)
    assert 1 >= first.similarity > found[1].similarity > found[2].similarity


def test_every_kind_is_searched_and_says_what_it_is(store):
    found = search_by_meaning(store, NETWORK, "she met Luis Rojas after dispatch 1 report 1", limit=9)
    assert {one.kind for one in found} == set(KINDS)
    assert len(found) == 9
    assert {one.status for one in found if one.kind == "event"} == {"occurred"}
    assert (found[0].kind, found[0].text) == ("event", "She met Luis Rojas after dispatch 1")


def test_similarity_is_the_cosine(store):
    query = "trawlers in the waters"
    words = words_of(store, REPORTS[2].article.id)["statement"][REPORTS[2].statements[0].id]
    rows = NETWORK.vectors([query, words])
    assert near(store, query)[0].similarity == pytest.approx(float(rows[0] @ rows[1]), abs=0.02)


@pytest.mark.parametrize(("wanted", "expected"), [
    ({}, {0, 1, 2}),
    ({"party": "CHL"}, {1}),
    ({"party": "XXX"}, set()),
    ({"stance": "demands"}, {0}),
    ({"status": "occurred"}, set()),  # of events only
    ({"topic": "environment.fisheries"}, {0, 1, 2}),
    ({"topic": "health"}, set()),
    ({"publisher": "Paper 0"}, {0, 2}),
    ({"since": "2021"}, {1, 2}),
    ({"since": "2021", "until": "2021-12"}, {1}),
    ({"until": "2020"}, {0}),
    ({"publisher": "Paper 0", "since": "2021"}, {2}),
])  # fmt: skip
@pytest.mark.parametrize("few", [0, 20_000])
def test_conditions_hold(store, monkeypatch, wanted, expected, few):
    monkeypatch.setattr(meaning, "FEW_ARTICLES", few)
    given = {name: PartialDate.parse(v) if name in ("since", "until") else v for name, v in wanted.items()}
    found = near(store, "trawlers", wanted=MeaningFilter(**given))
    assert set(texts(found)) == {SAID[number] for number in expected}


@pytest.mark.parametrize(("kind", "wanted", "number"), [
    ("event", {"party": "CHL"}, 3), ("event", {"status": "denied"}, 0), ("event", {"stance": "denies"}, 0),
    ("article", {"party": "CHL"}, 3), ("article", {"stance": "demands"}, 0), ("article", {"publisher": "Paper 1"}, 1),
    ("event", {"publisher": "Paper 1"}, 1),
])  # fmt: skip
def test_conditions_on_other_kinds(store, kind, wanted, number):
    assert len(near(store, "met", kinds=(kind,), wanted=MeaningFilter(**wanted))) == number


@pytest.mark.parametrize("limit", [1, 2, 3, 50])
def test_no_more_than_asked_for(store, limit):
    assert texts(near(store, "trawlers in the waters", limit=limit)) == [SAID[2], SAID[0], SAID[1]][:limit]


@pytest.mark.parametrize(("query", "given", "told"), [
    ("  ", {}, "there is nothing to look for"), ("x", {"limit": 0}, "the limit is too small"),
])  # fmt: skip
def test_wrong_calls(store, query, given, told):
    with pytest.raises(UsageError, match=told):
        near(store, query, **given)


def test_a_record_without_vectors_says_how_to_make_them(tmp_path):
    with open_store(tmp_path / "bare.db", mode="write") as bare:
        write_article(bare, talks(), run=RUN)
        with pytest.raises(UsageError, match=r"no vectors.*dragoman vectors --record"):
            near(bare, "talks")
        make_vectors(bare, WordNetwork("words 0"))
        with pytest.raises(UsageError, match=r"another network.*words 0.*dragoman vectors"):
            near(bare, "talks")


# --- against going through all, one by one -------------------------------------------------------------------

LINES = st.lists(st.sampled_from("grain ships war talks oil dam vote army aid".split()), min_size=1, max_size=4)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=st.lists(LINES.map(" ".join), min_size=1, max_size=7), query=LINES.map(" ".join), limit=st.integers(1, 9))
def test_the_same_as_comparing_each_alone(tmp_path_factory, monkeypatch, said, query, limit):
    monkeypatch.setattr(vectors, "BLOCK", 2)
    with open_store(tmp_path_factory.mktemp("each") / "r.db", mode="write") as store:
        for number, words in enumerate(said):
            write_article(store, dispatch(number, words), run=RUN)
        make_vectors(store, NETWORK)
        asked = as_bytes(NETWORK.vectors([query]))[0].astype(np.int64)
        expected = []
        for row in store.query("SELECT id, article FROM statements"):
            words = words_of(store, row["article"])["statement"][row["id"]]
            score = int(as_bytes(NETWORK.vectors([words]))[0].astype(np.int64) @ asked)
            expected.append((-score, row["id"]))
        found = [(-round(one.similarity * SCALE**2), one.id) for one in near(store, query, limit=limit)]
        assert [name for _, name in found] == [name for _, name in sorted(expected)[:limit]]


# --- both ------------------------------------------------------------------------------------------------------


def hit(name):
    return Hit(
        kind="statement", id=name, article="a", title=None, published=None, speaker=None, stance=None, snippet="",
        score=1.0,
    )  # fmt: skip


def one(name):
    return Near(
        kind="statement", id=name, article="a", title=None, published=None, day=None, speaker=None, stance=None,
        status=None, basis=None, asserted_by=None, text="", similarity=0.5,
    )  # fmt: skip


@pytest.mark.parametrize(("words", "by_meaning", "joined"), [
    ("", "abc", "abc"),
    ("b", "abc", "bac"),  # .5/6 + 1/7 before 1/6
    ("c", "abc", "cab"),
    ("xxc", "abcd", "cabd"),
])  # fmt: skip
def test_ranks_are_added(store, words, by_meaning, joined):
    found = fused(store, [hit(name) for name in words], [one(name) for name in by_meaning], limit=20)
    assert "".join(each.id for each in found) == joined
    assert {each.id for each in found if each.words} == set(words) - {"x"}  # "x" is no line of the record


def test_both_holds_what_either_finds(store):
    found = search_both(store, NETWORK, "grain and trawlers", kinds=("statement",), limit=10)
    assert {each.text: each.words for each in found} == {SAID[0]: True, SAID[1]: True, SAID[2]: True}
    narrow = search_both(
        store, NETWORK, "grain and trawlers", kinds=("statement",), wanted=MeaningFilter(party="CHL"), limit=10
    )
    assert texts(narrow) == [SAID[1]]


def test_words_far_from_the_meaning_are_told_as_such(store, monkeypatch):
    monkeypatch.setattr(meaning, "FUSED_FROM", 1)
    found = search_both(store, NETWORK, "trawlers waters grain", kinds=("statement",), limit=1)
    assert len(found) == 1
    assert msgspec.to_builtins(found[0])["words"] in (True, False)


def test_articles_in_other_languages_are_not_found(store, tmp_path):
    with open_store(tmp_path / "other.db", mode="write") as other:
        write_article(other, plain("Grano\n\nEl grano sale en mayo.", language="es"), run=RUN)
        make_vectors(other, NETWORK)
        assert near(other, "grano", kinds=("article",)) == []


def test_an_alleged_event_says_by_whom(store, tmp_path):
    text = "Report\n\nPolice say Ola Nord attacked a trawler."
    article = make_article(text)
    event = make_event(article, "Ola Nord attacked a trawler", "attacked", basis="alleged", asserted_by="police")
    with open_store(tmp_path / "alleged.db", mode="write") as other:
        write_article(other, CodedArticle(article=article, events=(event,), run=RUN.id), run=RUN)
        make_vectors(other, NETWORK)
        (found,) = near(other, "attack on a trawler", kinds=("event",))
    assert (found.status, found.basis, found.asserted_by) == ("occurred", "alleged", "police")
