"""Which lines an article gives to the ledger, who owes them, and by when."""

import pytest

from dragoman.compare.ledger import LedgerLine, ledger_lines
from dragoman.records import ledger_line_id
from dragoman.statements.topics import TopicTable
from tests.compare.dispatches import Dispatch, dispatch, promised, who

TOPICS = TopicTable.load()


def lines(one: Dispatch) -> tuple[LedgerLine, ...]:
    coded = one.coded()
    return ledger_lines(coded.article, coded.events, coded.statements, topics=TOPICS)


def only(one: Dispatch) -> LedgerLine:
    (line,) = lines(one)
    return line


def parties(line: LedgerLine) -> tuple[list[str | None], list[str | None]]:
    return [one.party for one in line.owed_by], [one.party for one in line.owed_to]


def test_a_promise() -> None:
    line = only(promised())
    assert (line.kind, parties(line)) == ("promise", (["NOR"], ["CHL"]))
    assert (str(line.made), line.made_from) == ("2019-04-09", "event")
    assert (str(line.due), line.due_words) == ("2019-04-09/2019-05-31", "by the end of May")
    assert line.id == ledger_line_id(promised().events[0].id)


def told(kind: str, **fields: object) -> Dispatch:
    words = "Norway told Chile what it would do about trawlers"
    return dispatch(f"{words}.").event(words, "told", kind, "NOR", "CHL", **fields)


@pytest.mark.parametrize(
    ("kind", "fields", "line", "owes"),
    [
        ("AGREE", {}, "promise", "NOR"),
        ("REQUEST", {}, "demand", "CHL"),
        ("THREATEN", {}, "threat", "NOR"),
        ("AGREE", {"status": "background"}, "promise", "NOR"),
        ("CONSULT", {"status": "planned"}, "plan", "NOR"),
        ("AID", {"status": "planned"}, "plan", "NOR"),
        ("AGREE", {"status": "planned"}, "plan", "NOR"),
        ("AGREE", {"status": "hypothetical"}, None, None),
        ("AGREE", {"status": "denied"}, None, None),
        ("REQUEST", {"status": "hypothetical"}, None, None),
        ("CONSULT", {}, None, None),
        ("ACCUSE", {"status": "planned"}, None, None),
        ("REJECT", {}, None, None),
    ],
)
def test_which_events_are_lines(kind: str, fields: dict[str, object], line: str | None, owes: str | None) -> None:
    found = lines(told(kind, **fields))
    assert [one.kind for one in found] == ([line] if line else [])
    assert [one.owed_by[0].party for one in found] == ([owes] if owes else [])


def test_what_is_alleged_keeps_its_asserter() -> None:
    line = only(told("AGREE", basis="alleged", asserted_by="a newspaper"))
    assert (line.basis, line.asserted_by) == ("alleged", "a newspaper")


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"act": "promise"}, "promise"),
        ({"act": "demand", "stance": "demands"}, "demand"),
        ({"stance": "demands"}, "demand"),
        ({"act": "promise", "stance": "denies"}, None),
        ({"act": "promise", "stance": "doubts"}, None),
        ({"act": "demand", "stance": "denies"}, None),
        ({"act": "promise", "stance": "asks"}, None),
        ({}, None),
        ({"act": "threaten"}, None),
        ({"act": "praise"}, None),
    ],
)
def test_which_statements_are_lines(fields: dict[str, object], kind: str | None) -> None:
    found = lines(dispatch("The trawlers go home.").said("The trawlers go home", "NOR", **fields))
    assert [line.kind for line in found] == ([kind] if kind else [])


def test_a_warning_is_a_threat_where_it_says_what_oneself_will_do() -> None:
    def warned(words: str) -> list[str]:
        return [line.kind for line in lines(dispatch(f"{words}.").said(words, "NOR", act="threaten"))]

    assert warned("we will close the harbour") == ["threat"]
    assert warned("the storm will close the harbour") == []


def test_who_is_to_act_in_a_spoken_demand() -> None:
    words = "Chile should return the nets"
    one = dispatch(f"{words}.").said(words, "NOR", stance="demands")
    one.event(words, "return", "RETREAT", "CHL", "NOR", status="hypothetical")
    assert parties(only(one)) == (["CHL"], ["NOR"])


def test_a_promise_told_as_event_and_statement_is_one_line() -> None:
    words = "Norway will return the nets"
    one = dispatch(f"{words}.").said(words, "NOR", act="promise").event(words, "will", "AGREE", "NOR", "CHL")
    line = only(one)
    assert line.event == one.events[0].id
    assert line.statement == one.statements[0].id


def test_the_plan_in_a_promise_says_what_would_keep_it() -> None:
    words = "Norway promised that it would send engineers on May 3"
    one = dispatch(f"{words}.").event(words, "promised", "AGREE", "NOR", "CHL")
    one.event("it would send engineers on May 3", "send", "AID", "NOR", "CHL", status="planned", when="2019-05-03")
    line = only(one)
    assert (line.kind, line.foresees, str(line.due)) == ("promise", "AID", "2019-05-03")


def test_a_plan_is_due_when_it_is_planned_for() -> None:
    line = only(told("CONSULT", status="planned", when="2019-05-03"))
    assert (str(line.due), line.foresees, line.made_from) == ("2019-05-03", "CONSULT", "published")


def test_both_sides_owe_each_other_what_they_agree() -> None:
    words = "Norway and Chile agreed to share charts"
    line = only(dispatch(f"{words}.").event(words, "agreed", "AGREE", "NOR CHL", "NOR CHL"))
    assert parties(line) == (["NOR", "CHL"], ["NOR", "CHL"])


def test_a_deadline_after_the_clause_belongs_to_it() -> None:
    words = "Norway agreed to return the nets"
    line = only(dispatch(f"{words}, no later than May 5.").event(words, "agreed", "AGREE", "NOR", "CHL"))
    assert str(line.due) == "2019-04-10/2019-05-05"


def test_an_undated_article_sets_only_what_the_calendar_tells() -> None:
    words = "Norway agreed to return the nets within 30 days, before 2024"
    line = only(dispatch(f"{words}.", on=None).event(words, "agreed", "AGREE", "NOR", "CHL"))
    assert (str(line.due), str(line.made)) == ("../2023-12-31", "unknown")


def test_topics_of_a_line() -> None:
    assert only(promised()).topics == ("environment.fisheries",)


def test_lines_stand_in_the_order_of_the_text_whatever_the_order_of_events() -> None:
    one = dispatch("Norway promised nets.", "Chile demanded charts.")
    one.event("Chile demanded charts", "demanded", "REQUEST", "CHL", "NOR")
    one.event("Norway promised nets", "promised", "AGREE", "NOR", "CHL")
    coded = one.coded()
    found = ledger_lines(coded.article, coded.events, coded.statements, topics=TOPICS)
    turned = ledger_lines(coded.article, coded.events[::-1], coded.statements, topics=TOPICS)
    assert [line.kind for line in found] == ["promise", "demand"]
    assert found == turned


def test_a_side_without_a_party_keeps_its_name() -> None:
    words = "Fishermen promised to stay home"
    one = dispatch(f"{words}.").event(
        words, "promised", "AGREE", actors=(who("NOR", name="Fishermen", party=None, kind="crowd"),)
    )
    assert [(side.name, side.party) for side in only(one).owed_by] == [("Fishermen", None)]


def test_what_is_told_within_a_denial_is_no_line() -> None:
    words = "Norway denied that it had promised Chile any nets"
    one = dispatch(f"{words}.").event(words, "denied", "REJECT", "NOR", mode="deny")
    one.event("it had promised Chile any nets", "promised", "AGREE", "NOR", "CHL")
    assert lines(one) == ()
    words = "it would send nets"
    said = dispatch(f"Norway denied {words}.").said(words, "NOR", stance="denies")
    assert lines(said.event(words, "send", "AID", "NOR", "CHL", status="planned")) == ()
