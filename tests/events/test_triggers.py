"""Every condition a frame can set, each with words that meet it and words that do not."""

import pytest
from hypothesis import given, settings

from dragoman.events.triggers import find_triggers, holds, kind_of
from dragoman.language.tree import Tree
from tests.events.test_scene import PERU, frame, said, scene, tree, trees

STRUCK = "Peru Peru PROPN 2 nsubj\nstruck strike VERB 0 root"
OBJECT = f"{STRUCK}\n{{0}} {{1}} NOUN 2 obj"
NAMED = f"{STRUCK}\n{{0}} {{0}} PROPN 2 obj"
PHRASE = f"{STRUCK}\n{{0}} {{0}} ADP 4 case\n{{1}} {{1}} NOUN 2 obl"
THROUGH = f"{STRUCK}\nblows blow NOUN 2 obj\n{{0}} {{0}} ADP 5 case\n{{1}} {{1}} NOUN 3 nmod"
PARTICLE = f"{STRUCK}\n{{0}} {{0}} ADP 2 compound:prt"
ADVERB = f"{STRUCK}\n{{0}} {{0}} ADV 2 advmod"
PASSIVE = "depots depot NOUN 3 nsubj:pass\nwere be AUX 3 aux:pass\nstruck|VBN strike VERB 0 root"
INFINITIVE = f"{STRUCK}\nto to PART 4 mark\n{{0}} {{0}} VERB 2 xcomp"
THAT = f"{STRUCK}\nthat that SCONJ 5 mark\nit it PRON 5 nsubj\n{{0}} {{0}} VERB 2 ccomp"
GERUND = f"{STRUCK}\n{{0}}|VBG {{0}} VERB 2 advcl"
NOT = "Peru Peru PROPN 4 nsubj\ndid do AUX 4 aux\nnot not PART 4 advmod\nstrike strike VERB 0 root"
FUTURE = "Peru Peru PROPN 3 nsubj\n{0} {0} AUX 3 aux\nstrike strike VERB 0 root"
CALLED = f"{STRUCK}\nOman Oman PROPN 2 obj\nliar liar NOUN 2 xcomp"
AS = f"{STRUCK}\nOman Oman PROPN 2 obj\nas as ADP 5 case\nliar liar NOUN 2 obl"
MODIFIED = f"{STRUCK}\n{{0}} {{0}} ADJ 4 amod\ndepots depot NOUN 2 obj"
COUNTED = f"{STRUCK}\ndozens dozen NOUN 2 obj\nof of ADP 5 case\nguns gun NOUN 3 nmod"


QUOTED = f'{STRUCK}\nOman Oman PROPN 2 obj\n" " PUNCT 5 punct\nliar liar NOUN 2 xcomp'
WHAT_HE_CALLED = f'{STRUCK}\n" " PUNCT 4 punct\npatience patience NOUN 2 obj\n" " PUNCT 4 punct'


def held(block: str, **fields: object) -> bool:
    """Whether the frame with these fields holds of the verb "strike"."""
    it = scene(block, frame(**fields))
    return any(it.tree.lemma(token) == "strike" for token, _ in find_triggers(it))


@pytest.mark.parametrize(
    ("fields", "meets", "fails"),
    [
        ({"quoted": True}, QUOTED, CALLED),
        ({"quoted": True}, QUOTED, WHAT_HE_CALLED),
        ({"quoted": True, "not_complement": ("hero",)}, QUOTED, QUOTED.replace("liar liar", "hero hero")),
        ({"object": ("depot",)}, OBJECT.format("depots", "depot"), OBJECT.format("guns", "gun")),
        ({"object": ("depot",)}, OBJECT.format("depots", "depot"), STRUCK),
        ({"object": ("depot",)}, PASSIVE, PASSIVE.replace("depots depot", "guns gun")),
        ({"object": ("@arms",)}, OBJECT.format("guns", "gun"), OBJECT.format("depots", "depot")),
        ({"object": ("gun",)}, COUNTED, COUNTED.replace("dozens dozen", "depots depot")),
        ({"object": ("~any",)}, OBJECT.format("stones", "stone"), STRUCK),
        ({"object": ("~person",)}, NAMED.format("Silva"), NAMED.format("Oman")),
        ({"object": ("~person",)}, NAMED.format("nuns"), NAMED.format("Lima")),
        ({"object": ("~party",)}, NAMED.format("Oman"), NAMED.format("Silva")),
        ({"object": ("~party",)}, NAMED.format("rebels"), NAMED.format("nuns")),
        ({"object": ("~place",)}, NAMED.format("Lima"), NAMED.format("rebels")),
        ({"object": ("~nationals",)}, NAMED.format("nuns"), NAMED.format("Silva")),
        ({"object": ("~place", "gun")}, OBJECT.format("guns", "gun"), OBJECT.format("stones", "stone")),
        ({"object": ("gun",), "object_via": ("with",)}, PHRASE.format("with", "gun"), PHRASE.format("at", "gun")),
        ({"object_if_any": ("gun",)}, OBJECT.format("guns", "gun"), OBJECT.format("stones", "stone")),
        ({"object_if_any": ("gun",)}, STRUCK, OBJECT.format("stones", "stone")),
        ({"object_mod": ("new",)}, MODIFIED.format("new"), MODIFIED.format("old")),
        ({"object_mod": ("new",)}, MODIFIED.format("new"), STRUCK),
        ({"object_mod": ("@arms",)}, MODIFIED.format("gun"), MODIFIED.format("old")),
        ({"not_object": ("gun",)}, OBJECT.format("stones", "stone"), OBJECT.format("guns", "gun")),
        ({"not_object": ("gun",)}, STRUCK, COUNTED),
        ({"not_object": ("~person",)}, NAMED.format("Oman"), NAMED.format("Silva")),
        ({"particle": ("down",)}, PARTICLE.format("down"), STRUCK),
        ({"particle": ("down",)}, ADVERB.format("down"), PARTICLE.format("up")),
        ({"particle": ("down",)}, PHRASE.format("down", "stone"), PHRASE.format("on", "stone")),
        ({"particle_ok": ("up",)}, PARTICLE.format("up"), PARTICLE.format("down")),
        ({"particle_ok": ("up",)}, STRUCK, PARTICLE.format("out")),
        ({}, ADVERB.format("down"), PARTICLE.format("down")),
        ({"prep": ("at",)}, PHRASE.format("at", "stone"), PHRASE.format("on", "stone")),
        ({"prep": ("at", "on")}, PHRASE.format("on", "stone"), STRUCK),
        ({"prep": ("at",)}, THROUGH.format("at", "stone"), THROUGH.format("on", "stone")),
        ({"prep": ("at",), "prep_object": ("gun",)}, PHRASE.format("at", "gun"), PHRASE.format("at", "stone")),
        ({"prep": ("at",), "prep_object": ("~party",)}, PHRASE.format("at", "Oman"), PHRASE.format("at", "Silva")),
        ({"not_prep": ("at",)}, PHRASE.format("on", "stone"), PHRASE.format("at", "stone")),
        ({"not_prep_object": ("gun",)}, PHRASE.format("at", "stone"), PHRASE.format("at", "gun")),
        ({"not_prep_object": ("@arms",)}, THROUGH.format("at", "stone"), THROUGH.format("at", "gun")),
        ({"beside": ("back",)}, ADVERB.format("back"), ADVERB.format("down")),
        ({"beside": ("at",)}, PHRASE.format("at", "stone"), STRUCK),
        ({"comp": ("inf",)}, INFINITIVE.format("win"), THAT.format("won")),
        ({"comp": ("that",)}, THAT.format("won"), INFINITIVE.format("win")),
        ({"comp": ("ger",)}, GERUND.format("winning"), STRUCK),
        ({"comp": ("obj",)}, OBJECT.format("guns", "gun"), INFINITIVE.format("win")),
        ({"comp": ("inf", "at")}, PHRASE.format("at", "stone"), PHRASE.format("on", "stone")),
        ({"not_comp": ("inf",)}, THAT.format("won"), INFINITIVE.format("win")),
        ({"comp_words": ("win",)}, INFINITIVE.format("win"), INFINITIVE.format("lose")),
        ({"not_comp_words": ("win",)}, INFINITIVE.format("lose"), INFINITIVE.format("win")),
        ({"complement": ("liar",)}, CALLED, OBJECT.format("liars", "liar").replace("2 obj", "2 nsubj")),
        ({"complement": ("liar",)}, AS, AS.replace("as as", "with with")),
        ({"plain": True}, STRUCK, CALLED),
        ({"passive_only": True}, PASSIVE, OBJECT.format("depots", "depot")),
        ({"not_passive": True}, OBJECT.format("depots", "depot"), PASSIVE),
        ({"negative_only": True}, NOT, STRUCK),
        ({"future_only": True}, FUTURE.format("will"), FUTURE.format("did")),
        ({"future_only": True}, FUTURE.format("would"), STRUCK),
        ({"actor_words": ("~party",)}, STRUCK, STRUCK.replace("Peru", "Silva")),
        ({"actor_words": ("peru",)}, STRUCK, PASSIVE),
        ({"actor_words": ("~none",)}, PASSIVE, STRUCK),
        ({"clause": ("gun",)}, OBJECT.format("guns", "gun"), OBJECT.format("stones", "stone")),
        ({"clause": ("guns",)}, OBJECT.format("guns", "gun"), STRUCK),
        ({"not_clause": ("gun",)}, STRUCK, PHRASE.format("at", "gun")),
        ({"not_clause": ("@arms",)}, PHRASE.format("at", "stone"), PHRASE.format("at", "shell")),
    ],
)  # fmt: skip
def test_a_condition_of_a_verb(fields: dict[str, object], meets: str, fails: str) -> None:
    assert held(meets, **fields)
    assert not held(fails, **fields)


def test_all_conditions_must_hold() -> None:
    both = {"object": ("gun",), "passive_only": True}
    assert not held(OBJECT.format("guns", "gun"), **both)
    assert not held(PASSIVE, **both)
    assert held(PASSIVE.replace("depots depot", "guns gun"), **both)


def test_a_word_far_away_is_not_in_the_clause() -> None:
    filler = "\n".join("so so ADV 2 advmod" for _ in range(30))
    assert not held(f"{STRUCK}\n{filler}\nguns gun NOUN 2 obl", clause=("gun",))


def test_the_trigger_itself_does_not_count_for_its_clause() -> None:
    assert not held(STRUCK, clause=("strike",))
    assert held(STRUCK, not_clause=("strike",))


NOUN = "strike strike NOUN 0 root"
BEFORE = "{0} {0} {1} 2 {2}\nstrike strike NOUN 0 root"
AFTER = "strike strike NOUN 0 root\n{0} {0} ADP 3 case\n{1} {1} NOUN 1 nmod"
CARRIED = "Peru Peru PROPN 2 nsubj\n{0} {0} VERB 0 root\nstrike strike NOUN 2 obj"
STAGED = CARRIED.format("stage")
STANDS = "fell fall VERB 0 root\n{0} {0} ADP 3 case\nstrike strike NOUN 1 obl"
PLAN = "strike strike NOUN 0 root\nto to PART 3 mark\n{0} {0} VERB 1 acl"


@pytest.mark.parametrize(
    ("fields", "meets", "fails"),
    [
        ({}, NOUN, BEFORE.format("no", "DET", "det")),
        ({}, NOUN, "strike strike NOUN 2 compound\nforce force NOUN 0 root"),
        ({}, BEFORE.format("the", "DET", "det"), "Strike strike PROPN 0 root"),
        ({"mod_words": ("air",)}, BEFORE.format("air", "NOUN", "compound"), NOUN),
        ({"mod_words": ("air",)}, BEFORE.format("air", "ADJ", "amod"), BEFORE.format("big", "ADJ", "amod")),
        ({"mod_words": ("@arms",)}, BEFORE.format("shell", "NOUN", "compound"), AFTER.format("with", "shell")),
        ({"not_mod_words": ("hunger",)}, NOUN, BEFORE.format("hunger", "NOUN", "compound")),
        ({"prep_before": ("under",)}, STANDS.format("under"), STANDS.format("in")),
        ({"support_words": ("stage",)}, CARRIED.format("stage"), CARRIED.format("see")),
        ({"support_words": ("stage",)}, CARRIED.format("stage"), NOUN),
        ({"not_support_words": ("end",)}, CARRIED.format("stage"), CARRIED.format("end")),
        ({"not_support_words": ("end",)}, NOUN, CARRIED.format("end")),
        ({"not_support_words": ("@claim",)}, CARRIED.format("stage"), CARRIED.format("claim")),
        ({"prep": ("on",)}, AFTER.format("on", "depot"), AFTER.format("in", "depot")),
        ({"prep": ("on",), "prep_object": ("@target",)}, AFTER.format("on", "depot"), AFTER.format("on", "sea")),
        ({"prep": ("on",)}, f"{STAGED}\non on ADP 5 case\nsea sea NOUN 2 obl", STAGED),
        ({"not_prep": ("of",)}, AFTER.format("on", "luck"), AFTER.format("of", "luck")),
        ({"not_prep_object": ("luck",)}, AFTER.format("on", "depot"), AFTER.format("of", "luck")),
        ({"any_prep": ("on",)}, AFTER.format("on", "depot"), AFTER.format("of", "luck")),
        ({"any_comp": ("inf",)}, PLAN.format("win"), AFTER.format("of", "luck")),
        ({"any_prep": ("on",), "any_comp": ("inf",)}, PLAN.format("win"), NOUN),
        ({"comp": ("inf",)}, PLAN.format("win"), NOUN),
        ({"not_comp": ("inf",)}, NOUN, PLAN.format("win")),
        ({"comp_words": ("win",)}, PLAN.format("win"), PLAN.format("lose")),
        ({"actor_words": ("~party",)}, CARRIED.format("stage"), CARRIED.format("stage").replace("Peru", "Silva")),
        ({"actor_words": ("~party",)}, AFTER.format("by", "Oman"), AFTER.format("by", "Silva")),
        ({"actor_words": ("~none",)}, NOUN, CARRIED.format("stage")),
        ({"not_clause": ("luck",)}, NOUN, AFTER.format("of", "luck")),
    ],
)  # fmt: skip
def test_a_condition_of_a_noun(fields: dict[str, object], meets: str, fails: str) -> None:
    assert held(meets, kind="noun", **fields)
    assert not held(fails, kind="noun", **fields)


def test_a_preposition_far_behind_a_noun_is_not_its_own() -> None:
    filler = "\n".join("so so ADV 1 advmod" for _ in range(12))
    assert not held(f"{NOUN}\n{filler}\non on ADP 1 case", kind="noun", any_prep=("on",))


def test_a_named_conference_is_a_meeting() -> None:
    assert held("Strike strike PROPN 0 root", kind="noun", type="CONSULT")


READY = "Peru Peru PROPN 3 nsubj\nis be AUX 3 cop\nready ready ADJ 0 root"


@pytest.mark.parametrize(
    ("block", "read"),
    [
        (READY, True),
        ("seems seem VERB 0 root\nready ready ADJ 1 xcomp", True),
        ("ready ready ADJ 2 amod\nguards guard NOUN 0 root", False),
        ("very very ADV 2 advmod\nready ready ADJ 3 amod\nguards guard NOUN 0 root", False),
    ],
)
def test_an_adjective_is_a_trigger_where_it_is_said_of_somebody(block: str, read: bool) -> None:
    it = scene(block, frame(kind="adjective", words=("ready",)))
    assert bool(list(find_triggers(it))) is read


@pytest.mark.parametrize(
    ("fields", "tail", "read"),
    [
        ({"comp": ("inf",)}, "\nto to PART 5 mark\ngo go VERB 3 xcomp", True),
        ({"comp": ("inf",)}, "", False),
        ({"prep": ("for",)}, "\nfor for ADP 5 case\nwar war NOUN 3 obl", True),
        ({"prep": ("for",)}, "\nin in ADP 5 case\nwar war NOUN 3 obl", False),
    ],
)
def test_a_condition_of_an_adjective(fields: dict[str, object], tail: str, read: bool) -> None:
    it = scene(READY + tail, frame(kind="adjective", words=("ready",), **fields))
    assert bool(list(find_triggers(it))) is read


def test_a_participle_is_found_among_the_adjectives_by_its_form() -> None:
    it = scene(
        "Peru Peru PROPN 3 nsubj\nis be AUX 3 cop\nworried worry VERB 0 root",
        frame(kind="adjective", words=("worried",)),
    )
    assert [token for token, _ in find_triggers(it)] == [2]


@pytest.mark.parametrize(
    ("upos", "relation", "kind"),
    [
        ("VERB", "root", "verb"), ("VERB", "amod", None), ("NOUN", "obj", "noun"), ("PROPN", "obj", "noun"),
        ("ADJ", "amod", "adjective"), ("ADV", "advmod", None), ("AUX", "aux", None), ("PUNCT", "punct", None),
    ],
)  # fmt: skip
def test_what_a_word_could_be(upos: str, relation: str, kind: str | None) -> None:
    assert kind_of(tree(f"it it {upos} 2 {relation}\nfell fall VERB 0 root"), 0) == kind


MUST = "Peru Peru PROPN 3 nsubj\n{0} {0} AUX 3 aux\nstrike strike VERB 0 root"


@pytest.mark.parametrize(
    ("auxiliary", "stance", "found"),
    [
        ("must", "demands", "demand"),
        ("should", "demands", "demand"),
        ("will", "demands", "strike"),
        ("must", "affirms", "strike"),
    ],
)
def test_what_must_be_done_is_demanded_not_done(auxiliary: str, stance: str, found: str) -> None:
    demand = frame(name="demand", type="REQUEST", words=("~modal",), modal=True)
    it = scene(MUST.format(auxiliary), frame(), demand, statements=(said(0, 99, PERU, stance=stance),))
    assert [f.name for _, held in find_triggers(it) for f in held] == [found]


def test_the_strictest_frame_comes_first_whatever_the_order() -> None:
    loose, strict = frame(name="loose"), frame(name="strict", object=("gun",), clause=("gun",))
    block = OBJECT.format("guns", "gun")
    for frames in ((loose, strict), (strict, loose)):
        ((token, found),) = find_triggers(scene(block, *frames))
        assert (token, [f.name for f in found]) == (1, ["strict", "loose"])


def test_a_word_of_no_frame_is_no_trigger() -> None:
    assert list(find_triggers(scene("slept sleep VERB 0 root", frame()))) == []


LOOSE = frame(name="any")
STRICT = frame(name="some", object=("~any",), not_object=("guard",), comp=("inf", "that", "obj", "of"))
NOUNS = frame(name="noun", kind="noun", words=("series", "nuns", "guard"), any_prep=("of", "by", "in"))


@settings(max_examples=40, deadline=None)
@given(trees())
def test_on_any_tree_triggers_stand_in_order_in_the_sentence(it: Tree) -> None:
    found = [token for token, _ in find_triggers(scene(it, LOOSE, STRICT, NOUNS))]
    assert found == sorted(set(found))
    assert set(found) <= set(range(len(it)))


@settings(max_examples=40, deadline=None)
@given(trees())
def test_on_any_tree_the_order_of_the_frames_does_not_count(it: Tree) -> None:
    def told(*frames: object) -> list[tuple[int, set[str]]]:
        return [(token, {f.name for f in held}) for token, held in find_triggers(scene(it, *frames))]  # type: ignore[arg-type]

    assert told(LOOSE, STRICT, NOUNS) == told(NOUNS, STRICT, LOOSE)


@settings(max_examples=40, deadline=None)
@given(trees())
def test_on_any_tree_a_stricter_frame_holds_no_more(it: Tree) -> None:
    on = scene(it, LOOSE, STRICT)
    for token in range(len(it)):
        assert holds(on, token, LOOSE) or not holds(on, token, STRICT)
