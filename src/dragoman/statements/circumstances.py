"""To whom, where and when something was said, from the words beside its cue."""

from collections.abc import Sequence
from typing import NamedTuple

from dragoman.dates import find_times
from dragoman.language.tree import Tree
from dragoman.partial_date import PartialDate
from dragoman.records import Article, Record
from dragoman.statements.cues import CueTable
from dragoman.statements.reported import Reported
from dragoman.statements.spans import phrase
from dragoman.statements.verbs import ADDRESSING, own_that

# Verbs by which words come out.
ISSUING = frozenset(
    "issue release publish post make deliver give send broadcast air circulate write print read hold tweet".split()
)


class Circumstances(Record, frozen=True, kw_only=True):
    """What stands beside a cue."""

    said: PartialDate
    addressees: tuple[str, ...] = ()
    medium: str | None = None  # None: not told


class Scene(NamedTuple):
    """What a statement is read in: its article, the trees by index, the day it was written, the words of saying."""

    article: Article
    trees: Sequence[Tree]
    reference: PartialDate
    cues: CueTable


def circumstances(scene: Scene, item: Reported) -> Circumstances:
    """The circumstances of what is reported; a quotation that goes on has those of the one it began with.

    What was said without a date was said on the reference day. The content's own words tell nothing of when.
    """
    place = item.cue or item.begun
    if place is None:
        return Circumstances(said=scene.reference)
    tree, token = scene.trees[place[0]], place[1]
    return Circumstances(
        said=_said(scene.article.text, tree, token, item, scene.reference),
        addressees=addressees_of(tree, token, item.source[1] if item.source and item.source[0] == place[0] else None),
        medium=medium_of(tree, token, scene.cues),
    )


def _said(text: str, tree: Tree, cue: int, item: Reported, reference: PartialDate) -> PartialDate:
    """A date beside the cue and outside the content, else the reference.

    The date in a relative clause is that of what it tells: "the treaty signed in Lima on Saturday says". What is issued
    is said by it: "in a statement released on Saturday".
    """
    relative = [i for i in tree.subtree(cue) if i != cue and _tells_something_else(tree, i)]
    relative += [c for c in tree.children(cue, "ccomp") if c > cue and own_that(tree, c)]  # said in the same breath
    places = [tree[i].start for i in tree.subtree(cue, relative) if not item.start <= tree[i].start < item.end]
    times = find_times(text, tree.sentence.start, tree.sentence.end, reference=reference, tense="past")
    for time in times:
        beside = any(time.start <= place < time.end for place in places)
        if time.kind == "date" and time.value and beside and not item.start <= time.start < item.end:
            return time.value
    return reference


def _tells_something_else(tree: Tree, index: int) -> bool:
    return tree[index].deprel.split(":")[0] == "acl" and tree.lemma(index) not in ISSUING


def addressees_of(tree: Tree, cue: int, source: int | None = None) -> tuple[str, ...]:
    """The names of those a cue is said to: "told Parliament", "said to reporters".

    Args:
        tree: the sentence.
        cue: the word of saying.
        source: head of the speaker's phrase in that sentence; None: elsewhere. A speaker who comes after his verb
            ("asked the minister") stands where the addressee would, so that only a phrase with "to" is one then.
    """
    heads = tree.children(cue, "iobj")
    if not heads and tree.lemma(cue) in ADDRESSING:
        heads = tree.children(cue, "obj")
    if source is not None and source > cue:
        heads = ()
    to = tree.children(cue, "obl")
    if source is not None and source > cue and tree[source].upos == "PROPN":
        to += tree.children(source, "nmod")  # "said Nora Roe to the envoy"; not "said the envoy to Peru"
    heads += tuple(
        c
        for c in to
        if "to" in {tree.lemma(i) for i in tree.children(c, "case")} and tree[c].upos in {"NOUN", "PROPN", "PRON"}
    )
    return tuple(phrase(tree, head) for head in heads if head > cue and source not in tree.subtree(head))


def medium_of(tree: Tree, cue: int, cues: CueTable) -> str | None:
    """Where it was said: "on X", "in a statement", "told reporters"; None: not told."""
    if tree.lemma(cue) in {"tweet", "retweet"}:
        return cues.medium("Twitter")
    around = [cue, *([head] if (head := tree.head(cue)) is not None and tree[cue].deprel == "xcomp" else [])]
    for node in around:
        for child in tree.children(node, "obl", "nmod", "obj", "iobj", "parataxis"):
            if child <= cue and tree[child].deprel.split(":")[0] in {"obj", "parataxis"}:
                continue
            for index in tree.subtree(child, tree.children(child, "acl", "acl:relcl")):
                found = cues.medium(tree[index].form)
                if found and _names_medium(tree, child, index):
                    return found
    return None


def _names_medium(tree: Tree, child: int, index: int) -> bool:
    """Whether the medium's word heads the phrase, or stands in its compound ("X platform", "phone call")."""
    return index == child or tree[index].deprel.split(":")[0] in {"compound", "flat", "nmod", "conj"}
