"""Which words of a sentence evoke which frame: the conditions of the tables, held against the tree."""

from collections.abc import Iterator

from dragoman.events.frames import Frame, FrameKind
from dragoman.events.grammar import agents, carrier, complements, noun_beneath, passive, patient, prepositions, words_of
from dragoman.events.scene import Scene
from dragoman.language.tree import Tree
from dragoman.records import Record

# Particles that change a verb's meaning: a frame that does not name them does not hold.
_PARTICLES = frozenset({"up", "down", "off", "out", "in", "over", "back", "aside", "away", "on", "through", "together"})
# How far from the trigger ``not_clause`` looks.
_WINDOW = 25
_QUOTES = frozenset({'"', "“", "‘", "``"})
_CALLED_WITHIN = 6  # words from what is called something to the quotation mark: "called the vote in Peru 'a circus'"
# How far behind a noun its preposition may stand.
_NEAR = 10
_NOUN_TAGS = frozenset({"NOUN", "PROPN"})


class Trigger(Record, frozen=True, kw_only=True):
    """A word that evokes a frame."""

    token: int
    frame: Frame
    negated: bool = False


def find_triggers(scene: Scene) -> Iterator[tuple[int, tuple[Frame, ...]]]:
    """Each word of the sentence that evokes frames whose conditions hold, the strictest frame first."""
    for token in range(len(scene.tree)):
        kind = kind_of(scene.tree, token)
        if kind is None:
            continue
        frames = candidates(scene, token, kind)
        held = tuple(f for f in frames if holds(scene, token, f))
        if held:
            yield token, held


def candidates(scene: Scene, token: int, kind: FrameKind) -> tuple[Frame, ...]:
    """The frames a word may evoke, by its lemma; predicates such as "concerned" by their form too."""
    form = scene.tree[token].form.lower()
    frames = scene.frames.for_word(kind, scene.tree.lemma(token), form)
    if kind == "verb" and _demanded(scene, token):
        return scene.frames.for_word("verb", "~modal")  # what must be done is not done
    if kind != "noun":
        frames += tuple(f for f in scene.frames.for_word("adjective", form) if f not in frames)
    return frames


def _demanded(scene: Scene, token: int) -> bool:
    """Whether a verb says what somebody must do, in a statement that demands it."""
    statement = scene.statement_at(token)
    auxiliaries = {scene.tree[c].form.lower() for c in scene.tree.children(token, "aux")}
    return statement is not None and statement.stance == "demands" and bool(auxiliaries & {"must", "should", "ought"})


def kind_of(tree: Tree, token: int) -> FrameKind | None:
    """What kind of trigger a word could be; None: none."""
    tag = tree[token].upos
    if tag == "VERB":
        return "verb" if tree[token].deprel != "amod" else None
    if tag in _NOUN_TAGS:
        return "noun"
    return "adjective" if tag == "ADJ" else None


def holds(scene: Scene, token: int, frame: Frame) -> bool:
    """Whether the words around a trigger are as its frame asks."""
    check = {"verb": _verb_holds, "noun": _noun_holds, "adjective": _adjective_holds}[frame.kind]
    return check(scene, token, frame) and _surroundings(scene, token, frame)


def _adjective_holds(scene: Scene, token: int, frame: Frame) -> bool:
    tree = scene.tree
    predicate = tree.children(token, "cop", "nsubj", "aux") or tree[token].deprel in {
        "xcomp",
        "root",
        "ccomp",
        "parataxis",
        "acl",
        "advcl",
    }
    if not predicate or (tree.is_verb(token) and not (passive(tree, token) or tree.children(token, "cop"))):
        return False
    return _complement_holds(scene, token, frame) and _prepositions_hold(scene, token, frame)


def _noun_holds(scene: Scene, token: int, frame: Frame) -> bool:
    tree = scene.tree
    if tree[token].upos == "PROPN" and frame.type != "CONSULT":
        return False  # "March", "Strike Force": a name, not a deed
    if tree[token].deprel in {"compound", "flat", "nmod:desc"} or any(
        tree.lemma(c) == "no" for c in tree.children(token, "det")
    ):
        return False
    modifiers = {
        w
        for c in tree.children(token, "amod", "compound", "nmod")
        if c < token
        for w in (tree.lemma(c), tree[c].form.lower())
    }
    if frame.mod_words and not modifiers & scene.frames.lemmas(frame.mod_words):
        return False
    if modifiers & scene.frames.lemmas(frame.not_mod_words):
        return False
    if frame.prep_before and not prepositions(tree, token) & set(frame.prep_before):
        return False
    if frame.support_words:
        carried = carrier(tree, token)
        if carried is None or tree.lemma(carried[0]) not in scene.frames.lemmas(frame.support_words):
            return False
    if frame.not_support_words:
        carried = carrier(tree, token)
        if carried is not None and tree.lemma(carried[0]) in scene.frames.lemmas(frame.not_support_words):
            return False
    if frame.any_prep or frame.any_comp:
        kinds = {kind for _, kind in complements(tree, token)}
        near = {tree[i].form.lower() for i in range(token + 1, min(len(tree), token + _NEAR))}
        if not kinds & set(frame.any_comp) and not near & set(frame.any_prep):
            return False
    return _complement_holds(scene, token, frame) and _prepositions_hold(scene, token, frame)


def _verb_holds(scene: Scene, token: int, frame: Frame) -> bool:
    tree = scene.tree
    if not _particles_hold(tree, token, frame):
        return False
    voice = passive(tree, token)
    if (frame.passive_only and not voice) or (frame.not_passive and voice):
        return False
    negated = tree.negated(token)
    if frame.negative_only and not negated:
        return False
    if frame.future_only and not any(
        tree[c].form.lower() in {"will", "would", "'ll", "’ll", "wo"} for c in tree.children(token, "aux")
    ):
        return False
    if not (_object_holds(scene, token, frame) and _beside_holds(tree, token, frame)):
        return False
    if frame.plain and tree.children(token, "xcomp", "ccomp", "advcl") and _predicate_words(tree, token):
        return False
    if frame.complement and not _predicate_words(tree, token) & scene.frames.lemmas(frame.complement):
        return False
    if frame.not_complement and _predicate_words(tree, token) & scene.frames.lemmas(frame.not_complement):
        return False
    if frame.quoted and not _called_in_quotes(tree, token):
        return False
    return _complement_holds(scene, token, frame) and _prepositions_hold(scene, token, frame)


def _particles_hold(tree: Tree, token: int, frame: Frame) -> bool:
    near = {tree[c].form.lower() for c in tree.children(token, "compound") if tree[c].deprel == "compound:prt"}
    if frame.particle:
        loose = {tree[c].form.lower() for c in tree.children(token, "advmod", "case")}
        loose |= {w for c in tree.children(token, "obl", "obj") for w in prepositions(tree, c)}
        return bool((near | loose) & set(frame.particle))
    return not near & _PARTICLES - set(frame.particle_ok)


def _object_holds(scene: Scene, token: int, frame: Frame) -> bool:
    tree = scene.tree
    item = patient(tree, token)
    if frame.object and not _is(scene, item, frame.object):
        through = [p for w in frame.object_via for p in _phrases(tree, token, w)]
        if not any(_is(scene, p, frame.object) for p in through):
            return False
    if frame.object_mod:
        beside = {tree.lemma(c) for c in tree.children(item)} if item is not None else set()
        if not beside & scene.frames.lemmas(frame.object_mod):
            return False
    if frame.object_if_any and item is not None and not _is(scene, item, frame.object_if_any):
        return False
    return not (frame.not_object and item is not None and _is(scene, item, frame.not_object))


def _is(scene: Scene, node: int | None, words: tuple[str, ...]) -> bool:
    """Whether a noun phrase is one of the words, or what a mark (``~person``) asks."""
    if node is None:
        return False
    wanted = scene.frames.lemmas(words)
    if "~any" in wanted or words_of(scene.tree, node) & wanted:
        return True
    marks = {
        "~person": {"person", "crowd"},
        "~party": {"state", "organisation", "armed_group", "party"},
        "~place": {"state", "place"},
        "~nationals": {"crowd"},
    }
    kinds = {kind for mark in wanted if mark in marks for kind in marks[mark]}
    return bool(kinds) and any(p.kind in kinds for p in scene.who(node))


def _beside_holds(tree: Tree, token: int, frame: Frame) -> bool:
    if not frame.beside:
        return True
    adverbs = {tree[c].form.lower() for c in tree.children(token, "advmod")}
    return bool(adverbs & set(frame.beside)) or any(_phrases(tree, token, p) for p in frame.beside)


def _predicate_words(tree: Tree, token: int) -> set[str]:
    """The words of what something is called ("describe X as illegal", "call X a sham")."""
    found: set[str] = set()
    for child in tree.children(token, "xcomp", "obl", "advcl", "ccomp", "amod", "obj", "advmod"):
        if tree[child].upos == "PROPN" and tree[child].deprel in {"xcomp", "obj"}:
            continue
        if tree[child].deprel.startswith("obl") and "as" not in prepositions(tree, child):
            continue
        if tree[child].deprel in {"ccomp"} and tree.is_verb(child):
            continue
        if child > token:
            near = [c for c in tree.subtree(child) if c - child <= 12]
            found |= {w for c in near for w in (tree.lemma(c), tree[c].form.lower())}
    return found


def _called_in_quotes(tree: Tree, token: int) -> bool:
    """Whether what an object is called stands in quotation marks: "called the vote 'a circus'", not "called 'Rita'".

    What comes after "what" is no verdict on anybody: "thanked them for what he called 'patience'".
    """
    item = patient(tree, token)
    if item is None or item < token or any(tree[i].form in _QUOTES for i in range(token + 1, item)):
        return False
    after = range(item + 1, min(len(tree), item + _CALLED_WITHIN))
    marks = [i for i in after if tree[i].form in _QUOTES]
    return bool(marks) and not any(tree[i].upos in {"VERB", "SCONJ"} for i in range(item + 1, marks[0]))


def _phrases(tree: Tree, token: int, preposition: str) -> list[int]:
    below = tree.children(token, "obl", "nmod", "nsubj")
    return [c for c in below if preposition in prepositions(tree, c)]


def _prepositions_hold(scene: Scene, token: int, frame: Frame) -> bool:
    tree = scene.tree
    heads = [token]
    if frame.kind == "verb" and (item := patient(tree, token)) is not None and item > token:
        heads.append(noun_beneath(tree, item))
    if frame.kind == "noun" and (carried := carrier(tree, token)) is not None and carried[0] < token:
        heads.append(carried[0])
    if frame.prep:
        there = [p for h in heads for w in frame.prep for p in _phrases(tree, h, w)]
        there = [p for p in there if not frame.prep_object or _is(scene, p, frame.prep_object)]
        if not there:
            return False
    if frame.not_prep and any(_phrases(tree, token, w) for w in frame.not_prep):
        return False
    if frame.not_prep_object:
        barred = scene.frames.lemmas(frame.not_prep_object)
        return not any(words_of(tree, c) & barred for h in heads for c in tree.children(h, "obl", "nmod"))
    return True


def _complement_holds(scene: Scene, token: int, frame: Frame) -> bool:
    tree = scene.tree
    found = list(complements(tree, token))
    if frame.comp:
        kinds = {kind for _, kind in found}
        if "obj" in frame.comp and patient(tree, token) is not None:
            kinds.add("obj")
        kinds |= {p for p in frame.comp if _phrases(tree, token, p)}
        if not kinds & set(frame.comp):
            return False
    if {kind for _, kind in found} & set(frame.not_comp):
        return False
    lemmas = {tree.lemma(c) for c, _ in found}
    if frame.comp_words and not lemmas & scene.frames.lemmas(frame.comp_words):
        return False
    return not lemmas & scene.frames.lemmas(frame.not_comp_words)


def _surroundings(scene: Scene, token: int, frame: Frame) -> bool:
    tree = scene.tree
    if frame.actor_words:
        wanted = scene.frames.lemmas(frame.actor_words)
        doers = agents(tree, token) if frame.kind == "verb" else _noun_doers(tree, token)
        if not (any(_is(scene, d, frame.actor_words) for d in doers) or ("~none" in wanted and not doers)):
            return False
    if not (frame.clause or frame.not_clause):
        return True
    last = min(len(tree) - 1, token + _WINDOW)
    near = {*scene.words_between(max(0, token - _WINDOW), token - 1), *scene.words_between(token + 1, last)}
    if frame.clause and not near & scene.frames.lemmas(frame.clause):
        return False
    return not near & scene.frames.lemmas(frame.not_clause)


def _noun_doers(tree: Tree, token: int) -> list[int]:
    carried = carrier(tree, token)
    return [*tree.children(token, "nmod"), *(agents(tree, carried[0]) if carried else ())]
