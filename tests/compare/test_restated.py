"""What a report tells against another account: a toll that has risen, "this, not that", a plan moved, a denial."""

from datetime import date

import pytest

from dragoman.compare.line_differences import differing_lines
from dragoman.compare.lines import like_one_story, report_of
from dragoman.compare.outline import may_be_against, may_differ, outline_of
from dragoman.records import CodedArticle
from tests.compare.test_lines import NAMES, named, report
from tests.sample_record import RUN, make_article, make_statement, participant

MONDAY, TUESDAY = date(2019, 4, 8), date(2019, 4, 9)


def told(body, published, publisher, figures=()):
    return report(body, published=published, publisher=publisher, names=NAMES, figures=figures)


def found(one, other, *, loosely=True):
    """What differs; nothing of it is ruled out by the outlines."""
    differing = [(each.matter, each.kind) for each in differing_lines("x", one, other, loosely=loosely)]
    outlines = outline_of(one), outline_of(other)
    assert not differing or (may_differ(*outlines) and may_differ(*outlines[::-1]))
    assert not (differing and loosely) or may_be_against(*outlines)
    return differing


def first_toll(words="Three sailors", value=3):
    return told(
        f"A trawler from Norway sank off Chile on Sunday. {words} were killed, the coast guard said.", MONDAY, "A",
        [(words, value, "dead", {"unit": "sailors"})],
    )  # fmt: skip


@pytest.mark.parametrize(
    "body",
    [
        "The death toll of the trawler from Norway has risen to five, Chile said.",
        "A fourth and a fifth sailor died in Chile, bringing the number of dead to five.",
        "Norway has revised its losses upwards, from three to five, after divers searched the wreck off Chile.",
    ],
)
def test_a_toll_that_is_told_anew_is_an_update_of_the_earlier_one(body):
    assert found(first_toll(), told(body, TUESDAY, "B")) == [("dead", "update")]


@pytest.mark.parametrize(
    "body",
    [
        "The death toll of the trawler from Norway stands at three, Chile said.",  # the same number
        "The death toll at sea off Chile has risen to five in two days, Norway said.",  # of several deeds
        "Norway has revised its losses upwards, from two to five, Chile said.",  # another number than was told
        "The price of cod from Norway has risen to five dollars in Chile.",  # no toll
        "Shares of the trawler's owner in Norway rose to five after Chile spoke.",
    ],
)
def test_what_is_no_newer_toll_of_the_same_is_none(body):
    assert found(first_toll(), told(body, TUESDAY, "B")) == []


def test_a_lower_report_that_came_out_later_is_not_replaced_by_an_earlier_one():
    risen = told("The death toll of the trawler from Norway has risen to five, Chile said.", MONDAY, "B")
    later = told(
        "A trawler from Norway sank off Chile. Three sailors were killed.", TUESDAY, "A",
        [("Three sailors", 3, "dead", {"unit": "sailors"})],
    )  # fmt: skip
    assert found(risen, later) == []


def test_this_and_not_that():
    plan = told("Norway and Chile met in Oslo on Sunday.", MONDAY, "A")
    put_right = told("Norway and Chile met at Bergen, and not at Oslo, the ministry said.", TUESDAY, "B")
    assert found(plan, put_right) == [("place", "update")]
    other_day = told("Norway and Chile met on Saturday, and not on Sunday, the ministry said.", TUESDAY, "B")
    assert found(plan, other_day) == [("date", "update")]
    both = told("Norway and Chile met in Oslo on Sunday and went on to Bergen.", MONDAY, "A")
    assert found(both, put_right) == []  # it names the one as well as the other


def test_later_than_planned_is_told_against_the_day_that_was_planned():
    plan = told("The fleet of Norway is to reach Chile on 4 April.", date(2019, 4, 2), "A")
    came = told("The fleet of Norway reached Chile on Sunday, three days later than planned.", MONDAY, "B")
    assert found(plan, came) == [("date", "update")]
    other = told("The fleet of Norway is to reach Chile on 3 April.", date(2019, 4, 2), "A")
    assert found(other, came) == []


def denied(words, published=TUESDAY):
    text = f"Answer\n\n“{words},” said the spokesman of Norway.\n"
    article = make_article(text, published=published, publisher="B", source="B")
    said = make_statement(article, words, [participant(text, "Norway", id="NOR", kind="state", party="NOR")])
    clusters = tuple(named(text, name, code) for name, code in NAMES.items() if name in text)
    return report_of(CodedArticle(article=article, clusters=clusters, statements=(said,), run=RUN.id))


@pytest.mark.parametrize(
    ("words", "is_denied"),
    [
        ("No frigate of ours rammed a trawler", True),
        ("We did not ram the trawler with a frigate", True),
        ("We will not ram trawlers with a frigate", False),  # what will not be is no denial of what was
        ("The sailors of the trawler, whom a frigate rescued, were not hurt", False),  # of another thing
        ("Our frigate rescued a trawler", False),
    ],
)
def test_a_plain_denial_stands_beside_what_it_denies(words, is_denied):
    claim = told("A frigate of Norway rammed a trawler from Chile on Sunday.", MONDAY, "A")
    assert found(claim, denied(words), loosely=False) == ([("happened", "conflict")] if is_denied else [])


def test_who_owns_to_it_later_brings_it_up_to_date():
    admitted = told("Norway acknowledged that a frigate had rammed a trawler.", date(2019, 4, 10), "A")
    assert found(denied("No frigate of ours rammed a trawler"), admitted, loosely=False) == [("happened", "update")]


def test_reports_that_share_many_words_are_loosely_of_one_story():
    one, other = first_toll(), told("Three sailors of a trawler were killed off Chile, Norway said.", TUESDAY, "B")
    assert like_one_story(one, other)
    later = told("Three sailors of a trawler were killed off Chile, Norway said.", date(2019, 6, 9), "B")
    assert not like_one_story(one, later)


def test_the_only_number_of_its_kind_is_of_the_story():
    one = told("Trucks wait at the border of Chile and Peru. About 300 lorries stand there.", MONDAY, "A",
               [("About 300 lorries", 300, "count", {"unit": "lorries", "bound": "about"})])  # fmt: skip
    other = told("Peru and Chile keep the border shut. Up to 800 trucks are stuck.", MONDAY, "B",
                 [("Up to 800 trucks", 800, "count", {"unit": "trucks", "bound": "at most"})])  # fmt: skip
    assert found(one, other, loosely=False) == [("count", "spread")]
