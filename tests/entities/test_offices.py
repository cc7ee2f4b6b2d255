from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.entities.offices import STALE_DAYS, Occupancy, Offices
from dragoman.entities.person_names import fold
from dragoman.errors import InstallationError, UnknownName
from dragoman.partial_date import PartialDate

UNKNOWN = PartialDate()
ORIGIN = date(2001, 1, 1)


@pytest.fixture(scope="module")
def offices() -> Offices:
    return Offices.load()


def stay(start: str = "", end: str = "", certainty: str = "known", as_of: str = "2022-06-30") -> Occupancy:
    return Occupancy(
        office="NOR:foreign_minister", person="person-x", certainty=certainty, source="test",
        start=PartialDate.parse(start) if start else UNKNOWN, end=PartialDate.parse(end) if end else UNKNOWN,
        as_of=date.fromisoformat(as_of),
    )  # fmt: skip


def holder(offices: Offices, office: str, on: str) -> str | None:
    found = offices.holders(office, PartialDate.parse(on))
    person = offices.person(found[0].person) if found else None
    return person.name if person else None


@pytest.mark.parametrize(
    ("office", "on", "name"),
    [
        ("PAK:foreign_minister", "2017-11-09", "Khawaja Asif"),
        ("PAK:foreign_minister", "2021-06-01", "Shah Mahmood Qureshi"),
        ("PAK:foreign_minister", "2025-10-01", "Ishaq Dar"),
        ("NATO:secretary_general", "2017-05-25", "Jens Stoltenberg"),
        ("NATO:secretary_general", "2025-05-25", "Mark Rutte"),
        ("DEU:head_of_government", "2014-07-01", "Angela Merkel"),
        ("DEU:head_of_government", "2022-07-01", "Olaf Scholz"),
        ("EU:commissioner.international_partnerships", "2024-11-15", "Jutta Urpilainen"),
        ("EU:commissioner.international_partnerships", "2024-12-15", "Jozef Síkela"),
        ("USA:head_of_state", "1991-03-01", "George H. W. Bush"),
        ("USA:head_of_state", "2003-03-01", "George W. Bush"),
        ("GBR:head_of_state", "2022-09-01", "Elizabeth II"),
        ("GBR:head_of_state", "2022-10-01", "Charles III"),
        ("AFG:head_of_state", "2016-01-01", "Ashraf Ghani"),
        ("UKR:foreign_minister", "2015-02-12", "Pavlo Klimkin"),
        ("GRC:finance_minister", "2015-03-01", "Yanis Varoufakis"),
        ("PAK:foreign_minister", "2040-01-01", None),
        ("NATO:secretary_general", "1930-01-01", None),
        ("NOR:shoe_minister", "2014-07-01", None),
    ],
)
def test_who_held_it(offices, office, on, name) -> None:
    assert holder(offices, office, on) == name


def test_a_handover_names_both_the_longer_one_first(offices) -> None:
    found = offices.holders("GBR:head_of_government", PartialDate.parse("2016-07"))
    names = [offices.person(one.person).name for one in found]
    assert names == ["Theresa May", "David Cameron"]


def test_an_unknown_date_is_everybody_latest_first(offices) -> None:
    starts = [one.start.earliest for one in offices.holders("GBR:head_of_government") if one.start.earliest]
    assert len(starts) > 5
    assert starts == sorted(starts, reverse=True)


def test_the_offices_of_a_person_on_a_day(offices) -> None:
    (person,) = offices.people("khawaja ASIF")
    held = offices.held_by(person.id, PartialDate.parse("2017-11-09"))
    assert [one.office for one in held] == ["PAK:foreign_minister"]
    assert offices.held_by("person-nobody") == ()


def test_people_are_found_by_name_and_family_name_only_when_asked(offices) -> None:
    assert offices.people("Asif") == ()
    assert "Khawaja Asif" in {person.name for person in offices.people("Asif", surname=True)}
    assert offices.people("Khawaja Asiff") == ()
    assert offices.person("person-nobody") is None


@pytest.mark.parametrize(
    ("role", "body", "office"),
    [
        ("foreign_minister", "NOR", "NOR:foreign_minister"), ("head", "NATO", "NATO:secretary_general"),
        ("head", "UN", "UN:secretary_general"), ("foreign_minister", "Atlantis", None), ("shoe_minister", "NOR", None),
        ("head_of_government", "USA", None),
    ],
)  # fmt: skip
def test_the_office_of_a_role(offices, role, body, office) -> None:
    found = offices.office(role, body)
    assert (found.id if found else None) == office


@pytest.mark.parametrize(
    ("phrase", "office", "fits"),
    [
        ("foreign minister", "PAK:foreign_minister", True), ("foreign secretary", "PAK:foreign_minister", False),
        ("foreign secretary", "GBR:foreign_minister", True), ("chief", "NATO:secretary_general", True),
        ("EU foreign policy chief", "EU:high_representative", True), ("leader", "FRA:head_of_state", True),
        ("prime minister", "FRA:head_of_state", False), ("shoe seller", "FRA:head_of_state", False),
    ],
)  # fmt: skip
def test_whether_a_title_fits(offices, phrase, office, fits) -> None:
    assert offices.fits(phrase, offices.by_id(office)) is fits


@pytest.mark.parametrize(
    ("body", "kind"), [("NOR", "state"), ("NATO", "organisation"), ("Taliban", None), ("Atlantis", None)]
)
def test_kinds_of_bodies(offices, body, kind) -> None:
    assert offices.kind_of(body) == kind


def test_an_unknown_office_is_refused(offices) -> None:
    with pytest.raises(UnknownName, match="no such office"):
        offices.by_id("NOR:shoe_minister")


def test_a_missing_table_says_so(tmp_path) -> None:
    with pytest.raises(InstallationError, match="missing"):
        Offices.load(tmp_path)


@pytest.mark.parametrize(
    ("held", "on", "expected"),
    [
        (stay("2014-03-01", "2016-02-01"), "2015-01-01", "sure"),
        (stay("2014-03-01", "2016-02-01"), "2014-03-01", "sure"),
        (stay("2014-03-01", "2016-02-01"), "2016-02-02", "no"),
        (stay("2014-03-01", "2016-02-01"), "2014", "possible"),
        (stay("2014", "2016"), "2014-05-05", "possible"),
        (stay("2014", "2016"), "2015", "sure"),
        (stay("", "2016"), "2010", "possible"),
        (stay("2020-01-01", certainty="open"), "2022-06-30", "sure"),
        (stay("2020-01-01", certainty="open"), "2022-07-01", "no"),
        (stay("2020-01-01", certainty="open"), "2022", "possible"),
        (stay("2014-03-01", "2016-02-01"), "", "possible"),
    ],
)
def test_holding(held, on, expected) -> None:
    assert held.holding(PartialDate.parse(on) if on else UNKNOWN) == expected


def test_a_stay_whose_end_was_never_told_is_believed_for_a_term() -> None:
    held = stay("2010-01-01", certainty="stale")
    assert held.vouched_to == date(2010, 1, 1) + timedelta(days=STALE_DAYS)
    assert held.holding(PartialDate.parse("2021")) == "no"


def test_the_dates_of_a_stay() -> None:
    assert str(stay("2014-03-01", "2016-02-01").dates) == "2014-03-01/2016-02-01"
    assert stay("2014-03-01").dates.latest is None
    assert stay("2014", "2016-02-01").dates.precision == "year"


@pytest.mark.parametrize(
    ("a", "b"), [("Şahin", "sahin"), ("Abdel-Fattah el‑Sisi", "abdel fattah el sisi"), ("O’Brien", "OBrien")]
)
def test_names_fold_alike(a, b) -> None:
    assert fold(a) == fold(b)


@st.composite
def spans(draw: st.DrawFn, *, unknown: bool = True) -> tuple[int, int] | None:
    """First and last day of a vague date, as days from the origin; None: unknown."""
    if unknown and draw(st.booleans()):
        return None
    first = draw(st.integers(0, 40))
    return first, first + draw(st.integers(0, 15))


def as_date(span: tuple[int, int] | None) -> PartialDate:
    return PartialDate.span(*(ORIGIN + timedelta(days=k) for k in span)) if span else UNKNOWN


def by_the_day(start: tuple[int, int], end: tuple[int, int] | None, as_of: int, on: tuple[int, int]) -> str:
    """Every start and end the dates allow, and whether the office was then held on the days asked about."""
    asked = set(range(on[0], on[1] + 1))
    ends = range(end[0], end[1] + 1) if end else [as_of]
    worlds = [set(range(first, last + 1)) for first in range(start[0], start[1] + 1) for last in ends]
    if all(asked <= world for world in worlds):
        return "sure"
    return "possible" if any(asked & world for world in worlds) else "no"


@given(start=spans(unknown=False), length=spans(), as_of=st.integers(60, 80), on=spans(unknown=False))
def test_holding_is_what_counting_days_says(start, length, as_of, on) -> None:
    # An end no earlier than the latest start: what the tables promise.
    end = (start[1] + length[0], start[1] + length[1]) if length else None
    held = Occupancy(
        office="x", person="y", start=as_date(start), end=as_date(end), certainty="known" if end else "open",
        source="test", as_of=ORIGIN + timedelta(days=as_of),
    )  # fmt: skip
    asked = as_date(on)
    assert held.holding(asked) == by_the_day(start, end, as_of, on)
    last = end[1] if end else as_of
    assert held.days_shared(asked) == len(set(range(start[0], last + 1)) & set(range(on[0], on[1] + 1)))


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=6))
def test_a_folded_name_folds_to_itself(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@pytest.mark.parametrize("name", ["Ǣlfric", "Ǿrsted", "ᴬnna", "Ṡmith", "İnönü", "Ϋ"])
def test_letters_fold_alike_in_capitals_and_small(name: str) -> None:
    assert fold(fold(name)) == fold(name) == fold(name.lower())


@pytest.mark.parametrize(("on", "holding"), [("1998", "no"), ("2000-06-01", "possible"), ("2003-02-01", "sure")])
def test_an_unknown_start_reaches_one_term_back(on, holding) -> None:
    stay = Occupancy(
        office="NOR:a", person="p", start=PartialDate.parse("../2003-01"), end=PartialDate.parse("2004"),
        certainty="known", source="x", as_of=date(2011, 1, 1),
    )  # fmt: skip
    assert stay.holding(PartialDate.parse(on)) == holding
