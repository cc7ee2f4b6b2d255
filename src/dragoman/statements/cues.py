"""The cues of reported speech: ``data/cues.tsv``, one row for each word of saying and what it governs."""

from pathlib import Path
from typing import Literal, get_args

from dragoman.codes.tables import cell_list, read_table
from dragoman.errors import InstallationError
from dragoman.records import Record, SpeechAct, Stance
from dragoman.statements.topics import TopicTable

CueClass = Literal["verb", "noun", "adjective", "phrase", "document", "person"]
Frame = Literal["that", "bare", "quote", "mix", "np", "label", "as", "inf", "document"]


class Cue(Record, frozen=True, kw_only=True):
    """One row of the table.

    ``frames`` says what the word governs as content: ``that`` a clause with its conjunction, ``bare`` one without,
    ``quote`` a whole quotation, ``mix`` quoted words anywhere in its clause, ``np`` a noun phrase, ``label`` an object
    with a predicate ("call it a threat"), ``as`` somebody else's words ("quote her as saying"), ``inf`` an infinitive
    ("claim to have"); ``document`` means only of a document ("the report shows that").
    """

    word: str
    part: CueClass
    kind: str  # the family: say, deny, ask, demand, hope, praise, accuse, promise, warn, think, label ...
    stance: Stance
    act: SpeechAct
    frames: frozenset[Frame]


class CueTable:
    """Look-up of cues by lemma and class."""

    def __init__(self, cues: tuple[Cue, ...], mediums: dict[str, str], topics: TopicTable) -> None:
        self._cues = {(cue.part, cue.word): cue for cue in cues}
        self._mediums = mediums
        self.topics = topics

    @classmethod
    def load(cls, directory: Path | None = None) -> "CueTable":
        """Read ``cues.tsv``, ``mediums.tsv`` and ``topics.tsv`` from ``directory``; None: the package's own tables.

        Raises:
            InstallationError: a table is missing, or a row names a class, stance, act or frame that does not exist.
        """
        mediums = {row["word"]: row["medium"] for row in read_table("mediums", directory)}
        cues = tuple(_cue(row) for row in read_table("cues", directory))
        return cls(cues, mediums, TopicTable.load(directory))

    def verb(self, lemma: str) -> Cue | None:
        """The verb of saying with this lemma; None: it is none."""
        return self._cues.get(("verb", lemma.lower()))

    def noun(self, lemma: str) -> Cue | None:
        """The noun of saying with this lemma ("claim"); None: it is none."""
        return self._cues.get(("noun", lemma.lower()))

    def adjective(self, lemma: str) -> Cue | None:
        """The adjective that governs a belief ("confident that"); None: it is none."""
        return self._cues.get(("adjective", lemma.lower()))

    def phrase(self, words: str) -> Cue | None:
        """The prepositional cue ("according to"); None: it is none."""
        return self._cues.get(("phrase", words.lower()))

    def is_document(self, lemma: str) -> bool:
        """Whether the noun is a thing that can say something by being written or recorded ("report")."""
        return ("document", lemma.lower()) in self._cues

    def is_person(self, lemma: str) -> bool:
        """Whether the noun is one for people who speak without a name ("official", "source", "resident")."""
        return ("person", lemma.lower()) in self._cues

    def medium(self, word: str) -> str | None:
        """The medium that a word names ("tweet" -> "X"); None: it names none."""
        return self._mediums.get(word) or self._mediums.get(word.lower())


def _cue(row: dict[str, str]) -> Cue:
    """One row, checked."""
    frames = cell_list(row["frames"])
    checks = (
        (row["pos"], get_args(CueClass)),
        (row["stance"], get_args(Stance)),
        (row["act"], get_args(SpeechAct)),
        *((frame, get_args(Frame)) for frame in frames),
    )
    for value, allowed in checks:
        if value not in allowed:
            raise InstallationError(
                "a row of cues.tsv has a value that does not exist",
                values=f"{value!r} of {row['cue']!r}; there are {', '.join(allowed)}",
                remedy="Correct the row, or install the package again",
            )
    return Cue(
        word=row["cue"],
        part=row["pos"],  # type: ignore[arg-type]
        kind=row["kind"],
        stance=row["stance"],  # type: ignore[arg-type]
        act=row["act"],  # type: ignore[arg-type]
        frames=frozenset(frames),  # type: ignore[arg-type]
    )
