"""Transcripts: labels, interviewers."""

import pytest

from dragoman.statements.releases import find_turns

BRIEFING = (
    "MR. DOE: Good afternoon. The talks went on today.\nQUESTION: Will they go on?\n"
    "MR. DOE: They will. We expect a result.\nQUESTION: When?\nMR. DOE: Soon."
)


def test_turns_of_a_briefing() -> None:
    turns = find_turns(BRIEFING)
    assert [(t.label, t.asks) for t in turns] == [
        ("MR. DOE", False), ("QUESTION", True), ("MR. DOE", False), ("QUESTION", True), ("MR. DOE", False),
    ]  # fmt: skip
    assert BRIEFING[turns[0].start : turns[0].end].strip() == "Good afternoon. The talks went on today."


def test_turns_in_one_paragraph() -> None:
    text = "QUESTION: Is it over? SECRETARY ROE: It is not. QUESTION: Why? SECRETARY ROE: Because they came back."
    assert [t.label for t in find_turns(text)] == ["QUESTION", "SECRETARY ROE", "QUESTION", "SECRETARY ROE"]


def test_names_as_labels_and_their_short_forms() -> None:
    text = (
        "Nora Roe: Our troops stay.\nAlan Poe: Does that mean until spring?\n"
        "N.Roe: Until summer.\nA.Poe: And will more come?\nN.Roe: No."
    )
    turns = find_turns(text)
    assert [t.label for t in turns] == ["Nora Roe", "Alan Poe", "Nora Roe", "Alan Poe", "Nora Roe"]
    assert [t.asks for t in turns] == [False, True, False, True, False]


@pytest.mark.parametrize(
    "text",
    [
        "BRUSSELS: The ministers met. KABUL: The army moved.",
        "The plan has three parts: trade, visas and water. Cost: none.",
        "Note to editors: see below.",
        "",
    ],
)
def test_datelines_and_headings_are_no_turns(text: str) -> None:
    assert find_turns(text) == ()
