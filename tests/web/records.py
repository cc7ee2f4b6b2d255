"""Records made by hand for the desk, and every address of it."""

from datetime import date, timedelta
from pathlib import Path

import msgspec

from dragoman.compare.current import bring_up_to_date
from dragoman.partial_date import PartialDate
from dragoman.records import Cluster, CodedArticle, Failure, Figure, Finding, Mention, Participant, Place, Run
from dragoman.store.open import open_store
from dragoman.store.write import write_article, write_failures
from tests.sample_record import RUN, make_article, make_event, make_statement, participant, plain, span, talks

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'-alert(1)-'",
    "{{ 7*7 }}${7*7}#{7*7}",
    "</textarea></title></style><svg/onload=alert(1)>",
    "javascript:alert(1)",
    '=HYPERLINK("http://evil.example")',
    "\u202etxt.exe\u2066 \x1b[31m",
)
EVIL = " ".join(HOSTILE)
MEETINGS = 60


def write(path: Path, *coded: CodedArticle, run: Run = RUN) -> Path:
    """A record of these articles."""
    with open_store(path, mode="write") as store:
        for one in coded:
            write_article(store, one, run=run)
        bring_up_to_date(store)
    return path


def sample(path: Path) -> Path:
    """Two states that talk, once planned, once alleged; an article in another language; a failure."""
    write(
        path,
        talks(),
        plain("Le sommet d'Oslo\n\nTexte en français.", source="fr.txt", language="fr"),
        accused(),
        *meetings(),
    )
    with open_store(path, mode="write") as store:
        write_failures(
            store, [Failure(source="bad.pdf", stage="source", reason="no reader understands it", error="Unreadable")]
        )
    return path


def accused() -> CodedArticle:
    """An alleged act of somebody without an office, and what is denied."""
    text = "Man accused\n\nPolice say Ola Nord attacked a Chilean trawler. Chile denied that it blamed Norway.\n"
    article = make_article(text, source="accused.txt", published=date(2019, 4, 11))
    nord = participant(text, "Ola Nord", kind="person", party=None, country="NOR")
    chile = Participant(id="CHL", name="Chile", kind="state", party="CHL", country="CHL")
    norway = Participant(id="NOR", name="Norway", kind="state", party="NOR", country="NOR")
    attacked = make_event(
        article, "Ola Nord attacked a Chilean trawler", "attacked", type="ASSAULT", quad=4, basis="alleged",
        asserted_by="police", actors=(nord,), recipients=(chile,), counted_on=date(2019, 4, 11),
        counted_from="publication",
    )  # fmt: skip
    blamed = make_event(
        article, "it blamed Norway", "blamed", type="ACCUSE", quad=3, status="denied", basis="attributed",
        asserted_by="Chile", actors=(chile,), recipients=(norway,), when=PartialDate.day(date(2019, 4, 11)),
    )  # fmt: skip
    return CodedArticle(article=article, events=(attacked, blamed), run=RUN.id)


def meetings(number: int = MEETINGS) -> list[CodedArticle]:
    """As many meetings of two parties, one a week, each in an article of its own."""
    found = []
    for week in range(number):
        day = date(2020, 1, 6) + timedelta(weeks=week)
        text = f"Round {week} of talks\n\nNorway met Chile for round {week}.\n"
        article = make_article(text, source=f"round-{week}.txt", published=day)
        norway = participant(text, "Norway", id="NOR", kind="state", party="NOR", country="NOR")
        chile = participant(text, "Chile", id="CHL", kind="state", party="CHL", country="CHL")
        met = make_event(
            article, f"Norway met Chile for round {week}", "met", quad=1, actors=(norway,), recipients=(chile,),
            when=PartialDate.day(day), counted_on=day, counted_from="event",
        )  # fmt: skip
        found.append(CodedArticle(article=article, events=(met,), run=RUN.id))
    return found


def hostile(evil: str = EVIL) -> CodedArticle:
    """An article whose every word tries to be more than a word."""
    text = f"Title {evil}\n\nBody {evil} met {evil} told.\n"
    fields = {"byline": evil, "dateline": evil, "origin": evil, "url": f"javascript:alert(1)//{evil}"}
    article = make_article(
        text, source=f"dir/{evil}.txt", publisher=f"Press {evil}", title=f"Title {evil}", language="en", **fields
    )
    who = Participant(
        id=f"person-{evil}", name=evil, kind="person", party=evil, country="NOR", sectors=(evil,), office=evil
    )
    other = Participant(id="CHL", name="Chile", kind="state", party="CHL", country="CHL")
    met = make_event(
        article, f"Body {evil} met", "met", mode="visit", quad=1, actors=(who,), recipients=(other,), basis="alleged",
        asserted_by=evil, when=PartialDate.day(date(2019, 4, 10)), place=Place(name=evil, country="NOR"), why=(evil,),
        reported_by=evil, dead=evil,
    )  # fmt: skip
    said = make_statement(
        article, evil, [who], addressees=(evil,), medium=evil, topics=(evil,), why=(evil,),
        said=PartialDate.day(date(2019, 4, 10)), cue=span(text, "told"),
    )  # fmt: skip
    spot = span(text, "Body")
    mention = Mention(
        start=spot.start, end=spot.end, text=spot.text, form="name", kind="person", sentence=0, first=0, last=0, head=0
    )
    return CodedArticle(
        article=article, events=(met,), statements=(said,),
        figures=(Figure(value=1, unit=evil, of=evil, said_by=evil, text=spot.text, start=spot.start, end=spot.end),),
        findings=(
            Finding(
                kind="date-conflict", text=spot.text, start=spot.start, end=spot.end, message=evil, evidence=(evil,)
            ),
        ),
        clusters=(Cluster(number=0, name=evil, kind="person", mentions=(mention,)),),
        failures=(Failure(source=evil, stage=evil, reason=evil, error=evil),), run=RUN.id,
    )  # fmt: skip


def addresses(path: Path) -> list[str]:
    """One address of every kind of page, with what this record has in it."""
    with open_store(path) as store:
        article = store.first("SELECT id FROM articles WHERE source = 'reports/talks.txt' OR source LIKE 'dir/%'")
        happening = store.first("SELECT id FROM happenings ORDER BY id")
        lines = [row["id"] for row in store.query("SELECT id FROM events UNION SELECT id FROM statements LIMIT 3")]
    picked = "&".join(f"line={line}" for line in lines)
    assert article is not None
    assert happening is not None
    return [
        "/", "/?days=365", "/articles", "/events", "/statements", "/compare", "/compare?a.party=NOR&b.party=CHL",
        "/parties", "/parties/CHL", "/pairs/NOR/CHL", "/people/person-berg", "/offices?q=Norway&on=2019", "/findings",
        "/failures", "/runs", "/about", "/search", "/search?q=talks", "/search?q=talks&by=meaning",
        "/brief", f"/brief?{picked}", "/import", "/docs",
        f"/articles/{article['id']}", f"/lines/{lines[0]}", "/happenings", f"/happenings/{happening['id']}",
        "/disagreements", "/promises", "/promises?as_of=2030", "/query", "/query?sql=SELECT+title+FROM+articles",
        "/map", "/map?area=europe&everything=true",
    ]  # fmt: skip


LISTED = ("/happenings", "/articles", "/events", "/statements", "/findings", "/failures", "/pairs/NOR/CHL")


def replaced(coded: CodedArticle, **fields: object) -> CodedArticle:
    """The same with other fields."""
    return msgspec.structs.replace(coded, **fields)
