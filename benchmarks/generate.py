"""A large record made up by the numbers: ``python -m benchmarks.generate --articles N --events M --out FILE``.

Happenings are drawn first, day by day, then the articles that tell them: several outlets tell one in words of their
own, some print an agency's copy, some recall what happened before. The same options give the same record. Each event
names the happening it was made from in ``why`` ("generated happening 123-45"), which is the truth to score by.
"""

import argparse
import random
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

import msgspec

from benchmarks.generated_words import ACTS, AGENCIES, CONTEXTS, DEALINGS, MATTERS, OUTLETS, PARTIES
from benchmarks.written import Writer
from dragoman.partial_date import PartialDate
from dragoman.records import (
    Article,
    CodedArticle,
    Event,
    EventType,
    Participant,
    Place,
    Run,
    Span,
    Statement,
    article_id,
    event_id,
    statement_id,
)  # fmt: skip

RUN = Run(code="generated", model="none", tables="none", settings="none")
FIRST_DAY = date(2015, 1, 1)
TELLINGS = 5  # of a happening on the average
COPIES = 0.15  # share of the articles that print another's text
BACKGROUND = 0.1  # share of the events that recall something of the months before
_ZIPF = 0.8  # exponent of how often a party, and a happening, is told of


class Drawn(NamedTuple):
    """A happening that was made up."""

    name: str
    day: date
    act: int
    actor: int
    recipient: int
    place: int
    words: tuple[str, ...]
    status: str
    dead: int | None


def draw_happenings(rng: random.Random, day: date, number: int, first_day: date) -> list[Drawn]:
    """What happens on a day."""
    parties = list(accumulate(1 / (rank + 1) ** _ZIPF for rank in range(len(PARTIES))))
    acts = list(accumulate(act[1] for act in ACTS))
    found = []
    for n in range(number):
        actor, recipient = _two(rng, parties)
        act = rng.choices(range(len(ACTS)), cum_weights=acts)[0]
        words = (rng.choice(MATTERS), rng.choice(DEALINGS), rng.choice(MATTERS), rng.choice(DEALINGS))
        place = rng.choice((actor, recipient, rng.randrange(len(PARTIES))))
        status = rng.choices(("occurred", "planned", "denied"), (88, 10, 2))[0]
        dead = rng.randrange(1, 80) if ACTS[act][0] == "ASSAULT" else None
        name = f"{(day - first_day).days}-{n}"
        found.append(Drawn(name, day, act, actor, recipient, place, words, status, dead))
    return found


def _two(rng: random.Random, weights: Sequence[float]) -> tuple[int, int]:
    while True:
        one, other = rng.choices(range(len(PARTIES)), cum_weights=weights, k=2)
        if one != other:
            return one, other


def generate(
    *, articles: int, events: int, days: int, first_day: date = FIRST_DAY, seed: int = 1, mark: str = ""
) -> Iterator[CodedArticle]:
    """The articles of the made-up record, by day of publication.

    Args:
        articles: how many.
        events: how many events they tell in all, about.
        days: over how many days they are spread.
        first_day: the day of the first.
        seed: of the random numbers.
        mark: put into the happenings' names, where several records go into one.
    """
    rng = random.Random(seed)
    pool: list[Drawn] = []
    told = events / articles
    done, seen = 0, set[str]()
    for n in range(days):
        day = first_day + timedelta(days=n)
        wanted = articles * (n + 1) // days - articles * n // days
        fresh = draw_happenings(rng, day, max(1, round(wanted * told / TELLINGS)), first_day)
        fresh = [one._replace(name=mark + one.name) for one in fresh]
        weights = list(accumulate(1 / (rank + 3) ** _ZIPF for rank in range(len(fresh))))
        originals: list[CodedArticle] = []
        for _ in range(wanted):
            coded = _reprint(rng, rng.choice(originals)) if originals and rng.random() < COPIES else None
            if coded is None or coded.article.id in seen:  # an outlet prints a text once
                number = max(1, min(round(rng.gauss(told, told / 3)), 30))
                chosen = dict.fromkeys(rng.choices(fresh, cum_weights=weights, k=number))
                recalled = [rng.choice(pool) for one in chosen if pool and rng.random() < BACKGROUND]
                coded = _article(rng, day + timedelta(days=rng.random() < 0.2), list(chosen), recalled, done)
                originals.append(coded)
            seen.add(coded.article.id)
            done += 1
            yield coded
        pool = (pool + rng.sample(fresh, min(len(fresh), 20)))[-2000:]


def _article(
    rng: random.Random, published: date, fresh: Sequence[Drawn], recalled: Sequence[Drawn], number: int
) -> CodedArticle:
    agency = rng.random() < 0.3
    publisher = rng.choice(AGENCIES if agency else OUTLETS)
    tellings = [(one, *_clause(rng, one, published)) for one in dict.fromkeys((*fresh, *recalled))]
    title = f"{tellings[0][1].removesuffix('.')[:70].rsplit(' ', 1)[0]} ({number})"
    quoted = f"The matter of the {rng.choice(MATTERS)} {rng.choice(DEALINGS)} must be settled"
    body = " ".join([*(clause for _, clause, _ in tellings), f"“{quoted},” an official said."])
    text = f"{title}\n\n{body}"
    start = len(title) + 2
    article = Article(
        id=article_id(publisher, title, text), source=f"generated/{number}", text=text, body_start=start, title=title,
        publisher=publisher, published=published, published_from="metadata",
        published_window=PartialDate.day(published), origin=publisher,
    )  # fmt: skip
    events, at = [], start
    for ordinal, (one, clause, verb) in enumerate(tellings):
        events.append(_event(rng, article, one, (at, clause, verb), background=ordinal >= len(fresh)))
        at += len(clause) + 1
    said = _statement(article, quoted, fresh[0], published)
    return CodedArticle(article=article, events=tuple(events), statements=(said,), run=RUN.id)


def _clause(rng: random.Random, one: Drawn, published: date) -> tuple[str, str]:
    verb = rng.choice(ACTS[one.act][4])
    actor, recipient, city = PARTIES[one.actor][1], PARTIES[one.recipient][1], PARTIES[one.place][2]
    when = f" on {one.day:%A}" if (published - one.day).days < 6 else f" on {one.day.day} {one.day:%B %Y}"
    some = [word for word in one.words if rng.random() < 0.85] or [one.words[0]]
    toll = f", killing {one.dead} people" if one.dead else ""
    denied = "denied that it " if one.status == "denied" else "will have " if one.status == "planned" else ""
    clause = f"{actor} {denied}{verb} {recipient} over the {' '.join(some)} in {city}{when}{toll}."
    return clause[0].upper() + clause[1:], verb


def _event(rng: random.Random, article: Article, one: Drawn, told: tuple[int, str, str], *, background: bool) -> Event:
    kind, _, goldstein, cameo, _ = ACTS[one.act]
    start, clause, verb = told
    at = start + clause.index(verb)
    sides = [_side(n, start + clause.lower().index(PARTIES[n][1].lower())) for n in (one.actor, one.recipient)]
    code, _, city, lat, lon = PARTIES[one.place]
    place = Place(name=city, country=code[:3], lat=lat, lon=lon, precision="city")
    status = "background" if background and one.status == "occurred" else one.status
    return Event(
        id=event_id(article.id, at, 0), article=article.id, type=kind, text=clause.removesuffix("."), start=start,
        end=start + len(clause) - 1, trigger=Span(start=at, end=at + len(verb), text=verb), status=status,
        basis="plain", contexts=(CONTEXTS[one.act % len(CONTEXTS)],), cameo=cameo, quad=_quad(kind),
        plover_score=goldstein, goldstein_gdelt=goldstein, goldstein_icews=goldstein, actors=(sides[0],),
        recipients=(sides[1],), when=PartialDate.day(one.day), date_from="clause", counted_on=one.day,
        counted_from="event", place=place,
        dead=str(one.dead) if one.dead else None, confidence=round(rng.uniform(0.5, 1), 2),
        why=(f"generated happening {one.name}",), run=RUN.id,
    )  # fmt: skip


def _quad(kind: EventType) -> int:
    verbal = {"CONSULT", "SUPPORT", "AGREE"}, {"REQUEST", "ACCUSE", "REJECT", "THREATEN"}
    if kind in verbal[0] or kind in verbal[1]:
        return 1 if kind in verbal[0] else 3
    return 2 if kind in {"COOPERATE", "AID", "CONCEDE", "RETREAT"} else 4


def _side(number: int, start: int) -> Participant:
    code, name, *_ = PARTIES[number]
    body = code in {"NATO", "EU", "UN"}
    return Participant(
        id=code, name=name, kind="organisation" if body else "state", party=code, country=None if body else code,
        sectors=() if body else ("GOV",), start=start, end=start + len(name),
    )  # fmt: skip


def _statement(article: Article, quoted: str, one: Drawn, said: date) -> Statement:
    start = article.text.index(quoted)
    code, name, *_ = PARTIES[one.actor]
    speaker = Participant(id=code, name=name, kind="state", party=code, country=code[:3], sectors=("GOV",))
    return Statement(
        id=statement_id(article.id, start, start + len(quoted)), article=article.id, kind="direct", stance="demands",
        act="demand", text=quoted, start=start, end=start + len(quoted), speakers=(speaker,),
        said=PartialDate.day(said), run=RUN.id,
    )  # fmt: skip


def _reprint(rng: random.Random, coded: CodedArticle) -> CodedArticle:
    """The same text under another outlet's name; two in three credit the agency it is from."""
    first = coded.article
    publisher = rng.choice(OUTLETS)
    agency = first.publisher if first.publisher in AGENCIES and rng.random() < 0.67 else None
    article = msgspec.structs.replace(
        first, id=article_id(publisher, first.title, first.text), publisher=publisher, agency=agency,
        origin=agency or publisher, source=f"{first.source}/{publisher}",
    )  # fmt: skip
    events = tuple(
        msgspec.structs.replace(event, id=event_id(article.id, event.trigger.start, 0), article=article.id)
        for event in coded.events
    )
    statements = tuple(
        msgspec.structs.replace(one, id=statement_id(article.id, one.start, one.end), article=article.id)
        for one in coded.statements
    )
    return CodedArticle(article=article, events=events, statements=statements, run=coded.run)


def main(arguments: Sequence[str] | None = None) -> int:
    """Generate and write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.generate", description="Make a large record.")
    parser.add_argument("--articles", type=int, default=2_000, help="how many articles (default: %(default)s)")
    parser.add_argument("--events", type=int, default=10_000, help="how many events, about (default: %(default)s)")
    parser.add_argument("--days", type=int, default=3_653, help="over how many days (default: %(default)s, ten years)")
    parser.add_argument("--seed", type=int, default=1, help="of the random numbers (default: %(default)s)")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="the record; must not be there yet")
    options = parser.parse_args(arguments)
    if options.out.exists():
        parser.error(f"{options.out} is there already; name another file")
    started = time.perf_counter()
    made = generate(articles=options.articles, events=options.events, days=options.days, seed=options.seed)
    with Writer(options.out, RUN) as writer:
        for coded in made:
            writer.add(coded)
    print(f"{writer.articles} articles, {writer.events} events in {time.perf_counter() - started:.0f} s: {options.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
