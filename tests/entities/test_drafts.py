"""Clusters are found by key as they would be found by going through all of them, and in time that grows with them."""

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.entities.drafts import Draft, Drafts, initials, kind_key, same_person
from dragoman.entities.mentions import Found
from dragoman.records import EntityKind, Mention

WORDS = ["Jane", "J.", "Doe", "D.", "Moussa", "Faki", "Oakton", "NDA"]
NAMES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
KINDS: list[EntityKind] = ["person", "organisation", "place"]
MANY, SECONDS = 6_000, 15.0  # going through all of them takes minutes


def named(text: str, kind: EntityKind, start: int = 0) -> Found:
    return Found(
        mention=Mention(
            start=start, end=start + len(text), text=text, form="name", kind=kind, sentence=start, first=0, last=0,
            head=0, probability=1.0,
        )
    )  # fmt: skip


def placed(drafts: Drafts, text: str, kind: EntityKind) -> Draft:
    draft = drafts.called(text.casefold(), kind)
    if draft is None:
        draft = drafts.new(named(text, kind), kind, text)
        drafts.call(draft, text.casefold())
    if draft.kind == "person" and len(text) > len(draft.name):
        draft.name = text
        drafts.call(draft, text.casefold())
    return draft


def by_going_through(drafts: list[Draft], name: str, kind: EntityKind) -> Draft | None:
    for draft in reversed(drafts):
        same = draft.name.casefold() == name or name in draft.aliases
        if (same and (draft.kind == kind or draft.kind != "person")) or (
            draft.kind == "person" == kind and same_person(draft.name, name)
        ):
            return draft
    return None


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(NAMES, st.sampled_from(KINDS)), max_size=25), NAMES, st.sampled_from(KINDS))
def test_a_name_is_found_as_by_going_through_all(
    told: list[tuple[str, EntityKind]], name: str, kind: EntityKind
) -> None:
    drafts = Drafts()
    for text, of in told:
        placed(drafts, text, of)
    assert drafts.called(name.casefold(), kind) is by_going_through(drafts.all, name.casefold(), kind)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3)), max_size=30), st.integers(0, 60))
def test_the_latest_mentioned_come_first(steps: list[tuple[int, int]], asked: int) -> None:
    drafts, start, seen = Drafts(), 0, dict[int, int]()
    for _ in range(6):
        drafts.new(named("x", "state"), "state", "x")
    for number, step in steps:
        start += step
        if start >= asked:
            break
        drafts.note(drafts.all[number], named("x", "state", start).mention)
        seen[number] = start
    found = [draft.number for draft in drafts.before([kind_key("state")], asked)]
    assert found == sorted(seen, key=lambda number: (-seen[number], number))


def test_what_begins_here_was_not_mentioned_before() -> None:
    drafts = Drafts()
    peru = drafts.new(named("Peru", "state"), "state", "Peru")
    drafts.note(peru, named("Peru", "state", 7).mention)
    assert drafts.before([kind_key("state")], 7) == []
    assert drafts.before([kind_key("state")], 8) == [peru]


def test_many_names_take_time_by_their_number() -> None:
    drafts, began = Drafts(), time.monotonic()
    for number in range(MANY):
        for text in (f"Ada{number % 97} Name{number}", f"Name{number}"):
            placed(drafts, text, "person")
        drafts.note(drafts.all[-1], named("x", "person", number).mention)
        drafts.before([kind_key("person")], number)
    assert len(drafts.all) == MANY
    assert time.monotonic() - began < SECONDS


def test_a_body_is_found_by_its_initials() -> None:
    drafts = Drafts()
    movement = placed(drafts, "Movement for Renewal and Democracy Now", "organisation")
    placed(drafts, "Mary Rose Dean Nye", "person")
    assert drafts.abbreviated("MRDN") is movement
    assert drafts.called("mrdn", "organisation") is movement
    assert drafts.abbreviated("Mrdn") is None
    assert drafts.abbreviated("MRX") is None


def test_a_short_name_has_no_initials() -> None:
    assert initials("Lake Militia") is None
    assert initials("the Movement for Renewal and Democracy") == "mrd"
