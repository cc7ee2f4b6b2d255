"""Which words are the content of a statement: whole clauses, fragments, one sentence at the most."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from dragoman.language.tree import Tree
from dragoman.records import Record
from dragoman.statements.direct import clean
from dragoman.statements.quotations import Quotation

# Words left outside a quoted predicate that still make no claim of their own: a subject noun phrase and a copula.
# In the training articles the longest such rest has six words, the shortest that claims something seven.
MAX_REST = 6
GLOSS = re.compile(r"\s[–—-]\s(?=an? \w+(?: \w+)? (?:that|which|who|he|she|it|they|[A-Z]\w+)\b[^–—]*$)")


class Content(Record, frozen=True, kw_only=True):
    """The words of a statement and how they are given."""

    start: int
    end: int
    quoted: bool  # quoted words are among them, or they are the quoted words
    others: tuple[tuple[int, int], ...] = ()  # the other parts of a content that something interrupts


def content_of(
    text: str, tree: Tree, parts: Sequence[tuple[int, int]], head: int | None, quotations: Sequence[Quotation],
    *, label: bool = False,
) -> Content | None:  # fmt: skip
    """The content that ``parts`` give: the longest part, narrowed to a quoted fragment that alone says something.

    Args:
        text: the article's text.
        tree: the sentence.
        parts: the stretches of the content clause.
        head: the head token of the clause.
        quotations: the article's quotations.
        label: the content is a predicate on something ("calls it X"), so quoted words in it stand alone.
    """
    parts = [(start, before_gloss(text, start, end)) for start, end in parts]
    cleaned = [span for span in (clean(text, *part) for part in parts) if span[0] < span[1]]
    cleaned = [span for span in cleaned if any(c.isalnum() for c in text[slice(*span)])]
    if not cleaned:
        return None
    main = max(cleaned, key=lambda span: (span[1] - span[0], -span[0]))
    others = tuple(span for span in cleaned if span != main)
    inside = _within(quotations, main)
    if not inside:
        return Content(start=main[0], end=main[1], quoted=False, others=others)
    if len(inside) == 1 and (label or stands_alone(text, tree, main, head, inside[0])):
        start, end = clean(text, inside[0].inner_start, inside[0].inner_end)
        return Content(start=start, end=end, quoted=True)
    start, end = _with_marks(text, main, inside)
    return Content(start=start, end=end, quoted=True, others=others)


def before_gloss(text: str, start: int, end: int) -> int:
    """Where a content ends: before a dash that brings in the writer's gloss on it (" – a move that ...")."""
    gloss = GLOSS.search(text, start, end)
    return gloss.start() if gloss and '"' not in text[start:end] and "“" not in text[start:end] else end


def _within(quotations: Sequence[Quotation], span: tuple[int, int]) -> Sequence[Quotation]:
    """The quotations that share words with a span; they come in order of text."""
    first = bisect_left(quotations, span[0] + 1, key=lambda q: q.inner_end)
    return quotations[first : bisect_left(quotations, span[1], key=lambda q: q.inner_start)]


def stands_alone(text: str, tree: Tree, span: tuple[int, int], head: int | None, quotation: Quotation) -> bool:
    """Whether the clause claims nothing without the quoted words: they hold its predicate and little is left."""
    if head is None:
        return False
    if not quotation.inner_start <= tree[head].start < quotation.inner_end:
        return False
    rest = [
        i
        for i in tree.between(*span)
        if not quotation.start <= tree[i].start < quotation.end and any(c.isalnum() for c in tree[i].form)
    ]
    verbs = [i for i in rest if tree[i].upos == "VERB" and tree[i].deprel not in {"acl", "acl:relcl", "amod"}]
    return len(rest) <= MAX_REST and not verbs


def _with_marks(text: str, span: tuple[int, int], inside: Sequence[Quotation]) -> tuple[int, int]:
    """The span, keeping an inner quotation's mark at its end only where the words before it keep the opening one."""
    start, end = span
    last = inside[-1]
    if last.inner_end <= end < last.end and last.start > start:
        end = last.inner_end
    return clean(text, start, end)
