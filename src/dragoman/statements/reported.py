"""Everything reported in an article, gathered from turns, quotations and clauses before its speakers are named."""

from collections.abc import Sequence

import msgspec

from dragoman.records import Record, StatementKind
from dragoman.statements.attribution import Attribution, find_attributions, source_of
from dragoman.statements.clauses import Tree
from dragoman.statements.content import content_of
from dragoman.statements.cues import Cue, CueTable
from dragoman.statements.direct import Quoted, clean, parted, read_quotations
from dragoman.statements.quotations import Quotation, find_quotations
from dragoman.statements.releases import Turn, find_turns, is_courtesy

# What is left of a reported clause before a quotation that goes on from it must have this many words to be a claim.
MIN_WORDS_LEFT = 3
# Participles that add a further statement of the same speaker, whatever the parse hangs them on.
ADDING = frozenset({"adding", "noting"})


class Reported(Record, frozen=True, kw_only=True):
    """A content with the place of its cue and of its speaker's phrase, each as (sentence, token)."""

    kind: StatementKind
    start: int
    end: int
    sentence: int | None  # the sentence of the content
    head: int | None  # head token of the content in that sentence
    entry: Cue | None
    cue: tuple[int, int] | None = None
    source: tuple[int, int] | None = None
    label: str | None = None  # of a turn
    negated: bool = False
    others: tuple[tuple[int, int], ...] = ()
    rule: str = ""
    reporter: tuple[int, int] | None = None  # who passed it on ("..., Reuters reported"); None: nobody named
    inherits: bool = False  # without a cue of its own


def gather(text: str, trees: Sequence[Tree], cues: CueTable, *, start: int = 0) -> tuple[Reported, ...]:
    """All that is reported from offset ``start`` on, in order, without overlaps."""
    trees = [tree for tree in trees if tree.sentence.end > start]
    turns = find_turns(text, start)
    spoken = [(turn.start, turn.end) for turn in turns]
    quotations = [q for q in find_quotations(text, start) if not _covered(q.start, spoken)]
    quoted = read_quotations(text, trees, quotations, cues)
    silent = spoken + [(q.quotation.start, q.quotation.end) for q in quoted if q.whole and q.cue is not None or q.whole]
    by_clause = [
        found
        for tree in trees
        for found in find_attributions(tree, cues, silent=lambda offset: _covered(offset, silent))
    ]
    wholes = [q for q in quoted if q.whole]
    fragments = [q for q in quoted if not q.whole]
    direct = _inherited([r for q in wholes for r in _direct(text, trees, q)])
    indirect = _indirect(text, trees, _unnested(trees, by_clause), quotations, wholes)
    loose = [q for q in fragments if not any(_holds(r, q.quotation) for r in indirect)]
    mixed = [r for q in loose if (r := _fragment(text, trees, q, cues))]
    everything = [*_turns(text, trees, turns, cues), *direct, *indirect, *mixed]
    return _placed(_with_inheritance(text, everything))


def _covered(offset: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= offset < end for start, end in spans)


def _holds(reported: Reported, quotation: Quotation) -> bool:
    parts = ((reported.start, reported.end), *reported.others)
    return any(start <= quotation.inner_start and quotation.inner_end <= end + 1 for start, end in parts)


def _tree_at(trees: Sequence[Tree], offset: int) -> Tree | None:
    return next((t for t in trees if t.sentence.start <= offset < t.sentence.end), None)


# --- turns of a transcript -------------------------------------------------------------------------------------


def _turns(text: str, trees: Sequence[Tree], turns: Sequence[Turn], cues: CueTable) -> list[Reported]:
    """Each sentence of an answer; an interviewer's questions and politeness are left out."""
    out = []
    for turn in turns:
        if turn.asks:
            continue
        for tree in trees:
            start, end = max(tree.sentence.start, turn.start), min(tree.sentence.end, turn.end)
            if start >= end:
                continue
            start, end = clean(text, start, end)
            if start < end and any(c.isalpha() for c in text[start:end]) and not is_courtesy(text[start:end]):
                head = tree.top_of(tree.between(start, end))
                out.append(
                    Reported(
                        kind="direct",
                        start=start,
                        end=end,
                        sentence=tree.number,
                        head=head,
                        entry=None,
                        label=turn.label,
                        rule="turn",
                    )  # fmt: skip
                )
    return out


# --- whole quotations ------------------------------------------------------------------------------------------


def _direct(text: str, trees: Sequence[Tree], quoted: Quoted) -> list[Reported]:
    """One for each sentence of a whole quotation."""
    place = (quoted.sentence, quoted.cue) if quoted.sentence is not None and quoted.cue is not None else None
    source = (quoted.sentence, quoted.source) if quoted.sentence is not None and quoted.source is not None else None
    out = []
    for start, end in quoted.pieces:
        tree = _tree_at(trees, start)
        head = tree.top_of(tree.between(start, end)) if tree else None
        if start < end and not is_courtesy(text[start:end]):
            out.append(
                Reported(
                    kind=_kind(text, quoted),
                    start=start,
                    end=end,
                    sentence=tree.number if tree else None,
                    head=head,
                    entry=quoted.entry,
                    cue=place,
                    source=source,
                    rule=f"quotation:{quoted.side}",
                    inherits=quoted.entry is None,
                )  # fmt: skip
            )
    return out


def _kind(text: str, quoted: Quoted) -> StatementKind:
    """Quoted words that a conjunction brings in ("said that "...") are mixed speech."""
    first = text[quoted.quotation.inner_start]
    return "mixed" if quoted.side == "before" and first.islower() else "direct"


def _inherited(direct: list[Reported]) -> list[Reported]:
    """Join the parts of one sentence that a cue splits: '"A," he said, "b."'."""
    out: list[Reported] = []
    for item in direct:
        last = out[-1] if out else None
        if last and item.sentence == last.sentence and item.cue == last.cue and item.cue and item.start > last.end:
            whole = sorted([(last.start, last.end), *last.others, (item.start, item.end)], key=lambda s: s[0] - s[1])
            out[-1] = msgspec.structs.replace(last, start=whole[0][0], end=whole[0][1], others=tuple(sorted(whole[1:])))
        else:
            out.append(item)
    return out


# --- reported clauses ------------------------------------------------------------------------------------------


def _unnested(trees: Sequence[Tree], found: list[Attribution]) -> list[tuple[Attribution, tuple[int, int] | None]]:
    """Attributions that are no mere frame of another, each with who passed it on.

    "X said that he believed S": the content is S, said by him. "X said S, Reuters reported": X's, passed on. A cue
    deep inside another's content is a part of that content.
    """
    by_number = {tree.number: tree for tree in trees}
    heads = {(a.sentence, a.cue) for a in found}
    out: list[tuple[Attribution, tuple[int, int] | None]] = []
    for item in found:
        if item.form != "label" and item.form != "np" and (item.sentence, item.head) in heads:
            continue
        reporter = None
        inner = False
        for other in found:
            if other is item or other.sentence != item.sentence or item.cue is None:
                continue
            if other.head == item.cue and other.form in {"parenthesis", "phrase", "clause"}:
                if other.form != "clause" and other.source is not None:
                    reporter = (other.sentence, other.source)
                continue
            tree = by_number[item.sentence]
            if (
                any(s <= tree[item.cue].start < e for s, e in other.content)
                and (other.sentence, other.head) not in heads
            ):
                inner = inner or not _adds(tree, item.cue)
        if not inner:
            out.append((item, reporter))
    return out


def _adds(tree: Tree, cue: int) -> bool:
    """Whether a participle only adds to what was said: ", adding that"."""
    before = cue - 1
    while before > 0 and tree[before].form in {'"', "”", "''", "’"}:
        before -= 1
    return tree[cue].form.lower() in ADDING and before >= 0 and tree[before].form == ","


def _indirect(
    text: str, trees: Sequence[Tree], found: Sequence[tuple[Attribution, tuple[int, int] | None]],
    quotations: Sequence[Quotation], wholes: Sequence[Quoted],
) -> list[Reported]:  # fmt: skip
    """The reported clauses, narrowed to their quoted fragments where these stand alone."""
    by_number = {tree.number: tree for tree in trees}
    out = []
    for item, reporter in found:
        if item.source is None:
            continue
        tree = by_number[item.sentence]
        cuts = [(q.quotation.start, q.quotation.end) for q in wholes]
        cuts += [
            (tree[a.cue - 1].start, tree.sentence.end)
            for a, _ in found
            if a.sentence == item.sentence and a.cue is not None and a is not item and _adds(tree, a.cue)
        ]
        parts = [p for part in item.content for p in _without(text, part, cuts)]
        label = item.form == "label"
        content = content_of(text, tree, parts, item.head, quotations, label=label)
        if content is None or (label and not content.quoted and item.negated):
            continue
        out.append(
            Reported(
                kind="mixed" if content.quoted else "indirect",
                start=content.start,
                end=content.end,
                sentence=item.sentence,
                head=item.head,
                entry=item.entry,
                cue=(item.sentence, item.cue) if item.cue is not None else None,
                source=(item.sentence, item.source),
                negated=item.negated,
                others=content.others,
                rule=item.rule,
                reporter=reporter,
            )  # fmt: skip
        )
    return out


def _without(text: str, part: tuple[int, int], cuts: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The part without whole quotations and what is added after it; a rest too short to claim anything is dropped."""
    pieces = [part]
    for cut_start, cut_end in cuts:
        pieces = [
            piece
            for start, end in pieces
            for piece in (
                [(start, end)]
                if end <= cut_start or cut_end <= start
                else [(start, min(end, cut_start)), (max(start, cut_end), end)]
            )
            if piece[0] < piece[1]
        ]
    if pieces == [part]:
        return pieces
    return [p for p in pieces if len(text[slice(*p)].split()) >= MIN_WORDS_LEFT]


# --- quoted fragments --------------------------------------------------------------------------------------------


def _fragment(text: str, trees: Sequence[Tree], quoted: Quoted, cues: CueTable) -> Reported | None:
    """A fragment that no reported clause holds: the nearest verb above it says whose words it is."""
    start, end = quoted.pieces[0]
    tree = _tree_at(trees, start)
    if tree is None:
        return None
    inside = tree.between(quoted.quotation.start, quoted.quotation.end)
    top = tree.top_of([i for i in inside if tree[i].start >= start])
    if top is None:
        return None
    for above in tree.ancestors(top):
        if above in inside or tree[above].upos not in {"VERB", "AUX"}:
            continue
        cue = cues.verb(tree.lemma(above))
        if cue is None or not cue.frames & {"mix", "label"} or tree.negated(above):
            return None
        if cue.kind in {"say", "report"} and any(
            tree[c].upos == "ADP" and c not in inside for c in tree.children(top, "case")
        ):
            return None  # "said on "The Morning Hour"": the name of a programme
        source = source_of(tree, above, cue)
        if source is None or source in inside:
            return None
        return Reported(
            kind="mixed", start=start, end=end, sentence=tree.number, head=top, entry=cue, cue=(tree.number, above),
            source=(tree.number, source), rule=f"fragment:{cue.word}",
        )  # fmt: skip
    return None


# --- order -------------------------------------------------------------------------------------------------------


def _with_inheritance(text: str, everything: list[Reported]) -> list[Reported]:
    """Give quotations without a cue the speaker before them, or the one after them in their paragraph."""
    ordered = sorted(everything, key=lambda r: (r.start, r.end))
    out: list[Reported] = []
    for position, item in enumerate(ordered):
        if not item.inherits:
            out.append(item)
            continue
        before = out[-1] if out else None
        after = next((r for r in ordered[position + 1 :] if r.source is not None), None)
        near = before is not None and not parted(text, before.end, item.start)
        donor = before
        if not near and after is not None and not parted(text, item.end, after.start):
            donor = after
        if donor is not None and (donor.source is not None or donor.label is not None):
            out.append(
                msgspec.structs.replace(
                    item, source=donor.source, label=donor.label, entry=None, rule=f"{item.rule}:goes on"
                )
            )
    return out


def _placed(reported: list[Reported]) -> tuple[Reported, ...]:
    """In order of text; of overlapping ones the quotation, then the shorter, stays."""
    rank = {"direct": 0, "mixed": 1, "indirect": 2}
    chosen: list[Reported] = []
    for item in sorted(reported, key=lambda r: (rank[r.kind], r.end - r.start, r.start)):
        if not any(item.start < other.end and other.start < item.end for other in chosen):
            chosen.append(item)
    return tuple(sorted(chosen, key=lambda r: r.start))
