"""The window of an undated article from its office holders, its bodies and its time words."""

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.api import code_text
from dragoman.codes.tables import read_table
from dragoman.dates import date_window, read_times
from dragoman.dating import BODY_WEIGHT, OFFICE_WEIGHT, date_article
from dragoman.partial_date import PartialDate
from dragoman.records import Article, CodedArticle, Reading, Sentence

ROLES = {"minister", "president"}


class Offices:
    """Office holders by hand: name to (office, term) pairs; several persons may share a surname."""

    def __init__(self, terms: dict[str, list[tuple[str, str]]]) -> None:
        self.terms = terms

    def people(self, name: str, *, surname: bool = False) -> list[Any]:
        return [
            SimpleNamespace(id=full, name=full)
            for full in self.terms
            if full == name or (surname and full.split()[-1] == name)
        ]

    def held_by(self, person: str) -> list[Any]:
        return [SimpleNamespace(office=office, dates=PartialDate.parse(term)) for office, term in self.terms[person]]

    def by_id(self, office: str) -> Any:
        return SimpleNamespace(title=office)


class Desk:
    """A linker whose titles fit an office that has the title's last word in it."""

    def __init__(self, terms: dict[str, list[tuple[str, str]]], bodies: dict[str, str]) -> None:
        self.offices = Offices(terms)
        self.gazetteer = {
            body: SimpleNamespace(id=body, name=body, lifetime=PartialDate.parse(life) if life else PartialDate())
            for body, life in bodies.items()
        }

    def title_fits(self, title: Any, office: Any) -> bool:
        return title.words.split()[-1].lower() in office.title.lower()


class Named:
    """An index of an article that names these titled persons and these bodies."""

    def __init__(self, titled: list[Any], bodies: list[tuple[str, str]]) -> None:
        self._titled = titled
        self.clusters = [
            SimpleNamespace(kind=kind, candidates=[SimpleNamespace(entity=body)] if body else [])
            for body, kind in bodies
        ]

    def titled_names(self) -> list[Any]:
        return self._titled


def titled(name: str, words: str, **flags: bool) -> Any:
    title = SimpleNamespace(**{"words": words, "former": False, "then": False, "future": False, **flags})
    return SimpleNamespace(name=name, title=title)


TERMS = {
    "Jane Doe": [("Foreign Minister", "2010-01-01/2014-12-31"), ("President", "2015-01-01/2019-12-31")],
    "Ann Roe": [("President", "2013-06-01/2014-12-31")],
    "Max Roe": [("Mayor", "2001-01-01/2002-12-31")],
}
BODIES = {"mission": "2012-05-01/2016-04-30", "league": "1945-03-22/..", "club": ""}


def dated(
    *names: Any, bodies: tuple[tuple[str, str], ...] = (), text: str = "Nothing is said of time."
) -> tuple[str, tuple[str, ...]]:
    article = Article(id="article-1", source="test", text=text, body_start=0)
    read = Reading(sentences=(Sentence(start=0, end=len(text), text=text, tokens=()),))
    desk: Any = Desk(TERMS, BODIES)
    index: Any = Named(list(names), list(bodies))
    found = date_article(article, read, index, linker=desk)
    return str(found.published_window), found.dating


def test_nobody_and_no_date_leave_the_article_as_it_is() -> None:
    text = "Nothing is said of time."
    article = Article(id="article-1", source="test", text=text, body_start=0)
    read = Reading(sentences=(Sentence(start=0, end=len(text), text=text, tokens=()),))
    desk: Any = Desk(TERMS, BODIES)
    index: Any = Named([], [])
    assert date_article(article, read, index, linker=desk) is article


@pytest.mark.parametrize(
    ("name", "title", "window"),
    [
        ("Jane Doe", "Foreign Minister", "2010-01-01/2014-12-31"),
        ("Jane Doe", "President", "2015-01-01/2019-12-31"),
        ("Doe", "President", "2015-01-01/2019-12-31"),
        ("Roe", "President", "2013-06-01/2014-12-31"),  # the other Roe was no president
    ],
)
def test_an_office_holder_dates_the_article_to_his_term(name: str, title: str, window: str) -> None:
    assert dated(titled(name, title))[0] == window


@pytest.mark.parametrize("flag", ["former", "then", "future"])
def test_an_office_not_held_now_dates_nothing(flag: str) -> None:
    assert dated(titled("Jane Doe", "President", **{flag: True})) == ("unknown", ())


@pytest.mark.parametrize(("name", "title"), [("Jane Doe", "Bishop"), ("John Poe", "President")])
def test_an_office_or_a_person_that_no_table_has_dates_nothing(name: str, title: str) -> None:
    assert dated(titled(name, title)) == ("unknown", ())


def test_a_surname_of_many_dates_nothing() -> None:
    terms = {f"{first} Poe": [("President", "2001")] for first in ("Ann", "Bob", "Cid", "Dan")}
    text = "Nothing."
    article = Article(id="article-1", source="test", text=text, body_start=0)
    desk: Any = Desk(terms, {})
    index: Any = Named([titled("Poe", "President")], [])
    found = date_article(article, Reading(sentences=()), index, linker=desk)
    assert found.dating == ()


def test_two_office_holders_leave_the_days_of_both() -> None:
    window, reasons = dated(titled("Jane Doe", "Foreign Minister"), titled("Ann Roe", "President"))
    assert window == "2013-06-01/2014-12-31"
    assert len(reasons) == 2


def test_a_person_named_twice_is_one_reason() -> None:
    _, reasons = dated(titled("Jane Doe", "President"), titled("Jane Doe", "President"))
    assert len(reasons) == 1


def test_the_reason_names_the_person_the_title_and_the_term() -> None:
    _, (reason,) = dated(titled("Doe", "President"))
    assert all(part in reason for part in ("Jane Doe", "President", "2015-01-01/2019-12-31"))


@pytest.mark.parametrize("kind", ["organisation", "armed_group"])
def test_a_body_dates_the_article_to_its_lifetime(kind: str) -> None:
    assert dated(bodies=(("mission", kind),)) == (
        "2012-05-01/2016-04-30",
        ("mission existed 2012-05-01/2016-04-30",),
    )


@pytest.mark.parametrize(
    ("body", "kind"), [("mission", "state"), ("mission", "place"), ("club", "organisation"), ("", "organisation")]
)
def test_what_is_no_body_or_has_no_known_lifetime_dates_nothing(body: str, kind: str) -> None:
    assert dated(bodies=((body, kind),)) == ("unknown", ())


def test_a_body_that_still_exists_leaves_the_end_open() -> None:
    assert dated(bodies=(("league", "organisation"),))[0] == "1945-03-22/.."


def test_a_body_narrows_the_term_of_an_office_holder() -> None:
    window, _ = dated(titled("Jane Doe", "Foreign Minister"), bodies=(("mission", "organisation"),))
    assert window == "2012-05-01/2014-12-31"


def test_an_office_holder_outweighs_a_body_that_does_not_fit() -> None:
    terms = {"Ann Poe": [("President", "1999")]}
    desk: Any = Desk(terms, BODIES)
    index: Any = Named([titled("Ann Poe", "President")], [("mission", "organisation")])
    article = Article(id="article-1", source="test", text="Nothing.", body_start=0)
    found = date_article(article, Reading(sentences=()), index, linker=desk)
    assert str(found.published_window) == "1999-01-01/1999-12-31"
    assert OFFICE_WEIGHT > BODY_WEIGHT


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("They met on 3 May 2016.", "2016-05-03/2019-12-31"),
        ("They will meet on 3 May 2016.", "2015-01-01/2016-05-03"),
        ("They met on 3 May 1996.", "2015-01-01/2019-12-31"),
        ("They met on Monday.", "2015-01-01/2019-12-31"),
        ("They met yesterday.", "2015-01-01/2019-12-31"),
    ],
)
def test_time_words_narrow_a_term(text: str, window: str) -> None:
    assert dated(titled("Jane Doe", "President"), text=text)[0] == window


SENTENCES = st.sampled_from(
    [
        "They met on 3 May 2016.", "They will meet on 9 June 2017.", "They met in March.", "They met in 2014.",
        "They fought in 2015.", "They met on Friday, March 4.", "They met earlier in October.", "They met on Sunday.",
        "He was born in 1952.", "They had met two days ago.", "A summit is due in July 2018.",
    ]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(SENTENCES, max_size=5))
def test_reasons_are_given_exactly_where_a_window_is(chosen: list[str]) -> None:
    text = " ".join(chosen)
    window, reasons = date_window([], read_times(text, [(0, len(text))], reference=PartialDate()))
    assert bool(window) == bool(reasons)


@settings(max_examples=60, deadline=None)
@given(st.lists(SENTENCES, max_size=5))
def test_time_words_never_widen_a_term(chosen: list[str]) -> None:
    found, _ = dated(titled("Jane Doe", "President"), text=" ".join(chosen) or "Nothing.")
    assert PartialDate.parse("2015-01-01/2019-12-31").contains(PartialDate.parse(found))


@pytest.mark.parametrize(
    ("text", "earliest"),
    [
        ("Peru recalled the fall of the Berlin Wall.", "1989-11-01"),
        ("Since Brexit and COVID-19 the talks of Peru have stalled.", "2020-02-01"),
        ("THE CAPITOL RIOT was debated in Lima.", "2021-01-06"),
        ("Peru sought to prevent another Rwandan genocide.", None),
        ("Peru spoke of the invasion.", None),
        ("The Brexiteers of Lima met.", None),
    ],
)
def test_a_report_is_younger_than_the_events_it_names(text: str, earliest: str | None) -> None:
    found = whole(text).article
    assert (found.published_window.earliest.isoformat() if found.published_window else None) == earliest
    assert bool(found.dating) == bool(earliest)


def test_what_has_happened_goes_before_an_office_that_is_recalled() -> None:
    text = "Tony Blair, the British prime minister, spoke in London of the Abraham Accords and the Capitol riot."
    found = whole(text).article
    assert found.published_window.earliest is not None
    assert found.published_window.earliest.isoformat() == "2021-01-06"
    assert found.dating[0].startswith("it names")


def test_the_table_of_known_events_has_days_or_months_in_order_of_names() -> None:
    rows = read_table("known_events")
    assert [row["name"] for row in rows] == sorted({row["name"].casefold() for row in rows})
    assert all(PartialDate.parse(row["start"]).precision in {"day", "month"} for row in rows)


def whole(text: str) -> CodedArticle:
    """An article without a date, by the whole chain."""
    return code_text(text)
