"""The stretches of text that a part of the tree covers: what is cut from their edges, what parts them."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.language.tree import Tree
from dragoman.records import Sentence, Token
from dragoman.statements import CueTable
from dragoman.statements.attribution import find_attributions
from dragoman.statements.spans import phrase, spans_of, stretch
from dragoman.statements.subjects import agent, is_passive, owner, source_of
from tests.parsed import sentences

CUES = CueTable.load()


def tree(block: str) -> Tree:
    return Tree(sentences(block)[1][0], 0)


def at(parsed: Tree, form: str) -> int:
    return next(i for i, token in enumerate(parsed.tokens) if token.form == form)


def texts(parsed: Tree, spans: tuple[tuple[int, int], ...]) -> list[str]:
    return [parsed.sentence.text[start:end] for start, end in spans]


def clause(joint: str = "", *, edge: str = "") -> Tree:
    """ "said JOINT ships sailed EDGE", the content headed by "sailed"."""
    rows = ["said say VERB 0 root"]
    verb = 4 if joint else 3
    rows += [f"{joint} {verb} {'mark' if joint.split()[2] == 'SCONJ' else 'cc'}"] if joint else []
    rows += [f"ships ship NOUN {verb} nsubj", "sailed sail VERB 1 ccomp"]
    rows += [f"{edge} {verb} punct"] if edge else []
    return tree("\n".join(rows))


@pytest.mark.parametrize(
    ("joint", "edge"),
    [
        ("", ""),
        ("that that SCONJ", ""),
        ("whether whether SCONJ", ""),
        ("if if SCONJ", ""),
        ("as as SCONJ", ""),
        ("and and CCONJ", ""),
        ("", ". . PUNCT"),
        ("", ", , PUNCT"),
        ("that that SCONJ", "— — PUNCT"),
    ],
)
def test_what_joins_a_clause_is_no_part_of_it(joint: str, edge: str) -> None:
    parsed = clause(joint, edge=edge)
    assert texts(parsed, spans_of(parsed, at(parsed, "sailed"), ())) == ["ships sailed"]


@pytest.mark.parametrize("mark", ["because because SCONJ", "although although SCONJ"])
def test_a_reason_or_a_reservation_stays(mark: str) -> None:
    parsed = clause(mark)
    assert texts(parsed, spans_of(parsed, at(parsed, "sailed"), ())) == [f"{mark.split()[0]} ships sailed"]


@pytest.mark.parametrize("bracket", [")", "]"])
def test_a_closing_bracket_stays(bracket: str) -> None:
    parsed = clause(edge=f"{bracket} {bracket} PUNCT")
    assert texts(parsed, spans_of(parsed, at(parsed, "sailed"), ())) == [f"ships sailed {bracket}"]


SPLIT = """
The the DET 2 det
ships ship NOUN 7 nsubj
, , PUNCT 5 punct
Doe Doe PROPN 5 nsubj
said say VERB 7 parataxis
, , PUNCT 5 punct
sailed sail VERB 0 root
home home ADV 7 advmod
. . PUNCT 7 punct
"""


def test_what_is_barred_parts_the_clause() -> None:
    parsed = tree(SPLIT)
    said, sailed = at(parsed, "said"), at(parsed, "sailed")
    assert texts(parsed, spans_of(parsed, sailed, [said])) == ["The ships", "sailed home"]


def test_what_stands_before_the_cue_can_be_left_out() -> None:
    parsed = tree(SPLIT)
    said, sailed = at(parsed, "said"), at(parsed, "sailed")
    assert texts(parsed, spans_of(parsed, sailed, [said], after=said)) == ["sailed home"]


def test_a_clause_before_the_token_it_should_follow_is_kept_whole() -> None:
    parsed = tree("ships ship NOUN 2 nsubj\nsailed sail VERB 3 ccomp\nsaid say VERB 0 root")
    assert texts(parsed, spans_of(parsed, 1, (), after=2)) == ["ships sailed"]


def test_nothing_but_marks_gives_no_span() -> None:
    parsed = tree("said say VERB 0 root\n, , PUNCT 1 punct\n— — PUNCT 2 punct")
    assert spans_of(parsed, 1, ()) == ()


def test_a_head_that_is_barred_itself_gives_no_span() -> None:
    parsed = tree(SPLIT)
    assert spans_of(parsed, 6, [6]) == ()


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [(0, 2, "The ships"), (2, 6, "Doe said"), (2, 3, None), (7, 9, "home"), (2, 9, "Doe said , sailed home")],
)
def test_a_stretch_has_no_marks_at_its_edges(first: int, last: int, expected: str | None) -> None:
    parsed = tree(SPLIT)
    found = stretch(parsed, range(first, last))
    assert (texts(parsed, (found,)) if found else [None]) == [expected]


@pytest.mark.parametrize(
    ("rows", "head", "expected"),
    [
        pytest.param(("the the DET 2 det", "envoy envoy NOUN 0 root"), "envoy", "envoy", id="no article"),
        pytest.param(("this this DET 2 det", "envoy envoy NOUN 0 root"), "envoy", "this envoy", id="other determiner"),
        pytest.param(("to to ADP 2 case", "envoys envoy NOUN 0 root"), "envoys", "envoys", id="no preposition"),
        pytest.param(
            ("envoys envoy NOUN 0 root", "of of ADP 3 case", "Rome Rome PROPN 1 nmod"),
            "envoys", "envoys of Rome", id="what it is of",
        ),
        pytest.param(
            ("Doe Doe PROPN 0 root", ", , PUNCT 4 punct", "an a DET 4 det", "envoy envoy NOUN 1 appos"),
            "Doe", "Doe", id="no apposition",
        ),
        pytest.param(
            ("envoys envoy NOUN 0 root", "who who PRON 3 nsubj", "left leave VERB 1 acl:relcl"),
            "envoys", "envoys", id="no relative clause",
        ),
        pytest.param(
            ("Roman Roman ADJ 2 amod", "envoys envoy NOUN 0 root", "and and CCONJ 4 cc", "spies spy NOUN 2 conj"),
            "envoys", "Roman envoys and spies", id="joined nouns",
        ),
    ],
)  # fmt: skip
def test_the_words_of_a_noun_phrase(rows: tuple[str, ...], head: str, expected: str) -> None:
    parsed = tree("\n".join(rows))
    assert phrase(parsed, at(parsed, head)) == expected


# --- whatever the tree ---------------------------------------------------------------------------------------------

FORMS = st.sampled_from("said that ships , . — according to as Doe the not “ ” claim denied it which and if".split())
RELATIONS = st.sampled_from(
    "root nsubj nsubj:pass obj obl obl:agent ccomp xcomp advcl acl acl:relcl parataxis conj cc mark case punct appos"
    " nmod nmod:poss compound det expl amod".split()
)
CLASSES = st.sampled_from("VERB AUX NOUN PROPN PRON ADJ ADP SCONJ CCONJ PUNCT DET".split())


@st.composite
def trees(draw: st.DrawFn) -> Tree:
    """A sentence anywhere in a text, with any heads: broken trees and cycles among them."""
    offset, size = draw(st.integers(0, 40)), draw(st.integers(1, 10))
    text, tokens = "", []
    for number in range(1, size + 1):
        form = draw(FORMS)
        text += " " if tokens else ""
        start = offset + len(text)
        tokens.append(
            Token(
                id=number, form=form, start=start, end=start + len(form),
                lemma=draw(st.sampled_from([form, "_", "say"])),
                upos=draw(CLASSES), head=draw(st.integers(0, size)), deprel=draw(RELATIONS),
            )
        )  # fmt: skip
        text += form
    return Tree(Sentence(start=offset, end=offset + len(text), text=text, tokens=tuple(tokens)), 0)


@settings(max_examples=80, deadline=None)
@given(trees(), st.data())
def test_spans_lie_in_the_sentence_in_order_on_words(parsed: Tree, data: st.DataObject) -> None:
    tokens = st.integers(0, len(parsed) - 1)
    spans = spans_of(parsed, data.draw(tokens), data.draw(st.lists(tokens, max_size=2)), after=data.draw(tokens))
    assert all(parsed.sentence.start <= start < end <= parsed.sentence.end for start, end in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    assert {start for start, _ in spans} <= {token.start for token in parsed.tokens}
    assert {end for _, end in spans} <= {token.end for token in parsed.tokens}


@settings(max_examples=80, deadline=None)
@given(trees())
def test_a_span_begins_with_a_word(parsed: Tree) -> None:
    starts = {token.start: token for token in parsed.tokens}
    for head in range(len(parsed)):
        assert all(starts[start].upos != "PUNCT" for start, _ in spans_of(parsed, head, ()))


@settings(max_examples=80, deadline=None)
@given(trees())
def test_the_speaker_is_a_token_of_the_sentence(parsed: Tree) -> None:
    say = CUES.verb("say")
    assert say is not None
    for index in range(len(parsed)):
        passive = is_passive(parsed, index)
        assert passive in {True, False}
        for found in (source_of(parsed, index, say), owner(parsed, index), agent(parsed, index)):
            assert found is None or 0 <= found < len(parsed)


@settings(max_examples=80, deadline=None)
@given(trees())
def test_attributions_quote_the_sentence(parsed: Tree) -> None:
    for found in find_attributions(parsed, CUES):
        assert found.content
        assert all(parsed.sentence.start <= start < end <= parsed.sentence.end for start, end in found.content)
        assert 0 <= found.cue < len(parsed)


@settings(max_examples=80, deadline=None)
@given(trees())
def test_a_phrase_is_words_of_the_sentence(parsed: Tree) -> None:
    for head in (i for i, token in enumerate(parsed.tokens) if token.head != token.id):
        assert phrase(parsed, head) in parsed.sentence.text
