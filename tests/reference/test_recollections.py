from dataclasses import replace

import pytest

from dragoman.codes.tables import read_table
from reference.office_sources import Term
from reference.recollections import TWICE, WHICH, Recalled, agree, agree_among, read, same_person, told_by_both


def row(person: str, start: str, end: str = "", as_of: str = "2025-10-31") -> Recalled:
    return Recalled("NOR:a", person, start, end, "NOR", as_of)


def listed(person: str, start: str, end: str) -> Term:
    return Term("NOR:a", person, "NOR", start, end, "x", "2022-06-30", "Q1", "known" if end else "open", "person-Q1")


def told(first: list[Recalled], second: list[Recalled], *terms: Term) -> list[tuple[str, ...]]:
    found, _ = agree(first, second, {"NOR:a": terms}, {})
    return [(term.name, term.start, term.end, term.as_of, term.source) for term in found]


@pytest.mark.parametrize(
    ("a", "b", "both"),
    [
        ("2023-05-04", "2023-05-04", "2023-05-04"), ("2023-05-04", "2023-05", "2023-05"), ("2023", "2023-05", "2023"),
        ("2023-05-20", "2023-05-04", "2023-05-04/2023-05-20"), ("2023-05", "2023-06-30", "2023-05/2023-06-30"),
        ("2023-05-04", "2023-06-05", None), ("", "2023", None), ("../2003-01", "2001", None),
        ("2001", "2002", "2001/2002"),
    ],
)  # fmt: skip
def test_the_date_that_both_tell(a, b, both) -> None:
    assert told_by_both(a, b) == told_by_both(b, a) == both


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Anna Berg", "Anna Maria Berg", True), ("A. Berg", "Anna Berg", True), ("Anna Berg", "Ana Berg", True),
        ("Sergei Zhukov", "Sergey Jukov", True), ("Uladzimir Orlov", "Vladimir Orlov", True),
        ("Anna Berg", "Anna Holm", False),
        ("A. C. S. Berg", "Shavendra Carlsen", False), ("A. C. S. Berg", "Anna Berg", True),
        ("Ro Lee", "Ro Ali", False), ("Nuri Amir-Vali", "Nuri Amirvali", True),
        ("Hamad bin Isa", "Isa bin Hamad", False), ("Omar bin Said", "Omar bin Ali", False),
    ],
)  # fmt: skip
def test_one_person_by_the_family_name(a, b, same) -> None:
    assert same_person(row(a, "2001"), row(b, "2001")) is same


def test_of_two_with_one_family_name_the_first_names_decide() -> None:
    lech, jan = row("Lech Berg", "2001"), row("Jan Berg", "2005")
    assert not same_person(row("Piotr Berg", "2005"), lech, (), [lech, jan])
    assert same_person(row("Piotr Berg", "2001"), lech, (), [lech])


def test_what_both_tell_goes_in_with_its_precision_and_the_rest_is_listed() -> None:
    first = [row("Anna Berg", "2020-01-05", "2022-03"), row("Ola Holm", "2022-03-09"), row("Kari Vik", "2010", "2012")]
    second = [row("Anna Berg", "2020-01", "2022-03-09"), row("Ola Holm", "2022-03-09", as_of="2024-07")]
    found, report = agree(first, second, {}, {})
    assert [(term.name, term.start, term.end, term.as_of, term.certainty) for term in found] == [
        ("Anna Berg", "2020-01", "2022-03", "2025-12-31", "recalled"),
        ("Ola Holm", "2022-03-09", "", "2024-07-31", "open"),
    ]
    assert {term.source for term in found} == {TWICE}
    assert report == ["not confirmed: NOR:a Kari Vik 2010..2012 (told once)"]


def test_an_end_told_once_needs_a_successor_whom_both_tell() -> None:
    alone = [row("Anna Berg", "2020", "2024-03-09")], [row("Anna Berg", "2020", as_of="2023-12")]
    assert told(*alone) == [("Anna Berg", "2020", "", "2023-12-31", TWICE)]
    followed = [[*rows, row("Ola Holm", "2024-03-09")] for rows in alone]
    assert told(*followed)[1] == ("Anna Berg", "2020", "2024-03-09", "2025-12-31", TWICE)
    late = [[*rows, row("Ola Holm", "2024-07-01")] for rows in alone]
    assert told(*late)[1] == ("Anna Berg", "2020", "", "2023-12-31", TWICE)


def test_ends_apart_leave_the_stay_open_to_the_earlier() -> None:
    assert told([row("Anna Berg", "2020", "2023-05")], [row("Anna Berg", "2020", "2024")]) == [
        ("Anna Berg", "2020", "", "2023-05-01", TWICE)
    ]


def test_starts_apart_are_not_confirmed_unless_a_predecessor_does() -> None:
    first, second = [row("Anna Berg", "2020-01", "2023-05")], [row("Anna Berg", "2020-06", "2023-05")]
    assert told(first, second) == []
    before = row("Ola Holm", "2015", "2020-06-02")
    assert told([*first, before], [*second, before])[1] == ("Anna Berg", "2020-06", "2023-05", "2025-12-31", TWICE)


def test_a_list_is_a_witness_and_its_date_is_taken() -> None:
    term = listed("Anna M. Berg", "2020-01-05", "")
    assert told([row("Anna Berg", "2020", "2023-05")], [row("Anna Berg", "2020", "2023-05")], term) == [
        ("Anna Berg", "2020-01-05", "2023-05", "2025-12-31", f"x; {TWICE}")
    ]
    assert told([row("Anna Berg", "-", "2023-05")], [row("Anna Berg", "2011", "2023-05")], term)[0][1:3] == (
        "2020-01-05",
        "2023-05",
    )
    closed = replace(term, end="2022-02-01", certainty="known")
    found, _ = agree([row("Anna Berg", "2020", "2022-02")], [], {"NOR:a": [closed]}, {})
    assert found == [replace(closed, name="Anna Berg", source="x; recollection")]
    assert told([row("Anna Berg", "2020", "2023-05")], [], term)[0][1:4] == ("2020-01-05", "", "2022-06-30")


def test_spellings_are_kept_and_known_ones_joined() -> None:
    first, second = [row("Anna Berg", "2020", "2023")], [row("Anne Lise Bergh", "2020", "2023")]
    found, _ = agree(first, second, {}, {("NOR", "Anne Lise Bergh"): "Anna Berg"})
    assert [term.name for term in found] == ["Anna Berg"]
    found, _ = agree(first, [row("Anna Maria Berg", "2020", "2023")], {}, {})
    assert found[0].spellings == ("Anna Maria Berg",)


def test_no_row_of_the_tables_rests_on_one_recollection() -> None:
    sources = {source for row in read_table("occupancies") if "recollection" in (source := row["source"])}
    assert "recollection" not in sources
    assert TWICE in sources
    assert all(len(read(which)) > 1000 for which in WHICH)


def test_what_any_two_of_three_tell_goes_in_once() -> None:
    first = [
        row("Anna Berg", "2020", "2022"),
        row("Ola Holm", "2022-03", as_of="2023-12"),
        row("Kari Vik", "2010", "2011"),
    ]
    second = [row("Anna Berg", "2020", "2022"), row("Ola Holm", "2022-03", as_of="2024-06")]
    third = [row("Ola Holm", "2022-03-01", "2025-05"), row("Kari Vik", "2010", "2011"), row("Siv Dal", "2025-05")]
    found, report = agree_among([first, second, third], {}, {})
    assert [(term.name, term.start, term.end) for term in found] == [
        ("Anna Berg", "2020", "2022"),
        ("Ola Holm", "2022-03", ""),
        ("Kari Vik", "2010", "2011"),
    ]
    assert report == ["not confirmed: NOR:a Siv Dal 2025-05.. (told once)"]


def test_a_later_pair_that_knows_the_end_goes_before_an_open_stay() -> None:
    first = [row("Ola Holm", "2022-03", as_of="2023-12")]
    later = [row("Ola Holm", "2022-03", "2025-05")]
    ((term,), report) = agree_among([first, later, later], {}, {})
    assert (term.start, term.end, term.certainty, report) == ("2022-03", "2025-05", "recalled", [])


def test_who_comes_back_after_another_has_two_stays() -> None:
    once = [row("Anna Berg", "2019", as_of="2025-10")]
    twice = [row("Anna Berg", "2019", "2023-05"), row("Ola Holm", "2023-05", "2023-06"), row("Anna Berg", "2023-06")]
    found, _ = agree_among([once, once, twice, twice], {}, {})
    assert [(term.name, term.start, term.end, term.as_of) for term in found] == [
        ("Anna Berg", "2019", "", "2023-06-01"),
        ("Ola Holm", "2023-05", "2023-06", "2025-12-31"),
        ("Anna Berg", "2023-06", "", "2025-10-31"),
    ]


def test_who_is_written_in_two_ways_is_one_in_every_pair() -> None:
    same = {("NOR", "Anne Byrg"): "Anna Berg"}
    first, other = [row("Anna Berg", "2020", "2022")], [row("Anne Byrg", "2020", "2022")]
    found, report = agree_among([first, other, other], {}, same)
    assert ([term.name for term in found], report) == (["Anna Berg"], [])
