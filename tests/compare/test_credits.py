"""Whom a report credits in its words."""

import pytest

from dragoman.compare.credits import (
    credit_of,
    looks_back,
    medium_credited,
    medium_named,
    reports_itself,
)
from dragoman.compare.publishers import is_agency, organ_of

CREDITED = {
    "Rebels took the town on Monday, Reuters reported from Goma.": "Reuters",
    "The envoys met for an hour, Turkey's state-run Anadolu agency reported.": "Anadolu Agency",
    "According to the Xinhua news agency, the two signed on Tuesday.": "Xinhua News Agency",
    "The minister told Reuters that the talks had failed.": "Reuters",
    "The two sides agreed, Kyodo News said, on a date.": "Kyodo News",
    "A deal is near, the army chief told state television.": "state television",
    "The strike killed six, the Northern Light News Agency said.": "Northern Light News Agency",
    "The bridge was closed on Sunday. (AFP)": "Agence France-Presse",
    "Reuters moved its office to Goma.": None,
    "The minister said that the talks had failed.": None,
    "Troops beat two reporters of the Associated Press on Monday.": None,
}


@pytest.mark.parametrize("sentence", CREDITED)
def test_the_medium_a_sentence_credits(sentence):
    assert medium_credited(sentence) == CREDITED[sentence]


LEAD = "Lima closed the border, Reuters reported. Trucks waited. A third sentence tells of them."


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        (LEAD, "Reuters"),
        ("PHNOM PENH, Feb. 7, Kyodo - Cambodia asked for a meeting.", "Kyodo News"),
        ("Trucks waited. Nobody came. Lima closed the border, Reuters reported.", None),
        ("LIMA, March 3 - Trucks waited at the bridge.", None),
    ],
)
def test_a_report_as_a_whole_is_owed_to_whom_its_first_sentences_credit(text, whole):
    assert credit_of(text, 0) == whole


@pytest.mark.parametrize(
    ("text", "itself"),
    [
        ("Our correspondent saw the trucks.", True),
        ("When we counted yesterday, not one was moving.", True),
        ("Officials told the Lima Post that it was over.", True),
        ("Officials told reporters that it was over.", False),
    ],
)
def test_reports_that_say_their_own_people_were_there(text, itself):
    assert reports_itself(text, "The Lima Post") is itself


def test_an_agency_is_known_by_each_of_its_names():
    assert medium_named("AA") == medium_named("Anadolu") == "Anadolu Agency"
    assert medium_named("The Quiet Courier") == "The Quiet Courier"


@pytest.mark.parametrize(
    ("sentence", "back"),
    [("Bogotá had expelled five officials.", True), ("The earlier raid was in Tank.", True), ("They met.", False)],
)
def test_what_looks_back(sentence, back):
    assert looks_back(sentence) is back


@pytest.mark.parametrize(
    ("name", "agency"), [("Danube Press Service", True), ("Reuters", True), ("The Lima Post", False), (None, False)]
)
def test_agencies(name, agency):
    assert is_agency(name) is agency


@pytest.mark.parametrize(
    ("name", "party"),
    [("Pakistan's army", "PAK"), ("a statement by the navy's press office", ""), ("three farmers", None)],
)
def test_organs_that_are_only_described(name, party):
    assert organ_of(name) == party
