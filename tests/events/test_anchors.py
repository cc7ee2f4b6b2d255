"""Days that an event takes from a meeting or a release."""

from datetime import date

import pytest
from msgspec.structs import replace

from dragoman.events.anchors import REACH_SENTENCES, anchored
from dragoman.events.draft import Draft
from dragoman.events.frames import FrameTable
from dragoman.partial_date import PartialDate
from dragoman.records import EventType, Participant

MONDAY = PartialDate.day(date(2024, 5, 6))
TUESDAY = PartialDate.day(date(2024, 5, 7))
FRAME = FrameTable.load().frames[0]
KENYA = Participant(id="KEN", name="Kenya", kind="state", party="KEN", country="KEN")
UGANDA = Participant(id="UGA", name="Uganda", kind="state", party="UGA", country="UGA")
FRANCE = Participant(id="FRA", name="France", kind="state", party="FRA", country="FRA")


def draft(kind: EventType, sentence: int, *actors: Participant, when: PartialDate = PartialDate()) -> Draft:  # noqa: B008
    return Draft(frame=FRAME, type=kind, sentence=sentence, token=0, first=0, last=2, actors=actors, when=when)


MEETING = replace(draft("CONSULT", 1, KENYA, when=MONDAY), recipients=(UGANDA,))


@pytest.mark.parametrize(
    ("told", "day"),
    [
        (draft("SUPPORT", 2, UGANDA), MONDAY),
        (draft("AGREE", 1, KENYA, UGANDA), MONDAY),
        (draft("SUPPORT", 2, FRANCE), PartialDate()),  # no party of the meeting
        (draft("SUPPORT", 0, UGANDA), PartialDate()),  # told before it
        (draft("SUPPORT", 2 + REACH_SENTENCES, UGANDA), PartialDate()),  # told far from it
        (draft("ASSAULT", 2, UGANDA), PartialDate()),  # not an act of words
        (draft("SUPPORT", 2, UGANDA, when=TUESDAY), TUESDAY),  # its own day stands
        (replace(draft("SUPPORT", 2, UGANDA), status="planned"), PartialDate()),
    ],
)
def test_what_the_parties_of_a_meeting_say_is_said_there(told: Draft, day: PartialDate) -> None:
    found = anchored([MEETING, told], release=False, published=PartialDate())[1]
    assert found.when == day
    assert (found.date_from == "anchor") is (bool(day) and not told.when)


def test_two_days_of_meetings_anchor_nothing() -> None:
    other = draft("CONSULT", 2, KENYA, when=TUESDAY)
    told = draft("SUPPORT", 4, KENYA)
    assert anchored([MEETING, other, told], release=False, published=PartialDate())[2].when == PartialDate()


VISIT = replace(MEETING, when=PartialDate.span(date(2024, 5, 6), date(2024, 5, 7)))


@pytest.mark.parametrize(
    ("told", "release", "dated"),
    [
        (draft("SUPPORT", 2 + REACH_SENTENCES, UGANDA), True, True),  # a release reports of its one visit to the end
        (draft("CONSULT", 2, UGANDA), True, True),
        (draft("CONSULT", 2, UGANDA), False, False),
        (replace(draft("CONSULT", 2, UGANDA), mode="phone"), True, False),
        (replace(draft("CONSULT", 2, UGANDA), recipients=(FRANCE,)), True, False),
    ],
)
def test_a_release_of_a_visit_tells_of_it_to_the_end(told: Draft, release: bool, dated: bool) -> None:
    found = anchored([VISIT, told], release=release, published=PartialDate())[1]
    assert found.when == (VISIT.when if dated else PartialDate())


SAID = draft("ACCUSE", 1, KENYA, when=MONDAY)


@pytest.mark.parametrize(
    ("told", "dated"),
    [
        (draft("REQUEST", 2, KENYA), True),
        (draft("REQUEST", 3, KENYA), False),
        (draft("REQUEST", 0, KENYA), False),
        (draft("REQUEST", 2, UGANDA), False),
        (draft("ASSAULT", 2, KENYA), False),
        (replace(draft("REQUEST", 2, KENYA), status="planned"), False),
        (replace(draft("ACCUSE", 5, UGANDA), another=True), True),  # "in another protest note"
        (replace(draft("REJECT", 5, UGANDA), another=True), False),
    ],
)
def test_who_speaks_on_and_what_is_another_of_a_list_keep_the_day(told: Draft, dated: bool) -> None:
    drafts = [SAID, told] if told.sentence else [told, SAID]
    found = anchored(drafts, release=False, published=PartialDate())[drafts.index(told)]
    assert bool(found.when) is dated


def test_who_came_on_a_day_need_not_have_spoken_on_it() -> None:
    came = replace(draft("CONSULT", 1, KENYA, when=MONDAY), mode="visit")
    said, later = draft("REQUEST", 2, KENYA), draft("CONSULT", 9, UGANDA, when=TUESDAY)
    assert not anchored([came, said, later], release=False, published=PartialDate())[1].when
    assert anchored([replace(came, mode=None), said, later], release=False, published=PartialDate())[1].when


@pytest.mark.parametrize(
    ("release", "published", "statement", "day"),
    [
        (True, TUESDAY, None, TUESDAY),
        (False, TUESDAY, None, PartialDate()),  # a paper's report: the act may be older
        (True, PartialDate.parse("2024-05"), None, PartialDate()),
        (True, TUESDAY, "statement-1", PartialDate()),  # what another says in it
    ],
)
def test_a_release_acts_on_the_day_it_is_issued(
    release: bool, published: PartialDate, statement: str | None, day: PartialDate
) -> None:
    told = replace(draft("ACCUSE", 3, FRANCE), statement=statement)
    found = anchored([told], release=release, published=published)[0]
    assert found.when == day


ENVOY = Participant(id="person-1", name="Amina Odhiambo", kind="person", party="KEN", country="KEN")
GUEST = Participant(id="person-2", name="Pierre Lacombe", kind="person", party="FRA", country="FRA")
TRIP = replace(draft("CONSULT", 1, ENVOY, when=MONDAY), recipients=(UGANDA,), mode="visit", status="planned")
ON = replace(TRIP, when=TUESDAY, recipients=(FRANCE,))


def meeting(sentence: int, *who: Participant, recipients: tuple[Participant, ...], **fields: object) -> Draft:
    return replace(draft("CONSULT", sentence, *who), recipients=recipients, status="planned", **fields)


@pytest.mark.parametrize(
    ("trips", "told", "day"),
    [
        ([TRIP], meeting(2, ENVOY, recipients=(UGANDA,)), MONDAY),
        ([TRIP, ON], meeting(2, ENVOY, recipients=(FRANCE,)), TUESDAY),
        ([TRIP], meeting(2, ENVOY, recipients=()), MONDAY),
        ([TRIP, ON], meeting(2, ENVOY, recipients=()), PartialDate()),  # on which of the two?
        ([TRIP], meeting(2, ENVOY, recipients=(FRANCE,)), PartialDate()),  # not where she goes
        ([TRIP], meeting(2, GUEST, recipients=(UGANDA,)), PartialDate()),  # not she
        ([TRIP], meeting(2, ENVOY, recipients=(UGANDA,), mode="phone"), PartialDate()),
        ([TRIP], meeting(0, ENVOY, recipients=(UGANDA,)), PartialDate()),  # told before the journey
        ([TRIP], replace(meeting(2, ENVOY, recipients=(UGANDA,)), status="occurred"), PartialDate()),
    ],
)
def test_whom_a_traveller_meets_he_meets_on_his_journey(trips: list[Draft], told: Draft, day: PartialDate) -> None:
    assert anchored([*trips, told], release=False, published=PartialDate())[-1].when == day
