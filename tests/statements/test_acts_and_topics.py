"""What a speaker does with his words, and what they are about."""

from pathlib import Path

import pytest

from dragoman.errors import InstallationError
from dragoman.language.tree import Tree
from dragoman.records import SpeechAct, Stance
from dragoman.statements import Cue, CueTable
from dragoman.statements.acts import act_of
from dragoman.statements.topics import TopicTable, topics_of
from tests.parsed import sentences

TOPICS = TopicTable.load()
CUES = CueTable.load()


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


# --- topics --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lemma", "topics"),
    [
        ("soldier", ("military",)),
        ("SOLDIER", ("military",)),
        ("embassy", ("diplomatic",)),
        ("tariff", ("economic",)),
        ("ballot", ("election",)),
        ("torture", ("human_rights",)),
        ("teapot", ()),
        ("", ()),
    ],
)
def test_the_topics_of_a_word(lemma: str, topics: tuple[str, ...]) -> None:
    assert TOPICS.of(lemma) == topics


def test_words_of_a_text() -> None:
    parsed = tree(
        "tariffs tariff NOUN 0 root\nsoldiers soldier NOUN 1 conj\ntanks tank NOUN 1 conj\nfell fall VERB 1 dep"
    )
    text = parsed.sentence.text
    assert topics_of(parsed, 0, len(text), TOPICS) == ("military", "economic")
    assert topics_of(parsed, 0, text.index(" tanks"), TOPICS) == ("economic", "military")
    assert topics_of(parsed, text.index("soldiers"), len(text), TOPICS) == ("military",)
    assert topics_of(parsed, text.index("fell"), len(text), TOPICS) == ()


def test_a_word_cut_by_the_bounds_does_not_count() -> None:
    parsed = tree("tariffs tariff NOUN 0 root")
    assert topics_of(parsed, 0, len("tariff"), TOPICS) == ()


def test_a_word_of_two_topics_counts_for_both(tmp_path: Path) -> None:
    (tmp_path / "topics.tsv").write_text("topic\twords\nsea\tship; port\ntrade\tport; price\n", encoding="utf-8")
    assert TopicTable.load(tmp_path).of("port") == ("sea", "trade")


def test_a_missing_table_is_an_error_of_the_installation(tmp_path: Path) -> None:
    with pytest.raises(InstallationError, match="topics"):
        TopicTable.load(tmp_path)
