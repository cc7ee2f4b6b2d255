"""Paragraphs that a speaker's name opens; read by the shipped reader."""

import pytest

from dragoman.api import code_text


def said(text, **fields):
    coded = code_text(text, published="2019-04-10", **fields)
    return [(each.speakers[0].name, each.speakers[0].party, each.text) for each in coded.statements]


LEAD = "The ministers adopted new rules for the border on Monday.\n\n"


@pytest.mark.parametrize(
    ("label", "who"),
    [
        ("Peruvian Foreign Minister Nora Roe", ("Nora Roe", "PER")),
        ("Nora Roe, Minister of Defence of Peru", ("Nora Roe", "PER")),
        ("The president of Peru, Nora Roe", ("Nora Roe", "PER")),
        ("Gen. Nora Roe, commander of the Peruvian army", ("Nora Roe", "PER")),
        ("Peruvian Foreign Minister Nora Roe said", ("Nora Roe", "PER")),
    ],
)
def test_a_person_with_an_office_speaks_to_the_end_of_the_paragraph(label, who):
    text = f"{LEAD}{label}: The rules are good. They came in time.\n\nThey enter into force in May."
    assert said(text) == [(*who, "The rules are good."), (*who, "They came in time.")]


@pytest.mark.parametrize(
    "label",
    [
        "Background",
        "Peru",
        "Note to editors",
        "To the minister",
        "Visit of President Nora Roe",
        "President Nora Roe to visit Oslo",
        "Meeting with Foreign Minister Nora Roe",
        "The minister and his plan",
    ],
)
def test_other_labels_open_no_speech(label):
    assert said(f"{LEAD}{label}: The rules are good. They came in time.") == []


def test_a_heading_without_a_full_stop_is_no_speech():
    assert said(f"{LEAD}President Nora Roe: A life in politics\n\nShe was born in Lima.") == []


def test_a_dateline_is_no_label():
    assert said("LIMA: “The war is over,” Mr Doe said. “We won.”")[0][0] == "Doe"


@pytest.mark.parametrize("opening", ["From the Spokesperson", "Statement by the Spokesperson", "The spokesperson"])
def test_the_spokesperson_is_the_publishers(opening):
    text = f"NATO follows the events in Peru with concern.\n\n{opening}: “The courts must be free. We will follow.”"
    assert [(party, words) for _, party, words in said(text, publisher="NATO")] == [
        ("NATO", "The courts must be free."),
        ("NATO", "We will follow."),
    ]


def test_somebody_elses_spokesperson_is_not_the_publishers():
    text = "NATO met on Monday. A spokesperson for Peru said that Lima was glad."
    assert [party for _, party, _ in said(text, publisher="NATO")] == ["PER"]


BRIEFING = (
    "{}MS. ROE: Good afternoon. We are in touch with Peru.\n\nQUESTION: And with Chile?\n\n"
    "MS. ROE: Chile must release the prisoners. Thank you."
)


@pytest.mark.parametrize(
    ("fields", "header", "who"),
    [
        ({"publisher": "US State Department"}, "", ("Ms. Roe", "USA")),
        ({"publisher": "US State Department"}, "Nora Roe, Spokesperson\n\n", ("Nora Roe", "USA")),
        ({"title": "State Department Press Briefing"}, "", ("Ms. Roe", "USA")),
        ({"publisher": "The Northern Post", "title": "A talk"}, "", ("Ms. Roe", None)),
        ({"title": "A briefing"}, "", ("Ms. Roe", None)),
    ],
)
def test_who_answers_in_a_briefing_speaks_for_whoever_holds_it(fields, header, who):
    assert said(BRIEFING.format(header), **fields) == [
        (*who, "We are in touch with Peru."),
        (*who, "Chile must release the prisoners."),
    ]


def test_a_guest_does_not_speak_for_the_host():
    text = (
        "SECRETARY DOE: We signed today.\n\nFOREIGN MINISTER ROE: I came from Oslo for it.\n\n"
        "QUESTION: Will there be more?\n\nFOREIGN MINISTER ROE: There will.\n\nSECRETARY DOE: We hope so."
    )
    found = said(text, publisher="US State Department", title="Remarks")
    assert {party for name, party, _ in found if name == "Doe" or name.endswith("Doe")} == {"USA"}
    assert "USA" not in {party for name, party, _ in found if name.endswith("Roe")}
