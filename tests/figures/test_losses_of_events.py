"""Which event a loss is told of, and what is told of the event in all: by the shipped reader."""

import pytest

from dragoman.api import code_text
from dragoman.figures.telling import Telling, settled
from dragoman.records import Figure
from tests.parsed import sentences
from tests.sample_record import make_article, make_event


def losses(text):
    coded = code_text(text, published="2019-04-10")
    fields = ((e.type, {f: v for f in ("dead", "injured", "arrested") if (v := getattr(e, f))}) for e in coded.events)
    return [(kind, told) for kind, told in fields if told]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rebels killed 12 soldiers in Goma.", [("ASSAULT", {"dead": "12"})]),
        ("Rebels killed at least 12 soldiers.", [("ASSAULT", {"dead": "12+"})]),
        ("Rebels killed some 12 soldiers.", [("ASSAULT", {"dead": "~12"})]),
        ("Rebels killed up to 12 soldiers.", [("ASSAULT", {"dead": "up to 12"})]),
        ("Rebels attacked the Kenyan army. The death toll has gone up to 12.", [("ASSAULT", {"dead": "12"})]),
        ("Rebels killed between 12 and 15 soldiers.", [("ASSAULT", {"dead": "12-15"})]),
        ("Rebels killed dozens of soldiers.", [("ASSAULT", {"dead": "dozens"})]),
        ("Rebels killed four policemen and two soldiers.", [("ASSAULT", {"dead": "6"})]),
        ("Rebels killed 12 people, including two children.", [("ASSAULT", {"dead": "12"})]),
        ("Rebels killed 12 soldiers and wounded 30.", [("ASSAULT", {"dead": "12", "injured": "30"})]),
        ("Police arrested 45 marchers in Minsk.", [("COERCE", {"arrested": "45"})]),
        ("Rebels attacked the Kenyan army on Monday. At least 20 people died.", [("ASSAULT", {"dead": "20+"})]),
        # The victims of a flood are no attack's, those of a war no single one's: they stand by themselves.
        ("Rebels attacked the Kenyan army. A flood drowned 30 farmers.", []),
        (
            "Rebels attacked the Kenyan army. Since 2011 more than 5,000 civilians have died.",
            [("ASSAULT", {"dead": "5000+"})],
        ),
    ],
)
def test_losses(text, expected):
    assert losses(text) == expected


BLOCK = "Rebels rebel NOUN 2 nsubj\nkilled kill VERB 0 root\nmen man NOUN 2 obj"


def one(value, said_by=None, **fields):
    kept = {name: fields.pop(name) for name in ("governor", "vague") if name in fields}
    figure = Figure(value=value, kind="dead", said_by=said_by, text="men", start=14, end=17, **fields)
    return Telling(figure=figure, sentence=0, **{"governor": 1, **kept})


@pytest.mark.parametrize(
    ("told", "dead"),
    [
        ([one(9)], "9"),
        ([one(9), one(30, "doctors"), one(40, "rebels")], "9"),  # the writer's number is not another's
        ([one(30, "doctors"), one(40, "rebels")], "40"),  # of others' the highest
        ([one(9), one(2)], "11"),  # under one word they are added
        ([one(9), one(2, scope="part")], "9"),
        ([one(9), one(2, bound="at least")], "11+"),
        ([one(9), one(2, bound="about")], "~11"),
        ([one(9), one(2, high=4)], "11-13"),
        ([one(24, bound="at least", vague="dozens")], "dozens"),
        ([one(9, status="hypothetical")], None),
        ([one(9, status="denied"), one(3, "doctors")], "3"),
    ],
)
def test_what_is_told_of_an_event_in_all(told, dead):
    text, built = sentences(BLOCK)
    event = make_event(make_article(text), "Rebels killed men", "killed", type="ASSAULT")
    figures, (event,) = settled(told, [event], built)
    assert event.dead == dead
    assert {figure.event for figure in figures} == {event.id}


def test_rival_numbers_stand_side_by_side():
    coded = code_text(
        "Jets bombed a market in Homs. The army said that nine people were killed. Doctors said that 30 people died."
    )
    assert [(f.value, f.said_by) for f in coded.figures] == [(9, "army"), (30, "Doctors")]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Rebels killed 12 soldiers.", "occurred"),
        ("The plan could displace 12 families.", "hypothetical"),
        ("The army will send 1,200 men.", "planned"),
        ("The army did not kill 12 farmers.", "denied"),
    ],
)
def test_whether_it_is_so(text, status):
    assert [f.status for f in code_text(text).figures] == [status]


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ([one(9)], "dead 9: “men”"),
        ([one(9), one(2)], "dead 11: “men” and “men” added"),
        ([one(9), one(30, "doctors")], "dead 9: “men”; the writer's before 1 of others"),
        ([one(30, "doctors"), one(40, "rebels")], "dead 40: “men”, by rebels; the highest of 2"),
        ([one(9, status="hypothetical")], None),
    ],
)
def test_an_event_says_what_its_losses_were_read_from(told, why):
    text, built = sentences(BLOCK)
    event = make_event(make_article(text), "Rebels killed men", "killed", type="ASSAULT")
    figures, (found,) = settled(told, [event], built)
    assert found.why == (event.why if why is None else (*event.why, why))
    tied = "of the ASSAULT at “killed”: the word that tells the loss tells the event"
    assert {figure.why[-1:] for figure in figures} == {(tied,)}


@pytest.mark.parametrize(("text", "how"), [
    ("Rebels killed 12 soldiers and wounded 30.", "the word that tells the loss tells the event"),
    ("Rebels attacked the Kenyan army. At least 20 people died.", "the nearest that fits in the sentence before"),
])  # fmt: skip
def test_a_figure_says_which_event_it_is_of(text, how):
    figures = code_text(text, published="2019-04-10").figures
    assert any(reason.endswith(how) for figure in figures for reason in figure.why)
