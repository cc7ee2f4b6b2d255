import shutil
from pathlib import Path

import pytest

from dragoman.codes.tables import DATA, cell_list, read_table
from dragoman.entities.office_checks import UNEXPLAINED
from dragoman.partial_date import PartialDate
from reference import check_offices
from reference.build_offices import one_person
from reference.office_names import People, family_name, father_and_child, fold
from reference.office_sources import Term, home_of, is_second, office_of
from reference.office_terms import end_by_successor, fill, first_day, join, last_day, stretch

TABLES = ("offices", "people", "occupancies")
CERTAINTIES = {"known", "recalled", "inferred", "open", "stale"}


@pytest.fixture(scope="module")
def tables() -> dict[str, list[dict[str, str]]]:
    return {name: read_table(name) for name in TABLES}


@pytest.mark.parametrize("name", TABLES)
def test_tables_are_sorted_without_twins(name) -> None:
    lines = (DATA / f"{name}.tsv").read_text(encoding="utf-8").split("\n")
    rows = [tuple(line.split("\t")) for line in lines[1:-1]]
    assert lines[-1] == ""
    assert rows == sorted(set(rows))
    assert {len(row) for row in rows} == {lines[0].count("\t") + 1}


def test_ids_are_unique_and_resolve(tables) -> None:
    offices, people = ([row["id"] for row in tables[name]] for name in ("offices", "people"))
    assert len(set(offices)) == len(offices)
    assert len(set(people)) == len(people)
    assert {row["office"] for row in tables["occupancies"]} == set(offices)
    assert {row["person"] for row in tables["occupancies"]} == set(people)


def test_countries_are_states_of_the_tables(tables) -> None:
    states = {row["id"] for row in read_table("states")} | {""}
    assert {row["country"] for row in tables["people"]} <= states
    assert {row["country"] for row in tables["offices"]} <= states


def test_offices_belong_to_something_known(tables) -> None:
    known = {row["id"] for name in ("states", "organisations") for row in read_table(name)}
    assert {row["body"] for row in tables["offices"]} <= known
    assert {row["party"] for row in tables["offices"]} <= known | {""}
    assert {row["kind"] for row in tables["offices"]} == {"national", "subnational", "organisation"}


def test_people_have_names_and_no_alias_twice(tables) -> None:
    for row in tables["people"]:
        names = [fold(name) for name in (row["name"], *filter(None, row["aliases"].split("|")))]
        assert row["name"], row
        assert row["family"], row
        assert len(set(names)) == len(names), row


def test_stays_have_dates_in_order_a_source_and_a_certainty(tables) -> None:
    for row in tables["occupancies"]:
        start, end = (PartialDate.parse(row[name]) if row[name] else PartialDate() for name in ("start", "end"))
        assert row["certainty"] in CERTAINTIES, row
        assert row["source"], row
        assert PartialDate.parse(row["as_of"]).precision == "day", row
        assert not (start.earliest and end.latest and end.latest < start.earliest), row
        assert bool(row["end"]) == (row["certainty"] not in ("open", "stale")), row


def test_titles_name_known_kinds() -> None:
    assert {row["kind"] for row in read_table("titles")} == {"title", "modifier", "portfolio"}
    assert all(row["role"] for row in read_table("titles"))
    assert all(cell_list(row["where"]) or not row["where"] for row in read_table("titles"))


def test_rebuilt_tables_are_the_committed_ones(shared, tmp_path) -> None:
    pytest.importorskip("babel", reason="the build of the tables needs babel")
    from reference.build_offices import assemble, write_all

    write_all(*assemble(shared / "corpora" / "offices", []), directory=tmp_path)
    for name in TABLES:
        assert (tmp_path / f"{name}.tsv").read_bytes() == (DATA / f"{name}.tsv").read_bytes(), name


def small_tables(folder: Path, stays: list[str]) -> Path:
    """Tables of two offices with these stays: office, person, start, end."""
    shutil.copy(DATA / "titles.tsv", folder)
    shutil.copy(DATA / "people.tsv", folder)
    header = (DATA / "offices.tsv").read_text(encoding="utf-8").split("\n")[0]
    ids = [
        f"{body}:{role}\tt\t{role}\t{body}\t{body}\t{body}\tnational\tone\t4\tx\t2025-12-31"
        for body in ("LBY", "NOR")
        for role in ("a", "b")
    ]
    (folder / "offices.tsv").write_text("\n".join([header, *ids]), encoding="utf-8")
    rows = ["\t".join([*stay.split(), "known", "x", "2022-06-30"]) for stay in stays]
    lines = ["office\tperson\tstart\tend\tcertainty\tsource\tas_of", *rows]
    (folder / "occupancies.tsv").write_text("\n".join(lines), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("stays", "counts"),
    [
        (["NOR:a p 2001-01-01 2005-01-01", "NOR:a q 2005-01-10 2006-01-01"], (0, 0, 0, 0)),
        (["NOR:a p 2005-01-01 2001-01-01"], (1, 0, 0, 0)),
        (["NOR:a p 2005 2005-06-01"], (0, 0, 0, 0)),
        (["NOR:a p 2001-01-01 2005-01-01", "NOR:a p 2004-01-01 2006-01-01"], (0, 1, 0, 0)),
        (["NOR:a p 2001-01-01 2005-01-01", "NOR:a q 2004-01-01 2006-01-01"], (0, 0, 1, 0)),
        (["NOR:a p 2001-01-01 2005-01-01", "NOR:b q 2004-01-01 2006-01-01"], (0, 0, 0, 0)),
        (["NOR:a p 2001-01-01 2005-01-01", "NOR:a q 2005-03-01 2006-01-01"], (0, 0, 0, 1)),
        (["NOR:a p 2001-01-01 2009-01-01", "NOR:a q 2005-01 2005-01", "NOR:a r 2009 2010"], (0, 0, 0, 0)),
    ],
)
def test_the_check_counts(tmp_path, stays, counts) -> None:
    found = check_offices.check(small_tables(tmp_path, stays))
    assert tuple(map(len, found.values())) == counts


@pytest.mark.parametrize(
    ("stays", "why"),
    [
        (["NOR:a p 2001-01-01 2009-01-01", "NOR:a q 2003-01-01 2003-06-01"], "stood in for the holder, who came back"),
        (["NOR:a p 2001-01-01 2009-01-01", "NOR:a q 2003-01-01 2006-06-01"], UNEXPLAINED),
        (["NOR:a p 2001-01-01 2005-01-01", "NOR:a q 2004-11-01 2006-06-01"], "took over in steps"),
        (["NOR:a p 2001-01-01 2005-01-01", "NOR:a q 2004-01-01 2006-06-01"], UNEXPLAINED),
        (["NOR:a p 2001-01-01 2005-01-01", "NOR:a q 2001-01-01 2006-06-01"], UNEXPLAINED),
        (["NOR:a p 2001-01-01 2005-01-01", "NOR:a q 2003 2006-06-01"], "told by the year only"),
        (["LBY:a p 2014-09-01 2020-01-01", "LBY:a q 2015-01-01 2021-01-01"], "rival governments"),
        (["LBY:a p 2004-09-01 2010-01-01", "LBY:a q 2005-01-01 2011-01-01"], UNEXPLAINED),
    ],
)
def test_the_check_says_what_explains_two_holders(tmp_path, stays, why) -> None:
    (found,) = check_offices.check(small_tables(tmp_path, stays))["two holders of a single office"]
    assert found.why == why


def test_a_person_twice_in_a_college_is_explained() -> None:
    assert not [one for one in check_offices.check()["one person twice at a time"] if one.why == UNEXPLAINED]


def test_most_that_the_check_finds_in_the_tables_is_explained() -> None:
    found = check_offices.check()["two holders of a single office"]
    assert sum(one.why == UNEXPLAINED for one in found) <= 13


def test_the_check_passes_the_tables(capsys) -> None:
    assert check_offices.main(["--strict"]) == 0
    assert "end before start: 0" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("code", "person", "home"),
    [
        ("PAK", "", "PAK"), ("GB-SCT", "", "GBR"), ("US-TX", "", "USA"), ("WLD", "", ""), ("XAB", "", "Abkhazia"),
        ("XSO", "", "South Ossetia"), ("XDN", "", "DPR"), ("XKX", "", "XKX"), ("JAM", "Elizabeth II", "GBR"),
    ],
)  # fmt: skip
def test_where_people_are_from(code, person, home) -> None:
    assert home_of(code, person) == home


@pytest.mark.parametrize(
    ("country", "role", "position", "office"),
    [
        ("NOR", "foreign_minister", "Minister of Foreign Affairs", "NOR:foreign_minister"),
        ("PAK", "foreign_minister", "Foreign Secretary", "PAK:foreign_secretary"),
        ("US-TX", "head_of_government", "Governor", None),
        ("WLD", "other", "President of the United Nations General Assembly", "UN:general_assembly_president"),
        ("NOR", "armed_forces_chief", "Chief of the Navy", "NOR:navy_chief"),
        ("NOR", "other_minister", "Minister of Fisheries", None),
        ("AUS", "interior_minister", "Minister for Police", None),
        ("NZL", "interior_minister", "Minister of Police", "NZL:interior_minister"),
        ("GBR", "defence_minister", "Secretary of State for Defence", "GBR:defence_minister"),
        ("CAF", "defence_minister", "Secretary of State for Defence", None),
        ("SOM", "legislature_speaker", "Speaker of the Upper House", "SOM:upper_house_speaker"),
        ("DZA", "armed_forces_chief", "Chief of Staff of the People's National Army", "DZA:armed_forces_chief"),
    ],
)
def test_offices_of_the_lists(country, role, position, office) -> None:
    assert office_of(country, role, position) == office


@pytest.mark.parametrize(
    ("country", "position", "second"),
    [
        ("NZL", "Minister of Police", True), ("NZL", "Minister of Internal Affairs", False),
        ("USA", "Secretary of Homeland Security", False), ("VNM", "Minister of Public Security", False),
        ("HTI", "Minister of Justice and Public Security", True),
    ],
)  # fmt: skip
def test_who_stands_for_the_interior_minister(country, position, second) -> None:
    assert is_second(country, "interior_minister", position) == second
    assert not is_second(country, "defence_minister", position)


def told_of(name: str, start: str, end: str, people: People) -> Term:
    entry = people.add(name, "NOR", f"Q{len(people.entries) + 1}", "x", "2022-06-30")
    return Term("NOR:a", name, "NOR", start, end, "x", "2022-06-30", person=entry.id)


@pytest.mark.parametrize(
    ("blunt", "sharp", "kept"),
    [
        (("Kari Holm Vik", "2001", "2005"), ("Kari Wik", "2001-03-04", "2005-02-01"), 1),
        (("Kari Holm", "2001", "2005"), ("Kari Vik", "2001-03-04", "2005-02-01"), 2),
        (("Kari Vik", "2001", "2005"), ("Kari Wik", "2002-03-04", "2005-02-01"), 2),
        (("Kari Vik", "2001-03", "2005"), ("Kari Wik", "2001-03-04", "2005-02-01"), 2),
    ],
)
def test_one_list_may_tell_a_person_twice(blunt, sharp, kept) -> None:
    people = People({})
    terms = [told_of(*one, people) for one in (blunt, sharp)]
    assert len(one_person(terms, people, [])) == kept


@pytest.mark.parametrize(
    ("a", "b", "two"),
    [
        ("Sheikh Hamad bin Isa", "Salman bin Hamad bin Isa", True), ("Ali bin Omar", "Aly ibn Omar", False),
        ("Mohammed bin Rashid", "Sheikh Muhammad Ibn Rashid", False), ("Anna Berg", "Berg Anna", False),
    ],
)  # fmt: skip
def test_fathers_and_children(a, b, two) -> None:
    assert father_and_child(a, b) is two


@pytest.mark.parametrize(
    ("name", "country", "family"),
    [
        ("Anna Berg", "NOR", "Berg"), ("Jan van der Berg", "NLD", "van der Berg"), ("Li Wei", "CHN", "Li"),
        ("Sir John Berg, Jr.", "GBR", "Berg"), ("Omar al-Nuri", "IRQ", "al-Nuri|Nuri"), ("Hussein", "JOR", "Hussein"),
        ("Ana Ruiz Gil", "MEX", "Ruiz|Ruiz Gil|Gil"), ("Ana Ruiz y Gil", "ESP", "Ruiz|Ruiz y Gil"),
        ("Juan Carlos I of Spain", "ESP", "Juan Carlos"), ("Baudouin I", "BEL", "Baudouin"),
        ("Felipe VI", "ESP", "Felipe"),
        ("Beatrix of the Netherlands", "NLD", "Beatrix"), ("Abdullah of Saudi Arabia", "SAU", "Abdullah"),
        ("Henri, Grand Duke of Luxembourg", "LUX", "Henri"), ("Carl XVI Gustaf of Sweden", "SWE", "Carl Gustaf"),
        ("John Paul II", "VAT", "John Paul"), ("Pope Francis", "VAT", "Francis"), ("Carlos Hill III", "PHL", "Hill"),
        ("John Berg, Baron Berg of Holm", "GBR", "Berg"), ("Mizan Abidin of Terengganu", "MYS", "Abidin"),
    ],
)  # fmt: skip
def test_family_names(name, country, family) -> None:
    assert family_name(name, country) == family


def test_people_are_joined_inside_a_country_and_not_over_initials() -> None:
    people = People({("NOR", "A. Berg"): "Anna Berg"})
    anna = people.add("Anna Berg", "NOR", "Q1", "x", "2022-06-30")
    assert people.find("A. Berg", "NOR") is anna
    assert people.find("Anna Maria Berg", "NOR") is anna
    assert people.find("Anna Berg", "SWE") is None
    assert people.find("Anna Berg", "SWE", anywhere=True) is anna
    george = people.add("George B. Hill", "NOR", "", "x", "2022-06-30")
    assert people.find("George H. B. Hill", "NOR") is None
    assert people.find("George Hill", "NOR") is george


def term(person: str, start: str, end: str) -> Term:
    certainty = "known" if end else "open"
    return Term("NOR:a", person, "NOR", start, end, "x", "2022-06-30", certainty=certainty, person=person)


def test_days_of_vague_dates() -> None:
    assert [str(first_day(text)) for text in ("2001", "2001-02", "2001-02-03/..")] == [
        "2001-01-01", "2001-02-01", "2001-02-03",
    ]  # fmt: skip
    assert [str(last_day(text)) for text in ("2001", "2000-02", "../2003-01")] == [
        "2001-12-31", "2000-02-29", "2003-01-31",
    ]  # fmt: skip
    assert str(stretch(term("p", "2020", ""))[1]) == "2022-06-30"


def test_an_unbroken_stay_is_one_row() -> None:
    joined = join([term("p", "2001-01-01", "2003-01-01"), term("p", "2003-01-05", "2004-01-01")])
    assert [(one.start, one.end) for one in joined] == [("2001-01-01", "2004-01-01")]
    assert len(join([term("p", "2001-01-01", "2003-01-01"), term("p", "2004-01-05", "2005-01-01")])) == 2
    for twice in (["2001-01-01", ""], ["", "2001-01-01"]):  # a stay of no day beside one that goes on
        assert [one.end for one in join([term("p", "2001-01-01", end) for end in twice])] == [""]


def test_an_open_stay_ends_with_its_successor() -> None:
    first, second = end_by_successor([term("p", "2001-01-01", ""), term("q", "2005-01-01", "")])
    assert (first.end, first.certainty) == ("2005-01-01", "inferred")
    assert second.end == ""


def test_a_weaker_source_fills_only_what_is_empty() -> None:
    strong = [term("p", "2001-01-01", "2003-01-01")]
    kept, unused = fill(strong, [term("q", "2001-02-01", "2002-01-01"), term("r", "2003-01-02", "2006-01-01")])
    assert [one.person for one in kept] == ["p", "r"]
    assert [one.person for one in unused] == ["q"]


def test_who_comes_back_after_another_has_two_stays() -> None:
    joined = join(
        [
            term("p", "2019-07-08", "2023-05"), term("p", "2023-06-26", ""), term("q", "2023-05", "2023-06-26"),
            term("r", "2001-01-01", "2003-01-01"), term("r", "2003-01-05", "2004-01-01"),
        ]
    )  # fmt: skip
    assert [(one.person, one.start, one.end) for one in joined] == [
        ("r", "2001-01-01", "2004-01-01"), ("p", "2019-07-08", "2023-05"), ("q", "2023-05", "2023-06-26"),
        ("p", "2023-06-26", ""),
    ]  # fmt: skip
