"""Engines: every task once, also where processes die; the same from each engine."""

import pytest

from dragoman.distribute import engines
from dragoman.distribute.engines import TASKS_PER_WORKER, LocalEngine, RayEngine
from dragoman.errors import InstallationError, RecordNotWritable
from tests.distribute import tasks

# Ray's own processes leave files open that Python reports when it collects them.
RAY_WARNS = pytest.mark.filterwarnings("ignore")


@pytest.fixture(params=["local", pytest.param("ray", marks=[pytest.mark.slow, RAY_WARNS])])
def engine(request):
    if request.param == "ray":
        pytest.importorskip("ray", reason="ray is not installed (extra ray)")
        opened = RayEngine(1)
    else:
        opened = LocalEngine(1)
    yield opened
    opened.close()


@pytest.mark.slow
def test_an_engine(engine, tmp_path):
    """One test, because starting Ray takes seconds, and so does each process after a dead one."""
    assert sorted(engine.run(range(5), tasks.double)) == [(n, 2 * n) for n in range(5)]
    assert list(engine.run([], tasks.double)) == []
    assert list(engine.run([7], tasks.dying_once(tmp_path))) == [(7, 14)]
    with pytest.raises(RecordNotWritable, match="a disk is full: 1"):
        list(engine.run([1], tasks.refuse))


@pytest.mark.slow
def test_a_task_that_kills_its_process_is_told_from_others():
    local = LocalEngine(1)
    assert sorted(local.run([1, tasks.DEADLY, 2], tasks.die_at)) == [(1, 2), (2, 4), (tasks.DEADLY, None)]
    local.close()


@pytest.mark.slow
def test_few_tasks_are_held():
    taken = []

    def given():
        for number in range(9):
            taken.append(number)
            yield number

    local = LocalEngine(1)
    results = local.run(given(), tasks.double)
    next(results)
    assert len(taken) <= TASKS_PER_WORKER + 1
    assert len(list(results)) == 8
    local.close()


@pytest.mark.slow
def test_one_run_within_another_outlives_a_dead_worker(tmp_path):
    local = LocalEngine(1)

    def planned():
        for _, result in local.run([3, 4], tasks.dying_once(tmp_path)):
            yield result

    assert sorted(local.run(planned(), tasks.double)) == [(6, 12), (8, 16)]
    local.close()


def test_what_must_be_installed_is_named(monkeypatch):
    def missing(name):
        raise ImportError(f"no module {name}")

    monkeypatch.setattr(engines, "import_module", missing)
    with pytest.raises(InstallationError, match=r"dragoman\[ray\]"):
        RayEngine(1)


def test_closing_what_never_ran():
    LocalEngine().close()
