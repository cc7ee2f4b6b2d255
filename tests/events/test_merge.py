"""Which tellings are one happening, and what of each is kept."""

import time
from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from dragoman.events.draft import Draft
from dragoman.events.frames import Frame
from dragoman.events.merge import Happening, family, merge, same_happening
from dragoman.partial_date import PartialDate
from dragoman.records import EventType, Participant, Place


def party(code: str) -> Participant:
    return Participant(id=code, name=code.title(), kind="state", party=code, country=code)


def person(name: str, code: str | None) -> Participant:
    return Participant(id=name, name=name, kind="person", party=code, country=code)


CHAD, MALI, PERU, OMAN = party("TCD"), party("MLI"), party("PER"), party("OMN")
MONDAY, TUESDAY = PartialDate.day(date(2024, 5, 6)), PartialDate.day(date(2024, 5, 7))
MAY = PartialDate.month(2024, 5)
MANY_S = 20.0  # for four thousand tellings; pair by pair they take minutes


def frame(kind: str, event: EventType, name: str = "made-up") -> Frame:
    return Frame(
        name=name, type=event, kind=kind, words=("act",), actor=("subj",), recipient=("obj",), need=(), examples=()  # type: ignore[arg-type]
    )  # fmt: skip


def told(event: EventType = "ASSAULT", sentence: int = 0, *, form: str = "verb", **fields: Any) -> Draft:
    base = {"token": 1, "first": 0, "last": 3, "actors": (CHAD,), "recipients": (MALI,)}
    return Draft(**{"frame": frame(form, event), "type": event, "sentence": sentence, **base, **fields})


@pytest.mark.parametrize(
    ("form", "changes", "one"),
    [
        ("noun", {}, True),  # "the raid of Chad on Mali", however far on
        ("verb", {}, False),
        ("noun", {"recipients": ()}, False),
        ("noun", {"recipients": (MALI, PERU)}, False),  # in larger company
        ("noun", {"another": True}, False),
    ],
)
def test_a_noun_with_the_very_sides_takes_up_what_was_told_far_before(
    form: str, changes: dict[str, Any], one: bool
) -> None:
    first, later = told(), told(sentence=30, form=form, **changes)
    assert same_happening(first, later) is same_happening(later, first) is one
    assert len(merge([first, later])) == 2 - one


# --- what is one happening -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("event", "changes", "one"),
    [
        ("ASSAULT", {}, True),
        ("ASSAULT", {"when": MONDAY}, True),  # only one of them is dated
        ("ASSAULT", {"actors": ()}, True),  # "Mali was shelled"
        ("ASSAULT", {"actors": (PERU,)}, False),
        ("ASSAULT", {"recipients": (PERU,)}, False),
        ("ASSAULT", {"actors": (), "recipients": ()}, False),  # nobody is common
        ("ASSAULT", {"actors": (MALI,), "recipients": (CHAD,)}, False),  # it shelled back
        ("CONSULT", {"actors": (MALI,), "recipients": (CHAD,)}, True),  # a meeting has no direction
        ("COOPERATE", {"actors": (MALI,), "recipients": (CHAD,)}, True),
        ("ASSAULT", {"status": "planned"}, False),
        ("ASSAULT", {"status": "hypothetical"}, False),
        ("ASSAULT", {"status": "background"}, True),
        ("ASSAULT", {"status": "denied"}, True),
        ("ASSAULT", {"another": True}, False),  # "in another raid"
        ("ASSAULT", {"sentence": 4}, True),
        ("ASSAULT", {"sentence": 9}, False),  # too far on for undated acts
        ("ASSAULT", {"mode": "drone"}, True),
        ("CONSULT", {"mode": "visit"}, False),  # a trip and a meeting in it
        ("SUPPORT", {}, False),  # acts of words are told once each
        ("ACCUSE", {}, True),  # the same charge by the same frame
        ("ACCUSE", {"recipients": (PERU,)}, False),
        ("REQUEST", {}, False),
    ],
)
def test_a_second_telling(event: EventType, changes: dict[str, Any], one: bool) -> None:
    first, second = told(event), replace(told(event, 1), **changes)
    assert same_happening(first, second) is one
    assert same_happening(second, first) is one


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        (MONDAY, MONDAY, True),
        (MONDAY, MAY, True),
        (MONDAY, TUESDAY, False),
        (PartialDate.month(2024, 4), MAY, False),
        (PartialDate.year(2024), MAY, True),
    ],
)
@pytest.mark.parametrize("event", ["ASSAULT", "CONSULT", "AID", "SANCTION", "PROTEST"])
def test_dates_must_be_able_to_agree(one: PartialDate, two: PartialDate, same: bool, event: EventType) -> None:
    a, b = told(event, when=one), told(event, 1, form="noun", when=two)
    assert same_happening(a, b) is same


def test_agreeing_dates_bridge_any_distance() -> None:
    assert same_happening(told(when=MONDAY), told("ASSAULT", 40, when=MAY))


@pytest.mark.parametrize(
    ("here", "there", "same"),
    [
        (Place(name="Oakton", precision="city"), Place(name="Oakton", precision="city"), True),
        (Place(name="Oakton", precision="city"), Place(name="Elmford", precision="city"), False),
        (Place(name="Oakton", precision="city"), Place(name="Mali", precision="country"), True),
        (Place(name="Oakton", precision="city"), None, True),
        (None, None, True),
    ],
)
def test_places_must_be_able_to_agree(here: Place | None, there: Place | None, same: bool) -> None:
    assert same_happening(told(place=here), told("ASSAULT", 1, place=there)) is same


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("visit", "visit", True),
        ("visit", None, False),
        ("phone", None, True),
        ("phone", "meet", False),
    ],
)
def test_meetings_of_two_modes_are_two(one: str | None, two: str | None, same: bool) -> None:
    assert same_happening(told("CONSULT", mode=one), told("CONSULT", 1, mode=two)) is same


@pytest.mark.parametrize(("one", "two"), [("CONCEDE", "RETREAT"), ("RETREAT", "CONCEDE"), ("CONCEDE", "CONCEDE")])
def test_giving_way_is_one_family(one: EventType, two: EventType) -> None:
    assert family(told(one)) == family(told(two))
    assert same_happening(told(one), told(two, 1))


@pytest.mark.parametrize("two", ["AID", "COERCE", "CONSULT", "SANCTION", "MOBILIZE", "PROTEST"])
def test_other_types_are_other_happenings(two: EventType) -> None:
    assert not same_happening(told("ASSAULT"), told(two))


@pytest.mark.parametrize(
    ("forms", "sentence", "same"),
    [
        (("verb", "verb"), 1, False),
        (("verb", "noun"), 1, True),
        (("noun", "verb"), 1, True),
        (("verb", "verb"), 0, True),
    ],
)
def test_two_gifts_told_by_verbs_are_two(forms: tuple[str, str], sentence: int, same: bool) -> None:
    assert same_happening(told("AID", form=forms[0]), told("AID", sentence, form=forms[1])) is same


@pytest.mark.parametrize(("last", "first", "same"), [(3, 3, True), (3, 4, False), (9, 2, True)])
def test_acts_of_words_are_one_only_where_their_clauses_overlap(last: int, first: int, same: bool) -> None:
    a = told("SUPPORT", last=last)
    assert same_happening(a, told("SUPPORT", token=first, first=first, last=12)) is same


def test_two_people_of_one_party_are_met_apart() -> None:
    first, second = told("CONSULT", recipients=(person("Ada", "MLI"),)), told("CONSULT", 1)
    assert same_happening(first, second)  # the state stands for its minister
    assert not same_happening(first, replace(second, recipients=(person("Ben", "MLI"),)))


def test_those_killed_go_before_the_place_of_a_bombing() -> None:
    dead = Participant(id="dead", name="eleven people", kind="crowd")
    bombing = told(form="noun", actors=(), token=1, when=MONDAY)
    killed = told(actors=(), recipients=(dead,), token=2)
    (one,) = merge([bombing, killed])
    assert one.best.recipients == (dead,)
    (other,) = merge([replace(bombing, recipients=(person("Silva", None),)), killed])
    assert [p.name for p in other.best.recipients] == ["Silva"]


def test_a_list_of_those_punished_is_one_stroke() -> None:
    firms = [Participant(id=name, name=name, kind="company") for name in ("Acme", "Brill")]
    one, two = (told("SANCTION", recipients=(firm,)) for firm in firms)
    assert same_happening(one, replace(two, sentence=1))
    assert not same_happening(replace(one, recipients=(PERU,)), replace(two, sentence=1))


# --- what is kept --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("poor", "full"),
    [
        ({"recipients": ()}, {}),
        ({"actors": ()}, {}),
        ({}, {"when": MONDAY}),
        ({"confidence": 0.3}, {"confidence": 0.9}),
        ({"actors": (), "when": MONDAY}, {}),  # both sides count for more than a day
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_the_fuller_telling_leads_in_either_order(poor: dict[str, Any], full: dict[str, Any], turned: bool) -> None:
    pair = [told(sentence=0, **poor), told(sentence=1, **full)]
    found = merge(pair[::-1] if turned else pair)
    assert [h.best.sentence for h in found] == [1]
    assert len(found[0].others) == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("when", MONDAY),
        ("place", Place(name="Oakton")),
        ("mode", "drone"),
        ("date_from", "clause"),
    ],
)
def test_the_leader_takes_what_only_the_other_tells(field: str, value: Any) -> None:
    lead, other = told(confidence=0.9), told("ASSAULT", 1, actors=(), **{field: value})
    assert getattr(merge([lead, other])[0].best, field) == value


def test_the_leader_keeps_its_own() -> None:
    lead = told(when=MONDAY, mode="drone", place=Place(name="Oakton", precision="city"))
    other = told("ASSAULT", 1, actors=(), when=MAY, mode="aerial")
    best = merge([lead, other])[0].best
    assert (best.when, best.mode, best.place, best.actors) == (MONDAY, "drone", lead.place, (CHAD,))


def test_a_mode_is_not_taken_from_another_type() -> None:
    found = merge([told("CONCEDE"), told("RETREAT", 1, actors=(), mode="withdraw")])
    assert [h.best.mode for h in found] == [None]


def test_nobody_is_filled_in_on_both_sides() -> None:
    lead, other = told("CONSULT", recipients=()), told("CONSULT", 1, actors=(), recipients=(CHAD,))
    happening = Happening(lead)
    happening.add(other)
    assert not {p.id for p in happening.best.actors} & {p.id for p in happening.best.recipients}


def test_all_who_are_punished_are_kept_once() -> None:
    one = told("SANCTION", recipients=(Participant(id="a", name="A", kind="company"),))
    two = told("SANCTION", 1, recipients=(Participant(id="b", name="B", kind="company"), *one.recipients))
    assert [p.id for p in merge([one, two])[0].best.recipients] == ["a", "b"]


def test_the_reason_names_the_sentence_from_one() -> None:
    assert merge([told(), told("ASSAULT", 2, actors=())])[0].best.why[-1] == "told again in sentence 3"


def test_the_latest_home_takes_a_telling() -> None:
    first, second = told(when=MONDAY), told("ASSAULT", 1, when=TUESDAY)
    found = merge([first, second, told("ASSAULT", 2)])
    assert [len(h.others) for h in found] == [0, 1]


def test_nothing_told_is_nothing_merged() -> None:
    assert merge([]) == []


# --- properties ----------------------------------------------------------------------------------------------

PEOPLE = st.lists(
    st.sampled_from([CHAD, MALI, PERU, OMAN, person("Ada", "MLI"), person("Ben", None)]), max_size=2, unique=True
)
KINDS: list[EventType] = ["ASSAULT", "CONSULT", "AID", "SANCTION", "ACCUSE", "SUPPORT", "CONCEDE", "RETREAT"]


def place(draft: Draft) -> tuple[int, int, str]:
    return (draft.sentence, draft.token, draft.type)


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    first = draw(st.integers(0, 6))
    return told(
        draw(st.sampled_from(KINDS)),
        draw(st.integers(0, 8)),
        form=draw(st.sampled_from(["verb", "noun"])),
        token=first,
        first=first,
        last=first + draw(st.integers(0, 5)),
        actors=tuple(draw(PEOPLE)),
        recipients=tuple(draw(PEOPLE)),
        when=draw(st.sampled_from([PartialDate(), MONDAY, TUESDAY, MAY])),
        status=draw(st.sampled_from(["occurred", "background", "planned", "denied"])),
        mode=draw(st.sampled_from([None, None, "visit", "phone"])),
        place=draw(st.sampled_from([None, Place(name="Oakton", precision="city"), Place(name="Elmford")])),
        another=draw(st.booleans()),
        confidence=draw(st.sampled_from([0.3, 0.5, 0.8])),
    )


@settings(max_examples=50, deadline=None)
@given(drafts(), drafts())
def test_being_one_happening_has_no_direction(a: Draft, b: Draft) -> None:
    assert same_happening(a, b) is same_happening(b, a)


@settings(max_examples=50, deadline=None)
@given(drafts(), drafts())
def test_two_tellings_merge_alike_in_both_orders(a: Draft, b: Draft) -> None:
    there, back = merge([a, b]), merge([b, a])
    assert len(there) == len(back)
    if len(there) == 1 and place(a) != place(b):
        assert there[0].best == back[0].best


@settings(max_examples=200, deadline=None)
@given(st.lists(drafts(), max_size=12))
def test_homes_are_found_as_by_going_through_all(tellings: list[Draft]) -> None:
    found: list[Happening] = []
    for draft in sorted(tellings, key=lambda d: (-bool(d.actors) - bool(d.recipients), *place(d))):
        at = (draft.sentence, draft.token)
        near = sorted(
            found,
            key=lambda h: (abs(h.best.sentence - at[0]), h.best.sentence > at[0], abs(h.best.token - at[1])),
        )
        home = next((h for h in near if same_happening(h.best, draft)), None)
        if home is None:
            found.append(Happening(draft))
        else:
            home.add(draft)
    found.sort(key=lambda h: place(h.best))
    assert [(h.best, h.others) for h in merge(tellings)] == [(h.best, h.others) for h in found]


@settings(max_examples=200, deadline=None)
@given(st.lists(drafts(), max_size=7, unique_by=lambda d: place(d)), st.randoms(use_true_random=False))
def test_the_order_of_tellings_does_not_matter(tellings: list[Draft], chance: Random) -> None:
    turned = list(tellings)
    chance.shuffle(turned)
    assert [(h.best, h.others) for h in merge(turned)] == [(h.best, h.others) for h in merge(tellings)]


def test_a_telling_without_a_side_joins_the_nearest_it_can_be_of() -> None:
    first, second = told(sentence=0), told(sentence=3, actors=(PERU,))
    bare = [told(sentence=n, actors=()) for n in (1, 2)]
    for tellings in ([first, *bare, second], [bare[1], second, first, bare[0]]):
        assert [[d.sentence for d in h.others] for h in merge(tellings)] == [[1], [2]]


def test_many_tellings_take_time_by_their_number() -> None:
    began = time.monotonic()
    tellings = [
        told("CONSULT", n, recipients=(party(f"P{n % 500}"),), when=(MONDAY, MAY)[n % 2]) for n in range(10_000)
    ]
    assert len(merge(tellings)) < len(tellings)
    assert time.monotonic() - began < MANY_S


@settings(max_examples=40, deadline=None)
@given(st.lists(drafts(), max_size=7))
def test_no_telling_is_lost_or_doubled(tellings: list[Draft]) -> None:
    found = merge(tellings)
    assert sum(1 + len(h.others) for h in found) == len(tellings)
    places = sorted((d.sentence, d.token, d.type) for h in found for d in (h.best, *h.others))
    assert places == sorted((d.sentence, d.token, d.type) for d in tellings)


@settings(max_examples=40, deadline=None)
@given(st.lists(drafts(), max_size=7))
def test_a_happening_is_of_one_family_and_one_mood(tellings: list[Draft]) -> None:
    for happening in merge(tellings):
        told_there = (happening.best, *happening.others)
        assert len({family(d) for d in told_there}) == 1
        assert len({d.status in {"planned", "hypothetical"} for d in told_there}) == 1


@settings(max_examples=40, deadline=None)
@given(drafts())
def test_a_telling_alone_is_left_as_it_is(alone: Draft) -> None:
    assert [(h.best, h.others) for h in merge([alone])] == [(alone, [])]


@settings(max_examples=40, deadline=None)
@given(drafts())
def test_a_telling_repeated_word_for_word_is_one(alone: Draft) -> None:
    named = replace(alone, actors=(CHAD,), recipients=(MALI,))
    found = merge([named, named, named])
    assert len(found) == 1
    assert (found[0].best.actors, found[0].best.when) == (named.actors, named.when)


@pytest.mark.parametrize(
    ("changes", "one"),
    [
        ({"actors": (), "recipients": ()}, True),  # "denied it, rejecting ..."
        ({"recipients": ()}, True),
        ({"recipients": (PERU,)}, False),
        ({"first": 5, "last": 8}, False),  # another clause
        ({"sentence": 1}, False),
    ],
)
def test_two_words_of_a_clause_are_one_act_where_the_model_alone_took_one(changes: dict[str, Any], one: bool) -> None:
    learnt = replace(frame("verb", "REQUEST", "learnt-request"), learnt=True)
    other = replace(told("REQUEST"), **{"frame": learnt, "token": 3, **changes})
    assert same_happening(told("REQUEST"), other) == one


@pytest.mark.parametrize(
    ("one", "other", "when"),
    [
        ("2022", "2022-11", "2022-11"),
        ("2022-11", "2022-11-04", "2022-11-04"),
        ("2022-11-04", "2022", "2022-11-04"),
        ("unknown", "2022", "2022"),
        ("2022", "unknown", "2022"),
    ],
)
def test_of_two_dates_the_sharper_is_the_happening_s(one: str, other: str, when: str) -> None:
    tellings = [
        told(when=PartialDate.parse(one), date_from="clause"),
        told(when=PartialDate.parse(other), date_from="sentence", sentence=1, recipients=()),
    ]
    (happening,) = merge(tellings)
    assert happening.best.when == PartialDate.parse(when)
    assert happening.best.date_from == ("clause" if when == one else "sentence")
