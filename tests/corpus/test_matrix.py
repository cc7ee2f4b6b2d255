"""The tables of counts."""

from collections import Counter
from pathlib import Path

import pytest

from corpus.matrix import BEGIN, END, README, counts, put_between, retold, table, ways
from corpus.parse import parse_report, read_reports
from corpus.sentences import sentence_ends, sentence_of
from corpus.triggers import clause_forms

DATA = Path(__file__).parent / "data"


def test_a_table_adds_up() -> None:
    made = table("x", ["a", "b"], ["p", "q"], Counter({("a", "p"): 2, ("b", "q"): 3}))
    assert made.splitlines()[2:] == ["| a | 2 | · | 2 |", "| b | · | 3 | 3 |", "| all | 2 | 3 | 5 |"]


def test_counts_of_the_samples() -> None:
    made = counts(read_reports(DATA))
    assert "| CONSULT | 3 | · | · | · | · | 3 |" in made
    assert "Styles: agency 1, broadsheet 0" in made
    assert "Statements: direct 6, indirect 3, mixed 0." in made
    assert "Years: 2000s 1, 2010s 2." in made


def test_the_page_holds_the_counts_of_the_corpus() -> None:
    page = README.read_text(encoding="utf-8")
    assert page == put_between(page, counts(read_reports()))


def test_how_an_event_is_told() -> None:
    report = parse_report((DATA / "9001.txt").read_text(encoding="utf-8"))
    told = {key: ways(report, event) for key, event in report.events.items()}
    assert told["v1"] == {"several actors", "told more than once", "in more than one sentence", "inside speech"}
    assert told["v2"] == {"no actor has a name", "inside speech"}
    assert told["v3"] == {"no recipient"}
    assert told["v4"] == {"no recipient", "relative"}


def test_a_headline_that_tells_an_event_begins_a_word_like_its_trigger() -> None:
    text = (DATA / "9001.txt").read_text(encoding="utf-8")
    assert not retold(parse_report(text))
    assert retold(parse_report(text.replace("rebels free surveyors", "rebels release surveyors")))


@pytest.mark.parametrize(
    ("before", "word", "expected"),
    [
        ("The envoys were briefly ", "detained", {"passive"}),
        ("They had ", "detained", set()),
        ("Two men who had ", "fled", {"relative"}),
        ("the drivers whom the militia ", "seized", {"relative"}),
        ("The minister said that rebels ", "seized", set()),
        ("Police stopped the march and ", "arrested", {"coordinated"}),
        ("a strike that was quickly ", "banned", {"relative", "passive"}),
        ("after the ", "attack", set()),
        ("a pact and a ", "visit", set()),
    ],
)
def test_clauses_are_guessed_from_the_words_before(before: str, word: str, expected: set[str]) -> None:
    assert clause_forms(before, word) == expected


def test_only_what_stands_between_the_markers_changes() -> None:
    once = put_between(f"a\n{BEGIN}\nold\n{END}\nb", "new")
    assert once == f"a\n{BEGIN}\n\nnew\n\n{END}\nb"
    assert put_between(once, "new") == once
    with pytest.raises(ValueError, match="markers"):
        put_between("no markers", "new")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("One. Two? Three!", 3),
        ("Mr. Lee met Gen. A. B. Roe in the U.S. on Monday. He left.", 2),
        ("“I will go. You stay.” She left.", 3),
        ("It cost 3.5 million. It broke.", 2),
        ("A headline\n\nThe body goes on", 2),
        ("a line\nwrapped in the middle. End.", 2),
        ("1. First thing\n2. Second thing", 2),
        ("No stop", 1),
    ],
)
def test_sentences(text: str, number: int) -> None:
    ends = sentence_ends(text)
    assert sentence_of(len(text) - 1, ends) + 1 == len(ends)
    assert len(ends) == number
