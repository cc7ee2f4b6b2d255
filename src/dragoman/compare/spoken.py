"""What an article gives to the positions of parties: each thing said by somebody who speaks for one that day."""

from collections.abc import Iterator, Sequence

from dragoman.codes.topics import ancestors
from dragoman.compare.ledger import published, said_on
from dragoman.compare.speech import Speech, speech_of, speech_of_event
from dragoman.partial_date import PartialDate
from dragoman.records import Article, Event, Participant, Record, Statement
from dragoman.statements.topics import TopicTable, codes_of

ANY_TOPIC = ""
# People without a name, and things that are no voice of a state or body.
_NO_VOICE = frozenset({"unnamed", "crowd", "media", "place", "company", "other"})
# PLOVER's sectors of those who do not speak for a state: former officials, opposition, press, doctors, business ...
_OTHER_SECTORS = frozenset("ELI OPP JRN MED BUS EDU LAB CVL AGR REF SOC".split())


class Spoken(Record, frozen=True, kw_only=True):
    """One thing said for a party."""

    party: str
    item: str
    article: str
    when: PartialDate
    speech: Speech
    topics: tuple[str, ...]


def speaks_for(who: Participant) -> str | None:
    """The party somebody speaks for; None: for nobody.

    ``party`` is what a participant acts for on that date, so a former office holder has none. People who are not named
    speak for nobody here, whatever they know.
    """
    voice = who.kind not in _NO_VOICE and not _OTHER_SECTORS.intersection(who.sectors)
    return who.party if voice else None


def spoken(
    article: Article, events: Sequence[Event], statements: Sequence[Statement], *, topics: TopicTable
) -> tuple[Spoken, ...]:
    """What an article tells as said for parties: statements, and verbal events that no statement of theirs carries.

    Args:
        article: what they were read from.
        events: its events.
        statements: its statements.
        topics: the topics' words; statements bring their own topics.
    """
    found = [
        Spoken(
            party=party, item=one.id, article=article.id, when=said_on(article, one)[0],
            speech=_speech(one, party, events), topics=one.topics,
        )
        for one in statements
        for party in _voices(one.speakers)
    ]  # fmt: skip
    for event in events:
        speech = speech_of_event(event)
        if speech is None:
            continue
        when = event.when or published(article)[0]
        about = codes_of(topics.find(event.text))
        for party in _voices(event.actors):
            inner = any(_holds(other, event, party) for other in events)
            if not inner and not any(_carries(statement, event, party) for statement in statements):
                one = Spoken(party=party, item=event.id, article=article.id, when=when, speech=speech, topics=about)
                found.append(one)
    return tuple(found)


def rows(said: Sequence[Spoken]) -> Iterator[tuple[str, str, str | None, str, str | None, str, str]]:
    """The rows of the table ``positions``: one for each topic, each topic above, and any topic."""
    for one in said:
        first, last = one.when.earliest or one.when.latest, one.when.latest or one.when.earliest
        days = (first.isoformat() if first else None, last.isoformat() if last else None)
        for topic in sorted({ANY_TOPIC, *(above for code in one.topics for above in ancestors(code))}):
            yield one.party, topic, days[0], one.item, days[1], one.article, one.speech


def _speech(statement: Statement, party: str, events: Sequence[Event]) -> Speech:
    """What a statement does; what it only asserts is what the verbal event told in it does, if that is the party's own.

    "Peru is ready to meet", said for NATO, is a pledge; so is a deed of its own that it says is planned.
    """
    found = speech_of(statement)
    if found != "assessment" or statement.stance != "affirms":
        return found
    for event in events:
        own = any(who.party == party for who in event.actors)
        if own and statement.start <= event.trigger.start < statement.end:
            inner: Speech | None = "pledge" if event.status == "planned" else speech_of_event(event)
            if inner is not None:
                return inner
    return found


def _voices(who: Sequence[Participant]) -> list[str]:
    return sorted({party for party in map(speaks_for, who) if party is not None})


def _holds(outer: Event, inner: Event, party: str) -> bool:
    """Whether a verbal event is told within the clause of another of the party: "denied that it had asked"."""
    wider = outer.start <= inner.start and inner.end <= outer.end and outer.end - outer.start > inner.end - inner.start
    return wider and speech_of_event(outer) is not None and party in _voices(outer.actors)


def _carries(statement: Statement, event: Event, party: str) -> bool:
    """Whether a statement of the party says what the event tells, so that it is not counted twice."""
    if not any(speaks_for(who) == party for who in statement.speakers):
        return False
    return event.statement == statement.id or max(event.start, statement.start) < min(event.end, statement.end)
