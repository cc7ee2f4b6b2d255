"""Lemmas by rule and by table."""

import pytest

from dragoman.language.lemmas import Lemmatiser

WORDS = (
    "bomb hope charge visit invite create agree stop talk house city clash force attack meet pass cause strike "
    "besiege deploy deny violate hit plan seize big large heavy soldier refuse rescue urge accuse pledge face lie tie "
    "series unite die"
).split()

CASES = [
    ("bombed", "VERB", "VBD", "bomb"),
    ("hoped", "VERB", "VBD", "hope"),
    ("charged", "VERB", "VBN", "charge"),
    ("visited", "VERB", "VBD", "visit"),
    ("inviting", "VERB", "VBG", "invite"),
    ("agreed", "VERB", "VBD", "agree"),
    ("stopped", "VERB", "VBD", "stop"),
    ("planning", "VERB", "VBG", "plan"),
    ("passed", "VERB", "VBD", "pass"),
    ("denied", "VERB", "VBD", "deny"),
    ("denies", "VERB", "VBZ", "deny"),
    ("clashes", "NOUN", "NNS", "clash"),
    ("houses", "NOUN", "NNS", "house"),
    ("cities", "NOUN", "NNS", "city"),
    ("forces", "NOUN", "NNS", "force"),
    ("met", "VERB", "VBD", "meet"),
    ("said", "VERB", "VBD", "say"),
    ("struck", "VERB", "VBN", "strike"),
    ("withdrew", "VERB", "VBD", "withdraw"),
    ("was", "AUX", "VBD", "be"),
    ("has", "VERB", "VBZ", "have"),
    ("n't", "PART", "RB", "not"),
    ("n’t", "PART", "RB", "not"),
    ("wo", "AUX", "MD", "will"),
    ("men", "NOUN", "NNS", "man"),
    ("bigger", "ADJ", "JJR", "big"),
    ("largest", "ADJ", "JJS", "large"),
    ("heavier", "ADJ", "JJR", "heavy"),
    ("better", "ADJ", "JJR", "good"),
    ("co-chaired", "VERB", "VBD", "co-chair"),
    ("re-deployed", "VERB", "VBD", "re-deploy"),
    ("ATTACKED", "VERB", "VBD", "attack"),
    ("United", "PROPN", "NNP", "United"),
    ("Talks", "NOUN", "NNS", "talk"),
    ("I", "PRON", "PRP", "I"),
    ("zorbed", "VERB", "VBD", "zorb"),
    ("gliced", "VERB", "VBD", "glice"),
    ("s", "NOUN", "NNS", "s"),
]


@pytest.mark.parametrize(("form", "upos", "xpos", "lemma"), CASES)
def test_lemmas(form: str, upos: str, xpos: str, lemma: str) -> None:
    assert Lemmatiser(WORDS).lemma(form, upos, xpos) == lemma
