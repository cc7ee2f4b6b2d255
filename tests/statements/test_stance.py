"""How a content is held, and what is done with it, from its own clause."""

import pytest

from dragoman.language.tree import Tree
from dragoman.statements import CueTable
from dragoman.statements.acts import act_of
from dragoman.statements.stance import demands, stance_of
from tests.parsed import sentences

CUES = CueTable.load()
FIN = "VerbForm=Fin"


def tree(block: str) -> tuple[Tree, int]:
    _, (sentence,) = sentences(block)
    made = Tree(sentence, 0)
    return made, next(i for i, token in enumerate(made.tokens) if token.deprel == "root")


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (f"Rome Rome PROPN 3 nsubj\nmust must AUX 3 aux {FIN}\npay pay VERB 0 root", True),
        (f"Rome Rome PROPN 3 nsubj\nshould should AUX 3 aux {FIN}\npay pay VERB 0 root", True),
        ("Pay pay VERB 0 root Mood=Imp\nnow now ADV 1 advmod", True),
        (f"Do do AUX 3 aux {FIN}\nnot not PART 3 advmod\npay pay VERB 0 root VerbForm=Inf", True),
        ("Thank thank VERB 0 root Mood=Imp\nyou you PRON 1 obj", False),
        (f"Rome Rome PROPN 4 nsubj\nmust must AUX 4 aux {FIN}\nhave have AUX 4 aux\npaid pay VERB 0 root", False),
        (f"Rome Rome PROPN 3 nsubj\nwill will AUX 3 aux {FIN}\npay pay VERB 0 root", False),
        (f"Rome Rome PROPN 2 nsubj\npays pay VERB 0 root {FIN}", False),
    ],
)
def test_demands(block: str, expected: bool) -> None:
    assert demands(*tree(block)) is expected


@pytest.mark.parametrize(
    ("cue", "negated", "stance"),
    [("say", False, "affirms"), ("deny", False, "denies"), ("deny", True, "affirms"), ("believe", True, "doubts"),
     ("doubt", True, "affirms"), ("hope", False, "hopes")],
)  # fmt: skip
def test_the_cue_and_its_negation(cue: str, negated: bool, stance: str) -> None:
    made, head = tree(f"Rome Rome PROPN 2 nsubj\npays pay VERB 0 root {FIN}")
    assert stance_of(made, head, CUES.verb(cue), negated=negated) == stance


def test_a_question_is_asked_whatever_the_cue() -> None:
    assert stance_of(None, None, CUES.verb("say"), words="Will it end?”") == "asks"
    assert stance_of(None, None, None, words="It ended.") == "affirms"


@pytest.mark.parametrize(
    ("block", "stance"),
    [
        (f"We we PRON 2 nsubj\nhope hope VERB 0 root {FIN}\nso so ADV 2 advmod", "hopes"),
        (f"They they PRON 2 nsubj\nhope hope VERB 0 root {FIN}\nso so ADV 2 advmod", "affirms"),
        (f"I I PRON 2 nsubj\nlook look VERB 0 root {FIN}\nforward forward ADV 2 advmod", "hopes"),
        (f"I I PRON 3 nsubj\nwould would AUX 3 aux {FIN}\nlike like VERB 0 root\npeace peace NOUN 3 obj", "hopes"),
        (f"I I PRON 3 nsubj\nwould would AUX 3 aux {FIN}\nlike like VERB 0 root\nthank thank VERB 3 xcomp", "affirms"),
        (
            f"I I PRON 2 nsubj\nwonder wonder VERB 0 root {FIN}\n"
            "if if SCONJ 5 mark\nit it PRON 5 nsubj\nends end VERB 2 ccomp",
            "asks",
        ),
    ],
)
def test_the_speakers_own_wish_or_question(block: str, stance: str) -> None:
    assert stance_of(*tree(block), CUES.verb("say")) == stance


@pytest.mark.parametrize(
    ("block", "act"),
    [
        (f"We we PRON 3 nsubj\nwill will AUX 3 aux {FIN}\npay pay VERB 0 root", "promise"),
        (f"They they PRON 3 nsubj\nwill will AUX 3 aux {FIN}\npay pay VERB 0 root", "assert"),
        (f"We we PRON 2 nsubj\npay pay VERB 0 root {FIN}", "assert"),
    ],
)
def test_promises(block: str, act: str) -> None:
    assert act_of(*tree(block), CUES.verb("say"), "affirms") == act


def test_the_cue_names_the_act_first() -> None:
    assert act_of(None, None, CUES.verb("praise"), "affirms") == "praise"
    assert act_of(None, None, CUES.verb("say"), "demands") == "demand"
    assert act_of(None, None, None, "asks") == "ask"
