"""Trees that cannot be, and what becomes of them. Rows are ``form UPOS head deprel [xpos]``."""

import pytest
from msgspec.structs import replace

from dragoman.language.mend import mended
from dragoman.records import Token


def tokens(block: str) -> tuple[Token, ...]:
    rows = [line.split() for line in block.strip().splitlines()]
    return tuple(
        Token(id=n, form=form, start=0, end=0, lemma=form, upos=upos, xpos=(*xpos, "_")[0], head=int(head), deprel=rel)
        for n, (form, upos, head, rel, *xpos) in enumerate(rows, start=1)
    )


TITLE_AND_NAME = """
Silva PROPN 5 nsubj
and CCONJ 3 cc
Minister PROPN {title}
Costa PROPN {name}
met VERB 0 root VBD
"""
MET_A_NAME = """
Silva PROPN 2 nsubj
met VERB 0 root VBD
with ADP 4 case
Minister PROPN 2 obl
for ADP 6 case
Trade PROPN 4 nmod
Costa PROPN 2 nsubj
"""
OWNER = """
The DET 2 det
owner NOUN 4 nsubj
Karla PROPN 4 nsubj
smiled VERB 0 root VBD
"""
STRONGMAN = """
Ruritanian ADJ 2 amod
strongman NOUN 4 nsubj
Costa PROPN 4 nsubj
smiled VERB 0 root VBD
"""
EVERY_MOVE = """
move NOUN 3 nsubj
Costa PROPN 3 nsubj
makes VERB 4 acl:relcl VBZ
helps VERB 0 root VBZ
"""
LISTED = """
Lima PROPN 0 root
, PUNCT 3 punct
Quito PROPN 1 conj
Palma PROPN 1 conj
"""
BOTH = """
Silva PROPN {verb} nsubj
{comma}and CCONJ {later} cc
Costa PROPN {verb} {relation}
met VERB 0 root VBD
"""
LIMITED_AND_DISTANT = """
a DET 5 det
limited ADJ 5 amod
and CCONJ 4 cc
distant ADJ 5 amod
crowd NOUN 0 root
"""
AND_ITS_TITLE = """
Silva PROPN 5 nsubj
and CCONJ 3 cc
Minister PROPN 4 nmod:desc
Costa PROPN 5 nsubj
met VERB 0 root VBD
"""
APART = """
Silva PROPN 2 nsubj
met VERB 0 root VBD
crowds NOUN 2 obj
today NOUN 2 obl
and CCONJ 6 cc
friends NOUN 2 obj
"""
BETWEEN_COMMAS = """
The DET 2 det
minister NOUN 6 nsubj
, PUNCT 2 punct
Costa PROPN 6 nsubj
, PUNCT 2 punct
spoke VERB 0 root VBD
"""
AN_OBJECT_BEHIND = """
Silva PROPN 2 nsubj
wrote VERB 0 root VBD
Odes NOUN 2 obj
, PUNCT 6 punct
{article} DET 6 det
book NOUN 2 obj
"""
OFFICIAL_SAID = """
met VERB 0 root VBD
Silva PROPN 1 obj
, PUNCT 5 punct
{article} DET 5 det
official NOUN 2 appos
{comma}said VERB 1 parataxis VBD
"""
OFFICIAL_HAD_SAID = """
met VERB 0 root VBD
Silva PROPN 1 obj
, PUNCT 5 punct
an DET 5 det
official NOUN 2 appos
was AUX 7 aux:pass VBD
told VERB 1 parataxis VBN
"""
POLICE_SAID = """
Costa PROPN 2 nsubj
died VERB {own} VBD
, PUNCT 4 punct
police NOUN 2 nsubj
said VERB {other} VBD
"""
CALLED = """
Silva PROPN 2 nsubj
{verb} VERB 0 root VBD
it PRON 2 obj
a DET 5 det
threat NOUN 2 obj
"""
LOST_TO = """
Peru PROPN 2 nsubj
lost VERB 0 root VBD
men NOUN 2 obj
{preposition} ADP 5 case
fire NOUN 2 obj
"""
TURNED = """
the DET 2 det
minister NOUN 4 appos
, PUNCT 2 punct
Costa PROPN 5 nsubj
spoke VERB 0 root VBD
"""
THEY_COULD = """
that SCONJ 3 mark
Peru PROPN 3 nsubj
could AUX 4 aux MD
act VERB 0 root VB
"""


TORN = TITLE_AND_NAME.format(title="1 conj", name="5 nsubj")  # "Silva and Minister Costa met"
SIDE_BY_SIDE = TITLE_AND_NAME.format(title="1 conj", name="1 conj")
TWO_MET = BOTH.format(verb=4, later=3, comma="", relation="nsubj")
TWO_MET_WITH_A_COMMA = BOTH.format(verb=5, later=4, comma=", PUNCT 4 punct\n", relation="nsubj")
OF_ANOTHER_KIND = BOTH.format(verb=4, later=3, comma="", relation="obl")
AN_OFFICIAL, THE_OFFICIAL = (OFFICIAL_SAID.format(article=a, comma="") for a in ("an", "the"))
CLOSED = OFFICIAL_SAID.format(article="an", comma=", PUNCT 5 punct\n")
DIED_POLICE_SAID = POLICE_SAID.format(own="5 ccomp", other="0 root")


@pytest.mark.parametrize(
    ("block", "word", "head", "relation"),
    [
        (TORN, "Costa", "Silva", "conj"),
        (TORN, "Minister", "Costa", "nmod:desc"),
        (TORN, "and", "Costa", "cc"),
        (SIDE_BY_SIDE, "Minister", "Costa", "nmod:desc"),
        (LISTED, "Quito", "Palma", "nmod:desc"),
        (MET_A_NAME, "Costa", "met", "obl"),
        (MET_A_NAME, "with", "Costa", "case"),
        (OWNER, "Karla", "owner", "appos"),
        (STRONGMAN, "strongman", "Costa", "nmod:desc"),
        (EVERY_MOVE, "Costa", "makes", "nsubj"),
        (TWO_MET, "Costa", "Silva", "conj"),
        (TWO_MET_WITH_A_COMMA, "Costa", "Silva", "conj"),
        (OF_ANOTHER_KIND, "Costa", "met", "obl"),
        (AND_ITS_TITLE, "Costa", "Silva", "conj"),
        (AND_ITS_TITLE, "and", "Costa", "cc"),
        (LIMITED_AND_DISTANT, "distant", "limited", "conj"),
        (APART, "friends", "met", "obj"),
        (BETWEEN_COMMAS, "Costa", "minister", "appos"),
        (AN_OBJECT_BEHIND.format(article="a"), "book", "Odes", "appos"),
        (AN_OBJECT_BEHIND.format(article="the"), "book", "wrote", "obj"),
        (AN_OFFICIAL, "official", "said", "nsubj"),
        (THE_OFFICIAL, "official", "Silva", "appos"),
        (CLOSED, "official", "Silva", "appos"),
        (OFFICIAL_HAD_SAID, "official", "told", "nsubj:pass"),
        (DIED_POLICE_SAID, "police", "said", "nsubj"),
        (CALLED.format(verb="call"), "threat", "call", "xcomp"),
        (CALLED.format(verb="sell"), "threat", "sell", "obj"),
        (LOST_TO.format(preposition="to"), "fire", "lost", "obl"),
        (LOST_TO.format(preposition="off"), "fire", "lost", "obj"),
        (TURNED, "minister", "spoke", "nsubj"),
        (TURNED, "Costa", "minister", "appos"),
        (THEY_COULD, "Peru", "act", "nsubj"),
        (THEY_COULD, "that", "act", "mark"),
    ],
)
def test_what_is_impossible_is_put_right(block: str, word: str, head: str, relation: str) -> None:
    found = mended(tokens(block))
    token = next(t for t in found if t.form == word)
    assert (found[token.head - 1].form, token.deprel) == (head, relation)


def test_a_sound_tree_is_left_alone() -> None:
    given = tokens(LIMITED_AND_DISTANT.replace("5 amod\ncrowd", "2 conj\ncrowd"))
    assert mended(given) is given


@pytest.mark.parametrize("block", [TORN, MET_A_NAME, TURNED, CALLED.format(verb="call")])
def test_a_broken_tree_ends_well(block: str) -> None:
    """Heads out of reach and loops: nothing is raised, and no word hangs on one that is not there."""
    given = tokens(block)
    for shift in range(len(given)):
        broken = tuple(replace(t, head=(t.head + shift) % (len(given) + 3)) for t in given)
        assert len(mended(broken)) == len(given)


DENIED_AND_PRAISED = """
Peru PROPN 2 nsubj
denied VERB 0 root VBD
it PRON 5 nsubj
{auxiliary} AUX 5 aux
{beside} VERB 2 ccomp {tag}
riots NOUN 5 obj
but CCONJ 8 cc
{verb} VERB 5 conj {past}
{last}
"""


@pytest.mark.parametrize(
    ("auxiliary", "beside", "tag", "verb", "past", "last", "head"),
    [
        ("had", "begun", "VBN", "praised", "VBD", "villagers NOUN 8 obj", 2),
        ("would", "stop", "VB", "offered", "VBD", "talks NOUN 8 obj", 2),
        ("had", "begun", "VBN", "led", "VBN", "marchers NOUN 8 obj", 5),  # both "had"
        ("had", "stood", "VBN", "laughed", "VBD", ". PUNCT 2 punct", 5),  # nothing of its own follows
        ("has", "begun", "VBN", "praised", "VBD", "villagers NOUN 8 obj", 5),
    ],
)
def test_a_past_unlike_its_neighbour_is_joined_to_the_verb_of_saying(
    auxiliary: str, beside: str, tag: str, verb: str, past: str, last: str, head: int
) -> None:
    block = DENIED_AND_PRAISED.format(auxiliary=auxiliary, beside=beside, tag=tag, verb=verb, past=past, last=last)
    assert mended(tokens(block))[7].head == head
