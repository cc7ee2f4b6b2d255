"""The line of scores over a series: one for each stretch without a gap, on PLOVER's scale."""

from datetime import date

import pytest

from dragoman.analysis.counting import Counting
from dragoman.analysis.series import Point, Series
from dragoman.web.series_chart import HEIGHT, TOP, drawn, picture


def point(year, count, score, group=""):
    total = (score or 0.0) * count
    return Point(
        period=str(year), start=date(year, 1, 1), end=date(year + 1, 1, 1), group=group, count=count, tellings=count,
        plover_score=score, plover_score_sum=total, goldstein_gdelt=None, goldstein_gdelt_sum=0.0, goldstein_icews=None,
        goldstein_icews_sum=0.0, low=None, high=None, articles=1, panel_count=0, panel_articles=0, events=(),
    )  # fmt: skip


def series(*points):
    return Series(
        pair=("NOR", "CHL"), by="year", of=None, counting=Counting(), points=points, undated=0, by_publication=0,
        panel=(), runs=(),
    )  # fmt: skip


def test_scores_stand_on_their_scale_with_gaps_where_there_is_none():
    found = drawn(series(point(2017, 1, 10.0), point(2018, 2, -10.0), point(2019, 1, None), point(2020, 3, 0.0)))
    assert found is not None
    heights = [[y for _, y, _ in line] for line in found.scores]
    assert heights == [[TOP, HEIGHT], [pytest.approx((TOP + HEIGHT) / 2)]]
    assert found.scores[0][0][2] == "2017: mean PLOVER score 10.0"
    assert picture(found, "t", "c").count("<polyline") == 2


def test_groups_of_a_period_are_weighed_by_how_many_have_a_score():
    found = drawn(series(point(2017, 3, 4.0, "a"), point(2017, 1, -4.0, "b"), point(2017, 2, None, "c")))
    assert found is not None
    assert [label for line in found.scores for _, _, label in line] == ["2017: mean PLOVER score 2.0"]


def test_without_scores_there_is_no_line():
    found = drawn(series(point(2017, 3, None)))
    assert found is not None
    assert found.scores == []
    assert "PLOVER" not in picture(found, "t", "c")
