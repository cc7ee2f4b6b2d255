"""From role paths to participants: whom phrases name, whose things are, who is described by words only."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.events.frames import FrameKind
from dragoman.events.participants import MOST_WITHIN, described, modifiers, owner, phrase, role, side
from dragoman.language.tree import Tree
from dragoman.records import EventType, Participant
from tests.events.test_scene import (
    KNOWN,
    MALI,
    OMAN,
    PERU,
    REBELS,
    broken_trees,
    frame,
    names,
    nested,
    said,
    scene,
    trees,
)

RAID = frame(name="raid", kind="noun", words=("raid",), actor=("poss", "mod"), recipient=("on",))
TALKS = frame(name="talk", kind="noun", type="CONSULT", words=("talk",), actor=("poss",), recipient=("with",))


def told(kind: EventType) -> tuple[Participant, ...]:
    """Who did last what is told of these types."""
    return {"COERCE": (PERU,), "ACCUSE": (OMAN,), "CONSULT": (PERU, OMAN), "ASSAULT": (REBELS,)}.get(kind, ())


URGED = """
Peru Peru PROPN 2 nsubj
urged urge VERB 0 root
Oman Oman PROPN 2 obj
to to PART 5 mark
shield shield VERB 2 xcomp
Mali Mali PROPN 5 obj
"""
CONDEMNED = """
Togo Togo PROPN 2 nsubj
condemned condemn VERB 0 root
the the DET 5 det
Peruvian Peruvian ADJ 5 amod
raid raid NOUN 2 obj
on on ADP 7 case
Oman Oman PROPN 5 nmod
"""
ROOF = """
roof roof NOUN 0 root
of of ADP 3 case
depot depot NOUN 1 nmod
of of ADP 5 case
Oman Oman PROPN 3 nmod
"""
GROUP = """
rebels rebels NOUN 0 root
(RB RB PROPN 1 appos
, , PUNCT 5 punct
armed armed ADJ 5 amod
band band NOUN 1 appos
"""
ASSOCIATE = (
    "Peruvian Peruvian ADJ 2 amod\nassociate associate NOUN 0 root\nwho who PRON 4 nsubj\nfled flee VERB 2 acl:relcl"
)
MEDIATION = """
Peru Peru PROPN 3 nmod:poss
so so ADV 3 advmod
raid raid NOUN 0 root
between between ADP 5 case
Oman Oman PROPN 3 nmod
"""
DETAINED = "held hold VERB 0 root\nSilva Silva PROPN 1 obj\nin in ADP 4 case\nLima Lima PROPN 1 obl"


@pytest.mark.parametrize(
    ("block", "node", "kind", "path", "people"),
    [
        (URGED, 1, "verb", "subj", ["Peru"]),
        (URGED, 1, "verb", "obj", ["Oman"]),
        (URGED, 1, "verb", "comp.subj", ["Oman"]),
        (URGED, 1, "verb", "comp.obj", ["Mali"]),
        (URGED, 1, "verb", "comp.comp.obj", []),
        (URGED, 1, "verb", "with", []),
        (CONDEMNED, 1, "verb", "obj.itself", []),
        (URGED, 1, "verb", "obj.itself", ["Oman"]),
        (CONDEMNED, 1, "verb", "obj.owner", ["Peru"]),
        (CONDEMNED, 1, "verb", "obj.actor", ["Peru"]),
        (CONDEMNED, 1, "verb", "obj.recipient", ["Oman"]),
        (CONDEMNED, 1, "verb", "obj.on", ["Oman"]),
        (CONDEMNED, 1, "verb", "obj.mod", ["Peru"]),
        (CONDEMNED, 4, "noun", "mod", ["Peru"]),
        (URGED, 1, "verb", "holder", ["Peru"]),
        (URGED, 1, "verb", "accuser", ["Oman"]),
        (URGED, 1, "verb", "within", ["Oman", "Mali"]),
        (DETAINED, 0, "verb", "ruler", ["Lima"]),
        (URGED, 1, "verb", "ruler", []),
    ],
)
def test_roles(block: str, node: int, kind: FrameKind, path: str, people: list[str]) -> None:
    assert names(role(scene(block, RAID, memory=told), node, kind, path)) == people


@pytest.mark.parametrize(("determiner", "named"), [("", []), ("a", ["power"])])
def test_bare_power_is_no_state(determiner: str, named: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    power = Participant(id="power", name="power", kind="state")
    monkeypatch.setitem(KNOWN, "power", power)
    block = "seized seize VERB 0 root\n" + (f"{determiner} a DET 3 det\n" if determiner else "so so ADV 1 advmod\n")
    assert names(phrase(scene(block + "power|NN power NOUN 1 obj"), 2)) == named


def test_the_ruler_is_the_state_not_the_town() -> None:
    (ruler,) = role(scene(DETAINED), 0, "verb", "ruler")
    assert (ruler.id, ruler.kind, ruler.party) == ("PER", "state", "PER")


@pytest.mark.parametrize(
    ("sectors", "rules"), [(("COP",), True), (("MIL", "JUD"), True), (("MED",), False), ((), False)]
)
def test_police_that_tell_of_an_arrest_made_it(sectors: tuple[str, ...], rules: bool) -> None:
    police = Participant(id="p", name="police", kind="organisation", party="OMN", sectors=sectors)
    it = scene("held hold VERB 0 root", statements=(said(0, 9, police),))
    assert bool(role(it, 0, "verb", "ruler")) is rules


def test_the_speaker_is_whoever_says_the_word() -> None:
    it = scene(URGED, author=(MALI,), statements=(said(0, 8, OMAN),))
    assert role(it, 1, "verb", "speaker") == (OMAN,)
    assert role(it, 2, "verb", "speaker") == (MALI,)


def test_within_takes_no_more_parties_than_the_most() -> None:
    joined = "\n".join(f"{n} {n} PROPN 1 obl" for n in ("Peru", "Oman", "Togo", "Mali"))
    assert len(role(scene(f"spoke speak VERB 0 root\n{joined}"), 0, "verb", "within")) == MOST_WITHIN


@pytest.mark.parametrize(
    ("block", "node", "people"),
    [
        ("Peru Peru PROPN 0 root\nand and CCONJ 3 cc\nOman Oman PROPN 1 conj", 0, ["Peru", "Oman"]),
        ("convoy convoy NOUN 0 root\nof of ADP 3 case\nOman Oman PROPN 1 nmod", 0, ["Oman"]),
        ("Peruvian Peruvian ADJ 2 amod\nraid raid NOUN 0 root", 1, ["Peru"]),
        ("the the DET 2 det\nraid raid NOUN 0 root", 1, ["rebels"]),  # whoever struck last
        ("a a DET 2 det\nraid raid NOUN 0 root", 1, []),
        ("some some DET 0 root\nof of ADP 3 case\nrebels rebels NOUN 1 nmod", 0, ["rebels"]),
        ("both both DET 2 det\nsides side NOUN 0 root", 1, ["Peru", "Oman"]),
        ("the the DET 2 det\ntwo two NUM 0 root", 1, ["Peru", "Oman"]),
        ("two two NUM 2 nummod\nministers minister NOUN 0 root", 1, ["Peru", "Oman"]),
        ("two two NUM 2 nummod\nstones stone NOUN 0 root", 1, []),
        ("Silva Silva PROPN 0 root\n, , PUNCT 1 punct\ncleric cleric NOUN 1 appos", 2, ["Silva"]),
        (GROUP, 4, ["rebels"]),
        (GROUP.replace("(RB RB PROPN 1 appos", "or or CCONJ 1 cc"), 4, []),
        ("ally ally NOUN 0 root\n, , PUNCT 1 punct\nTogo Togo PROPN 1 appos", 0, ["Togo"]),
        (ASSOCIATE, 1, []),
        (ASSOCIATE.replace("who who PRON", "that that PRON"), 1, ["Peru"]),
        ("Peruvian Peruvian ADJ 2 amod\nrecruiter recruiter NOUN 0 root", 1, []),  # he is not Peru
        ("Peruvian Peruvian ADJ 2 amod\nguard guard NOUN 0 root", 1, []),
        ("stone stone NOUN 0 root", 0, []),
    ],
)
def test_whom_a_phrase_names(block: str, node: int, people: list[str]) -> None:
    assert names(phrase(scene(block, RAID, memory=told), node)) == people


@pytest.mark.parametrize(
    ("block", "node", "people"),
    [
        ("Peru Peru PROPN 3 nmod:poss\n's 's PART 1 case\ndepot depot NOUN 0 root", 2, ["Peru"]),
        ("Peruvian Peruvian ADJ 2 amod\ndepot depot NOUN 0 root", 1, ["Peru"]),
        ("depot depot NOUN 0 root\nfrom from ADP 3 case\nOman Oman PROPN 1 nmod", 0, ["Oman"]),
        (ROOF, 0, ["Oman"]),
        (MEDIATION, 2, ["Peru"]),
        (MEDIATION.replace("PROPN 3 nmod:poss", "PROPN 3 dep"), 2, ["Oman"]),
        ("the the DET 2 det\nclaim claim NOUN 0 root", 1, ["Oman"]),
        ("depot depot NOUN 0 root", 0, []),
    ],
)  # fmt: skip
def test_whose_a_thing_is(block: str, node: int, people: list[str]) -> None:
    assert names(owner(scene(block, RAID, memory=told), node)) == people


@pytest.mark.parametrize(
    ("before", "people"),
    [
        ("Peruvian Peruvian ADJ 2 amod", ["Peru"]),
        ("Peru Peru PROPN 2 compound", ["Peru"]),
        ("US US NOUN 2 compound", ["United States"]),
        ("big big ADJ 2 amod", []),
        ("nuns nuns NOUN 2 compound", []),
        ("Peru Peru PROPN 2 nmod:poss", []),
    ],
)
def test_parties_named_before_a_noun(before: str, people: list[str]) -> None:
    assert names(modifiers(scene(f"{before}\nraids raid NOUN 0 root"), 1)) == people


@pytest.mark.parametrize("prefix", ["anti", "pro", "counter", "Anti"])
def test_who_is_meant_by_anti_is_not_who_acts(prefix: str) -> None:
    block = f"{prefix} {prefix} ADJ 2 advmod\nPeru Peru PROPN 3 compound\nraids raid NOUN 0 root"
    assert modifiers(scene(block), 2) == ()
    parted = f"{prefix} {prefix} ADJ 3 advmod\n- - PUNCT 3 punct\nPeru Peru PROPN 4 compound\nraids raid NOUN 0 root"
    assert modifiers(scene(parted), 3) == ()


def test_two_parties_before_a_noun_are_both_named_in_order() -> None:
    block = "Peru Peru PROPN 3 compound\nOmani Omani ADJ 3 amod\ntalks talk NOUN 0 root"
    assert modifiers(scene(block), 2) == (PERU, OMAN)


@pytest.mark.parametrize(
    ("block", "node", "name", "kind", "country"),
    [
        ("15 15 NUM 2 nummod\ntrainees trainee NOUN 0 root", 1, "15 trainees", "crowd", None),
        ("Peruvian Peruvian ADJ 2 amod\nguards guard NOUN 0 root", 1, "Peruvian guards", "crowd", "PER"),
        ("a a DET 3 det\nbig big ADJ 3 amod\ndepot depot NOUN 0 root", 2, "big depot", "other", None),
        ("border border NOUN 0 root", 0, "border", "other", None),
        ("letter letter NOUN 0 root", 0, "letter", "other", None),
    ],
)
def test_who_no_table_knows_is_described(block: str, node: int, name: str, kind: str, country: str | None) -> None:
    it = scene(block)
    found = described(it, node)
    assert (found.name, found.kind, found.country, found.party) == (name, kind, country, None)
    assert it.tree.sentence.text[found.start : found.end] == name


STRUCK = "Peru Peru PROPN 2 nsubj\nstruck strike VERB 0 root\n{0} {1} NOUN 2 obj"


@pytest.mark.parametrize(
    ("fields", "noun", "victims"),
    [
        ({}, ("trainees", "trainee"), ["trainees"]),
        ({}, ("depots", "depot"), ["depots"]),
        ({}, ("stones", "stone"), []),
        ({"type": "COERCE"}, ("trainees", "trainee"), ["trainees"]),
        ({"type": "COERCE"}, ("depots", "depot"), []),
        ({"type": "AID"}, ("trainees", "trainee"), []),
    ],
)
def test_people_and_things_under_attack_need_no_table(
    fields: dict[str, object], noun: tuple[str, str], victims: list[str]
) -> None:
    it = scene(STRUCK.format(*noun))
    assert names(side(it, 1, frame(**fields), ("obj",))) == victims


def test_only_who_is_aimed_at_is_a_victim() -> None:
    it = scene("struck strike VERB 0 root\nwith with ADP 3 case\ntrainees trainee NOUN 1 obl")
    assert side(it, 0, frame(), ("with",)) == ()


def test_the_first_role_that_names_somebody_counts() -> None:
    it = scene(URGED)
    assert side(it, 1, frame(), ("with", "obj", "subj")) == (OMAN,)
    assert side(it, 1, frame(), ("subj", "obj")) == (PERU,)


def test_another_party_goes_before_one_that_is_there_already() -> None:
    it = scene(URGED)
    assert side(it, 1, frame(), ("subj", "obj"), besides=(PERU,)) == (OMAN,)
    assert side(it, 1, frame(), ("subj",), besides=(PERU,)) == (PERU,)


PATHS = (
    "subj obj iobj with poss mod holder setting cop-subj appos-of conv verb.subj comp.subj obj.itself obj.owner"
    " obj.actor obj.recipient accuser ruler within speaker obj.obj.obj relsubj nonsense"
).split()


@settings(max_examples=80, deadline=None)
@given(trees() | broken_trees(), st.sampled_from(("verb", "noun", "adjective")), st.sampled_from(PATHS))
def test_on_any_tree_a_role_names_each_participant_once(it: Tree, kind: FrameKind, path: str) -> None:
    on = scene(it, RAID, TALKS, author=(MALI,), memory=told)
    for node in range(len(it)):
        found = role(on, node, kind, path)
        assert len({p.id for p in found}) == len(found)
        assert role(on, node, kind, path) == found


@settings(max_examples=40, deadline=None)
@given(trees())
def test_on_any_tree_what_is_described_is_quoted_from_the_sentence(it: Tree) -> None:
    on = scene(it, RAID)
    for node in range(len(it)):
        found = described(on, node)
        assert it.sentence.text[found.start : found.end] == found.name


@pytest.mark.parametrize("closed", [False, True])
@pytest.mark.parametrize(("noun", "preposition"), [("raid", "by"), ("talk", "of"), ("series", "of"), ("claim", "by")])
def test_deeds_within_deeds_come_to_an_end(noun: str, preposition: str, closed: bool) -> None:
    on = scene(nested(noun, preposition, 300, closed=closed), RAID, TALKS)
    assert phrase(on, 0) == owner(on, 0) == ()
