"""Articles made by hand in which parties promise, demand, deny and act; every line is told by its words."""

from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from msgspec.structs import replace

from dragoman.partial_date import PartialDate
from dragoman.records import CodedArticle, Event, Participant, Statement
from dragoman.store.open import Store
from dragoman.store.write import write_article
from tests.sample_record import RUN, make_article, make_event, make_statement

STATES = {"NOR": "Norway", "CHL": "Chile", "PER": "Peru", "UN": "the United Nations"}


def who(code: str, **fields: object) -> Participant:
    """A party as itself, or as somebody who acts for it."""
    given = {"id": code, "name": STATES.get(code, code), "kind": "state", "party": code, "country": code}
    return Participant(**{**given, **fields})


def dispatch(*sentences: str, on: str | None = "2019-04-10", **fields: object) -> "Dispatch":
    return Dispatch(sentences, on, fields)


class Dispatch:
    """An article under construction: each event and statement names the sentence that tells it."""

    def __init__(self, sentences: tuple[str, ...], on: str | None, fields: dict[str, object]) -> None:
        text = "A dispatch\n\n" + "\n".join(sentences)
        self.article = make_article(
            text, published=date.fromisoformat(on) if on else None, **{"publisher": f"The Post of {on}", **fields}
        )
        self.events: list[Event] = []
        self.statements: list[Statement] = []

    def event(self, words: str, trigger: str, kind: str, by: str = "", to: str = "", **fields: object) -> "Dispatch":
        when = fields.pop("when", None)
        given = {"when": PartialDate.parse(when)} if isinstance(when, str) else {}
        sides = {"actors": tuple(map(who, by.split())), "recipients": tuple(map(who, to.split()))}
        self.events.append(
            make_event(
                self.article, words, trigger, type=kind, ordinal=len(self.events), **{**sides, **given, **fields}
            )
        )
        return self

    def said(self, words: str, by: str | Participant, **fields: object) -> "Dispatch":
        speakers = [by] if isinstance(by, Participant) else [who(code) for code in by.split()]
        given = {"kind": "indirect"}
        self.statements.append(make_statement(self.article, words, speakers, **{**given, **fields}))
        return self

    def since(self, when: str) -> "Dispatch":
        """The same with another date of its events."""
        self.events = [replace(event, when=PartialDate.parse(when)) for event in self.events]
        return self

    def coded(self) -> CodedArticle:
        return CodedArticle(
            article=self.article, events=tuple(self.events), statements=tuple(self.statements), run=RUN.id
        )


def put(store: Store, dispatches: Iterable[Dispatch]) -> None:
    for one in dispatches:
        write_article(store, one.coded(), run=RUN)


def promised(on: str = "2019-04-10") -> Dispatch:
    """Norway promises Chile trawlers by the end of May."""
    words = "Norway promised Chile on Tuesday to hand over twelve seized trawlers by the end of May"
    return dispatch(f"{words}.", on=on).event(words, "promised", "AGREE", "NOR", "CHL", when="2019-04-09")


def handed_over(on: str = "2019-05-21", **fields: object) -> Dispatch:
    words = "Norway handed over the twelve trawlers seized last year to the Chilean navy"
    return dispatch(f"{words}.", on=on).event(words, "handed", "RETREAT", "NOR", "CHL", when=on, **fields)


def increasing(values: Iterable[object]) -> bool:
    return all(one <= other for one, other in pairwise(values))  # type: ignore[operator]
