"""Datelines in their many forms, and what only looks like one."""

import pytest

from dragoman.article.dateline import dateline_at, dateline_within, ordinary_case

AT_START = [
    ("BRUSSELS: The minister said", "Brussels", None, None, "BRUSSELS: "),
    ("KABUL, Aug. 7 (Xinhua) -- Two people", "Kabul", "Aug. 7", "Xinhua", "KABUL, Aug. 7 (Xinhua) -- "),
    ("RAMALLAH, West Bank (AP) - Talks", "Ramallah", None, "AP", "RAMALLAH, West Bank (AP) - "),
    ("ISLAMABAD/NEW DELHI – Officials", "Islamabad", None, None, "ISLAMABAD/NEW DELHI – "),
    ("WASHINGTON — The president", "Washington", None, None, "WASHINGTON — "),
    ("LONDON, April 3 (Reuters) - Oil", "London", "April 3", "Reuters", "LONDON, April 3 (Reuters) - "),
    ("LONDON (Dow Jones)--Shares", "London", None, "Dow Jones", "LONDON (Dow Jones)--"),
    ("WASHINGTON (RNS) Leaders are", "Washington", None, "RNS", "WASHINGTON (RNS) "),
    ("WASHINGTON, March 3, 2006 -- The", "Washington", "March 3, 2006", None, "WASHINGTON, March 3, 2006 -- "),
    ("NEW DELHI, 7 August (PTI): The", "New Delhi", "7 August", "PTI", "NEW DELHI, 7 August (PTI): "),
    ("KABUL (AFP), Aug 7 - The", "Kabul", "Aug 7", "AFP", "KABUL (AFP), Aug 7 - "),
    ("DUBAI, United Arab Emirates, Monday, March 4 — The", "Dubai", "Monday, March 4", None, None),
    ("Beirut -- Israel reduced", "Beirut", None, None, "Beirut -- "),
    ("Beirut -- BEIRUT: Some", "Beirut", None, None, "Beirut -- BEIRUT: "),
    ("Moscow, Nov.17 (ČTK) — The", "Moscow", "Nov.17", "ČTK", "Moscow, Nov.17 (ČTK) — "),
    ("RIO DE JANEIRO, Brazil (AP) — The", "Rio de Janeiro", None, "AP", None),
    ("PORT-AU-PRINCE, Haiti — The", "Port-au-Prince", None, None, None),
    ("ST. PETERSBURG, Russia (AP) — The", "St. Petersburg", None, "AP", None),
    ("N'DJAMENA — The army", "N'Djamena", None, None, None),
    ("UNITED NATIONS (AP) — The Council", "United Nations", None, "AP", None),
    ("SRINAGAR:\u00a0Police said", "Srinagar", None, None, "SRINAGAR:\u00a0"),
    ("Geneva, 12 March 2019\nThe envoy", "Geneva", "12 March 2019", None, "Geneva, 12 March 2019"),
    ("(Reuters) - The bank", None, None, "Reuters", "(Reuters) - "),
]
NOT_AT_START = [
    "The minister said: we will",
    "QUESTION: What did he say",
    "SECRETARY ROE: Good morning",
    "UPDATE: Two dead",
    "NATO: An alliance at a turning point",
    "Paris - the city of light - was quiet",
    "Washington said it would",
    "US - China trade talks resume",
    "Talks — the third this year — failed",
    "Prime Minister Ann Lee — who resigned — said",
    "In Kabul, on Aug. 7, two people",
    "Kabul, the capital, was calm",
    "Q: Who was there?",
    "",
]


@pytest.mark.parametrize(("text", "city", "date", "agency", "span"), AT_START)
def test_a_dateline_is_taken_apart(text: str, city: str | None, date: str | None, agency: str | None, span: str | None):
    found = dateline_at(text, 0)
    assert found is not None
    assert (found.city, found.date, found.agency) == (city, date, agency)
    if span is not None:
        assert text[found.start : found.end] == span


@pytest.mark.parametrize("text", NOT_AT_START)
def test_what_only_looks_like_one(text: str):
    assert dateline_at(text, 0) is None


@pytest.mark.parametrize(
    ("text", "city", "agency"),
    [
        ("Ministers Meet on River Water KABUL, May 14 (RIA Novosti) – The two", "Kabul", "RIA Novosti"),
        ("Talks Resume in Capital After Pause WASHINGTON (Sputnik)\u00a0— Hundreds", "Washington", "Sputnik"),
        ("President meets the press on ‘trade war’ Prague, Nov.17 (ČTK) — The", "Prague", "ČTK"),
    ],
)
def test_a_dateline_behind_a_headline_that_runs_into_it(text: str, city: str, agency: str):
    found = dateline_within(text, 0)
    assert found is not None
    assert (found.city, found.agency) == (city, agency)


@pytest.mark.parametrize(
    "text",
    [
        "The ministers of Chad and Niger met in NIAMEY - the capital - on May 4 (a Saturday) - and left.",
        "He joined the African Union (AU) - and the United Nations (UN) - in 2002, officials said.",
        "Members of NATO (the alliance) - met.",
    ],
)
def test_parentheses_and_dashes_in_prose_are_no_dateline(text: str):
    assert dateline_within(text, 0) is None


@pytest.mark.parametrize(
    ("printed", "written"),
    [
        ("THE HAGUE", "The Hague"),
        ("Kiev", "Kiev"),
        ("DAR ES SALAAM", "Dar es Salaam"),
        ("KUALA TERENGGANU", "Kuala Terengganu"),
    ],
)
def test_places_in_ordinary_case(printed: str, written: str):
    assert ordinary_case(printed) == written
