"""Names that are one person's, and what may be taken up by what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.entities.drafts import clean_name, same_person

NAMES = st.lists(st.text(st.characters(categories=["Lu", "Ll"]), min_size=3, max_size=8), min_size=1, max_size=4)


@pytest.mark.parametrize(
    ("full", "other", "same"),
    [
        ("William Ruto", "Ruto", True),
        ("William Samoei Ruto", "William Ruto", True),
        ("W. S. Ruto", "William Samoei Ruto", True),
        ("Kim Jong Un", "Kim", True),  # a family name may come first
        ("Jane Doe", "John Doe", False),
        ("Jane Doe", "Doe Jane", False),
        ("Jane Doe", "An", False),  # too short to tell
        ("Moussa Faki Mahamat", "Faki", False),  # neither first nor last
    ],
)
def test_when_two_names_are_one_persons(full: str, other: str, same: bool) -> None:
    assert same_person(full, other) is same


@given(NAMES)
def test_sameness_does_not_depend_on_the_order_of_asking(words: list[str]) -> None:
    full = " ".join(words)
    for other in (words[-1], words[0], " ".join(words[1:]), full):
        assert same_person(full, other) == same_person(other, full)


@pytest.mark.parametrize(
    ("printed", "clean"),
    [("Jane\nDoe", "Jane Doe"), ("“Doe”", "Doe"), ("Doe’s", "Doe"), ("Doe,", "Doe"), ("James'", "James")],
)
def test_names_are_cleaned_of_marks(printed: str, clean: str) -> None:
    assert clean_name(printed) == clean
