"""``dragoman vectors`` and ``search --meaning``, with the network that ships."""

import csv
import io
import json

import pytest

from dragoman import cli
from dragoman.compare.meaning import NOTE
from dragoman.store.open import open_store
from dragoman.store.vectors import vector_state
from dragoman.store.write import write_article
from tests.sample_record import RUN, plain, talks

QUESTION = "fishing needs to be regulated"


@pytest.fixture
def record(tmp_path):
    path = tmp_path / "record.db"
    with open_store(path, mode="write") as store:
        write_article(store, talks(), run=RUN)
    return path


@pytest.fixture
def dragoman(record, monkeypatch, capsys):
    monkeypatch.setenv("DRAGOMAN_RECORD", str(record))

    def run(*arguments):
        status = cli.run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return run


def test_vectors_are_made_once_and_taken_out(dragoman, record):
    assert dragoman("vectors", "--threads", "2")[1] == f"4 vectors of 1 articles made; record: {record}\n"
    assert dragoman("vectors")[1].startswith("0 vectors of 0 articles made")
    assert dragoman("vectors", "--drop")[1] == f"no vectors; record: {record}\n"
    with open_store(record) as store:
        assert vector_state(store).network is None


def test_what_is_near(dragoman):
    dragoman("vectors")
    hits = json.loads(dragoman("search", "--meaning", QUESTION, "--in", "statements", "--format", "json")[1])
    assert [(hit["text"], hit["stance"], hit["words"]) for hit in hits] == [("Our waters need rules", "demands", False)]
    assert 0.3 < hits[0]["similarity"] < 1
    table = dragoman("search", "--meaning", QUESTION)[1]
    assert "Our waters need rules" in table
    assert "planned, attributed by officials" in table
    assert NOTE in " ".join(table.split())
    (row,) = csv.DictReader(
        io.StringIO(dragoman("search", "--both", "waters", "--in", "statements", "--format", "csv")[1])
    )
    assert row["near"].endswith("words")


@pytest.mark.parametrize(("conditions", "number"), [
    ([], 4), (["--limit", "2"], 2), (["--in", "events"], 2), (["--in", "articles"], 1),
    (["--party", "Chile", "--in", "events"], 2), (["--party", "Chile", "--in", "statements"], 0),
    (["--from", "2019-05"], 1), (["--to", "2019-04-09"], 2),
])  # fmt: skip
def test_conditions(dragoman, conditions, number):
    dragoman("vectors")
    hits = json.loads(dragoman("search", "--meaning", QUESTION, *conditions, "--format", "json")[1])
    assert len(hits) == number


def test_what_came_in_since_is_told(dragoman, record):
    dragoman("vectors")
    with open_store(record, mode="write") as store:
        write_article(store, plain("Elsewhere\n\nNothing to do with it.", source="b.txt"), run=RUN)
    assert "1 articles have no vectors yet" in dragoman("search", "--meaning", QUESTION)[1]
