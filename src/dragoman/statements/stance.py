"""How a speaker holds what he is reported to say."""

from dragoman.language.tree import Tree
from dragoman.records import Stance
from dragoman.statements.cues import Cue

DEONTIC = frozenset({"must", "should", "ought", "shall"})
HOPING = frozenset({"hope", "wish", "pray"})
# "I would like to thank": the wish is only a polite way to do it.
PERFORMED = frozenset(
    "thank convey express say add congratulate emphasize emphasise stress note point begin start welcome announce "
    "mention underline reiterate extend offer invite share".split()
)
ASKING = frozenset({"wonder", "ask"})


def stance_of(
    tree: Tree | None, head: int | None, entry: Cue | None, *, negated: bool = False, words: str = ""
) -> Stance:
    """The stance towards a content.

    Args:
        tree: the sentence of the content; None: not parsed.
        head: head token of the content's clause; None: not known.
        entry: the cue; None: a quotation that goes on without one.
        negated: the cue is negated ("does not believe").
        words: the content, for its final mark.
    """
    given = entry.stance if entry else "affirms"
    if negated and entry is not None:
        return {"deny": "affirms", "doubt": "affirms"}.get(entry.kind, "doubts")  # type: ignore[return-value]
    if words.rstrip("”\"'’ ").endswith("?") and given != "denies":
        return "asks"
    if given != "affirms" or tree is None or head is None:
        return given
    if _asks(tree, head):
        return "asks"
    if demands(tree, head):
        return "demands"
    return "hopes" if _hopes(tree, head) else given


def demands(tree: Tree, head: int) -> bool:
    """Whether a clause says what must or should be, or is an imperative."""
    auxiliaries = {tree.lemma(c) for c in tree.children(head, "aux")} | {
        tree[c].form.lower() for c in tree.children(head, "aux")
    }
    if auxiliaries & DEONTIC and "have" not in auxiliaries:
        return True
    if tree.lemma(head) == "ought":
        return True
    if imperative(tree, head):
        return True
    return any(
        tree[c].form.lower() == "not" and imperative(tree, j)
        for j in tree.children(head, "conj")
        for c in tree.children(j, "advmod")
    )


def imperative(tree: Tree, head: int) -> bool:
    """Whether a verb is an imperative: marked so, or a bare form at the head of its sentence without a subject."""
    if tree.subject(head) is not None or not tree.is_verb(head):
        return False
    bare = [c for c in tree.children(head, "aux") if tree.lemma(c) == "do"]  # "do not pursue"
    if tree.feature(head, "Mood") == "Imp" or (bare and tree.feature(head, "VerbForm") == "Inf"):
        return tree.lemma(head) not in {"thank", "let", "welcome"}
    return False


def _asks(tree: Tree, head: int) -> bool:
    """ "I wonder whether": the speaker's own question is the clause."""
    return tree.lemma(head) in ASKING and _first_person(tree, head) and bool(tree.children(head, "ccomp"))


def _hopes(tree: Tree, head: int) -> bool:
    """ "we hope", "I would like to see": the speaker's own wish is the clause."""
    if not _first_person(tree, head):
        return False
    if tree.lemma(head) in HOPING:
        return True
    if tree.lemma(head) == "look" and any(tree.lemma(c) == "forward" for c in tree.children(head, "advmod")):
        return True
    would_like = tree.lemma(head) == "like" and any(tree.lemma(c) == "would" for c in tree.children(head, "aux"))
    return would_like and not any(tree.lemma(c) in PERFORMED for c in tree.children(head, "xcomp"))


def _first_person(tree: Tree, head: int) -> bool:
    """Whether the subject is "I" or "we"."""
    subject = tree.subject(head)
    return subject is not None and tree[subject].form.lower() in {"i", "we"}
