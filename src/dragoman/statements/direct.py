"""Quotations given to their speakers.

A whole quotation is a sentence or more between marks; its cue stands beside it ("..., he said", "she said: ..."), or
it goes on from the one before. A fragment is a few quoted words inside somebody else's sentence.
"""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

import msgspec

from dragoman.language.sentences import SURE, gaps, grade
from dragoman.language.tree import Tree
from dragoman.records import Record
from dragoman.statements.clauses import Forest, Stretches
from dragoman.statements.cues import Cue, CueTable
from dragoman.statements.labels import names_office
from dragoman.statements.quotations import Quotation, paragraphs
from dragoman.statements.subjects import source_of

Side = Literal["before", "after", "next", "later", "none"]

# How many words may stand between a quotation and its verb: names with titles and an apposition run to about 25.
MAX_GAP = 28
# A noun phrase after the verb that long is no speaker.
MAX_SPEAKER = 30
_TALKING = frozenset({"speak", "talk"})


class Quoted(Record, frozen=True, kw_only=True):
    """A quotation, cut at the sentence bounds inside it, and the words beside it that say whose it is."""

    quotation: Quotation
    pieces: tuple[tuple[int, int], ...]  # its sentences, without edge marks
    whole: bool  # False: a fragment
    side: Side = "none"  # where the cue stands
    sentence: int | None = None  # of the cue
    cue: int | None = None  # token; None: only a colon, or nothing
    entry: Cue | None = None
    source: int | None = None  # token in ``sentence``


class Beside(NamedTuple):
    """The tokens of one sentence on one side of a quotation, outside all quotations."""

    tree: Tree
    tokens: tuple[int, ...]


def read_quotations(text: str, trees: Forest, quotations: Sequence[Quotation], cues: CueTable) -> tuple[Quoted, ...]:
    """Every quotation with its pieces and the cue beside it."""
    quoted = Stretches((q.start, q.end) for q in quotations)
    found = [_read(text, trees, quotations, position, cues, quoted.cover) for position in range(len(quotations))]
    told = False  # whether a part of the quotation over several paragraphs before this one has a cue
    for position in range(1, len(found)):
        first, second = found[position - 1], found[position]
        told = second.quotation.continues and (told or first.side not in {"none", "later"})
        if told and second.side == "later":
            found[position] = Quoted(quotation=second.quotation, pieces=second.pieces, whole=True)
        if second.cue is None and _is_split(text, trees, first, second.quotation):
            found[position] = msgspec.structs.replace(
                first, quotation=second.quotation, pieces=second.pieces, side="before"
            )
        elif first.side == "before" and second.cue is None and _is_joined(text, first.quotation, second.quotation):
            found[position] = msgspec.structs.replace(first, quotation=second.quotation, pieces=second.pieces)
    return tuple(found)


def _may_speak(trees: Forest, found: Quoted, cues: CueTable) -> bool:
    """Whether a cue that only documents use ("the letter included ...") has a document for its subject."""
    if found.entry is None or "document" not in found.entry.frames or found.sentence is None:
        return True
    return found.source is not None and cues.is_document(trees.numbered(found.sentence).lemma(found.source))


def _is_split(text: str, trees: Forest, first: Quoted, second: Quotation) -> bool:
    """Whether a quotation goes on after the cue in the midst of its sentence: '"Trade," he said, "has grown."'."""
    tree = trees.at(second.inner_start)
    if first.side != "after" or first.cue is None or tree is None or first.sentence != tree.number:
        return False
    opened = text[first.quotation.inner_end - 1] == "," or text[first.quotation.end : first.quotation.end + 1] == ","
    goes_on = text[first.quotation.end : second.start].rstrip().endswith(",") and text[second.inner_start].islower()
    return opened and goes_on and first.quotation.end <= tree[first.cue].start < second.start


def _is_joined(text: str, first: Quotation, second: Quotation) -> bool:
    """Whether two quotations stand in one list: '"A" and "B"', '"A", "B"'."""
    return text[first.end : second.start].strip(" \n,;").lower() in {"and", "or", "but"} or (
        text[first.end : second.start].strip() in {",", ";"}
    )


def _read(
    text: str, trees: Forest, quotations: Sequence[Quotation], position: int, cues: CueTable,
    inside: Callable[[int], bool],
) -> Quoted:  # fmt: skip
    """One quotation, whole or a fragment."""
    quotation = quotations[position]
    pieces = pieces_of(text, trees, quotation)
    previous = quotations[position - 1].end if position else 0
    following = quotations[position + 1].start if position + 1 < len(quotations) else len(text)
    before = _before(text, trees, quotation, previous) or _label_before(text, trees, quotation, previous)
    after = _after(text, trees, quotation, following)
    found = _cue_beside(text, trees, quotation, (before, after), cues, inside)
    if found is not None and not _may_speak(trees, found, cues):
        found = None
    apart = before is None or not [i for i in before.tokens if before.tree[i].upos != "PUNCT"]
    whole = _is_whole(text, trees, quotation, pieces, apart or (found is not None and found.side == "before"))
    if found is None and whole and after is None:
        found = _next_sentence(trees, quotation, following, cues, inside) or _afterword(
            text, trees, quotation, following, cues
        )
    if quotation.single and text[quotation.inner_end - 1] not in ".?!,":
        return Quoted(quotation=quotation, pieces=pieces, whole=False)
    if found is None or not (whole or (apart and found.side in {"after", "next", "later"}) or found.side == "before"):
        return Quoted(quotation=quotation, pieces=pieces, whole=whole)
    return Quoted(
        quotation=quotation, pieces=pieces, whole=True, side=found.side, sentence=found.sentence, cue=found.cue,
        entry=found.entry, source=found.source,
    )  # fmt: skip


def pieces_of(text: str, trees: Forest, quotation: Quotation) -> tuple[tuple[int, int], ...]:
    """The sentences of a quotation, each without blanks and marks at its edges."""
    out: list[tuple[int, int]] = []
    for tree in trees.touching(quotation.inner_start, quotation.inner_end):
        start = max(tree.sentence.start, quotation.inner_start)
        end = min(tree.sentence.end, quotation.inner_end)
        if not any(c.isalnum() for c in text[start:end]):
            continue
        if out and text[out[-1][1] - 1].isalnum() and "\n" in text[out[-1][1] : start + 1]:
            out[-1] = clean(text, out[-1][0], end)  # a line end inside a sentence parted it
        else:
            bounds = [start, *_stops(text, tree, start, end), end]
            out += [clean(text, *span) for span in pairwise(bounds)]
    return tuple(out) or (clean(text, quotation.inner_start, quotation.inner_end),)


def _stops(text: str, tree: Tree, start: int, end: int) -> list[int]:
    """Where sentences end inside quoted words that the reader left in one piece ('"A. B," he said').

    The marks alone decide, for it is the cue after the last of them that binds them together for the reader; each part
    must have a finite verb, so that no abbreviation parts a name.
    """
    tokens = tree.between(start, end)
    spans = [(tree[i].start, tree[i].end) for i in tokens]
    gap = gaps(text, spans, start)
    found: list[int] = []
    first = 0
    for place in range(1, len(tokens)):
        if grade(text, spans, place, gap[place]) != SURE:
            continue
        if _speaks(tree, tokens[first:place]) and _speaks(tree, tokens[place:]):
            found.append(spans[place][0])
            first = place
    return found


def _speaks(tree: Tree, tokens: Sequence[int]) -> bool:
    """Whether a finite verb is among the tokens."""
    return any(tree[i].upos in {"VERB", "AUX"} and tree.finite(i) for i in tokens)


def clean(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without blanks, commas and quotation marks at its edges; final full stops stay, as quoted."""
    while start < end and text[start] in " \t\n\u00a0,;:—–-…“”\"‘'’`«»„•*":
        if text[start] in "'’‘" and text[start + 1 : start + 3].isalnum():
            break
        start += 1
    while end > start and text[end - 1] in " \t\n\u00a0,;:—–-“”\"‘'’`«»„":
        end -= 1
    return start, end


def parted(text: str, start: int, end: int) -> bool:
    """Whether a paragraph ends between two offsets."""
    if "\n" not in text[start:end]:
        return False
    line = text.rfind("\n", 0, start) + 1
    return len(list(paragraphs(text, line, end + 1))) > 1


def _before(text: str, trees: Forest, quotation: Quotation, previous: int) -> Beside | None:
    """The words of the same sentence before a quotation, back to the one before it."""
    tree = trees.at(quotation.inner_start)
    if tree is None:
        return None
    tokens = tree.between(max(previous, tree.sentence.start), quotation.start)
    tokens = [i for i in tokens if not parted(text, tree[i].end, quotation.start)]
    return Beside(tree=tree, tokens=tuple(tokens)) if tokens else None


def _label_before(text: str, trees: Forest, quotation: Quotation, previous: int) -> Beside | None:
    """The sentence that a colon ends right before a quotation: "She said:" in the paragraph before, "The mayor:".

    What stands before a colon in the quotation's own line may be a dateline; it must have a verb or an office in it.
    """
    place = quotation.start
    while place > previous and (text[place - 1].isspace() or text[place - 1] == ":"):
        place -= 1
    joint = text[place : quotation.start]
    tree = trees.at(place - 1) if place > previous and ":" in joint else None
    if tree is None:
        return None
    tokens = tree.between(max(previous, tree.sentence.start), quotation.start)
    speaks = "\n" in joint or names_office(tree, tokens) or any(tree.is_verb(i) for i in tokens)
    return Beside(tree=tree, tokens=tuple(tokens)) if tokens and speaks else None


def _after(text: str, trees: Forest, quotation: Quotation, following: int) -> Beside | None:
    """The words of the same sentence after a quotation, up to the next one."""
    tree = trees.at(quotation.inner_end - 1)
    if tree is None:
        return None
    tokens = tree.between(quotation.end, min(following, tree.sentence.end))
    words = [i for i in tokens if tree[i].upos != "PUNCT" and any(c.isalnum() for c in tree[i].form)]
    return Beside(tree=tree, tokens=tuple(tokens)) if words else None


def _cue_beside(
    text: str, trees: Forest, quotation: Quotation, sides: tuple[Beside | None, Beside | None],
    cues: CueTable, inside: Callable[[int], bool],
) -> Quoted | None:  # fmt: skip
    """The cue before or after a quotation. A comma at its end points forward, a colon before it back."""
    before, after = sides
    ends_open = text[quotation.inner_end - 1] == "," or text[quotation.end : quotation.end + 1] == ","
    found_before = _leading(text, trees, quotation, before, cues) if before else None
    found_after = _trailing(quotation, after, cues, inside) if after else None
    if ends_open and found_after is not None and not (found_before and found_before.cue is not None):
        return found_after
    return found_before or found_after


def _leading(text: str, trees: Forest, quotation: Quotation, before: Beside, cues: CueTable) -> Quoted | None:
    """A cue before the quotation: "he said:", "she told reporters,", "signs reading"."""
    tree = before.tree
    words = [i for i in before.tokens if tree[i].upos != "PUNCT" and tree[i].form.strip("“\"'‘`")]
    if not words:
        return None
    joint = text[tree[words[-1]].end : quotation.start].strip()
    verbs = [(i, c) for i in words if tree[i].upos in {"VERB", "AUX"} and (c := cues.verb(tree.lemma(i)))]
    quoting = [(i, c) for i, c in verbs if "quote" in c.frames]
    last = quoting[-1] if quoting else None
    if last and [last[0]] == words[-2:-1] and _brings_in(text, tree, quotation, words[-1], joint):
        return _quoted(tree, quotation, last, "before", words)
    if last and last[0] == words[-1] and joint in {"", ",", ":", "—", "–", "-"}:
        if not joint and not _is_clause(text, tree, quotation):
            return None  # "condemned "the use of force" in ...": a part of the sentence around it
        return _quoted(tree, quotation, last, "before", words)
    if joint.startswith(":"):
        last = last or (verbs[-1] if verbs else None)
        return _quoted(tree, quotation, last, "before", words) if last else _colon(tree, quotation, words, cues)
    if last and joint == "," and not tree.children(last[0], "ccomp") and words[-1] - last[0] <= MAX_GAP:
        return _quoted(tree, quotation, last, "before", words)
    if last and joint == "," and tree.children(last[0], "ccomp") and last[0] >= words[-1] - 1:
        return _quoted(tree, quotation, last, "before", words)
    return None


def _brings_in(text: str, tree: Tree, quotation: Quotation, word: int, joint: str) -> bool:
    """Whether a word is the "that" before a quotation of several sentences ('said that "A. B."'), no mere clause."""
    stops = re.search(r"[.?!]\s", text[quotation.inner_start : quotation.inner_end])
    return tree[word].form.lower() == "that" and not joint and stops is not None


def _is_clause(text: str, tree: Tree, quotation: Quotation) -> bool:
    """Whether quoted words that nothing parts from the verb are a sentence of their own."""
    if text[quotation.inner_end - 1] in ".?!,":
        return True
    inside = tree.between(quotation.inner_start, quotation.inner_end)
    words = [i for i in inside if tree[i].upos != "PUNCT"]
    commands = bool(words) and tree[words[0]].upos == "VERB" and tree[words[0]].xpos in {"VB", "VBP"}
    return commands or any(tree.subject(i) is not None or tree.children(i, "expl") for i in inside)


def _quoted(tree: Tree, quotation: Quotation, verb: tuple[int, Cue], side: Side, words: Sequence[int]) -> Quoted:
    """The quotation with its verb and the verb's subject among the words beside it."""
    index, cue = verb
    source = source_of(tree, index, cue)
    if source is not None and quotation.start <= tree[source].start < quotation.end:
        source = None
    follows = side in {"after", "next"}
    if source is None or (source not in words and follows):
        source = _nominal_beside(tree, index, words) if follows else source
        source = source if source is not None else _subject_before(tree, index, words)
    return Quoted(
        quotation=quotation, pieces=(), whole=True, side=side, sentence=tree.number, cue=index, entry=cue, source=source
    )


def _nominal_beside(tree: Tree, verb: int, words: Sequence[int]) -> int | None:
    """The speaker by position: the words up to the verb ("the minister said"), else those after it."""
    before = [i for i in words if i < verb]
    run = before or _up_to_comma(tree, [i for i in words if i > verb])
    top = tree.top_of(run[:MAX_SPEAKER])
    return top if top is not None and tree[top].upos in {"NOUN", "PROPN", "PRON", "ADJ", "NUM", "DET"} else None


def _up_to_comma(tree: Tree, words: Sequence[int]) -> list[int]:
    """The first words that follow one another without a mark between."""
    out: list[int] = []
    for index in words:
        if out and index != out[-1] + 1:
            break
        out.append(index)
    return out


def _subject_before(tree: Tree, verb: int, words: Sequence[int]) -> int | None:
    """The subject of the clause that leads to the quotation."""
    subjects = [i for i in words if tree[i].deprel in {"nsubj", "nsubj:pass"}]
    nearest = [i for i in subjects if i < verb]
    if nearest:
        return nearest[-1]
    return None


def _colon(tree: Tree, quotation: Quotation, words: Sequence[int], cues: CueTable) -> Quoted | None:
    """A colon without a verb of saying: the subject of what leads to it, or the name alone, speaks."""
    subjects = [i for i in words if tree[i].deprel in {"nsubj", "nsubj:pass"}]
    source = subjects[0] if subjects else tree.top_of(words)
    if source is None or tree[source].upos not in {"NOUN", "PROPN", "PRON"}:
        return None
    return Quoted(
        quotation=quotation, pieces=(), whole=True, side="before", sentence=tree.number, entry=cues.verb("say"),
        source=source,
    )  # fmt: skip


def _trailing(quotation: Quotation, after: Beside, cues: CueTable, inside: Callable[[int], bool]) -> Quoted | None:
    """A cue after the quotation: "he said", "said the minister", "the official, who ..., added"."""
    tree = after.tree
    words = [i for i in after.tokens if tree[i].upos != "PUNCT" and not inside(tree[i].start)]
    verb = _first_saying(tree, words, cues)
    if verb is None or verb[0] not in words or words.index(verb[0]) > MAX_GAP:
        return None
    return _quoted(tree, quotation, verb, "after", words)


def _first_saying(tree: Tree, words: Sequence[int], cues: CueTable) -> tuple[int, Cue] | None:
    """The first full verb outside relative clauses, if it is one of saying; None: something else comes first."""
    for index in words:
        if tree[index].upos not in {"VERB", "AUX"} or tree[index].deprel.split(":")[0] == "aux":
            continue
        cue = cues.verb(tree.lemma(index))
        if cue is not None and "quote" in cue.frames and tree.feature(index, "VerbForm") != "Inf":
            return index, cue
        if tree[index].deprel in {"acl:relcl", "acl"} or tree[index].upos == "AUX":
            continue
        return None
    return None


def _next_sentence(
    trees: Forest, quotation: Quotation, following: int, cues: CueTable, inside: Callable[[int], bool]
) -> Quoted | None:
    """A cue that the splitter made a sentence of: after "...?" comes "The minister asked in a speech."."""
    tree = trees.after(quotation.inner_end)  # the closing mark may stand at its head
    if tree is None or tree.sentence.start - quotation.end > 1 or tree.sentence.start >= following:
        return None
    words = [i for i in tree.between(tree.sentence.start, following) if tree[i].upos != "PUNCT"]
    verb = _first_saying(tree, words, cues)
    if verb is None or tree.children(verb[0], "ccomp", "obj", "xcomp"):
        return None
    return _quoted(tree, quotation, verb, "next", words)


def _afterword(text: str, trees: Forest, quotation: Quotation, following: int, cues: CueTable) -> Quoted | None:
    """The sentence after a quotation that only tells whose it was: "X was speaking in Rome.", "X said this to Y.".

    A pronoun there takes up whoever has been quoted, so that it tells nothing new.
    """
    tree = trees.after(quotation.inner_end)
    if tree is None or text[quotation.end : tree.sentence.start].strip() or tree.sentence.start >= following:
        return None
    if text[quotation.end : tree.sentence.start].count("\n\n") > 1:
        return None
    verb = tree.top_of(range(len(tree)))
    subject = tree.subject(verb) if verb is not None else None
    if verb is None or subject is None or tree[subject].upos not in {"NOUN", "PROPN"}:
        return None
    cue = cues.verb(tree.lemma(verb))
    objects = {tree[c].form.lower() for c in tree.children(verb, "obj")}
    speaking = tree.lemma(verb) in _TALKING and tree.participle(verb) and bool(tree.children(verb, "aux"))
    if not speaking and not (cue is not None and cue.kind == "say" and objects == {"this"}):
        return None
    return Quoted(
        quotation=quotation, pieces=(), whole=True, side="later", sentence=tree.number, cue=verb, entry=cue,
        source=subject,
    )  # fmt: skip


def _is_whole(text: str, trees: Forest, quotation: Quotation, pieces: Sequence[tuple[int, int]], apart: bool) -> bool:
    """Whether a quotation is a sentence or more: several, or one that stands apart and ends or speaks like one."""
    if len(pieces) > 1 and not quotation.single:
        return True
    inner = text[quotation.inner_start : quotation.inner_end]
    starts = inner[0].isupper() or inner[0] in "[…." or inner[0].isdigit() or quotation.continues
    ends = inner[-1] in ".?!,…" or text[quotation.end : quotation.end + 1] in {",", ""}
    if quotation.single and inner[-1] not in ".?!,":
        return False
    return apart and starts and (ends or _finite_inside(trees, quotation))


def _finite_inside(trees: Forest, quotation: Quotation) -> bool:
    """Whether a finite verb stands between the marks."""
    for tree in trees.touching(quotation.inner_start, quotation.inner_end):
        inside = tree.between(quotation.inner_start, quotation.inner_end)
        if _speaks(tree, inside):
            return True
    return False
