"""Stays in office that users bring: their forms, what the tables say to them, and that they go before the tables."""

import json
from pathlib import Path

import pytest

from dragoman.entities.gazetteer import Gazetteer
from dragoman.entities.holdings import COLUMNS, Holding, read_holdings, tsv_lines
from dragoman.entities.offices import Offices
from dragoman.entities.own_offices import add_own, compare, own_files, read_own, vouched, with_own
from dragoman.entities.who import office_called, who
from dragoman.errors import RecordNotWritable, UnknownName, UnreadableInput, UsageError
from dragoman.exports.offices import office_entities, office_tsv
from dragoman.partial_date import PartialDate

OFFICES, GAZETTEER = Offices.load(), Gazetteer.load()
NORWAY = "NOR:foreign_minister"


def bound(**values: str) -> dict[str, dict[str, str]]:
    return {name: {"type": "uri" if "/" in value else "literal", "value": value} for name, value in values.items()}


def wikidata(*bindings: dict[str, dict[str, str]]) -> str:
    return json.dumps({"head": {"vars": []}, "results": {"bindings": bindings}})


def ftm(*entities: tuple[str, str, dict[str, object]]) -> str:
    return "\n".join(json.dumps({"id": one, "schema": schema, "properties": rest}) for one, schema, rest in entities)


OCCUPANCY = ftm(
    ("p", "Position", {"name": ["Minister of Foreign Affairs"], "country": ["no"]}),
    ("h", "Person", {"name": ["Anna Berg"], "country": ["no"], "wikidataId": ["Q1"]}),
    ("o", "Occupancy", {"holder": ["h"], "post": ["p"], "startDate": ["2019"], "endDate": ["2020-05-01"]}),
)
NESTED = ftm(
    ("o", "Occupancy", {
        "holder": [{"id": "h", "schema": "Person", "properties": {"name": ["Anna Berg"]}}], "startDate": ["2019"],
        "post": [{"id": "p", "schema": "Position", "caption": "Foreign Minister of Norway", "properties": {}}],
    }),
)  # fmt: skip
QUERY = wikidata(
    bound(item="http://www.wikidata.org/entity/Q7", itemLabel="Ola Vik", positionLabel="Minister",
          start="2019-01-01T00:00:00Z", countryLabel="Norway", end="2020-03-04T00:00:00Z"),
    bound(personLabel="Kari Holm", officeLabel="King of Norway", start="2019-01-01T00:00:00Z", startPrecision="11"),
    bound(personLabel="Liv Dahl", postLabel="Queen", start="2019-04-01T00:00:00Z", startPrecision="10")
    | {"end": {"type": "bnode", "value": "t1"}},
)  # fmt: skip


def told(text: str, tmp_path: Path, name: str = "file.json") -> list[tuple[str, ...]]:
    (tmp_path / name).write_text(text, encoding="utf-8")
    found = read_holdings(tmp_path / name)
    return [(one.person, one.office, one.of, one.wikidata, one.start, one.end) for one in found]


@pytest.mark.parametrize(
    ("text", "name", "rows"),
    [
        (OCCUPANCY, "a.json", [("Anna Berg", "Minister of Foreign Affairs", "Norway", "Q1", "2019", "2020-05-01")]),
        (NESTED, "a.jsonl", [("Anna Berg", "Foreign Minister of Norway", "", "", "2019", "")]),
        (QUERY, "q.json", [
            ("Ola Vik", "Minister", "Norway", "Q7", "2019", "2020-03-04"),
            ("Kari Holm", "King of Norway", "", "", "2019-01-01", ""), ("Liv Dahl", "Queen", "", "", "2019-04", ""),
        ]),
        ("office\tperson\tstart\nNOR:a\tAnna Berg\t2019\n", "a.tsv", [("Anna Berg", "NOR:a", "", "", "2019", "")]),
        ('[[held]]\noffice = "NOR:a"\nperson = "Anna Berg"\nstart = 2019-05-01\n', "a.toml",
         [("Anna Berg", "NOR:a", "", "", "2019-05-01", "")]),
        ("office\tperson\n", "a.tsv", []),
    ],
)  # fmt: skip
def test_every_form_is_read(tmp_path: Path, text: str, name: str, rows: list[tuple[str, ...]]) -> None:
    assert told(text, tmp_path, name) == rows


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("person\tstart\nx\t2019\n", "a.tsv"), ("office\tperson\tshoe\nx\ty\tz\n", "a.tsv"), ("", "a.tsv"),
        ("office\tperson\tstart\nx\ty\n", "a.tsv"), ("office\tperson\tstart\nx\ty\tyesterday\n", "a.tsv"),
        ("office\tperson\n\tAnna\n", "a.tsv"), ("office\tperson\nx\ty\tz\n", "a.tsv"), ("{", "a.json"),
        ("[1]", "a.json"), ("=", "a.toml"),
        ('{"id": "x"}', "a.json"), ('{"results": {"bindings": [1]}}', "a.json"), ("held = 1", "a.toml"),
        ("[[held]]\nshoe = 1", "a.toml"), ("[[held]]\nperson = 'x'", "a.toml"),
        ('{"results": {"bindings": [{}]}}', "a.json"),
    ],
)  # fmt: skip
def test_what_is_none_of_the_forms_is_refused(tmp_path: Path, text: str, name: str) -> None:
    with pytest.raises(UnreadableInput):
        told(text, tmp_path, name)


def test_a_file_that_is_not_there_is_the_callers_mistake(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        read_holdings(tmp_path / "none.tsv")


@pytest.mark.parametrize(
    ("words", "office"),
    [
        ("Foreign Minister of Norway", NORWAY), ("Norway's foreign minister", NORWAY), ("Norway", None), ("shoe", None),
        ("former foreign minister of Norway", None), ("Secretary General of NATO", "NATO:secretary_general"),
    ],
)  # fmt: skip
def test_the_office_that_words_mean(words: str, office: str | None) -> None:
    found = office_called(words, offices=OFFICES, gazetteer=GAZETTEER)
    assert (found.id if found else None) == office


@pytest.mark.parametrize(
    ("words", "of", "office"),
    [
        ("Minister of Foreign Affairs", "Chile", "CHL:foreign_minister"),
        ("Minister of Foreign Affairs", "People's Republic of China", "CHN:foreign_minister"),
        ("Minister of Foreign Affairs", "Kingdom of Norway", NORWAY),
        ("Minister for Foreign Affairs of Norway", "Norway", NORWAY),
        ("Minister of Foreign Affairs", "Georgia", "GEO:foreign_minister"),
        ("Minister of Foreign Affairs", "", None),
        ("Minister of Foreign Affairs", "Atlantis", None),
        ("Secretary of State", "Chile", None),
        ("Secretary of State", "United States of America", "USA:foreign_minister"),
        ("Minister of Foreign Affairs of Norway", "Chile", None),  # the title and the country do not agree
        ("Secretary General of NATO", "Norway", "NATO:secretary_general"),
        ("Speaker of the National Assembly", "", None),
        ("President of the National Assembly", "Chile", "CHL:legislature_speaker"),
        ("Speaker of the National Assembly", "Pakistan", "PAK:legislature_speaker"),
        ("Speaker of the National Assembly of Pakistan", "", "PAK:legislature_speaker"),
        ("Speaker of the Knesset", "", "ISR:legislature_speaker"),
    ],
)
def test_whose_office_it_is_counts_with_its_title(words: str, of: str, office: str | None) -> None:
    (judged,) = compare([Holding(office=words, of=of, person="Anna Berg")], OFFICES, GAZETTEER)
    assert (judged.holding.office if judged.verdict != "not understood" else None) == office


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            wikidata(
                bound(personLabel="Anna Berg", positionLabel="Minister of Foreign Affairs", countryLabel="Chile",
                      start="1911-02-03T00:00:00Z", end="1912-02-03T00:00:00Z"),
            ),
            "in.json",
        ),
        (
            ftm(
                ("p", "Position", {"name": ["Minister of Foreign Affairs"], "country": ["cl"]}),
                ("h", "Person", {"name": ["Anna Berg"]}),
                ("o", "Occupancy", {"holder": ["h"], "post": ["p"], "startDate": ["1911-02-03"], "endDate": ["1912"]}),
            ),
            "in.json",
        ),
        ("office\tperson\tstart\tend\nMinister of Foreign Affairs of Chile\tAnna Berg\t1911\t1912\n", "in.tsv"),
    ],
)  # fmt: skip
def test_every_form_tells_whose_minister_it_is(tmp_path: Path, text: str, name: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    (judged,) = compare(read_holdings(tmp_path / name), OFFICES, GAZETTEER)
    assert (judged.verdict, judged.holding.office) == ("new", "CHL:foreign_minister")


def test_what_does_not_agree_is_told() -> None:
    odd = Holding(office="Minister of Foreign Affairs", of="Norway", person="Anna Berg", start="2014", end="2016")
    (judged,) = compare([odd], OFFICES, GAZETTEER)
    assert judged.verdict == "conflict"
    assert "Børge Brende" in judged.detail


def stay(person: str, start: str, end: str = "", office: str = "NATO:secretary_general", **more: str) -> Holding:
    return Holding(office=office, person=person, start=start, end=end, **more)


@pytest.mark.parametrize(
    ("holding", "verdict", "detail"),
    [
        (stay("Jens Stoltenberg", "2014-10", "2024-10-01"), "known", "recollection, twice"),
        (stay("Jens Stoltenberg", "2014-10-03", "2024-09-30"), "known", ""),  # lists differ by days
        (stay("Jens Stoltenberg", "2013", "2024-10-01"), "conflict", "2014-10-01..2024-10-01"),
        (stay("Jens Stoltenberg", "2014-10-01", "2023-10-01"), "conflict", "2024-10-01"),
        (stay("Jens Stoltenberg", "2014-10-01", as_of="2024-12-01"), "conflict", ""),
        (stay("Anna Berg", "2015", "2018"), "conflict", "at that time Jens Stoltenberg"),
        (stay("Mark Rutte", "2024-10-01", "2030-05-01"), "new", "ends Mark Rutte"),
        (stay("Mark Rutte", "2024-10-01", "2025-01-01"), "conflict", ""),
        (stay("Mark Rutte", "2024-10-01", as_of="2029-01-01"), "new", "goes on"),
        (stay("Anna Berg", "2031-01-01", as_of="2032-01-01"), "new", ""),
        (stay("Anna Berg", "2031-01-01", "2030-01-01"), "not understood", "ends before"),
        (stay("Anna Berg", "2031", office="Keeper of the shoes"), "not understood", "no office"),
        (stay("X", "2024-10-01", "2030-05-01", wikidata="Q57792"), "new", "ends Mark Rutte"),
        (stay("Mark Rutte", "2024-10", office="Secretary General", of="NATO", as_of="2025-01-01"), "known", ""),
    ],
)  # fmt: skip
def test_what_the_tables_say_to_a_stay(holding: Holding, verdict: str, detail: str) -> None:
    (judged,) = compare([holding], OFFICES, GAZETTEER)
    assert judged.verdict == verdict, judged
    assert detail in judged.detail


def test_rows_of_one_file_are_held_against_each_other() -> None:
    rows = [stay("Anna Berg", "2031-01-01", "2035-01-01"), stay("Ola Vik", "2032-01-01", "2033-01-01")]
    assert [one.verdict for one in compare(rows, OFFICES, GAZETTEER)] == ["new", "conflict"]


@pytest.mark.parametrize("form", [office_tsv, office_entities])
def test_what_is_exported_is_known_when_it_comes_back(tmp_path: Path, form) -> None:
    small = ("NATO:secretary_general", "UN:secretary_general", NORWAY, "USA:head_of_state")
    lines = list(form(OFFICES))
    if form is office_tsv:
        lines = [lines[0], *(line for line in lines if line.startswith(small))]
    (tmp_path / "all").write_text("\n".join(lines), encoding="utf-8")
    judged = compare(read_holdings(tmp_path / "all"), OFFICES, GAZETTEER)
    assert len(judged) > 20
    known = [one for one in judged if one.verdict == "known"]
    assert len(known) >= (len(judged) if form is office_tsv else 0.99 * len(judged))


def test_entities_are_as_followthemoney_has_them() -> None:
    entities = [json.loads(line) for line in office_entities(OFFICES)]
    by_id = {entity["id"]: entity for entity in entities}
    assert len(by_id) == len(entities)
    assert {entity["schema"] for entity in entities} == {"Position", "Person", "Occupancy"}
    held = [entity for entity in entities if entity["properties"].get("holder") == ["Q57792"]]
    posts = [by_id[entity["properties"]["post"][0]]["properties"]["name"][0] for entity in held]
    rutte = held[posts.index("Secretary General of NATO")]
    assert rutte["properties"]["startDate"] == ["2024-10-01"]
    assert "endDate" not in rutte["properties"]
    for entity in entities:
        assert all(isinstance(value, str) for values in entity["properties"].values() for value in values)


def test_own_rows_lie_beside_the_record_and_are_added_to(tmp_path: Path) -> None:
    record = tmp_path / "press.db"
    assert (own_files(record), read_own(record)) == ((), ())
    path = add_own(record, list(vouched([stay("Anna Berg", "2031")], "2031-05-01")))
    assert path == tmp_path / "press.offices.tsv"
    add_own(record, list(vouched([stay("Anna Berg", "2031"), stay("Ola Vik", "2020", "2021")], "2031-05-01")))
    (tmp_path / "press.offices.toml").write_text('[[held]]\noffice = "NOR:a"\nperson = "Liv Dahl"\n', encoding="utf-8")
    assert [(one.person, one.as_of) for one in read_own(record)] == [
        ("Anna Berg", "2031-05-01"), ("Ola Vik", ""), ("Liv Dahl", ""),
    ]  # fmt: skip
    with pytest.raises(RecordNotWritable):
        add_own(tmp_path / "none" / "press.db", [stay("Anna Berg", "2031")])


def answers(question: str, on: str, own: list[Holding]) -> list[tuple[str, str]]:
    offices = with_own(OFFICES, own, GAZETTEER)
    found = who(question, PartialDate.parse(on), offices=offices, gazetteer=GAZETTEER)
    return [(one.holder, one.certainty) for one in found]


def test_own_rows_go_before_the_tables_and_are_marked() -> None:
    own = [stay("Anna Berg", "2020-01-01", "2022-01-01", source="my notes")]
    assert answers("secretary general of NATO", "2021-05-05", own) == [("Anna Berg", "own")]
    assert answers("secretary general of NATO", "2023-05-05", own) == [("Jens Stoltenberg", "recalled")]
    assert answers("Jens Stoltenberg", "2021-05-05", own) == []  # the user says that another was in his place
    assert answers("Anna Berg", "2021-05-05", own) == [("Anna Berg", "own")]
    assert with_own(OFFICES, [], GAZETTEER) is OFFICES


def test_an_own_row_replaces_the_tables_row_of_the_same_stay() -> None:
    own = [stay("Jens Stoltenberg", "2014-10-01", "2023-01-01")]
    assert answers("secretary general of NATO", "2023-05-05", own) == []
    assert answers("secretary general of NATO", "2016", own) == [("Jens Stoltenberg", "own")]


def test_an_open_own_row_holds_until_it_is_ended() -> None:
    assert answers("secretary general of NATO", "2040-05-05", [stay("Mark Rutte", "2024-10-01")]) == [
        ("Mark Rutte", "own")
    ]
    vouched = [stay("Mark Rutte", "2024-10-01", as_of="2030-01-01")]
    assert answers("secretary general of NATO", "2040-05-05", vouched) == []


def test_an_office_may_be_added_to_a_known_body() -> None:
    own = [stay("Ola Vik", "2023", office="NOR:minister_of_fisheries", title="Fisheries Minister of Norway")]
    offices = with_own(OFFICES, own, GAZETTEER)
    office = offices.by_id("NOR:minister_of_fisheries")
    assert (office.title, office.party, office.country) == ("Fisheries Minister of Norway", "NOR", "NOR")
    assert offices.person(offices.holders(office.id)[0].person).country == "NOR"
    for odd in ("Nowhere:minister", "minister"):
        with pytest.raises(UnknownName):
            with_own(OFFICES, [stay("Ola Vik", "2023", office=odd)], GAZETTEER)


def test_the_table_has_all_columns_in_order() -> None:
    first, *rows = tsv_lines([stay("Ola Vik", "2023"), stay("Anna Berg", "2022")])
    assert first.split("\t") == list(COLUMNS)
    assert [row.split("\t")[2] for row in rows] == ["Anna Berg", "Ola Vik"]
