"""Corrections hold through other settings, another coder, another order: ``evaluation.corrections`` on few articles."""

import pytest

from dragoman.errors import UnknownName
from dragoman.store import applying, reviewing, write
from evaluation.corrections import ARTICLES, measure

FEW = sorted(ARTICLES[0].glob("2023-*"))[:5]


@pytest.mark.slow
def test_every_correction_holds_and_nothing_is_lost(tmp_path):
    result = measure(FEW, number=30, seed=2, folder=tmp_path)
    assert sum(result.corrections.values()) == 30
    assert set(result.stages.values()) == {(0, 0)}


@pytest.mark.slow
def test_the_measure_sees_corrections_that_do_not_hold(tmp_path, monkeypatch):
    monkeypatch.setattr(write, "effective", lambda coding, revisions: applying.Effective(coding=coding))
    result = measure(FEW[:2], number=10, seed=2, folder=tmp_path)
    assert result.stages["corrected"] == (0, 0)
    assert result.stages["recoded with other settings"][0] > 0
    assert result.failed > 0


@pytest.mark.slow
def test_the_measure_sees_lines_that_are_lost(tmp_path, monkeypatch):
    def losing(coding, revisions):
        state = applying.effective(coding, revisions)
        return applying.Effective(coding=applying.replace(state.coding, statements=()), aside=state.aside)

    def seen(seed):
        folder = tmp_path / str(seed)
        folder.mkdir()
        try:
            return measure(FEW[:2], number=4, seed=seed, folder=folder).stages["corrected"][1] > 0
        except UnknownName:  # the correction was to a line that is lost
            return True

    monkeypatch.setattr(reviewing, "effective", losing)
    assert all(seen(seed) for seed in (3, 5, 6))
