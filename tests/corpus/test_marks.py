"""The marks of a report's text: nesting, several ids, what is broken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.marks import read_marks


def spans(raw: str) -> list[tuple[str, tuple[str, ...], str]]:
    text, marks, problems = read_marks(raw, 1, "x.txt")
    assert not problems, problems
    assert all(text[mark.start : mark.end] == mark.text for mark in marks)
    return [(mark.kind, mark.ids, mark.text) for mark in marks]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("[[e1:n|Chad]] {{v1|met}} x", [("mention", ("e1",), "Chad"), ("trigger", ("v1",), "met")]),
        ("[[e1:d|the [[e2:n|Chad]]]]", [("mention", ("e1",), "the Chad"), ("mention", ("e2",), "Chad")]),
        ("[[e1,e2:p|they]]", [("mention", ("e1", "e2"), "they")]),
        ("<c:s1,s2|said>", [("cue", ("s1", "s2"), "said")]),
        ("<<s1|a {{v1|b}}>>", [("content", ("s1",), "a b"), ("trigger", ("v1",), "b")]),
        ("<<s1|he <c:s2|said>>>", [("content", ("s1",), "he said"), ("cue", ("s2",), "said")]),
        ("<c:s1|{{v1|urged}}>", [("cue", ("s1",), "urged"), ("trigger", ("v1",), "urged")]),
        ("(on ((t1|Monday)))", [("time", ("t1",), "Monday")]),
        ("(((t1|Monday)) or so)", [("time", ("t1",), "Monday")]),
        ("a (b (c)) < d > [e]", []),
        ("\U0001f600 [[e1:n|Óscar]]", [("mention", ("e1",), "Óscar")]),
    ],
)
def test_marks(raw: str, expected: list[tuple[str, tuple[str, ...], str]]) -> None:
    assert spans(raw) == expected


@pytest.mark.parametrize(
    ("raw", "what", "line"),
    [
        ("a [[e1:n|b", "a mark is never closed", 1),
        ("a\nb [[e1|c]]", "a mark cannot be read", 2),
        ("[[E1:n|c]]", "a mark cannot be read", 1),
        ("{{v1 |c}}", "a mark cannot be read", 1),
        ("<<v1|c>>", "a mark cannot be read", 1),
        ("((T1|c))", "a mark cannot be read", 1),
        ("a b]] c", "a closing without its opening", 1),
        ("a b)) c", "a closing without its opening", 1),
        ("[[e1:n|]]", "an empty mark", 1),
        ("\n\n{{v1| }}", "an empty mark", 3),
        ("[[e1:n| a]]", "blanks at the edge of a mark", 1),
        ("<<s1|a {{v1|b>> c}}", "marks cross", 1),
        ("((t1|a [[e1:n|b)) c]]", "marks cross", 1),
    ],
)
def test_broken_marks(raw: str, what: str, line: int) -> None:
    _, _, problems = read_marks(raw, 1, "x.txt")
    assert (what, line) in {(problem.what, problem.line) for problem in problems}


@given(st.text(alphabet="ab [](){}<>|:\n,etvsncdp1", max_size=60))
def test_nothing_is_lost_and_spans_quote(raw: str) -> None:
    text, marks, problems = read_marks(raw, 1, "x.txt")
    assert all(text[mark.start : mark.end] == mark.text and mark.text.strip() for mark in marks)
    if not marks and not problems:
        assert text == raw
