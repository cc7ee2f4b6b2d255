"""Lines of reports: sentences with days, places and numbers, and what two reports of one story say differently."""

import pytest

from dragoman.compare.disagreements import agreed
from dragoman.compare.line_differences import differing_lines
from dragoman.compare.lines import alike, one_story, report_of, story_keys
from dragoman.compare.outline import may_differ, of_one_story, outline_of
from dragoman.records import Candidate, Cluster, CodedArticle, Mention
from tests.compare.told import figure
from tests.sample_record import RUN, make_article, span


def named(text, name, code, kind="state"):
    """A cluster of all places where a name stands."""
    starts = [at for at in range(len(text)) if text.startswith(name, at)]
    mentions = tuple(
        Mention(start=at, end=at + len(name), text=name, form="name", kind=kind, sentence=0, first=0, last=0, head=0)
        for at in starts
    )
    best = Candidate(entity=code, name=name, kind=kind, party=code, country=code)
    return Cluster(number=0, name=name, kind=kind, mentions=mentions, candidates=(best,))


def report(body, *, published, publisher, names, figures=()):
    text = f"Talks on fish\n\n{body}\n"
    article = make_article(text, published=published, publisher=publisher, source=publisher)
    return report_of(
        CodedArticle(
            article=article,
            clusters=tuple(named(text, name, code) for name, code in names.items() if name in text),
            figures=tuple(figure(text, words, value, kind=kind, **more) for words, value, kind, more in figures),
            run=RUN.id,
        )
    )


NAMES = {"Norway": "NOR", "Chile": "CHL", "Peru": "PER"}


@pytest.fixture
def day():
    from datetime import date

    return date(2019, 4, 10)


def talks(day, when="April 8", where="Oslo", trawlers="40 trawlers", value=40, publisher="A", verb="opened"):
    return report(
        f"Norway and Chile {verb} talks on fishing rights in {where} on {when}. They cover {trawlers} of both states.",
        published=day,
        publisher=publisher,
        names=NAMES,
        figures=[(trawlers, value, "count", {"unit": "trawlers"})],
    )


def found(one, other):
    """What differs; nothing of it is ruled out by the outlines, whichever is given first."""
    differing = [(each.matter, each.kind) for each in differing_lines("x", one, other)]
    outlines = outline_of(one), outline_of(other)
    assert may_differ(*outlines) == may_differ(*outlines[::-1])
    settled = agreed(one.coded, other.coded)
    assert may_differ(*outlines) or settled.issuperset(matter for matter, _ in differing)
    assert of_one_story(*outlines) == one_story(one, other)
    return differing


def test_two_reports_of_one_story(day):
    one, other = talks(day), talks(day, publisher="B", verb="began")
    assert one_story(one, other)
    assert story_keys(one) & story_keys(other)
    assert found(one, other) == []


def test_reports_of_another_story_or_of_another_month_are_not(day):
    strike = report("Peru closed its port after a storm on Monday.", published=day, publisher="C", names=NAMES)
    assert not one_story(talks(day), strike)
    assert not one_story(talks(day), talks(day.replace(month=6), publisher="B"))


def test_what_lines_that_tell_the_same_say_differently(day):
    assert found(talks(day), talks(day, when="April 9", publisher="B")) == [("date", "conflict")]
    assert found(talks(day), talks(day, where="Bergen", publisher="B")) == [("place", "conflict")]
    other = talks(day, trawlers="65 trawlers", value=65, publisher="B")
    assert found(talks(day), other) == [("count", "conflict")]


def test_outlines_rule_out_reports_with_nothing_to_differ_on(day):
    def may(one, other):
        return may_differ(outline_of(one), outline_of(other))

    port = "Norway and Chile opened talks on fishing rights in Oslo on April 8."
    one, same = (report(port, published=day, publisher=by, names=NAMES) for by in "AB")
    assert not may(one, same)
    assert not may(one, report("Peru closed its port on April 9.", published=day, publisher="C", names=NAMES))
    later = report(port.replace("April 8", "April 9"), published=day, publisher="C", names=NAMES)
    assert may(one, later)
    both = report(f"{port} A dinner follows on April 9.", published=day, publisher="D", names=NAMES)
    assert not may(later, both)  # it gives that day too
    assert may(one, report(port.replace("Oslo", "Bergen"), published=day, publisher="E", names=NAMES))


def test_the_same_whichever_is_given_first(day):
    one, other = talks(day), talks(day, when="April 9", publisher="B")
    assert differing_lines("x", one, other) == differing_lines("x", other, one)


def test_the_day_of_the_words_is_not_the_day_of_the_deed(day):
    def said(when, publisher):
        body = f"Norway will buy fish from Chile, the ministry said on {when}."
        return report(body, published=day, publisher=publisher, names=NAMES)

    assert found(said("April 8", "A"), said("April 9", "B")) == []


def test_a_dateline_is_no_day_of_the_story(day):
    def wired(when, publisher):
        body = f"OSLO, {when} (PSI) - Norway and Chile signed a pact on fishing rights."
        return report(body, published=day, publisher=publisher, names=NAMES)

    assert found(wired("April 8", "A"), wired("April 9", "B")) == []


def test_what_is_recalled_is_not_compared(day):
    def recalled(number, publisher):
        body = f"Norway and Chile met again. Since 2014 some {number} trawlers of both states were seized off Chile."
        numbers = [(f"{number} trawlers", number, "count", {"unit": "trawlers"})]
        return report(body, published=day, publisher=publisher, names=NAMES, figures=numbers)

    assert found(recalled(40, "A"), recalled(65, "B")) == []


def test_spans_quote_the_article(day):
    one = talks(day)
    for line in one.lines:
        text = one.coded.article.text
        assert text[line.span.start : line.span.end] == line.span.text
        for place in line.places:
            assert span(text, place.span.text).text == place.span.text
    assert [p.place.name for p in one.lines[0].places] == ["Oslo"]


def test_likeness_is_of_what_both_are_about():
    assert alike({"@NOR": 1.0, "fish": 1.0}, {"@NOR": 1.0, "fish": 1.0}) == 1.0
    assert alike({"@NOR": 1.0}, {"@CHL": 1.0}) == 0.0
    assert alike({}, {}) == 0.0


TOWNS = "Norway and Chile opened talks on fishing rights {} on April 8."


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("in Bergen", "in Arica", True),
        ("in Bergen", "on the reopening of Arica", False),  # what is told of a town
        ("in Bergen", "this time in Arica", False),  # another happening
    ],
)
def test_where_a_line_says_it_was(day, one, other, differ):
    reports = [
        report(TOWNS.format(place), published=day, publisher=by, names=NAMES)
        for place, by in ((one, "A"), (other, "B"))
    ]
    assert ("place" in {matter for matter, _ in found(*reports)}) == differ


def test_the_town_of_the_words_is_not_where_it_was(day):
    text = "Norway and Chile opened talks on fishing rights on April 8, their delegates said in {}."
    reports = [report(text.format(town), published=day, publisher=town, names=NAMES) for town in ("Bergen", "Arica")]
    assert found(*reports) == []
