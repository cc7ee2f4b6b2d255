"""The HTML process: what it reads, and what it survives."""

import os
import signal
import time
from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from dragoman.article import extract
from dragoman.article.extract import Extractor
from dragoman.article.extract_worker import MAX_ATTRIBUTES, MAX_DEPTH, is_crowded, nesting, strip_tags, without_hidden
from dragoman.article.page_metadata import read_page_metadata
from dragoman.config import Limits
from dragoman.errors import InstallationError, RefusedInput

SENTENCE = "The foreign ministers of the two countries met in the capital on Tuesday to talk about a river."
BODY = f"<article><p>{SENTENCE}</p><p>{SENTENCE[::-1]}</p></article>"
PAGE = f"<html><head><title>Talks</title></head><body>{BODY}</body></html>"


@pytest.fixture(scope="module")
def extractor() -> Iterator[Extractor]:
    with Extractor(Limits()) as found:
        yield found


def test_the_process_is_started_once_and_used_again(extractor: Extractor):
    first = extractor.extract(PAGE)
    process = extractor.process_id
    assert SENTENCE in (first.text or "")
    assert extractor.extract(PAGE) == first
    assert extractor.process_id == process


def test_a_process_that_was_killed_is_started_anew(extractor: Extractor):
    extractor.extract(PAGE)
    process = extractor.process_id
    assert process is not None
    os.kill(process, signal.SIGKILL)
    assert SENTENCE in (extractor.extract(PAGE).text or "")
    assert extractor.process_id != process


@pytest.mark.parametrize("tag", ["div", "b", "span"])
@pytest.mark.parametrize("closed", [True, False])
def test_100_000_nested_tags_take_less_than_5_seconds(extractor: Extractor, tag: str, closed: bool):
    page = f"<title>Talks</title>{f'<{tag}>' * 100_000}{SENTENCE}{f'</{tag}>' * 100_000 if closed else ''}"
    start = time.monotonic()
    found = extractor.extract(page)
    assert time.monotonic() - start < 5
    assert (found.text, found.title, found.engine) == (SENTENCE, "Talks", "stripped")


@pytest.mark.parametrize(
    "page",
    [
        "<",
        "<html",
        "<p>" + SENTENCE,
        "</div></p>" + SENTENCE,
        "<meta " * 20_000,
        "<!--" * 20_000,
        "<table><tr><td>" * 90,
        "&#xD800;&#0;" * 99,
        "\0<p>a",
    ],
)
def test_broken_pages_give_what_they_have(extractor: Extractor, page: str):
    found = extractor.extract(page)
    assert (SENTENCE in (found.text or "")) == (SENTENCE in page)


@pytest.fixture
def poisoned(monkeypatch: pytest.MonkeyPatch):
    """A process that does a thing of our choice with every page after the first, empty one."""

    def poison(action: str, limits: Limits) -> Extractor:
        start = (
            "import sys, time; sys.path[:] = {path!r}; import dragoman.article.extract_worker as worker\n"
            "real = worker.answer_request\n"
            f"def answer(request):\n    if 'POISON' in request['html'] and {action}: pass\n    return real(request)\n"
            "worker.answer_request = answer\nworker.main()"
        )
        monkeypatch.setattr(extract, "WORKER", replace(extract.WORKER, start=start))
        return Extractor(limits)

    return poison


def test_a_page_that_hangs_is_killed_and_given_up_and_the_next_read(poisoned):
    with poisoned("time.sleep(60) is None", Limits(extract_timeout_s=0.3)) as extractor:
        start = time.monotonic()
        with pytest.raises(RefusedInput, match=r"no answer within 0\.3 s.*no answer"):
            extractor.extract("POISON")
        assert time.monotonic() - start < 15
        assert extractor.process_id is None
        assert SENTENCE in (extractor.extract(PAGE).text or "")


def test_a_page_that_kills_its_process_twice_is_given_up(poisoned):
    with poisoned("sys.exit(3)", Limits()) as extractor, pytest.raises(RefusedInput, match="died"):
        extractor.extract("POISON")


def test_a_page_on_which_the_first_engine_fails_is_read_by_the_second(poisoned):
    with poisoned("request['engine'] == 'trafilatura' and sys.exit(3)", Limits()) as extractor:
        found = extractor.extract(PAGE.replace("Talks", "POISON"))
    assert (found.engine, SENTENCE in (found.text or "")) == ("resiliparse", True)


def test_a_page_that_eats_memory_is_given_up(poisoned):
    with poisoned("bytearray(2_000_000_000)", Limits()) as extractor, pytest.raises(RefusedInput, match="memory"):
        extractor.extract("POISON")


def test_a_process_that_cannot_start_is_an_error_of_the_installation():
    with (
        Extractor(Limits(extract_memory_bytes=20_000_000)) as extractor,
        pytest.raises(InstallationError, match="does not start"),
    ):
        extractor.extract(PAGE)


def test_closing_ends_the_process_and_may_be_repeated():
    extractor = Extractor(Limits())
    extractor.extract(PAGE)
    process = extractor.process_id
    assert process is not None
    extractor.close()
    extractor.close()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_depth_counts_only_tags_that_need_an_end():
    assert nesting("<div><p>a<p>b<br><img><li>c</div><div></div>") == 1
    assert nesting("<b>" * (MAX_DEPTH + 1)) == MAX_DEPTH + 1
    assert nesting("</b></b><i>") == 1


def test_stripping_keeps_blocks_apart_and_drops_what_is_hidden():
    assert (
        strip_tags("<style>p {}</style><p>One &amp; <b>two</b></p><script>x</script><div>Three<!-- x --></div>")
        == "One & two\nThree"
    )


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("a<script>x</script>b<!-- y -->c", "a b c"),
        ("a<SCRIPT src=x>x</Script >b", "a b"),
        ("a<script>x<style>y</style>z</script>b", "a b"),
        ("a<!-- <script> -->b<script>x</script>c", "a b c"),
        ("a<script>x", "a<script>x"),  # no end
        ("a<style>b<script>x</script>c", "a<style>b c"),
        ("a<scripture>b</scripture>", "a<scripture>b</scripture>"),
        ("a<!--b", "a<!--b"),
        ("", ""),
    ],
)
def test_what_is_hidden_goes_with_its_end(html: str, text: str):
    assert without_hidden(html) == text


def test_a_page_with_crowded_elements_is_only_stripped(extractor: Extractor):
    attributes = " ".join(f"a{n}=b" for n in range(MAX_ATTRIBUTES + 1))
    assert is_crowded(f"<p {attributes}>")
    assert not is_crowded(f"<p {attributes[:2000]}><img src='data:{'a' * 100_000}'>")
    assert not is_crowded(f"<p>{attributes}</p>")
    assert extractor.extract(f"<p {attributes}>{SENTENCE}</p>").engine == "stripped"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h1>A</h1><h1>B</h1>", {"title": "A"}),
        ("<h1>A<h1>B", {}),
        ("<title>T</title><h1></h1>", {"title": "T"}),
        ("<meta data-a=1 name = 'author' content = Ana>", {"byline": "Ana"}),
        ('<script type="application/ld+json">[1, {"@type": "Report", "headline": "A"}]</script>', {"title": "A"}),
        (
            '<script type="application/ld+json">{x</script><script type=\'application/ld+json\'>'
            '{"@type": "Article", "headline": "B"}</script>',
            {"title": "B"},
        ),
        ('<script type="application/ld+json">{"@type": "Article", "headline": "B"}', {}),
        ("<title> A &amp; B </title>", {"title": "A & B"}),
        ("<title>A | Site</title><h1>A <b>b</b></h1>", {"title": "A b"}),
        ("<meta property='og:title' content='A'><h1>B</h1>", {"title": "A"}),
        ("<META NAME=author CONTENT='Ana Ruiz'>", {"byline": "Ana Ruiz"}),
        ("<meta property='article:author' content='https://social.example/ana'>", {}),
        ("<meta name='DC.date.issued' content='2024-03-05'>", {"published": "2024-03-05"}),
        ("<time itemprop='datePublished' datetime='2024-03-05'>Tuesday</time>", {"published": "2024-03-05"}),
        ("<time datetime='2024-03-05'>Tuesday</time>", {}),
        ("<link rel=canonical href='https://a.example/1'>", {"url": "https://a.example/1"}),
        (
            '<script type="application/ld+json">{"@graph": [{"@type": "WebSite", "name": "x"}, '
            '{"@type": ["NewsArticle"], "headline": "A", '
            '"datePublished": "2024-03-05", "author": [{"name": "Ana"}, {"name": "Bo"}], '
            '"publisher": {"name": "P"}}]}</script>',
            {"title": "A", "published": "2024-03-05", "byline": "Ana, Bo", "publisher": "P"},
        ),
        ('<script type="application/ld+json">{broken</script><title>A</title>', {"title": "A"}),
        ("", {}),
    ],
)  # fmt: skip
def test_what_a_page_says_of_itself(html: str, expected: dict[str, str]):
    assert read_page_metadata(html) == expected
