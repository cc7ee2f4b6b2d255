"""A denial answers what somebody of another party says, in another article or the same; and what it does not answer."""

from datetime import date

import pytest

from dragoman.compare.current import bring_up_to_date
from dragoman.compare.disagreement_table import (
    DisagreementFilter,
    list_disagreements,
    rebuild_disagreements,
)
from dragoman.store.open import open_store
from dragoman.store.write import write_article
from tests.compare.dispatches import dispatch
from tests.sample_record import RUN, span

CLAIM = "Peru's president said that the ferry treaty was dead."
CONTENT = "the ferry treaty was dead"
ANSWER = "Chile's foreign minister denied that the ferry treaty was dead."


def claims(text=CLAIM, content=CONTENT, by="PER", on="2019-04-10", **fields):
    return dispatch(text, on=on, **fields.pop("article", {})).said(content, by, **fields)


def denies(text=ANSWER, content=CONTENT, by="CHL", on="2019-04-12", **fields):
    return dispatch(text, on=on, **fields.pop("article", {})).said(content, by, stance="denies", **fields)


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "r.db", mode="write") as opened:
        yield opened


def found(store, *dispatches):
    for one in dispatches:
        write_article(store, one.coded(), run=RUN)
        bring_up_to_date(store)
    listed = list(list_disagreements(store, DisagreementFilter(matter="claim")))
    rebuild_disagreements(store)
    assert list(list_disagreements(store, DisagreementFilter(matter="claim"))) == listed
    return listed


@pytest.mark.parametrize("order", [1, -1])
def test_a_claim_and_its_denial_in_two_articles(store, order):
    (one,) = found(store, *[claims(), denies()][::order])
    assert (one.matter, one.kind, one.parties) == ("claim", "conflict", ("CHL", "PER"))
    assert [(account.value, account.published) for account in one.accounts] == [
        ("said", date(2019, 4, 10)), ("denied", date(2019, 4, 12)),
    ]  # fmt: skip
    assert [account.text for account in one.accounts] == [CONTENT, CONTENT]


def test_in_one_article(store):
    both = dispatch(CLAIM, "The foreign minister of Chile denied on Friday that the treaty on the ferry was dead.")
    both.said(CONTENT, "PER").said("the treaty on the ferry was dead", "CHL", stance="denies")
    (one,) = found(store, both)
    assert [account.value for account in one.accounts] == ["said", "denied"]


def test_who_denies_a_no_answers_who_says_no(store):
    no = "the ferry treaty was not dead"
    said = claims(f"Peru's president said that {no}.", no)
    text = f"Chile denied that {no}."
    by_its_cue = denies(text, no, cue=span(f"A dispatch\n\n{text}", "denied that"))
    assert found(store, claims(by="NOR", on="2019-04-11"), by_its_cue) == []
    (one,) = found(store, said)
    assert one.parties == ("CHL", "PER")


def test_the_not_of_a_denial_in_ones_own_words_is_no_part_of_it(store):
    no = "The ferry treaty is not dead"
    assert found(store, claims(), denies(f"“{no},” Chile said.", no, cue=None))


def test_what_is_said_by_two_is_shown_twice(store):
    other = claims("In Oslo a spokesman went further: the ferry treaty was dead.", by="NOR", on="2019-04-11")
    assert len(found(store, claims(), other, denies())) == 2


@pytest.mark.parametrize(
    "other",
    [
        denies(by="PER"),  # nobody denies what he says
        denies(on="2019-07-12"),  # months later
        denies("Chile denied that the ferry had been sold.", "the ferry had been sold"),  # one word in common
        denies("Chile denied that the border treaty was signed.", "the border treaty was signed"),
        claims(by="CHL", on="2019-04-12"),  # no denial
    ],
)
def test_what_it_does_not_answer(store, other):
    assert found(store, claims(), other) == []


@pytest.mark.parametrize("fields", [{"stance": "hopes"}, {"stance": "doubts"}, {"act": "promise"}, {"act": "demand"}])
def test_what_is_no_claim_is_not_contested(store, fields):
    assert found(store, claims(**fields), denies()) == []


def test_it_goes_with_either_article(store):
    assert found(store, claims(), denies())
    store.connection.execute("DELETE FROM articles WHERE id = ?", (denies().article.id,))
    bring_up_to_date(store)
    assert list(list_disagreements(store)) == []
    assert found(store, denies())
    store.connection.execute("DELETE FROM articles WHERE id = ?", (claims().article.id,))
    bring_up_to_date(store)
    assert list(list_disagreements(store)) == []


def test_a_copy_contests_nothing_of_its_own(store):
    text = [
        CLAIM,
        *(f"The harbour of Arica counted {n} boats, wagons and barrels of pitch that day." for n in range(9)),
    ]
    one = dispatch(*text, on="2019-04-10").said(CONTENT, "PER")
    copy = dispatch(*text, on="2019-04-10", publisher="Copy Press", source="z.txt").said(CONTENT, "PER")
    assert len(found(store, one, copy, denies())) == 1
