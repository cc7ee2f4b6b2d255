"""Small records of who dealt with whom, and the same counts in plain Python, written without looking at the SQL."""

from collections import Counter
from datetime import date

from dragoman.partial_date import PartialDate
from dragoman.records import CodedArticle, Participant
from dragoman.store.write import write_article
from tests.sample_record import RUN, make_article, make_event

SCORES = {"plover_score": 2.0, "goldstein_gdelt": 1.0, "goldstein_icews": None}


def side(*parties, kind="state", **fields):
    return tuple(Participant(id=code, name=code, kind=kind, party=code, **fields) for code in parties)


def tell(store, number, *events, day="2020-03-02", publisher="The Northern Post"):
    """Write an article that tells events; each is a dictionary with ``actors``, ``recipients`` and what differs."""
    clauses = " ".join(f"They met {n} times." for n in range(1, len(events) + 1)) or "Nothing."
    published = date.fromisoformat(day) if day else None
    article = make_article(
        f"Report {number}\n\n{clauses}", source=f"{number}.txt", publisher=publisher, published=published
    )
    made = []
    for n, given in enumerate(events, 1):
        fields = {"type": "CONSULT", "quad": 1, **SCORES, **given}
        on = fields.pop("on", day)
        counted = date.fromisoformat(on) if on else None
        fields |= {"actors": side(*fields["actors"]), "recipients": side(*fields["recipients"])}
        fields.setdefault("when", PartialDate.day(counted) if counted else PartialDate())
        origin = {"counted_on": counted, "counted_from": "event" if counted else None}
        made.append(make_event(article, f"They met {n} times", "met", ordinal=n, **{**origin, **fields}))
    write_article(store, CodedArticle(article=article, events=tuple(made), run=RUN.id), run=RUN)
    return article, made


def act(one, other, **fields):
    return {"actors": one.split(), "recipients": other.split(), **fields}


def faces(event, one, other, *, directed=False):
    """Whether one acts upon the other, or with it upon nobody; either way round unless directed."""
    actors = {who.party for who in event.actors}
    others = {who.party for who in event.recipients} if event.recipients else actors
    straight = one in actors and other in others and one != other
    return straight or (not directed and other in actors and one in others and one != other)


def by_hand(coded, pair, *, letters=7, copies=frozenset(), directed=False, everything=False):
    """Period -> number, counting each happening at its telling with the first day, then the smallest id."""
    first = {}
    for item in coded:
        for event in item.events:
            holds = everything or (
                event.status == "occurred" and event.basis != "alleged" and item.article.id not in copies
            )
            if holds and faces(event, *pair, directed=directed):
                day = event.counted_on.isoformat() if event.counted_on else "undated"
                thing = event.happening or event.id
                first[thing] = min(first.get(thing, (day, event.id)), (day, event.id))
    return Counter(day if day == "undated" else day[:letters] for day, _ in first.values())
