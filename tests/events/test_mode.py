"""PLOVER's mode: the frame's, or that of a word in the clause."""

import pytest

from dragoman.codes.plover import is_mode
from dragoman.events.frames import Frame, FrameTable, ModeRule
from dragoman.events.mode import mode_of
from dragoman.events.scene import Context, Scene
from dragoman.language.tree import Tree
from dragoman.records import EventType
from tests.events.fakes import FakeEntities
from tests.parsed import reading

TABLE = FrameTable.load()
CLAUSE = """
Chad Chad PROPN 2 nsubj
struck strike VERB 0 root
Mali Mali PROPN 2 obj
with with ADP 5 case
{form} {lemma} NOUN 2 obl
on on ADP 7 case
Monday Monday PROPN 2 obl
"""


def frame(event: EventType, mode: str | None = None) -> Frame:
    return Frame(
        name="made-up", type=event, kind="verb", words=("strike",), actor=(), recipient=(), need=(), examples=(),
        mode=mode,
    )  # fmt: skip


def mode(word: str, told: Frame, *, kind: EventType | None = None, last: int = 6) -> str | None:
    form, _, lemma = word.partition("/")
    read = reading(CLAUSE.format(form=form, lemma=lemma or form))[1]
    scene = Scene(Tree(read.sentences[0], 0), Context(entities=FakeEntities(read), frames=TABLE))
    return mode_of(scene, told, kind or told.type, 0, last)


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("drones/drone", "drone"),
        ("Drones/Drone", "drone"),  # in any case
        ("airstrikes/airstrike", "aerial"),
        ("rockets/rocket", "heavy-weapons"),
        ("grenades/grenade", "explosives"),
        ("rifles/rifle", "firearms"),
        ("machetes/machete", "primitive"),
        ("sarin", "unconventional"),
        ("vigour", None),
    ],
)
def test_the_means_of_an_assault_are_its_mode(word: str, found: str | None) -> None:
    assert mode(word, frame("ASSAULT")) == found


def test_a_word_outside_the_clause_is_not_read() -> None:
    assert mode("drones/drone", frame("ASSAULT"), last=3) is None
    assert mode("drones/drone", frame("ASSAULT"), last=4) == "drone"


def test_a_word_makes_the_frame_s_mode_sharper() -> None:
    assert mode("drones/drone", frame("ASSAULT", "aerial")) == "drone"
    assert mode("vigour", frame("ASSAULT", "aerial")) == "aerial"


@pytest.mark.parametrize("fixed", ["abduct", "beat", "torture", "sexual", "destroy"])
def test_some_modes_of_an_assault_stand_against_any_word(fixed: str) -> None:
    assert mode("rifles/rifle", frame("ASSAULT", fixed)) == fixed


@pytest.mark.parametrize("word", ["phone", "drone", "rocket", "vigour"])
@pytest.mark.parametrize(("event", "fixed"), [("CONSULT", "visit"), ("COERCE", "arrest"), ("RETREAT", "ceasefire")])
def test_a_frame_settles_these_types(word: str, event: EventType, fixed: str) -> None:
    assert mode(word, frame(event, fixed)) == fixed


def test_a_meeting_without_a_mode_takes_the_word_s() -> None:
    assert mode("phone", frame("CONSULT")) == "phone"


@pytest.mark.parametrize("event", ["AID", "CONSULT", "SANCTION", "AGREE"])
def test_the_means_of_an_assault_say_nothing_of_other_types(event: EventType) -> None:
    assert mode("rockets/rocket", frame(event)) is None


def test_a_type_changed_by_negation_has_no_mode_of_the_frame() -> None:
    assert mode("phone", frame("CONSULT", "visit"), kind="REJECT") is None


@pytest.mark.parametrize("rule", TABLE.modes, ids=lambda rule: f"{rule.type}-{rule.mode}")
def test_every_rule_gives_a_mode_of_its_type_for_each_of_its_words(rule: ModeRule) -> None:
    assert is_mode(rule.type, rule.mode)
    earlier = {w for r in TABLE.modes[: TABLE.modes.index(rule)] if r.type == rule.type for w in r.words}
    for word in set(rule.words) - earlier:
        assert mode(word, frame(rule.type)) == rule.mode
