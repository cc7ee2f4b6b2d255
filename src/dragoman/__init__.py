"""Dragoman reads news reports and official releases and keeps a cited record of international relations.

The whole public surface is what ``__all__`` names; everything else may change between releases.
Names are loaded when first asked for, so that ``import dragoman`` and ``dragoman --help`` cost nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dragoman.api import code_files, code_text, open_record
    from dragoman.api.offices import who
    from dragoman.partial_date import PartialDate
    from dragoman.records import (
        Article,
        Candidate,
        Cluster,
        CodedArticle,
        Event,
        Failure,
        Figure,
        Finding,
        Participant,
        Place,
        Reading,
        Run,
        Sentence,
        Span,
        Statement,
        Token,
    )

__version__ = "0.1.0"

_HOMES = {
    "open_record": "dragoman.api",
    "code_text": "dragoman.api",
    "code_files": "dragoman.api",
    "who": "dragoman.api.offices",
}
_RECORD_TYPES = (
    "Article",
    "Candidate",
    "Cluster",
    "CodedArticle",
    "Event",
    "Failure",
    "Figure",
    "Finding",
    "PartialDate",
    "Participant",
    "Place",
    "Reading",
    "Run",
    "Sentence",
    "Span",
    "Statement",
    "Token",
)
_HOMES.update(dict.fromkeys(_RECORD_TYPES, "dragoman.records"))

__all__ = ["__version__", *sorted(_HOMES)]


def __getattr__(name: str) -> object:
    """Load a public name from its module the first time it is asked for."""
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'dragoman' has no attribute {name!r}; public names: {', '.join(__all__)}")


def __dir__() -> list[str]:
    """List the public names."""
    return list(__all__)
