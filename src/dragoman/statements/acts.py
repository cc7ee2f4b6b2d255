"""What a speaker does with his words, and to whom and where he says them."""

from dragoman.records import SpeechAct, Stance
from dragoman.statements.clauses import Tree
from dragoman.statements.cues import Cue, CueTable

# Dependents of a noun that tell more about it but are no part of its name.
NOT_THE_NAME = frozenset({"case", "acl", "appos", "punct", "parataxis", "ccomp", "advcl", "dep"})


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


def addressees_of(tree: Tree, cue: int) -> tuple[str, ...]:
    """The names of those a cue is said to: "told Parliament", "said to reporters"."""
    heads = tree.children(cue, "iobj")
    if not heads and tree.lemma(cue) in {
        "tell",
        "inform",
        "assure",
        "remind",
        "notify",
        "warn",
        "ask",
        "promise",
        "brief",
    }:
        heads = tree.children(cue, "obj")
    heads = heads + [
        c
        for c in tree.children(cue, "obl")
        if "to" in {tree.lemma(i) for i in tree.children(c, "case")} and tree[c].upos in {"NOUN", "PROPN", "PRON"}
    ]
    return tuple(phrase(tree, head) for head in heads if head > cue)


def phrase(tree: Tree, head: int) -> str:
    """A noun phrase's words without preposition, relative clauses and appositions."""
    barred = [
        c
        for c in tree.children(head)
        if tree[c].deprel.split(":")[0] in NOT_THE_NAME
        or (tree[c].deprel == "det" and tree[c].form.lower() in {"the", "a", "an"})
    ]
    tokens = tree.subtree(head, barred)
    return tree.sentence.text[tree[tokens[0]].start - tree.sentence.start : tree[tokens[-1]].end - tree.sentence.start]


def medium_of(tree: Tree, cue: int, cues: CueTable) -> str | None:
    """Where it was said: "on X", "in a statement", "told reporters"; None: not told."""
    if tree.lemma(cue) in {"tweet", "retweet"}:
        return cues.medium("Twitter")
    around = [cue, *([head] if (head := tree.head(cue)) is not None and tree[cue].deprel == "xcomp" else [])]
    for node in around:
        for child in tree.children(node, "obl", "nmod", "obj", "iobj", "parataxis"):
            if child <= cue and tree[child].deprel.split(":")[0] in {"obj", "parataxis"}:
                continue
            for index in tree.subtree(child, tree.children(child, "acl", "acl:relcl")):
                found = cues.medium(tree[index].form)
                if found and _names_medium(tree, child, index):
                    return found
    return None


def _names_medium(tree: Tree, child: int, index: int) -> bool:
    """Whether the medium's word heads the phrase, or stands in its compound ("X platform", "phone call")."""
    return index == child or tree[index].deprel.split(":")[0] in {"compound", "flat", "nmod", "conj"}
