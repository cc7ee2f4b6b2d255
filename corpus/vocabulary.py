"""The words that headers, keys and values may use; those of the record come from ``dragoman.records``."""

from typing import get_args

from dragoman import records
from dragoman.codes.plover import EVENT_TYPES

STYLES = (
    "agency", "broadsheet", "tabloid", "communique", "joint-statement", "readout", "transcript", "tweet", "release",
    "analysis",
)  # fmt: skip
REGIONS = (
    "africa", "americas", "east-asia", "south-asia", "central-asia", "southeast-asia", "middle-east", "europe",
    "pacific", "global",
)  # fmt: skip
ENGLISHES = ("british", "american", "south-asian", "african", "east-asian")
HEADER = ("id", "style", "region", "english", "published", "note")
NOTE = "Written for training; it reports nothing."

TYPES: tuple[str, ...] = EVENT_TYPES
STATUSES: tuple[str, ...] = get_args(records.Status)
BASES: tuple[str, ...] = get_args(records.Basis)
STANCES: tuple[str, ...] = get_args(records.Stance)
ACTS: tuple[str, ...] = get_args(records.SpeechAct)
KINDS: tuple[str, ...] = get_args(records.EntityKind)
STATEMENT_KINDS: tuple[str, ...] = get_args(records.StatementKind)
FORCES = ("appeal", "demand")

ENTITY_KEYS = ("party", "country")
EVENT_KEYS = ("mode", "force", "status", "basis", "by", "actors", "recipients", "date", "place")
EVENT_NEEDS = ("status", "basis", "actors", "recipients")
STATEMENT_KEYS = ("stance", "act", "speaker", "addressee", "medium", "cue")
STATEMENT_NEEDS = ("stance", "act", "speaker")

# A body that someone acts for, of a kind that a report may invent: it is declared with itself as party.
INVENTIBLE = ("armed_group", "party", "organisation")
