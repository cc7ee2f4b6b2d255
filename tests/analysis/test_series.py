"""Series against the same counts in plain Python."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.analysis import Counting, coverage, series
from dragoman.analysis.bands import band, wilson
from dragoman.analysis.coverage import fixed_panel
from dragoman.analysis.periods import BYS, label_of, period_of, periods
from dragoman.errors import UsageError
from dragoman.partial_date import PartialDate
from dragoman.store.open import open_store
from dragoman.store.read import coded_articles, copies
from tests.analysis.dealings import act, by_hand, tell
from tests.sample_record import RUN

PAIR = ("NOR", "CHL")
LETTERS = {"day": 10, "month": 7, "year": 4}


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "r.db", mode="write") as opened:
        tell(opened, 1, act("NOR", "CHL"), act("NOR", "CHL", status="denied"), act("NOR", "PER"))
        tell(opened, 2, act("NOR CHL", "", happening="h", type="AGREE"), day="2020-05-01")
        tell(opened, 3, act("CHL", "NOR", happening="h", on="2020-04-30"), day="2020-05-02", publisher="Other Paper")
        tell(opened, 4, act("CHL", "NOR", type="ASSAULT", quad=4, plover_score=-9.0, basis="alleged"), day="2020-05-03")
        tell(opened, 5, act("CHL", "NOR", on=None), day=None)
        yield opened


def filled(found):
    return [(point.period, point.group, point.count) for point in found.points if point.count]


def test_it_counts_what_occurred_and_is_not_alleged_once_a_happening(store):
    found = series(store, PAIR)
    assert filled(found) == [("2020-03", "", 1), ("2020-04", "", 1)]
    assert [point.period for point in found.points] == ["2020-03", "2020-04"]
    assert (found.count, found.undated, found.by_publication) == (3, 1, 0)
    assert found.points[1].tellings == 2
    assert found.runs == (RUN.id,)


def test_by_status_everything_counts_and_what_is_alleged_says_so(store):
    found = series(store, PAIR, of="status")
    assert filled(found) == [
        ("2020-03", "occurred", 1), ("2020-03", "denied", 1), ("2020-04", "occurred", 1),
        ("2020-05", "occurred, alleged", 1),
    ]  # fmt: skip
    assert found.groups == ("occurred", "occurred, alleged", "denied")
    assert "of any status, alleged ones included" in found.title


@pytest.mark.parametrize(
    ("of", "groups"),
    [("type", ["CONSULT", "CONSULT"]), ("quad", ["verbal cooperation", "verbal cooperation"])],
)
def test_groups(store, of, groups):
    assert [group for _, group, _ in filled(series(store, PAIR, of=of))] == groups


def test_directed(store):
    there = series(store, PAIR, counting=Counting(directed=True, unit="event"))
    back = series(store, PAIR[::-1], counting=Counting(directed=True, unit="event"))
    assert (there.count, back.count) == (2, 3)  # who act together act both ways
    assert there.title.startswith("NOR to CHL")


@pytest.mark.parametrize(
    ("counting", "count"),
    [
        (Counting(unit="event"), 4),
        (Counting(alleged=True), 4),
        (Counting(statuses=()), 4),
        (Counting(statuses=("denied",)), 1),
        (Counting(types=("AGREE",)), 1),
        (Counting(outlets=("Other Paper",)), 1),
        (Counting(since=PartialDate.month(2020, 4)), 1),
        (Counting(until=PartialDate.month(2020, 3)), 1),
        (Counting(since=PartialDate.year(1999), until=PartialDate.year(1999)), 0),
    ],
)
def test_what_counts(store, counting, count):
    assert series(store, PAIR, counting=counting).count == count


def test_copies_count_only_when_asked(store):
    store.connection.execute("UPDATE articles SET duplicate_of = 'x' WHERE source = '1.txt'")
    assert filled(series(store, PAIR)) == [("2020-04", "", 1)]
    assert series(store, PAIR, counting=Counting(copies=True)).count == 3


def test_scores_are_means_and_sums_under_their_own_names(store):
    point = series(store, PAIR, by="year", counting=Counting(alleged=True)).points[0]
    assert (point.count, point.plover_score_sum, round(point.plover_score, 3)) == (3, -5.0, -1.667)
    assert (point.goldstein_gdelt, point.goldstein_icews, point.goldstein_icews_sum) == (1.0, None, 0.0)


def test_an_alliance_stands_for_itself_unless_members_are_expanded(tmp_path):
    with open_store(tmp_path / "r.db", mode="write") as store:
        tell(store, 1, act("NATO", "RUS"), day="2020-01-01")
        tell(store, 2, act("FIN", "RUS"), day="2022-01-01")  # before Finland joined
        tell(store, 3, act("FIN", "RUS"), day="2024-01-01")
        tell(store, 4, act("NATO", "RUS", on=None), day=None)
        members = Counting(members=True)
        assert series(store, ("NATO", "RUS")).count == 2
        assert filled(series(store, ("NATO", "RUS"), by="year", counting=members)) == [("2020", "", 1), ("2024", "", 1)]
        assert filled(series(store, ("NOR", "RUS"), by="year", counting=members)) == [("2020", "", 1)]
        assert filled(series(store, ("FIN", "RUS"), by="year", counting=members)) == [("2022", "", 1), ("2024", "", 1)]


def test_one_party_is_no_pair(store):
    with pytest.raises(UsageError, match="a pair needs two parties: NOR"):
        series(store, ("NOR", "NOR"))


def test_nobody_met(store):
    found = series(store, ("PER", "CHL"))
    assert (found.points, found.count, found.to_arrow().num_rows) == ((), 0, 0)


# --- coverage ------------------------------------------------------------------------------------------------


def test_articles_stand_beside_the_counts(store):
    found = series(store, PAIR, counting=Counting(since=PartialDate.month(2020, 3), until=PartialDate.month(2020, 5)))
    assert [point.articles for point in found.points] == [1, 0, 3]
    assert found.panel == ()
    only = series(store, PAIR, counting=Counting(outlets=("Other Paper",), until=PartialDate.month(2020, 5)))
    assert only.panel == ("Other Paper",)
    assert [(p.count, p.panel_count, p.articles, p.panel_articles) for p in only.points] == [(1, 1, 0, 0), (0, 0, 3, 1)]


def test_a_fixed_panel_printed_throughout(tmp_path):
    with open_store(tmp_path / "r.db", mode="write") as store:
        for month in range(1, 11):
            tell(store, month, act("NOR", "CHL"), day=f"2020-{month:02}-01", publisher="Whole")
            if month != 4:
                tell(store, f"{month}b", day=f"2020-{month:02}-02", publisher="Nine of ten")
            if month % 2:
                tell(store, f"{month}c", act("NOR", "CHL"), day=f"2020-{month:02}-03", publisher="Half")
        ends = (date(2020, 1, 1), date(2020, 10, 31))
        assert fixed_panel(store, "month", *ends) == ("Nine of ten", "Whole")
        assert fixed_panel(store, "year", *ends) == ("Half", "Nine of ten", "Whole")
        point = series(store, PAIR).points[0]
        assert (point.count, point.panel_count, point.articles, point.panel_articles) == (2, 1, 3, 2)
        for by in BYS:
            cells = coverage(store, by=by).cells
            assert sum(cell.articles for cell in cells) == 24
            assert len(cells) == 3 * len({cell.period for cell in cells})


# --- bands ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("right", "reviewed", "ends"),
    [(0, 0, (0, 1)), (8, 10, (0.490, 0.943)), (0, 10, (0, 0.278)), (10, 10, (0.722, 1)), (80, 100, (0.711, 0.867))],
)
def test_wilson(right, reviewed, ends):
    """The values of Newcombe 1998 (Statistics in Medicine 17, 857-872) and of R's ``prop.test(correct = FALSE)``."""
    assert wilson(right, reviewed) == pytest.approx(ends, abs=0.001)


def test_bands_add_up_by_type(store):
    found = series(store, PAIR, by="year", counting=Counting(alleged=True), precision={"CONSULT": (8, 10)})
    low, high = band({"CONSULT": 2, "ASSAULT": 1}, {"CONSULT": (8, 10)})
    assert (found.points[0].low, found.points[0].high) == (low, high) == pytest.approx((0.980, 2.886), abs=0.001)
    assert series(store, PAIR).points[0].low is None


# --- properties ----------------------------------------------------------------------------------------------

DAYS = st.dates(date(2019, 12, 20), date(2020, 2, 10)).map(str)
PARTY = st.sampled_from(["NOR", "CHL", "PER"])
EVENTS = st.builds(
    lambda one, other, day, happening, status, basis: act(
        " ".join(sorted(one)), " ".join(sorted(other)), on=day, happening=happening, status=status, basis=basis
    ),
    st.sets(PARTY, min_size=1), st.sets(PARTY), st.none() | DAYS, st.none() | st.sampled_from(["h1", "h2"]),
    st.sampled_from(["occurred", "occurred", "denied"]), st.sampled_from(["plain", "plain", "alleged"]),
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(articles=st.lists(st.tuples(st.lists(EVENTS, max_size=3), DAYS), max_size=6), copied=st.integers(0, 5))
def test_it_is_what_plain_python_counts(tmp_path_factory, articles, copied):
    with open_store(tmp_path_factory.mktemp("series") / "r.db", mode="write") as store:
        for number, (events, day) in enumerate(articles):
            tell(store, number, *events, day=day)
        store.connection.execute("UPDATE articles SET duplicate_of = 'x' WHERE source = ?", (f"{copied}.txt",))
        coded = list(coded_articles(store))
        for by, letters in LETTERS.items():
            for directed in (False, True):
                counting = Counting(directed=directed)
                found = series(store, PAIR, by=by, counting=counting)
                expected = by_hand(coded, PAIR, letters=letters, copies=copies(store), directed=directed)
                assert found.undated == expected.pop("undated", 0)
                assert {p.period: p.count for p in found.points if p.count} == expected
                assert found.count == found.undated + sum(expected.values())
                check_whole(found.points, by)
        whole = series(store, PAIR, of="status")
        assert whole.count == sum(by_hand(coded, PAIR, everything=True).values()) or copies(store)


def check_whole(points, by):
    """Every period from the first to the last, each once, end to start."""
    if points:
        wanted = periods(points[0].start, points[-1].start, by)
        assert [point.period for point in points] == [period.label for period in wanted]
        assert all(one.end == other.start for one, other in pairwise(points))


@given(day=st.dates(date(1900, 1, 1), date(2100, 1, 1)), by=st.sampled_from(BYS))
def test_a_period_holds_its_day(day, by):
    period = period_of(day, by)
    assert period.start <= day < period.end
    assert period_of(period.start, by) == period
    assert period_of(period.end, by).start == period.end


@pytest.mark.parametrize(
    ("day", "by", "label"),
    [("2021-01-03", "week", "2020-W53"), ("2021-01-04", "week", "2021-W01"), ("2020-02-29", "month", "2020-02"),
     ("2020-02-29", "year", "2020"), ("2020-02-29", "day", "2020-02-29")],
)  # fmt: skip
def test_labels(day, by, label):
    assert period_of(date.fromisoformat(day), by).label == label


@given(day=st.dates(date(1900, 1, 1), date(2100, 1, 1)), by=st.sampled_from(BYS))
def test_labels_of_text_are_those_of_periods(day, by):
    assert label_of(day.isoformat(), by) == period_of(day, by).label


def test_by_week(store):
    found = series(store, PAIR, by="week", counting=Counting(alleged=True))
    assert filled(found) == [("2020-W10", "", 1), ("2020-W18", "", 2)]
    assert sum(point.articles for point in found.points) == 4
    check_whole(found.points, "week")
