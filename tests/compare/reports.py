"""Small reports for tests of comparing: an article of one clause, coded by hand."""

from datetime import date

from dragoman.partial_date import PartialDate
from dragoman.records import CodedArticle, Participant, Place
from tests.sample_record import RUN, make_article, make_event, make_statement

CITIES = {"Lima": ("PER", -12.05, -77.03), "Quito": ("ECU", -0.22, -78.51), "Callao": ("PER", -12.06, -77.15)}


def state(code, **fields):
    return Participant(**{"id": code, "name": code, "kind": "state", "party": code, "country": code,
                          "sectors": ("GOV",), **fields})  # fmt: skip


def person(name, code):
    return Participant(id=f"person-{name}", name=name, kind="person", party=code, country=code, sectors=("GOV",))


def place(city):
    country, lat, lon = CITIES[city]
    return Place(name=city, country=country, lat=lat, lon=lon, precision="city")


def report(
    clause, trigger, *, by="Post", day=date(2020, 3, 2), when="2020-03-01", actors=("PER",), recipients=("ECU",),
    city=None, said_by=None, headline=None, tail="", agency=None, **fields,
):  # fmt: skip
    """A report of one event; ``said_by`` puts the clause into the mouth of somebody."""
    headline = headline or f"From the {by}"
    article = make_article(
        f"{headline}\n\n{clause}.{tail}", source=f"{by} {day} {headline}", publisher=by, published=day, agency=agency,
        origin=agency or by,
    )  # fmt: skip
    statements = ()
    if said_by:
        statements = (make_statement(article, clause, [said_by]),)
        fields = {"statement": statements[0].id, "basis": "attributed", "asserted_by": said_by.name, **fields}
    event = make_event(
        article, clause, trigger,
        actors=tuple(state(who) if isinstance(who, str) else who for who in actors),
        recipients=tuple(state(who) if isinstance(who, str) else who for who in recipients),
        when=PartialDate.parse(when) if when else PartialDate(), place=place(city) if city else None,
        **{"type": "CONSULT", **fields},
    )  # fmt: skip
    return CodedArticle(article=article, events=(event,), statements=statements, run=RUN.id)
