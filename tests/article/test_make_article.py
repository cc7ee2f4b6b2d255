"""From a document to an article."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.article import Extractor, dateline_date, make_article
from dragoman.config import Limits
from dragoman.errors import RefusedInput, UnreadableInput
from dragoman.records import Article
from tests.article.names import FakePublishers, raw

TEXT = """Ministers meet on river water

By
Ana Ruiz

QUITO: The foreign ministers of Ecuador and Peru met here on Tuesday to talk about a river that both use.

They agreed to meet again in April, a spokesman said.

Read more: The river treaty
Published in The Sample Times, March 6th, 2024
"""
PAGE = """<!DOCTYPE html><html><head><title>Ministers meet | The Sample Times</title>
<meta property="og:site_name" content="The Sample Times"><meta name="author" content="Ana Ruiz">
<meta property="article:published_time" content="2024-03-05T10:00:00Z"></head><body><article><h1>Ministers meet</h1>
<p>QUITO, March 5 (AFP) - The foreign ministers of Ecuador and Peru met here on Tuesday to talk about a river.</p>
<p>They agreed to meet again in April, a spokesman for the government said after the talks had ended.</p>
</article></body></html>"""


@pytest.fixture(scope="module")
def extractor() -> Iterator[Extractor]:
    with Extractor(Limits()) as found:
        yield found


@pytest.fixture
def make(extractor: Extractor):
    def made(content: str, **fields: object) -> Article:
        return make_article(raw(content, **fields), extractor=extractor, publishers=FakePublishers())

    return made


def test_a_text_file_is_stored_unchanged_with_its_parts_found(make):
    article = make(TEXT)
    assert article.text == TEXT
    assert (article.title, article.byline, article.dateline) == ("Ministers meet on river water", "Ana Ruiz", "Quito")
    assert (article.publisher, article.published, article.published_from) == (
        "The Sample Times",
        date(2024, 3, 6),
        "printed",
    )
    assert article.text[article.body_start :].startswith("QUITO: The foreign")
    assert [span.text for span in article.furniture] == [
        "By\nAna Ruiz",
        "QUITO: ",
        "Read more: The river treaty",
        "Published in The Sample Times, March 6th, 2024",
    ]
    assert (article.origin, article.language) == ("The Sample Times", "en")


def test_fields_come_before_what_is_printed_and_the_title_before_the_body(make):
    article = make(
        "The ministers met in Quito on Tuesday and talked about a river that both countries use.",
        title="Ministers\n meet",
        published="Tue, 05 Mar 2024 10:00:00 GMT",
        publisher="Sample Times",
        byline="Ana Ruiz",
        url="https://other.example/2020/01/01/x",
    )
    assert article.text.startswith("Ministers meet\nThe ministers met")
    assert article.body_start == len("Ministers meet\n")
    assert (article.published, article.published_from) == (date(2024, 3, 5), "metadata")
    assert (article.publisher, article.byline) == ("The Sample Times", "Ana Ruiz")


def test_json_without_a_title_adds_no_line(make):
    article = make("The ministers met.", has_fields=False)
    assert (article.text, article.title, article.body_start) == ("The ministers met.", None, 0)


def test_a_page_gives_text_and_metadata(make):
    article = make(PAGE, media="html", url="https://www.sampletimes.example/a", has_fields=False)
    assert article.text.startswith("Ministers meet\nQUITO, March 5 (AFP) - The foreign")
    assert article.text.count("Ministers meet") == 1
    assert (article.byline, article.publisher, article.agency) == (
        "Ana Ruiz",
        "The Sample Times",
        "Agence France-Presse",
    )
    assert (article.published, article.origin) == (date(2024, 3, 5), "Agence France-Presse")
    assert dateline_date(article) == "March 5"


def test_the_content_of_a_feed_is_a_fragment(make):
    article = make("<p>The ministers <b>met</b>.</p><p>They left.</p>", title="Talks", media="html")
    assert article.text == "Talks\nThe ministers met.\nThey left."


def test_an_entry_without_content_is_its_title(make):
    article = make("", title="Ministers meet in Quito", media="html")
    assert (article.text, article.body_start) == ("Ministers meet in Quito", 23)


@pytest.mark.parametrize(
    ("content", "title"),
    [
        ("Ministers meet\n\nThe ministers met.", "Ministers meet"),
        ("\n\nWhat next for the river?\n\nThe ministers met.", "What next for the river?"),
        ("Ministers meet\nQUITO: The ministers met.", "Ministers meet"),
        ("Ministers meet\nBy Ana Ruiz\nThe ministers met.", "Ministers meet"),
        ("Ministers meet\nMarch 5, 2024\nThe ministers met.", "Ministers meet"),
        ("Ministers meet\nThe foreign ministers of Ecuador and Peru met here on Tuesday.", "Ministers meet"),
        ("Envoy visits the U.S.\n\nThe envoy met the minister.", "Envoy visits the U.S."),
        ("The ministers met.\n\nThey left.", None),
        ("QUITO: The ministers met\n\nThey left.", None),
        ("The ministers of Ecuador and Peru met here on Tuesday\nto talk about a river.", None),
        ("Ministers meet", None),
        ("By Ana Ruiz\n\nThe ministers met.", None),
    ],
)
def test_the_title_of_a_text_file(make, content: str, title: str | None):
    article = make(content)
    assert (article.text, article.title) == (content, title)


@pytest.mark.parametrize(
    ("fields", "publisher"),
    [
        ({"publisher": "Dawn", "url": "https://sampletimes.example/"}, "Dawn"),
        ({"url": "https://news.sampletimes.example/1"}, "The Sample Times"),
        ({"url": "https://unknown.example/1"}, "Reuters"),
        ({}, "Reuters"),
    ],
)
def test_the_publisher_is_the_first_of_field_site_and_agency(make, fields: dict, publisher: str):
    article = make("QUITO, March 5 (Reuters) - The ministers met.", title="Talks", **fields)
    assert (article.publisher, article.agency, article.origin) == (publisher, "Reuters", "Reuters")


def test_the_host_stands_in_where_nothing_names_the_publisher(make):
    assert make("The ministers met.", title="Talks", url="https://www.unknown.example/1").publisher == "unknown.example"


@pytest.mark.parametrize(
    ("fields", "content", "expected"),
    [
        ({"published": "2024-03-05"}, "QUITO, March 6, 2023 - They met.", (date(2024, 3, 5), "metadata")),
        ({"url": "https://a.example/2024/03/05/x"}, "They met.", (date(2024, 3, 5), "metadata")),
        ({}, "QUITO, March 6, 2023 - They met.", (date(2023, 3, 6), "printed")),
        ({}, "QUITO, March 6 (AP) - They met.", (None, "none")),
        ({"published": "04/05/2006"}, "They met.", (None, "none")),
        ({}, "FOR IMMEDIATE RELEASE March 4, 2022 The ministry welcomes", (date(2022, 3, 4), "printed")),
    ],
)
def test_the_date_and_where_it_is_from(make, fields: dict, content: str, expected: tuple):
    article = make(content, title="Talks", **fields)
    assert (article.published, article.published_from) == expected
    assert article.published_window.earliest == expected[0]


def test_a_date_no_rule_can_read_is_kept_as_given(make):
    assert make("They met.", title="Talks", published="Ides of March").extra == {"published_as_given": "Ides of March"}


def test_an_agency_in_the_byline_is_credited_and_no_person(make):
    article = make("The ministers met in Quito.", title="Talks", byline="AFP")
    assert (article.byline, article.agency) == (None, "Agence France-Presse")


def test_a_release_names_its_speaker_and_its_office_is_furniture(make):
    article = make(
        "Office of the Spokesperson The following is attributable to Spokesperson Ana Ruiz: We met.", title="Talks"
    )
    assert (article.byline, article.text[article.body_start :]) == ("Ana Ruiz", "We met.")
    assert [span.text for span in article.furniture] == [
        "Office of the Spokesperson",
        "The following is attributable to Spokesperson Ana Ruiz:",
    ]


@pytest.mark.parametrize("fields", [{}, {"title": None, "has_fields": True}, {"media": "html"}])
def test_nothing_there_is_an_error(make, fields: dict):
    with pytest.raises(UnreadableInput, match="no article"):
        make(" \n", **fields)


def test_a_text_over_the_limit_is_refused(extractor: Extractor):
    with pytest.raises(RefusedInput, match="too long"):
        make_article(
            raw("word " * 100), extractor=extractor, publishers=FakePublishers(), limits=Limits(max_text_characters=99)
        )


def test_the_same_document_makes_the_same_article(make):
    assert make(TEXT) == make(TEXT)
    assert make(TEXT).id != make(TEXT + "x").id


@given(
    st.text(alphabet=st.sampled_from("AZaz. \n:-—()/,By\u00a0'“012"), max_size=200).filter(
        lambda text: text.strip() != ""
    )
)
def test_whatever_the_text_every_span_quotes_it(text: str):
    with Extractor(Limits()) as idle:
        article = make_article(raw(text), extractor=idle, publishers=FakePublishers())
    assert article.text == text
    assert 0 <= article.body_start <= len(text)
    spans = [*article.furniture, *([article.dateline_span] if article.dateline_span else [])]
    assert all(text[span.start : span.end] == span.text for span in spans)
    ends = [(span.start, span.end) for span in article.furniture]
    assert ends == sorted(ends)
    assert all(first[1] <= second[0] for first, second in pairwise(ends))


def test_fields_of_hand_coded_articles(shared: Path):
    from dragoman.entities.gazetteer import Gazetteer
    from dragoman.entities.publishers import GazetteerPublishers
    from evaluation.articles import score

    floors = {"publisher": 0.85, "byline": 0.9, "dateline": 1.0, "published": 0.98}  # 53/59, 19/21, 13/13, 51/52
    for field, (right, total) in score(shared / "gold_train", GazetteerPublishers(Gazetteer.load())).items():
        assert right / total >= floors[field], field
