"""Who speaks: the noun phrase at a cue made into participants."""

from collections.abc import Sequence
from typing import Protocol

import msgspec

from dragoman.partial_date import PartialDate
from dragoman.records import Participant, content_id
from dragoman.statements.acts import phrase
from dragoman.statements.clauses import Tree
from dragoman.statements.cues import CueTable
from dragoman.statements.subjects import WRITER, owner

# Heads that only count; whom they count speaks: "one of the officials".
COUNTING = frozenset(
    "number group some one many most several two three few all majority both dozen couple other member".split()
)


class SpeakerIndex(Protocol):
    """What this package asks of ``entities.index.EntityIndex``."""

    def participants(self, sentence: int, token: int, *, on: PartialDate = ...) -> tuple[Participant, ...]:
        """Everybody the noun phrase headed at a token names."""

    def text_participant(self, text: str, *, on: PartialDate = ...) -> Participant | None:
        """The participant a name given as text means."""


class Speakers:
    """Resolves speakers of one article, remembering who spoke last."""

    def __init__(self, index: SpeakerIndex, trees: Sequence[Tree], cues: CueTable, reference: PartialDate) -> None:
        self._index = index
        self._trees = trees
        self._cues = cues
        self._reference = reference
        self._pronouns: dict[str, str] = {}  # participant id -> the pronoun first used of it

    def at(self, tree: Tree, token: int, last: Sequence[Participant] = ()) -> tuple[Participant, ...]:
        """The speakers a phrase names.

        Args:
            tree: the sentence.
            token: head of the phrase.
            last: who spoke just before, for "he added" and "the statement said"; empty when nobody did.

        Returns:
            None of them when the writer himself speaks, or when what is named cannot speak.
        """
        form = tree[token].form.lower()
        if tree[token].upos == "PRON" and form in WRITER:
            return ()
        if form in {"he", "she"} and self._same_voice(form, last):
            return tuple(last)
        if tree[token].upos in {"NOUN", "PROPN"} and self._cues.is_document(tree.lemma(token)):
            return self._document(tree, token, last)
        found = self._index.participants(tree.number, token, on=self._reference)
        if not found and form in COUNTING:
            found = self._counted(tree, token)
        if found and not (last and self._points_back(tree, token, found[0])):
            return tuple(self._kind(tree, token, who) for who in found)
        if found:
            return tuple(last)
        if tree[token].upos == "PRON" and form in {"he", "she", "it", "they"}:
            return tuple(last) or self._previous_subject(tree) or _nobody(tree, token)
        return self._described(tree, token)

    def _previous_subject(self, tree: Tree) -> tuple[Participant, ...]:
        """Whom the sentence before is about, for a pronoun that nothing else explains."""
        before = self._trees[tree.number - 1] if tree.number else None
        root = before.top_of(range(len(before))) if before else None
        subject = before.subject(root) if before is not None and root is not None else None
        if before is None or subject is None or before[subject].upos not in {"NOUN", "PROPN"}:
            return ()
        return self._index.participants(before.number, subject, on=self._reference)[:1]

    def _same_voice(self, pronoun: str, last: Sequence[Participant]) -> bool:
        """Whether "he" or "she" who speaks on is the person who spoke just before: nothing has said otherwise."""
        if len(last) != 1 or last[0].kind not in {"person", "unnamed"}:
            return False
        known = self._pronouns.setdefault(last[0].id, pronoun)
        return known == pronoun

    def _points_back(self, tree: Tree, token: int, found: Participant) -> bool:
        """Whether "the group", "the ministry" is a plain pointer to whoever spoke just before."""
        plain = found.party is None and found.country is None and found.kind not in {"person", "state", "unnamed"}
        definite = any(tree[c].form.lower() in {"the", "this"} for c in tree.children(token, "det"))
        bare = not tree.children(token, "nmod", "amod", "compound", "acl", "appos", "flat")
        return plain and definite and bare and tree[token].upos == "NOUN"

    def named(self, label: str) -> tuple[Participant, ...]:
        """The speaker that a label of a transcript names; a described person where no table knows it."""
        words = label.split()
        for size in range(len(words)):
            name = " ".join(w.capitalize() if w.isupper() and len(w) > 2 else w for w in words[size:])
            found = self._index.text_participant(name, on=self._reference)
            if found is not None:
                return (found,)
        name = " ".join(w.capitalize() if w.isupper() else w for w in words)
        return (Participant(id=content_id("described", name), name=name, kind="person"),)

    def _document(self, tree: Tree, token: int, last: Sequence[Participant]) -> tuple[Participant, ...]:
        """A document speaks for its maker; "the statement" for whoever spoke last; else for itself."""
        maker = owner(tree, token)
        if maker is not None:
            found = self._index.participants(tree.number, maker, on=self._reference)
            if found:
                return found
        definite = any(tree[c].form.lower() in {"the", "this", "that"} for c in tree.children(token, "det"))
        if definite and last and not tree.children(token, "nmod", "amod", "compound", "acl"):
            return tuple(last)
        party = self._index.participants(tree.number, token, on=self._reference)
        name = phrase(tree, token)
        return (
            Participant(
                id=content_id("described", name.casefold()), name=name, kind="document",
                party=party[0].party if party else None, country=party[0].country if party else None,
                start=tree[token].start, end=tree[token].end,
            ),
        )  # fmt: skip

    def _counted(self, tree: Tree, token: int) -> tuple[Participant, ...]:
        """ "One of the officials": the noun after "of"."""
        for child in tree.children(token, "nmod"):
            found = self._index.participants(tree.number, child, on=self._reference)
            if found:
                return found
        return ()

    def _kind(self, tree: Tree, token: int, who: Participant) -> Participant:
        """Somebody whom the article does not name is ``unnamed``."""
        own_noun = tree[token].upos == "NOUN" and self._cues.is_person(tree.lemma(token))
        if (
            own_noun
            and who.kind in {"person", "crowd", "other"}
            and not any(w[:1].isupper() for w in who.name.split()[-1:])
        ):
            return msgspec.structs.replace(who, kind="unnamed")
        return who

    def _described(self, tree: Tree, token: int) -> tuple[Participant, ...]:
        """A speaker that no table knows: a name, or a noun for people."""
        if tree[token].upos not in {"NOUN", "PROPN", "NUM", "PRON", "ADJ"}:
            return ()
        lemma = tree.lemma(token)
        if tree[token].upos != "PROPN" and not self._cues.is_person(lemma) and lemma not in COUNTING:
            return ()
        name = phrase(tree, token)
        kind = "other" if tree[token].upos == "PROPN" else "unnamed"
        return (
            Participant(
                id=content_id("described", name.casefold()), name=name, kind=kind,  # type: ignore[arg-type]
                start=tree[token].start, end=tree[token].end,
            ),
        )  # fmt: skip


def _nobody(tree: Tree, token: int) -> tuple[Participant, ...]:
    """Somebody of whom nothing is known but the pronoun: kept, so that the words are; a thing is not."""
    word = tree[token]
    if word.form.lower() not in {"he", "she"}:
        return ()
    identity = content_id("described", tree.sentence.start, word.start)
    return (Participant(id=identity, name=word.form.lower(), kind="unnamed", start=word.start, end=word.end),)
