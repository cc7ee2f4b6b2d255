from pathlib import Path

import pytest

from dragoman.codes.tables import DATA, cell_list, read_table, tables_hash
from dragoman.errors import InstallationError


def test_rows_are_columns_by_name(tmp_path: Path) -> None:
    (tmp_path / "rivers.tsv").write_text("name\tlength_km\nNile\t6650\nIndus\t\n", encoding="utf-8")
    assert read_table("rivers", tmp_path) == [{"name": "Nile", "length_km": "6650"}, {"name": "Indus", "length_km": ""}]


def test_a_missing_table_is_said(tmp_path: Path) -> None:
    with pytest.raises(InstallationError, match=r"missing.*rivers\.tsv"):
        read_table("rivers", tmp_path)


def test_a_ragged_row_is_said_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "rivers.tsv").write_text("name\tlength_km\nNile\t6650\nIndus\n", encoding="utf-8")
    with pytest.raises(InstallationError, match="line 3: 1 cells, 2 columns"):
        read_table("rivers", tmp_path)


@pytest.mark.parametrize(
    ("cell", "items"),
    [("", ()), ("NATO", ("NATO",)), ("NATO; EU", ("NATO", "EU")), (" CZE ;SVK; ", ("CZE", "SVK"))],
)
def test_list_cells(cell: str, items: tuple[str, ...]) -> None:
    assert cell_list(cell) == items


def test_the_hash_sees_names_and_bytes(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("a", "b", "c")]
    for folder, (table, text) in zip(folders, [("x", "h\n"), ("x", "h\n1\n"), ("y", "h\n")], strict=True):
        folder.mkdir()
        (folder / f"{table}.tsv").write_text(text, encoding="utf-8")
    assert len({tables_hash(folder) for folder in folders}) == 3


def test_the_packaged_tables_have_a_hash() -> None:
    assert len(tables_hash()) == 64
    assert tables_hash() == tables_hash(DATA)
