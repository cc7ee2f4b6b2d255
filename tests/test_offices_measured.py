"""What measures the tables of offices: names found in text, and a list held out."""

import pytest
from benchmarks import gazetteer

from dragoman.entities.offices import Offices
from reference.office_sources import Term


def test_names_are_found_in_as_much_text_as_is_asked_for() -> None:
    assert gazetteer.matching(total_bytes=1) > 0


@pytest.mark.parametrize(
    ("office", "name", "start", "end", "outcome"),
    [
        ("NATO:secretary_general", "Jens Stoltenberg", "2015-01-01", "2017-01-01", "agrees"),
        ("NATO:secretary_general", "Yens Stoltenberg", "2015-01-01", "2017-01-01", "agrees"),
        ("NATO:secretary_general", "Ola Vik", "2015-01-01", "2017-01-01", "differs"),
        ("NATO:secretary_general", "Ola Vik", "1815-01-01", "1817-01-01", "not known"),
    ],
)
def test_a_term_of_the_list_is_asked_for_in_its_middle(office, name, start, end, outcome) -> None:
    pytest.importorskip("babel", reason="the build of the tables needs babel")
    from evaluation.offices_held_out import ask

    asked = ask(Term(office, name, "NOR", start, end, "x", "2022-06-30"), Offices.load())
    assert (asked.outcome, asked.told) == (outcome, name)
