"""Lemma frames: which word in which surroundings tells which event, and where its participants stand.

The tables are ``patterns/*.toml``, one file for each PLOVER type; ``classes.toml`` names word classes that frames
write as ``@name``, ``carriers.toml`` lists the verbs that carry a noun of action ("hold talks"), ``modes.toml`` the
words that fix a mode, ``cameo.toml`` those that fix a CAMEO code. Each frame has examples in our own words, which are
its tests.

Roles are read off a Universal Dependencies tree, in order; the first that names somebody counts:

==================== ==========================================================================================
``subj``             who does it: active subject (by control, relatives and coordination too), passive ``by``;
                     of a noun: the subject of the verb that carries it ("A held talks")
``obj``, ``iobj``    what it is done to: object or passive subject
``with``, ``to`` ... the phrase with that preposition, of the verb or of its object
``poss``, ``mod``    possessor; party named by an adjective or compound before the noun ("Turkish raids")
``holder``           who arrested somebody earlier in the article
``setting``          the subject of the clause that a meeting is the setting of ("after a visit to Oman he said")
``cop-subj``         what the noun is said of ("the raid was a violation")
``appos-of``         what the noun stands in apposition to ("Peru, the main supplier of copper to China")
``conv``             the subject of a verb that takes the noun passively ("came under attack")
``verb.X``           X of the verb that carries the noun
``comp.X``           X of the complement clause ("urged that Turkey stop": ``comp.subj``)
``obj.X``, ``X.Y``   Y of the noun phrase in role X; ``X.owner``: whoever the phrase belongs to or was done by;
                     ``X.itself``: whom it names, not whose it is (of "welcomed Peru's decision" nobody)
``accuser``          who accused somebody last: of a denial ("rejected those claims")
``ruler``            the state where it is done ("detained in Turkey"), or the police force that says so
``within``           the parties named anywhere in what completes the trigger
``speaker``          who says the sentence
==================== ==========================================================================================
"""

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal

import msgspec

from dragoman.codes.cameo import cameo
from dragoman.errors import InstallationError
from dragoman.records import EventType, Record, Status

PATTERNS = Path(__file__).parent / "patterns"
_SHARED = frozenset({"classes", "carriers", "modes", "cameo"})

FrameKind = Literal["verb", "noun", "adjective"]
Need = Literal["actor", "recipient", "both", "any"]
Content = Literal["keep", "drop", "alleged", "denied"]
Complement = str  # "inf", "that", "obj", or a preposition
Quality = Literal["acts", "person", "group", "animate", "organisation", "armed_group"]

# What may hold lemmas and ``@class`` names; the other lists hold prepositions, particles, complements, roles.
_WORD_LISTS = frozenset(
    "words object object_if_any object_mod not_object prep_object not_prep_object comp_words not_comp_words complement"
    " not_complement mod_words not_mod_words support_words not_support_words actor_words clause not_clause".split()
)
_HISSING = ("s", "x", "z", "ch", "sh")
# Confidence of a frame that does not name one: frames whose words hardly mean anything else.
SURE = 0.8


class Frame(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One row of the tables. Word lists hold lemmas, ``@class`` names or marks: ``~person``, ``~party``, ``~any``."""

    name: str
    type: EventType
    kind: FrameKind
    words: tuple[str, ...]
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    need: tuple[Need, ...]
    examples: tuple[str, ...]
    mode: str | None = None
    force: Literal["appeal", "demand"] | None = None
    cameo: str | None = None  # the CAMEO code; None: the one of type and mode, where no rule of ``cameo.toml`` holds
    particle: tuple[str, ...] = ()  # one of these must belong to the verb
    particle_ok: tuple[str, ...] = ()  # these may
    object: tuple[str, ...] = ()  # the object must be one of these ...
    object_via: tuple[str, ...] = ()  # ... or stand after one of these prepositions
    object_if_any: tuple[str, ...] = ()  # an object, if there is one, must be one of these
    object_mod: tuple[str, ...] = ()  # the object must be modified by one of these
    not_object: tuple[str, ...] = ()
    prep: tuple[str, ...] = ()  # a phrase with one of these prepositions must be there ...
    prep_object: tuple[str, ...] = ()  # ... and have one of these as its head
    not_prep: tuple[str, ...] = ()
    not_prep_object: tuple[str, ...] = ()
    any_prep: tuple[str, ...] = ()  # one of these prepositions or of ``any_comp`` must be there
    any_comp: tuple[Complement, ...] = ()
    prep_before: tuple[str, ...] = ()  # the noun must stand after one of these
    beside: tuple[str, ...] = ()  # one of these prepositions or adverbs must be there
    comp: tuple[Complement, ...] = ()  # one of these complements must be there
    not_comp: tuple[Complement, ...] = ()
    comp_words: tuple[str, ...] = ()  # the complement's verb must be one of these
    not_comp_words: tuple[str, ...] = ()
    complement: tuple[str, ...] = ()  # what the object is called, or called as, must hold one of these
    not_complement: tuple[str, ...] = ()  # ... and none of these
    quoted: bool = False  # what the object is called must stand in quotation marks
    mod_words: tuple[str, ...] = ()  # the noun must be modified by one of these
    not_mod_words: tuple[str, ...] = ()
    support_words: tuple[str, ...] = ()  # the noun must be carried by one of these verbs
    not_support_words: tuple[str, ...] = ()
    actor_words: tuple[str, ...] = ()  # the actor's head must be one of these
    clause: tuple[str, ...] = ()  # one of these must stand in the clause
    not_clause: tuple[str, ...] = ()  # none of these may stand in the clause
    actor_must: tuple[Quality, ...] = ()
    recipient_must: tuple[Quality, ...] = ()
    passive_only: bool = False
    not_passive: bool = False
    negative_only: bool = False
    plain: bool = False  # the object must not be called something ("called the king" against "called the king a liar")
    modal: bool = False  # the word may be any verb under "must" or "should" in what somebody demands
    future_only: bool = False
    negated: EventType | Literal[""] | None = None  # the type when negated; "": nothing; None: by the general rule
    mutual: bool = False  # several actors and no recipient: each does it to the other
    joint: bool = False  # whoever is on the other side does the same ("agreed with")
    deed: bool = False  # told in a bare infinitive it is an aim, not an act ("ways to support")
    own: bool = False  # the complement must tell what the actor himself will do ("warned that it would respond")
    host: bool = False  # the recipient is the state whose place is named
    content: Content = "keep"  # what becomes of acts told in the complement
    status: Status | None = None  # the status, whatever the tense
    confidence: float = SURE
    learnt: bool = False  # no row of the tables: the trigger and its participants are the model's
    own_type: str | None = None  # the user's own type that it tells; None: a row of the package

    @property
    def scheme(self) -> str:
        """Schemes are coded beside each other: PLOVER's is "", an own type without a parent is one of its own."""
        return self.own_type or "" if self.type == self.own_type else ""

    @property
    def strictness(self) -> int:
        """How many conditions it has: the stricter frame is tried first."""
        asked = (self.particle, self.object, self.prep, self.prep_object, self.comp, self.comp_words, self.complement)
        rest = (self.mod_words, self.support_words, self.actor_words, self.recipient_must, self.object_mod, self.beside)
        flags = (self.passive_only, self.negative_only, self.prep_before, self.clause, self.quoted)
        return sum(bool(item) for item in (*asked, *rest, *flags))


class ModeRule(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words in a clause that fix the mode of an event of a type."""

    type: EventType
    mode: str
    words: tuple[str, ...]


class CodeRule(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that fix the CAMEO code of an event of a type, and of these modes where any are named."""

    type: EventType
    code: str
    demand: str | None = None  # the code where it is demanded; None: the same
    modes: tuple[str, ...] = ()
    trigger: tuple[str, ...] = ()  # the trigger must be one of these; (): any
    words: tuple[str, ...] = ()  # what the act is about must hold one of these; (): anything
    beside: tuple[str, ...] = ()  # and one of these


class FrameTable:
    """All frames by trigger word, with the shared tables."""

    def __init__(
        self,
        frames: Iterable[Frame],
        *,
        classes: Mapping[str, Iterable[str]],
        carriers: Mapping[str, Iterable[str]],
        modes: Iterable[ModeRule] = (),
        codes: Iterable[CodeRule] = (),
    ) -> None:
        self.classes = {name: frozenset(words) for name, words in classes.items()}
        self.frames = tuple(frames)
        self.modes = tuple(modes)
        self.codes = tuple(codes)
        self.converse = frozenset(carriers.get("converse", ()))
        self._lists: dict[tuple[str, ...], frozenset[str]] = {}
        self._check()
        self._carriers = dict(carriers)
        # Own frames add no carriers: what a user's types need must not change how PLOVER's are read.
        ours = (frame for frame in self.frames if frame.own_type is None)
        supports = {word for frame in ours for word in self.lemmas(frame.support_words)}
        supports -= self.converse | set(carriers.get("mentioning", ()))
        self.carrying = frozenset(carriers.get("carrying", ())) | supports
        self._by_word: dict[tuple[FrameKind, str], tuple[Frame, ...]] = {}
        self._lemma_of: dict[tuple[FrameKind, str], str] = {}
        for frame in sorted(self.frames, key=lambda f: (f.own_type is not None, -f.strictness)):
            for word in self.lemmas(frame.words):
                key = (frame.kind, word)
                self._by_word[key] = (*self._by_word.get(key, ()), frame)
                for form in inflected(word, frame.kind):
                    self._lemma_of.setdefault((frame.kind, form), word)

    @classmethod
    def load(cls, directory: Path | None = None) -> "FrameTable":
        """Read the tables.

        Args:
            directory: where ``*.toml`` lie; None: those of the package.

        Raises:
            InstallationError: a table is missing, is no TOML, or has a key or value no frame can have.
        """
        folder = directory or PATTERNS
        shared = {name: _read(folder / f"{name}.toml") for name in sorted(_SHARED)}
        frames: list[Frame] = []
        for path in sorted(folder.glob("*.toml")):
            if path.stem not in _SHARED:
                frames.extend(_convert(_read(path).get("frame", []), list[Frame], path))
        return cls(
            frames,
            classes=shared["classes"],
            carriers=shared["carriers"],
            modes=_convert(shared["modes"].get("mode", []), list[ModeRule], folder / "modes.toml"),
            codes=_convert(shared["cameo"].get("code", []), list[CodeRule], folder / "cameo.toml"),
        )

    def extended(self, frames: Iterable[Frame], *, classes: Mapping[str, Iterable[str]]) -> "FrameTable":
        """The table with a user's own frames and word classes beside it.

        Raises:
            InstallationError: a frame names a class that neither has.
        """
        every = {**self.classes, **classes}
        return FrameTable(
            (*self.frames, *frames), classes=every, carriers=self._carriers, modes=self.modes, codes=self.codes
        )

    def for_word(self, kind: FrameKind, lemma: str, form: str = "") -> tuple[Frame, ...]:
        """The frames a word may evoke, the strictest first; by its form where the lemmatiser did not know the word."""
        found = self._by_word.get((kind, lemma))
        if found is None and form:
            found = self._by_word.get((kind, self._lemma_of.get((kind, form), "")))
        return found or ()

    def lemmas(self, words: tuple[str, ...]) -> frozenset[str]:
        """A word list with its classes told out; the marks (``~person``) stay as they are.

        Raises:
            InstallationError: it names a class that the table does not have.
        """
        known = self._lists.get(words)
        if known is None:
            known = self._lists[words] = frozenset(w for word in words for w in self._told_out(word))
        return known

    def _check(self) -> None:
        """Every class that is named exists, and stands where word lists stand; else it would silently match nothing."""
        for mode in self.modes:
            self.lemmas(mode.words)
        for rule in self.codes:
            for words in (rule.trigger, rule.words, rule.beside):
                self.lemmas(words)
            for code in (rule.code, rule.demand):
                self._check_code(rule.type, code, "a rule of cameo.toml")
        for frame in self.frames:
            self._check_code(frame.type, frame.cameo, frame.name)
            for field in frame.__struct_fields__:
                words = getattr(frame, field)
                if not isinstance(words, tuple) or field == "examples":
                    continue
                self.lemmas(words)
                if field not in _WORD_LISTS and any(word.startswith("@") for word in words):
                    raise InstallationError(
                        "a frame names a word class where none is told out",
                        values=f"{frame.name}: {field} = {list(words)}",
                        remedy="Write the words themselves there",
                    )

    @staticmethod
    def _check_code(kind: str, code: str | None, where: str) -> None:
        if code is not None and cameo(code).type != kind:
            raise InstallationError(
                "a frame names a CAMEO code of another type",
                values=f"{where}: {code} is {cameo(code).type}, not {kind}",
                remedy="Write a code of that type; dragoman/data/cameo.tsv lists them",
            )

    def _told_out(self, word: str) -> Iterable[str]:
        if not word.startswith("@"):
            return (word,)
        if word[1:] not in self.classes:
            raise InstallationError(
                "a frame names a word class that does not exist",
                values=f"{word} (there are: {', '.join(sorted(self.classes))})",
                remedy="Add it to patterns/classes.toml",
            )
        return self.classes[word[1:]]


def inflected(lemma: str, kind: FrameKind) -> Iterable[str]:
    """The regular inflected forms of a noun or verb."""
    if kind == "adjective":
        return ()
    plural = lemma[:-1] + "ies" if _consonant_y(lemma) else lemma + ("es" if lemma.endswith(_HISSING) else "s")
    if kind == "noun":
        return (plural,)
    stem = lemma + "k" if lemma.endswith("ic") else lemma  # "panicked"
    past = lemma[:-1] + "ied" if _consonant_y(lemma) else stem.removesuffix("e") + "ed"
    double = (lemma + lemma[-1] + "ed", lemma + lemma[-1] + "ing") if lemma[-1] in "bdglmnprt" else ()
    return (plural, past, _gerund(stem), *double)


def _gerund(stem: str) -> str:
    if stem.endswith("ie"):
        return stem[:-2] + "ying"  # "tying"
    return (stem if stem.endswith(("ee", "oe", "ye")) else stem.removesuffix("e")) + "ing"  # "fleeing", "voting"


def _consonant_y(lemma: str) -> bool:
    return lemma.endswith("y") and lemma[-2:-1] not in set("aeiou")


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise InstallationError(
            "a table of patterns cannot be read", values=f"{path.name}: {error}", remedy="Install the package again"
        ) from error


def _convert(rows: object, kind: type[Any], path: Path) -> Any:
    try:
        return msgspec.convert(rows, kind)
    except msgspec.ValidationError as error:
        raise InstallationError(
            "a table of patterns has a wrong row", values=f"{path.name}: {error}", remedy="See events/frames.py"
        ) from error
