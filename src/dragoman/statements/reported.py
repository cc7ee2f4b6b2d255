"""Everything reported in an article, gathered from turns, quotations and clauses before its speakers are named."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import msgspec

from dragoman.language.tree import Tree
from dragoman.records import Record, StatementKind
from dragoman.statements.attribution import find_attributions
from dragoman.statements.clauses import Forest, Stretches
from dragoman.statements.content import before_gloss, content_of
from dragoman.statements.courtesy import is_courtesy
from dragoman.statements.cues import Cue, CueTable
from dragoman.statements.direct import Quoted, clean, parted, read_quotations
from dragoman.statements.labels import Labelled, find_labelled
from dragoman.statements.quotations import Quotation, find_quotations
from dragoman.statements.releases import Turn, find_turns
from dragoman.statements.spans import Attribution
from dragoman.statements.subjects import source_of

# What is left of a reported clause before a quotation that goes on from it must have this many words to be a claim.
MIN_WORDS_LEFT = 5
# Participles that add a further statement of the same speaker, whatever the parse hangs them on.
QUOTE_MARKS = frozenset({'"', "”", "''", "’"})
ADDING = frozenset("adding saying noting acknowledging stressing insisting explaining conceding".split())


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
    begun: tuple[int, int] | None = None  # the cue of the quotation that it goes on from; None: there is none
    chain: int | None = None  # of a quotation over several paragraphs, the number of the first; None: it has one
    polite: bool = False  # only thanks or a greeting: no statement, but what follows goes on from it


def gather(text: str, trees: Sequence[Tree], cues: CueTable, *, start: int = 0) -> tuple[Reported, ...]:
    """All that is reported from offset ``start`` on, in order, without overlaps.

    Args:
        text: the article's text.
        trees: its sentences.
        cues: the words of saying.
        start: where the body begins.
    """
    forest = Forest([tree for tree in trees if tree.sentence.end > start])
    turns = find_turns(text, start)
    in_turns = Stretches((turn.start, turn.end) for turn in turns)
    labelled = find_labelled(text, forest, cues, in_turns, start)
    spoken = Stretches([*in_turns.spans, *((each.start, each.end) for each in labelled)])
    quotations = [q for q in find_quotations(text, start) if not spoken.cover(q.start)]
    quoted = read_quotations(text, forest, quotations, cues)
    wholes = Stretches((q.quotation.start, q.quotation.end) for q in quoted if q.whole)
    silent = Stretches([*spoken.spans, *wholes.spans])
    by_sentence = {q.sentence: q for q in quoted if q.source is not None}
    found = [
        _unnested(tree, _continued(tree, find_attributions(tree, cues, silent=silent.cover), by_sentence))
        for tree in forest
    ]
    indirect = [r for item in found for r in _indirect(text, forest, item, quotations, wholes)]
    chains = _chains(quotations)
    direct = _joined([r for q in quoted if q.whole for r in _direct(text, forest, q, chains.get(q.quotation.start))])
    taken = Stretches(span for r in indirect for span in ((r.start, r.end + 1), *r.others))
    loose = [q for q in quoted if not q.whole and not _holds(taken, q.quotation)]
    used = {(r.sentence, r.entry.word) for r in indirect if r.entry is not None}
    mixed = [r for q in loose if (r := _fragment(forest, q, cues)) and (r.sentence, r.rule.split(":")[1]) not in used]
    return _placed(
        _with_inheritance(
            text, [*_turns(text, forest, turns), *_labelled(text, forest, labelled), *direct, *indirect, *mixed]
        )
    )


def _holds(taken: Stretches, quotation: Quotation) -> bool:
    """Whether a reported clause already holds a quotation."""
    overlapping = taken.overlapping(quotation.inner_start, quotation.inner_end)
    return any(start <= quotation.inner_start and quotation.inner_end <= end for start, end in overlapping)


# --- turns of a transcript -------------------------------------------------------------------------------------


def _turns(text: str, trees: Forest, turns: Sequence[Turn]) -> list[Reported]:
    """Each sentence of an answer; an interviewer's questions are left out."""
    return [
        msgspec.structs.replace(item, label=turn.label)
        for turn in turns
        if not turn.asks
        for item in _spoken(text, trees, turn.start, turn.end)
    ]


def _labelled(text: str, trees: Forest, labelled: Sequence[Labelled]) -> list[Reported]:
    """Each sentence of a paragraph that its speaker's name opens."""
    return [
        msgspec.structs.replace(item, source=each.source, cue=each.cue, entry=each.entry, rule="turn:paragraph")
        for each in labelled
        for item in _spoken(text, trees, each.start, each.end)
    ]


def _spoken(text: str, trees: Forest, first: int, last: int) -> Iterator[Reported]:
    """The sentences between two offsets as said by one who is still to be named."""
    for tree in trees.touching(first, last):
        start, end = clean(text, max(tree.sentence.start, first), min(tree.sentence.end, last))
        if start < end and any(c.isalpha() for c in text[start:end]):
            yield Reported(
                kind="direct",
                start=start,
                end=end,
                sentence=tree.number,
                head=tree.top_of(tree.between(start, end)),
                entry=None,
                rule="turn",
                polite=is_courtesy(text[start:end]),
            )


# --- whole quotations ------------------------------------------------------------------------------------------


def _chains(quotations: Sequence[Quotation]) -> dict[int, int]:
    """Where each paragraph of a quotation over several paragraphs begins, with the place of the first."""
    found: dict[int, int] = {}
    for first, second in pairwise(quotations):
        if second.continues:
            found[second.start] = found.setdefault(first.start, first.start)
    return found


def _direct(text: str, trees: Forest, quoted: Quoted, chain: int | None) -> list[Reported]:
    """One for each sentence of a whole quotation."""
    place = (quoted.sentence, quoted.cue) if quoted.sentence is not None and quoted.cue is not None else None
    source = (quoted.sentence, quoted.source) if quoted.sentence is not None and quoted.source is not None else None
    out = []
    questions = [text[start:end].endswith("?") for start, end in quoted.pieces]
    for (start, end), question in zip(quoted.pieces, questions, strict=True):
        tree = trees.at(start)
        head = tree.top_of(tree.between(start, end)) if tree else None
        asked = quoted.entry is not None and quoted.entry.kind == "ask"
        beside = asked and any(questions) and not question  # '"We went. Why did they stay?" she asked': no question
        if start < end:
            out.append(
                Reported(
                    kind=_kind(text, quoted),
                    start=start,
                    end=end,
                    sentence=tree.number if tree else None,
                    head=head,
                    entry=None if beside else quoted.entry,
                    cue=place,
                    source=source,
                    rule=f"quotation:{quoted.side}",
                    inherits=quoted.entry is None,
                    chain=chain,
                    polite=is_courtesy(text[start:end]),
                )
            )
    return out


def _kind(text: str, quoted: Quoted) -> StatementKind:
    """Quoted words that a conjunction brings in ("said that "...") are mixed speech."""
    first = text[quoted.quotation.inner_start]
    return "mixed" if quoted.side == "before" and first.islower() else "direct"


def _joined(direct: list[Reported]) -> list[Reported]:
    """Join the parts of one sentence that a cue splits: '"A," he said, "b."'."""
    out: list[Reported] = []
    for item in direct:
        last = out[-1] if out else None
        split = last is not None and (last.rule, item.rule) == ("quotation:after", "quotation:before")
        if last and split and item.sentence == last.sentence and item.cue and item.cue == last.cue:
            whole = sorted([(last.start, last.end), *last.others, (item.start, item.end)], key=lambda s: s[0] - s[1])
            out[-1] = msgspec.structs.replace(last, start=whole[0][0], end=whole[0][1], others=tuple(sorted(whole[1:])))
        else:
            out.append(item)
    return out


# --- reported clauses ------------------------------------------------------------------------------------------


def _unnested(tree: Tree, found: Sequence[Attribution]) -> list[tuple[Attribution, tuple[int, int] | None]]:
    """The attributions of a sentence that are no mere frame of another, each with who passed it on.

    "X said that he believed S": the content is S, said by X. "X said S, Reuters reported": X's, passed on. A cue
    deep inside another's content is a part of that content.
    """
    frames = _frames(tree, found)
    out: list[tuple[Attribution, tuple[int, int] | None]] = []
    for item in found:
        if any(item is framing for framing in frames):
            continue
        others = [other for other in found if other is not item]
        frame = next((o for o in others if o.head == item.cue and o.form in {"parenthesis", "phrase", "clause"}), None)
        if any(_inside(tree, item, o) and not any(o is framing for framing in frames) for o in others):
            continue
        out.append(_framed(tree, item, frame))
    return out


def _continued(tree: Tree, found: Sequence[Attribution], quoted: Mapping[int | None, Quoted]) -> list[Attribution]:
    """The attributions of a sentence, each that only adds (", adding that") with the speaker it adds to."""
    out: list[Attribution] = []
    for item in found:
        before = out[-1].source if out else None
        if before is None and (quotation := quoted.get(tree.number)) is not None:
            before = quotation.source if quotation.cue is not None and quotation.cue < item.cue else None
        out.append(
            msgspec.structs.replace(item, source=before) if before is not None and _adds(tree, item.cue) else item
        )
    return out


def _frames(tree: Tree, found: Sequence[Attribution]) -> list[Attribution]:
    """The attributions that only bring in another: of the same speaker ("he said he believed"), or passed on."""
    out = []
    for outer in found:
        inner = next((a for a in found if a.cue == outer.head and a is not outer), None)
        if inner is None or outer.form in {"label", "np"}:
            continue
        if outer.form != "clause" or outer.entry.word == "report" or _same_voice(tree, inner) or outer.source is None:
            out.append(outer)
    return out


def _inside(tree: Tree, item: Attribution, other: Attribution) -> bool:
    """Whether an attribution stands in the content of another and does not merely add to it."""
    if _adds(tree, item.cue) or (other.source is not None and tree[other.source].form.lower() in {"i", "we"}):
        return False
    words, base = tree.sentence.text, tree.sentence.start
    ends = [(start, base + before_gloss(words, start - base, end - base)) for start, end in other.content]
    return any(start <= tree[item.cue].start < end for start, end in ends)


def _framed(tree: Tree, item: Attribution, frame: Attribution | None) -> tuple[Attribution, tuple[int, int] | None]:
    """The attribution with what its frame tells: the speaker behind "he", or who passed it on."""
    if frame is None or frame.source is None:
        return item, None
    if frame.form != "clause" or frame.entry.word == "report":
        return item, (frame.sentence, frame.source)
    return (msgspec.structs.replace(item, source=frame.source) if _same_voice(tree, item) else item), None


def _same_voice(tree: Tree, item: Attribution) -> bool:
    """Whether the speaker inside a frame is a pronoun for the one who speaks in it."""
    return item.source is not None and tree[item.source].form.lower() in {"he", "she", "it", "they"}


def _adds(tree: Tree, cue: int) -> bool:
    """Whether a participle only adds to what was said: ", adding that"."""
    before = cue - 1
    while before > 0 and (tree[before].form in QUOTE_MARKS or tree[before].form.lower() in {"though", "while", "but"}):
        before -= 1
    return tree[cue].form.lower() in ADDING and before >= 0 and tree[before].form == ","


def _indirect(
    text: str, trees: Forest, found: Sequence[tuple[Attribution, tuple[int, int] | None]],
    quotations: Sequence[Quotation], wholes: Stretches,
) -> list[Reported]:  # fmt: skip
    """The reported clauses of a sentence, narrowed to their quoted fragments where these stand alone."""
    out = []
    for item, reporter in found:
        tree = trees.numbered(item.sentence)
        added = [
            (tree[a.cue - 1].start, tree.sentence.end) for a, _ in found if a.cue != item.cue and _adds(tree, a.cue)
        ]
        cuts = [*wholes.overlapping(tree.sentence.start, tree.sentence.end), *added]
        stop = min((start for start, _ in added if start > tree[item.cue].start), default=tree.sentence.end)
        before = [(start, min(end, stop)) for start, end in item.content if start < stop]
        parts = [p for part in before for p in _without(text, part, cuts)]
        content = content_of(text, tree, parts, item.head, quotations, label=item.form == "label")
        if item.source is None or content is None:
            continue
        if item.head is not None and any(start <= tree[item.head].start < end for start, end in cuts):
            continue
        out.append(
            Reported(
                kind="mixed" if content.quoted else "indirect",
                start=content.start,
                end=content.end,
                sentence=item.sentence,
                head=item.head,
                entry=item.entry,
                cue=(item.sentence, item.cue),
                source=(item.sentence, item.source),
                negated=item.negated,
                others=content.others,
                rule=item.rule,
                reporter=reporter,
            )
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


def _fragment(trees: Forest, quoted: Quoted, cues: CueTable) -> Reported | None:
    """A fragment that no reported clause holds: the nearest verb above it says whose words it is."""
    start, end = quoted.pieces[0]
    tree = trees.at(start)
    if tree is None:
        return None
    inside = tree.between(quoted.quotation.start, quoted.quotation.end)
    if _is_title(tree, inside):
        return None
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
        if source is None or source in inside or top in tree.subtree(source):
            return None
        return Reported(
            kind="mixed",
            start=start,
            end=end,
            sentence=tree.number,
            head=top,
            entry=cue,
            cue=(tree.number, above),
            source=(tree.number, source),
            rule=f"fragment:{cue.word}",
        )
    return None


def _is_title(tree: Tree, inside: Sequence[int]) -> bool:
    """Whether quoted words are a title ("Good Morning, Rome"): two or more, all but the small ones in capitals."""
    words = [i for i in inside if tree[i].upos not in {"PUNCT", "ADP", "DET", "CCONJ", "PART"}]
    return len(words) > 1 and all(tree[i].form[:1].isupper() for i in words)


# --- order -------------------------------------------------------------------------------------------------------


def _with_inheritance(text: str, everything: list[Reported]) -> list[Reported]:
    """Give quotations without a cue the speaker before them, or the one after them in their paragraph."""
    ordered = sorted(everything, key=lambda r: (r.start, r.end))
    out: list[Reported] = []
    for position, item in enumerate(ordered):
        if not item.inherits:
            out.append(item)
            continue
        donor = _donor(text, item, out[-1] if out else None, ordered[position + 1 :])
        if donor is not None and (donor.source is not None or donor.label is not None):
            out.append(
                msgspec.structs.replace(
                    item,
                    source=donor.source,
                    label=donor.label,
                    entry=None,
                    begun=donor.begun or (donor.cue if donor.kind == "direct" else None),
                    rule=f"{item.rule}:goes on",
                )
            )
    return out


def _donor(text: str, item: Reported, before: Reported | None, rest: Sequence[Reported]) -> Reported | None:
    """With whose words a quotation without a cue goes on; None: with nobody's.

    With those before it in its paragraph or in the quotation over several paragraphs that it is a part of; else with
    those after it there; else with those before it anywhere.
    """
    if before is not None and (_one_quotation(before, item) or not parted(text, before.end, item.start)):
        return before
    after = next((r for r in rest if r.source is not None), None)
    if after is not None and (_one_quotation(item, after) or not parted(text, item.end, after.start)):
        return after
    return before


def _one_quotation(first: Reported, second: Reported) -> bool:
    """Whether two are parts of one quotation over several paragraphs."""
    return first.chain is not None and first.chain == second.chain


def _placed(reported: list[Reported]) -> tuple[Reported, ...]:
    """In order of text; of overlapping ones the quotation, then the shorter, stays."""
    rank = {"direct": 0, "mixed": 1, "indirect": 2}
    chosen: list[Reported] = []
    starts: list[int] = []
    for item in sorted(reported, key=lambda r: (rank[r.kind], r.end - r.start, r.start)):
        place = bisect_left(starts, item.end)
        if place and chosen[place - 1].end > item.start:
            continue
        starts.insert(place, item.start)
        chosen.insert(place, item)
    return tuple(chosen)
