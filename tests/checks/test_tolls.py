"""``figure-conflict``: numbers that exclude each other, and all that do not."""

import pytest

from dragoman.api import code_text


def conflicts(text):
    found = code_text(text, published="2019-04-10").findings
    return [finding.message for finding in found if finding.kind == "figure-conflict"]


@pytest.mark.parametrize(
    "text",
    [
        "Rebels killed nine soldiers in Wajir on Monday, the army said. The rebels said they had killed 40 soldiers.",
        "A bomb killed nine people in Kabul on Monday, police said. Doctors said the bomb killed 14 people.",
        "A bomb killed at least 14 people in Kabul, doctors said. Police said that nine people were killed.",
        "Police arrested 40 marchers in Minsk, the ministry said. Lawyers said police had arrested 200 marchers.",
        "A bomb killed nobody in Kabul, police said. Doctors said the bomb killed 14 people.",
    ],
)
def test_accounts_differ(text):
    (message,) = conflicts(text)
    assert message.startswith("accounts differ on the ")


@pytest.mark.parametrize(
    "second",
    [
        "Police said that 14 people had been killed.",  # the same source, later and higher: an update
        "Doctors said that the toll had risen to 14.",
        "Doctors said that 14 people were now known to have been killed.",
        "Doctors said that another bomb killed 14 people.",
        "Doctors said that 14 people were killed in Herat.",
        "Doctors said that 14 people were killed on Friday.",
        "Doctors said that 14 civilians were killed.",  # other people may have been counted
        "Doctors said that at least five people were killed.",
        "Doctors said that about ten people were killed.",
        "Doctors said that dozens of people were killed.",
        "Doctors said that 14 people were wounded.",
        "Doctors feared that 14 people could be killed.",
        "Doctors denied that 14 people were killed.",
    ],
)
def test_both_can_be_right(second):
    assert conflicts(f"A bomb killed nine people in Kabul on Monday, police said. {second}") == []


def test_the_finding_quotes_the_later_number_and_names_the_earlier():
    text = "A bomb killed nine people in Kabul on Monday, police said. Doctors said the bomb killed 14 people."
    coded = code_text(text, published="2019-04-10")
    (finding,) = (f for f in coded.findings if f.kind == "figure-conflict")
    assert (text[finding.start : finding.end], finding.text) == ("14 people", "14 people")
    assert finding.evidence == ("[14, 25) nine people", "in words of Doctors")
