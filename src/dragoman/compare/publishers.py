"""Publishers that speak for a party: a ministry, an army's press service, a body's own site."""

import re
from functools import lru_cache

from dragoman.entities.gazetteer import Gazetteer

# What organs of a state call themselves, besides a state's name.
_ORGANS = re.compile(
    r"\b(?:ministr(?:y|ies)|government|cabinet|foreign (?:office|affairs)|(?:state|defen[cs]e) department|"
    r"department of (?:state|defen[cs]e)|embassy|permanent mission|presidency|president|prime minister|kremlin|"
    r"white house|pentagon|chancellery|parliament|armed forces|army|navy|air force|defen[cs]e forces?|military|"
    r"press information|public relations|general staff|border guards?|coast ?guard|spokes\w+|secretariat|commission|"
    r"council|command|mission)\b",
    re.IGNORECASE,
)
# Agencies and broadcasters that a state owns gather news; they are outlets.
_MEDIA = re.compile(
    r"\b(?:news|agency|press agency|press trust|times|post|herald|gazette|tribune|daily|journal|radio|tv|television|"
    r"broadcast\w*|wire|monitor|observer|courier|chronicle|weekly)\b",
    re.IGNORECASE,
)
_AGENCY = re.compile(
    r"\b(?:(?:news|press) (?:agency|service|trust|syndicate|association)|agency|agence|agentur|associated press|"
    r"reuters|newswire|xinhua|tass|interfax|yonhap|kyodo|efe|bernama|antara)\b",
    re.IGNORECASE,
)
_BODIES = frozenset({"organisation", "state", "armed_group", "party"})


@lru_cache(maxsize=20_000)
def speaks_for(publisher: str | None) -> str | None:
    """The party whose own word a publisher prints; ``None``: it is an outlet, or not known.

    A body is known by its name, an organ of a state by what it calls itself and the state it names.
    """
    if not publisher:
        return None
    gazetteer = Gazetteer.load()
    known = gazetteer.by_name(publisher)
    if known:
        return known[0].party if known[0].kind in _BODIES else None
    organ = _ORGANS.search(publisher)
    if organ is None or (_MEDIA.search(publisher) and "press information" not in publisher.casefold()):
        return None
    named = [gazetteer.get(match.entity) for match in gazetteer.find(publisher)]
    parties = dict.fromkeys(entry.party for entry in named if entry and entry.kind in _BODIES and entry.party)
    return next(iter(parties), None)


@lru_cache(maxsize=20_000)
def is_agency(publisher: str | None) -> bool:
    """Whether a publisher is a news agency, which gathers what it prints also where it quotes a ministry."""
    return bool(publisher) and speaks_for(publisher) is None and _AGENCY.search(publisher or "") is not None


def organ_of(name: str) -> str | None:
    """The party for which an organ speaks that is only described, "the army's media wing"; "" where it names none.

    ``None``: it is no organ of a state.
    """
    if _ORGANS.search(name) is None or _MEDIA.search(name):
        return None
    return speaks_for(name) or ""
