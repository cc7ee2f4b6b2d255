"""The scorers of what lies across articles, on small truths."""

import random

import msgspec
import pytest
from benchmarks import merge
from benchmarks.generate import generate

from dragoman.compare.update import update_happenings
from dragoman.store.open import open_store
from dragoman.store.write import write_article
from evaluation.across import Clauses, score_origins, score_pairs
from evaluation.near_copies import measure, originals
from tests.compare.reports import report
from tests.compare.test_score import FIRED, MET, TALKS
from tests.sample_record import RUN


@pytest.fixture
def clauses(tmp_path):
    coded = (report(MET, "met"), report(TALKS, "talks", by="Echo"), report(FIRED, "fired", type="ASSAULT", by="Sun"))
    with open_store(tmp_path / "r.db", mode="write") as store:
        for one in coded:
            write_article(store, one, run=RUN)
        update_happenings(store)
        yield Clauses(store, {f"{n}": one.article.id for n, one in enumerate(coded)}), store


def clause(article, quote):
    return {"article": article, "quote": quote}


def test_pairs(clauses):
    found, _ = clauses
    pairs = [
        {"a": clause("0", MET), "b": clause("1", TALKS), "same": True},
        {"a": clause("0", MET), "b": clause("2", FIRED), "same": False},
        {"a": clause("0", "From the Post"), "b": clause("1", TALKS), "same": True},
        {"a": clause("0", MET), "b": clause("9", TALKS), "same": True},
    ]
    shown = []
    scores = score_pairs(pairs, found, show=shown.append)
    assert scores["precision"] == 1
    assert scores["recall"] == pytest.approx(1 / 3)
    assert scores["f1"] == pytest.approx(0.5)
    assert scores["missed: nothing read"] == 2
    assert len(shown) == 2


def test_origins(clauses):
    found, store = clauses
    told = {"role": "main", "tellings": [clause("0", MET), clause("1", TALKS)], "origin_names": []}
    truth = [
        {**told, "id": "H1", "origins": 2, "confirmed_by_both": False},
        {**told, "id": "H2", "origins": 1, "confirmed_by_both": None},
        {**told, "id": "H3", "origins": None, "confirmed_by_both": None},
        {**told, "id": "X1", "origins": 1, "role": "near", "confirmed_by_both": None},
    ]
    shown = []
    scores = score_origins(truth, found, store, show=shown.append)
    assert scores == {"happenings": 2, "exact": 1, "exact, joined by hand": 1, "confirmations": 1, "confirmed right": 1}
    assert len(shown) == 1


def test_made_copies_are_found_and_the_same_every_time():
    assert len(originals()) > 200
    assert measure(600) == measure(600)
    recall, precision = measure(600)
    assert recall >= 0.95
    assert precision >= 0.99


def test_a_generated_record_is_the_same_every_time():
    def made(seed):
        return list(generate(articles=40, events=160, days=3, seed=seed))

    assert made(1) == made(1)
    assert made(1) != made(2)
    assert len({one.article.id for one in made(1)}) == 40
    random.seed(5)
    assert msgspec.json.encode(made(1)) == msgspec.json.encode(made(1))


def test_the_benchmark_of_a_day_runs(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(merge, "DAY_ARTICLES", 20)
    assert merge.main(["--articles", "60", "--events", "240", "--record", str(tmp_path / "r.db")]) == 0
    assert "happenings brought up to date" in capsys.readouterr().out
