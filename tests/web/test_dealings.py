"""The pairs kept for every event are those that its participants make, whatever is written over what."""

from datetime import date

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.partial_date import PartialDate
from dragoman.records import CodedArticle, Participant
from dragoman.store.open import open_store
from dragoman.store.write import write_article
from tests.sample_record import LATER_RUN, RUN, make_article, make_event, talks
from tests.web.records import accused, meetings, sample

PARTIES = st.lists(st.sampled_from(["NOR", "CHL", "NATO", None]), max_size=3)


def dealings(store):
    kept = {tuple(row) for row in store.query("SELECT one, other, day, event FROM dealings")}
    made = {tuple(row) for row in store.query("SELECT one, other, day, event FROM dealt")}
    assert kept == made
    return {row[:3] for row in kept}


def told(actors, recipients, *, day=date(2019, 4, 9), run=RUN):
    article = make_article()

    def side(codes):
        return tuple(Participant(id=f"x-{at}", name="x", kind="state", party=code) for at, code in enumerate(codes))

    when = PartialDate.day(day) if day else PartialDate()
    met = make_event(
        article, "Chile will send a delegation in May 2019", "send", actors=side(actors), recipients=side(recipients),
        when=when, run=run.id,
    )  # fmt: skip
    return CodedArticle(article=article, events=(met,), run=run.id)


@pytest.mark.parametrize(("actors", "recipients", "pairs"), [
    (["NOR"], ["CHL"], {("CHL", "NOR")}),
    (["NOR", "CHL"], [], {("CHL", "NOR")}),
    (["NOR", "CHL"], ["NATO"], {("CHL", "NATO"), ("NATO", "NOR")}),
    (["NOR", "CHL"], [None], set()),
    (["NOR", "CHL"], ["NOR", "CHL"], {("CHL", "NOR")}),
    (["NOR"], ["NOR"], set()),
    ([None], ["CHL"], set()),
])  # fmt: skip
def test_pairs_of_an_event(tmp_path, actors, recipients, pairs):
    with open_store(tmp_path / "r.db", mode="write") as store:
        write_article(store, told(actors, recipients), run=RUN)
        assert dealings(store) == {(*pair, "2019-04-09") for pair in pairs}


def test_what_is_not_dated_has_no_day(tmp_path):
    with open_store(tmp_path / "r.db", mode="write") as store:
        write_article(store, told(["NOR"], ["CHL"], day=None), run=RUN)
        assert dealings(store) == {("CHL", "NOR", "")}


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(PARTIES, PARTIES), min_size=2, max_size=3))
def test_a_later_coding_takes_the_place_of_the_earlier(tmp_path_factory, codings):
    with open_store(tmp_path_factory.mktemp("d") / "r.db", mode="write") as store:
        for (actors, recipients), run in zip(codings, (RUN, LATER_RUN, RUN), strict=False):
            write_article(store, told(actors, recipients, run=run), run=run)
            dealings(store)


def test_a_correction_of_a_day_or_a_side_moves_the_pair(tmp_path):
    with open_store(sample(tmp_path / "r.db"), mode="write") as store:
        assert dealings(store)
        with store.transaction() as connection:
            connection.execute("UPDATE participants SET party = 'NATO' WHERE party = 'NOR' AND event IS NOT NULL")
        assert {row[:2] for row in dealings(store)} == {("CHL", "NATO")}
        when = msgspec.json.encode(PartialDate.day(date(1999, 1, 1))).decode()
        with store.transaction() as connection:
            connection.execute('UPDATE events SET "when" = ?', (when,))
        assert {row[2] for row in dealings(store)} == {"1999-01-01"}
        with store.transaction() as connection:
            connection.execute("DELETE FROM articles")
        assert dealings(store) == set()


def test_a_record_of_an_older_version_gets_them(tmp_path, monkeypatch):
    from dragoman.store import schema

    every = schema.migrations()
    before = next(at for at, (_, script) in enumerate(every) if "CREATE TABLE dealings" in script)
    monkeypatch.setattr(schema, "migrations", lambda: every[:before])
    with open_store(tmp_path / "r.db", mode="write") as store:
        for one in (talks(), accused(), *meetings(3)):
            write_article(store, one, run=RUN)
    monkeypatch.undo()
    with open_store(tmp_path / "r.db") as store:
        assert len(dealings(store)) == 5
