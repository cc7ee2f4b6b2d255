"""Parquet: the same content as the JSON contract, by month, readable by DuckDB."""

from datetime import date

import duckdb
import pandas
import pyarrow.parquet as pq
import pytest

from dragoman.exports.contract import article_fields
from dragoman.exports.parquet import write_parquet
from tests.sample_record import plain, talks


@pytest.fixture
def items():
    return [
        plain("Early", published=date(2018, 12, 31), source="early.txt"),
        talks(),
        plain("Same month", published=date(2019, 4, 30), source="same.txt"),
        plain("Undated", published=None, source="undated.txt"),
    ]


def test_a_file_a_month(tmp_path, items):
    written = write_parquet(items, tmp_path / "out")
    names = [path.relative_to(tmp_path / "out").as_posix() for path in written]
    assert names == [
        "articles/2018-12.parquet",
        "articles/2019-04.parquet",
        "articles/undated.parquet",
        "events/2019-04.parquet",
        "figures/2019-04.parquet",
        "statements/2019-04.parquet",
    ]
    assert sorted(path for path in (tmp_path / "out").rglob("*") if path.is_file()) == written


def test_rows_hold_what_the_contract_holds(tmp_path, items):
    write_parquet(items, tmp_path, with_text=True)
    first = pq.read_table(tmp_path / "articles/2019-04.parquet").to_pylist()[0]
    expected = article_fields(talks().article, with_text=True)
    dates = {
        name: date.fromisoformat(expected[name]) for name in ("published", "published_earliest", "published_latest")
    }
    assert first == {**expected, **dates}
    met = pq.read_table(tmp_path / "events/2019-04.parquet").to_pylist()[0]
    assert (met["article"], met["date"]) == (talks().article.id, date(2019, 4, 9))
    assert met["actors"][0]["party"] == "NOR"
    assert met["place"]["geonames"] == 3143244
    said = pq.read_table(tmp_path / "statements/2019-04.parquet").to_pylist()[0]
    assert said["speaker"]["name"] == "Ine Berg"
    trawlers = pq.read_table(tmp_path / "figures/2019-04.parquet").to_pylist()[0]
    assert (trawlers["value"], trawlers["bound"], trawlers["date"]) == (40.0, "about", date(2019, 4, 9))
    assert trawlers["article"] == talks().article.id


def test_pandas_reads_all_months_together(tmp_path, items):
    write_parquet(items, tmp_path)
    for table in ("articles", "events", "figures", "statements"):
        paths = sorted((tmp_path / table).glob("*.parquet"))
        expected = [row for path in paths for row in pq.read_table(path).to_pylist()]
        frame = pandas.read_parquet(tmp_path / table)
        assert list(frame.columns) == list(expected[0])
        assert list(frame["id" if table != "figures" else "article"]) == [
            row["id" if table != "figures" else "article"] for row in expected
        ]
    met = pandas.read_parquet(tmp_path / "events").iloc[0]
    assert (met["date"], met["actors"][0]["party"], list(met["contexts"])) == (
        date(2019, 4, 9), "NOR", ["diplomatic", "environment"],
    )  # fmt: skip


def test_duckdb_reads_all_months_together(tmp_path, items):
    write_parquet(items, tmp_path)
    query = f"SELECT count(*), min(published) FROM '{tmp_path}/articles/*.parquet'"
    assert duckdb.sql(query).fetchall() == [(4, date(2018, 12, 31))]
    query = f"SELECT a.party FROM '{tmp_path}/events/*.parquet', unnest(actors) AS t(a) ORDER BY 1"
    assert duckdb.sql(query).fetchall() == [("CHL",), ("NOR",)]


def test_writing_again_gives_the_same_bytes_and_removes_what_is_gone(tmp_path, items):
    write_parquet(items, tmp_path)
    kept = tmp_path / "articles" / "notes.parquet"
    kept.write_text("not ours")
    before = (tmp_path / "articles/2019-04.parquet").read_bytes()
    write_parquet(items[1:], tmp_path)
    assert (tmp_path / "articles/2019-04.parquet").read_bytes() == before
    assert not (tmp_path / "articles/2018-12.parquet").exists()
    assert kept.exists()
