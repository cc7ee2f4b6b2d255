"""Agreement of two annotations, on small changes to one."""

from pathlib import Path

import pytest

from corpus.agreement import Score, compare, compare_all, main
from corpus.parse import REPORTS, parse_report, read_reports

DATA = Path(__file__).parent / "data"
FIRST = (DATA / "9001.txt").read_text(encoding="utf-8")


def f1(task: str, *changes: tuple[str, str]) -> float:
    content = FIRST
    for old, new in changes:
        assert old in content
        content = content.replace(old, new)
    return compare(parse_report(FIRST), parse_report(content)).scores[task].f1


def test_an_annotation_agrees_with_itself_under_other_ids() -> None:
    renamed = FIRST.replace("e2", "e77").replace("v1", "v55").replace("s1", "s66")
    result = compare(parse_report(FIRST), parse_report(renamed))
    assert all(score.f1 == 1 for score in result.scores.values())
    assert not result.disagreements
    assert result.scores["events"] == Score(both=4, a=4, b=4)


@pytest.mark.parametrize(
    ("task", "changes", "expected"),
    [
        ("events", [("v3 RETREAT mode=release", "v3 CONCEDE")], 6 / 8),  # another type
        ("events", [("actors=e8 recipients=- date=-", "actors=e9 recipients=- date=-")], 6 / 8),  # another actor
        ("events", [("actors=e8 recipients=- date=-", "actors=e8 recipients=e9 date=-")], 6 / 8),  # one more
        ("triggers", [("actors=e8 recipients=- date=-", "actors=e9 recipients=- date=-")], 1),
        ("events", [("{{v3|released}} four", "released {{v3|four}}")], 6 / 8),  # triggers apart
        ("events", [("{{v3|released}} four", "{{v3|released four}}")], 1),  # triggers overlap
        ("events", [("{{v4|seized}}", "seized"), ("v4 ASSAULT", "# v4 ASSAULT")], 6 / 7),  # missed
        ("status", [("status=background", "status=occurred")], 3 / 4),
        ("basis", [("status=background basis=plain", "status=background basis=alleged by=e9")], 3 / 4),
        ("statements", [("act=assess speaker=e6", "act=assess speaker=e9")], 6 / 8),
        ("contents", [("act=assess speaker=e6", "act=assess speaker=e9")], 1),
        ("statements", [("<<s3|The rest needs", "The rest <<s3|needs")], 1),
        ("stance", [("stance=denies", "stance=affirms")], 3 / 4),
        ("names", [("[[e8:n|The Lakeshore", "The [[e8:n|Lakeshore")], 0),  # all but one: computed below
    ],
)
def test_disagreements(task: str, changes: list[tuple[str, str]], expected: float) -> None:
    first = parse_report(FIRST)
    names = len({
        (m.start, m.end) for m in first.marks if m.kind == "mention" and m.form == "n" and m.start >= first.body_start
    })  # fmt: skip
    if task == "names":
        expected = (names - 1) / names
    assert f1(task, *changes) == pytest.approx(expected)


def test_loose_figures_leave_bounds_of_mentions_aside() -> None:
    article = [("[[e8:n|The Lakeshore", "The [[e8:n|Lakeshore")]
    assert f1("names", *article) < 1
    assert f1("names, loose", *article) == 1
    within = [("[[e5:d|[[e10:p|their]] foreign ministers]]", "[[e10:p|their]] [[e5:d|foreign ministers]]")]
    assert f1("events", *within) == 6 / 8
    assert f1("events, loose", *within) == 1
    actor = [("actors=e8 recipients=- date=-", "actors=e9 recipients=- date=-")]
    assert f1("events, loose", *actor) == f1("events", *actor) == 6 / 8  # somebody else stays somebody else


def test_an_entity_is_the_same_where_one_mention_is() -> None:
    split = [("[[e6:p|she]]", "[[e11:p|she]]"), ("e7 media", "e11 person she party=- country=-\ne7 media")]
    assert f1("statements", *split) == 1


def test_disagreements_are_named() -> None:
    other = FIRST.replace("v3 RETREAT mode=release", "v3 CONCEDE").replace("status=background", "status=occurred")
    lines = compare(parse_report(FIRST), parse_report(other)).disagreements
    assert "9001 events: v3 RETREAT in the first only" in lines
    assert "9001 events: v3 CONCEDE in the second only" in lines
    assert "9001 status: v4 ASSAULT background / occurred" in lines


def test_other_words_are_refused() -> None:
    with pytest.raises(ValueError, match="same text"):
        compare(parse_report(FIRST), parse_report(FIRST.replace("patience", "time")))


def test_scores_of_nothing() -> None:
    assert Score().f1 == 1
    assert compare_all([], read_reports(DATA)).scores == {}


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(DATA), str(DATA)]) == 0
    assert "events         F1 1.000  (14 of 14 and 14)" in capsys.readouterr().out
    assert main([str(DATA), str(tmp_path)]) == 1
    (tmp_path / "9001.txt").write_text(FIRST.replace("v3 RETREAT mode=release", "v3 CONCEDE"), encoding="utf-8")
    assert main([str(DATA), str(tmp_path)]) == 1
    assert "F1 0.750" in capsys.readouterr().out


def test_the_documents_tell_what_two_annotations_agree_on() -> None:
    unsettled = REPORTS.with_name("unsettled")
    scores = compare_all(read_reports(unsettled / "first"), read_reports(unsettled / "second")).scores
    told = {task: f"{score.f1:.3f}".lstrip("0") for task, score in scores.items()}
    page = (REPORTS.parent / "README.md").read_text(encoding="utf-8")
    section = page.partition("## How far two annotations agree")[2].partition("\n## ")[0]
    assert [task for task, value in told.items() if value not in section] == []
    sheet = (REPORTS.parent / "DATASHEET.md").read_text(encoding="utf-8")
    assert [task for task in ("events", "statements", "names", "triggers") if told[task] not in sheet] == []


def test_what_two_annotations_differed_on_is_settled() -> None:
    settled = compare_all(read_reports(REPORTS), read_reports(REPORTS.with_name("second")))
    assert settled.disagreements == ()


GROUP = """id: 9100
style: agency
region: africa
english: british
published: 2016-03-04
note: Written for training; it reports nothing.
--- text
HEADLINE: [[e3:n|Lomé]] talks

[[e1:n|Ama Sarpong]] {{v1|met}} [[e2:n|Ayao Kossi]]. [[e1,e2:p|Both]] {{v2|praised}} [[e3:n|Togo]].
--- entities
e1 person Ama Sarpong party=GHA country=GHA
e2 person Ayao Kossi party=TGO country=TGO
e3 state Togo party=TGO country=TGO
--- events
v1 CONSULT status=occurred basis=plain actors=e1 recipients=e2 date=-
v2 SUPPORT status=occurred basis=plain actors=e1,e2 recipients=e3 date=-
--- statements
--- times
"""


@pytest.mark.parametrize(
    ("task", "changes", "expected"),
    [
        # "Both" pairs nobody who has a mention of his own.
        ("events", [("actors=e1 recipients=e2 date", "actors=e2 recipients=e1 date")], 1 / 2),
        ("events, loose", [("actors=e1 recipients=e2 date", "actors=e2 recipients=e1 date")], 1 / 2),
        # One entity of its own for "both" is the two whom the other annotation has there.
        ("events", [("[[e1,e2:p|Both]]", "[[e4:p|Both]]"), ("actors=e1,e2", "actors=e4"),
                    ("e3 state", "e4 other both party=- country=-\ne3 state")], 1),
        ("names", [("HEADLINE: [[e3:n|Lomé]]", "HEADLINE: Lomé")], 1),  # a headline is free
        ("names", [("HEADLINE: ", "")], 1),  # and may stand without its word
    ],
)  # fmt: skip
def test_groups_and_headlines(task: str, changes: list[tuple[str, str]], expected: float) -> None:
    content = GROUP
    for old, new in changes:
        assert old in content
        content = content.replace(old, new)
    assert compare(parse_report(GROUP), parse_report(content)).scores[task].f1 == pytest.approx(expected)
