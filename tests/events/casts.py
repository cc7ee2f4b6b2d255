"""A small cast for tests: two sentences, three states, a statement."""

from dragoman.events.cast import Cast, Naming
from dragoman.events.draft import Draft
from dragoman.language.tree import Tree
from dragoman.records import EntityKind, Participant
from tests.events.test_merge import CHAD, MALI, PERU, person, told
from tests.parsed import sentences

FIRST = """
Chad Chad PROPN 2 nsubj
shelled shell VERB 0 root
Mali Mali PROPN 2 obj
"""
SECOND = """
It it PRON 2 nsubj
recalled recall VERB 0 root
its its PRON 4 nmod:poss
envoy envoy NOUN 2 obj
from from ADP 6 case
Peru Peru PROPN 2 obl
"""
ENVOY = person("envoy", None)


def naming(sentence: int, head: int, who: Participant, kind: EntityKind = "state", *, form: str = "name") -> Naming:
    return Naming(sentence=sentence, head=head, form=form, kind=kind, who=who, titled=False)


NAMINGS = (
    naming(0, 0, CHAD),
    naming(1, 0, CHAD, form="pronoun"),
    naming(0, 2, MALI),
    naming(1, 3, ENVOY, "person", form="nominal"),
    naming(1, 5, PERU),
)
SHELLED = told("ASSAULT", 0, token=1, last=2)
RECALLED = told("SANCTION", 1, token=1, last=5, recipients=())


def cast(*drafts: Draft) -> Cast:
    _, built = sentences(FIRST, SECOND)
    trees = {number: Tree(sentence, number) for number, sentence in enumerate(built)}
    return Cast(
        NAMINGS,
        trees=trees,
        drafts=drafts or (SHELLED, RECALLED),
        statements=(),
        unaimed=frozenset({"attack", "terrorism"}),
    )
