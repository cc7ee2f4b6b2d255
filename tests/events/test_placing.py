"""The place of an event, named in its own clause."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
Peru Peru PROPN 5 obl
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


def place(block: str, token: int, first: int, last: int) -> Place | None:
    tree = Tree(reading(block)[1].sentences[0], 0)
    return place_of(Scene(tree, Context(entities=Names(tree), frames=TABLE)), token, first, last)


@pytest.mark.parametrize("case", ["in", "at", "near", "outside", "inside", "around", "off"])
def test_a_preposition_locates(case: str) -> None:
    found = place(MET.format(case=case, name="Oakton"), 1, 0, 3)
    assert found == Place(name="Oakton", country="TCD", precision="city")


@pytest.mark.parametrize("case", ["from", "to", "with", "against", "for", "by"])
def test_other_prepositions_do_not(case: str) -> None:
    assert place(MET.format(case=case, name="Oakton"), 1, 0, 3) is None


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
    assert place(MET.format(case="in", name=name), 1, 0, 3) == found


@pytest.mark.parametrize(("first", "last", "name"), [(0, 6, "Oakton"), (0, 4, "Peru"), (2, 6, "Oakton"), (2, 5, None)])
def test_the_nearest_place_of_the_clause_counts(first: int, last: int, name: str | None) -> None:
    found = place(TWO, 4, first, last)
    assert (found.name if found else None) == name


def test_a_place_beside_the_clause_is_another_s() -> None:
    assert place(MET.format(case="in", name="Oakton"), 5, 4, 7) is None


@pytest.mark.parametrize(
    ("upos", "relation", "name"),
    [("PROPN", "compound", "Upper Ford"), ("ADJ", "amod", "Upper Ford"), ("NOUN", "nmod", "Ford")],
)
def test_a_name_keeps_its_parts(upos: str, relation: str, name: str) -> None:
    found = place(LONG_NAME.format(upos=upos, relation=relation), 1, 0, 5)
    assert found is not None
    assert found.name == name


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_a_place_is_always_words_of_its_clause(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 8))
    rows = ["met meet VERB 0 root"]
    for number in range(2, size + 1):
        word = data.draw(st.sampled_from(["in", "near", *NAMED]))
        relation = data.draw(st.sampled_from(["case", "obl", "flat", "compound", "nmod", "amod"]))
        rows.append(f"{word} {word} PROPN {data.draw(st.integers(1, number - 1))} {relation}")
    found = place("\n".join(rows), 0, 0, size - 1)
    assert found is None or found.name in " ".join(row.split()[0] for row in rows)
