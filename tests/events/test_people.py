"""Participants as such: each once, the state behind a place, the qualities frames ask for."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.events.frames import Quality
from dragoman.events.people import GROUPS, fits, hosts, unique
from dragoman.records import Participant, SpeakerKind
from tests.events.test_scene import LIMA, NUNS, PERU, REBELS, SILVA, person

QUALITIES: tuple[Quality, ...] = get_args(Quality)
KINDS: tuple[SpeakerKind, ...] = (
    "person",
    "state",
    "organisation",
    "armed_group",
    "crowd",
    "place",
    "other",
    "company",
)
WHO = st.builds(
    Participant,
    id=st.sampled_from("abc"),
    name=st.sampled_from(("A", "B")),
    kind=st.sampled_from(KINDS),
    party=st.sampled_from((None, "PER", "OMN")),
    country=st.sampled_from((None, "PER", "OMN")),
)
PEOPLE = st.lists(WHO, max_size=5).map(tuple)


@given(PEOPLE)
def test_unique_keeps_the_first_of_each_in_order(people: tuple[Participant, ...]) -> None:
    found = unique(people)
    assert [p.id for p in found] == list(dict.fromkeys(p.id for p in people))
    assert all(people[[p.id for p in people].index(p.id)] is p for p in found)


@given(PEOPLE)
def test_unique_twice_is_unique_once(people: tuple[Participant, ...]) -> None:
    assert unique(unique(people)) == unique(people)


def test_the_name_told_first_stays() -> None:
    again = Participant(id="silva", name="he", kind="person")
    assert unique([SILVA, again]) == (SILVA,)


def test_a_town_is_hosted_by_its_state() -> None:
    host = hosts(LIMA)
    assert (host.id, host.kind, host.party, host.name) == ("PER", "state", "PER", "Lima")


@pytest.mark.parametrize(
    "who",
    [
        PERU,
        REBELS,
        person("Quispe"),
        Participant(id="q", name="Quispe", kind="person", country="PER"),
        Participant(id="sea", name="the sea", kind="place"),
    ],
    ids=lambda p: str(p.name),
)
def test_who_is_no_place_of_a_state_stays_as_he_is(who: Participant) -> None:
    assert hosts(who) is who


@given(WHO)
def test_the_host_of_a_host_is_himself(who: Participant) -> None:
    assert hosts(hosts(who)) == hosts(who)


OFFICER = Participant(id="o", name="officers", kind="crowd", office="officer")
FIRM = Participant(id="f", name="the firm", kind="company", party="PER")
BODY = Participant(id="b", name="the body", kind="organisation")
CLUB = Participant(id="c", name="the party", kind="party")
SOMEBODY = Participant(id="s", name="somebody", kind="unnamed")
PAPER = Participant(id="d", name="the paper", kind="document")


@pytest.mark.parametrize(
    ("who", "has"),
    [
        (PERU, {"acts", "group", "animate"}),
        (SILVA, {"acts", "person", "animate"}),
        (REBELS, {"acts", "group", "animate", "armed_group"}),
        (NUNS, {"person", "animate"}),
        (OFFICER, {"animate"}),
        (FIRM, {"acts", "animate"}),
        (BODY, {"group", "animate", "organisation"}),
        (CLUB, {"group", "animate"}),
        (SOMEBODY, {"animate"}),
        (PAPER, set()),
        (LIMA, set()),
    ],
    ids=lambda x: x.name if isinstance(x, Participant) else "",
)
def test_qualities(who: Participant, has: set[str]) -> None:
    assert {q for q in QUALITIES if fits((who,), (q,))} == has


def test_nobody_has_no_quality_and_may_be_asked_for_none() -> None:
    assert not any(fits((), (q,)) for q in QUALITIES)
    assert fits((), ())


def test_the_qualities_may_be_of_several_people() -> None:
    assert fits((NUNS, PERU), ("person", "group"))
    assert not fits((NUNS,), ("person", "group"))


@given(PEOPLE, st.permutations(QUALITIES))
def test_neither_the_order_of_people_nor_of_qualities_counts(
    people: tuple[Participant, ...], qualities: list[Quality]
) -> None:
    for asked in (qualities[:1], qualities[:2], qualities):
        assert fits(people, asked) == fits(people[::-1], sorted(asked))


@given(PEOPLE, WHO)
def test_one_more_never_takes_a_quality_away(people: tuple[Participant, ...], more: Participant) -> None:
    assert all(fits((*people, more), (q,)) for q in QUALITIES if fits(people, (q,)))


@given(WHO)
def test_every_group_is_animate(who: Participant) -> None:
    assert fits((who,), ("group",)) == (who.kind in GROUPS)
    assert fits((who,), ("animate",)) or not fits((who,), ("group",))
