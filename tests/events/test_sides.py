"""Who is kept, left out or put on a side, given how likely each is."""

import numpy as np
import pytest
from msgspec.structs import replace

from dragoman.events.ballots import ballot_of
from dragoman.events.draft import Draft
from dragoman.events.people import People
from dragoman.events.sides import FILLED, KEPT, Sides, elected, settled
from dragoman.language.tree import Tree
from dragoman.records import EventType, Participant
from tests.events.casts import RECALLED, SECOND, SHELLED, cast
from tests.events.test_merge import CHAD, MALI, PERU, told
from tests.parsed import sentences

LOW = 0.05


def choose(draft: Draft, actors: dict[str, float], recipients: dict[str, float]) -> Draft:
    it = cast(SHELLED, draft)
    keys = ballot_of(it, 1).keys
    likely = np.array([[actors.get(k, LOW), recipients.get(k, LOW)] for k in keys], dtype=np.float32)
    return elected(it, draft, keys, likely)


@pytest.mark.parametrize(
    ("recipients", "chances", "expected"),
    [
        ((), {"PER": FILLED + 0.01}, (PERU,)),  # an empty side is filled
        ((), {"PER": FILLED - 0.01}, ()),
        ((), {"PER": 0.6, "MLI": 0.7}, (MALI,)),  # by whoever is likeliest, though named a sentence before
        ((), {"TCD": 0.9}, ()),  # not by the actor's own party
        ((MALI,), {"MLI": KEPT + 0.01, "PER": 0.9}, (MALI,)),  # whom the frame names stays
        ((MALI,), {"MLI": KEPT - 0.01, "PER": 0.9}, (PERU,)),
        ((MALI,), {"MLI": KEPT - 0.01, "PER": 0.1}, (MALI,)),  # unless nobody else is likely
        ((MALI, PERU), {"MLI": 0.9, "PER": 0.1}, (MALI,)),
        ((MALI, PERU), {"MLI": 0.9, "PER": 0.8}, (MALI, PERU)),
    ],
)
def test_the_recipients(
    recipients: tuple[object, ...], chances: dict[str, float], expected: tuple[object, ...]
) -> None:
    found = choose(replace(RECALLED, recipients=recipients), {"TCD": 0.9}, chances)
    assert (found.actors, found.recipients) == ((CHAD,), expected)
    assert (found.why != RECALLED.why) == (expected != recipients)


def test_an_unlikely_actor_gives_way() -> None:
    found = choose(RECALLED, {"TCD": 0.1, "PER": 0.8}, {})
    assert found.actors == (PERU,)
    assert found.why == ("actor by what the article tells of them: 0.80",)
    assert found.confidence == RECALLED.confidence  # it is no surer for that
    assert choose(RECALLED, {}, {"PER": 0.45}).confidence == 0.45


@pytest.mark.parametrize(("kind", "actor"), [("ASSAULT", CHAD), ("CONSULT", PERU)])
def test_whom_the_subject_names_stays_but_of_what_two_do_together(kind: EventType, actor: Participant) -> None:
    draft = replace(SHELLED, type=kind)
    it = cast(draft, RECALLED)
    keys = ballot_of(it, 0).keys
    likely = np.array([[0.9 if k == "PER" else 0.1, 0.9 if k == "MLI" else 0.1] for k in keys], dtype=np.float32)
    assert elected(it, draft, keys, likely).actors == (actor,)


def test_those_who_stand_on_both_sides_are_not_weighed() -> None:
    signed = replace(RECALLED, actors=(CHAD, MALI), recipients=(CHAD, MALI))
    assert choose(signed, {}, {"PER": 0.9}) == signed


@pytest.mark.parametrize(("sentence", "expected"), [(0, False), (1, True)])
def test_of_ones_own_people_only_whom_the_sentence_names(sentence: int, expected: bool) -> None:
    trader = Participant(id="trader", name="trader", kind="person", party=None, country="TCD")
    it = cast(SHELLED, RECALLED)
    first = next(n for n in it.by_key["TCD"] if n.who == CHAD)
    it.by_key["TCD"].append(replace(first, who=trader, sentence=sentence, head=3, kind="person"))
    keys = ballot_of(it, 1).keys
    likely = np.array([[LOW, 0.9 if k == "TCD" else LOW] for k in keys], dtype=np.float32)
    assert elected(it, RECALLED, keys, likely).recipients == ((trader,) if expected else ())


@pytest.mark.parametrize(("kind", "actors"), [("ASSAULT", ()), ("COERCE", ()), ("SANCTION", (MALI,))])
def test_no_culprit_is_supplied_from_another_sentence(kind: EventType, actors: People) -> None:
    done = replace(RECALLED, type=kind, actors=(), recipients=(PERU,))
    assert choose(done, {"MLI": 0.9}, {"PER": 0.9}).actors == actors


@pytest.mark.parametrize(("kind", "recipients"), [("MOBILIZE", ()), ("SANCTION", (MALI,))])
def test_nobody_is_supplied_against_whom_forces_are_moved(kind: EventType, recipients: People) -> None:
    assert choose(replace(RECALLED, type=kind), {"TCD": 0.9}, {"MLI": 0.9}).recipients == recipients


def test_a_culprit_whom_the_sentence_names_may_be_taken() -> None:
    done = replace(RECALLED, type="ASSAULT", actors=(), recipients=())
    assert choose(done, {"PER": 0.9}, {}).actors == (PERU,)


@pytest.mark.parametrize(("lemma", "recipients"), [("attack", ()), ("terrorism", ()), ("decision", (MALI,))])
def test_whoever_condemns_an_attack_does_not_charge_those_who_suffered_it(lemma: str, recipients: People) -> None:
    it = cast(SHELLED, replace(RECALLED, type="ACCUSE"))
    it.trees = {**it.trees, 1: Tree(sentences(SECOND.replace("envoy envoy", f"{lemma} {lemma}"))[1][0], 1)}
    keys = ballot_of(it, 1).keys
    likely = np.array([[0.9 if k == "TCD" else LOW, 0.9 if k == "MLI" else LOW] for k in keys], dtype=np.float32)
    assert elected(it, it.drafts[1], keys, likely).recipients == recipients


@pytest.mark.parametrize(("above", "actors"), [("ACCUSE", ()), ("REJECT", ()), ("AID", (CHAD,))])
def test_whoever_condemns_a_deed_did_not_do_it(above: EventType, actors: People) -> None:
    deed = replace(told("MOBILIZE", 1, form="noun", token=3), actors=(), recipients=())
    it = cast(SHELLED, replace(RECALLED, type=above), deed)
    keys = ballot_of(it, 2).keys
    likely = np.array([[0.9 if k == "TCD" else LOW, LOW] for k in keys], dtype=np.float32)
    assert elected(it, deed, keys, likely).actors == actors


@pytest.mark.parametrize("relation", ["nmod", "appos"])
def test_an_attack_hung_on_the_terms_it_is_condemned_in_is_still_the_object(relation: str) -> None:
    it = cast(SHELLED, replace(RECALLED, type="ACCUSE"))
    block = SECOND.replace("envoy envoy NOUN 2 obj", "terms term NOUN 2 obl") + f"attack attack NOUN 4 {relation}"
    it.trees = {**it.trees, 1: Tree(sentences(block)[1][0], 1)}
    keys = ballot_of(it, 1).keys
    likely = np.array([[0.9 if k == "TCD" else LOW, 0.9 if k == "MLI" else LOW] for k in keys], dtype=np.float32)
    assert elected(it, it.drafts[1], keys, likely).recipients == ()


def test_with_the_shipped_trees_who_shelled_whom_stays() -> None:
    first, second = settled(cast(), Sides.load())
    assert (first.actors, first.recipients) == ((CHAD,), (MALI,))
    assert second.actors == (CHAD,)


def test_an_article_that_tells_nothing() -> None:
    empty = cast()
    empty.drafts = ()
    assert settled(empty, Sides.load()) == []
