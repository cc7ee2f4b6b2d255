"""What happens around the loading of model and tables."""

import gc
from pathlib import Path

import pytest

from dragoman.errors import InstallationError
from dragoman.pipeline import load_resources


def test_unused_memory_is_searched_for_again_after_loading(tmp_path: Path) -> None:
    with pytest.raises(InstallationError, match=r"labels\.json is missing"):
        load_resources(model=tmp_path)
    assert gc.isenabled()


def test_who_has_switched_the_search_off_keeps_it_off(tmp_path: Path) -> None:
    gc.disable()
    try:
        with pytest.raises(InstallationError):
            load_resources(model=tmp_path)
        assert not gc.isenabled()
    finally:
        gc.enable()
