"""Datelines built from their parts, credits at either end, signatures and bylines in their variants."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.article.byline import (
    byline_at_end,
    byline_in_lines,
    byline_in_title,
    byline_run_in,
    is_person,
    person_names,
)
from dragoman.article.credits import copyright_lines, end_credits, photo_credits, print_lines
from dragoman.article.dateline import dateline_at, dateline_date, dateline_within, ordinary_case
from dragoman.records import Article, Span
from tests.article.names import FakePublishers

NAMES = FakePublishers()
BODY = "The two ministers agreed on Monday to reopen the border, officials said."


@pytest.mark.parametrize(
    "place", ["QUITO", "RIO DE JANEIRO", "PORT-AU-PRINCE", "ISLAMABAD/NEW DELHI", "QUITO, Ecuador"]
)
@pytest.mark.parametrize("day", ["", ", Aug. 7", ", 7 August", ", August 7, 2014"])
@pytest.mark.parametrize("agency", ["", " (AFP)"])
@pytest.mark.parametrize("mark", [" -- ", " — ", " – ", " - "])
def test_a_dateline_from_all_its_parts(place: str, day: str, agency: str, mark: str):
    head = f"{place}{day}{agency}{mark}"
    line = dateline_at(head + BODY, 0)
    assert line is not None
    assert (line.start, line.end) == (0, len(head))
    assert line.city == ordinary_case(place.split("/")[0].split(",")[0])
    assert line.date == (day.removeprefix(", ") or None)
    assert line.agency == ("AFP" if agency else None)


@pytest.mark.parametrize("day", ["Aug. 7", "7 August", "August 7, 2014"])
def test_the_date_may_stand_behind_the_agency(day: str):
    line = dateline_at(f"QUITO (AFP), {day} - {BODY}", 0)
    assert line is not None
    assert (line.date, line.agency) == (day, "AFP")


@pytest.mark.parametrize(
    "text",
    ["", "Q: ", "NATO said on Monday that it would.", "He said: we agree.", "quito: the ministers agreed.",
     "The minister - who had left - came back.", "June 7 - the day on which they met", "(in March) - they met"],
)  # fmt: skip
def test_no_dateline(text: str):
    assert dateline_at(text, 0) is None


@given(st.text(alphabet="QUITOquito ,.-–—:()/\n", max_size=80), st.integers(0, 80))
def test_a_dateline_lies_inside_the_text_from_where_it_is_asked_for(text: str, start: int):
    start = min(start, len(text))
    line = dateline_at(text, start)
    assert line is None or start == line.start < line.end <= len(text)
    within = dateline_within(text, start)
    assert within is None or start <= within.start < within.end <= len(text)


@pytest.mark.parametrize("words", ["Ministers reopen the border ", "Border: ministers agree to reopen it at last "])
def test_a_dateline_behind_a_headline_on_the_same_line(words: str):
    line = dateline_within(f"{words}QUITO, Aug. 7 (AFP) - {BODY}", 0)
    assert line is not None
    assert (line.start, line.city, line.date, line.agency) == (len(words), "Quito", "Aug. 7", "AFP")


@pytest.mark.parametrize(("words", "day"), [("QUITO, Aug. 7 (AFP) - ", "Aug. 7"), ("QUITO, 7 April — ", "7 April"),
                                            ("QUITO - ", None)])  # fmt: skip
def test_the_words_of_a_datelines_date(words: str, day: str | None):
    span = Span(start=0, end=len(words), text=words)
    assert dateline_date(Article(id="a", source="s", text=words + BODY, body_start=0, dateline_span=span)) == day


def test_an_article_without_a_dateline_has_no_date_in_it():
    assert dateline_date(Article(id="a", source="s", text="Aug. 7. " + BODY, body_start=0)) is None


@pytest.mark.parametrize(
    ("printed", "written"),
    [("QUITO", "Quito"), ("Quito", "Quito"), ("N'DJAMENA", "N'Djamena"), ("WASHINGTON, D.C.", "Washington, D.C."),
     ("GUINEA-BISSAU", "Guinea-Bissau"), ("UPPER NOWHERE", "Upper Nowhere"), ("", "")],
)  # fmt: skip
def test_capitals_become_ordinary_case(printed: str, written: str):
    assert ordinary_case(printed) == written


# --- credits -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", ["Published in", "published by", "This article was first published in", "Appeared in",
                                  "The editorial originally appeared in", "Published in print in"])  # fmt: skip
@pytest.mark.parametrize("before_date", [", ", " on ", ", on "])
def test_print_lines_name_paper_and_day(verb: str, before_date: str):
    text = f"{BODY}\n\n{verb} Dawn{before_date}August 7th, 2014\n"
    found = list(print_lines(text, NAMES))
    assert [(credit.publisher, str(credit.published)) for credit in found] == [("Dawn", "2014-08-07")]
    assert "August 7th, 2014" in text[found[0].start : found[0].end]


@pytest.mark.parametrize(
    ("credit", "agency"),
    [("(AFP)", "Agence France-Presse"), ("[Reuters]", "Reuters"), ("-Reuters", "Reuters"),
     ("– AFP", "Agence France-Presse"),
     ("APP", "Associated Press of Pakistan"), ("--PTI", "Press Trust of India"),
     ("(With inputs from PTI)", "Press Trust of India"), ("Additional reporting by Reuters", "Reuters"),
     ("(AP/Reuters)", "Associated Press")],
)  # fmt: skip
def test_the_agency_credited_in_the_last_line(credit: str, agency: str):
    text = f"{BODY}\n\n{credit}\n"
    found = list(end_credits(text, NAMES))
    assert [item.agency for item in found] == [agency]
    assert text[found[0].start : found[0].end] == credit


@pytest.mark.parametrize(
    "last", ["(in Spanish)", "-an envoy", "They read AFP and Reuters every day, they said.", "(AFPX)"]
)
def test_no_agency_is_credited(last: str):
    assert list(end_credits(f"{BODY}\n{last}", NAMES)) == []


@pytest.mark.parametrize("sign", ["(c)", "(C)", "©", "Copyright", "Copyright (c)", "Copyright ©"])
@pytest.mark.parametrize("year", [" 2014 ", " 2014, ", " "])
def test_the_holder_of_a_copyright(sign: str, year: str):
    (known,) = copyright_lines(f"{BODY}\n{sign}{year}Deutsche Welle", NAMES)
    assert (known.publisher, known.holder) == ("Deutsche Welle", None)
    (unknown,) = copyright_lines(f"{BODY}\n{sign}{year}THE RIVER GAZETTE", NAMES)
    assert (unknown.publisher, unknown.holder) == (None, "The River Gazette")


def test_a_copyright_far_from_the_end_is_part_of_the_story():
    assert list(copyright_lines(f"© 2014 Dawn\n{BODY * 12}", NAMES)) == []


@pytest.mark.parametrize("credit", ["(Ana Ruiz/AFP)", "[Photo: Ana Ruiz/Reuters]", "(File photo by Ana Ruiz/AP)"])
def test_photo_credits_anywhere(credit: str):
    text = f"{BODY} {credit} {BODY}"
    assert [text[item.start : item.end] for item in photo_credits(text, NAMES)] == [credit]


@pytest.mark.parametrize("words", ["(north/South)", "(and/or)", "(Ana Ruiz)", "(Ana/Unknown Pictures)"])
def test_a_stroke_in_parentheses_is_no_photo_credit(words: str):
    assert list(photo_credits(f"{BODY} {words} {BODY}", NAMES)) == []


@given(st.text(alphabet="AFP (c)©2014/-[]\nRuiz,.", max_size=120))
def test_credits_lie_inside_the_text(text: str):
    for find in (print_lines, copyright_lines, end_credits, photo_credits):
        for credit in find(text, NAMES):
            assert 0 <= credit.start < credit.end <= len(text)


# --- bylines -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Ana Ruiz", "Khaled al-Masri", "Jean-Luc Darcy", "Bo van der Lee", "Maria da Silva",
                                  "Zoë Šimić", "J. K. Doe", "Ana Maria de la Cruz"])  # fmt: skip
def test_a_person(name: str):
    assert is_person(name, NAMES)


@pytest.mark.parametrize(
    "name",
    ["", "Ana", "ana ruiz", "Ana ruiz", "Ana Ruiz 2", "ana@paper.example", "Ana/Bo Lee", "“Ana Ruiz”", "New Delhi",
     "News Desk",
     "Daily Star", "A B C D E F", "Web Team", "Staff Writer", "Deutsche Welle"],
)  # fmt: skip
def test_no_person(name: str):
    assert not is_person(name, NAMES)


@pytest.mark.parametrize(
    "lead", ["By ", "by ", "BY: ", "Written by ", "Reported by ", "Words by ", "Story by ", "From "]
)
def test_a_field_with_a_lead(lead: str):
    assert person_names(f"{lead}Ana Ruiz", NAMES) == "Ana Ruiz"


@pytest.mark.parametrize("join", [", ", " and ", " & ", "; ", ",and "])
def test_names_are_parted_however_they_are_joined(join: str):
    assert person_names(f"Ana Ruiz{join}Bo Lee", NAMES) == "Ana Ruiz, Bo Lee"


@pytest.mark.parametrize(
    "field", ["Ana Ruiz, Ana Ruiz", "Ana Ruiz and Ana Ruiz", "Ana Ruiz, AFP", "News Desk, Ana Ruiz"]
)
def test_each_person_once_and_nobody_else(field: str):
    assert person_names(field, NAMES) == "Ana Ruiz"


@pytest.mark.parametrize(
    "tail", [" in Quito", ", in Quito and Lima", " (Quito)", " <ana@paper.example>", " ana@paper.example"]
)
def test_place_and_address_behind_a_name_are_no_part_of_it(tail: str):
    assert person_names(f"Ana Ruiz{tail}", NAMES) == "Ana Ruiz"


@given(st.text(alphabet="AnaRuiz BoLee,&;()<>@.-by\n", max_size=80))
def test_named_persons_are_persons(field: str):
    names = person_names(field, NAMES)
    assert names is None or (names == names.strip() and "\n" not in names)


@pytest.mark.parametrize(
    "line", ["By Monday the talks had failed.", "From now on nobody talks", "By the river\n", "x" * 151]
)
def test_lines_of_prose_are_no_byline(line: str):
    assert byline_in_lines(line, 0, NAMES) is None


def test_a_byline_that_runs_in_ends_before_a_dateline_in_capitals():
    found = byline_run_in(f"By Ana Ruiz QUITO - {BODY}", 0, NAMES)
    assert found is not None
    assert (found.name, found.end) == ("Ana Ruiz", len("By Ana Ruiz"))


@pytest.mark.parametrize(
    ("end", "name"),
    [("Reporting by Ana Ruiz", "Ana Ruiz"),
     ("(Reporting by Ana Ruiz and Bo Lee; editing by Mia Falk)", "Ana Ruiz, Bo Lee"),
     ("- Ana Ruiz", "Ana Ruiz"), ("—Ana Ruiz", "Ana Ruiz"), ("(Reporting by AFP)", None), ("- AFP", None),
     ("Ana Ruiz", None)],
)  # fmt: skip
def test_who_signs_at_the_end(end: str, name: str | None):
    found = byline_at_end(f"{BODY}\n{end}", NAMES)
    assert (found.name if found else None) == name


@pytest.mark.parametrize(
    ("title", "name"),
    [("Statement by Foreign Minister Ana Ruiz on the border", "Ana Ruiz"), ("Remarks by President Bo Lee", "Bo Lee"),
     ("Letter from Ambassador Mia Falk to the council", "Mia Falk"), ("Statement by the foreign ministry", None),
     ("Ministers praise speech by Ana Ruiz", None), ("", None)],
)  # fmt: skip
def test_who_speaks_by_the_title(title: str, name: str | None):
    assert byline_in_title(title, NAMES) == name
