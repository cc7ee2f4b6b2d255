"""Marks, charts, briefs, cursors, downloads and the desk itself, each alone."""

import io
import re
import sqlite3
import threading
import time
from datetime import date

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.partial_date import PartialDate
from dragoman.store.open import open_store
from dragoman.store.write import write_article
from dragoman.web import asks, briefs
from dragoman.web.charts import chart, picture
from dragoman.web.desk import Desk
from dragoman.web.downloads import flattened
from dragoman.web.imports import plain_name
from dragoman.web.marks import Mark, pieces
from dragoman.web.queries.ledger import _day
from dragoman.web.queries.lines import list_events
from dragoman.web.queries.parties import pairs_told
from dragoman.web.queries.today import _usually, today
from dragoman.web.refusals import Refusal, TooSlow
from dragoman.web.render import address, safe_url, segment, short, shown
from tests.sample_record import RUN, plain, talks
from tests.web.records import EVIL, sample, write

TEXT = "Ada met Ben in Oslo."

# --- marks --------------------------------------------------------------------------------------------------


def cut(*marks, text=TEXT, **fields):
    return pieces(text, [Mark(*mark) for mark in marks], body_start=0, **fields)


def test_overlapping_marks_share_their_pieces():
    found = cut(("e1", "event", 0, 11), ("s1", "statement", 8, 19))
    assert [(piece.text, piece.lines, piece.begin) for piece in found] == [
        ("Ada met ", ("e1",), ("e1",)), ("Ben", ("e1", "s1"), ("s1",)), (" in Oslo", ("s1",), ()), (".", (), ()),
    ]  # fmt: skip
    assert found[1].kinds == ("event", "statement")


def test_a_part_of_a_line_is_told_apart():
    found = cut(("e1", "event", 0, 11), ("e1", "event", 4, 7, False, "trigger"))
    assert [(piece.text, piece.parts, piece.begin) for piece in found[:3]] == [
        ("Ada ", (), ("e1",)), ("met", ("trigger",), ()), (" Ben", (), ()),
    ]  # fmt: skip


def test_of_a_long_text_one_part_is_cut():
    found = cut(("e1", "event", 0, 11), ("e2", "event", 8, 20), start=4, end=10)
    assert "".join(piece.text for piece in found) == TEXT[4:10]
    assert found[0].begin == ()  # its number stands in the part before
    assert found[1].begin == ("e2",)


MARKS = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 30)).map(lambda ends: (ends[0], ends[0] + ends[1])), max_size=12
)


@given(st.text(min_size=1, max_size=40), MARKS, st.integers(0, 40))
def test_pieces_are_the_text_whatever_overlaps(text, spans, body):
    marks = [
        Mark(f"e{at}", "event", start, min(end, len(text)))
        for at, (start, end) in enumerate(spans)
        if start < len(text)
    ]
    found = pieces(text, marks, body_start=body)
    assert "".join(piece.text for piece in found) == text
    assert sorted(line for piece in found for line in piece.begin) == sorted(mark.line for mark in marks)
    at = 0
    for piece in found:
        covering = {mark.line for mark in marks if mark.start <= at and at + len(piece.text) <= mark.end}
        assert set(piece.lines) == covering
        at += len(piece.text)


# --- charts -------------------------------------------------------------------------------------------------


def row(month, number=1, quad=1, counted=True):
    return {"month": month, "number": number, "quad": quad, "counted": counted}


def test_bars_stand_one_a_month_with_gaps_where_nothing_was():
    drawn = chart([row("2017-11", 2), row("2018-02", 1, 4), row("2018-02", 3, counted=False)])
    assert (drawn.unit, drawn.total) == ("month", 3)
    assert [label for _, label in drawn.labels] == ["2017-11", "2017-12", "2018-01", "2018-02"]
    assert [bar.label for bar in drawn.bars] == ["2017-11: 2 verbal cooperation", "2018-02: 1 material conflict"]
    assert drawn.bars[0].height == pytest.approx(2 * drawn.bars[1].height)
    assert chart([row("2017-11", counted=False)]) is None
    assert chart([row("2017-11", counted=False)], counted=False).total == 1
    assert chart([row(None)]) is None


@pytest.mark.parametrize("months", [1, 2, 9, 26, 27, 119])
def test_the_latest_bar_is_labelled(months):
    stretches = [f"{2010 + n // 12}-{n % 12 + 1:02}" for n in range(months)]
    rows = [{"month": when, "quad": 1, "number": 1, "counted": True} for when in (stretches[0], stretches[-1])]
    drawn = chart(rows)
    assert drawn.labels[-1][1] == stretches[-1]
    assert all(0 < x < drawn.width for x, _ in drawn.labels)


def test_more_than_ten_years_are_drawn_by_year():
    drawn = chart([row("1999-02"), row("1999-12"), row("2025-05")])
    assert drawn.unit == "year"
    assert drawn.bars[0].label == "1999: 2 verbal cooperation"


@given(
    st.lists(
        st.builds(row, st.sampled_from(["2017-01", "2017-02", "2031-12"]), st.integers(1, 10**6), st.integers(0, 4))
    )
)
def test_no_bar_leaves_the_drawing(rows):
    drawn = chart(rows)
    for bar in drawn.bars if drawn else ():
        assert bar.x >= 0
        assert bar.x + bar.width <= drawn.width + 1e-6
        assert bar.y >= -1e-6
        assert bar.y + bar.height <= drawn.height
    if drawn:
        assert picture(drawn, EVIL).count("<script") == 0


# --- briefs -------------------------------------------------------------------------------------------------


@pytest.fixture
def lines(tmp_path):
    with open_store(write(tmp_path / "r.db", talks())) as store:
        events = list_events(store, asks.EventsAsked(order="oldest")).rows
    return [{**line, "article": {**line["article"], "url": "https://post.example/a_b"}} for line in reversed(events)]


def test_a_brief_cites_every_line(lines):
    brief = briefs.brief_of(lines, "On *fish*")
    assert [entry.date for entry in brief.entries] == ["2019-04-09", "2019-05"]
    text = briefs.markdown(brief)
    assert text.startswith("# On \\*fish\\*\n\n*This record shows what sources reported")
    assert "Ine Berg, Foreign Minister of Norway \\(NOR\\) → Luis Rojas" in text
    assert "> “Chile will send a delegation in May 2019” \\[1\\], characters" in text.replace("[1]", "\\[1\\]")
    assert "PLANNED; ATTRIBUTED BY OFFICIALS" in text
    assert "1. The Northern Post, “Norway and Chile open fisheries talks”, 2019\\-04\\-10" in text
    assert "<https://post.example/a_b>" in text


def test_bibtex_of_the_sources(lines):
    text = briefs.bibtex(briefs.brief_of(lines, ""))
    assert text.count("@misc{article-") == 1
    assert "title = {Norway and Chile open fisheries talks}" in text
    assert r"url = {https://post.example/a\_b}" in text


def test_a_brief_in_word(lines):
    document = docx.Document(io.BytesIO(briefs.word(briefs.brief_of(lines, "Fish"))))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert (
        "“Norway's foreign minister Ine Berg met her Chilean counterpart Luis Rojas here on Tuesday” [1], characters"
        in text
    )
    assert "This record shows what sources reported" in text
    assert "https://post.example/a_b" in text


GIVEN = ("title", "publisher", "byline", "url")


@settings(deadline=None, max_examples=30)  # a Word file takes a tenth of a second
@given(st.text(max_size=30))
def test_any_words_can_stand_in_a_brief(words):
    line = {
        "id": "statement-1", "line": "statement", "date": None, "start": 0, "end": 5, "text": words, "speakers": [],
        "stance": "affirms", "act": "assert", "kind": "direct",
        "article": {"id": "article-1", "published": None, **dict.fromkeys(GIVEN, words)},
    }  # fmt: skip
    brief = briefs.brief_of([line], words)
    assert docx.Document(io.BytesIO(briefs.word(brief))).paragraphs
    assert not re.search(r"(?<!\\)<script", briefs.markdown(brief))
    assert briefs.bibtex(brief).count("@misc") == 1


# --- words in pages ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("url", "safe"), [
    ("https://a.example/x?y=1", True), ("http://a.example", True), ("HTTPS://a.example", True),
    ("javascript:alert(1)", False),
    ("JavaScript:alert(1)", False), (" javascript:alert(1)", False), ("java\nscript:alert(1)", False),
    ("data:text/html,x", False),
    ("vbscript:x", False), ("//evil.example", False), ("/local", False), ("https:", False), ("ftp://a.example", False),
    ("", False), (None, False), ("http://[", False), ("mailto:a@b.example", False),
])  # fmt: skip
def test_case_37_only_addresses_of_pages_become_links(url, safe):
    assert (safe_url(url) is not None) is safe


def test_what_could_act_on_a_page_is_shown():
    assert shown("a\x1b[31m\x00\u202eb\u2066c\n") == "a␛[31m␀bc\n"
    assert short("a \n b " + "c" * 300, 10) == "a b ccccc…"
    assert segment("a/b?c#d e") == "a%2Fb%3Fc%23d%20e"
    assert address("/events", {"party": "A&B", "after": None}, since="") == "/events?party=A%26B"


@pytest.mark.parametrize(("given", "name"), [
    ("a.txt", "a.txt"), ("../../etc/passwd", "passwd"), ("C:\\x\\b.html", "b.html"), ("..", "unnamed"), ("", "unnamed"),
    ("a\x00b\n.txt", "ab.txt"), ("<b>.txt", "b.txt"), ("x" * 500, "x" * 120), (".", "unnamed"),
])  # fmt: skip
def test_names_of_uploads_are_plain(given, name):
    assert plain_name(given) == name


# --- asking -------------------------------------------------------------------------------------------------


@given(st.lists(st.one_of(st.none(), st.text()), min_size=2, max_size=2))
def test_a_place_in_a_list_comes_back(place):
    assert asks.place_of(asks.cursor(*place), 2) == tuple(place)


@given(st.text(max_size=60))
def test_any_other_word_is_refused_or_is_a_place(word):
    try:
        found = asks.place_of(word, 2)
    except Refusal:
        return
    assert found is None or len(found) == 2


def test_a_row_is_flattened_for_a_table():
    row = {"id": "e", "actors": [{"name": "A", "party": None, "office": "O"}], "place": {"name": "Oslo"},
           "why": ["a", "b"], "article": {"id": "x", "title": "T"}, "citations": [{"start": 1}],
           "none": None}  # fmt: skip
    assert flattened(row) == {
        "id": "e", "actors": ["A"], "actors_parties": [""], "actors_offices": ["O"], "place_name": "Oslo",
        "why": ["a", "b"], "article": "x", "article_title": "T", "article_publisher": None,
        "article_published": None, "article_url": None,
        "article_source": None, "article_duplicate_of": None, "none": None,
    }  # fmt: skip


@pytest.mark.parametrize(("rows", "pairs"), [
    ([("A", "actors"), ("B", "recipients")], {("A", "B")}),
    ([("B", "actors"), ("A", "actors")], {("A", "B")}),
    ([("A", "actors"), ("B", "actors"), ("C", "recipients")], {("A", "C"), ("B", "C")}),
    ([("A", "actors"), ("A", "recipients")], set()),
    ([("A", "recipients"), ("B", "recipients")], set()),
])  # fmt: skip
def test_who_faces_whom(rows, pairs):
    assert pairs_told(rows) == pairs


# --- the desk -----------------------------------------------------------------------------------------------


@pytest.fixture
def desk(tmp_path):
    found = Desk(sample(tmp_path / "r.db"), timeout_s=1)
    yield found
    found.close()


def test_case_41_a_question_that_takes_too_long_is_ended(tmp_path):
    desk = Desk(sample(tmp_path / "r.db"), timeout_s=0.05)
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    started = time.monotonic()
    with desk.store() as store, pytest.raises(TooSlow, match=r"more than 0\.05 s"):
        store.first(endless)
    assert time.monotonic() - started < 2
    with desk.store() as store:
        assert store.first("SELECT 1")[0] == 1


def test_pages_cannot_write(desk):
    with desk.store() as store, pytest.raises(sqlite3.OperationalError):
        store.connection.execute("DELETE FROM articles")


def test_the_state_changes_with_every_write_only(desk):
    first = desk.state()
    assert desk.state() == first
    with open_store(desk.path, mode="write") as store:
        write_article(store, plain("More\n\nMore."), run=RUN)
    assert desk.state() != first


def test_a_page_sees_one_state_of_the_record(desk):
    with desk.store() as store:
        before = store.first("SELECT count(*) FROM articles")[0]
        with open_store(desk.path, mode="write") as other:
            write_article(other, plain("More\n\nMore."), run=RUN)
        assert store.first("SELECT count(*) FROM articles")[0] == before
    with desk.store() as store:
        assert store.first("SELECT count(*) FROM articles")[0] == before + 1


def test_every_thread_has_a_store_of_its_own(desk):
    found = []

    def look():
        with desk.store() as store:
            found.append((id(store), store.first("SELECT count(*) FROM articles")[0]))
            barrier.wait(5)

    barrier = threading.Barrier(4)
    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({store for store, _ in found}) == 4
    assert len({number for _, number in found}) == 1


def test_counts_are_made_once_a_state_and_aside(desk):
    calls = []

    def count(store):
        calls.append(1)
        return store.first("SELECT count(*) FROM articles")[0]

    first = desk.counted("n", count)
    assert desk.counted("n", count) == first
    assert len(calls) == 1
    with open_store(desk.path, mode="write") as store:
        write_article(store, plain("More\n\nMore."), run=RUN)
    assert desk.counted("n", count) in (first, first + 1)
    time.sleep(0.3)
    assert desk.counted("n", count) == first + 1
    assert len(calls) == 2


def test_a_count_that_takes_long_is_left_out(desk, monkeypatch):
    monkeypatch.setattr("dragoman.web.desk.PATIENCE_S", 0.02)
    done = threading.Event()
    with desk.store():
        assert desk.counted("slow", lambda store: done.wait(5)) is None
        assert desk.late
    done.set()
    time.sleep(0.1)
    with desk.store():
        assert desk.counted("slow", lambda store: True) is True
        assert not desk.late


def test_counts_of_one_request_share_its_patience(desk, monkeypatch):
    monkeypatch.setattr("dragoman.web.desk.PAGE_PATIENCE_S", 0.1)
    done = threading.Event()
    began = time.monotonic()
    with desk.store(for_page=True):
        assert [desk.counted(name, lambda store: done.wait(5)) for name in "abcdef"] == [None] * 6
    assert time.monotonic() - began < 0.5
    done.set()


def test_a_page_that_lacks_one_of_its_counts_is_not_kept(desk, monkeypatch):
    monkeypatch.setattr("dragoman.web.desk.PATIENCE_S", 0.3)
    done = threading.Event()
    with desk.store():
        assert desk.counted("known", lambda store: 1) == 1
    with desk.store():
        assert desk.counted("slow", lambda store: done.wait(5)) is None
        assert desk.counted("known", lambda store: 1) == 1
        assert desk.late
    done.set()
    with desk.store():
        assert not desk.late


def test_what_is_new_between_two(desk):
    with desk.store() as store:
        found = today(store, until=date(2020, 1, 6), days=7)
    assert found["news"] == [
        {"codes": ["CHL", "NOR"], "names": ["Chile", "Norway"], "kind": "first-meeting",
         "message": "first meeting since 2019-04-09"},
    ]  # fmt: skip
    with desk.store() as store:
        assert today(store, until=date(2019, 4, 9), days=1)["news"][0]["kind"] == "new-pair"
        assert today(store, until=date(2020, 3, 2), days=7)["news"] == []


@pytest.mark.parametrize(("when", "told"), [
    ("2019-04-10", "2019-04-10"), ("2019-04-10/2019-05-01", "2019-04-10 – 2019-05-01"),
    ("2019-04-10/..", "from 2019-04-10 on"), ("../2019-04-10", "until 2019-04-10"),
])  # fmt: skip
def test_days_of_the_ledger_are_told_in_words(when, told):
    assert _day(PartialDate.parse(when)) == told


@pytest.mark.parametrize(("mean", "told"), [(0.0, "usually fewer than one"), (0.9, "usually fewer than one"),
                                            (1.0, "usually 1.0"), (7.25, "usually 7.2")])  # fmt: skip
def test_what_is_usual_is_told_in_words(mean, told):
    assert _usually(mean) == told


def test_an_empty_record_has_a_first_page(tmp_path):
    open_store(tmp_path / "e.db", mode="write").close()
    desk = Desk(tmp_path / "e.db", timeout_s=1)
    with desk.store() as store:
        assert today(store, until=None, days=None)["until"] is None
