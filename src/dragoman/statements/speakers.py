"""Who speaks: the noun phrase at a cue made into participants."""

import re
from collections.abc import Sequence
from typing import Protocol

import msgspec

from dragoman.language.tree import Tree
from dragoman.partial_date import PartialDate
from dragoman.records import Participant, content_id
from dragoman.statements.cues import CueTable
from dragoman.statements.labels import OFFICES
from dragoman.statements.spans import phrase
from dragoman.statements.subjects import WRITER, owner

# Heads that only count; whom they count speaks: "one of the officials".
COUNTING = frozenset(
    "number group some one many most several two three few all majority both dozen couple other member".split()
)


NAMELESS_KINDS = frozenset({"person", "crowd", "other"})
ANSWERERS = frozenset({"a", "answer"})
# How a body calls its own people in its transcripts; a guest has his office ("FOREIGN MINISTER ROE").
OWN_PEOPLE = frozenset("mr ms mrs miss dr official secretary spokesman spokesperson spokeswoman".split())
# Texts that are not the words of one who speaks in the article.
_LAWS = frozenset(
    "accord act agreement bill charter constitution convention law pact protocol resolution treaty".split()
)
_COURTESY_TITLES = frozenset("mr ms mrs miss dr".split())
# Nouns for any body of people: beside a speaker just named they mean him rather than somebody further back.
COLLECTIVES = frozenset(
    "group organisation organization movement body party union alliance bloc agency company firm association"
    " network".split()
)


class SpeakerIndex(Protocol):
    """What this package asks of ``entities.index.EntityIndex``."""

    def participants(self, sentence: int, token: int, *, on: PartialDate = ...) -> tuple[Participant, ...]:
        """Everybody the noun phrase headed at a token names."""

    def text_participant(self, text: str, *, on: PartialDate = ...) -> Participant | None:
        """The participant a name given as text means."""


class Speakers:
    """Resolves speakers of one article, remembering who spoke last."""

    def __init__(
        self, index: SpeakerIndex, trees: Sequence[Tree], cues: CueTable, reference: PartialDate,
        *, host: Participant | None = None, text: str = "",
    ) -> None:  # fmt: skip
        """Keep what speakers are looked up in.

        Args:
            index: says who a noun phrase means.
            trees: the sentences of the article.
            cues: the words of saying.
            reference: the day the article was written.
            host: the body that published the article, or whose briefing it is; None: a paper, or nobody known.
            text: the article, for the full names of those whom labels call by surname.
        """
        self._index = index
        self._host = host
        self._text = text
        self._trees = trees
        self._cues = cues
        self._reference = reference
        self._pronouns: dict[str, str] = {}  # participant id -> the pronoun first used of it

    def at(
        self, tree: Tree, token: int, last: Sequence[Participant] = (), *, near: bool = True
    ) -> tuple[Participant, ...]:
        """The speakers a phrase names.

        Args:
            tree: the sentence.
            token: head of the phrase.
            last: who spoke just before, for "he added" and "the statement said"; empty when nobody did.
            near: whether that was in this sentence or the one before, as "he" requires.

        Returns:
            None of them when the writer himself speaks, or when what is named cannot speak.
        """
        form = tree[token].form.lower()
        if tree[token].upos == "PRON" and form in WRITER:
            return ()
        if near and tree[token].upos == "PRON" and self._same_voice(form, last):
            return tuple(last)
        if last and _by_office(tree, token, last):
            return tuple(last)
        if self._is_document(tree, token):
            return self._document(tree, token, last)
        found = self._index.participants(tree.number, token, on=self._reference)
        if not found and form in COUNTING:
            found = self._counted(tree, token)
        if last and near and self._points_back(tree, token, found):
            return tuple(last)
        if found:
            found = tuple(self._kind(tree, token, self._named_beside(tree, token, who)) for who in found)
            return self._of_host(tree, token, found)
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
        found = self._index.participants(before.number, subject, on=self._reference)
        return found[:1] or self._described(before, subject)

    def _same_voice(self, pronoun: str, last: Sequence[Participant]) -> bool:
        """Whether "he", "it" or "they" who speak on are those who spoke just before: nothing has said otherwise."""
        if pronoun == "they":
            return len(last) > 1 or (len(last) == 1 and last[0].kind not in {"person", "state"})
        if pronoun == "it":
            return len(last) == 1 and last[0].kind not in {"person", "unnamed", "crowd"}
        if pronoun not in {"he", "she"} or len(last) != 1 or last[0].kind not in {"person", "unnamed"}:
            return False
        if last[0].kind == "unnamed" and last[0].name.endswith("s"):
            return False  # "officials"
        known = self._pronouns.setdefault(last[0].id, pronoun)
        return known == pronoun

    def _named_beside(self, tree: Tree, token: int, who: Participant) -> Participant:
        """The speaker with the name that stands beside the noun: "the local paper Morning Post"."""
        if tree[token].upos != "NOUN" or (who.name.split()[-1][:1].isupper() and who.kind != "person"):
            return who
        for child in tree.children(token, "appos", "flat", "nmod"):
            if tree[child].upos == "PROPN" and child > token and not tree.children(child, "case"):
                named = self._index.participants(tree.number, child, on=self._reference)
                return named[0] if named else msgspec.structs.replace(who, name=phrase(tree, child))
        return who

    def _points_back(self, tree: Tree, token: int, found: Sequence[Participant]) -> bool:
        """Whether "the group", "the ministry" only points to whoever spoke just before.

        It does not when the noun is part of the name it was resolved to ("the ministry" for the Foreign Ministry).
        """
        lemma = tree.lemma(token)
        if self._cues.is_person(lemma) or any(lemma in w.name.casefold() and w.name[:1].isupper() for w in found):
            return False
        known = any(w.party is not None or w.country is not None for w in found)
        if known and lemma not in COLLECTIVES:
            return False
        definite = any(tree[c].form.lower() in {"the", "this"} for c in tree.children(token, "det"))
        bare = not tree.children(token, "nmod", "amod", "compound", "acl", "appos", "flat")
        return definite and bare and tree[token].upos == "NOUN"

    def _is_document(self, tree: Tree, token: int) -> bool:
        """Whether the phrase is a document's; "the paper Morning Post" is its publisher."""
        if tree[token].upos not in {"NOUN", "PROPN"} or not self._cues.is_document(tree.lemma(token)):
            return False
        return not any(tree[c].upos == "PROPN" and c > token for c in tree.children(token, "appos", "flat"))

    def _of_host(self, tree: Tree, token: int, found: tuple[Participant, ...]) -> tuple[Participant, ...]:
        """ "The spokesperson", without saying whose, is the one of the body whose release it is."""
        who = found[0]
        bare = {tree[c].deprel for c in tree.children(token)} <= {"det", "case", "punct"}
        named = who.name.split()[-1].casefold() != tree[token].form.casefold()
        if len(found) > 1 or not bare or named or not tree.lemma(token).startswith("spokes"):
            return found
        return (self._hosted(who),)

    def _hosted(self, who: Participant) -> Participant:
        """Somebody who speaks for the host."""
        host = self._host
        if host is None:
            return who
        return msgspec.structs.replace(who, party=host.party, country=host.country, sectors=host.sectors)

    def named(self, label: str) -> tuple[Participant, ...]:
        """The speaker that a label of a transcript names; a described person where no table knows it."""
        words = label.split()
        if label.casefold() in ANSWERERS:
            return (Participant(id=content_id("described", "interviewee"), name="interviewee", kind="unnamed"),)
        titles = {word.strip(".").casefold() for word in words}
        own = bool(titles & OWN_PEOPLE) and not titles & (OFFICES - OWN_PEOPLE | {"foreign"})
        person = bool(titles & _COURTESY_TITLES)
        for size in range(len(words)):
            name = " ".join(w.capitalize() if w.isupper() and len(w) > 2 else w for w in words[size:])
            found = self._index.text_participant(name, on=self._reference)
            if found is None or (person and found.kind != "person"):
                continue
            return (self._hosted(found) if own and found.party is None else found,)
        name = self._full_name(words[-1]) or " ".join(w.capitalize() if w.isupper() else w for w in words)
        who = Participant(id=content_id("described", name), name=name, kind="person")
        return (self._hosted(who) if own else who,)

    def _full_name(self, surname: str) -> str | None:
        """The given name and surname that a line of the article begins with ("Nora Roe, Envoy"); None: no line does."""
        called = rf"^([A-Z][\w’'\-]+(?: [A-Z]\.)?) {re.escape(surname)}\b"
        line = re.search(called, self._text, re.MULTILINE | re.IGNORECASE)
        given = line.group(1) if line else ""
        if not given[:1].isupper() or given.strip(".").casefold() in _COURTESY_TITLES | OFFICES:
            return None
        return f"{given} {surname.capitalize() if surname.isupper() else surname}"

    def _document(self, tree: Tree, token: int, last: Sequence[Participant]) -> tuple[Participant, ...]:
        """A document speaks for its maker; "the statement" for whoever spoke last; else for itself."""
        maker = owner(tree, token)
        if maker is not None:
            found = self._index.participants(tree.number, maker, on=self._reference)
            if found:
                return self._of_host(tree, maker, found)
        definite = any(tree[c].form.lower() in {"the", "this", "that"} for c in tree.children(token, "det"))
        bare = not tree.children(token, "nmod", "amod", "compound", "acl")
        if definite and bare and last and _may_be_theirs(tree.lemma(token), last):
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
        word = tree[token]
        known = any(w[:1].isupper() for w in who.name.split()[-1:]) and who.name != word.form
        if word.upos == "NOUN" and self._cues.is_person(tree.lemma(token)) and not known and who.kind in NAMELESS_KINDS:
            return msgspec.structs.replace(who, kind="unnamed")
        return who

    def _described(self, tree: Tree, token: int) -> tuple[Participant, ...]:
        """A speaker that no table knows: a name, or a noun for people."""
        if tree[token].upos not in {"NOUN", "PROPN", "NUM", "PRON", "ADJ"}:
            return ()
        lemma = tree.lemma(token)
        name = phrase(tree, token)
        person = self._cues.is_person(lemma)
        named = any(tree[i].upos == "PROPN" for i in (token, *tree.children(token, "compound", "nmod:poss", "flat")))
        if not named and not person and lemma not in COUNTING:
            return ()
        kind = "other" if tree[token].upos == "PROPN" else "unnamed" if person else "organisation"
        return (
            Participant(
                id=content_id("described", name.casefold()), name=name, kind=kind,  # type: ignore[arg-type]
                start=tree[token].start, end=tree[token].end,
            ),
        )  # fmt: skip


def _may_be_theirs(document: str, last: Sequence[Participant]) -> bool:
    """Whether "the statement" may be the words of whoever spoke last: not "the treaty", nor after "the report said"."""
    if document.casefold() in _LAWS:
        return False
    return all(who.kind != "document" or document.casefold() in who.name.casefold() for who in last)


def _nobody(tree: Tree, token: int) -> tuple[Participant, ...]:
    """Somebody of whom nothing is known but the pronoun: kept, so that the words are; a thing is not."""
    word = tree[token]
    if word.form.lower() not in {"he", "she"}:
        return ()
    identity = content_id("described", tree.sentence.start, word.start)
    return (Participant(id=identity, name=word.form.lower(), kind="unnamed", start=word.start, end=word.end),)


def _by_office(tree: Tree, token: int, last: Sequence[Participant]) -> bool:
    """Whether "the president" is whoever spoke just before and holds such an office."""
    definite = any(tree[c].form.lower() == "the" for c in tree.children(token, "det"))
    bare = len(tree.children(token)) == len(tree.children(token, "det", "punct"))
    office = (last[0].office or "").casefold() if len(last) == 1 else ""
    return definite and bare and tree[token].upos == "NOUN" and tree.lemma(token) in office.split()
