"""How far an act lies from another: "two days after the talks", "the day after gunmen killed nine", "on the eve of".

The words give a measure, a side and an anchor, which is a noun or a clause. Where the anchor has a time in its own
words, the act's day is counted from that; else from the one dated telling that the anchor can mean (``anchors``).
"""

from collections.abc import Iterator

from dragoman.dates.calendar import over, shift
from dragoman.dates.tokens import scan
from dragoman.events.scene import Scene
from dragoman.language.tree import Tree
from dragoman.partial_date import PRECISIONS, PartialDate
from dragoman.records import Record

_UNITS = frozenset({"day", "week", "month", "year"})
_HOURS_A_DAY = 24
_SIDES = {"after": 1, "following": 1, "before": -1}
_MARKS = {*_SIDES, "of"}
# "The day of the signing", "on the eve of the summit".
_OF = {"day": 0, "eve": -1}
# No number that counts: "a few days after", "some two weeks after", "less than a month after".
_VAGUE = frozenset(
    "few several couple some about around roughly nearly almost more less over under approximately many".split()
)
# What happens to talks and strikes, not a deed of its own: "a day after the talks collapsed" counts from the talks.
_COURSE = frozenset("begin start open end finish conclude collapse fail close happen occur".split())
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
# "The second attack", "an earlier raid", "the latest talks" are not those told of, or one of several.
_OTHERS = frozenset(
    "first second third fourth last latest previous earlier later next new another other recent similar".split()
)
_NAMING = frozenset({"PROPN", "ADJ"})  # "the talks in Lima", "the Chadian raid"


class Measure(Record, frozen=True, kw_only=True):
    """A measure between two acts, by their words in one sentence."""

    unit: str  # "day", "week", "month", "year"
    count: int | None  # units from the anchor to the act, negative before it; None: it is not said how many
    first: int  # the measure's own words: from here ...
    last: int  # ... to "after" or "of"
    anchor: int  # the noun or verb it is counted from
    host: int  # the word that the measure stands under


class Apart(Record, frozen=True, kw_only=True):
    """What an act's day is counted from, where its sentence gives no date for that."""

    unit: str
    count: int | None  # as of ``Measure``
    anchor: int  # token of the same sentence
    lemma: str  # the noun's; "" where the anchor is a clause or is not one that has been told
    types: tuple[str, ...] = ()  # types of event that the noun can tell
    named: tuple[str, ...] = ()  # parties and places that stand with it


def measures(tree: Tree) -> Iterator[Measure]:
    """Every measure of a sentence, in order."""
    for at in range(len(tree) - 2):
        found = _measure(tree, at)
        if found is not None:
            yield found


def _measure(tree: Tree, at: int) -> Measure | None:
    """The measure whose unit stands at a word."""
    mark = at + 1
    word = tree[mark].form.lower()
    if word not in _MARKS or tree.relation(mark) not in {"case", "mark"}:
        return None
    unit = tree.lemma(at)
    side = _SIDES.get(word) if unit in _UNITS or unit == "hour" else None
    of = _OF.get(unit) if word == "of" else None
    if side is None and of is None:
        return None
    anchor = tree.head(mark)
    if anchor is None or anchor <= mark or tree[anchor].upos not in {"NOUN", "PROPN", "VERB"}:
        return None
    if of is not None and not _definite(tree, at) and unit != "eve":
        return None  # "a day of talks"
    host = _host(tree, at, anchor)
    if host is None:
        return None
    first = min([at, *(c for c in tree.subtree(at) if c < at)])
    if of is not None:
        return Measure(unit="day", count=of, first=first, last=mark, anchor=anchor, host=host)
    count = _count(tree, at, anchor)
    if unit == "hour":
        if count is None or count % _HOURS_A_DAY:
            return None  # hours after: on the same day or the next
        unit, count = "day", count // _HOURS_A_DAY
    signed = None if count is None else count * (side or 0)
    return Measure(unit=unit, count=signed, first=first, last=mark, anchor=anchor, host=host)


def _host(tree: Tree, at: int, anchor: int) -> int | None:
    """The word that unit and anchor hang on together, whichever of them the parse has below the other."""
    inside = range(at, anchor + 1)
    return next((i for i in tree.ancestors(anchor if tree.is_verb(anchor) else at) if i not in inside), None)


def _count(tree: Tree, at: int, anchor: int) -> int | None:
    """How many units; None: it is not said, or only about how many."""
    words = [c for c in tree.subtree(at) if c < at] + [c for c in tree.children(anchor, "advmod") if c < at]
    if any(tree.lemma(c) in _VAGUE for c in words) or (at and tree.lemma(at - 1) in _VAGUE):
        return None
    numbers = [n.value for c in tree.children(at, "nummod") for n in scan(tree[c].form, 0, len(tree[c].form))]
    number = next((n for n in numbers if isinstance(n, int)), None)
    if number is not None:
        return number
    return 1 if tree.lemma(at) != "hour" and tree.children(at, "det") else None


def _definite(tree: Tree, noun: int) -> bool:
    return any(tree.lemma(c) in _DEFINITE for c in tree.children(noun, "det"))


def held_by(tree: Tree, above: frozenset[int], token: int) -> Measure | None:
    """The measure that says when a trigger was, counted from something else.

    Args:
        tree: the sentence.
        above: the trigger and the words whose time it shares.
        token: the trigger.
    """
    return next((m for m in measures(tree) if m.host in above and token not in tree.subtree(m.anchor)), None)


def counted_from(tree: Tree, token: int) -> Measure | None:
    """The measure that is counted from a trigger."""
    return next((m for m in measures(tree) if m.anchor == token or _deed(tree, m.anchor) == token), None)


def _deed(tree: Tree, anchor: int) -> int:
    """The deed that a clause of its course tells of: "the talks collapsed"."""
    subject = tree.subject(anchor) if tree.is_verb(anchor) and tree.lemma(anchor) in _COURSE else None
    return anchor if subject is None else subject


def moved(value: PartialDate, unit: str, count: int | None) -> PartialDate:
    """A time so many units from another; unknown where the number is, or where the other is vaguer than the unit."""
    if count is None or not value or PRECISIONS.index(value.precision) > PRECISIONS.index(unit):
        return PartialDate()
    return over(value, lambda on: shift(on, unit, count))


def apart_of(scene: Scene, measure: Measure) -> Apart:
    """What an act's day is to be counted from elsewhere in the article."""
    tree, anchor = scene.tree, _deed(scene.tree, measure.anchor)
    clause = tree.is_verb(anchor)
    told = not clause and _known(tree, anchor)
    word = tree.lemma(anchor)
    frames = scene.frames.for_word("noun", word) or scene.frames.for_word("verb", word, word)  # "the signing"
    types = {frame.type for frame in frames} if told else set()
    if told and anchor in scene.acts:
        types |= {scene.acts[anchor].types[0][0]}
    return Apart(
        unit=measure.unit, count=measure.count, anchor=anchor, lemma=word if told else "",
        types=tuple(sorted(types)), named=_named(scene, anchor) if told else (),
    )  # fmt: skip


def _known(tree: Tree, noun: int) -> bool:
    """Whether a noun speaks of what has been told: "the talks", "their meeting", not "an attack", "the second raid"."""
    owned = _definite(tree, noun) or bool(tree.children(noun, "nmod:poss"))
    return owned and not any(tree.lemma(c) in _OTHERS for c in tree.children(noun, "amod", "det"))


def _named(scene: Scene, noun: int) -> tuple[str, ...]:
    """The parties and places that stand with a noun, by which the telling it means must be known."""
    tree = scene.tree
    nodes = [node for node in tree.subtree(noun) if node != noun and tree[node].upos in _NAMING]
    people = [who for node in nodes for who in scene.entities.participants(tree.number, node)]
    return tuple(sorted({who.party or who.country or who.id for who in people if who.kind != "other"}))
