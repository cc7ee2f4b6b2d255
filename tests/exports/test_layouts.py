"""Others' layouts: columns as the reference has them, rows that pandas, DuckDB and csv read alike."""

import csv
import io
import json
import re
from pathlib import Path

import duckdb
import msgspec
import pandas
import pytest

from dragoman.exports import gdelt, icews, own, plover_json, polecat
from dragoman.exports.export import FORMATS, OWN, Wanted, layout_of, table_lines
from dragoman.exports.layout import explain, tab_cell
from dragoman.exports.selection import INCLUSIONS, Selection, Tally
from tests.exports.records import HOSTILE, first_meeting, hostile, meeting_again, statuses, store_of
from tests.sample_record import talks

GOLDEN = Path(__file__).parent / "golden"
TABLES = {
    "gdelt_events": ("gdelt", gdelt.EVENTS),
    "gdelt_mentions": ("gdelt", gdelt.MENTIONS),
    "icews": ("icews", icews.EVENTS),
    "polecat": ("polecat", polecat.EVENTS),
}


@pytest.fixture
def store(tmp_path):
    with store_of(tmp_path / "r.db", first_meeting(), meeting_again(), statuses(), hostile()) as store:
        yield store


def written(store, name, **selection):
    form, table = TABLES[name]
    wanted = Wanted(form=form, selection=Selection(**selection))
    return b"".join(table_lines(store, wanted, table.name, Tally()))


def rows(store, name, **selection):
    """The rows as the csv module reads them, without quoting."""
    table = TABLES[name][1]
    text = written(store, name, **selection).decode()
    lines = list(csv.reader(io.StringIO(text, newline=""), delimiter="\t", quoting=csv.QUOTE_NONE))
    if table.header:
        assert tuple(lines.pop(0)) == table.names
    return [dict(zip(table.names, line, strict=True)) for line in lines]


# --- columns -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", TABLES)
def test_columns_and_their_order(name):
    assert list(TABLES[name][1].names) == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(("name", "width"), list(zip(TABLES, (61, 16, 20, 40), strict=True)))
def test_widths(store, name, width):
    assert {line.count("\t") for line in written(store, name).decode().splitlines()} == {width - 1}


@pytest.mark.parametrize("form", FORMATS)
def test_every_layout_explains_each_column_and_its_losses(form):
    layout = layout_of(form)
    text = "\n".join(explain(layout))
    assert layout.name == form
    assert layout.lost
    for table in layout.tables:
        assert all(source for _, source in table.columns)
        assert all(f"  {name}" in text for name in table.names)
    if form not in OWN:
        assert "unless included by name" in text


def test_own_tables_have_their_own_columns():
    assert [len(table.columns) for table in own.CSV.tables] == [55, 27, 24]


# --- rows --------------------------------------------------------------------------------------------------


def test_gdelt_events_count_tellings_of_a_happening(store):
    visit = next(row for row in rows(store, "gdelt_events") if row["EventCode"] == "042" and row["NumMentions"] == "2")
    assert {name: visit[name] for name in ("SQLDATE", "MonthYear", "Year", "FractionDate")} == {
        "SQLDATE": "20190409", "MonthYear": "201904", "Year": "2019", "FractionDate": "2019.3534",
    }  # fmt: skip
    assert (visit["Actor1Code"], visit["Actor2Code"]) == ("NORGOV", "CHLGOV")
    assert (visit["NumMentions"], visit["NumSources"], visit["NumArticles"]) == ("2", "2", "2")
    assert (visit["EventBaseCode"], visit["EventRootCode"], visit["QuadClass"]) == ("042", "04", "1")
    assert (visit["ActionGeo_Type"], visit["ActionGeo_FullName"]) == ("4", "Oslo, Oslo, Norway")
    assert (visit["ActionGeo_CountryCode"], visit["ActionGeo_ADM1Code"], visit["AvgTone"]) == ("NO", "", "")
    assert (visit["DATEADDED"], visit["Actor1Geo_Type"]) == ("20190410000000", "0")
    assert visit["SOURCEURL"].startswith("The Northern Post; Norway and Chile")


def test_gdelt_mentions_are_the_tellings_of_the_events(store):
    events = {row["GLOBALEVENTID"]: row for row in rows(store, "gdelt_events")}
    mentions = rows(store, "gdelt_mentions")
    assert len(events) == len(rows(store, "gdelt_events"))
    for number, event in events.items():
        mine = [row for row in mentions if row["GLOBALEVENTID"] == number]
        assert len(mine) == int(event["NumMentions"])
        assert {row["EventTimeDate"] for row in mine} == {event["DATEADDED"]}
    assert {row["GLOBALEVENTID"] for row in mentions} == set(events)
    sur = next(row for row in mentions if row["MentionSourceName"] == "Sur")
    assert (sur["MentionType"], sur["MentionIdentifier"]) == ("1", "https://sur.example/1")
    assert (sur["Actor1CharOffset"], sur["Confidence"]) == ("-1", "60")  # it names only the Chilean
    assert int(sur["Actor2CharOffset"]) > 0


def test_a_meeting_of_three_is_three_pairs_and_in_icews_six_rows(store):
    met = [row for row in rows(store, "gdelt_events") if row["EventCode"] == "040" and row["SQLDATE"] == "20200303"]
    assert [(row["Actor1Code"], row["Actor2Code"]) for row in met] == [
        ("IGOWSTNAT", "PAK"),
        ("IGOWSTNAT", "NOR"),
        ("PAK", "NOR"),
    ]
    both = [row for row in rows(store, "icews") if row["Event Date"] == "2020-03-03" and row["CAMEO Code"] == "040"]
    assert len(both) == len({row["Event ID"] for row in both}) == 6
    assert {(row["Source Name"], row["Target Name"]) for row in both} == {
        (row["Target Name"], row["Source Name"]) for row in both
    }
    (one,) = [
        row for row in rows(store, "polecat") if row["Event Date"] == "2020-03-03" and row["Event Type"] == "CONSULT"
    ]
    assert one["Actor Name"] == "North Atlantic Treaty Organization; Pakistan; Norway"
    assert (one["Actor Country"], one["Actor COW"]) == ("IGO; PAK; NOR", "None; 770; 385")
    assert one["Recipient Name"] == "None"


def test_a_visit_made_is_a_visit_hosted_in_icews(store):
    visits = [row for row in rows(store, "icews") if row["Publisher"] == "The Northern Post" and row["City"] == "Oslo"]
    assert [(row["CAMEO Code"], row["Source Country"], row["Intensity"]) for row in visits] == [
        ("042", "Norway", "1.9"),
        ("043", "Chile", "2.8"),
    ]
    assert visits[0]["Event Text"] == "Make a visit"
    assert (visits[0]["District"], visits[0]["Sentence Number"]) == ("NA", "2")


@pytest.mark.parametrize("name", TABLES)
def test_what_stays_out_comes_in_by_name(store, name):
    assert len(rows(store, name, include=frozenset(INCLUSIONS))) == len(rows(store, name)) + 5


def test_plover_fields(store):
    lines = list(plover_lines(store))
    first = next(line for line in lines if line["event"] == ["CONSULT"] and line.get("mode") == ["visit"])
    assert {"id", "date", "actor", "event"} <= set(first)
    assert first["actor"][0] == {
        "code": "NOR", "sector": ["GOV"], "entity_text": "Ine Berg", "identifier_id": "person-berg",
        "identifier_text": "dragoman", "office": "Foreign Minister of Norway",
    }  # fmt: skip
    assert first["event_loc"]["resolution"] == 4
    assert "text" not in first
    names = set(plover_json.EVENTS.names)
    assert all(set(line) <= names for line in lines)


# The manual's table; ``size`` stands there without a place.
PLOVER_ORDER = (
    "id has_event date time enddate endtime actor recipient event event_loc event_text quad_code event_scale mode "
    "context link text text_info cite_info coder coded_date coded_time comment"
).split()


def test_plover_fields_come_in_the_manuals_order(store):
    for line in plover_lines(store, include=frozenset(INCLUSIONS)):
        known = [name for name in line if name != "size"]
        assert known == [name for name in PLOVER_ORDER if name in known]


def test_plover_links_a_part_to_its_whole(tmp_path):
    coded = talks()
    whole, part = coded.events
    day = {"when": whole.when, "status": "occurred", "counted_on": whole.counted_on, "counted_from": "event"}
    part = msgspec.structs.replace(part, part_of=whole.id, actors=whole.actors, **day)
    with store_of(tmp_path / "r.db", msgspec.structs.replace(coded, events=(whole, part))) as store:
        links = {line["id"]: line.get("link") for line in plover_lines(store)}
    assert links == {whole.id: None, part.id: whole.id}


@pytest.mark.shared
def test_the_manuals_order_is_the_references(shared):
    text = (shared / "reference/schemas.md").read_text(encoding="utf-8")
    told = text.split("**PLOVER JSON** (manual table):")[1].split("Required:")[0]
    assert re.findall(r"[a-z_]+", told) == PLOVER_ORDER


def test_plover_says_what_is_taken_in_as_auxiliary_mode(store):
    lines = plover_lines(store, include=frozenset(INCLUSIONS))
    said = {(line["event"][0], line["comment"], *line.get("mode", ())) for line in lines if "comment" in line}
    assert said == {
        ("ASSAULT", "background", "historical"), ("ASSAULT", "hypothetical", "hypothetical"),
        ("ASSAULT", "denied", "negation"), ("ASSAULT", "planned", "future"), ("ASSAULT", "alleged by rebels"),
        ("AGREE", "planned"), ("AGREE", "planned, attributed by officials"),
    }  # fmt: skip


def plover_lines(store, **selection):
    wanted = Wanted(form="plover", selection=Selection(**selection))
    return [json.loads(line) for line in table_lines(store, wanted, "events", Tally())]


# --- readers -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_NONE])
def test_pandas_reads_the_same_rows(store, name, quoting):
    table = TABLES[name][1]
    frame = pandas.read_csv(
        io.BytesIO(written(store, name)), sep="\t", header=0 if table.header else None, names=list(table.names),
        dtype=str, keep_default_na=False, quoting=quoting,
    )  # fmt: skip
    assert frame.to_dict("records") == rows(store, name)


@pytest.mark.parametrize("name", TABLES)
def test_duckdb_reads_the_same_rows(store, name, tmp_path):
    table = TABLES[name][1]
    path = tmp_path / "rows.tsv"
    path.write_bytes(written(store, name))
    query = "SELECT * FROM read_csv(?, delim='\t', header=?, all_varchar=true, auto_detect=true, nullstr='\x01')"
    found = duckdb.execute(query, [str(path), table.header]).fetchall()
    assert [tuple(value or "" for value in row) for row in found] == [tuple(row.values()) for row in rows(store, name)]


def test_json_and_csv_in_pandas_and_duckdb(store, tmp_path):
    path = tmp_path / "events.jsonl"
    path.write_bytes(b"".join(table_lines(store, Wanted(form="plover"), "events", Tally())))
    lines = plover_lines(store)
    frame = pandas.read_json(path, lines=True, dtype=False)
    assert list(frame["id"]) == [line["id"] for line in lines]
    assert list(frame["event_text"]) == [line["event_text"] for line in lines]
    found = duckdb.execute("SELECT id, actor[1].entity_text FROM read_json(?)", [str(path)]).fetchall()
    assert found == [(line["id"], (line["actor"] or [{}])[0].get("entity_text")) for line in lines]
    sheet = tmp_path / "events.csv"
    sheet.write_bytes(b"".join(table_lines(store, Wanted(form="csv"), "events", Tally())))
    with sheet.open(newline="", encoding="utf-8") as stream:
        expected = list(csv.DictReader(stream))
    assert pandas.read_csv(sheet, dtype=str, keep_default_na=False).to_dict("records") == expected
    query = "SELECT id, actors FROM read_csv(?, header=true, all_varchar=true, nullstr='\x01')"
    assert duckdb.execute(query, [str(sheet)]).fetchall() == [(row["id"], row["actors"]) for row in expected]


@pytest.mark.parametrize("table", ["statements", "figures"])
def test_statements_and_figures_in_both_readers(tmp_path, table):
    with store_of(tmp_path / "r.db", talks(), hostile()) as store:
        written = b"".join(table_lines(store, Wanted(form="csv"), table, Tally()))
    sheet = tmp_path / f"{table}.csv"
    sheet.write_bytes(written)
    expected = list(csv.DictReader(io.StringIO(written.decode(), newline="")))
    assert expected
    assert pandas.read_csv(sheet, dtype=str, keep_default_na=False).to_dict("records") == expected
    query = "SELECT * FROM read_csv(?, header=true, all_varchar=true, nullstr='\x01')"
    assert duckdb.execute(query, [str(sheet)]).fetchall() == [tuple(row.values()) for row in expected]


def test_numbers_are_numbers(store):
    names = list(gdelt.EVENTS.names)
    codes = dict.fromkeys(("EventCode", "EventBaseCode", "EventRootCode"), str)
    frame = pandas.read_csv(io.BytesIO(written(store, "gdelt_events")), sep="\t", names=names, dtype=codes)
    assert frame["GLOBALEVENTID"].dtype == "int64"
    assert frame["GoldsteinScale"].between(-10, 10).all()
    assert set(frame["QuadClass"]) <= {1, 2, 3, 4}


@pytest.mark.parametrize("name", TABLES)
def test_hostile_names_are_harmless_and_all_there(store, name):
    found = rows(store, name)
    days = ("SQLDATE", "Event Date", "MentionTimeDate")
    from_hostile = [row for row in found if any(row.get(day, "").startswith("2021") for day in days)]
    assert len(from_hostile) >= (1 if name.startswith("gdelt") else len(HOSTILE))
    for row in found:
        for value in row.values():
            assert not value.startswith(("=", "+", "@", "＝"))
            assert not value.startswith("-") or value[1:].replace(".", "").isdigit()
            assert not set(value) & set('"\t\n\r\x00\x07\x1b\x85\u2028\u202e\u202c')


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "NA"), ("", "NA"), (" \t ", "NA"), (0, "0"), (-10.0, "-10"), (2.5, "2.5"), (True, "True"),
        ("-4", "'-4"), ("a\x00b", "a b"), ("\ufeff=1", "'=1"), ("\u202e", "NA"), (1e16, "1e+16"),
        ('say "x"', "say 'x'"), ("é", "é"),
    ],
)  # fmt: skip
def test_cells(value, shown):
    assert tab_cell(value, missing="NA") == shown
