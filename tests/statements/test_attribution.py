"""Reported speech from the parse: what is said, by whom, on hand-built sentences."""

import pytest

from dragoman.language.tree import Tree
from dragoman.statements import CueTable
from dragoman.statements.attribution import find_attributions
from tests.parsed import sentences
from tests.statements import cases

CUES = CueTable.load()


def read(block: str) -> list[tuple[str | None, str | None, str]]:
    """(speaker's head, cue, content) of each attribution of a sentence."""
    text, (sentence,) = sentences(block)
    tree = Tree(sentence, 0)
    return [
        (
            tree[a.source].form if a.source is not None else None,
            tree[a.cue].form if a.cue is not None else None,
            " ... ".join(text[start:end] for start, end in a.content),
        )
        for a in find_attributions(tree, CUES)
    ]


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (cases.THAT, [("minister", "said", "the talks had failed")]),
        (cases.BARE, [("Officials", "said", "the road was open")]),
        (cases.TWO_THATS, [("She", "said", "trade grew"), ("She", "said", "prices fell")]),
        (cases.ADDED, [("He", "said", "troops left"), ("He", "adding", "others stayed")]),
        (cases.PARENTHESIS, [("officials", "said", "Three soldiers died")]),
        (cases.INVERTED, [("Doe", "said", "Three soldiers died")]),
        (cases.ACCORDING_FIRST, [("ministry", "According", "ten people died")]),
        (cases.ACCORDING_LAST, [("police", "according", "Ten people died")]),
        (cases.CLAIM_TO_BE, [("Rome", "claim", "to be an heir")]),
        (cases.OWNED_NOUN, [("Ankara", "announcement", "it would leave")]),
        (cases.QUOTED_AS, [("Doe", "saying", "war ended")]),
        (cases.RELATIVE, [("Ankara", "says", "are dangerous")]),
        (cases.WHO_SAID, [("Doe", "said", "peace came")]),
        (cases.CONFIDENT, [("Doe", "confident", "talks resume")]),
        (cases.ASKED, [("Doe", "asked", "talks resumed")]),
        (cases.CLAIM_TO, [("Doe", "claims", "to own the island")]),
        (cases.REPORT_SHOWS, [("report", "shows", "prices rose")]),
        (cases.EXPRESSED_HOPE, [("Doe", "hope", "talks resume")]),
        (cases.BY_THE_ARMY, [("statement", "said", "ships sailed")]),
        (cases.AS_DOE_SAID, [("Doe", "noted", "ships sailed")]),
        (cases.IT_SAID, [("It", "said", "ships sailed")]),
    ],
)
def test_clauses(block: str, expected: list[tuple[str, str, str]]) -> None:
    assert read(block) == expected


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (cases.NOUN, [("ministry", "claims", "its jets crossed the border")]),
        (cases.DENIED, [("Kigali", "denied", "the presence of troops")]),
        (cases.POINTER, []),
    ],
)
def test_denials(block: str, expected: list[tuple[str, str, str]]) -> None:
    assert read(block) == expected


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (cases.DETERMINED, [("Doe", "determined", "crimes occurred")]),
        (cases.AFTER_DOE_SAID, [("Doe", "said", "ships would sail")]),
        (cases.A_STEP_DOE_SAID, [("Doe", "said", "broke the law")]),
        (cases.ON_MONDAY, [("Doe", "said", "ships sailed")]),
        (cases.RESERVED, [("Doe", "said", "ships sail if storms end")]),
        (cases.JOINED, [("Doe", "said", "ships sail and ports open")]),
    ],
)
def test_clauses_that_hang_on_the_wrong_word(block: str, expected: list[tuple[str, str, str]]) -> None:
    assert read(block) == expected


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (cases.LOOKED_FORWARD, [("Doe", "looks", "a partnership with Rome")]),
        (cases.CITED, [("Rome", "citing", "the risk of war")]),
        (cases.CITED_SOURCE, []),
        (cases.DESCRIBED_AS, [("Doe", "described", "the raid as an invasion")]),
    ],
)
def test_content_that_is_no_clause(block: str, expected: list[tuple[str, str, str]]) -> None:
    assert read(block) == expected


@pytest.mark.parametrize(
    "block",
    [
        cases.NOT_SAID,
        cases.DECLINED,
        cases.URGED,
        cases.MOVE_SHOWS,
        cases.EXPLAINED_WHY,
        cases.IF_DOE_SAYS,
        cases.ACCUSED,
    ],
)
def test_what_is_no_statement(block: str) -> None:
    assert read(block) == []


def test_a_clause_around_a_parenthesis_has_two_parts() -> None:
    assert read(cases.MIDDLE) == [("he", "said", "The talks ... would continue")]


def test_a_passive_without_an_agent_has_no_speaker() -> None:
    assert read(cases.PASSIVE) == [(None, "reported", "ships sailed")]


def test_disbelief_is_marked_negated() -> None:
    _, (sentence,) = sentences(cases.DOUBTED)
    (found,) = find_attributions(Tree(sentence, 0), CUES)
    assert found.negated
    assert found.entry.word == "believe"


def test_words_inside_a_quotation_have_no_cues() -> None:
    _, (sentence,) = sentences(cases.THAT)
    assert find_attributions(Tree(sentence, 0), CUES, silent=lambda offset: True) == ()
