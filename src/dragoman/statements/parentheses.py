"""Parenthetical cues found by their place in the sentence: "..., officials said.", "..., said the minister, ...".

The pattern is so regular in news that it is read from the words: a comma, a noun phrase, a finite verb of saying (or
the two turned round), and then a full stop or another comma. The reader's tree is asked only for word classes, for its
attachments are weakest here.
"""

from dragoman.language.tree import Tree
from dragoman.records import Record
from dragoman.statements.cues import Cue, CueTable

# Speakers with titles and an apposition run to about twenty words.
MAX_SPEAKER = 22
OPENERS = frozenset({",", "?", "!", "”", '"', "''", "—", "–", "...", "…", "’"})
PHRASE_CLASSES = frozenset(
    {"NOUN", "PROPN", "DET", "ADJ", "NUM", "ADP", "PART", "PRON", "CCONJ", "PUNCT", "ADV", "SYM", "X"}
)
TIMES = frozenset({"obl:unmarked", "obl:tmod", "nmod:unmarked"})


class Parenthesis(Record, frozen=True, kw_only=True):
    """A parenthetical cue. ``[first, last]`` are its tokens with its speaker; the commas stand outside."""

    cue: int
    entry: Cue
    source: int
    first: int
    last: int


def find_parentheses(tree: Tree, cues: CueTable) -> tuple[Parenthesis, ...]:
    """The parenthetical cues of a sentence, left to right."""
    out = []
    for index in range(1, len(tree)):
        entry = cues.verb(tree.lemma(index)) if tree[index].upos == "VERB" else None
        if entry is None or entry.kind == "report" or not {"bare", "quote"} <= entry.frames or not _finite(tree, index):
            continue
        found = _subject_first(tree, index, entry) or _verb_first(tree, index, entry)
        if found is not None and _claims(tree, found.first) and not _circumstance(tree, found):
            out.append(found)
    return tuple(out)


def _finite(tree: Tree, index: int) -> bool:
    """A past or present form, or a participle after "has" or "had"."""
    if tree[index].xpos in {"VBD", "VBZ", "VBP"} or tree.feature(index, "VerbForm") == "Fin":
        return True
    if tree[index].xpos == "VB" and tree[index - 1].form in OPENERS and not tree.children(index, "aux", "mark"):
        return True  # ", say officials": the reader takes the plural for a bare form
    before = [tree[i].form.lower() for i in range(max(0, index - 3), index) if tree[i].upos != "ADV"]
    return bool(before) and before[-1] in {"has", "have", "had"}


def _subject_first(tree: Tree, index: int, entry: Cue) -> Parenthesis | None:
    """Comma, noun phrase, verb: ", a spokesman said"."""
    subject = tree.subject(index)
    first = index - 1
    while first >= 0 and index - first <= MAX_SPEAKER and _in_phrase(tree, first):
        first -= 1
    run = range(first + 1, index)
    opening = _opening(tree, run, subject)
    if opening is None:
        return None
    words = [i for i in range(opening + 1, index) if tree[i].upos not in {"PUNCT", "AUX", "ADV"}]
    nominal = [i for i in words if tree[i].upos in {"NOUN", "PROPN", "PRON"}]
    if not nominal or tree[words[0]].upos in {"CCONJ", "ADP"}:
        return None
    source = subject if subject is not None and opening < subject < index else tree.top_of(nominal)
    last = _end(tree, index)
    if last is None or source is None or tree[source].deprel in TIMES or tree[source].form.lower() in {"who", "which"}:
        return None
    return Parenthesis(cue=index, entry=entry, source=source, first=opening + 1, last=last)


def _in_phrase(tree: Tree, index: int) -> bool:
    """Whether a token can stand in a noun phrase, "has" and participles on nouns included."""
    return (
        tree[index].upos in PHRASE_CLASSES
        or tree[index].form.lower() in {"has", "have", "had"}
        or (tree[index].upos == "VERB" and tree[index].deprel in {"acl", "amod", "compound", "case"})
    )


def _opening(tree: Tree, run: range, subject: int | None) -> int | None:
    """The mark before the speaker: the comma before the subject's phrase, else the last one before the verb."""
    marks = [i for i in run if tree[i].form in OPENERS]
    if marks and marks[-1] == run.stop - 1:  # the comma after an apposition: "a spokesman, Mr X, said"
        marks = marks[:-2]
        outside = run.start - 1
        if not marks:
            return outside if outside > 0 and tree[outside].form in OPENERS else None
        return marks[-1]
    if not marks:
        before = run.start - 1
        return before if before > 0 and tree[before].form in OPENERS else None
    if subject is not None and subject in run:
        start = min(tree.subtree(subject))
        outer = [i for i in marks if i < start] or [i for i in marks if i < subject]
        if outer:
            return outer[-1]
    return marks[-1]


def _verb_first(tree: Tree, index: int, entry: Cue) -> Parenthesis | None:
    """Comma, verb, noun phrase: ", said the minister"."""
    subject = tree.subject(index)
    if tree[index - 1].form not in OPENERS or index + 1 >= len(tree) or (subject is not None and subject < index):
        return None
    after = index + 1
    while after < len(tree) and after - index <= MAX_SPEAKER and _in_phrase(tree, after) and tree[after].form != ".":
        after += 1
    words = [i for i in range(index + 1, after) if tree[i].upos not in {"PUNCT", "ADV"}]
    if not words or tree[words[0]].upos not in {"NOUN", "PROPN", "PRON", "DET", "ADJ", "NUM"}:
        return None
    goes_on = after < len(tree) and tree[after].upos in {"VERB", "AUX"}
    if goes_on and "," not in [tree[i].form for i in range(index, after)]:
        return None
    source = subject if subject in words else _first_nominal(tree, words)
    if source is None or tree[source].deprel in TIMES:
        return None
    return Parenthesis(cue=index, entry=entry, source=source, first=index, last=len(tree) - 1)


def _first_nominal(tree: Tree, words: list[int]) -> int | None:
    """The head of the noun phrase that the words begin with."""
    run: list[int] = []
    for index in words:
        if run and (index != run[-1] + 1 or tree[index].upos in {"ADP"}):
            break
        run.append(index)
    top = tree.top_of(run)
    return top if top is not None and tree[top].upos in {"NOUN", "PROPN", "PRON", "ADJ", "NUM"} else None


def _end(tree: Tree, index: int) -> int | None:
    """The last token of the cue's own words: up to the full stop or comma after it; None: a clause follows instead."""
    at = index + 1
    while at < len(tree):
        token = tree[at]
        if token.form in {",", ";", "—", "–"} or (token.upos == "PUNCT" and token.form in {".", "”", '"', "''", ":"}):
            break
        participle = token.xpos in {"VBG", "VBN"} and token.deprel in {"acl", "amod", "case", "compound"}
        if (token.upos in {"VERB", "AUX"} and not participle) or token.form.lower() == "that":
            return None
        at += 1
    return at - 1


def _circumstance(tree: Tree, found: Parenthesis) -> bool:
    """Whether what stands before is only when or how it was said: "Asked whether they would go, he replied"."""
    top = tree.top_of(range(found.first))
    participle = top is not None and tree[top].xpos in {"VBN", "VBD", "VBG"} and tree.subject(top) is None
    return top is not None and participle and tree[top].deprel == "advcl" and tree.head(top) == found.cue


def _claims(tree: Tree, first: int) -> bool:
    """Whether a clause stands before the parenthesis: a finite verb in it."""
    before = [i for i in range(first) if tree[i].upos in {"VERB", "AUX"}]
    return any(tree.finite(i) or tree[i].xpos in {"VBD", "VBZ", "VBP", "MD"} for i in before)
