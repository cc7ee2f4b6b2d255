"""Timelines: what is listed, what counts."""

from datetime import date

import msgspec
import pytest

from dragoman.analysis import timeline
from dragoman.errors import UsageError
from dragoman.partial_date import PartialDate
from dragoman.records import CodedArticle, Participant
from dragoman.store.open import open_store
from dragoman.store.write import write_article
from tests.analysis.dealings import act, tell
from tests.sample_record import RUN, make_article, make_event

PERU = Participant(id="PER", name="Peru", kind="state", party="PER")
CHILE = Participant(id="CHL", name="Chile", kind="state", party="CHL")


def told(source, day, **fields):
    article = make_article(f"Report {source}\n\nPeru met Chile.", source=source, published=date(2020, 3, 2))
    when = PartialDate.parse(day) if day else PartialDate()
    event = make_event(article, "Peru met Chile", "met", actors=(PERU,), recipients=(CHILE,), when=when, **fields)
    return CodedArticle(article=article, events=(event,), run=RUN.id)


@pytest.fixture
def store(tmp_path):
    coded = [
        told("counted", "2020-02-29"),
        told("month", "2020-03"),
        told("sanction", "2020-03-01", type="SANCTION"),
        told("planned", "2020-04-01", status="planned"),
        told("recalled", "1999", status="background"),
        told("denied", "2020-03-01", status="denied"),
        told("alleged", "2020-03-01", basis="alleged"),
        told("attributed", "2020-03-01", basis="attributed"),
        told("by publication", None, counted_on=date(2020, 3, 2), counted_from="publication"),
        told("dateless", None),
        told("copied", "2020-02-29"),
    ]
    with open_store(tmp_path / "r.db", mode="write") as opened:
        for item in coded:
            write_article(opened, item, run=RUN)
        with opened.transaction() as connection:
            connection.execute("UPDATE articles SET duplicate_of = 'first' WHERE source = 'copied'")
        yield opened


def test_everything_is_listed_and_only_what_occurred_counts(store):
    line = timeline(store, ["PER"])
    assert len(line.entries) == 11
    sources = {row["id"]: row["source"] for row in store.query("SELECT id, source FROM articles")}
    counted = {sources[entry.event.article] for entry in line.entries if entry.counted}
    assert counted == {"counted", "month", "sanction", "attributed", "by publication", "dateless"}
    assert line.counted == 6


def test_in_order_of_time(store):
    days = [entry.day for entry in timeline(store, ["CHL", "PER"]).entries]
    assert days[0] == date(1999, 1, 1)
    known = [day for day in days if day]
    assert known == sorted(known)


def test_counts_by_month_and_type(store):
    counted = [(item.month, item.type, item.number) for item in timeline(store, ["PER"]).months]
    assert counted == [
        ("2020-02", "CONSULT", 1),
        ("2020-03", "CONSULT", 3),
        ("2020-03", "SANCTION", 1),
        ("undated", "CONSULT", 1),
    ]


def test_everything_can_count(store):
    line = timeline(store, ["PER"], everything=True)
    assert line.counted == len(line.entries) == 11


def test_a_stretch_of_time(store):
    line = timeline(store, ["PER"], since=PartialDate.parse("2020-04"))
    assert [entry.event.status for entry in line.entries] == ["planned"]


def test_with_whom(store):
    assert timeline(store, ["PER", "BOL"]).entries == ()
    assert msgspec.json.encode(timeline(store, ["PER", "CHL"]))


@pytest.mark.parametrize("parties", [[], ["PER", "PER"], ["PER", "CHL", "BOL"]])
def test_one_or_two_parties(store, parties):
    with pytest.raises(UsageError, match="one party or of two"):
        timeline(store, parties)


def test_a_happening_counts_once_and_the_first_so_many_are_listed(tmp_path):
    with open_store(tmp_path / "happenings.db", mode="write") as store:
        tell(store, 1, act("PER", "CHL", happening="h"), act("PER", "CHL", on="2020-03-01", happening="h"))
        tell(store, 2, act("CHL", "PER", status="planned", happening="h", on="2020-01-01"), act("PER", "ARG"))
        whole = timeline(store, ["PER", "CHL"])
        assert [(entry.counted, str(entry.day)) for entry in whole.entries] == [
            (False, "2020-01-01"), (True, "2020-03-01"), (False, "2020-03-02"),
        ]  # fmt: skip
        assert (whole.counted, whole.total) == (1, 3)
        assert [(month.month, month.number) for month in whole.months] == [("2020-03", 1)]
        for limit in range(1, 5):
            some = timeline(store, ["PER", "CHL"], limit=limit)
            assert some.entries == whole.entries[:limit]
            assert (some.total, some.months) == (whole.total, whole.months)
        everything = timeline(store, ["PER"], everything=True, limit=1)
        assert (everything.total, everything.counted, everything.entries[0].counted) == (4, 4, True)
