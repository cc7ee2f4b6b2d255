"""Short reports made by hand for tests of comparison: no model needed."""

from datetime import date

from dragoman.partial_date import PartialDate
from dragoman.records import CodedArticle, Figure, Participant, Place
from tests.sample_record import RUN, make_article, make_event, participant, span

UKR = Participant(id="UKR", name="Ukraine", kind="state", party="UKR", country="UKR")
RUS = Participant(id="RUS", name="Russia", kind="state", party="RUS", country="RUS")
IND = Participant(id="IND", name="India", kind="state", party="IND", country="IND")
CHN = Participant(id="CHN", name="China", kind="state", party="CHN", country="CHN")


def day(text):
    return PartialDate.parse(text)


def figure(text, words, value, *, kind="dead", **fields):
    found = span(text, words)
    return Figure(value=value, text=found.text, start=found.start, end=found.end, kind=kind, **fields)


def report(text, clause, trigger, *, published, publisher="The Northern Post", figures=(), statements=(), **event):
    """An article with one event of the happening ``h``, told in ``clause``."""
    article = make_article(text, publisher=publisher, published=date.fromisoformat(published), source=publisher)
    given = {"type": "ASSAULT", "happening": "h", "actors": (RUS,), "recipients": (UKR,), **event}
    told = make_event(article, clause, trigger, **given)
    tied = tuple(
        Figure(**{name: getattr(f, name) for name in f.__struct_fields__} | {"event": told.id}) for f in figures
    )
    return CodedArticle(article=article, events=(told,), figures=tied, statements=tuple(statements), run=RUN.id)


def person(text, name, party):
    return participant(text, name, id=f"person-{name}", kind="person", party=party, country=party)


def place(name, lat, lon, country="UKR", precision="city"):
    return Place(name=name, country=country, lat=lat, lon=lon, precision=precision)
