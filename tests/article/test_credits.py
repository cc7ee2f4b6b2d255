"""Print lines, credits and who published what."""

from datetime import date

import pytest

from dragoman.article.credits import copyright_lines, dated_line, end_credits, photo_credits, print_lines
from dragoman.article.publisher import host_of, name_agency, name_publisher
from tests.article.names import FakePublishers

NAMES = FakePublishers()


@pytest.mark.parametrize(
    ("text", "publisher", "day"),
    [
        ("He left.\nPublished in Dawn, November 21st, 2025", "Dawn", date(2025, 11, 21)),
        ("He left.\nPublished in The Sample Times on 3 May 2019.", "The Sample Times", date(2019, 5, 3)),
        (
            "He left.\nThis article was first published in The Valley Echo, May 3, 2019",
            "The Valley Echo",
            date(2019, 5, 3),
        ),
        ("He left. THE DAILY STAR, June 8, 2021.", "The Daily Star", date(2021, 6, 8)),
        (
            "An interview Deutsche Welle Radio, January 29, 2010 ... Host: Good",
            "Deutsche Welle Radio",
            date(2010, 1, 29),
        ),
        ("Published in Dawn, November 21st", "Dawn", None),
    ],
)
def test_print_lines(text: str, publisher: str, day: date | None):
    (found,) = print_lines(text, NAMES)
    assert (found.publisher, found.published) == (publisher, day)


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("AP-NY-05-06-97 1912EDT", date(1997, 5, 6)),
        ("AP-WS-11-30-03", date(2003, 11, 30)),
        ("AP-NY-15-06-97 1912EDT", None),  # no such month
        ("AP-NY-05-06-97 1912EDT was printed", None),
    ],
)
def test_the_stamp_of_the_wire(stamp: str, day: date | None):
    assert [found.published for found in print_lines(f"He left.\n\n{stamp}\n", NAMES)] == ([day] if day else [])


@pytest.mark.parametrize(
    "text", ["A study published in Nature on Monday said so.", "On June 8, 2021 he left.", "In Kabul, June 8, 2021."]
)
def test_prose_is_no_print_line(text: str):
    assert list(print_lines(text, NAMES)) == []


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("November 21, 2025", date(2025, 11, 21)),
        ("Published: 21 Nov 2025, 10:30 am", date(2025, 11, 21)),
        ("Posted on 2025-11-21", date(2025, 11, 21)),
        ("Updated: 21 Nov 2025", None),
        ("On 21 Nov 2025 he left", None),
        ("1 May 2025 to 3 May 2025", None),
    ],
)
def test_lines_that_are_a_date(line: str, day: date | None):
    assert dated_line(line) == day


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("He left. (AP)", "Associated Press"),
        ("He left. —Reuters", "Reuters"),
        ("He left.\n\nAPP", "Associated Press of Pakistan"),
        ("He left.\n- AFP", "Agence France-Presse"),
        ("He left.\n(With inputs from PTI)", "Press Trust of India"),
        ("He left.\n(END) Dow Jones", "Dow Jones Newswires"),
        ("He left.\nReuters/AFP", "Reuters"),
        ("He left.", None),
        ("He spoke to Reuters.", None),
        ("He left (on Monday).", None),
    ],
)
def test_agencies_credited_at_the_end(text: str, agency: str | None):
    assert next((found.agency for found in end_credits(text, NAMES)), None) == agency


def test_a_copyright_line_names_the_paper_also_where_no_table_knows_it():
    known, unknown = copyright_lines(
        "He left.\n(c) 2006 THE DAILY STAR, BEIRUT.\nCopyright 2006 VALLEY ECHO. All rights", NAMES
    )
    assert (known.publisher, known.holder) == ("The Daily Star", None)
    assert (unknown.publisher, unknown.holder) == (None, "Valley Echo")


def test_photo_credits_are_found_where_they_stand():
    text = (
        "Soldiers at the gate. (Ana Ruiz/AFP) The talks (and/or lunch) began. Image copyright EPA Image caption A gate"
    )
    assert [text[c.start : c.end] for c in photo_credits(text, NAMES)] == [
        "(Ana Ruiz/AFP)",
        "Image copyright EPA Image caption",
    ]


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("Dawn", "Dawn"),
        ("Sample Times", "The Sample Times"),
        ("The Sample Times - World", "The Sample Times"),
        ("World | The Sample Times", "The Sample Times"),
        ("sampletimes.example", "The Sample Times"),
        ("https://www.sampletimes.example/", "The Sample Times"),
        ("Ministry of Foreign Affairs", "Ministry of Foreign Affairs"),
        ("", None),
        (None, None),
    ],
)
def test_publishers_by_their_full_name(given: str | None, name: str | None):
    assert name_publisher(given, NAMES) == name


@pytest.mark.parametrize(
    ("given", "name"), [("AP", "Associated Press"), ("DJCS via Dow Jones", "Dow Jones Newswires"), ("XYZ", None)]
)
def test_agencies_by_their_full_name(given: str, name: str | None):
    assert name_agency(given, NAMES) == name


@pytest.mark.parametrize(
    ("url", "host"), [("https://www.A.example/x", "a.example"), ("a.example", None), ("http://[", None), (None, None)]
)
def test_hosts(url: str | None, host: str | None):
    assert host_of(url) == host
