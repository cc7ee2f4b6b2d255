"""The whole chain on texts of ours: what it promises whatever the reader thinks of a sentence."""

import hashlib
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.article import Extractor
from dragoman.citations import check_citations, sides_of
from dragoman.config import Limits
from dragoman.entities.holdings import Holding
from dragoman.errors import InputError
from dragoman.partial_date import PartialDate
from dragoman.pipeline import Resources, code_article, code_hash, code_prepared, load_resources, reference_date
from dragoman.records import Article, CodedArticle, RawDocument, Span

REPORT = """Kenya and Tanzania sign trade pact

DODOMA, March 4 -- Kenyan Foreign Minister Jane Doe met her Tanzanian counterpart in Dodoma on Tuesday.
"Our border will stay open," she said. Tanzania praised the pact.
"""


@pytest.fixture(scope="module")
def resources() -> Resources:
    return load_resources()


def raw(text: str, **fields: object) -> RawDocument:
    return RawDocument(source="test.txt", media="text", content=text, **fields)  # type: ignore[arg-type]


def code(text: str, resources: Resources, **fields: object) -> CodedArticle:
    with Extractor(Limits()) as extractor:
        return code_article(raw(text, **fields), extractor=extractor, resources=resources)


def test_a_report_is_read_from_end_to_end(resources: Resources) -> None:
    coded = code(REPORT, resources, published="2025-03-05")
    check_citations(coded)
    assert coded.article.title == "Kenya and Tanzania sign trade pact"
    assert coded.article.dateline == "Dodoma"
    meeting = next(e for e in coded.events if e.type == "CONSULT")
    assert {p.party for p in sides_of(meeting)} >= {"KEN"}
    assert meeting.when == PartialDate.day(date(2025, 3, 4))
    assert meeting.status == "occurred"
    said = next(s for s in coded.statements if s.kind == "direct")
    assert said.text == "Our border will stay open"
    assert said.speakers[0].party == "KEN"
    assert {e.run for e in coded.events} == {resources.run.id}


def test_own_rows_of_offices_go_before_the_tables_and_into_the_run(resources: Resources) -> None:
    own = (Holding(office="NATO:secretary_general", person="Jane Doe", start="2025-01-01", source="mine"),)
    mine = load_resources(own=own)
    assert mine.run.tables != resources.run.tables
    text = "Jane Doe met reporters in Oslo on Tuesday. Doe condemned the attack on Kenya.\n"
    sides = {
        who.party
        for used in (resources, mine)
        for event in code(text, used, published="2025-03-05").events
        for who in sides_of(event)
        if who.name == "Jane Doe"
    }
    assert sides == {None, "NATO"}


def test_the_same_document_gives_the_same_coding(resources: Resources) -> None:
    assert code(REPORT, resources) == code(REPORT, resources)


def test_other_languages_are_kept_but_not_coded(resources: Resources) -> None:
    text = "Le président de la République a reçu mardi le ministre des affaires étrangères du Kenya à Paris. " * 3
    coded = code(text, resources)
    assert coded.article.language == "fr"
    assert (coded.events, coded.statements, coded.clusters) == ((), (), ())


@pytest.mark.parametrize("text", ["", " \n\n "])
def test_a_document_without_text_is_refused(text: str, resources: Resources) -> None:
    with pytest.raises(InputError):
        code(text, resources)


ODD = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=300)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=ODD)
def test_whatever_the_text_every_span_quotes_it(resources: Resources, text: str) -> None:
    article = Article(id="article-odd", source="s", text=text, body_start=0, published=date(2020, 2, 29))
    check_citations(code_prepared(article, resources=resources))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cuts=st.lists(st.integers(0, len(REPORT) - 1), max_size=6))
def test_a_report_with_holes_is_still_read(resources: Resources, cuts: list[int]) -> None:
    text = "".join(c for i, c in enumerate(REPORT) if i not in cuts)
    article = Article(id="article-cut", source="s", text=text, body_start=0, published=date(2020, 2, 29))
    check_citations(code_prepared(article, resources=resources))


@pytest.mark.parametrize(
    ("dateline", "published", "reference"),
    [
        ("DODOMA, March 4 --", date(2025, 3, 5), "2025-03-04"),
        ("DODOMA, Dec. 31 --", date(2025, 1, 1), "2024-12-31"),
        ("DODOMA, March 4 --", date(2025, 6, 5), "2025-06-05"),  # three months apart: another line's date
        ("DODOMA --", date(2025, 3, 5), "2025-03-05"),
        ("DODOMA, March 4 --", None, "unknown"),
    ],
)
def test_the_day_a_report_was_written(dateline: str, published: date | None, reference: str) -> None:
    text = f"{dateline} Jane Doe arrived."
    span = Span(start=0, end=len(dateline), text=dateline)
    article = Article(
        id="a", source="s", text=text, body_start=0, dateline="Dodoma", dateline_span=span, published=published
    )
    assert reference_date(article) == PartialDate.parse(reference)


def test_an_undated_article_gets_a_window_with_reasons(resources: Resources) -> None:
    coded = code(
        "US Secretary of State Hillary Clinton met Russian Foreign Minister Sergei Lavrov in Geneva. "
        "British Prime Minister David Cameron welcomed the talks, officials said.",
        resources,
    )
    assert coded.article.published is None
    window = coded.article.published_window
    assert window.earliest is not None
    assert window.latest is not None
    assert date(2010, 5, 1) <= window.earliest <= window.latest <= date(2013, 3, 1)
    assert any("Clinton" in reason for reason in coded.article.dating)


def test_the_code_hash_is_that_of_the_source() -> None:
    assert len(code_hash()) == 12
    assert code_hash() == code_hash()
    assert int(code_hash(), 16) >= 0
    assert code_hash() != hashlib.sha256(b"").hexdigest()[:12]


def test_resources_name_what_they_are(resources: Resources) -> None:
    assert resources.run.code.endswith(code_hash())
    assert resources.run.model.startswith("dragoman-reader")
    assert len(resources.run.tables) == 64
