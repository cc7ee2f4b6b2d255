"""What an attribution is, and the words that a part of the tree covers."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from dragoman.language.tree import Tree
from dragoman.records import Record
from dragoman.statements.cues import Cue

Form = Literal["clause", "parenthesis", "phrase", "noun", "np", "label"]
# Dependents of a noun that tell more about it but are no part of its name.
NOT_THE_NAME = frozenset({"case", "acl", "appos", "punct", "parataxis", "ccomp", "advcl", "dep"})


class Attribution(Record, frozen=True, kw_only=True):
    """Somebody's words in one sentence. Tokens are indices of the sentence, spans offsets of the article."""

    sentence: int
    entry: Cue
    cue: int  # the token that says
    source: int | None  # head of the speaker's noun phrase; None: not in this sentence
    content: tuple[tuple[int, int], ...]  # the parts of the content, in order
    head: int | None  # head token of the content
    form: Form
    negated: bool = False
    source_sentence: int | None = None  # where ``source`` stands when not in ``sentence``
    rule: str = ""


class Voice(NamedTuple):
    """A cue and who speaks by it."""

    cue: int  # the token
    entry: Cue
    source: int | None  # head of the speaker's phrase; None: nobody in this sentence


def made(tree: Tree, voice: Voice, spans: Sequence[tuple[int, int]], head: int | None, form: Form) -> Attribution:
    """The attribution of a content to a voice."""
    return Attribution(
        sentence=tree.number,
        entry=voice.entry,
        cue=voice.cue,
        source=voice.source,
        content=tuple(spans),
        head=head,
        form=form,
        negated=tree.negated(voice.cue),
        rule=f"{form}:{voice.entry.word}",
    )


def spans_of(tree: Tree, head: int, barred: Sequence[int], *, after: int | None = None) -> tuple[tuple[int, int], ...]:
    """The stretches of text under ``head``, without the subtrees of ``barred``, conjunctions and edge punctuation.

    A clause that follows the token ``after`` (its cue) gives only what follows it: a relative pronoun before the cue
    ("which he says are ...") is no part of the content.
    """
    inside = set(tree.subtree(head, barred))
    if after is not None and head > after:
        inside = {index for index in inside if index > after}
    if not inside:
        return ()
    out: set[int] = set()
    for node in barred:
        out.update(tree.subtree(node))
    first, last = min(inside), max(inside)
    runs: list[list[int]] = [[]]
    for index in range(first, last + 1):
        if index in out and index not in inside:
            runs.append([])
        else:
            runs[-1].append(index)
    return tuple(span for span in (_trimmed(tree, run, head) for run in runs) if span)


def _trimmed(tree: Tree, run: list[int], head: int) -> tuple[int, int] | None:
    """A run of tokens without what only joins it to the rest: "that", "and", commas, dashes."""
    start, end = 0, len(run)
    while start < end and (tree[run[start]].upos == "PUNCT" or _joins(tree, run[start], head)):
        start += 1
    while end > start and (
        (tree[run[end - 1]].upos == "PUNCT" and tree[run[end - 1]].form not in {")", "]"})
        or tree[run[end - 1]].deprel == "cc"
    ):
        end -= 1
    if start >= end:
        return None
    return tree[run[start]].start, tree[run[end - 1]].end


def _joins(tree: Tree, index: int, head: int) -> bool:
    """Whether a token only joins the clause of ``head`` to what stands before it."""
    token = tree[index]
    if token.deprel == "mark" and tree.head(index) == head:
        return token.form.lower() in {"that", "whether", "if", "as"}
    if token.deprel == "case" and tree.head(index) == head:
        return token.form.lower() in {"as", "to"}
    return token.deprel == "cc" and tree.head(index) == head


def stretch(tree: Tree, run: Sequence[int]) -> tuple[int, int] | None:
    """The offsets of a run of tokens without conjunctions and marks at its edges."""
    start, end = 0, len(run)
    while start < end and (tree[run[start]].upos == "PUNCT" or tree[run[start]].upos == "CCONJ"):
        start += 1
    while end > start and tree[run[end - 1]].upos == "PUNCT" and tree[run[end - 1]].form not in {")", "]"}:
        end -= 1
    return (tree[run[start]].start, tree[run[end - 1]].end) if start < end else None


def phrase(tree: Tree, head: int) -> str:
    """A noun phrase's words without preposition, relative clauses and appositions."""
    barred = [
        c
        for c in tree.children(head)
        if tree[c].deprel.split(":")[0] in NOT_THE_NAME
        or (tree[c].deprel == "det" and tree[c].form.lower() in {"the", "a", "an"})
    ]
    tokens = tree.subtree(head, barred)
    return tree.sentence.text[tree[tokens[0]].start - tree.sentence.start : tree[tokens[-1]].end - tree.sentence.start]
