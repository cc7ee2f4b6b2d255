"""Disagreements between reports made by hand: what differs, how it is typed, and what is no difference."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from dragoman.compare.amounts import can_agree
from dragoman.compare.denials import denials_in
from dragoman.compare.disagreements import find_disagreements, telling_of
from dragoman.records import CodedArticle, Figure
from tests.compare.told import CHN, IND, RUS, UKR, day, figure, person, place, report
from tests.sample_record import make_article, make_event


def found(*coded, subject="h"):
    tellings = [telling_of(each, [e for e in each.events if e.happening == "h"]) for each in coded]
    denials = [denial for each in coded for denial in denials_in(each)]
    return find_disagreements(subject, [t for t in tellings if t.events], denials)


def kinds(*coded):
    return [(each.matter, each.kind) for each in found(*coded)]


def strike(count, words, *, published="2023-05-02", publisher="The Northern Post", more="", **fields):
    text = f"A strike\n\nRussia struck a market in Ukraine on Monday and killed {words}.{more}\n"
    figures = [figure(text, words, count, **{"unit": words.split()[-1], **fields})]
    return report(
        text, "Russia struck a market in Ukraine on Monday", "struck", published=published, publisher=publisher,
        figures=figures, when=day("2023-05-01"),
    )  # fmt: skip


# --- numbers -------------------------------------------------------------------------------------------------


def fig(value, bound="exact", high=None, text="12", unit=None, kind="dead"):
    return Figure(value=value, bound=bound, high=high, text=text, start=0, end=len(text), unit=unit, kind=kind)


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        (fig(12), fig(12), True),
        (fig(12), fig(13), False),
        (fig(30, "at least"), fig(34), True),
        (fig(30, "at least"), fig(58), False),
        (fig(12, "at least"), fig(15), False),
        (fig(40, "about"), fig(43), True),
        (fig(40, "about"), fig(52), False),
        (fig(50, "at most"), fig(41), True),
        (fig(20, high=25), fig(24), True),
        (fig(20, high=25), fig(31), False),
        (fig(24, text="dozens"), fig(70), True),
        (fig(12, "at least", text="more than a dozen"), fig(22), True),
        (fig(3e9, unit="$", kind="money"), fig(3.1e9, unit="$", kind="money"), True),
        (fig(3e9, unit="$", kind="money"), fig(4.2e9, unit="$", kind="money"), False),
        (fig(3e9, unit="$", kind="money"), fig(2.8e9, unit="€", kind="money"), True),
        (fig(3e9, unit="US$", kind="money"), fig(4.2e9, unit="A$", kind="money"), True),
        (fig(3e9, unit="US dollars", kind="money"), fig(4.2e9, unit="$", kind="money"), False),
        (fig(3e9, unit="Indian rupees", kind="money"), fig(4.2e9, unit="PKR", kind="money"), True),
        (fig(3e9, unit="Rs", kind="money"), fig(4.2e9, unit="Pakistani rupees", kind="money"), False),
        (fig(3e9, unit=None, kind="money"), fig(4.2e9, unit=None, kind="money"), True),
    ],
)
def test_room_that_numbers_leave_for_each_other(one, other, agree):
    assert can_agree(one, other) is agree
    assert can_agree(other, one) is agree


@given(st.integers(1, 10_000), st.integers(1, 10_000), st.sampled_from(["exact", "about", "at least", "at most"]))
def test_a_number_agrees_with_itself_and_agreement_has_no_direction(a, b, bound):
    one, other = fig(float(a), bound), fig(float(b))
    assert can_agree(one, one)
    assert can_agree(one, other) == can_agree(other, one)


def gift(*sums, publisher="The Northern Post"):
    words = " and ".join(words for words, _, _ in sums)
    text = f"A gift\n\nIndia gave Sri Lanka {words} on Monday.\n"
    figures = [figure(text, words, value, kind="money", unit=unit) for words, value, unit in sums]
    told = f"India gave Sri Lanka {words} on Monday"
    return report(
        text, told, "gave", published="2023-05-02", publisher=publisher, figures=figures, when=day("2023-05-01")
    )


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ((("US$3 billion", 3e9, "US$"),), (("4 billion dollars", 4e9, "dollars"),), True),
        ((("US$3 billion", 3e9, "US$"),), (("4 billion Australian dollars", 4e9, "Australian dollars"),), False),
        ((("5 billion Indian rupees", 5e9, "Indian rupees"),), (("PKR 7 billion", 7e9, "PKR"),), False),
        ((("5 billion Indian rupees", 5e9, "Indian rupees"),), (("Rs 7 billion", 7e9, "Rs"),), True),
        # A sum in another currency beside the first hides no difference, and mends none.
        ((("$3 billion", 3e9, "$"), ("A$4 billion", 4e9, "A$")), (("$4 billion", 4e9, "$"),), True),
        ((("$3 billion", 3e9, "$"), ("A$4 billion", 4e9, "A$")), (("$3 billion", 3e9, "$"),), False),
    ],
)
def test_sums_differ_in_one_currency_only(one, other, differ):
    assert kinds(gift(*one), gift(*other, publisher="Other")) == ([("money", "conflict")] if differ else [])


def test_two_plain_numbers_of_one_day_are_a_conflict():
    assert kinds(strike(12, "12 civilians"), strike(19, "19 civilians", publisher="Other")) == [("dead", "conflict")]


def test_a_total_of_years_is_no_loss_of_one_deed():
    toll = "At least 79 people"
    text = f"A statement\n\nRussia struck a market in Ukraine on Monday. {toll} have died in such strikes since 2019.\n"
    total = report(
        text, "Russia struck a market in Ukraine on Monday", "struck", published="2023-05-02", publisher="Other",
        figures=[figure(text, toll, 79, bound="at least", unit="people")], when=day("2023-05-01"),
    )  # fmt: skip
    untied = replace(total, figures=tuple(replace(one, event=None) for one in total.figures))
    assert kinds(strike(2, "2 people"), untied) == []


def test_a_later_and_higher_number_is_an_update():
    later = strike(19, "19 civilians", published="2023-05-03", publisher="Other")
    assert kinds(strike(12, "12 civilians"), later) == [("dead", "update")]


def test_a_later_and_lower_number_is_a_conflict_unless_corrected():
    lower = strike(9, "9 civilians", published="2023-05-03", publisher="Other")
    assert kinds(strike(12, "12 civilians"), lower) == [("dead", "conflict")]
    text = "A strike\n\nRussia struck a market in Ukraine on Monday and killed 9 civilians, not 12 as first reported.\n"
    corrected = report(
        text, "Russia struck a market in Ukraine on Monday", "struck", published="2023-05-03", publisher="Other",
        figures=[figure(text, "9 civilians", 9, unit="civilians")], when=day("2023-05-01"),
    )  # fmt: skip
    assert kinds(strike(12, "12 civilians"), corrected) == [("dead", "update")]


def test_an_article_that_corrects_a_report_gives_an_update():
    note = " An earlier version of this report gave another number."
    corrected = strike(9, "9 civilians", published="2023-05-03", publisher="Other", more=note)
    assert kinds(strike(12, "12 civilians"), corrected) == [("dead", "update")]


def test_a_later_estimate_of_another_source_is_a_spread():
    rough = strike(40, "about 40 civilians", bound="about", publisher="Other", published="2023-05-03")
    assert kinds(strike(25, "25 civilians"), rough) == [("dead", "spread")]
    assert kinds(strike(25, "25 civilians", publisher="Other"), rough) == [("dead", "update")]


def test_estimates_and_two_counters_are_a_spread():
    rough = strike(40, "about 40 civilians", bound="about", publisher="Other")
    assert kinds(strike(25, "25 civilians"), rough) == [("dead", "spread")]
    one = strike(12, "12 civilians", said_by="medics")
    other = strike(14, "14 civilians", said_by="police", publisher="Other")
    assert kinds(one, other) == [("dead", "spread")]


def test_soldiers_and_civilians_are_not_compared():
    assert kinds(strike(12, "12 civilians"), strike(19, "19 soldiers", publisher="Other")) == []


def test_who_gives_both_numbers_agrees_with_both():
    text = "A strike\n\nRussia struck a market in Ukraine on Monday, killing 12 civilians, or 19 civilians.\n"
    both = report(
        text, "Russia struck a market in Ukraine on Monday", "struck", published="2023-05-02", publisher="Other",
        figures=[figure(text, f"{number} civilians", number, unit="civilians") for number in (12, 19)],
        when=day("2023-05-01"),
    )  # fmt: skip
    assert found(strike(12, "12 civilians"), both) == ()


def test_parts_plans_and_what_is_feared_are_no_toll():
    for fields in ({"scope": "part"}, {"status": "hypothetical"}, {"status": "denied"}):
        assert kinds(strike(12, "12 civilians"), strike(3, "3 civilians", publisher="Other", **fields)) == []


# --- date, place, people -------------------------------------------------------------------------------------


def meeting(*, when="2021-09-14", where=None, published="2021-09-16", publisher="A", host="Wang Yi", guest="Ines Lima",
            status="occurred", extra=""):  # fmt: skip
    text = f"Talks\n\nForeign Minister {host} met {guest} on the border.{extra}\n"
    return report(
        text, f"Foreign Minister {host} met {guest} on the border", "met", published=published, publisher=publisher,
        type="CONSULT", when=day(when), place=where, status=status, actors=(CHN, person(text, host, "CHN")),
        recipients=(IND, person(text, guest, "IND")),
    )  # fmt: skip


def test_two_days_are_a_conflict_and_a_wider_date_none():
    assert kinds(meeting(), meeting(when="2021-09-15", publisher="B")) == [("date", "conflict")]
    assert kinds(meeting(), meeting(when="2021-09", publisher="B")) == []


def test_a_plan_that_came_on_another_day_is_an_update():
    planned = meeting(when="2021-09-18", status="planned")
    held = meeting(when="2021-09-20", published="2021-09-21", publisher="B")
    assert kinds(planned, held) == [("date", "update")]


def test_one_night_with_two_dates_is_a_spread():
    text = "Raid\n\nRussia raided a port in Ukraine late at night.\n"
    one = report(text, "Russia raided a port in Ukraine late at night", "raided", published="2023-05-03",
                 when=day("2023-05-01"))  # fmt: skip
    other = report(text, "Russia raided a port in Ukraine late at night", "raided", published="2023-05-03",
                   publisher="B", when=day("2023-05-02"))  # fmt: skip
    assert kinds(one, other) == [("date", "spread")]


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (place("Odesa", 46.48, 30.73), [("place", "conflict")]),
        (place("Brovary", 50.51, 30.79), []),  # a suburb
        (place("Ukraine", 49.0, 32.0, precision="country"), []),
        (None, []),
    ],
)
def test_towns_far_apart_are_a_conflict(where, expected):
    assert kinds(meeting(where=place("Kyiv", 50.45, 30.52)), meeting(where=where, publisher="B")) == expected


def test_another_person_for_one_party_is_a_conflict():
    assert kinds(meeting(), meeting(guest="Jorge Dias", publisher="B")) == [("participants", "conflict")]


def test_members_of_a_delegation_are_none():
    assert kinds(meeting(), meeting(host="Liu He", guest="Jorge Dias", publisher="B")) == []
    named = meeting(guest="Jorge Dias", publisher="B", extra=" Ines Lima was there.")
    assert kinds(meeting(), named) == []


# --- denials -------------------------------------------------------------------------------------------------


def denial(published="2022-04-02", publisher="Ukrinform", text=None, **fields):
    text = text or "Kyiv denies\n\nUkraine denied that it had attacked the fuel depot in Belgorod.\n"
    article = make_article(text, publisher=publisher, source=publisher, published=day(published).earliest)
    words = text.split("\n\n")[1].strip().rstrip(".")
    event = make_event(
        article, words, "denied", type="REJECT", mode="deny", actors=(UKR,), happening="other", **fields
    )  # fmt: skip
    return CodedArticle(article=article, events=(event,), run=event.run)


def attack(published="2022-04-01"):
    text = "Depot\n\nUkrainian helicopters attacked a fuel depot in Belgorod.\n"
    return report(text, "Ukrainian helicopters attacked a fuel depot in Belgorod", "attacked", published=published,
                  publisher="BBC", actors=(UKR,), recipients=(RUS,))  # fmt: skip


def test_what_one_tells_and_another_denies():
    (one,) = found(attack(), denial())
    assert (one.matter, one.kind) == ("happened", "conflict")
    assert [(a.publisher, a.value) for a in one.accounts] == [("BBC", "told"), ("Ukrinform", "denied")]
    assert one.accounts[1].said_by == "Ukraine"


@pytest.mark.parametrize(
    "other",
    [
        denial(published="2022-06-20"),  # months later
        denial(text="Kyiv denies\n\nUkraine denied that it had asked for a loan.\n"),  # something else
    ],
)
def test_a_denial_of_something_else_answers_nothing(other):
    assert found(attack(), other) == ()


def test_a_bare_denial_is_of_the_charge_before_it():
    text = "Gori\n\nGeorgia accused Russia of bombing Gori on Tuesday. Russia denied it.\n"
    article = make_article(text, published=day("2008-08-12").earliest)
    charge = make_event(article, "Georgia accused Russia of bombing Gori on Tuesday", "accused", type="ACCUSE",
                        recipients=(RUS,), happening="h")  # fmt: skip
    bare = make_event(article, "Russia denied it", "denied", type="REJECT", mode="deny", actors=(RUS,), ordinal=1)
    (one,) = find_disagreements(
        "h", [telling_of(CodedArticle(article=article, events=(charge, bare)), [charge])],
        denials_in(CodedArticle(article=article, events=(charge, bare))), happening=False,
    )  # fmt: skip
    assert (one.matter, one.kind) == ("claim", "conflict")


# --- the whole -----------------------------------------------------------------------------------------------


def test_the_order_of_reading_does_not_matter():
    coded = [
        strike(12, "12 civilians"),
        strike(19, "19 civilians", published="2023-05-03", publisher="B"),
        strike(15, "about 15 civilians", bound="about", publisher="C"),
        strike(7, "7 civilians", publisher="D"),
    ]
    results = {found(*order) for order in permutations(coded)}
    assert len(results) == 1
    (one,) = results.pop()
    assert [a.published for a in one.accounts] == sorted(a.published for a in one.accounts)


def test_a_copy_adds_no_account():
    first = strike(12, "12 civilians")
    copied = strike(19, "19 civilians", publisher="B")
    article = replace(copied.article, duplicate_of=first.article.id)
    assert kinds(first, replace(copied, article=article)) == []


def test_every_account_quotes_its_article_and_keeps_its_hedges():
    coded = [strike(25, "25 civilians"), strike(40, "about 40 civilians", bound="about", publisher="B")]
    texts = {each.article.id: each.article.text for each in coded}
    (one,) = found(*coded)
    for each in one.accounts:
        assert texts[each.article][each.start : each.end] == each.text
        assert texts[each.article][each.sentence.start : each.sentence.end] == each.sentence.text
    assert {hedge for each in one.accounts for hedge in each.hedges} == {"about"}
    assert one.parties == ("RUS", "UKR")
    assert "contradict" not in str(one).lower()


def test_the_day_of_publication_is_no_account_of_the_date():
    clauses = {"BBC": "2023-05-01", "Echo": "2023-05-02"}
    told = [
        report(f"Fish\n\nRussia agreed with Ukraine on fish, it said ({by}).\n", "Russia agreed with Ukraine on fish",
               "agreed", published=on, publisher=by, type="AGREE", when=day(on),
               date_from="publication" if by == "Echo" else "clause")
        for by, on in clauses.items()
    ]  # fmt: skip
    assert kinds(*told) == []
    later = replace(told[1], events=(replace(told[1].events[0], date_from="clause"),))
    assert kinds(told[0], later) == [("date", "conflict")]


def test_a_couple_is_no_number_of_people():
    assert kinds(strike(9, "nine people"), strike(1, "a couple", publisher="Echo", unit="couple")) == []


def test_a_deed_told_beside_another_has_no_losses_of_the_article():
    words = "It was the second strike on the town this month"
    figures = [figure("On Sunday three men were killed", "three men", 3, unit="men")]
    text = f"On Sunday three men were killed.\n{words}.\n"
    other = report(text, words, "strike", published="2023-05-08", publisher="Echo", figures=(), when=day("2023-05"))
    other = replace(other, figures=tuple(figures))
    assert kinds(strike(12, "twelve men"), other) == []


def test_a_sentence_that_tells_again_differs_only_from_what_it_tells():
    coded = [strike(12, "twelve men"), strike(40, "40 men", publisher="Echo")]
    tellings = [telling_of(each, each.events) for each in coded]
    names = [each.article.id for each in coded]
    for retells, number in ((None, 1), (names[0], 1), ("article-x", 0)):
        again = frozenset({retells}) if retells else None
        told = [tellings[0], replace(tellings[1], retells=again)]
        assert len(find_disagreements("h", told)) == number
