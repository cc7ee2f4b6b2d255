"""The public surface is what ``__all__`` names: each has a home and a docstring, and nothing else is public."""

import inspect
import subprocess
import sys

import msgspec
import pytest

import dragoman

SURFACE = """
    Article Candidate Cluster CodedArticle Event Failure Figure Finding PartialDate Participant Place Reading Run
    Sentence Span Statement Token __version__ code_files code_text open_record
    who
""".split()


def test_the_surface_is_what_it_is_promised_to_be():
    assert sorted(dragoman.__all__) == sorted(SURFACE)
    assert sorted(dir(dragoman)) == sorted(SURFACE)


@pytest.mark.parametrize("name", SURFACE)
def test_every_name_is_there_and_documented(name):
    value = getattr(dragoman, name)
    if name != "__version__":
        assert inspect.getdoc(value)
        assert value.__name__ == name


@pytest.mark.parametrize("name", [name for name in SURFACE if name[0].isupper()])
def test_record_types_are_frozen(name):
    assert issubclass(getattr(dragoman, name), msgspec.Struct)
    assert getattr(dragoman, name).__struct_config__.frozen


def test_no_other_name():
    with pytest.raises(AttributeError, match="public names: __version__, Article"):
        dragoman.nothing  # noqa: B018


def test_importing_costs_nothing():
    script = (
        "import sys, dragoman; print(*sorted(name for name in sys.modules if 'dragoman' in name or 'msgspec' in name))"
    )
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    assert loaded == ["dragoman"]


def test_what_a_record_offers():
    home = sys.modules[dragoman.open_record.__module__]
    offered = {name for name in dir(home.OpenRecord) if not name.startswith("_")}
    assert offered == {
        "article", "articles", "changes", "close", "coded_articles", "contacts", "coverage", "decide_promise", "diff",
        "disagreements", "events", "export", "failures", "fetches", "findings", "forget", "happening", "happenings",
        "history", "import_from", "join", "line", "load", "make_vectors", "networks", "original", "panel", "parties",
        "path", "positions", "precision", "promises", "query", "read", "read_translation", "readout_pairs", "readouts",
        "recode", "release", "review", "runs", "search", "search_by_meaning", "series", "split", "statements",
        "timeline", "translations", "vector_state", "why", "write_chart",
    }  # fmt: skip
    assert all(inspect.getdoc(getattr(home.OpenRecord, name)) for name in offered)
