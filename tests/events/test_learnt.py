"""Triggers on the model's word, where a frame knows the word but not its surroundings and the model is sure."""

import pytest
from msgspec.structs import replace

from dragoman.events.coder import drafts_of
from dragoman.events.learnt import BY_RULE, DOUBT, LINK, WEIGHED, doubted, frame_of, learnt_frame, linked, suffice
from dragoman.events.people import People
from dragoman.events.scene import Scene
from dragoman.events.telling import participants_of
from dragoman.partial_date import PartialDate
from dragoman.records import Act, EventType
from tests.events.test_scene import OMAN, PERU, frame, scene

STRUCK = """
Peru Peru PROPN 2 nsubj
struck|VBD strike VERB 0 root Tense=Past|VerbForm=Fin
near near ADP 4 case
Oman Oman PROPN 2 obl
"""
# A frame that knows the verb but wants it passive.
PASSIVE = frame(passive_only=True)
HELD, KNOWN = BY_RULE.held, BY_RULE.known
TODAY = PartialDate.parse("2020-05-05")


def act(probability: float, kind: EventType = "ASSAULT", *, recipient: float = 0.9) -> Act:
    return Act(0, 1, ((kind, probability),), actors=((0, 0.9),), recipients=((3, recipient),))


def acting(given: Act, *frames: object) -> Scene:
    it = scene(STRUCK, *frames)  # type: ignore[arg-type]
    it.acts = {1: given}
    return it


@pytest.mark.parametrize(
    ("given", "known", "taken"),
    [
        (act(KNOWN), PASSIVE, True),
        (act(KNOWN - 0.01), PASSIVE, False),
        (act(HELD), frame(recipient=("obj",), need=("both",)), True),  # it holds, but finds no recipient
        (act(HELD - 0.01), frame(need=("both",)), False),
        (act(0.9, "ACCUSE"), PASSIVE, False),  # no frame of that type knows the word
        (act(0.9), frame(words=("shell",)), False),
    ],
)
def test_when_a_word_is_taken_on_the_models_word(given: Act, known: object, taken: bool) -> None:
    found = learnt_frame(acting(given, known), 1)
    assert (found is not None) == taken
    if found is not None:
        assert (found.type, found.learnt) == ("ASSAULT", True)
        assert found.name == ("learnt-assault" if known is PASSIVE else "learnt-strike")


def test_where_candidates_are_weighed_less_is_asked() -> None:
    for given, known in ((WEIGHED.known, PASSIVE), (WEIGHED.unknown, frame(words=("shell",)))):
        assert learnt_frame(acting(act(given), known), 1, least=WEIGHED) is not None
        assert learnt_frame(acting(act(given - 0.01), known), 1, least=WEIGHED) is None


def test_a_word_the_model_has_not_marked_is_none() -> None:
    assert learnt_frame(scene(STRUCK, PASSIVE), 1) is None


def test_participants_are_those_linked() -> None:
    it = acting(act(0.9), PASSIVE)
    assert (linked(it, it.acts[1], actors=True), linked(it, it.acts[1], actors=False)) == ((PERU,), (OMAN,))
    assert linked(it, act(0.9, recipient=LINK - 0.01), actors=False) == ()


ASKED = """
Peru Peru PROPN 2 nsubj
asked ask VERB 0 root
{mark} of ADP 5 case
{lemma} {lemma} NOUN {head}
Oman Oman PROPN 4 nmod
"""


@pytest.mark.parametrize(
    ("mark", "lemma", "kind", "people"),
    [
        ("on", "behalf", "SUPPORT", ()),  # he acts for Oman
        ("for", "release", "REQUEST", ()),  # of somebody else
        ("for", "release", "RETREAT", (OMAN,)),
        ("for", "help", "REQUEST", (OMAN,)),
    ],
)
def test_whoever_is_only_spoken_for_is_no_recipient(mark: str, lemma: str, kind: EventType, people: People) -> None:
    it = scene(ASKED.format(mark=mark, lemma=lemma, head="2 obl"))
    assert linked(it, Act(0, 1, ((kind, 0.9),), recipients=((4, 0.9),)), actors=False) == people


def test_the_subject_goes_before_those_linked() -> None:
    it = scene(STRUCK)
    it.acts = {1: Act(0, 1, (("ASSAULT", 0.9),), actors=((3, 0.9),))}
    found = participants_of(it, 1, frame_of("ASSAULT", "verb"))
    assert found is not None
    assert found[0] == (PERU,)


HIT = """
The the DET 2 det
wreckers|NNS wrecker NOUN 3 nsubj Number=Plur
struck|VBD strike VERB 0 root Tense=Past|VerbForm=Fin
two two NUM 5 nummod
dinghies|NNS dinghy NOUN 3 obj Number=Plur
"""


def test_whom_no_table_knows_is_linked_by_the_words_that_describe_him() -> None:
    it = scene(HIT, PASSIVE)
    given = Act(0, 2, (("ASSAULT", 0.9),), actors=((1, 0.9),), recipients=((4, 0.9),))
    (doer,), (hit,) = linked(it, given, actors=True), linked(it, given, actors=False)
    assert (doer.name, doer.kind, doer.party) == ("wreckers", "crowd", None)
    assert (hit.name, hit.kind, hit.party) == ("two dinghies", "other", None)


def test_a_frame_that_suffices_takes_those_linked_for_an_empty_side() -> None:
    it = scene(HIT, frame(need=("any",), actor=("subj",), recipient=("on",)))
    it.acts = {2: Act(0, 2, (("ASSAULT", 0.9),), actors=((1, 0.9),), recipients=((4, 0.9),))}
    sides = participants_of(it, 2, frame(need=(), actor=("subj",), recipient=("on",)))
    assert sides is not None
    assert [[p.name for p in side] for side in sides] == [["wreckers"], ["two dinghies"]]


def test_the_telling_says_that_it_was_learnt() -> None:
    [draft] = drafts_of(acting(act(0.9), PASSIVE), [], reference=TODAY)
    assert (draft.type, draft.actors, draft.recipients, draft.status) == ("ASSAULT", (PERU,), (OMAN,), "occurred")
    assert (draft.why[0], draft.confidence) == ("learnt-assault", 0.9)
    assert drafts_of(acting(act(KNOWN - 0.01), PASSIVE), [], reference=TODAY) == []


def test_a_frame_that_finds_its_participants_goes_before_the_model() -> None:
    near = frame(recipient=("near",))
    [draft] = drafts_of(acting(act(0.99, recipient=0.0), near), [], reference=TODAY)
    assert (draft.why[0], draft.recipients) == ("strike", (OMAN,))


def test_somebody_must_be_linked() -> None:
    nobody = Act(0, 1, (("ASSAULT", 0.9),))
    assert drafts_of(acting(nobody, PASSIVE), [], reference=TODAY) == []
    [draft] = drafts_of(acting(act(0.9, recipient=0.1), PASSIVE), [], reference=TODAY)  # the other side is weighed
    assert (draft.actors, draft.recipients) == ((PERU,), ())


@pytest.mark.parametrize(
    ("kind", "actors", "recipients", "enough"),
    [
        ("CONSULT", (PERU,), (OMAN,), True),
        ("CONSULT", (PERU,), (), False),  # it takes two to meet
        ("REQUEST", (PERU,), (), True),
        ("REQUEST", (), (OMAN,), False),  # and somebody to ask
        ("ASSAULT", (), (OMAN,), True),  # a deed may be known by whom it hit
        ("ASSAULT", (), (), False),
    ],
)
def test_who_must_be_known(kind: EventType, actors: People, recipients: People, enough: bool) -> None:
    [draft] = drafts_of(acting(act(0.9), PASSIVE), [], reference=TODAY)
    draft = replace(draft, type=kind, actors=actors, recipients=recipients)
    assert suffice(draft) == enough
    assert suffice(replace(draft, frame=PASSIVE))


@pytest.mark.parametrize(
    ("acts", "kind", "expected"),
    [
        ({1: act(DOUBT)}, "ASSAULT", False),
        ({1: act(DOUBT / 2)}, "ASSAULT", True),
        ({1: act(0.9)}, "AID", True),  # it thinks of another type
        ({1: act(0.9)}, "REQUEST", False),  # whoever urges urges
        ({}, "ASSAULT", True),  # or of none
        ({1: act(0.9, "CONCEDE")}, "RETREAT", False),  # to give way is one family
    ],
)
def test_a_frame_that_the_model_thinks_impossible(acts: dict[int, Act], kind: EventType, expected: bool) -> None:
    it = acting(act(0.9), PASSIVE)
    [draft] = drafts_of(it, [], reference=TODAY)
    it.acts = acts
    assert doubted(it, replace(draft, type=kind)) == expected
