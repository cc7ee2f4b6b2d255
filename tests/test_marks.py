"""Articles, events and statements in a notebook: their words with their marks, escaped, without scripts."""

import html
import re
from html.parser import HTMLParser

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from dragoman.marks import STATUS_MARKS, _Mark, marked
from tests.sample_record import make_article, make_event, participant, plain, span, talks

NASTY = '<script>alert("x")</script> & <img src=x onerror=alert(1)>'


class Text(HTMLParser):
    """The text and the tags of a piece of HTML."""

    def __init__(self, source):
        super().__init__()
        self.words, self.tags = [], []
        self.feed(source)

    def handle_data(self, data):
        self.words.append(data)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))


def test_an_article_shows_its_text_with_its_marks():
    shown = talks()._repr_html_()
    text = "".join(Text(re.sub(r"<sup>.*?</sup>", "", shown)).words)
    assert talks().article.text in text
    assert "[CONSULT, occurred]" in shown
    assert "[CONSULT, planned, attributed by officials]" in shown
    assert "[statement, demands]" in shown
    assert "not what is established" in shown
    for status in STATUS_MARKS:
        assert status in shown  # the key


def test_an_event_says_its_status_in_words():
    met, sent = talks().events
    assert "(occurred)" in met._repr_html_()
    assert "(planned, attributed by officials)" in sent._repr_html_()
    assert "Ine Berg (NOR) → Luis Rojas (CHL)" in met._repr_html_()
    assert "Chile will send a delegation in May 2019" in sent._repr_html_()
    assert sent.article in sent._repr_html_()


def test_a_statement_says_its_stance():
    shown = talks().statements[0]._repr_html_()
    assert "(demands, demand)" in shown
    assert "Ine Berg (NOR)" in shown
    assert "to reporters" in shown


def test_an_article_alone():
    shown = plain("A river rose\n\nIt rose on Monday.").article._repr_html_()
    assert "It rose on Monday." in shown
    copy = msgspec.structs.replace(plain("A river rose").article, duplicate_of="article-1")
    assert "copy of article-1" in copy._repr_html_()


def test_article_text_is_text():
    article = make_article(f"{NASTY}\n\nThey met {NASTY}.", publisher=NASTY)
    who = participant(article.text, NASTY)
    event = make_event(article, f"They met {NASTY}", "met", actors=(who,), asserted_by=NASTY, basis="alleged")
    coded = msgspec.structs.replace(talks(), article=article, events=(event,), statements=())
    for shown in (coded._repr_html_(), article._repr_html_(), event._repr_html_()):
        assert not {tag for tag, _ in Text(shown).tags} & {"script", "img"}
        assert not any(name.startswith("on") for _, attrs in Text(shown).tags for name in attrs)


@given(
    text=st.text(max_size=40),
    ends=st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=5),
)
def test_marks_may_overlap_and_lose_no_word(text, ends):
    marks = [
        _Mark(min(a, b), min(max(a, b), len(text)), "font-weight:bold", "")
        for a, b in ends
        if min(a, b) < min(max(a, b), len(text))
    ]
    shown = marked(text, marks)
    tags = [tag for tag, _ in Text(shown).tags]
    assert set(tags) <= {"span"}
    assert html.unescape(re.sub(r"</?span[^>]*>", "", shown)) == html.unescape(html.escape(text))


def test_overlapping_marks_join_their_styles():
    shown = marked("abcd", [_Mark(0, 3, "a:1", "one"), _Mark(1, 4, "b:2", "two")])
    assert '<span style="a:1;b:2" title="one; two">bc</span><sup>[one]</sup>' in shown


def test_spans_are_those_of_the_text():
    assert span("They met", "met").start == 5
