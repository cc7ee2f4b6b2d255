"""The record types. All frozen; every offset is in code points of ``article.text``, half-open ``[start, end)``.

Everything else imports these. A type that quotes an article carries the words beside the offsets, so that a
reader can check the one against the other; ``citations.check_citations`` does, and the store refuses what fails.
Ids are hashes of identifying fields: the same input gives the same id in any order, process or year.
"""

import hashlib
import re
import unicodedata
from datetime import date
from typing import Any, Literal, get_args

import msgspec

from dragoman import marks
from dragoman.errors import CitationError
from dragoman.partial_date import PartialDate

EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
_EVENT_TYPES = frozenset(get_args(EventType))
OWN_TYPE_NAME = r"[A-Z][A-Z0-9_]{2,39}"  # what a user's own type may be called
Status = Literal["occurred", "background", "planned", "hypothetical", "denied"]
Basis = Literal["plain", "attributed", "alleged"]
STATUSES: tuple[Status, ...] = get_args(Status)
BASES: tuple[Basis, ...] = get_args(Basis)
Stance = Literal["affirms", "denies", "doubts", "asks", "demands", "hopes"]
SpeechAct = Literal["assert", "promise", "demand", "ask", "accuse", "praise", "threaten", "regret", "assess"]
StatementKind = Literal["direct", "indirect", "mixed"]
EntityKind = Literal[
    "person", "state", "organisation", "armed_group", "party", "company", "media", "crowd", "place", "other",
]  # fmt: skip
SpeakerKind = Literal[EntityKind, "document", "unnamed"]
MentionForm = Literal["name", "nominal", "pronoun", "title"]
FigureKind = Literal[
    "dead", "injured", "casualties", "arrested", "captured", "displaced", "missing", "money", "share", "count",
]  # fmt: skip
Bound = Literal["exact", "at least", "at most", "about"]
FindingKind = Literal[
    "office-tenure", "organisation-lifetime", "date-conflict", "disputed-claim", "figure-conflict", "first-since",
]  # fmt: skip


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=False):
    """Base of the record types: frozen, keyword-only, compared by value."""


def content_id(kind: str, *fields: object) -> str:
    """A stable id: ``kind``, a hyphen, 16 hex digits of the SHA-256 of the fields joined by unit separators."""
    texts = ("" if field is None else str(field) for field in fields)
    # A separator inside a field is written otherwise, so that no two lists of fields join alike.
    joined = "\x1f".join(text.replace("\x1b", "\x1b\x1b").replace("\x1f", "\x1b_") for text in texts)
    return f"{kind}-{hashlib.sha256(joined.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


def normalise_title(title: str | None) -> str:
    """The title as identity sees it: compatibility form, case folded, runs of non-letters as one blank."""
    folded = unicodedata.normalize("NFKC", title or "").casefold()
    return re.sub(r"\W+", " ", folded).strip()


# --- what comes in -----------------------------------------------------------------------------------------


class RawDocument(Record, frozen=True, kw_only=True):
    """One document as a source gave it, decoded but not understood."""

    source: str  # where it came from: a path, a path with "#3" for the third line or entry, a URL, "<stdin>"
    media: Literal["html", "text"]  # how ``content`` must be read
    content: str  # the decoded text; for fields-bearing formats the ``text`` field
    has_fields: bool = False  # the title came in a field of its own, so it is not the first line of ``content``
    source_id: str | None = None  # the id the source gave it (guid, record id); None: it gave none
    title: str | None = None  # from a field; None: not given
    published: str | None = None  # as given, unparsed; None: not given
    url: str | None = None
    publisher: str | None = None
    byline: str | None = None
    translation_of: str | None = None  # address, id or file of what it translates; None: of nothing that is said
    translator: str | None = None
    encoding: str = "utf-8"  # what the bytes were decoded from
    extra: dict[str, Any] = {}  # unknown keys of the source, kept as they were


class Failure(Record, frozen=True, kw_only=True):
    """An input, or a part of one, that could not be used. Kept in the record; nothing is lost silently."""

    source: str
    stage: str  # "source", "extract", "article", "language", "code", "store"
    reason: str  # what, the values, what to do
    error: str  # the error's class name

    @property
    def id(self) -> str:
        """Content-derived id."""
        return content_id("failure", self.source, self.stage, self.reason)


class Span(Record, frozen=True, kw_only=True):
    """Words of an article and where they stand."""

    start: int
    end: int
    text: str


class Article(Record, frozen=True, kw_only=True):
    """A document with its text fixed; every citation of it counts in ``text``."""

    id: str
    source: str
    text: str  # title, newline, body where they came apart; a text file unchanged
    body_start: int  # offset where the body begins (after title, byline and blank lines where there are any)
    title: str | None = None  # None: it has none
    source_id: str | None = None
    url: str | None = None
    publisher: str | None = None  # full name; None: nothing says who published it
    byline: str | None = None  # a person; None: unsigned
    dateline: str | None = None  # the city of the dateline, in ordinary case ("Brussels")
    dateline_span: Span | None = None  # the whole dateline as printed, with its dash or colon
    furniture: tuple[Span, ...] = ()  # what is not prose: byline, dateline, print line, credits; sentences stop there
    agency: str | None = None  # agency credited in the dateline or byline, by its full name
    language: str = "en"  # ISO 639-1; "und" when the text is too short to tell
    published: date | None = None  # only printed or in the metadata, never inferred
    published_from: Literal["metadata", "printed", "none"] = "none"
    published_window: PartialDate = PartialDate()  # when it can have been published; equals ``published`` where known
    dating: tuple[str, ...] = ()  # the reasons for an inferred window, strongest first
    origin: str | None = None  # who first gathered the report: agency, ministry, or the publisher itself
    duplicate_of: str | None = None  # id of the earliest article that says the same
    translation_of: str | None = None  # what it translates, as it was given: an address, an id, a file's name
    translator: str | None = None  # who translated it; None: nobody says
    extra: dict[str, Any] = {}

    def _repr_html_(self) -> str:
        """The article, for notebooks."""
        return marks.article_html(self)

    @property
    def text_sha256(self) -> str:
        """Hash of the text that every offset counts in."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    def span(self, start: int, end: int) -> Span:
        """The words from ``start`` to ``end``.

        Raises:
            CitationError: the offsets are not inside the text.
        """
        if not 0 <= start < end <= len(self.text):
            raise CitationError(
                "a span lies outside its article",
                values=f"[{start}, {end}) in {self.id}, which has {len(self.text)} characters",
                remedy="Give offsets in code points of article.text",
            )
        return Span(start=start, end=end, text=self.text[start:end])


def article_id(publisher: str | None, title: str | None, text: str) -> str:
    """An article's id: hash of publisher, normalised title and text."""
    return content_id("article", publisher, normalise_title(title), text)


# --- what the reader sees ----------------------------------------------------------------------------------


class Token(msgspec.Struct, frozen=True, gc=False):
    """A word with Universal Dependencies annotation. ``id`` counts from 1; ``head`` 0 is the root."""

    id: int
    form: str
    start: int
    end: int
    lemma: str = "_"
    upos: str = "X"
    xpos: str = "_"
    feats: str = "_"
    head: int = 0
    deprel: str = "dep"


class Sentence(Record, frozen=True, kw_only=True):
    """A parsed sentence. Offsets of its tokens are those of the article."""

    start: int
    end: int
    text: str
    tokens: tuple[Token, ...]
    paragraph: int = 0  # counts the stretches between newlines


class Name(msgspec.Struct, frozen=True, gc=False):
    """A name the model tagged: tokens ``[first, last]`` (indices from 0) of sentence ``sentence``."""

    sentence: int
    first: int
    last: int
    kind: Literal["person", "organisation", "place", "other"]
    probability: float


class Act(msgspec.Struct, frozen=True, gc=False):
    """A word that may be the trigger of an event, with what the model thinks of it.

    Tokens count from 0 in the sentence. Each tuple holds what is likely enough to matter, with its probability, the
    likeliest first.
    """

    sentence: int
    token: int
    types: tuple[tuple[EventType, float], ...]
    status: tuple[tuple[Status, float], ...] = ()
    basis: tuple[tuple[Basis, float], ...] = ()
    mode: tuple[tuple[str, float], ...] = ()  # "none" among them
    force: tuple[tuple[str, float], ...] = ()
    actors: tuple[tuple[int, float], ...] = ()  # heads of the phrases that name who does it
    recipients: tuple[tuple[int, float], ...] = ()
    actors_at: tuple[tuple[str, float], ...] = ()  # "here" in the sentence, "elsewhere", "nobody"
    recipients_at: tuple[tuple[str, float], ...] = ()

    @property
    def probability(self) -> float:
        """How likely the word tells an event of any type."""
        return sum(p for _, p in self.types)


class Reading(Record, frozen=True, kw_only=True):
    """What the model saw in an article. Further heads add fields; none of them removes one."""

    sentences: tuple[Sentence, ...]
    names: tuple[Name, ...] = ()
    acts: tuple[Act, ...] = ()
    model: str = ""  # name and version of what made it


# --- who -----------------------------------------------------------------------------------------------


class Mention(Record, frozen=True, kw_only=True):
    """A stretch of text that refers to somebody or something."""

    start: int
    end: int
    text: str
    form: MentionForm
    kind: EntityKind
    sentence: int  # index in the reading
    first: int  # index of its first token in the sentence
    last: int  # index of its last token, included
    head: int  # index of its head token
    probability: float = 1.0


class Candidate(Record, frozen=True, kw_only=True):
    """Something a cluster may refer to, with the reason to think so."""

    entity: str  # id in the gazetteer: "PAK", "NATO", "person-...", or "described-..." for what no table knows
    name: str
    kind: EntityKind
    party: str | None  # what it acts for; None: for nobody
    country: str | None  # ISO 3166-1 alpha-3 of the state it belongs to; None: none known
    sectors: tuple[str, ...] = ()
    office: str | None = None  # the office held on the date, "Foreign Minister of Pakistan"; None: none
    held: PartialDate = PartialDate()  # when the office was held, as the table has it
    source: str = ""  # the table row that says so
    score: float = 0.0
    reasons: tuple[str, ...] = ()


class Cluster(Record, frozen=True, kw_only=True):
    """The mentions of one entity in one article, and what they may refer to."""

    number: int
    name: str  # the fullest form in the article
    kind: EntityKind
    mentions: tuple[Mention, ...]
    candidates: tuple[Candidate, ...] = ()  # best first before dates are looked at


class Participant(Record, frozen=True, kw_only=True):
    """An actor, a recipient or a speaker, as exported."""

    id: str
    name: str
    kind: SpeakerKind
    party: str | None = None
    country: str | None = None
    sectors: tuple[str, ...] = ()
    office: str | None = None
    start: int | None = None  # where the article names it; None: implied
    end: int | None = None


class Place(Record, frozen=True, kw_only=True):
    """A place and how sharply it is known."""

    name: str
    country: str | None = None
    admin1: str | None = None
    city: str | None = None  # of a venue: the city it lies in
    lat: float | None = None
    lon: float | None = None
    geonames: int | None = None
    precision: Literal["venue", "city", "admin1", "country", "region", "unknown"] = "unknown"


# --- what was done, what was said ----------------------------------------------------------------------


class Event(Record, frozen=True, kw_only=True):
    """Something one party did to another, as one article tells it."""

    id: str
    article: str
    type: str  # an ``EventType``, or the name of a user's own type that refines none of them
    text: str  # the clause that tells it best, 4 to 60 words, from the body
    start: int
    end: int
    trigger: Span
    status: Status
    basis: Basis
    own_type: str | None = None  # the user's own type; None: none of them tells it
    mode: str | None = None  # None: PLOVER has no mode that plainly applies
    force: Literal["appeal", "demand"] | None = None  # REQUEST only
    contexts: tuple[str, ...] = ()
    cameo: str | None = None
    quad: int | None = None
    plover_score: float | None = None
    goldstein_gdelt: float | None = None
    goldstein_icews: float | None = None
    asserted_by: str | None = None  # who says so, for attributed and alleged; None: the writer
    citations: tuple[Span, ...] = ()  # other clauses that tell it
    actors: tuple[Participant, ...] = ()
    recipients: tuple[Participant, ...] = ()
    when: PartialDate = PartialDate()
    date_from: str | None = None  # "clause", "sentence", "anchor", "publication"; None: not dated
    counted_on: date | None = None
    counted_from: Literal["event", "publication"] | None = None
    place: Place | None = None
    place_from: str | None = None  # "clause", "venue", "dateline", "anchor"; None: no place
    dead: str | None = None
    injured: str | None = None
    arrested: str | None = None
    reported_by: str | None = None
    statement: str | None = None  # id of the statement that carries it
    part_of: str | None = None  # id of the event it belongs to
    happening: str | None = None
    confidence: float = 1.0
    why: tuple[str, ...] = ()  # the rules and heads that decided, in order
    run: str = ""
    review: str | None = None

    def __post_init__(self) -> None:
        """Check that the type is one of PLOVER's sixteen or the user's own."""
        if self.type not in _EVENT_TYPES and self.type != self.own_type:
            raise ValueError(f"{self.type!r} is no type of PLOVER's, nor the event's own type")

    def _repr_html_(self) -> str:
        """The event, for notebooks."""
        return marks.event_html(self)


class Statement(Record, frozen=True, kw_only=True):
    """Reported speech: one sentence of content at the most."""

    id: str
    article: str
    kind: StatementKind
    stance: Stance
    act: SpeechAct
    text: str
    start: int
    end: int
    speakers: tuple[Participant, ...]
    cue: Span | None = None
    addressees: tuple[str, ...] = ()
    said: PartialDate = PartialDate()
    medium: str | None = None  # "X", "press conference"; None: not told
    topics: tuple[str, ...] = ()
    reported_by: str | None = None
    citations: tuple[Span, ...] = ()  # the other parts of a split quotation
    confidence: float = 1.0
    why: tuple[str, ...] = ()
    run: str = ""
    review: str | None = None

    def _repr_html_(self) -> str:
        """The statement, for notebooks."""
        return marks.statement_html(self)


class Figure(Record, frozen=True, kw_only=True):
    """A number that somebody gave for something. Rival numbers for one thing are figures side by side."""

    value: float  # of a range the lower end, of a word like "dozens" the least it can mean
    text: str
    start: int
    end: int
    high: float | None = None  # the upper end of a range; None: one number
    bound: Bound = "exact"  # "more than 30" is "at least": no count tells the two apart
    kind: FigureKind = "count"
    scope: Literal["whole", "part", "more"] = "whole"  # part: counted in another; more: on top of another
    unit: str | None = None  # what is counted, or what it is measured in: "civilians", "percent", "$"; None: unnamed
    of: str | None = None  # what a share, sum or quantity is of
    said_by: str | None = None  # None: the writer
    status: Status = "occurred"  # of the clause that tells it: what is feared or planned is no toll
    when: PartialDate = PartialDate()  # of the clause, else of its event
    event: str | None = None  # id of the event it is a figure of; None: of none that is coded
    why: tuple[str, ...] = ()  # the words and rules that decided, in order


class Finding(Record, frozen=True, kw_only=True):
    """Something in an article that cannot be right, or is disputed in it."""

    kind: FindingKind
    text: str
    start: int
    end: int
    message: str
    evidence: tuple[str, ...] = ()  # the table rows or other words that decide


class CodedArticle(Record, frozen=True, kw_only=True):
    """An article with everything that was read from it."""

    article: Article
    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()
    figures: tuple[Figure, ...] = ()
    findings: tuple[Finding, ...] = ()
    clusters: tuple[Cluster, ...] = ()
    failures: tuple[Failure, ...] = ()
    run: str = ""

    def _repr_html_(self) -> str:
        """The article with its marks, for notebooks."""
        return marks.coded_html(self)


class Run(Record, frozen=True, kw_only=True):
    """What produced a coding: no clock, so that the same means give the same id."""

    code: str  # version of the package and hash of its source
    model: str  # hash of the model file
    tables: str  # hash of the tables
    settings: str  # hash of the settings
    types: str | None = None  # hash of the file of the user's own event types; None: there was none
    actors: str | None = None  # hash of the files of the user's own actors; None: there were none

    @property
    def id(self) -> str:
        """Content-derived id."""
        own = [f"{name}:{value}" for name, value in (("types", self.types), ("actors", self.actors)) if value]
        return content_id("run", self.code, self.model, self.tables, self.settings, *own)


def event_id(article: str, trigger_start: int, ordinal: int) -> str:
    """An event's id, from its anchor alone, so that it keeps its name when its coding changes."""
    return content_id("event", article, trigger_start, ordinal)


def statement_id(article: str, start: int, end: int) -> str:
    """A statement's id, from its place in the article."""
    return content_id("statement", article, start, end)


def ledger_line_id(source: str) -> str:
    """The id of the line of the ledger read from an event or a statement, from its id alone."""
    return content_id("line", source)
