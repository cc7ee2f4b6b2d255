"""Rules of language that need the whole chain to show: each in sentences of its own, by the shipped reader."""

import pytest

from dragoman.api import code_text


def events(text):
    coded = code_text(text, published="2019-04-10")
    return {(e.type, e.status, e.basis) for e in coded.events}


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Kenya would like to express its condolences to Uganda after the crash.", ("SUPPORT", "occurred", "plain")),
        ("Norway announced $3 million in humanitarian assistance to Yemen.", ("AID", "planned", "plain")),
        (
            "“The government of Peru condemns the attack by Chile,” the foreign ministry said on Tuesday.",
            ("ACCUSE", "occurred", "plain"),
        ),
    ],
)
def test_status_and_basis(text, event):
    assert event in events(text)


def test_a_noun_right_before_the_verb_speaks_though_a_name_stands_before_it():
    coded = code_text(
        "Soldiers in Kenya arrested rebels who planned to kill the leader of the group, Omar Silva, a senior military"
        " official said."
    )
    assert [[s.kind for s in each.speakers] for each in coded.statements] == [["unnamed"]]
    assert all("Silva" not in s.name for each in coded.statements for s in each.speakers)


def test_whoever_welcomes_an_announcement_welcomes_no_guest():
    assert {kind for kind, _, _ in events("The United States welcomes the foreign minister's announcement.")} <= {
        "SUPPORT"
    }


@pytest.mark.parametrize("writer", ["the treaty says", "the two treaties say"])
def test_a_concession_in_the_present_is_the_writers(writer):
    coded = code_text(f"The premier said that Peru had made no promise to Chile, although {writer} so plainly.")
    assert [each.text for each in coded.statements][:1] == ["Peru had made no promise to Chile"]


def test_what_one_has_no_plan_of_is_not_planned():
    told = events("Peru has no plans to release the Chilean prisoners.")
    assert not {status for _, status, _ in told} & {"planned", "occurred"}


def sides(text):
    coded = code_text(text, published="2019-04-10")
    return [({p.name for p in e.actors}, {p.name for p in e.recipients}) for e in coded.events]


@pytest.mark.parametrize(
    "between",
    [
        "The Algerian president mediated the agreement.",
        "Algeria hosted the talks, and Togo sent observers.",
    ],
)
def test_the_two_are_those_who_were_named_together_not_who_brought_them_together(between):
    told = sides(f"The leaders of Peru and Chile signed an agreement. {between} The two countries agreed to talk.")
    assert told[-1] == ({"Peru", "Chile"}, {"Peru", "Chile"})


def test_a_stretch_of_two_years_counts_no_sides():
    told = sides("Peru and Chile quarrelled over Iran's two-year detention of the British consul.")
    assert told[-1] == ({"Iran"}, {"the British consul"})


@pytest.mark.parametrize("verb", ["direct", "command", "oversee"])
def test_whoever_directs_operations_attacks_nobody(verb):
    assert not {
        kind for kind, _, _ in events(f"The generals who {verb} the military operations of Peru met in Quito.")
    } & {"ASSAULT"}


@pytest.mark.parametrize(
    ("terrorism", "accused"),
    [("terrorism in all its forms", set()), ("terrorism by Iran", {"Iran"}), ("Iranian terrorism", {"Iran"})],
)
def test_terrorism_is_nobodys_unless_somebody_is_named(terrorism, accused):
    told = sides(f"Prime Minister Silva of Peru and President Soto of Chile signed a pact. They condemned {terrorism}.")
    assert told[-1] == ({"Silva", "Soto"}, accused)


def test_a_leader_who_had_crossed_the_border_on_a_day_of_the_news_is_the_news():
    assert ("CONSULT", "occurred", "plain") in events("President Soto of Chile had crossed the border on Monday.")
