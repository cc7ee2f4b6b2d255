"""Floors and the table: well-formed, raised but never lowered, and the document shows what was measured."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation import table
from evaluation.__main__ import NAMES
from evaluation.figures import Figure, data_hash
from evaluation.floors import FLOORS, Floor, floor_of, is_below, raised, read_floors, write_floors

SHARE = Figure(part="gold", data="ten articles", what="event F1", value=0.5, sha256="aaa")
SPEED = Figure(part="speed", data="ten articles", what="reading", value=200, unit="sentences/s", fixed=True)
MEMORY = Figure(part="speed", data="ten articles", what="memory", value=400, unit="MB", better="low", fixed=True)

ERROR = Figure(part="heads", data="ten articles", what="calibration error", value=0.111, sha256="aaa", better="low",
               capped=True)  # fmt: skip


def changed(figure: Figure, **values: object) -> Figure:
    return Figure(**{name: getattr(figure, name) for name in figure.__struct_fields__} | values)


def floors_of(figure: Figure, floor: float, sha256: str | None = None) -> dict[str, Floor]:
    return {figure.name: Floor(floor=floor, sha256=figure.sha256 if sha256 is None else sha256)}


def test_the_file_of_floors_is_well_formed():
    floors = read_floors()
    assert floors
    assert list(json.loads(FLOORS.read_text(encoding="utf-8"))) == sorted(floors)
    for name, floor in floors.items():
        part, _, rest = name.partition(": ")
        assert part in NAMES
        assert rest.count(": ") == 1, name
        assert floor.floor > 0
        assert part == "speed" or floor.floor <= 1


def test_every_floor_belongs_to_a_figure_that_is_measured():
    measured = {figure.name for figure in table.read_scores().figures}
    assert set(read_floors()) <= measured


def test_the_document_shows_the_scores_that_were_measured():
    page = table.PAGE.read_text(encoding="utf-8")
    assert page == table.between_markers(page, table.markdown(table.read_scores(), read_floors()))


def test_no_score_that_was_kept_is_below_its_floor():
    floors = read_floors()
    assert [f.name for f in table.read_scores().figures if not f.fixed and is_below(f, floors)] == []


@pytest.mark.parametrize(
    ("figure", "floor", "sha256", "below"),
    [
        (SHARE, 0.5, None, False),
        (SHARE, 0.501, None, True),
        (SHARE, 0.9, "other data", False),
        (SHARE, 0.9, "", True),  # holds for any data
        (SPEED, 150, "", False),
        (SPEED, 250, "", True),
        (MEMORY, 1000, "", False),
        (MEMORY, 399, "", True),
    ],
)
def test_below_is_worse_than_the_floor_on_the_same_data(figure, floor, sha256, below):
    assert is_below(figure, floors_of(figure, floor, sha256)) is below


def test_a_figure_without_a_floor_is_never_below():
    assert floor_of(SHARE, {}) is None
    assert not is_below(SHARE, {})


@given(st.floats(0, 1), st.floats(0, 1))
def test_raising_never_lowers_and_never_passes_the_figure(old: float, value: float):
    figure = changed(SHARE, value=value)
    floors = raised(floors_of(SHARE, old), [figure])
    assert floors[SHARE.name].floor >= old
    assert not is_below(figure, floors) or value < old


def test_a_floor_for_other_data_is_replaced():
    floors = raised(floors_of(SHARE, 0.9, "other data"), [SHARE])
    assert floors[SHARE.name] == Floor(floor=0.495, sha256="aaa")


@pytest.mark.parametrize("figure", [SPEED, MEMORY])
def test_promises_do_not_rise(figure):
    assert raised({}, [figure]) == {}


@pytest.mark.parametrize(
    ("value", "old", "ceiling"), [(0.111, None, 0.116), (0.111, 0.2, 0.116), (0.111, 0.1, 0.1), (0.3, 0.116, 0.116)]
)
def test_a_ceiling_comes_down_and_never_rises(value, old, ceiling):
    figure = changed(ERROR, value=value)
    floors = raised({} if old is None else floors_of(ERROR, old), [figure])
    assert floors[ERROR.name].floor == ceiling
    assert is_below(figure, floors) is (value > ceiling)


def test_what_is_not_capped_gets_no_ceiling():
    assert raised({}, [changed(ERROR, capped=False)]) == {}


def test_floors_are_written_as_they_are_read(tmp_path):
    path = tmp_path / "floors.json"
    floors = {**floors_of(SPEED, 150), **floors_of(SHARE, 0.5)}
    write_floors(floors, path)
    assert read_floors(path) == floors
    write_floors(read_floors(path), path)
    assert list(read_floors(path)) == sorted(floors)


@pytest.mark.parametrize(
    ("value", "unit", "told"),
    [
        (0.5, "", ".500"),
        (1, "", "1.000"),
        (0, "", ".000"),
        (212.4, "sentences/s", "212 sentences/s"),
        (1.06, "s", "1.06 s"),
    ],
)
def test_numbers_are_told_with_their_unit(value, unit, told):
    assert table.number(value, unit) == told


def test_a_row_has_a_cell_for_every_column():
    figure = changed(SHARE, low=0.41, high=0.6, detail="P .6 R .4")
    floors = floors_of(SHARE, 0.45)
    assert table.row(figure, floors) == ("ten articles", "event F1", ".500", ".410 to .600", ".450", "P .6 R .4")
    assert table.row(MEMORY, floors_of(MEMORY, 1000))[4] == "at most 1000 MB"
    assert len(table.plain([figure, MEMORY], floors).splitlines()) == 3


def test_the_table_goes_between_its_markers():
    page = f"before\n{table.BEGIN}\nold\n{table.END}\nafter\n"
    assert table.between_markers(page, "new") == f"before\n{table.BEGIN}\nnew\n{table.END}\nafter\n"


@pytest.mark.parametrize("page", ["", f"{table.BEGIN} only", f"{table.END} {table.BEGIN}"])
def test_a_page_without_markers_is_refused(page):
    with pytest.raises(ValueError, match="markers"):
        table.between_markers(page, "new")


def test_a_part_measured_again_replaces_its_figures_only():
    old = table.Report(figures=(SHARE, SPEED), reader="one")
    new = table.Report(figures=(changed(SHARE, value=0.6, what="another"),), reader="two")
    merged = table.merged(old, new, ("speed", "gold"))
    assert [(f.part, f.value) for f in merged.figures] == [("speed", 200), ("gold", 0.6)]
    assert merged.reader == "two"


def test_scores_are_read_as_they_were_written(tmp_path):
    report = table.Report(figures=(SHARE, MEMORY), reader="one")
    table.write_scores(report, tmp_path / "scores.json")
    assert table.read_scores(tmp_path / "scores.json") == report
    assert table.read_scores(tmp_path / "none.json").figures == ()


def test_the_hash_of_data_is_of_names_and_contents(tmp_path):
    (tmp_path / "a").write_text("x", encoding="utf-8")
    first = data_hash([tmp_path])
    assert first == data_hash([tmp_path]) == data_hash([tmp_path / "a"])
    (tmp_path / "a").write_text("y", encoding="utf-8")
    assert data_hash([tmp_path]) != first
    (tmp_path / "a").rename(tmp_path / "b")
    (tmp_path / "b").write_text("x", encoding="utf-8")
    assert data_hash([tmp_path]) != first
