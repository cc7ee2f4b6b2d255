"""One telling of an event: who, whether, on whose word, of which type."""

import pytest
from msgspec.structs import replace

from dragoman.dates import TimeExpression
from dragoman.events.draft import Draft
from dragoman.events.frames import Frame, FrameKind, FrameTable
from dragoman.events.scene import Context, Scene
from dragoman.events.telling import participants_of, read_draft
from dragoman.language.tree import Tree
from dragoman.partial_date import PartialDate
from dragoman.records import EventType, Participant
from tests.events import test_scene as stage
from tests.events.fakes import FakeEntities
from tests.parsed import reading

TABLE = FrameTable.load()
TODAY = PartialDate.parse("2024-05-10")
CHAD_MALI = """
Chad Chad PROPN 2 nsubj
shelled shell VERB 0 root Mood=Ind|Tense=Past|VerbForm=Fin
Mali Mali PROPN 2 obj
{word} {word} ADV 2 advmod
"""
NOT = """
Chad Chad PROPN 4 nsubj
did do AUX 4 aux Tense=Past|VerbForm=Fin
not not PART 4 advmod
shell shell VERB 0 root VerbForm=Inf
Mali Mali PROPN 4 obj
"""
BOTH = """
Chad Chad PROPN 4 nsubj
and and CCONJ 3 cc
Mali Mali PROPN 1 conj
agreed agree VERB 0 root Tense=Past|VerbForm=Fin
"""
ALONE = """
Chad Chad PROPN 2 nsubj
fired fire VERB 0 root Tense=Past|VerbForm=Fin
rockets rocket NOUN 2 obj
"""
AIM = """
Chad Chad PROPN 2 nsubj
pressed press VERB 0 root Tense=Past|VerbForm=Fin
for for ADP 4 case
talks talk NOUN 2 obl
with with ADP 6 case
Mali Mali PROPN 4 nmod
"""


def frame(kind: EventType = "ASSAULT", form: FrameKind = "verb", **fields: object) -> Frame:
    made_up = Frame(
        name="made-up", type=kind, kind=form, words=("shell",), actor=("subj",), recipient=("obj",), need=("both",),
        examples=(),
    )  # fmt: skip
    return replace(made_up, **fields)


def scene(block: str) -> Scene:
    read = reading(block)[1]
    return Scene(Tree(read.sentences[0], 0), Context(entities=FakeEntities(read), frames=TABLE))


def telling(block: str, token: int, told: Frame) -> Draft | None:
    return read_draft(scene(block), token, told, (), reference=TODAY)


def sides(block: str, token: int, told: Frame) -> tuple[list[str], list[str]] | None:
    found = participants_of(scene(block), token, told)
    return None if found is None else ([p.name for p in found[0]], [p.name for p in found[1]])


# --- days to come ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "day", "status"),
    [
        ("PROTEST", "2024-05-13", "planned"),  # "called a strike for Monday"
        ("PROTEST", "2024-05-06", "occurred"),
        ("AGREE", "2024-05-13", "occurred"),  # "invited Mali for Monday": the day is not that of the invitation
    ],
)
def test_what_is_called_for_a_day_to_come_is_planned(kind: EventType, day: str, status: str) -> None:
    block = """
    Chad Chad PROPN 2 nsubj
    called call VERB 0 root Mood=Ind|Tense=Past|VerbForm=Fin
    strikes strike NOUN 2 obj
    for for ADP 5 case
    Monday Monday PROPN 2 obl
    """
    told, when = scene(block), PartialDate.parse(day)
    place = told.tree[4]
    monday = TimeExpression(start=place.start, end=place.end, text="Monday", value=when, kind="date", reason="given")
    found = read_draft(told, 1, frame(kind, need=("actor",)), (monday,), reference=TODAY)
    assert found is not None
    assert (found.status, bool(found.when)) == (status, kind == "PROTEST")


# --- both sides -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("need", "block", "there"),
    [
        (("both",), CHAD_MALI.format(word="again"), True),
        (("both",), ALONE, False),
        (("actor",), ALONE, True),
        (("recipient",), ALONE, False),
        (("any",), ALONE, True),
        ((), ALONE, True),
        (("actor", "recipient"), ALONE, False),
    ],
)
def test_a_frame_is_told_where_those_it_needs_are_named(need: tuple[str, ...], block: str, there: bool) -> None:
    assert (sides(block, 1, frame(need=need)) is not None) is there


@pytest.mark.parametrize(
    ("must", "there"),
    [(("acts",), True), (("group",), True), (("animate",), True), (("person",), False), (("armed_group",), False)],
)
def test_a_side_must_be_of_the_kind_asked(must: tuple[str, ...], there: bool) -> None:
    block = CHAD_MALI.format(word="again")
    assert (sides(block, 1, frame(actor_must=must)) is not None) is there
    assert (sides(block, 1, frame(recipient_must=must)) is not None) is there


@pytest.mark.parametrize(
    ("told", "found"),
    [
        (frame("CONSULT", need=()), (["Chad"], ["Mali"])),  # the first with the second
        (frame("COOPERATE", need=()), (["Chad"], ["Mali"])),
        (frame("AGREE", need=(), mutual=True), (["Chad", "Mali"], ["Chad", "Mali"])),
        (frame("AGREE", need=()), (["Chad", "Mali"], [])),
    ],
)
def test_a_subject_that_names_both(told: Frame, found: tuple[list[str], list[str]]) -> None:
    assert sides(BOTH, 3, told) == found


SHIP = Participant(id="ship", name="ship", kind="other", party="PER", country="PER")


@pytest.mark.parametrize(
    ("objects", "recipients"),
    [
        (("Oman", "Silva"), ["Oman"]),  # he is a Peruvian
        (("Silva",), ["Silva"]),  # of those at home
        (("ship",), []),  # "keeps its ship away"
        (("Oman", "ship"), ["Oman"]),
    ],
)
def test_the_own_side_and_its_things_are_no_recipients_beside_others(
    objects: tuple[str, ...], recipients: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(stage.KNOWN, "ship", SHIP)
    block = f"Peru Peru PROPN 2 nsubj\nstruck strike VERB 0 root\n{objects[0]} {objects[0]} PROPN 2 obj"
    block += "".join(f"\n{name} {name} PROPN 3 conj" for name in objects[1:])
    found = participants_of(stage.scene(block), 1, stage.frame())
    assert found is not None
    assert stage.names(found[1]) == recipients


def test_in_a_joint_act_all_are_on_both_sides() -> None:
    block = CHAD_MALI.format(word="again")
    assert sides(block, 1, frame("AGREE", joint=True)) == (["Chad", "Mali"], ["Chad", "Mali"])


def test_nobody_shells_himself() -> None:
    block = CHAD_MALI.format(word="again").replace("Mali Mali", "Chad Chad")
    assert sides(block, 1, frame()) is None
    assert sides(block, 1, frame(need=("actor",))) == (["Chad"], [])


# --- the telling -------------------------------------------------------------------------------------------------


def test_a_telling_says_who_whom_and_why() -> None:
    found = telling(CHAD_MALI.format(word="heavily"), 1, frame(mode="aerial", confidence=0.6))
    assert found is not None
    assert (found.type, found.status, found.basis, found.mode) == ("ASSAULT", "occurred", "plain", "heavy-weapons")
    assert (found.first, found.token, found.last, found.confidence) == (0, 1, 3, 0.6)
    assert found.why[0] == "made-up"
    assert len(found.why) == 3  # frame, status, word


@pytest.mark.parametrize(("word", "basis"), [("heavily", "plain"), ("reportedly", "alleged")])
def test_a_hedge_is_heard(word: str, basis: str) -> None:
    found = telling(CHAD_MALI.format(word=word), 1, frame())
    assert found is not None
    assert found.basis == basis


@pytest.mark.parametrize(
    ("word", "another"), [("separately", True), ("elsewhere", True), ("Third", True), ("heavily", False)]
)
def test_a_further_happening_is_marked(word: str, another: bool) -> None:
    found = telling(CHAD_MALI.format(word=word), 1, frame())
    assert found is not None
    assert found.another is another


@pytest.mark.parametrize(
    ("told", "kind", "status"),
    [
        (frame(negated="REJECT"), "REJECT", "occurred"),  # to refuse it is an act of its own
        (frame(negated=""), None, None),
        (frame("SUPPORT", content="drop"), None, None),  # what was not said is not told
        (frame(), None, None),  # an act not done is no event
        (frame("REJECT", negative_only=True), "REJECT", "occurred"),
    ],
)
def test_what_a_negation_makes_of_it(told: Frame, kind: str | None, status: str | None) -> None:
    found = telling(NOT, 3, told)
    assert (found.type if found else None, found.status if found else None) == (kind, status)


@pytest.mark.parametrize(("kind", "there"), [("CONSULT", False), ("AGREE", False), ("AID", False), ("ASSAULT", True)])
def test_a_noun_that_is_called_for_is_an_aim(kind: EventType, there: bool) -> None:
    told = frame(kind, "noun", actor=("verb.subj",), recipient=("with",), need=())
    assert (telling(AIM, 3, told) is not None) is there


def test_nobody_named_is_nothing_told() -> None:
    assert telling(ALONE, 1, frame()) is None
