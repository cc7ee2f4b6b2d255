"""Voice, control, relatives, coordination on hand-built trees."""

import pytest

from dragoman.events import grammar
from dragoman.language.tree import Tree
from tests.parsed import sentences


def tree(block: str) -> Tree:
    return Tree(sentences(block)[1][0], 0)


def words(of: Tree, nodes: list[int]) -> list[str]:
    return [of[node].form for node in nodes]


PASSIVE = """
Troops troop NOUN 3 nsubj:pass
were be AUX 3 aux:pass
attacked attack VERB 0 root
by by ADP 5 case
rebels rebel NOUN 3 obl:agent
"""
OBJECT_CONTROL = """
Chad Chad PROPN 2 nsubj
urged urge VERB 0 root
Mali Mali PROPN 2 obj
to to PART 5 mark
withdraw withdraw VERB 2 xcomp VerbForm=Inf
"""
SUBJECT_CONTROL = """
Chad Chad PROPN 2 nsubj
promised promise VERB 0 root
Mali Mali PROPN 2 obj
to to PART 5 mark
help help VERB 2 xcomp VerbForm=Inf
"""
CALL_ON = """
Chad Chad PROPN 2 nsubj
called call VERB 0 root
on on ADP 4 case
Mali Mali PROPN 2 obl
to to PART 6 mark
withdraw withdraw VERB 2 advcl VerbForm=Inf
"""
RELATIVE = """
Chad Chad PROPN 7 nsubj
, , PUNCT 4 punct
which which PRON 4 nsubj
invaded invade VERB 1 acl:relcl VerbForm=Fin
Mali Mali PROPN 4 obj
, , PUNCT 4 punct
withdrew withdraw VERB 0 root VerbForm=Fin
"""
OBJECT_RELATIVE = """
the the DET 2 det
sanctions sanction NOUN 0 root
Chad Chad PROPN 4 nsubj
imposed impose VERB 2 acl:relcl VerbForm=Fin
"""
COORDINATED = """
Chad Chad PROPN 2 nsubj
attacked attack VERB 0 root
and and CCONJ 4 cc
killed kill VERB 2 conj
rebels rebel NOUN 4 obj
"""
DECISION = """
Chad Chad PROPN 3 nmod:poss
's 's PART 1 case
decision decision NOUN 0 root
to to PART 5 mark
withdraw withdraw VERB 3 acl VerbForm=Inf
"""
ACCUSED_OF = """
Chad Chad PROPN 2 nsubj
accused accuse VERB 0 root
Mali Mali PROPN 2 obj
of of SCONJ 5 mark
shelling shell VERB 2 advcl VerbForm=Ger
towns town NOUN 5 obj
"""

HUNG_LOW = ACCUSED_OF.replace("Mali PROPN 2 obj", "Mali PROPN 2 iobj").replace("VERB 2 advcl", "VERB 3 acl")
HUNG_LOW = HUNG_LOW.replace("of of SCONJ 5 mark", "of of ADP 5 mark")


@pytest.mark.parametrize(
    ("block", "verb", "doers", "undergoer"),
    [
        (PASSIVE, 2, ["rebels"], "Troops"),
        (OBJECT_CONTROL, 4, ["Mali"], None),
        (SUBJECT_CONTROL, 4, ["Chad"], None),
        (CALL_ON, 5, ["Mali"], None),
        (RELATIVE, 3, ["Chad"], "Mali"),
        (OBJECT_RELATIVE, 3, ["Chad"], "sanctions"),
        (COORDINATED, 1, ["Chad"], "rebels"),
        (COORDINATED, 3, ["Chad"], "rebels"),
        (DECISION, 4, ["Chad"], None),
        (ACCUSED_OF, 4, ["Mali"], "towns"),
        (HUNG_LOW, 4, ["Mali"], "towns"),
    ],
)
def test_doer_and_undergoer(block: str, verb: int, doers: list[str], undergoer: str | None) -> None:
    it = tree(block)
    assert words(it, grammar.agents(it, verb)) == doers
    found = grammar.patient(it, verb)
    assert (None if found is None else it[found].form) == undergoer


def test_a_bare_participle_is_passive() -> None:
    text, built = sentences(
        """
towns town NOUN 0 root
held hold VERB 1 acl VerbForm=Part
by by ADP 4 case
rebels rebel NOUN 2 obl:agent
"""
    )
    held = built[0].tokens[1]
    assert text.startswith("towns")
    token = type(held)(**{name: getattr(held, name) for name in held.__struct_fields__} | {"xpos": "VBN"})
    sentence = type(built[0])(
        start=0, end=built[0].end, text=built[0].text, tokens=(built[0].tokens[0], token, *built[0].tokens[2:])
    )
    it = Tree(sentence, 0)
    assert grammar.passive(it, 1)
    assert words(it, grammar.agents(it, 1)) == ["rebels"]
    assert grammar.patient(it, 1) == 0


def test_the_nearest_of_two_subjects_counts() -> None:
    it = tree("Office office NOUN 3 nsubj\nKerry Kerry PROPN 3 nsubj\ntravelled travel VERB 0 root")
    assert words(it, grammar.agents(it, 2)) == ["Kerry"]


def test_an_unmarked_oblique_before_a_finite_verb_is_a_subject() -> None:
    it = tree("Kerry Kerry PROPN 2 obl\nmet meet VERB 0 root VerbForm=Fin\nMatteo Matteo PROPN 2 obj")
    assert words(it, grammar.agents(it, 1)) == ["Kerry"]


def test_strayed_objects() -> None:
    second = tree("He he PRON 2 nsubj\nordered order VERB 0 root\ntowns town NOUN 2 nsubj")
    assert grammar.patient(second, 1) == 2
    particle = tree("He he PRON 2 nsubj\ncalled call VERB 0 root\noff off ADP 4 case\ntalks talk NOUN 2 obl")
    assert grammar.patient(particle, 1) == 3
    day = tree("He he PRON 2 nsubj\nleft leave VERB 0 root\nMonday Monday PROPN 2 obl")
    assert grammar.patient(day, 1) is None


REMARK = """
Chad Chad PROPN 2 nsubj
threatened threaten VERB 0 root VerbForm=Fin
to to PART 4 mark
invade invade VERB 2 xcomp
, , PUNCT 7 punct
a a DET 7 det
remark remark NOUN 2 obj
Mali Mali PROPN 9 nsubj
regretted regret VERB 7 acl:relcl
"""


@pytest.mark.parametrize("relation", ["obj", "nsubj"])
def test_a_comment_on_the_whole_is_no_object(relation: str) -> None:
    it = tree(REMARK.replace("NOUN 2 obj", f"NOUN 2 {relation}"))
    assert grammar.patient(it, 1) is None


@pytest.mark.parametrize(("first", "taker"), [("police", 2), ("week", None)])
def test_the_first_of_two_bare_objects_takes_the_other(first: str, taker: int | None) -> None:
    it = tree(
        f"""
Chad Chad PROPN 2 nsubj
promised promise VERB 0 root
{first} {first} NOUN 2 obl:unmarked
escorts escort NOUN 2 obj
"""
    )
    assert grammar.receiver(it, 1) == taker


def test_possessors_are_found_by_their_clitic() -> None:
    it = tree(
        "Iran Iran PROPN 4 nsubj\n's 's PART 1 case\ndenial denial NOUN 4 nsubj\ncame come VERB 0 root VerbForm=Fin"
    )
    assert words(it, grammar.possessors(it, 2)) == ["Iran"]


def test_phrases_of_a_noun_one_noun_too_low() -> None:
    it = tree(
        """
ban ban NOUN 0 root
of of ADP 3 case
cars car NOUN 1 nmod
by by ADP 5 case
Oslo Oslo PROPN 3 nmod
"""
    )
    assert words(it, grammar.phrases(it, 0, "by")) == ["Oslo"]


def test_compound_prepositions() -> None:
    it = tree("pulled pull VERB 0 root\nout out ADP 4 case\nof of ADP 2 fixed\nMali Mali PROPN 1 obl")
    assert grammar.prepositions(it, 3) == {"out", "of", "out of"}


SERIES = """
They they PRON 2 nsubj
launched launch VERB 0 root
a a DET 4 det
series series NOUN 2 obj
of of ADP 6 case
attacks attack NOUN 4 nmod
"""


def test_counting_nouns_are_climbed() -> None:
    it = tree(SERIES)
    assert grammar.carrier(it, 5) == (1, "obj")
    assert grammar.noun_beneath(it, 3) == 5
    assert {"series", "attack"} <= grammar.words_of(it, 3)


def test_money_is_climbed_through_in() -> None:
    it = tree(
        """
gave give VERB 0 root
$ $ SYM 1 obj
2 2 NUM 2 nummod
in in ADP 5 case
aid aid NOUN 2 nmod
"""
    )
    assert grammar.noun_beneath(it, 1) == 4


@pytest.mark.parametrize(
    ("block", "node", "kinds"),
    [
        (OBJECT_CONTROL, 1, ["inf"]),
        (DECISION, 2, ["inf"]),
        (
            "He he PRON 2 nsubj\nsaid say VERB 0 root\nthat that SCONJ 5 mark\nit it PRON 5 nsubj\n"
            "fell fall VERB 2 ccomp",
            1,
            ["that"],
        ),
        (PASSIVE, 2, []),
    ],
)
def test_complements(block: str, node: int, kinds: list[str]) -> None:
    it = tree(block)
    assert [kind for _, kind in grammar.complements(it, node)] == kinds


def test_a_loop_in_a_broken_tree_ends() -> None:
    it = tree("went go VERB 2 conj\ncame come VERB 1 conj\nsaw see VERB 2 xcomp")
    assert grammar.subject(it, 2) is None
    assert grammar.patient(it, 2) is None
    assert grammar.carrier(it, 0) is None
