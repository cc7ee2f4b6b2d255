"""Case 24: whatever a text is made of, every span that is read from it quotes it, to the code point."""

import unicodedata
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.article import Extractor, make_article
from dragoman.citations import check_citations
from dragoman.config import Limits
from dragoman.errors import InputError
from dragoman.exports.contract import coded_fields
from dragoman.pipeline import Resources, code_prepared, load_resources
from dragoman.records import CodedArticle, RawDocument
from dragoman.store.open import open_store
from dragoman.store.read import coded_article
from dragoman.store.write import write_article
from tests.article.names import FakePublishers

LIMITS = Limits()
NAMES = FakePublishers()

PIECES = (
    "LIMA, March 4 (AP) — ", "Peru’s foreign minister met his Chilean counterpart in Lima on Tuesday.",
    "“We will sign,” ", "he told reporters.", "São Tomé", "Sa\u0303o Tome\u0301", "Türkiye", "Tu\u0308rkiye",
    "\U0001f54a\ufe0f", "\U00020000", "\u202e", "\u200d", "\u200b", "\ufeff", "e\u0301" * 3, "\n", "\n\n", "\r\n", "\t",
    " ", "\xa0", "\u2028", "«Non»", "12 000 dead", "ﬁnance", "İstanbul", "ß", "\u1e9e", "—", "…", "'", '"', "&amp;",
    "On 3 March 2021, Kenya and Somalia agreed to a truce.", "It condemned the attack that killed 12 people.",
)  # fmt: skip
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=12)), min_size=1, max_size=25).map("".join)
FORMS = st.sampled_from(["NFC", "NFD", None])
PATIENT = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="module")
def resources() -> Resources:
    return load_resources()


@pytest.fixture(scope="module")
def extractor() -> Iterator[Extractor]:
    with Extractor(LIMITS) as opened:
        yield opened


def formed(text: str, form: str | None) -> str:
    return unicodedata.normalize(form, text) if form else text  # type: ignore[arg-type]


def spans(value: object) -> Iterator[dict[str, object]]:
    """Every object of an export that says where it stands and what it quotes."""
    if isinstance(value, dict):
        if {"start", "end", "text"} <= set(value) and value["start"] is not None:
            yield value
        for part in value.values():
            yield from spans(part)
    elif isinstance(value, list):
        for part in value:
            yield from spans(part)


def require_quotes(coded: CodedArticle) -> int:
    check_citations(coded)
    text = coded.article.text
    found = list(spans(coded_fields(coded)))
    for span in found:
        assert text[span["start"] : span["end"]] == span["text"]  # type: ignore[misc]
    for span in coded.article.furniture:
        assert text[span.start : span.end] == span.text
    return len(found)


@PATIENT
@given(text=TEXTS, form=FORMS)
def test_case_24_text_is_stored_unchanged_and_every_span_quotes_it(
    resources: Resources, extractor: Extractor, text: str, form: str | None
) -> None:
    given_text = formed(text, form).replace("\0", "")
    raw = RawDocument(source="a.txt", media="text", content=given_text, published="2021-03-05")
    try:
        article = make_article(raw, extractor=extractor, publishers=NAMES, limits=LIMITS)
    except InputError:
        assert not given_text.strip() or not any(map(str.isprintable, given_text))
        return
    require_quotes(code_prepared(article, resources=resources))


@settings(PATIENT, max_examples=25)
@given(text=TEXTS, form=FORMS)
def test_case_24_spans_quote_what_was_taken_out_of_a_page(
    resources: Resources, extractor: Extractor, text: str, form: str | None
) -> None:
    page = f"<html><body><article><p>{formed(text, form)}</p><p>Peru met Chile in Lima on Tuesday.</p></article></body>"
    try:
        raw = RawDocument(source="a.html", media="html", content=page)
        article = make_article(raw, extractor=extractor, publishers=NAMES, limits=LIMITS)
    except InputError:
        return
    require_quotes(code_prepared(article, resources=resources))


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("before", ["", "\U0001f54a " * 30, "Sa\u0303o Tome\u0301. ", "\u202e\u200b ", "ﬁ İ ß "])
def test_case_24_what_stands_before_moves_a_span_and_changes_no_letter_of_it(
    resources: Resources, extractor: Extractor, tmp_path, form: str, before: str
) -> None:
    sentence = "Peru's foreign minister met the president of Chile in São Tomé on Tuesday, officials said."
    text = f"Ministers meet\n\n{formed(before + sentence, form)}\n"
    raw = RawDocument(source="a.txt", media="text", content=text, published=date(2021, 3, 5).isoformat())
    article = make_article(raw, extractor=extractor, publishers=NAMES, limits=LIMITS)
    assert article.text == text
    coded = code_prepared(article, resources=resources)
    assert require_quotes(coded) > 2
    with open_store(tmp_path / "r.db", mode="write") as store:
        write_article(store, coded, run=resources.run)
        assert coded_article(store, article.id) == coded
