"""What is called a first since some time: against the article, and against the record."""

import json

import pytest

import dragoman
from dragoman import cli
from dragoman.checks.words import REPORT, whose_words
from dragoman.records import Finding

SINCE_2010 = (
    "Turkish President Recep Tayyip Erdogan arrived in Athens on Tuesday, the first visit by a Turkish president"
)


def notes(text: str, published: str = "2019-04-10") -> list[tuple[str, str]]:
    coded = dragoman.code_text(text, published=published)
    return [(one.text, one.message) for one in coded.findings if one.kind == "first-since"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            f"{SINCE_2010} to Greece since 2010. Erdogan visited Greece in December 2017.",
            "the first visit by a Turkish president to Greece since 2010",
        ),
        (
            "Peru and Chile held talks in Lima on Tuesday for the first time since 2014. Peru and Chile held talks in"
            " 2016.",
            "the first time since 2014",
        ),
        (
            "President Nicolas Maduro visited Moscow on Monday, his first visit to Russia in ten years. Maduro visited"
            " Russia in 2015.",
            "his first visit to Russia in ten years",
        ),
    ],
)
def test_what_leaves_the_claim_no_room_is_noted(text, words) -> None:
    ((told, message),) = notes(text)
    assert told == words
    assert "called the first after" in message


@pytest.mark.parametrize(
    "text",
    [
        f"{SINCE_2010} to Greece since 2010. Erdogan visited Greece in December 2007.",
        f"{SINCE_2010} to Greece since 2010. Erdogan visited Bulgaria in December 2017.",
        f"{SINCE_2010} to Greece since 2010. The Turkish foreign minister visited Greece in December 2017.",
        f"{SINCE_2010} to Greece since 2010. Erdogan plans to visit Greece in December.",
        f"{SINCE_2010} to Greece since the war. Erdogan visited Greece in December 2017.",
        # A word that narrows the claim, which the other visit is not called by.
        "Peru and Chile held their first direct talks since 2014 on Tuesday. Peru and Chile held talks in 2016.",
        # Round numbers leave room.
        "President Nicolas Maduro visited Moscow on Monday, his first visit to Russia in four years. Maduro visited"
        " Russia in 2015.",
        # Another's visit in the same office does not gainsay "his".
        "President Nicolas Maduro visited Moscow on Monday, his first visit to Russia in ten years. President Hugo"
        " Chavez visited Russia in October 2010.",
    ],
)
def test_what_leaves_room_is_not(text) -> None:
    assert notes(text) == []


def test_the_record_is_held_against_a_claim(tmp_path, capsys) -> None:
    (tmp_path / "two.json").write_text(
        json.dumps(
            {
                "title": "A visit",
                "text": f"{SINCE_2010} to Greece since 2010.",
                "published": "2019-04-10",
            }
        ),
        encoding="utf-8",
    )
    (tmp_path / "one.json").write_text(
        json.dumps(
            {
                "title": "At the Acropolis",
                "text": "Turkish President Recep Tayyip Erdogan visited Greece on Thursday.",
                "published": "2017-12-08",
            }
        ),
        encoding="utf-8",
    )
    record = str(tmp_path / "press.db")
    assert cli.run(["read", str(tmp_path / "one.json"), str(tmp_path / "two.json"), "--record", record]) == 0
    capsys.readouterr()
    assert cli.run(["check", "--kind", "first-since", "--format", "json", "--record", record]) == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert "2017-12-07" in found["message"]
    assert any("Erdogan visited Greece" in line for line in found["evidence"])
    assert found["evidence"][-1] == REPORT


def test_a_slip_in_a_quotation_is_its_speakers() -> None:
    coded = dragoman.code_text(
        '"Kofi Annan met us on Monday," the Peruvian foreign minister said on Tuesday. Chile rejected the offer.',
        published="2019-04-10",
    )
    text = coded.article.text
    spots = [text.index("Kofi"), text.index("Chile")]
    slips = [Finding(kind="office-tenure", text="x", start=at, end=at + 4, message="m") for at in spots]
    quoted, plain = whose_words(slips, coded.statements)
    assert quoted.evidence[-1].startswith("in words of")
    assert plain.evidence == (REPORT,)
