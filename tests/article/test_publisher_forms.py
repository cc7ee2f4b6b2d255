"""Publishers and agencies by every form of their names, and the hosts of addresses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.article.publisher import host_of, known_name, name_agency, name_publisher
from tests.article.names import FakePublishers

NAMES = FakePublishers()


@pytest.mark.parametrize("mark", [" | ", " - ", " – ", " — ", ": ", " · ", " » ", " › ", "|"])
@pytest.mark.parametrize("other", ["World", "Latest news"])
def test_the_known_part_counts_on_either_side_of_a_mark(mark: str, other: str):
    assert name_publisher(f"Dawn{mark}{other}", NAMES) == "Dawn"
    assert name_publisher(f"{other}{mark}Dawn", NAMES) == "Dawn"


@pytest.mark.parametrize(
    ("given_name", "name"),
    [
        ("Daily Star", "The Daily Star"),
        ("the daily star", "The Daily Star"),
        ("THE DAILY STAR", "The Daily Star"),
        ("  Dawn  ", "Dawn"),
        ("Dawn.", "Dawn"),
        ("The Dawn", "Dawn"),
        ("Deutsche  Welle", "Deutsche Welle"),
        ("The Unheard-of Gazette", "The Unheard-of Gazette"),
        ("A | B", "A | B"),
        ("sampletimes.example", "The Sample Times"),
        ("www.sampletimes.example", "The Sample Times"),
        ("https://asia.sampletimes.example/news", "The Sample Times"),
        ("unknown.example", "unknown.example"),
        ("\n\t ", None),
    ],
)
def test_a_field_by_its_full_name_or_as_it_stands(given_name: str, name: str | None):
    assert name_publisher(given_name, NAMES) == name


@pytest.mark.parametrize("join", [" via ", " and ", "/", " / ", ", ", " & ", "; ", "+", " - "])
def test_of_agencies_joined_the_first_one_known_counts(join: str):
    assert name_agency(f"Nobody Knows{join}AFP{join}Reuters", NAMES) == "Agence France-Presse"


@pytest.mark.parametrize("text", ["", " ", None, "Staff", "and", "/", "our own desk"])
def test_no_agency_is_none(text: str | None):
    assert name_agency(text, NAMES) is None


@pytest.mark.parametrize("text", ["", ".", " ;: ", "Ana Ruiz", "dawnn"])
def test_no_table_knows_it(text: str):
    assert known_name(text, NAMES) is None


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://News.Paper.Example/a", "news.paper.example"),
        ("http://www.paper.example:8080/a?b#c", "paper.example"),
        ("https://ana:secret@paper.example/", "paper.example"),
        ("//paper.example/a", "paper.example"),
        ("  https://paper.example ", "paper.example"),
        ("paper.example/a", None),
        ("https://localhost/a", None),
        ("mailto:ana@paper.example", None),
        ("http://[::1", None),
        ("file:///home/a.txt", None),
        ("", None),
        (None, None),
    ],
)
def test_hosts(url: str | None, host: str | None):
    assert host_of(url) == host


@given(st.text(max_size=60))
def test_any_address_has_a_host_or_none(url: str):
    host = host_of(url)
    assert host is None or ("." in host and host == host.lower())


@given(st.text(max_size=60))
def test_any_field_is_named_or_kept_on_one_line(text: str):
    name = name_publisher(text, NAMES)
    assert (name is None) == (not text.split())
    assert name is None or name == " ".join(name.split())
