"""What a speaker does with his words."""

import pytest

from dragoman.language.tree import Tree
from dragoman.records import SpeechAct, Stance
from dragoman.statements import Cue
from dragoman.statements.acts import act_of
from tests.parsed import sentences


def tree(block: str) -> Tree:
    return Tree(sentences(block)[1][0], 0)


def cue(act: SpeechAct = "assert") -> Cue:
    return Cue(word="say", part="verb", kind="say", stance="affirms", act=act, frames=frozenset({"that"}))


def will(subject: str, auxiliary: str, upos: str = "VERB") -> Tree:
    """ "SUBJECT AUXILIARY leave", headed by the third token."""
    return tree(f"{subject} {subject.lower()} PRON 3 nsubj\n{auxiliary} will AUX 3 aux\nleave leave {upos} 0 root")


@pytest.mark.parametrize("act", ["promise", "demand", "ask", "accuse", "praise", "threaten", "regret", "assess"])
@pytest.mark.parametrize("stance", ["affirms", "denies", "demands", "asks"])
def test_a_cue_that_names_its_act_decides(act: SpeechAct, stance: Stance) -> None:
    assert act_of(will("We", "will"), 2, cue(act), stance) == act


@pytest.mark.parametrize(
    ("stance", "act"),
    [("demands", "demand"), ("asks", "ask"), ("denies", "assert"), ("doubts", "assert"), ("hopes", "assert")],
)
def test_the_stance_decides_where_the_cue_only_says(stance: Stance, act: SpeechAct) -> None:
    assert act_of(will("They", "will"), 2, cue(), stance) == act


@pytest.mark.parametrize(
    ("subject", "auxiliary", "act"),
    [
        ("We", "will", "promise"),
        ("I", "will", "promise"),
        ("We", "shall", "promise"),
        ("we", "'ll", "promise"),
        ("we", "’ll", "promise"),
        ("They", "will", "assert"),
        ("He", "shall", "assert"),
        ("We", "would", "assert"),
        ("We", "can", "assert"),
    ],
)
def test_what_the_speaker_says_he_will_do_is_a_promise(subject: str, auxiliary: str, act: SpeechAct) -> None:
    assert act_of(will(subject, auxiliary), 2, cue(), "affirms") == act


def test_what_the_speaker_will_be_is_no_promise() -> None:
    assert act_of(will("We", "will", upos="ADJ"), 2, cue(), "affirms") == "assert"


@pytest.mark.parametrize("head", [None, 2])
def test_without_cue_and_tree_it_is_asserted(head: int | None) -> None:
    assert act_of(None, head, None, "affirms") == "assert"


def test_a_demand_goes_before_a_promise() -> None:
    assert act_of(will("We", "will"), 2, None, "demands") == "demand"
