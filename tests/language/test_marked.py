"""Sentences with a source and a target marked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import UnreadableInput
from dragoman.language.marked import MarkedSentence, read_marked


def named(marked: MarkedSentence) -> tuple[list[str], list[str]]:
    return tuple([marked.text[a:b] for a, b in spans] for spans in (marked.source, marked.target))


@pytest.mark.parametrize(
    ("line", "text", "sides"),
    [
        ("<s>Peru</s> thanked <t>Chile</t>.", "Peru thanked Chile.", (["Peru"], ["Chile"])),
        ("<t>Chile</t> was thanked by <s>Peru</s>", "Chile was thanked by Peru", (["Peru"], ["Chile"])),
        ("<s>Peru</s> went on strike.", "Peru went on strike.", (["Peru"], [])),
        ("<s>A</s> met <t>B</t> in <t>B</t>'s capital", "A met B in B's capital", (["A"], ["B", "B"])),
        ("<s><t>Iraqi</t> rebels</s> fled", "Iraqi rebels fled", (["Iraqi rebels"], ["Iraqi"])),
        ("No marks < here > at all", "No marks < here > at all", ([], [])),
        ("<s></s>Peru spoke", "Peru spoke", ([], [])),
        ("<s>São Tomé 😀</s> waited", "São Tomé 😀 waited", (["São Tomé 😀"], [])),
    ],
)
def test_marks_are_taken_out_and_kept(line: str, text: str, sides: tuple[list[str], list[str]]) -> None:
    marked = read_marked(line)
    assert marked.text == text
    assert named(marked) == sides


@pytest.mark.parametrize("line", ["<s>Peru", "Peru</s>", "<s>Peru</t>", "<t>A <s>B</t>", "<t><t>A</t></t>"])
def test_a_mark_without_its_partner_is_refused(line: str) -> None:
    with pytest.raises(UnreadableInput, match="a mark has no partner"):
        read_marked(line)


@given(st.lists(st.tuples(st.sampled_from("st "), st.text("abc <>/é", max_size=8).filter(lambda t: "<" not in t))))
def test_every_span_quotes_what_was_marked(parts: list[tuple[str, str]]) -> None:
    line = "".join(words if tag == " " else f"<{tag}>{words}</{tag}>" for tag, words in parts)
    marked = read_marked(line)
    assert marked.text == "".join(words for _, words in parts)
    for side, tag in ((marked.source, "s"), (marked.target, "t")):
        assert [marked.text[a:b] for a, b in side] == [words for kind, words in parts if kind == tag and words]
