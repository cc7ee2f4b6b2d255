"""Parenthetical cues read from the words: whose they are, and what is none."""

import pytest

from dragoman.language.tree import Tree
from dragoman.statements import CueTable
from dragoman.statements.parentheses import find_parentheses
from tests.parsed import sentences

CUES = CueTable.load()
FIN = "VerbForm=Fin"
CLAUSE = f"Ships ship NOUN 2 nsubj\nsailed sail VERB 0 root {FIN}\n, , PUNCT 2 punct\n"


def found(rest: str, clause: str = CLAUSE) -> list[tuple[str, str]]:
    _, (sentence,) = sentences(clause + rest)
    tree = Tree(sentence, 0)
    return [(tree[p.source].form, tree[p.cue].form) for p in find_parentheses(tree, CUES)]


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        # the reader's relation does not matter, only the words' order and classes
        (f"officials official NOUN 5 nsubj\nsaid say VERB 2 conj {FIN}\n. . PUNCT 2 punct", [("officials", "said")]),
        (f"said say VERB 2 conj {FIN}\nDoe Doe PROPN 4 obj\n. . PUNCT 2 punct", [("Doe", "said")]),
        (
            f"Doe Doe PROPN 9 nsubj\n, , PUNCT 7 punct\na a DET 7 det\nspokesman spokesman NOUN 4 appos\n"
            f", , PUNCT 4 punct\nsaid say VERB 2 conj {FIN}\n. . PUNCT 2 punct",
            [("Doe", "said")],
        ),
        (
            f"the the DET 5 det\nministry ministry NOUN 7 nsubj\nhas have AUX 7 aux {FIN}\n"
            "said say VERB 2 conj VerbForm=Part\n. . PUNCT 2 punct",
            [("ministry", "said")],
        ),
    ],
)
def test_parentheses(rest: str, expected: list[tuple[str, str]]) -> None:
    assert found(rest) == expected


@pytest.mark.parametrize(
    "rest",
    [
        # a clause of its own follows the verb
        f"officials official NOUN 5 nsubj\nsaid say VERB 2 conj {FIN}\nthat that SCONJ 8 mark\n"
        f"ports port NOUN 8 nsubj\nclosed close VERB 5 ccomp {FIN}",
        # a relative clause
        f"who who PRON 5 nsubj\nsaid say VERB 2 acl:relcl {FIN}\n. . PUNCT 2 punct",
        # no verb of saying
        f"officials official NOUN 5 nsubj\nslept sleep VERB 2 conj {FIN}\n. . PUNCT 2 punct",
        # joined, not put in
        f"and and CCONJ 5 cc\nofficials official NOUN 6 nsubj\nsaid say VERB 2 conj {FIN}\nso so ADV 6 advmod",
    ],
)
def test_what_is_no_parenthesis(rest: str) -> None:
    assert found(rest) == []


def test_a_parenthesis_needs_a_claim_before_it() -> None:
    heading = "Late late ADJ 2 amod\nnews news NOUN 0 root\n, , PUNCT 2 punct\n"
    assert found(f"officials official NOUN 5 nsubj\nsaid say VERB 2 parataxis {FIN}\n. . PUNCT 2 punct", heading) == []
