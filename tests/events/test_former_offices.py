"""Who is out of office when a report is written and held it on the day told acts for it on that day."""

import pytest

from dragoman.api import code_text

MET_A_FORMER = "LIMA, May 6, 2024 - The foreign ministry of Peru said on Monday that it had met {} in Geneva {}."


def sides(text):
    events = code_text(text).events
    return {who.name: (who.party, who.office) for event in events for who in (*event.actors, *event.recipients)}


@pytest.mark.parametrize(
    ("who", "when", "party"),
    [
        ("former UN chief Ban Ki-moon", "in 2014", "UN"),  # in office the whole year
        ("former Brazilian president Dilma Rousseff", "in 2013", "BRA"),
        ("former UN chief Ban Ki-moon", "in 2021", None),  # out of it by then
        ("former UN chief Ban Ki-moon", "on Sunday", None),
        ("former Brazilian president Dilma Rousseff", "in 2016", None),  # for a part of it: nobody knows which
        ("former Brazilian president Aurelio Prado", "in 2013", None),  # no table knows him
    ],
)
def test_the_office_counts_on_the_whole_of_the_date(who, when, party):
    found = sides(MET_A_FORMER.format(who, when))
    name = " ".join(who.split()[-2:])
    assert found[name][0] == party
    assert (found[name][1] is None) == (party is None)
