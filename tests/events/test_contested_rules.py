"""How far a denial reaches, and what it leaves alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from dragoman.events.contested import REACH_SENTENCES, contested
from dragoman.events.draft import Draft
from dragoman.events.frames import FrameTable
from dragoman.records import EventType, Participant, Status

FRAME = FrameTable.load().frames[0]
PERU = Participant(id="PER", name="Peru", kind="state", party="PER", country="PER")
OMAN = Participant(id="OMN", name="Oman", kind="state", party="OMN", country="OMN")
MINISTER = Participant(id="ada", name="Ada", kind="person", party="PER")
CROWD = Participant(id="crowd", name="crowd", kind="crowd")


def act(kind: EventType = "ASSAULT", sentence: int = 0, *actors: Participant) -> Draft:
    return Draft(frame=FRAME, type=kind, sentence=sentence, token=0, first=0, last=2, actors=actors or (PERU,))


def denial(sentence: int = 1, *actors: Participant) -> Draft:
    return replace(act("REJECT", sentence, *actors), mode="deny")


@pytest.mark.parametrize("kind", ["ASSAULT", "COERCE", "MOBILIZE"])
def test_every_act_of_force_is_contested(kind: EventType) -> None:
    assert contested([act(kind), denial()])[0].basis == "alleged"


@pytest.mark.parametrize("kind", ["AID", "CONSULT", "SANCTION", "ACCUSE", "PROTEST", "REJECT"])
def test_other_acts_are_not(kind: EventType) -> None:
    assert contested([act(kind), denial()])[0].basis == "plain"


@pytest.mark.parametrize("sentence", range(7))
def test_a_denial_reaches_back_three_sentences(sentence: int) -> None:
    found = contested([act(sentence=3), denial(sentence)])[0]
    assert (found.basis == "alleged") is (0 <= sentence - 3 <= REACH_SENTENCES)


@pytest.mark.parametrize(
    ("doers", "deniers", "basis"),
    [
        ((PERU,), (MINISTER,), "alleged"),  # the minister speaks for his state
        ((MINISTER,), (PERU,), "alleged"),
        ((PERU, OMAN), (OMAN,), "alleged"),  # one of both
        ((PERU,), (OMAN,), "plain"),
        ((CROWD,), (CROWD,), "plain"),  # no party
    ],
)
def test_the_author_s_party_denies(
    doers: tuple[Participant, ...], deniers: tuple[Participant, ...], basis: str
) -> None:
    assert contested([act("ASSAULT", 0, *doers), denial(1, *deniers)])[0].basis == basis


@pytest.mark.parametrize(
    ("status", "basis"),
    [("occurred", "alleged"), ("background", "alleged"), ("planned", "plain"), ("hypothetical", "plain")],
)
def test_only_a_denial_that_was_made_counts(status: Status, basis: str) -> None:
    assert contested([act(), replace(denial(), status=status)])[0].basis == basis


def test_one_reason_is_given_for_two_denials() -> None:
    assert contested([act(), denial(1), denial(2)])[0].why == ("denied by its author",)


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.builds(
                act, st.sampled_from(["ASSAULT", "COERCE", "AID"]), st.integers(0, 6), st.sampled_from([PERU, OMAN])
            ),
            st.builds(denial, st.integers(0, 6), st.sampled_from([PERU, OMAN, CROWD])),
        ),
        max_size=8,
    )
)
def test_contesting_twice_or_in_another_order_changes_nothing(tellings: list[Draft]) -> None:
    once = contested(tellings)
    assert contested(once) == once
    assert contested(tellings[::-1]) == once[::-1]
    assert [(d.type, d.status, d.actors) for d in once] == [(d.type, d.status, d.actors) for d in tellings]
