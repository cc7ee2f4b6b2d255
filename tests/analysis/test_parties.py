"""Parties by code and by name."""

import pytest

from dragoman.analysis.parties import party_code
from dragoman.errors import UnknownName
from dragoman.store.open import open_store
from dragoman.store.write import write_article
from tests.sample_record import RUN, talks


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "r.db", mode="write") as opened:
        write_article(opened, talks(), run=RUN)
        yield opened


@pytest.mark.parametrize(
    ("name", "code"),
    [("NOR", "NOR"), ("nor", "NOR"), ("Norway", "NOR"), ("norway", "NOR"), ("Nato", "NATO"), ("PAK", "PAK")],
)
def test_names_and_codes(store, name, code):
    assert party_code(store, name) == code


def test_no_such_party(store):
    with pytest.raises(UnknownName, match=r"no such party: 'Atlantis'. The record has CHL, NOR"):
        party_code(store, "Atlantis")
