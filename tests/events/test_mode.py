"""PLOVER's mode: the frame's, or that of a word in the clause."""

import pytest
from msgspec.structs import replace

from dragoman.codes.plover import is_mode
from dragoman.events.frames import Frame, FrameTable, ModeRule
from dragoman.events.mode import LIKELY, code_of, force_of, mode_of
from dragoman.events.scene import Context, Scene
from dragoman.language.tree import Tree
from dragoman.records import Act, EventType
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
    return mode_of(scene, told, kind or told.type, 1, (0, last))


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


def scene_of(block: str, *acts: Act) -> Scene:
    read = reading(block)[1]
    context = Context(entities=FakeEntities(read), frames=TABLE)
    return Scene(Tree(read.sentences[0], 0), context, acts={act.token: act for act in acts})


def act(**fields: tuple[tuple[str, float], ...]) -> Act:
    return Act(sentence=0, token=1, types=(("COERCE", 0.9),), **fields)  # type: ignore[arg-type]


STRUCK = CLAUSE.format(form="vigour", lemma="vigour")


@pytest.mark.parametrize(
    ("likely", "found"),
    [
        (("arrest", LIKELY), "arrest"),
        (("arrest", LIKELY - 0.01), None),
        (("none", 0.9), None),
        (("visit", 0.9), None),  # no mode of the type
    ],
)
def test_where_frame_and_words_say_nothing_the_reader_says_the_mode(
    likely: tuple[str, float], found: str | None
) -> None:
    scene = scene_of(STRUCK, act(mode=(likely,)))
    assert mode_of(scene, frame("COERCE"), "COERCE", 1, (0, 6)) == found
    assert mode_of(scene, frame("COERCE", "seize"), "COERCE", 1, (0, 6)) == "seize"


def test_a_frame_says_how_it_is_asked_before_the_reader() -> None:
    scene = scene_of(STRUCK, act(force=(("demand", 0.7),)))
    assert force_of(scene, frame("REQUEST"), "REQUEST", 1) == "demand"
    assert force_of(scene, replace(frame("REQUEST"), force="appeal"), "REQUEST", 1) == "appeal"
    assert force_of(scene, frame("AID"), "AID", 1) is None


GAVE = """
Chad Chad PROPN 2 nsubj
{verb} {verb} VERB 0 root
{thing} {thing} NOUN 2 obj
to to ADP 5 case
Mali Mali PROPN 2 obl
"""


@pytest.mark.parametrize(
    ("event", "words", "found"),
    [
        ("AID", "give asylum", "075"),
        ("AID", "give ammunition", "072"),
        ("AID", "give medicine", "073"),
        ("AID", "give loan", "071"),
        ("AID", "give advice", None),
        ("AID", "send soldier", "074"),
        ("REJECT", "veto resolution", "129"),
        ("COOPERATE", "share intelligence", "064"),
        ("SUPPORT", "sign treaty", "057"),
        ("SUPPORT", "give medicine", None),  # words of another type's rules
    ],
)
def test_the_cameo_code_is_the_most_specific_that_the_words_tell(
    event: EventType, words: str, found: str | None
) -> None:
    verb, thing = words.split()
    scene = scene_of(GAVE.format(verb=verb, thing=thing))
    assert code_of(scene, frame(event), event, 1, mode=None, force=None) == found


def test_a_demand_has_its_own_code() -> None:
    scene = scene_of(GAVE.format(verb="ask", thing="mediation"))
    codes = [code_of(scene, frame("REQUEST"), "REQUEST", 1, mode=None, force=force) for force in ("appeal", "demand")]
    assert codes == ["028", "108"]


def test_where_no_rule_holds_the_frame_s_code_does() -> None:
    scene, told = scene_of(GAVE.format(verb="give", thing="vigour")), replace(frame("AID"), cameo="075")
    assert code_of(scene, told, "AID", 1, mode=None, force=None) == "075"
    assert code_of(scene, told, "REJECT", 1, mode=None, force=None) is None  # negated
