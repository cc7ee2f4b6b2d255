import re

import pytest

from dragoman.codes.tables import DATA, cell_list, read_table
from dragoman.entities.names import membership
from dragoman.partial_date import PartialDate
from reference.marks import MarkedName, lifetime, marked_name, marked_names, sections
from reference.tables import write_table

KEYS = {
    "states": ("id",), "organisations": ("id",), "parties": ("party",), "names": ("entity", "name", "use", "start"),
    "plover": ("type", "mode", "force"), "cameo": ("code",), "contexts": ("context",), "currencies": ("unit",),
    "places": ("name", "precision", "country", "geonames"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kabul", MarkedName("Kabul")),
        ("Zaire{historic 1971-10-27..1997-05-17}", MarkedName("Zaire", "historic", "1971-10-27", "1997-05-17")),
        ("US{abbreviation word}", MarkedName("US", "abbreviation", ambiguous="word")),
        ("Georgia{name}", MarkedName("Georgia", ambiguous="name")),
        ("Moscow{rank2 ..1991-12-25}", MarkedName("Moscow", end="1991-12-25", rank=2)),
        ("Pale{place}", MarkedName("Pale", drop=True)),
        ("The Hague{metonym name}", MarkedName("The Hague", "metonym", ambiguous="name")),
    ],
)  # fmt: skip
def test_marks(text: str, expected: MarkedName) -> None:
    assert marked_name(text) == expected


def test_a_column_gives_the_use_that_marks_may_change() -> None:
    assert [name.use for name in marked_names("Abidjan{metonym}; Accra;;", "capital")] == ["metonym", "capital"]


def test_an_unknown_mark_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown mark 'nmae'"):
        marked_name("Georgia{nmae}")


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("", ("", "", "")), ("1949-04-04", ("1949-04-04", "", "")),
        ("2001..2014>Resolute Support", ("2001", "2014", "Resolute Support")),
        ("..1991>RUS; UKR", ("", "1991", "RUS; UKR")),
    ],
)  # fmt: skip
def test_lifetimes(cell: str, parts: tuple[str, str, str]) -> None:
    assert lifetime(cell) == parts


def test_sections_fill_up_their_lines() -> None:
    heading, cells = next(sections("states.txt", 10))
    assert heading == "South Asia | state"
    assert len(cells) == 10


def test_write_table_sorts_and_refuses_twins(tmp_path: object) -> None:
    from pathlib import Path

    assert isinstance(tmp_path, Path)
    rows = [{"a": "2", "b": "x"}, {"a": "1", "b": "y"}]
    assert write_table("t", "a b", rows, directory=tmp_path) == 2
    assert (tmp_path / "t.tsv").read_text(encoding="utf-8") == "a\tb\n1\ty\n2\tx\n"
    with pytest.raises(ValueError, match="two rows"):
        write_table("t", "a b", [*rows, rows[0]], directory=tmp_path)
    with pytest.raises(ValueError, match="tab or a newline"):
        write_table("t", "a b", [{"a": "1\t", "b": ""}], directory=tmp_path)


@pytest.mark.parametrize(("table", "key"), KEYS.items())
def test_tables_are_sorted_without_twins_and_sourced(table: str, key: tuple[str, ...]) -> None:
    rows = read_table(table)
    keys = [tuple(row[column] for column in key) for row in rows]
    assert keys == sorted(set(keys))
    assert all(row["source"] and re.fullmatch(r"20\d\d-\d\d-\d\d", row["as_of"]) for row in rows)


def test_places_stay_small() -> None:
    assert (DATA / "places.tsv").stat().st_size < 1_500_000


def test_organisations_are_many_and_of_every_kind() -> None:
    kinds = [row["kind"] for row in read_table("organisations")]
    assert {kind: kinds.count(kind) > 90 for kind in set(kinds)} == dict.fromkeys(
        ("organisation", "armed_group", "party", "media", "company"), True
    )
    assert len(kinds) >= 400


def test_what_rows_point_to_exists() -> None:
    states = {row["id"] for row in read_table("states")}
    bodies = {row["id"] for row in read_table("organisations")}
    parties = {row["party"] for row in read_table("parties")}
    assert not states & bodies
    for row in read_table("organisations"):
        assert {row["country"], row["base"]} <= states | {""}, row
        assert row["party"] in parties | {""}, row
        members = {membership(cell).member for cell in cell_list(row["members"])}
        pointed = {row["parent"], *cell_list(row["successor"]), *members}
        assert pointed <= states | bodies | {""}, row
    for row in read_table("states"):
        assert {row["country"], *cell_list(row["successor"])} <= states | {""}, row
    named = {row["entity"] for row in read_table("names")}
    assert named == states | bodies


def test_dates_are_dates_in_order() -> None:
    for table in ("states", "organisations", "names"):
        for row in read_table(table):
            if row["start"] or row["end"]:
                PartialDate.parse(f"{row['start'] or '..'}/{row['end'] or '..'}")


def test_members_join_before_they_leave_and_once_at_a_time() -> None:
    for row in read_table("organisations"):
        spans: dict[str, list[PartialDate]] = {}
        for one in map(membership, cell_list(row["members"])):
            told = bool(one.start or one.end)
            span = PartialDate.parse(f"{one.start or '..'}/{one.end or '..'}") if told else PartialDate()
            assert not any(span.overlaps(other) or not span for other in spans.get(one.member, [])), (row["id"], one)
            spans.setdefault(one.member, []).append(span)


def test_a_site_has_one_publisher() -> None:
    domains = [domain for row in read_table("organisations") for domain in cell_list(row["domains"])]
    assert len(domains) == len(set(domains))
    assert all(re.fullmatch(r"[a-z0-9.-]+\.[a-z0-9]+", domain) for domain in domains)
