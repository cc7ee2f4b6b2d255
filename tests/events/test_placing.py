"""The place of an event, named in its own clause."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.api import code_text
from dragoman.events.frames import FrameTable
from dragoman.events.placing import place_of
from dragoman.events.scene import Context, Scene
from dragoman.language.tree import Tree
from dragoman.partial_date import PartialDate
from dragoman.records import Participant, Place
from tests.parsed import reading

TABLE = FrameTable.load()
NAMED = {
    "Chad": Participant(id="TCD", name="Chad", kind="state", party="TCD", country="TCD"),
    "Peru": Participant(id="PER", name="Peru", kind="state", party="PER", country="PER"),
    "Oakton": Participant(id="oakton", name="Oakton", kind="place", country="TCD"),
    "Elmford": Participant(id="elmford", name="Elmford", kind="place", country="PER"),
    "Ford": Participant(id="ford", name="Ford", kind="place"),
    "Ada": Participant(id="ada", name="Ada", kind="person", party="TCD"),
    "Acme": Participant(id="acme", name="Acme", kind="company"),
}
MET = """
Ministers minister NOUN 2 nsubj
met meet VERB 0 root
{case} {case} ADP 4 case
{name} {name} PROPN 2 obl
and and CCONJ 6 cc
left leave VERB 2 conj
for for ADP 8 case
Peru Peru PROPN 6 obl
"""
TWO = """
In in ADP 2 case
Elmford Elmford PROPN 5 obl
they they PRON 5 nsubj
often often ADV 5 advmod
met meet VERB 0 root
in in ADP 7 case
Oakton Oakton PROPN 5 obl
"""
LONG_NAME = """
They they PRON 2 nsubj
met meet VERB 0 root
near near ADP 6 case
the the DET 6 det
Upper upper {upos} 6 {relation}
Ford Ford PROPN 2 obl
"""


class Names:
    """Answers by the form of the token alone."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree

    def participants(
        self,
        sentence: int,
        token: int,
        *,
        on: PartialDate = PartialDate(),  # noqa: B008
    ) -> tuple[Participant, ...]:
        known = NAMED.get(self.tree[token].form)
        return (known,) if known else ()

    def text_participant(self, text: str, *, on: PartialDate = PartialDate()) -> Participant | None:  # noqa: B008
        return NAMED.get(text)


def place(block: str, token: int, kind: str = "CONSULT", mode: str | None = None) -> Place | None:
    tree = Tree(reading(block)[1].sentences[0], 0)
    scene = Scene(tree, Context(entities=Names(tree), frames=TABLE))
    return place_of(scene, token, kind, mode=mode).place


@pytest.mark.parametrize("case", ["in", "at", "near", "outside", "inside", "around", "off", "across"])
def test_a_preposition_locates(case: str) -> None:
    found = place(MET.format(case=case, name="Oakton"), 1)
    assert found == Place(name="Oakton", country="TCD", precision="city")


@pytest.mark.parametrize("case", ["from", "to", "with", "against", "for", "by"])
def test_other_prepositions_do_not(case: str) -> None:
    assert place(MET.format(case=case, name="Oakton"), 1) is None


@pytest.mark.parametrize(
    ("case", "kind", "mode", "located"),
    [
        ("to", "CONSULT", "visit", True),
        ("to", "MOBILIZE", None, True),
        ("to", "AID", None, True),
        ("from", "RETREAT", None, True),
        ("to", "RETREAT", None, False),
        ("in", "CONSULT", "phone", False),  # a call has no place
        ("in", "CONSULT", "video", False),
    ],
)
def test_where_one_goes_depends_on_the_act(case: str, kind: str, mode: str | None, located: bool) -> None:
    assert (place(MET.format(case=case, name="Oakton"), 1, kind, mode) is not None) is located


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Chad", Place(name="Chad", country="TCD", precision="country")),
        ("Ford", Place(name="Ford", country=None, precision="city")),
        ("Ada", None),  # "in Ada" is no place
        ("Acme", None),
        ("Nowhere", None),  # nobody knows it
    ],
)
def test_what_is_located_must_be_a_place(name: str, found: Place | None) -> None:
    assert place(MET.format(case="in", name=name), 1) == found


def test_the_nearest_town_of_the_clause_counts() -> None:
    found = place(TWO, 4)
    assert found is not None
    assert found.name == "Oakton"


def test_a_town_goes_before_its_country() -> None:
    found = place(TWO.replace("Oakton Oakton", "Chad Chad"), 4)
    assert found is not None
    assert found.name == "Elmford"


def test_a_place_beside_the_clause_is_another_s() -> None:
    assert place(MET.format(case="in", name="Oakton"), 5) is None


@pytest.mark.parametrize(
    ("upos", "relation", "word", "name"),
    [
        ("PROPN", "compound", "Upper", "Upper Ford"),
        ("ADJ", "amod", "Upper", "Upper Ford"),
        ("ADJ", "amod", "northern", "northern Ford"),
        ("ADJ", "amod", "neighbouring", "Ford"),
        ("NOUN", "nmod", "upper", "Ford"),
    ],
)
def test_a_name_keeps_its_parts(upos: str, relation: str, word: str, name: str) -> None:
    rows = LONG_NAME.replace("Upper upper", f"{word} {word.lower()}")
    found = place(rows.format(upos=upos, relation=relation), 1)
    assert found is not None
    assert found.name == name


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_a_place_is_always_words_of_its_sentence(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 8))
    rows = ["met meet VERB 0 root"]
    for _ in range(2, size + 1):
        word = data.draw(st.sampled_from(["in", "near", *NAMED]))
        relation = data.draw(st.sampled_from(["case", "obl", "flat", "compound", "nmod", "amod", "appos"]))
        rows.append(f"{word} {word} PROPN {data.draw(st.integers(1, size))} {relation}")
    found = place("\n".join(rows), 0)
    assert found is None or found.name in " ".join(row.split()[0] for row in rows)


def told(text: str, trigger: str) -> tuple[str, str | None, str | None, str | None] | None:
    """Name, city and country of the place of the event on a word, and what gave it; by the shipped reader."""
    events = [e for e in code_text(text, published="2023-05-10").events if e.trigger.text == trigger]
    assert events, f"nothing told by {trigger!r}"
    where = events[0].place
    return None if where is None else (where.name, where.city, where.country, events[0].place_from)


NATO = "Polish Foreign Minister Zbigniew Rau met Secretary General Jens Stoltenberg at {} on Tuesday."


@pytest.mark.parametrize(
    ("text", "trigger", "found"),
    [
        (NATO.format("Nato headquarters"), "met", ("Nato headquarters", "Brussels", "BEL", "venue")),
        (NATO.format("the alliance's base in Mons"), "met", ("Mons", None, "BEL", "clause")),
        (
            "Envoys of Iran and Iraq met at UN headquarters on Tuesday.",
            "met",
            ("UN headquarters", "New York", "USA", "venue"),
        ),
        (
            "Ministers of Chad and Mali met at the headquarters of the Arab League on Sunday.",
            "met",
            ("Arab League headquarters", "Cairo", "EGY", "venue"),
        ),
        (
            "Ministers of Peru and Chile met at the OSCE's headquarters.",
            "met",
            ("OSCE headquarters", "Vienna", "AUT", "venue"),
        ),
        (
            "Envoys of Iran and Iraq met at UN headquarters in Geneva on Tuesday.",
            "met",
            ("Geneva", None, "CHE", "clause"),
        ),
        (
            "Mr Biden hosted German Chancellor Olaf Scholz at the White House on Tuesday.",
            "hosted",
            ("White House", "Washington", "USA", "venue"),
        ),
        (
            "Russian President Vladimir Putin met Chinese President Xi Jinping in the Kremlin on Monday.",
            "met",
            ("Kremlin", "Moscow", "RUS", "venue"),
        ),
        (
            "In Brussels, a NATO spokesman called on Russia to stop the shelling.",
            "called",
            ("Brussels", None, "BEL", "clause"),
        ),
        ("The president of Peru is to travel to Lisbon on Friday.", "travel", ("Lisbon", None, "PRT", "clause")),
        ("Russia's invasion of Ukraine was condemned by Poland.", "invasion", ("Ukraine", None, "UKR", "clause")),
        ("Rebels attacked the town of Goma on Monday.", "attacked", ("Goma", None, "COD", "clause")),
        (
            "Guards from Uzbekistan killed two men in the Fergana district on Thursday.",
            "killed",
            ("Fergana district", None, "UZB", "clause"),
        ),
        (
            "LIMA, May 10 (Agency) - The foreign ministers of Peru and Chile met here on Tuesday.",
            "met",
            ("Lima", None, "PER", "dateline"),
        ),
    ],
)
def test_where_it_was(text: str, trigger: str, found: tuple[str | None, ...]) -> None:
    assert told(text, trigger) == found


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("The government in Accra has asked the United Nations for a report.", "asked"),  # where the speaker sits
        ("Ministers of Peru condemned the car bombing of Monday in Algiers.", "condemned"),  # where the other act was
        ("Peru and Chile signed a treaty on research in Antarctica on Monday.", "signed"),
        ("Students in Peru rallied against the war in Gaza on Monday.", "against"),
        ("Peru's president will visit Ecuador and Bolivia in May.", "visit"),  # several
        (
            "LIMA, May 10 (Agency) - The foreign ministers of Peru and Chile signed an accord on Tuesday.",
            "signed",
        ),  # the dateline alone says where it was written
        (
            'LIMA, May 10 (Agency) - "We met the Chilean foreign minister here on Tuesday," said Brazil\'s president.',
            "met",
        ),  # where he says so
    ],
)
def test_what_is_no_place_of_it(text: str, trigger: str) -> None:
    if trigger == "against":
        events = code_text(text, published="2023-05-10").events
        assert all(e.place is None or e.place.name != "Gaza" for e in events if e.type == "PROTEST")
        return
    assert told(text, trigger) is None


def test_a_meeting_on_a_journey_is_where_the_journey_goes() -> None:
    visit = "Foreign Minister Ine Berg of Norway will visit Chile in May."
    found = told(f"{visit} Ms Berg will meet President Luis Rojas of Chile.", "meet")
    assert found == ("Chile", None, "CHL", "anchor")
    assert told(f"{visit} Ms Berg will meet President Omar Silva of Peru.", "meet") is None
