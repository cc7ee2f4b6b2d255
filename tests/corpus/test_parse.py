"""Reading a report file."""

from pathlib import Path

import pytest

from corpus.parse import parse_report, read_report, read_reports

DATA = Path(__file__).parent / "data"
SMALL = """id: 1
--- text

HEADLINE: Talks in [[e1:n|Chad]]

Then [[e1:n|Chad]] {{v1|left}}.
--- entities
e1 state Chad of the lake party=Abu Sayyaf country=TCD
# a remark
--- events
v1 RETREAT status=occurred actors=e1,e2
--- statements
--- times
"""


def test_a_small_report() -> None:
    report = parse_report(SMALL)
    assert not report.problems
    assert report.text == "Talks in Chad\n\nThen Chad left."
    assert report.text[report.body_start :] == "Then Chad left."
    assert [mark.line for mark in report.marks] == [4, 6, 6]
    assert report.line_at(report.body_start) == 6
    entity = report.entities["e1"]
    assert (entity.word, entity.name, entity.get("party"), entity.line) == (
        "state",
        "Chad of the lake",
        "Abu Sayyaf",
        8,
    )
    assert report.events["v1"].ids("actors") == ("e1", "e2")
    assert report.events["v1"].ids("recipients") == ()


@pytest.mark.parametrize(
    ("old", "new", "what", "line"),
    [
        ("id: 1", "id 1", "a header line cannot be read", 1),
        ("id: 1", "id: 1\nid: 2", "a header line stands twice", 2),
        ("--- times\n", "", "a section is missing", 1),
        ("--- times", "--- tims", "no such section", 13),
        ("--- times", "--- events", "a section stands twice", 13),
        ("e1 state", "x1 state", "a line of entities cannot be read", 8),
        ("# a remark", "e1 state Mali party=MLI country=MLI", "an id is declared twice", 9),
        ("v1 RETREAT", "v1", "a line of events cannot be read", 11),
        ("v1 RETREAT", "v1 RETREAT to the lake", "words that are no key=value", 11),
        ("status=occurred", "status=", "a key without value", 11),
        ("status=occurred", "status=occurred status=denied", "a key stands twice", 11),
    ],
)
def test_what_cannot_be_read(old: str, new: str, what: str, line: int) -> None:
    assert old in SMALL
    problems = parse_report(SMALL.replace(old, new, 1)).problems
    found = {(problem.what, problem.line) for problem in problems}
    assert (what, line) in found


def test_windows_line_ends_and_byte_order_mark_change_nothing() -> None:
    plain, odd = parse_report(SMALL), parse_report("\ufeff" + SMALL.replace("\n", "\r\n"))
    assert (plain.text, plain.marks) == (odd.text, odd.marks)


def test_a_file_that_is_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "7.txt"
    path.write_bytes(b"\xff\xfe")
    assert [problem.what for problem in read_report(path).problems] == ["the file is not UTF-8"]


def test_the_samples_are_read_in_order() -> None:
    assert [report.id for report in read_reports(DATA)] == ["9001", "9002", "9003"]
