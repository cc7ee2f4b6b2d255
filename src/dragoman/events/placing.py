"""The place of an event: where its own clause says it was, never the capital of who speaks.

A place counts that hangs on the trigger's own words: "in Geneva", "at NATO headquarters", "near the Bekabad crossing",
where one goes ("flew to Oman"), what is struck ("the invasion of Kuwait"). A place told of what an act of words is
about is that of the other act ("condemned the bombing in Algiers"), one told of who does it is where he sits ("the
government in Accra"). "Here" is the city of the dateline; nothing else is, see ``docs/architecture.md``.
"""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from dragoman.events.grammar import carrier, passive, prepositions
from dragoman.events.scene import Scene
from dragoman.language.tree import Tree
from dragoman.places import HEADQUARTERS, Places
from dragoman.records import Place

_LOCATING = frozenset("in at near outside inside around off across throughout".split())
_TOWARDS = frozenset({"to", "into", "onto"})
_KINDS = frozenset({"state", "place"})
_BODIES = frozenset({"organisation", "armed_group", "party", "company", "media"})
AFAR = frozenset({"phone", "video"})  # meetings that have no place
# Acts in deed, which are where their objects and those in them are told to be; acts of words are where they are said.
_IN_DEED = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "RETREAT", "AID", "COOPERATE"})
_STRIKING = frozenset({"ASSAULT", "COERCE"})  # what they are done to is where they are done: "seized Oakton"
_LEAVING = "RETREAT"  # "the withdrawal from Kherson"
_MOVING = frozenset({"MOBILIZE", "AID"})  # "sent troops to the border", "flew blankets to Kulob"
# What an act is told about or against, not where it is: "rallied against the war in Gaza".
_ABOUT = frozenset("about over for regarding concerning despite like as since after before against".split())
# Verbs that only say of a deed that it goes on: the clause is the deed's.
_COURSE = frozenset("take be begin end open start occur happen come continue resume follow conclude erupt".split())
# What only says of a meeting or an agreement how it came about: "talks held in Geneva".
_MADE = frozenset("hold host sign reach convene conclude carry take stage launch".split())
_SIGNING = frozenset({"sign", "ratify", "initial", "seal", "conclude"})
# Nouns that make a place name of the name before them ("the Bekabad crossing") or after them ("the village of Dero").
_SITES = frozenset(
    "district province region county state governorate prefecture city town village hamlet suburb neighbourhood"
    " neighborhood quarter area airport airfield port harbour harbor crossing checkpoint border camp base barracks"
    " strait island peninsula valley square bridge prison refinery dam reactor capital centre center".split()
)
_SEATS = frozenset({"headquarters", "headquarter", "hq"})
# Adjectives that are part of where something is; "neighbouring", "war-torn" are not.
_SIDES_OF = frozenset(
    "north south east west northern southern eastern western central upper lower northeastern northwestern southeastern"
    " southwestern north-eastern north-western south-eastern south-western northeast northwest southeast southwest"
    " greater inner outer".split()
)
_FORMS = frozenset("Republic Kingdom Federation State States Emirates Union Commonwealth Principality".split())
_NAMING = frozenset({"PROPN", "ADJ"})
_SHARP = {"venue": 0, "city": 0, "admin1": 1, "region": 2, "country": 2, "unknown": 2}
PlaceFrom = Literal["clause", "venue", "dateline", "anchor"]


class Located(NamedTuple):
    """A place and what gave it; both None where there is none."""

    place: Place | None = None
    place_from: PlaceFrom | None = None


NOWHERE = Located()


class _Named(NamedTuple):
    """A place named at a word."""

    phrase: int  # head of the phrase that stands for it: "village" in "the village of Dero"
    place: Place
    state: bool = False  # the state itself, not a town in it
    venue: bool = False  # it stands for the city it lies in


def place_of(scene: Scene, token: int, kind: str, *, mode: str | None = None) -> Located:
    """The place of what a trigger tells.

    Of several the one that hangs on the clause itself goes first, then a town before its country, then the nearest.

    Args:
        scene: the sentence.
        token: the trigger.
        kind: the type of the event.
        mode: its mode; a call has no place, a visit is where one goes.
    """
    if kind == "CONSULT" and mode in AFAR:
        return NOWHERE
    above = _above(scene, token)
    found: list[tuple[tuple[int, int, int], Located]] = []
    for named in _every(scene):
        path = _path(scene.tree, named.phrase, above)
        if path is None or not _is_where(scene, token, named, path, kind, mode):
            continue
        nested = _nesting(scene.tree, path)
        if nested and not _may_nest(scene, token, path, kind):
            continue
        source: PlaceFrom = "venue" if named.venue else "clause"
        rank = (nested, _SHARP[named.place.precision], abs(named.phrase - token))
        found.append((rank, Located(named.place, source)))
    if not found:
        return _here(scene, above)
    return min(found, key=lambda item: item[0])[1]


def _above(scene: Scene, token: int) -> frozenset[int]:
    """The trigger, what carries it, and the clause that only says that it took place."""
    tree, above = scene.tree, {token}
    carried = carrier(tree, token) if not tree.is_verb(token) else None
    if carried is not None and (
        tree.lemma(carried[0]) in scene.frames.carrying
        or (carried[1].startswith("nsubj") and tree.lemma(carried[0]) in _COURSE)
    ):
        above.add(carried[0])
    for verb in tuple(above):
        head = tree.head(verb)
        if head is not None and tree.is_verb(verb) and tree[verb].deprel == "xcomp" and tree.lemma(head) in _COURSE:
            above.add(head)
    return frozenset(above)


def _every(scene: Scene) -> tuple[_Named, ...]:
    """Every place that a sentence names, found once for all that it tells."""
    found: tuple[_Named, ...] | None = scene.found.get("places")
    if found is None:
        found = scene.found["places"] = tuple(_named(scene))
    return found


def _named(scene: Scene) -> Iterator[_Named]:
    """Every place that a sentence names, in order."""
    tree = scene.tree
    for node in range(len(tree)):
        if tree[node].upos == "PROPN" and tree.relation(node) != "flat":
            named = _by_name(scene, node)
            if named is not None and (tree.relation(node) != "compound" or named.place.precision == "venue"):
                yield named
        elif tree[node].upos == "NOUN" and tree.lemma(node) in _SEATS:
            seat = _headquarters(scene, node)
            if seat is not None:
                yield _Named(node, seat, venue=True)
        elif tree[node].upos == "NOUN" and tree.lemma(node) in _SITES:
            site = _site(scene, node)
            if site is not None:
                yield _Named(node, site)


def _by_name(scene: Scene, node: int) -> _Named | None:
    """The place of a name, with the phrase that stands for it."""
    tree, name = scene.tree, _name(scene, node)
    bare = " ".join(word for word in name.split() if word not in _SIDES_OF)  # "central Jordan"
    known = Places.load().resolve(bare) or Places.load().resolve(f"The {bare}")
    sharp = known is not None and known.precision in {"venue", "city"}
    who = next(iter(scene.entities.participants(tree.number, node)), None)
    if who is not None and who.kind not in _KINDS and not (sharp and who.kind in {"organisation", "other"}):
        return None
    if (who is None and not sharp) or _in_a_name(scene, node):
        return None
    state = who is not None and who.kind == "state" and who.party == who.country and not sharp
    precision = "country" if state else known.precision if known is not None else "city"
    if state and who is not None and (bare in _FORMS or bare.isupper()):
        name = who.name  # "the Republic of Mozambique", "the PRC"
    country = who.country if who is not None else None
    venue = known is not None and known.city not in (None, known.name)
    return _Named(_phrase(tree, node), Place(name=name, country=country, precision=precision), state, venue)


def _phrase(tree: Tree, node: int) -> int:
    """The head of what a name is said of: "the village of Dero", "the capital, Doha"; else the name itself."""
    head = tree.head(node)
    of_site = tree.relation(node) == "appos" or (tree.relation(node) == "nmod" and "of" in prepositions(tree, node))
    return head if of_site and head is not None and tree.lemma(head) in _SITES else node


def _in_a_name(scene: Scene, node: int) -> bool:
    """Whether a name stands with that of a body, as a piece of it or where it is: "al-Qaeda in the Maghreb"."""
    above = scene.tree.head(node)
    if above is None or scene.tree[above].upos != "PROPN":
        return False
    return any(p.kind in _BODIES for p in scene.entities.participants(scene.tree.number, above))


def _name(scene: Scene, node: int) -> str:
    """The words of a place name: the token with its flat parts and compounds, and the side of it that is meant."""
    tree = scene.tree
    parts = [node, *tree.children(node, "flat", "compound")]
    parts += [c for c in tree.children(node, "amod") if tree[c].form[:1].isupper() or tree.lemma(c) in _SIDES_OF]
    parts = sorted(p for p in parts if tree[p].upos in _NAMING or tree[p].form == "-")
    return _words(tree, parts[0], parts[-1])


def _words(tree: Tree, first: int, last: int) -> str:
    base = tree.sentence.start
    return tree.sentence.text[tree[first].start - base : tree[last].end - base]


def _site(scene: Scene, noun: int) -> Place | None:
    """A place that a common noun and a name tell together: "the Fuzuli district"."""
    tree = scene.tree
    names = [c for c in tree.children(noun, "compound") if tree[c].upos == "PROPN"]
    who = [p for c in names for p in scene.entities.participants(tree.number, c)]
    if not names or any(p.kind not in _KINDS for p in who):
        return None
    known = Places.load().resolve(_words(tree, names[0], names[-1]))
    country = next((p.country for p in who if p.country), known.country if known else None)
    return Place(name=_words(tree, names[0], noun), country=country, precision="city")


def _headquarters(scene: Scene, noun: int) -> Place | None:
    """The headquarters of a body that is named; where a town is told with them, the town is the place."""
    tree = scene.tree
    below = tree.children(noun, "compound", "nmod")
    bodies = [c for c in below if tree[c].upos == "PROPN" and not prepositions(tree, c) - {"of"}]
    if not bodies or len(bodies) < len([c for c in below if tree[c].upos == "PROPN"]):
        return None
    name = _name(scene, bodies[0])
    return Place(name=name + HEADQUARTERS, precision="venue")


def _path(tree: Tree, phrase: int, above: frozenset[int]) -> list[int] | None:
    """The words from a phrase up to the clause, itself included; None: it hangs on another clause or on none."""
    path = [phrase]
    for node in tree.ancestors(phrase):
        if node in above:
            return path
        if tree.is_verb(node) and not (tree[node].deprel == "acl" and tree.lemma(node) in _MADE):
            return None
        path.append(node)
    return None


def _nesting(tree: Tree, path: list[int]) -> int:
    """0: on the clause itself; 1: within its object or another phrase; 2: within its subject."""
    if len(path) == 1:
        return 0
    top = path[-1]
    return 2 if tree[top].deprel == "nsubj" else 1


def _is_where(scene: Scene, token: int, named: _Named, path: list[int], kind: str, mode: str | None) -> bool:
    """Whether the phrase says where the act is."""
    tree, phrase = scene.tree, named.phrase
    words = prepositions(tree, phrase)
    visit = kind == "CONSULT" and mode == "visit"
    if words & _LOCATING:
        return True
    if tree.relation(phrase) == "compound":
        return len(path) == 1 and tree.head(phrase) == token  # "a White House meeting"
    if visit and any(tree[c].upos == "PROPN" for c in tree.children(phrase, "conj")):
        return False  # a journey to several places has none
    if words & _TOWARDS:
        return visit or kind == "MOBILIZE" or (kind in _MOVING and not named.state)
    if kind == _LEAVING and "from" in words:
        return True
    if kind not in _STRIKING and not visit:
        return False
    head = tree.head(phrase)
    if not words:
        done_to = "nsubj" if passive(tree, token) else "obj"
        return head == token and tree.is_verb(token) and tree.relation(phrase) == done_to
    deed = head == token if not tree.is_verb(token) else head is not None and _struck(scene, token, head)
    return deed and bool(words & {"of", "on"}) and not visit


def _struck(scene: Scene, verb: int, noun: int) -> bool:
    """Whether a noun is the deed that a verb carries: "launched an attack on Oakton"."""
    carried = scene.tree.head(noun) == verb and scene.tree.relation(noun) == "obj"
    return carried and any(f.type in _STRIKING for f in scene.frames.for_word("noun", scene.tree.lemma(noun)))


def _may_nest(scene: Scene, token: int, path: list[int], kind: str) -> bool:
    """Whether a place within another phrase of the clause is the act's: "met officials in Lima"."""
    tree, inner = scene.tree, path[1:]
    if any(prepositions(tree, node) & _ABOUT for node in inner):
        return False
    if kind in _IN_DEED:
        return True
    if any(tree[node].deprel.startswith("nsubj") for node in inner):
        return False
    if all(_is_spot(scene, node) for node in inner):
        return True
    if kind == "CONSULT":
        return all(any(p.kind != "other" for p in scene.who(node)) for node in inner)
    return len(inner) == 1 and tree.lemma(token) in _SIGNING and tree.relation(inner[0]) == "obj"


def _is_spot(scene: Scene, noun: int) -> bool:
    """Whether a phrase within the clause says itself where it was: "at a base in Mons", not "in the attack in Mons"."""
    deeds = {frame.type for frame in scene.frames.for_word("noun", scene.tree.lemma(noun))} - {"CONSULT"}
    return bool(prepositions(scene.tree, noun) & _LOCATING) and not deeds


def _here(scene: Scene, above: frozenset[int]) -> Located:
    """The city of the dateline where the reporter says "here"; in what others say it is where they are."""
    tree = scene.tree
    for node in range(len(tree)):
        if tree[node].form.lower() != "here" or tree.relation(node) != "advmod" or scene.dateline is None:
            continue
        said = scene.statement_at(node)
        if _path(tree, node, above) is not None and (said is None or said.kind == "indirect"):
            return Located(Place(name=scene.dateline, precision="city"), "dateline")
    return NOWHERE
