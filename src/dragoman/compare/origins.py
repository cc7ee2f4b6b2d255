"""Who first gathered what an article tells of a happening: copies, credits and official words traced to one origin.

Ten outlets that print an agency's copy are one origin, and so are two that tell a thing wholly on the word of one
government. From the nearest to the furthest, what decides is: the medium credited in the sentence ("Reuters reported"),
the agency or office whose own report it is, also where another prints it, the official source on whose word the telling
rests ("ISPR said"), the medium that the report credits as a whole, the first of its copies, the publisher. A feed's
``source`` is the publisher already.
"""

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from dragoman.compare.credits import medium_named
from dragoman.compare.publishers import is_agency, organ_of, speaks_for
from dragoman.records import Record

OriginKind = Literal["medium", "official", "unknown"]


class Origin(Record, frozen=True, kw_only=True):
    """Whoever first gathered a report."""

    key: str  # what two tellings of one origin have in common
    name: str
    kind: OriginKind = "medium"
    party: str | None = None  # of an official source: for whom it speaks; None: not told, as of "the ministry"


How = Literal["printed", "copied", "agency", "credited", "said"]


class Step(Record, frozen=True, kw_only=True):
    """One hand through which a telling went, towards whoever first told it."""

    name: str
    how: How  # who printed it; whose text it copies; whose report that is; which medium it credits; who said it
    party: str | None = None  # for whom an official source speaks; None: not told, or no official source


class Source(NamedTuple):
    """What is known of where an article comes from."""

    article: str
    publisher: str | None
    agency: str | None
    group: str  # the first of its copies, itself where it has none
    group_agency: str | None  # the agency that one of its copies credits
    group_publisher: str | None  # of the first of its copies
    published: str | None = None  # day of publication
    credit: str | None = None  # the medium to which the report as a whole is owed by its words
    itself: bool = False  # it says that its own people saw or heard it


class Speaker(NamedTuple):
    """On whose word a telling rests."""

    name: str
    party: str | None
    kind: str
    official: bool


class Told(NamedTuple):
    """A telling as origins are read from it."""

    event: str
    source: Source
    reported_by: str | None  # a medium credited in the sentence
    speakers: tuple[Speaker, ...]  # of the statement that carries it
    own: bool  # told at least in part by the writer
    denied: bool
    recalled: bool = False  # it looks back on what others reported before
    at: int = 0  # where it stands in the article


def origin_of_article(source: Source) -> Origin:
    """Where an article comes from as a whole."""
    agency = source.agency or source.group_agency
    publisher = source.group_publisher if source.group != source.article else source.publisher
    name = agency or publisher
    if name is None:
        return Origin(key=source.group, name="unknown", kind="unknown")
    return named(name)


def named(name: str) -> Origin:
    """The origin of this name: a medium, or an official source for the party it speaks for."""
    party = speaks_for(name)
    if party is not None:
        return Origin(key=f"official {party}", name=name, kind="official", party=party)
    full = medium_named(name)
    return Origin(key=f"medium {' '.join(full.casefold().removeprefix('the ').split())}", name=full)


def origin_of(told: Told) -> Origin:
    """Where one telling comes from."""
    article = origin_of_article(told.source)
    if article.kind == "official":
        return article
    if told.reported_by:
        return named(told.reported_by)
    if told.source.agency or told.source.group_agency or is_agency(told.source.publisher):
        return article
    if told.own or not told.speakers:
        credited = told.source.credit if not told.source.itself else None
        return named(credited) if credited else article
    for speaker in told.speakers:
        if speaker.kind == "media":
            return named(speaker.name)
        if speaker.official and speaker.party:
            return Origin(key=f"official {speaker.party}", name=speaker.name, kind="official", party=speaker.party)
        if speaker.official and speaker.kind == "organisation" and organ_of(speaker.name) == "":
            return Origin(key=f"organ {speaker.name.casefold()}", name=speaker.name, kind="official")
    return article


def chain_of(told: Told) -> tuple[Step, ...]:
    """Who took a telling from whom, from who printed it to who said it: outlet, copy, agency, medium, official source.

    The origin is one of these; the steps beyond it are what it names as its own source.
    """
    source = told.source
    steps: list[tuple[How, str | None]] = [("printed", source.publisher)]
    if source.group != source.article:
        steps.append(("copied", source.group_publisher))
    steps.append(("agency", source.agency or source.group_agency))
    steps.append(("credited", source.credit if not source.itself else None))
    steps.append(("credited", told.reported_by))
    found = [_step(how, name) for how, name in steps if name]
    for speaker in () if told.own else told.speakers:
        if speaker.kind == "media":
            found.append(_step("credited", speaker.name))
        elif speaker.official:
            found.append(Step(name=speaker.name, how="said", party=speaker.party))
    first: dict[str, Step] = {}
    for step in found:
        first.setdefault(named(step.name).key if step.how != "said" else f"said {step.name}", step)
    return tuple(first.values())


def _step(how: How, name: str) -> Step:
    return Step(name=medium_named(name), how=how, party=speaks_for(name))


def origins_of(tellings: Iterable[Told]) -> dict[str, Origin]:
    """The origin of each telling, by event id.

    An article that first tells it in its own words, or says that its own people were there, is its own origin; one that
    first tells it on another's word goes on in that sense.
    """
    found: dict[str, Origin] = {}
    by_article: dict[str, list[Told]] = {}
    for told in tellings:
        by_article.setdefault(told.source.article, []).append(told)
    for several in by_article.values():
        ordered = sorted(several, key=lambda told: (told.at, told.event))
        own = next((told for told in ordered if _is_own(told)), None)
        attributed = [told for told in ordered if not _is_own(told)]
        decides = own if own is not None and (own is ordered[0] or own.source.itself) else None
        for told in several:
            found[told.event] = origin_of(decides or (attributed[0] if _is_own(told) and attributed else told))
    return found


def _is_own(told: Told) -> bool:
    return told.own and not told.reported_by


def independent(tellings: Sequence[Told]) -> tuple[Origin, ...]:
    """The origins of a happening. A report that only looks back gathers nothing, where another one told the news."""
    news = [told for told in tellings if not told.recalled]
    return distinct(origins_of(news or tellings).values())


def distinct(origins: Iterable[Origin]) -> tuple[Origin, ...]:
    """Each origin once, by key; of its names the first in the alphabet.

    "The ministry", of which a report does not say whose it is, is one of the parties' own: beside an official source of
    a known party it is not counted again.
    """
    first: dict[str, Origin] = {}
    for origin in sorted(origins, key=lambda origin: (origin.key, origin.name)):
        first.setdefault(origin.key, origin)
    known = any(origin.party for origin in first.values())
    return tuple(one for one in first.values() if one.party or one.kind != "official" or not known)


def confirmed_by(tellings: Iterable[Told]) -> frozenset[str]:
    """The parties whose own official source tells or confirms it."""
    found: set[str] = set()
    for told in tellings:
        if told.denied:
            continue
        publisher = speaks_for(told.source.publisher)
        found.update(speaker.party for speaker in told.speakers if speaker.official and speaker.party)
        found.update([publisher] if publisher else [])
    return frozenset(found)
