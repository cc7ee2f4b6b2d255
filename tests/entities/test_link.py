"""The choice among candidates, by date and title."""

from pathlib import Path

import pytest

from dragoman.entities.choice import OWN_WORDS, decide
from dragoman.entities.gazetteer import Gazetteer
from dragoman.entities.link import acts_for, plain_description, without_initials
from dragoman.entities.mentions import Found
from dragoman.entities.setting import home_state
from dragoman.partial_date import PartialDate
from dragoman.records import Candidate, Mention

UNKNOWN = PartialDate()


def holder(held: str, score: float, party: str = "NLD", office: str = "Prime Minister of the Netherlands") -> Candidate:
    return Candidate(
        entity="person-1", name="Jan Smit", kind="person", party=party, country=party if len(party) == 3 else None,
        office=office, held=PartialDate.parse(held), source="offices", score=score,
    )  # fmt: skip


def words(party: str | None = None, score: float = 0.1, country: str | None = None) -> Candidate:
    return Candidate(
        entity="described-1",
        name="Jan Smit",
        kind="person",
        party=party,
        country=country,
        source=OWN_WORDS,
        score=score,
    )


MINISTER = holder("2010-10-14/2024-07-02", 1.0)
CHIEF = holder("2024-10-01/..", 1.0, "NATO", "Secretary General of NATO")


@pytest.mark.parametrize(
    ("on", "reference", "party"),
    [
        ("2017-01-01", "2025-01-01", "NLD"),  # the event's date comes first
        ("unknown", "2025-01-01", "NATO"),  # else the article's
        ("2025-03-01", "unknown", "NATO"),
    ],
)
def test_the_date_chooses_the_office(on: str, reference: str, party: str) -> None:
    choice = decide([MINISTER, CHIEF, words()], on=PartialDate.parse(on), reference=PartialDate.parse(reference))
    assert choice.party == party
    assert choice.office is not None
    assert any("held on" in reason for reason in choice.reasons)


def test_between_offices_a_name_in_its_country_acts_for_nobody() -> None:
    known = holder("2010-10-14/2024-07-02", 1.5)
    choice = decide([known, words()], on=PartialDate.parse("2024-08-01"), reference=UNKNOWN)
    assert (choice.party, choice.country, choice.office) == (None, "NLD", None)
    assert choice.sectors == ("ELI",)


def test_the_articles_own_current_title_stands_against_the_table() -> None:
    known = holder("2010-10-14/2012-07-02", 1.5)
    choice = decide([known, words("EU", 1.2)], on=PartialDate.parse("2020-08-01"), reference=UNKNOWN)
    assert choice.party == "EU"
    assert choice.office is None


def test_a_weak_match_never_becomes_a_person() -> None:
    weak = holder("2010-10-14/..", 0.4)
    assert decide([weak, words()], on=PartialDate.parse("1999-08-01"), reference=UNKNOWN).source == OWN_WORDS


def test_without_a_table_row_the_words_decide() -> None:
    assert decide([words("KEN", 1.2)], on=UNKNOWN, reference=UNKNOWN).party == "KEN"


@pytest.mark.parametrize(
    ("how", "entity", "party"),
    [
        ("holder", "KEN", "KEN"),
        ("body", "KEN", None),
        ("body", "Hezbollah", "Hezbollah"),
        ("nobody", "KEN", None),
        ("holder", "NATO", "NATO"),
    ],
)
def test_whom_a_noun_acts_for(how: str, entity: str, party: str | None) -> None:
    assert acts_for(how, Gazetteer.load().entry(entity)) == party


@pytest.mark.parametrize(
    ("text", "plain"),
    [("the Kenyan army", "Kenyan army"), ("his troops", "troops"), ("the", "the"), ("a " + "b " * 20, "b " * 9 + "b")],
)
def test_descriptions_lose_their_determiner(text: str, plain: str) -> None:
    assert plain_description(text) == plain


def test_initials_inside_a_name_are_left_out() -> None:
    assert without_initials("Jane Q. Doe") == "Jane Doe"
    assert without_initials("J. Doe") == "J. Doe"


def state(entity: str, start: int) -> Found:
    mention = Mention(
        start=start, end=start + 1, text="x", form="name", kind="state", sentence=0, first=0, last=0, head=0
    )
    return Found(mention=mention, entity=entity)


@pytest.mark.parametrize(
    ("states", "dateline", "publisher", "sure", "likely"),
    [
        (["KEN"] * 3 + ["TZA"], None, None, "KEN", "KEN"),
        (["KEN"] * 3 + ["TZA"] * 3, None, None, None, "KEN"),  # two states alike: nobody's army for certain
        (["KEN"], None, None, None, "KEN"),
        (["KEN"] * 3 + ["TZA"], "TZA", None, "TZA", "TZA"),
        (["KEN"] * 3, "TZA", None, "KEN", "KEN"),  # the dateline's state must be named too
        (["KEN"] * 3, None, "U.S. Department of State", "KEN", "USA"),  # a ministry's officials are its own
        ([], None, None, None, None),
    ],
)
def test_the_state_an_article_is_set_in(
    states: list[str], dateline: str | None, publisher: str | None, sure: str | None, likely: str | None
) -> None:
    found = [state(entity, k) for k, entity in enumerate(states)]
    home = home_state(found, Gazetteer.load(), dateline=dateline, publisher=publisher)
    assert (home.sure, home.likely) == (sure, likely)


def test_the_tables_lie_in_the_package() -> None:
    data = Path(__file__).resolve().parents[2] / "src" / "dragoman" / "data"
    assert {p.name for p in data.glob("*.tsv")} >= {"actor_nouns.tsv", "epithets.tsv", "telling_titles.tsv"}


NUMBERED = {"2016": "NLD", "2024": "NATO", "2024-06": "NLD", "2024-08-01": None}


@pytest.mark.parametrize(("on", "party"), NUMBERED.items())
def test_a_stretch_is_precise_enough_where_the_office_did_not_change_in_it(on: str, party: str | None) -> None:
    """Of a year with two offices for two parties the article's date decides."""
    known = [holder("2010-10-14/2024-07-02", 1.0), CHIEF, words()]
    choice = decide(known, on=PartialDate.parse(on), reference=PartialDate.parse("2025-01-01"))
    assert choice.party == party


def test_of_two_offices_of_one_state_in_a_year_neither_is_said() -> None:
    before = holder("2017-08-04/2018-04-26", 1.0, "PAK", "Foreign Minister of Pakistan")
    after = holder("2013-11-27/2017-07-28", 1.0, "PAK", "Defence Minister of Pakistan")
    choice = decide([before, after, words()], on=PartialDate.parse("2017"), reference=PartialDate.parse("2025-01-01"))
    assert (choice.party, choice.office) == ("PAK", None)


def test_who_is_known_stays_the_same_before_any_office() -> None:
    choice = decide([MINISTER, words()], on=PartialDate.parse("2003-05-01"), reference=PartialDate.parse("2015-01-01"))
    assert (choice.entity, choice.party, choice.office) == ("person-1", None, None)
