"""An error about one input as the ``Failure`` that stands for it in the record."""

from dragoman.errors import InputError
from dragoman.records import Failure


def source_failure(source: str, error: InputError) -> Failure:
    """The failure of ``source`` while it was opened or taken apart."""
    return Failure(source=source, stage="source", reason=str(error), error=type(error).__name__)
