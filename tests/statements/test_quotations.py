"""Pairing of quotation marks: every typography, paragraphs, missing marks, apostrophes."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.statements import find_quotations


def inner(text: str) -> list[str]:
    return [text[q.inner_start : q.inner_end] for q in find_quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We will come," she said.', ["We will come,"]),
        ("“We will come,” she said.", ["We will come,"]),
        ("``We will come,'' she said.", ["We will come,"]),
        ("„Wir kommen“, she said.", ["Wir kommen"]),
        ("«Nous venons», she said.", ["Nous venons"]),
        ("‘We will come,’ she said.", ["We will come,"]),
        ("'We will come,' she said.", ["We will come,"]),
        ("“We will come,“ she said.", ["We will come,"]),
        ('She said: "Come." He said: "Go."', ["Come.", "Go."]),
        ('a "firm" and "lasting" peace', ["firm", "lasting"]),
        ("“He told me ‘go home’ and I went,” she said.", ["He told me ‘go home’ and I went,"]),
        ('It was " spaced out " oddly.', []),
        ("no marks at all", []),
        ("", []),
        ('""', []),
    ],
)
def test_marks_are_paired(text: str, expected: list[str]) -> None:
    assert inner(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The country's army held the leaders' talks in the '90s.",
        "The country’s army held the leaders’ talks.",
        "O'Brien and D’Souza don't agree.",
        "It was 5'10 tall",
    ],
)
def test_apostrophes_are_no_quotations(text: str) -> None:
    assert inner(text) == []


def test_a_plural_apostrophe_does_not_end_a_single_quotation() -> None:
    assert inner("He called it ‘the ministers’ own choice’ on Monday.") == ["the ministers’ own choice"]


def test_a_quotation_goes_on_in_the_next_paragraph() -> None:
    text = "“The first paragraph.\n“The second one,” he said."
    first, second = find_quotations(text)
    assert not first.closed
    assert second.closed
    assert second.continues
    assert inner(text) == ["The first paragraph.", "The second one,"]


def test_a_new_quotation_after_an_unclosed_one_is_not_joined_when_prose_comes_first() -> None:
    _, second = find_quotations("“The first paragraph.\nShe said: “The second one.”")
    assert not second.continues


def test_a_forgotten_closing_mark_ends_at_the_next_opening_one() -> None:
    assert inner("He said: “We came. “We saw.” Then he left.") == ["We came.", "We saw."]
    assert [q.closed for q in find_quotations("He said: “We came. “We saw.”")] == [False, True]


def test_offsets_count_from_the_text_not_from_the_start_given() -> None:
    text = 'Title "not this"\nBody "this one" here.'
    (only,) = find_quotations(text, text.index("\n"))
    assert text[only.start : only.end] == '"this one"'


def test_a_closing_mark_alone_is_passed_over() -> None:
    assert inner("This is our line,” a commander said. “We hold it.”") == ["We hold it."]


@given(st.text(alphabet="ab .,?\n\"'“”‘’`«»„", max_size=80))
def test_quotations_lie_in_order_inside_the_text(text: str) -> None:
    found = find_quotations(text)
    for quotation in found:
        assert 0 <= quotation.start <= quotation.inner_start < quotation.inner_end <= quotation.end <= len(text)
        assert not text[quotation.inner_start].isspace()
    assert all(a.end <= b.start for a, b in pairwise(found))
