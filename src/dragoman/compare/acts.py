"""The acts by which a line of the ledger may be kept, moved or opposed: events, and lines told again."""

from collections.abc import Iterator, Sequence

import msgspec

from dragoman.citations import sides_of
from dragoman.compare.follow import Act, codes
from dragoman.compare.ledger import LedgerLine, owing, published
from dragoman.compare.wording import names
from dragoman.partial_date import PartialDate
from dragoman.records import Article, Event, Participant, Statement, ledger_line_id
from dragoman.store.open import Store
from dragoman.store.read import event as event_of
from dragoman.store.read import statement as statement_of
from dragoman.store.rows import from_row


def acts_of(
    article: Article, events: Sequence[Event], statements: Sequence[Statement], lines: Sequence[LedgerLine]
) -> tuple[Act, ...]:
    """The acts an article tells: its events but hypothetical ones, and the statements that are lines."""
    by_id = {line.id: line for line in lines}
    told, _ = published(article)
    said = tuple(
        _of_statement(told, statement, by_id[ledger_line_id(statement.id)])
        for statement in statements
        if ledger_line_id(statement.id) in by_id
    )
    done = tuple(_of_event(told, event, by_id.get(ledger_line_id(event.id))) for event in events if _is_act(event))
    return tuple(act for act in (*done, *said) if act.actors or act.recipients)


def rows(acts: Sequence[Act]) -> Iterator[tuple[str, str, str, str, str | None, str]]:
    """The rows of the table ``ledger_acts``; an act without a day follows nothing."""
    for act in acts:
        day = act.when.earliest or act.when.latest
        if day is None:
            continue
        words = " ".join(sorted(act.words))
        for party in sorted(_looked_up(act)):
            yield party, day.isoformat(), act.item, act.article, act.type, words


def load(store: Store, item: str) -> Act | None:
    """An act from the record; None: it is there no more."""
    if item.startswith("event-"):
        row = store.first("SELECT * FROM events WHERE id = ?", (item,))
    else:
        row = store.first("SELECT * FROM statements WHERE id = ?", (item,))
    if row is None:
        return None
    told = _published(store, row["article"])
    found = store.first("SELECT * FROM ledger WHERE id = ?", (ledger_line_id(item),))
    line = from_row(LedgerLine, found) if found else None
    if item.startswith("event-"):
        return _of_event(told, event_of(store, row), line)
    return _of_statement(told, statement_of(store, row), line) if line else None


def _is_act(event: Event) -> bool:
    return event.status != "hypothetical" and event.basis != "alleged"


def _looked_up(act: Act) -> frozenset[str]:
    """By which parties an act is found: who acts; in a meeting and a demand the other side too."""
    both = act.type == "CONSULT" or act.kind == "demand"
    return act.actors | act.recipients if both else act.actors


def _published(store: Store, article: str) -> PartialDate:
    """When an article was published, without reading its text."""
    row = store.first("SELECT published, published_window FROM articles WHERE id = ?", (article,))
    if row is None:
        return PartialDate()
    if row["published"]:
        return PartialDate.parse(row["published"])
    return msgspec.json.decode(row["published_window"], type=PartialDate)


def _of_event(told: PartialDate, event: Event, line: LedgerLine | None) -> Act:
    planned = event.status == "planned"
    when = told if planned or not event.when else event.when
    return Act(
        item=event.id,
        article=event.article,
        when=when,
        text=event.text,
        actors=codes(owing(event.actors)),
        recipients=codes(owing(event.recipients)),
        type=event.type,
        status=event.status,
        basis=event.basis,
        kind=line.kind if line else None,
        due=line.due if line else event.when if planned else PartialDate(),
        without=_names(sides_of(event)),
    )


def _of_statement(told: PartialDate, statement: Statement, line: LedgerLine) -> Act:
    when = statement.said or told
    demand = line.kind == "demand"
    return Act(
        item=statement.id,
        article=statement.article,
        when=when,
        text=statement.text,
        actors=codes(line.owed_to if demand else line.owed_by),
        recipients=codes(line.owed_by if demand else line.owed_to),
        kind=line.kind,
        due=line.due,
        without=_names(sides_of(statement)),
    )


def _names(who: Sequence[Participant]) -> frozenset[str]:
    return names(*(one.name for one in who))
