"""One step of a role path: to the heads of the phrases in a role."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.events.frames import FrameKind
from dragoman.events.roles import heads_of
from dragoman.language.tree import Tree
from tests.events.test_scene import scene, trees

GIFT = """
Peru Peru PROPN 2 nsubj
sent send VERB 0 root
Oman Oman PROPN 2 iobj
tons ton NOUN 2 obj
of of ADP 6 case
grain grain NOUN 4 nmod
to to PART 8 mark
help help VERB 2 xcomp
in in ADP 10 case
May May PROPN 2 obl
"""
LED = """
troops troop NOUN 3 nsubj:pass
were be AUX 3 aux:pass
led|VBN lead VERB 0 root
by by ADP 5 case
Peru Peru PROPN 3 obl
"""
EMPTY = """
Peru Peru PROPN 2 nsubj
said say VERB 0 root VerbForm=Fin
it it PRON 5 expl
was be AUX 5 cop VerbForm=Fin
ready ready ADJ 2 ccomp
"""


@pytest.mark.parametrize(
    ("block", "node", "kind", "step", "heads"),
    [
        (GIFT, 1, "verb", "subj", ["Peru"]),
        (GIFT, 1, "verb", "obj", ["tons"]),
        (GIFT, 1, "verb", "iobj", ["Oman"]),
        (GIFT, 1, "verb", "comp", ["help"]),
        (GIFT, 1, "verb", "in", ["May"]),
        (GIFT, 1, "verb", "of", ["grain"]),  # the object's phrase
        (GIFT, 1, "verb", "with", []),
        (LED, 2, "verb", "subj", ["Peru"]),
        (LED, 2, "verb", "obj", ["troops"]),
        (LED, 2, "verb", "iobj", []),
        ("Peru Peru PROPN 2 nsubj\nready ready ADJ 0 root", 1, "adjective", "subj", ["Peru"]),
        (EMPTY, 4, "adjective", "subj", ["Peru"]),  # "it" is nobody
        ("it it PRON 2 expl\nready ready ADJ 0 root", 1, "adjective", "subj", ["it"]),
    ],
)
def test_steps_from_a_verb_or_an_adjective(block: str, node: int, kind: FrameKind, step: str, heads: list[str]) -> None:
    it = scene(block)
    assert [it.tree[n].form for n in heads_of(it, node, kind, step)] == heads


HELD = """
Peru Peru PROPN 2 nsubj
{0} {0} VERB 0 root
talks talk NOUN 2 obj
with with ADP 5 case
Oman Oman PROPN 2 obl
"""
UNDER = "Peru Peru PROPN 4 nsubj\nis be AUX 4 cop\nunder under ADP 4 case\nattack attack NOUN 0 root"
OWN = """
Peru Peru PROPN 3 nmod:poss
's 's PART 1 case
raids raid NOUN 0 root
and and CCONJ 5 cc
threats threat NOUN 3 conj
"""
VISIT = """
after after ADP 2 case
visit visit NOUN 5 obl
to to ADP 4 case
Oman Oman PROPN 2 nmod
said say VERB 0 root
Silva Silva PROPN 5 nsubj
"""
SIGNED = "treaty treaty NOUN 0 root\nsigned|VBN sign VERB 1 acl\nwith with ADP 4 case\nOman Oman PROPN 2 obl"
MADE = SIGNED.replace("with with", "by by")
RELATIVE = "raids raid NOUN 0 root\nPeru Peru PROPN 3 nsubj\nled lead VERB 1 acl:relcl"
WHERE = "coast coast NOUN 0 root\nwhere where ADV 4 advmod\nPeru Peru PROPN 4 nsubj\nlanded land VERB 1 acl:relcl"
THAT = "claim claim NOUN 0 root\nthat that SCONJ 4 mark\nPeru Peru PROPN 4 nsubj\n{0} {0} VERB 1 acl"
PAIR = "raids raid NOUN 0 root\nand and CCONJ 3 cc\nsiege siege NOUN 1 conj\nof of ADP 5 case\nLima Lima PROPN 3 nmod"
SUPPLIER = "Peru Peru PROPN 0 root\n, , PUNCT 1 punct\nsupplier supplier NOUN 1 appos"
LAUNCHED = """
raid raid NOUN 3 nsubj:pass
was be AUX 3 aux:pass
launched|VBN launch VERB 0 root
by by ADP 5 case
Peru Peru PROPN 3 obl
"""


@pytest.mark.parametrize(
    ("block", "node", "step", "heads"),
    [
        (HELD.format("hold"), 2, "subj", ["Peru"]),
        (HELD.format("watch"), 2, "subj", []),
        (HELD.format("hold"), 2, "verb", ["hold"]),
        (HELD.format("watch"), 2, "verb", []),
        (HELD.format("face"), 2, "verb", ["face"]),
        (HELD.format("face"), 2, "conv", ["Peru"]),
        (HELD.format("hold"), 2, "conv", []),
        (HELD.format("watch"), 2, "carried-subj", ["Peru"]),
        (HELD.format("hold"), 2, "with", ["Oman"]),
        (LAUNCHED, 0, "subj", ["Peru"]),
        (UNDER, 3, "subj", ["Peru"]),
        (UNDER, 3, "conv", ["Peru"]),
        (UNDER, 3, "cop-subj", ["Peru"]),
        (HELD.format("hold"), 2, "cop-subj", []),
        (OWN, 2, "poss", ["Peru"]),
        (OWN, 4, "poss", ["Peru"]),  # shared by coordinates
        (VISIT, 1, "setting", ["Silva"]),
        (VISIT.replace("after after", "like like"), 1, "setting", []),
        (VISIT, 1, "to", ["Oman"]),
        (SIGNED, 0, "with", ["Oman"]),
        (MADE, 0, "relsubj", ["Oman"]),
        (RELATIVE, 0, "relsubj", ["Peru"]),
        (WHERE, 0, "relsubj", []),
        (WHERE.replace("where where ADV 4 advmod", "that that PRON 4 obj"), 0, "relsubj", ["Peru"]),
        (THAT.format("fall"), 0, "relsubj", []),
        (THAT.format("launch"), 0, "relsubj", ["Peru"]),  # here: who made it
        (PAIR, 0, "of", ["Lima"]),
        (SUPPLIER, 2, "appos-of", ["Peru"]),
        (SUPPLIER, 0, "appos-of", []),
        ("plan plan NOUN 0 root\nto to PART 3 mark\nflee flee VERB 1 acl", 0, "comp", ["flee"]),
    ],
)
def test_steps_from_a_noun(block: str, node: int, step: str, heads: list[str]) -> None:
    it = scene(block)
    assert [it.tree[n].form for n in heads_of(it, node, "noun", step)] == heads


def test_a_phrase_far_behind_a_noun_is_not_its_own() -> None:
    filler = "".join("so so ADV 2 advmod\n" for _ in range(15))
    near = "Peru Peru PROPN 2 nsubj\nheld hold VERB 0 root\ntalks talk NOUN 2 obj"
    far = f"{near}\n{filler}with with ADP 20 case\nOman Oman PROPN 2 obl"
    assert heads_of(scene(far), 2, "noun", "with") == []


STEPS = (
    "subj obj iobj comp poss setting cop-subj appos-of relsubj conv carried-subj verb of by in with nonsense"
).split()


@settings(max_examples=40, deadline=None)
@given(trees(), st.sampled_from(("verb", "noun", "adjective")), st.sampled_from(STEPS))
def test_on_any_tree_every_step_leads_into_the_sentence(it: Tree, kind: FrameKind, step: str) -> None:
    on = scene(it)
    for node in range(len(it)):
        assert set(heads_of(on, node, kind, step)) <= set(range(len(it)))
