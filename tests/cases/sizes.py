"""The cases at full size take minutes, so they are left out unless DRAGOMAN_FULL_SIZE is set."""

import os
from collections.abc import Callable
from typing import Any

import pytest

VARIABLE = "DRAGOMAN_FULL_SIZE"


def full_size(test: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a test as slow, and skip it unless the full size is asked for."""
    skip = pytest.mark.skipif(not os.environ.get(VARIABLE), reason=f"full size: set {VARIABLE}=1")
    return pytest.mark.slow(skip(test))
