"""What becomes of acts told in the content of a request, a charge or a denial."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from dragoman.events.draft import Draft
from dragoman.events.frames import Frame, FrameKind, FrameTable
from dragoman.events.regions import IN_CONTENT, content_of, settle
from dragoman.events.scene import Context, Scene
from dragoman.language.tree import Tree
from dragoman.records import EventType, Participant
from tests.events.fakes import FakeEntities
from tests.parsed import reading

TABLE = FrameTable.load()
PERU = Participant(id="PER", name="Peru", kind="state", party="PER", country="PER")
OMAN = Participant(id="OMN", name="Oman", kind="state", party="OMN", country="OMN")
SAID_THAT = """
Peru Peru PROPN 2 nsubj
urged urge VERB 0 root
that that SCONJ 5 mark
Oman Oman PROPN 5 nsubj
withdraw withdraw VERB 2 ccomp
troops troop NOUN 5 obj
which which PRON 9 nsubj
had have AUX 9 aux
attacked attack VERB 6 acl:relcl
Chad Chad PROPN 9 obj
"""
CONDEMNED = """
Peru Peru PROPN 2 nsubj
condemned condemn VERB 0 root
the the DET 4 det
attack attack NOUN 2 obj
by by ADP 6 case
Oman Oman PROPN 4 nmod
and and CCONJ 8 cc
expelled expel VERB 2 conj
diplomats diplomat NOUN 8 obj
"""


def scene(block: str) -> Scene:
    read = reading(block)[1]
    return Scene(Tree(read.sentences[0], 0), Context(entities=FakeEntities(read), frames=TABLE))


def draft(
    kind: EventType, token: int, *actors: Participant, content: str = "keep", form: FrameKind = "verb", name: str = "x"
) -> Draft:
    made_up = Frame(
        name=name, type=kind, kind=form, words=("act",), actor=(), recipient=(), need=(), examples=(),
        content=content,  # type: ignore[arg-type]
    )  # fmt: skip
    return Draft(frame=made_up, type=kind, sentence=0, token=token, first=0, last=3, actors=actors)


# --- the content ------------------------------------------------------------------------------------------------


def test_a_complement_is_content_but_not_what_is_told_beside_it() -> None:
    inside = content_of(scene(SAID_THAT), draft("REQUEST", 1))
    assert {2, 3, 4, 5} <= inside
    assert not inside & {0, 1, 6, 7, 8, 9}  # subject, trigger, relative clause


def test_an_object_is_content_and_a_coordinated_verb_is_not() -> None:
    inside = content_of(scene(CONDEMNED), draft("ACCUSE", 1))
    assert {2, 3, 4, 5} <= inside
    assert not inside & {0, 1, 7, 8}


# --- what becomes of it --------------------------------------------------------------------------------------------


def test_what_is_asked_for_is_marked_as_told_there() -> None:
    request, asked, beside = draft("REQUEST", 1, PERU, content="drop"), draft("RETREAT", 4, OMAN), draft("ASSAULT", 8)
    assert settle(scene(SAID_THAT), [request, asked, beside]) == [request, replace(asked, within="REQUEST"), beside]


@pytest.mark.parametrize(
    ("content", "actor", "status", "basis", "by"),
    [
        ("keep", OMAN, "occurred", "plain", None),
        ("alleged", OMAN, "occurred", "alleged", "Peru"),
        ("denied", OMAN, "occurred", "alleged", "Peru"),  # denied by another than its actor
        ("denied", PERU, "denied", "plain", None),
        ("alleged", PERU, "occurred", "alleged", "Peru"),
    ],
)
def test_what_is_charged_or_denied(content: str, actor: Participant, status: str, basis: str, by: str | None) -> None:
    holder, act = draft("ACCUSE", 1, PERU, content=content), draft("ASSAULT", 4, actor)
    found = settle(scene(SAID_THAT), [holder, act])
    assert found[0] == holder
    assert (found[1].status, found[1].basis, found[1].asserted_by) == (status, basis, by)
    assert any(IN_CONTENT in reason for reason in found[1].why) is (content != "keep")


@pytest.mark.parametrize(
    ("name", "form", "basis"),
    [
        ("accuse-condemn", "noun", "plain"),  # that there was an attack is not in doubt
        ("accuse-condemn", "verb", "alleged"),
        ("accuse-allege", "noun", "alleged"),
        ("accuse-investigate", "noun", "alleged"),
    ],
)
def test_what_is_condemned_happened_and_what_is_charged_may_have(name: str, form: FrameKind, basis: str) -> None:
    holder = draft("ACCUSE", 1, PERU, content="alleged", name=name)
    act = draft("ASSAULT", 3, OMAN, form=form)
    assert settle(scene(CONDEMNED), [holder, act])[1].basis == basis


def test_one_charge_told_twice_is_not_charged_with_itself() -> None:
    twice = [draft("ACCUSE", 1, PERU, content="alleged"), draft("ACCUSE", 4, PERU)]
    assert settle(scene(SAID_THAT), twice) == twice


def test_what_stands_beside_a_content_is_left_alone() -> None:
    pair = [draft("ACCUSE", 1, PERU, content="alleged"), draft("SANCTION", 7, PERU)]
    assert settle(scene(CONDEMNED), pair) == pair


def test_nothing_told_is_nothing_settled() -> None:
    assert settle(scene(CONDEMNED), []) == []


# --- any tree ---------------------------------------------------------------------------------------------------------

RELATIONS = ("nsubj", "obj", "obl", "nmod", "acl", "acl:relcl", "ccomp", "xcomp", "advcl", "conj", "appos", "mark")


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_on_any_tree_a_trigger_is_outside_its_content_and_no_telling_is_added(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 8))
    rows = ["urged urge VERB 0 root"]
    for number in range(2, size + 1):
        upos, relation = data.draw(st.sampled_from(["VERB", "NOUN", "PROPN"])), data.draw(st.sampled_from(RELATIONS))
        rows.append(f"raid raid {upos} {data.draw(st.integers(1, number - 1))} {relation}")
    around = scene("\n".join(rows))
    contents = data.draw(st.lists(st.sampled_from(["keep", "drop", "alleged", "denied"]), min_size=size, max_size=size))
    drafts = [draft("ASSAULT", token, PERU, content=content) for token, content in enumerate(contents)]
    assert all(d.token not in content_of(around, d) for d in drafts)
    found = settle(around, drafts)
    assert [d.token for d in found] == sorted({d.token for d in found})
    assert {d.token for d in found} <= {d.token for d in drafts}
    assert settle(around, [replace(drafts[0], actors=())])[0].token == 0
