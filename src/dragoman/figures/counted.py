"""What a number counts: the noun after it, the phrase after that, and whether it is a count worth keeping."""

from dragoman.events.grammar import prepositions
from dragoman.figures.numerals import Numeral
from dragoman.figures.words import listed, table
from dragoman.language.tree import Tree
from dragoman.records import Record

_INSIDE = frozenset({"amod", "compound", "det", "nmod:poss", "flat", "punct", "advmod", "nummod", "obl:npmod", "cc"})
_NOMINAL = frozenset({"NOUN", "PROPN"})
_MODIFIERS = frozenset({"NOUN", "PROPN", "ADJ"})
_PHRASE = 9  # words from a number to the noun it counts; longer noun phrases are misread
_TAIL = 12  # words of what a quantity is of
_APART = frozenset({"acl:relcl", "acl", "appos", "punct", "conj", "cc"})
_SMALL = 100  # below it "the two leaders" points back, "the 2,000 troops" still tells a number
_OPENING = frozenset({"other", "more", "further", "additional", "fellow"})
_POINTING = frozenset({"the", "these", "those", "both", "all", "his", "her", "its", "their", "our", "my", "your"})
_YEARS = (1000, 2100)
_PEOPLE = frozenset("people person personnel police staff folk cattle crew troop".split())  # plural without an s


class Counted(Record, frozen=True, kw_only=True):
    """What a number counts. Tokens count from 0 in the sentence."""

    node: int  # the noun counted; the number itself where none is
    noun: int | None  # None: nothing is named ("wounding 120")
    last: int  # last token of the phrase
    unit: str | None = None
    of: str | None = None
    whole: int | None = None  # the noun it is a part of: "four of the officers"


def counted(tree: Tree, numeral: Numeral, text: str) -> Counted:
    """What stands after a number and is counted by it."""
    last = numeral.end - 1
    start = numeral.end
    if numeral.percent or numeral.currency is not None:
        of, end = _of(tree, text, start, last, {"of", "in", "for", "worth"} if numeral.currency else {"of"})
        thing = _noun(tree, start) if of is None and not numeral.percent else None  # "a $3 billion loan"
        of = of if thing is None else _unit(tree, start, thing, text)
        unit = "percent" if numeral.percent else numeral.currency
        return Counted(node=_top(tree, numeral), noun=None, last=end, unit=unit, of=of)
    partitive = start < len(tree) and tree[start].form.lower() == "of"
    noun = _noun(tree, start + 1 if partitive else start)
    if noun is None:
        return Counted(node=_top(tree, numeral), noun=None, last=last)
    if partitive and not numeral.vague:
        whole = text[tree[start + 1].start : tree[noun].end]
        return Counted(
            node=_top(tree, numeral),
            noun=noun,
            last=noun,
            unit=_unit(tree, start + 1, noun, text),
            of=whole,
            whole=noun,
        )
    of, _ = _of(tree, text, noun + 1, noun, {"of"})
    node = _top(tree, numeral) if partitive else noun
    unit = "people" if numeral.strong else _unit(tree, start + 1 if partitive else start, noun, text)
    if numeral.strong:
        of = tree[noun].form
    return Counted(node=node, noun=noun, last=noun, unit=unit, of=of)


def _says_where(tree: Tree, noun: int) -> bool:
    """ "35 kilometres (20 miles) northwest of", "a 30km-deep zone": a place or a shape, no count."""
    if noun + 1 >= len(tree) or tree.lemma(noun) not in listed("guards", "length"):
        return False
    return tree[noun + 1].form.lower() in {*listed("guards", "direction"), "-"}


def _top(tree: Tree, numeral: Numeral) -> int:
    """The token of a number that hangs on what is not the number."""
    top = tree.top_of(range(numeral.core, numeral.end))
    return numeral.core if top is None else top


def _noun(tree: Tree, start: int) -> int | None:
    """The head of the noun phrase that goes on at ``start``; None: no noun follows."""
    node = start
    while node < len(tree) and (tree[node].form.lower() in _OPENING or tree[node].deprel in _INSIDE):
        if tree[node].upos == "PUNCT" and tree[node].form not in {"-", '"', "“"}:
            return None
        head = tree.head(node)
        if head is None or head <= node:
            break
        node = head
    if node >= len(tree) or node - start > _PHRASE or any(tree[i].form in {",", ";", "("} for i in range(start, node)):
        return None
    demonym = tree[node].upos == "ADJ" and tree[node].form[0].isupper()  # "60 Lebanese"
    if tree[node].form.lower() in {"others", "people"} or demonym:
        return node
    quantity = tree[node].form.lower() in table()["plurals"]
    return node if tree[node].upos in _NOMINAL and tree[node].form != "%" and not quantity else None


def _unit(tree: Tree, start: int, noun: int, text: str) -> str:
    """The noun with the words right before it: "US troops", "deep-sea fishing boats"."""
    first = noun
    while first > start and (tree[first - 1].upos in _MODIFIERS or tree[first - 1].form in {"-", "United"}):
        if tree[first - 1].form.lower() in _OPENING:
            break
        first -= 2 if tree[first - 1].form == "-" and first - 1 > start else 1
    return " ".join(text[tree[first].start : tree[noun].end].split())


def _of(tree: Tree, text: str, at: int, head: int, marks: set[str]) -> tuple[str | None, int]:
    """The phrase that opens with one of these prepositions at a token, without its clauses; and where it ends."""
    if at >= len(tree) or tree[at].form.lower() not in marks:
        return None, head
    top = tree.head(at)
    if top is None or top <= at or not prepositions(tree, top) & marks:
        return None, head
    named = tree[top].upos != "NOUN" or is_time(tree, top)
    if named and tree[at].form.lower() != "of":  # "$71 in May", "$3bn for Kenya": when and to whom, not what
        return None, head
    clauses = [
        c
        for c in tree.subtree(top)
        if tree[c].deprel in {"acl:relcl", "acl", "appos", "punct", "conj", "cc"} and c > top
    ]
    inside = tree.subtree(top, without=clauses)
    end = at
    for node in range(at + 1, min(len(tree), at + _TAIL)):
        if node not in inside:
            break
        end = node
    return (text[tree[at + 1].start : tree[end].end], end) if end > at else (None, head)


def is_time(tree: Tree, noun: int | None) -> bool:
    """Whether a calendar unit is counted: a duration or an age."""
    return noun is not None and (tree.lemma(noun) in listed("guards", "time") or tree[noun].form.lower() == "years-old")


def is_money(tree: Tree, noun: int | None) -> bool:
    """Whether units of a currency are counted."""
    return noun is not None and tree.lemma(noun) in listed("money", "nouns")


def worth_keeping(tree: Tree, numeral: Numeral, what: Counted) -> bool:
    """Whether a count that is no loss tells a number: things in the plural, not pointed back at.

    "The two leaders" counts nobody anew; a year before a noun ("the 2014 operation") counts nothing.
    """
    noun = what.noun
    if noun is None or numeral.value < 2 or (numeral.vague and numeral.value < 20):
        return False
    if _says_where(tree, noun):
        return False
    plural = tree[noun].xpos in {"NNS", "NNPS"} or "Number=Plur" in tree[noun].feats or tree.lemma(noun) in _PEOPLE
    plural = plural or tree[noun].form.endswith("ese")  # "2,600 Lebanese"
    if not (plural or numeral.strong) or tree.lemma(noun) in listed("guards", "idle"):
        return False
    form = tree[numeral.core].form
    if numeral.end - numeral.core == 1 and form.isdigit() and _YEARS[0] <= numeral.value < _YEARS[1]:
        before = tree[numeral.first - 1].form.lower() if numeral.first else ""
        if len(form) == 4 and (before in {*_POINTING, "in", "of", "since", "from"} or before.endswith("’s")):
            return False
    pointed = numeral.first > 0 and tree[numeral.first - 1].form.lower() in {*_POINTING, "'s", "’s", "which", "other"}
    if what.whole is not None:
        pointed = numeral.value < 2
    return not (pointed and numeral.value < _SMALL)
