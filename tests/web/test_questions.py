"""An answer in SQL as a file: every row within a limit, every column by a name of its own."""

import csv
import io
import json

import pyarrow.parquet as pq
import pytest

from dragoman.web.pages import asking_sql

_NUMBERS = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {}) SELECT i FROM n"


def rows_of(form, content):
    match form:
        case "csv":
            return list(csv.DictReader(io.StringIO(content.decode())))
        case "jsonl":
            return [json.loads(line) for line in content.splitlines()]
        case _:
            return pq.read_table(io.BytesIO(content)).to_pylist()


def asked(client, form, sql):
    return client.get(f"/query.{form}", params={"sql": sql})


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
def test_a_file_has_rows_that_the_page_has_not(client, form):
    page = client.get("/query.json", params={"sql": _NUMBERS.format(1500)}).json()
    assert (len(page["rows"]), page["cut"]) == (1000, True)
    answer = asked(client, form, _NUMBERS.format(1500))
    assert [int(row["i"]) for row in rows_of(form, answer.content)] == list(range(1, 1501))
    assert "x-dragoman-cut" not in answer.headers
    assert f'"query.{form}"' in answer.headers["content-disposition"]


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
def test_a_file_says_where_it_was_cut(client, monkeypatch, form):
    monkeypatch.setattr(asking_sql, "MOST_DOWNLOADED", 7)
    answer = asked(client, form, _NUMBERS.format(8))
    assert len(rows_of(form, answer.content)) == 7
    assert answer.headers["x-dragoman-cut"] == "after 7 rows"
    assert f'"query-first-7-rows.{form}"' in answer.headers["content-disposition"]
    assert "x-dragoman-cut" not in asked(client, form, _NUMBERS.format(7)).headers


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
def test_columns_of_one_name_are_told_apart(client, form):
    answer = asked(client, form, "SELECT 1 AS n, 2 AS n, 3 AS n_2, 4 AS n")
    row = {name: int(value) for name, value in rows_of(form, answer.content)[0].items()}
    assert row == {"n": 1, "n_3": 2, "n_2": 3, "n_4": 4}


def test_an_answer_without_rows_has_its_columns(client):
    assert asked(client, "csv", "SELECT id, title FROM articles WHERE 0").text == "id,title\n"


def test_the_page_leads_to_the_files(client):
    page = client.get("/query", params={"sql": _NUMBERS.format(1500)}).text
    assert all(f"/query.{form}?sql=" in page for form in ("csv", "jsonl", "parquet"))
    assert "A file takes 20\u202f000 rows" in page
