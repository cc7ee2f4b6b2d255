"""Pages across articles: happenings, disagreements, readouts, promises, topics and positions."""

from typing import Any, get_args

import msgspec

from dragoman.codes.topics import topic_code, topics
from dragoman.compare.lookup import happening
from dragoman.compare.readout_pairs import readout_pairs
from dragoman.compare.readouts import SharedPoint, compare_readouts
from dragoman.exports.contract import event_fields
from dragoman.records import Status
from dragoman.store import read
from dragoman.store.open import Store
from dragoman.store.own_types import event_types
from dragoman.web.asking import Ask
from dragoman.web.asks import StatementsAsked, choices_of
from dragoman.web.asks_across import (
    DIFFERENCES,
    LINE_KINDS,
    MATTERS,
    STATES,
    DisagreementsAsked,
    HappeningsAsked,
    PositionsAsked,
    PromisesAsked,
    ReadoutsAsked,
)
from dragoman.web.asks_counted import TopicsAsked
from dragoman.web.queries import across, ledger, lines
from dragoman.web.queries.articles import heads
from dragoman.web.queries.slices import Fields, slice_of_all
from dragoman.web.refusals import Refusal
from dragoman.web.render import Page
from dragoman.web.wording import topic_called

_SHOWN = 6  # of a kind on a page about somebody; the lists have all
_TOPICS, _SAID = 3, 2  # of which a pair's page has the words, and how many of each side
_PARTIES = 40  # that spoke of a topic most
_LINKS = 12  # that hold a happening together, the strongest


def happenings_page(ask: Ask) -> Page:
    """What happened, each thing once however often it is told."""
    wanted = ask.to(HappeningsAsked)
    found = across.list_happenings(ask.store, wanted)
    data = {
        "asking": wanted.model_dump(), "rows": found.rows, "next": found.next,
        "number": across.number_of_happenings(ask.store, wanted),
        "choices": {"types": event_types(ask.store), "statuses": get_args(Status)},
    }  # fmt: skip
    return Page("happenings.html", "Happenings", data, "rows")


def happening_page(ask: Ask) -> Page:
    """One happening: its tellings by origin, what they agree and differ on, why they are one."""
    told = happening(ask.store, ask.path["happening"])
    head = told.happening
    known = heads(ask.store, [*(one.event.article for one in told.tellings), *(one.article for one in told.retold)])
    tellings = [
        {"line": "event", **event_fields(one.event), "article": known[one.event.article], "origin": one.origin.name,
         "origin_kind": one.origin.kind, "origin_party": one.origin.party, "origin_key": one.origin.key,
         "copy_of": one.copy_of, "updates": one.updates, "changed": list(one.changed),
         "chain": msgspec.to_builtins(one.chain)}
        for one in told.tellings
    ]  # fmt: skip
    numbers = {telling["id"]: number for number, telling in enumerate(tellings, start=1)}
    parties = [who.party for who in (*head.event.actors, *head.event.recipients) if who.party]
    day = head.first_day.isoformat() if head.first_day else None
    data: dict[str, Any] = {
        "id": head.id, "type": head.type, "status": head.status, "first_day": day,
        "last_day": head.last_day.isoformat() if head.last_day else None, "articles": head.articles,
        "outlets": head.outlets, "origins": list(head.origins), "confirmed_by": list(head.confirmed_by),
        "both_sides": head.both_sides, "lead": next(t for t in tellings if t["id"] == head.event.id),
        "tellings": tellings, "numbers": numbers, "points": across.points_of(tellings),
        "links": [msgspec.to_builtins(link) for link in told.links[:_LINKS]],
        "decisions": [msgspec.to_builtins(one) for one in told.decisions],
        "retold": [
            {**msgspec.to_builtins(one), "article": known[one.article], "origin": one.origin.name}
            for one in told.retold
        ],
        "tied": [_tied(ask.store, name) for name in told.tied],
        "disagreements": across.list_disagreements(ask.store, DisagreementsAsked(subject=head.id)).rows,
        "near": across.near_happenings(ask.store, head.id, parties, day),
    }  # fmt: skip
    return Page("happening.html", "Happening", data)


def _tied(store: Store, name: str) -> Fields:
    row = store.first("SELECT * FROM happenings WHERE id = ?", (name,))
    shown = across.happening_rows(store, [row]) if row else []
    return shown[0] if shown else {"id": name, "event": None}


def disagreements_page(ask: Ask) -> Page:
    """Where accounts differ; every account stands quoted, none is called right."""
    wanted = ask.to(DisagreementsAsked)
    found = across.list_disagreements(ask.store, wanted)
    data = {
        "asking": wanted.model_dump(), "rows": found.rows, "next": found.next,
        "number": across.number_of_disagreements(ask.store, wanted),
        "choices": {"kinds": DIFFERENCES, "matters": MATTERS},
    }  # fmt: skip
    return Page("disagreements.html", "Disagreements", data, "rows")


def disagreement_page(ask: Ask) -> Page:
    """One disagreement with every account of it."""
    found = across.read_disagreement(ask.store, ask.path["disagreement"])
    return Page("disagreement.html", f"Accounts differ: {found['matter'].replace('_', ' ')}", {"row": found})


def readouts_page(ask: Ask) -> Page:
    """Pairs of official accounts of one meeting."""
    wanted = ask.to(ReadoutsAsked)
    pairs = ask.desk.counted("readouts", readout_pairs)
    step = -1 if wanted.order == "newest" else 1
    kept = [one for one in (pairs or ())[::step] if wanted.party in (None, one.party_a, one.party_b)]
    found = slice_of_all([{"pair": one} for one in kept], wanted)
    shown = [msgspec.to_builtins(one["pair"]) for one in found.rows]
    known = heads(ask.store, (one[side] for one in shown for side in ("a", "b")))
    rows = [{**one, "title_a": known[one["a"]]["title"], "title_b": known[one["b"]]["title"]} for one in shown]
    data = {
        "asking": wanted.model_dump(),
        "rows": rows,
        "next": found.next,
        "counting": pairs is None,
        "number": len(kept),
    }
    return Page("readouts.html", "Readouts", data, "rows")


def readout_page(ask: Ask) -> Page:
    """Two accounts of one meeting side by side, point by point."""
    if ask.path["a"] == ask.path["b"]:
        raise Refusal("a comparison is of two articles", values=ask.path["a"][:60], remedy="Name another one")
    found = compare_readouts(*(read.coded_article(ask.store, read.find_article(ask.store, ask.path[n])) for n in "ab"))
    shared = {point.a[0].start: point for point in found.shared}
    rows: list[Fields] = []
    for left, right in found.rows():
        point = shared.get(left[0].start) if left and right else None
        rows.append({
            "a": [msgspec.to_builtins(one) for one in left], "b": [msgspec.to_builtins(one) for one in right],
            "point": _without_sides(point) if point else None,
        })  # fmt: skip
    sides = [msgspec.to_builtins(side) for side in (found.a, found.b)]
    data = {"sides": sides, "rows": rows, "shared": len(found.shared), "only": [len(found.only_a), len(found.only_b)]}
    return Page("readout.html", "Readouts side by side", data)


def _without_sides(point: SharedPoint) -> Fields:
    return {name: value for name, value in msgspec.to_builtins(point).items() if name not in ("a", "b")}


def promises_page(ask: Ask) -> Page:
    """The ledger of promises, demands, threats and plans as of a day."""
    wanted = ask.to(PromisesAsked)
    found = ledger.list_promises(ask.store, wanted)
    data = {
        "asking": wanted.model_dump(), "rows": found.rows, "next": found.next,
        "as_of": str(ledger.as_of(ask.store, wanted)), "current": ledger.is_current(ask.store),
        "choices": {"kinds": LINE_KINDS, "states": STATES},
    }  # fmt: skip
    return Page("promises.html", "Promises", data, "rows")


def promise_page(ask: Ask) -> Page:
    """One line of the ledger with what may have followed; a candidate can be confirmed or refused."""
    day = ledger.as_of(ask.store, ask.to(PromisesAsked))
    line = ledger.read_promise(ask.store, ask.path["line"], day)
    return Page("promise.html", str(line["kind"]).capitalize(), {"line": line})


def topics_page(ask: Ask) -> Page:
    """The tree of topics, how often each was spoken of and by whom."""
    wanted = ask.to(TopicsAsked)
    rows = ask.desk.counted("topics", across.count_topics)
    found = slice_of_all(across.topics_asked(rows or [], wanted), wanted)
    data = {
        "asking": wanted.model_dump(), "rows": found.rows, "next": found.next, "counting": rows is None,
        "orders": choices_of(TopicsAsked, "order"),
    }  # fmt: skip
    return Page("topics.html", "Topics", data, "rows")


def topic_page(ask: Ask) -> Page:
    """One topic: who spoke of it, and the latest said."""
    topic = topic_code(ask.path["topic"])
    wanted = ask.to(StatementsAsked).model_copy(update={"topic": topic})
    found = lines.list_statements(ask.store, wanted)
    counted = ask.desk.counted("topics", across.count_topics)
    of = next((row for row in counted or [] if row["topic"] == topic), None)
    below = [code for code in topics() if code.startswith(f"{topic}.")]
    data = {
        "topic": topic, "name": topic_called(topic), "parties": of["parties"][:_PARTIES] if of else [],
        "said": of["number"] if of else 0, "below": [{"topic": code, "name": topic_called(code)} for code in below],
        "above": topic.rpartition(".")[0] or None, "asking": wanted.model_dump(), "rows": found.rows,
        "next": found.next,
    }  # fmt: skip
    return Page("topic.html", topic_called(topic), data, "rows")


def positions_page(ask: Ask) -> Page:
    """What two parties, or one in two stretches of time, said on a topic, side by side."""
    wanted = ask.to(PositionsAsked)
    found = ledger.compare_positions(ask.store, wanted)
    topic = topic_code(wanted.topic) if wanted.topic else None
    data = {
        **found, "asking": wanted.model_dump(), "topic": topic, "name": topic_called(topic) if topic else None,
        "choices": {"topics": topics()}, "current": ledger.is_current(ask.store),
    }  # fmt: skip
    table = [
        {"column": n, **entry} for n, column in enumerate(found["columns"], start=1) for entry in column["entries"]
    ]
    return Page("positions.html", "Positions", data, table=table)


def of_party(ask: Ask, code: str) -> Fields:
    """What stands across articles on a party's page."""
    promises = ledger.list_promises(ask.store, PromisesAsked(party=code, unsettled=True, limit=_SHOWN)).rows
    settled = not promises and ledger.list_promises(ask.store, PromisesAsked(party=code, limit=1)).rows
    return {
        "positions": across.topics_said(ask.store, code)[:20],
        "happenings": across.list_happenings(ask.store, HappeningsAsked(party=code, tellings=2, limit=_SHOWN)).rows,
        "promises": promises, "all_settled": bool(settled),
        "disagreements": across.list_disagreements(ask.store, DisagreementsAsked(party=code, limit=_SHOWN)).rows,
    }  # fmt: skip


def of_pair(ask: Ask, one: str, other: str) -> Fields:
    """What stands across articles on a pair's page: topics that both spoke of, promises both ways."""
    said = [{row["topic"]: row for row in across.topics_said(ask.store, code)} for code in (one, other)]
    both = [topic for topic in said[0] if topic in said[1]]
    asked = PromisesAsked(party=one, other=other, limit=2 * _SHOWN)
    return {
        "positions": [
            {"topic": topic, "name": topic_called(topic), "numbers": [side[topic]["number"] for side in said]}
            for topic in both[:12]
        ],
        "said": [
            {"topic": topic, "name": topic_called(topic),
             "sides": ledger.last_said(ask.store, (one, other), topic, _SAID)}
            for topic in both[:_TOPICS]
        ],
        "happenings": across.list_happenings(
            ask.store, HappeningsAsked(party=one, other=other, tellings=2, limit=_SHOWN)
        ).rows,
        "promises": ledger.list_promises(ask.store, asked).rows,
        "disagreements": across.list_disagreements(
            ask.store, DisagreementsAsked(party=one, other=other, limit=_SHOWN)
        ).rows,
    }  # fmt: skip
