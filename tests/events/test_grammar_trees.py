"""The rules of grammar one by one, and on any tree: no crash, nothing outside the sentence."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings

from dragoman.events import grammar
from dragoman.language.tree import Tree
from tests.events.test_scene import broken_trees, nested, tree, trees


def form(it: Tree, node: int | None) -> str | None:
    return None if node is None else it[node].form


def forms(it: Tree, nodes: list[int]) -> list[str]:
    return [it[n].form for n in nodes]


ACTIVE = "Peru Peru PROPN 2 nsubj\nstruck|VBD strike VERB 0 root\nOman Oman PROPN 2 obj"
BY_SUBJECT = "towns town NOUN 2 nsubj:pass\nstruck|VBN strike VERB 0 root"
FINITE_PAST = "towns town NOUN 2 nsubj:pass\nfell|VBD fall VERB 0 root"
PARTICIPLE = "towns town NOUN 0 root\nheld|VBN hold VERB 1 acl"
ATTRIBUTE = "seized|VBN seize VERB 2 amod\ntowns town NOUN 0 root"
RELATIVE_PAST = "men man NOUN 0 root\nheld|VBN hold VERB 1 acl:relcl"
CLEFT = "that that PRON 3 csubj:pass\nwas be AUX 3 aux:pass\nfeared|VBN fear VERB 0 root"
BESIDE = """
Guards guard NOUN 3 nsubj:pass
were be AUX 3 aux:pass
struck|VBN strike VERB 0 root
and and CCONJ 5 cc
robbed|VBD rob VERB 3 conj
by by ADP 7 case
rebels rebel NOUN 5 obl
"""
DIED = BESIDE.replace("robbed|VBD rob", "died|VBD die")


@pytest.mark.parametrize(
    ("block", "verb", "passive"),
    [
        (ACTIVE, 1, False),
        (BY_SUBJECT, 1, True),
        (FINITE_PAST, 1, False),
        (PARTICIPLE, 1, True),
        (PARTICIPLE.replace("VBN", "VBD"), 1, False),
        (PARTICIPLE + "\nguns gun NOUN 2 obj", 1, False),
        (PARTICIPLE + "\nhas have AUX 2 aux", 1, False),
        (ATTRIBUTE, 0, True),
        (RELATIVE_PAST, 1, False),
        (CLEFT, 2, True),
        (BESIDE, 2, True),
        (BESIDE, 4, True),
        (DIED, 4, False),
    ],
)
def test_passive(block: str, verb: int, passive: bool) -> None:
    assert grammar.passive(tree(block), verb) is passive


@pytest.mark.parametrize(
    ("block", "verb", "patient"),
    [
        (ACTIVE, 1, "Oman"),
        (BY_SUBJECT, 1, "towns"),
        (PARTICIPLE, 1, "towns"),
        (ATTRIBUTE, 0, "towns"),
        (BESIDE, 4, "Guards"),
        ("went go VERB 0 root", 0, None),
        ("stormed storm VERB 0 root\nat at ADP 3 case\nOman Oman PROPN 1 obj", 0, None),
        ("sold sell VERB 0 root\nPeru Peru PROPN 1 iobj\njets jet NOUN 1 obj", 0, "jets"),
        ("sold sell VERB 0 root\nPeru Peru PROPN 1 obj\njets jet NOUN 1 obj", 0, "jets"),
        ("told tell VERB 0 root\nPeru Peru PROPN 1 iobj", 0, "Peru"),
        ("called call VERB 0 root\nPresident President PROPN 1 xcomp", 0, "President"),
        ("men man NOUN 0 root\nwhom whom PRON 4 obj\nPeru Peru PROPN 4 nsubj\nheld hold VERB 1 acl:relcl", 3, "men"),
        ("struck strike VERB 0 root\nand and CCONJ 3 cc\nrobbed rob VERB 1 conj\nmen man NOUN 3 obj", 0, "men"),
        (
            "struck strike VERB 0 root\nthere there ADV 1 advmod\nlong long ADV 1 advmod\nago ago ADV 1 advmod\n"
            "robbed rob VERB 1 conj\nmen man NOUN 5 obj",
            0,
            None,
        ),
        ("slept sleep VERB 0 root\nweek week NOUN 1 obl", 0, None),
    ],
)
def test_patient(block: str, verb: int, patient: str | None) -> None:
    it = tree(block)
    assert form(it, grammar.patient(it, verb)) == patient


@pytest.mark.parametrize(
    ("block", "receiver"),
    [
        ("gave give VERB 0 root\nPeru Peru PROPN 1 iobj\naid aid NOUN 1 obj", "Peru"),
        ("gave give VERB 0 root\nPeru Peru PROPN 1 obj\naid aid NOUN 1 obj", "Peru"),
        ("gave give VERB 0 root\naid aid NOUN 1 obj", None),
        ("saw see VERB 0 root\nPeru Peru PROPN 1 obj\naid aid NOUN 1 obj", None),
        ("gave give VERB 0 root\nto to ADP 3 case\nPeru Peru PROPN 1 obj\naid aid NOUN 1 obj", None),
    ],
)
def test_receiver(block: str, receiver: str | None) -> None:
    it = tree(block)
    assert form(it, grammar.receiver(it, 0)) == receiver


SANCTIONED = """
Peru Peru PROPN 2 nsubj
imposed impose VERB 0 root
sanctions sanction NOUN 2 obj
on on ADP 5 case
Oman Oman PROPN 3 nmod
for for SCONJ 7 mark
arming arm VERB 2 advcl VerbForm=Ger
rebels rebel NOUN 7 obj
"""
CONJOINED = "Peru Peru PROPN 2 nsubj\ncame come VERB 0 root\nwent go VERB 2 conj"
ORDER_TO = (
    "Peru Peru PROPN 2 nsubj\n{0} VERB 0 root\nOman Oman PROPN 2 obj\nto to PART 5 mark\nleave leave VERB 2 xcomp"
)
AT_ONCE = (
    "Peru Peru PROPN 2 nsubj\n{0} VERB 0 root\nOman Oman PROPN 2 obj\n{1} {1} SCONJ 5 mark\nlying lie VERB 2 advcl"
)


@pytest.mark.parametrize(
    ("block", "verb", "subject"),
    [
        (ACTIVE, 1, "Peru"),
        (CONJOINED, 2, "Peru"),
        (SANCTIONED, 6, "Oman"),
        (ORDER_TO.format("urged urge"), 4, "Oman"),
        (ORDER_TO.format("promised promise"), 4, "Peru"),
        (ORDER_TO.format("threatened threaten"), 4, "Peru"),
        (AT_ONCE.format("accused accuse", "of"), 4, "Oman"),
        (AT_ONCE.format("praised praise", "for"), 4, "Oman"),
        (AT_ONCE.format("prevented prevent", "from"), 4, "Oman"),
        (AT_ONCE.format("left leave", "while"), 4, "Peru"),
        (AT_ONCE.format("left leave", "while").replace("2 advcl", "2 advcl VerbForm=Fin"), 4, None),
        ("came come VERB 0 root", 0, None),
        ("men man NOUN 0 root\nwho who PRON 3 nsubj\nfled flee VERB 1 acl:relcl", 2, "men"),
        ("Peru Peru PROPN 3 nmod:poss\n's 's PART 1 case\nrefusal refusal NOUN 0 root\nto to PART 5 mark\n"
         "go go VERB 3 acl", 4, "Peru"),
        ("Peru Peru PROPN 2 nsubj\nmade make VERB 0 root\nvow vow NOUN 2 obj\nto to PART 5 mark\ngo go VERB 3 acl",
         4, "Peru"),
        ("Peru Peru PROPN 2 nsubj\nrelies rely VERB 0 root\non on ADP 4 case\nOman Oman PROPN 2 obl\n"
         "to to PART 6 mark\nact act VERB 2 xcomp", 5, "Oman"),
    ],
)  # fmt: skip
def test_subject(block: str, verb: int, subject: str | None) -> None:
    it = tree(block)
    assert form(it, grammar.subject(it, verb)) == subject


@pytest.mark.parametrize(
    ("block", "verb", "agents"),
    [
        (ACTIVE, 1, ["Peru"]),
        (BY_SUBJECT, 1, []),
        (BESIDE, 4, ["rebels"]),
        (BESIDE.replace("VBD", "VBN"), 2, ["rebels"]),  # the last of coordinated passives names it for all
        (DIED.replace("by by", "in in").replace("obl", "nmod"), 2, []),
    ],
)
def test_agents(block: str, verb: int, agents: list[str]) -> None:
    it = tree(block)
    assert forms(it, grammar.agents(it, verb)) == agents


@pytest.mark.parametrize(
    ("block", "pronoun", "antecedent"),
    [
        ("men man NOUN 0 root\nwho who PRON 3 nsubj\nfled flee VERB 1 acl:relcl", 1, "men"),
        ("men man NOUN 0 root\nthey they PRON 3 nsubj\nfled flee VERB 1 acl:relcl", 1, None),
        ("said say VERB 0 root\nthat that SCONJ 3 mark\nfled flee VERB 1 ccomp", 1, None),
        ("Peru Peru PROPN 4 dislocated\n, , PUNCT 1 punct\nwhich which PRON 4 nsubj\nfell fall VERB 0 root", 2, "Peru"),
        ("which which PRON 2 nsubj\nfell fall VERB 0 root", 0, None),
        ("men|NNS man NOUN 0 root\nand and CCONJ 3 cc\nPeru|NNP Peru PROPN 1 conj\nwhich which PRON 6 nsubj\n"
         "has have AUX 6 aux\nfled flee VERB 1 acl:relcl", 3, "Peru"),
        ("men|NNS man NOUN 0 root\nbacked|VBN back VERB 1 acl\nby by ADP 4 case\nPeru|NNP Peru PROPN 2 obl\n"
         "who who PRON 7 nsubj\nhave have AUX 7 aux\nfled flee VERB 4 acl:relcl", 4, "men"),
        ("men|NNS man NOUN 0 root\nand and CCONJ 3 cc\nnuns|NNS nun NOUN 1 conj\nwho who PRON 6 nsubj\n"
         "have have AUX 6 aux\nfled flee VERB 1 acl:relcl", 3, "men"),
    ],
)  # fmt: skip
def test_antecedent(block: str, pronoun: int, antecedent: str | None) -> None:
    it = tree(block)
    assert form(it, grammar.antecedent(it, pronoun)) == antecedent


CARRIED = "held hold VERB 0 root\nround round NOUN 1 {0}\nof of ADP 4 case\ntalks talk NOUN 2 nmod"


@pytest.mark.parametrize(
    ("block", "noun", "carrier"),
    [
        (CARRIED.format("obj"), 3, ("held", "obj")),
        (CARRIED.format("obl:tmod"), 3, ("held", "obl:tmod")),
        (CARRIED.format("appos"), 3, None),
        (CARRIED.format("obj").replace("round", "building"), 3, None),
        ("talks talk NOUN 0 root", 0, None),
        ("row row NOUN 0 root\ntalks talk NOUN 1 obj", 1, None),
        ("aid aid NOUN 2 nsubj\ncame come VERB 0 root\ntalks talk NOUN 1 conj", 2, ("came", "nsubj")),
        ("acted act VERB 0 root\nand and CCONJ 4 cc\nwith with ADP 4 case\nthreats threat NOUN 1 conj", 3,
         ("acted", "obl")),
        ("men man NOUN 0 root\nheld hold NOUN 1 acl", 1, None),
    ],
)  # fmt: skip
def test_carrier(block: str, noun: int, carrier: tuple[str, str] | None) -> None:
    it = tree(block)
    found = grammar.carrier(it, noun)
    assert (None if found is None else (it[found[0]].form, found[1])) == carrier


@pytest.mark.parametrize(
    ("clause", "kind"),
    [
        ("to to PART 3 mark\ngo go VERB 1 xcomp", "inf"),
        ("that that SCONJ 3 mark\nwent go VERB 1 ccomp", "that"),
        ("it it PRON 3 nsubj\nwent go VERB 1 acl", "that"),
        ("it it PRON 3 nsubj\nwent go VERB 1 xcomp", "that"),
        ("that that SCONJ 3 mark\nwent go VERB 1 advcl", "that"),
        ("while while SCONJ 3 mark\ngoing|VBG go VERB 1 advcl", "ger"),
        ("while while SCONJ 3 mark\nwent|VBD go VERB 1 advcl", None),
        ("who who PRON 3 nsubj\nwent go VERB 1 acl:relcl", None),
        ("so so ADV 3 advmod\nhappy happy ADJ 1 xcomp", None),
        ("is be AUX 3 cop\nhappy happy ADJ 1 ccomp", None),
    ],
)
def test_the_kind_of_a_complement(clause: str, kind: str | None) -> None:
    found = list(grammar.complements(tree(f"said say VERB 0 root\n{clause}"), 0))
    assert found == ([] if kind is None else [(2, kind)])


@pytest.mark.parametrize(
    ("block", "words"),
    [
        ("guns gun NOUN 0 root", {"gun", "guns"}),
        ("Forces Forces PROPN 0 root", {"forces", "force"}),
        (
            "hand hand NOUN 2 compound\nguns gun NOUN 0 root\nand and CCONJ 4 cc\ntanks tank NOUN 2 conj",
            {"hand", "tank"},
        ),
        ("dozens dozen NOUN 0 root\nof of ADP 3 case\nguns gun NOUN 1 nmod", {"dozen", "gun"}),
    ],
)
def test_words_of_a_phrase(block: str, words: set[str]) -> None:
    it = tree(block)
    top = next(i for i in range(len(it)) if it.head(i) is None)
    assert words <= grammar.words_of(it, top)


def test_what_hangs_on_a_thing_is_not_the_thing() -> None:
    it = tree("depot depot NOUN 0 root\nof of ADP 3 case\nguns gun NOUN 1 nmod")
    assert "gun" not in grammar.words_of(it, 0)
    assert grammar.noun_beneath(it, 0) == 0


def test_counting_nouns_are_climbed_through_several() -> None:
    it = tree("most most ADJ 0 root\nof of ADP 3 case\nhalf half NOUN 1 nmod\nof of ADP 5 case\nguns gun NOUN 3 nmod")
    assert grammar.noun_beneath(it, 0) == 4


@pytest.mark.parametrize(("gap", "beneath"), [(0, "aid"), (5, "$")], ids=["beside the sum", "too far from the sum"])
def test_money_reaches_what_hangs_on_its_verb(gap: int, beneath: str) -> None:
    filler = "".join("so so ADV 1 advmod\n" for _ in range(gap))
    it = tree(f"gave give VERB 0 root\n$ $ SYM 1 obj\n{filler}in in ADP {4 + gap} case\naid aid NOUN 1 obl")
    assert it[grammar.noun_beneath(it, 1)].form == beneath


@pytest.mark.parametrize(
    ("block", "ceased"),
    [
        ("no no ADV 2 advmod\nlonger longer ADV 3 advmod\nsells sell VERB 0 root", True),
        ("any any ADV 2 advmod\nmore more ADV 3 advmod\nsells sell VERB 0 root", True),
        ("longer longer ADV 2 advmod\nsells sell VERB 0 root", False),
        ("no no DET 2 det\ngunman gunman NOUN 3 nsubj\nfled flee VERB 0 root", False),
    ],
)
def test_what_has_ceased(block: str, ceased: bool) -> None:
    it = tree(block)
    assert grammar.ceased(it, len(it) - 1) is ceased


@pytest.mark.parametrize(
    ("block", "noun", "holders"),
    [
        ("Peru Peru PROPN 3 nmod:poss\n's 's PART 1 case\nraid raid NOUN 0 root", 2, ["Peru"]),
        ("their they PRON 2 nmod:poss\nraid raid NOUN 0 root", 1, ["their"]),
        ("Peru Peru PROPN 4 nsubj\n’s ’s PART 1 case\nnew new ADJ 4 amod\nraid raid NOUN 0 root", 3, ["Peru"]),
        ("Peru Peru PROPN 4 nsubj\n's 's PART 1 case\n, , PUNCT 4 punct\nraid raid NOUN 0 root", 3, []),
        ("Peru Peru PROPN 3 nsubj\nsaw see VERB 0 root\nraid raid NOUN 2 obj", 2, []),
    ],
)
def test_possessors(block: str, noun: int, holders: list[str]) -> None:
    it = tree(block)
    assert forms(it, grammar.possessors(it, noun)) == holders


def test_a_possessive_clitic_is_no_preposition() -> None:
    it = tree("with with ADP 2 case\nPeru Peru PROPN 0 root\n's 's PART 2 case")
    assert grammar.prepositions(it, 1) == {"with"}


def test_the_part_to_makes_an_infinitive_the_preposition_does_not() -> None:
    assert grammar.infinitive(tree("to to PART 2 mark\ngo go VERB 0 root"), 1)
    assert not grammar.infinitive(tree("to to ADP 2 mark\ngoing go VERB 0 root"), 1)


ONE: list[Callable[[Tree, int], int | None]] = [
    grammar.subject, grammar.patient, grammar.receiver, grammar.antecedent, grammar.noun_beneath,
]  # fmt: skip
SEVERAL: list[Callable[[Tree, int], list[int]]] = [grammar.agents, grammar.possessors]


@settings(max_examples=80, deadline=None)
@given(trees() | broken_trees())
def test_on_any_tree_every_answer_is_a_token_of_it(it: Tree) -> None:
    tokens = set(range(len(it)))
    for node in tokens:
        assert {found for rule in ONE if (found := rule(it, node)) is not None} <= tokens
        assert {found for rule in SEVERAL for found in rule(it, node)} <= tokens
        assert {found for found, _ in grammar.complements(it, node)} <= set(it.children(node))


@settings(max_examples=40, deadline=None)
@given(trees())
def test_on_any_tree_a_carrier_stands_above(it: Tree) -> None:
    for node in range(len(it)):
        found = grammar.carrier(it, node)
        assert found is None or found[0] in set(it.ancestors(node))
        assert grammar.noun_beneath(it, node) in it.subtree(node) or it[node].upos in {"SYM", "NUM"}


@settings(max_examples=40, deadline=None)
@given(trees())
def test_on_any_tree_words_and_marks_are_of_the_sentence(it: Tree) -> None:
    words = {it.lemma(i) for i in range(len(it))} | {it[i].form.lower() for i in range(len(it))}
    stems = {w.removesuffix("s") for w in words}
    for node in range(len(it)):
        assert grammar.words_of(it, node) <= words | stems
        assert {w for p in grammar.prepositions(it, node) for w in p.split()} <= words
        assert isinstance(grammar.ceased(it, node), bool)


@pytest.mark.parametrize("closed", [False, True])
def test_the_deepest_trees_and_loops_are_walked_to_their_end(closed: bool) -> None:
    size = 1500
    verbs = tree("\n".join(f"struck|VBN strike VERB {n or size * closed} conj" for n in range(size)))
    assert grammar.passive(verbs, size - 1) is False
    counts = nested("series", "of", size, closed=closed)
    assert grammar.words_of(counts, 0) == {"series"}
    assert grammar.noun_beneath(counts, 0) == 2 * size - 2
