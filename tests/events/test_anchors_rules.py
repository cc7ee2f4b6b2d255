"""What a meeting's day never does to the tellings around it."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from dragoman.events.anchors import REACH_SENTENCES, anchored
from dragoman.events.draft import Draft
from dragoman.events.frames import FrameTable
from dragoman.partial_date import PartialDate
from dragoman.records import EventType, Participant

FRAME = FrameTable.load().frames[0]
PERU = Participant(id="PER", name="Peru", kind="state", party="PER", country="PER")
OMAN = Participant(id="OMN", name="Oman", kind="state", party="OMN", country="OMN")
FIRM = Participant(id="acme", name="Acme", kind="company")
FRIDAY, SATURDAY = PartialDate.day(date(2024, 5, 10)), PartialDate.day(date(2024, 5, 11))
VERBAL: list[EventType] = ["AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "CONCEDE"]
IN_DEED: list[EventType] = ["AID", "COERCE", "SANCTION", "MOBILIZE", "PROTEST", "RETREAT", "COOPERATE"]


def draft(kind: EventType, sentence: int, *actors: Participant, **fields: object) -> Draft:
    told = Draft(frame=FRAME, type=kind, sentence=sentence, token=0, first=0, last=2, actors=actors)
    return replace(told, **fields)


MET = draft("CONSULT", 0, PERU, recipients=(OMAN,), when=FRIDAY)


def second(*drafts: Draft, release: bool = False, published: PartialDate | None = None) -> Draft:
    return anchored(drafts, release=release, published=published or PartialDate())[-1]


@pytest.mark.parametrize("kind", VERBAL)
def test_every_act_of_words_takes_the_day(kind: EventType) -> None:
    assert second(MET, draft(kind, 1, OMAN)).when == FRIDAY


@pytest.mark.parametrize("kind", IN_DEED)
def test_no_act_in_deed_takes_it(kind: EventType) -> None:
    assert not second(MET, draft(kind, 1, OMAN)).when


@pytest.mark.parametrize("sentence", range(REACH_SENTENCES + 3))
def test_the_day_carries_as_far_as_the_reach(sentence: int) -> None:
    assert bool(second(MET, draft("SUPPORT", sentence, PERU)).when) is (sentence <= REACH_SENTENCES)


@pytest.mark.parametrize("status", ["planned", "hypothetical", "background", "denied"])
def test_only_a_meeting_that_was_held_anchors(status: str) -> None:
    assert not second(replace(MET, status=status), draft("SUPPORT", 1, PERU)).when


@pytest.mark.parametrize("when", ["2024-05", "2024", "2024-05-10/2024-05-20", "unknown"])
def test_only_a_day_or_a_few_anchor(when: str) -> None:
    assert not second(replace(MET, when=PartialDate.parse(when)), draft("SUPPORT", 1, PERU)).when


def test_two_meetings_on_one_day_still_anchor() -> None:
    assert second(MET, replace(MET, sentence=1), draft("SUPPORT", 2, PERU)).when == FRIDAY


@pytest.mark.parametrize("actors", [(), (FIRM,), (PERU, FIRM)])
def test_all_who_speak_must_have_met(actors: tuple[Participant, ...]) -> None:
    assert not second(MET, draft("SUPPORT", 1, *actors)).when


def test_the_meeting_goes_before_the_release() -> None:
    told = second(MET, draft("SUPPORT", 1, PERU), release=True, published=SATURDAY)
    assert (told.when, told.date_from) == (FRIDAY, "anchor")


def test_a_release_dates_those_who_did_not_meet() -> None:
    told = second(MET, draft("SUPPORT", 1, FIRM), release=True, published=SATURDAY)
    assert (told.when, told.date_from) == (SATURDAY, "publication")


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.builds(
            draft,
            st.sampled_from([*VERBAL, *IN_DEED, "CONSULT"]),
            st.integers(0, 20),
            st.sampled_from([PERU, OMAN, FIRM]),
            when=st.sampled_from([PartialDate(), FRIDAY, SATURDAY]),
        ),
        max_size=8,
    ),
    st.booleans(),
    st.sampled_from([PartialDate(), SATURDAY]),
)
def test_days_are_only_added_and_adding_twice_adds_nothing(
    tellings: list[Draft], release: bool, published: PartialDate
) -> None:
    once = anchored(tellings, release=release, published=published)
    assert [replace(d, when=PartialDate(), date_from=None) for d in once] == [
        replace(d, when=PartialDate(), date_from=None) for d in tellings
    ]
    assert all(after.when == before.when for before, after in zip(tellings, once, strict=True) if before.when)
    assert anchored(once, release=release, published=published) == once
