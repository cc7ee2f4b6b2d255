"""Why a word tells no event: the condition a frame misses, whom it lacks, which step dropped its telling."""

from functools import partial

import pytest
from msgspec.structs import replace

from dragoman.events.belief import believed
from dragoman.events.coder import drafts_of
from dragoman.events.explaining import CONDITIONS, failed, note_believed, untold
from dragoman.events.frames import Frame
from dragoman.events.triggers import holds
from dragoman.language.trace import Trace
from dragoman.partial_date import PartialDate
from tests.events.test_belief import SURE, Told
from tests.events.test_learnt import acting
from tests.events.test_scene import frame, scene
from tests.events.test_triggers import NAMED, OBJECT, PARTICLE, STRUCK


def token_of(it, lemma="strike"):
    return next(token for token in range(len(it.tree)) if it.tree.lemma(token) == lemma)


@pytest.mark.parametrize(
    ("fields", "block", "told"),
    [
        ({"object": ("depot",)}, OBJECT.format("guns", "gun"), "wants an object depot"),
        ({"object": ("~person",)}, NAMED.format("Oman"), "wants an object ~person"),
        ({"particle": ("down",)}, STRUCK, "wants a particle down"),
        ({"prep": ("with", "by")}, STRUCK, "wants a phrase with with, by"),
        ({"passive_only": True}, STRUCK, "wants the passive"),
        ({"object": ("depot",), "passive_only": True}, STRUCK, "wants an object depot, and the passive"),
        ({}, PARTICLE.format("down"), "cannot read it in this place"),
        ({"clause": tuple("abcdefgh")}, STRUCK, "wants in its clause a, b, c, d, e, f ..."),
    ],
)
def test_what_a_frame_asks_for_in_vain(fields, block, told):
    asked = frame(**fields)
    it = scene(block, asked)
    token = token_of(it)
    assert not holds(it, token, asked)
    assert told in failed(it, token, asked)


def test_every_condition_is_a_field_of_a_frame_that_can_be_left_out():
    fields = dict(
        zip(Frame.__struct_fields__[-len(Frame.__struct_defaults__) :], Frame.__struct_defaults__, strict=True)
    )
    assert set(CONDITIONS) <= set(fields)
    assert {fields[name] for name in CONDITIONS} <= {(), False}


@pytest.mark.parametrize(
    ("fields", "block", "told"),
    [
        ({"need": ("both",), "recipient": ("obj",)}, STRUCK, "needs both; found as actor Peru, as recipient nobody"),
        (
            {"need": ("actor",), "actor_must": ("person",)}, STRUCK,
            "wants an actor of the kind person; found as actor Peru",
        ),
        ({"need": ("recipient",), "recipient": ("obj",)}, STRUCK, "needs recipient"),
    ],
)  # fmt: skip
def test_whom_a_frame_lacks(fields, block, told):
    asked = frame(**fields)
    it = scene(block, asked)
    assert told in untold(it, token_of(it), asked)


def steps_of(it, weigh=None):
    trace = Trace()
    weighing = weigh and partial(weigh, trace=trace)
    drafts = drafts_of(it, (), reference=PartialDate(), weigh=weighing, trace=trace)
    return drafts, [(step.outcome, step.words, step.reason) for step in trace.steps]


def test_a_word_that_no_frame_can_read_is_noted():
    it = scene(OBJECT.format("guns", "gun"), frame(object=("depot",)))
    drafts, steps = steps_of(it)
    assert drafts == []
    ((outcome, words, reason),) = steps
    assert (outcome, words) == ("not read", "struck")
    assert "wants an object depot" in reason


def test_a_candidate_is_told_with_its_probability_and_the_threshold_it_had_to_pass():
    it = acting(SURE, frame(recipient=("near",)))
    drafts, steps = steps_of(
        it, weigh=lambda scene, found, trace: believed(scene, found, scorer=Told(0.7), trace=trace)
    )
    assert len(drafts) == 1
    assert steps[0][:2] == ("weighed", "struck")
    assert "(ASSAULT): an event at 0.70; believed from 0.20, for a frame tells it" in steps[0][2]


def test_of_a_candidate_that_a_rule_speaks_against_more_is_asked_and_of_ones_own_nothing():
    it = acting(SURE, frame(recipient=("near",)))
    [draft] = drafts_of(it, [], reference=PartialDate())
    trace = Trace()
    assert believed(it, [replace(draft, passing=True)], scorer=Told(0.55), trace=trace) == []
    note_believed(it, trace, draft, 0.1, least=None)
    assert "an event at 0.55; believed from 0.60, for a rule speaks against it" in trace.steps[0].reason
    assert "an event at 0.10; the rules decide" in trace.steps[1].reason


def test_without_anybody_asking_nothing_is_noted():
    it = acting(SURE, frame(recipient=("near",)))
    [draft] = drafts_of(it, [], reference=PartialDate())
    assert believed(it, [draft], scorer=Told(0.7)) == [draft]


def test_a_word_whose_frame_tells_nothing_is_noted():
    drafts, steps = steps_of(scene(STRUCK, frame(need=("both",), recipient=("obj",))))
    assert drafts == []
    assert [(outcome, words) for outcome, words, _ in steps] == [("dropped", "struck")]


def test_notes_change_nothing():
    it = scene(NAMED.format("Oman"), frame(recipient=("obj",)))
    told, steps = steps_of(it)
    assert told == drafts_of(it, (), reference=PartialDate())
    assert steps == []
