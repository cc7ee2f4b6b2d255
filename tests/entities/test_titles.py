import pytest

from dragoman.entities.titles import TitleReading, Titles, parse_title
from dragoman.errors import InstallationError

DEPUTY, FOREIGN, GOVERNMENT = "deputy_head_of_government", "foreign_minister", "head_of_government"


@pytest.fixture(scope="module")
def titles() -> Titles:
    return Titles.load()


@pytest.mark.parametrize(
    ("phrase", "where", "kind", "role"),
    [
        ("foreign minister", None, None, FOREIGN),
        ("Minister of Foreign Affairs", "FRA", "state", FOREIGN),
        ("external affairs minister", "IND", "state", FOREIGN),
        ("foreign secretary", "GBR", "state", FOREIGN),
        ("foreign secretary", "PHL", "state", FOREIGN),
        ("foreign secretary", "PAK", "state", "foreign_secretary"),
        ("foreign secretary", "IND", "state", "foreign_secretary"),
        ("foreign secretary", "BGD", "state", "foreign_secretary"),
        ("secretary of state", "USA", "state", FOREIGN),
        ("secretary of state", None, None, FOREIGN),  # without an owner it is the American
        ("secretary of state", "FRA", "state", "junior_minister"),
        ("secretary of state", "GBR", "state", "minister"),
        ("secretary of state", "VAT", "state", GOVERNMENT),
        ("home secretary", "GBR", "state", "interior_minister"),
        ("home secretary", "IND", "state", "home_secretary"),
        ("chancellor", "DEU", "state", GOVERNMENT),
        ("chancellor", "GBR", "state", "finance_minister"),
        ("president", "FRA", "state", "head_of_state"),
        ("president", "EU", "organisation", "commission_president"),
        ("president", "ADB", "organisation", "president"),
        ("chief", "NATO", "organisation", "head"),
        ("leader", "PAK", "state", "head_of_state_or_government"),
        ("vice-president", None, None, "vice_president"),
        ("EU trade commissioner", "EU", "organisation", "commissioner.trade"),
        (
            "commissioner for international partnerships",
            "EU",
            "organisation",
            "commissioner.international_partnerships",
        ),
        ("commissioner for shoes", "EU", "organisation", None),
        ("minister of silly walks", "GBR", "state", None),
        ("foreign ministers of old", None, None, None),
        ("", None, None, None),
    ],
)
def test_what_a_title_means_where(titles, phrase, where, kind, role) -> None:
    assert titles.role(phrase, where, kind) == role


@pytest.mark.parametrize(
    ("text", "role", "modifiers", "held"),
    [
        ("foreign minister", FOREIGN, (), True),
        ("acting foreign minister", FOREIGN, ("acting",), True),
        ("interim president", "head_of_state", ("acting",), True),
        ("caretaker prime minister", GOVERNMENT, ("acting",), True),
        ("ex-president", "head_of_state", ("former",), False),
        ("former prime minister", GOVERNMENT, ("former",), False),
        ("former acting defence secretary", "defence_minister", ("former", "acting"), False),
        ("late president", "head_of_state", ("late",), False),
        ("then-foreign minister", FOREIGN, ("then",), True),
        ("then foreign minister", FOREIGN, ("then",), True),
        ("outgoing chancellor", GOVERNMENT, ("outgoing",), True),
        ("new foreign minister", FOREIGN, ("new",), True),
        ("President-elect", "head_of_state", ("elect",), False),
        ("president elect", "head_of_state", ("elect",), False),
        ("prime minister-designate", GOVERNMENT, ("elect",), False),
        ("deputy prime minister", DEPUTY, (), True),
        ("deputy foreign minister", "junior_minister", (), True),
        ("Minister of State for Foreign Affairs", "junior_minister", (), True),
    ],
)
def test_modifiers(titles, text, role, modifiers, held) -> None:
    (reading,) = titles.parse(text.split())
    assert (reading.role, reading.modifiers, reading.held) == (role, modifiers, held)


def test_a_stacked_title_has_a_reading_for_each_part(titles) -> None:
    readings = titles.parse("Deputy Prime Minister and former Foreign Minister".split())
    assert [(one.role, one.modifiers) for one in readings] == [(DEPUTY, ()), (FOREIGN, ("former",))]


def test_what_is_left_over_is_the_body(titles) -> None:
    expected = TitleReading(role=FOREIGN, phrase="foreign minister", modifiers=("acting",), body=("Norway",))
    assert parse_title(["Norway's", "acting", "foreign", "minister"], titles=titles) == (expected,)


@pytest.mark.parametrize("text", ["", "of the", "shoe seller", "Norway"])
def test_no_title_no_reading(titles, text) -> None:
    assert titles.parse(text.split()) == ()


def test_a_missing_table_says_so(tmp_path) -> None:
    with pytest.raises(InstallationError, match="missing"):
        Titles.load(tmp_path)
