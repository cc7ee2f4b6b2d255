"""What leaves in a layout that has no place for a status, and in which order."""

from datetime import date

import msgspec
import pytest

from dragoman.exports.selection import INCLUSIONS, Selection, Tally, happenings, tellings
from dragoman.partial_date import PartialDate
from dragoman.store.listing import EventFilter
from tests.exports.records import MEETING, first_meeting, meeting_again, statuses, store_of
from tests.sample_record import talks


def told(store, **fields):
    tally = Tally()
    return list(tellings(store, Selection(**fields), tally)), tally


@pytest.fixture
def store(tmp_path):
    with store_of(tmp_path / "r.db", statuses()) as store:
        yield store


def test_what_occurred_and_is_not_alleged_leaves_and_plans_as_intent(store):
    found, tally = told(store)
    assert [(one.event.type, one.status, one.cameo) for one in found] == [
        ("SANCTION", "occurred", "160"),
        ("AGREE", "planned", "036"),
        ("CONSULT", "occurred", "040"),
    ]
    assert dict(tally.left_out) == {"background": 1, "hypothetical": 1, "denied": 1, "alleged": 1, "planned": 1}
    assert dict(tally.unmarked) == {"planned as intent (CAMEO 03)": 1}
    assert tally.runs == {found[0].event.run}


def test_an_intent_has_the_day_it_was_told_and_the_scores_of_what_it_became(store):
    (intent,) = [one for one in told(store)[0] if one.is_intent]
    assert intent.day == date(2020, 3, 3)
    assert (intent.event.quad, intent.event.plover_score, intent.event.goldstein_gdelt) == (1, 2.5, 4.0)


@pytest.mark.parametrize(
    ("kind", "becomes", "code"),
    [
        ("CONSULT", "AGREE", "036"),
        ("SUPPORT", "AGREE", "032"),
        ("COOPERATE", "AGREE", "030"),
        ("AID", "AGREE", "033"),
        ("RETREAT", "CONCEDE", "035"),
    ],
)
def test_intents(tmp_path, kind, becomes, code):
    coded = statuses()
    plan = msgspec.structs.replace(coded.events[5], type=kind)
    with store_of(tmp_path / "r.db", msgspec.structs.replace(coded, events=(plan,))) as store:
        ((one,), _) = told(store)
    assert (one.event.type, one.cameo, one.is_intent) == (becomes, code, True)


@pytest.mark.parametrize("word", [word for word in INCLUSIONS if word != "copies"])
def test_each_is_taken_in_by_its_name(store, word):
    found, tally = told(store, include=frozenset({word}))
    assert len(found) == 4
    assert word not in tally.left_out
    assert tally.unmarked[word] == 1


@pytest.mark.parametrize(("field", "word"), [("status", "denied"), ("basis", "alleged"), ("status", "planned")])
def test_to_filter_for_it_is_to_ask_for_it(store, field, word):
    found, _ = told(store, wanted=EventFilter(**{field: word}))
    assert found
    assert all(word in (one.status, one.event.basis) for one in found)


def test_what_is_alleged_and_denied_needs_both_words(tmp_path):
    coded = statuses()
    both = msgspec.structs.replace(coded.events[3], basis="alleged")
    with store_of(tmp_path / "r.db", msgspec.structs.replace(coded, events=(both,))) as store:
        numbers = [len(told(store, include=frozenset(w))[0]) for w in ({"alleged"}, {"denied"}, {"alleged", "denied"})]
    assert numbers == [0, 0, 1]


def test_without_a_day_or_without_anybody_nothing_leaves(tmp_path):
    coded = talks(published=None)
    met, sent = coded.events
    undated = msgspec.structs.replace(met, when=PartialDate.month(2019, 4), counted_on=None, counted_from=None)
    nobody = msgspec.structs.replace(sent, status="occurred", actors=())
    with store_of(tmp_path / "r.db", msgspec.structs.replace(coded, events=(undated, nobody))) as store:
        found, tally = told(store)
    assert found == []
    assert dict(tally.left_out) == {"no day": 1, "nobody takes part": 1}


def test_tellings_of_a_happening_stand_together_the_fullest_first(tmp_path):
    for order in ((0, 1), (1, 0)):
        coded = [(first_meeting(), meeting_again())[place] for place in order]
        with store_of(tmp_path / f"{order}.db", *coded) as store:
            groups = list(happenings(store, Selection(), Tally()))
        assert [[one.article.publisher for one in group] for group in groups] == [
            ["The Northern Post", "Sur"],
            ["The Northern Post"],
        ]
        assert {one.happening for one in groups[0]} == {MEETING}


def test_a_plan_and_what_came_of_it_are_two_even_in_one_happening(tmp_path):
    coded = statuses()
    events = [msgspec.structs.replace(coded.events[n], happening="h") for n in (5, 7)]
    with store_of(tmp_path / "r.db", msgspec.structs.replace(coded, events=tuple(events))) as store:
        groups = list(happenings(store, Selection(), Tally()))
    assert [[one.event.type for one in group] for group in groups] == [["AGREE"], ["CONSULT"]]


def test_copies_leave_only_when_asked_for(tmp_path):
    coded = statuses()
    copied = msgspec.structs.replace(coded.article, duplicate_of="article-0")
    with store_of(tmp_path / "r.db", msgspec.structs.replace(coded, article=copied)) as store:
        assert told(store)[1].left_out["in a copy of another article"] == 3
        assert len(told(store, include=frozenset({"copies"}))[0]) == 3
        assert len(list(happenings(store, Selection(), Tally(), copies=True))) == 3


def test_sentence_and_lead(tmp_path):
    with store_of(tmp_path / "r.db", talks()) as store:
        met, sent = sorted(told(store)[0], key=lambda one: one.event.start)
    assert (met.sentence, met.is_in_lead) == (2, True)  # the mention inside says the sentence
    assert (sent.sentence, sent.is_in_lead) == (None, False)


@pytest.mark.parametrize(
    ("wanted", "number"),
    [
        ({"party": "NATO"}, 1),
        ({"pair": ("NOR", "PAK")}, 3),
        ({"type": "SANCTION"}, 1),
        ({"since": PartialDate.parse("2021")}, 0),
    ],
)
def test_filters(store, wanted, number):
    assert len(told(store, wanted=EventFilter(**wanted))[0]) == number
