"""Whom a report credits in its words: "Reuters reported", "according to Anadolu", "told state television", "(AFP)".

A credit in the sentence holds for that sentence. One in a report's first two sentences holds for the whole of it, for a
paper that rewrites an agency's copy says so once, unless the paper says that its own people were there as well.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from dragoman.compare.sentences import sentences
from dragoman.entities.gazetteer import Gazetteer

LEAD_SENTENCES = 2
_REPORTS = r"(?:report(?:s|ed|ing)?|said|says|wrote|writes|quot(?:es|ed|ing)|carried|announced|added|broadcast)"
_AFTER = re.compile(
    r"^(?:['’]s)?(?:,? (?:the )?(?:[\w’'-]+ )?(?:state )?(?:news )?"
    r"(?:agency|television|radio|wire|newspaper|daily))?,?"
    rf"(?: (?:also|has|had|later|earlier|first))? {_REPORTS}\b"
)
_BEFORE = re.compile(
    r"(?:\baccording to|\bciting|\bquoting|\bquoted by|\bcited by|\btold|\btells|\btelling|\breported by|\bcarried by|"
    r"\breports? (?:in|by|of)|\binterview with|\bspeaking to|\bstatement to)"
    r" (?:the |an? )?(?:[\w’'-]+ ){0,3}$",
    re.IGNORECASE,
)
_ALONE = re.compile(r"[(\[]$")
# An agency or station that no table knows, by what such bodies call themselves.
_UNKNOWN = re.compile(
    r"\b(?:[A-Z][\w’'-]+ ){1,4}"
    r"(?:News Agency|Press Agency|Agency|Press Service|News Service|News|Radio|Television|TV)\b"
)
# "QUITO, May 3, Xinhua -": a dateline in which the agency stands without parentheses.
_DATELINE = re.compile(r"^[A-Z][A-Z .'’-]+,[^–—\n]{0,24}?,? (?P<agency>[A-Z][\w.]+(?: [A-Z][\w.]+)?) ?[–—-]{1,2} ")
_OWN = re.compile(
    r"\b(?:our|this) (?:own )?(?:reporters?|correspondents?|newspaper|paper|radio|bulletin|magazine|station|staff)\b|"
    r"\bwe (?:counted|saw|visited|watched|spoke|met|drove|asked)\b|"
    r"\ba (?:reporter|correspondent) (?:for|of) (?:this|the)\b",
    re.IGNORECASE,
)
# In a sentence of another report: what had happened before that of which the report tells.
_BACK = re.compile(
    r"\bhad (?:\w+ )?(?:\w+ed|been|gone|come|taken|given|made|sent|met|held|told|put|shut|struck|hit|left|set)\b|"
    r"\b(?:ago|earlier|previous|previously|last (?:week|month|year)|the first|days after|weeks after|since then)\b",
    re.IGNORECASE,
)
_STATE_MEDIA = re.compile(r"\bstate (?:television|tv|radio|media|news agency)\b", re.IGNORECASE)
# Initials under which agencies sign that are words or names of other things elsewhere, and so are in no table of names.
_SIGNED = {"AA": "Anadolu Agency", "DPA": "Deutsche Presse-Agentur", "AP": "Associated Press"}


@lru_cache(maxsize=10_000)
def medium_named(name: str) -> str:
    """The full name of a medium as a table has it, or the name as it is printed."""
    bare = name.strip()
    if bare in _SIGNED:
        return _SIGNED[bare]
    known = [entry.name for entry in Gazetteer.load().by_name(bare) if entry.kind == "media"]
    return known[0] if known else bare


@lru_cache(maxsize=20_000)
def medium_credited(sentence: str) -> str | None:
    """The medium on whose word a sentence tells what it tells; ``None``: it credits none."""
    for start, end, name in _media(sentence):
        before, after = sentence[:start], sentence[end:]
        if _AFTER.match(after) or _BEFORE.search(before):
            return name
        if _ALONE.search(before) and after[:1] in ")]" and len(before) > len(sentence) - end:
            return name
    return None


def credit_of(text: str, body_start: int) -> str | None:
    """The medium to which a report as a whole is owed by its first sentences; ``None``: none, or only in part."""
    dateline = _DATELINE.match(text[body_start : body_start + 200])
    if dateline is not None:
        agency = dateline["agency"].removesuffix(".")
        if any(entry.kind == "media" for entry in Gazetteer.load().by_name(agency)) or agency in _SIGNED:
            return medium_named(agency)
    for start, end in list(sentences(text, body_start))[:LEAD_SENTENCES]:
        found = medium_credited(text[start:end])
        if found is not None:
            return found
    return None


def reports_itself(text: str, publisher: str | None) -> bool:
    """Whether a report says that its own people saw or heard it: "our correspondent", "told the Post"."""
    if _OWN.search(text):
        return True
    if not publisher:
        return False
    name = re.escape(publisher.removeprefix("The "))
    return re.search(rf"\b(?:told|tells?|spoke to|speaking to)\s+(?:the\s+)?{name}\b", text, re.IGNORECASE) is not None


def looks_back(sentence: str) -> bool:
    """Whether a sentence tells what went before: "Bogotá had expelled five officials", "the earlier raid"."""
    return _BACK.search(sentence) is not None


def _media(sentence: str) -> Iterator[tuple[int, int, str]]:
    """Where media are named, with their full names."""
    gazetteer = Gazetteer.load()
    taken: list[tuple[int, int]] = []
    for match in gazetteer.find(sentence):
        entry = gazetteer.get(match.entity)
        if entry is not None and entry.kind == "media":
            taken.append((match.start, match.end))
            yield match.start, match.end, entry.name
    for found in (*_UNKNOWN.finditer(sentence), *_STATE_MEDIA.finditer(sentence)):
        if not any(start < found.end() and found.start() < end for start, end in taken):
            yield found.start(), found.end(), found[0].removeprefix("The ")
