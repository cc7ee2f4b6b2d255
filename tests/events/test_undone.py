"""Acts that have not come about: called off, still ahead, proved untrue, left open, survived by their victim."""

from datetime import date

import pytest
from msgspec.structs import replace

from dragoman.events.blamed import blame_of
from dragoman.events.draft import Draft
from dragoman.events.frames import FrameTable
from dragoman.events.scene import Context, Scene
from dragoman.events.undone import ALIVE, called_off, disproved, lies_ahead, open_whether, untrue_at
from dragoman.language.tree import Tree
from dragoman.partial_date import PartialDate
from dragoman.records import Participant
from tests.events.fakes import FakeEntities
from tests.events.test_scene import frame
from tests.parsed import reading, sentences

CALLED = """
The the DET 2 det
{noun} {noun} NOUN 4 nsubj:pass
were be AUX 4 aux:pass
{form} {verb} VERB 0 root Tense=Past|VerbForm=Part
"""
NOT_HELD = """
The the DET 2 det
talks talk NOUN 5 nsubj
did do AUX 5 aux Tense=Past|VerbForm=Fin
{negation} {negation} ADV 5 advmod
take take VERB 0 root VerbForm=Inf
place place NOUN 5 obj
"""


def tree(block: str) -> Tree:
    return Tree(sentences(block)[1][0], 0)


@pytest.mark.parametrize(
    ("event", "noun", "verb", "off"),
    [
        ("CONSULT", "talks", "cancelled/cancel", True),
        ("CONSULT", "talks", "postponed/postpone", True),
        ("CONSULT", "talks", "suspended/suspend", False),  # some were held
        ("CONSULT", "talks", "held/hold", False),
        ("MOBILIZE", "deployment", "cancelled/cancel", True),
        ("AGREE", "deal", "cancelled/cancel", False),  # it was made
    ],
)
def test_what_is_arranged_for_a_day_can_be_called_off(event: str, noun: str, verb: str, off: bool) -> None:
    form, _, lemma = verb.partition("/")
    told = replace(frame(kind="noun"), type=event)
    assert called_off(tree(CALLED.format(noun=noun, form=form, verb=lemma)), 1, told) is off


@pytest.mark.parametrize(("negation", "off"), [("not", True), ("finally", False)])
def test_what_did_not_take_place_did_not_happen(negation: str, off: bool) -> None:
    assert called_off(tree(NOT_HELD.format(negation=negation)), 1, replace(frame(kind="noun"), type="CONSULT")) is off


def test_a_verb_is_not_called_off() -> None:
    assert not called_off(tree(CALLED.format(noun="talks", form="cancelled", verb="cancel")), 3, frame())


AHEAD = """
Chad Chad PROPN 2 nsubj
spoke speak VERB 0 root
ahead ahead ADV 2 advmod
of of ADP 6 case
the the DET 6 det
talks talk NOUN 3 obl
with with ADP 8 case
Mali Mali PROPN 6 nmod
"""


def test_only_what_stands_after_ahead_of_lies_ahead() -> None:
    read = tree(AHEAD)
    assert [token for token in range(len(read)) if lies_ahead(read, token)] == [5]


CLAIM = """
{modifier} {modifier} ADJ 2 amod
reports report NOUN 7 nsubj
that that SCONJ 5 mark
Chad Chad PROPN 5 nsubj
attacked attack VERB 2 acl
Mali Mali PROPN 5 obj
were be AUX 8 cop
{verdict} {verdict} ADJ 0 root
"""


@pytest.mark.parametrize(
    ("modifier", "verdict", "at"),
    [("Early", "false", 7), ("Early", "unfounded", 7), ("False", "frequent", 0), ("Early", "frequent", None)],
)
def test_the_verdict_on_a_report_is_found(modifier: str, verdict: str, at: int | None) -> None:
    block = CLAIM.replace("reports report NOUN 7", "reports report NOUN 8").format(modifier=modifier, verdict=verdict)
    assert untrue_at(tree(block), 4, "verb") == at


FALSELY = """
Chad Chad PROPN 3 nsubj
{adverb} {adverb} ADV 3 advmod
said say VERB 0 root
that that SCONJ 6 mark
Mali Mali PROPN 6 nsubj
attacked attack VERB 3 ccomp
"""


@pytest.mark.parametrize(("adverb", "at"), [("wrongly", 1), ("falsely", 1), ("openly", None)])
def test_what_is_wrongly_said_is_untrue(adverb: str, at: int | None) -> None:
    assert untrue_at(tree(FALSELY.format(adverb=adverb)), 5, "verb") == at


WHETHER = """
Chad Chad PROPN 2 nsubj
wonders wonder VERB 0 root
{mark} {mark} SCONJ 5 mark
Mali Mali PROPN 5 nsubj
attacked attack VERB 2 ccomp
"""


@pytest.mark.parametrize(("mark", "left"), [("whether", True), ("that", False)])
def test_whether_leaves_open(mark: str, left: bool) -> None:
    assert open_whether(tree(WHETHER.format(mark=mark)), 4, "verb") is left


KILLED = """
Rebels rebel NOUN 2 nsubj
killed kill VERB 0 root
Deby Deby PROPN 2 obj
"""
FOUND = """
Deby Deby PROPN 3 nsubj:pass
was be AUX 3 aux:pass
found find VERB 0 root Tense=Past|VerbForm=Part
{state} {state} ADJ 3 xcomp
"""
DEBY = Participant(id="deby", name="Deby", kind="person", start=0, end=4)


class Only:
    """Entities that know Deby alone."""

    def participants(self, sentence: int, head: int, *, on: PartialDate | None = None) -> tuple[Participant, ...]:
        return (DEBY,) if (sentence, head) in {(0, 2), (1, 0)} else ()


@pytest.mark.parametrize(("state", "status"), [("alive", "denied"), ("dead", "occurred")])
@pytest.mark.parametrize("basis", ["plain", "alleged"])
def test_a_killing_is_disproved_by_its_victim(state: str, status: str, basis: str) -> None:
    read = reading(KILLED, FOUND.format(state=state))[1]
    context = Context(entities=Only(), frames=FrameTable.load())  # type: ignore[arg-type]
    scenes = {n: Scene(Tree(s, n), context) for n, s in enumerate(read.sentences)}
    killing = Draft(
        frame=frame(), type="ASSAULT", sentence=0, token=1, first=0, last=2, recipients=(DEBY,), basis=basis,  # type: ignore[arg-type]
        when=PartialDate.day(date(2024, 5, 1)),
    )  # fmt: skip
    (found,) = disproved([killing], scenes)
    assert found.status == status
    assert (found.basis, found.why) == (("plain", (ALIVE,)) if status == "denied" else (basis, ()))


def test_nobody_asks_of_other_acts() -> None:
    read = reading(KILLED)[1]
    scene = Scene(Tree(read.sentences[0], 0), Context(entities=FakeEntities(read), frames=FrameTable.load()))
    meeting = Draft(frame=frame(), type="CONSULT", sentence=0, token=1, first=0, last=2, recipients=(DEBY,))
    assert disproved([meeting], {0: scene}) == [meeting]


BLAMED = """
Attacks attack NOUN 6 nsubj
on on ADP 3 case
Chad Chad PROPN 1 nmod
{form} {lemma} VERB 1 acl Tense=Past|VerbForm=Part
on on ADP 6 case
Mali Mali PROPN 4 obl
"""


@pytest.mark.parametrize(("form", "lemma", "heads"), [("blamed", "blame", [5]), ("centred", "centre", None)])
def test_whom_an_attack_is_blamed_on(form: str, lemma: str, heads: list[int] | None) -> None:
    block = BLAMED.replace("NOUN 6 nsubj", "NOUN 0 root").format(form=form, lemma=lemma)
    found = blame_of(tagged(block), 0)
    assert (found.heads if found else None) == heads


def tagged(block: str) -> Tree:
    built = sentences(block)[1][0]
    return Tree(
        replace(built, tokens=tuple(replace(t, xpos="VBN" if "Part" in t.feats else "_") for t in built.tokens))
    )
