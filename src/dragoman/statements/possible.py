"""What may be attributed to somebody: every word that may tell that somebody says, thinks, wants or rejects something.

An attribution has a source, a cue and a content (Newell, Margolin and Ruths 2018, whose PolNeAR counts beliefs, plans
and attitudes beside speech). Its candidates are read from the tree: a verb, noun or adjective and what it governs.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from dragoman.language.tree import Tree
from dragoman.records import Record
from dragoman.statements.cues import Cue
from dragoman.statements.spans import spans_of
from dragoman.statements.subjects import owner, source_of

Spans = tuple[tuple[int, int], ...]

# How a content hangs on its cue: the relations of Universal Dependencies; "object and clause" ("urge them to leave"),
# "object and phrase" ("blast them for lying"); of nouns and adjectives; "reported" is what the rules of speech found.
RELATIONS = (
    "ccomp", "xcomp", "obj", "obl", "advcl", "iobj", "nsubj:pass", "object and clause", "object and phrase",
    "noun acl", "noun nmod", "noun ccomp", "adjective ccomp", "adjective xcomp", "adjective obl", "adjective advcl",
    "adjective csubj", "reported",
)  # fmt: skip
_OF_VERBS = frozenset({"ccomp", "xcomp", "obj", "obl", "advcl", "iobj"})
_OF_NOUNS = frozenset({"acl", "nmod", "ccomp"})
_OF_ADJECTIVES = frozenset({"ccomp", "xcomp", "obl", "advcl", "csubj"})
# "He blasted the media for lying on Sunday": the object with the first phrase after it, and with the first two.
_FURTHER = 2
_NOBODY = Cue(word="", part="verb", kind="", stance="affirms", act="assess", frames=frozenset())


class Possible(Record, frozen=True, kw_only=True):
    """A candidate. Tokens are indices of its sentence, spans are offsets of the article."""

    sentence: int
    cue: int
    under: int | None  # the head of the content; None: the rules cut it
    relation: str  # one of RELATIONS
    source: Spans
    content: Spans


def possible(trees: Sequence[Tree]) -> Iterator[Possible]:
    """Every candidate of a text, in order."""
    for tree in trees:
        for index in range(len(tree)):
            kind = tree[index].upos
            if kind == "VERB":
                yield from _of_verb(tree, index)
            elif kind == "NOUN":
                yield from _of_noun(tree, index)
            elif kind == "ADJ":
                yield from _of_adjective(tree, index)


def source_spans(tree: Tree, head: int | None) -> Spans:
    """The words of a source, without relative clauses and prepositions; () where there is none."""
    if head is None:
        return ()
    barred = [c for c in tree.children(head) if tree[c].deprel in {"acl:relcl", "case"}]
    return spans_of(tree, head, barred)


def _of_verb(tree: Tree, verb: int) -> Iterator[Possible]:
    source = source_of(tree, verb, _NOBODY)
    own = [
        child
        for child in tree.children(verb)
        if child != source and (_plain(tree, child) in _OF_VERBS or tree[child].deprel == "nsubj:pass")
    ]
    for child in own:
        relation = tree[child].deprel if tree[child].deprel == "nsubj:pass" else _plain(tree, child)
        after = verb if relation == "ccomp" and child > verb else None
        yield from _made(tree, verb, child, relation, source, spans_of(tree, child, [], after=after))
    clause = next((c for c in own if _plain(tree, c) in {"xcomp", "ccomp"}), None)
    for child in own:
        if _plain(tree, child) not in {"obj", "iobj"}:
            continue
        if clause is not None and clause > child > verb:
            both = (*spans_of(tree, child, [clause]), *spans_of(tree, clause, []))
            yield from _made(tree, verb, child, "object and clause", source, _from_first_to_last(both))
        later = [c for c in own if c > child and _plain(tree, c) in {"obl", "advcl"}]
        for number in range(min(len(later), _FURTHER)):
            phrases = (span for c in later[: number + 1] for span in spans_of(tree, c, []))
            joined = _from_first_to_last((*spans_of(tree, child, []), *phrases))
            yield from _made(tree, verb, child, "object and phrase", source, joined)


def _of_noun(tree: Tree, noun: int) -> Iterator[Possible]:
    source = owner(tree, noun)
    if source is None:
        above = tree.head(noun)
        governed = above is not None and tree[noun].deprel == "obj" and tree[above].upos == "VERB"
        source = tree.subject(above) if governed and above is not None else tree.subject(noun)
    for child in tree.children(noun):
        if child > noun and child != source and tree[child].deprel in _OF_NOUNS:
            yield from _made(tree, noun, child, f"noun {tree[child].deprel}", source, spans_of(tree, child, []))


def _of_adjective(tree: Tree, adjective: int) -> Iterator[Possible]:
    source = tree.subject(adjective)
    for child in tree.children(adjective):
        if child > adjective and _plain(tree, child) in _OF_ADJECTIVES:
            relation = f"adjective {_plain(tree, child)}"
            yield from _made(tree, adjective, child, relation, source, spans_of(tree, child, []))


def _made(tree: Tree, cue: int, under: int, relation: str, source: int | None, content: Spans) -> Iterator[Possible]:
    if content:
        yield Possible(
            sentence=tree.number, cue=cue, under=under, relation=relation, source=source_spans(tree, source),
            content=content,
        )  # fmt: skip


def _from_first_to_last(spans: Spans) -> Spans:
    return ((min(start for start, _ in spans), max(end for _, end in spans)),) if spans else ()


def _plain(tree: Tree, index: int) -> str:
    return _without_subtype(tree[index].deprel)


@lru_cache(maxsize=256)
def _without_subtype(relation: str) -> str:
    return relation.split(":")[0]
