"""A record with every status, tellings of one happening in several articles, and hostile names."""

from contextlib import contextmanager
from datetime import date

import msgspec

from dragoman.partial_date import PartialDate
from dragoman.records import CodedArticle, Participant
from dragoman.store.open import open_store
from dragoman.store.write import write_article
from tests.sample_record import RUN, make_article, make_event, span, talks

MEETING = "happening-talks"
HOSTILE = (
    '=HYPERLINK("http://x")',
    "+1\t2",
    "-cmd|' /C calc'!A0",
    "@SUM(A1)",
    'a "quoted',
    '"unclosed',
    "two\nlines\r\nof",
    "a\u2028b\x85c",
    "back\\slash;semi, comma",
    "\u202egnirts\u202c",
    "bell\x07\x1b[31m",
    "＝1+1",
    "' ; --",
)

STATUSES = (
    "Norway and Pakistan in the news\n\n"
    "BERGEN: Norway sanctioned Pakistan on Monday.\n"
    "Norway had struck Pakistan in 2011, it is recalled.\n"
    "Norway may strike Pakistan if talks fail.\n"
    "Norway denied that it struck Pakistan on Sunday.\n"
    "Rebels claim that Norway bombed Pakistan on Sunday.\n"
    "Norway will meet Pakistan in June.\n"
    "Norway will strike Pakistan in July.\n"
    "NATO met Pakistan and Norway on Tuesday.\n"
)
NORWAY = Participant(id="NOR", name="Norway", kind="state", party="NOR", country="NOR")
PAKISTAN = Participant(id="PAK", name="Pakistan", kind="state", party="PAK", country="PAK")
NATO = Participant(id="NATO", name="NATO", kind="organisation", party="NATO", sectors=("IGO",))


def meeting_again() -> CodedArticle:
    """Another outlet's telling of the meeting in ``talks``, a day later, from one side only."""
    text = "Chileans in Oslo\n\nChile's foreign minister Luis Rojas was in Oslo on Tuesday.\n"
    article = make_article(
        text, source="reports/again.txt", publisher="Sur", published=date(2019, 4, 11), url="https://sur.example/1"
    )
    rojas = talks().events[0].recipients[0]
    where = span(text, "Luis Rojas")
    rojas = msgspec.structs.replace(rojas, start=where.start, end=where.end)
    clause = "Chile's foreign minister Luis Rojas was in Oslo on Tuesday"
    event = make_event(
        article, clause, "was in", happening=MEETING, recipients=(rojas,), cameo="042", quad=1,
        when=PartialDate.day(date(2019, 4, 9)), counted_on=date(2019, 4, 9), counted_from="event", confidence=0.62,
    )  # fmt: skip
    return CodedArticle(article=article, events=(event,), run=RUN.id)


def first_meeting() -> CodedArticle:
    coded = talks()
    met, sent = coded.events
    figures = tuple(msgspec.structs.replace(figure, value=40.0) for figure in coded.figures)  # as the reader gives them
    events = (msgspec.structs.replace(met, happening=MEETING), sent)
    return msgspec.structs.replace(coded, events=events, figures=figures)


def statuses() -> CodedArticle:
    """An article with an event of every status and basis."""
    article = make_article(STATUSES, source="reports/statuses.txt", published=date(2020, 3, 3))
    rows = (
        ("Norway sanctioned Pakistan on Monday", "sanctioned", "SANCTION", "occurred", "plain"),
        ("Norway had struck Pakistan in 2011", "struck", "ASSAULT", "background", "plain"),
        ("Norway may strike Pakistan if talks fail", "strike", "ASSAULT", "hypothetical", "plain"),
        ("Norway denied that it struck Pakistan on Sunday", "struck Pakistan on Sunday", "ASSAULT", "denied", "plain"),
        ("Norway bombed Pakistan on Sunday", "bombed", "ASSAULT", "occurred", "alleged"),
        ("Norway will meet Pakistan in June", "meet", "CONSULT", "planned", "plain"),
        ("Norway will strike Pakistan in July", "strike Pakistan in July", "ASSAULT", "planned", "plain"),
    )
    events = [
        make_event(
            article, clause, trigger, type=kind, status=status, basis=basis, actors=(NORWAY,), recipients=(PAKISTAN,),
            asserted_by="rebels" if basis == "alleged" else None, quad=4, counted_on=date(2020, 3, 2),
            counted_from="event", when=PartialDate.day(date(2020, 3, 2)),
        )
        for clause, trigger, kind, status, basis in rows
    ]  # fmt: skip
    events.append(
        make_event(
            article, "NATO met Pakistan and Norway on Tuesday", "met", actors=(NATO, PAKISTAN, NORWAY), quad=1,
            plover_score=2.5, counted_on=date(2020, 3, 3), counted_from="event",
        )
    )  # fmt: skip
    return CodedArticle(article=article, events=tuple(events), run=RUN.id)


def hostile() -> CodedArticle:
    """An article whose publisher, title and participants are what breaks tables."""
    lines = "\n".join(f"They met number {number}." for number in range(len(HOSTILE)))
    article = make_article(
        f"Hostile\n\n{lines}\n", source='re"ports/=x.txt', publisher='=1+1\t"Daily\n\u202eX', published=date(2021, 1, 5)
    )
    events = []
    for number, name in enumerate(HOSTILE):
        words = f"They met number {number}"
        actor = Participant(id="described-x", name=name, kind="person", party="NOR", country="NOR", office=name)
        place = talks().events[0].place
        events.append(
            make_event(
                article, f"{words}.", f"met number {number}.", ordinal=number, actors=(actor,), recipients=(PAKISTAN,),
                place=msgspec.structs.replace(place, name=name, admin1=name), reported_by=name, quad=1,
                counted_on=date(2021, 1, 4), counted_from="event",
            )
        )  # fmt: skip
    return CodedArticle(article=article, events=tuple(events), run=RUN.id)


@contextmanager
def store_of(path, *coded):
    with open_store(path, mode="write") as store:
        for item in coded:
            write_article(store, item, run=RUN)
        yield store
