"""From happenings to the records that are kept."""

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from dragoman.citations import check_citations
from dragoman.codes.plover import plover
from dragoman.errors import CitationError, DragomanError, UnknownName
from dragoman.events.draft import Draft
from dragoman.events.frames import Frame
from dragoman.events.merge import Happening, merge
from dragoman.events.recording import events_of
from dragoman.partial_date import PartialDate
from dragoman.records import Article, CodedArticle, Event, EventType, Participant, event_id
from tests.parsed import sentences

CHAD = Participant(id="TCD", name="Chad", kind="state", party="TCD", country="TCD")
MALI = Participant(id="MLI", name="Mali", kind="state", party="MLI", country="MLI")
FIRST = """
Chad Chad PROPN 2 nsubj
shelled shell VERB 0 root
Oakton Oakton PROPN 2 obj
yesterday yesterday NOUN 2 obl
"""
SECOND = """
Heavy heavy ADJ 2 amod
troops troop NOUN 3 nsubj
bombed bomb VERB 0 root
the the DET 5 det
village village NOUN 3 obj
"""
TEXT, READ = sentences(FIRST, SECOND)
ARTICLE = Article(id="article-1", source="test", text=TEXT, body_start=0, published=date(2024, 5, 6))
DAY = PartialDate.day(date(2024, 5, 4))


def draft(kind: EventType = "ASSAULT", sentence: int = 0, token: int = 1, **fields: Any) -> Draft:
    made_up = Frame(
        name="made-up", type=kind, kind="verb", words=("act",), actor=("subj",), recipient=("obj",), need=(),
        examples=(),
    )  # fmt: skip
    base = {"first": 0, "last": 3, "actors": (CHAD,), "recipients": (MALI,)}
    return Draft(frame=made_up, type=kind, sentence=sentence, token=token, **{**base, **fields})


def recorded(*drafts: Draft, article: Article = ARTICLE) -> list[Event]:
    found = list(events_of(article, READ, [Happening(d) for d in drafts]))
    check_citations(CodedArticle(article=article, events=tuple(found)))
    return found


def test_the_words_of_an_event_are_the_article_s() -> None:
    event = recorded(draft(sentence=1, token=2, first=1, last=4))[0]
    assert (event.text, event.trigger.text) == ("troops bombed the village", "bombed")
    assert TEXT[event.start : event.end] == event.text


def test_events_stand_in_order_of_their_triggers() -> None:
    found = recorded(draft(sentence=1, token=2), draft(token=2), draft(token=1))
    assert [e.trigger.text for e in found] == ["shelled", "Oakton", "bombed"]


def test_two_events_on_one_trigger_have_two_ids() -> None:
    found = recorded(draft(), draft("ACCUSE"), draft(token=2))
    assert [e.id for e in found] == [
        event_id("article-1", READ[0].tokens[1].start, 0),
        event_id("article-1", READ[0].tokens[1].start, 1),
        event_id("article-1", READ[0].tokens[2].start, 0),
    ]


def test_an_id_does_not_depend_on_the_coding() -> None:
    coded_otherwise = draft("AID", status="planned", basis="alleged", actors=(), when=DAY)
    assert recorded(draft())[0].id == recorded(coded_otherwise)[0].id


@pytest.mark.parametrize(
    ("when", "published", "counted"),
    [
        (DAY, date(2024, 5, 6), (date(2024, 5, 4), "event")),
        (DAY, None, (date(2024, 5, 4), "event")),
        (PartialDate(), date(2024, 5, 6), (date(2024, 5, 6), "publication")),
        (PartialDate.month(2024, 4), date(2024, 5, 6), (date(2024, 5, 6), "publication")),  # no month is made a day
        (PartialDate(), None, (None, None)),
        (PartialDate.month(2024, 4), None, (None, None)),
    ],
)
def test_the_day_it_is_counted_on(when: PartialDate, published: date | None, counted: tuple[object, object]) -> None:
    event = recorded(draft(when=when), article=replace(ARTICLE, published=published))[0]
    assert (event.counted_on, event.counted_from) == counted
    assert event.when == when


@pytest.mark.parametrize("kind", ["AID", "ASSAULT", "CONSULT", "SANCTION", "PROTEST", "AGREE"])
def test_codes_and_scores_are_those_of_the_tables(kind: EventType) -> None:
    event, row = recorded(draft(kind))[0], plover(kind)
    assert (event.cameo, event.quad, event.plover_score) == (row.cameo, row.quad, row.score)


@pytest.mark.parametrize(
    ("kind", "given", "kept"),
    [
        ("REQUEST", "demand", "demand"),
        ("REQUEST", "appeal", "appeal"),
        ("REQUEST", None, None),
        ("AID", "demand", None),
    ],
)
def test_only_a_request_has_a_force(kind: EventType, given: str | None, kept: str | None) -> None:
    assert recorded(draft(kind, force=given))[0].force == kept


def test_a_demand_is_coded_apart_from_an_appeal() -> None:
    demand, appeal = (recorded(draft("REQUEST", force=force))[0] for force in ("demand", "appeal"))
    assert demand.cameo != appeal.cameo


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "planned"},
        {"basis": "alleged", "asserted_by": "Mali"},
        {"statement": "statement-1"},
        {"reported_by": "The Herald"},
        {"confidence": 0.25},
        {"why": ("one", "two")},
        {"date_from": "clause", "when": DAY},
        {"actors": (), "recipients": (CHAD, MALI)},
    ],
)
def test_what_was_read_is_kept(fields: dict[str, Any]) -> None:
    event = recorded(draft(**fields))[0]
    assert {name: getattr(event, name) for name in fields} == fields


def test_other_tellings_are_cited_once_in_order() -> None:
    again = draft(sentence=1, token=2, first=1, last=4, actors=())
    happening = merge([draft(), again, again, draft(actors=())])[0]
    event = next(events_of(ARTICLE, READ, [happening]))
    assert [s.text for s in event.citations] == ["troops bombed the village"]  # not its own clause


def test_contexts_come_from_the_words_of_the_clause_alone() -> None:
    whole = set(recorded(draft(sentence=1, token=2, first=0, last=4))[0].contexts)
    part = recorded(draft(sentence=1, token=2, first=3, last=4))[0].contexts
    assert set(part) <= whole
    assert list(part) == sorted(part)
    assert "military" in whole


def test_nothing_happened_is_nothing_recorded() -> None:
    assert recorded() == []


@pytest.mark.parametrize(
    ("bad", "article", "error", "parts"),
    [
        (
            draft("CONSULT", mode="waltz"),
            ARTICLE,
            UnknownName,
            ("no such type and mode", "CONSULT/waltz", "Its modes: "),
        ),
        (
            draft(sentence=1, token=2, last=4),
            replace(ARTICLE, text=TEXT[:20]),
            CitationError,
            ("lies outside its article", "article-1", "Give offsets in code points"),
        ),
    ],
)
def test_what_cannot_be_recorded_is_named_with_its_remedy(
    bad: Draft, article: Article, error: type[DragomanError], parts: tuple[str, ...]
) -> None:
    with pytest.raises(error) as caught:
        list(events_of(article, READ, [Happening(bad)]))
    assert all(part in str(caught.value) for part in parts)
