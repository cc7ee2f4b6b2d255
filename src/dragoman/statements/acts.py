"""What a speaker does with his words."""

from dragoman.language.tree import Tree
from dragoman.records import SpeechAct, Stance
from dragoman.statements.cues import Cue


def act_of(tree: Tree | None, head: int | None, entry: Cue | None, stance: Stance) -> SpeechAct:
    """The act: by the cue where it names one, else by the stance, else a promise when "we will" is said."""
    given: SpeechAct = entry.act if entry else "assert"
    if given != "assert":
        return given
    if stance == "demands":
        return "demand"
    if stance == "asks":
        return "ask"
    return "promise" if tree is not None and head is not None and _promises(tree, head) else given


def _promises(tree: Tree, head: int) -> bool:
    """Whether the speaker says what he will do: first person with "will"."""
    subject = tree.subject(head)
    auxiliaries = {tree[c].form.lower() for c in tree.children(head, "aux")}
    return (
        subject is not None
        and tree[subject].form.lower() in {"i", "we"}
        and bool(auxiliaries & {"will", "'ll", "’ll", "shall"})
        and tree[head].upos == "VERB"
    )
