"""Event tables of others beside a record."""

import contextlib
import gzip
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman import cli
from dragoman.errors import UnreadableInput, UsageError
from dragoman.exports import gdelt, icews, polecat
from dragoman.exports.comparison import compare_with
from dragoman.exports.export import Wanted, export
from dragoman.exports.foreign import read_foreign
from dragoman.exports.layout import tab_lines
from dragoman.partial_date import PartialDate
from dragoman.store.listing import EventFilter
from dragoman.store.open import open_store
from tests.exports.records import first_meeting, meeting_again, statuses, store_of

TABLES = {"gdelt": gdelt.EVENTS, "icews": icews.EVENTS, "polecat": polecat.EVENTS}


@pytest.fixture
def record(tmp_path):
    path = tmp_path / "r.db"
    with store_of(path, first_meeting(), meeting_again(), statuses()):
        pass
    return path


def table(path, form, *rows):
    path.write_bytes(b"".join(tab_lines(TABLES[form], rows)))
    return path


def cells(record, path, **wanted):
    with open_store(record) as store:
        found = compare_with(store, path, wanted=EventFilter(**wanted))
    return {(row.month, row.first, row.second): (row.theirs, row.ours) for row in found.rows}, found


SIDES = (b"Actor Name", b"Actor Country", b"Recipient Name", b"Recipient Country")
GDELT_ROW = {
    "GLOBALEVENTID": 1, "SQLDATE": 20200305, "Actor1Code": "NORGOV", "Actor1CountryCode": "NOR", "Actor2Code": "PAK",
    "Actor2CountryCode": "PAK", "EventCode": "042",
}  # fmt: skip
ICEWS_ROW = {
    "Event ID": 1, "Event Date": "2020-03-05", "Source Name": "Norway", "Source Country": "Norway",
    "Target Name": "Ivan", "Target Country": "Russian Federation", "CAMEO Code": "040",
    "Story ID": 7, "Sentence Number": 2,
}  # fmt: skip


@pytest.mark.parametrize("form", TABLES)
def test_our_own_tables_agree_with_the_record(record, tmp_path, form):
    out = tmp_path / "t.tsv"
    with open_store(record) as store:
        export(store, Wanted(form=form), out)
    found, summary = cells(record, out)
    assert found[("2020-03", "NATO", "PAK")] == (1, 1)
    assert found[("2019-04", "CHL", "NOR")] == (1, 1)
    assert summary.unread == 0
    assert summary.unpaired >= 1  # Chile alone


def test_gdelt_with_and_without_adm2(record, tmp_path):
    wide = table(
        tmp_path / "wide.CSV", "gdelt", GDELT_ROW, {**GDELT_ROW, "Actor1Code": "IGOWSTNAT", "Actor1CountryCode": ""}
    )
    narrow = tmp_path / "narrow.CSV"
    keep = [n for n, name in enumerate(gdelt.EVENTS.names) if not name.endswith("_ADM2Code")]
    narrow.write_text(
        "".join("\t".join(line.split("\t")[n].strip() for n in keep) + "\n" for line in wide.read_text().splitlines())
    )
    assert cells(record, wide)[0] == cells(record, narrow)[0]
    assert cells(record, wide)[0][("2020-03", "NATO", "PAK")] == (1, 1)
    assert cells(record, wide)[0][("2020-03", "NOR", "PAK")] == (1, 3)


def test_a_meeting_in_both_directions_is_one(record, tmp_path):
    back = {
        f"{a} {part}": ICEWS_ROW[f"{b} {part}"]
        for a, b in (("Source", "Target"), ("Target", "Source"))
        for part in ("Name", "Country")
    }
    path = table(
        tmp_path / "i.tab", "icews", ICEWS_ROW, {**ICEWS_ROW, **back, "Event ID": 2}, {**ICEWS_ROW, "Story ID": 8}
    )
    assert cells(record, path)[0][("2020-03", "NOR", "RUS")] == (2, 0)


def test_polecat_lists_and_39_columns(record, tmp_path):
    row = {
        "Event ID": "x", "Event Date": "2020-03-05", "Event Type": "CONSULT", "Actor Name": "NATO; Norway; Pakistan",
        "Actor Country": "IGO; NOR; PAK", "Recipient Name": "None", "Recipient Country": "None",
    }  # fmt: skip
    path = table(tmp_path / "p.tsv", "polecat", row)
    assert cells(record, path)[0][("2020-03", "NOR", "PAK")] == (1, 3)
    lines = [line.split("\t") for line in path.read_text().splitlines()]
    path.write_text("\n".join("\t".join(cell for n, cell in enumerate(line) if n != 4) for line in lines) + "\n")
    assert cells(record, path)[0][("2020-03", "NOR", "PAK")] == (1, 3)


def test_packed_files(tmp_path):
    path = table(tmp_path / "g.CSV", "gdelt", GDELT_ROW)
    (tmp_path / "g.CSV.gz").write_bytes(gzip.compress(path.read_bytes(), mtime=0))
    with zipfile.ZipFile(tmp_path / "g.CSV.zip", "w") as archive:
        archive.write(path, "g.CSV")
    rows = [list(read_foreign(tmp_path / name)) for name in ("g.CSV", "g.CSV.gz", "g.CSV.zip")]
    assert rows[0] == rows[1] == rows[2]
    assert (rows[0][0].actors, rows[0][0].recipients) == (("NOR",), ("PAK",))


def test_rows_without_a_day_or_a_pair_are_counted(record, tmp_path):
    changes = ({"SQLDATE": None}, {"Actor2Code": "", "Actor2CountryCode": ""}, {"Actor2CountryCode": "NOR"})
    rows = [{**GDELT_ROW, **change} for change in (*changes, {"Actor1CountryCode": "ZZZ"})]
    path = table(tmp_path / "g.CSV", "gdelt", *rows)
    _, found = cells(record, path)
    assert (found.read, found.unread, found.unpaired) == (4, 1, 3)
    assert found.rows == ()


def test_limits(record, tmp_path):
    path = table(tmp_path / "g.CSV", "gdelt", GDELT_ROW, {**GDELT_ROW, "SQLDATE": 20190409, "Actor2CountryCode": "CHL"})
    assert set(cells(record, path, party="CHL")[0]) == {("2019-04", "CHL", "NOR")}
    assert set(cells(record, path, pair=("PAK", "NOR"))[0]) == {("2020-03", "NOR", "PAK")}
    assert {cell[0] for cell in cells(record, path, since=PartialDate.parse("2020"))[0]} == {"2020-03"}
    assert {cell[0] for cell in cells(record, path, until=PartialDate.parse("2019-04"))[0]} == {"2019-04"}


@pytest.mark.parametrize("content", ["", "a,b,c\n", "x\ty\n"])
def test_something_else_is_refused(tmp_path, content):
    path = tmp_path / "x.txt"
    path.write_text(content)
    with pytest.raises(UnreadableInput, match="not an event table of GDELT, ICEWS or POLECAT"):
        list(read_foreign(path))
    with pytest.raises(UsageError, match="no such file"):
        list(read_foreign(tmp_path / "nowhere"))


def test_damaged_files_are_told(tmp_path):
    whole = gzip.compress(table(tmp_path / "g.CSV", "gdelt", *[GDELT_ROW] * 200).read_bytes(), mtime=0)
    (tmp_path / "cut.gz").write_bytes(whole[:-20])
    (tmp_path / "not.gz").write_bytes(b"words")
    (tmp_path / "long.CSV").write_text("x" * 200_000)
    with zipfile.ZipFile(tmp_path / "empty.zip", "w"):
        pass
    for name in ("cut.gz", "not.gz", "long.CSV", "empty.zip"):
        with pytest.raises(UnreadableInput):
            list(read_foreign(tmp_path / name))


def test_a_row_of_another_width_is_counted_as_unread(record, tmp_path):
    path = table(tmp_path / "g.CSV", "gdelt", GDELT_ROW)
    path.write_bytes(path.read_bytes() + b"1\t20200305\n\n")
    _, found = cells(record, path)
    assert (found.read, found.unread) == (2, 1)


@given(content=st.binary(max_size=300) | st.text("\t\n\"'\x00ab1", max_size=300).map(str.encode))
def test_any_bytes_are_read_or_refused(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("any") / "x"
    path.write_bytes(b"\t".join([b"Event Date", b"Event Type", *SIDES]) + b"\n" + content)
    assert all(event is None or event.day for event in read_foreign(path))
    path.write_bytes(content)
    with contextlib.suppress(UnreadableInput):
        list(read_foreign(path))


def test_on_the_command_line(record, tmp_path, capsys):
    path = table(tmp_path / "g.CSV", "gdelt", GDELT_ROW)
    for form, part in (("table", "1 rows read"), ("csv", "2020-03,NOR,PAK,1,3"), ("json", '"theirs": 1')):
        assert cli.run(["compare-with", str(path), "--record", str(record), "--format", form]) == 0
        assert part in capsys.readouterr().out
