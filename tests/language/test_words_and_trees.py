"""Traps of the tokeniser, CoNLL-U there and back, and factuality read off sentences built word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import UnreadableInput
from dragoman.language.conllu import dump, parse
from dragoman.language.factuality import Factuality, factuality
from dragoman.language.tokens import is_blank, stretches, tokenise
from dragoman.records import Sentence, Token
from tests.parsed import sentences


def words(text: str) -> list[str]:
    return [text[start:end] for start, end in tokenise(text)]


# --- the tokeniser -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", "'’ʼ")
@pytest.mark.parametrize("base", ["Chile", "she", "Ruiz"])
@pytest.mark.parametrize("clitic", ["s", "d", "ll", "ve", "re", "m"])
def test_clitics_are_words_with_any_apostrophe(mark: str, base: str, clitic: str) -> None:
    assert words(f"{base}{mark}{clitic} here") == [base, f"{mark}{clitic}", "here"]


@pytest.mark.parametrize("verb", ["do", "does", "did", "is", "was", "have", "would", "could", "should", "must"])
@pytest.mark.parametrize("mark", "'’")
def test_not_is_cut_off_its_verb(verb: str, mark: str) -> None:
    assert words(f"They {verb}n{mark}t.") == ["They", verb, f"n{mark}t", "."]


@pytest.mark.parametrize("unit", ["km", "kg", "m", "bn", "pm", "am", "mw", "kwh"])
def test_units_are_parted_from_their_number(unit: str) -> None:
    assert words(f"of 25{unit} or") == ["of", "25", unit, "or"]
    assert words(f"of 2.5{unit.upper()} or") == ["of", "2.5", unit.upper(), "or"]


@pytest.mark.parametrize(
    "whole",
    ["1,250,000", "3.75", "10:30", "9/11", "1990s", "21st", "2nd", "2014-08-07", "5G", "F16", "+41", "U.S.", "U.N.",
     "D.C.",
     "a.m.", "ana.ruiz@paper.example.com", "https://paper.example/a?b=c&d=e", "www.paper.example", "report.pdf",
     "#border",
     "@envoy", "AT&T", "US$", "O’Neill", "non-aligned", "co-sponsor", "...", "--", "?!", "Mr.", "Gen."],
)  # fmt: skip
def test_these_stay_whole(whole: str) -> None:
    assert words(f"the {whole} then") == ["the", whole, "then"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("India-China border", "India - China border"),
        ("the 10-year-old treaty", "the 10 - year - old treaty"),
        ("Ankara/Athens", "Ankara / Athens"),
        ("talks.They", "talks . They"),
        ("(Reuters)", "( Reuters )"),
        ("“No,”she said", "“ No , ” she said"),
        ("the parties’ aims", "the parties ’ aims"),
        ("$5m—$6m", "$ 5 m — $ 6 m"),
        ("1998–2004", "1998 – 2004"),
        ("25%", "25 %"),
        ("Visit http://paper.example/a.", "Visit http://paper.example/a ."),
        ("(see www.paper.example).", "( see www.paper.example ) ."),
        ("He cannot stay", "He can not stay"),
        ("wait…", "wait …"),
        ("It was 5. They left.", "It was 5 . They left ."),
        ("the State Dept. said", "the State Dept. said"),
        ("a\u2028b", "a b"),
        ("x\ufeff y", "x\ufeff y"),
        ("\u200b", ""),
        ("\x00\x1f", ""),
    ],
)
def test_what_is_cut_where(text: str, expected: str) -> None:
    assert words(text) == expected.split(" ") if expected else words(text) == []


@given(st.text(alphabet="aB1.'’-/@#$ \n\u200b", max_size=60))
def test_no_character_that_shows_is_lost(text: str) -> None:
    kept = {at for start, end in tokenise(text) for at in range(start, end)}
    assert all(at in kept or is_blank(character) for at, character in enumerate(text))


@given(st.text(alphabet="aB1.'’- ", max_size=40), st.text(alphabet="aB1.'’- ", max_size=40))
def test_a_stretch_is_cut_as_if_it_stood_alone(before: str, text: str) -> None:
    whole = f"{before}\n\n{text}"
    at = len(before) + 2
    assert [(a - at, b - at) for a, b in tokenise(whole, at)] == tokenise(text)


@given(st.text(max_size=40), st.lists(st.tuples(st.integers(-5, 50), st.integers(-5, 50)), max_size=5))
def test_stretches_begin_and_end_at_every_boundary(text: str, boundaries: list[tuple[int, int]]) -> None:
    found = stretches(text, boundaries)
    assert "".join(text[a:b] for a, b in found) == text
    for cut in {at for pair in boundaries for at in pair if 0 < at < len(text)}:
        assert all(not start < cut < end for start, end in found)


# --- CoNLL-U -------------------------------------------------------------------------------------------------

_FORM = st.text(alphabet="abcDE’.%é語", min_size=1, max_size=6)


@st.composite
def built(draw: st.DrawFn) -> Sentence:
    start = at = draw(st.integers(0, 50))
    tokens = []
    count = draw(st.integers(1, 6))
    for number in range(1, count + 1):
        form = draw(_FORM)
        at += draw(st.integers(0, 3)) if tokens else 0
        head = draw(st.integers(0, count))
        tokens.append(Token(number, form, at, at + len(form), form.lower(), "NOUN", "NN", "Number=Sing", head, "dep"))
        at += len(form)
    text = list(" " * (at - start))
    for token in tokens:
        text[token.start - start : token.end - start] = token.form
    return Sentence(start=start, end=at, text="".join(text), tokens=tuple(tokens), paragraph=draw(st.integers(0, 9)))


@given(st.lists(built(), max_size=3))
def test_any_sentences_are_read_back_as_written(made: list[Sentence]) -> None:
    assert parse(dump(made)) == made


@given(st.lists(built(), max_size=3))
def test_every_line_of_a_word_has_ten_columns_and_says_where_it_stands(made: list[Sentence]) -> None:
    rows = [line for line in dump(made).split("\n") if line and not line.startswith("#")]
    assert [row.count("\t") for row in rows] == [9] * sum(len(sentence.tokens) for sentence in made)
    said = [row.rpartition("TokenRange=")[2] for row in rows]
    assert said == [f"{token.start}:{token.end}" for sentence in made for token in sentence.tokens]


@pytest.mark.parametrize("text", ["", "\n\n\n", "# text = nothing\n\n", "# start = 5\n# paragraph = 2\n"])
def test_no_word_no_sentence(text: str) -> None:
    assert parse(text) == []


@pytest.mark.parametrize(
    ("text", "what", "where"),
    [
        ("1\tHe\n", "a CoNLL-U line has 2 columns", "line 1: "),
        ("# text = He\n\n1 He he PRON _ _ 0 root _ _\n", "a CoNLL-U line has 1 columns", "line 3: "),
        ("one\tHe\the\tPRON\t_\t_\t0\troot\t_\t_\n", "a CoNLL-U line holds a number that is none", "line 1: "),
        ("1\tHe\the\tPRON\t_\t_\tup\troot\t_\t_\n", "a CoNLL-U line holds a number that is none", "line 1: "),
        (
            "1\tHe\the\tPRON\t_\t_\t0\troot\t_\tTokenRange=a:b\n",
            "a CoNLL-U line holds a number that is none",
            "line 1: ",
        ),
        ("# start = soon\n", "a CoNLL-U line holds a number that is none", "line 1: "),
    ],
)
def test_a_bad_line_is_told_with_its_number(text: str, what: str, where: str) -> None:
    with pytest.raises(UnreadableInput) as refused:
        parse(text)
    assert refused.value.what == what
    assert refused.value.values.startswith(where)
    assert refused.value.remedy == "Give ten columns parted by tabs"


def test_empty_nodes_are_passed_over_and_a_missing_head_is_the_root() -> None:
    (sentence,) = parse("1\tHe\the\tPRON\t_\t_\t_\tdep\t_\t_\n1.1\twent\tgo\tVERB\t_\t_\t_\t_\t_\t_\n")
    assert [(token.form, token.head) for token in sentence.tokens] == [("He", 0)]


# --- factuality ----------------------------------------------------------------------------------------------

PAST = "VERB 0 root Mood=Ind|Tense=Past|VerbForm=Fin"
INFINITIVE = "VerbForm=Inf"


def read(block: str, word: str) -> Factuality:
    _, (sentence,) = sentences(block)
    return factuality(sentence, [token.form for token in sentence.tokens].index(word))


def test_a_plain_past_has_no_feature_but_its_tense() -> None:
    assert read(f"Envoys envoy NOUN 2 nsubj\nmet meet {PAST}\n. . PUNCT 2 punct", "met") == Factuality(tense="past")


@pytest.mark.parametrize("word", ["not", "never"])
def test_a_negation_on_the_verb(word: str) -> None:
    block = (
        f"Envoys envoy NOUN 4 nsubj\ndid do AUX 4 aux Mood=Ind|Tense=Past|VerbForm=Fin\n{word} {word} ADV 4 advmod\n"
    )
    assert read(f"{block}meet meet VERB 0 root {INFINITIVE}", "meet").polarity == "negative"


@pytest.mark.parametrize(
    ("helper", "modality", "tense"),
    [("may", "possible", None), ("might", "possible", None), ("could", "possible", None), ("must", "necessary", None),
     ("should", "necessary", None), ("will", "none", "future"), ("would", "none", "future")],
)  # fmt: skip
def test_auxiliaries(helper: str, modality: str, tense: str | None) -> None:
    block = f"Envoys envoy NOUN 3 nsubj\n{helper} {helper} AUX 3 aux VerbForm=Fin\nmeet meet VERB 0 root {INFINITIVE}"
    found = read(block, "meet")
    assert found.modality == modality
    assert tense is None or found.tense == tense


@pytest.mark.parametrize(
    ("form", "lemma", "feature"),
    [("wants", "want", ("modality", "desired")), ("hopes", "hope", ("modality", "desired")),
     ("plans", "plan", ("modality", "intended")), ("refused", "refuse", ("polarity", "negative")),
     ("failed", "fail", ("polarity", "negative"))],
)  # fmt: skip
def test_what_a_governing_verb_makes_of_its_infinitive(form: str, lemma: str, feature: tuple[str, str]) -> None:
    block = (
        f"Chile Chile PROPN 2 nsubj\n{form} {lemma} VERB 0 root Mood=Ind|VerbForm=Fin\n"
        f"to to PART 4 mark\nmeet meet VERB 2 xcomp {INFINITIVE}"
    )
    assert getattr(read(block, "meet"), feature[0]) == feature[1]
    assert getattr(read(block, form), feature[0]) == getattr(Factuality(), feature[0])


def test_a_verb_of_saying_reports_and_is_itself_not_reported() -> None:
    block = (
        "Chile Chile PROPN 2 nsubj\nsaid say VERB 0 root Mood=Ind|Tense=Past|VerbForm=Fin\nenvoys envoy NOUN 4 nsubj\n"
        "met meet VERB 2 ccomp Mood=Ind|Tense=Past|VerbForm=Fin"
    )
    inner, outer = read(block, "met"), read(block, "said")
    assert (inner.reported, inner.reporter) == (True, 1)
    assert (outer.reported, outer.reporter) == (False, None)


@pytest.mark.parametrize("mark", ["if", "unless"])
def test_a_condition_holds_for_both_of_its_clauses(mark: str) -> None:
    block = (
        f"{mark} {mark} SCONJ 3 mark\nenvoys envoy NOUN 3 nsubj\n"
        "meet meet VERB 6 advcl Mood=Ind|Tense=Pres|VerbForm=Fin\n"
        f"they they PRON 6 nsubj\nwill will AUX 6 aux VerbForm=Fin\nagree agree VERB 0 root {INFINITIVE}"
    )
    assert read(block, "meet").conditional
    assert read(block, "agree").conditional


@pytest.mark.parametrize("end", ["?", '?"', "?”", "? ’"])
def test_a_question_ends_with_its_mark_also_inside_quotes(end: str) -> None:
    marks = "".join(f"\n{mark} {mark} PUNCT 2 punct" for mark in end.replace(" ", ""))
    assert read(f"Envoys envoy NOUN 2 nsubj\nmet meet {PAST}{marks}", "met").interrogative


@given(st.lists(st.tuples(st.sampled_from(["met", "not", "to", "if", "may", "said", "who"]), st.integers(0, 6),
       st.sampled_from(["nsubj", "ccomp", "xcomp", "advcl", "mark", "aux", "obj", "root", "acl"])), min_size=1,
           max_size=6))  # fmt: skip
def test_any_tree_even_a_broken_one_is_read(rows: list[tuple[str, int, str]]) -> None:
    block = "\n".join(f"{form} {form} VERB {min(head, len(rows))} {relation}" for form, head, relation in rows)
    _, (sentence,) = sentences(block)
    for index in range(len(rows)):
        found = factuality(sentence, index)
        assert found.reported is (found.reporter is not None)
        assert found.reporter is None or 0 <= found.reporter < len(rows)
