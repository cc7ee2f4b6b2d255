"""What a later act is to a line of the ledger: the relation, its score and reasons, and what is nothing to it."""

import pytest

from dragoman.compare.acts import acts_of
from dragoman.compare.follow import CANDIDATE_FROM, LIKELY_FROM, FollowUp, candidate
from dragoman.compare.ledger import ledger_lines
from dragoman.compare.wording import negated, shared, stems
from dragoman.statements.topics import TopicTable
from tests.compare.dispatches import Dispatch, dispatch, handed_over, promised

TOPICS = TopicTable.load()


def follow(first: Dispatch, later: Dispatch) -> list[FollowUp]:
    """What the acts of a later dispatch are to the only line of the first."""
    one, two = first.coded(), later.coded()
    (line,) = ledger_lines(one.article, one.events, one.statements, topics=TOPICS)
    lines = ledger_lines(two.article, two.events, two.statements, topics=TOPICS)
    acts = acts_of(two.article, two.events, two.statements, lines)
    return [found for act in acts if (found := candidate(line, act)) is not None]


def told(words: str, trigger: str, kind: str, by: str, to: str = "", *, on: str, **fields: object) -> Dispatch:
    return dispatch(f"{words}.", on=on).event(words, trigger, kind, by, to, **fields)


def visit(**fields: object) -> Dispatch:
    words = "Norway's minister will travel to Santiago in May for fisheries talks"
    given = {"status": "planned", "when": "2019-05-06", **fields}
    return told(words, "travel", "CONSULT", "NOR", "CHL", on="2019-04-10", **given)


CASES = [
    ("kept in time", promised(), handed_over(), "fulfils"),
    ("kept late", promised(), handed_over("2019-07-02"), "fulfils"),
    ("kept long after", promised(), handed_over("2020-07-02"), None),
    ("before it was promised", promised(), handed_over("2019-03-01"), None),
    ("planned only", promised(), handed_over(status="planned"), None),
    ("hypothetical", promised(), handed_over(status="hypothetical"), None),
    ("alleged", promised(), handed_over(basis="alleged"), None),
    ("denied", promised(), handed_over(status="denied"), "against"),
    ("of a year that began before", promised(), handed_over("2019-05-21").since("2019"), None),
    (
        "another's deed",
        promised(),
        told("Peru handed over twelve seized trawlers", "handed", "RETREAT", "PER", "CHL", on="2019-05-21"),
        None,
    ),
    (
        "a deed of another matter, of no day that was set",
        promised(),
        told("Norway sent doctors to Valparaiso", "sent", "AID", "NOR", "CHL", on="2019-08-21", when="2019-08-21"),
        None,
    ),
    (
        "said again",
        promised(),
        told("Norway again pledged to hand over the seized trawlers by the end of May", "pledged", "AGREE", "NOR",
             "CHL", on="2019-05-02", when="2019-05-02"),
        "repeats",
    ),
    (
        "another day",
        promised(),
        told("Norway promised to hand over the seized trawlers by the end of July", "promised", "AGREE", "NOR", "CHL",
             on="2019-06-10", when="2019-06-10"),
        "moves",
    ),
    (
        "refused",
        promised(),
        told("Norway refused to hand over the seized trawlers", "refused", "REJECT", "NOR", "CHL", on="2019-05-12",
             when="2019-05-12"),
        "against",
    ),
    (
        "the visit that was planned",
        visit(),
        told("The two ministers met over a plate of herring", "met", "CONSULT", "NOR", "CHL", on="2019-05-07",
             when="2019-05-06"),
        "fulfils",
    ),
    (
        "told from the host's side",
        visit(),
        told("Chile received the guest from Oslo", "received", "CONSULT", "CHL", "NOR", on="2019-05-07",
             when="2019-05-06"),
        "fulfils",
    ),
    (
        "called off",
        visit(),
        told("Norway called off the journey", "called", "CONSULT", "NOR", "CHL", on="2019-05-05", when="2019-05-05",
             status="denied"),
        "against",
    ),
    (
        "a later meeting",
        visit(),
        told("The two ministers met in Lima", "met", "CONSULT", "NOR", "CHL", on="2019-06-20", when="2019-06-20"),
        None,
    ),
]  # fmt: skip


@pytest.mark.parametrize(("case", "first", "later", "relation"), CASES, ids=[case[0] for case in CASES])
def test_what_an_act_is_to_a_line(case: str, first: Dispatch, later: Dispatch, relation: str | None) -> None:
    found = follow(first, later)
    assert [one.relation for one in found] == ([relation] if relation else []), case
    for one in found:
        assert CANDIDATE_FROM <= one.score <= 1
        assert one.reasons


def test_a_demand_is_kept_by_who_owes() -> None:
    words = "Chile demanded that Norway hand over the seized trawlers within a month"
    demand = dispatch(f"{words}.").event(words, "demanded", "REQUEST", "CHL", "NOR", when="2019-04-09")
    (found,) = follow(demand, handed_over("2019-05-01"))
    assert (found.relation, found.score >= LIKELY_FROM) == ("fulfils", True)


def test_a_demand_is_said_again() -> None:
    words = "Chile demanded that Norway hand over the seized trawlers"
    demand = dispatch(f"{words}.").event(words, "demanded", "REQUEST", "CHL", "NOR", when="2019-04-09")
    again = dispatch(f"Once more {words}.", on="2019-04-20").event(words, "demanded", "REQUEST", "CHL", "NOR")
    assert [one.relation for one in follow(demand, again)] == ["repeats"]


def test_a_threat_is_carried_out() -> None:
    words = "Norway threatened to close its harbours to Chilean trawlers"
    threat = dispatch(f"{words}.").event(words, "threatened", "THREATEN", "NOR", "CHL", when="2019-04-09")
    done = told("Norway closed its harbours to trawlers from Chile", "closed", "SANCTION", "NOR", "CHL",
                on="2019-05-02", when="2019-05-02")  # fmt: skip
    assert [one.relation for one in follow(threat, done)] == ["fulfils"]


def test_a_promise_not_to_do_is_not_kept_by_doing_it() -> None:
    words = "Norway promised Chile not to sell seized trawlers"
    promise = dispatch(f"{words}.").event(words, "promised", "AGREE", "NOR", "CHL", when="2019-04-09")
    sold = told("Norway sold the seized trawlers to Peru", "sold", "COOPERATE", "NOR", "PER", on="2019-05-02",
                when="2019-05-02")  # fmt: skip
    assert follow(promise, sold) == []


def test_a_line_without_a_day_is_followed_by_words_alone() -> None:
    words = "Norway promised Chile to hand over twelve seized trawlers"
    promise = dispatch(f"{words}.").event(words, "promised", "AGREE", "NOR", "CHL", when="2019-04-09")
    (found,) = follow(promise, handed_over())
    assert found.relation == "fulfils"
    assert any("no day was set" in reason for reason in found.reasons)


def test_a_move_brings_the_new_day() -> None:
    moved = next(later for case, _, later, _ in CASES if case == "another day")
    (found,) = follow(promised(), moved)
    assert str(found.due) == "2019-06-10/2019-07-31"


# --- words ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("terrorists and trawlers", "a trawler, terrorism", True),
        ("oil", "oil", True),
        ("the minister said", "a minister says", False),
        ("", "", False),
    ],
)
def test_words_in_common(one: str, other: str, same: bool) -> None:
    assert bool(stems(one) & stems(other)) is same
    assert shared(stems(one), stems(other)) == (1.0 if same else 0.0)


@pytest.mark.parametrize(
    ("text", "negative"),
    [
        ("it will pay", False),
        ("it will not pay", True),
        ("it won't pay", True),
        ("nobody will pay", True),
        ("it is not true that nobody will pay", False),
        ("a notable north", False),
    ],
)
def test_which_way_a_text_says_it(text: str, negative: bool) -> None:
    assert negated(text) is negative


def test_the_meeting_at_which_it_was_promised_does_not_keep_it() -> None:
    words = "Norway promised Chile to hold talks on seized trawlers within a month"
    promise = dispatch(f"{words}.").event(words, "promised", "AGREE", "NOR", "CHL", when="2019-04-09")
    met = told("Norway held talks on seized trawlers with Chile", "held", "CONSULT", "NOR", "CHL",
               on="2019-04-11", when="2019-04-09")  # fmt: skip
    assert follow(promise, met) == []


def test_within_a_long_limit_words_are_needed() -> None:
    met = told("The ministers met over herring", "met", "CONSULT", "NOR", "CHL", on="2019-05-08", when="2019-05-07")
    assert follow(promised(), met) == []
