"""What is told of a cluster as the reading goes on: how each mention stands in its sentence, and what took it up."""

from dataclasses import dataclass, field

from dragoman.entities.drafts import Draft
from dragoman.language.tree import Tree
from dragoman.records import Mention

MALE = frozenset({"he", "him", "his", "himself"})
FEMALE = frozenset({"she", "her", "hers", "herself"})
NEUTER = frozenset({"it", "its", "itself"})
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
_CLASSES = (MALE, FEMALE, NEUTER, PLURAL)
THIRD_PERSON = MALE | FEMALE | NEUTER | PLURAL
REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves"})
SAYING = frozenset(
    (
        "say tell add warn claim announce argue insist note state stress declare report explain accuse deny believe"
        " think suggest admit acknowledge write promise describe call ask reply recall know hope expect"
    ).split()
)


class Standing:
    """A mention and how it stands in its sentence."""

    __slots__ = (
        "begins", "depth", "governor", "joined", "main", "mention", "position", "quoted", "relation", "says", "subject",
        "top", "word",
    )  # fmt: skip

    def __init__(self, mention: Mention, tree: Tree, position: int, quoted: bool) -> None:
        self.mention, self.position, self.quoted = mention, position, quoted
        self.word = mention.text.lower() if mention.form == "pronoun" else ""
        top = mention.head
        for _ in range(len(tree)):  # the first of those joined by "and" stands for them all
            head = tree.head(top)
            if head is None or tree.relation(top) not in {"conj", "flat"}:
                break
            top = head
        self.top, self.joined = top, top != mention.head or bool(tree.children(mention.head, "conj"))
        self.relation = tree[top].deprel
        self.subject = self.relation.startswith(("nsubj", "csubj"))
        above = list(tree.ancestors(top))
        self.depth = len(above)
        self.main = self.subject and self.depth == 1
        self.governor = next((a for a in above if is_predicate(tree, a)), above[-1] if above else top)
        self.begins = mention.first <= 1
        announced = mention.last + 1 < len(tree) and tree[mention.last + 1].form == ":" and mention.first <= 3
        self.says = announced or (self.subject and not quoted and tree.lemma(self.governor) in SAYING)


def is_predicate(tree: Tree, index: int) -> bool:
    """Whether a token heads a clause."""
    return tree[index].upos in {"VERB", "AUX"} or bool(tree.children(index, "nsubj", "cop"))


@dataclass(eq=False)
class Past:
    """What has been told of a cluster so far."""

    draft: Draft
    standings: list[Standing] = field(default_factory=list)
    subjects: int = 0
    subject_at: int | None = None  # the sentence in which it was a subject last; None: never
    subject_position: int = -1
    main_at: int | None = None  # the sentence whose subject it was last; None: never
    taken: dict[int, int] = field(default_factory=dict)  # by class of pronoun, how often it was taken up
    taken_position: dict[int, int] = field(default_factory=dict)  # and where last

    def add(self, standing: Standing) -> None:
        """Take in a further mention."""
        self.standings.append(standing)
        if standing.subject:
            self.subjects += 1
            self.subject_at = standing.mention.sentence
            self.subject_position = standing.position
        if standing.main:
            self.main_at = standing.mention.sentence
        if standing.word in THIRD_PERSON:
            kind = class_of(standing.word)
            self.taken[kind] = self.taken.get(kind, 0) + 1
            self.taken_position[kind] = standing.position


def class_of(word: str) -> int:
    """0 for "he", 1 for "she", 2 for "it", 3 for "they"."""
    return next(number for number, words in enumerate(_CLASSES) if word in words)
