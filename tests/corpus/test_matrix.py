"""The tables of counts."""

from collections import Counter
from pathlib import Path

import pytest

from corpus.matrix import BEGIN, END, counts, put_between, table
from corpus.parse import read_reports
from corpus.sentences import sentence_ends, sentence_of

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
