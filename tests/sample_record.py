"""Coded articles made by hand, and a stand-in for the pipeline, for tests that need no model."""

from collections.abc import Sequence
from datetime import date

from dragoman.errors import UnreadableInput
from dragoman.partial_date import PartialDate
from dragoman.records import (
    Article,
    Cluster,
    CodedArticle,
    Event,
    Failure,
    Figure,
    Finding,
    Mention,
    Participant,
    Place,
    RawDocument,
    Run,
    Span,
    Statement,
    article_id,
    event_id,
    statement_id,
)

RUN = Run(code="0.1.0+test", model="sample", tables="t1", settings="s1")
LATER_RUN = Run(code="0.2.0+test", model="sample", tables="t1", settings="s1")

TALKS = (
    "Norway and Chile open fisheries talks\n\n"
    "OSLO: Norway's foreign minister Ine Berg met her Chilean counterpart Luis Rojas here on Tuesday.\n"
    "“Our waters need rules,” she told reporters. Some 40 trawlers are affected.\n"
    "Chile will send a delegation in May 2019, officials said.\n"
)
NORWAY = {"party": "NOR", "country": "NOR", "sectors": ("GOV",), "kind": "person"}
CHILE = {"party": "CHL", "country": "CHL", "sectors": ("GOV",), "kind": "person"}


def span(text: str, words: str) -> Span:
    """The first place of ``words`` in ``text``."""
    start = text.index(words)
    return Span(start=start, end=start + len(words), text=words)


def participant(text: str, words: str, **fields: object) -> Participant:
    found = span(text, words)
    given = {"id": f"described-{words}", "name": words, "kind": "other", "start": found.start, "end": found.end}
    return Participant(**{**given, **fields})


def make_article(
    text: str = TALKS,
    *,
    source: str = "reports/talks.txt",
    publisher: str | None = "The Northern Post",
    published: date | None = date(2019, 4, 10),
    **fields: object,
) -> Article:
    title = text.split("\n", 1)[0]
    given = {
        "id": article_id(publisher, title, text),
        "title": title,
        "body_start": len(title) + 2 if "\n\n" in text else 0,
        "published_from": "metadata" if published else "none",
        "published_window": PartialDate.day(published) if published else PartialDate(),
    }
    return Article(source=source, text=text, publisher=publisher, published=published, **{**given, **fields})


def make_event(article: Article, words: str, trigger: str, *, ordinal: int = 0, **fields: object) -> Event:
    clause, verb = span(article.text, words), span(article.text, trigger)
    given = {"type": "CONSULT", "status": "occurred", "basis": "plain", "run": RUN.id}
    return Event(
        id=event_id(article.id, verb.start, ordinal),
        article=article.id,
        text=clause.text,
        start=clause.start,
        end=clause.end,
        trigger=verb,
        **{**given, **fields},
    )


def make_statement(article: Article, words: str, speakers: Sequence[Participant], **fields: object) -> Statement:
    content = span(article.text, words)
    given = {"kind": "direct", "stance": "affirms", "act": "assert", "run": RUN.id}
    return Statement(
        id=statement_id(article.id, content.start, content.end),
        article=article.id,
        text=content.text,
        start=content.start,
        end=content.end,
        speakers=tuple(speakers),
        **{**given, **fields},
    )


def talks(**fields: object) -> CodedArticle:
    """An article in which every kind of line occurs."""
    article = make_article(dateline="Oslo", origin="The Northern Post", **fields)
    text = article.text
    berg = participant(text, "Ine Berg", id="person-berg", office="Foreign Minister of Norway", **NORWAY)
    rojas = participant(text, "Luis Rojas", id="person-rojas", office="Foreign Minister of Chile", **CHILE)
    chile = Participant(id="CHL", name="Chile", kind="state", party="CHL", country="CHL")
    met = make_event(
        article,
        "Norway's foreign minister Ine Berg met her Chilean counterpart Luis Rojas here on Tuesday",
        "met",
        mode="visit",
        contexts=("diplomatic", "environment"),
        cameo="042",
        quad=1,
        plover_score=3.0,
        goldstein_icews=1.9,
        goldstein_gdelt=1.9,
        actors=(berg,),
        recipients=(rojas,),
        citations=(span(text, "open fisheries talks"),),
        when=PartialDate.day(date(2019, 4, 9)),
        date_from="clause",
        counted_on=date(2019, 4, 9),
        counted_from="event",
        place=Place(
            name="Oslo", country="NOR", admin1="Oslo", lat=59.91, lon=10.75, geonames=3143244, precision="city"
        ),
        why=("pattern meet.met", "dateline"),
    )
    sent = make_event(
        article,
        "Chile will send a delegation in May 2019",
        "send",
        status="planned",
        basis="attributed",
        asserted_by="officials",
        actors=(chile,),
        when=PartialDate.month(2019, 5),
        date_from="clause",
        counted_on=date(2019, 4, 10),
        counted_from="publication",
        reported_by="officials",
        part_of=met.id,
    )
    said = make_statement(
        article,
        "Our waters need rules",
        [berg],
        act="demand",
        stance="demands",
        cue=span(text, "told"),
        addressees=("reporters",),
        said=PartialDate.day(date(2019, 4, 9)),
        medium="press conference",
        topics=("environment.fisheries",),
    )
    forty = span(text, "Some 40 trawlers")
    day = span(text, "Tuesday")
    return CodedArticle(
        article=article,
        events=(met, sent),
        statements=(said,),
        figures=(
            Figure(
                value=40,
                bound="about",
                unit="trawlers",
                of="fleet",
                when=met.when,
                event=met.id,
                text=forty.text,
                start=forty.start,
                end=forty.end,
            ),
        ),
        findings=(
            Finding(
                kind="date-conflict",
                text="Tuesday",
                start=day.start,
                end=day.end,
                message="a note",
                evidence=("row 1",),
            ),
        ),
        clusters=(_cluster(text),),
        failures=(Failure(source=article.source, stage="code", reason="one sentence was too long", error="Refused"),),
        run=RUN.id,
    )


def _cluster(text: str) -> Cluster:
    found = [(span(text, "Ine Berg"), "name"), (span(text, "she"), "pronoun")]
    mentions = tuple(
        Mention(
            start=item.start,
            end=item.end,
            text=item.text,
            form=form,
            kind="person",
            sentence=1,
            first=0,
            last=1,
            head=1,
        )
        for item, form in found
    )
    return Cluster(number=0, name="Ine Berg", kind="person", mentions=mentions)


def plain(text: str, *, run: Run = RUN, **fields: object) -> CodedArticle:
    """An article from which nothing was read."""
    return CodedArticle(article=make_article(text, **fields), run=run.id)


def raw(content: str = TALKS, *, source: str = "reports/talks.txt", **fields: object) -> RawDocument:
    return RawDocument(source=source, media="text", content=content, **fields)


def code(document: RawDocument) -> CodedArticle:
    """A stand-in for the pipeline: one event where the text says "met", faults where it says so."""
    if "crash" in document.content:
        raise ZeroDivisionError("division by zero")
    if "unreadable" in document.content:
        raise UnreadableInput("no text", values=document.source, remedy="Give text")
    published = date.fromisoformat(document.published) if document.published else None
    article = make_article(
        document.content, source=document.source, publisher=document.publisher, published=published, url=document.url
    )
    events = ()
    if " met " in article.text:
        line = next(line for line in article.text.splitlines() if " met " in line)
        events = (make_event(article, line, "met"),)
    return CodedArticle(article=article, events=events, run=RUN.id)
