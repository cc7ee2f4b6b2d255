"""The first line as a title, the lines that are no prose, and what a page says of itself."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.article.layout import after_blank, furniture_lines, line_spans, title_line
from dragoman.article.page_metadata import read_page_metadata
from tests.article.names import FakePublishers

NAMES = FakePublishers()
HEADLINE = "Envoys reopen talks over river dam"
SENTENCE = "The envoys of both governments reopened their talks over the river dam on Monday after a pause of a year."


def title_of(text: str) -> str | None:
    found = title_line(text, NAMES)
    return None if found is None else text[slice(*found)]


@pytest.mark.parametrize(
    "after",
    [f"\n\n{SENTENCE}", f"\nBy Ana Ruiz\n\n{SENTENCE}", f"\n6 May 2013\n{SENTENCE}", f"\nQUITO: {SENTENCE}",
     f"\n{SENTENCE}",
     f"\nQUITO, May 6 (AFP) - {SENTENCE}", f"\n \t\n{SENTENCE}", f"\nPublished: May 6, 2013\n\n{SENTENCE}"],
)  # fmt: skip
def test_a_headline_before_what_follows_a_headline(after: str):
    assert title_of(HEADLINE + after) == HEADLINE
    assert title_of(f"\n\n  {HEADLINE}  {after}") == HEADLINE


@pytest.mark.parametrize("end", [".", ":", ";", ","])
def test_a_line_with_a_stop_is_no_headline(end: str):
    assert title_of(f"{HEADLINE}{end}\n\n{SENTENCE}") is None


@pytest.mark.parametrize("end", ["?", "!", "”", "U.S.", "Acme Inc.", "Grupo Ruiz Co."])
def test_questions_and_abbreviations_end_a_headline(end: str):
    title = f"{HEADLINE} {end}"
    assert title_of(f"{title}\n\n{SENTENCE}") == title


@pytest.mark.parametrize(
    "text",
    ["", " \n\n ", HEADLINE, f"{HEADLINE}\n", f"{HEADLINE}\n\n \n", f"By Ana Ruiz\n\n{SENTENCE}",
     f"6 May 2013\n\n{SENTENCE}",
     f"QUITO: {HEADLINE}\n\n{SENTENCE}", f"{'word ' * 36}\n\n{SENTENCE}", f"{'x' * 251}\n\n{SENTENCE}",
     f"{HEADLINE}\nand over the fish in it, they say", f"{HEADLINE}\n{SENTENCE[:-1]}"],
)  # fmt: skip
def test_no_headline(text: str):
    assert title_of(text) is None


@given(st.text(alphabet="ab .\n\t", max_size=80))
def test_a_title_is_one_whole_line_or_nothing(text: str):
    found = title_line(text, NAMES)
    if found is not None:
        title = text[slice(*found)]
        assert title == title.strip()
        assert "\n" not in title
        assert not text[: found[0]].strip()


@given(st.text(alphabet="ab \n\t", max_size=80), st.integers(0, 80))
def test_lines_are_stripped_in_order_and_leave_only_blanks(text: str, start: int):
    at = start
    for first, last in line_spans(text, start):
        assert not text[at:first].strip()
        assert text[first:last] == text[first:last].strip() != ""
        at = last
    assert not text[at:].strip()


@given(st.text(alphabet="a \n\t", max_size=40), st.integers(0, 40))
def test_what_comes_after_blanks(text: str, start: int):
    at = after_blank(text, start)
    assert not text[start:at].strip()
    assert at == len(text) or not text[at].isspace()


@pytest.mark.parametrize("mark", ["###", "# # #", "#  #  #"])
def test_the_end_mark_of_a_release_is_furniture(mark: str):
    alone, behind = f"{SENTENCE}\n{mark}\n", f"{SENTENCE} {mark}"
    for text in (alone, behind):
        assert mark in [text[start:end] for start, end in furniture_lines(text, 0)]


def test_prose_is_no_furniture():
    assert list(furniture_lines(f"{SENTENCE}\n\nRead the treaty, the envoy said, and you will see.\n", 0)) == []


def test_furniture_before_the_body_is_not_looked_for():
    text = f"###\n{SENTENCE}"
    assert list(furniture_lines(text, 4)) == []


# --- what a page says of itself ------------------------------------------------------------------------------

_PREFERRED = {
    "title": ["og:title", "twitter:title", "dc.title", "dcterms.title", "headline"],
    "published": ["article:published_time", "datePublished", "pubdate", "dc.date", "date"],
    "byline": ["author", "article:author", "byl", "dc.creator", "parsely-author"],
    "publisher": ["og:site_name", "dc.publisher", "application-name"],
}


@pytest.mark.parametrize(("field", "name"), [(field, name) for field, names in _PREFERRED.items() for name in names])
@pytest.mark.parametrize("key", ["name", "property", "itemprop"])
def test_a_meta_element_by_any_of_its_names(field: str, name: str, key: str):
    assert read_page_metadata(f'<head><meta {key}="{name}" content="some  value "></head>') == {field: "some value"}


@pytest.mark.parametrize(
    ("field", "better", "worse"),
    [(field, *pair) for field, names in _PREFERRED.items() for pair in pairwise(names)],
)
def test_the_earlier_name_is_preferred_in_either_order(field: str, better: str, worse: str):
    first, second = f"<meta name='{better}' content='A'>", f"<meta name='{worse}' content='B'>"
    assert read_page_metadata(first + second)[field] == "A"
    assert read_page_metadata(second + first)[field] == "A"


def test_of_two_elements_of_one_name_the_first_counts():
    assert read_page_metadata("<meta name=author content=Ana><meta name=author content=Bo>") == {"byline": "Ana"}


@pytest.mark.parametrize("kind", ["Article", "NewsArticle", "ReportageNewsArticle", "BlogPosting", "Report"])
def test_linked_data_come_before_meta_elements(kind: str):
    html = (
        '<meta property="og:title" content="Meta">'
        f'<script type="application/ld+json">{{"@type": "{kind}", "headline": "Linked"}}</script>'
    )
    assert read_page_metadata(html) == {"title": "Linked"}


@pytest.mark.parametrize("kind", ["WebSite", "Person", "VideoObject", "Organization"])
def test_linked_data_of_other_things_say_nothing_of_the_article(kind: str):
    html = f'<script type="application/ld+json">{{"@type": "{kind}", "headline": "Linked", "author": "Ana"}}</script>'
    assert read_page_metadata(html) == {}


@pytest.mark.parametrize(
    ("author", "byline"),
    [
        ('"Ana Ruiz"', "Ana Ruiz"),
        ('{"name": "Ana Ruiz"}', "Ana Ruiz"),
        ('[{"name": "Ana Ruiz"}, "Bo Lee"]', "Ana Ruiz, Bo Lee"),
        ('{"name": ["Ana Ruiz", "Bo Lee"]}', "Ana Ruiz, Bo Lee"),
        ('[{"name": null}, {"name": "Bo Lee"}, 7]', "Bo Lee"),
        ('"Ana &amp; Bo"', "Ana & Bo"),
        ("[]", None),
        ("7", None),
        ('"  "', None),
        ('"https://social.example/ana"', None),
    ],
)
def test_authors_in_linked_data(author: str, byline: str | None):
    html = f'<script type="application/ld+json">{{"@type": "Article", "author": {author}}}</script>'
    assert read_page_metadata(html).get("byline") == byline


@pytest.mark.parametrize(
    "html",
    ["<meta name=author>", "<meta content=Ana>", "<meta name=author content=' '>", "<meta name=viewport content=x>",
     "<link rel=canonical href=/local>", "<link rel=next href=https://a.example/2>", "<title></title>", "<h1> </h1>"],
)  # fmt: skip
def test_what_is_not_given_is_left_out(html: str):
    assert read_page_metadata(html) == {}


@given(st.text(alphabet="<>/=\"' metalinkhscrpt1content", max_size=300))
def test_any_markup_is_read_without_a_fault(html: str):
    assert all(value.strip() for value in read_page_metadata(html).values())
