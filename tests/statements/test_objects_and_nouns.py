"""Content under objects, labels, nouns, adjectives and "according to"; and when a verb tells nothing."""

import pytest

from dragoman.language.tree import Tree
from dragoman.statements import CueTable
from dragoman.statements.nominals import according_to, adjective_content, noun_content
from dragoman.statements.objects import object_content
from dragoman.statements.spans import Attribution
from dragoman.statements.verbs import is_content, own_that, told
from tests.parsed import sentences

CUES = CueTable.load()
FIN = "VerbForm=Fin"


def tree(block: str) -> Tree:
    return Tree(sentences(block)[1][0], 0)


def at(parsed: Tree, form: str) -> int:
    return next(i for i, token in enumerate(parsed.tokens) if token.form == form)


def shown(parsed: Tree, found: list[Attribution]) -> list[tuple[str | None, str]]:
    """(speaker's head, content) of each attribution."""
    return [
        (
            parsed[a.source].form if a.source is not None else None,
            " ... ".join(parsed.sentence.text[start:end] for start, end in a.content),
        )
        for a in found
    ]


def objects(block: str, verb: str) -> list[tuple[str | None, str]]:
    parsed = tree(block)
    index = at(parsed, verb)
    cue = CUES.verb(parsed.lemma(index))
    assert cue is not None
    return shown(parsed, list(object_content(parsed, index, cue, at(parsed, "Doe"), CUES)))


def nouns(block: str, noun: str) -> list[tuple[str | None, str]]:
    parsed = tree(block)
    index = at(parsed, noun)
    cue = CUES.noun(parsed.lemma(index))
    assert cue is not None
    return shown(parsed, list(noun_content(parsed, index, cue, CUES)))


def according(block: str, word: str = "to") -> list[tuple[str | None, str]]:
    parsed = tree(block)
    return shown(parsed, list(according_to(parsed, at(parsed, word), CUES)))


def denied(*rows: str) -> str:
    """ "Doe denied ...": the rows hang on "denied", the second token."""
    return "\n".join(["Doe Doe PROPN 2 nsubj", f"denied deny VERB 0 root {FIN}", *rows])


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(("a a DET 4 det", "coup coup NOUN 2 obj"), "a coup", id="noun"),
        pytest.param(("arming arm VERB 2 xcomp VerbForm=Ger", "rebels rebel NOUN 3 obj"), "arming rebels", id="gerund"),
        pytest.param(("the the DET 4 det", "claim claim NOUN 2 obj"), None, id="points back"),
        pytest.param(("it it PRON 2 obj",), None, id="pronoun"),
        pytest.param(("yesterday yesterday ADV 2 advmod",), None, id="nothing denied"),
    ],
)
def test_what_is_denied(rows: tuple[str, ...], expected: str | None) -> None:
    assert objects(denied(*rows), "denied") == ([("Doe", expected)] if expected else [])


def called(*rows: str) -> str:
    return "\n".join(["Doe Doe PROPN 2 nsubj", f"called call VERB 0 root {FIN}", *rows])


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            ("the the DET 4 det", "raid raid NOUN 2 obj", "a a DET 6 det", "crime crime NOUN 2 xcomp"),
            "the raid a crime", id="noun",
        ),
        pytest.param(("raids raid NOUN 2 obj", "illegal illegal ADJ 2 xcomp"), "raids illegal", id="adjective"),
        pytest.param(("raids raid NOUN 2 obj", "to to PART 5 mark", "end end VERB 2 xcomp"), None, id="infinitive"),
        pytest.param(("raids raid NOUN 2 obj",), None, id="object alone"),
    ],
)  # fmt: skip
def test_what_something_is_called(rows: tuple[str, ...], expected: str | None) -> None:
    assert objects(called(*rows), "called") == ([("Doe", expected)] if expected else [])


def test_a_relative_clause_that_only_identifies_is_no_label() -> None:
    block = called("it it PRON 2 obj", "crime crime NOUN 2 xcomp").replace("VERB 0 root", "VERB 0 acl:relcl")
    assert objects(block, "called") == []


CLAIM = """
Doe Doe PROPN 3 nmod:poss
's 's PART 1 case
claim claim NOUN 7 nsubj
that that SCONJ 6 mark
ships ship NOUN 6 nsubj
sailed sail VERB 3 acl
fell fall VERB 0 root
"""


def test_a_noun_has_the_clause_after_it() -> None:
    assert nouns(CLAIM, "claim") == [("Doe", "ships sailed")]


def test_a_noun_without_that_has_no_content() -> None:
    assert nouns(CLAIM.replace("that that SCONJ 6 mark", "when when SCONJ 6 mark"), "claim") == []


REJECTED = f"""
Doe Doe PROPN 3 nsubj
not not PART 3 advmod
rejected reject VERB 0 root {FIN}
Roe Roe PROPN 6 nmod:poss
's 's PART 4 case
claim claim NOUN 3 obj
that that SCONJ 9 mark
ships ship NOUN 9 nsubj
sailed sail VERB 6 acl
"""


def test_a_claim_that_is_not_rejected_is_nobodys_denial() -> None:
    assert nouns(REJECTED, "claim") == []


def test_a_claim_that_is_rejected_is_who_rejects_its() -> None:
    parsed = tree(REJECTED.replace("not not PART", "now now ADV"))
    index, cue = at(parsed, "claim"), CUES.noun("claim")
    assert cue is not None
    (found,) = noun_content(parsed, index, cue, CUES)
    assert shown(parsed, [found]) == [("Doe", "ships sailed")]
    assert found.entry.word == "reject"
    assert found.form == "noun"


SURE = f"""
Doe Doe PROPN 3 nsubj
is be AUX 3 cop {FIN}
confident confident ADJ 0 root
that that SCONJ 6 mark
ships ship NOUN 6 nsubj
sail sail VERB 3 ccomp {FIN}
"""


def sure(block: str) -> list[tuple[str | None, str]]:
    parsed = tree(block)
    cue = CUES.adjective("confident")
    assert cue is not None
    return shown(parsed, list(adjective_content(parsed, at(parsed, "confident"), cue)))


def test_an_adjective_has_its_clause() -> None:
    assert sure(SURE) == [("Doe", "ships sail")]


def test_an_adjective_that_is_negated_says_nothing() -> None:
    assert sure(SURE.replace("Doe Doe PROPN 3 nsubj", "not not PART 3 advmod")) == []


def test_an_adjective_without_a_subject_says_nothing() -> None:
    assert sure(SURE.replace("Doe Doe PROPN 3 nsubj", "so so ADV 3 advmod")) == []


ACCORDING = f"""
According accord VERB 3 case
to to ADP 1 fixed
Doe Doe PROPN 5 obl
ships ship NOUN 5 nsubj
sailed sail VERB 0 root {FIN}
. . PUNCT 5 punct
"""


def test_according_to_somebody_the_clause_around_it() -> None:
    assert according(ACCORDING, "According") == [("Doe", "ships sailed")]


def test_according_to_nobody_there_is_no_content() -> None:
    assert according("According accord VERB 0 root\nto to ADP 1 fixed", "According") == []


def test_in_the_middle_of_a_sentence_it_is_about_its_own_clause() -> None:
    block = f"""
Roe Roe PROPN 2 nsubj
left leave VERB 0 root {FIN}
as as SCONJ 5 mark
ships ship NOUN 5 nsubj
sailed sail VERB 2 advcl {FIN}
according accord VERB 8 case
to to ADP 6 fixed
Doe Doe PROPN 5 obl
yesterday yesterday ADV 2 advmod
"""
    assert according(block, "according") == [("Doe", "ships sailed")]


# --- when a verb tells nothing ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", ["declined", "refused", "failed"])
def test_a_verb_above_takes_the_saying_back(verb: str) -> None:
    lemma = {"declined": "decline", "refused": "refuse", "failed": "fail"}[verb]
    parsed = tree(f"Doe Doe PROPN 2 nsubj\n{verb} {lemma} VERB 0 root {FIN}\nto to PART 4 mark\nsay say VERB 2 xcomp")
    say = CUES.verb("say")
    assert say is not None
    assert not told(parsed, 3, say)


@pytest.mark.parametrize(
    ("lemma", "negation", "expected"),
    [
        ("say", "not", False),
        ("say", "never", False),
        ("say", "also", True),
        ("deny", "not", True),
        ("believe", "not", True),
    ],
)
def test_a_negated_saying_is_none_but_a_negated_belief_is_one(lemma: str, negation: str, expected: bool) -> None:
    parsed = tree(f"Doe Doe PROPN 3 nsubj\n{negation} {negation} ADV 3 advmod\nverb {lemma} VERB 0 root")
    cue = CUES.verb(lemma)
    assert cue is not None
    assert told(parsed, 2, cue) is expected


@pytest.mark.parametrize(("mark", "expected"), [("if", False), ("unless", False), ("as", True), ("after", True)])
def test_a_saying_that_is_only_a_condition_is_none(mark: str, expected: bool) -> None:
    parsed = tree(f"{mark} {mark} SCONJ 3 mark\nDoe Doe PROPN 3 nsubj\nsays say VERB 4 advcl\nleave leave VERB 0 root")
    say = CUES.verb("say")
    assert say is not None
    assert told(parsed, 2, say) is expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(("ships ship NOUN 3 nsubj", f"sail sail VERB 1 ccomp {FIN}"), True, id="finite"),
        pytest.param(("what what PRON 3 obj", f"sails sail VERB 1 ccomp {FIN}"), False, id="question word"),
        pytest.param(("ships ship NOUN 3 nsubj", "sailing sail VERB 1 ccomp VerbForm=Ger"), False, id="gerund"),
        pytest.param(("to to PART 3 mark", "sail sail VERB 1 ccomp VerbForm=Inf"), False, id="infinitive"),
        pytest.param(("that that SCONJ 3 mark", f"sails sail VERB 1 ccomp {FIN}"), True, id="that"),
    ],
)
def test_what_a_clause_under_say_must_be(rows: tuple[str, ...], expected: bool) -> None:
    parsed = tree("\n".join([f"said say VERB 0 root {FIN}", *rows]))
    say = CUES.verb("say")
    assert say is not None
    assert is_content(parsed, 0, 2, say) is expected


@pytest.mark.parametrize(("mark", "expected"), [("that", True), ("whether", True), ("if", False), ("because", False)])
def test_a_clause_with_that_is_a_statement_of_its_own(mark: str, expected: bool) -> None:
    parsed = tree(f"{mark} {mark} SCONJ 2 mark\nsail sail VERB 0 root")
    assert own_that(parsed, 1) is expected
