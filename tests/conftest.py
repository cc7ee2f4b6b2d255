"""Shared fixtures: where the development data lie, and a skip that says so where they do not."""

from pathlib import Path

import pytest

from dragoman.web import desk

desk.PATIENCE_S = desk.PAGE_PATIENCE_S = 10.0  # no test depends on how fast the machine counts
ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of development data beside the repository; the test is skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the development data (../shared) are not beside this checkout")
    return SHARED
