"""Sentences that tell a happening though no event was read from them."""

from datetime import date
from itertools import permutations

import pytest
from msgspec.structs import replace

from dragoman.compare.lookup import happening, list_happenings
from dragoman.compare.passages import acts_named, paper_of
from dragoman.compare.retelling import NEAREST, has_substance, in_company, of_one_story, scored
from dragoman.compare.retellings import Retelling, likeliest, retellings_of
from dragoman.compare.update import rebuild_happenings, update_happenings
from dragoman.records import Candidate, Cluster, Mention
from dragoman.store.open import open_store
from dragoman.store.write import write_article
from tests.compare.reports import report
from tests.sample_record import RUN

FIRED = "Peruvian gunners fired on the Ecuadorian post at Tiwinza on Sunday and killed four conscripts"
AGAIN = "The guns at Tiwinza opened up on Sunday; four conscripts of the Ecuadorian post were killed by Peruvian fire"
OTHER = "Peruvian and Ecuadorian customs men have counted lorries at the bridge of Huaquillas since the spring"
PARTIES = {"Peruvian": "PER", "Ecuadorian": "ECU"}


def clusters(text):
    for number, (word, code) in enumerate(PARTIES.items()):
        start = text.index(word)
        mention = Mention(
            start=start,
            end=start + len(word),
            text=word,
            form="name",
            kind="state",
            sentence=0,
            first=0,
            last=0,
            head=0,
        )
        best = Candidate(entity=code, name=code, kind="state", party=code, country=code)
        yield Cluster(number=number, name=word, kind="state", mentions=(mention,), candidates=(best,))


def coded(clause, *, by, day=date(2020, 3, 2), events=True, **fields):
    one = report(clause, clause.split()[2], by=by, day=day, type="ASSAULT", headline=by, **fields)
    return replace(one, events=one.events if events else (), clusters=tuple(clusters(one.article.text)))


FULL = coded(FIRED, by="Post")
BARE = coded(AGAIN, by="Echo", day=date(2020, 3, 3), events=False)
ELSE = coded(OTHER, by="Sun", day=date(2020, 3, 3), events=False)


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "r.db", mode="write") as opened:
        yield opened


def test_a_sentence_without_an_event_tells_the_happening_too(store):
    for one in (FULL, BARE, ELSE):
        write_article(store, one, run=RUN)
    update_happenings(store)
    (found,) = list_happenings(store)
    assert (found.tellings, found.articles, found.outlets, len(found.origins)) == (1, 2, 2, 2)
    (again,) = happening(store, found.id).retold
    assert again.passage.text.startswith("The guns at Tiwinza")
    assert (again.publisher, again.tells, again.origin.name) == ("Echo", FULL.events[0].id, "Echo")
    assert again.reasons[0].startswith("before comparing")


@pytest.mark.parametrize("order", list(permutations((FULL, BARE, ELSE))))
def test_the_order_of_reading_makes_no_difference(store, order):
    for one in order:
        write_article(store, one, run=RUN)
        update_happenings(store)
    found = [dict(row) for row in store.query("SELECT * FROM retellings ORDER BY article, start, event")]
    listed = list(list_happenings(store))
    assert [row["article"] for row in found] == [BARE.article.id]
    rebuild_happenings(store)
    assert found == [dict(row) for row in store.query("SELECT * FROM retellings ORDER BY article, start, event")]
    assert listed == list(list_happenings(store))


def test_what_leaves_is_counted_no_more(store):
    for one in (FULL, BARE):
        write_article(store, one, run=RUN)
    update_happenings(store)
    with store.transaction() as connection:
        connection.execute("DELETE FROM articles WHERE id = ?", (BARE.article.id,))
    update_happenings(store)
    assert not store.first("SELECT 1 FROM retellings")
    assert [(one.articles, len(one.origins)) for one in list_happenings(store)] == [(1, 1)]


def test_with_the_event_its_retellings_go(store):
    for one in (FULL, BARE):
        write_article(store, one, run=RUN)
    update_happenings(store)
    write_article(store, replace(FULL, events=()), run=RUN)
    update_happenings(store)
    assert not store.first("SELECT 1 FROM retellings")


def test_what_is_planned_is_not_told_again(store):
    planned = coded(FIRED, by="Post", status="planned")
    for one in (planned, BARE):
        write_article(store, one, run=RUN)
    update_happenings(store)
    assert not retellings_of(store, [one.id for one in list_happenings(store)])


def test_articles_of_one_story():
    full, bare, other = (paper_of(one) for one in (FULL, BARE, ELSE))
    late = paper_of(coded(AGAIN, by="Echo", day=date(2020, 6, 3), events=False))
    assert of_one_story(full, bare)
    assert not of_one_story(full, other)
    assert not of_one_story(full, late)


def test_a_passage_is_what_its_sentence_gives():
    (line,) = paper_of(BARE).passages
    assert line.parties == {"PER", "ECU"}
    assert [days.last - days.first for days in line.days] == [0]
    assert "ASSAULT" in line.acts


def test_words_that_name_acts():
    assert "CONSULT" in acts_named("They met on Monday.")
    assert acts_named("It was a fine day.") == frozenset()


def test_a_day_alone_is_no_substance():
    assert not has_substance({"the same day": 1.0, "words of the clause": 0.05})
    assert has_substance({"the same number": 1.0})
    assert has_substance({"words of the sentence": 0.3})


def test_of_a_report_the_nearest_sentence_is_likelier():
    near, far = in_company([{"words of the clause": 0.4}, {"words of the clause": 0.2}])
    assert NEAREST in near
    assert NEAREST not in far
    assert in_company([]) == []


def test_of_each_report_one_sentence_counts_and_none_beside_an_event():
    def again(article, start, score, *reasons):
        return Retelling(article=article, start=start, end=start + 9, event="e", score=score, reasons=reasons)

    act = again("a", 20, 0.6, "such an act +0.5")
    every = [again("a", 0, 0.9), act, again("b", 0, 0.9)]
    assert likeliest(every, {"b"}) == [act]


def test_more_in_common_is_likelier():
    little, much = scored({"words of the clause": 0.2}), scored({"words of the clause": 0.8, "the same day": 1.0})
    assert little.score < much.score < 1
