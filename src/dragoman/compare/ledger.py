"""The lines of the ledger that one article gives: who owes what to whom by when.

A promise is an AGREE or what is said with the act ``promise``; a demand a REQUEST or what is demanded; a threat a
THREATEN or what a speaker says he will do to others; a plan any deed that is planned. A line has one of these kinds and
is read once: the plan within a promise says what would keep it. What is hypothetical or denied is no line, and what is
alleged keeps its asserter.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from dragoman.compare.speech import speech_of
from dragoman.dates import find_deadline
from dragoman.partial_date import PartialDate
from dragoman.records import (
    Article,
    Basis,
    Event,
    Participant,
    Record,
    Statement,
    Status,
    ledger_line_id,
)
from dragoman.statements.topics import TopicTable, codes_of

LineKind = Literal["promise", "demand", "threat", "plan"]
MadeFrom = Literal["event", "said", "published", "inferred"]

_VERBAL: dict[str, LineKind] = {"AGREE": "promise", "REQUEST": "demand", "THREATEN": "threat"}
# What can be planned and then happen; to reject or accuse is no undertaking.
_DEEDS = frozenset(
    "AGREE CONSULT SUPPORT COOPERATE AID RETREAT CONCEDE SANCTION MOBILIZE COERCE ASSAULT PROTEST".split()
)
# A deadline that ends the sentence belongs to the clause before it: "agreed to withdraw its troops, by the end of May".
_TAIL = re.compile(
    r"[\s,–—-]{0,9}(?:by|before|within|until|no later than|not later than|from|in|on|at)\s[^.;:\n]{2,60}"
)
_LIMIT_TAIL = re.compile(r"[\s,–—-]{0,9}(?:by|before|within|until|no later than|not later than)\s[^.,;:\n]{2,60}")
# Relative times need a day to count from; a window of publication wider than this gives none.
_SHARP_DAYS = 7


class Owing(Record, frozen=True, kw_only=True):
    """One side of a line: its name, and the party it acts for; None: for nobody."""

    name: str
    party: str | None = None


class LedgerLine(Record, frozen=True, kw_only=True):
    """Something that one party is to do, as one article tells it."""

    id: str
    article: str
    kind: LineKind
    text: str
    start: int
    end: int
    owed_by: tuple[Owing, ...]  # who is to do it; empty: nobody is named
    owed_to: tuple[Owing, ...]  # to whom, or who demanded it
    made: PartialDate  # when it was promised, demanded, threatened or told
    made_from: MadeFrom
    due: PartialDate  # by its last day it is to be done; unknown: no day was set
    due_words: str | None = None  # the words that set it; None: the date of the event
    foresees: str | None = None  # the type of the deed that would keep it; None: not known
    status: Status = "occurred"
    basis: Basis = "plain"
    asserted_by: str | None = None
    event: str | None = None  # the event it was read from
    statement: str | None = None  # the statement it was said in
    happening: str | None = None
    topics: tuple[str, ...] = ()


def ledger_lines(
    article: Article, events: Sequence[Event], statements: Sequence[Statement], *, topics: TopicTable
) -> tuple[LedgerLine, ...]:
    """The lines of an article, in order of text.

    Args:
        article: what they were read from.
        events: its events.
        statements: its statements.
        topics: the topics' words.
    """
    lines: list[LedgerLine] = []
    said_not = tuple(_denials(events, statements))
    told = [event for event in events if not any(_denied_in(event, denial) for denial in said_not)]
    plans = [event for event in told if _is_plan(event)]
    kept: set[str] = set()
    for event in told:
        kind = _verbal_kind(event)
        if kind is None or any(_same(line, kind, event) for line in lines):
            continue
        inside = _foreseen(plans, event, kind)
        kept.update(plan.id for plan in inside)
        lines.append(_of_event(article, event, kind, statements, inside, topics))
    for statement in statements:
        kind = _said_kind(statement)
        if kind is None or any(line.kind == kind and _overlap(line, statement) for line in lines):
            continue
        inside = _foreseen(plans, statement, kind)
        kept.update(plan.id for plan in inside)
        lines.append(_of_statement(article, statement, kind, events, inside))
    lines += [_of_event(article, plan, "plan", statements, (), topics) for plan in plans if plan.id not in kept]
    return tuple(sorted(lines, key=lambda line: (line.start, line.end, line.id)))


def owing(who: Iterable[Participant]) -> tuple[Owing, ...]:
    """Participants as sides of a line, each once."""
    return tuple(dict.fromkeys(Owing(name=one.name, party=one.party) for one in who))


def published(article: Article) -> tuple[PartialDate, MadeFrom]:
    """When an article was published, and whether that is known or inferred."""
    if article.published is not None:
        return PartialDate.day(article.published), "published"
    return article.published_window, "inferred"


def said_on(article: Article, statement: Statement) -> tuple[PartialDate, MadeFrom]:
    """When something was said: as told, else when the article was published."""
    return (statement.said, "said") if statement.said else published(article)


def _verbal_kind(event: Event) -> LineKind | None:
    return _VERBAL.get(event.type) if event.status in ("occurred", "background") else None


def _said_kind(statement: Statement) -> LineKind | None:
    """A denied promise is none, and a doubted or asked one neither: their stance makes them something else."""
    found: dict[str, LineKind] = {"pledge": "promise", "demand": "demand", "threat": "threat"}
    return found.get(speech_of(statement)) if statement.stance in ("affirms", "demands") else None


def _is_plan(event: Event) -> bool:
    return event.status == "planned" and event.type in _DEEDS


def _denials(events: Sequence[Event], statements: Sequence[Statement]) -> Iterator[Event | Statement]:
    yield from (event for event in events if event.type == "REJECT" and event.mode == "deny")
    yield from (statement for statement in statements if statement.stance == "denies")


def _denied_in(event: Event, denial: Event | Statement) -> bool:
    """Whether an event is told within what somebody denies: "denied that it had promised" is no promise."""
    if event.id == denial.id or not denial.start <= event.trigger.start < denial.end:
        return False
    return isinstance(denial, Statement) or event.trigger.start > denial.trigger.start


def _overlap(one: LedgerLine | Event | Statement, other: Event | Statement) -> bool:
    return max(one.start, other.start) < min(one.end, other.end)


def _same(line: LedgerLine, kind: LineKind, event: Event) -> bool:
    """Whether two verbal events in one clause are one undertaking: same kind, same who owes."""
    return line.kind == kind and _overlap(line, event) and line.owed_by == _sides(event, kind)[0]


def _foreseen(plans: Sequence[Event], item: Event | Statement, kind: LineKind) -> tuple[Event, ...]:
    """The planned deeds told inside a promise or threat."""
    if kind == "demand":
        return ()
    return tuple(plan for plan in plans if plan.id != item.id and item.start <= plan.trigger.start < item.end)


def _sides(event: Event, kind: LineKind) -> tuple[tuple[Owing, ...], tuple[Owing, ...]]:
    """Who owes and to whom: in a demand the recipients owe; where both sides are the same each owes the other."""
    actors, recipients = owing(event.actors), owing(event.recipients)
    if kind == "demand":
        return recipients, actors
    mutual = len(actors) > 1 and set(actors) == set(recipients)
    return actors, recipients if mutual else tuple(one for one in recipients if one not in actors)


def _of_event(
    article: Article,
    event: Event,
    kind: LineKind,
    statements: Sequence[Statement],
    inside: Sequence[Event],
    topics: TopicTable,
) -> LedgerLine:
    told, told_from = published(article)
    dated = kind != "plan" and bool(event.when) and event.when.earliest is not None
    made, made_from = (event.when, "event") if dated else (told, told_from)
    due, words = _due(article, event, made, [event] if kind == "plan" else inside)
    by, to = _sides(event, kind)
    said = next((one for one in statements if one.id == event.statement or _within(event, one)), None)
    return LedgerLine(
        id=ledger_line_id(event.id),
        article=article.id,
        kind=kind,
        text=event.text,
        start=event.start,
        end=event.end,
        owed_by=by,
        owed_to=to,
        made=made,
        made_from=made_from,  # type: ignore[arg-type]
        due=due,
        due_words=words,
        foresees=event.type if kind == "plan" else inside[0].type if inside else None,
        status=event.status,
        basis=event.basis,
        asserted_by=event.asserted_by,
        event=event.id,
        statement=said.id if said else None,
        happening=event.happening,
        topics=codes_of(topics.find(event.text)),
    )


def _of_statement(
    article: Article, statement: Statement, kind: LineKind, events: Sequence[Event], inside: Sequence[Event]
) -> LedgerLine:
    made, made_from = said_on(article, statement)
    due, words = _due(article, statement, made, inside)
    speakers = owing(statement.speakers)
    others = tuple(one for one in _told_of(events, statement, kind) if one not in speakers)
    by, to = (others, speakers) if kind == "demand" else (speakers, others)
    return LedgerLine(
        id=ledger_line_id(statement.id),
        article=article.id,
        kind=kind,
        text=statement.text,
        start=statement.start,
        end=statement.end,
        owed_by=by,
        owed_to=to,
        made=made,
        made_from=made_from,
        due=due,
        due_words=words,
        foresees=inside[0].type if inside else None,
        asserted_by=statement.reported_by,
        basis="attributed" if statement.reported_by else "plain",
        statement=statement.id,
        topics=statement.topics,
    )


def _within(event: Event, statement: Statement) -> bool:
    return statement.start <= event.trigger.start < statement.end


def _told_of(events: Sequence[Event], statement: Statement, kind: LineKind) -> tuple[Owing, ...]:
    """The other side of what is said: who is to act in a demand, whom it is done to in a promise or threat."""
    told = [event for event in events if _within(event, statement)]
    sides = [event.actors if kind == "demand" else event.recipients for event in told]
    return owing(who for side in sides for who in side)


def _due(
    article: Article, item: Event | Statement, made: PartialDate, deeds: Sequence[Event]
) -> tuple[PartialDate, str | None]:
    """When it is due: as the clause says, else when the deed in it is planned for."""
    sharp = made if made.width_days is not None and made.width_days <= _SHARP_DAYS else PartialDate()
    planned = next((deed.when for deed in deeds if deed.when and not _over(deed.when, made)), None)
    if planned is not None:
        return planned, None
    tail = (_TAIL if deeds else _LIMIT_TAIL).match(article.text, item.end)
    found = find_deadline(article.text, item.start, tail.end() if tail else item.end, made=sharp)
    if found is None or _over(found.due, made):
        return PartialDate(), None
    return found.due, found.words


def _over(when: PartialDate, made: PartialDate) -> bool:
    """Whether a day had passed when it was spoken of."""
    return when.latest is not None and made.earliest is not None and when.latest < made.earliest
