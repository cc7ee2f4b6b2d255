"""Bylines: persons, never desks."""

import pytest

from dragoman.article.byline import byline_at_end, byline_in_lines, byline_in_title, byline_run_in, person_names
from tests.article.names import FakePublishers

NAMES = FakePublishers()


@pytest.mark.parametrize(
    ("field", "names"),
    [
        ("Ana Ruiz", "Ana Ruiz"),
        ("By Ana Ruiz", "Ana Ruiz"),
        ("ANA RUIZ", "Ana Ruiz"),
        ("Ana Ruiz and Bo van der Lee", "Ana Ruiz, Bo van der Lee"),
        ("Ana Ruiz, Bo Lee", "Ana Ruiz, Bo Lee"),
        ("Ana Ruiz in Quito", "Ana Ruiz"),
        ("Ana Ruiz (ana@sample.example)", "Ana Ruiz"),
        ("Martin O’Shea, Jr.", "Martin O’Shea Jr"),
        ("Khaled al-Masri", "Khaled al-Masri"),
        ("Ana d'Arcy", "Ana d'Arcy"),
        ("d’Arcy Ruiz and Bo Lee", "d’Arcy Ruiz, Bo Lee"),
        ("Ana Ruiz, Diplomatic Correspondent", "Ana Ruiz"),
        ("Reuters", None),
        ("AFP", None),
        ("The Associated Press", None),
        ("Staff Report", None),
        ("Our Correspondent", None),
        ("News Desk", None),
        ("Web Team", None),
        ("admin", None),
        ("New Delhi", None),
        ("", None),
        (None, None),
    ],
)
def test_the_persons_that_a_field_names(field: str | None, names: str | None):
    assert person_names(field, NAMES) == names


@pytest.mark.parametrize(
    ("text", "name", "end"),
    [
        ("By Ana Ruiz\n\nThe", "Ana Ruiz", 11),
        ("BY ANA RUIZ\nThe", "Ana Ruiz", 11),
        ("By\nAna Maria Ruiz\n\nThe", "Ana Maria Ruiz", 17),
        ("By:\n\nAna Ruiz\nThe", "Ana Ruiz", 13),
        ("By Ana Ruiz\nStaff Writer\n\nThe", "Ana Ruiz", 24),
        ("Ana Ruiz, Staff Writer\n\nThe", "Ana Ruiz", 22),
        ("Ana Ruiz | Reuters\nThe", "Ana Ruiz", 18),
        ("From Ana Ruiz in Quito\nThe", "Ana Ruiz", 22),
        ("Ana Ruiz in Quito\nThe", "Ana Ruiz", 17),
        ("By Ana Ruiz, Bo Lee and Mia Falk\nThe", "Ana Ruiz, Bo Lee, Mia Falk", 32),
        ("By Our Correspondent\nThe", None, 20),
        ("By AFP\nThe", None, 6),
    ],
)
def test_a_byline_on_lines_of_its_own(text: str, name: str | None, end: int):
    found = byline_in_lines(text, 0, NAMES)
    assert found is not None
    assert (found.name, found.end) == (name, end)


@pytest.mark.parametrize(
    "text",
    [
        "By the end of the day, both sides had left.\nThe",
        "By Monday the army was in control of the city and its airport.\nThe",
        "From Kabul to Herat\nThe",
        "Ana Ruiz arrived in Quito.\nThe",
        "Foreign ministers meet in Quito\nThe",
        "Talks\nThe",
    ],
)
def test_a_line_that_is_no_byline(text: str):
    assert byline_in_lines(text, 0, NAMES) is None


@pytest.mark.parametrize(
    ("text", "name", "rest"),
    [
        ("By Ana Ruiz LONDON, April 3 (Reuters) - Oil", "Ana Ruiz", " LONDON"),
        ("By Ana Ruiz The council met", "Ana Ruiz", " The co"),
        ("By Ana R. Ruiz The council met", "Ana R. Ruiz", " The co"),
        ("Ana Ruiz, Foreign Minister The government welcomes", "Ana Ruiz", " The go"),
        ("Ana Q. Ruiz, Department Spokesperson We welcome", "Ana Q. Ruiz", " We wel"),
        ("The following is attributable to Spokesperson Ana Ruiz: On Monday", "Ana Ruiz", " On Mon"),
        ("The below is attributable to Deputy Spokesperson Ana Ruiz: On Monday", "Ana Ruiz", " On Mon"),
    ],
)
def test_a_byline_that_runs_into_the_text(text: str, name: str, rest: str):
    found = byline_run_in(text, 0, NAMES)
    assert found is not None
    assert (found.name, text[found.end : found.end + 7]) == (name, rest)


@pytest.mark.parametrize(
    "text",
    [
        "Ana Ruiz, Foreign Minister of Chile, said",
        "By Monday The council",
        "Ana Ruiz, foreign minister, said",
        "By Our Staff The",
    ],
)
def test_prose_is_no_run_in_byline(text: str):
    assert byline_run_in(text, 0, NAMES) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The talks ended. - Ana Ruiz", "Ana Ruiz"),
        ("The talks ended.\n— Ana Ruiz.", "Ana Ruiz"),
        ("The talks ended.\n\n(Reporting by Ana Ruiz and Bo Lee; Editing by Mia Falk)", "Ana Ruiz, Bo Lee"),
        ("So ordered.\nANA Q. RUIZ\nTHE PRESIDENCY, June 8, 2021.", "Ana Q. Ruiz"),
        ("The talks ended. —Reuters", None),
        ("The talks ended in Quito.", None),
    ],
)
def test_a_signature_at_the_end(text: str, name: str | None):
    found = byline_at_end(text, NAMES)
    assert (found.name if found else None) == name


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Statement by Press Secretary Ana Ruiz on the Talks in Quito", "Ana Ruiz"),
        ("Remarks by President Bo Lee at the Summit", "Bo Lee"),
        ("Statement by the Foreign Ministry on the Talks", None),
        ("Minister Ana Ruiz meets envoy", None),
        (None, None),
    ],
)
def test_a_title_that_says_who_speaks(title: str | None, name: str | None):
    assert byline_in_title(title, NAMES) == name
